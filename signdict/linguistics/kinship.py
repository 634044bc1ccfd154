"""How alike languages sign what they share, as a matrix and as a tree."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from signdict.linguistics.similarity import Likeness, Spread

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
class Kinship:
    """Languages with their numbers of meanings, how alike each two are, and where branches meet.

    `likeness` has a line for each two languages that share at least two meanings. `tree` joins the
    nearest first; `apart` names two languages that share too few, which count there as far from
    one another as the farthest that could be compared.
    """

    sizes: Mapping[str, int]
    likeness: tuple[Likeness, ...]
    spreads: tuple[Spread, ...]
    tree: tuple[Join, ...]
    apart: tuple[tuple[str, str], ...]

    @classmethod
    def of(
        cls, sizes: Mapping[str, int], rows: Sequence[Likeness], spreads: Sequence[Spread]
    ) -> "Kinship":
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
            "likeness": [row_of(row) for row in self.likeness],
            "tree": [
                {"left": [*j.left], "right": [*j.right], "distance": round(j.distance, 6)}
                for j in self.tree
            ],
            "too_little_shared": [[*two] for two in self.apart],
            "spread": [spread_of(spread) for spread in self.spreads],
        }


def row_of(row: Likeness) -> dict[str, object]:
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


def matrix(names: Sequence[str], rows: Sequence[Likeness]) -> NDArray[np.float64]:
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
