"""Measures speed and recall of the index with 50,000 clips.

    python -m benchmarks.search

Random vectors: the signs of one concept are close in 44 languages of uneven size. The last line is
one JSON object: recall among all languages and within one, milliseconds per query through the graph
(median and 99th percentile) and by comparing all rows.
"""

import json
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from signdict.core.types import FloatArray, IntArray
from signdict.core.vectors import unit
from signdict.search.index import Stamp, VectorIndex, VectorTable

ROWS, DIMENSIONS, LANGUAGES, CONCEPTS = 50_000, 192, 44, 4_000
QUERIES, ROUNDS, FOUND = 500, 5, 10
SPREAD = 0.7  # distance of the signs of a concept; 1 is the distance of concepts

Search = Callable[[FloatArray], object]


def vectors(random: np.random.Generator, concepts: FloatArray, count: int) -> FloatArray:
    """Return unit vectors (count, D), each close to a concept; some concepts are more common."""
    weight = random.pareto(1.5, len(concepts)) + 0.2
    chosen = concepts[random.choice(len(concepts), count, p=weight / weight.sum())]
    return unit(chosen + SPREAD * random.normal(size=chosen.shape).astype(np.float32))


def languages(random: np.random.Generator, count: int) -> list[str]:
    """Return a language for each row; the largest has about a sixth of all rows."""
    share = 1 / np.arange(2, LANGUAGES + 2)
    return [f"l{n:02}" for n in random.choice(LANGUAGES, count, p=share / share.sum())]


def recall(hits: list[list[tuple[int, float]]], all_scores: FloatArray, ids: IntArray) -> float:
    """Return the share of the ten nearest that was found; scores are (queries, rows of `ids`)."""
    nearest = np.argsort(-all_scores, axis=1)[:, :FOUND]
    shares = [
        len({clip for clip, _ in clips} & set(ids[best].tolist())) / FOUND
        for clips, best in zip(hits, nearest, strict=True)
    ]
    return statistics.fmean(shares)


def milliseconds(search: Search, queries: FloatArray) -> tuple[float, float]:
    """Return median and 99th percentile per query, each the median of several rounds."""
    rounds = []
    for _ in range(ROUNDS):
        times = []
        for query in queries:
            start = time.perf_counter()
            search(query)
            times.append(1000 * (time.perf_counter() - start))
        rounds.append((statistics.median(times), float(np.percentile(times, 99))))
    p50, p99 = zip(*rounds, strict=True)
    return statistics.median(p50), statistics.median(p99)


def measure(folder: Path) -> dict[str, float]:
    """Build both kinds of index in a folder and query them."""
    random = np.random.default_rng(1)
    concepts = random.normal(size=(CONCEPTS, DIMENSIONS)).astype(np.float32)
    rows, queries = vectors(random, concepts, ROWS), vectors(random, concepts, QUERIES)
    ids, codes = np.arange(ROWS), languages(random, ROWS)
    stamp = Stamp("benchmark", ROWS, "1")

    start = time.perf_counter()
    VectorIndex.build(folder / "graph", stamp, VectorTable.sorted(ids, codes, rows)).close()
    built = time.perf_counter()
    graph = VectorIndex.open(folder / "graph", stamp)
    opened = time.perf_counter()
    exact = VectorIndex.build(
        folder / "exact", stamp, VectorTable.sorted(ids, codes, rows), graph=False
    )
    assert graph is not None

    language = codes[0]
    rows_of = np.flatnonzero(np.asarray(codes) == language)
    scores = queries @ rows.T
    figures = {
        "build_s": built - start,
        "open_ms": 1000 * (opened - built),
        "recall_all": recall([graph.search(q, FOUND) for q in queries], scores, ids),
        "recall_language": recall(
            [graph.search(q, FOUND, [language]) for q in queries], scores[:, rows_of], rows_of
        ),
    }
    figures["p50_ms"], figures["p99_ms"] = milliseconds(lambda q: graph.search(q, FOUND), queries)
    figures["language_p50_ms"], _ = milliseconds(
        lambda q: graph.search(q, FOUND, [language]), queries
    )
    figures["exact_p50_ms"], _ = milliseconds(lambda q: exact.search(q, FOUND), queries[:100])
    graph.close()
    exact.close()
    return {name: round(figure, 4) for name, figure in figures.items()}


def main() -> None:
    """Print the table, then the figures as JSON."""
    with tempfile.TemporaryDirectory() as folder:
        figures = measure(Path(folder))
    print(f"{ROWS} vectors of {DIMENSIONS} numbers, {LANGUAGES} languages, {QUERIES} queries")
    for name, figure in figures.items():
        print(f"{name:>16} {figure:10.4f}")
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
