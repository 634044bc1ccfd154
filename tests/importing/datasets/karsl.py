"""KArSL: a folder with a number for each sign, and a list of labels in Arabic and English."""

from tests.support.miniatures import Miniature

MINIATURE = Miniature(
    files={
        "KARSL-502_Labels.csv": (
            "SignID,Sign-Arabic,Sign-English\n71,هيكل عظمي,Skeleton\n72,جمجمة,skull\n160,يأكل,eat\n"
        ),
        "train/0071-0170/0071/03_01_0071_(10_11_16_20_08_53)_c.mp4": 1,
        "test/0071-0170/0071/03_02_0071_(10_11_16_20_09_11)_c.mp4": 2,
        "train/0071-0170/0072/03_01_0072_(10_11_16_20_10_00)_c.mp4": 3,
        "train/0071-0170/0160/03_01_0160_(10_11_16_20_10_00)_c.mp4": 4,
        "train/0301-0502/0503/03_01_0503_(10_11_16_20_10_00)_c.mp4": 5,
    },
    signs=(("هيكل عظمي", "sdl", 2), ("جمجمة", "sdl", 1), ("يأكل", "sdl", 1)),
    skipped=("No label for class 0503. Check that the list of labels belongs to these files.",),
    find=("skull", "جمجمة"),
    recognised=True,
)
