"""Converts file names to glosses in house style.

House style: lower case, as the word is written inside a sentence; proper names and single letters
in capitals; a sense in parentheses ("bear (animal)"). How a recording differs from others of the
same gloss is in `variant` ("alternative", "two hands"), never in the gloss. Cases without a rule
are in reviewed tables next to this file. `translations.csv` lists every label of some sources, also
those in other spoken languages than English, with other words for the sign.
"""

import csv
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

_FOLDER = Path(__file__).parent

#: The ways in which recordings differ, and the patterns of their marks in file names.
MARKS = {
    "alternative": "alt",
    "variant": "var|variant|variation",
    "other": "other",
    "extended": "ext|extended",
    "short": "short",
    "combined": "combined",
    "additional": "additional",
    "old": "old",
    "fingerspelled": "fs",
    "one hand": "(?:1|one) ?handed",
    "two hands": "(?:2|two) ?h(?:anded)?",
    "take": "[0-9]+",
}
#: Marks count only at the end of a name, so that "other half" stays a gloss.
_AT_END = re.compile(
    rf"^(?P<rest>.*?)[\s,]*\b(?P<mark>{'|'.join(MARKS.values())})[\s,]*$", re.IGNORECASE
)
_BRACKET = re.compile(r"\(([^)]*)\)?")


@dataclass(frozen=True, slots=True)
class Gloss:
    """A gloss in house style. `take` numbers recordings that do not differ otherwise."""

    gloss: str
    variant: str = ""
    take: int = 0


@dataclass(frozen=True)
class Tables:
    """The reviewed tables: corrected glosses, and excluded entries."""

    corrections: dict[str, tuple[str, str]]  # gloss by the rules -> gloss, variant
    excluded: dict[str, str]  # file -> reason

    @classmethod
    def read(cls, folder: Path = _FOLDER) -> Self:
        """Read both tables from a folder."""
        return cls(
            {
                row["read"]: (row["gloss"], row["variant"])
                for row in _rows(folder / "gloss_corrections.csv")
            },
            {row["file"]: row["reason"] for row in _rows(folder / "left_out.csv")},
        )

    def clean(self, gloss: str, variant: str) -> Gloss:
        """Separate gloss, variant and take, and apply the corrections."""
        cleaned = by_rule(gloss, variant)
        if cleaned.gloss not in self.corrections:
            return cleaned
        corrected, mark = self.corrections[cleaned.gloss]
        return replace(cleaned, gloss=corrected, variant=_joined((cleaned.variant, mark)))


@dataclass(frozen=True)
class Translations:
    """The reviewed glosses and translations of the labels of some sources.

    A label is what a source calls a sign. Labels are compared in Unicode form NFC.
    """

    glosses: dict[tuple[str, str], Gloss]  # source and label
    words: dict[tuple[str, str], tuple[tuple[str, str], ...]]  # spoken language and text of each

    @classmethod
    def read(cls, folder: Path = _FOLDER) -> Self:
        """Read `translations.csv` from a folder."""
        glosses: dict[tuple[str, str], Gloss] = {}
        words: dict[tuple[str, str], tuple[tuple[str, str], ...]] = {}
        for row in _rows(folder / "translations.csv"):
            key = _key(row["source"], row["raw_gloss"])
            glosses[key] = Gloss(row["gloss"], row["variant"])
            word = (row["translation_language"], row["translation"])
            words[key] = words.get(key, ()) + ((word,) if row["translation"] else ())
        return cls(glosses, words)

    def gloss(self, source: str, raw: str) -> Gloss | None:
        """Return the gloss of a label; None if the table does not list it."""
        return self.glosses.get(_key(source, raw))

    def translations(self, source: str, raw: str) -> tuple[tuple[str, str], ...]:
        """Return other words for a label: the spoken language and text of each.

        In the spoken language of the gloss they are synonyms and other forms ("amie" for "ami").
        """
        return self.words.get(_key(source, raw), ())


def _key(source: str, raw: str) -> tuple[str, str]:
    return source, unicodedata.normalize("NFC", raw)


def by_rule(gloss: str, variant: str) -> Gloss:
    """Apply the rules for every gloss: marks to the variant, senses in parentheses, lower case.

    The two columns were one file name: a parenthesis may open in one and close in the other.
    """
    name = f"{gloss} {variant}"
    parts = [_split_marks(inside) for inside in _BRACKET.findall(name)]
    parts.append(_split_marks(_BRACKET.sub(" ", name), least=1))
    word = parts[-1][0]
    senses = [rest for rest, _ in parts[:-1] if rest]
    cleaned = f"{word} ({', '.join(senses)})" if senses else word
    marks = [mark for _, part in parts for mark in part]
    takes = [int(mark) for mark in marks if mark.isdigit()]
    return Gloss(
        cleaned.upper() if len(cleaned) == 1 else cleaned.lower(),
        _joined(name for name in MARKS if name in marks),
        max(takes, default=0),
    )


def number_takes(glosses: Sequence[Gloss]) -> list[Gloss]:
    """Drop takes, but number recordings that would have the same gloss and variant."""
    used: set[tuple[str, str]] = set()
    result: dict[int, Gloss] = {}
    for row in sorted(range(len(glosses)), key=lambda row: (glosses[row].take, row)):
        plain, number = glosses[row], 1
        variant = plain.variant
        while (plain.gloss, variant) in used:
            number += 1
            variant = _joined((plain.variant, str(number)))
        used.add((plain.gloss, variant))
        result[row] = Gloss(plain.gloss, variant)
    return [result[row] for row in range(len(glosses))]


def _split_marks(text: str, least: int = 0) -> tuple[str, list[str]]:
    """Remove marks from the end of a name, but keep at least `least` letters."""
    marks: list[str] = []
    while (match := _AT_END.match(text)) and len(match["rest"].strip()) >= least:
        text = match["rest"]
        marks.append(_mark_name(match["mark"]))
    return " ".join(text.split()).strip(" ,"), marks


def _mark_name(mark: str) -> str:
    """Return the house name of a mark; a take keeps its number."""
    if mark.isdigit():
        return mark
    return next(n for n, pattern in MARKS.items() if re.fullmatch(pattern, mark, re.IGNORECASE))


def _joined(parts: Iterable[str]) -> str:
    return ", ".join(part for part in parts if part)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
