"""Signs by what somebody types: `names` bring candidates, `wording` puts them in order."""

import sqlite3
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from signdict.core import fuzzy
from signdict.core import text as wording

#: A name as the library has it: sign, whether it is the gloss, folded words, sign language,
#: spoken language, variant.
NameRow = tuple[int, int, str, str, str, str]

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


class NameTable:
    """Names that do not change. `texts` are the different ones, in the order of their letters."""

    def __init__(self, rows: Sequence[NameRow]) -> None:
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
        slips = fuzzy.slips(len(part))
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


#: Names that are compared letter by letter: this many, and some for each sign that is asked for.
_CANDIDATES = 100
#: Of a longer text, only so many letters are looked up.
_LONGEST = 200
#: A translation counts a little less than the gloss itself, and so does "thankyou".
_SECOND = 0.98
#: So many names may have come since the others were put in order; then all of them are again.
_NEW = 2000

_ALL = """
    SELECT names.sign, names.gloss, names.words, signs.sign_language, signs.spoken_language,
           signs.variant, names.id
    FROM names JOIN signs ON signs.id = names.sign
    WHERE names.id > ? AND signs.source NOT IN hidden ORDER BY names.id"""
_TRANSLATED = "SELECT sign, spoken_language, text FROM translations"
#: Tells of this connection's changes; of those of others, `data_version` does.
_WATCH = """
    CREATE TEMP TABLE named (gone INTEGER NOT NULL);
    CREATE TEMP TRIGGER named_added AFTER INSERT ON main.names BEGIN
        INSERT INTO named VALUES (0); END;
    CREATE TEMP TRIGGER named_removed AFTER DELETE ON main.names BEGIN
        INSERT INTO named VALUES (1); END;
    CREATE TEMP TRIGGER named_otherwise AFTER UPDATE ON main.names BEGIN
        INSERT INTO named VALUES (1); END;
    CREATE TEMP TRIGGER hidden_more AFTER INSERT ON temp.hidden BEGIN
        INSERT INTO named VALUES (1); END;
    CREATE TEMP TRIGGER hidden_less AFTER DELETE ON temp.hidden BEGIN
        INSERT INTO named VALUES (1); END;
    CREATE TEMP TRIGGER signs_otherwise AFTER UPDATE ON main.signs BEGIN
        INSERT INTO named VALUES (1); END;
"""


def words_of(text: str) -> str:
    """Return the text as it is looked up: folded, or as it is if it has no letter at all."""
    plain = wording.fold(text) or text.encode("utf-8", "ignore").decode().replace("\0", "").strip()
    return plain[:_LONGEST].strip()


def write(connection: sqlite3.Connection, sign: int, text: str, *, gloss: bool) -> None:
    """Make a sign findable by a text, its gloss or a translation."""
    words = words_of(text)
    edged = " ".join(f"_{word}_" for word in words.split())
    connection.execute(
        "INSERT INTO names (sign, gloss, words, joined, edged) VALUES (?, ?, ?, ?, ?)",
        [sign, gloss, words, _joined_words(words), edged],
    )


class TextIndex:
    """The names of one library, read when they are first asked for and again when they changed."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._version = -1
        self._old, self._new = NameTable(()), NameTable(())
        self._last = 0

    def find(
        self,
        text: str,
        languages: Sequence[str],
        limit: int,
        spoken: Sequence[str] = (),
    ) -> list[tuple[int, float]]:
        """Return (sign id, score 0..1), best first: the same word, beginnings, words, likeness.

        `languages` are sign languages, `spoken` those of glosses and translations.
        """
        asked = words_of(text)
        if not asked or limit < 1:
            return []
        best: dict[int, tuple[float, str]] = {}
        for names in self._names():
            for sign, score, variant in _found(names, asked, languages, limit, spoken):
                best[sign] = max(best.get(sign, (0.0, variant)), (score, variant))
        found = sorted(best.items(), key=lambda item: (-item[1][0], item[1][1], item[0]))
        return [(sign, score) for sign, (score, _) in found[:limit]]

    def called(self, words: str) -> set[int]:
        """The signs with a gloss or translation of just these folded words."""
        signs: set[int] = set()
        for names in self._names():
            text = names.called(words)
            if text is not None:
                signs.update(names.signs[names.of(text)].tolist())
        return signs

    def _names(self) -> tuple[NameTable, NameTable]:
        """Those that were put in order, and the few that came since."""
        version = self._connection.execute("PRAGMA data_version").fetchone()[0]
        if version != self._version:
            if self._version < 0:
                self._connection.executescript(_WATCH)
            self._version = version
            self._read_all()
            return self._old, self._new
        told = self._connection.execute("SELECT count(*), max(gone) FROM temp.named").fetchone()
        if told[0]:
            if told[1] or len(self._new) > _NEW:
                self._read_all()
            else:
                self._new = NameTable([row[:6] for row in self._rows(self._last)])
            self._connection.execute("DELETE FROM temp.named")
        return self._old, self._new

    def _read_all(self) -> None:
        rows = self._rows(0)
        self._last = rows[-1][6] if rows else 0
        self._old, self._new = NameTable([row[:6] for row in rows]), NameTable(())

    def _rows(self, after: int) -> list[tuple[int, int, str, str, str, str, int]]:
        """Names with a number above `after`; translations with the language that they are in."""
        rows = self._connection.execute(_ALL, [after]).fetchall()
        if all(row[1] for row in rows):
            return rows
        told = {
            (sign, words_of(text)): spoken
            for sign, spoken, text in self._connection.execute(_TRANSLATED)
        }
        return [
            row if row[1] else (*row[:4], told.get((row[0], row[2]), ""), *row[5:]) for row in rows
        ]


def _found(
    names: NameTable, asked: str, languages: Sequence[str], limit: int, spoken: Sequence[str]
) -> Iterator[tuple[int, float, str]]:
    """Signs with their scores and variants, of each text the first few, until enough are better."""
    chosen = names.chosen(languages, spoken)
    texts = set(names.candidates(asked, _CANDIDATES + 4 * limit, chosen))
    scored = sorted(((_score(asked, names.texts[n]), n) for n in texts), reverse=True)
    found: list[float] = []
    for score, text in scored:
        if score <= 0 or (len(found) >= limit and sorted(found)[-limit] > score):
            return
        span = names.of(text)
        places = range(span.start, span.stop)
        if chosen is not None:
            places = [n for n in places if chosen[n]]  # type: ignore[assignment]
        for place in places[:limit]:
            whole = score * (1.0 if names.is_gloss[place] else _SECOND)
            found.append(whole)
            yield int(names.signs[place]), whole, names.variants[place]


def _score(asked: str, words: str) -> float:
    if asked == words:
        return fuzzy.EXACT
    score = fuzzy.answers(asked, words)
    if " " in asked or " " in words:
        score = max(score, _SECOND * fuzzy.answers(_joined_words(asked), _joined_words(words)))
    return score


def _joined_words(words: str) -> str:
    return words.replace(" ", "")
