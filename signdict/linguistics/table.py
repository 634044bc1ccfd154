"""A table of all signs with their facets, fast to filter and sort even with 100,000 signs.

Each column is stored as numbers in the order of its texts, so that sorting and filtering are
operations on whole arrays.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from signdict.core.spelling import search_parts, searchable
from signdict.core.tables import Sheet
from signdict.core.text import fold
from signdict.core.types import (
    BoolArray,
    IntArray,
    Progress,
    SignSummary,
    Steps,
    alphabetical,
)
from signdict.library.combined import CombinedLibrary
from signdict.linguistics.phonology.cache import PhonologyCache
from signdict.linguistics.phonology.features import VALUES

#: The columns of the library; facets follow.
SIGN_COLUMNS: Final = (
    "gloss", "variant", "sign_language", "spoken_language", "concept", "kind", "source", "licence",
    "translations", "clips",
)  # fmt: skip
#: Every column, in order.
COLUMNS: Final = (*SIGN_COLUMNS, *VALUES)
#: Columns that can be filtered by their values.
CHOOSABLE: Final = ("sign_language", "source", "kind", *VALUES)
#: The number of signs that are added between two steps.
_BLOCK: Final = 500

#: The facets of signs by their ids; None if no hand is visible.
FacetsBySign: TypeAlias = Mapping[int, Mapping[str, str] | None]


@dataclass(frozen=True, slots=True)
class TableView:
    """What the table shows: its filters, its order, and its hidden columns.

    A row contains all `words` and has one of the `chosen` values of each column. Rows are sorted by
    `column`, in descending order if `falling`.
    """

    name: str = ""
    words: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    column: str = "gloss"
    falling: bool = False
    hidden: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class TableColumn:
    """A column: its sorted distinct texts, an empty one last, and the number of each row's text.

    `codes` (n,) are places in `texts`.
    """

    texts: Sequence[str]
    codes: NDArray[np.int32]

    @classmethod
    def of(cls, cells: Sequence[str], key: Callable[[str], object] = fold) -> "TableColumn":
        """Build a column, sorted by a key; by default without case and accents."""
        texts = _ordered(set(cells), key)
        code = {text: number for number, text in enumerate(texts)}
        return cls(texts, np.fromiter((code[cell] for cell in cells), np.int32, len(cells)))

    def __getitem__(self, row: int) -> str:
        """Return the text of a row."""
        return self.texts[int(self.codes[row])]

    def counts(self) -> dict[str, int]:
        """Return the number of rows with each text."""
        sizes = np.bincount(self.codes, minlength=len(self.texts)).tolist()
        return dict(zip(self.texts, sizes, strict=True))

    def ordered(self, key: Callable[[str], object]) -> "TableColumn":
        """Return the column sorted by another key."""
        texts = _ordered(self.texts, key)
        code = {text: number for number, text in enumerate(texts)}
        return TableColumn(
            texts, np.array([code[text] for text in self.texts], np.int32)[self.codes]
        )

    def order(self, rows: IntArray, *, falling: bool) -> IntArray:
        """Sort rows by their texts; rows without a text come last in either direction."""
        codes = self.codes[rows]
        if falling:
            empty = len(self.texts) - 1 if self.texts and not self.texts[-1] else -1
            codes = np.where(codes == empty, codes, -codes)
        return rows[np.argsort(codes, kind="stable")]


@dataclass(frozen=True, slots=True, eq=False)
class SignTable:
    """Signs in alphabetical order and the columns of their table.

    `search_texts` are the words of each row as they are searched, `computed` (n,) whether its
    facets are known, and `row_of` the row of each sign by its id.
    """

    items: Sequence[SignSummary]
    columns: Mapping[str, TableColumn]
    search_texts: Sequence[str]
    computed: BoolArray
    row_of: Mapping[int, int]

    @property
    def waiting(self) -> list[SignSummary]:
        """The signs whose facets are not computed yet."""
        return [self.items[row] for row in np.flatnonzero(~self.computed).tolist()]

    def rows(self, view: TableView) -> IntArray:
        """Return the rows that a view shows, in its order; unknown columns are ignored."""
        shown = np.ones(len(self.items), bool)
        for name, values in view.chosen.items():
            if name in CHOOSABLE and values:
                chosen = self.columns[name]
                shown &= np.array([text in values for text in chosen.texts], bool)[chosen.codes]
        numbers = np.flatnonzero(shown).tolist()
        for word in search_parts(view.words):
            numbers = [row for row in numbers if word in self.search_texts[row]]
        rows = np.array(numbers, np.int64)
        column = self.columns.get(view.column)
        return rows if column is None else column.order(rows, falling=view.falling)

    def with_facets(self, facets: FacetsBySign) -> "SignTable":
        """Return the table with the facets of some of its signs."""
        values = [(self.row_of[n], row or {}) for n, row in facets.items() if n in self.row_of]
        rows = [row for row, _ in values]
        columns = dict(self.columns)
        for name in VALUES:
            column = columns[name]
            code = {text: number for number, text in enumerate(column.texts)}
            codes = column.codes.copy()
            codes[rows] = [code[of_sign.get(name, "")] for _, of_sign in values]
            columns[name] = replace(column, codes=codes)
        computed = self.computed.copy()
        computed[rows] = True
        return replace(self, columns=columns, computed=computed)

    def ordered(self, name: str, key: Callable[[str], object]) -> "SignTable":
        """Return the table with a column that is sorted by another key."""
        return replace(self, columns={**self.columns, name: self.columns[name].ordered(key)})

    def cells(self, rows: IntArray) -> list[dict[str, object]]:
        """Return the values of rows by the names of their columns, with the id of the sign."""
        return [
            {"id": self.items[row].id}
            | {name: column[row] for name, column in self.columns.items()}
            | {"clips": len(self.items[row].clips)}
            for row in rows.tolist()
        ]

    def sheet(self, rows: IntArray) -> Sheet:
        """Return rows as a table to export, with the ids of the signs."""
        return Sheet.of(("id", *self.columns), self.cells(rows))


def build_table(
    items: Sequence[SignSummary], licences: Mapping[str, str] | None = None
) -> Steps[SignTable]:
    """Build the table of signs that are in alphabetical order; `licences` is by source.

    No facets are computed (see `SignTable.with_facets`). Signs without a clip have none.
    """
    texts: dict[str, list[str]] = {name: [] for name in SIGN_COLUMNS}
    search_texts: list[str] = []
    folded: dict[str, str] = {}  # here and not while sorting, which is one step
    steps = len(items) + len(SIGN_COLUMNS)
    for start in range(0, len(items), _BLOCK):
        yield Progress(start, steps)
        for item in items[start : start + _BLOCK]:
            row = item.as_json() | {"licence": (licences or {}).get(item.source, "")}
            for name in SIGN_COLUMNS:
                text = str(row[name])
                texts[name].append(text)
                if text not in folded:
                    folded[text] = fold(text)
            words = (item.gloss, item.variant, item.concept)
            named = [(text, item.spoken_language) for text in words if text]
            named += [(text, language) for language, text in item.texts]
            search_texts.append("\n".join(searchable(*name) for name in named))
    columns: dict[str, TableColumn] = {}
    for name in SIGN_COLUMNS:
        yield Progress(len(items) + len(columns), steps)
        columns[name] = TableColumn.of(
            texts.pop(name), int if name == "clips" else folded.__getitem__
        )
    for name, values in VALUES.items():
        columns[name] = TableColumn((*values, ""), np.full(len(items), len(values), np.int32))
    computed = np.array([not item.clips for item in items], bool)
    row_of = {item.id: row for row, item in enumerate(items)}
    return SignTable(items, columns, search_texts, computed, row_of)


def _ordered(texts: Collection[str], key: Callable[[str], Any]) -> tuple[str, ...]:
    """Sort texts by a key, then by themselves, with an empty text last."""
    ordered = sorted(text for text in texts if text)
    ordered.sort(key=key)
    return (*ordered, *([""] if "" in texts else []))


#: The number of clips whose facets are computed between two steps, which other questions wait for.
_COMPUTED: Final = 4
#: The number of clips whose stored facets are read between two steps.
_READ: Final = 1000


@dataclass(frozen=True, slots=True)
class FacetProgress(Progress):
    """How many signs are done, and in `seen` the facets of those of the last step."""

    seen: FacetsBySign = field(default_factory=dict)

    def after(self, earlier: Progress) -> "FacetProgress":
        """Return this report with the facets of the one before it."""
        before = earlier.seen if isinstance(earlier, FacetProgress) else {}
        return replace(self, seen={**before, **self.seen})


class SignTableService:
    """Builds the table of a library and computes the facets of its signs."""

    def __init__(self, combined: CombinedLibrary, phonology: PhonologyCache) -> None:
        self._combined, self._phonology = combined, phonology

    def table(self) -> Steps[SignTable]:
        """Return every sign in alphabetical order, with the facets that are stored."""
        yield Progress(0, 0)
        items = sorted(self._combined.items(), key=alphabetical)
        licences = {source.name: source.licence for source, _ in self._combined.sources()}
        table = yield from build_table(items, licences)
        sign_of = _sign_of_first_clips(items)
        clips, facets = list(sign_of), dict[int, dict[str, str] | None]()
        for start in range(0, len(clips), _READ):
            yield Progress(start, len(clips))
            stored = self._phonology.known(clips[start : start + _READ])
            facets |= {sign_of[clip]: f.as_json() if f else None for clip, f in stored.items()}
        return table.with_facets(facets)

    def compute_facets(self, items: Sequence[SignSummary]) -> Steps[FacetsBySign]:
        """Return the facets of signs, computed from the first clip of each.

        Each step reports and stores its facets, so that nothing is lost if it is stopped.
        """
        sign_of = _sign_of_first_clips(items)
        clips, facets = list(sign_of), dict[int, dict[str, str] | None]()
        yield FacetProgress(0, len(clips))
        for start in range(0, len(clips), _COMPUTED):
            block = clips[start : start + _COMPUTED]
            by_clip = self._phonology.of(block)
            new = {sign_of[c]: by_clip[c].as_json() if c in by_clip else None for c in block}
            facets |= new
            yield FacetProgress(start + len(block), len(clips), seen=new)
        return facets


def _sign_of_first_clips(items: Sequence[SignSummary]) -> dict[int, int]:
    """Return the id of each sign that has clips, by the id of its first clip."""
    return {item.clips[0]: item.id for item in items if item.clips}
