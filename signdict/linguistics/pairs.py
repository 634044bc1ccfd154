"""Pairs of signs of two languages: same form, same meaning or both, and minimal pairs.

Two signs have the same form if each would be taken for the other: as a query to the other's
language, it fits well (the calibrated confidence is above the line of `least` in both directions).
They have the same meaning if they share a concept, a gloss or a translation.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from signdict.core.types import (
    DoubleArray,
    Embeddings,
    FloatArray,
    Progress,
    SignSummary,
    Steps,
    by_meaning,
)
from signdict.search.clipsearch import ClipSearch
from signdict.search.ranking import vote

#: "form": same form, other meaning (false friends). "both": same meaning and same form (candidates
#: for iconicity or borrowing). "meaning": same meaning, other form.
PairKind: TypeAlias = Literal["form", "both", "meaning"]
KINDS: tuple[PairKind, ...] = ("form", "both", "meaning")

#: The columns of a table of pairs.
PAIR_COLUMNS = (
    "kind", "first_id", "first_gloss", "first_language", "first_source",
    "second_id", "second_gloss", "second_language", "second_source", "score", "sure",
)  # fmt: skip

#: The number of clips that are searched for each sign.
WIDE = 300
#: The number of signs whose embeddings are in memory at a time.
_BLOCK = 500


@dataclass(frozen=True, slots=True)
class Pair:
    """Two signs and how similar they are.

    `sure` is the confidence that one is taken for the other, the smaller of both directions, and 0
    if one of them is not found with the other.
    """

    first: SignSummary
    second: SignSummary
    kind: PairKind
    score: float
    sure: float

    def as_json(self) -> dict[str, object]:
        """Return the fields that `--json` and `--csv` print."""
        fields: dict[str, object] = {}
        for side, item in (("first", self.first), ("second", self.second)):
            fields |= {
                f"{side}_id": item.id,
                f"{side}_gloss": item.name,
                f"{side}_language": item.sign_language,
                f"{side}_source": item.source,
            }
        return {"kind": self.kind, **fields, "score": round(self.score, 6), "sure": self.sure}


@dataclass(frozen=True, slots=True)
class Judge:
    """Decides whether two signs look the same: a search, and the confidence of its scores.

    `confidences` and `least` are those of the model (see `model.interface.Encoder`).
    """

    clip_search: ClipSearch
    confidences: Callable[[FloatArray, int], DoubleArray]
    least: Callable[[int], float]


#: The confidence with which one sign is taken for another: {(sign id, other sign id): confidence}.
Confusions: TypeAlias = dict[tuple[int, int], float]


def compare(
    judge: Judge, first: Sequence[SignSummary], second: Sequence[SignSummary]
) -> Steps[list[Pair]]:
    """Compare all signs of one language with all signs of another, or of the same one.

    Signs that the model has not embedded are in no pair. Pairs are sorted by kind, then by
    confidence, highest first; pairs that differ in form by score, lowest first.
    """
    alone = {item.id for item in first} == {item.id for item in second}
    total = len(first) if alone else len(first) + len(second)
    forth = yield from _confusions(judge, first, second, 0, total)
    back = forth if alone else (yield from _confusions(judge, second, first, len(first), total))
    sure = {
        (sign, other): min(confidence, back[other, sign])
        for (sign, other), confidence in forth.items()
        if (other, sign) in back
    }
    synonyms = same_meaning(first, second)
    candidates = _unordered({*sure, *synonyms})
    items = {item.id: item for item in (*first, *second)}
    embeddings = read(judge.clip_search, {sign for pair in candidates for sign in pair}, items)
    pairs = []
    for sign, other in candidates:
        if sign in embeddings and other in embeddings:
            score = judge.clip_search.between(embeddings[sign], embeddings[other])
            kind = _kind((sign, other) in sure, (sign, other) in synonyms)
            confidence = round(sure.get((sign, other), 0.0), 4)
            pairs.append(Pair(items[sign], items[other], kind, score, confidence))
    return sorted(pairs, key=_order)


def same_meaning(
    first: Sequence[SignSummary], second: Sequence[SignSummary]
) -> set[tuple[int, int]]:
    """Return the ids of the pairs of signs that share a meaning."""
    by_second_meaning = by_meaning(second)
    return {
        (sign.id, other.id)
        for sign in first
        for meaning in sign.meanings()
        for other in by_second_meaning.get(meaning, ())
        if sign.id != other.id
    }


def read(
    clip_search: ClipSearch, ids: Iterable[int], items: Mapping[int, SignSummary]
) -> dict[int, Embeddings]:
    """Return the embeddings of signs by their ids, all clips of a sign together."""
    signs = [items[sign] for sign in ids]
    by_clip = clip_search.each({clip for item in signs for clip in item.clips})
    by_sign = {}
    for item in signs:
        clips = [by_clip[clip] for clip in item.clips if clip in by_clip]
        if clips:
            tokens = [clip.tokens for clip in clips if clip.tokens is not None]
            by_sign[item.id] = Embeddings(
                np.concatenate([clip.vectors for clip in clips]),
                np.concatenate(tokens) if tokens else None,
            )
    return by_sign


def _confusions(
    judge: Judge,
    queries: Sequence[SignSummary],
    among: Sequence[SignSummary],
    done: int,
    total: int,
) -> Steps[Confusions]:
    """Return for which signs of `among` each query would be taken, and with what confidence."""
    codes = sorted({item.sign_language for item in among})
    sign_of = {clip: item.id for item in among for clip in item.clips}
    size, by_id, confusions = len(among), {item.id: item for item in queries}, Confusions()
    line = judge.least(size)
    for start in range(0, len(queries), _BLOCK):
        block = queries[start : start + _BLOCK]
        embeddings = read(judge.clip_search, [item.id for item in block], by_id)
        for number, item in enumerate(block, start=start):
            yield Progress(done + number, total, item.name)
            if item.id not in embeddings:
                continue
            clips = judge.clip_search.similar(embeddings[item.id], WIDE, codes)
            scores = vote(clips, sign_of)
            scores.pop(item.id, None)
            confidences = judge.confidences(np.array([*scores.values()], np.float32), size)
            for other, confidence in zip(scores, confidences.tolist(), strict=True):
                if confidence >= line:
                    confusions[item.id, other] = confidence
    return confusions


def _unordered(pairs: set[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return each pair in one order: both occur if a language is compared with itself."""
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


#: The properties of a minimal pair. Exactly one of them differs.
PROPERTIES = ("hands", "place", "movement", "handshape")
#: The columns of a table of minimal pairs.
MINIMAL_COLUMNS = (
    "differs", "first_id", "first_gloss", "first_language", "first_value",
    "second_id", "second_gloss", "second_language", "second_value", "score",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class MinimalPair:
    """Two signs, the property that differs, its value in each sign, and their score."""

    first: SignSummary
    second: SignSummary
    differs: str
    values: tuple[str, str]
    score: float

    def as_json(self) -> dict[str, object]:
        """Return the fields that `--json` and `--csv` print."""
        fields: dict[str, object] = {"differs": self.differs, "score": round(self.score, 6)}
        sides = zip(("first", "second"), (self.first, self.second), self.values, strict=True)
        for side, item, value in sides:
            fields |= {
                f"{side}_id": item.id,
                f"{side}_gloss": item.name,
                f"{side}_language": item.sign_language,
                f"{side}_value": value,
            }
        return {name: fields[name] for name in MINIMAL_COLUMNS}


def described(facets: Mapping[str, str]) -> dict[str, str]:
    """Return the four properties of a sign from its facets."""
    hands = facets["hands"] if facets["symmetry"] == "none" else f"two, {facets['symmetry']}"
    return {"hands": hands} | {name: facets[name] for name in PROPERTIES[1:]}


def differing(first: Mapping[str, str], second: Mapping[str, str]) -> str | None:
    """Return the one property in which two signs differ; None unless it is exactly one."""
    names = [name for name in PROPERTIES if first[name] != second[name]]
    return names[0] if len(names) == 1 else None


def minimal_pairs(
    clip_search: ClipSearch,
    queries: Sequence[SignSummary],
    among: Sequence[SignSummary],
    facets: Mapping[int, Mapping[str, str]],
) -> Steps[list[MinimalPair]]:
    """Return minimal pairs of two languages, or of one with itself, most similar first.

    `facets` has the id of the sign as key. Only signs that the model finds similar are compared:
    those of the `WIDE` nearest clips.
    """
    codes = sorted({item.sign_language for item in among})
    sign_of = {clip: item.id for item in among for clip in item.clips}
    items = {item.id: item for item in (*queries, *among)}
    properties = {sign: described(of_sign) for sign, of_sign in facets.items()}
    pairs: dict[frozenset[int], MinimalPair] = {}
    for done, item in enumerate(queries):
        yield Progress(done, len(queries), item.name)
        embeddings = read(clip_search, [item.id], items)
        if item.id not in embeddings or item.id not in properties:
            continue
        scores = vote(clip_search.similar(embeddings[item.id], WIDE, codes), sign_of)
        for other, score in scores.items():
            if other == item.id or other not in properties:
                continue
            if item.meanings() & items[other].meanings():
                continue
            if name := differing(properties[item.id], properties[other]):
                values = properties[item.id][name], properties[other][name]
                pair = MinimalPair(item, items[other], name, values, score)
                pairs.setdefault(frozenset((item.id, other)), pair)
    return sorted(pairs.values(), key=lambda p: (-p.score, p.first.id, p.second.id))
