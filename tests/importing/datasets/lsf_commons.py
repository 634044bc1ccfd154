"""Lingua Libre: language, signer and word are in the name of a film; one film has no content."""

from tests.support.miniatures import Miniature

MINIATURE = Miniature(
    files={
        "LL-Q33302 (fsl)-Laura Jauvert-Banane.webm": 1,
        "LL-Q33302 (fsl)-Talibata31-merci.webm": 2,
        "LL-Q33302 (fsl)-Someone Else-rendez-vous.webm": 3,
        "LL-Q33302 (fsl)-Roy Batty 82-encore.webm": b"",
        "LL-Q150 (fra)-Someone Else-merci.wav": b"RIFF",
    },
    signs=(("Banane", "fsl", 1), ("merci", "fsl", 1), ("rendez-vous", "fsl", 1)),
    skipped=(" is empty. Copy or record it again.",),
    find=("banane", "Banane"),
    recognised=True,
)
