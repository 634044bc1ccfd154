"""Finnish Signbank: films of a Signbank with one data set, one of them empty."""

from tests.support.miniatures import Miniature

MINIATURE = Miniature(
    files={
        "glossvideo/TA/TALO-12.mp4": 1,
        "glossvideo/KI/KIRJA-7.mp4": 2,
        "glossvideo/KI/KIITOS(AA)-9.mp4": 3,
        "glossvideo/KO/KOIRA-21.mp4": b"",
    },
    signs=(("TALO", "fse", 1), ("KIRJA", "fse", 1), ("KIITOS(AA)", "fse", 1)),
    skipped=("KOIRA-21.mp4 is empty. Copy or record it again.",),
    find=("kirja", "KIRJA"),
)
