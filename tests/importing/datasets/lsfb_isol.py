"""LSFB-ISOL: a table with times of conversations, films that are cut, and a missing one."""

from tests.support.miniatures import Miniature

MINIATURE = Miniature(
    files={
        "instances.csv": (
            "id,sign,signer,start,end\n"
            "CLSFBI0103A_S001_B_251258_251478,LIVRE,S001,251258,251478\n"
            "CLSFBI0103A_S001_B_251612_251837,BONJOUR,S001,251612,251837\n"
            "CLSFBI0103A_S002_B_301612_301837,CHAT_A,S002,301612,301837\n"
            "CLSFBI0103A_S002_B_401612_401837,CHIEN,S002,401612,401837\n"
        ),
        "videos/CLSFBI0103A_S001_B_251258_251478.mp4": 1,
        "videos/CLSFBI0103A_S001_B_251612_251837.mp4": 2,
        "videos/CLSFBI0103A_S002_B_301612_301837.mp4": 3,
    },
    signs=(("LIVRE", "sfb", 1), ("BONJOUR", "sfb", 1), ("CHAT A", "sfb", 1)),
    skipped=("Line 5 of instances.csv: No file has id CLSFBI0103A_S002_B_401612_401837.",),
    find=("livre", "LIVRE"),
    recognised=True,
)
