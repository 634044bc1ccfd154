"""How a library is: what is missing, what others made, and how much room everything takes."""

import sqlite3
from dataclasses import asdict, dataclass, field
from pathlib import Path


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
