"""BSLDict: films named after page, entry, take and word; one is empty."""

from tests.support.miniatures import Miniature

MINIATURE = Miniature(
    files={
        "videos_original/h_001_002_000_hello.mp4": 1,
        "videos_original/h_001_002_001_hello.mp4": 2,
        "videos_original/t_012_003_001_thank-you.mp4": 3,
        "videos_original/b_012_004_000_book.mp4": 4,
        "videos_original/c_012_004_000_cat.mp4": b"",
    },
    signs=(("hello", "bfi", 2), ("thank you", "bfi", 1), ("book", "bfi", 1)),
    skipped=("c_012_004_000_cat.mp4 is empty. Copy or record it again.",),
    find=("thank you", "thank you"),
    recognised=True,
)
