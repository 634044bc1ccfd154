"""Signs that say the same, in whatever language: by the concept that a manifest names, else by
what they are called."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from signdict.core.types import Match, Sign
from signdict.library import textindex
from signdict.library.combined import Shelf
from signdict.search import ranking

#: What a sign is called: spoken language, empty if unknown, and folded words.
Called = frozenset[tuple[str, str]]


def of(shelf: Shelf, sign: Sign) -> list[Match]:
    """Return the signs of a sign's concept: itself first, then by sign language and gloss.

    Where two signs both name a concept, that decides; else one has to be called what the other is,
    by gloss or translation, in the same spoken language as far as both tell theirs.
    """
    own = _called(shelf, [sign.id]).get(sign.id, frozenset())
    ids = {number for _, words in own for number in shelf.named(words)}
    if sign.concept:
        ids |= shelf.of_concept(sign.concept)
    found = shelf.signs(sorted(ids | {sign.id}))
    called = _called(shelf, found)
    same = [
        other
        for other in found.values()
        if other.id == sign.id or _is_same(sign, own, other, called.get(other.id, frozenset()))
    ]
    same.sort(key=lambda s: (s.id != sign.id, s.sign_language, s.gloss.casefold(), s.variant))
    merged: dict[tuple[str, ...], Sign] = {}
    for other in same:
        first = merged.get(key := ranking.identity(other))
        merged[key] = replace(first, clips=first.clips + other.clips) if first else other
    return [Match(rank, one, 1.0, 1.0) for rank, one in enumerate(merged.values(), start=1)]


def _is_same(sign: Sign, called: Called, other: Sign, other_called: Called) -> bool:
    if sign.concept and other.concept:
        return sign.concept.casefold() == other.concept.casefold()
    return any(
        words == its_words and (spoken == its_spoken or not (spoken and its_spoken))
        for spoken, words in called
        for its_spoken, its_words in other_called
    )


def _called(shelf: Shelf, ids: Iterable[int]) -> Mapping[int, Called]:
    told: dict[int, set[tuple[str, str]]] = {}
    for number, spoken, text in shelf.titles(list(ids)):
        told.setdefault(number, set()).add((spoken, textindex.words_of(text)))
    return {number: frozenset(called) for number, called in told.items()}
