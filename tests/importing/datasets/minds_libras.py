"""MINDS-Libras: the number, the word, the signer and the repetition are in the name of a film."""

from tests.support.miniatures import Miniature

MINIATURE = Miniature(
    files={
        "Sinalizador01/01AcontecerSinalizador01-1.mp4": 1,
        "Sinalizador01/01AcontecerSinalizador01-2.mp4": 2,
        "Sinalizador01/02AlunoSinalizador01-1.mp4": 3,
        "Sinalizador12/18SapoSinalizador12-5.mp4": 4,
        "Sinalizador12/18SapoSinalizador12-4.mp4": b"",
    },
    signs=(("Acontecer", "bzs", 2), ("Aluno", "bzs", 1), ("Sapo", "bzs", 1)),
    skipped=(" is empty. Copy or record it again.",),
    find=("sapo", "Sapo"),
    recognised=True,
)
