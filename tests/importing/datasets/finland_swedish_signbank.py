"""Finland-Swedish Signbank: films of a Signbank with one data set, one of them empty."""

from tests.support.miniatures import Miniature

MINIATURE = Miniature(
    files={
        "glossvideo/HU/HUS-12.mp4": 1,
        "glossvideo/BO/BOK-7.mp4": 2,
        "glossvideo/TA/TACK(A)-9.mp4": 3,
        "glossvideo/HU/HUND-21.mp4": b"",
    },
    signs=(("HUS", "fss", 1), ("BOK", "fss", 1), ("TACK(A)", "fss", 1)),
    skipped=("HUND-21.mp4 is empty. Copy or record it again.",),
    find=("bok", "BOK"),
)
