"""Writes a list as an Anki deck: two cards for each sign, which a later deck of it updates."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

import genanki

from signdict.core.errors import WriteError
from signdict.core.languages import languages
from signdict.lists.signlist import ListEntry, SignList

#: Anki identifies the note type by this number: it must never change.
_MODEL = 1_607_392_013
_FIELDS = ("Key", "Gloss", "Language", "Sign", "Note", "Source")
_CSS = """
.card { font-family: sans-serif; font-size: 20px; text-align: center; }
.gloss { font-size: 32px; margin: 12px 0 4px; }
.language, .source { color: #545d68; font-size: 15px; }
.note { margin: 12px auto; max-width: 30em; white-space: pre-line; }
.source { margin-top: 24px; font-size: 12px; }
.nightMode .language, .nightMode .source { color: #a3adb8; }
img { border-radius: 8px; max-width: 100%; }
"""
_SIGN = "{{Sign}}"
_WORD = '<div class="gloss">{{Gloss}}</div><div class="language">{{Language}}</div>'
_REST = '<div class="note">{{Note}}</div><div class="source">{{Source}}</div>'


@dataclass(frozen=True, slots=True)
class Card:
    """A sign of a list, and the animation that shows it."""

    entry: ListEntry
    picture: Path


def write(path: Path, signs: SignList, cards: Sequence[Card]) -> None:
    """Write a deck to a file. Raise WriteError if there is no room for temporary files.

    The number of the deck and of each note are computed from the list and the sign. Importing a
    later deck of the same list therefore updates the cards and keeps the progress of the learner.
    """
    model = _model()
    deck = genanki.Deck(_number(signs), signs.name, description=escape(signs.note))
    for place, card in enumerate(cards, start=1):
        deck.add_note(_note(model, signs, card, place))
    package = genanki.Package(deck, sorted({str(card.picture) for card in cards}))
    try:
        package.write_to_file(str(path))
    except sqlite3.Error as error:
        raise WriteError(
            "The deck was not created: there is no room for temporary files.",
            hint="Free some space, then export again.",
        ) from error


def _note(model: genanki.Model, signs: SignList, card: Card, place: int) -> genanki.Note:
    entry = card.entry
    language = languages().get(entry.sign_language)
    details = ", ".join(filter(None, (language.name if language else "", entry.variant)))
    number = f"{signs.number(entry):016x}"
    return genanki.Note(
        model=model,
        guid=number,
        due=place,
        fields=[
            number,
            _plain(entry.gloss),
            _plain(details),
            f'<img src="{escape(card.picture.name)}">',
            _plain(entry.note).replace("\n", "<br>"),
            _plain(" · ".join(filter(None, credit(entry)))),
        ],
    )


def credit(entry: ListEntry) -> tuple[str, str, str]:
    """Return the source of a sign, its attribution and its licence."""
    source = entry.source
    return (source.title or source.name, source.attribution, source.licence)


def _plain(text: str) -> str:
    """Return a text that Anki shows literally: no tags, no sounds, no formulas."""
    return escape(text).replace("[", "&#91;").replace("\\", "&#92;")


def _model() -> genanki.Model:
    return genanki.Model(
        _MODEL,
        "signdict: a sign, both ways",
        fields=[{"name": name} for name in _FIELDS],
        templates=[
            {
                "name": "Sign to word",
                "qfmt": _SIGN,
                "afmt": f"{_SIGN}<hr id=answer>{_WORD}{_REST}",
            },
            {
                "name": "Word to sign",
                "qfmt": _WORD,
                "afmt": f"{_WORD}<hr id=answer>{_SIGN}{_REST}",
            },
        ],
        css=_CSS,
        sort_field_index=1,
    )


def _number(signs: SignList) -> int:
    """Return the number of a deck. Anki's own numbers are milliseconds since 1970 (41 bits)."""
    return (signs.number() % (1 << 52)) + (1 << 41)
