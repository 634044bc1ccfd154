"""From how alike single clips are to a list of signs, best first."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from signdict.core.types import Match, MatchedBy, Sign

#: The second best clip of a sign closes at most this share of the gap between the best and 1. Small
#: on purpose: agreement decides between near equals. And of one clip only: if every clip counted,
#: a sign with fifty would outweigh the right one by their number.
AGREEMENT = 0.02
#: Place of the mirror image among the queries that ask what was signed.
MIRROR = 1


def better(*answers: Iterable[tuple[int, float]]) -> dict[int, float]:
    """Join several answers about clips; a clip keeps the best score it got in any of them."""
    best: dict[int, float] = {}
    for answer in answers:
        for clip, score in answer:
            best[clip] = max(score, best.get(clip, score))
    return best


def winners(*answers: Iterable[tuple[int, float]]) -> dict[int, int]:
    """Which of several answers, from 0, gives each clip its best score; the first of equals."""
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
    """Let the clips of each sign vote together: {clip: score} becomes {sign: score}."""
    votes: dict[int, list[float]] = {}
    for clip, score in clips.items():
        if clip in sign_of:
            votes.setdefault(sign_of[clip], []).append(score)
    return {sign: (together or agreed)(scores) for sign, scores in votes.items()}


def agreed(scores: Sequence[float]) -> float:
    """The best score, and a little more for the next, which supports it; at most 1."""
    best, *others = sorted(scores, reverse=True)
    support = max(0.0, min(1.0, others[0])) if others else 0.0
    return max(best, 1 - (1 - best) * (1 - AGREEMENT * support))


def listed(
    scores: Mapping[int, float],
    signs: Mapping[int, Sign],
    limit: int,
    confidence: Mapping[int, float],
    by: MatchedBy,
    least: float = 0.0,
) -> list[Match]:
    """Put signs in order, the same sign of two libraries as one, and number them from 1.

    `scores` and `confidence` are by the number of the sign; less than `least` does not fit.

    Ties are told apart by gloss, language and variant, so that an answer never changes by chance.
    """
    order = sorted(
        (number for number in scores if number in signs),
        key=lambda n: (-scores[n], signs[n].gloss, signs[n].sign_language, signs[n].variant, n),
    )
    merged: dict[tuple[str, ...], Sign] = {}
    for number in order:
        sign = signs[number]
        first = merged.get(same := identity(sign))
        merged[same] = replace(first, clips=first.clips + sign.clips) if first else sign
    return [
        Match(rank, sign, scores[sign.id], confidence[sign.id], by, confidence[sign.id] >= least)
        for rank, sign in enumerate(list(merged.values())[:limit], start=1)
    ]


def joined(first: Sequence[Match], then: Sequence[Match], limit: int) -> list[Match]:
    """Two lists as one, numbered anew; a sign stays where it comes first."""
    there: dict[tuple[str, ...], Match] = {}
    for match in (*first, *then):
        there.setdefault(identity(match.sign), match)
    kept = list(there.values())[:limit]
    return [replace(match, rank=rank) for rank, match in enumerate(kept, start=1)]


def mirrored(
    matches: Sequence[Match], clips: Mapping[int, float], by: Mapping[int, int]
) -> list[Match]:
    """Put the clips of each sign in order, best first, and say whether it was the mirror image of
    what was asked, number 1 in `by`, that the best of them is like. Others than `clips` are last.
    """

    def told(match: Match) -> Match:
        own = tuple(sorted(match.sign.clips, key=lambda clip: -clips.get(clip.id, -math.inf)))
        return replace(
            match, sign=replace(match.sign, clips=own), mirrored=by.get(own[0].id) == MIRROR
        )

    return [told(match) for match in matches]


def by_gloss(matches: Sequence[Match], limit: int) -> list[Match]:
    """Show the variants of a gloss in one language as one match, where its best stands.

    Of what was signed the probabilities add up; else the surest counts.
    """
    groups: dict[tuple[str, str], list[Match]] = {}
    for match in matches:
        same = (match.sign.gloss.casefold(), match.sign.sign_language)
        groups.setdefault(same, []).append(match)
    return [_joined(rank, group) for rank, group in enumerate([*groups.values()][:limit], start=1)]


def _joined(rank: int, group: Sequence[Match]) -> Match:
    first, *others = group
    sure = [match.confidence for match in group]
    return replace(
        first,
        rank=rank,
        confidence=min(math.fsum(sure), 1.0) if first.by == "signing" else max(sure),
        fits=any(match.fits for match in group),
        variants=tuple(others),
    )


def identity(sign: Sign) -> tuple[str, ...]:
    """What makes two entries the same sign, wherever each of them came from."""
    return (sign.gloss.casefold(), sign.variant.casefold(), sign.sign_language)
