"""Finds what is wrong with a library, repairs what can be repaired, and describes its state."""

import sqlite3
from dataclasses import asdict, dataclass, field
from enum import Enum, auto
from pathlib import Path

import numpy as np

from signdict.core.cleaning import clean
from signdict.library import records, relabel
from signdict.library.editing import Label
from signdict.library.relabel import RelabelPlan

_REPAIR = "Repair it: signdict check --repair"
_REMOVE = "Remove it: signdict check --repair"


class ProblemKind(Enum):
    """What can be wrong with a library."""

    DAMAGED_FILE = auto()
    MISSING_STARTER = auto()
    MISSING_POSE = auto()
    MISSING_CLIP = auto()
    LABEL = auto()
    MISSING_VIDEO = auto()
    BROKEN_REFERENCE = auto()
    VECTOR = auto()
    TOKENS = auto()


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is wrong, as a sentence; `clip` and `video` say where, if it is one."""

    kind: ProblemKind
    message: str
    clip: int | None = None
    video: Path | None = None


@dataclass(frozen=True, slots=True)
class Health:
    """The state of a dictionary.

    `graphs` says whether hnswlib is installed, `missing` are videos that no longer exist, `models`
    and `trackers` the number of clips that each read, `sizes` bytes, and `problems` sentences.
    """

    signs: int
    clips: int
    model: str
    unread: int
    index: str
    graphs: bool
    tracker: str
    retrackable: int
    missing: tuple[Path, ...] = ()
    models: dict[str, int] = field(default_factory=dict)
    trackers: dict[str, int] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    problems: tuple[str, ...] = ()

    def as_json(self) -> dict[str, object]:
        """Return the fields that `--json` prints."""
        return {**asdict(self), "missing": [str(path) for path in self.missing]}


def problems(connection: sqlite3.Connection) -> list[Problem]:
    """Return everything that is wrong with a library."""
    if [row[0] for row in connection.execute("PRAGMA quick_check")] != ["ok"]:
        message = "The file is damaged: restore a backup, or remove it and add your videos again."
        return [Problem(ProblemKind.DAMAGED_FILE, message)]
    return [
        *_incomplete(connection),
        *_labels(connection),
        *_vectors(connection),
        *_tokens(connection),
        *_videos(connection),
    ]


def repair(connection: sqlite3.Connection) -> list[str]:
    """Remove what cannot be used; return what was done, in sentences."""
    done = []
    damaged = {problem.clip for problem in (*_vectors(connection), *_tokens(connection))}
    removed = connection.execute("DELETE FROM clips WHERE id NOT IN (SELECT clip FROM poses)")
    if removed.rowcount:
        done.append(f"Clips without landmarks removed: {removed.rowcount}.")
    removed = connection.execute("DELETE FROM signs WHERE id NOT IN (SELECT sign FROM clips)")
    if removed.rowcount:
        done.append(f"Signs without clips removed: {removed.rowcount}.")
    connection.executemany("DELETE FROM vectors WHERE clip = ?", ((clip,) for clip in damaged))
    if damaged:
        done.append(f"Damaged vectors removed from {len(damaged)} clips.")
    unclean = _unclean(connection)
    if unclean:
        relabel.apply(connection, unclean)
        done.append(f"Labels cleaned of characters that are not seen: {len(unclean)}.")
    return done


def size(path: Path) -> int:
    """Return the bytes of a file with its log, or of all files in a folder."""
    if path.is_dir():
        return sum(file.stat().st_size for file in path.rglob("*") if file.is_file())
    files = (path.with_name(path.name + ending) for ending in ("", "-wal", "-shm"))
    return sum(file.stat().st_size for file in files if file.is_file())


def _incomplete(connection: sqlite3.Connection) -> list[Problem]:
    """Find rows that lack the rows that belong to them."""
    bare = connection.execute(
        "SELECT id FROM clips WHERE id NOT IN (SELECT clip FROM poses) ORDER BY id"
    )
    found = [
        Problem(ProblemKind.MISSING_POSE, f"Clip {clip} has no landmarks. {_REMOVE}", clip)
        for (clip,) in bare
    ]
    empty = connection.execute(
        "SELECT id, gloss FROM signs WHERE id NOT IN (SELECT sign FROM clips) ORDER BY id"
    )
    found += [
        Problem(ProblemKind.MISSING_CLIP, f"Sign {sign} ({gloss}) has no clip. {_REMOVE}")
        for sign, gloss in empty
    ]
    if connection.execute("PRAGMA foreign_key_check").fetchall():
        message = (
            "Some rows refer to rows that do not exist. Remove your sources and add them again."
        )
        found.append(Problem(ProblemKind.BROKEN_REFERENCE, message))
    return found


def _labels(connection: sqlite3.Connection) -> list[Problem]:
    """Find labels with characters that are not seen, which earlier versions stored."""
    return [
        Problem(
            ProblemKind.LABEL,
            f"The label of sign {sign}, {label.gloss}, has characters that are not seen. {_REPAIR}",
        )
        for sign, label in _unclean(connection).items()
    ]


def _unclean(connection: sqlite3.Connection) -> RelabelPlan:
    """Return the clean labels of the signs whose labels are not; an empty gloss is a number."""
    plan: RelabelPlan = {}
    for sign, kind, *texts in connection.execute(
        "SELECT id, kind, gloss, sign_language, concept, spoken_language, variant FROM signs"
        " ORDER BY id"
    ):
        cleaned = [clean(text) for text in texts]
        if cleaned != texts:
            gloss, code, concept, spoken, variant = cleaned
            plan[sign] = Label(gloss or f"sign {sign}", code, concept, spoken, variant, kind)
    return plan


def _vectors(connection: sqlite3.Connection) -> list[Problem]:
    """Find vectors that do not have length 1, or not the dimensions of their model."""
    usual: dict[str, int] = dict(  # the most frequent size comes last
        connection.execute(
            "SELECT model, length(vector) FROM vectors GROUP BY 1, 2 ORDER BY count(*)"
        ).fetchall()
    )
    found = []
    for clip, model, blob in connection.execute(
        "SELECT clip, model, vector FROM vectors ORDER BY clip, model"
    ):
        if len(blob) != usual[model] or len(blob) % 4:
            message = f"The vector of clip {clip} has the wrong size. {_REPAIR}"
        elif not abs(float(np.linalg.norm(np.frombuffer(blob, "<f4"))) - 1) < 1e-3:
            message = f"The vector of clip {clip} does not have length 1. {_REPAIR}"
        else:
            continue
        found.append(Problem(ProblemKind.VECTOR, message, clip))
    return found


def _tokens(connection: sqlite3.Connection) -> list[Problem]:
    """Find clips whose frame tokens differ in number or size from those of their model."""
    shapes = "SELECT model, coalesce(moments, 0), coalesce(length(tokens), 0)"
    usual: dict[str, tuple[int, int]] = {}
    for model, *shape in connection.execute(
        f"{shapes} FROM vectors GROUP BY 1, 2, 3 ORDER BY count(*)"
    ):
        usual[model] = (shape[0], shape[1])  # the most frequent shape comes last
    return [
        Problem(
            ProblemKind.TOKENS, f"The frame tokens of clip {clip} have the wrong size. {_REPAIR}",
            clip,
        )
        for model, moments, size_, clip in connection.execute(
            f"{shapes}, clip FROM vectors ORDER BY clip, model"
        )
        if (moments, size_) != usual[model]
    ]  # fmt: skip


def _videos(connection: sqlite3.Connection) -> list[Problem]:
    """Find videos that no longer exist."""
    return [
        Problem(
            ProblemKind.MISSING_VIDEO,
            f"The video {video} is missing; its sign is shown as a skeleton."
            " Put it back to see it.",
            video=video,
        )
        for video in records.media(connection)
        if not video.is_file()
    ]
