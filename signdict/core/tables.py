"""CSV tables: written the same for spreadsheets and pandas, and read with useful errors."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from signdict.core import files
from signdict.core.cleaning import clean
from signdict.core.errors import ManifestError

if TYPE_CHECKING:
    from _csv import Reader


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table to write; a cell that is missing in a row or None is left empty."""

    columns: tuple[str, ...]
    rows: Sequence[Mapping[str, object]]

    @classmethod
    def of(cls, columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> "Sheet":
        """Return a table of these columns; other keys of the rows are ignored."""
        return cls(tuple(columns), [*rows])

    def text(self) -> str:
        """Return the table as CSV, with the column names in the first line."""
        lines = _Lines()
        writer = csv.writer(lines)
        writer.writerow(self.columns)
        writer.writerows([_cell(row.get(name)) for name in self.columns] for row in self.rows)
        return "".join(lines.lines)

    def write(self, path: Path) -> None:
        """Write the table as UTF-8 with a byte order mark, which spreadsheets need.

        Raise WriteError if that fails; the old file then stays.
        """
        files.write_atomic(path, self.text().encode("utf-8-sig"))


class _Lines:
    r"""Collects CSV rows and ends them with `\n`.

    `csv.writer` writes `\r\n`, so that it quotes cells that contain either character.
    """

    def __init__(self) -> None:
        self.lines: list[str] = []

    def write(self, row: str) -> None:
        """Append one row."""
        self.lines.append(row.removesuffix("\r\n") + "\n")


def _cell(value: object) -> object:
    return "" if value is None else value


#: Characters of the first line that are searched for the delimiter.
_DELIMITER_WINDOW = 1 << 16
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
    """A UTF-8 table separated by commas, semicolons or tabs; its required and optional columns."""

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
            with self.path.open(encoding="utf-8-sig", newline="") as file:
                yield from self._read(file)
        except OSError as error:
            raise not_opened(self.path) from error
        except UnicodeDecodeError as error:
            raise ManifestError(
                f"Line {self._first_undecodable_line()} of {self.path.name} is not UTF-8 text.",
                hint='Save the table again as "CSV UTF-8".',
            ) from error

    def check_readable(self) -> None:
        """Raise ManifestError if the file cannot be read, lacks a column, or has no rows."""
        next(self.rows())

    def columns(self) -> list[str]:
        """Return the names of the columns; none if the file cannot be read as a table."""
        try:
            with self.path.open(encoding="utf-8-sig", newline="") as file:
                return self._columns(self._reader(file))
        except (OSError, UnicodeDecodeError, csv.Error):
            return []

    def _reader(self, file: TextIO) -> "Reader":
        delimiter = max(",;\t", key=file.readline(_DELIMITER_WINDOW).count)
        file.seek(0)
        return csv.reader(file, delimiter=delimiter)

    @staticmethod
    def _columns(reader: "Reader") -> list[str]:
        return [clean(cell).lower() for cell in next(reader, [])]

    def _read(self, file: TextIO) -> Iterator[tuple[int, dict[str, str]]]:
        reader, empty = self._reader(file), True
        try:
            columns = self._columns(reader)
            self._check(columns)
            blank = dict.fromkeys(columns, "")
            for cells in reader:
                row = blank | _by_column(columns, cells)
                if any(row.values()):
                    empty = False
                    yield reader.line_num, row
        except csv.Error as error:
            raise ManifestError(
                f"Line {reader.line_num} of {self.path.name} cannot be read as a table.",
                hint="Save it again as CSV, with text in double quotes.",
            ) from error
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

    def _first_undecodable_line(self) -> int:
        """Return the number of the first line that is not UTF-8, counted from 1."""
        with self.path.open("rb") as file:
            for number, line in enumerate(file, start=1):
                try:
                    line.decode()
                except UnicodeDecodeError:
                    return number
        return 1


def _by_column(columns: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    extra = "".join(cells[len(columns) :]).strip()
    return dict(zip(columns, map(str.strip, cells), strict=False)) | {EXTRA: extra}
