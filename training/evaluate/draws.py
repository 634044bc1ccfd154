"""Draws of one-shot search with unseen signers: scores, ranks and figures of a method.

`python -m training.evaluate --suite one-shot` gives every method the same draws of `protocols`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.random import Generator

from signdict.core.types import FloatArray, IntArray
from signdict.pose.pose import Pose
from signdict.search.ranking import vote_rows
from training.evaluate.corruptions import CORRUPTIONS
from training.evaluate.methods import Method
from training.evaluate.protocols import Corpus, EvaluationProtocol

RANKS = (1, 8, 10)
Figures: TypeAlias = dict[str, float]


@dataclass(frozen=True, slots=True)
class Draw:
    """One draw of a dictionary and queries.

    `scores` (queries, signs) are those after the clips of a sign voted; `right` (queries,) is the
    column of the sign that each query means, -1 if the dictionary does not contain it.
    """

    scores: FloatArray
    right: IntArray


class Readings:
    """What a method reads of all clips that some protocols may draw, and their scores."""

    def __init__(
        self,
        method: Method,
        clips: Corpus,
        protocols: Sequence[EvaluationProtocol],
        change: Callable[[Pose], Pose] = lambda pose: pose,
    ) -> None:
        self.clips = clips
        queries = np.unique(np.concatenate([test.queries for test in protocols]))
        candidates = np.unique(np.concatenate([test.candidates for test in protocols]))
        poses = [change(clips.poses[row]) for row in queries]
        plain, mirrored = method.read(poses), method.read([pose.mirrored() for pose in poses])
        self._scores = method.scores(
            plain, mirrored, method.read([clips.poses[row] for row in candidates])
        )
        self._line = {int(row): number for number, row in enumerate(queries)}
        self._column = {int(row): number for number, row in enumerate(candidates)}

    def scores(self, queries: IntArray, gallery: IntArray) -> FloatArray:
        """Return the scores (m, n) of the clips of a dictionary for queries."""
        lines = [self._line[int(row)] for row in queries]
        return self._scores[np.ix_(lines, [self._column[int(row)] for row in gallery])]

    def draws(self, protocol: EvaluationProtocol, seed: int = 0) -> list[Draw]:
        """Return the draws of a protocol, which are the same for every method."""
        rng = np.random.default_rng(seed)
        return [self._draw(protocol, rng) for _ in range(protocol.draws)]

    def _draw(self, protocol: EvaluationProtocol, rng: Generator) -> Draw:
        clips = self.clips
        gallery, queries = protocol.draw(rng)
        names = [f"{clips.meanings[r]}|{clips.languages[r]}|{clips.sources[r]}" for r in gallery]
        signs, sign_of = np.unique(names, return_inverse=True)
        first = np.zeros(len(signs), np.int64)
        first[sign_of] = gallery
        same = clips.meanings[queries][:, None] == clips.meanings[first]
        right = np.where(same.any(axis=1), same.argmax(axis=1), -1)
        return Draw(vote_rows(self.scores(queries, gallery), sign_of), right)


def figures(draws: Sequence[Draw]) -> Figures:
    """Return recall and mean reciprocal rank over all draws, with deviations over draws."""
    of_draws = [ranks(draw) for draw in draws]
    every = np.concatenate(of_draws)
    result = {f"r@{k}": float((every <= k).mean()) for k in RANKS}
    result["mrr"] = float((1 / every).mean())
    result["r@1_sd"] = float(np.std([float((rank <= 1).mean()) for rank in of_draws]))
    result["mrr_sd"] = float(np.std([float((1 / rank).mean()) for rank in of_draws]))
    return result | {"queries": len(of_draws[0]), "signs": draws[0].scores.shape[1]}


def ranks(draw: Draw) -> IntArray:
    """Return the rank of the right sign for each query whose sign is in the dictionary: (n,).

    A wrong sign with the score of the right one ranks before it.
    """
    answerable = draw.right >= 0
    scores, right = draw.scores[answerable], draw.right[answerable]
    own = scores[np.arange(len(right)), right]
    return np.asarray((scores >= own[:, None]).sum(axis=1), np.int64)


def table(results: Mapping[str, Mapping[str, Figures]]) -> str:
    """Return every test and method as a Markdown table, in per cent."""
    heads = [*(f"R@{k}" for k in RANKS), "MRR", "sd of R@1", "sd of MRR"]
    keys = [*(f"r@{k}" for k in RANKS), "mrr", "r@1_sd", "mrr_sd"]
    lines = ["| test | queries | signs | method | " + " | ".join(heads) + " |"]
    lines += ["| --- | --- | --- | --- |" + " --- |" * len(heads)]
    for test, methods in results.items():
        for method, row in methods.items():
            cells = " | ".join(f"{100 * row[key]:.1f}" for key in keys)
            size = f"{row['queries']:.0f} | {row['signs']:.0f}"
            lines.append(f"| {test} | {size} | {method} | {cells} |")
    return "\n".join(lines)


def corruption_effects(
    method: Method, clips: Corpus, protocol: EvaluationProtocol
) -> dict[str, float]:
    """Return how much each corruption of the queries changes recall@1."""
    plain = figures(Readings(method, clips, [protocol]).draws(protocol))["r@1"]
    return {
        name: figures(Readings(method, clips, [protocol], corrupt).draws(protocol))["r@1"] - plain
        for name, corrupt in CORRUPTIONS.items()
    }
