"""A list as text: the `.json` file that is imported and exported, and what is kept of it.

    {"format": "signdict list", "version": 1, "key": "…", "name": "My class", "note": "",
     "sources": {"starter": {"title": "…", "licence": "…", "attribution": "…", "version": "…",
                             "url": "…"}},
     "signs": [{"gloss": "HELLO", "sign_language": "ase", "spoken_language": "en", "variant": "",
                "concept": "", "source": "starter", "note": "wave"}]}

Of these, format, version, name and signs must be there; of a sign, gloss and sign_language.
"""

import json
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import Any

from signdict.core.errors import LanguageError, ListError
from signdict.core.languages import language
from signdict.core.types import Source
from signdict.lists.signlist import (
    LONGEST_NAME,
    MOST_ENTRIES,
    Entry,
    SignList,
    checked_note,
    legible,
)

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
    entries: dict[tuple[str, ...], Entry] = {}
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


def _entry(row: object, sources: dict[str, Source], what: str) -> Entry:
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
    return Entry(**words, source=source, note=checked_note(_text(row, "note", what, 0)))


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
