"""BSL SignBank: films named after their glosses in folders by initials; one is empty."""

from tests.support.miniatures import Miniature

MINIATURE = Miniature(
    files={
        "media/bsl-video/HE/HELLO.mp4": 1,
        "media/bsl-video/TH/THANK-YOU.mp4": 2,
        "media/bsl-video/BO/BOOK2.mp4": 3,
        "media/bsl-video/CA/CAT.mp4": b"",
    },
    signs=(("HELLO", "bfi", 1), ("THANK-YOU", "bfi", 1), ("BOOK2", "bfi", 1)),
    skipped=("CAT.mp4 is empty. Copy or record it again.",),
    find=("hello", "HELLO"),
    recognised=True,
)
