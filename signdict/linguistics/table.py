"""All signs as a table that is filtered and sorted at once, also where there are 100,000.

Each column is kept as numbers that stand in the order of its texts, so that to sort and to filter
are operations on whole arrays.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from signdict.core.tables import Sheet
from signdict.core.text import fold
from signdict.core.types import Progress, SignSummary, Steps
from signdict.library.combined import CombinedLibrary
from signdict.linguistics.phonology.cache import PhonologyCache
from signdict.linguistics.phonology.features import VALUES

#: The columns that every sign has; facets follow.
TOLD: Final = (
    "gloss", "variant", "sign_language", "spoken_language", "concept", "source", "licence",
    "translations", "clips",
)  # fmt: skip
#: Every column, in order.
COLUMNS: Final = (*TOLD, *VALUES)
#: Columns in which one of a few values is chosen.
CHOOSABLE: Final = ("sign_language", "source", *VALUES)
#: Signs that are read between two steps.
_BLOCK: Final = 500

Rows: TypeAlias = NDArray[np.int64]
#: Of signs, by their numbers, the facets that were seen; None where no hand was.
FacetsBySign: TypeAlias = Mapping[int, Mapping[str, str] | None]


@dataclass(frozen=True, slots=True)
class TableView:
    """What is shown of the table: words that a row has, values of columns, the order, and which
    columns are put away."""

    name: str = ""
    words: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    column: str = "gloss"
    falling: bool = False
    hidden: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class TableColumn:
    """The texts of a column in their order, an empty one last, and which each row has: (n,)."""

    texts: Sequence[str]
    codes: NDArray[np.int32]

    @classmethod
    def of(cls, cells: Sequence[str], key: Callable[[str], object] = fold) -> "TableColumn":
        """Put the texts of a column in the order of a key, else of letters without accents."""
        texts = _ordered(set(cells), key)
        place = {text: number for number, text in enumerate(texts)}
        return cls(texts, np.fromiter((place[cell] for cell in cells), np.int32, len(cells)))

    def __getitem__(self, row: int) -> str:
        """The text of a row."""
        return self.texts[int(self.codes[row])]

    def counts(self) -> dict[str, int]:
        """How many rows have each text."""
        sizes = np.bincount(self.codes, minlength=len(self.texts)).tolist()
        return dict(zip(self.texts, sizes, strict=True))

    def ordered(self, key: Callable[[str], object]) -> "TableColumn":
        """The same texts in the order of another key."""
        texts = _ordered(self.texts, key)
        place = {text: number for number, text in enumerate(texts)}
        return TableColumn(
            texts, np.array([place[text] for text in self.texts], np.int32)[self.codes]
        )

    def order(self, rows: Rows, *, falling: bool) -> Rows:
        """Some rows in the order of their texts; those without one come last either way."""
        codes = self.codes[rows]
        if falling:
            empty = len(self.texts) - 1 if self.texts and not self.texts[-1] else -1
            codes = np.where(codes == empty, codes, -codes)
        return rows[np.argsort(codes, kind="stable")]


@dataclass(frozen=True, slots=True, eq=False)
class SignTable:
    """Signs, the columns of their table, and whether each was looked at for its facets (n,).

    Rows stand in the order of the alphabet.
    """

    items: Sequence[SignSummary]
    columns: Mapping[str, TableColumn]
    searched: Sequence[str]
    looked: NDArray[np.bool_]
    row_of: Mapping[int, int]

    @property
    def waiting(self) -> list[SignSummary]:
        """The signs that were not looked at yet."""
        return [self.items[row] for row in np.flatnonzero(~self.looked).tolist()]

    def rows(self, view: TableView) -> Rows:
        """Which rows a view shows, in its order; what is not known of it is left out."""
        kept = np.ones(len(self.items), bool)
        for name, values in view.chosen.items():
            if name in CHOOSABLE and values:
                chosen = self.columns[name]
                kept &= np.array([text in values for text in chosen.texts], bool)[chosen.codes]
        left = np.flatnonzero(kept).tolist()
        for word in fold(view.words).split():
            left = [row for row in left if word in self.searched[row]]
        rows = np.array(left, np.int64)
        column = self.columns.get(view.column)
        return rows if column is None else column.order(rows, falling=view.falling)

    def filled(self, seen: FacetsBySign) -> "SignTable":
        """The table with what was seen of some of its signs."""
        there = [(self.row_of[n], facets or {}) for n, facets in seen.items() if n in self.row_of]
        rows = [row for row, _ in there]
        columns = dict(self.columns)
        for name in VALUES:
            column = columns[name]
            place = {text: number for number, text in enumerate(column.texts)}
            codes = column.codes.copy()
            codes[rows] = [place[facets.get(name, "")] for _, facets in there]
            columns[name] = replace(column, codes=codes)
        looked = self.looked.copy()
        looked[rows] = True
        return replace(self, columns=columns, looked=looked)

    def ordered(self, name: str, key: Callable[[str], object]) -> "SignTable":
        """The table with a column that is sorted by another key."""
        return replace(self, columns={**self.columns, name: self.columns[name].ordered(key)})

    def cells(self, rows: Rows) -> list[dict[str, object]]:
        """Some rows as values: what a column tells, under its name."""
        return [
            {"id": self.items[row].id}
            | {name: column[row] for name, column in self.columns.items()}
            | {"clips": len(self.items[row].clips)}
            for row in rows.tolist()
        ]

    def sheet(self, rows: Rows) -> Sheet:
        """Some rows as a table that leaves the application, with the numbers of the signs."""
        return Sheet.of(("id", *self.columns), self.cells(rows))


def listing(
    items: Sequence[SignSummary], licences: Mapping[str, str] | None = None
) -> Steps[SignTable]:
    """Make the table of signs in the order of the alphabet; `licences` is by source.

    No sign is looked at: `Listing.filled` tells of that. Signs without a clip need not be.
    """
    told: dict[str, list[str]] = {name: [] for name in TOLD}
    searched: list[str] = []
    folded: dict[str, str] = {}  # here and not while sorting, which is one step
    steps = len(items) + len(TOLD)
    for at in range(0, len(items), _BLOCK):
        yield Progress(at, steps)
        for item in items[at : at + _BLOCK]:
            row = item.as_json() | {"licence": (licences or {}).get(item.source, "")}
            for name in TOLD:
                text = str(row[name])
                told[name].append(text)
                if text not in folded:
                    folded[text] = fold(text)
            words = (item.gloss, item.variant, item.concept, str(row["translations"]))
            searched.append(" ".join(folded[text] for text in words if text))
    columns: dict[str, TableColumn] = {}
    for name in TOLD:
        yield Progress(len(items) + len(columns), steps)
        columns[name] = TableColumn.of(
            told.pop(name), int if name == "clips" else folded.__getitem__
        )
    for name, values in VALUES.items():
        columns[name] = TableColumn((*values, ""), np.full(len(items), len(values), np.int32))
    looked = np.array([not item.clips for item in items], bool)
    return SignTable(items, columns, searched, looked, {i.id: row for row, i in enumerate(items)})


def _ordered(texts: Collection[str], key: Callable[[str], Any]) -> tuple[str, ...]:
    """Texts by a key, those that are alike by themselves, an empty one last."""
    there = sorted(text for text in texts if text)
    there.sort(key=key)
    return (*there, *([""] if "" in texts else []))


#: Clips that are looked at between two steps: other questions wait no longer than for these.
_LOOKED: Final = 4
#: Clips of which what is remembered is read between two steps.
_READ: Final = 1000


@dataclass(frozen=True, slots=True)
class FacetProgress(Progress):
    """How many signs were looked at, and what was seen of those of the last step."""

    seen: FacetsBySign = field(default_factory=dict)

    def after(self, earlier: Progress) -> "FacetProgress":
        """This report with what was seen by the one before it."""
        before = earlier.seen if isinstance(earlier, FacetProgress) else {}
        return replace(self, seen={**before, **self.seen})


class SignTableService:
    """The signs of a shelf, and their facets, which are looked at once."""

    def __init__(self, combined: CombinedLibrary, faceted: PhonologyCache) -> None:
        self._combined, self._phonology = combined, faceted

    def listing(self) -> Steps[SignTable]:
        """Every sign in the order of the alphabet, with the facets that are known already."""
        yield Progress(0, 0)
        items = self._combined.items()
        items.sort(key=lambda i: (i.gloss.casefold(), i.sign_language, i.variant, i.id))
        licences = {source.name: source.licence for source, _ in self._combined.sources()}
        made = yield from listing(items, licences)
        first = _first(items)
        clips, seen = list(first), dict[int, dict[str, str] | None]()
        for at in range(0, len(clips), _READ):
            yield Progress(at, len(clips))
            known = self._phonology.known(clips[at : at + _READ])
            seen |= {first[c]: f.as_json() if f else None for c, f in known.items()}
        return made.filled(seen)

    def look(self, items: Sequence[SignSummary]) -> Steps[FacetsBySign]:
        """The facets of signs, of their first clip. What was seen is kept, and told step by step.

        To stop loses nothing: what was seen is not looked at again.
        """
        first = _first(items)
        clips, seen = list(first), dict[int, dict[str, str] | None]()
        yield FacetProgress(0, len(clips))
        for at in range(0, len(clips), _LOOKED):
            block = clips[at : at + _LOOKED]
            found = self._phonology.of(block)
            new = {first[c]: found[c].as_json() if c in found else None for c in block}
            seen |= new
            yield FacetProgress(at + len(block), len(clips), seen=new)
        return seen


def _first(items: Sequence[SignSummary]) -> dict[int, int]:
    """The first clip of each sign that has one, with the sign's number."""
    return {item.clips[0]: item.id for item in items if item.clips}
