"""Measures search by meaning: the recall of glosses for words and phrases."""

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
    """Return the share of the lines of a table with a right gloss among the first `WITHIN`."""
    with queries.open(encoding="utf-8", newline="") as file:
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
    """Return the rank of the first right gloss of each row; infinity without one."""
    signs = {sign.id: sign for sign in _all_signs(dictionary)}
    ranks = []
    with TemporaryDirectory() as folder:
        texts = semantic.SemanticSearch(Path(folder), _Glosses(signs), encoder)
        for text, glosses in rows:
            scores = texts.nearest(text, 300)
            matches = ranking.ranked(scores, signs, len(scores), scores, "meaning")
            right = [match.rank for match in matches if match.sign.gloss in glosses]
            ranks.append(float(min(right, default=np.inf)))
    return ranks


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

    def names(self) -> list[tuple[int, str, str]]:
        """Return id, sign language and gloss of each sign."""
        return [(sign.id, sign.sign_language, sign.gloss) for sign in self.signs.values()]
