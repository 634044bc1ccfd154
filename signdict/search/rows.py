"""Clips as rows of a matrix, sorted by sign language: what is compared one by one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from signdict.core.types import Embeddings
from signdict.core.vectors import maxsim

#: Rows, and how alike each of them is to the query, best first.
Found: TypeAlias = tuple[NDArray[np.int64], NDArray[np.float32]]


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """`ids` (n,), `vectors` (n, D), perhaps `tokens` (n, K, d), of n clips sorted by language, and
    which rows each language has."""

    ids: NDArray[np.int64]
    vectors: Embeddings
    languages: dict[str, slice]
    tokens: NDArray[np.float16] | None = None

    @classmethod
    def sorted(
        cls,
        ids: Sequence[int] | NDArray[np.int64],
        languages: Sequence[str],
        vectors: Embeddings,
        tokens: NDArray[Any] | None = None,
    ) -> "Rows":
        """Put clips in order, with tokens (n, K, d) of length 1, if they have some."""
        codes, place = np.unique(np.asarray(languages, np.str_), return_inverse=True)
        order = np.argsort(place, kind="stable")
        return cls(
            np.asarray(ids, np.int64)[order],
            np.asarray(vectors, np.float32)[order],
            slices(dict(zip(codes.tolist(), np.bincount(place).tolist(), strict=True))),
            np.asarray(tokens, np.float16)[order] if tokens is not None and len(order) else None,
        )

    def nearest(
        self, query: NDArray[np.float32], limit: int, rows: NDArray[np.int64] | None = None
    ) -> Found:
        """Those of some rows, or of all, whose dot product is largest; equals by their id."""
        scores = (self.vectors if rows is None else self.vectors[rows]) @ query
        best = _largest(self.ids if rows is None else self.ids[rows], scores, limit)
        return (best if rows is None else rows[best]), scores[best]

    def nearest_in(self, query: NDArray[np.float32], limit: int, languages: Sequence[str]) -> Found:
        """The same among the rows of some languages."""
        rows, scores = np.zeros(0, np.int64), np.zeros(0, np.float32)
        for code in {*languages} & {*self.languages}:
            part = self.languages[code]
            there = self.vectors[part] @ query
            best = _largest(self.ids[part], there, limit)
            rows = np.concatenate([rows, part.start + best])
            scores = np.concatenate([scores, there[best]])
        best = _largest(self.ids[rows], scores, limit)
        return rows[best], scores[best]

    def tokens_of(self, rows: NDArray[np.int64]) -> NDArray[np.float32] | None:
        """The tokens (n, K, d) of some rows; None if there are none."""
        return None if self.tokens is None else self.tokens[rows].astype(np.float32)

    def ordered(self, tokens: NDArray[np.float32], found: Found, share: float) -> Found:
        """Put what vectors found in the order of tokens (K, d), which decide a share of the score.

        Without tokens of clips nothing changes.
        """
        rows, cosines = found
        if self.tokens is None:
            return found
        by_tokens = maxsim(tokens, self.tokens, rows)
        scores = (1 - share) * cosines + share * by_tokens
        best = _largest(self.ids[rows], scores, len(rows))
        return rows[best], scores[best]


def unit(vectors: Embeddings) -> Embeddings:
    """Scale vectors (n, D) to length 1; a vector of nothing but zeros stays."""
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(length, 1e-12), np.float32)


def slices(counts: dict[str, int]) -> dict[str, slice]:
    """Which rows each language has, from how many they are."""
    ends = np.cumsum([0, *counts.values()]).tolist()
    return {code: slice(*ends[i : i + 2]) for i, code in enumerate(counts)}


def _largest(ids: NDArray[np.int64], scores: NDArray[np.float32], limit: int) -> NDArray[np.int64]:
    """Where the largest scores are, largest first; of equal ones the smaller id first."""
    kept = np.arange(len(scores))
    if len(scores) > limit:
        worst = np.partition(scores, len(scores) - limit)[len(scores) - limit]
        kept = np.flatnonzero(scores >= worst)  # more than `limit` where scores are equal
    return kept[np.lexsort((ids[kept], -scores[kept]))[:limit]]
