"""MS-ASL: parts of films named after their id at YouTube. One film has disappeared."""

import json

from tests.support.miniatures import Miniature


def part(film: str, start: float, gloss: str) -> dict[str, object]:
    """Return the entry of half a second of a film."""
    return {
        "url": f"https://www.youtube.com/watch?v={film}", "start_time": start,
        "end_time": start + 0.2, "text": gloss, "signer_id": 3,
    }  # fmt: skip


MINIATURE = Miniature(
    files={
        "MSASL_train.json": json.dumps(
            [
                part("abcdefghijk", 0.0, "beer"),
                part("abcdefghijk", 0.2, "book"),
                part("bbcdefghijk", 0.0, "beer"),
                part("zzcdefghijk", 0.0, "dog"),
            ]
        ),
        "MSASL_test.json": json.dumps([part("cccdefghijk", 0.1, "nice")]),
        "videos/abcdefghijk.mp4": 1,
        "videos/bbcdefghijk.mp4": 2,
        "videos/cccdefghijk.mp4": 3,
    },
    signs=(("beer", "ase", 2), ("book", "ase", 1), ("nice", "ase", 1)),
    skipped=("MSASL_train.json: No such file: zzcdefghijk.mp4 (dog). Download the video first.",),
    find=("nice", "nice"),
    recognised=True,
)
