"""MEINE DGS: an ELAN file beside its film, and one without a film."""

from tests.support.eaf_files import EafFile, a_recording
from tests.support.miniatures import Miniature


def _annotated(path):
    eaf = EafFile().medium(f"./{path.stem}.mp4")
    eaf.tier("Lexem_Gebärde_r_A", (0, 1000, "HAUS1A"), (1000, 2000, "ICH1"))
    eaf.tier("Lexem_Gebärde_l_A", (2500, 3500, "BUCH1A*"))
    eaf.tier("Deutsche_Übersetzung_A", (0, 3500, "Mein Haus hat Bücher."))
    eaf.write(path)


MINIATURE = Miniature(
    files={
        "1429737.eaf": _annotated,
        "1429737.pose": a_recording,
        "lost.eaf": _annotated,
    },
    signs=(("HAUS1A", "gsg", 1), ("ICH1", "gsg", 1), ("BUCH1A*", "gsg", 1)),
    skipped=(
        "The video of lost.eaf is missing: lost.mp4. Copy it into the folder of the annotations.",
    ),
    find=("haus1a", "HAUS1A"),
)
