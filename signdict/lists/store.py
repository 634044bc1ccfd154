"""Stores a user's lists in one SQLite file next to the library, where every change can be undone.

Each change is one transaction that first records how the list was before. Windows and commands may
therefore use one file, and the last change is undone no matter which of them made it.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

from signdict.core.errors import ListError
from signdict.library import database
from signdict.lists import signlist
from signdict.lists.signlist import LONGEST_NAME, Outline, SignList, checked_name

#: Changes that can be undone; older ones are forgotten.
_STEPS = 200
#: Seconds to wait for another window or command that is writing.
_TIMEOUT = 5.0
#: The version of the tables, stored as `user_version` in the file.
_VERSION = 1
_TABLES = """
    CREATE TABLE IF NOT EXISTS lists (
        key TEXT PRIMARY KEY, name TEXT NOT NULL, folded TEXT NOT NULL UNIQUE,
        count INTEGER NOT NULL, body TEXT NOT NULL
    );
    CREATE TABLE IF NOT EXISTS changes (
        number INTEGER PRIMARY KEY AUTOINCREMENT, what TEXT NOT NULL,
        key TEXT NOT NULL, before TEXT
    );
    PRAGMA user_version = 1;
"""
_COLUMNS = {
    "lists": ("key", "name", "folded", "count", "body"),
    "changes": ("number", "what", "key", "before"),
}
_NOT_OPENED = (
    "Your lists, {path}, cannot be opened or written.",
    "Check that you may write to that folder. The lists are unchanged.",
)
_ERRORS = database.FileErrors(
    ListError,
    damaged=(
        "{path} is damaged, or it contains no lists of this version of signdict.",
        "Restore a copy, or move the file away to start again. Nothing was changed.",
    ),
    full=(
        "The disk with your lists, {path}, is full.",
        "Free some space, then try again. The lists are unchanged.",
    ),
    busy=("Another program is changing your lists.", "Try again."),
    not_opened=_NOT_OPENED,
    not_writable=_NOT_OPENED,
    known_only=False,
)


class ListStore:
    """The lists of one file, which the first list creates.

    Every method raises ListError if the file cannot be read or written; then the call changed
    nothing.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def outlines(self) -> list[Outline]:
        """Return all lists in alphabetical order, without their signs."""
        with self._reading() as db:
            rows = db.execute("SELECT name, key, count FROM lists ORDER BY folded").fetchall()
        return [Outline(*row) for row in rows]

    def open(self, name: str) -> SignList:
        """Return a list by its name, in any case. Raise ListError if no list has this name."""
        with self._reading() as db:
            return self._find(db, name)

    def make(self, name: str) -> SignList:
        """Create a list. Raise ListError if the name is empty, too long or taken."""
        return self.keep(SignList(checked_name(name)), "make")

    def keep(self, signs: SignList, what: str = "import") -> SignList:
        """Add a list, under a free name if its own is taken, and return it as it is stored.

        If a list with its key exists, the new list gets a key of its own. `what` names the change.
        """
        with self._writing() as db:
            if db.execute("SELECT 1 FROM lists WHERE key = ?", [signs.key]).fetchone():
                signs = replace(signs, key=SignList("").key)
            if what == "make":
                self._check_free(db, signs.name)
            signs = replace(signs, name=self._free(db, signs.name))
            self._record(db, what, signs.key, None)
            self._put(db, signs)
        return signs

    def change(self, name: str, act: Callable[[SignList], SignList], what: str) -> SignList:
        """Replace a list by what `act` makes of it, and return the result."""
        with self._writing() as db:
            before = self._find(db, name)
            after = act(before)
            if after.name.casefold() != before.name.casefold():
                self._check_free(db, after.name)
            if after != before:
                self._record(db, what, before.key, before)
                self._put(db, after)
        return after

    def duplicate(self, name: str, new: str = "") -> SignList:
        """Add a copy of a list under another name."""
        original = self.open(name)
        if new:
            with self._reading() as db:
                self._check_free(db, checked_name(new))
        title = checked_name(new) if new else original.name
        return self.keep(replace(original, key=SignList("").key, name=title), "duplicate")

    def remove(self, name: str) -> SignList:
        """Remove a list, and return it as it was."""
        with self._writing() as db:
            removed = self._find(db, name)
            self._record(db, "remove", removed.key, removed)
            db.execute("DELETE FROM lists WHERE key = ?", [removed.key])
        return removed

    def content(self) -> bytes | None:
        """Return the file with all lists and their changes as bytes; None without a file."""
        if not self._path.is_file():
            return None
        with self._reading() as db:
            return db.serialize()

    def replace_with(self, content: bytes | None) -> None:
        """Replace all lists by what `content` returned, or by nothing: completely or not at all."""
        with self._writing() as db:
            for table in _COLUMNS:
                db.execute(f"DELETE FROM {table}")
            if content is None:
                return
            with closing(_loaded(content)) as other:
                for table, columns in _COLUMNS.items():
                    names = ", ".join(columns)
                    marks = ", ".join("?" * len(columns))
                    rows = other.execute(f"SELECT {names} FROM {table}")
                    db.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)

    def undo(self) -> tuple[str, str] | None:
        """Undo the last change; return what it was and the name of its list, or None."""
        with self._writing() as db:
            newest = "SELECT number, what, key, before FROM changes ORDER BY number DESC LIMIT 1"
            row = db.execute(newest).fetchone()
            if row is None:
                return None
            number, what, key, before = row
            current = db.execute("SELECT name FROM lists WHERE key = ?", [key]).fetchone()
            db.execute("DELETE FROM changes WHERE number = ?", [number])
            if before is None:
                db.execute("DELETE FROM lists WHERE key = ?", [key])
                return what, current[0] if current else ""
            signs = signlist.parsed(before, self._path.name)
            self._put(db, signs)
        return what, signs.name

    def _find(self, db: sqlite3.Connection, name: str) -> SignList:
        wanted = checked_name(name)
        row = db.execute("SELECT body FROM lists WHERE folded = ?", [wanted.casefold()]).fetchone()
        if row is None:
            raise ListError(
                f"There is no list named {wanted}.", hint="See their names: signdict lists"
            )
        return signlist.parsed(row[0], self._path.name)

    def _put(self, db: sqlite3.Connection, signs: SignList) -> None:
        db.execute(
            "INSERT INTO lists VALUES (?, ?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET"
            " name = excluded.name, folded = excluded.folded, count = excluded.count,"
            " body = excluded.body",
            [signs.key, signs.name, signs.name.casefold(), len(signs.entries),
             signlist.text_of(signs)],
        )  # fmt: skip

    def _record(self, db: sqlite3.Connection, what: str, key: str, before: SignList | None) -> None:
        """Record a change and the list before it; None if there was no list."""
        body = signlist.text_of(before) if before else None
        db.execute("INSERT INTO changes (what, key, before) VALUES (?, ?, ?)", [what, key, body])
        db.execute(
            "DELETE FROM changes WHERE number <= (SELECT max(number) FROM changes) - ?", [_STEPS]
        )

    def _check_free(self, db: sqlite3.Connection, name: str) -> None:
        if self._is_taken(db, name):
            raise ListError(f"A list named {name} already exists.", hint="Choose another name.")

    def _free(self, db: sqlite3.Connection, name: str) -> str:
        """Return the name, or the first that is free: "My class (2)"."""
        free, number = name, 1
        while self._is_taken(db, free):
            number += 1
            ending = f" ({number})"
            free = name[: LONGEST_NAME - len(ending)] + ending
        return free

    def _is_taken(self, db: sqlite3.Connection, name: str) -> bool:
        row = db.execute("SELECT 1 FROM lists WHERE folded = ?", [name.casefold()]).fetchone()
        return row is not None

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        """Open the file for reading; an empty one in memory if it does not exist."""
        path = self._path if self._path.is_file() else None
        with database.explain_errors(self._path, _ERRORS), closing(_connect(path)) as db:
            yield db

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """Open the file for one change, which is stored completely or not at all."""
        with database.explain_errors(self._path, _ERRORS):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with closing(_connect(self._path)) as db:
                db.execute("BEGIN IMMEDIATE")
                try:
                    yield db
                except BaseException:
                    if db.in_transaction:  # on a full disk SQLite has already rolled back
                        db.execute("ROLLBACK")
                    raise
                db.execute("COMMIT")


def check(content: bytes, path: Path) -> int:
    """Return the number of lists in the bytes of a file of lists.

    Raise ListError, which names `path`, if they are something else.
    """
    with database.explain_errors(path, _ERRORS), closing(_loaded(content)) as db:
        bodies = db.execute("SELECT body FROM lists").fetchall()
        for (body,) in bodies:
            signlist.parsed(body, path.name)
        db.execute("SELECT number, what, key, before FROM changes").fetchall()
    return len(bodies)


def _connect(path: Path | None) -> sqlite3.Connection:
    """Open a file, or memory, with its tables, without automatic transactions."""
    db = sqlite3.connect(path or ":memory:", timeout=_TIMEOUT, isolation_level=None)
    try:
        version = db.execute("PRAGMA user_version").fetchone()[0]
        if version == 0 and not db.execute("SELECT 1 FROM sqlite_master").fetchone():
            db.executescript(f"BEGIN IMMEDIATE; {_TABLES} COMMIT;")
        elif version != _VERSION:
            raise sqlite3.DatabaseError("tables of another version")
    except BaseException:
        db.close()
        raise
    return db


def _loaded(content: bytes) -> sqlite3.Connection:
    """Open the bytes of a file in memory. Raise DatabaseError if they are something else."""
    db = sqlite3.connect(":memory:", isolation_level=None)
    try:
        db.deserialize(content)
        if db.execute("PRAGMA user_version").fetchone()[0] != _VERSION:
            raise sqlite3.DatabaseError("tables of another version")
        if db.execute("PRAGMA quick_check").fetchone()[0] != "ok":
            raise sqlite3.DatabaseError("damaged")
    except BaseException:
        db.close()
        raise
    return db
