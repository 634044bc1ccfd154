"""AUTSL: films in a folder for each split, with depth films that are passed over, and a list of
labels for each; the gloss of class 127 is corrected."""

from tests.support.miniatures import Miniature

MINIATURE = Miniature(
    files={
        "SignList_ClassId_TR_EN.csv": (
            "ClassId,TR,EN\n3,afiyet_olsun,enjoy_your_meal\n8,aile,family\n127,masa,tongs\n"
        ),
        "train_labels.csv": "signer0_sample1,3\nsigner1_sample1,3\nsigner0_sample2,127\n",
        "val_labels.csv": "signer6_sample7,8\nsigner6_sample8,8\n",
        "train/signer0_sample1_color.mp4": 1,
        "train/signer0_sample1_depth.mp4": 9,
        "train/signer1_sample1_color.mp4": 2,
        "train/signer0_sample2_color.mp4": 3,
        "val/signer6_sample7_color.mp4": 4,
    },
    signs=(("afiyet olsun", "tsm", 2), ("maşa", "tsm", 1), ("aile", "tsm", 1)),
    skipped=("Line 2 of val_labels.csv: No file has sample signer6_sample8.",),
    find=("tongs", "maşa"),
    recognised=True,
)
