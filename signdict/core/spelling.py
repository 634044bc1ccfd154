"""How near the spelling of a name is to what was typed, if their folded words are the same.

The factors order names with equal words: the exact spelling first, then another case, other
punctuation, accents that were not typed, umlauts that were written out, and other accents.
"""

import unicodedata
from collections.abc import Mapping
from functools import cache

from signdict.core.text import fold, marked, uncased, visible

#: Factors on the score, best first; see `Spelling.of`. The last one is so high that other accents
#: of the same words still come before longer names (`fuzzy.BEGINNING`), also for translations.
CASE, PUNCTUATION, UNMARKED, WRITTEN_OUT, OTHER = 0.9999, 0.999, 0.985, 0.98, 0.92
#: Longer names that start with the typed letters, but with accents that were not typed.
_LONGER = 0.995

_GERMAN = ("de", "deu", "ger", "gsw", "lb", "ltz", "nds", "et", "est")
_NORDIC = ("da", "dan", "nb", "nob", "nn", "nno", "no", "nor", "sv", "swe", "fi", "fin", "fo", "is")
_SERBIAN = ("bs", "bos", "hr", "hrv", "sh", "sr", "srp", "cnr")
#: Letters that are written as two where the keyboard lacks them, and the languages that do so.
_TWO_LETTERS = {
    "ä": ("ae", _GERMAN + _NORDIC), "ö": ("oe", _GERMAN + _NORDIC), "ü": ("ue", _GERMAN),
    "å": ("aa", _NORDIC), "ø": ("oe", _NORDIC), "đ": ("dj", _SERBIAN),
}  # fmt: skip
_TWO = str.maketrans(
    {letter: two for letter, (two, _) in _TWO_LETTERS.items()}
    | {"ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"}
)
#: Languages that lower I to ı.
_DOTLESS = frozenset(("tr", "tur", "az", "aze", "crh", "tt", "tat"))
#: Signs that change a word if they follow it: C++ and C#.
_STICKY = "+#"


def written_out(text: str, language: str = "") -> str:
    """Return folded words with umlauts and å, ø written as two letters.

    Letters stay as they are if the language of the text is known not to write them out, and may
    be any language if it is not known.
    """
    if text.isascii():
        return fold(text)
    lower = unicodedata.normalize("NFKC", text).lower()
    return fold(lower.translate(_two_letters_of(_code(language))))


@cache
def _two_letters_of(code: str) -> Mapping[int, str]:
    return {
        ord(letter): two
        for letter, (two, codes) in _TWO_LETTERS.items()
        if not code or code in codes
    }


def searchable(text: str, language: str = "") -> str:
    """Return a text to look for `search_parts` in: its words, and its other spellings."""
    words = fold(text)
    forms = dict.fromkeys((words, written_out(text, language), uncased(text)))
    return "\n".join(form for form in forms if form)


def search_parts(typed: str) -> list[str]:
    """Return what a searchable text must contain: folded words, and signs such as ? and C++."""
    parts: list[str] = []
    for word in typed.split():
        words = fold(word)
        signs = not words or word[-1:] in _STICKY
        parts += [uncased(word)] if signs else words.split()
    return parts


class Spelling:
    """What was typed, to compare names with."""

    def __init__(self, typed: str) -> None:
        self.words = fold(typed)
        self.written_out = written_out(typed)
        self._typed = typed
        self._exact, self._uncased, self._marked = _exact(typed), uncased(typed), marked(typed)
        self._is_plain = unicodedata.normalize("NFC", self.words) == self._marked
        self._is_sticky = self._uncased[-1:] in _STICKY and len(self._uncased) > 1

    def of(self, name: str, language: str) -> float:
        """Return the factor of a name with the same folded words, in a spoken language."""
        exact = _exact(name)
        if exact == self._exact:
            return 1.0
        dotless = _code(language) in _DOTLESS or any(c in "ıİ" for c in self._exact + exact)
        typed = marked(self._typed, dotless=dotless)
        own = marked(name, dotless=dotless)
        if typed == own:
            same_signs = dotless or uncased(name) == self._uncased
            return (CASE if same_signs else PUNCTUATION) if own else UNMARKED
        if self._is_plain:
            return UNMARKED
        two = typed.translate(_TWO), own.translate(_TWO)
        return WRITTEN_OUT if two[0] == own or typed == two[1] else OTHER

    def of_longer(self, name: str) -> float:
        """Return the factor of a name that contains the typed words or their beginnings.

        0 if the typed text ends with a sign that the name lacks: nothing continues C++.
        """
        if self._is_sticky and self._uncased not in uncased(name):
            return 0.0
        if name.isascii():
            return 1.0 if self._is_plain else OTHER
        own = marked(name)
        words = own.split()
        starts = all(any(w.startswith(part) for w in words) for part in self._marked.split())
        if starts or self._marked.replace(" ", "") in own.replace(" ", ""):
            return 1.0
        return _LONGER if self._is_plain else OTHER


def _code(language: str) -> str:
    return language.lower().partition("-")[0]


def _exact(text: str) -> str:
    """Return a text in composed letters, without invisible characters and spaces at the ends."""
    if text.isascii():
        return " ".join(text.split())
    return " ".join(visible(unicodedata.normalize("NFC", text)).split())
