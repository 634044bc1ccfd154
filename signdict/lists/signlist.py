"""Lists of signs, and their JSON file.

An entry names its sign by gloss, language, variant and source, not by an id of one library. A list
therefore stays valid with a new starter dictionary and on other machines. It contains the licence
and attribution of every source of its signs.
"""

import hashlib
import json
import uuid
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Self

from signdict.core.cleaning import clean, clean_lines
from signdict.core.errors import LanguageError, ListError
from signdict.core.languages import language
from signdict.core.types import Sign, Source

#: Limits: signs of a list, letters of its name, letters of a note.
MOST_ENTRIES, LONGEST_NAME, LONGEST_NOTE = 10_000, 200, 10_000


@dataclass(frozen=True, slots=True)
class ListEntry:
    """A sign of a list, by its label, with a note."""

    gloss: str
    sign_language: str
    spoken_language: str = ""
    variant: str = ""
    concept: str = ""
    source: Source = field(default_factory=lambda: Source(""))
    note: str = ""

    @classmethod
    def of(cls, sign: Sign, note: str = "") -> Self:
        """Return the entry of a sign."""
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
        """What identifies a sign on any machine."""
        return (self.source.name, self.gloss, self.sign_language, self.variant)


@dataclass(frozen=True, slots=True)
class SignList:
    """Signs in an order. `key` stays the same if the list is renamed."""

    name: str
    key: str = field(default_factory=lambda: uuid.uuid4().hex)
    note: str = ""
    entries: tuple[ListEntry, ...] = ()

    def renamed(self, name: str) -> Self:
        """Return it under another name. Raise ListError if the name is empty or too long."""
        return replace(self, name=checked_name(name))

    def described(self, note: str) -> Self:
        """Return it with another note about the whole list."""
        return replace(self, note=checked_note(note))

    def added(self, entry: ListEntry) -> Self:
        """Return it with one more sign at its end. Raise ListError if the list contains it."""
        if any(entry.key == other.key for other in self.entries):
            raise ListError(
                f"{entry.gloss} is already in the list {self.name}.",
                hint="Add a note to it, or move it.",
            )
        if len(self.entries) >= MOST_ENTRIES:
            raise ListError(
                f"The list {self.name} is full: a list has at most {MOST_ENTRIES} signs.",
                hint="Create another list.",
            )
        return replace(self, entries=(*self.entries, entry))

    def without(self, place: int) -> Self:
        """Return it without the sign at a place (from 0). Raise ListError if there is no sign."""
        self.at(place)
        return replace(self, entries=self.entries[:place] + self.entries[place + 1 :])

    def moved(self, place: int, to: int) -> Self:
        """Return it with a sign moved to another place. Raise ListError if there is no sign."""
        entry = self.at(place)
        self.at(to)
        rest = self.entries[:place] + self.entries[place + 1 :]
        return replace(self, entries=(*rest[:to], entry, *rest[to:]))

    def noted(self, place: int, note: str) -> Self:
        """Return it with another note at a place. Raise ListError if there is no sign."""
        entry = replace(self.at(place), note=checked_note(note))
        return replace(self, entries=(*self.entries[:place], entry, *self.entries[place + 1 :]))

    def at(self, place: int) -> ListEntry:
        """Return the entry at a place. Raise ListError if there is no sign."""
        if not 0 <= place < len(self.entries):
            count = len(self.entries)
            raise ListError(
                f"The list {self.name} has no sign {place + 1}.",
                hint=f"It has {count}, numbered from 1." if count else "It is empty.",
            )
        return self.entries[place]

    def number(self, entry: ListEntry | None = None) -> int:
        """Return a number of 63 bits that is stable for this list, or for a sign in it."""
        text = "\0".join((self.key, *(entry.key if entry else ())))
        return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8]) >> 1


@dataclass(frozen=True, slots=True)
class Outline:
    """A list without its signs: its name, its key and the number of its signs."""

    name: str
    key: str
    count: int


def checked_name(name: str) -> str:
    """Return a name as it is stored. Raise ListError if it is empty or too long."""
    title = clean(name)
    if not title:
        raise ListError("Enter a name for the list.", hint="For example: Monday class")
    if len(title) > LONGEST_NAME:
        raise ListError(
            "The name of the list is too long.", hint=f"Use up to {LONGEST_NAME} letters."
        )
    return title


def checked_note(note: str) -> str:
    """Return a note as it is stored. Raise ListError if it is too long."""
    text = clean_lines(note).strip()
    if len(text) > LONGEST_NOTE:
        raise ListError("The note is too long.", hint=f"Use up to {LONGEST_NOTE} letters.")
    return text


_FORMAT, _VERSION = "signdict list", 1
#: The largest file that is read, in bytes; a list within the limits is smaller.
_LARGEST = 64_000_000
#: Letters of a gloss, a variant, a source; earlier versions stored glosses of any length.
_LONGEST = 20_000
_HINT = "Export it again, or correct the file. Nothing was changed."
_SOURCE_FIELDS = tuple(field.name for field in fields(Source) if field.name != "name")
_WORDS = ("gloss", "sign_language", "spoken_language", "variant", "concept")


def text_of(signs: SignList) -> str:
    """Return a list as JSON."""
    return json.dumps(as_data(signs), ensure_ascii=False, indent=1)


def as_data(signs: SignList) -> dict[str, object]:
    """Return the content of the file of a list."""
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
    """Read a file. Raise ListError if it cannot be read or is not a list."""
    try:
        if path.stat().st_size > _LARGEST:
            raise ListError(f"{path.name} is too large to be a list of signs.", hint=_HINT)
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as problem:
        raise ListError(
            f"{path.name} cannot be opened.", hint="Check that it exists and that you may read it."
        ) from problem
    except UnicodeDecodeError as problem:
        raise ListError(f"{path.name} is not UTF-8 text.", hint=_HINT) from problem
    return parsed(text, path.name)


def parsed(text: str, what: str) -> SignList:
    """Return the list in a JSON text. Raise ListError, which names `what`, if it is invalid."""
    try:
        data: object = json.loads(text)
    except (ValueError, RecursionError) as problem:
        raise ListError(f"{what} is not JSON, or it is incomplete.", hint=_HINT) from problem
    if not isinstance(data, dict) or data.get("format") != _FORMAT:
        raise ListError(f"{what} is not a list of signs.", hint=_HINT)
    if data.get("version") != _VERSION:
        raise ListError(f"{what} was made by a newer version of signdict.", hint="Update signdict.")
    rows = data.get("signs")
    if not isinstance(rows, list) or len(rows) > MOST_ENTRIES:
        raise ListError(
            f"{what}: `signs` must be a list of up to {MOST_ENTRIES} signs.", hint=_HINT
        )
    sources = _sources(data.get("sources", {}), what)
    entries: dict[tuple[str, ...], ListEntry] = {}
    for number, row in enumerate(rows, start=1):
        entry = _entry(row, sources, f"Sign {number} of {what}")
        entries.setdefault(entry.key, entry)  # a list contains a sign once, with its first note
    name = _text(data, "name", what, LONGEST_NAME)
    signs = SignList("list", entries=tuple(entries.values())).renamed(name)
    signs = signs.described(_text(data, "note", what, 0))
    key = _text(data, "key", what)
    return replace(signs, key=key) if key else signs


def _sources(data: object, what: str) -> dict[str, Source]:
    if not isinstance(data, dict):
        raise _invalid(what, "sources")
    sources = {}
    for name, facts in data.items():
        if not isinstance(facts, dict):
            raise _invalid(what, f"sources: {name[:40]}")
        sources[clean(name)] = Source(
            clean(name), **{key: _text(facts, key, what, 0) for key in _SOURCE_FIELDS}
        )
    return sources


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


def _text(data: dict[str, Any], key: str, what: str, longest: int = _LONGEST) -> str:
    """Return the text of a key; empty if it is missing. `longest` 0 sets no limit here."""
    value = data.get(key, "")
    if not isinstance(value, str):
        raise _invalid(what, key)
    if longest and len(value) > longest:
        raise ListError(f"{what}: `{key}` is too long.", hint=_HINT)
    return clean_lines(value).strip() if key in ("note", "attribution") else clean(value)


def _invalid(what: str, key: str) -> ListError:
    return ListError(f"{what}: `{key}` has an invalid value.", hint=_HINT)
