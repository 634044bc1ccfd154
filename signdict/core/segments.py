"""Where words begin in scripts that are written without blanks, by ICU (docs/decisions/0021).

Korean has blanks, but compounds are written without: there every syllable may begin a word.
"""

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
_SYLLABLES = re.compile("[\uac00-\ud7a3]{2,}")
#: The first letters of syllables, as `fold` writes Korean.
_JAMO = re.compile("[\u1100-\u1112]")


def is_unspaced(words: str) -> bool:
    """Return whether folded words may be found inside others: a script without blanks, or Korean.

    One syllable of Korean may not; it is in too many words.
    """
    if words.isascii():
        return False
    return _UNSPACED.search(words) is not None or len(_JAMO.findall(words)) > 1


@lru_cache(maxsize=4096)
def inner_words(text: str) -> tuple[str, ...]:
    """Return what a text can be found by besides its own words: the rest from each inner word on.

    The words are folded. Every Chinese character begins a word. Empty for other scripts.
    """
    if text.isascii():
        return ()
    whole = unicodedata.normalize("NFKC", text)
    starts = [
        run.start() + start
        for run in _UNSPACED.finditer(whole)
        for start in sorted(_starts(run.group()) - {0})
    ]
    for run in _SYLLABLES.finditer(whole):
        starts += range(run.start() + 1, run.end() - 1)
    rests = (fold(whole[start:]).split() for start in starts)
    return tuple(dict.fromkeys(rest[0] for rest in rests if rest))


def _starts(part: str) -> set[int]:
    """Return where words begin in a run of one or more of these scripts."""
    from icu4py.breakers import WordBreaker  # 20 ms, and only for these scripts

    starts = {start for start, _ in WordBreaker(part, "en").segments()}
    return starts | {match.start() for match in _CHARACTER.finditer(part)}
