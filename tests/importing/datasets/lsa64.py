"""LSA64: films named by class, signer and repetition; two classes have two published names."""

from tests.support.miniatures import Miniature

MINIATURE = Miniature(
    files={
        "all/001_001_001.mp4": 1,
        "all/001_010_005.mp4": 2,
        "all/008_002_001.mp4": 3,
        "all/027_003_001.mp4": 4,
        "all/064_004_002.mp4": 5,
        "all/065_004_002.mp4": 6,
    },
    signs=(("opaco", "aed", 2), ("rosa", "aed", 1), ("encontrar", "aed", 1)),
    skipped=(
        "The two published lists of the signs give different words for it.",
        "No label for class 065. Check that the list of labels belongs to these files.",
    ),
    find=("pink", "rosa"),
    recognised=True,
)
