"""Signs by what somebody types: the full-text tables bring candidates, `wording` orders them."""

import json
import sqlite3
from collections.abc import Sequence

from signdict import wording

#: Names that are compared letter by letter: this many, and some for each sign that is asked for.
_CANDIDATES = 100
#: Of a longer text, only so many letters are looked up.
_LONGEST = 200
#: So many trigrams of a text are enough to find what it is like.
_TRIGRAMS = 32
#: A translation counts a little less than the gloss itself, and so does "thankyou".
_SECOND = 0.98

_CHOSEN = (
    "(? = '[]' OR signs.sign_language IN (SELECT value FROM json_each(?)))"
    " AND signs.source NOT IN hidden"
)
_FROM_LETTERS = f"""
    SELECT names.sign, names.words, names.gloss, signs.variant FROM names
    JOIN signs ON signs.id = names.sign WHERE names.joined >= ? AND names.joined < ? AND {_CHOSEN}
    ORDER BY length(names.joined), names.gloss DESC, names.sign LIMIT ?"""  # noqa: S608
_FROM_TABLE = """
    SELECT names.sign, names.words, names.gloss, signs.variant FROM {table}
    JOIN names ON names.id = {table}.rowid JOIN signs ON signs.id = names.sign
    WHERE {table} MATCH ? AND {chosen} ORDER BY {table}.rank LIMIT ?"""
_FROM_WORDS = _FROM_TABLE.format(table="names_words", chosen=_CHOSEN)
_FROM_TRIGRAMS = _FROM_TABLE.format(table="names_trigrams", chosen=_CHOSEN)


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
        [sign, gloss, words, _joined(words), edged],
    )


def find(
    connection: sqlite3.Connection, text: str, languages: Sequence[str], limit: int
) -> list[tuple[int, float]]:
    """Return (sign id, score 0..1), best first: the same word, beginnings, words, likeness."""
    asked = words_of(text)
    if not asked or limit < 1:
        return []
    chosen = json.dumps(list(languages))
    rest = [chosen, chosen, _CANDIDATES + 4 * limit]
    joined = _joined(asked)
    rows = connection.execute(_FROM_LETTERS, [joined, joined + "\U0010ffff", *rest]).fetchall()
    parts = wording.fold(asked).split()
    if parts:
        every = " ".join(f'"{part}"*' for part in parts)
        rows += connection.execute(_FROM_WORDS, [every, *rest]).fetchall()
    if not any(words == asked for _, words, _, _ in rows):
        some = sorted(wording.trigrams(asked))[:_TRIGRAMS]
        any_of = " OR ".join(f'"{three}"' for three in some)
        if any_of:
            rows += connection.execute(_FROM_TRIGRAMS, [any_of, *rest]).fetchall()
    best: dict[int, tuple[float, str]] = {}
    for sign, words, gloss, variant in rows:
        score = _score(asked, words) * (1.0 if gloss else _SECOND)
        best[sign] = max(best.get(sign, (0.0, variant)), (score, variant))
    found = sorted(best.items(), key=lambda item: (-item[1][0], item[1][1], item[0]))
    return [(sign, score) for sign, (score, _) in found[:limit] if score > 0]


def _score(asked: str, words: str) -> float:
    if asked == words:
        return wording.EXACT
    score = wording.answers(asked, words)
    if " " in asked or " " in words:
        score = max(score, _SECOND * wording.answers(_joined(asked), _joined(words)))
    return score


def _joined(words: str) -> str:
    return words.replace(" ", "")
