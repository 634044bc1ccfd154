"""CSV tables: written the same for spreadsheets and pandas, and read with useful errors."""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from signdict.core import files
from signdict.core.cleaning import clean
from signdict.core.csvfile import CsvRows
from signdict.core.errors import ManifestError

#: Texts that a spreadsheet computes when it opens a CSV file, in half or full width
#: (https://owasp.org/www-community/attacks/CSV_Injection), also if they were made safe before.
_FORMULA = re.compile("'*(?:\\s*[=+\\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n])")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table to write; a cell that is missing in a row or None is left empty."""

    columns: tuple[str, ...]
    rows: Sequence[Mapping[str, object]]

    @classmethod
    def of(cls, columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> "Sheet":
        """Return a table of these columns; other keys of the rows are ignored."""
        return cls(tuple(columns), [*rows])

    def text(self, *, safe: bool = False) -> str:
        """Return the table as CSV, with the column names in the first line.

        `safe`: a text that a spreadsheet would compute, such as =1+1, starts with an apostrophe.
        `Table` reads it without the apostrophe.
        """
        lines = _Lines()
        writer = csv.writer(lines)
        writer.writerow(self.columns)
        writer.writerows([_cell(row.get(name), safe) for name in self.columns] for row in self.rows)
        return "".join(lines.lines)

    def write(self, path: Path, *, safe: bool = False) -> None:
        """Write the table as UTF-8 with a byte order mark, which spreadsheets need.

        `safe` is passed to `text`. Raise WriteError if that fails; the old file then stays.
        """
        files.write_atomic(path, self.text(safe=safe).encode("utf-8-sig"))


class _Lines:
    r"""Collects CSV rows and ends them with `\n`.

    `csv.writer` writes `\r\n`, so that it quotes cells that contain either character.
    """

    def __init__(self) -> None:
        self.lines: list[str] = []

    def write(self, row: str) -> None:
        """Append one row."""
        self.lines.append(row.removesuffix("\r\n") + "\n")


def _cell(value: object, safe: bool) -> object:  # noqa: FBT001
    if value is None:
        return ""
    return f"'{value}" if safe and isinstance(value, str) and _FORMULA.match(value) else value


#: The key of a row for its cells beyond the last column.
EXTRA = "cells without a column"


def not_opened(path: Path) -> ManifestError:
    """Return the error for a file that cannot be opened."""
    if not path.exists():
        return ManifestError(f"No such file: {path}.", hint="Check the spelling.")
    if path.is_dir():
        return ManifestError(f"{path} is a folder.", hint="Give the name of a file.")
    return ManifestError(
        f"{path.name} cannot be opened.", hint="Check that you have permission to read it."
    )


@dataclass(frozen=True, slots=True)
class Table:
    """A table of text; its required and optional columns. `CsvRows` says how it is read."""

    path: Path
    required: tuple[str, ...]
    optional: tuple[str, ...] = ()

    @property
    def known(self) -> tuple[str, ...]:
        """The columns that are read."""
        return self.required + self.optional

    def rows(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Yield each row that is not empty with its line number: cells by column.

        Raise ManifestError if the file cannot be read, lacks a column, or has no rows.
        """
        try:
            with CsvRows.opened(self.path) as table:
                yield from self._read(table.rows())
        except OSError as error:
            raise not_opened(self.path) from error

    def check_readable(self) -> None:
        """Raise ManifestError if the file cannot be read, lacks a column, or has no rows."""
        next(self.rows())

    def columns(self) -> list[str]:
        """Return the names of the columns; none if the file cannot be read as a table."""
        try:
            with CsvRows.opened(self.path) as table:
                return self._columns(table.rows())
        except (OSError, ManifestError):
            return []

    def _columns(self, rows: Iterator[tuple[int, list[str]]]) -> list[str]:
        """Return the names of the first row; known names may have other case, blanks, hyphens."""
        known = {_plain_name(name): name for name in self.known}
        _, cells = next(rows, (0, []))
        return [known.get(_plain_name(cell), clean(cell).lower()) for cell in cells]

    def _read(self, rows: Iterator[tuple[int, list[str]]]) -> Iterator[tuple[int, dict[str, str]]]:
        columns, empty = self._columns(rows), True
        self._check(columns)
        blank = dict.fromkeys(columns, "")
        for line, cells in rows:
            row = blank | _by_column(columns, cells)
            if any(row.values()):
                empty = False
                yield line, row
        if empty:
            raise self._empty()

    def _check(self, columns: Sequence[str]) -> None:
        if not any(columns):
            raise self._empty()
        doubled = [column for column in self.known if columns.count(column) > 1]
        if doubled:
            raise ManifestError(
                f"{self.path.name} has the column {doubled[0]} twice.",
                hint="Rename one of them.",
            )
        missing = [column for column in self.required if column not in columns]
        if missing:
            names = f"{'columns' if len(missing) > 1 else 'column'} {', '.join(missing)}"
            raise ManifestError(f"{self.path.name} has no {names}.", hint=self._column_hint())

    def _empty(self) -> ManifestError:
        return ManifestError(f"{self.path.name} has no rows.", hint=self._column_hint())

    def _column_hint(self) -> str:
        hint = f"The first line names the columns: {', '.join(self.required)}"
        return hint + (f"; then any of {', '.join(self.optional)}." if self.optional else ".")


def _plain_name(name: str) -> str:
    """Return the name of a column without case, with spaces for `_` and `-`."""
    return clean(re.sub("[-_]", " ", name)).casefold()


def _by_column(columns: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    extra = "".join(cells[len(columns) :]).strip()
    return dict(zip(columns, map(_unescaped, cells), strict=False)) | {EXTRA: extra}


def _unescaped(cell: str) -> str:
    """Return a cell as it was before `Sheet.text` made it safe, without spaces at its ends."""
    plain = cell.strip()
    return plain[1:] if plain.startswith("'") and _FORMULA.match(plain) else plain
