"""Normalised text: words without case and accents, and their trigrams."""

import re
import unicodedata
from functools import lru_cache

#: Letters that Unicode does not decompose into a plain letter and a mark.
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


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Return the words of a text in lower case and without accents, separated by one space."""
    lower = unicodedata.normalize("NFKD", text).casefold()  # mathematical letters have case too
    decomposed = unicodedata.normalize("NFKD", lower)
    letters = "".join(c for c in decomposed if unicodedata.combining(c) < _ACCENTS_FROM)
    return " ".join(_WORD.findall(unicodedata.normalize("NFC", letters.translate(_PLAIN))))


def trigrams(text: str) -> frozenset[str]:
    """Return every three adjacent letters of the folded words; `_` marks the ends of a word."""
    words = (f"_{word}_" for word in fold(text).split())
    return frozenset(word[i : i + 3] for word in words for i in range(len(word) - 2))
