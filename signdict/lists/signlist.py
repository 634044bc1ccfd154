"""A list of signs: what a teacher collects, puts in order and annotates.

An entry names its sign by gloss, language, variant and source, not by a number of one library: a
list outlives a new starter dictionary, and may be given to somebody else. It carries the licence
and attribution of every source that it takes signs from.
"""

import hashlib
import json
import uuid
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Self

from signdict.core.errors import LanguageError, ListError
from signdict.core.languages import language
from signdict.core.text import legible
from signdict.core.types import Sign, Source

#: What a list may hold at most: more is no list that anybody teaches from.
MOST_ENTRIES, LONGEST_NAME, LONGEST_NOTE = 10_000, 200, 10_000


@dataclass(frozen=True, slots=True)
class ListEntry:
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
    entries: tuple[ListEntry, ...] = ()

    def renamed(self, name: str) -> Self:
        """Return it under another name. Raise ListError if that is no name."""
        return replace(self, name=checked_name(name))

    def described(self, note: str) -> Self:
        """Return it with another note on the whole of it."""
        return replace(self, note=checked_note(note))

    def added(self, entry: ListEntry) -> Self:
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

    def at(self, place: int) -> ListEntry:
        """Return the entry at a place. Raise ListError if the list has none there."""
        if not 0 <= place < len(self.entries):
            count = len(self.entries)
            raise ListError(
                f"The list {self.name} has no sign {place + 1}.",
                hint=f"It has {count}, numbered from 1." if count else "It is empty.",
            )
        return self.entries[place]

    def number(self, entry: ListEntry | None = None) -> int:
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


_FORMAT, _VERSION = "signdict list", 1
#: No list that keeps to its limits is larger, and nothing larger is read.
_LARGEST = 64_000_000
_LONGEST = 1000  # letters of a gloss, a variant, a source
_HINT = "Export it again, or correct the file. Nothing was changed."
_TOLD = tuple(field.name for field in fields(Source) if field.name != "name")
_WORDS = ("gloss", "sign_language", "spoken_language", "variant", "concept")


def text_of(signs: SignList) -> str:
    """Return a list as JSON."""
    return json.dumps(as_data(signs), ensure_ascii=False, indent=1)


def as_data(signs: SignList) -> dict[str, object]:
    """Return what stands in the file of a list."""
    sources = {entry.source.name: entry.source for entry in signs.entries}
    return {
        "format": _FORMAT,
        "version": _VERSION,
        "key": signs.key,
        "name": signs.name,
        "note": signs.note,
        "sources": {
            name: {key: value for key, value in asdict(source).items() if key != "name"}
            for name, source in sources.items()
        },
        "signs": [
            {word: getattr(entry, word) for word in _WORDS}
            | {"source": entry.source.name, "note": entry.note}
            for entry in signs.entries
        ],
    }


def read(path: Path) -> SignList:
    """Read a file. Raise ListError, in a sentence, if it cannot be read or is no list."""
    try:
        if path.stat().st_size > _LARGEST:
            raise ListError(f"{path.name} is too large to be a list of signs.", hint=_HINT)
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as problem:
        raise ListError(
            f"{path.name} cannot be opened.", hint="See that it is there and that you may read it."
        ) from problem
    except UnicodeDecodeError as problem:
        raise ListError(f"{path.name} is not UTF-8 text.", hint=_HINT) from problem
    return parsed(text, path.name)


def parsed(text: str, what: str) -> SignList:
    """Turn JSON into a list. `what` names it where ListError has to be raised."""
    try:
        told: object = json.loads(text)
    except (ValueError, RecursionError) as problem:
        raise ListError(f"{what} is not JSON, or not all of it is there.", hint=_HINT) from problem
    if not isinstance(told, dict) or told.get("format") != _FORMAT:
        raise ListError(f"{what} is not a list of signs.", hint=_HINT)
    if told.get("version") != _VERSION:
        raise ListError(f"{what} was made by a newer signdict.", hint="Update signdict.")
    rows = told.get("signs")
    if not isinstance(rows, list) or len(rows) > MOST_ENTRIES:
        raise ListError(
            f"{what} has no list of up to {MOST_ENTRIES} signs under signs.", hint=_HINT
        )
    sources = _sources(told.get("sources", {}), what)
    entries: dict[tuple[str, ...], ListEntry] = {}
    for number, row in enumerate(rows, start=1):
        entry = _entry(row, sources, f"Sign {number} of {what}")
        entries.setdefault(entry.key, entry)  # a sign is in a list once; its first note stays
    made = SignList("list", entries=tuple(entries.values())).renamed(_name(told, what))
    made = made.described(_text(told, "note", what, 0))
    key = _text(told, "key", what)
    return replace(made, key=key) if key else made


def _name(told: dict[str, Any], what: str) -> str:
    return _text(told, "name", what, LONGEST_NAME)


def _sources(told: object, what: str) -> dict[str, Source]:
    if not isinstance(told, dict):
        raise _unusable(what, "sources")
    found = {}
    for name, facts in told.items():
        if not isinstance(facts, dict):
            raise _unusable(what, f"sources: {name[:40]}")
        found[name] = Source(name, **{key: _text(facts, key, what, 0) for key in _TOLD})
    return found


def _entry(row: object, sources: dict[str, Source], what: str) -> ListEntry:
    if not isinstance(row, dict):
        raise ListError(f"{what} is not a sign.", hint=_HINT)
    words = {word: _text(row, word, what) for word in _WORDS}
    for needed in ("gloss", "sign_language"):
        if not words[needed]:
            raise ListError(f"{what} has no {needed}.", hint=_HINT)
    try:
        words["sign_language"] = language(words["sign_language"]).code
    except LanguageError as problem:
        raise ListError(f"{what}: {problem.message}", hint=_HINT) from problem
    name = _text(row, "source", what)
    source = sources.get(name, Source(name))
    return ListEntry(**words, source=source, note=checked_note(_text(row, "note", what, 0)))


def _text(told: dict[str, Any], key: str, what: str, longest: int = _LONGEST) -> str:
    """The text under a key; nothing if it is missing. `longest` 0 sets no limit here."""
    value = told.get(key, "")
    if not isinstance(value, str):
        raise _unusable(what, key)
    if longest and len(value) > longest:
        raise ListError(f"{what}: the text under {key} is too long.", hint=_HINT)
    kept = legible(value).strip()
    return kept if key in ("note", "attribution") else " ".join(kept.split())


def _unusable(what: str, key: str) -> ListError:
    return ListError(f"{what}: what stands under {key} is not what belongs there.", hint=_HINT)
