"""PUCP-305: a folder for each sign, with a film of a sentence beside that of the sign."""

from tests.support.miniatures import Miniature

MINIATURE = Miniature(
    files={
        "5. Segundo avance (corregido)/ABUELO/ABUELO.mp4": 1,
        "5. Segundo avance (corregido)/ABUELO/ABUELO_ORACION_1.mp4": 9,
        "5. Segundo avance (corregido)/AGUA/AGUA.mp4": 2,
        "5. Segundo avance (corregido)/CASA/CASA.mp4": 3,
    },
    signs=(("ABUELO", "prl", 1), ("AGUA", "prl", 1), ("CASA", "prl", 1)),
    skipped=("It is a sentence.",),
    find=("agua", "AGUA"),
)
