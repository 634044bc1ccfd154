"""Changes to signs that a person taught, inside a library's file: rows of one transaction each."""

import hashlib
import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain, count
from typing import Final, Self

from signdict.core.errors import ManifestError
from signdict.core.languages import language
from signdict.core.tables import clean
from signdict.core.types import Embeddings, Source
from signdict.library import records, textindex
from signdict.library.records import NewClip
from signdict.pose.codec import pack
from signdict.pose.pose import Pose

#: Letters of a gloss or concept; more is not what a sign is called.
LONGEST = 100


@dataclass(frozen=True, slots=True)
class Label:
    """A gloss in a sign language. `variant` tells several signs of one gloss apart."""

    gloss: str
    sign_language: str
    concept: str = ""
    spoken_language: str = ""
    variant: str = ""

    def checked(self) -> Self:
        """Put spaces and codes right. Raise ManifestError or LanguageError if one is not usable."""
        texts = {
            "gloss": self.gloss, "concept": self.concept,
            "language of the gloss": self.spoken_language, "variant": self.variant,
        }  # fmt: skip
        for name, text in texts.items():
            texts[name] = clean(_readable(name, text))
        if not texts["gloss"]:
            raise ManifestError("The gloss is empty.", hint="Write what the sign means.")
        gloss, concept, spoken, variant = texts.values()
        return type(self)(gloss, language(self.sign_language).code, concept, spoken, variant)


def _readable(name: str, text: str) -> str:
    if len(text) > LONGEST:
        raise ManifestError(f"The {name} is longer than {LONGEST} letters.", hint="Shorten it.")
    if not text.replace(" ", "a").replace("\t", "a").isprintable():
        raise ManifestError(
            f"The {name} holds a letter that cannot be shown.", hint="Write it again."
        )
    return text


def put(
    connection: sqlite3.Connection, source: Source, label: Label, model: str,
    read: Sequence[tuple[Pose, Embeddings]],
) -> tuple[int, int]:  # fmt: skip
    """Write clips of a sign, which is made if it is new, with what a model made of each.

    Return the number of the sign, and how many clips are new: one that is there stays as it is.
    """
    row = [source.name, source.title, source.licence, source.attribution, source.version]
    connection.execute(
        "INSERT OR IGNORE INTO sources VALUES (?, ?, ?, ?, ?, ?)", [*row, source.url]
    )
    label = _as_spelled(connection, source.name, label)
    sign = new = 0
    for pose, made in read:
        packed = pack(pose)
        entry = NewClip(
            label.gloss, label.sign_language, source.name, digest(packed, label),
            spoken_language=label.spoken_language, variant=label.variant, concept=label.concept,
        )  # fmt: skip
        there = "SELECT id FROM clips WHERE digest = ?"
        found = connection.execute(there, [entry.digest]).fetchone()
        clip = int(found[0]) if found else records.add(connection, entry)
        if not found:
            connection.execute("INSERT INTO poses VALUES (?, ?)", [clip, packed])
            records.put_vectors(connection, model, [clip], made)
            new += 1
        owner = connection.execute("SELECT sign FROM clips WHERE id = ?", [clip])
        sign = int(owner.fetchone()[0])
    return sign, new


def relabel(connection: sqlite3.Connection, source: str, sign: int, label: Label) -> int:
    """Give a sign another label; if the source has a sign of this label, the two become one.

    Return the number of the sign that has it now.
    """
    label = _as_spelled(connection, source, label, but=sign)
    kept = _sign(connection, source, label) or sign
    clips = connection.execute(
        "SELECT clips.id, packed FROM clips JOIN poses ON clip = clips.id WHERE sign = ?", [sign]
    ).fetchall()
    for clip, packed in clips:
        row = [kept, digest(packed, label), clip]
        connection.execute("UPDATE OR IGNORE clips SET sign = ?, digest = ? WHERE id = ?", row)
    if kept != sign:  # what is left of it are clips that the other one has as well
        connection.execute("DELETE FROM signs WHERE id = ?", [sign])
    connection.execute(
        "UPDATE signs SET gloss = ?, place = ?, sign_language = ?, spoken_language = ?,"
        " variant = ?, concept = ? WHERE id = ?",
        [label.gloss, label.gloss.casefold(), label.sign_language, label.spoken_language,
         label.variant, label.concept, kept],
    )  # fmt: skip
    connection.execute("DELETE FROM names WHERE sign = ? AND gloss", [kept])
    textindex.write(connection, kept, label.gloss, gloss=True)
    records.changed(connection)
    return kept


def remove(connection: sqlite3.Connection, source: str, sign: int, clip: int | None = None) -> None:
    """Remove a sign, or one clip of it; a sign without clips goes, and a source without signs.

    What is removed is overwritten in the file, not only let go of.
    """
    connection.execute("PRAGMA secure_delete = ON")
    if clip is None:
        connection.execute("DELETE FROM signs WHERE id = ?", [sign])
    else:
        connection.execute("DELETE FROM clips WHERE id = ? AND sign = ?", [clip, sign])
    connection.execute(
        "DELETE FROM signs WHERE id = ? AND id NOT IN (SELECT sign FROM clips)", [sign]
    )
    connection.execute(
        "DELETE FROM sources WHERE name = ? AND name NOT IN (SELECT source FROM signs)", [source]
    )
    records.changed(connection)


def apart(connection: sqlite3.Connection, source: str, label: Label) -> Label:
    """The label with the first variant, none or a number from 2 on, that no other sign has."""
    rows = connection.execute(
        "SELECT variant FROM signs WHERE source = ? AND place = ? AND sign_language = ?",
        [source, label.gloss.casefold(), label.sign_language],
    )
    taken = {row[0] for row in rows}
    free = (variant for variant in chain([""], map(str, count(2))) if variant not in taken)
    return replace(label, variant=next(free))


def digest(packed: bytes, label: Label) -> str:
    """What a clip is, in 64 letters: its landmarks, and what they are said to mean."""
    said = [label.gloss.casefold(), label.sign_language, label.variant]
    return hashlib.sha256(packed + json.dumps(said).encode()).hexdigest()


def _sign(connection: sqlite3.Connection, source: str, label: Label) -> int | None:
    row = connection.execute(
        "SELECT id FROM signs WHERE source = ? AND gloss = ? AND sign_language = ? AND variant = ?",
        [source, label.gloss, label.sign_language, label.variant],
    ).fetchone()
    return int(row[0]) if row else None


def _as_spelled(connection: sqlite3.Connection, source: str, label: Label, but: int = 0) -> Label:
    """The label with its gloss in the capitals that another sign of it already has."""
    row = connection.execute(
        "SELECT gloss FROM signs WHERE source = ? AND place = ? AND sign_language = ?"
        " AND variant = ? AND id <> ?",
        [source, label.gloss.casefold(), label.sign_language, label.variant, but],
    ).fetchone()
    return replace(label, gloss=row[0]) if row else label


TAUGHT_SOURCE: Final = Source("taught", title="My signs")


#: Attempts that are taught at a time; a sign may get more of them another time.
MAX_ATTEMPTS: Final = 3
