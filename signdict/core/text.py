"""Normalised text: words as they are compared, and their trigrams."""

import re
import unicodedata
from functools import lru_cache

from signdict.core.letters import Letters, is_invisible

_PLAIN, _MARKED = Letters(), Letters(marked=True)
#: What cannot be decided for one character alone, in lower case: the pattern and its replacement.
#: An accent typed for an apostrophe; the Catalan double l; quotation marks inside a Hebrew
#: abbreviation; a Persian word part; a Hindi nasal before a consonant; Thai and Lao
#: vowels and tones typed in another order.
_ACCENT = str.maketrans("\u00b4", "'")
_SEQUENCES = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        ("(?<=l)[.\u00b7\u2022\u2027](?=l)", ""),
        ('(?<=[\u05d0-\u05ea])["\u201c\u201d](?=[\u05d0-\u05ea])', ""),
        ("(?<=[\u0620-\u06ff])\u200c", " "),
        ("\u0e40\u0e40", "\u0e41"),
        ("[\u0919\u091e\u0923\u0928\u092e]\u094d(?=[\u0915-\u0939])", "\u0902"),
        ("([\u0e4d\u0ecd])([\u0e48-\u0e4b\u0ec8-\u0ecb])", r"\2\1"),
    )
)
_IN_SEQUENCES = re.compile('[.\u00b7\u2022\u2027"\u201c\u201d\u200c\u094d\u0e40\u0e4d\u0ecd]')
#: Letters of Hangul that follow the first of a syllable.
_LATER_JAMO = range(0x1160, 0x1200)
_DOTLESS = str.maketrans({"I": "ı", "İ": "i"})


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Return the words of a text as they are found: without case, accents and punctuation.

    Words are separated by one space. Marks that are letters stay (see `letters`).
    """
    if text.isascii():
        lower = text.lower()
        if "l.l" in lower:
            lower = _SEQUENCES[0][0].sub("", lower)
    else:
        caseless = unicodedata.normalize("NFKC", text.translate(_ACCENT)).casefold()
        lower = _in_order(unicodedata.normalize("NFKC", caseless))
    return " ".join(lower.translate(_PLAIN).split())


@lru_cache(maxsize=4096)
def marked(text: str, *, dotless: bool = False) -> str:
    """Return the words of a text in lower case, with their accents, separated by one space.

    `dotless` lowers I to ı, as in Turkish.
    """
    if dotless:
        text = text.translate(_DOTLESS)
    if not text.isascii():
        text = _in_order(unicodedata.normalize("NFKC", text.translate(_ACCENT)).lower())
        text = unicodedata.normalize("NFC", text.replace("ς", "σ"))
    elif "l.l" in (text := text.lower()):
        text = _in_order(text)
    return " ".join(text.translate(_MARKED).split())


def uncased(text: str) -> str:
    """Return a text in lower case, with all its letters and signs: ß is not ss, C++ is not C."""
    if text.isascii():
        return " ".join(text.lower().split())
    lower = unicodedata.normalize("NFKC", text).lower().replace("ς", "σ")
    return " ".join(visible(unicodedata.normalize("NFC", lower)).split())


def visible(text: str) -> str:
    """Return a text without joiners, selectors, soft hyphens and other invisible characters."""
    return text if text.isascii() else "".join(c for c in text if not is_invisible(c))


def _in_order(text: str) -> str:
    for pattern, replacement in _SEQUENCES if _IN_SEQUENCES.search(text) else ():
        text = pattern.sub(replacement, text)
    return text


def letter_count(words: str) -> int:
    """Return the number of letters of folded words: marks are part of the letter before them."""
    if words.isascii():
        return len(words)
    return sum(ord(c) not in _LATER_JAMO and unicodedata.category(c)[0] != "M" for c in words)


def trigrams(text: str) -> frozenset[str]:
    """Return every three adjacent letters of the folded words; `_` marks the ends of a word."""
    words = (f"_{word}_" for word in fold(text).split())
    return frozenset(word[i : i + 3] for word in words for i in range(len(word) - 2))
