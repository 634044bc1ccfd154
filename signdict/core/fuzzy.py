"""Fuzzy matching of words: by equality, by prefix, by trigrams, and by edit distance."""

from rapidfuzz.distance import OSA, Indel

from signdict.core.text import fold, trigrams

#: Scores of the kinds of match, best first: the same words, the start of the name, the start of
#: its words, similar spelling. Scores between two of them order the matches of one kind.
EXACT, BEGINNING, WORDS, LIKE = 1.0, 0.9, 0.75, 0.6
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
    wanted, named = fold(query), fold(name)
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
    prefix = _edit_similarity(wanted, named[: len(wanted)])  # of a word that is still being typed
    best = max(
        similarity(wanted, named),
        0.9 * prefix,
        *(0.9 * similarity(wanted, word) for word in words),
    )
    return LIKE * best if best >= _MIN_SIMILARITY else 0.0


def _edit_similarity(one: str, other: str) -> float:
    """Return 1 less the share of letters that differ; 0 for more typos than `slips` allows."""
    allowed = slips(min(len(one), len(other)))
    if not allowed or abs(len(one) - len(other)) > allowed:
        return 0.0
    distance = OSA.distance(one, other, score_cutoff=allowed)
    return 1 - distance / max(len(one), len(other)) if distance <= allowed else 0.0
