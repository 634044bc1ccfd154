"""Signs by what somebody types: `names` bring candidates, `wording` puts them in order."""

import sqlite3
from collections.abc import Iterator, Sequence

from signdict.core import text as wording
from signdict.library.names import Names

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


class Lexicon:
    """The names of one library, read when they are first asked for and again when they changed."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._version = -1
        self._old, self._new = Names(()), Names(())
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

    def _names(self) -> tuple[Names, Names]:
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
                self._new = Names([row[:6] for row in self._rows(self._last)])
            self._connection.execute("DELETE FROM temp.named")
        return self._old, self._new

    def _read_all(self) -> None:
        rows = self._rows(0)
        self._last = rows[-1][6] if rows else 0
        self._old, self._new = Names([row[:6] for row in rows]), Names(())

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
    names: Names, asked: str, languages: Sequence[str], limit: int, spoken: Sequence[str]
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
        return wording.EXACT
    score = wording.answers(asked, words)
    if " " in asked or " " in words:
        score = max(score, _SECOND * wording.answers(_joined_words(asked), _joined_words(words)))
    return score


def _joined_words(words: str) -> str:
    return words.replace(" ", "")
