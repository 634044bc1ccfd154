"""The rows of a CSV file as spreadsheets and scripts write them: encodings, delimiters, quotes."""

import codecs
import csv
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self, TextIO

from signdict.core.errors import ManifestError

#: Characters of the first line that are searched for the delimiter.
_DELIMITER_WINDOW = 1 << 16
#: The first line with which spreadsheets name the delimiter.
_NAMED_DELIMITER = re.compile(r'"?sep=(.)"?', re.IGNORECASE)
#: Byte order marks with their encodings. That of UTF-32 starts like that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip


class CsvRows:
    """The rows of a table of text, read one after the other.

    The delimiter is named by a first line such as `sep=;`. Otherwise it is the comma, semicolon or
    tab that is most frequent in the first line that is not empty.
    """

    def __init__(self, file: TextIO, name: str, delimiter: str = "") -> None:
        """`file` can be rewound. `delimiter` is used in place of the most frequent one."""
        self._file, self._name = file, name
        self._number = 0  # of the last line that was read
        self._row: list[str] = []  # the lines of the row that is read
        found = self._find_delimiter()
        self._delimiter = delimiter or found

    @classmethod
    @contextmanager
    def opened(cls, path: Path, encoding: str = "", delimiter: str = "") -> Iterator[Self]:
        """Open a file of UTF-8, UTF-16 or UTF-32, or of a named encoding.

        Raise ManifestError if it is another encoding, and OSError if it cannot be opened.
        """
        encoding = encoding or _encoding(path)
        with path.open(encoding=encoding, newline="") as file:
            try:
                yield cls(file, path.name, delimiter)
            except UnicodeDecodeError as error:
                raise _not_text(path, encoding) from error

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield the cells of each row with the number of its first line, also of empty rows.

        Raise ManifestError if a line cannot be read, or opens a quotation mark and never closes it.
        """
        reader = csv.reader(self._lines(), delimiter=self._delimiter)
        width = 0
        while True:
            first = self._number + 1
            self._row.clear()
            try:
                cells = next(reader, None)
            except csv.Error as error:
                raise self._broken(first) from error
            if cells is None:
                return
            width = width or len(cells)
            if self._has_open_quote() or self._swallows_rows(cells, width):
                raise self._open_quote(first)
            yield first, cells

    def _find_delimiter(self) -> str:
        """Read up to the first row, and return what separates its cells."""
        while (line := self._file.readline(_DELIMITER_WINDOW)) and not line.strip():
            self._number += 1
        named = _NAMED_DELIMITER.fullmatch(line.strip("\ufeff\r\n"))
        self._number += bool(named)
        self._file.seek(0)
        for _ in range(self._number):
            self._file.readline()
        return named[1] if named else max(",;\t", key=line.count)

    def _lines(self) -> Iterator[str]:
        for line in self._file:
            self._number += 1
            self._row.append(line)
            yield line

    def _has_open_quote(self) -> bool:
        """Return whether the last row opens a quotation mark and does not close it."""
        if len(self._row) == 1 and self._row[0].count('"') % 2 == 0:
            return False
        try:
            [*csv.reader(self._row, delimiter=self._delimiter, strict=True)]
        except csv.Error:
            return True
        return False

    def _swallows_rows(self, cells: list[str], width: int) -> bool:
        """Return whether a cell is the end of one row and the start of another.

        That is so if a quotation mark is missing in one row, and one too many in a later row.
        """
        if len(self._row) == 1 or width == 1:
            return False
        for column, cell in enumerate(cells):
            first, *between = cell.splitlines() or [""]
            if between:
                counts = first.count(self._delimiter), between[-1].count(self._delimiter)
                if counts == (width - 1 - column, column):
                    return True
        return False

    def _broken(self, line: int) -> ManifestError:
        if sum(text.count('"') for text in self._row) % 2:
            return self._open_quote(line)
        return ManifestError(
            f"Line {line} of {self._name} cannot be read as a table.",
            hint="Save it again as CSV, with text in double quotes.",
        )

    def _open_quote(self, line: int) -> ManifestError:
        return ManifestError(
            f"Line {line} of {self._name} has a quotation mark that is not closed.",
            hint="Close it at the end of its cell, or remove it.",
        )


def _encoding(path: Path) -> str:
    """Return the encoding of a file: what its mark says, or where its NUL bytes are."""
    with path.open("rb") as file:
        start = file.read(4)
    for mark, encoding in _MARKS:
        if start.startswith(mark):
            return encoding
    if len(start) == 4 and start[0] and start[1] == 0:
        return "utf-16-le"
    if len(start) == 4 and start[0] == 0 and start[1]:
        return "utf-16-be"
    return "utf-8-sig"


def _not_text(path: Path, encoding: str) -> ManifestError:
    """Return the error for a file that is not text of its encoding."""
    hint = 'Save the table again as "CSV UTF-8".'
    if encoding.lower() not in ("utf-8", "utf-8-sig"):
        return ManifestError(f"{path.name} is not complete {encoding.upper()} text.", hint=hint)
    line = _first_undecodable_line(path)
    return ManifestError(f"Line {line} of {path.name} is not UTF-8 text.", hint=hint)


def _first_undecodable_line(path: Path) -> int:
    """Return the number of the first line that is not UTF-8, counted from 1."""
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            try:
                line.decode()
            except UnicodeDecodeError:
                return number
    return 1
