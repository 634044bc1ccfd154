"""PUCP-DGI156: signs cut out of stories; those with adjusted ends are preferred."""

from tests.support.miniatures import Miniature

MINIATURE = Miniature(
    files={
        "Videos/SEGMENTED_SIGN/ira_alegria/CASA_1.mp4": 9,
        "Videos/SEGMENTED_SIGN_ADJUSTED/ira_alegria/CASA_1.mp4": 1,
        "Videos/SEGMENTED_SIGN_ADJUSTED/ira_alegria/CASA_12.mp4": 2,
        "Videos/SEGMENTED_SIGN_ADJUSTED/ira_alegria/MUJER_3.mp4": 3,
        "Videos/SEGMENTED_SIGN_ADJUSTED/bicicleta/YO_40.mp4": 4,
        "Videos/SEGMENTED_SIGN_ADJUSTED/bicicleta/YO_41.mp4": b"",
    },
    signs=(("CASA", "prl", 2), ("MUJER", "prl", 1), ("YO", "prl", 1)),
    skipped=(" is empty. Copy or record it again.",),
    find=("mujer", "MUJER"),
)
