"""A Vietnamese dictionary: films named by word. One film has no content."""

from tests.support.miniatures import Miniature

MINIATURE = Miniature(
    files={
        "vn_sign/mẹ.mp4": 1,
        "vn_sign/nước.mp4": 2,
        "vn_sign/cảm ơn.mp4": 3,
        "vn_sign/nhà.mp4": b"",
    },
    signs=(("mẹ", "hos", 1), ("nước", "hos", 1), ("cảm ơn", "hos", 1)),
    skipped=("nhà.mp4 is empty. Copy or record it again.",),
    find=("nước", "nước"),
    options=("--language", "hos"),
)
