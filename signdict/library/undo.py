"""Changes of a library that can be undone.

Before a change, the rows that it will touch are copied to tables of their own, named after the
number of the change. Undoing a change puts the copies in the place of the current rows. The newest
change is undone first.
"""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from signdict.library import embeddings

#: Changes that can be undone; older ones are forgotten.
KEPT = 20


@dataclass(frozen=True, slots=True)
class Change:
    """What was done, in a sentence, and when (UTC, in ISO 8601)."""

    id: int
    said: str
    made: str


def begin(
    connection: sqlite3.Connection, said: str, signs: Iterable[int] = (), *, deep: bool = False
) -> None:
    """Record a change before it is made: the signs that it touches and which sources are off.

    `said` describes the change in a sentence. Without `deep`, undoing restores the labels of the
    signs and the sign of each clip; with `deep`, also removed clips, landmarks and vectors.
    """
    now = datetime.now(UTC).isoformat(timespec="seconds")
    number = connection.execute(
        "INSERT INTO changes (said, made) VALUES (?, ?)", [said, now]
    ).lastrowid
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS touched (sign INTEGER PRIMARY KEY)")
    connection.execute("DELETE FROM touched")
    connection.executemany("INSERT OR IGNORE INTO touched VALUES (?)", ((sign,) for sign in signs))
    touched = "IN (SELECT sign FROM touched)"
    conditions = {
        "switched_off": "1",
        "signs": f"id {touched}",
        "sources": f"name IN (SELECT source FROM signs WHERE id {touched})",
        "clips": f"sign {touched}",
    }
    conditions |= {
        table: f"{column} {touched}" for table, column in _referring(connection, "signs")
    }
    if deep:
        clips = f"IN (SELECT id FROM clips WHERE sign {touched})"
        conditions |= {
            table: f"{column} {clips}" for table, column in _referring(connection, "clips")
        }
    for table, condition in conditions.items():
        connection.execute(
            f'CREATE TABLE "was {number} {table}" AS SELECT * FROM "{table}" WHERE {condition}'
        )
    _forget_oldest(connection)


def changes(connection: sqlite3.Connection) -> list[Change]:
    """Return the changes that can be undone, the newest first."""
    rows = connection.execute("SELECT id, said, made FROM changes ORDER BY id DESC")
    return [Change(*row) for row in rows]


def undo(connection: sqlite3.Connection) -> Change | None:
    """Undo the newest change and return it; None if there is no change."""
    newest = next(iter(changes(connection)), None)
    if newest is None:
        return None
    connection.execute("PRAGMA defer_foreign_keys = ON")
    copies = {name: f'"was {newest.id} {name}"' for name in _copied(connection, newest.id)}
    connection.execute("DELETE FROM switched_off")
    connection.execute(f"INSERT INTO switched_off SELECT * FROM {copies.pop('switched_off')}")
    _restore_signs(connection, copies)
    for table, column in _referring(connection, "signs"):
        if table in copies and table != "clips":
            condition = f"{column} IN (SELECT id FROM returning_signs)"
            connection.execute(f'DELETE FROM "{table}" WHERE {condition}')
            _restore(connection, table, copies[table], condition)
    for table, column in _referring(connection, "clips"):
        if table in copies:
            _restore(connection, table, copies[table], f"{column} IN (SELECT id FROM clips)")
    forget(connection, newest.id)
    embeddings.raise_generation(connection)
    return newest


def forget(connection: sqlite3.Connection, number: int) -> None:
    """Remove a change and its copies; it can no longer be undone."""
    for table in _copied(connection, number):
        connection.execute(f'DROP TABLE "was {number} {table}"')
    connection.execute("DELETE FROM changes WHERE id = ?", [number])


def _restore_signs(connection: sqlite3.Connection, copies: dict[str, str]) -> None:
    """Restore sources, signs, and the sign of each clip.

    If another sign has taken the label of a sign in the meantime, that one gets its clips.
    """
    signs, clips = copies["signs"], copies["clips"]
    _restore(connection, "sources", copies["sources"])
    for table in ("twins", "returning_signs"):
        connection.execute(f"DROP TABLE IF EXISTS temp.{table}")
    connection.execute(
        f"CREATE TEMP TABLE twins AS SELECT was.id AS old, signs.id AS new FROM {signs} AS was"
        " JOIN signs USING (source, gloss, sign_language, variant)"
        f" WHERE signs.id NOT IN (SELECT id FROM {signs})"
    )
    connection.execute(
        f"CREATE TEMP TABLE returning_signs AS SELECT id FROM {signs}"
        " WHERE id NOT IN (SELECT old FROM twins)"
    )
    connection.execute(  # a temporary label each, because two signs may have exchanged labels
        "UPDATE signs SET variant = 'returning ' || id WHERE id IN (SELECT id FROM returning_signs)"
    )
    _upsert(connection, "signs", signs, "id IN (SELECT id FROM returning_signs)")
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


def _restore(connection: sqlite3.Connection, table: str, copy: str, condition: str = "1") -> None:
    """Insert the copied rows that are missing."""
    listed = ", ".join(f'"{name}"' for name in _columns(connection, table))
    connection.execute(
        f'INSERT OR IGNORE INTO "{table}" ({listed}) SELECT {listed} FROM {copy} WHERE {condition}'
    )


def _upsert(connection: sqlite3.Connection, table: str, copy: str, condition: str) -> None:
    """Restore rows by their id. Unlike REPLACE, this deletes no row that refers to them."""
    columns = [f'"{name}"' for name in _columns(connection, table)]
    new = ", ".join(f"{name} = excluded.{name}" for name in columns[1:])
    listed = ", ".join(columns)
    connection.execute(
        f'INSERT INTO "{table}" ({listed}) SELECT {listed} FROM {copy} WHERE {condition}'
        f" ON CONFLICT (id) DO UPDATE SET {new}"
    )


def _referring(connection: sqlite3.Connection, target: str) -> list[tuple[str, str]]:
    """Return the tables with a foreign key to `target`, each with the column of that key."""
    return [
        (table, row[3])
        for table in _tables(connection)
        if table != "clips" or target != "signs"
        for row in connection.execute(f'PRAGMA foreign_key_list("{table}")')
        if row[2] == target
    ]


def _columns(connection: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]


def _copied(connection: sqlite3.Connection, number: int) -> list[str]:
    """Return the names of the tables that a change copied."""
    start = f"was {number} "
    return [name.removeprefix(start) for name in _tables(connection) if name.startswith(start)]


def _tables(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
    return [name for (name,) in rows.fetchall()]


def _forget_oldest(connection: sqlite3.Connection) -> None:
    for old in changes(connection)[KEPT:]:
        forget(connection, old.id)
