"""A home with a library of as many made-up clips as one likes, beside the starter dictionary.

    python -m benchmarks.crowd FOLDER --clips 100000

What the bundled model would make of the clips is put together from clips of the starter dictionary
(see `stages`); their landmarks are a few pictures of one of these.
"""

import os
import subprocess
import sys
from pathlib import Path

import click
import numpy as np

from benchmarks import stages
from signdict.core.paths import BUNDLED_MODEL, Paths
from signdict.core.types import Embeddings
from signdict.library import records
from signdict.library.combined import OWN_IDS
from signdict.library.library import Library, NewClip
from signdict.pose.codec import pack

EACH = stages.EACH  # clips of a sign
_PICTURES, _POSES, _BLOCK = 6, 50, 4_000


def settle(home: Path, clips: int) -> Paths:
    """Fill a home with a library of so many clips, unless it holds one already."""
    paths = Paths.standard(home)
    if paths.library.is_file():
        return paths
    random = np.random.default_rng(3)
    of = stages.source(random)
    parts = random.integers(len(of.readings.vectors), size=(clips // EACH, 2))
    rows = stages.library(of, parts, random)
    with Library.open(paths.library, first_id=OWN_IDS) as library:
        poses = _poses(paths)
        with library._writing() as db:  # noqa: SLF001 - a transaction for all of them, not each
            numbers = [
                records.add(db.conn, NewClip(f"MADE {n // EACH}", "ase", "made up", f"made up {n}"))
                for n in range(len(rows.ids))
            ]
            db.conn.executemany(
                "INSERT INTO poses VALUES (?, ?)",
                ((clip, poses[clip % len(poses)]) for clip in numbers),
            )
            for at in range(0, len(numbers), _BLOCK):
                part = slice(at, at + _BLOCK)
                tokens = None if rows.tokens is None else rows.tokens[part].astype(np.float32)
                records.put_vectors(
                    db.conn, BUNDLED_MODEL, numbers[part], Embeddings(rows.vectors[part], tokens)
                )
    return paths


def build_index(paths: Paths) -> None:
    """Have the index over all clips made, in a process of its own, if it is not there yet."""
    code = (
        "from signdict.dictionary.dictionary import open_dictionary\n"
        "with open_dictionary() as dictionary: dictionary.warm()"
    )
    subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"SIGNDICT_HOME": str(paths.home)},
        check=True,
    )


def _poses(paths: Paths) -> list[bytes]:
    """A few pictures of some clips of the starter dictionary, packed."""
    with Library.open(paths.starter, read_only=True) as library:
        found = [library.pose(clip) for clip in library.clip_ids()[:_POSES]]
    return [pack(pose.trimmed().cut(0, _PICTURES)) for pose in found if pose is not None]


@click.command()
@click.argument("home", type=Path)
@click.option("--clips", default=stages.CLIPS, help="How many.")
def main(home: Path, clips: int) -> None:
    """Make such a home, to look at or to measure in."""
    build_index(settle(home, clips))


if __name__ == "__main__":
    main()
