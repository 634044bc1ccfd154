"""Where words begin in scripts that are written without blanks, by ICU (docs/decisions/0021)."""

import re
import unicodedata
from functools import lru_cache

from signdict.core.text import fold

_HAN = "\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
#: Thai, Lao, Burmese, Khmer, kana and Chinese characters: those ICU has dictionaries for.
_UNSPACED = re.compile(
    f"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\ua9e0-\ua9ff\uaa60-\uaa7f{_HAN}]+"
)
_CHARACTER = re.compile(f"[{_HAN}]")


def is_unspaced(words: str) -> bool:
    """Return whether a text contains a script that is written without blanks."""
    return not words.isascii() and _UNSPACED.search(words) is not None


@lru_cache(maxsize=4096)
def inner_words(text: str) -> tuple[str, ...]:
    """Return what a text can be found by besides its own words: the rest from each inner word on.

    The words are folded. Every Chinese character begins a word. Empty for scripts with blanks.
    """
    if not is_unspaced(text):
        return ()
    whole = unicodedata.normalize("NFKC", text)
    rests = []
    for run in _UNSPACED.finditer(whole):
        part = run.group()
        inside = _starts(part) - {0}
        rests += [fold(whole[run.start() + start :]).split()[0] for start in sorted(inside)]
    return tuple(dict.fromkeys(rests))


def _starts(part: str) -> set[int]:
    """Return where words begin in a run of one or more of these scripts."""
    from icu4py.breakers import WordBreaker  # 20 ms, and only for these scripts

    starts = {start for start, _ in WordBreaker(part, "en").segments()}
    return starts | {match.start() for match in _CHARACTER.finditer(part)}
