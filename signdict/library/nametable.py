"""The names of a library in memory, and which of them may match typed words."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TypeAlias

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from signdict.core import fuzzy
from signdict.core.letters import is_skin_tone
from signdict.core.segments import inner_words
from signdict.core.spelling import written_out
from signdict.core.text import fold, letter_count, visible
from signdict.core.types import BoolArray, IntArray

#: A name: sign id, whether it is the gloss, its text, sign language, spoken language, variant, and
#: the kind of the sign.
NameRow: TypeAlias = tuple[int, int, str, str, str, str, str]
#: The sign languages, spoken languages and kinds that are wanted; none means all.
Wanted: TypeAlias = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]

#: Sorts after every text that starts with the text before it.
_LAST = "\U0010ffff"
#: A word that starts with this share of the typed letters may be another form of the typed word;
#: and the least number of letters that must be the same.
_STEM, _SHORTEST_STEM = 0.6, 4
#: Similar words that are considered for a typing error, of each kind.
_SIMILAR = 60
#: Words of a longer phrase in which typing errors are considered.
_PARTS = 6
#: Typed words for which the texts with similar words are cached.
_CACHED = 64
#: Letters of a longer text that are looked up.
_LONGEST = 200
#: Factor on the score of words that match without their spaces ("thankyou").
_JOINED = 0.98
#: How glosses are usually written, to store few of them twice.
_CASES: tuple[Callable[[str], str], ...] = (str, str.upper, str.capitalize, str.title)


def words_of(text: str) -> str:
    """Return the text as it is looked up: folded, or its signs if it contains no letter."""
    return (fold(text) or _signs_of(text))[:_LONGEST].strip()


def _signs_of(text: str) -> str:
    """Return emoji without their skin tone, and other signs."""
    whole = visible(text.encode("utf-8", "ignore").decode().replace("\0", ""))
    plain = "".join(c for c in whole if not is_skin_tone(c))
    return (plain or whole).strip()


class NameTable:
    """An immutable table of names. `texts` are the different texts, sorted by their letters."""

    def __init__(self, rows: Sequence[NameRow]) -> None:
        named = [(words_of(row[2]), row) for row in rows]
        self.texts = sorted(
            {words for words, _ in named}, key=lambda words: (_joined(words), words)
        )
        self._letters = [_joined(words) for words in self.texts]
        self._lengths = np.array([len(words) for words in self.texts], np.int64)
        number_of = {words: number for number, words in enumerate(self.texts)}
        named.sort(key=lambda name: (number_of[name[0]], not name[1][1], name[1][5], name[1][0]))
        ordered = [row for _, row in named]
        self.signs = np.array([row[0] for row in ordered], np.int64)
        self.is_gloss = np.array([row[1] for row in ordered], bool)
        self.variants = [row[5] for row in ordered]
        self._codes = (
            _CodeColumn([row[3] for row in ordered]),
            _CodeColumn([row[4] for row in ordered]),
            _CodeColumn([row[6] for row in ordered]),
        )
        numbers = [number_of[words] for words, _ in named]
        counts = np.bincount(numbers, minlength=len(self.texts))
        self._starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
        self._note_spellings(named)
        self._index_words(self._note_other_words(numbers, ordered))
        self._chosen: tuple[Wanted, BoolArray] | None = None

    def _note_spellings(self, named: Sequence[tuple[str, NameRow]]) -> None:
        """Store how each name is spelled: as one of `_CASES` of its words, or as it is."""
        self._case = np.zeros(len(named), np.int8)
        self._spelled: dict[int, str] = {}
        for number, (words, row) in enumerate(named):
            name = row[2]
            if name == words:
                continue
            for case, spell in enumerate(_CASES) if name.isascii() else ():
                if spell(words) == name:
                    self._case[number] = case
                    break
            else:
                self._spelled[number] = name

    def _note_other_words(
        self, numbers: Iterable[int], ordered: Iterable[NameRow]
    ) -> dict[int, set[str]]:
        """Store texts with umlauts written out; return the further words of each text.

        These are the words of the former, and those inside texts of scripts without blanks.
        """
        self._written_out: dict[int, tuple[str, ...]] = {}
        others: dict[int, set[str]] = {}
        for text, row in zip(numbers, ordered, strict=True):
            name = row[2]
            if name.isascii():
                continue
            if (words := written_out(name, row[4])[:_LONGEST]) != self.texts[text]:
                known = self._written_out.get(text, ())
                self._written_out[text] = known if words in known else (*known, words)
                others.setdefault(text, set()).update(words.split())
            if inner := inner_words(name):
                others.setdefault(text, set()).update(inner)
        return others

    def score(self, query: str, text: int) -> tuple[float, float]:
        """Return how well a text matches folded words, from 0 to 1.

        The first number is for names of the text with umlauts written out, the second for all.
        """
        plain = _score(query, self.texts[text])
        others = (_score(query, words) for words in self._written_out.get(text, ()))
        return max([plain, *others]), plain

    def written_score(self, query: str, text: int, row: int) -> float:
        """Return how well a name of a text matches folded words with umlauts written out."""
        return _score(query, written_out(self.spelled(row, text), self.spoken(row))[:_LONGEST])

    def spelled(self, row: int, text: int) -> str:
        """Return the name of a row, which has the words of a text."""
        return self._spelled.get(row) or _CASES[self._case[row]](self.texts[text])

    def spoken(self, row: int) -> str:
        """Return the spoken language of a row; empty if it is not known."""
        return self._codes[1][row]

    def __len__(self) -> int:
        """Return the number of names."""
        return len(self.signs)

    def of(self, text: int) -> slice:
        """Return the rows of a text: glosses first, by variant, then by sign."""
        return slice(int(self._starts[text]), int(self._starts[text + 1]))

    def called(self, words: str) -> int | None:
        """Return the index of a text in `texts`; None if no name has this text."""
        first = bisect_left(self._letters, _joined(words))
        last = bisect_left(self._letters, _joined(words) + "\0", first)
        return next((n for n in range(first, last) if self.texts[n] == words), None)

    def chosen(
        self, languages: Sequence[str], spoken: Sequence[str], kinds: Sequence[str] = ()
    ) -> BoolArray | None:
        """Return a mask of the names in some languages, of signs of some kinds; None for all."""
        if not languages and not spoken and not kinds:
            return None
        key = (tuple(languages), tuple(spoken), tuple(kinds))
        if self._chosen is None or self._chosen[0] != key:
            masks = [column.among(codes) for column, codes in zip(self._codes, key, strict=True)]
            self._chosen = (key, np.logical_and.reduce(masks))
        return self._chosen[1]

    def candidates(
        self, query: str, limit: int, chosen: BoolArray | None, *, slips: bool = True
    ) -> Iterator[int]:
        """Yield indexes of texts that may match folded words, possibly twice.

        These are the `limit` shortest texts of each kind: texts that start with the query, texts
        whose words start with its words, and, with `slips` and unless a name equals the query,
        texts for which the query may be a typing error.
        """
        allowed = self._texts_of(chosen)
        letters = _joined(query)
        first = bisect_left(self._letters, letters)
        last = bisect_left(self._letters, letters + _LAST, first)
        yield from self._shortest(np.arange(first, last), limit, allowed)
        parts = list(dict.fromkeys(query.split()))
        yield from self._shortest(_in_all(map(self._starting_with, parts)), limit, allowed)
        same = self.called(query)
        if slips and (same is None or (allowed is not None and not allowed[same])):
            similar = map(self._with_similar, parts[:_PARTS])
            yield from self._shortest(_in_all(similar), limit, allowed)

    def _index_words(self, others: Mapping[int, set[str]]) -> None:
        """Note which texts contain each word or have it among their other words, sorted."""
        containing: dict[str, list[int]] = {}
        for number, text in enumerate(self.texts):
            own = set(text.split())
            for word in own | others[number] if number in others else own:
                containing.setdefault(word, []).append(number)
        self._words = sorted(containing)
        self._texts_with = np.array(
            [number for word in self._words for number in containing[word]], np.int64
        )
        counts = [len(containing[word]) for word in self._words]
        self._with_starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
        self._of_length: dict[int, tuple[list[str], list[int]]] = {}
        for number, word in enumerate(self._words):
            words, numbers = self._of_length.setdefault(len(word), ([], []))
            words.append(word)
            numbers.append(number)
        self._prefixes: dict[int, list[str]] = {}
        # while a phrase is typed only its last word changes
        self._with_similar = lru_cache(_CACHED)(lambda part: self._with_words(self._similar(part)))

    def _texts_of(self, chosen: BoolArray | None) -> BoolArray | None:
        """Return a mask of the texts that a chosen name has."""
        if chosen is None or not len(chosen):
            return None
        return np.logical_or.reduceat(chosen, self._starts[:-1])

    def _shortest(self, texts: IntArray, limit: int, allowed: BoolArray | None) -> Iterator[int]:
        if allowed is not None:
            texts = texts[allowed[texts]]
        if len(texts) > limit:
            lengths = self._lengths[texts]
            texts = texts[np.argpartition(lengths, limit)[:limit]]
        yield from texts.tolist()

    def _starting_with(self, part: str) -> IntArray:
        """Return texts with a word that starts with a part, each once."""
        first, last = self._range(part)
        return np.unique(self._texts_with[self._with_starts[first] : self._with_starts[last]])

    def _range(self, start: str) -> tuple[int, int]:
        """Return the range of words that start so."""
        first = bisect_left(self._words, start)
        return first, bisect_left(self._words, start + _LAST, first)

    def _with_words(self, words: Iterable[int]) -> IntArray:
        """Return texts with one of these words, each once."""
        spans = [self._texts_with[self._with_starts[n] : self._with_starts[n + 1]] for n in words]
        return np.unique(np.concatenate(spans)) if spans else np.zeros(0, np.int64)

    def _similar(self, part: str) -> set[int]:
        """Return words that may be meant: with a typing error, unfinished, or another form."""
        first, last = self._range(part)
        words = set(range(first, min(last, first + _SIMILAR)))
        stem = part[: max(_SHORTEST_STEM, round(_STEM * len(part)))]
        letters = letter_count(part)
        if letters > _SHORTEST_STEM and len(part) > len(stem):
            first, last = self._range(stem)
            near = sorted(range(first, last), key=lambda n: abs(len(self._words[n]) - len(part)))
            words.update(near[:_SIMILAR])
        # "running" may be a form of "run"
        for end in range(3 + len(part) - letters, len(part)):
            first = bisect_left(self._words, part[:end])
            if first < len(self._words) and self._words[first] == part[:end]:
                words.add(first)
        slips = fuzzy.slips(letters)
        if slips:
            words.update(self._misspelt(part, slips))
            words.update(self._misspelt_so_far(part, slips))
        return words

    def _misspelt(self, part: str, slips: int) -> Iterator[int]:
        """Yield words with at most `slips` wrong letters."""
        for length in range(len(part) - slips, len(part) + slips + 1):
            words, numbers = self._of_length.get(length, ([], []))
            for _, _, place in process.extract(
                part, words, scorer=OSA.distance, score_cutoff=slips, limit=_SIMILAR
            ):
                yield numbers[place]

    def _misspelt_so_far(self, part: str, slips: int) -> Iterator[int]:
        """Yield longer words whose start has at most `slips` wrong letters."""
        length = len(part)
        if length not in self._prefixes:
            longer = (word[:length] for word in self._words if len(word) > length)
            self._prefixes[length] = list(dict.fromkeys(longer))
        for prefix, _, _ in process.extract(
            part, self._prefixes[length], scorer=OSA.distance, score_cutoff=slips,
            limit=_SIMILAR // 4,
        ):  # fmt: skip
            first, last = self._range(prefix)
            yield from range(first, min(last, first + _SIMILAR // 4))


class _CodeColumn:
    """A language code for each name, stored as small numbers."""

    def __init__(self, codes: Sequence[str]) -> None:
        self._number: dict[str, int] = {}
        numbers = [self._number.setdefault(code, len(self._number)) for code in codes]
        self._codes = np.array(numbers, np.int32)
        self._names = list(self._number)

    def __getitem__(self, row: int) -> str:
        """Return the code of a name."""
        return self._names[int(self._codes[row])]

    def among(self, codes: Sequence[str]) -> BoolArray:
        """Return a mask of the names with one of these codes; without codes, all names."""
        if not codes:
            return np.ones(len(self._codes), bool)
        wanted = [self._number[code] for code in codes if code in self._number]
        return np.isin(self._codes, wanted)


def _in_all(sets: Iterable[IntArray]) -> IntArray:
    """Return what all sets contain."""
    parts = sorted(sets, key=len)
    if not parts:
        return np.zeros(0, np.int64)
    common = parts[0]
    for part in parts[1:]:
        common = common[np.isin(common, part, assume_unique=True)]
    return common


def _joined(words: str) -> str:
    """Return words without the spaces between them."""
    return words.replace(" ", "")


def _score(query: str, words: str) -> float:
    if query == words:
        return fuzzy.EXACT
    score = fuzzy.answers(query, words)
    if " " in query or " " in words:
        score = max(score, _JOINED * fuzzy.answers(_joined(query), _joined(words)))
    return score
