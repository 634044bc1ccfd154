"""Turns the scores of clips into a ranked list of signs: vote, order, merge and number."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import reduce
from typing import TypeVar

import numpy as np

from signdict.core.kinds import LETTER
from signdict.core.text import uncased
from signdict.core.types import FloatArray, IntArray, Match, MatchedBy, Sign

#: The second best clip of a sign closes at most this share of the gap between the best and 1. Small
#: on purpose: agreement decides between near equals. And of one clip only: if every clip counted,
#: a sign with fifty would outweigh the right one by their number.
AGREEMENT = 0.02
#: A sign of another language fits better if its score is higher by this much (docs/model.md).
BETTER = 0.16
#: An answer is unsure if its best sign has a lower probability: the sign is less likely than not.
#: By calibration; what another attempt gains then is not yet measured
#: (docs/decisions/0032-differing-attempts.md).
LIKELY = 0.5
#: The row of the mirror image among the queries of `recognise`.
MIRROR = 1

ScoreT = TypeVar("ScoreT", float, FloatArray)
ItemT = TypeVar("ItemT")


def best_scores(*answers: Iterable[tuple[int, float]]) -> dict[int, float]:
    """Return the best score of each clip in any of several lists of (clip, score)."""
    best: dict[int, float] = {}
    for answer in answers:
        for clip, score in answer:
            best[clip] = max(score, best.get(clip, score))
    return best


def best_queries(*answers: Iterable[tuple[int, float]]) -> dict[int, int]:
    """Return which of several lists, from 0, gives each clip its best score; the first if equal."""
    best: dict[int, tuple[float, int]] = {}
    for number, answer in enumerate(answers):
        for clip, score in answer:
            best[clip] = max((score, -number), best.get(clip, (score, -number)))
    return {clip: -number for clip, (_, number) in best.items()}


def vote(
    clips: Mapping[int, float],
    sign_of: Mapping[int, int],
    together: Callable[[Sequence[float]], float] | None = None,
) -> dict[int, float]:
    """Turn the scores of clips {clip: score} into scores of signs {sign: score}.

    `together` combines the scores of one sign; the default is `agreed`. Clips without a sign in
    `sign_of` are skipped.
    """
    votes: dict[int, list[float]] = {}
    for clip, score in clips.items():
        if clip in sign_of:
            votes.setdefault(sign_of[clip], []).append(score)
    return {sign: (together or agreed)(scores) for sign, scores in votes.items()}


def agreed(scores: Sequence[float]) -> float:
    """Return the best score, raised a little by the second best; at most 1."""
    best, *others = sorted(scores, reverse=True)
    support = max(0.0, min(1.0, others[0])) if others else 0.0
    return max(best, _raised(best, support))


def _raised(best: ScoreT, support: ScoreT) -> ScoreT:
    """Close a share of the gap between a score and 1; `support` is the second best, 0 to 1."""
    return 1 - (1 - best) * (1 - AGREEMENT * support)


def vote_rows(scores: FloatArray, signs: IntArray) -> FloatArray:
    """Vote for many queries at once: (queries, clips) -> (queries, signs).

    `signs` (clips,) numbers the sign of each clip from 0. The result is that of `agreed`, except
    that scores below zero, which are costs, do not support each other: the best counts.
    """
    order = np.argsort(signs, kind="stable")
    count = np.bincount(signs)
    begin = np.cumsum(count) - count
    votes = np.maximum.reduceat(scores[:, order], begin, axis=1)
    for sign in np.flatnonzero(count > 1):
        clips = scores[:, order[begin[sign] : begin[sign] + count[sign]]]
        support = np.clip(np.partition(clips, -2, axis=1)[:, -2], 0, 1)
        best = votes[:, sign]
        raised = np.maximum(best, _raised(best, support))
        votes[:, sign] = np.where(best > 0, raised, best)
    return np.asarray(votes, np.float32)


def ranked(
    scores: Mapping[int, float],
    signs: Mapping[int, Sign],
    limit: int,
    confidence: Mapping[int, float] | None,
    by: MatchedBy,
    least: float = 0.0,
) -> list[Match]:
    """Return signs as matches, best first, numbered from 1.

    `scores` and `confidence` have the id of the sign as key; a match with a confidence below
    `least` does not fit. `confidence` is None for scores that are no probabilities. The same sign
    of two sources becomes one match. Equal scores are ordered by kind, words first, then by gloss,
    language and variant, so that the result is always the same.
    """
    order = sorted(
        (sign_id for sign_id in scores if sign_id in signs),
        key=lambda i: (
            -scores[i],
            signs[i].kind == LETTER,
            signs[i].gloss,
            signs[i].sign_language,
            signs[i].variant,
            i,
        ),
    )
    matches = []
    for rank, sign in enumerate(merged(signs[i] for i in order)[:limit], start=1):
        sure = None if confidence is None else confidence[sign.id]
        matches.append(Match(rank, sign, scores[sign.id], sure, by, sure is None or sure >= least))
    return matches


def merged(signs: Iterable[Sign]) -> list[Sign]:
    """Join the same sign of several sources: the first one, with the clips and sources of all."""
    groups = _same(list(signs), lambda sign: sign, identity)
    return [reduce(_with, group) for group in groups]


def _with(first: Sign, second: Sign) -> Sign:
    known = {source.name for source in first.sources}
    others = tuple(source for source in second.sources if source.name not in known)
    return replace(first, clips=first.clips + second.clips, others=first.others + others)


def joined(first: Sequence[Match], then: Sequence[Match], limit: int) -> list[Match]:
    """Append a list of matches to another and renumber them; a sign keeps its first place."""
    groups = _same([*first, *then], lambda match: match.sign, identity)
    return [replace(group[0], rank=rank) for rank, group in enumerate(groups[:limit], start=1)]


def better(matches: Sequence[Match], others: Sequence[Match]) -> Match | None:
    """Return the best of other matches if it fits clearly better than the best of `matches`.

    Return None if both have the same gloss, such as a letter that is alike in two alphabets.
    """
    if not others:
        return None
    best, own = others[0], matches[0] if matches else None
    if own is None:
        return best if best.fits else None
    same = uncased(best.sign.gloss) == uncased(own.sign.gloss)
    return best if best.fits and not same and best.score - own.score > BETTER else None


def mirrored(
    matches: Sequence[Match], clips: Mapping[int, float], best_query: Mapping[int, int]
) -> list[Match]:
    """Order the clips of each sign, best first, and mark matches with the mirror image.

    A match is mirrored if its best clip is most similar to the query `MIRROR` of `best_query`.
    Clips without a score in `clips` come last.
    """
    result = []
    for match in matches:
        own = tuple(sorted(match.sign.clips, key=lambda clip: -clips.get(clip.id, -math.inf)))
        is_mirrored = best_query.get(own[0].id) == MIRROR
        result.append(replace(match, sign=replace(match.sign, clips=own), mirrored=is_mirrored))
    return result


def by_gloss(matches: Sequence[Match], limit: int) -> list[Match]:
    """Group the variants of a gloss in one language into one match, at the place of the best.

    Letters are not grouped: those that look alike are one match already (`search.letters`).
    """
    groups = _same(matches, lambda match: match.sign, _gloss_or_letter)
    return [
        replace(together(rank, group), variants=tuple(group[1:]))
        for rank, group in enumerate(groups[:limit], start=1)
    ]


def unsure(matches: Sequence[Match]) -> bool:
    """Return whether no sign fits, or the best, with its variants, is less likely than not.

    `matches` are those of a signed query, at least one.
    """
    best = by_gloss(matches, 1)[0]
    return not best.fits or (best.confidence is not None and best.confidence < LIKELY)


def _gloss_or_letter(sign: Sign) -> tuple[str, ...]:
    """Return what the variants of a word have in common; a letter has nothing in common."""
    if sign.kind == LETTER:
        return (LETTER, str(sign.id))
    return (uncased(sign.gloss), sign.sign_language)


def together(rank: int, group: Sequence[Match]) -> Match:
    """Return the first match of a group with the confidence of all, and whether any fits.

    The probabilities of signing are added; otherwise the highest confidence counts, if any.
    """
    first = group[0]
    sure = [match.confidence for match in group if match.confidence is not None]
    confidence = min(math.fsum(sure), 1.0) if first.by == "signing" else max(sure, default=None)
    fits = any(match.fits for match in group)
    return replace(first, rank=rank, confidence=confidence, fits=fits)


def identity(sign: Sign) -> tuple[str, ...]:
    """Return what makes entries of two sources the same sign: gloss, variant, language, kind."""
    return (uncased(sign.gloss), uncased(sign.variant), sign.sign_language, sign.kind)


def is_same(one: Sign, other: Sign) -> bool:
    """Return whether two entries are the same sign, as `merged` joins them."""
    return len(_same([one, other], lambda sign: sign, identity)) == 1


def _same(
    items: Sequence[ItemT],
    sign_of: Callable[[ItemT], Sign],
    key: Callable[[Sign], tuple[str, ...]],
) -> list[list[ItemT]]:
    """Group items whose signs have the same key, in the order of the first of each group.

    Glosses that one source spells differently are different words: Weg and weg. Those of different
    sources may differ in case. Signs that were merged before share clips.
    """
    signs = [sign_of(item) for item in items]
    spelled: dict[tuple[str, tuple[str, ...]], list[int]] = {}
    for place, sign in enumerate(signs):
        spelled.setdefault((sign.gloss, key(sign)), []).append(place)
    groups: dict[tuple[str, ...], list[tuple[set[str], set[int], list[int]]]] = {}
    for (_, same), places in spelled.items():
        sources = {source.name for place in places for source in signs[place].sources} - {""}
        clips = {clip.id for place in places for clip in signs[place].clips}
        known = groups.setdefault(same, [])
        for taken, shown, others in known:
            if not taken & sources or shown & clips:
                taken |= sources
                shown |= clips
                others += places
                break
        else:
            known.append((sources, clips, places))
    ordered = sorted(sorted(places) for known in groups.values() for *_, places in known)
    return [[items[place] for place in places] for places in ordered]
