"""Imports under way and done: a list of clips in a file of its own, with what came of each.

So an import may be stopped at any moment, even by a cut of power, and go on later: a clip of which
nothing is noted is looked at again, and is found to be in the library if it was written.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any, Self

from signdict.core.errors import LibraryError, ManifestError
from signdict.core.types import Progress, Steps
from signdict.importing import manifest
from signdict.importing.entries import ClipEntry, ImportReport, Skipped, State, restored, stored
from signdict.library.database import told

#: What may have come of a clip, as it is numbered in the file.
STATES: tuple[State, ...] = ("waiting", "added", "already", "left out")
#: Reasons that a report holds; the rest are in the file.
MOST_TOLD = 1000
#: Imports that are remembered, and clips between two commits.
_KEPT, _BATCH = 20, 500
_TABLES = """
    CREATE TABLE about (usual TEXT, format TEXT, began TEXT);
    CREATE TABLE files (
        number INTEGER PRIMARY KEY, name TEXT, entry TEXT, state INTEGER, reason TEXT
    );
"""


@dataclass(frozen=True, slots=True)
class FileState:
    """A clip of an import: its name, gloss, what came of it, and why it was left out."""

    number: int
    path: Path
    gloss: str
    state: State
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """An import: where its clips come from, when it began, and how many are in each state."""

    number: int
    path: Path
    source: str
    format: str
    began: str
    waiting: int
    added: int
    already: int
    left_out: int

    @property
    def total(self) -> int:
        """How many clips were listed."""
        return self.waiting + self.added + self.already + self.left_out


class Import:
    """One import. Close it after use."""

    def __init__(self, file: Path) -> None:
        """Open it. Raise LibraryError if it is gone or damaged."""
        self.number, self._file = int(file.stem), file
        if not file.is_file():
            raise _none(self.number)
        with told(file):
            self._db = _connected(file)
            usual, self.format, self.began = self._db.execute("SELECT * FROM about").fetchone()
        values = json.loads(usual)
        self.usual = ClipEntry(**values | {"path": Path(values["path"])})

    @classmethod
    def begin(cls, folder: Path, usual: ClipEntry, old: Path | None = None) -> Steps[Self]:
        """List what is to be read; nothing stays if that is stopped or cannot be done.

        What is noted in `old` as added is taken over. Raise ManifestError, LanguageError or
        LibraryError.
        """
        number = max((int(file.stem) for file in _files(folder)), default=0) + 1
        file = folder / f"{number:06}.db"
        new = file.with_suffix(".new")
        with told(file):
            folder.mkdir(parents=True, exist_ok=True)
            new.unlink(missing_ok=True)
        try:
            yield from _listed(new, usual, old)
            with told(file):
                new.replace(file)
        finally:
            with suppress(OSError):
                new.unlink(missing_ok=True)
        _forget_oldest(folder)
        return cls(file)

    def close(self) -> None:
        """Write what was noted, and close the file."""
        with suppress(sqlite3.Error):  # a full disk: the clips themselves are written or not
            self._db.commit()
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def summary(self) -> Summary:
        """How many clips are in each state."""
        counts = dict.fromkeys(range(len(STATES)), 0)
        counts |= dict(self._rows("SELECT state, count(*) FROM files GROUP BY state"))
        return Summary(
            self.number,
            self.usual.path,
            self.usual.source,
            self.format,
            self.began,
            *counts.values(),
        )

    def expect(self) -> None:
        """Raise ManifestError if the folder or table is no longer there."""
        path = self.usual.path
        there = any(path.iterdir()) if path.is_dir() else path.is_file()
        if not there:  # of a disk that was unplugged an empty folder may be left
            raise vanished(path)

    def waiting(self) -> Iterator[tuple[int, ClipEntry]]:
        """Yield the clips that are still to be read, by number, in order."""
        last = 0
        while batch := self._rows(
            "SELECT number, entry FROM files WHERE state = 0 AND number > ?"
            " ORDER BY number LIMIT ?",
            last,
            _BATCH,
        ):
            for last, entry in batch:
                yield last, restored(json.loads(entry), self.usual)

    def note(self, number: int, state: State, reason: str = "") -> None:
        """Remember what came of a clip."""
        with told(self._file):
            self._db.execute(
                "UPDATE files SET state = ?, reason = ? WHERE number = ?",
                [STATES.index(state), reason, number],
            )
            if number % _BATCH == 0:
                self._db.commit()

    def files(self, first: int = 0, many: int = 200, state: State | None = None) -> list[FileState]:
        """Return a page of the clips, all or those in one state."""
        chosen = -1 if state is None else STATES.index(state)
        rows = self._rows(
            "SELECT number, name, entry, state, reason FROM files WHERE ? IN (-1, state)"
            " ORDER BY number LIMIT ? OFFSET ?",
            chosen, many, first,
        )  # fmt: skip
        return [
            FileState(
                number, Path(name), json.loads(entry).get("gloss", "") if entry else "",
                STATES[at], reason,
            )
            for number, name, entry, at, reason in rows
        ]  # fmt: skip

    def report(self) -> ImportReport:
        """Tell what came of the clips."""
        told = self.summary
        skipped = [Skipped(f.path, f.reason) for f in self.files(0, MOST_TOLD, "left out")]
        return ImportReport(told.added, told.already, tuple(skipped), told.left_out)

    def _rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        with told(self._file):
            return self._db.execute(sql, values).fetchall()


class Imports:
    """The imports of a dictionary: `folder` holds a file for each."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def all(self) -> list[Summary]:
        """Return every import, the newest first; one whose file is damaged is passed over."""
        found = []
        for file in reversed(_files(self._folder)):
            with suppress(LibraryError), Import(file) as one:
                found.append(one.summary)
        return found

    def open(self, number: int) -> Import:
        """Open an import. Raise LibraryError if there is none of this number."""
        return Import(self._folder / f"{number:06}.db")

    def begin(self, usual: ClipEntry) -> Steps[Import]:
        """List what is to be read, in place of an unfinished import of the same path."""
        for one in self.all():
            if one.path == usual.path and one.waiting:
                self.forget(one.number)
        return (yield from Import.begin(self._folder, usual))

    def again(self, number: int) -> Steps[Import]:
        """List anew what an import was to read; what it added is not looked at again."""
        with self.open(number) as one:
            usual = one.usual
        if not usual.path.exists():
            raise vanished(usual.path)
        old = self._folder / f"{number:06}.db"
        made = yield from Import.begin(self._folder, usual, old)
        self.forget(number)
        return made

    def forget(self, number: int) -> None:
        """Forget an import; what it added stays. Raise LibraryError if there is none."""
        file = self._folder / f"{number:06}.db"
        if not file.is_file():
            raise _none(number)
        with told(file):
            file.unlink()


def vanished(path: Path) -> ManifestError:
    """What to say where the clips of an import are no longer there."""
    return ManifestError(
        f"{path} is no longer there.",
        hint="Put it back or plug it in, then go on: what was added so far stays.",
    )


def _listed(new: Path, usual: ClipEntry, old: Path | None) -> Steps[None]:
    """Write the list; what `old` knows to be added is noted so."""
    count = 0
    with told(new), _open(new) as db:
        db.executescript(_TABLES)
        kind = manifest.kind(usual.path).title
        plain = json.dumps(asdict(usual) | {"path": str(usual.path)})
        now = datetime.now(UTC).isoformat(timespec="seconds")
        db.execute("INSERT INTO about VALUES (?, ?, ?)", [plain, kind, now])
        numbered = enumerate(manifest.rows(usual), start=1)
        while rows := [_as_row(n, row, usual) for n, row in islice(numbered, _BATCH)]:
            db.executemany("INSERT INTO files VALUES (?, ?, ?, ?, ?)", rows)
            count += len(rows)
            yield Progress(count, 0, usual.path.name)
        if old:
            db.execute("ATTACH ? AS old", [str(old)])
            db.execute(
                "UPDATE files SET state = 2 WHERE entry IN"
                " (SELECT entry FROM old.files WHERE state IN (1, 2))"
            )
        db.execute("CREATE INDEX files_by_state ON files (state, number)")
        db.commit()


def _as_row(number: int, row: ClipEntry | Skipped, usual: ClipEntry) -> list[object]:
    if isinstance(row, Skipped):
        name = str(row.path).encode("utf-8", "replace").decode()  # it may be no text
        return [number, name, None, STATES.index("left out"), row.reason]
    return [number, str(row.path), json.dumps(stored(row, usual)), 0, ""]


@contextmanager
def _open(file: Path) -> Iterator[sqlite3.Connection]:
    db = _connected(file)
    try:
        yield db
    finally:
        db.close()


def _connected(file: Path) -> sqlite3.Connection:
    db = sqlite3.connect(file)
    db.execute("PRAGMA synchronous = OFF")  # what is lost is looked at again
    return db


def _files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.glob("*.db") if file.stem.isdecimal())


def _forget_oldest(folder: Path) -> None:
    """Forget finished imports of long ago."""
    for file in _files(folder)[:-_KEPT]:
        with suppress(LibraryError, OSError):
            with Import(file) as one:
                waiting = one.summary.waiting
            if not waiting:
                file.unlink()


def _none(number: int) -> LibraryError:
    return LibraryError(f"There is no import {number}.", hint="See them: signdict imports list")
