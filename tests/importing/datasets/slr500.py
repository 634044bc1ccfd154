"""SLR500: a folder with a number for each sign, counted from 0 in a list of words."""

from tests.support.miniatures import Miniature

MINIATURE = Miniature(
    files={
        "gloss_label.txt": "什么\n你好\n谢谢\n",
        "color/000/P01_01_00_0._color.mp4": 1,
        "color/000/P49_01_00_1._color.mp4": 2,
        "color/001/P01_01_01_0._color.mp4": 3,
        "color/002/P01_01_02_0._color.mp4": 4,
        "color/003/P01_01_03_0._color.mp4": 5,
    },
    signs=(("什么", "csl", 2), ("你好", "csl", 1), ("谢谢", "csl", 1)),
    skipped=("No label for class 003. Check that the list of labels belongs to these files.",),
    find=("谢谢", "谢谢"),
    recognised=True,
)
