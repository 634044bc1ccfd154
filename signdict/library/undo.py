"""Changes of a library that can be taken back: what they touch is kept beside, table by table.

A change keeps copies of the rows that it is about to touch, in tables of its own. To take it back
is to put these rows in the place of those that are there now. The newest change comes first.
"""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from signdict.library import records

#: Changes that can be taken back; older ones are forgotten.
KEPT = 20
_TABLES = """
    CREATE TABLE IF NOT EXISTS changes (
        id INTEGER PRIMARY KEY AUTOINCREMENT, said TEXT NOT NULL, made TEXT NOT NULL
    );
    CREATE TABLE IF NOT EXISTS switched_off (source TEXT PRIMARY KEY);
"""


@dataclass(frozen=True, slots=True)
class Change:
    """What was done, in a sentence, and when."""

    id: int
    said: str
    made: str


def begin(
    connection: sqlite3.Connection, said: str, signs: Iterable[int] = (), *, deep: bool = False
) -> None:
    """Keep what some signs are now, and which sources are off; `deep` with landmarks and vectors.

    Without `deep` only labels and the sign of each clip are put back.
    """
    prepare(connection)
    now = datetime.now(UTC).isoformat(timespec="seconds")
    number = connection.execute(
        "INSERT INTO changes (said, made) VALUES (?, ?)", [said, now]
    ).lastrowid
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS touched (sign INTEGER PRIMARY KEY)")
    connection.execute("DELETE FROM touched")
    connection.executemany("INSERT OR IGNORE INTO touched VALUES (?)", ((one,) for one in signs))
    ours = "IN (SELECT sign FROM touched)"
    chosen = {
        "switched_off": "1",
        "signs": f"id {ours}",
        "sources": f"name IN (SELECT source FROM signs WHERE id {ours})",
        "clips": f"sign {ours}",
    }
    chosen |= {table: f"{column} {ours}" for table, column in _leaning(connection, "signs")}
    if deep:
        clips = f"IN (SELECT id FROM clips WHERE sign {ours})"
        chosen |= {table: f"{column} {clips}" for table, column in _leaning(connection, "clips")}
    for table, where in chosen.items():
        connection.execute(
            f'CREATE TABLE "was {number} {table}" AS SELECT * FROM "{table}" WHERE {where}'
        )
    _forget_oldest(connection)


def prepare(connection: sqlite3.Connection) -> None:
    """Make the tables that only a library which is written to has."""
    for statement in _TABLES.split(";"):
        connection.execute(statement)


def changes(connection: sqlite3.Connection) -> list[Change]:
    """What can be taken back, the newest first."""
    if not _there(connection, "changes"):
        return []
    rows = connection.execute("SELECT id, said, made FROM changes ORDER BY id DESC")
    return [Change(*row) for row in rows]


def switched_off(connection: sqlite3.Connection) -> set[str]:
    """The names of the sources that are off."""
    if not _there(connection, "switched_off"):
        return set()
    return {row[0] for row in connection.execute("SELECT source FROM switched_off")}


def undo(connection: sqlite3.Connection) -> Change | None:
    """Take the newest change back, and return what it was; None if there is none."""
    newest = next(iter(changes(connection)), None)
    if newest is None:
        return None
    connection.execute("PRAGMA defer_foreign_keys = ON")
    was = {name: f'"was {newest.id} {name}"' for name in _kept(connection, newest.id)}
    connection.execute("DELETE FROM switched_off")
    connection.execute(f"INSERT INTO switched_off SELECT * FROM {was.pop('switched_off')}")
    _put_back_signs(connection, was)
    for table, column in _leaning(connection, "signs"):
        if table in was and table != "clips":
            ours = f"{column} IN (SELECT id FROM coming)"
            connection.execute(f'DELETE FROM "{table}" WHERE {ours}')
            _put_back(connection, table, was[table], ours)
    for table, column in _leaning(connection, "clips"):
        if table in was:
            _put_back(connection, table, was[table], f"{column} IN (SELECT id FROM clips)")
    forget(connection, newest.id)
    records.changed(connection)
    return newest


def forget(connection: sqlite3.Connection, number: int) -> None:
    """Keep a change no longer."""
    for table in _kept(connection, number):
        connection.execute(f'DROP TABLE "was {number} {table}"')
    connection.execute("DELETE FROM changes WHERE id = ?", [number])


def _put_back_signs(connection: sqlite3.Connection, was: dict[str, str]) -> None:
    """Put back sources, signs, and the sign of each clip.

    A sign whose name another sign has taken meanwhile gives its clips to that one.
    """
    signs, clips = was["signs"], was["clips"]
    _put_back(connection, "sources", was["sources"])
    for table in ("twins", "coming"):
        connection.execute(f"DROP TABLE IF EXISTS temp.{table}")
    connection.execute(
        f"CREATE TEMP TABLE twins AS SELECT was.id AS old, signs.id AS new FROM {signs} AS was"
        " JOIN signs USING (source, gloss, sign_language, variant)"
        f" WHERE signs.id NOT IN (SELECT id FROM {signs})"
    )
    connection.execute(
        f"CREATE TEMP TABLE coming AS SELECT id FROM {signs}"
        " WHERE id NOT IN (SELECT old FROM twins)"
    )
    connection.execute(  # out of each other's way: two may have changed names
        "UPDATE signs SET variant = 'returning ' || id WHERE id IN (SELECT id FROM coming)"
    )
    _upsert(connection, "signs", signs, "id IN (SELECT id FROM coming)")
    connection.execute(
        f"UPDATE {clips} SET sign = (SELECT new FROM twins WHERE old = sign)"
        " WHERE sign IN (SELECT old FROM twins)"
    )
    _upsert(
        connection, "clips", clips,
        f"digest NOT IN (SELECT digest FROM clips WHERE id NOT IN (SELECT id FROM {clips}))",
    )  # fmt: skip
    connection.execute(
        "DELETE FROM signs WHERE id IN (SELECT old FROM twins)"
        " AND id NOT IN (SELECT sign FROM clips)"
    )


def _put_back(connection: sqlite3.Connection, table: str, was: str, where: str = "1") -> None:
    """Put back the rows that are not there; names are numbered anew."""
    columns = [name for name in _columns(connection, table) if (table, name) != ("names", "id")]
    listed = ", ".join(f'"{name}"' for name in columns)
    connection.execute(
        f'INSERT OR IGNORE INTO "{table}" ({listed}) SELECT {listed} FROM {was} WHERE {where}'
    )


def _upsert(connection: sqlite3.Connection, table: str, was: str, where: str) -> None:
    """Put rows back by their id; unlike REPLACE this deletes nothing that leans on them."""
    columns = [f'"{name}"' for name in _columns(connection, table)]
    new = ", ".join(f"{name} = excluded.{name}" for name in columns[1:])
    listed = ", ".join(columns)
    connection.execute(
        f'INSERT INTO "{table}" ({listed}) SELECT {listed} FROM {was} WHERE {where}'
        f" ON CONFLICT (id) DO UPDATE SET {new}"
    )


def _leaning(connection: sqlite3.Connection, on: str) -> list[tuple[str, str]]:
    """The tables that lean on another, each with the column in which it names a row of that."""
    tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
    return [
        (table, row[3])
        for (table,) in tables
        if table != "clips" or on != "signs"
        for row in connection.execute(f'PRAGMA foreign_key_list("{table}")')
        if row[2] == on
    ]


def _columns(connection: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]


def _kept(connection: sqlite3.Connection, number: int) -> list[str]:
    start = f"was {number} "
    rows = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
    return [name.removeprefix(start) for (name,) in rows if name.startswith(start)]


def _there(connection: sqlite3.Connection, table: str) -> bool:
    found = connection.execute("SELECT 1 FROM sqlite_schema WHERE name = ?", [table])
    return found.fetchone() is not None


def _forget_oldest(connection: sqlite3.Connection) -> None:
    for old in changes(connection)[KEPT:]:
        forget(connection, old.id)
