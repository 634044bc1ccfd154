"""Pairs of signs of two languages, sorted by form and by meaning.

Two signs have the same form here if each would be taken for the other: shown to somebody who asks
the other's language, it fits well (the calibrated confidence is above the line of `least` in both
directions). They have the same meaning if a concept, a gloss or a translation is the same.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from signdict.core.types import Embeddings, Progress, SignSummary, Steps, by_meaning
from signdict.search.clipsearch import ClipSearch
from signdict.search.ranking import vote

#: "form": same form, other meaning (false friends). "both": same meaning and same form (candidates
#: for iconicity or borrowing). "meaning": same meaning, other form.
PairKind: TypeAlias = Literal["form", "both", "meaning"]
KINDS: tuple[PairKind, ...] = ("form", "both", "meaning")

#: What a pair is told as, one column each.
PAIR_COLUMNS = (
    "kind", "first_id", "first_gloss", "first_language", "first_source",
    "second_id", "second_gloss", "second_language", "second_source", "score", "sure",
)  # fmt: skip

#: So many clips are looked at for each sign.
WIDE = 300
#: Signs whose readings are in memory at a time.
_BLOCK = 500


@dataclass(frozen=True, slots=True)
class Pair:
    """Two signs, and how alike: `score` as everywhere; `sure` that one is taken for the other, the
    smaller of both directions, 0 where it would not be thought of."""

    first: SignSummary
    second: SignSummary
    kind: PairKind
    score: float
    sure: float

    def as_json(self) -> dict[str, object]:
        """Return the fields that `--json` and `--csv` print."""
        signs: dict[str, object] = {}
        for place, item in (("first", self.first), ("second", self.second)):
            signs |= {
                f"{place}_id": item.id,
                f"{place}_gloss": item.name,
                f"{place}_language": item.sign_language,
                f"{place}_source": item.source,
            }
        return {"kind": self.kind, **signs, "score": round(self.score, 6), "sure": self.sure}


@dataclass(frozen=True, slots=True)
class Judge:
    """What decides: which clips are alike, and how sure scores make among so many signs."""

    clip_search: ClipSearch
    confidences: Callable[[NDArray[np.float32], int], NDArray[np.float64]]
    least: Callable[[int], float]


Taken: TypeAlias = dict[tuple[int, int], float]


def compare(
    judge: Judge, first: Sequence[SignSummary], second: Sequence[SignSummary]
) -> Steps[list[Pair]]:
    """Compare all signs of one language with all of another, or of the same one.

    Both are read already; those without a reading are in no pair. Sorted by kind, then the surest
    first; of signs that differ in form the least alike first.
    """
    alone = {item.id for item in first} == {item.id for item in second}
    total = len(first) if alone else len(first) + len(second)
    forth = yield from _taken(judge, first, second, 0, total)
    back = forth if alone else (yield from _taken(judge, second, first, len(first), total))
    sure = {
        (one, other): min(share, back[other, one])
        for (one, other), share in forth.items()
        if (other, one) in back
    }
    alike = same_meaning(first, second)
    wanted = _once({*sure, *alike})
    items = {item.id: item for item in (*first, *second)}
    readings = read(judge.clip_search, {number for pair in wanted for number in pair}, items)
    found = []
    for one, other in wanted:
        if one in readings and other in readings:
            score = judge.clip_search.between(readings[one], readings[other])
            kind = _kind((one, other) in sure, (one, other) in alike)
            share = round(sure.get((one, other), 0.0), 4)
            found.append(Pair(items[one], items[other], kind, score, share))
    return sorted(found, key=_order)


def same_meaning(
    first: Sequence[SignSummary], second: Sequence[SignSummary]
) -> set[tuple[int, int]]:
    """Which signs of two languages share a meaning, by their numbers."""
    there = by_meaning(second)
    return {
        (one.id, other.id)
        for one in first
        for meaning in one.meanings()
        for other in there.get(meaning, ())
        if one.id != other.id
    }


def read(
    clip_search: ClipSearch, wanted: Iterable[int], items: Mapping[int, SignSummary]
) -> dict[int, Embeddings]:
    """The readings of signs by their numbers, all clips of a sign together."""
    signs = [items[number] for number in wanted]
    parts = clip_search.each({clip for item in signs for clip in item.clips})
    found = {}
    for item in signs:
        own = [parts[clip] for clip in item.clips if clip in parts]
        if own:
            tokens = [part.tokens for part in own if part.tokens is not None]
            found[item.id] = Embeddings(
                np.concatenate([part.vectors for part in own]),
                np.concatenate(tokens) if tokens else None,
            )
    return found


def _taken(
    judge: Judge, asked: Sequence[SignSummary], among: Sequence[SignSummary], done: int, total: int
) -> Steps[Taken]:
    """For which signs those that are asked would be taken, and how surely."""
    codes = sorted({item.sign_language for item in among})
    owner = {clip: item.id for item in among for clip in item.clips}
    size, by_id, found = len(among), {item.id: item for item in asked}, Taken()
    line = judge.least(size)
    for at in range(0, len(asked), _BLOCK):
        block = asked[at : at + _BLOCK]
        readings = read(judge.clip_search, [item.id for item in block], by_id)
        for number, item in enumerate(block, start=at):
            yield Progress(done + number, total, item.name)
            if item.id not in readings:
                continue
            clips = judge.clip_search.alike(readings[item.id], WIDE, codes)
            scores = vote(clips, owner)
            scores.pop(item.id, None)
            shares = judge.confidences(np.array([*scores.values()], np.float32), size)
            for other, share in zip(scores, shares.tolist(), strict=True):
                if share >= line:
                    found[item.id, other] = share
    return found


def _once(pairs: set[tuple[int, int]]) -> list[tuple[int, int]]:
    """Each pair in one order only, as they are twice where a language is compared with itself."""
    return sorted(pair for pair in pairs if pair[0] < pair[1] or pair[::-1] not in pairs)


def _kind(same_form: bool, same_meaning: bool) -> PairKind:  # noqa: FBT001 - two facts
    if same_form:
        return "both" if same_meaning else "form"
    return "meaning"


def _order(pair: Pair) -> tuple[object, ...]:
    best = pair.score if pair.kind == "meaning" else -pair.sure
    return (
        KINDS.index(pair.kind),
        best,
        -pair.score,
        pair.first.gloss,
        pair.first.id,
        pair.second.id,
    )


#: The properties of which exactly one differs.
PROPERTIES = ("hands", "place", "movement", "handshape")
#: What a minimal pair is told as, one column each.
MINIMAL_COLUMNS = (
    "differs", "first_id", "first_gloss", "first_language", "first_value",
    "second_id", "second_gloss", "second_language", "second_value", "score",
)  # fmt: skip
#: Facets by the number of a sign.
FacetsByClip: TypeAlias = Mapping[int, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class MinimalPair:
    """Two signs, the property in which they differ its value of each, and how alike they are."""

    first: SignSummary
    second: SignSummary
    differs: str
    values: tuple[str, str]
    score: float

    def as_json(self) -> dict[str, object]:
        """Return the fields that `--json` and `--csv` print."""
        told: dict[str, object] = {"differs": self.differs, "score": round(self.score, 6)}
        sides = zip(("first", "second"), (self.first, self.second), self.values, strict=True)
        for place, item, value in sides:
            told |= {
                f"{place}_id": item.id,
                f"{place}_gloss": item.name,
                f"{place}_language": item.sign_language,
                f"{place}_value": value,
            }
        return {name: told[name] for name in MINIMAL_COLUMNS}


def described(facets: Mapping[str, str]) -> dict[str, str]:
    """The four properties of a sign from its facets."""
    hands = facets["hands"] if facets["symmetry"] == "none" else f"two, {facets['symmetry']}"
    return {"hands": hands} | {name: facets[name] for name in PROPERTIES[1:]}


def differing(one: Mapping[str, str], other: Mapping[str, str]) -> str | None:
    """The one property in which two signs differ; None if it is none, or more than one."""
    found = [name for name in PROPERTIES if one[name] != other[name]]
    return found[0] if len(found) == 1 else None


def minimal_pairs(
    clip_search: ClipSearch,
    asked: Sequence[SignSummary],
    among: Sequence[SignSummary],
    seen: FacetsByClip,
) -> Steps[list[MinimalPair]]:
    """Minimal pairs of signs of two languages, or of one with itself, the most alike first.

    Only signs that the model finds alike are compared: those of the `WIDE` nearest clips.
    """
    codes = sorted({item.sign_language for item in among})
    owner = {clip: item.id for item in among for clip in item.clips}
    items = {item.id: item for item in (*asked, *among)}
    told = {number: described(facets) for number, facets in seen.items()}
    found: dict[frozenset[int], MinimalPair] = {}
    for done, item in enumerate(asked):
        yield Progress(done, len(asked), item.name)
        readings = read(clip_search, [item.id], items)
        if item.id not in readings or item.id not in told:
            continue
        scores = vote(clip_search.alike(readings[item.id], WIDE, codes), owner)
        for other, score in scores.items():
            if other == item.id or other not in told or item.meanings() & items[other].meanings():
                continue
            if name := differing(told[item.id], told[other]):
                values = told[item.id][name], told[other][name]
                pair = MinimalPair(item, items[other], name, values, score)
                found.setdefault(frozenset((item.id, other)), pair)
    return sorted(found.values(), key=lambda p: (-p.score, p.first.id, p.second.id))
