"""Tables that leave the application as CSV, the same for spreadsheets and for pandas."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from signdict.core import files


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

        Raise ExportError, and leave what was there, if that cannot be done.
        """
        files.put(path, self.text().encode("utf-8-sig"))


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
