"""NGT Signbank: films as Global Signbank keeps them, one of them empty."""

from tests.support.miniatures import Miniature

MINIATURE = Miniature(
    files={
        "glossvideo/NGT/BO/BOEK-A-12.mp4": 1,
        "glossvideo/NGT/KA/KAT-7.mp4": 2,
        "glossvideo/NGT/BE/BEDANKT-9.mp4": 3,
        "glossvideo/NGT/HO/HOND-21.mp4": b"",
    },
    signs=(("BOEK-A", "dse", 1), ("KAT", "dse", 1), ("BEDANKT", "dse", 1)),
    skipped=("HOND-21.mp4 is empty. Copy or record it again.",),
    find=("kat", "KAT"),
)
