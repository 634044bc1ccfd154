"""Answers of a database that are kept until it changes."""

import sqlite3
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Unchanged(Generic[T]):
    """Asks once, and again only after this or another program changed something.

    SQLite tells of changes of others in `data_version`, and counts rows that this connection
    changed. While changes may still be taken back nothing is kept.
    """

    def __init__(self, db: sqlite3.Connection, ask: Callable[[], T]) -> None:
        self._db, self._ask = db, ask
        self._kept: tuple[tuple[int, int], T] | None = None

    def __call__(self) -> T:
        """The answer, which is not to be changed by who gets it."""
        if self._db.in_transaction:
            return self._ask()
        (others,) = self._db.execute("PRAGMA data_version").fetchone()
        state = (others, self._db.total_changes)
        if self._kept is None or self._kept[0] != state:
            self._kept = (state, self._ask())
        return self._kept[1]
