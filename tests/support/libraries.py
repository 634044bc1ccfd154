"""A small dictionary on disk: a starter with three languages, and an empty home."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import numpy as np

from signdict.core.paths import Paths
from signdict.core.types import Source
from signdict.library.database import seal
from signdict.library.library import Library, NewClip
from tests.support.fakes import MomentEncoder, PositionEncoder, a_pose

STARTER = Source("starter", "A starter", "CC0-1.0", "Its makers", "1a2b3c", "https://example.org")
#: Gloss, sign language, variant, and the seeds of its clips; equal seeds give equal poses.
SIGNS = (
    ("hello", "ase", "", (1, 2)),
    ("hello", "ase", "alternative", (3,)),
    ("bye", "ase", "", (4,)),
    ("hello", "ins", "", (5,)),
    ("thank you", "ins", "", (1,)),
    ("good morning", "psp", "", (6,)),
)


def paths(folder: Path) -> Paths:
    """Return the paths of the small dictionary; nothing is created."""
    return Paths(folder / "home", folder / "resources")


def fill(library: Library, signs=SIGNS, source=STARTER, model=PositionEncoder.name) -> None:
    """Add signs to a library, with what a fake model makes of them."""
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
    """Create the starter of the small dictionary; `what` is passed to `fill`."""
    where = paths(folder)
    where.starter.parent.mkdir(parents=True)
    where.tracker.touch()
    with Library.open(where.starter) as library:
        fill(library, **what)
    seal(where.starter)
    return where


def before_kinds(path: Path) -> None:
    """Make the file of a library one of before signs had a kind."""
    db = sqlite3.connect(path)
    db.execute("DROP TABLE guessed_rates")
    db.execute("ALTER TABLE signs DROP COLUMN kind")
    for (table,) in db.execute(
        "SELECT name FROM sqlite_schema WHERE name LIKE 'was % signs'"
    ).fetchall():
        db.execute(f'ALTER TABLE "{table}" DROP COLUMN kind')
    db.execute("DELETE FROM _sqlite_migrations WHERE name IN ('002 kinds', '003 guessed rates')")
    db.commit()
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    db.execute("PRAGMA journal_mode = DELETE").fetchone()
    db.close()


def moved(seed: int, by: float):
    """Return the pose of a seed somewhere else in the picture: the same sign."""
    pose = a_pose(seed)
    return replace(pose, points=pose.points + np.float32([by, by, 0]))


def rows(library: Library, sql: str, *values: object) -> list[tuple]:
    """Return the rows of a statement in a library's file."""
    return library.query(lambda db: db.execute(sql, values).fetchall())


def run_script(library: Library, sql: str) -> None:
    """Run statements in a library's file, to damage it."""
    library.query(lambda db: db.executescript(sql))
