"""What each character is reduced to when words are compared, by its script.

Marks of Latin, Greek, Hebrew and Arabic letters may be omitted; those of Thai, Burmese, Devanagari
and other scripts are letters. Cyrillic letters such as й are letters of their own, except ё.
"""

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opencc import OpenCC

#: Characters that are typed differently by habit, in lower case after NFKC. Apostrophes are inside
#: a word, not between two; the tatweel only stretches a word. Arabic letters are reduced as in
#: Lucene's normalisers for Arabic and Persian; Hindi spells its nasal with either sign
#: (one letter in CLDR's collation of Hindi) and often omits the dot below.
_MAPPED = dict.fromkeys("'`\u2018\u2019\u201b\u05f3\u05f4\u0640", "") | {
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th",
    "ə": "e", "ǝ": "e", "ɛ": "e", "ɔ": "o", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ƴ": "y", "ŋ": "n",
    "ŧ": "t",
    "ё": "е", "ѐ": "е", "ѝ": "и",
    "ٱ": "ا", "أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ی": "ي", "ئ": "ي", "ؤ": "و", "ک": "ك",
    "ة": "ه", "ۀ": "ه", "ہ": "ه", "ۂ": "ه",
    "װ": "וו", "ױ": "וי", "ײ": "יי",
    "\u0901": "\u0902", "\u093c": "",
}  # fmt: skip
#: Modifier letters that are apostrophes (Hawaiian, Ukrainian, transcriptions of Arabic).
_MAPPED |= dict.fromkeys(map(chr, range(0x2B9, 0x2C0)), "")
#: The first words of the names of marks that may be omitted.
_OPTIONAL_MARKS = (
    "COMBINING", "HEBREW", "ARABIC", "SYRIAC", "SAMARITAN", "VEDIC", "VARIATION", "MONGOLIAN FREE",
    "KHMER VOWEL INHERENT",
)  # fmt: skip
#: The marks of kana that change the consonant.
_VOICED = "\u3099\u309a"
#: Letters without shape.
_FILLERS = "\u115f\u1160\u3164\uffa0"
#: Skin tones, which change no meaning.
_TONES = range(0x1F3FB, 0x1F400)
_KATAKANA, _TO_HIRAGANA = range(0x30A1, 0x30F7), 0x60


class Letters(dict[int, str]):
    """A table for `str.translate`: letters and digits, plain or with their marks; others a space.

    `marked` keeps case, marks and the script of kana and Chinese.
    """

    def __init__(self, *, marked: bool = False) -> None:
        self._marked = marked

    def __missing__(self, code: int) -> str:
        """Compute the entry of a character and store it."""
        letter = chr(code)
        if is_invisible(letter):
            self[code] = ""
        elif self._marked:
            kept = unicodedata.category(letter)[0] in "LMN"
            self[code] = "" if _MAPPED.get(letter) == "" else letter if kept else " "
        else:
            self[code] = _plain(letter)
        return self[code]


def is_invisible(letter: str) -> bool:
    """Return whether a character has no shape of its own: joiners, selectors, soft hyphens."""
    return (
        unicodedata.category(letter) == "Cf"
        or letter in _FILLERS
        or unicodedata.name(letter, "").startswith(("VARIATION SELECTOR", "MONGOLIAN FREE"))
    )


def is_skin_tone(letter: str) -> bool:
    """Return whether a character gives the emoji before it a skin tone."""
    return ord(letter) in _TONES


def _plain(letter: str) -> str:
    if letter in _MAPPED:
        return _MAPPED[letter]
    category = unicodedata.category(letter)
    if category[0] == "M":
        optional = unicodedata.name(letter, "").startswith(_OPTIONAL_MARKS)
        return "" if optional and letter not in _VOICED else letter
    if category == "Nd":
        return str(unicodedata.decimal(letter))
    return _plain_letter(letter) if category[0] in "LN" else " "


def _plain_letter(letter: str) -> str:
    script = unicodedata.name(letter, "").partition(" ")[0]
    if script in ("LATIN", "GREEK"):
        base = unicodedata.normalize("NFD", letter)
        return "".join(
            _MAPPED.get(part, part) for part in base if unicodedata.category(part)[0] != "M"
        )
    if script == "KATAKANA" and ord(letter) in _KATAKANA:
        return chr(ord(letter) - _TO_HIRAGANA)
    if script == "HANGUL":  # so that a syllable that is being typed is the start of the word
        return unicodedata.normalize("NFD", letter)
    return _simplified(letter) if script == "CJK" else letter


def _simplified(letter: str) -> str:
    """Return the simplified form of a Chinese character."""
    return str(_to_simplified().convert(letter))


@cache
def _to_simplified() -> "OpenCC":
    from opencc import OpenCC  # 30 ms, and only for Chinese characters

    return OpenCC("t2s")
