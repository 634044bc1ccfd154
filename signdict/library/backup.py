"""A library copied to one file while it is in use, and such a file checked before it comes back.

Beside the library's own tables the copy has one more, of what else is kept in it, by name.
"""

import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from threading import Thread

from signdict.core import files
from signdict.core.errors import LibraryError, SignDictError
from signdict.core.types import Progress, Steps
from signdict.library import database
from signdict.library.library import Library

_PAGES = 512  # that are copied at a time
_KEPT = "kept_beside"


def save(library: Path, target: Path, kept: Mapping[str, bytes] | None = None) -> Steps[int]:
    """Copy a library as it is at this moment, and what is `kept` beside it; return the bytes.

    Others may read and write meanwhile. The file is there when it is whole, not before. Raise
    LibraryError, in a sentence, if it cannot be written.
    """
    if target.exists() and library.exists() and target.samefile(library):
        raise LibraryError("This is the library itself.", hint="Name another file.")
    if target.is_dir():
        raise LibraryError(f"{target} is a folder.", hint="Give the name of a file.")
    with cleared(target.with_name(f".{target.name}.new")) as new, _told(target):
        yield from _copied(library, new)
        with closing(sqlite3.connect(new)) as copy:
            copy.execute("PRAGMA journal_mode = DELETE").fetchone()
            _keep(copy, kept or {})
        _settle(new)
        new.replace(target)
        return target.stat().st_size


def checked(file: Path, beside: Path, first_id: int, newer_than: int) -> Steps[Path]:
    """Make a copy of a backup `beside` a library, sound, up to date, and ready to be taken over.

    Its generation is made higher than `newer_than`, so that no index of before answers for it.
    Raise LibraryError, in a sentence, if it is no library, is damaged, or is not the user's own.
    """
    if not file.is_file():
        raise LibraryError(f"There is no file {file}.", hint="Look for a slip in its name.")
    yield Progress(0, 3, f"Copying {file.name}")
    with (
        database.told(file),
        closing(_reading(file)) as source,
        closing(sqlite3.connect(beside)) as copy,
    ):
        source.backup(copy)
    yield Progress(1, 3, f"Checking {file.name}")
    try:
        with Library.open(beside, first_id=first_id) as library:
            library.asked(lambda db: _sound(db, file, first_id))
            with library.changing() as db:
                db.execute("UPDATE state SET generation = max(generation, ?) + 1", [newer_than])
    except LibraryError as refusal:
        said = str(refusal).replace(str(beside), str(file))
        raise LibraryError(said) from refusal
    yield Progress(2, 3, f"Putting {file.name} in place")
    return beside


def taken_out(copy: Path) -> dict[str, bytes]:
    """Take out of the copy of a backup what was kept beside the library, by name; nothing, if an
    older signdict made it."""
    with database.told(copy), closing(sqlite3.connect(copy)) as db, db:
        if not db.execute("SELECT 1 FROM sqlite_schema WHERE name = ?", [_KEPT]).fetchone():
            return {}
        found = db.execute(f"SELECT name, content FROM {_KEPT}").fetchall()
        db.execute(f"DROP TABLE {_KEPT}")
    return {name: bytes(content) for name, content in found if isinstance(content, bytes)}


def _keep(db: sqlite3.Connection, kept: Mapping[str, bytes]) -> None:
    if kept:
        db.execute(f"DROP TABLE IF EXISTS {_KEPT}")
        db.execute(f"CREATE TABLE {_KEPT} (name TEXT PRIMARY KEY, content BLOB NOT NULL)")
        db.executemany(f"INSERT INTO {_KEPT} VALUES (?, ?)", kept.items())
        db.commit()


def fit(copy: Path, library: Path) -> None:
    """Give a copy the page size of the library that takes it over, which SQLite asks for."""
    with database.told(copy), closing(sqlite3.connect(copy)) as db:
        db.execute("PRAGMA journal_mode = DELETE").fetchone()
        with closing(sqlite3.connect(library)) as own:
            (size,) = own.execute("PRAGMA page_size").fetchone()
        if db.execute("PRAGMA page_size").fetchone()[0] != size:
            db.execute(f"PRAGMA page_size = {size:d}")
            db.execute("VACUUM")


def _sound(db: sqlite3.Connection, file: Path, first_id: int) -> None:
    if [row[0] for row in db.execute("PRAGMA quick_check")] != ["ok"]:
        raise LibraryError(f"{file} is damaged.", hint="Use another copy. Nothing was changed.")
    (lowest,) = db.execute("SELECT min(id) FROM signs").fetchone()
    if lowest is not None and lowest < first_id:
        raise LibraryError(
            f"{file} is a starter dictionary, not a library of your own.",
            hint="Choose a file that signdict backup wrote. Nothing was changed.",
        )


def _copied(library: Path, new: Path) -> Steps[None]:
    """Copy in a thread of its own, and tell how far that is; closed, it stops at the next pages."""
    pages, refusals, stop = [0, 0], list[BaseException](), [False]

    def told(_: int, left: int, total: int) -> None:
        pages[:] = total - left, total
        if stop[0]:
            raise InterruptedError

    def copy() -> None:
        try:
            with closing(_reading(library)) as source, closing(sqlite3.connect(new)) as target:
                source.execute("BEGIN")  # one moment for all pages, whoever writes meanwhile
                source.execute("SELECT 1 FROM sqlite_schema").fetchone()
                source.backup(target, pages=_PAGES, progress=told, sleep=0)
        except BaseException as refusal:  # noqa: BLE001 - raised again below
            refusals.append(refusal)

    thread = Thread(target=copy, name="backup")
    thread.start()
    try:
        while thread.is_alive():
            thread.join(0.02)
            yield Progress(pages[0], pages[1], new.name.strip(".").removesuffix(".new"))
    finally:
        stop[0] = True
        thread.join()
    if refusals:
        with database.told(new):
            raise refusals[0]


def _reading(file: Path) -> sqlite3.Connection:
    db = sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)
    db.isolation_level = None
    return db


@contextmanager
def cleared(new: Path) -> Iterator[Path]:
    """A place for a file that is being made; what is left there in the end is removed."""
    try:
        yield new
    finally:
        for ending in ("", "-journal", "-wal", "-shm", ".lock"):
            with suppress(OSError):
                new.with_name(new.name + ending).unlink(missing_ok=True)


@contextmanager
def _told(target: Path) -> Iterator[None]:
    try:
        with database.told(target):
            yield
    except SignDictError as refusal:
        cause = refusal.__cause__
        if isinstance(cause, OSError) and cause.errno in files.FULL:
            full = True
        else:
            full = getattr(cause, "sqlite_errorname", "").startswith("SQLITE_FULL")
        if full:
            raise LibraryError(
                f"The disk is full, so {target.name} was not written.",
                hint="Free some space, then back up again. Everything is as it was.",
            ) from refusal
        raise LibraryError(
            f"{target} cannot be written.", hint="See that there is room, and that you may."
        ) from refusal


def _settle(file: Path) -> None:
    """Have the system write a file to the disk itself."""
    number = os.open(file, os.O_RDWR)
    try:
        os.fsync(number)
    finally:
        os.close(number)
