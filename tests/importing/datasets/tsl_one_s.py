"""TSL-ONE-S: landmarks of body and hands, and a list of all recordings; one file is missing."""

import json

import numpy as np

from tests.support.miniatures import Miniature, points


def landmarks(number: int):
    def write(path):
        marks = points(number, "body", "left_hand", "right_hand", axes="xy")
        np.save(path, marks.reshape(len(marks), 150).astype(np.float64))

    return write


def sign(gloss: str, *names: str) -> dict[str, object]:
    return {"gloss": gloss, "instances": [{"video_id": name, "split": "train"} for name in names]}


MINIATURE = Miniature(
    files={
        "tsl_one_s_dataset.json": json.dumps(
            [
                sign("chicken", "01_01_0001", "02_01_0001"),
                sign("dog", "01_01_0002"),
                sign("red", "29_08_0184", "28_08_0184"),
            ]
        ),
        "TSL-ONE-Pose/01_01_0001.npy": landmarks(1),
        "TSL-ONE-Pose/02_01_0001.npy": landmarks(2),
        "TSL-ONE-Pose/01_01_0002.npy": landmarks(3),
        "TSL-ONE-Pose/29_08_0184.npy": landmarks(4),
    },
    signs=(("chicken", "tsq", 2), ("dog", "tsq", 1), ("red", "tsq", 1)),
    skipped=("Entry 5 of tsl_one_s_dataset.json: No file has id 28_08_0184.",),
    find=("dog", "dog"),
    recognised=True,
)
