"""How a library is: what is missing, what others made, and how much room everything takes."""

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np


@dataclass(frozen=True, slots=True)
class Health:
    """The state of a dictionary. `missing` are videos that are no longer there; `models` and
    `trackers` tell how many clips each read; `sizes` are bytes; `problems` are sentences."""

    signs: int
    clips: int
    model: str
    unread: int
    index: str
    tracker: str
    retrackable: int
    missing: tuple[Path, ...] = ()
    models: dict[str, int] = field(default_factory=dict)
    trackers: dict[str, int] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    problems: tuple[str, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether nothing is to be repaired."""
        return not (self.unread or self.retrackable or self.problems or self.missing)

    def as_json(self) -> dict[str, object]:
        """Return the fields that `--json` prints."""
        return {**asdict(self), "missing": [str(path) for path in self.missing]}


def models(db: sqlite3.Connection) -> dict[str, int]:
    """How many clips each model has read."""
    return dict(db.execute("SELECT model, count(*) FROM vectors GROUP BY 1 ORDER BY 1").fetchall())


def trackers(db: sqlite3.Connection) -> dict[str, int]:
    """How many clips each tracker found the landmarks of; those of files belong to none."""
    if not _remembered(db):
        return {}
    rows = db.execute("SELECT tracker, count(*) FROM made_with GROUP BY 1 ORDER BY 1")
    return dict(rows.fetchall())


def outdated(db: sqlite3.Connection, tracker: str) -> list[tuple[int, Path, float, float]]:
    """The clips that another tracker read and whose video is there: id, video, start, end."""
    if not _remembered(db):
        return []
    rows = db.execute(
        'SELECT id, media, start, "end" FROM clips JOIN made_with ON clip = id'
        " WHERE tracker <> ? AND media IS NOT NULL ORDER BY id",
        [tracker],
    ).fetchall()
    return [(clip, Path(media), *span) for clip, media, *span in rows if Path(media).is_file()]


def missing(db: sqlite3.Connection) -> list[Path]:
    """The videos that are no longer where they were."""
    rows = db.execute("SELECT DISTINCT media FROM clips WHERE media IS NOT NULL ORDER BY media")
    return [path for (media,) in rows.fetchall() if not (path := Path(media)).is_file()]


def mend(db: sqlite3.Connection, clips: set[int]) -> list[str]:
    """Remove what cannot be used, and make the tables of words anew; say what was done."""
    done = []
    gone = db.execute("DELETE FROM clips WHERE id NOT IN (SELECT clip FROM poses)").rowcount
    if gone:
        done.append(f"Clips without landmarks removed: {gone}.")
    alone = db.execute("DELETE FROM signs WHERE id NOT IN (SELECT sign FROM clips)").rowcount
    if alone:
        done.append(f"Removed {alone} signs without clips.")
    for clip in clips:
        db.execute("DELETE FROM vectors WHERE clip = ?", [clip])
    if clips:
        done.append(f"Removed damaged vectors of {len(clips)} clips.")
    for table in ("names_words", "names_trigrams"):
        db.execute(f"INSERT INTO {table} ({table}) VALUES ('rebuild')")
    return done


def size(path: Path) -> int:
    """The bytes of a file, or of all files in a folder."""
    if path.is_dir():
        return sum(file.stat().st_size for file in path.rglob("*") if file.is_file())
    beside = (path.with_name(path.name + ending) for ending in ("", "-wal", "-shm"))
    return sum(file.stat().st_size for file in beside if file.is_file())


def _remembered(db: sqlite3.Connection) -> bool:
    found = db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'made_with'").fetchone()
    return found is not None


_MEND = "Mend it: signdict check --repair"
#: Asks the library for rows.
RunQuery = Callable[..., Sequence[tuple[Any, ...]]]


def wrong(rows: RunQuery) -> list[str]:
    """Look through a library; return nothing if it is sound."""
    damage = [row[0] for row in rows("PRAGMA quick_check")]
    if damage != ["ok"]:
        return ["The file is damaged: put back a copy, or remove it and add your videos again."]
    odd = [*_vectors(rows), *_tokens(rows)]
    return [*_links(rows), *(sentence for _, sentence in odd), *_media(rows)]


def damaged(rows: RunQuery) -> set[int]:
    """The clips whose vectors or frame tokens cannot be used, so that they are to be read again."""
    return {clip for clip, _ in (*_vectors(rows), *_tokens(rows))}


def _links(rows: RunQuery) -> list[str]:
    """Tell of rows that lack what belongs to them."""
    bare = rows("SELECT id FROM clips WHERE id NOT IN (SELECT clip FROM poses) ORDER BY id")
    found = [
        f"Clip {clip} has no landmarks. Remove it: signdict check --repair" for (clip,) in bare
    ]
    alone = rows("SELECT id, gloss FROM signs WHERE id NOT IN (SELECT sign FROM clips) ORDER BY id")
    found += [
        f"Sign {sign} ({gloss}) has no clip. Remove it: signdict check --repair"
        for sign, gloss in alone
    ]
    if rows("PRAGMA foreign_key_check"):
        found.append("Some rows belong to nothing. Remove your sources and add them again.")
    return found


def _vectors(rows: RunQuery) -> list[tuple[int, str]]:
    """Tell of vectors that are not of unit length, or not of their model's dimensions, by clip."""
    sizes = rows("SELECT model, length(vector) FROM vectors GROUP BY 1, 2 ORDER BY count(*)")
    usual: dict[str, int] = dict(sizes)  # the most frequent comes last
    found = []
    for clip, model, blob in rows("SELECT clip, model, vector FROM vectors ORDER BY clip, model"):
        if len(blob) != usual[model] or len(blob) % 4:
            found.append((clip, f"The vector of clip {clip} is of another size. {_MEND}"))
        elif not abs(float(np.linalg.norm(np.frombuffer(blob, "<f4"))) - 1) < 1e-3:
            found.append((clip, f"The vector of clip {clip} is not of unit length. {_MEND}"))
    return found


def _tokens(rows: RunQuery) -> list[tuple[int, str]]:
    """Tell of clips whose frame tokens are not as many and as long as their model's."""
    shapes = "SELECT model, coalesce(moments, 0), coalesce(length(tokens), 0)"
    usual: dict[str, tuple[int, int]] = {}
    for model, *shape in rows(f"{shapes} FROM vectors GROUP BY 1, 2, 3 ORDER BY count(*)"):
        usual[model] = (shape[0], shape[1])  # the most frequent comes last
    return [
        (clip, f"The frame tokens of clip {clip} are of another size. {_MEND}")
        for model, moments, size, clip in rows(f"{shapes}, clip FROM vectors ORDER BY clip, model")
        if (moments, size) != usual[model]
    ]


def _media(rows: RunQuery) -> list[str]:
    """Tell of videos that are no longer where they were."""
    files = rows("SELECT DISTINCT media FROM clips WHERE media IS NOT NULL ORDER BY media")
    return [gone(Path(file)) for (file,) in files if not Path(file).is_file()]


def gone(video: Path) -> str:
    """What to say about a video that is no longer there."""
    return f"The video {video} is gone; its sign is shown as a skeleton. Put it back to see it."
