"""The tables of a library. Only modules of this package contain SQL for them."""

import re
import sqlite3

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

#: `place` is the sort key of a sign. In `vectors`, `length` is the length of the model's own
#: vector, `vector` is scaled to 1; `tokens` are the frame tokens of a clip in half precision,
#: `moments` their number, both NULL if the model has none. `foreign_vectors` are vectors of clips
#: in a library that cannot be written, by the digest of the clip. `made_with` names
#: the tracker of clips that came from videos. `changes` lists what can be undone (see `undo`).
_TABLES = """
    CREATE TABLE state (generation INTEGER NOT NULL);
    INSERT INTO state VALUES (0);
    CREATE TABLE sources (
        name TEXT PRIMARY KEY, title TEXT NOT NULL, licence TEXT NOT NULL,
        attribution TEXT NOT NULL, version TEXT NOT NULL, url TEXT NOT NULL
    );
    CREATE TABLE switched_off (source TEXT PRIMARY KEY);
    CREATE TABLE signs (
        id INTEGER PRIMARY KEY AUTOINCREMENT, gloss TEXT NOT NULL, place TEXT NOT NULL,
        sign_language TEXT NOT NULL, spoken_language TEXT NOT NULL, variant TEXT NOT NULL,
        concept TEXT NOT NULL,
        source TEXT NOT NULL REFERENCES sources (name) ON DELETE CASCADE,
        UNIQUE (source, gloss, sign_language, variant)
    );
    CREATE INDEX signs_by_place ON signs (place, sign_language, variant, id);
    CREATE INDEX signs_by_language ON signs (sign_language);
    CREATE TABLE clips (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        sign INTEGER NOT NULL REFERENCES signs (id) ON DELETE CASCADE,
        digest TEXT NOT NULL UNIQUE, media TEXT, start REAL, "end" REAL, signer TEXT NOT NULL
    );
    CREATE INDEX clips_by_sign ON clips (sign);
    CREATE TABLE poses (
        clip INTEGER PRIMARY KEY REFERENCES clips (id) ON DELETE CASCADE, packed BLOB NOT NULL
    );
    CREATE TABLE made_with (
        clip INTEGER PRIMARY KEY REFERENCES clips (id) ON DELETE CASCADE, tracker TEXT NOT NULL
    );
    CREATE TABLE vectors (
        clip INTEGER NOT NULL REFERENCES clips (id) ON DELETE CASCADE,
        model TEXT NOT NULL, vector BLOB NOT NULL, length REAL NOT NULL, tokens BLOB,
        moments INTEGER, PRIMARY KEY (clip, model)
    );
    CREATE TABLE foreign_vectors (
        digest TEXT NOT NULL, model TEXT NOT NULL, vector BLOB NOT NULL, length REAL NOT NULL,
        tokens BLOB, moments INTEGER, PRIMARY KEY (digest, model)
    );
    CREATE TABLE translations (
        sign INTEGER NOT NULL REFERENCES signs (id) ON DELETE CASCADE,
        spoken_language TEXT NOT NULL, text TEXT NOT NULL,
        PRIMARY KEY (sign, spoken_language, text)
    );
    CREATE TABLE changes (
        id INTEGER PRIMARY KEY AUTOINCREMENT, said TEXT NOT NULL, made TEXT NOT NULL
    );
"""

#: What each connection adds for itself. `visible_signs` is the only place which says that the
#: signs of a source that is switched off are not listed, counted or searched.
SESSION = """
    CREATE TEMP TABLE hidden (source TEXT PRIMARY KEY);
    CREATE TEMP VIEW visible_signs AS SELECT * FROM main.signs WHERE source NOT IN hidden;
"""

#: Every change of the tables, in order. A step that was released is never changed.
MIGRATIONS = Migrations("signdict")


@MIGRATIONS(name="001 tables")
def _tables(db: Database) -> None:
    db.executescript(_TABLES)


@MIGRATIONS(name="002 kinds")
def _kinds(db: Database) -> None:
    """Every sign of before is a word, also in the copies that `undo` restores."""
    copies = [name for name in db.table_names() if re.fullmatch(r"was \d+ signs", name)]
    for table in ("signs", *copies):
        db.execute(f"""ALTER TABLE "{table}" ADD COLUMN kind TEXT NOT NULL DEFAULT 'word'""")


@MIGRATIONS(name="003 guessed rates")
def _guessed_rates(db: Database) -> None:
    """Clips whose frame rate is a guess; until now there was none."""
    db.executescript(GUESSED_RATES.format(""))


#: The table of clips whose frame rate is a guess, so that their duration is approximate.
GUESSED_RATES = """
    CREATE {} TABLE guessed_rates (
        clip INTEGER PRIMARY KEY REFERENCES clips (id) ON DELETE CASCADE
    );
"""
#: The names of all steps.
STEPS = ("001 tables", "002 kinds", "003 guessed rates")
#: What a connection adds that only reads a library of before a step, after `SESSION`. Of before
#: 002, `signs` is from then on this view, whose signs are all words.
BEFORE = {
    "002 kinds": """
        CREATE TEMP VIEW signs AS SELECT *, 'word' AS kind FROM main.signs;
        DROP VIEW temp.visible_signs;
        CREATE TEMP VIEW visible_signs AS SELECT * FROM temp.signs WHERE source NOT IN hidden;
    """,
    "003 guessed rates": GUESSED_RATES.format("TEMP"),
}


def applied(db: Database) -> set[str]:
    """Return the names of the steps that a file has been through; none if it is no library."""
    return {migration.name for migration in MIGRATIONS.applied(db)}


def lacking(connection: sqlite3.Connection) -> set[tuple[str, str]]:
    """Return the (table, column) pairs that a library should have and this one does not."""
    complete = Database(memory=True, execute_plugins=False)
    try:
        MIGRATIONS.apply(complete)
        return _columns(complete.conn) - _columns(connection)
    finally:
        complete.close()


def _columns(connection: sqlite3.Connection) -> set[tuple[str, str]]:
    return set(
        connection.execute(
            "SELECT tables.name, columns.name FROM sqlite_schema AS tables"
            " JOIN pragma_table_info(tables.name) AS columns WHERE tables.type = 'table'"
        )
    )
