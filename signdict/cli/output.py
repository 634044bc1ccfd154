"""What the command line prints: tables for people, JSON for programs, progress on stderr."""

import json
import sys
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

import click

from signdict.core.tables import Sheet

if TYPE_CHECKING:  # numpy comes with signs: the window opens without it
    from signdict.core.languages import Language
    from signdict.core.types import Match, Progress, Sign, Source, Steps
    from signdict.importing.entries import ImportReport

T = TypeVar("T")

#: Back to the start of a terminal's line, and wipe it.
_AGAIN = "\r\x1b[K"


@dataclass(frozen=True, slots=True)
class CommandResult:
    """What a command has to tell: a value for programs, lines for people, a remark on stderr; and,
    where it can be had, the same as a table and as a figure, drawn when it is wanted."""

    value: object
    lines: Sequence[str]
    code: int = 0
    remark: str = ""
    sheet: Sheet | None = None
    figure: Callable[[], str] | None = None


def speak_utf8() -> None:
    """Write UTF-8 into files and pipes; on a terminal never stumble over a letter it lacks."""
    for stream in (sys.stdout, sys.stderr):
        if not isinstance(stream, TextIOWrapper):
            continue
        if stream.isatty():
            stream.reconfigure(errors="replace")
        else:
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def out(told: CommandResult, *, as_json: bool, as_csv: bool = False) -> None:
    """Print what a command has to tell."""
    if as_csv and told.sheet:
        click.echo(told.sheet.text(), nl=False)
    elif as_json:
        click.echo(json.dumps(told.value, ensure_ascii=False, indent=1))
    else:
        for line in told.lines:
            click.echo(line)
    if told.remark:
        click.echo(told.remark, err=True)


def write(told: CommandResult, path: Path) -> None:
    """Write what a command has to tell into a file, as its ending says: .csv, .json or .svg.

    Raise WriteError if it cannot be had so, or the file cannot be written.
    """
    from signdict.core import files
    from signdict.core.errors import WriteError

    ending = path.suffix.lower()
    if ending == ".csv" and told.sheet:
        told.sheet.write(path)
    elif ending == ".svg" and told.figure:
        files.write_atomic(path, told.figure().encode())
    elif ending == ".json":
        files.write_atomic(
            path, (json.dumps(told.value, ensure_ascii=False, indent=1) + "\n").encode()
        )
    else:
        kinds = [".csv"] * bool(told.sheet) + [".json"] + [".svg"] * bool(told.figure)
        raise WriteError(
            f"This cannot be written as {path.name}.",
            hint=f"Name a file that ends in {' or '.join(kinds)}.",
        )


def follow(steps: "Steps[T]") -> T:
    """Take every step of long work and return its result, with its progress on a terminal."""
    shown = sys.stderr.isatty()
    try:
        while True:
            try:
                progress = next(steps)
            except StopIteration as end:
                return cast("T", end.value)
            if shown:
                click.echo(f"{_AGAIN}{in_words(progress)}", nl=False, err=True)
    finally:
        steps.close()
        if shown:
            click.echo(_AGAIN, nl=False, err=True)


def in_words(progress: "Progress") -> str:
    """One line such as "12 of 50, about 2 min left: cat.mp4"."""
    line = f"{progress.done} of {progress.total}" if progress.total else f"{progress.done}"
    left = progress.seconds_left
    if left is not None:
        line += f", about {left / 60:.0f} min left" if left >= 90 else f", about {left:.0f} s left"
    return f"{line}: {progress.what}" if progress.what else line


def matches(found: "Sequence[Match]", nothing: str, column: str = "sure") -> CommandResult:
    """The answer to a question, or `nothing` as a remark; only "sure" shows confidence."""
    from signdict.core.types import MATCH_COLUMNS

    rows: list[tuple[str, ...]] = [
        (
            str(match.rank),
            match.sign.name,
            match.sign.sign_language,
            f"{match.confidence:.0%}" if column == "sure" else f"{match.score:.2f}",
            str(match.sign.id),
            match.sign.source.name,
        )
        for match in found
    ]
    heads: tuple[str, ...] = ("", "gloss", "language", column, "id", "source")
    if any(match.mirrored for match in found):
        heads = (*heads, "matched")
        sides = ("in a mirror" if match.mirrored else "" for match in found)
        rows = [(*row, side) for row, side in zip(rows, sides, strict=True)]
    value = [match.as_json() for match in found]
    sheet = Sheet.of(MATCH_COLUMNS, value)
    if not found:
        return CommandResult(value, [], code=1, remark=nothing, sheet=sheet)
    return CommandResult(value, table(heads, *rows), sheet=sheet)


def details(sign: "Sign") -> CommandResult:
    """All that is known of one sign."""
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
    """Where signs come from; `off` are those that are left out of every search."""
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
    """The languages that can be chosen, those with most signs first."""
    order = sorted(offered, key=lambda one: (-counts.get(one.code, 0), one.name))
    rows = [
        (one.code, str(counts.get(one.code, 0)), one.name, one.own_name, one.country)
        for one in order
    ]
    return CommandResult(
        [{**asdict(one), "signs": counts.get(one.code, 0)} for one in order],
        table(("code", "signs", "name", "own name", "country"), *rows),
    )


def report(done: "ImportReport") -> CommandResult:
    """What an import added, what was there already, and what was left out and why."""
    skipped = [{"path": str(one.path), "reason": one.reason} for one in done.skipped]
    lines = [f"Clips added: {done.added}; there already: {done.already}."]
    if skipped:
        lines += [f"Left out: {done.left_out}"]
        lines += [f"  {one['path']}: {one['reason']}" for one in skipped]
    if done.left_out > len(skipped):
        lines += [f"  and {done.left_out - len(skipped)} more"]
    value = {
        "added": done.added, "already": done.already, "left_out": done.left_out,
        "skipped": skipped,
    }  # fmt: skip
    return CommandResult(value, lines, code=0 if done.added + done.already else 1)


def models(rows: "Iterable[Mapping[str, object]]") -> CommandResult:
    """The models on this machine, the one in use marked."""
    value = list(rows)
    lines = [
        (
            str(one["name"]),
            "in use" if one["chosen"] else "",
            str(one["dimensions"]),
            str(one["read"]),
            str(one["sign_languages"]),
        )
        for one in value
    ]
    return CommandResult(value, table(("model", "", "numbers", "clips read", "languages"), *lines))


def table(*rows: Sequence[str]) -> list[str]:
    """Lines of columns as wide as their widest entry."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
