"""Measures what frame tokens cost and gain among 100,000 clips: vectors alone, or in two stages.

    python -m benchmarks.stages

Signs are combined from the clips of the starter dictionary as the bundled model embeds them (the
first half from one clip, the second from another), or from random postures if that model has no
tokens. Each sign has four clips, and a fifth is the query: each deviates from the sign the way that
real clips differ. A query has two embeddings, the second unrelated as the mirrored pose mostly is.
The last line is one JSON object: median milliseconds of a query by vectors alone and in two stages,
the difference, and how often the first sign is the right one (R@1) by vectors, in two stages, and
when vectors and tokens are compared with every clip.
"""

import json
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np

from signdict.core.paths import BUNDLED_MODEL, Paths
from signdict.core.types import Embeddings, FloatArray, IntArray
from signdict.core.vectors import blend, maxsim, unit
from signdict.library.library import Library
from signdict.model import modelfiles
from signdict.search import ranking
from signdict.search.clipsearch import CANDIDATES
from signdict.search.index import Stamp, VectorIndex, VectorTable

CLIPS, EACH, QUERIES = 100_000, 4, 300
WIDTHS = (100, 200, 300, CANDIDATES, 800)
#: The distance of a clip from its sign, as a share of the distance between clips of two signs.
STRAY = 0.5
_POSTURES, _MOMENTS, _SIZE, _WIDTH = 300, 16, 64, 192  # of random clips
_BLOCK = 4_000

Scores = dict[int, float]  # by the id of a clip


@dataclass(frozen=True, slots=True)
class Source:
    """Clips to combine signs from, their description, and the share of tokens in a score."""

    embeddings: Embeddings
    label: str
    share: float

    @property
    def tokens(self) -> FloatArray:
        """The tokens (n, K, d)."""
        assert self.embeddings.tokens is not None
        return self.embeddings.tokens


def source(random: np.random.Generator) -> Source:
    """Return the clips of the starter dictionary, or random ones if its model has no tokens."""
    paths = Paths.standard()
    with Library.open(paths.starter, read_only=True) as library:
        _, _, vectors = library.vectors(BUNDLED_MODEL)
        tokens = library.tokens(BUNDLED_MODEL)
    if tokens is not None and len(tokens):
        share = float(modelfiles.config(paths.model).get("share", 0.5))
        return Source(Embeddings(vectors, tokens.astype(np.float32)), "starter clips", share)
    return Source(_random_clips(random), "random clips", 0.5)


def _random_clips(random: np.random.Generator) -> Embeddings:
    """Return clips from one posture to another, with a projection of their mean token as vector."""
    postures = random.normal(size=(_POSTURES, _SIZE)).astype(np.float32)
    start, end = postures[random.integers(_POSTURES, size=(2, 2_000))]
    time = np.linspace(0, 1, _MOMENTS, dtype=np.float32)[:, None]
    tokens = start[:, None] * (1 - time) + end[:, None] * time
    projection = random.normal(size=(_SIZE, _WIDTH)).astype(np.float32)
    return Embeddings(unit(tokens.mean(1) @ projection), tokens)


def clips(of: Source, parts: IntArray, random: np.random.Generator) -> Embeddings:
    """Return a clip of each sign; `parts` (n, 2) are the two clips that a sign consists of."""
    vectors, tokens = of.embeddings.vectors, of.tokens
    half = tokens.shape[1] // 2
    stray = random.integers(len(vectors), size=(2, len(parts)))
    joined = np.concatenate([tokens[parts[:, 0], :half], tokens[parts[:, 1], half:]], axis=1)
    joined = joined + STRAY * (tokens[stray[0]] - tokens[stray[1]]) / np.sqrt(2)
    mean = unit(vectors[parts[:, 0]] + vectors[parts[:, 1]])
    return Embeddings(
        unit(mean + STRAY * (vectors[stray[0]] - vectors[stray[1]]) / np.sqrt(2)), joined
    )


def library(of: Source, parts: IntArray, random: np.random.Generator) -> VectorTable:
    """Return the clips of all signs as rows; row r is a clip of sign r // EACH."""
    vectors = np.empty((len(parts) * EACH, of.embeddings.vectors.shape[1]), np.float32)
    tokens = np.empty((len(vectors), *of.tokens.shape[1:]), np.float16)
    repeated = np.repeat(parts, EACH, axis=0)
    for start in range(0, len(repeated), _BLOCK):
        block = slice(start, start + _BLOCK)
        made = clips(of, repeated[block], random)
        vectors[block], tokens[block] = made.vectors, made.tokens
    return VectorTable.sorted(np.arange(len(repeated)), ["ase"] * len(repeated), vectors, tokens)


def exhaustive(table: VectorTable, queries: Embeddings, share: float) -> list[Scores]:
    """Return the score of every clip for queries of two embeddings each, (2 * n) of them."""
    assert table.tokens is not None
    assert queries.tokens is not None
    scores = np.asarray(queries.vectors @ table.vectors.T)
    for start in range(0, len(table.ids), _BLOCK):
        block = slice(start, start + _BLOCK)
        tokens = table.tokens[block].astype(np.float32)
        for number, query in enumerate(queries.tokens):
            scores[number, block] = blend(scores[number, block], maxsim(query, tokens), share)
    best = scores.reshape(-1, 2, len(table.ids)).max(axis=1)
    return [dict(enumerate(row.tolist())) for row in best]


def first(scores: Scores) -> int:
    """Return the best sign after the clips have voted."""
    votes = ranking.vote(scores, {clip: clip // EACH for clip in scores})
    return max(votes, key=votes.__getitem__)


def search(index: VectorIndex, queries: Embeddings, limit: int, share: float) -> list[Scores]:
    """Answer all queries with an index."""
    return [
        ranking.best_scores(*(index.ordered(v, t, limit, share) for v, t in pair))
        for pair in _pairs(queries)
    ]


def _pairs(queries: Embeddings) -> Sequence[list[tuple[FloatArray, FloatArray]]]:
    assert queries.tokens is not None
    rows = list(zip(queries.vectors, queries.tokens, strict=True))
    return [rows[start : start + 2] for start in range(0, len(rows), 2)]


def recall(answers: Sequence[Scores], signs: IntArray) -> float:
    """Return how often the first sign is the right one."""
    return statistics.fmean(
        first(scores) == sign for scores, sign in zip(answers, signs, strict=True)
    )


def milliseconds(ask: Callable[[FloatArray, FloatArray], object], queries: Embeddings) -> float:
    """Return the median processor time of a query, which other programs do not affect."""
    times = []
    for pair in _pairs(queries):
        start = time.process_time()
        for vector, tokens in pair:
            ask(vector, tokens)
        times.append(1000 * (time.process_time() - start))
    return statistics.median(times)


def measure(folder: Path, of: Source, random: np.random.Generator) -> dict[str, float]:
    """Build an index in a folder and query it."""
    parts = random.integers(len(of.embeddings.vectors), size=(CLIPS // EACH, 2))
    table = library(of, parts, random)
    start = time.perf_counter()
    VectorIndex.build(folder, stamp := Stamp("benchmark", CLIPS, "1"), table).close()
    built = time.perf_counter()
    index = VectorIndex.open(folder, stamp)
    opened = time.perf_counter()
    assert index is not None
    first_stage = VectorIndex(replace(table, tokens=None), index.graph)

    signs = random.integers(len(parts), size=QUERIES)
    others = random.integers(len(parts), size=QUERIES)
    queries = clips(of, parts[np.stack([signs, others], axis=1).ravel()], random)
    figures = {"build_s": built - start, "open_ms": 1000 * (opened - built)}
    share = of.share
    for limit in WIDTHS:
        answers = search(index, queries, limit, share)
        one = milliseconds(partial(first_stage.ordered, limit=limit, share=share), queries)
        both = milliseconds(partial(index.ordered, limit=limit, share=share), queries)
        right, added = recall(answers, signs), both - one
        print(f"{limit:>6} candidates: R@1 {right:.4f}, {one:.2f} + {added:.2f} ms")
        if limit == CANDIDATES:
            figures |= {"first_ms_median": one, "both_ms_median": both}
            figures |= {"added_ms_median": added, "r1_two_stage": right}
    scan = milliseconds(lambda v, _: index.search(v, CANDIDATES), queries)
    figures |= {"scan_ms_median": scan}
    figures |= {"r1_vectors": recall(search(first_stage, queries, CANDIDATES, share), signs)}
    figures |= {"r1_exact": recall(exhaustive(table, queries, share), signs)}
    index.close()
    return {name: round(figure, 4) for name, figure in figures.items()}


def main() -> None:
    """Print the table, then the figures as JSON."""
    random = np.random.default_rng(1)
    of = source(random)
    print(f"{CLIPS} clips from {of.label}, {EACH} per sign; {QUERIES} queries, two embeddings each")
    with tempfile.TemporaryDirectory() as folder:
        figures = measure(Path(folder), of, random)
    for name, figure in figures.items():
        print(f"{name:>16} {figure:10.4f}")
    print(json.dumps({"candidates": CANDIDATES, **figures}))


if __name__ == "__main__":
    main()
