"""LSE-Health-UVigo: an ELAN file with variants and translations, and one without a film."""

from tests.support.eaf_files import EafFile, a_recording
from tests.support.miniatures import Miniature


def _annotated(path):
    eaf = EafFile().medium(f"./{path.stem}.mp4")
    eaf.tier("M_Glosa", (0, 1000, "DOLOR"), (1000, 2000, "SALUD"), (2500, 3500, "*VACUNA"))
    eaf.tier("Var", (0, 1000, "1"))
    eaf.tier("Trad", (0, 3500, "La vacuna es buena."))
    eaf.write(path)


MINIATURE = Miniature(
    files={
        "p01_n001.eaf": _annotated,
        "p01_n001.pose": a_recording,
        "lost.eaf": _annotated,
    },
    signs=(("DOLOR", "ssp", 1), ("SALUD", "ssp", 1), ("*VACUNA", "ssp", 1)),
    skipped=(
        "The video of lost.eaf is missing: lost.mp4. Copy it into the folder of the annotations.",
    ),
    find=("dolor", "DOLOR"),
)
