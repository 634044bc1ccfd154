"""WLASL: its list, films named by number, and a film that has disappeared."""

import json

from tests.support.miniatures import Miniature

SIGNS = (("book", "69241"), ("drink", "69302"), ("computer", "12306"), ("gone", "99999"))

MINIATURE = Miniature(
    files={
        "WLASL_v0.3.json": json.dumps(
            [
                {"gloss": gloss, "instances": [{"video_id": number, "signer_id": 4, "fps": 25}]}
                for gloss, number in SIGNS
            ]
        ),
        "videos/69241.mp4": 1,
        "videos/69302.mp4": 2,
        "videos/12306.mp4": 3,
    },
    signs=(("book", "ase", 1), ("drink", "ase", 1), ("computer", "ase", 1)),
    skipped=(
        "(gone): No such file: videos/99999.mp4. Check the spelling; .pose files and other videos "
        "of this name are found too.",
    ),
    find=("drink", "drink"),
    recognised=True,
)
