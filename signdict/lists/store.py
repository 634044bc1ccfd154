"""The lists that somebody keeps: one SQLite file beside the library, and every change undone.

Each change is one transaction that first writes down how the list was before, so that windows and
commands may work on the same file, and what was done last is undone whoever did it.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

from signdict.core.errors import ListError
from signdict.lists import signlist
from signdict.lists.signlist import LONGEST_NAME, Outline, SignList, checked_name

#: Changes that can be undone; older ones are forgotten.
_STEPS = 200
#: Seconds to wait for another window or command that is writing.
_PATIENCE = 5.0
#: The second number of the file says which tables it has.
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


class ListStore:
    """The lists of one file, which comes into being with the first list.

    Every method raises ListError, in the user's words, if the file cannot be read or written; then
    nothing of that call was kept.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def outlines(self) -> list[Outline]:
        """Return all lists in the order of the alphabet, without their signs."""
        with self._reading() as db:
            rows = db.execute("SELECT name, key, count FROM lists ORDER BY folded").fetchall()
        return [Outline(*row) for row in rows]

    def open(self, name: str) -> SignList:
        """Return a list by its name, in any case. Raise ListError if there is none."""
        with self._reading() as db:
            return self._find(db, name)

    def make(self, name: str) -> SignList:
        """Begin a list. Raise ListError if the name is taken, or is none."""
        return self.keep(SignList(checked_name(name)), "make")

    def keep(self, signs: SignList, what: str = "import") -> SignList:
        """Take in a list that came from elsewhere, under a name that is still free.

        A list that is here already, by its key, stays: the new one is one of its own.
        """
        with self._writing() as db:
            if db.execute("SELECT 1 FROM lists WHERE key = ?", [signs.key]).fetchone():
                signs = replace(signs, key=SignList("").key)
            if what == "make":
                self._refuse_taken(db, signs.name)
            signs = replace(signs, name=self._free(db, signs.name))
            self._note(db, what, signs.key, None)
            self._put(db, signs)
        return signs

    def change(self, name: str, act: Callable[[SignList], SignList], what: str) -> SignList:
        """Put in the place of a list what `act` makes of it, and return that."""
        with self._writing() as db:
            before = self._find(db, name)
            after = act(before)
            if after.name.casefold() != before.name.casefold():
                self._refuse_taken(db, after.name)
            if after != before:
                self._note(db, what, before.key, before)
                self._put(db, after)
        return after

    def duplicate(self, name: str, new: str = "") -> SignList:
        """Make another list with the same signs, under a name of its own."""
        there = self.open(name)
        if new:
            with self._reading() as db:
                self._refuse_taken(db, checked_name(new))
        copy = replace(there, key=SignList("").key, name=checked_name(new) if new else there.name)
        return self.keep(copy, "duplicate")

    def remove(self, name: str) -> SignList:
        """Remove a list, and return it as it was."""
        with self._writing() as db:
            gone = self._find(db, name)
            self._note(db, "remove", gone.key, gone)
            db.execute("DELETE FROM lists WHERE key = ?", [gone.key])
        return gone

    def content(self) -> bytes | None:
        """All lists with what can be undone, as the bytes of such a file; None without a file."""
        if not self._path.is_file():
            return None
        with self._reading() as db:
            return db.serialize()

    def check(self, content: bytes) -> None:
        """Raise ListError if these are not the bytes of such a file, in which every list is one."""
        with self._told(), closing(_loaded(content)) as db:
            for (body,) in db.execute("SELECT body FROM lists").fetchall():
                signlist.parsed(body, self._path.name)
            db.execute("SELECT number, what, key, before FROM changes").fetchall()

    def take_over(self, content: bytes | None) -> None:
        """Put what such a file holds in the place of all lists, or nothing: all of it or none."""
        with self._writing() as db:
            for table in _COLUMNS:
                db.execute(f"DELETE FROM {table}")
            if content is None:
                return
            with closing(_loaded(content)) as other:
                for table, columns in _COLUMNS.items():
                    names = ", ".join(columns)
                    asked = ", ".join("?" * len(columns))
                    rows = other.execute(f"SELECT {names} FROM {table}")
                    db.executemany(f"INSERT INTO {table} ({names}) VALUES ({asked})", rows)

    def undo(self) -> tuple[str, str] | None:
        """Take the last change back: what it was, and the name of its list. None if none is."""
        with self._writing() as db:
            newest = "SELECT number, what, key, before FROM changes ORDER BY number DESC LIMIT 1"
            row = db.execute(newest).fetchone()
            if row is None:
                return None
            number, what, key, before = row
            there = db.execute("SELECT name FROM lists WHERE key = ?", [key]).fetchone()
            db.execute("DELETE FROM changes WHERE number = ?", [number])
            if before is None:
                db.execute("DELETE FROM lists WHERE key = ?", [key])
                return what, there[0] if there else ""
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

    def _note(self, db: sqlite3.Connection, what: str, key: str, before: SignList | None) -> None:
        body = signlist.text_of(before) if before else None
        db.execute("INSERT INTO changes (what, key, before) VALUES (?, ?, ?)", [what, key, body])
        db.execute(
            "DELETE FROM changes WHERE number <= (SELECT max(number) FROM changes) - ?", [_STEPS]
        )

    def _refuse_taken(self, db: sqlite3.Connection, name: str) -> None:
        if self._taken(db, name):
            raise ListError(f"There is a list named {name} already.", hint="Choose another name.")

    def _free(self, db: sqlite3.Connection, name: str) -> str:
        """The name, or the next one that no list has: "My class (2)"."""
        tried, number = name, 1
        while self._taken(db, tried):
            number += 1
            ending = f" ({number})"
            tried = name[: LONGEST_NAME - len(ending)] + ending
        return tried

    def _taken(self, db: sqlite3.Connection, name: str) -> bool:
        row = db.execute("SELECT 1 FROM lists WHERE folded = ?", [name.casefold()]).fetchone()
        return row is not None

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        """The file, to be read; an empty one in memory while there is none."""
        there = self._path.is_file()
        with self._told(), closing(_connected(self._path if there else None)) as db:
            yield db

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """The file, to be changed: all of it or nothing."""
        with self._told():
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with closing(_connected(self._path)) as db:
                db.execute("BEGIN IMMEDIATE")
                try:
                    yield db
                except BaseException:
                    if db.in_transaction:  # on a full disk SQLite has taken it back itself
                        db.execute("ROLLBACK")
                    raise
                db.execute("COMMIT")

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as refusal:
            raise self._worded(getattr(refusal, "sqlite_errorname", "")) from refusal
        except OSError as refusal:
            raise self._worded("SQLITE_READONLY") from refusal

    def _worded(self, name: str) -> ListError:
        if name.startswith("SQLITE_FULL"):
            return ListError(
                f"The disk with your lists, {self._path}, is full.",
                hint="Free some space, then try again. The lists are as they were.",
            )
        if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            return ListError("Another program is changing your lists.", hint="Try again.")
        if name.startswith(("SQLITE_READONLY", "SQLITE_IOERR", "SQLITE_PERM", "SQLITE_CANTOPEN")):
            return ListError(
                f"Your lists, {self._path}, cannot be opened or written.",
                hint="See that you may write to that folder. The lists are as they were.",
            )
        return ListError(
            f"{self._path} is damaged, or holds no lists of this signdict.",
            hint="Put back a copy, or move it away to begin anew. Nothing was changed.",
        )


def _connected(path: Path | None) -> sqlite3.Connection:
    """Open a file with its tables, made where it is new; its changes are ours to begin and end."""
    db = sqlite3.connect(path or ":memory:", timeout=_PATIENCE, isolation_level=None)
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
    """The bytes of such a file, open in memory. Raise DatabaseError if they are something else."""
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
