"""Corpus NGT: an ELAN file with a tier for each hand beside its film, and one without a film."""

from tests.support.eaf_files import EafFile, a_recording
from tests.support.miniatures import Miniature


def _annotated(path):
    eaf = EafFile().medium(f"./{path.stem}.mp4")
    eaf.tier("GlossR S1", (0, 1000, "HUIS"), (1000, 2000, "PT-1hand"))
    eaf.tier("GlossL S1", (2500, 3500, "BOEK"))
    eaf.tier("TranslationNarrow", (0, 3500, "Dat boek is thuis."))
    eaf.write(path)


MINIATURE = Miniature(
    files={
        "CNGT0001.eaf": _annotated,
        "CNGT0001.pose": a_recording,
        "lost.eaf": _annotated,
    },
    signs=(("HUIS", "dse", 1), ("PT-1hand", "dse", 1), ("BOEK", "dse", 1)),
    skipped=(
        "The video of lost.eaf is missing: lost.mp4. Copy it into the folder of the annotations.",
    ),
    find=("huis", "HUIS"),
)
