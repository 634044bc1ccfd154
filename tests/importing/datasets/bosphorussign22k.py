"""BosphorusSign22k: a folder for each class, and one table of all recordings."""

from tests.support.miniatures import Miniature

MINIATURE = Miniature(
    files={
        "BosphorusSign22k.csv": (
            "SubsetID,ClassID,ClassName_tr,ClassName_eng,UserID,RepeatID\n"
            "General,0004,Aciklamak,Explain,User_2,001\n"
            "General,0004,Aciklamak,Explain,User_3,001\n"
            "General,0009,Adres,Address,User_2,001\n"
            "General,0031,Anne,Mom,User_4,005\n"
            "General,0031,Anne,Mom,User_4,006\n"
        ),
        "0004/User_2_001.mp4": 1,
        "0004/User_3_001.mp4": 2,
        "0009/User_2_001.mp4": 3,
        "0031/User_4_005.mp4": 4,
    },
    signs=(("Aciklamak", "tsm", 2), ("Adres", "tsm", 1), ("Anne", "tsm", 1)),
    skipped=("No file has class 0031, user User_4, take 006.",),
    find=("mom", "Anne"),
    recognised=True,
)
