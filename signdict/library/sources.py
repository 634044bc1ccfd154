"""The rows of sources: their terms, which of them are switched off, and how one is removed."""

import sqlite3
from dataclasses import astuple

from signdict.core.types import Source
from signdict.library import embeddings, undo

_COUNTED = (
    "SELECT sources.*, count(signs.id) FROM sources LEFT JOIN signs"
    " ON signs.source = sources.name GROUP BY sources.name ORDER BY sources.name"
)


def all_sources(connection: sqlite3.Connection) -> list[tuple[Source, int]]:
    """Return every source with its number of signs, by name."""
    return [(Source(*row[:-1]), row[-1]) for row in connection.execute(_COUNTED)]


def merged(connection: sqlite3.Connection, source: Source) -> Source | None:
    """Return a source with its empty fields filled from what is stored; None if nothing changes."""
    row = connection.execute("SELECT * FROM sources WHERE name = ?", [source.name]).fetchone()
    if row is None:
        return source
    new = Source(*(given or stored for given, stored in zip(astuple(source), row, strict=True)))
    return None if astuple(new) == row else new


def put(connection: sqlite3.Connection, source: Source) -> None:
    """Store a source, in place of the one with its name."""
    connection.execute(
        "INSERT INTO sources (name, title, licence, attribution, version, url)"
        " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (name) DO UPDATE SET title = excluded.title,"
        " licence = excluded.licence, attribution = excluded.attribution,"
        " version = excluded.version, url = excluded.url",
        astuple(source),
    )


def put_if_new(connection: sqlite3.Connection, source: Source) -> None:
    """Store a source unless there is one with its name."""
    connection.execute("INSERT OR IGNORE INTO sources VALUES (?, ?, ?, ?, ?, ?)", astuple(source))


def switched_off(connection: sqlite3.Connection) -> set[str]:
    """Return the names of the sources that are switched off."""
    return {name for (name,) in connection.execute("SELECT source FROM switched_off")}


def switch(connection: sqlite3.Connection, name: str, *, on: bool) -> None:
    """Switch a source on or off. It can be undone."""
    undo.begin(connection, f"Switched {name} {'on' if on else 'off'}.")
    if on:
        connection.execute("DELETE FROM switched_off WHERE source = ?", [name])
    else:
        connection.execute("INSERT INTO switched_off VALUES (?)", [name])


def remove(connection: sqlite3.Connection, name: str, *, undoable: bool) -> int:
    """Remove a source with its signs and return their number."""
    rows = connection.execute("SELECT id FROM signs WHERE source = ?", [name]).fetchall()
    signs = [sign for (sign,) in rows]
    if undoable:
        undo.begin(connection, f"Removed {name}, {len(signs)} signs.", signs, deep=True)
    connection.execute("DELETE FROM sources WHERE name = ?", [name])
    connection.execute("DELETE FROM switched_off WHERE source = ?", [name])
    embeddings.raise_generation(connection)
    return len(signs)
