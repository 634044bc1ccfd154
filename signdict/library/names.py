"""Everything that signs are called, held in memory in the orders in which it is looked up.

A keystroke is answered from here: texts that begin with what was typed, texts with words that do,
and words that somebody may have slipped at. Which of them come first, `wording` decides.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from signdict.core import text as wording

#: A name as the library has it: sign, whether it is the gloss, folded words, sign language,
#: spoken language, variant.
Row = tuple[int, int, str, str, str, str]

_LAST = "\U0010ffff"
#: A word shares this part of what was typed, from its beginning, to be the same with other endings.
_STEM, _SHORTEST_STEM = 0.6, 4
#: Words that may be meant where somebody slipped: so many of each kind are looked at.
_ALIKE = 60
#: Of a longer phrase only so many words are looked at for slips.
_PARTS = 6
#: For so many words it is kept which texts may be meant.
_MEANT = 64
Places = NDArray[np.int64]


class Names:
    """Names that do not change. `texts` are the different ones, in the order of their letters."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.texts = sorted({row[2] for row in rows}, key=lambda words: (_joined(words), words))
        self._letters = [_joined(words) for words in self.texts]
        self._lengths = np.array([len(words) for words in self.texts], np.int64)
        place = {words: number for number, words in enumerate(self.texts)}
        ordered = sorted(rows, key=lambda row: (place[row[2]], not row[1], row[5], row[0]))
        self.signs = np.array([row[0] for row in ordered], np.int64)
        self.is_gloss = np.array([row[1] for row in ordered], bool)
        self.variants = [row[5] for row in ordered]
        self._coded = (
            _Codes([row[3] for row in ordered]),
            _Codes([row[4] for row in ordered]),
        )
        counts = np.bincount([place[row[2]] for row in ordered], minlength=len(self.texts))
        self._starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
        self._index_words()
        self._open: tuple[tuple[Sequence[str], Sequence[str]], NDArray[np.bool_]] | None = None

    def __len__(self) -> int:
        """Return the number of names."""
        return len(self.signs)

    def of(self, text: int) -> slice:
        """Where the names of a text are: glosses first, in the order of variants, then signs."""
        return slice(int(self._starts[text]), int(self._starts[text + 1]))

    def called(self, words: str) -> int | None:
        """The place of a text among `texts`; None if nothing is called so."""
        first = bisect_left(self._letters, _joined(words))
        last = bisect_left(self._letters, _joined(words) + "\0", first)
        return next((n for n in range(first, last) if self.texts[n] == words), None)

    def chosen(self, languages: Sequence[str], spoken: Sequence[str]) -> NDArray[np.bool_] | None:
        """Which names are of these sign languages and spoken languages; None if all may be."""
        if not languages and not spoken:
            return None
        asked = (tuple(languages), tuple(spoken))
        if self._open is None or self._open[0] != asked:
            masks = [coded.among(codes) for coded, codes in zip(self._coded, asked, strict=True)]
            self._open = (asked, np.logical_and(*masks))
        return self._open[1]

    def candidates(self, asked: str, wide: int, chosen: NDArray[np.bool_] | None) -> Iterator[int]:
        """Places of texts that may answer folded words, some of them twice.

        Of each kind up to `wide`, the shortest: those that begin so, those of which words begin
        so, and, where nothing is called just so, those at which somebody may have slipped.
        """
        there = self._texts_of(chosen)
        letters = _joined(asked)
        first = bisect_left(self._letters, letters)
        last = bisect_left(self._letters, letters + _LAST, first)
        yield from self._shortest(np.arange(first, last), wide, there)
        parts = list(dict.fromkeys(asked.split()))
        yield from self._shortest(_all(self._beginning(part) for part in parts), wide, there)
        same = self.called(asked)
        if same is None or (there is not None and not there[same]):
            slips = [self._meant(part) for part in parts[:_PARTS]]
            yield from self._shortest(_all(slips), wide, there)

    def _index_words(self) -> None:
        """Note of each word, in the order of letters, in which texts it is."""
        having: dict[str, list[int]] = {}
        for place, text in enumerate(self.texts):
            for word in set(text.split()):
                having.setdefault(word, []).append(place)
        self._words = sorted(having)
        self._texts_having = np.array(
            [place for word in self._words for place in having[word]], np.int64
        )
        counts = [len(having[word]) for word in self._words]
        self._having_starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
        self._of_length: dict[int, tuple[list[str], list[int]]] = {}
        for number, word in enumerate(self._words):
            words, places = self._of_length.setdefault(len(word), ([], []))
            words.append(word)
            places.append(number)
        self._cut: dict[int, list[str]] = {}
        # while a phrase is typed only its last word changes
        self._meant = lru_cache(_MEANT)(lambda part: self._having(self._alike(part)))

    def _texts_of(self, chosen: NDArray[np.bool_] | None) -> NDArray[np.bool_] | None:
        if chosen is None or not len(chosen):
            return None
        return np.logical_or.reduceat(chosen, self._starts[:-1])

    def _shortest(
        self, places: Places, wide: int, there: NDArray[np.bool_] | None
    ) -> Iterator[int]:
        if there is not None:
            places = places[there[places]]
        if len(places) > wide:
            lengths = self._lengths[places]
            places = places[np.argpartition(lengths, wide)[:wide]]
        yield from places.tolist()

    def _beginning(self, part: str) -> Places:
        """Texts with a word that begins so, each once."""
        first, last = self._range(part)
        found = self._texts_having[self._having_starts[first] : self._having_starts[last]]
        return np.unique(found)

    def _range(self, beginning: str) -> tuple[int, int]:
        first = bisect_left(self._words, beginning)
        return first, bisect_left(self._words, beginning + _LAST, first)

    def _having(self, words: Iterable[int]) -> Places:
        spans = [self._texts_having[self._having_starts[n] : self._having_starts[n + 1]]
                 for n in words]  # fmt: skip
        return np.unique(np.concatenate(spans)) if spans else np.zeros(0, np.int64)

    def _alike(self, part: str) -> set[int]:
        """Words that may be meant: slipped at, still being typed, or ending otherwise."""
        first, last = self._range(part)
        found = set(range(first, min(last, first + _ALIKE)))
        stem = part[: max(_SHORTEST_STEM, round(_STEM * len(part)))]
        if len(part) > len(stem):
            first, last = self._range(stem)
            near = sorted(range(first, last), key=lambda n: abs(len(self._words[n]) - len(part)))
            found.update(near[:_ALIKE])
        for end in range(3, len(part)):  # "running" may be a form of "run"
            first = bisect_left(self._words, part[:end])
            if first < len(self._words) and self._words[first] == part[:end]:
                found.add(first)
        slips = wording.slips(len(part))
        if slips:
            found.update(self._slipped(part, slips))
            found.update(self._slipped_so_far(part, slips))
        return found

    def _slipped(self, part: str, slips: int) -> Iterator[int]:
        for length in range(len(part) - slips, len(part) + slips + 1):
            words, places = self._of_length.get(length, ([], []))
            for _, _, number in process.extract(
                part, words, scorer=OSA.distance, score_cutoff=slips, limit=_ALIKE
            ):
                yield places[number]

    def _slipped_so_far(self, part: str, slips: int) -> Iterator[int]:
        length = len(part)
        if length not in self._cut:
            longer = (word[:length] for word in self._words if len(word) > length)
            self._cut[length] = list(dict.fromkeys(longer))
        for beginning, _, _ in process.extract(
            part, self._cut[length], scorer=OSA.distance, score_cutoff=slips, limit=_ALIKE // 4
        ):
            first, last = self._range(beginning)
            yield from range(first, min(last, first + _ALIKE // 4))


class _Codes:
    """A code of each name, as small numbers."""

    def __init__(self, codes: Sequence[str]) -> None:
        self._number: dict[str, int] = {}
        numbers = [self._number.setdefault(code, len(self._number)) for code in codes]
        self._codes = np.array(numbers, np.int32)

    def among(self, codes: Sequence[str]) -> NDArray[np.bool_]:
        """Whose code is one of these; of everyone, if there are none."""
        if not codes:
            return np.ones(len(self._codes), bool)
        wanted = [self._number[code] for code in codes if code in self._number]
        return np.isin(self._codes, wanted)


def _all(found: Iterable[Places]) -> Places:
    """What is in each of several sets."""
    parts = sorted(found, key=len)
    if not parts:
        return np.zeros(0, np.int64)
    kept = parts[0]
    for part in parts[1:]:
        kept = kept[np.isin(kept, part, assume_unique=True)]
    return kept


def _joined(words: str) -> str:
    return words.replace(" ", "")
