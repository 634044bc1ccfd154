"""A list of signs: what a teacher collects, puts in order and annotates.

An entry names its sign by gloss, language, variant and source, not by a number of one library: a
list outlives a new starter dictionary, and may be given to somebody else. It carries the licence
and attribution of every source that it takes signs from.
"""

import hashlib
import uuid
from dataclasses import dataclass, field, replace
from typing import Self

from signdict.core.errors import ListError
from signdict.core.types import Sign, Source

#: What a list may hold at most: more is no list that anybody teaches from.
MOST_ENTRIES, LONGEST_NAME, LONGEST_NOTE = 10_000, 200, 10_000


@dataclass(frozen=True, slots=True)
class Entry:
    """A sign of a list, by what it is called, with a note."""

    gloss: str
    sign_language: str
    spoken_language: str = ""
    variant: str = ""
    concept: str = ""
    source: Source = field(default_factory=lambda: Source(""))
    note: str = ""

    @classmethod
    def of(cls, sign: Sign, note: str = "") -> Self:
        """The entry of a sign."""
        return cls(
            sign.gloss,
            sign.sign_language,
            sign.spoken_language,
            sign.variant,
            sign.concept,
            sign.source,
            note,
        )

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What tells a sign from every other, on any machine."""
        return (self.source.name, self.gloss, self.sign_language, self.variant)


@dataclass(frozen=True, slots=True)
class SignList:
    """Signs in an order. `key` stays the same whatever the list is called."""

    name: str
    key: str = field(default_factory=lambda: uuid.uuid4().hex)
    note: str = ""
    entries: tuple[Entry, ...] = ()

    def renamed(self, name: str) -> Self:
        """Return it under another name. Raise ListError if that is no name."""
        return replace(self, name=checked_name(name))

    def described(self, note: str) -> Self:
        """Return it with another note on the whole of it."""
        return replace(self, note=checked_note(note))

    def added(self, entry: Entry) -> Self:
        """Return it with one more sign at its end. Raise ListError if it is there already."""
        if any(entry.key == other.key for other in self.entries):
            raise ListError(
                f"{entry.gloss} is already in the list {self.name}.",
                hint="Write a note to it, or move it.",
            )
        if len(self.entries) >= MOST_ENTRIES:
            raise ListError(
                f"The list {self.name} holds {MOST_ENTRIES} signs, as many as a list can.",
                hint="Begin another list.",
            )
        return replace(self, entries=(*self.entries, entry))

    def without(self, place: int) -> Self:
        """Return it without the sign at a place; places begin at 0. Raise ListError if none."""
        self.at(place)
        return replace(self, entries=self.entries[:place] + self.entries[place + 1 :])

    def moved(self, place: int, to: int) -> Self:
        """Return it with the sign at one place moved to another. Raise ListError if none."""
        entry = self.at(place)
        self.at(to)
        rest = self.entries[:place] + self.entries[place + 1 :]
        return replace(self, entries=(*rest[:to], entry, *rest[to:]))

    def noted(self, place: int, note: str) -> Self:
        """Return it with another note to the sign at a place. Raise ListError if none."""
        entry = replace(self.at(place), note=checked_note(note))
        return replace(self, entries=(*self.entries[:place], entry, *self.entries[place + 1 :]))

    def at(self, place: int) -> Entry:
        """Return the entry at a place. Raise ListError if the list has none there."""
        if not 0 <= place < len(self.entries):
            count = len(self.entries)
            raise ListError(
                f"The list {self.name} has no sign {place + 1}.",
                hint=f"It has {count}, numbered from 1." if count else "It is empty.",
            )
        return self.entries[place]

    def number(self, entry: Entry | None = None) -> int:
        """A number of 63 bits that stays the same for this list, or for a sign in it."""
        told = "\0".join((self.key, *(entry.key if entry else ())))
        return int.from_bytes(hashlib.sha256(told.encode()).digest()[:8]) >> 1


@dataclass(frozen=True, slots=True)
class Outline:
    """A list without its signs: what it is called, and how many it has."""

    name: str
    key: str
    count: int


def checked_name(name: str) -> str:
    """Return a name as it is kept. Raise ListError if it is none."""
    kept = " ".join(legible(name).split())
    if not kept:
        raise ListError("A list needs a name.", hint="Give it one, such as: Monday class")
    if len(kept) > LONGEST_NAME:
        raise ListError(
            "The name of a list is too long.", hint=f"Use up to {LONGEST_NAME} letters."
        )
    return kept


def checked_note(note: str) -> str:
    """Return a note as it is kept. Raise ListError if it is too long."""
    kept = legible(note).strip()
    if len(kept) > LONGEST_NOTE:
        raise ListError("A note is too long.", hint=f"Use up to {LONGEST_NOTE} letters.")
    return kept


def legible(text: str) -> str:
    """Return a text without halves of letters and without control characters but line breaks."""
    whole = text.encode("utf-8", "ignore").decode()
    return "".join(c for c in whole if c in "\n\t" or (c >= " " and c != "\x7f"))
