"""Measures how long a text takes: to embed it, and to search 100,000 signs by meaning.

    python -m benchmarks.words

On one core, with the bundled model or that of a folder. Each gloss is two words of the model's
vocabulary, all different. The last line is one JSON object.
"""

import argparse
import json
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from signdict.core.paths import Paths
from signdict.model.encoder import SignClipEncoder
from signdict.search.semantic import SemanticSearch

SIGNS, TURNS = 100_000, 200
QUERIES = ("physician", "insect that makes honey", "what a teacher writes on in front of the class")


@dataclass(frozen=True, slots=True)
class Signs:
    """Signs with one name each."""

    texts: Sequence[str]
    generation: str = "1"

    def names(self, spoken: Sequence[str] = ()) -> list[tuple[int, str, str]]:  # noqa: ARG002 - all are in English
        """Return the id, the sign language and the gloss of each sign."""
        return [(number, "ase", text) for number, text in enumerate(self.texts)]


def glosses(encoder: SignClipEncoder, count: int) -> list[str]:
    """Return glosses of two random words each."""
    words = [piece for piece in encoder.vocabulary if piece.isalpha() and len(piece) > 2]
    draw = np.random.default_rng(0)
    distinct = dict.fromkeys(" ".join(draw.choice(words, 2)) for _ in range(count + count // 10))
    return list(distinct)[:count]


def median_ms(query: Callable[[str], object]) -> float:
    """Return the median milliseconds of a query."""
    times = []
    for number in range(TURNS):
        start = time.perf_counter()
        query(QUERIES[number % len(QUERIES)])
        times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path, nargs="?", default=Paths.standard().model)
    parser.add_argument("--signs", type=int, default=SIGNS)
    arguments = parser.parse_args()
    encoder = SignClipEncoder.open(arguments.model)
    signs = Signs(glosses(encoder, arguments.signs))
    figures: dict[str, float] = {"text_ms": median_ms(lambda text: encoder.raw_texts([text]))}
    with TemporaryDirectory() as folder:
        for name in ("first_s", "opened_s"):  # embed every gloss; open the stored embeddings
            start = time.perf_counter()
            semantic = SemanticSearch(Path(folder), signs, encoder)
            semantic.nearest(QUERIES[0], 8)
            figures[name] = time.perf_counter() - start
        figures["meaning_ms"] = median_ms(lambda text: semantic.nearest(text, 8))
    for name, figure in figures.items():
        print(f"{name:12} {figure:8.2f}")
    print(json.dumps({"signs": len(signs.texts), **figures}))


if __name__ == "__main__":
    main()
