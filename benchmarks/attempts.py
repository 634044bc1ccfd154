"""What are two attempts at a sign worth, asked about as one, and how should they be averaged?

`python -m benchmarks.attempts` has one clip of each gloss of WLASL-50, drawn anew for each draw, as
the dictionary; two others of a gloss, mostly by other people, are asked about. Compared are: the
first alone; both as `averaging` has it, whose tokens stand side by side; tokens blended moment by
moment; scores of two questions averaged.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from signdict.core.errors import PoseError
from signdict.core.paths import Paths
from signdict.core.types import Embeddings
from signdict.core.vectors import blend, maxsim, unit
from signdict.dictionary.queries import averaged
from signdict.model.encoder import SignClipEncoder
from signdict.pose.pose import Pose, UsablePose
from signdict.search.clipsearch import handicaps
from training.data import dataset

_SOURCE = "ase_wlasl50"
Scores = NDArray[np.float32]


def main() -> None:
    """Print a table and, last, one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared/data"))
    parser.add_argument("--draws", type=int, default=12)
    asked = parser.parse_args()
    clips = [clip for clip in dataset.recorded(asked.shared, "evaluate") if clip.source == _SOURCE]
    ranks: dict[str, list[int]] = defaultdict(list)
    bench = Bench([(_usable(clip.pose), clip.gloss) for clip in clips])
    for draw in range(asked.draws):
        for way, rank in bench.ranks(np.random.default_rng(draw)):
            ranks[way].append(rank)
    told = {}
    for way, found in ranks.items():
        first, eight = (np.mean([rank < most for rank in found]) for most in (1, 8))
        print(f"{way:12} R@1 {first:.3f}  R@8 {eight:.3f}  of {len(found)}")
        told[way] = {"r1": round(float(first), 4), "r8": round(float(eight), 4)}
    print(json.dumps({"questions": len(ranks["one"]), **told}))


class Bench:
    """Clips with their glosses, as the bundled model reads them."""

    def __init__(self, clips: list[tuple[UsablePose, str]]) -> None:
        encoder = SignClipEncoder.open(Paths.standard().model)
        self._share = encoder.token_share
        self._glosses = np.array([gloss for _, gloss in clips])
        self._less = [handicaps(pose) for pose, _ in clips]
        self._read = [encoder.read_poses([pose, pose.mirrored()]) for pose, _ in clips]
        self._vectors = unit(np.stack([one.vectors[0] for one in self._read]))
        self._tokens = np.stack([_tokens(one)[0] for one in self._read])

    def ranks(self, draw: np.random.Generator) -> Iterator[tuple[str, int]]:
        """Ask about pairs of clips; yield how many glosses come before the right one."""
        there = {
            gloss: int(draw.choice(np.flatnonzero(self._glosses == gloss)))
            for gloss in sorted(set(self._glosses.tolist()))
        }
        rows = np.array([*there.values()])
        for place, gloss in enumerate(there):
            others = np.flatnonzero(
                (self._glosses == gloss) & ~np.isin(np.arange(len(self._glosses)), rows)
            )
            draw.shuffle(others)
            for one, two in zip(others[::2].tolist(), others[1::2].tolist(), strict=False):
                for way, scores in self._ways(one, two, rows).items():
                    yield way, int((scores > scores[place]).sum())

    def _ways(self, one: int, two: int, rows: NDArray[np.int64]) -> dict[str, Scores]:
        both, less = averaged([self._read[one], self._read[two]]), self._less[one]
        half = _tokens(both).shape[1] // 2
        blended = unit(_tokens(both)[:, :half] + _tokens(both)[:, half:])
        first = self._scores(self._read[one], less, rows)
        second = self._scores(self._read[two], self._less[two], rows)
        return {
            "one": first,
            "side by side": self._scores(both, less, rows),
            "blended": self._scores(Embeddings(both.vectors, blended), less, rows),
            "two scores": np.asarray((first + second) / 2, np.float32),
        }

    def _scores(
        self, query: Embeddings, less: tuple[float, float], rows: NDArray[np.int64]
    ) -> Scores:
        """How alike a query, or its mirror image, is to each clip of the dictionary."""
        asked = zip(unit(query.vectors), _tokens(query), less, strict=True)
        plain, mirrored = (
            blend(self._vectors[rows] @ vector, maxsim(tokens, self._tokens, rows), self._share)
            - handicap
            for vector, tokens, handicap in asked
        )
        return np.asarray(np.maximum(plain, mirrored), np.float32)


def _tokens(read: Embeddings) -> NDArray[np.float32]:
    if read.tokens is None:
        raise PoseError("The bundled model gives no tokens.")
    return read.tokens


def _usable(pose: Pose) -> UsablePose:
    return pose.usable().trimmed().usable()


if __name__ == "__main__":
    main()
