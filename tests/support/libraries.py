"""A small dictionary on disk: a starter of three languages, and a home that is still empty."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from signdict.core.paths import Paths
from signdict.core.types import Source
from signdict.library.library import Library, NewClip
from tests.support.fakes import MomentEncoder, PositionEncoder, a_pose

STARTER = Source("starter", "A starter", "CC0-1.0", "Its makers", "1a2b3c", "https://example.org")
#: Gloss, sign language, variant, and the seeds of its clips; what looks alike has like seeds.
SIGNS = (
    ("hello", "ase", "", (1, 2)),
    ("hello", "ase", "alternative", (3,)),
    ("bye", "ase", "", (4,)),
    ("hello", "ins", "", (5,)),
    ("thank you", "ins", "", (1,)),
    ("good morning", "psp", "", (6,)),
)


def paths(folder: Path) -> Paths:
    """Where the small dictionary lives; nothing is made yet."""
    return Paths(folder / "home", folder / "resources")


def fill(library: Library, signs=SIGNS, source=STARTER, model=PositionEncoder.name) -> None:
    """Write signs into a library as ingest would, with what a fake model makes of them."""
    encoder = MomentEncoder() if model == MomentEncoder.name else PositionEncoder()
    for gloss, language, variant, seeds in signs:
        for seed in seeds:
            entry = NewClip(
                gloss,
                language,
                source.name,
                f"{source.name}-{gloss}-{language}-{variant}-{seed}",
                spoken_language="en",
                variant=variant,
            )
            pose = a_pose(seed)
            made = encoder.read_poses([pose])
            vector = made.vectors[0] if model == encoder.name else None
            tokens = None if vector is None or made.tokens is None else made.tokens[0]
            library.add_clip(entry, pose, model, vector, tokens)
    library.put_source(source)


def with_starter(folder: Path, **what) -> Paths:
    """Make the starter of the small dictionary."""
    made = paths(folder)
    made.starter.parent.mkdir(parents=True)
    made.tracker.touch()
    with Library.open(made.starter) as library:
        fill(library, **what)
    seal(made.starter)
    return made


def seal(path: Path) -> None:
    """Make one file of it, as `training.data.starter` does."""
    from training.data.starter import seal as sealed

    sealed(path)


def moved(seed: int, by: float):
    """A pose like that of a seed, somewhere else in the picture: the same sign."""
    pose = a_pose(seed)
    return replace(pose, points=pose.points + np.float32([by, by, 0]))
