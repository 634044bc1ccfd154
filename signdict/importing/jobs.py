"""Stores each import in a file of its own: its list of clips, and what happened to each.

You can stop an import at any time; it also survives a power failure, and can be resumed later. A
clip without a recorded result is read again, and skipped if the library already contains it.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from shutil import rmtree
from typing import Any, Self

from signdict.core import files
from signdict.core.errors import LibraryError, ManifestError
from signdict.core.names import decoded, encoded
from signdict.core.types import Progress, Steps
from signdict.fetching.addresses import host_of
from signdict.importing import manifest
from signdict.importing.entries import (
    ClipEntry,
    Download,
    ImportReport,
    Skipped,
    State,
    TierChoice,
    TierCounts,
    Unfetched,
    restored,
    stored,
)
from signdict.importing.films import UNFETCHED, Films
from signdict.library.database import explain_errors

#: What can have happened to a clip, in the order of its number in the file.
STATES: tuple[State, ...] = ("waiting", "added", "already", "left out")
#: Reasons in a report; the rest are in the file.
MAX_REASONS = 1000
#: Imports that are kept, and clips that are listed or fetched at a time.
_KEPT, _BATCH = 20, 500
_TABLES = """
    CREATE TABLE about (usual TEXT, format TEXT, began TEXT, sources TEXT);
    CREATE TABLE files (
        number INTEGER PRIMARY KEY, name TEXT, entry TEXT, state INTEGER, reason TEXT
    );
"""


@dataclass(frozen=True, slots=True)
class FileState:
    """A clip of an import: its name, gloss, what happened to it, and why it was skipped."""

    number: int
    path: Path
    gloss: str
    state: State
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """An import: where its clips come from, when it started, and how many are in each state.

    `source` has the names of all sources of its clips, separated by commas.
    """

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
        """The number of clips in the list."""
        return self.waiting + self.added + self.already + self.left_out


class Import:
    """One import. Close it after use."""

    def __init__(self, file: Path) -> None:
        """Open the file of an import. Raise LibraryError if it is missing or damaged."""
        self.number, self._file = int(file.stem), file
        if not file.is_file():
            raise _missing(self.number)
        with explain_errors(file):
            self._db = _connect(file)
            usual, self.format, self.began, *sources = self._db.execute(
                "SELECT * FROM about"
            ).fetchone()
        values = json.loads(usual)
        lists = {name: tuple(values.get(name, ())) for name in ("tiers", "settings")}
        order = values.get("download")
        read = {"path": Path(values["path"]), "download": order and Download(**order), **lists}
        self.usual = ClipEntry(**values | read)
        # files of older versions lack the sources
        self._sources = json.loads(sources[0]) if sources else [self.usual.source]
        self._tiers: tuple[TierChoice, ...] = ()
        self.films: Films | None = None

    @classmethod
    def begin(cls, folder: Path, usual: ClipEntry, old: Path | None = None) -> Steps[Self]:
        """List the clips to be read; nothing stays if this is stopped or fails.

        Clips that `old` recorded as added are not read again. Raise ManifestError, LanguageError,
        LibraryError or WriteError.
        """
        number = max((int(file.stem) for file in _files(folder)), default=0) + 1
        file = folder / f"{number:06}.db"
        with explain_errors(file):
            folder.mkdir(parents=True, exist_ok=True)
        tiers = TierCounts()
        with files.atomic_path(file) as new:
            yield from _write_list(new, usual, old, tiers)
        _forget_oldest(folder)
        job = cls(file)
        job._tiers = tiers.all
        return job

    @contextmanager
    def fetching(self) -> Iterator[None]:
        """Fetch films in this context, if the import was asked to; parts stay if it is stopped."""
        order = self.usual.download
        if order is None:
            yield
            return
        folder = Path(order.keep) if order.keep else _scratch(self._file)
        with Films(folder, order, (entry for _, entry in self.waiting())) as self.films:
            try:
                yield
            finally:
                self.films = None
        if not self.summary.waiting:
            rmtree(_scratch(self._file), ignore_errors=True)

    def close(self) -> None:
        """Store what was recorded, and close the file."""
        with suppress(sqlite3.Error):  # on a full disk; the library contains the clips or not
            self._db.commit()
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def summary(self) -> Summary:
        """The number of clips in each state."""
        counts = dict.fromkeys(range(len(STATES)), 0)
        counts |= dict(self._rows("SELECT state, count(*) FROM files GROUP BY state"))
        return Summary(
            self.number,
            self.usual.path,
            ", ".join(self._sources),
            self.format,
            self.began,
            *counts.values(),
        )

    def expect(self) -> None:
        """Raise ManifestError if the folder or table no longer exists."""
        path = self.usual.path
        exists = any(path.iterdir()) if path.is_dir() else path.is_file()
        if not exists:  # an unplugged disk may leave an empty folder
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
        """Record what happened to a clip, so that other processes read it."""
        with explain_errors(self._file):
            self._db.execute(
                "UPDATE files SET state = ?, reason = ? WHERE number = ?",
                [STATES.index(state), reason, number],
            )
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
                number, decoded(name), json.loads(entry).get("gloss", "") if entry else "",
                STATES[code], reason,
            )
            for number, name, entry, code, reason in rows
        ]  # fmt: skip

    def report(self) -> ImportReport:
        """Return what happened to the clips, and the tiers of ELAN files after `begin`."""
        counts = self.summary
        skipped = [Skipped(f.path, f.reason) for f in self.files(0, MAX_REASONS, "left out")]
        dataset = self.format if self.usual.recipe else ""
        return ImportReport(
            counts.added, counts.already, tuple(skipped), counts.left_out, self._tiers, dataset,
            self._unfetched(),
        )  # fmt: skip

    def _unfetched(self) -> tuple[Unfetched, ...]:
        """Return how many films were not fetched, by host and reason, the most frequent first."""
        if not self.usual.download:
            return ()
        rows = self._rows(
            "SELECT entry, reason FROM files WHERE state = 3 AND reason LIKE ?", f"{UNFETCHED}%"
        )
        named = ((restored(json.loads(e), self.usual).address, reason) for e, reason in rows)
        counts = Counter((host_of(a), reason.removeprefix(UNFETCHED)) for a, reason in named)
        return tuple(Unfetched(*key, count) for key, count in counts.most_common())

    def _rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        with explain_errors(self._file):
            return self._db.execute(sql, values).fetchall()


class Imports:
    """The imports of a dictionary: `folder` contains a file for each."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def all(self) -> list[Summary]:
        """Return every import, the newest first; damaged files are skipped."""
        summaries = []
        for file in reversed(_files(self._folder)):
            with suppress(LibraryError), Import(file) as job:
                summaries.append(job.summary)
        return summaries

    def open(self, number: int) -> Import:
        """Open an import. Raise LibraryError if no import has this number."""
        return Import(self._folder / f"{number:06}.db")

    def begin(self, usual: ClipEntry) -> Steps[Import]:
        """List the clips to be read; replace an unfinished import of the same path."""
        for summary in self.all():
            if summary.path == usual.path and summary.waiting:
                self.forget(summary.number)
        return (yield from Import.begin(self._folder, usual))

    def again(self, number: int) -> Steps[Import]:
        """List the clips of an import again; what it added is not read again."""
        with self.open(number) as job:
            usual = job.usual
        if not usual.path.exists():
            raise vanished(usual.path)
        old = self._folder / f"{number:06}.db"
        new = yield from Import.begin(self._folder, usual, old)
        self.forget(number)
        return new

    def forget(self, number: int) -> None:
        """Remove an import; what it added stays. Raise LibraryError if it does not exist."""
        file = self._folder / f"{number:06}.db"
        if not file.is_file():
            raise _missing(number)
        with explain_errors(file):
            file.unlink()
        rmtree(_scratch(file), ignore_errors=True)


def vanished(path: Path) -> ManifestError:
    """Return the error for clips that no longer exist."""
    return ManifestError(
        f"{path} no longer exists.",
        hint="Put it back or plug it in, then resume. What was added so far stays.",
    )


def _write_list(new: Path, usual: ClipEntry, old: Path | None, tiers: TierCounts) -> Steps[None]:
    """Write the list of an import; clips that `old` recorded as added are marked as such."""
    count = 0
    with explain_errors(new), closing(_connect(new)) as db:
        db.executescript(_TABLES)
        title = manifest.kind(usual).title
        values = json.dumps(asdict(usual) | {"path": str(usual.path)})
        now = datetime.now(UTC).isoformat(timespec="seconds")
        sources: dict[str, None] = {}  # in the order of the list
        numbered = enumerate(manifest.rows(usual, tiers), start=1)
        while rows := list(islice(numbered, _BATCH)):
            db.executemany(
                "INSERT INTO files VALUES (?, ?, ?, ?, ?)",
                [_as_row(number, row, usual) for number, row in rows],
            )
            sources |= {row.source: None for _, row in rows if isinstance(row, ClipEntry)}
            count += len(rows)
            yield Progress(count, 0, usual.path.name)
        named = json.dumps([*sources] or [usual.source])
        db.execute("INSERT INTO about VALUES (?, ?, ?, ?)", [values, title, now, named])
        if old:
            db.execute("ATTACH ? AS old", [encoded(old)])
            db.execute(
                "UPDATE files SET state = 2 WHERE entry IN"
                " (SELECT entry FROM old.files WHERE state IN (1, 2))"
            )
        db.execute("CREATE INDEX files_by_state ON files (state, number)")
        db.commit()


def _as_row(number: int, row: ClipEntry | Skipped, usual: ClipEntry) -> list[object]:
    if isinstance(row, Skipped):
        return [number, encoded(row.path), None, STATES.index("left out"), row.reason]
    return [number, encoded(row.path), json.dumps(stored(row, usual)), 0, ""]


def _connect(file: Path) -> sqlite3.Connection:
    db = sqlite3.connect(file)
    db.execute("PRAGMA synchronous = OFF")  # clips whose result is lost are read again
    return db


def _files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.glob("*.db") if file.stem.isdecimal())


def _forget_oldest(folder: Path) -> None:
    """Remove the oldest finished imports."""
    for file in _files(folder)[:-_KEPT]:
        with suppress(LibraryError, OSError):
            with Import(file) as job:
                waiting = job.summary.waiting
            if not waiting:
                file.unlink()
                rmtree(_scratch(file), ignore_errors=True)


def _scratch(file: Path) -> Path:
    """Return the folder of films of an import that are not kept."""
    return file.with_suffix(".films")


def _missing(number: int) -> LibraryError:
    return LibraryError(
        f"There is no import {number}.", hint="List the imports: signdict imports list"
    )
