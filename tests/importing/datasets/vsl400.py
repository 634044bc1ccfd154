"""VSL400: parts with three views of each recording. The view from the front is added."""

import json

from tests.support.miniatures import Miniature


def entries(*signs: tuple[str, str, str]) -> str:
    names = ("video_id", "signer_id", "gloss")
    return json.dumps([dict(zip(names, sign, strict=True)) | {"fps": 25.0} for sign in signs])


FIRST = entries(("000000", "001", "Anh"), ("000001", "001", "Mẹ"), ("000002", "001", "Anh"))
LAST = entries(("024773", "024", "Nước"), ("024774", "024", "Nước"))

MINIATURE = Miniature(
    files={
        "split_1/front_view.json": FIRST,
        "split_1/left_view.json": FIRST,
        "split_1/front_view/000000.mp4": 1,
        "split_1/left_view/000000.mp4": 9,
        "split_1/front_view/000001.mp4": 2,
        "split_1/front_view/000002.mp4": 3,
        "split_7/front_view.json": LAST,
        "split_7/front_view/024773.mp4": 4,
    },
    signs=(("Anh", "hab", 2), ("Mẹ", "hab", 1), ("Nước", "hab", 1)),
    skipped=("Entry 2 of front_view.json: No file has id 024774.",),
    find=("Mẹ", "Mẹ"),
    options=("--language", "hab"),
    recognised=True,
)
