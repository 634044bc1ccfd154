"""Adds, relabels and removes the signs that a user taught, in the transaction of a caller."""

import hashlib
import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain, count
from typing import Final, Self

from signdict.core.cleaning import limited
from signdict.core.errors import ManifestError
from signdict.core.kinds import WORD, SignKind, kind_of
from signdict.core.languages import language
from signdict.core.text import uncased
from signdict.core.types import Embeddings, Source
from signdict.library import embeddings, records, sources
from signdict.library.records import NewClip

#: The source of every sign that was taught.
TAUGHT_SOURCE: Final = Source("taught", title="My signs")
#: Attempts in one lesson; more can be added to the sign later.
MAX_ATTEMPTS: Final = 3
#: Letters of a gloss or a concept; anything longer is not the name of a sign.
LONGEST = 100


@dataclass(frozen=True, slots=True)
class Label:
    """A gloss in a sign language. `variant` distinguishes signs with the same gloss.

    A sign of this label that exists already keeps its kind.
    """

    gloss: str
    sign_language: str
    concept: str = ""
    spoken_language: str = ""
    variant: str = ""
    kind: SignKind = WORD

    def checked(self) -> Self:
        """Return the label with clean texts and codes.

        Raise ManifestError or LanguageError if a part cannot be used.
        """
        texts = {
            "gloss": self.gloss, "concept": self.concept,
            "language of the gloss": self.spoken_language, "variant": self.variant,
        }  # fmt: skip
        for name, text in texts.items():
            texts[name] = limited(name, text, LONGEST)
        if not texts["gloss"]:
            raise ManifestError("The gloss is empty.", hint="Write what the sign means.")
        gloss, concept, spoken, variant = texts.values()
        code = language(self.sign_language).code
        return type(self)(gloss, code, concept, spoken, variant, kind_of(self.kind))


def put(
    connection: sqlite3.Connection, source: Source, label: Label, model: str,
    clips: Sequence[tuple[bytes, Embeddings]],
) -> tuple[int, int]:  # fmt: skip
    """Add clips to a sign, which is created if it is new: packed poses, and what a model made of
    each. Return the id of the sign, and how many clips are new; existing clips stay unchanged.
    """
    sources.put_if_new(connection, source)
    label = _as_spelled(connection, source.name, label)
    known = sign_with_label(connection, source.name, label)
    kind = label.kind if known is None else records.kind_of(connection, known)
    sign = new = 0
    for packed, made in clips:
        entry = NewClip(
            label.gloss, label.sign_language, source.name, digest(packed, label),
            spoken_language=label.spoken_language, variant=label.variant, concept=label.concept,
            kind=kind,
        )  # fmt: skip
        clip, is_new = records.add_clip(connection, entry, packed, model, made)
        new += is_new
        sign = records.sign_of_clips(connection, [clip])[clip]
    return sign, new


def relabel(connection: sqlite3.Connection, source: str, sign: int, label: Label) -> int:
    """Give a sign another label, and return the id of the sign that has it now.

    If the source already has a sign with this label, the two become one. Raise ManifestError if
    that sign is of another kind.
    """
    label = _as_spelled(connection, source, label, but=sign)
    kept = sign_with_label(connection, source, label) or sign
    if kept != sign and (known := records.kind_of(connection, kept)) != label.kind:
        raise records.other_kind(label.gloss, source, known)
    clips = connection.execute(
        "SELECT clips.id, packed FROM clips JOIN poses ON clip = clips.id WHERE sign = ?", [sign]
    ).fetchall()
    for clip, packed in clips:
        row = [kept, digest(packed, label), clip]
        connection.execute("UPDATE OR IGNORE clips SET sign = ?, digest = ? WHERE id = ?", row)
    if kept != sign:  # clips that are left are duplicates of clips of the other sign
        connection.execute("DELETE FROM signs WHERE id = ?", [sign])
    write_label(connection, kept, label)
    embeddings.raise_generation(connection)
    return kept


def write_label(connection: sqlite3.Connection, sign: int, label: Label) -> None:
    """Write the label of a sign."""
    connection.execute(
        "UPDATE signs SET gloss = ?, place = ?, sign_language = ?, spoken_language = ?,"
        " variant = ?, concept = ?, kind = ? WHERE id = ?",
        [label.gloss, label.gloss.casefold(), label.sign_language, label.spoken_language,
         label.variant, label.concept, label.kind, sign],
    )  # fmt: skip


def sign_with_label(connection: sqlite3.Connection, source: str, label: Label) -> int | None:
    """Return the id of the sign of a source with this gloss, language and variant."""
    return records.sign_with(connection, source, label.gloss, label.sign_language, label.variant)


def remove(connection: sqlite3.Connection, source: str, sign: int, clip: int | None = None) -> None:
    """Remove a sign, or one clip of it.

    A sign without clips is removed too, and a source without signs. The removed data is
    overwritten in the file.
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
    embeddings.raise_generation(connection)


def apart(connection: sqlite3.Connection, source: str, label: Label) -> Label:
    """Return the label with the first variant that no other sign has: none, or a number from 2."""
    rows = connection.execute(
        "SELECT variant FROM signs WHERE source = ? AND place = ? AND sign_language = ?",
        [source, label.gloss.casefold(), label.sign_language],
    )
    taken = {row[0] for row in rows}
    free = (variant for variant in chain([""], map(str, count(2))) if variant not in taken)
    return replace(label, variant=next(free))


def digest(packed: bytes, label: Label) -> str:
    """Return 64 letters that identify a clip: its landmarks and its label."""
    name = [uncased(label.gloss), label.sign_language, label.variant]
    return hashlib.sha256(packed + json.dumps(name).encode()).hexdigest()


def _as_spelled(connection: sqlite3.Connection, source: str, label: Label, but: int = 0) -> Label:
    """Return the label with its gloss in the capitals that another sign of it already has.

    A gloss that a sign has exactly stays; Weg does not become weg if both exist.
    """
    rows = connection.execute(
        "SELECT gloss FROM signs WHERE source = ? AND place = ? AND sign_language = ?"
        " AND variant = ? AND id <> ?",
        [source, label.gloss.casefold(), label.sign_language, label.variant, but],
    )
    same = [gloss for (gloss,) in rows if uncased(gloss) == uncased(label.gloss)]
    return label if label.gloss in same or not same else replace(label, gloss=same[0])
