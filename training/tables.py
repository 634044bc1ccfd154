"""Tables of results, as Markdown to be read and as JSON to be read again."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from signdict.errors import SignDictError

Cell = str | int | float | None


class ReportError(SignDictError):
    """Results that cannot be written."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a title. `shares` names the columns that are shown in per cent."""

    title: str
    rows: Sequence[Mapping[str, Cell]]
    columns: Sequence[str]
    shares: Sequence[str] = ()
    notes: Sequence[str] = field(default_factory=tuple)

    def markdown(self) -> str:
        """The table, its columns in order, under its title and above its notes."""
        parts = [f"### {self.title}"]
        if self.rows:
            lines = [_line(self.columns), _line(["---"] * len(self.columns))]
            lines += [_line(self._shown(row, name) for name in self.columns) for row in self.rows]
            parts.append("\n".join(lines))
        parts += [f"{note}" for note in self.notes]
        return "\n\n".join(parts)

    def _shown(self, row: Mapping[str, Cell], column: str) -> str:
        value = row.get(column)
        if value is None:
            return ""
        if isinstance(value, float):
            return f"{100 * value:.1f}" if column in self.shares else f"{value:.3f}"
        return str(value).replace("|", "\\|")


def markdown(tables: Iterable[Table]) -> str:
    """All tables, one below the other."""
    return "\n\n".join(table.markdown() for table in tables)


def as_json(tables: Iterable[Table]) -> dict[str, object]:
    """All rows with every figure, also those that Markdown does not show, by title."""
    return {
        table.title: {"rows": [dict(row) for row in table.rows], "notes": list(table.notes)}
        for table in tables
    }


def write(folder: Path, files: Mapping[str, str]) -> None:
    """Write texts by name into a folder, each beside its older self first and then in its place.

    Raise ReportError if that cannot be done.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            part = folder / f".{name}.part"
            try:
                part.write_text(text, encoding="utf-8", newline="\n")
                part.replace(folder / name)
            finally:
                part.unlink(missing_ok=True)
    except OSError as error:
        raise ReportError(
            f"The results cannot be written to {folder}: {error.strerror or error}.",
            hint="Name another folder with --out.",
        ) from error


def files(tables: Sequence[Table], what: object = None) -> dict[str, str]:
    """The two files of a report: `table.md` and `results.json`."""
    content = {"about": what, "tables": as_json(tables)}
    return {
        "table.md": markdown(tables) + "\n",
        "results.json": json.dumps(content, ensure_ascii=False, indent=1) + "\n",
    }


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"
