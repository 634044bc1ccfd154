"""What frame tokens cost and bring among 100,000 clips: vectors alone, two stages, everything.

    python -m benchmarks.stages

Signs are put together from the clips of the starter dictionary as the bundled model read them (its
first half from one clip, its second from another), or from random postures where that model gives
no tokens. Each sign has four clips, and is asked with a fifth: every one strays from the sign the
way that real clips differ. A question is two readings, the second a stranger as the mirrored pose
mostly is. The last line is one JSON object: median milliseconds of a question by vectors alone and
in two stages, what the second adds, and how often the first sign is the right one (R@1) by vectors,
in two stages, and when vectors and tokens are compared with every clip.
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
from numpy.typing import NDArray

from signdict.core.paths import BUNDLED_MODEL, Paths
from signdict.core.types import Embeddings
from signdict.core.vectors import maxsim
from signdict.library.library import Library
from signdict.model import modelfiles
from signdict.search import ranking
from signdict.search.clipsearch import CANDIDATES
from signdict.search.index import Index, Stamp, VectorTable

CLIPS, EACH, QUERIES = 100_000, 4, 300
WIDTHS = (100, 200, 300, CANDIDATES, 800)
#: How far a clip strays from its sign, as a share of how far clips of two signs lie apart.
STRAY = 0.5
_POSTURES, _MOMENTS, _SIZE, _WIDTH = 300, 16, 64, 192  # of clips that are made up
_BLOCK = 4_000

Vectors = NDArray[np.float32]
Answer = dict[int, float]  # a score for each clip


@dataclass(frozen=True, slots=True)
class Source:
    """Clips to put signs together from, where they come from, and the share of tokens."""

    readings: Embeddings
    told: str
    share: float

    @property
    def tokens(self) -> Vectors:
        """(n, K, d)."""
        assert self.readings.tokens is not None
        return self.readings.tokens


def source(random: np.random.Generator) -> Source:
    """The clips of the starter dictionary if the bundled model gives tokens; made up if not."""
    paths = Paths.standard()
    with Library.open(paths.starter, read_only=True) as library:
        _, _, vectors = library.vectors(BUNDLED_MODEL)
        tokens = library.tokens(BUNDLED_MODEL)
    if tokens is not None and len(tokens):
        share = float(modelfiles.config(paths.model).get("share", 0.5))
        return Source(Embeddings(vectors, tokens.astype(np.float32)), "starter clips", share)
    return Source(_made_up(random), "made-up clips", 0.5)


def _made_up(random: np.random.Generator) -> Embeddings:
    """Each clip goes from posture to posture; its vector is a view of the mean of its tokens."""
    postures = random.normal(size=(_POSTURES, _SIZE)).astype(np.float32)
    start, end = postures[random.integers(_POSTURES, size=(2, 2_000))]
    way = np.linspace(0, 1, _MOMENTS, dtype=np.float32)[:, None]
    tokens = start[:, None] * (1 - way) + end[:, None] * way
    view = random.normal(size=(_SIZE, _WIDTH)).astype(np.float32)
    return Embeddings(_unit(tokens.mean(1) @ view), tokens)


def _unit(vectors: Vectors) -> Vectors:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=-1, keepdims=True), np.float32)


def clips(of: Source, parts: NDArray[np.int64], random: np.random.Generator) -> Embeddings:
    """A clip of each sign; `parts` (n, 2) are the two clips that a sign is put together from."""
    vectors, tokens = of.readings.vectors, of.tokens
    half = tokens.shape[1] // 2
    astray = random.integers(len(vectors), size=(2, len(parts)))
    seen = np.concatenate([tokens[parts[:, 0], :half], tokens[parts[:, 1], half:]], axis=1)
    seen = seen + STRAY * (tokens[astray[0]] - tokens[astray[1]]) / np.sqrt(2)
    whole = _unit(vectors[parts[:, 0]] + vectors[parts[:, 1]])
    return Embeddings(
        _unit(whole + STRAY * (vectors[astray[0]] - vectors[astray[1]]) / np.sqrt(2)), seen
    )


def library(of: Source, parts: NDArray[np.int64], random: np.random.Generator) -> VectorTable:
    """The clips of all signs as rows; row r is a clip of sign r // EACH."""
    vectors = np.empty((len(parts) * EACH, of.readings.vectors.shape[1]), np.float32)
    tokens = np.empty((len(vectors), *of.tokens.shape[1:]), np.float16)
    every = np.repeat(parts, EACH, axis=0)
    for at in range(0, len(every), _BLOCK):
        some = clips(of, every[at : at + _BLOCK], random)
        vectors[at : at + _BLOCK], tokens[at : at + _BLOCK] = some.vectors, some.tokens
    return VectorTable.sorted(np.arange(len(every)), ["ase"] * len(every), vectors, tokens)


def everything(rows: VectorTable, asked: Embeddings, share: float) -> list[Answer]:
    """The score of every clip for questions of two readings each, (2 * n) of them."""
    assert rows.tokens is not None
    assert asked.tokens is not None
    scores = (1 - share) * asked.vectors @ rows.vectors.T
    for at in range(0, len(rows.ids), _BLOCK):
        part = slice(at, at + _BLOCK)
        there = rows.tokens[part].astype(np.float32)
        for number, query in enumerate(asked.tokens):
            scores[number, part] += share * maxsim(query, there)
    best = scores.reshape(-1, 2, len(rows.ids)).max(axis=1)
    return [dict(enumerate(row.tolist())) for row in best]


def first(answer: Answer) -> int:
    """The sign that is answered first, after clips have voted."""
    votes = ranking.vote(answer, {clip: clip // EACH for clip in answer})
    return max(votes, key=votes.__getitem__)


def asked_in(index: Index, asked: Embeddings, wide: int, share: float) -> list[Answer]:
    """Answer all questions by an index."""
    return [
        ranking.better(*(index.ordered(v, t, wide, share) for v, t in pair)) for pair in _of(asked)
    ]


def _of(asked: Embeddings) -> Sequence[list[tuple[Vectors, Vectors]]]:
    assert asked.tokens is not None
    rows = list(zip(asked.vectors, asked.tokens, strict=True))
    return [rows[at : at + 2] for at in range(0, len(rows), 2)]


def right(answers: Sequence[Answer], signs: NDArray[np.int64]) -> float:
    """How often the first sign is the one that was asked with."""
    return statistics.fmean(
        first(answer) == sign for answer, sign in zip(answers, signs, strict=True)
    )


def milliseconds(ask: Callable[[Vectors, Vectors], object], asked: Embeddings) -> float:
    """The median time of a question, of the processor: whatever else runs does not count."""
    times = []
    for pair in _of(asked):
        start = time.process_time()
        for vector, tokens in pair:
            ask(vector, tokens)
        times.append(1000 * (time.process_time() - start))
    return statistics.median(times)


def measure(folder: Path, of: Source, random: np.random.Generator) -> dict[str, float]:
    """Build an index in a folder and question it."""
    parts = random.integers(len(of.readings.vectors), size=(CLIPS // EACH, 2))
    rows = library(of, parts, random)
    start = time.perf_counter()
    Index.build(folder, stamp := Stamp("benchmark", CLIPS, "1"), rows).close()
    built = time.perf_counter()
    index = Index.open(folder, stamp)
    opened = time.perf_counter()
    assert index is not None
    bare = Index(replace(rows, tokens=None), index._graph)  # noqa: SLF001 - its first stage alone

    signs = random.integers(len(parts), size=QUERIES)
    strangers = random.integers(len(parts), size=QUERIES)
    asked = clips(of, parts[np.stack([signs, strangers], axis=1).ravel()], random)
    figures = {"build_s": built - start, "open_ms": 1000 * (opened - built)}
    share = of.share
    for wide in WIDTHS:
        found = asked_in(index, asked, wide, share)
        one = milliseconds(partial(bare.ordered, limit=wide, share=share), asked)
        both = milliseconds(partial(index.ordered, limit=wide, share=share), asked)
        good, added = right(found, signs), both - one
        print(f"{wide:>6} candidates: R@1 {good:.4f}, {one:.2f} + {added:.2f} ms")
        if wide == CANDIDATES:
            figures |= {"first_ms_median": one, "both_ms_median": both}
            figures |= {"added_ms_median": added, "r1_two_stage": good}
    scan = milliseconds(lambda v, _: index.search(v, CANDIDATES), asked)
    figures |= {"scan_ms_median": scan}
    figures |= {"r1_vectors": right(asked_in(bare, asked, CANDIDATES, share), signs)}
    figures |= {"r1_exact": right(everything(rows, asked, share), signs)}
    index.close()
    return {name: round(figure, 4) for name, figure in figures.items()}


def main() -> None:
    """Print the table, then the figures as JSON."""
    random = np.random.default_rng(1)
    of = source(random)
    print(f"{CLIPS} clips from {of.told}, {EACH} a sign; {QUERIES} questions of two readings")
    with tempfile.TemporaryDirectory() as folder:
        figures = measure(Path(folder), of, random)
    for name, figure in figures.items():
        print(f"{name:>16} {figure:10.4f}")
    print(json.dumps({"candidates": CANDIDATES, **figures}))


if __name__ == "__main__":
    main()
