"""Reads the tables that recipes name: CSV, JSON, lines of text, pickles, and rows of the recipe."""

import codecs
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeAlias

from signdict.core.cleaning import clean
from signdict.core.csvfile import CsvRows
from signdict.core.errors import ManifestError
from signdict.core.tables import EXTRA, not_opened
from signdict.importing.recipes import pickles, sheets
from signdict.importing.recipes.pattern import Pattern, Values
from signdict.importing.recipes.schema import RecipePlace, listed

#: What a row is called in errors, and its values.
TableRows: TypeAlias = Iterator[tuple[str, Values]]

#: The keys of a table in a recipe.
KINDS: Final = {
    "file": "text or texts", "format": "text", "columns": "table", "header": "flag",
    "delimiter": "text", "encoding": "text", "records": "text", "line": "text", "rows": "list",
}  # fmt: skip
_FORMATS: Final = {
    ".csv": "csv", ".tsv": "csv", ".json": "json", ".jsonl": "jsonl", ".txt": "lines",
    ".pkl": "pickle", ".pickle": "pickle", ".xlsx": "xlsx",
}  # fmt: skip
_OTHERS: Final = (".xls", ".xlsb", ".ods", ".numbers")
#: Bytes of the longest JSON file, and rows between two objects of it.
_LONGEST: Final = 1 << 29


@dataclass(frozen=True, slots=True)
class TableLayout:
    """A table of a recipe. `columns` are the columns of each value, the first that is not empty."""

    place: RecipePlace
    files: tuple[Pattern, ...]
    columns: Mapping[str, tuple[str, ...]]
    format: str = ""
    header: bool = True
    delimiter: str = ""
    encoding: str = ""
    records: tuple[str, ...] = ("*",)
    line: Pattern | None = None
    inline: tuple[Sequence[object], ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The values that its rows have."""
        of_files = [name for pattern in self.files for name in pattern.names]
        of_line = self.line.names if self.line else ()
        return tuple(dict.fromkeys([*of_files, *of_line, *self.columns]))

    def rows(self, path: Path | None, required: Iterable[str] = ()) -> TableRows:
        """Yield what each row of a file is called, and its values.

        Raise ManifestError if the file cannot be read, or lacks the column of a required value.
        """
        if path is None:
            yield from _numbered(self, self.inline, self.place.path.name)
            return
        try:
            yield from self._read(path, frozenset(required))
        except OSError as error:
            raise not_opened(path) from error

    def lacking(self, path: Path) -> list[str]:
        """Return the values for which a file of this table has no column; all if it is no table."""
        with suppress(ManifestError, OSError):
            if self._format(path) != "csv" or not self.header:
                return []
            with CsvRows.opened(path, self.encoding, self.delimiter) as table:
                _, head = next(table.rows(), (0, []))
            there = {_plain(cell) for cell in head} | {str(n + 1) for n in range(len(head))}
            return [
                name
                for name, columns in self.columns.items()
                if not any(_plain(column) in there or column[:1] == "@" for column in columns)
            ]
        return list(self.columns)

    def _format(self, path: Path) -> str:
        ending = path.suffix.lower()
        if ending in _OTHERS and not self.format:
            raise ManifestError(
                f"{path.name} is a file of a spreadsheet program, which is not read.",
                hint='Save it as "CSV UTF-8" under the same name.',
            )
        return self.format or _FORMATS.get(ending, "csv")

    def _read(self, path: Path, required: frozenset[str]) -> TableRows:
        kind = self._format(path)
        if kind == "csv" and self.delimiter.strip(" ") == "" and self.delimiter:
            yield from _split(self, path, required)
        elif kind == "csv":
            yield from _csv(self, path, required)
        elif kind == "xlsx" and self.header:
            yield from _headed(self, sheets.rows(path), path, required)
        elif kind == "xlsx":
            yield from _numbered(self, (cells for _, cells in sheets.rows(path)), path.name)
        elif kind == "lines":
            yield from _lines(self, path)
        else:
            yield from _objects(self, path, kind)


def table_layout(place: RecipePlace, table: Mapping[str, Any]) -> TableLayout:
    """Return the table that a recipe describes. Raise ManifestError if it is not valid."""
    columns = place.below("columns").texts(table.get("columns", {}), lists=True)
    form, encoding = table.get("format", ""), table.get("encoding", "")
    if form and form not in _FORMATS.values():
        raise place.error(
            f"unknown format {form}", f"Write {', '.join(dict.fromkeys(_FORMATS.values()))}."
        )
    if encoding:
        try:
            codecs.lookup(encoding)
        except LookupError as error:
            raise place.error(f"unknown encoding {encoding}", "Write utf-8 or gbk.") from error
    if len(delimiter := table.get("delimiter", "")) > 1:
        raise place.error("delimiter must be one character", 'Write it like ";".')
    if ("file" in table) == ("rows" in table):
        raise place.error("it has no file, or a file and rows", "Name one of them.")
    inline = tuple(listed(row) for row in table.get("rows", ()))
    files = tuple(Pattern(text) for text in listed(table.get("file", [])))
    return TableLayout(
        place, files, {name: tuple(listed(each)) for name, each in columns.items()}, form,
        table.get("header", True), delimiter, encoding,
        tuple(table.get("records", "*").split(".")),
        Pattern(table["line"], whole=True) if "line" in table else None, inline,
    )  # fmt: skip


def _plain(name: str) -> str:
    """Return the name of a column without case, with spaces for `_` and `-`."""
    return clean(re.sub("[-_]", " ", name)).casefold()


def _values(layout: TableLayout, cells: Mapping[str, str]) -> Values:
    """Return the values of a row, given its cells by their columns."""
    return {
        name: next((text for c in columns if (text := cells.get(c, ""))), "")
        for name, columns in layout.columns.items()
    }


def _numbered(layout: TableLayout, rows: Iterable[Sequence[object]], name: str) -> TableRows:
    """Yield rows without a header: their columns are numbers from 1."""
    for index, row in enumerate(rows):
        cells = {str(n): str(cell).strip() for n, cell in enumerate(row, start=1)}
        if any(cells.values()):
            where = {"@line": str(index + 1), "@index": str(index)}
            yield f"Line {index + 1} of {name}", _values(layout, cells | where)


def _csv(layout: TableLayout, path: Path, required: frozenset[str]) -> TableRows:
    with CsvRows.opened(path, layout.encoding, layout.delimiter) as table:
        rows = table.rows()
        if not layout.header:
            yield from _numbered(layout, (cells for _, cells in rows if any(cells)), path.name)
            return
        yield from _headed(layout, rows, path, required)


def _split(layout: TableLayout, path: Path, required: frozenset[str]) -> TableRows:
    """Yield rows whose cells any white space separates."""
    lines = (line.split() for line in _text(layout, path).splitlines())
    if not layout.header:
        yield from _numbered(layout, lines, path.name)
        return
    yield from _headed(layout, enumerate(lines, start=1), path, required)


def _headed(
    layout: TableLayout, rows: Iterator[tuple[int, list[str]]], path: Path, required: frozenset[str]
) -> TableRows:
    """Yield rows after a first one that names the columns."""
    head = next((cells for _, cells in rows if any(cells)), [])
    places = {_plain(cell): number for number, cell in reversed([*enumerate(head)])}
    columns = {
        column: places[_plain(column)]
        for each in layout.columns.values()
        for column in each
        if _plain(column) in places
    }
    numbers = {str(number): number - 1 for number in range(1, len(head) + 1)}
    for name in layout.columns.keys() & required:
        if not any(c in columns or c in numbers or c[:1] == "@" for c in layout.columns[name]):
            raise ManifestError(
                f"{path.name} has no column {' or '.join(layout.columns[name])}.",
                hint="It is not a table of this dataset, or of another version.",
            )
    index = 0
    for line, cells in rows:
        if not any(cell.strip() for cell in cells):
            continue
        known = {c: cells[n].strip() for c, n in (numbers | columns).items() if n < len(cells)}
        known |= {"@line": str(index + 1), "@index": str(index)}
        extra = "".join(cells[len(head) :]).strip()
        yield f"Line {line} of {path.name}", _values(layout, known) | {EXTRA: extra}
        index += 1


def _text(layout: TableLayout, path: Path) -> str:
    """Return the content of a text file. Raise ManifestError if it is too long or not text."""
    if path.stat().st_size > _LONGEST:
        raise ManifestError(f"{path.name} is longer than 512 MB.", hint="Split it.")
    try:
        return path.read_text(encoding=layout.encoding or "utf-8-sig")
    except UnicodeDecodeError as error:
        raise ManifestError(
            f"{path.name} is not text in UTF-8.", hint="Name its encoding in the recipe."
        ) from error


def _lines(layout: TableLayout, path: Path) -> TableRows:
    for index, line in enumerate(_text(layout, path).splitlines()):
        text = line.strip()
        if not text:
            continue
        where = f"Line {index + 1} of {path.name}"
        cells = {"1": text, "@value": text, "@line": str(index + 1), "@index": str(index)}
        values = _values(layout, cells)
        if layout.line:
            parts = layout.line.match(text)
            if parts is None:
                continue
            values |= {name: part.strip() for name, part in parts.items()}
        yield where, values


def _objects(layout: TableLayout, path: Path, kind: str) -> TableRows:
    """Yield the rows of JSON, of JSON in lines, or of a pickle."""
    try:
        if kind == "pickle":
            content = pickles.read(path)
        elif kind == "jsonl":
            lines = _text(layout, path).splitlines()
            content = [json.loads(line) for line in lines if line.strip()]
        else:
            content = json.loads(_text(layout, path))
    except (RecursionError, ValueError) as problem:
        raise ManifestError(
            f"{path.name} is incomplete or not JSON.", hint="Download it again."
        ) from problem
    for index, chain in enumerate(_records(content, layout.records, ())):
        own = {"@line": str(index + 1), "@index": str(index)}
        cells = {
            column: _cell(chain, column)
            for columns in layout.columns.values()
            for column in columns
            if column not in own
        }
        yield f"Entry {index + 1} of {path.name}", _values(layout, cells | own)


#: The objects that contain a row, the row last, each with its key.
_Chain: TypeAlias = tuple[tuple[str, Any], ...]


def _records(value: Any, steps: Sequence[str], chain: _Chain, key: str = "") -> Iterator[_Chain]:
    """Yield the rows at the end of a way through an object."""
    chain = (*chain, (key, value))
    if not steps:
        yield chain
    elif steps[0] == "*":
        for name, each in _items(value):
            yield from _records(each, steps[1:], chain, name)
    else:
        below = _child(value, steps[0])
        if below is not None:
            yield from _records(below, steps[1:], chain, steps[0])


def _items(value: Any) -> Iterable[tuple[str, Any]]:
    if isinstance(value, dict):
        return ((str(key), each) for key, each in value.items())
    if isinstance(value, list | tuple):
        return ((str(index), each) for index, each in enumerate(value))
    return ()


def _child(value: Any, name: str) -> Any:
    if isinstance(value, dict):
        return value.get(name)
    if isinstance(value, list | tuple) and name.isdecimal() and int(name) < len(value):
        return value[int(name)]
    return None


def _cell(chain: _Chain, column: str) -> str:
    """Return the text of a column: a key of the row, with dots, or of an object around it.

    Columns of a list that are numbers count from 1.
    """
    key, row = chain[-1]
    if column == "@key":
        return key
    if column == "@value":
        return _as_text(row)
    for _, holder in reversed(chain):
        value = holder
        for name in [column] if isinstance(holder, dict) and column in holder else _steps(column):
            if isinstance(value, list | tuple) and name.isdecimal():
                name = str(int(name) - 1)
            value = _child(value, name)
        if value is not None:
            return _as_text(value)
    return ""


def _steps(column: str) -> list[str]:
    return column.split(".")


def _as_text(value: Any) -> str:
    """Return a value as text: lists are joined with semicolons, other objects are empty."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, int | float):
        return f"{value:.12g}" if isinstance(value, float) else str(value)
    if isinstance(value, list | tuple):
        return "; ".join(filter(None, map(_as_text, value)))
    if hasattr(value, "item") and getattr(value, "size", 0) == 1:  # a number of NumPy
        return _as_text(value.item())
    return ""
