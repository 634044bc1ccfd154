"""V-LIBRASIL: the word and the signer are in the name of a film, whose letters a program that
unpacks archives may have written as numbers."""

from tests.support.miniatures import Miniature

MINIATURE = Miniature(
    files={
        "data/Abacaxi_Articulador1.mp4": 1,
        "data/Ab#U00f3bora_Articulador2.mp4": 2,
        "data/Abóbora_Articulador3.mp4": 3,
        "data/À noite toda_Articulador2.mp4": 4,
    },
    signs=(("Abacaxi", "bzs", 1), ("Abóbora", "bzs", 2), ("À noite toda", "bzs", 1)),
    find=("abóbora", "Abóbora"),
    recognised=True,
)
