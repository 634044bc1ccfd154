"""Tables of results, as Markdown and as JSON."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from signdict.core.errors import WriteError
from signdict.core.files import write_atomic

Cell: TypeAlias = str | int | float | None
#: Beginnings of the keys whose figures, from 0 to 1, are shown in per cent.
_SHARES = ("r@", "hit@", "p@", "chance", "balanced", "majority", "share")


@dataclass(frozen=True, slots=True)
class ReportTable:
    """Rows under a title; `columns` maps the keys that are shown to their headings."""

    title: str
    columns: Mapping[str, str]
    rows: Sequence[Mapping[str, Cell]]
    notes: Sequence[str] = ()

    def markdown(self) -> str:
        """Return the title, the table and the notes as Markdown."""
        parts = [f"### {self.title}"]
        if self.rows:
            lines = [_line(self.columns.values()), _line("---" for _ in self.columns)]
            lines += [_line(shown(row.get(key), key) for key in self.columns) for row in self.rows]
            parts.append("\n".join(lines))
        return "\n\n".join([*parts, *self.notes])


def shown(value: Cell, key: str = "") -> str:
    """Return a cell in Markdown: shares in per cent, other fractions with two decimals."""
    if value is None:
        return ""
    if isinstance(value, float) and key.startswith(_SHARES):
        return "< 0.1" if 0 < value < 0.0005 else f"{100 * value:.1f}"
    if isinstance(value, float):
        return f"{value:,.2f}"
    return str(value).replace("|", "\\|")


def markdown(tables: Iterable[ReportTable]) -> str:
    """Return all tables, one below the other."""
    return "\n\n".join(table.markdown() for table in tables)


def files(tables: Sequence[ReportTable], about: Mapping[str, object]) -> dict[str, str]:
    """Return the files of a report: `table.md`, and `results.json` with every figure."""
    content = {
        "about": about,
        "tables": {
            table.title: {"rows": [dict(row) for row in table.rows], "notes": list(table.notes)}
            for table in tables
        },
    }
    return {
        "table.md": markdown(tables) + "\n",
        "results.json": json.dumps(content, ensure_ascii=False, indent=1) + "\n",
    }


def write(folder: Path, texts: Mapping[str, str]) -> None:
    """Write texts by file name into a folder. Raise WriteError if that is impossible."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WriteError(
            f"The folder {folder} cannot be created: {error.strerror or error}.",
            hint="Name another folder.",
        ) from error
    for name, text in texts.items():
        write_atomic(folder / name, text.encode())


def between(low: float, high: float) -> str:
    """Return an interval of shares, in per cent."""
    return f"{100 * low:.1f} to {100 * high:.1f}"


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"
