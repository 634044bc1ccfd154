"""A deck of cards for Anki: each sign both ways, and the same cards again when it is made anew."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

import genanki

from signdict.core.errors import WriteError
from signdict.core.languages import languages
from signdict.lists.signlist import ListEntry, SignList

#: Anki tells kinds of cards by this number: it must never change.
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
    """A sign of a list with the file that shows it moving."""

    entry: ListEntry
    picture: Path


def write(path: Path, signs: SignList, cards: Sequence[Card]) -> None:
    """Write a deck to a file. Raise WriteError if the disk has no room for it.

    Its number and those of its notes come from the list's key and the sign's, so that a later deck
    of the same list brings the cards up to date, and what was learned of them stays.
    """
    model = _model()
    deck = genanki.Deck(_number(signs), signs.name, description=escape(signs.note))
    for place, card in enumerate(cards, start=1):
        deck.add_note(_note(model, signs, card, place))
    package = genanki.Package(deck, sorted({str(card.picture) for card in cards}))
    try:
        package.write_to_file(str(path))
    except sqlite3.Error as refusal:
        raise WriteError(
            "The deck could not be put together: there is no room for temporary files.",
            hint="Free some space, then export again.",
        ) from refusal


def _note(model: genanki.Model, signs: SignList, card: Card, place: int) -> genanki.Note:
    entry = card.entry
    language = languages().get(entry.sign_language)
    where = ", ".join(filter(None, (language.name if language else "", entry.variant)))
    number = f"{signs.number(entry):016x}"
    return genanki.Note(
        model=model,
        guid=number,
        due=place,
        fields=[
            number,
            _plain(entry.gloss),
            _plain(where),
            f'<img src="{escape(card.picture.name)}">',
            _plain(entry.note).replace("\n", "<br>"),
            _plain(" · ".join(filter(None, credit(entry)))),
        ],
    )


def credit(entry: ListEntry) -> tuple[str, str, str]:
    """Where a sign is from, whom to name, and on what terms it may be used."""
    source = entry.source
    return (source.title or source.name, source.attribution, source.licence)


def _plain(text: str) -> str:
    """A text that Anki shows as it stands: no tags, no sounds, no formulas."""
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
    """The number of a deck: Anki's own are milliseconds since 1970, of 41 bits and more."""
    return (signs.number() % (1 << 52)) + (1 << 41)
