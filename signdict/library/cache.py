"""Query results kept in memory until the database changes."""

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")


class QueryCache(Generic[T]):
    """Keeps the result of one query until this or another connection changes the database.

    SQLite reports changes of other connections in `data_version`, and counts the rows that this
    connection changed. `schema_version` rises when a backup replaces the whole file. Inside a
    transaction nothing is cached, because the transaction may be rolled back.
    """

    def __init__(self, db: sqlite3.Connection, query: Callable[[], T]) -> None:
        self._db, self._query = db, query
        self._cached: tuple[tuple[int, int, int], T] | None = None

    def __call__(self) -> T:
        """Return the result. Callers must not change it."""
        if self._db.in_transaction:
            return self._query()
        (data_version,) = self._db.execute("PRAGMA data_version").fetchone()
        (schema_version,) = self._db.execute("PRAGMA schema_version").fetchone()
        version = (data_version, schema_version, self._db.total_changes)
        if self._cached is None or self._cached[0] != version:
            self._cached = (version, self._query())
        return self._cached[1]


class RowCache(Generic[T]):
    """Keeps values by their id until the database changes, at most `size` of them.

    Queries that follow each other mostly ask for the same ids.
    """

    def __init__(
        self, db: sqlite3.Connection, query: Callable[[Sequence[int]], dict[int, T]], size: int
    ) -> None:
        self._query, self._size = query, size
        self._cached = QueryCache[dict[int, T]](db, dict)

    def __call__(self, ids: Iterable[int]) -> dict[int, T]:
        """Return the values of these ids, in their order; ids without a value are omitted."""
        wanted, rows = [*dict.fromkeys(map(int, ids))], self._cached()
        missing = [number for number in wanted if number not in rows]
        if len(rows) + len(missing) > self._size:
            rows, missing = self._emptied(rows, len(wanted)), wanted
        if missing:
            rows |= self._query(missing)
        return {number: rows[number] for number in wanted if number in rows}

    def _emptied(self, rows: dict[int, T], wanted: int) -> dict[int, T]:
        """Empty the cache; return a dict of its own for more ids than the cache can hold."""
        if wanted > self._size:
            return {}
        rows.clear()
        return rows
