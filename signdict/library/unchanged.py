"""Answers of a database that are kept until it changes."""

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")


class Unchanged(Generic[T]):
    """Asks once, and again only after this or another program changed something.

    SQLite tells of changes of others in `data_version`, counts rows that this connection changed,
    and counts `schema_version` up where a copy took the place of all. While changes may still be
    taken back nothing is kept.
    """

    def __init__(self, db: sqlite3.Connection, ask: Callable[[], T]) -> None:
        self._db, self._ask = db, ask
        self._kept: tuple[tuple[int, int, int], T] | None = None

    def __call__(self) -> T:
        """The answer, which is not to be changed by who gets it."""
        if self._db.in_transaction:
            return self._ask()
        (others,) = self._db.execute("PRAGMA data_version").fetchone()
        (copies,) = self._db.execute("PRAGMA schema_version").fetchone()
        state = (others, copies, self._db.total_changes)
        if self._kept is None or self._kept[0] != state:
            self._kept = (state, self._ask())
        return self._kept[1]


class Remembered(Generic[T]):
    """What a database says of single numbers, kept until it changes; of `most` of them at a time.

    Questions that follow one another are about much the same numbers.
    """

    def __init__(
        self, db: sqlite3.Connection, ask: Callable[[Sequence[int]], dict[int, T]], most: int
    ) -> None:
        self._ask, self._most = ask, most
        self._known = Unchanged[dict[int, T]](db, dict)

    def __call__(self, numbers: Iterable[int]) -> dict[int, T]:
        """What is known of these numbers, in their order, as far as they are there."""
        wanted, known = [*dict.fromkeys(map(int, numbers))], self._known()
        new = [number for number in wanted if number not in known]
        if len(known) + len(new) > self._most:
            known, new = self._emptied(known, len(wanted)), wanted
        if new:
            known |= self._ask(new)
        return {number: known[number] for number in wanted if number in known}

    def _emptied(self, known: dict[int, T], wanted: int) -> dict[int, T]:
        """Room for what is wanted: beside what is kept, where it is too much to be kept."""
        if wanted > self._most:
            return {}
        known.clear()
        return known
