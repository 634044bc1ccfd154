"""Corpus VGT: an ELAN file beside its film, and one without a film."""

from tests.support.eaf_files import EafFile, a_recording
from tests.support.miniatures import Miniature


def _annotated(path):
    eaf = EafFile().medium(f"./{path.stem}.mp4")
    eaf.tier("Glossen R", (0, 1000, "HUIS-A"), (1000, 2000, "KAT-A"))
    eaf.tier("Glossen L", (2500, 3500, "BOEK-B"))
    eaf.write(path)


MINIATURE = Miniature(
    files={
        "CVGT0001.eaf": _annotated,
        "CVGT0001.pose": a_recording,
        "lost.eaf": _annotated,
    },
    signs=(("HUIS-A", "vgt", 1), ("KAT-A", "vgt", 1), ("BOEK-B", "vgt", 1)),
    skipped=(
        "The video of lost.eaf is missing: lost.mp4. Copy it into the folder of the annotations.",
    ),
    find=("boek", "BOEK-B"),
)
