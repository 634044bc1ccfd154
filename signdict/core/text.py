"""How words are compared: without case and accents, by beginnings, and by trigrams."""

import re
import unicodedata
from functools import lru_cache

from rapidfuzz.distance import OSA, Indel

#: Letters that Unicode does not take apart into a plain letter and a mark.
_PLAIN = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ħ": "h",
        "\u0131": "i",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
    }
    | dict.fromkeys("'\u2019\u02bc", "")  # an apostrophe is inside a word, not between two
)
#: Marks of a combining class below this belong to the letter (Devanagari, Japanese); those from
#: here on are accents and vowel points.
_ACCENTS_FROM = 10
_WORD = re.compile(r"[^\W_]+(?:[^\W_]|[\u0900-\u0EFF])*")

#: How much an answer counts, best kind first; all that is between two kinds tells answers apart.
EXACT, BEGINNING, WORDS, LIKE = 1.0, 0.9, 0.75, 0.6
#: What is less alike than this is another word.
_LEAST_LIKE = 0.45
#: From this length on a word may have one slip, and from that length on two.
_SLIP_FROM, _TWO_FROM = 4, 8


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Return the words of a text in lower case without accents, one blank between them."""
    plain = unicodedata.normalize("NFKD", text).casefold()  # a letter of mathematics has a case too
    apart = unicodedata.normalize("NFKD", plain)
    kept = "".join(c for c in apart if unicodedata.combining(c) < _ACCENTS_FROM)
    return " ".join(_WORD.findall(unicodedata.normalize("NFC", kept.translate(_PLAIN))))


def trigrams(text: str) -> frozenset[str]:
    """Return every three neighbouring letters of the folded words; `_` stands at their ends."""
    edged = (f"_{word}_" for word in fold(text).split())
    return frozenset(word[at : at + 3] for word in edged for at in range(len(word) - 2))


def slips(length: int) -> int:
    """So many letters of a word of this length may be wrong, missing, too many or exchanged."""
    return 0 if length < _SLIP_FROM else 1 if length < _TWO_FROM else 2


def clip_search(one: str, other: str) -> float:
    """How alike two texts are, between 0 and 1: by shared trigrams and by letters in order, or by
    how few letters have to change if it is no more than a slip or two."""
    a, b = trigrams(one), trigrams(other)
    if not a or not b:
        return 0.0
    first, second = fold(one), fold(other)
    shared = 2 * len(a & b) / (len(a) + len(b))
    return max((shared + Indel.normalized_similarity(first, second)) / 2, _slipped(first, second))


def _slipped(one: str, other: str) -> float:
    most = slips(min(len(one), len(other)))
    if not most or abs(len(one) - len(other)) > most:
        return 0.0
    distance = OSA.distance(one, other, score_cutoff=most)
    return 1 - distance / max(len(one), len(other)) if distance <= most else 0.0


def answers(asked: str, name: str) -> float:
    """How well a name answers what somebody typed: 1 is the same word, 0 is none of it."""
    wanted, named = fold(asked), fold(name)
    if not wanted or not named:
        return 0.0
    if wanted == named:
        return EXACT
    share = len(wanted) / (len(wanted) + len(named))  # of two names, the shorter is nearer
    if named.startswith(wanted):
        return WORDS + (BEGINNING - WORDS) * (0.5 + share)
    words = named.split()
    if all(any(word.startswith(part) for word in words) for part in wanted.split()):
        return LIKE + (WORDS - LIKE) * (0.5 + min(share, 0.49))
    so_far = _slipped(wanted, named[: len(wanted)])  # of a word that is still being typed
    alike = max(
        clip_search(wanted, named),
        0.9 * so_far,
        *(0.9 * clip_search(wanted, word) for word in words),
    )
    return LIKE * alike if alike >= _LEAST_LIKE else 0.0


def legible(text: str) -> str:
    """Return a text without halves of letters and without control characters but line breaks."""
    whole = text.encode("utf-8", "ignore").decode()
    return "".join(c for c in whole if c in "\n\t" or (c >= " " and c != "\x7f"))
