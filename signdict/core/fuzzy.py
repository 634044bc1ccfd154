"""Fuzzy matching of words: by equality, by prefix, by trigrams, and by edit distance."""

from rapidfuzz.distance import OSA, Indel

from signdict.core.segments import is_unspaced
from signdict.core.text import fold, letter_count, trigrams

#: Scores of the kinds of match, best first: the same words, the start of the name, the start of
#: its words, similar spelling. Scores between two of them order the matches of one kind.
EXACT, BEGINNING, WORDS, LIKE = 1.0, 0.9, 0.75, 0.6
#: From this score on a name is the typed words, up to accents that were not typed
#: (`spelling.UNMARKED`).
SAME = 0.985
#: Texts with a lower similarity are different words.
_MIN_SIMILARITY = 0.45
#: Words of this length may have one typo, and words of that length two.
_ONE_TYPO_FROM, _TWO_TYPOS_FROM = 4, 8


def slips(length: int) -> int:
    """Return how many letters of a word may be wrong, missing, added or transposed."""
    return 0 if length < _ONE_TYPO_FROM else 1 if length < _TWO_TYPOS_FROM else 2


def similarity(one: str, other: str) -> float:
    """Return how similar two texts are, 0 to 1: the better of two measures.

    The first is the mean of the shared trigrams (Dice) and of the letters in common order (Indel);
    the second is the edit distance, if it is within `slips`.
    """
    a, b = trigrams(one), trigrams(other)
    if not a or not b:
        return 0.0
    first, second = fold(one), fold(other)
    shared = 2 * len(a & b) / (len(a) + len(b))
    return max(
        (shared + Indel.normalized_similarity(first, second)) / 2, _edit_similarity(first, second)
    )


def answers(query: str, name: str) -> float:
    """Return how well a name matches a query: 1 for the same words, 0 for no match."""
    query_words, name_words = fold(query), fold(name)
    if not query_words or not name_words:
        return 0.0
    if query_words == name_words:
        return EXACT
    # of two names, the shorter one is nearer
    share = len(query_words) / (len(query_words) + len(name_words))
    if name_words.startswith(query_words):
        return WORDS + (BEGINNING - WORDS) * (0.5 + share)
    words = name_words.split()
    if all(_starts_a_word(part, words) for part in query_words.split()):
        return LIKE + (WORDS - LIKE) * (0.5 + min(share, 0.49))
    # of a word that is still being typed
    prefix = _edit_similarity(query_words, name_words[: len(query_words)])
    best = max(
        similarity(query_words, name_words),
        0.9 * prefix,
        *(0.9 * similarity(query_words, word) for word in words),
    )
    return LIKE * best if best >= _MIN_SIMILARITY else 0.0


def _starts_a_word(part: str, words: list[str]) -> bool:
    """Return whether a word starts with a part, or contains it in a script without blanks."""
    return any(word.startswith(part) for word in words) or (
        is_unspaced(part) and any(part in word for word in words)
    )


def _edit_similarity(one: str, other: str) -> float:
    """Return 1 less the share of letters that differ; 0 for more typos than `slips` allows."""
    allowed = slips(min(letter_count(one), letter_count(other)))
    if not allowed or abs(len(one) - len(other)) > allowed:
        return 0.0
    distance = OSA.distance(one, other, score_cutoff=allowed)
    return 1 - distance / max(len(one), len(other)) if distance <= allowed else 0.0
