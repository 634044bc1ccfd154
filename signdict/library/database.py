"""The file of a library: opened, brought up to date, locked for one writer; refusals in words."""

import os
import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Generic, TypeVar

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from signdict.core.errors import LibraryError


def _first(db: Database) -> None:
    # `place` puts signs in the order of the alphabet. `names` holds the gloss and translations of
    # a sign as `wording.fold` writes them: whoever changes fold must fill it again.
    db.executescript(
        """
        CREATE TABLE state (generation INTEGER NOT NULL);
        INSERT INTO state VALUES (0);
        CREATE TABLE sources (
            name TEXT PRIMARY KEY, title TEXT NOT NULL, licence TEXT NOT NULL,
            attribution TEXT NOT NULL, version TEXT NOT NULL, url TEXT NOT NULL
        );
        CREATE TABLE signs (
            id INTEGER PRIMARY KEY AUTOINCREMENT, gloss TEXT NOT NULL, place TEXT NOT NULL,
            sign_language TEXT NOT NULL, spoken_language TEXT NOT NULL, variant TEXT NOT NULL,
            concept TEXT NOT NULL,
            source TEXT NOT NULL REFERENCES sources (name) ON DELETE CASCADE,
            UNIQUE (source, gloss, sign_language, variant)
        );
        CREATE INDEX signs_by_place ON signs (place, sign_language, variant, id);
        CREATE INDEX signs_by_language ON signs (sign_language);
        CREATE TABLE clips (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            sign INTEGER NOT NULL REFERENCES signs (id) ON DELETE CASCADE,
            digest TEXT NOT NULL UNIQUE, media TEXT, start REAL, "end" REAL, signer TEXT NOT NULL
        );
        CREATE INDEX clips_by_sign ON clips (sign);
        CREATE TABLE poses (
            clip INTEGER PRIMARY KEY REFERENCES clips (id) ON DELETE CASCADE, packed BLOB NOT NULL
        );
        CREATE TABLE vectors (
            clip INTEGER NOT NULL REFERENCES clips (id) ON DELETE CASCADE,
            model TEXT NOT NULL, vector BLOB NOT NULL, PRIMARY KEY (clip, model)
        );
        CREATE TABLE translations (
            sign INTEGER NOT NULL REFERENCES signs (id) ON DELETE CASCADE,
            spoken_language TEXT NOT NULL, text TEXT NOT NULL,
            PRIMARY KEY (sign, spoken_language, text)
        );
        CREATE TABLE names (
            id INTEGER PRIMARY KEY, sign INTEGER NOT NULL REFERENCES signs (id) ON DELETE CASCADE,
            gloss INTEGER NOT NULL, words TEXT NOT NULL, joined TEXT NOT NULL, edged TEXT NOT NULL
        );
        CREATE INDEX names_by_sign ON names (sign);
        CREATE INDEX names_by_letters ON names (joined);
        CREATE VIRTUAL TABLE names_words USING fts5 (
            words, content = 'names', content_rowid = 'id', prefix = '1 2 3',
            tokenize = 'unicode61 remove_diacritics 2'
        );
        CREATE VIRTUAL TABLE names_trigrams USING fts5 (
            edged, content = 'names', content_rowid = 'id', tokenize = 'trigram'
        );
        CREATE TRIGGER names_added AFTER INSERT ON names BEGIN
            INSERT INTO names_words (rowid, words) VALUES (new.id, new.words);
            INSERT INTO names_trigrams (rowid, edged) VALUES (new.id, new.edged);
        END;
        CREATE TRIGGER names_removed AFTER DELETE ON names BEGIN
            INSERT INTO names_words (names_words, rowid, words)
                VALUES ('delete', old.id, old.words);
            INSERT INTO names_trigrams (names_trigrams, rowid, edged)
                VALUES ('delete', old.id, old.edged);
        END;
        """
    )


def _second(db: Database) -> None:
    # `length` is that of the model's own vector; `vector` is scaled to 1. `readings` holds what
    # models made of clips of another library that cannot be written, by the digest of the clip.
    db.executescript(
        """
        ALTER TABLE vectors ADD COLUMN length REAL NOT NULL DEFAULT 1;
        CREATE TABLE readings (
            digest TEXT NOT NULL, model TEXT NOT NULL, vector BLOB NOT NULL, length REAL NOT NULL,
            PRIMARY KEY (digest, model)
        );
        """
    )


def _third(db: Database) -> None:
    # `tokens` are the frame tokens of a clip in half precision, one after the other, `moments`
    # their number; both are NULL where the model gives none.
    for table in ("vectors", "readings"):
        db.execute(f"ALTER TABLE {table} ADD COLUMN tokens BLOB")
        db.execute(f"ALTER TABLE {table} ADD COLUMN moments INTEGER")


#: Every change of the tables, in order; what was released stays as it is.
_STEPS = {
    "001 signs, clips, vectors and words": _first,
    "002 lengths of vectors, and vectors of clips elsewhere": _second,
    "003 frame tokens": _third,
}
_MIGRATIONS = Migrations("signdict")
for _name, _step in _STEPS.items():
    _MIGRATIONS(name=_name)(_step)


def connect(path: Path, *, read_only: bool) -> Database:
    """Open the file; made with its folder if it is missing, unless it is only read."""
    if read_only:
        uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        return Database(sqlite3.connect(uri, uri=True), execute_plugins=False)
    path.parent.mkdir(parents=True, exist_ok=True)
    return Database(sqlite3.connect(path), execute_plugins=False)


def outdated(db: Database, path: Path) -> bool:
    """Set the connection up; tell whether tables are still to be made.

    Raise LibraryError if it is no library, or one of a newer signdict.
    """
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("CREATE TEMP TABLE hidden (source TEXT PRIMARY KEY)")  # see Library.hide
    db.execute("PRAGMA synchronous = NORMAL")  # with WAL: a killed process loses nothing
    applied = {migration.name for migration in _MIGRATIONS.applied(db)}
    if not applied <= _STEPS.keys():
        raise LibraryError(
            f"The library {path} was made by a newer signdict.",
            hint="Update signdict, then open it again. Nothing was changed.",
        )
    others = set(db.table_names()) - {_MIGRATIONS.migrations_table, "sqlite_sequence"}
    if others and not applied:
        raise _not_a_library(path)
    return len(applied) < len(_STEPS)


def bring_up_to_date(db: Database, first_id: int) -> None:
    """Apply the migrations that are missing, all or none; number a new library from `first_id`."""
    db.execute("PRAGMA journal_mode = WAL").fetchone()
    with db.atomic():
        fresh = not _MIGRATIONS.applied(db)
        _MIGRATIONS.apply(db)
        if fresh:
            for table in ("signs", "clips"):
                db.execute("INSERT INTO sqlite_sequence VALUES (?, ?)", [table, first_id - 1])


class Lock:
    """Held by the one process that writes to a library. The system frees it when that one dies."""

    def __init__(self, path: Path) -> None:
        self._path = path.with_name(f"{path.name}.lock")
        self._file: int | None = None

    def take(self) -> None:
        """Take the lock if it is not held yet. Raise LibraryError if another process holds it."""
        if self._file is not None:
            return
        file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            _hold(file)
        except OSError as reason:
            os.close(file)
            raise LibraryError(
                "Your library is in use by another signdict window.", hint="Close it first."
            ) from reason
        self._file = file

    def free(self) -> None:
        """Let others write. The empty file stays: to remove it would free it under another."""
        if self._file is not None:
            os.close(self._file)
            self._file = None


if sys.platform == "win32":  # pragma: no cover
    import msvcrt

    def _hold(file: int) -> None:
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _hold(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Put what SQLite and the disk refuse into words; anything else is a bug and passes."""
    try:
        yield
    except sqlite3.DatabaseError as refusal:
        known = _worded(path, getattr(refusal, "sqlite_errorname", ""))
        if known is None:
            raise
        raise known from refusal
    except OSError as refusal:
        raise _not_writable(path) from refusal


def _worded(path: Path, name: str) -> LibraryError | None:
    if name.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT")):
        return _not_a_library(path)
    if name.startswith("SQLITE_FULL"):
        return LibraryError(
            f"The disk with the library {path} is full.",
            hint="Free some space, then try again. The library is as it was.",
        )
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return LibraryError(
            f"Another program is using the library {path}.", hint="Close it, then try again."
        )
    if name.startswith("SQLITE_CANTOPEN"):
        return LibraryError(
            f"The library {path} cannot be opened.",
            hint="See that it is there and that you may read it and write to its folder.",
        )
    if name.startswith(("SQLITE_READONLY", "SQLITE_IOERR", "SQLITE_PERM")):
        return _not_writable(path)
    return None


def _not_writable(path: Path) -> LibraryError:
    return LibraryError(
        f"The library {path} cannot be written.",
        hint="Choose a folder that you may write to. The library is as it was.",
    )


def _not_a_library(path: Path) -> LibraryError:
    return LibraryError(
        f"{path} is damaged, or it is not a signdict library.",
        hint="Put back a copy, or move it away to begin a new one. Nothing was changed.",
    )


T = TypeVar("T")


class Unchanged(Generic[T]):
    """Asks once, and again only after this or another program changed something.

    SQLite tells of changes of others in `data_version`, counts rows that this connection changed,
    and counts `schema_version` up where a copy took the place of all. While changes may still be
    taken back nothing is kept.
    """

    def __init__(self, db: sqlite3.Connection, ask: Callable[[], T]) -> None:
        self._db, self._ask = db, ask
        self._kept: tuple[tuple[int, int, int], T] | None = None

    def __call__(self) -> T:
        """The answer, which is not to be changed by who gets it."""
        if self._db.in_transaction:
            return self._ask()
        (others,) = self._db.execute("PRAGMA data_version").fetchone()
        (copies,) = self._db.execute("PRAGMA schema_version").fetchone()
        state = (others, copies, self._db.total_changes)
        if self._kept is None or self._kept[0] != state:
            self._kept = (state, self._ask())
        return self._kept[1]


class Remembered(Generic[T]):
    """What a database says of single numbers, kept until it changes; of `most` of them at a time.

    Questions that follow one another are about much the same numbers.
    """

    def __init__(
        self, db: sqlite3.Connection, ask: Callable[[Sequence[int]], dict[int, T]], most: int
    ) -> None:
        self._ask, self._most = ask, most
        self._known = Unchanged[dict[int, T]](db, dict)

    def __call__(self, numbers: Iterable[int]) -> dict[int, T]:
        """What is known of these numbers, in their order, as far as they are there."""
        wanted, known = [*dict.fromkeys(map(int, numbers))], self._known()
        new = [number for number in wanted if number not in known]
        if len(known) + len(new) > self._most:
            known, new = self._emptied(known, len(wanted)), wanted
        if new:
            known |= self._ask(new)
        return {number: known[number] for number in wanted if number in known}

    def _emptied(self, known: dict[int, T], wanted: int) -> dict[int, T]:
        """Room for what is wanted: beside what is kept, where it is too much to be kept."""
        if wanted > self._most:
            return {}
        known.clear()
        return known
