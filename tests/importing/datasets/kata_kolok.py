"""Kata Kolok: films as Global Signbank keeps them, one of them empty."""

from tests.support.miniatures import Miniature

MINIATURE = Miniature(
    files={
        "glossvideo/KK/CO/COW-12.mp4": 1,
        "glossvideo/KK/HO/HOUSE-7.mp4": 2,
        "glossvideo/KK/MO/MOTHER_A-9.mp4": 3,
        "glossvideo/KK/PI/PIG-21.mp4": b"",
    },
    signs=(("COW", "bqy", 1), ("HOUSE", "bqy", 1), ("MOTHER A", "bqy", 1)),
    skipped=("PIG-21.mp4 is empty. Copy or record it again.",),
    find=("cow", "COW"),
)
