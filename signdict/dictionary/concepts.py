"""The signs of all languages for one concept."""

from collections.abc import Iterable, Mapping

from signdict.core.kinds import LETTER
from signdict.core.text import marked, uncased
from signdict.core.types import Match, Sign
from signdict.library.combined import CombinedLibrary
from signdict.search import ranking
from signdict.search.letters import letter_of

#: The names of a sign: spoken language, empty if unknown, and words with their accents.
NameSet = frozenset[tuple[str, str]]


def of_concept(combined: CombinedLibrary, sign: Sign) -> list[Match]:
    """Return the signs of a sign's concept: the sign first, then by sign language and gloss.

    If two signs both name a concept, it decides. Letters are of one concept if they are the same
    letter. Otherwise signs need a gloss or translation in common, in the same spoken language if
    both name theirs.
    """
    own = _names(combined, [sign.id]).get(sign.id, frozenset())
    ids = {other for _, words in own for other in combined.named(words)}
    if sign.concept:
        ids |= combined.of_concept(sign.concept)
    candidates = combined.signs(sorted(ids | {sign.id}))
    names = _names(combined, candidates)
    same = [
        other
        for other in candidates.values()
        if other.id == sign.id or _is_same(sign, own, other, names.get(other.id, frozenset()))
    ]
    same.sort(key=lambda s: (s.id != sign.id, s.sign_language, s.gloss.casefold(), s.variant))
    return [
        Match(rank, other, 1.0, 1.0) for rank, other in enumerate(ranking.merged(same), start=1)
    ]


def _is_same(sign: Sign, names: NameSet, other: Sign, other_names: NameSet) -> bool:
    if sign.concept and other.concept:
        return uncased(sign.concept) == uncased(other.concept)
    if LETTER in (sign.kind, other.kind):
        return sign.kind == other.kind and letter_of(sign) == letter_of(other)
    return any(
        words == other_words and (spoken == other_spoken or not (spoken and other_spoken))
        for spoken, words in names
        for other_spoken, other_words in other_names
    )


def _names(combined: CombinedLibrary, ids: Iterable[int]) -> Mapping[int, NameSet]:
    names: dict[int, set[tuple[str, str]]] = {}
    for sign_id, spoken, text in combined.titles(list(ids)):
        names.setdefault(sign_id, set()).add((spoken, marked(text) or uncased(text)))
    return {sign_id: frozenset(of_sign) for sign_id, of_sign in names.items()}
