"""FSL-105: tables of both splits name films with backslashes; a film is missing."""

from tests.support.miniatures import Miniature

MINIATURE = Miniature(
    files={
        "train.csv": (
            "id_label,label,category,vid_path\n"
            "0,GOOD MORNING,GREETING,clips\\0\\0.MOV\n"
            "0,GOOD MORNING,GREETING,clips\\0\\1.MOV\n"
            "1,MILK,DRINK,clips\\1\\0.MOV\n"
        ),
        "test.csv": (
            "id_label,label,category,vid_path\n"
            "2,RED,COLOR,clips\\2\\3.MOV\n"
            "2,RED,COLOR,clips\\2\\4.MOV\n"
        ),
        "clips/0/0.MOV": 1,
        "clips/0/1.MOV": 2,
        "clips/1/0.MOV": 3,
        "clips/2/3.MOV": 4,
    },
    signs=(("good morning", "psp", 2), ("milk", "psp", 1), ("red", "psp", 1)),
    skipped=("Check the spelling; .pose files and other videos of this name are found too.",),
    find=("milk", "milk"),
    recognised=True,
)
