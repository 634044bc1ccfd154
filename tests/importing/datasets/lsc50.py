"""LSC50: sign, signer and repetition are in the name of a film; most words are not published as
text."""

from tests.support.miniatures import Miniature

MINIATURE = Miniature(
    files={
        "VIDEOS/COLOR_BODY/0000_0000_0000.avi": 1,
        "VIDEOS/COLOR_BODY/0000_0004_0003.avi": 2,
        "VIDEOS/COLOR_BODY/0001_0000_0000.avi": 3,
        "VIDEOS/COLOR_BODY/0030_0000_0000.avi": 4,
        "VIDEOS/COLOR_BODY/0002_0000_0000.avi": 5,
        "VIDEOS/DEPTH/0000_0000_0000.avi": 9,
    },
    signs=(("gracias", "csn", 2), ("buenos días", "csn", 1), ("hola", "csn", 1)),
    skipped=("No label for class 0002. Check that the list of labels belongs to these files.",),
    find=("hola", "hola"),
)
