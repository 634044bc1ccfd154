"""How long a text takes: through the text tower, and to what it means among 100,000 signs.

    python -m benchmarks.words

One core. The model is the bundled one, or the folder that is named. Glosses are two words of the
model's own each, no two alike. The last line is one JSON object.
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
import torch

from signdict.core.paths import Paths
from signdict.model.encoder import SignClipEncoder
from signdict.search.semantic import SemanticSearch

SIGNS, TURNS = 100_000, 200
ASKED = ("physician", "insect that makes honey", "what a teacher writes on in front of the class")


@dataclass(frozen=True, slots=True)
class Signs:
    """So many signs, each known by one text."""

    texts: Sequence[str]
    generation: str = "1"

    def names(self) -> list[tuple[int, str, str]]:
        """Return the number of a sign, its sign language, and its gloss."""
        return [(number, "ase", text) for number, text in enumerate(self.texts)]


def glosses(encoder: SignClipEncoder, count: int) -> list[str]:
    """Two words each, drawn from a seed."""
    words = [piece for piece in encoder.vocabulary if piece.isalpha() and len(piece) > 2]
    draw = np.random.default_rng(0)
    found = dict.fromkeys(" ".join(draw.choice(words, 2)) for _ in range(count + count // 10))
    return list(found)[:count]


def median_ms(turn: Callable[[str], object]) -> float:
    """Median milliseconds of a question, asked in turn."""
    times = []
    for number in range(TURNS):
        start = time.perf_counter()
        turn(ASKED[number % len(ASKED)])
        times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path, nargs="?", default=Paths.standard().model)
    parser.add_argument("--signs", type=int, default=SIGNS)
    told = parser.parse_args()
    torch.set_num_threads(1)
    encoder = SignClipEncoder.open(told.model)
    signs = Signs(glosses(encoder, told.signs))
    figures: dict[str, float] = {"text_ms": median_ms(lambda text: encoder.raw_texts([text]))}
    with TemporaryDirectory() as folder:
        for name in ("first_s", "opened_s"):  # every gloss is read; what was kept is opened
            start = time.perf_counter()
            meant = SemanticSearch(Path(folder), signs, encoder)
            meant.nearest(ASKED[0], 8)
            figures[name] = time.perf_counter() - start
        figures["meaning_ms"] = median_ms(lambda text: meant.nearest(text, 8))
    for name, figure in figures.items():
        print(f"{name:12} {figure:8.2f}")
    print(json.dumps({"signs": len(signs.texts), **figures}))


if __name__ == "__main__":
    main()
