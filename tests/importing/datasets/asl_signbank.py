"""ASL Signbank: films in a folder for each pair of initials, one of them empty."""

from tests.support.miniatures import Miniature

MINIATURE = Miniature(
    files={
        "glossvideo/ASL/BO/BOOK-12.mp4": 1,
        "glossvideo/ASL/CA/CAT-7.mp4": 2,
        "glossvideo/ASL/TH/THANK-YOU-9.mp4": 3,
        "glossvideo/ASL/MO/MOON-21.mp4": b"",
    },
    signs=(("BOOK", "ase", 1), ("CAT", "ase", 1), ("THANK-YOU", "ase", 1)),
    skipped=("MOON-21.mp4 is empty. Copy or record it again.",),
    find=("book", "BOOK"),
)
