"""One-shot search among strangers: the bundled model beside methods that it should beat.

`python -m training.evaluate --suite one-shot` asks every method the same draws of `protocols`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from signdict.pose.pose import Pose
from signdict.search.ranking import vote_rows
from training.evaluate.corruptions import HARDSHIPS
from training.evaluate.methods import Method, Scores
from training.evaluate.protocols import Corpus, EvaluationProtocol, Rows

RANKS = (1, 8, 10)
Figures = dict[str, float]


@dataclass(frozen=True, slots=True)
class Drawn:
    """One draw: a column for each sign of the dictionary, its best first where it has votes.

    `scores` (queries, signs) after the clips of a sign voted; `right` (queries,) is the column of
    what each query means, -1 where the dictionary lacks it.
    """

    scores: Scores
    right: Rows


class Answers:
    """What one method says of every query and every clip that a protocol may show."""

    def __init__(
        self,
        method: Method,
        clips: Corpus,
        protocol: EvaluationProtocol,
        change: Callable[[Pose], Pose] = lambda pose: pose,
    ) -> None:
        self._clips, self._protocol = clips, protocol
        poses = [change(clips.poses[row]) for row in protocol.queries]
        asked, mirrored = method.read(poses), method.read([pose.mirrored() for pose in poses])
        there = method.read([clips.poses[row] for row in protocol.candidates])
        self.scores = method.scores(asked, mirrored, there)

    def draws(self, seed: int = 0) -> list[Drawn]:
        """The same draws for every method."""
        rng = np.random.default_rng(seed)
        return [self._drawn(rng) for _ in range(self._protocol.draws)]

    def _drawn(self, rng: Generator) -> Drawn:
        protocol, clips = self._protocol, self._clips
        gallery, queries = protocol.draw(rng)
        column = {int(row): place for place, row in enumerate(protocol.candidates)}
        line = {int(row): place for place, row in enumerate(protocol.queries)}
        found = self.scores[
            np.ix_([line[int(r)] for r in queries], [column[int(r)] for r in gallery])
        ]
        names = [f"{clips.meanings[r]}|{clips.languages[r]}|{clips.sources[r]}" for r in gallery]
        signs, place = np.unique(names, return_inverse=True)
        first = np.zeros(len(signs), np.int64)
        first[place] = gallery
        meant = clips.meanings[first]
        asked = clips.meanings[queries][:, None] == meant
        right = np.where(asked.any(axis=1), asked.argmax(axis=1), -1)
        return Drawn(vote_rows(found, place), right)


def figures(draws: Sequence[Drawn]) -> Figures:
    """Recall and mean reciprocal rank over all draws; equal scores count against us."""
    places = [ranks(draw) for draw in draws]
    every = np.concatenate(places)
    found = {f"r@{k}": float((every <= k).mean()) for k in RANKS}
    found["mrr"] = float((1 / every).mean())
    for name, per_draw in {
        "r@1_sd": [float((place <= 1).mean()) for place in places],
        "mrr_sd": [float((1 / place).mean()) for place in places],
    }.items():
        found[name] = float(np.std(per_draw))
    return found | {"queries": len(places[0]), "signs": draws[0].scores.shape[1]}


def ranks(draw: Drawn) -> NDArray[np.int64]:
    """The place of the right sign among the answers to each query whose sign is there: (n,)."""
    asked = draw.right >= 0
    scores, right = draw.scores[asked], draw.right[asked]
    own = scores[np.arange(len(right)), right]
    return np.asarray((scores >= own[:, None]).sum(axis=1), np.int64)


def table(results: Mapping[str, Mapping[str, Figures]]) -> str:
    """Every test and method as Markdown, in per cent."""
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


def contest(
    clips: Corpus,
    protocols: Sequence[EvaluationProtocol],
    methods: Callable[[EvaluationProtocol], Mapping[str, Method]],
) -> Iterator[tuple[EvaluationProtocol, dict[str, Figures]]]:
    """Ask every method of every test the same draws."""
    for protocol in protocols:
        asked = methods(protocol)
        yield (
            protocol,
            {name: figures(Answers(one, clips, protocol).draws()) for name, one in asked.items()},
        )


def hardships(method: Method, clips: Corpus, protocol: EvaluationProtocol) -> dict[str, float]:
    """How much recall@1 a test loses, or gains, by what happens to its queries."""
    plain = figures(Answers(method, clips, protocol).draws())["r@1"]
    return {
        name: figures(Answers(method, clips, protocol, change).draws())["r@1"] - plain
        for name, change in HARDSHIPS.items()
    }
