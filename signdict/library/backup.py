"""Copies a library to one file while it is in use, and checks such a file before it is restored.

The copy contains the tables of the library and one more table for other content, by name.
"""

import errno
import os
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Thread

from signdict.core import files
from signdict.core.errors import LibraryError
from signdict.core.types import Progress, Steps
from signdict.library import database, embeddings, records
from signdict.library.library import Library

_PAGES = 512  # copied at a time
_EXTRA = "kept_beside"


def save(library: Path, target: Path, extra: Mapping[str, bytes] | None = None) -> Steps[int]:
    """Copy a library as it is now, with `extra` content, and return the size of the copy in bytes.

    Others may read and write in the meantime. The target appears when it is complete. Raise
    WriteError or LibraryError if it cannot be written.
    """
    if target.exists() and library.exists() and target.samefile(library):
        raise LibraryError("This is the library itself.", hint="Name another file.")
    with files.atomic_path(target) as copy, _as_os_error():
        yield from _copy(library, copy, target.name)
        with closing(sqlite3.connect(copy)) as db:
            db.execute("PRAGMA journal_mode = DELETE").fetchone()
            _put_extra(db, extra or {})
        _flush(copy)
        size = copy.stat().st_size
    return size


def check(file: Path, copy: Path, first_id: int, newer_than: int) -> Steps[None]:
    """Write a checked and up-to-date `copy` of a backup, to take the place of a library.

    Its generation is higher than `newer_than`, so that no existing index matches it. Raise
    LibraryError if the backup is damaged, or is not a user's own library.
    """
    if not file.is_file():
        raise LibraryError(f"No such file: {file}.", hint="Check the spelling.")
    yield Progress(0, 3, f"Copying {file.name}")
    with (
        database.explain_errors(file),
        closing(_open_to_read(file)) as source,
        closing(sqlite3.connect(copy)) as target,
    ):
        source.backup(target)
    yield Progress(1, 3, f"Checking {file.name}")
    try:
        with Library.open(copy, first_id=first_id) as library:
            library.query(_check, file, first_id)
            with library.changing() as db:
                embeddings.raise_generation(db, above=newer_than)
    except LibraryError as error:
        message = str(error).replace(str(copy), str(file))
        raise LibraryError(message) from error
    yield Progress(2, 3, f"Restoring {file.name}")


def take_extra(copy: Path) -> dict[str, bytes]:
    """Remove the extra content from the copy of a backup and return it, by name.

    Empty for a plain copy of a library.
    """
    with database.explain_errors(copy), closing(sqlite3.connect(copy)) as db, db:
        if not db.execute("SELECT 1 FROM sqlite_schema WHERE name = ?", [_EXTRA]).fetchone():
            return {}
        rows = db.execute(f"SELECT name, content FROM {_EXTRA}").fetchall()
        db.execute(f"DROP TABLE {_EXTRA}")
    return {name: bytes(content) for name, content in rows if isinstance(content, bytes)}


def _put_extra(db: sqlite3.Connection, extra: Mapping[str, bytes]) -> None:
    if extra:
        db.execute(f"DROP TABLE IF EXISTS {_EXTRA}")
        db.execute(f"CREATE TABLE {_EXTRA} (name TEXT PRIMARY KEY, content BLOB NOT NULL)")
        db.executemany(f"INSERT INTO {_EXTRA} VALUES (?, ?)", extra.items())
        db.commit()


def match_page_size(copy: Path, library: Path) -> None:
    """Give a copy the page size of the library that it will replace, as SQLite requires."""
    with database.explain_errors(copy), closing(sqlite3.connect(copy)) as db:
        db.execute("PRAGMA journal_mode = DELETE").fetchone()
        with closing(sqlite3.connect(library)) as own:
            (size,) = own.execute("PRAGMA page_size").fetchone()
        if db.execute("PRAGMA page_size").fetchone()[0] != size:
            db.execute(f"PRAGMA page_size = {size:d}")
            db.execute("VACUUM")


@contextmanager
def scratch_file(library: Path) -> Iterator[Path]:
    """Yield a path for a temporary library in the folder of a library."""
    with (
        database.explain_errors(library),
        tempfile.TemporaryDirectory(
            dir=library.parent, prefix=".restoring-", ignore_cleanup_errors=True
        ) as folder,
    ):
        yield Path(folder) / "library.db"


def _check(db: sqlite3.Connection, file: Path, first_id: int) -> None:
    if [row[0] for row in db.execute("PRAGMA quick_check")] != ["ok"]:
        raise LibraryError(f"{file} is damaged.", hint="Use another copy. Nothing was changed.")
    lowest = records.lowest_id(db)
    if lowest is not None and lowest < first_id:
        raise LibraryError(
            f"{file} is a starter dictionary, not a library of your own.",
            hint="Choose a file that signdict backup wrote. Nothing was changed.",
        )


def _copy(library: Path, copy: Path, name: str) -> Steps[None]:
    """Copy in a thread, with progress; closing the steps stops the copy at the next pages."""
    pages, errors, stop = [0, 0], list[BaseException](), [False]

    def report(_: int, remaining: int, total: int) -> None:
        pages[:] = total - remaining, total
        if stop[0]:
            raise InterruptedError

    def copy_pages() -> None:
        try:
            with (
                closing(_open_to_read(library)) as source,
                closing(sqlite3.connect(copy)) as target,
            ):
                source.execute("BEGIN")  # all pages from one point in time, despite other writers
                source.execute("SELECT 1 FROM sqlite_schema").fetchone()
                source.backup(target, pages=_PAGES, progress=report, sleep=0)
        except BaseException as error:  # noqa: BLE001 - raised again below
            errors.append(error)

    thread = Thread(target=copy_pages, name="backup")
    thread.start()
    try:
        while thread.is_alive():
            thread.join(0.02)
            yield Progress(pages[0], pages[1], name)
    finally:
        stop[0] = True
        thread.join()
    if errors:
        raise errors[0]


def _open_to_read(file: Path) -> sqlite3.Connection:
    db = sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)
    db.isolation_level = None
    return db


@contextmanager
def _as_os_error() -> Iterator[None]:
    """Raise errors of SQLite as errors of the system, which `core.files` explains."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        full = getattr(error, "sqlite_errorname", "").startswith("SQLITE_FULL")
        raise OSError(errno.ENOSPC if full else errno.EIO, str(error)) from error


def _flush(file: Path) -> None:
    """Have the system write a file to the disk."""
    number = os.open(file, os.O_RDWR)
    try:
        os.fsync(number)
    finally:
        os.close(number)
