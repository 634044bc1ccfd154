"""Measures search by meaning: the recall of glosses for words and phrases, and what cosines say."""

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

#: Words and phrases that people may type, and the glosses that they may mean. For measuring only;
#: settings are chosen on training/words/meanings_development.csv.
QUERIES = Path(__file__).parent / "meanings.csv"
WITHIN = 8  # results that count


def recall(
    encoder: SignClipEncoder, dictionary: Dictionary, queries: Path = QUERIES
) -> dict[str, float]:
    """Return the share of the lines of a table with a right gloss among the first `WITHIN`.

    `auc right` is how often the first cosine of a line with a right first result is higher than
    that of a line with a wrong one, and `auc present` how often the first cosine of a line is
    higher than that of a line whose right signs are removed; .5 is chance.
    """
    with queries.open(encoding="utf-8", newline="") as file:
        rows = [(row["text"], row["glosses"].split("|")) for row in csv.DictReader(file)]
    results = _results(encoder, dictionary, rows)
    ranks = [result.rank for result in results]
    phrases = [rank for rank, (text, _) in zip(ranks, rows, strict=True) if " " in text]
    single = [rank for rank, (text, _) in zip(ranks, rows, strict=True) if " " not in text]
    return {
        f"r@{WITHIN}": _within(ranks, WITHIN),
        "r@1": _within(ranks, 1),
        "mrr": statistics.fmean(1 / rank for rank in ranks),
        "words": _within(single, WITHIN),
        "phrases": _within(phrases, WITHIN),
        "asked": float(len(rows)),
        "auc right": auc(
            [result.first for result in results if result.rank == 1],
            [result.first for result in results if result.rank != 1],
        ),
        "auc present": auc(
            [result.first for result in results], [result.first_wrong for result in results]
        ),
    }


@dataclass(frozen=True, slots=True)
class _Result:
    """The rank of the first right gloss, infinity without one, and two cosines, 0 without one."""

    rank: float
    first: float
    first_wrong: float


def _results(
    encoder: SignClipEncoder, dictionary: Dictionary, rows: Sequence[tuple[str, Sequence[str]]]
) -> list[_Result]:
    """Return the result of each row."""
    signs = {sign.id: sign for sign in _all_signs(dictionary)}
    results = []
    with TemporaryDirectory() as folder:
        texts = semantic.SemanticSearch(Path(folder), _Glosses(signs), encoder)
        for text, glosses in rows:
            scores = texts.nearest(text, 300)
            matches = ranking.ranked(scores, signs, len(scores), None, "meaning")
            right = [match.rank for match in matches if match.sign.gloss in glosses]
            wrong = [match.score for match in matches if match.sign.gloss not in glosses]
            first = max(scores.values(), default=0.0)
            rank = float(min(right, default=np.inf))
            results.append(_Result(rank, first, max(wrong, default=0.0)))
    return results


def auc(high: Sequence[float], low: Sequence[float]) -> float:
    """Return the share of pairs in which the first number is higher; equal ones count half."""
    pairs = np.subtract.outer(high, low)
    return float(((pairs > 0) + (pairs == 0) / 2).mean()) if pairs.size else 0.5


def _within(ranks: Sequence[float], k: int) -> float:
    return sum(rank <= k for rank in ranks) / max(len(ranks), 1)


def _all_signs(dictionary: Dictionary) -> Iterator[Sign]:
    """Yield every sign of a dictionary."""
    page = 1000
    for start in range(0, sum(dictionary.counts().values()), page):
        yield from dictionary.signs(limit=page, offset=start)


@dataclass(frozen=True, slots=True)
class _Glosses:
    """The glosses of signs, in the form that `SemanticSearch` needs."""

    signs: dict[int, Sign]
    generation: str = ""

    def names(self, spoken: Sequence[str] = ()) -> list[tuple[int, str, str]]:
        """Return id, sign language and gloss of each sign, in some spoken languages or all."""
        return [
            (sign.id, sign.sign_language, sign.gloss)
            for sign in self.signs.values()
            if not spoken or sign.spoken_language in (*spoken, "")
        ]
