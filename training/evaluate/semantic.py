"""Measures search by meaning: recall of glosses for questions in words."""

import csv
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from signdict.core.types import Sign
from signdict.dictionary.dictionary import Dictionary
from signdict.model.encoder import SignClipEncoder
from signdict.search import ranking, semantic

#: What people type, and the glosses that they may mean: to measure on, and to choose settings on.
ASKED = Path(__file__).parents[1] / "evaluate" / "meanings.csv"


WITHIN = 8  # results that are looked at


def recall(
    encoder: SignClipEncoder, dictionary: Dictionary, asked: Path = ASKED
) -> dict[str, float]:
    """What share of the lines of a table finds a right gloss by meaning within the first 8."""
    with asked.open(encoding="utf-8", newline="") as file:
        rows = [(row["text"], row["glosses"].split("|")) for row in csv.DictReader(file)]
    ranks = _ranks(encoder, dictionary, rows)
    phrases = [rank for rank, (text, _) in zip(ranks, rows, strict=True) if " " in text]
    single = [rank for rank, (text, _) in zip(ranks, rows, strict=True) if " " not in text]
    return {
        f"r@{WITHIN}": _within(ranks, WITHIN),
        "r@1": _within(ranks, 1),
        "mrr": statistics.fmean(1 / rank for rank in ranks),
        "words": _within(single, WITHIN),
        "phrases": _within(phrases, WITHIN),
        "asked": float(len(rows)),
    }


def _ranks(
    encoder: SignClipEncoder, dictionary: Dictionary, rows: Sequence[tuple[str, Sequence[str]]]
) -> list[float]:
    """At which place of the answer the first right gloss stands; infinity where none does."""
    signs = {sign.id: sign for sign in _signs(dictionary)}
    ranks = []
    with TemporaryDirectory() as folder:
        texts = semantic.SemanticSearch(Path(folder), _Glosses(signs), encoder)
        for text, glosses in rows:
            scores = texts.nearest(text, 300)
            found = ranking.ranked(scores, signs, len(scores), scores, "meaning")
            places = [match.rank for match in found if match.sign.gloss in glosses]
            ranks.append(float(min(places, default=np.inf)))
    return ranks


def _within(ranks: Sequence[float], many: int) -> float:
    return sum(rank <= many for rank in ranks) / max(len(ranks), 1)


def _signs(dictionary: Dictionary) -> Iterator[Sign]:
    """Every sign of a dictionary."""
    page = 1000
    for start in range(0, sum(dictionary.counts().values()), page):
        yield from dictionary.signs(limit=page, offset=start)


@dataclass(frozen=True, slots=True)
class _Glosses:
    """Signs by their glosses, as `meaning` wants them."""

    signs: dict[int, Sign]
    generation: str = ""

    def names(self) -> list[tuple[int, str, str]]:
        """Return the number of a sign, its sign language, and its gloss."""
        return [(one.id, one.sign_language, one.gloss) for one in self.signs.values()]
