"""Copies a library to one file while it is in use, and checks such a file before it is restored.

The copy contains the tables of the library and one more table for other content, by name.
"""

import errno
import os
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

from sqlite_utils import Database

from signdict.core import files
from signdict.core.errors import LibraryError
from signdict.core.types import Progress, Steps
from signdict.library import database, embeddings, records, schema
from signdict.library.library import Library

_PAGES = 512  # copied at a time
_EXTRA = "kept_beside"
#: The start of the names of temporary folders, and the age in seconds of those to remove.
_SCRATCH, _ABANDONED = ".restoring-", 86_400
#: The first bytes of every file of SQLite, and the length of its header. Bytes 16 and 17 are the
#: size of a page, 1 for 65,536 (https://sqlite.org/fileformat.html#page_size). SQLite itself does
#: not notice that a part of the last page is missing.
_SQLITE, _HEADER = b"SQLite format 3\0", 100
#: Errors of SQLite where it cannot write the files that it needs to read a library.
_UNWRITABLE = ("SQLITE_CANTOPEN", "SQLITE_READONLY")
_HINT = "Choose a file that signdict backup wrote. Nothing was changed."
_CUT_OFF = "Copy it again from where it was saved. Nothing was changed."
#: What is said of a backup that cannot be read, also if its tables are not those of a library.
_ERRORS = database.FileErrors(
    LibraryError,
    damaged=("{path} is damaged, or it is not a backup of signdict.", _HINT),
    full=("The disk is full, so {path} was not restored.", "Free some space, then try again."),
    busy=("Another program is using {path}.", "Close it, then try again."),
    not_opened=("{path} cannot be read.", "Check that you may read it. Nothing was changed."),
    not_writable=("{path} cannot be read.", "Check that you may read it. Nothing was changed."),
    known_only=False,
)


@dataclass(frozen=True, slots=True)
class BackupContent:
    """The numbers of signs and clips in a backup."""

    signs: int
    clips: int


def save(
    library: Path, target: Path, first_id: int, extra: Mapping[str, bytes] | None = None
) -> Steps[int]:
    """Copy a library as it is now, with `extra` content, and return the size of the copy in bytes.

    Others may read and write in the meantime. The copy of a library that does not exist is empty;
    its ids start at `first_id`. The target appears when it is complete. Raise WriteError if it
    cannot be written, LibraryError if the library cannot be read.
    """
    with files.atomic_path(target) as copy:
        if library.is_file():
            yield from _copy(library, copy, target.name)
        else:
            Library.open(copy, first_id=first_id).close()
        with _as_os_error(), closing(sqlite3.connect(copy)) as db:
            db.execute("PRAGMA journal_mode = DELETE").fetchone()
            _put_extra(db, extra or {})
        _flush(copy)
        size = copy.stat().st_size
    return size


def check(file: Path, copy: Path, first_id: int, newer_than: int) -> Steps[BackupContent]:
    """Write a checked and up-to-date `copy` of a backup, to take the place of a library.

    Return what the backup contains. Its generation is higher than `newer_than`, so that no existing
    index matches it. Raise LibraryError if the file is not a backup: it is empty or damaged, it
    lacks a table, a newer version wrote it, or it is not a user's own library.
    """
    yield Progress(0, 3, f"Copying {file.name}")
    _check_is_database(file)
    with (
        database.explain_errors(file, _ERRORS),
        closing(_connected(_address(file, copy.parent))) as source,
        closing(sqlite3.connect(copy)) as target,
    ):
        source.backup(target)
    yield Progress(1, 3, f"Checking {file.name}")
    with database.explain_errors(file, _ERRORS):
        with closing(sqlite3.connect(copy)) as db:
            _check_origin(db, file)
        try:
            with Library.open(copy, first_id=first_id) as library:
                content = library.query(_check_content, file, first_id)
                with library.changing() as db:
                    embeddings.raise_generation(db, above=newer_than)
        except LibraryError as error:
            if str(copy) in error.message:  # the reader knows the backup, not its copy
                raise _ERRORS.damage(file) from error
            raise
    yield Progress(2, 3, f"Restoring {file.name}")
    return content


def is_damaged(library: Path) -> bool:
    """Return whether a file is a damaged library, or none; not if a newer version wrote it."""
    try:
        with closing(sqlite3.connect(library)) as db:
            if [row[0] for row in db.execute("PRAGMA quick_check")] != ["ok"]:
                return True
            tables = db.execute("SELECT 1 FROM sqlite_schema").fetchone()
            return bool(tables) and not schema.applied(Database(db, execute_plugins=False))
    except sqlite3.DatabaseError as problem:
        name = getattr(problem, "sqlite_errorname", "")
        return name.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT"))


def take_extra(copy: Path, file: Path) -> dict[str, bytes]:
    """Remove the extra content from the copy of a backup and return it, by name.

    Empty for a plain copy of a library. `file` is the backup, which errors name.
    """
    with database.explain_errors(file, _ERRORS), closing(sqlite3.connect(copy)) as db, db:
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
    """Yield a path for a temporary library in the folder of a library.

    What a process left there that was killed more than a day ago is removed.
    """
    for left in library.parent.glob(f"{_SCRATCH}*"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > _ABANDONED:
                shutil.rmtree(left)
    with (
        database.explain_errors(library),
        tempfile.TemporaryDirectory(
            dir=library.parent, prefix=_SCRATCH, ignore_cleanup_errors=True
        ) as folder,
    ):
        yield Path(folder) / "library.db"


def _check_is_database(file: Path) -> None:
    """Raise LibraryError unless a file exists and starts like a database."""
    if not file.exists():
        raise LibraryError(f"No such file: {file}.", hint="Check the spelling.")
    if not file.is_file():
        kind = "a folder" if file.is_dir() else "not a file"
        raise LibraryError(f"{file} is {kind}.", hint=_HINT)
    with database.explain_errors(file, _ERRORS), file.open("rb") as opened:
        start, size = opened.read(_HEADER), os.fstat(opened.fileno()).st_size
    if not start:
        raise LibraryError(f"{file} is empty.", hint=_HINT)
    if not start.startswith(_SQLITE):
        raise LibraryError(f"{file} is not a backup of signdict.", hint=_HINT)
    page = int.from_bytes(start[16:18])
    page = 65536 if page == 1 else max(page, 512)
    # the number of pages, if the version that wrote it also made the last change
    pages = int.from_bytes(start[28:32]) if start[24:28] == start[92:96] else 0
    if len(start) < _HEADER or size % page or size < pages * page:
        raise LibraryError(f"{file} is cut off.", hint=_CUT_OFF)


def _check_origin(db: sqlite3.Connection, file: Path) -> None:
    """Raise LibraryError unless the file is intact and a known version of signdict wrote it."""
    if [row[0] for row in db.execute("PRAGMA quick_check")] != ["ok"]:
        raise LibraryError(f"{file} is damaged.", hint="Use another copy. Nothing was changed.")
    steps = schema.applied(Database(db, execute_plugins=False))
    if not steps:
        raise LibraryError(f"{file} is not a backup of signdict.", hint=_HINT)
    if not steps.issubset(schema.STEPS):
        raise LibraryError(
            f"{file} was made by a newer version of signdict.",
            hint="Update signdict, then restore it. Nothing was changed.",
        )


def _check_content(db: sqlite3.Connection, file: Path, first_id: int) -> BackupContent:
    """Return what a library contains. Raise LibraryError if it lacks a table, or is a starter."""
    if schema.lacking(db):
        raise _ERRORS.damage(file)
    lowest = records.lowest_id(db)
    if lowest is not None and lowest < first_id:
        raise LibraryError(
            f"{file} is a starter dictionary, not a library of your own.", hint=_HINT
        )
    return BackupContent(records.count(db), len(records.clip_ids(db)))


def _copy(library: Path, copy: Path, name: str) -> Steps[None]:
    """Copy in a thread, with progress; closing the steps stops the copy at the next pages.

    Errors in the library are raised as LibraryError, errors in writing the copy as OSError.
    """
    pages, errors, stop = [0, 0], list[BaseException](), [False]

    def report(_: int, remaining: int, total: int) -> None:
        pages[:] = total - remaining, total
        if stop[0]:
            raise InterruptedError

    def copy_pages() -> None:
        try:
            with (
                _opened_library(library, copy.parent) as source,
                _as_os_error(library),
                closing(sqlite3.connect(copy)) as target,
            ):
                source.backup(target, pages=_PAGES, progress=report, sleep=0)
        except BaseException as error:  # noqa: BLE001 - raised again below
            errors.append(error)

    yield Progress(0, 0, name)  # so that also a copy that takes no time can be stopped
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


@contextmanager
def _opened_library(library: Path, scratch: Path) -> Iterator[sqlite3.Connection]:
    """Open a library at one point in time. Raise LibraryError if it cannot be read."""
    address = _address(library, scratch)
    with ExitStack() as stack:
        with database.explain_errors(library):
            source = stack.enter_context(closing(_connected(address)))
            source.execute("BEGIN")  # despite other writers
            source.execute("SELECT 1 FROM sqlite_schema").fetchone()
        yield source


def _address(file: Path, scratch: Path) -> str:
    """Return an address with which SQLite reads a file, also where nothing can be written.

    SQLite needs a file next to a library. In a folder that cannot be written, a library without a
    log is opened as unchangeable; one with a log is copied with it to the folder `scratch`.
    """
    address = f"{file.resolve().as_uri()}?mode=ro"
    if not _needs_writing(address):
        return address
    log = file.with_name(f"{file.name}-wal")
    if not (log.is_file() and log.stat().st_size):
        return f"{address}&immutable=1"
    copied = scratch / "copied.db"
    shutil.copyfile(file, copied)
    shutil.copyfile(log, scratch / f"{copied.name}-wal")
    return copied.resolve().as_uri()


def _needs_writing(address: str) -> bool:
    try:
        with closing(_connected(address)) as db:
            db.execute("SELECT 1 FROM sqlite_schema").fetchone()
    except sqlite3.DatabaseError as problem:
        return getattr(problem, "sqlite_errorname", "").startswith(_UNWRITABLE)
    return False


def _connected(address: str) -> sqlite3.Connection:
    return sqlite3.connect(address, uri=True, isolation_level=None)


@contextmanager
def _as_os_error(library: Path | None = None) -> Iterator[None]:
    """Raise errors of SQLite as errors of the system, which `core.files` explains.

    If `library` is read meanwhile, its damage is raised as LibraryError.
    """
    try:
        yield
    except sqlite3.DatabaseError as error:
        name = getattr(error, "sqlite_errorname", "")
        if library and name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
            raise database.LIBRARY_ERRORS.damage(library) from error
        full = name.startswith("SQLITE_FULL")
        raise OSError(errno.ENOSPC if full else errno.EIO, str(error)) from error


def _flush(file: Path) -> None:
    """Have the system write a file to the disk."""
    number = os.open(file, os.O_RDWR)
    try:
        os.fsync(number)
    finally:
        os.close(number)
