"""Creates a home with a library of many random clips, in addition to the starter dictionary.

    python -m benchmarks.crowd FOLDER --clips 100000

The embeddings of the clips are combined from those of the starter dictionary (see `stages`). Their
landmarks are a few frames of one of its clips.
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
from signdict.library import embeddings, records
from signdict.library.combined import OWN_IDS
from signdict.library.library import Library, NewClip
from signdict.pose.codec import pack

EACH = stages.EACH  # clips of a sign
_FRAMES, _POSES, _BLOCK = 6, 50, 4_000


def settle(home: Path, clips: int) -> Paths:
    """Fill a home with a library of this number of clips, unless it has a library."""
    paths = Paths.standard(home)
    if paths.library.is_file():
        return paths
    random = np.random.default_rng(3)
    of = stages.source(random)
    parts = random.integers(len(of.embeddings.vectors), size=(clips // EACH, 2))
    table = stages.library(of, parts, random)
    with Library.open(paths.library, first_id=OWN_IDS) as library:
        poses = _poses(paths)
        with library.changing() as db:  # one transaction for all clips
            clip_ids = [
                records.add_clip(
                    db,
                    NewClip(f"MADE {n // EACH}", "ase", "made up", f"made up {n}"),
                    poses[n % len(poses)],
                )[0]
                for n in range(len(table.ids))
            ]
            for start in range(0, len(clip_ids), _BLOCK):
                block = slice(start, start + _BLOCK)
                tokens = None if table.tokens is None else table.tokens[block].astype(np.float32)
                made = Embeddings(table.vectors[block], tokens)
                embeddings.put_vectors(db, BUNDLED_MODEL, clip_ids[block], made)
    return paths


def build_index(paths: Paths) -> None:
    """Build the index over all clips in a process of its own, unless it exists."""
    code = (
        "from signdict.dictionary.dictionary import open_dictionary\n"
        "with open_dictionary() as dictionary: [*dictionary.warm()]"
    )
    subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"SIGNDICT_HOME": str(paths.home)},
        check=True,
    )


def _poses(paths: Paths) -> list[bytes]:
    """Return a few frames of some clips of the starter dictionary, packed."""
    with Library.open(paths.starter, read_only=True) as library:
        poses = [library.pose(clip) for clip in library.clip_ids()[:_POSES]]
    return [pack(pose.trimmed().cut(0, _FRAMES)) for pose in poses if pose is not None]


@click.command()
@click.argument("home", type=Path)
@click.option("--clips", default=stages.CLIPS, help="The number of clips.")
def main(home: Path, clips: int) -> None:
    """Create such a home, to try or to measure in."""
    build_index(settle(home, clips))


if __name__ == "__main__":
    main()
