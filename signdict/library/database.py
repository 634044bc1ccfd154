"""The file of a library: opening it, one writer at a time, and its errors as sentences."""

import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from signdict.core.errors import LibraryError, SignDictError
from signdict.library import schema


def connect(path: Path, *, read_only: bool) -> Database:
    """Open a file; unless it is only read, create it and its folder if they are missing."""
    if read_only:
        uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        return Database(sqlite3.connect(uri, uri=True), execute_plugins=False)
    path.parent.mkdir(parents=True, exist_ok=True)
    return Database(sqlite3.connect(path), execute_plugins=False)


def prepare(db: Database, path: Path) -> bool:
    """Set up a connection; return whether tables or columns are missing.

    Raise LibraryError if the file is not a library, or one of a version that is not known here.
    """
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("PRAGMA synchronous = NORMAL")  # with WAL: a killed process loses nothing
    db.executescript(schema.SESSION)
    applied = schema.applied(db)
    if not applied.issubset(schema.STEPS):
        raise LibraryError(
            f"The library {path} was made by another version of signdict.",
            hint="Update signdict, then open it again. Nothing was changed.",
        )
    others = set(db.table_names()) - {schema.MIGRATIONS.migrations_table, "sqlite_sequence"}
    if others and not applied:
        raise LIBRARY_ERRORS.damage(path)
    return len(applied) < len(schema.STEPS)


def read_older(db: Database) -> bool:
    """Set up a connection that only reads a library of before the last steps.

    Return False if it cannot be read without them, because it has no tables.
    """
    applied = schema.applied(db)
    if schema.STEPS[0] not in applied:
        return False
    for step, script in schema.BEFORE.items():
        if step not in applied:
            db.executescript(script)
    return True


def create_tables(db: Database, first_id: int) -> None:
    """Apply the migrations that are missing, all or none; a new library's ids start at `first_id`.

    Does nothing if another process has done it in the meantime.
    """
    db.execute("PRAGMA journal_mode = WAL").fetchone()
    with db.atomic():
        is_new = not schema.MIGRATIONS.applied(db)
        schema.MIGRATIONS.apply(db)
        if is_new:
            for table in ("signs", "clips"):
                db.execute("INSERT INTO sqlite_sequence VALUES (?, ?)", [table, first_id - 1])


def seal(path: Path) -> None:
    """Make a library one small file that can be read where nothing can be written next to it."""
    db = sqlite3.connect(path)
    try:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        db.execute("PRAGMA journal_mode = DELETE")
        db.execute("VACUUM")
    finally:
        db.close()


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
        except OSError as error:
            os.close(file)
            raise LibraryError(
                "Your library is in use by another signdict window.", hint="Close it first."
            ) from error
        self._file = file

    def free(self) -> None:
        """Let other processes write. The empty file stays: another process may hold it by now."""
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


@dataclass(frozen=True, slots=True)
class FileErrors:
    """What to say when a file of SQLite fails: (message, hint), with `{path}` for the file.

    `known_only`: an error that is none of these is a bug, not damage, and passes unchanged.
    """

    error: type[SignDictError]
    damaged: tuple[str, str]
    full: tuple[str, str]
    busy: tuple[str, str]
    not_opened: tuple[str, str]
    not_writable: tuple[str, str]
    known_only: bool = True

    def damage(self, path: Path) -> SignDictError:
        """Return the error for a damaged file."""
        return self._error(self.damaged, path)

    def explain(self, path: Path, problem: sqlite3.DatabaseError | OSError) -> SignDictError | None:
        """Return an error of SQLite or the disk as a sentence; None if it is a bug."""
        name = getattr(problem, "sqlite_errorname", "")
        if isinstance(problem, OSError):
            name = "SQLITE_PERM"
        for codes, text in (
            (("SQLITE_NOTADB", "SQLITE_CORRUPT"), self.damaged),
            (("SQLITE_FULL",), self.full),
            (("SQLITE_BUSY", "SQLITE_LOCKED"), self.busy),
            (("SQLITE_CANTOPEN",), self.not_opened),
            (("SQLITE_READONLY", "SQLITE_IOERR", "SQLITE_PERM"), self.not_writable),
        ):
            if name.startswith(codes):
                return self._error(text, path)
        return None if self.known_only else self.damage(path)

    def _error(self, text: tuple[str, str], path: Path) -> SignDictError:
        message, hint = (part.format(path=path) for part in text)
        return self.error(message, hint=hint)


LIBRARY_ERRORS = FileErrors(
    LibraryError,
    damaged=(
        "{path} is damaged, or it is not a signdict library.",
        "Restore a backup, or move the file away to start a new library. Nothing was changed.",
    ),
    full=(
        "The disk with the library {path} is full.",
        "Free some space, then try again. The library is unchanged.",
    ),
    busy=("Another program is using the library {path}.", "Close it, then try again."),
    not_opened=(
        "The library {path} cannot be opened.",
        "Check that the file exists and that you may read it and write to its folder.",
    ),
    not_writable=(
        "The library {path} cannot be written.",
        "Choose a folder that you may write to. The library is unchanged.",
    ),
)


@contextmanager
def explain_errors(path: Path, errors: FileErrors = LIBRARY_ERRORS) -> Iterator[None]:
    """Raise errors of SQLite and the disk as sentences; anything else is a bug and passes."""
    try:
        yield
    except (sqlite3.DatabaseError, OSError) as problem:
        explained = errors.explain(path, problem)
        if explained is None:
            raise
        raise explained from problem
