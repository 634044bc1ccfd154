"""Reads Princeton WordNet 3.0, as Debian installs it: meanings, words and relations."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path

from signdict.core.errors import ManifestError

#: The folder of Debian's package wordnet-base.
FOLDER = Path("/usr/share/wordnet")
PARTS = ("noun", "verb", "adj", "adv")
_LETTER = {"n": "noun", "v": "verb", "a": "adj", "s": "adj", "r": "adv"}
#: Replacements of the endings of inflected words, by part of speech, as in WordNet's morphy.
_ENDINGS = {
    "noun": (("ses", "s"), ("xes", "x"), ("zes", "z"), ("ches", "ch"), ("shes", "sh"),
             ("men", "man"), ("ies", "y"), ("s", "")),
    "verb": (("ies", "y"), ("es", "e"), ("es", ""), ("s", ""), ("ed", "e"), ("ed", ""),
             ("ing", "e"), ("ing", "")),
    "adj": (("er", ""), ("est", ""), ("er", "e"), ("est", "e")),
    "adv": (),
}  # fmt: skip
_MARKER = re.compile(r"\((?:p|a|ip)\)$")
_EXAMPLE = re.compile(r'"([^"]*)"')
_WORD = re.compile(r"[^\W\d_]+(?:['.][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Synset:
    """A meaning: its words, definition and examples, and its relations to other meanings."""

    part: str  # of speech
    words: tuple[str, ...]  # with spaces
    definition: str
    examples: tuple[str, ...]
    pointers: tuple[tuple[str, int], ...]  # kind of relation, index of the other in `synsets`


@dataclass(frozen=True, slots=True)
class Sense:
    """One of the meanings of a word."""

    synset: int  # index in `synsets`
    rank: int  # 0: the most frequent one of this part of speech
    count: int  # occurrences in the texts that were tagged by hand


class WordNet:
    """All meanings in the order of the files, and the senses of each word in lower case."""

    def __init__(self, folder: Path = FOLDER) -> None:
        """Read the database. Raise ManifestError if it is missing or damaged."""
        try:
            self.synsets, self._index = _synsets(folder)
            self.senses = self._senses(folder)
            self._odd = {part: dict(_exceptions(folder / f"{part}.exc")) for part in PARTS}
        except OSError as error:
            raise ManifestError(
                f"No WordNet found in {folder}.",
                hint="Install it (Debian: wordnet-base), or name its folder with --wordnet.",
            ) from error
        except (ValueError, KeyError, IndexError) as error:
            raise ManifestError(
                f"The WordNet in {folder} cannot be read.", hint="Version 3.0 is required."
            ) from error

    @cached_property
    def words(self) -> list[str]:
        """All words and compounds in lower case, in alphabetical order."""
        return sorted(self.senses)

    def stem(self, word: str) -> str:
        """Return the word that WordNet lists for a form; the form itself if it lists none."""
        if word in self.senses:
            return word
        odd = (self._odd[part][word] for part in PARTS if word in self._odd[part])
        regular = (stem for part in PARTS for stem in self.stems(word, part))
        return next(chain(odd, regular), word)

    def stems(self, word: str, part: str) -> list[str]:
        """Return the words whose form, as a part of speech, this word may be."""
        stems = [word.removesuffix(end) + new for end, new in _ENDINGS[part] if word.endswith(end)]
        return [stem for stem in stems if self._has(stem, part)]

    def forms(self) -> Iterator[tuple[str, str]]:
        """Yield every irregular form with its word: geese, goose."""
        for part in PARTS:
            yield from ((f, stem) for f, stem in self._odd[part].items() if stem in self.senses)

    def _has(self, word: str, part: str) -> bool:
        return any(self.synsets[s.synset].part == part for s in self.senses.get(word, ()))

    def _senses(self, folder: Path) -> dict[str, tuple[Sense, ...]]:
        """Read the meanings of each word, and their frequencies."""
        counts = _counts(folder / "cntlist.rev")
        by_word: dict[str, list[Sense]] = {}
        for part in PARTS:
            for line in _lines(folder / f"index.{part}"):
                name, _, count, *fields = line.split()
                offsets = [int(field) for field in fields[-int(count) :]]
                senses = by_word.setdefault(name.replace("_", " "), [])
                senses += [
                    Sense(self._index[part, offset], rank, counts.get((name, part, rank + 1), 0))
                    for rank, offset in enumerate(offsets)
                ]
        return {word: tuple(senses) for word, senses in by_word.items()}


def split(text: str) -> list[str]:
    """Return the words of a text in lower case."""
    return _WORD.findall(text.lower())


def _lines(path: Path) -> Iterator[str]:
    """Yield the lines of a file of the database without its licence, whose lines are indented."""
    with path.open(encoding="utf-8", errors="replace") as file:
        yield from (line for line in file if not line.startswith("  "))


def _synsets(folder: Path) -> tuple[list[Synset], dict[tuple[str, int], int]]:
    """Read all meanings; also return the index of each by its part of speech and offset."""
    raw = [(part, line) for part in PARTS for line in _lines(folder / f"data.{part}")]
    index = {(part, int(line[:8])): number for number, (part, line) in enumerate(raw)}
    return [_synset(part, line, index) for part, line in raw], index


def _synset(part: str, line: str, index: dict[tuple[str, int], int]) -> Synset:
    data, _, gloss = line.partition(" | ")
    fields = data.split()
    count = int(fields[3], 16)
    words = [_MARKER.sub("", word).replace("_", " ") for word in fields[4 : 4 + 2 * count : 2]]
    start = 5 + 2 * count
    pointers = [
        (fields[n], index[_LETTER[fields[n + 2]], int(fields[n + 1])])
        for n in range(start, start + 4 * int(fields[start - 1]), 4)
    ]
    definition = _EXAMPLE.sub("", gloss).strip(" ;\n")
    examples = tuple(_EXAMPLE.findall(gloss))
    return Synset(part, tuple(words), definition, examples, tuple(pointers))


def _counts(path: Path) -> dict[tuple[str, str, int], int]:
    """Read the number of tagged occurrences: {(word, part, number of the sense from 1): count}."""
    parts = {"1": "noun", "2": "verb", "3": "adj", "4": "adv", "5": "adj"}
    counts = {}
    for line in _lines(path):
        key, number, count = line.split()
        word, _, rest = key.partition("%")
        counts[word, parts[rest[0]], int(number)] = int(count)
    return counts


def _exceptions(path: Path) -> Iterator[tuple[str, str]]:
    for line in _lines(path):
        form, stem, *_ = (field.replace("_", " ") for field in line.split())
        yield form, stem
