"""Tables that leave the application as CSV, the same for spreadsheets and for pandas."""

import csv
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from signdict.core import files
from signdict.core.errors import ManifestError

if TYPE_CHECKING:
    from _csv import Reader


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows under named columns; a cell that a row lacks, or that is None, stays empty."""

    columns: tuple[str, ...]
    rows: Sequence[Mapping[str, object]]

    @classmethod
    def of(cls, columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> "Sheet":
        """Make a table of rows, whose other keys are left out."""
        return cls(tuple(columns), [*rows])

    def text(self) -> str:
        """The table as CSV, its columns in the first line."""
        written = _Lines()
        writer = csv.writer(written)
        writer.writerow(self.columns)
        writer.writerows([_cell(row.get(name)) for name in self.columns] for row in self.rows)
        return "".join(written.lines)

    def write(self, path: Path) -> None:
        """Write the table as a file that spreadsheets take for UTF-8.

        Raise WriteError, and leave what was there, if that cannot be done.
        """
        files.write_atomic(path, self.text().encode("utf-8-sig"))


class _Lines:
    """Takes rows with the two signs that end a line on Windows, so that each of these is quoted
    where a cell holds it, and ends them with one."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def write(self, row: str) -> None:
        """Take one row."""
        self.lines.append(row.removesuffix("\r\n") + "\n")


def _cell(value: object) -> object:
    return "" if value is None else value


#: So many letters of the first line are looked at for what parts its columns.
_LONGEST = 1 << 16
#: The key of a row under which cells stand that no column has a name for.
EXTRA = "cells without a column"


def clean(text: str) -> str:
    """Composed letters, no space at the ends, single spaces between."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def not_opened(path: Path) -> ManifestError:
    """What to say about a file that may not be read."""
    return ManifestError(f"{path.name} cannot be opened.", hint="Check that you may read it.")


@dataclass(frozen=True, slots=True)
class Table:
    """A UTF-8 table parted by commas, semicolons or tabs, with the columns it must and may have."""

    path: Path
    required: tuple[str, ...]
    optional: tuple[str, ...] = ()

    @property
    def known(self) -> tuple[str, ...]:
        """The columns that are read."""
        return self.required + self.optional

    def rows(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Each row with the number of its line, cells by column; empty rows are left out.

        Raise ManifestError if the file cannot be read, lacks a column, or has no row.
        """
        try:
            with self.path.open(encoding="utf-8-sig", newline="") as file:
                yield from self._read(file)
        except OSError as error:
            raise not_opened(self.path) from error
        except UnicodeDecodeError as error:
            raise ManifestError(
                f"Line {self._odd_line()} of {self.path.name} is not UTF-8 text.",
                hint='Save the table again as "CSV UTF-8".',
            ) from error

    def check_readable(self) -> None:
        """Raise ManifestError if the file cannot be read, lacks a column, or has no row."""
        next(self.rows())

    def columns(self) -> list[str]:
        """The names of the columns; none if the file cannot be read as a table."""
        try:
            with self.path.open(encoding="utf-8-sig", newline="") as file:
                return self._columns(self._reader(file))
        except (OSError, UnicodeDecodeError, csv.Error):
            return []

    def _reader(self, file: TextIO) -> "Reader":
        delimiter = max(",;\t", key=file.readline(_LONGEST).count)
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
            bare = dict.fromkeys(columns, "")
            for cells in reader:
                row = bare | _by_column(columns, cells)
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
        twice = [column for column in self.known if columns.count(column) > 1]
        if twice:
            raise ManifestError(
                f"{self.path.name} has the column {twice[0]} twice.", hint="Rename one of them."
            )
        missing = [column for column in self.required if column not in columns]
        if missing:
            what = f"{'columns' if len(missing) > 1 else 'column'} {', '.join(missing)}"
            raise ManifestError(f"{self.path.name} has no {what}.", hint=self._wanted())

    def _empty(self) -> ManifestError:
        return ManifestError(f"{self.path.name} has no rows.", hint=self._wanted())

    def _wanted(self) -> str:
        wanted = f"The first line names the columns: {', '.join(self.required)}"
        return wanted + (f"; then any of {', '.join(self.optional)}." if self.optional else ".")

    def _odd_line(self) -> int:
        """The first line that is not UTF-8, counted from 1."""
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
