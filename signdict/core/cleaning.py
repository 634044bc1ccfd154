r"""One rule for every text from outside: no characters that are not seen, and Unicode form NFC.

Two texts that look the same are then the same sign, and no text controls a terminal. Removed are:

- sequences that control a terminal, and all other control characters,
- characters that set the direction of text (`Bidi_Control`), as in U+202E,
- characters without width that join nothing: U+200B, U+2060 to U+2064, U+FEFF, U+00AD,
- surrogates, noncharacters and the tags of Unicode, except in emoji of flags.

Joiners (U+200C, U+200D, U+034F, U+180E) belong to words of Persian, to the scripts of India and to
emoji. They stay between two characters from U+0590 on, where the first scripts with joiners begin.
"""

import re
import unicodedata
from typing import Final

from signdict.core.errors import ManifestError

#: Letters of the longest gloss, variant, concept, signer or source.
LONGEST: Final = 1000

#: Sequences of ECMA-48 that begin with `ESC [` or `ESC ]`.
_TERMINAL = re.compile("\x1b\\[[0-?]*[ -/]*[@-~]|\x1b\\][^\x07\x1b]*(?:\x07|\x1b\\\\)")
_NONCHARACTERS = "".join(chr(plane + end) for plane in range(0, 0x110000, 0x10000)
                         for end in (0xFFFE, 0xFFFF))  # fmt: skip
#: Letters of flags of countries in a country, such as Scotland, which stay, or what is removed.
_UNSEEN = re.compile(
    "(\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f)"
    "|[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff9-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    f"\U000e0000-\U000e007f{_NONCHARACTERS}]"
)
#: Characters that look like a space, though Unicode does not call them one.
_BLANKS = re.compile("[\x1c-\x1f\u2800\u3164\uffa0]")
_JOINER, _JOINED = "\u034f\u180e\u200c\u200d", "\u0590-\U0010ffff"
_JOINING_NOTHING = re.compile(
    f"(?<![{_JOINED}])[{_JOINER}]+|[{_JOINER}]+(?![{_JOINED}])|([{_JOINER}])\\1+"
)
#: A text of these alone is not seen: joiners, fillers of Hangul, vowels of Khmer, variants.
_ONLY_UNSEEN = re.compile(
    f"[ {_JOINER}\u115f\u1160\u17b4\u17b5\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]*"
)
_LINE_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")


def clean(text: str) -> str:
    """Return a text as it is stored: one line, single spaces, only what is seen; may be empty."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    line = _JOINING_NOTHING.sub(r"\1", " ".join(_seen(text).split()))
    line = " ".join(unicodedata.normalize("NFC", line).split())
    return "" if _ONLY_UNSEEN.fullmatch(line) else line


def limited(name: str, text: str, longest: int = LONGEST) -> str:
    """Return a text as it is stored. Raise ManifestError, which names it, if it is too long."""
    cleaned = clean(text)
    if len(cleaned) > longest:
        raise ManifestError(f"The {name} is longer than {longest:,} letters.", hint="Shorten it.")
    return cleaned


def clean_lines(text: str) -> str:
    """Return a text of several lines as it is stored; its spaces, tabs and line breaks stay."""
    lines = _JOINING_NOTHING.sub(r"\1", _seen(_LINE_BREAKS.sub("\n", text)))
    return unicodedata.normalize("NFC", lines)


def _seen(text: str) -> str:
    return _UNSEEN.sub(r"\1", _BLANKS.sub(" ", _TERMINAL.sub("", text)))
