"""Tables of results, as Markdown to be read and as JSON to be read again."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from signdict.core.errors import SignDictError

Cell = str | int | float | None
#: Figures between 0 and 1 that are shown in per cent.
_SHARES = ("r@", "hit@", "p@", "chance", "balanced", "majority", "share")


class ReportError(SignDictError):
    """Results that cannot be written."""


@dataclass(frozen=True, slots=True)
class ReportTable:
    """Rows under a title; `columns` names the keys that are shown, each with its heading."""

    title: str
    columns: Mapping[str, str]
    rows: Sequence[Mapping[str, Cell]]
    notes: Sequence[str] = ()

    def markdown(self) -> str:
        """The table under its title and above its notes."""
        parts = [f"### {self.title}"]
        if self.rows:
            lines = [_line(self.columns.values()), _line("---" for _ in self.columns)]
            lines += [_line(shown(row.get(key), key) for key in self.columns) for row in self.rows]
            parts.append("\n".join(lines))
        return "\n\n".join([*parts, *self.notes])


def shown(value: Cell, key: str = "") -> str:
    """A cell in Markdown: shares in per cent, other fractions to two places."""
    if value is None:
        return ""
    if isinstance(value, float) and key.startswith(_SHARES):
        return "< 0.1" if 0 < value < 0.0005 else f"{100 * value:.1f}"
    if isinstance(value, float):
        return f"{value:,.2f}"
    return str(value).replace("|", "\\|")


def markdown(tables: Iterable[ReportTable]) -> str:
    """All tables, one below the other."""
    return "\n\n".join(table.markdown() for table in tables)


def files(tables: Sequence[ReportTable], about: Mapping[str, object]) -> dict[str, str]:
    """The two files of a report: `table.md`, and `results.json` with every figure there is."""
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


def between(low: float, high: float) -> str:
    """An interval of shares, in per cent."""
    return f"{100 * low:.1f} to {100 * high:.1f}"


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"
