"""Recall of two attempts at a sign as one query, for three ways to combine them.

    python -m benchmarks.attempts

Each draw takes one clip per gloss of WLASL-50 as the dictionary. Queries are pairs of other clips
of a gloss, mostly by other signers. Compared are: the first clip alone; both clips as
`dictionary.averaging.averaged` combines them, with their tokens side by side; tokens averaged frame
by frame; and the average of the scores of two queries. The last line is one JSON object.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from signdict.core.errors import PoseError
from signdict.core.paths import Paths
from signdict.core.types import Embeddings, FloatArray, IntArray
from signdict.core.vectors import blend, maxsim, unit
from signdict.dictionary.averaging import averaged
from signdict.model.encoder import SignClipEncoder
from signdict.pose.pose import Pose, UsablePose
from signdict.search.clipsearch import handicaps
from training.data import dataset

_SOURCE = "ase_wlasl50"


def main() -> None:
    """Print a table and a JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared/data"))
    parser.add_argument("--draws", type=int, default=12)
    options = parser.parse_args()
    clips = [
        clip
        for clip in dataset.landmark_clips(options.shared, "evaluate")
        if clip.source == _SOURCE
    ]
    ranks: dict[str, list[int]] = defaultdict(list)
    bench = Bench([(_usable(clip.pose), clip.gloss) for clip in clips])
    for draw in range(options.draws):
        for way, rank in bench.ranks(np.random.default_rng(draw)):
            ranks[way].append(rank)
    figures = {}
    for way, places in ranks.items():
        first, eight = (np.mean([rank < k for rank in places]) for k in (1, 8))
        print(f"{way:12} R@1 {first:.3f}  R@8 {eight:.3f}  of {len(places)}")
        figures[way] = {"r1": round(float(first), 4), "r8": round(float(eight), 4)}
    print(json.dumps({"questions": len(ranks["one"]), **figures}))


class Bench:
    """Clips with their glosses and their embeddings by the bundled model."""

    def __init__(self, clips: list[tuple[UsablePose, str]]) -> None:
        encoder = SignClipEncoder.open(Paths.standard().model)
        self._share = encoder.token_share
        self._glosses = np.array([gloss for _, gloss in clips])
        self._handicaps = [handicaps(pose) for pose, _ in clips]
        self._embeddings = [encoder.read_poses([pose, pose.mirrored()]) for pose, _ in clips]
        self._vectors = unit(np.stack([entry.vectors[0] for entry in self._embeddings]))
        self._tokens = np.stack([_tokens(entry)[0] for entry in self._embeddings])

    def ranks(self, draw: np.random.Generator) -> Iterator[tuple[str, int]]:
        """Query pairs of clips; yield the number of glosses ahead of the right one, per way."""
        dictionary = {
            gloss: int(draw.choice(np.flatnonzero(self._glosses == gloss)))
            for gloss in sorted(set(self._glosses.tolist()))
        }
        rows = np.array([*dictionary.values()])
        for place, gloss in enumerate(dictionary):
            others = np.flatnonzero(
                (self._glosses == gloss) & ~np.isin(np.arange(len(self._glosses)), rows)
            )
            draw.shuffle(others)
            for first, second in zip(others[::2].tolist(), others[1::2].tolist(), strict=False):
                for way, scores in self._ways(first, second, rows).items():
                    yield way, int((scores > scores[place]).sum())

    def _ways(self, first: int, second: int, rows: IntArray) -> dict[str, FloatArray]:
        """Return the scores of two clips for all clips of the dictionary, per way."""
        both = averaged([self._embeddings[first], self._embeddings[second]])
        handicap = self._handicaps[first]
        half = _tokens(both).shape[1] // 2
        blended = unit(_tokens(both)[:, :half] + _tokens(both)[:, half:])
        scores = self._scores(self._embeddings[first], handicap, rows)
        others = self._scores(self._embeddings[second], self._handicaps[second], rows)
        return {
            "one": scores,
            "side by side": self._scores(both, handicap, rows),
            "blended": self._scores(Embeddings(both.vectors, blended), handicap, rows),
            "two scores": np.asarray((scores + others) / 2, np.float32),
        }

    def _scores(
        self, query: Embeddings, handicaps: tuple[float, float], rows: IntArray
    ) -> FloatArray:
        """Return the score of a query, or its mirror image, for each clip of the dictionary."""
        sides = zip(unit(query.vectors), _tokens(query), handicaps, strict=True)
        plain, mirrored = (
            blend(self._vectors[rows] @ vector, maxsim(tokens, self._tokens, rows), self._share)
            - handicap
            for vector, tokens, handicap in sides
        )
        return np.asarray(np.maximum(plain, mirrored), np.float32)


def _tokens(embeddings: Embeddings) -> FloatArray:
    if embeddings.tokens is None:
        raise PoseError("The bundled model has no tokens.")
    return embeddings.tokens


def _usable(pose: Pose) -> UsablePose:
    return pose.usable().trimmed().usable()


if __name__ == "__main__":
    main()
