"""Compares the signs of concepts across languages: iconicity, similarity and a language tree.

Iconicity by spread over languages and sign-language identification are analyses of Jiang et al.
(2024); the similarity of languages is ours.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.random import Generator

from signdict.core.types import BoolArray, DoubleArray, FloatArray, IntArray
from signdict.core.vectors import unit

#: Vector (D,) of each concept in each language: {language: {concept: vector}}.
VectorsByConcept = dict[str, dict[str, FloatArray]]

#: The number of random draws that a result is compared with.
DRAWS = 2000


def signs(
    vectors: FloatArray,
    concepts: Sequence[str],
    languages: Sequence[str],
    *,
    same_length: bool = False,
) -> VectorsByConcept:
    """Return the mean vector of each concept in each language, from those of clips (n, D).

    With `same_length` each mean is scaled to length 1: the mean of many clips is short, and would
    seem to be near everything.
    """
    rows: dict[str, dict[str, list[int]]] = {}
    for row, (concept, language) in enumerate(zip(concepts, languages, strict=True)):
        rows.setdefault(language, {}).setdefault(concept, []).append(row)
    by_language: VectorsByConcept = {}
    for language, rows_of in sorted(rows.items()):
        means = np.stack([vectors[clips].mean(axis=0) for _, clips in sorted(rows_of.items())])
        scaled = unit(means) if same_length else means
        by_language[language] = dict(zip(sorted(rows_of), scaled, strict=True))
    return by_language


@dataclass(frozen=True, slots=True)
class Spread:
    """How far the signs of a concept differ between languages.

    `chance` is the share of random groups that are as close or closer.
    """

    concept: str
    languages: tuple[str, ...]
    score: float
    chance: float


def iconicity(vectors: VectorsByConcept, least: int = 2, seed: int = 0) -> list[Spread]:
    """Return the spread of concepts that at least `least` languages have.

    Concepts of most languages come first, then the closest. The score is the sum over dimensions of
    the standard deviation over languages (n in the divisor), as published; a low one may mean that
    the form follows from the meaning. It grows with the number of languages, so compare concepts of
    equally many. `chance` is the share of `DRAWS` groups of other signs, one of each of the same
    languages, whose score is as low.
    """
    rng = np.random.default_rng(seed)
    drawn: dict[tuple[str, ...], DoubleArray] = {}
    spreads = []
    for concept in sorted({concept for concepts in vectors.values() for concept in concepts}):
        names = tuple(language for language, concepts in vectors.items() if concept in concepts)
        if len(names) < max(least, 2):
            continue
        score = spread(np.stack([vectors[language][concept] for language in names])[None])[0]
        if names not in drawn:
            drawn[names] = spread(_random_groups(vectors, names, rng))
        spreads.append(Spread(concept, names, float(score), _chance(drawn[names] <= score)))
    return sorted(spreads, key=lambda row: (-len(row.languages), row.score))


def spread(groups: FloatArray) -> DoubleArray:
    """Sum the deviation over languages of all dimensions: (groups, languages, D) -> (groups,)."""
    return np.asarray(groups.std(axis=1).sum(axis=1), np.float64)


def _random_groups(
    vectors: VectorsByConcept, languages: Sequence[str], rng: Generator
) -> FloatArray:
    """Draw random signs, one of each language: (DRAWS, languages, D)."""
    parts = [np.stack(list(vectors[language].values())) for language in languages]
    return np.stack([part[rng.integers(0, len(part), DRAWS)] for part in parts], axis=1)


@dataclass(frozen=True, slots=True)
class LanguageSimilarity:
    """How similarly two languages sign the concepts that they share."""

    first: str
    second: str
    shared: int
    same: float  # mean cosine of the two signs of a concept
    other: float  # mean cosine of the same signs, paired wrongly
    chance: float  # share of random pairings whose mean is as high

    @property
    def difference(self) -> float:
        """How much more similar signs of the same concept are than signs of two concepts."""
        return self.same - self.other


def compare_languages(vectors: VectorsByConcept, seed: int = 0) -> list[LanguageSimilarity]:
    """Compare every two languages that share at least two concepts.

    The unrelated signs are the same ones paired wrongly, so that neither the choice of concepts nor
    what all signs of a language have in common counts.
    """
    rng = np.random.default_rng(seed)
    rows = []
    for first, second in combinations(vectors, 2):
        shared = [concept for concept in vectors[first] if concept in vectors[second]]
        if len(shared) < 2:
            continue
        ours, theirs = (np.stack([vectors[name][c] for c in shared]) for name in (first, second))
        cosine = unit(ours) @ unit(theirs).T
        same, n = float(np.diag(cosine).mean()), len(shared)
        other = float((cosine.sum() - np.trace(cosine)) / (n * n - n))
        pairings = [cosine[np.arange(n), rng.permutation(n)].mean() for _ in range(DRAWS)]
        chance = _chance(np.array(pairings) >= same - 1e-7)
        rows.append(LanguageSimilarity(first, second, n, same, other, chance))
    return rows


def _chance(as_good: BoolArray) -> float:
    """Return the share of draws that are as good; the observation is one of them, so never 0."""
    return float((as_good.sum() + 1) / (len(as_good) + 1))


def nearest_language(
    vectors: FloatArray, concepts: Sequence[str], languages: Sequence[str]
) -> tuple[list[str], IntArray]:
    """Classify the language of each clip by the nearest mean of a language, by cosine.

    The means exclude every clip of the same concept. Return the languages, and the number of clips
    of each (rows) that were classified as each (columns). Clips are skipped if their language has
    no other concept.
    """
    directions = unit(vectors)
    names, own = np.unique(np.array(languages), return_inverse=True)
    _, concept_of = np.unique(np.array(concepts), return_inverse=True)
    confusion = np.zeros((len(names), len(names)), np.int64)
    for concept in np.unique(concept_of):
        others, queries = concept_of != concept, concept_of == concept
        known = np.array([(others & (own == language)).any() for language in range(len(names))])
        queries &= known[own]
        if not queries.any():
            continue
        means = np.stack(
            [directions[others & (own == number)].mean(axis=0) for number in np.flatnonzero(known)]
        )
        nearest = (directions[queries] @ unit(means).T).argmax(axis=1)
        np.add.at(confusion, (own[queries], np.flatnonzero(known)[nearest]), 1)
    return [str(name) for name in names], confusion


def plane(vectors: FloatArray) -> tuple[DoubleArray, DoubleArray]:
    """Return two principal components: places (n, 2) and the shares of the variance (2,).

    The sign of each axis is set so that its largest weight is positive: the map never flips.
    """
    centred = vectors.astype(np.float64) - vectors.mean(axis=0, dtype=np.float64)
    _, size, axes = np.linalg.svd(centred, full_matrices=False)
    axes = axes[:2] * np.sign(axes[np.arange(2), np.abs(axes[:2]).argmax(axis=1)])[:, None]
    return centred @ axes.T, size[:2] ** 2 / (size**2).sum()


#: The columns of a table of language pairs, and of a table of concepts.
LIKENESS = ("first", "second", "shared", "same", "other", "difference", "chance")
SPREAD = ("concept", "languages", "spread", "chance")


@dataclass(frozen=True, slots=True)
class Join:
    """A node of the language tree: the languages of its two branches, and their distance."""

    left: tuple[str, ...]
    right: tuple[str, ...]
    distance: float


@dataclass(frozen=True, slots=True)
class SimilarityTree:
    """The similarity of all languages of a dictionary, as rows and as a tree.

    `sizes` is the number of meanings of each language. `rows` has each two languages that share at
    least two meanings. `tree` joins the nearest first. `apart` has the pairs of languages that
    share fewer; the tree counts them as distant as the most distant pair that could be compared.
    """

    sizes: Mapping[str, int]
    rows: tuple[LanguageSimilarity, ...]
    spreads: tuple[Spread, ...]
    tree: tuple[Join, ...]
    apart: tuple[tuple[str, str], ...]

    @classmethod
    def of(
        cls, sizes: Mapping[str, int], rows: Sequence[LanguageSimilarity], spreads: Sequence[Spread]
    ) -> "SimilarityTree":
        """Build the tree of a dictionary from its rows."""
        names = sorted(sizes)
        differences = matrix(names, rows)
        apart = tuple(
            (names[i], names[j])
            for i in range(len(names))
            for j in range(i + 1, len(names))
            if np.isnan(differences[i, j])
        )
        tree = tuple(_tree(names, 1 - differences)) if rows else ()
        return cls(dict(sizes), tuple(rows), tuple(spreads), tree, apart)

    @property
    def order(self) -> list[str]:
        """The languages in the order of the leaves, so that similar ones are neighbours."""
        if not self.tree:
            return sorted(self.sizes)
        root = self.tree[-1]
        return [*root.left, *root.right]

    def as_json(self) -> dict[str, object]:
        """Return what `--json` prints."""
        return {
            "languages": [{"sign_language": n, "meanings": self.sizes[n]} for n in self.order],
            "likeness": [row_of(row) for row in self.rows],
            "tree": [
                {"left": [*j.left], "right": [*j.right], "distance": round(j.distance, 6)}
                for j in self.tree
            ],
            "too_little_shared": [[*pair] for pair in self.apart],
            "spread": [spread_of(spread) for spread in self.spreads],
        }


def row_of(row: LanguageSimilarity) -> dict[str, object]:
    """Return one language pair as `--csv` prints it."""
    return {
        "first": row.first,
        "second": row.second,
        "shared": row.shared,
        "same": round(row.same, 6),
        "other": round(row.other, 6),
        "difference": round(row.difference, 6),
        "chance": round(row.chance, 6),
    }


def spread_of(spread: Spread) -> dict[str, object]:
    """Return the spread of one concept as `--csv` prints it."""
    return {
        "concept": spread.concept,
        "languages": " ".join(spread.languages),
        "spread": round(spread.score, 6),
        "chance": round(spread.chance, 6),
    }


def matrix(names: Sequence[str], rows: Sequence[LanguageSimilarity]) -> DoubleArray:
    """Return (n, n), the difference of each two languages; NaN where it is unknown."""
    values = np.full((len(names), len(names)), np.nan)
    for row in rows:
        cell = names.index(row.first), names.index(row.second)
        values[cell] = values[cell[::-1]] = row.difference
    return values


def _tree(names: Sequence[str], distances: DoubleArray) -> list[Join]:
    """Cluster by average linkage: the branches with the smallest mean distance join first."""
    from scipy.cluster.hierarchy import average
    from scipy.spatial.distance import squareform

    filled = np.where(np.isnan(distances), np.nanmax(distances), distances)
    np.fill_diagonal(filled, 0)
    branches: list[tuple[str, ...]] = [(name,) for name in names]
    joins = []
    for left, right, distance, _ in average(squareform(np.maximum(filled, 0), checks=False)):
        join = Join(branches[int(left)], branches[int(right)], float(distance))
        joins.append(join)
        branches.append(join.left + join.right)
    return joins
