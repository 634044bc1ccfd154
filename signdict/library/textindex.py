"""Finds signs by what a user types. Names are searched in memory (docs/decisions/0017)."""

import heapq
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from signdict.core import fuzzy
from signdict.core.spelling import Spelling
from signdict.library.nametable import NameRow, NameTable, words_of

#: Names that are compared letter by letter: this many, and `_PER_RESULT` for each result.
_CANDIDATES, _PER_RESULT = 100, 4
#: Factor on the score of a translation.
_SECOND = 0.98
#: New names that are searched separately; with more of them all names are sorted again.
_NEW = 2000

#: Glosses and translations that are newer than a row.
_GLOSSES = """
    SELECT id, 1, gloss, sign_language, spoken_language, variant, kind
    FROM visible_signs WHERE id > ? ORDER BY id"""
_TRANSLATIONS = """
    SELECT sign, 0, text, sign_language, words.spoken_language, variant, kind
    FROM translations AS words JOIN visible_signs AS signs ON signs.id = sign
    WHERE words.rowid > ? ORDER BY words.rowid"""
#: Records the changes of this connection; `data_version` reports those of others. `added` is the
#: id of a new row, 0 if rows were changed or removed.
_WATCH = """
    CREATE TEMP TABLE named (added INTEGER NOT NULL, of_gloss INTEGER NOT NULL);
    CREATE TEMP TRIGGER sign_added AFTER INSERT ON main.signs BEGIN
        INSERT INTO named VALUES (NEW.id, 1); END;
    CREATE TEMP TRIGGER sign_removed AFTER DELETE ON main.signs BEGIN
        INSERT INTO named VALUES (0, 1); END;
    CREATE TEMP TRIGGER sign_changed AFTER UPDATE ON main.signs BEGIN
        INSERT INTO named VALUES (0, 1); END;
    CREATE TEMP TRIGGER word_added AFTER INSERT ON main.translations BEGIN
        INSERT INTO named VALUES (NEW.rowid, 0); END;
    CREATE TEMP TRIGGER word_removed AFTER DELETE ON main.translations BEGIN
        INSERT INTO named VALUES (0, 0); END;
    CREATE TEMP TRIGGER word_changed AFTER UPDATE ON main.translations BEGIN
        INSERT INTO named VALUES (0, 0); END;
    CREATE TEMP TRIGGER source_hidden AFTER INSERT ON temp.hidden BEGIN
        INSERT INTO named VALUES (0, 0); END;
    CREATE TEMP TRIGGER source_shown AFTER DELETE ON temp.hidden BEGIN
        INSERT INTO named VALUES (0, 0); END;
"""


class TextIndex:
    """The names of one library, read at the first query and again after they changed."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._version = -1
        self._old, self._new = NameTable(()), NameTable(())
        self._last = {0: 0, 1: 0}

    def find(
        self,
        text: str,
        languages: Sequence[str],
        limit: int,
        spoken: Sequence[str] = (),
        kinds: Sequence[str] = (),
    ) -> list[tuple[int, float]]:
        """Return (sign id, score from 0 to 1) of signs whose name matches a text, best first.

        `languages` are sign languages, `spoken` those of glosses and translations, and `kinds`
        those of the signs; none means all.
        """
        query = words_of(text)
        if not query or limit < 1:
            return []
        spelling = Spelling(text)
        best: dict[int, tuple[float, str]] = {}
        for words in dict.fromkeys((query, spelling.written_out or query)):
            request = _Request(
                words, spelling, languages, spoken, kinds, limit, slips=words == query
            )
            for names in self._tables():
                for sign, score, variant in _matches(names, request):
                    best[sign] = max(best.get(sign, (0.0, variant)), (score, variant))
        ranked = sorted(best.items(), key=lambda item: (-item[1][0], item[1][1], item[0]))
        return [(sign, score) for sign, (score, _) in ranked[:limit]]

    def called(self, name: str) -> set[int]:
        """Return the signs with a gloss or translation that has the same folded words."""
        words, signs = words_of(name), set[int]()
        for names in self._tables():
            text = names.called(words)
            if text is not None:
                signs.update(names.signs[names.of(text)].tolist())
        return signs

    def _tables(self) -> tuple[NameTable, NameTable]:
        """Return the names as they are now: those that were sorted first, and the few new ones."""
        version = self._connection.execute("PRAGMA data_version").fetchone()[0]
        if version != self._version:
            if self._version < 0:
                self._connection.executescript(_WATCH)
            self._version = version
            self._read_all()
            return self._old, self._new
        changes = self._connection.execute("SELECT added, of_gloss FROM temp.named").fetchall()
        if changes:
            if len(self._new) > _NEW or any(row <= self._last[gloss] for row, gloss in changes):
                self._read_all()
            else:
                self._new = NameTable(self._rows(self._last))
            self._connection.execute("DELETE FROM temp.named")
        return self._old, self._new

    def _read_all(self) -> None:
        self._last = {0: 0, 1: 0}
        self._old, self._new = NameTable(self._rows(self._last)), NameTable(())
        for of_gloss, table in enumerate(("translations", "signs")):
            row = self._connection.execute(f"SELECT max(rowid) FROM main.{table}").fetchone()
            self._last[of_gloss] = row[0] or 0

    def _rows(self, after: Mapping[int, int]) -> list[NameRow]:
        """Return glosses and translations with higher numbers than these."""
        glosses = self._connection.execute(_GLOSSES, [after[1]]).fetchall()
        return glosses + self._connection.execute(_TRANSLATIONS, [after[0]]).fetchall()


@dataclass(frozen=True, slots=True)
class _Request:
    """Folded words to look up, as they were typed, and which names are wanted."""

    words: str
    spelling: Spelling
    languages: Sequence[str]
    spoken: Sequence[str]
    kinds: Sequence[str]
    limit: int
    slips: bool


def _matches(names: NameTable, wanted: _Request) -> Iterator[tuple[int, float, str]]:
    """Yield signs with score and variant, best texts first, until `limit` results are better."""
    chosen = names.chosen(wanted.languages, wanted.spoken, wanted.kinds)
    limit = wanted.limit
    count = _CANDIDATES + _PER_RESULT * limit
    texts = set(names.candidates(wanted.words, count, chosen, slips=wanted.slips))
    scored = sorted(((*names.score(wanted.words, n), n) for n in texts), reverse=True)
    results: list[float] = []
    for score, plain, text in scored:
        if score <= 0 or (len(results) >= limit and sorted(results)[-limit] > score):
            return
        rows = [
            (_weighted(wanted, names, row, text, plain, written_out=score > plain), row)
            for row in range(*names.of(text).indices(len(names)))
            if chosen is None or chosen[row]
        ]
        for weighted, row in heapq.nlargest(limit, rows, key=lambda item: item[0]):
            if weighted > 0:
                results.append(weighted)
                yield int(names.signs[row]), weighted, names.variants[row]


def _weighted(
    wanted: _Request, names: NameTable, row: int, text: int, score: float, *, written_out: bool
) -> float:
    """Return the score of a name of a text, by its spelling, and less if it is a translation."""
    if written_out:  # of some name of the text, perhaps not of this one
        score = max(score, names.written_score(wanted.words, text, row))
    factor = 1.0 if names.is_gloss[row] else _SECOND
    if score == fuzzy.EXACT:
        factor *= wanted.spelling.of(names.spelled(row, text), names.spoken(row))
    elif score >= fuzzy.LIKE:
        factor *= wanted.spelling.of_longer(names.spelled(row, text))
    return score * factor
