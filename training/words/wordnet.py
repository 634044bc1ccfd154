"""Princeton WordNet 3.0 as Debian installs it (wordnet-base): meanings, words and relations."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path

from signdict.core.errors import ManifestError

#: Where Debian's package puts the database.
FOLDER = Path("/usr/share/wordnet")
PARTS = ("noun", "verb", "adj", "adv")
_LETTER = {"n": "noun", "v": "verb", "a": "adj", "s": "adj", "r": "adv"}
#: How endings of inflected words are replaced, part by part, as WordNet's own morphy does.
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
    """A meaning: its words, what it is called in a sentence, and what it has to do with."""

    part: str
    words: tuple[str, ...]  # with blanks, as they are written
    definition: str
    examples: tuple[str, ...]
    pointers: tuple[tuple[str, int], ...]  # kind of relation, place of the other in `synsets`


@dataclass(frozen=True, slots=True)
class Sense:
    """One of the meanings of a word."""

    synset: int  # its place in `synsets`
    rank: int  # 0: the usual one of this part of speech
    count: int  # how often it was met in the texts that were tagged by hand


class WordNet:
    """All meanings in the order of the files, and the senses of every word in lower case."""

    def __init__(self, folder: Path = FOLDER) -> None:
        """Read the database. Raise ManifestError if it is not there or not what it should be."""
        try:
            self.synsets, self._place = _synsets(folder)
            self.senses = self._senses(folder)
            self._odd = {part: dict(_exceptions(folder / f"{part}.exc")) for part in PARTS}
        except OSError as problem:
            raise ManifestError(
                f"There is no WordNet in {folder}.",
                hint="Install it (Debian: wordnet-base), or name its folder with --wordnet.",
            ) from problem
        except (ValueError, KeyError, IndexError) as problem:
            raise ManifestError(
                f"The WordNet in {folder} cannot be read.", hint="Version 3.0 is wanted."
            ) from problem

    @cached_property
    def words(self) -> list[str]:
        """Every word and compound in lower case, in the order of the alphabet."""
        return sorted(self.senses)

    def stem(self, word: str) -> str:
        """The word as WordNet lists it: itself, or what it is a form of."""
        if word in self.senses:
            return word
        odd = (self._odd[part][word] for part in PARTS if word in self._odd[part])
        regular = (stem for part in PARTS for stem in self.stems(word, part))
        return next(chain(odd, regular), word)

    def stems(self, word: str, part: str) -> list[str]:
        """What a word may be a form of, as a part of speech."""
        tried = [word.removesuffix(end) + new for end, new in _ENDINGS[part] if word.endswith(end)]
        return [one for one in tried if self._is(one, part)]

    def forms(self) -> Iterator[tuple[str, str]]:
        """Every irregular form with its word: geese, goose."""
        for part in PARTS:
            yield from ((f, stem) for f, stem in self._odd[part].items() if stem in self.senses)

    def _is(self, word: str, part: str) -> bool:
        return any(self.synsets[s.synset].part == part for s in self.senses.get(word, ()))

    def _senses(self, folder: Path) -> dict[str, tuple[Sense, ...]]:
        """Read which meanings a word has, and how usual each is."""
        counts = _counts(folder / "cntlist.rev")
        found: dict[str, list[Sense]] = {}
        for part in PARTS:
            for line in _lines(folder / f"index.{part}"):
                name, _, many, *rest = line.split()
                places = [self._place[part, int(one)] for one in rest[-int(many) :]]
                senses = found.setdefault(name.replace("_", " "), [])
                senses += [
                    Sense(place, rank, counts.get((name, part, rank + 1), 0))
                    for rank, place in enumerate(places)
                ]
        return {word: tuple(senses) for word, senses in found.items()}


def split(text: str) -> list[str]:
    """The words of a text in lower case."""
    return _WORD.findall(text.lower())


def _lines(path: Path) -> Iterator[str]:
    """The lines of a file of the database after its licence, which stands before a margin."""
    with path.open(encoding="utf-8", errors="replace") as file:
        yield from (line for line in file if not line.startswith("  "))


def _synsets(folder: Path) -> tuple[list[Synset], dict[tuple[str, int], int]]:
    """Read all meanings; the second tells the place of each by its part and its offset."""
    raw = [(part, line) for part in PARTS for line in _lines(folder / f"data.{part}")]
    place = {(part, int(line[:8])): number for number, (part, line) in enumerate(raw)}
    return [_synset(part, line, place) for part, line in raw], place


def _synset(part: str, line: str, place: dict[tuple[str, int], int]) -> Synset:
    told, _, gloss = line.partition(" | ")
    fields = told.split()
    many = int(fields[3], 16)
    words = [_MARKER.sub("", word).replace("_", " ") for word in fields[4 : 4 + 2 * many : 2]]
    at = 5 + 2 * many
    pointers = [
        (fields[n], place[_LETTER[fields[n + 2]], int(fields[n + 1])])
        for n in range(at, at + 4 * int(fields[at - 1]), 4)
    ]
    definition = _EXAMPLE.sub("", gloss).strip(" ;\n")
    examples = tuple(_EXAMPLE.findall(gloss))
    return Synset(part, tuple(words), definition, examples, tuple(pointers))


def _counts(path: Path) -> dict[tuple[str, str, int], int]:
    """Read how often each sense was tagged: {(word, part, number from 1): count}."""
    parts = {"1": "noun", "2": "verb", "3": "adj", "4": "adv", "5": "adj"}
    counts = {}
    for line in _lines(path):
        key, number, count = line.split()
        word, _, rest = key.partition("%")
        counts[word, parts[rest[0]], int(number)] = int(count)
    return counts


def _exceptions(path: Path) -> Iterator[tuple[str, str]]:
    for line in _lines(path):
        form, stem, *_ = (one.replace("_", " ") for one in line.split())
        yield form, stem
