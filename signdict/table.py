"""A CSV table with named columns, as people save it from a spreadsheet."""

import csv
import io
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from signdict.errors import ManifestError

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

    def rows(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Each row with the number of its line, cells by column; empty rows are left out.

        Raise ManifestError if the file cannot be read, lacks a column, or has no row.
        """
        text = self._text()
        delimiter = max(",;\t", key=text.partition("\n")[0].count)
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        empty = True
        try:
            columns = [clean(cell).lower() for cell in next(reader, [])]
            self._check(columns)
            for cells in reader:
                row = dict.fromkeys(columns, "") | _by_column(columns, cells)
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
        missing = [column for column in self.required if column not in columns]
        if missing:
            what = f"{'columns' if len(missing) > 1 else 'column'} {', '.join(missing)}"
            raise ManifestError(f"{self.path.name} has no {what}.", hint=self._wanted())

    def _empty(self) -> ManifestError:
        return ManifestError(f"{self.path.name} has no rows.", hint=self._wanted())

    def _wanted(self) -> str:
        wanted = f"The first line names the columns: {', '.join(self.required)}"
        return wanted + (f"; then any of {', '.join(self.optional)}." if self.optional else ".")

    def _text(self) -> str:
        try:
            return self.path.read_bytes().decode("utf-8-sig")
        except OSError as error:
            raise not_opened(self.path) from error
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            raise ManifestError(
                f"Line {line} of {self.path.name} is not UTF-8 text.",
                hint='Save the table again as "CSV UTF-8".',
            ) from error


def _by_column(columns: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    extra = "".join(cells[len(columns) :]).strip()
    return dict(zip(columns, map(str.strip, cells), strict=False)) | {EXTRA: extra}
