"""Google Isolated Sign Language Recognition: a table and files of landmarks, one of them missing.

Each file has 543 rows for each frame. The first frame need not have number 0.
"""

import numpy as np
import pytest

from tests.support.miniatures import Miniature, points

pytest.importorskip("pyarrow", reason="pyarrow reads Parquet and is not installed")

PARTS = {"face": "mesh", "left_hand": "left_hand", "pose": "body", "right_hand": "right_hand"}


def landmarks(number: int):
    """Return a function that writes the landmarks of a film; its first left hands are missing."""

    def write(path):
        import pyarrow as pa
        from pyarrow.parquet import write_table

        parts = {name: points(number, part) for name, part in PARTS.items()}
        parts["left_hand"][:3] = np.nan
        counts = {name: values.shape[1] for name, values in parts.items()}
        frames = len(parts["pose"])
        one = [(name, index) for name, count in counts.items() for index in range(count)]
        values = np.concatenate([*parts.values()], axis=1).reshape(-1, 3)
        columns = {
            "frame": np.repeat(np.arange(20, 20 + frames, dtype=np.int16), len(one)),
            "type": [name for name, _ in one] * frames,
            "landmark_index": np.array([index for _, index in one] * frames, np.int16),
        }
        columns |= {axis: values[:, number] for number, axis in enumerate("xyz")}
        write_table(pa.table(columns), path)

    return write


FOLDER = "train_landmark_files"
MINIATURE = Miniature(
    files={
        "train.csv": (
            "path,participant_id,sequence_id,sign\n"
            f"{FOLDER}/26734/1000035562.parquet,26734,1000035562,blow\n"
            f"{FOLDER}/28656/1000106739.parquet,28656,1000106739,wait\n"
            f"{FOLDER}/28656/1000106740.parquet,28656,1000106740,cloud\n"
            f"{FOLDER}/28656/1000106741.parquet,28656,1000106741,bird\n"
        ),
        f"{FOLDER}/26734/1000035562.parquet": landmarks(1),
        f"{FOLDER}/28656/1000106739.parquet": landmarks(2),
        f"{FOLDER}/28656/1000106740.parquet": landmarks(3),
    },
    signs=(("blow", "ase", 1), ("wait", "ase", 1), ("cloud", "ase", 1)),
    skipped=(f"No such file: {FOLDER}/28656/1000106741.parquet. Check the spelling.",),
    find=("cloud", "cloud"),
    recognised=True,
)
