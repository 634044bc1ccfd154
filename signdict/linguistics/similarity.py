"""What the space of vectors says about concepts and languages; numbers only.

The analyses of Jiang et al. (2024): iconicity by spread over languages and sign-language
identification; and, beside them, how alike the signs of two languages are.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from signdict.core.vectors import unit

Vectors = NDArray[np.float32]
Names = NDArray[np.str_]
#: Vector (D,) of each concept in each language: {language: {concept: vector}}.
VectorsByConcept = dict[str, dict[str, Vectors]]

#: How often something is drawn by chance, for comparison.
DRAWS = 2000


def signs(
    vectors: Vectors,
    concepts: Sequence[str],
    languages: Sequence[str],
    *,
    same_length: bool = False,
) -> VectorsByConcept:
    """Return the mean vector of each concept in each language, from those of clips (n, D).

    With `same_length` each is scaled to length 1: the mean of many clips is short, and would seem
    to be near everything.
    """
    rows: dict[str, dict[str, list[int]]] = {}
    for row, (concept, language) in enumerate(zip(concepts, languages, strict=True)):
        rows.setdefault(language, {}).setdefault(concept, []).append(row)
    found: VectorsByConcept = {}
    for language, own in sorted(rows.items()):
        means = np.stack([vectors[at].mean(axis=0) for _, at in sorted(own.items())])
        found[language] = dict(zip(sorted(own), unit(means) if same_length else means, strict=True))
    return found


@dataclass(frozen=True, slots=True)
class Spread:
    """How far apart the languages sign a concept. `chance`: random groups as close or closer."""

    concept: str
    languages: tuple[str, ...]
    score: float
    chance: float


def iconicity(found: VectorsByConcept, least: int = 2, seed: int = 0) -> list[Spread]:
    """Concepts of at least so many languages; most languages first, then the closest first.

    Score: sum over dimensions of the standard deviation over languages (n in the divisor), as
    published; a low one may mean that the form follows from the meaning. It grows with the number
    of languages, so compare concepts of as many. `chance` is the share of `DRAWS` groups of other
    signs, one of each of the same languages, whose score is as low.
    """
    rng = np.random.default_rng(seed)
    drawn: dict[tuple[str, ...], NDArray[np.float64]] = {}
    spreads = []
    for concept in sorted({concept for own in found.values() for concept in own}):
        where = tuple(language for language, own in found.items() if concept in own)
        if len(where) < max(least, 2):
            continue
        score = spread(np.stack([found[language][concept] for language in where])[None])[0]
        if where not in drawn:
            drawn[where] = spread(_groups(found, where, rng))
        spreads.append(Spread(concept, where, float(score), _share(drawn[where] <= score)))
    return sorted(spreads, key=lambda one: (-len(one.languages), one.score))


def spread(groups: Vectors) -> NDArray[np.float64]:
    """Sum over dimensions of the deviation over languages: (groups, languages, D) -> (groups,)."""
    return np.asarray(groups.std(axis=1).sum(axis=1), np.float64)


def _groups(found: VectorsByConcept, where: Sequence[str], rng: Generator) -> Vectors:
    """Draw signs by chance, one of each language: (DRAWS, languages, D)."""
    parts = [np.stack(list(found[language].values())) for language in where]
    return np.stack([part[rng.integers(0, len(part), DRAWS)] for part in parts], axis=1)


@dataclass(frozen=True, slots=True)
class LanguageLikeness:
    """How alike two languages sign the concepts that they share."""

    first: str
    second: str
    shared: int
    same: float  # mean cosine of the two signs of a concept
    other: float  # mean cosine of the same signs, paired wrongly
    chance: float  # share of random pairings whose mean is as high

    @property
    def difference(self) -> float:
        """How much more alike signs of one concept are than signs of two."""
        return self.same - self.other


def clip_search(found: VectorsByConcept, seed: int = 0) -> list[LanguageLikeness]:
    """Compare every two languages that share at least two concepts.

    The signs compared as unrelated are the same ones paired wrongly, so that neither the choice
    of concepts nor what all signs of a language have in common counts.
    """
    rng = np.random.default_rng(seed)
    rows = []
    for first, second in combinations(found, 2):
        shared = [concept for concept in found[first] if concept in found[second]]
        if len(shared) < 2:
            continue
        one, two = (np.stack([found[name][c] for c in shared]) for name in (first, second))
        cosine = unit(one) @ unit(two).T
        same, n = float(np.diag(cosine).mean()), len(shared)
        other = float((cosine.sum() - np.trace(cosine)) / (n * n - n))
        pairings = [cosine[np.arange(n), rng.permutation(n)].mean() for _ in range(DRAWS)]
        chance = _share(np.array(pairings) >= same - 1e-7)
        rows.append(LanguageLikeness(first, second, n, same, other, chance))
    return rows


def _share(as_good: NDArray[np.bool_]) -> float:
    """Share of draws that are as good; what was seen counts as one of them, so it is never 0."""
    return float((as_good.sum() + 1) / (len(as_good) + 1))


def nearest_language(
    vectors: Vectors, concepts: Sequence[str], languages: Sequence[str]
) -> tuple[list[str], NDArray[np.int64]]:
    """Name the language of each clip by the nearest mean of a language, by cosine.

    The means leave out every clip of the same concept. Return the languages and how many clips of
    each (rows) were taken for each (columns); clips whose concept is all their language has are
    not asked about.
    """
    all_of = unit(vectors)
    names, own = np.unique(np.array(languages), return_inverse=True)
    _, concept = np.unique(np.array(concepts), return_inverse=True)
    taken = np.zeros((len(names), len(names)), np.int64)
    for one in np.unique(concept):
        rest, asked = concept != one, concept == one
        there = np.array([(rest & (own == language)).any() for language in range(len(names))])
        asked &= there[own]
        if not asked.any():
            continue
        means = np.stack(
            [all_of[rest & (own == number)].mean(axis=0) for number in np.flatnonzero(there)]
        )
        answer = np.flatnonzero(there)[(all_of[asked] @ unit(means).T).argmax(axis=1)]
        np.add.at(taken, (own[asked], answer), 1)
    return [str(name) for name in names], taken


def plane(vectors: Vectors) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Principal components: (n, D) -> places (n, 2) and the shares of the variance (2,).

    The sign of each axis is set so that its largest weight is positive: the map never flips.
    """
    centred = vectors.astype(np.float64) - vectors.mean(axis=0, dtype=np.float64)
    _, size, axes = np.linalg.svd(centred, full_matrices=False)
    axes = axes[:2] * np.sign(axes[np.arange(2), np.abs(axes[:2]).argmax(axis=1)])[:, None]
    return centred @ axes.T, size[:2] ** 2 / (size**2).sum()


#: What a line of the matrix, and what a concept is told as.
LIKENESS = ("first", "second", "shared", "same", "other", "difference", "chance")
SPREAD = ("concept", "languages", "spread", "chance")


@dataclass(frozen=True, slots=True)
class Join:
    """Two branches of the tree meet: languages of the left and right one, at a distance."""

    left: tuple[str, ...]
    right: tuple[str, ...]
    distance: float


@dataclass(frozen=True, slots=True)
class SimilarityTree:
    """Languages with their numbers of meanings, how alike each two are, and where branches meet.

    `likeness` has a line for each two languages that share at least two meanings. `tree` joins the
    nearest first; `apart` names two languages that share too few, which count there as far from
    one another as the farthest that could be compared.
    """

    sizes: Mapping[str, int]
    clip_search: tuple[LanguageLikeness, ...]
    spreads: tuple[Spread, ...]
    tree: tuple[Join, ...]
    apart: tuple[tuple[str, str], ...]

    @classmethod
    def of(
        cls, sizes: Mapping[str, int], rows: Sequence[LanguageLikeness], spreads: Sequence[Spread]
    ) -> "SimilarityTree":
        """Put the analysis of a dictionary together."""
        names = sorted(sizes)
        known = matrix(names, rows)
        apart = tuple(
            (names[i], names[j])
            for i in range(len(names))
            for j in range(i + 1, len(names))
            if np.isnan(known[i, j])
        )
        tree = tuple(_tree(names, 1 - known)) if rows else ()
        return cls(dict(sizes), tuple(rows), tuple(spreads), tree, apart)

    @property
    def order(self) -> list[str]:
        """The languages as the leaves of the tree stand, alike ones beside each other."""
        if not self.tree:
            return sorted(self.sizes)
        last = self.tree[-1]
        return [*last.left, *last.right]

    def as_json(self) -> dict[str, object]:
        """Return what `--json` prints."""
        return {
            "languages": [{"sign_language": n, "meanings": self.sizes[n]} for n in self.order],
            "likeness": [row_of(row) for row in self.clip_search],
            "tree": [
                {"left": [*j.left], "right": [*j.right], "distance": round(j.distance, 6)}
                for j in self.tree
            ],
            "too_little_shared": [[*two] for two in self.apart],
            "spread": [spread_of(spread) for spread in self.spreads],
        }


def row_of(row: LanguageLikeness) -> dict[str, object]:
    """One line of the matrix, as `--csv` prints it."""
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
    """One concept and how far it is spread, as `--csv` prints it."""
    return {
        "concept": spread.concept,
        "languages": " ".join(spread.languages),
        "spread": round(spread.score, 6),
        "chance": round(spread.chance, 6),
    }


def matrix(names: Sequence[str], rows: Sequence[LanguageLikeness]) -> NDArray[np.float64]:
    """How much more alike two languages sign one concept than two: (n, n), NaN where unknown."""
    values = np.full((len(names), len(names)), np.nan)
    for row in rows:
        at = names.index(row.first), names.index(row.second)
        values[at] = values[at[::-1]] = row.difference
    return values


def _tree(names: Sequence[str], distances: NDArray[np.float64]) -> list[Join]:
    """Average linkage: the two branches whose languages are nearest on the average meet first."""
    from scipy.cluster.hierarchy import average
    from scipy.spatial.distance import squareform

    far = np.where(np.isnan(distances), np.nanmax(distances), distances)
    np.fill_diagonal(far, 0)
    branches: list[tuple[str, ...]] = [(name,) for name in names]
    joins = []
    for left, right, distance, _ in average(squareform(np.maximum(far, 0), checks=False)):
        join = Join(branches[int(left)], branches[int(right)], float(distance))
        joins.append(join)
        branches.append(join.left + join.right)
    return joins
