"""What commands print: tables for people, JSON and CSV for programs, progress on stderr."""

import json
import sys
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

import click

from signdict.core.tables import Sheet

if TYPE_CHECKING:  # core.types imports numpy, which the window does not need at start-up
    from signdict.core.languages import Language
    from signdict.core.types import Match, Progress, Sign, Source, Steps
    from signdict.importing.entries import ImportReport

T = TypeVar("T")

#: Return to the start of a terminal's line and erase it.
_ERASE_LINE = "\r\x1b[K"


@dataclass(frozen=True, slots=True)
class CommandResult:
    """The result of a command, in every form in which it can be printed or written.

    `value` is for JSON, `lines` are for people, `remark` goes to stderr, `code` is the exit code.
    `sheet` is for CSV, and `figure` returns SVG; both are optional.
    """

    value: object
    lines: Sequence[str]
    code: int = 0
    remark: str = ""
    sheet: Sheet | None = None
    figure: Callable[[], str] | None = None


def use_utf8() -> None:
    """Write UTF-8 to files and pipes; on a terminal replace letters that it cannot show."""
    for stream in (sys.stdout, sys.stderr):
        if not isinstance(stream, TextIOWrapper):
            continue
        if stream.isatty():
            stream.reconfigure(errors="replace")
        else:
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def show(result: CommandResult, *, as_json: bool, as_csv: bool = False) -> None:
    """Print the result of a command."""
    if as_csv and result.sheet:
        click.echo(result.sheet.text(), nl=False)
    elif as_json:
        click.echo(_json(result))
    else:
        for line in result.lines:
            click.echo(line)
    if result.remark:
        click.echo(result.remark, err=True)


def write(result: CommandResult, path: Path) -> None:
    """Write the result of a command to a file. Its suffix selects the format: .csv, .json or .svg.

    Raise WriteError if the result has no such form, or the file cannot be written.
    """
    from signdict.core import files
    from signdict.core.errors import WriteError

    suffix = path.suffix.lower()
    if suffix == ".csv" and result.sheet:
        result.sheet.write(path)
    elif suffix == ".svg" and result.figure:
        files.write_atomic(path, result.figure().encode())
    elif suffix == ".json":
        files.write_atomic(path, f"{_json(result)}\n".encode())
    else:
        kinds = [".csv"] * bool(result.sheet) + [".json"] + [".svg"] * bool(result.figure)
        raise WriteError(
            f"This result cannot be written as {path.name}.",
            hint=f"Name a file that ends in {' or '.join(kinds)}.",
        )


def _json(result: CommandResult) -> str:
    return json.dumps(result.value, ensure_ascii=False, indent=1)


def follow(steps: "Steps[T]") -> T:
    """Run every step of long work and return its result; show progress if stderr is a terminal."""
    on_terminal = sys.stderr.isatty()
    try:
        while True:
            try:
                progress = next(steps)
            except StopIteration as end:
                return cast("T", end.value)
            if on_terminal:
                click.echo(f"{_ERASE_LINE}{progress_line(progress)}", nl=False, err=True)
    finally:
        steps.close()
        if on_terminal:
            click.echo(_ERASE_LINE, nl=False, err=True)


def progress_line(progress: "Progress") -> str:
    """Return a line such as "12 of 50, about 2 min left: cat.mp4"."""
    line = f"{progress.done} of {progress.total}" if progress.total else f"{progress.done}"
    left = progress.seconds_left
    if left is not None:
        line += f", about {left / 60:.0f} min left" if left >= 90 else f", about {left:.0f} s left"
    return f"{line}: {progress.what}" if progress.what else line


def matches(entries: "Sequence[Match]", nothing: str, column: str = "confidence") -> CommandResult:
    """Return a list of matches, or the remark `nothing` and exit code 1 if it is empty.

    `column` is the head of the scores: "confidence" shows confidences in per cent, others scores.
    """
    from signdict.core.types import MATCH_COLUMNS

    rows: list[tuple[str, ...]] = [
        (
            str(match.rank),
            match.sign.name,
            match.sign.sign_language,
            f"{match.confidence:.0%}" if column == "confidence" else f"{match.score:.2f}",
            str(match.sign.id),
            match.sign.source.name,
        )
        for match in entries
    ]
    heads: tuple[str, ...] = ("", "gloss", "language", column, "id", "source")
    if any(match.mirrored for match in entries):
        heads = (*heads, "matched")
        sides = ("mirrored" if match.mirrored else "" for match in entries)
        rows = [(*row, side) for row, side in zip(rows, sides, strict=True)]
    value = [match.as_json() for match in entries]
    sheet = Sheet.of(MATCH_COLUMNS, value)
    if not entries:
        return CommandResult(value, [], code=1, remark=nothing, sheet=sheet)
    return CommandResult(value, table(heads, *rows), sheet=sheet)


def details(sign: "Sign") -> CommandResult:
    """Return everything that is known about a sign; empty fields are omitted."""
    source = sign.source
    rows = [
        ("sign", str(sign.id)),
        ("gloss", sign.name),
        ("sign language", sign.sign_language),
        ("gloss language", sign.spoken_language),
        ("concept", sign.concept),
        ("source", f"{source.title} ({source.name})" if source.title else source.name),
        ("licence", source.licence),
        ("attribution", source.attribution),
        ("version", source.version),
        ("address", source.url),
        *(("clip", f"{clip.id}  {clip.media or ''}") for clip in sign.clips),
    ]
    clips = [{**asdict(c), "media": str(c.media) if c.media else None} for c in sign.clips]
    return CommandResult({**asdict(sign), "clips": clips}, table(*(row for row in rows if row[1])))


def sources(entries: "Iterable[tuple[Source, int]]", off: Collection[str] = ()) -> CommandResult:
    """Return the sources with their numbers of signs; `off` are excluded from every search."""
    entries = list(entries)
    rows = [
        (s.name, str(count), "off" if s.name in off else "", s.licence, s.attribution)
        for s, count in entries
    ]
    return CommandResult(
        [
            {**asdict(source), "signs": count, "on": source.name not in off}
            for source, count in entries
        ],
        table(("source", "signs", "", "licence", "attribution"), *rows),
    )


def languages(offered: "Iterable[Language]", counts: Mapping[str, int]) -> CommandResult:
    """Return the sign languages with their numbers of signs, the largest first."""
    order = sorted(offered, key=lambda entry: (-counts.get(entry.code, 0), entry.name))
    rows = [
        (entry.code, str(counts.get(entry.code, 0)), entry.name, entry.own_name, entry.country)
        for entry in order
    ]
    return CommandResult(
        [{**asdict(entry), "signs": counts.get(entry.code, 0)} for entry in order],
        table(("code", "signs", "name", "own name", "country"), *rows),
    )


def report(done: "ImportReport") -> CommandResult:
    """Return the result of an import: clips added, already stored, and skipped with the reason."""
    skipped = [{"path": str(clip.path), "reason": clip.reason} for clip in done.skipped]
    lines = [f"Clips added: {done.added}; already stored: {done.already}."]
    if skipped:
        lines += [f"Skipped: {done.left_out}"]
        lines += [f"  {clip['path']}: {clip['reason']}" for clip in skipped]
    if done.left_out > len(skipped):
        lines += [f"  and {done.left_out - len(skipped)} more"]
    value = {
        "added": done.added, "already": done.already, "left_out": done.left_out,
        "skipped": skipped,
    }  # fmt: skip
    return CommandResult(value, lines, code=0 if done.added + done.already else 1)


def models(rows: "Iterable[Mapping[str, object]]") -> CommandResult:
    """Return the models on this computer, with a mark at the one in use."""
    value = list(rows)
    lines = [
        (
            str(model["name"]),
            "in use" if model["chosen"] else "",
            str(model["dimensions"]),
            str(model["read"]),
            str(model["sign_languages"]),
        )
        for model in value
    ]
    heads = ("model", "", "dimensions", "clips read", "languages")
    return CommandResult(value, table(heads, *lines))


def table(*rows: Sequence[str]) -> list[str]:
    """Return the lines of a table; each column is as wide as its widest cell."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
