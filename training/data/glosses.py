"""Glosses as people write them, out of file names as they were typed.

House style: lower case as the word would be written inside a sentence, proper names and single
letters in capitals, a sense in brackets ("bear (animal)"), and how this recording differs from
others of the same gloss in `variant` ("alternative", "two hands"), never in the gloss.
What no rule can know stands in two reviewed tables beside this file.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

HERE = Path(__file__).parent

#: How a recording can differ, and what file names say of it.
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
#: Marks are read off the end of a name, so that "other half" stays what it is.
_AT_END = re.compile(
    rf"^(?P<rest>.*?)[\s,]*\b(?P<mark>{'|'.join(MARKS.values())})[\s,]*$", re.IGNORECASE
)
_BRACKET = re.compile(r"\(([^)]*)\)?")


@dataclass(frozen=True, slots=True)
class Gloss:
    """A gloss in house style. `take` numbers recordings between which nothing else was said."""

    gloss: str
    variant: str = ""
    take: int = 0


@dataclass(frozen=True)
class Tables:
    """What was reviewed by eye: how a gloss is really written, and which entries are left out."""

    written: dict[str, tuple[str, str]]  # as the rules leave it -> gloss, variant
    left_out: dict[str, str]  # file -> kind of reason

    @classmethod
    def read(cls, folder: Path = HERE) -> Self:
        """Read both tables from this folder."""
        return cls(
            {
                row["read"]: (row["gloss"], row["variant"])
                for row in _rows(folder / "gloss_corrections.csv")
            },
            {row["file"]: row["reason"] for row in _rows(folder / "left_out.csv")},
        )

    def clean(self, gloss: str, variant: str) -> Gloss:
        """Tell gloss, variant and take apart, and write the gloss as a person would."""
        found = by_rule(gloss, variant)
        if found.gloss not in self.written:
            return found
        written, how = self.written[found.gloss]
        return replace(found, gloss=written, variant=_joined((found.variant, how)))


def by_rule(gloss: str, variant: str) -> Gloss:
    """Apply what holds for every gloss: marks to the variant, senses in brackets, lower case.

    The two columns were one file name once: a bracket may open in the one and close in the other.
    """
    name = f"{gloss} {variant}"
    parts = [_read_off(inside) for inside in _BRACKET.findall(name)]
    parts.append(_read_off(_BRACKET.sub(" ", name), least=1))
    word = parts[-1][0]
    senses = [rest for rest, _ in parts[:-1] if rest]
    written = f"{word} ({', '.join(senses)})" if senses else word
    marks = [mark for _, found in parts for mark in found]
    takes = [int(mark) for mark in marks if mark.isdigit()]
    return Gloss(
        written.upper() if len(written) == 1 else written.lower(),
        _joined(name for name in MARKS if name in marks),
        max(takes, default=0),
    )


def told_apart(glosses: Sequence[Gloss]) -> list[Gloss]:
    """Drop the number of a take, except where it alone tells two recordings apart."""
    taken: set[tuple[str, str]] = set()
    result: dict[int, Gloss] = {}
    for place in sorted(range(len(glosses)), key=lambda p: (glosses[p].take, p)):
        plain, number = glosses[place], 1
        variant = plain.variant
        while (plain.gloss, variant) in taken:
            number += 1
            variant = _joined((plain.variant, str(number)))
        taken.add((plain.gloss, variant))
        result[place] = Gloss(plain.gloss, variant)
    return [result[place] for place in range(len(glosses))]


def _read_off(text: str, least: int = 0) -> tuple[str, list[str]]:
    """Take marks off the end of a name, but leave at least so many letters."""
    marks: list[str] = []
    while (found := _AT_END.match(text)) and len(found["rest"].strip()) >= least:
        text = found["rest"]
        marks.append(_named(found["mark"]))
    return " ".join(text.split()).strip(" ,"), marks


def _named(mark: str) -> str:
    """The house name of a mark; a take stays its number."""
    if mark.isdigit():
        return mark
    return next(n for n, how in MARKS.items() if re.fullmatch(how, mark, re.IGNORECASE))


def _joined(parts: Iterable[str]) -> str:
    return ", ".join(part for part in parts if part)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
