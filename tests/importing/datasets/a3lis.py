"""A3LIS-147: films named after signer and sign, and a recording in which a signer holds still."""

from tests.support.miniatures import Miniature

MINIATURE = Miniature(
    files={
        "fal_casa.avi": 1,
        "mrla_casa.avi": 2,
        "mrla_carta_di_identità.avi": 3,
        "msf_acqua.avi": 4,
        "msf_idle.avi": 5,
    },
    signs=(("casa", "ise", 2), ("carta di identità", "ise", 1), ("acqua", "ise", 1)),
    skipped=("The signer holds still.",),
    find=("acqua", "acqua"),
    recognised=True,
)
