"""Svenskt teckenspråkslexikon: films named by word and number; an example is skipped."""

from tests.support.miniatures import Miniature

MINIATURE = Miniature(
    files={
        "skola-00617-tecken.mp4": 1,
        "kott-01913-tecken.mp4": 2,
        "kott-01913-fras-2.mp4": 9,
        "i-morgon-04748-tecken.mp4": 3,
    },
    signs=(("skola", "swl", 1), ("kott", "swl", 1), ("i morgon", "swl", 1)),
    skipped=("It is an example, a whole sentence.",),
    find=("skola", "skola"),
    recognised=True,
)
