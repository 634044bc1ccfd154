"""What commands print: tables for people, JSON and CSV for programs, progress on stderr."""

import errno
import json
import os
import shutil
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from io import TextIOWrapper
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, Self, TextIO, TypeVar, cast

import click

from signdict.core import files, names
from signdict.core.errors import WriteError
from signdict.core.kinds import WORD
from signdict.core.tables import Sheet

if TYPE_CHECKING:  # core.types imports numpy, which the window does not need at start-up
    from signdict.core.languages import Language
    from signdict.core.types import Match, Progress, Sign, Source, Steps
    from signdict.importing.entries import ImportReport, TierChoice

T = TypeVar("T")

#: Return to the start of a terminal's line and erase it.
_ERASE_LINE = "\r\x1b[K"
#: Seconds between two lines of progress where stderr is no terminal.
LINE_SECONDS = 10.0
#: The number of sign languages that a table for people lists for one result.
_CODES = 4
#: Exit code after the reader of standard output has closed the pipe, as in a shell: 128 plus 13.
CLOSED = 141


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


def show(result: CommandResult, *, as_json: bool, as_csv: bool = False, safe: bool = False) -> None:
    """Print the result of a command. Raise WriteError if standard output cannot be written.

    `safe`: CSV contains no formulas.
    """
    if as_csv and result.sheet:
        text = result.sheet.text(safe=safe)
        if sys.stdout and sys.stdout.isatty():
            text = "".join(f"{names.visible(line)}\n" for line in text.split("\n")[:-1])
    elif as_json:
        text = f"{_json(result)}\n"
    else:
        text = "".join(f"{names.visible(line)}\n" for line in result.lines)
    with printing():
        sys.stdout.write(text)  # click.echo drops colours, which are part of the data
        sys.stdout.flush()
    if result.remark:
        say(result.remark)


@contextmanager
def printing() -> Iterator[None]:
    """Print to standard output inside this context, which explains failures.

    If the reader has closed the pipe, exit quietly with the code 141, as a shell reports programs
    that this stops. Raise WriteError if it cannot be written for another reason.
    """
    try:
        if sys.stdout is None:
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        yield
    except OSError as error:
        _discard(sys.stdout)
        # Windows reports a closed pipe as an invalid argument
        if error.errno == errno.EPIPE or (os.name == "nt" and error.errno == errno.EINVAL):
            raise click.exceptions.Exit(CLOSED) from error
        if error.errno in files.FULL:
            raise WriteError(
                "The disk is full, so the result was not printed.",
                hint="Free some space. Changes that the command made are kept.",
            ) from error
        raise WriteError(
            f"The result cannot be printed ({error.strerror}).",
            hint="Send the output to a file or a terminal.",
        ) from error


def say(text: str) -> None:
    """Print a line to standard error; nothing happens if that cannot be written."""
    _echo_error(f"{names.visible(text)}\n")


@contextmanager
def complaining() -> Iterator[None]:
    """Print to standard error inside this context; nothing happens if it cannot be written."""
    try:
        yield
    except OSError:  # the result and the exit code are what counts
        _discard(sys.stderr)


def _echo_error(text: str) -> None:
    with complaining():
        click.echo(text, nl=False, err=True)


def _discard(stream: TextIO | None) -> None:
    """Throw away what a stream still holds and what comes, so that exiting does not fail too."""
    if stream is None:
        return
    with suppress(OSError, ValueError), Path(os.devnull).open("wb") as nothing:
        os.dup2(nothing.fileno(), stream.fileno())


def write(result: CommandResult, path: Path, *, safe: bool = False) -> None:
    """Write the result of a command to a file. Its suffix selects the format: .csv, .json or .svg.

    `safe`: CSV contains no formulas. Raise WriteError if the result has no such form, or the file
    cannot be written.
    """
    suffix = path.suffix.lower()
    if suffix == ".csv" and result.sheet:
        result.sheet.write(path, safe=safe)
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
    """Return a result as JSON, with escapes for what is not text or would move the cursor."""
    text = json.dumps(result.value, ensure_ascii=False, indent=1)
    return names.MOVING.sub(lambda c: c[0] if c[0] == "\n" else json.dumps(c[0])[1:-1], text)


def follow(steps: "Steps[T]", every: float = LINE_SECONDS) -> T:
    """Run every step of long work and return its result, and report progress on stderr.

    On a terminal, one line changes with each step. Elsewhere, a line is printed after each period
    of `every` seconds, also during a step that takes longer.
    """
    on_terminal = sys.stderr is not None and sys.stderr.isatty()
    with _StatusLine() if on_terminal else _ProgressLog(every) as shown:
        try:
            while True:
                try:
                    shown.show(next(steps))
                except StopIteration as end:
                    return cast("T", end.value)
        finally:
            steps.close()


class _StatusLine:
    """Shows progress in one line of the terminal, which is erased at the end."""

    def __enter__(self) -> Self:
        return self

    def show(self, progress: "Progress") -> None:
        """Replace the line; it is cut at the width of the terminal."""
        line = names.visible(progress_line(progress))[: shutil.get_terminal_size().columns - 1]
        _echo_error(f"{_ERASE_LINE}{line}")

    def __exit__(self, *_: object) -> None:
        _echo_error(_ERASE_LINE)


class _ProgressLog:
    """Prints the newest progress as a line after each period of some seconds."""

    def __init__(self, every: float) -> None:
        self._every, self._newest, self._ended = every, "", Event()
        self._thread = Thread(target=self._run, name="progress", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def show(self, progress: "Progress") -> None:
        """Print this progress when the period ends, unless a newer one replaces it."""
        self._newest = progress_line(progress)

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._ended.wait(self._every):
            if self._newest:
                say(self._newest)


def progress_line(progress: "Progress") -> str:
    """Return a line such as "12 of 50, about 2 min left: cat.mp4"."""
    line = f"{progress.done} of {progress.total}" if progress.total else f"{progress.done}"
    left = progress.seconds_left
    if left is not None:
        line += f", about {left / 60:.0f} min left" if left >= 90 else f", about {left:.0f} s left"
    return f"{line}: {progress.what}" if progress.what else line


def matches(entries: "Sequence[Match]", nothing: str, column: str = "confidence") -> CommandResult:
    """Return a list of matches, or the remark `nothing` and exit code 1 if it is empty.

    `column` is the head of the scores: "confidence" shows confidences in per cent, and nothing for
    matches that have none; others show scores.
    """
    from signdict.core.types import MATCH_COLUMNS

    rows: list[tuple[str, ...]] = [
        (
            str(match.rank),
            match.sign.name,
            _some(match.languages),
            _confidence(match) if column == "confidence" else f"{match.score:.2f}",
            str(match.sign.id),
            ", ".join(source.name for source in match.sources),
        )
        for match in entries
    ]
    heads: tuple[str, ...] = ("", "gloss", "language", column, "id", "source")
    if any(match.mirrored for match in entries):
        heads = (*heads, "matched")
        sides = ("mirrored" if match.mirrored else "" for match in entries)
        rows = [(*row, side) for row, side in zip(rows, sides, strict=True)]
    value = [match.as_json() for match in entries]
    sheet = Sheet.of(MATCH_COLUMNS, (match.as_row() for match in entries))
    if not entries:
        return CommandResult(value, [], code=1, remark=nothing, sheet=sheet)
    return CommandResult(value, table(heads, *rows), sheet=sheet)


def _some(codes: Sequence[str]) -> str:
    """Return up to four codes, or three and the number of the others."""
    if len(codes) <= _CODES:
        return ", ".join(codes)
    return f"{', '.join(codes[: _CODES - 1])} and {len(codes) - _CODES + 1} more"


def _confidence(match: "Match") -> str:
    return "" if match.confidence is None else f"{match.confidence:.0%}"


def details(sign: "Sign") -> CommandResult:
    """Return everything that is known about a sign; empty fields are omitted."""
    source = sign.source
    rows = [
        ("sign", str(sign.id)),
        ("gloss", sign.name),
        ("sign language", sign.sign_language),
        ("gloss language", sign.spoken_language),
        ("concept", sign.concept),
        ("kind", sign.kind if sign.kind != WORD else ""),
        ("source", f"{source.title} ({source.name})" if source.title else source.name),
        ("licence", source.licence),
        ("attribution", source.attribution),
        ("version", source.version),
        ("address", source.url),
        *(("clip", f"{clip.id}  {clip.media or ''}") for clip in sign.clips),
    ]
    clips = [{**asdict(c), "media": str(c.media) if c.media else None} for c in sign.clips]
    value = {name: field for name, field in asdict(sign).items() if name != "others"}
    return CommandResult({**value, "clips": clips}, table(*(row for row in rows if row[1])))


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


def languages(
    offered: "Iterable[Language]", words: Mapping[str, int], letters: Mapping[str, int]
) -> CommandResult:
    """Return the sign languages with their numbers of signs, words and letters, the largest first.

    Those with the most signs come first.
    """
    value = [
        {
            **asdict(entry),
            "signs": words.get(entry.code, 0) + letters.get(entry.code, 0),
            "words": words.get(entry.code, 0),
            "letters": letters.get(entry.code, 0),
        }
        for entry in offered
    ]
    value.sort(key=lambda row: (-row["signs"], row["name"]))
    heads = ("code", "signs", "words", "letters", "name", "own name", "country")
    rows = [tuple(str(row[head.replace(" ", "_")]) for head in heads) for row in value]
    return CommandResult(value, table(heads, *rows))


def report(done: "ImportReport") -> CommandResult:
    """Return the result of an import: clips added, already stored, and skipped with the reason."""
    skipped = [{"path": str(clip.path), "reason": clip.reason} for clip in done.skipped]
    lines = [f"Clips added: {done.added}; already stored: {done.already}."]
    if skipped:
        lines += [f"Skipped: {done.left_out}"]
        lines += [f"  {clip['path']}: {clip['reason']}" for clip in skipped]
    if done.left_out > len(skipped):
        lines += [f"  and {done.left_out - len(skipped)} more"]
    if done.unfetched:
        rows = [(each.host, str(each.films), each.reason) for each in done.unfetched]
        lines += ["Films that were not fetched, by host:"]
        lines += [f"  {line}" for line in table(("host", "films", "reason"), *rows)]
    lines += tiers(done.tiers)
    value: dict[str, object] = {
        "added": done.added, "already": done.already, "left_out": done.left_out,
        "skipped": skipped,
    }  # fmt: skip
    if done.unfetched:
        value["unfetched"] = [asdict(each) for each in done.unfetched]
    if done.tiers:
        value["tiers"] = [asdict(tier) for tier in done.tiers]
    remark = f"Read as {done.dataset}." if done.dataset else ""
    return CommandResult(value, lines, code=0 if done.added + done.already else 1, remark=remark)


def tiers(choices: "Sequence[TierChoice]") -> list[str]:
    """Return a table of the tiers of ELAN files: whether each was taken, and why."""
    if not choices:
        return []
    rows = [
        (
            "taken" if tier.taken else "left out",
            tier.name,
            tier.kind,
            str(tier.annotations),
            tier.signer,
            tier.hand,
            tier.reason + _merged(tier.merged),
        )
        for tier in choices
    ]
    heads = ("", "tier", "type", "annotations", "signer", "hand", "why")
    return ["Tiers:", *(f"  {line}" for line in table(heads, *rows))]


def _merged(count: int) -> str:
    return f" {count} are signs of both hands, which are added once." if count else ""


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


def local_time(moment: str) -> str:
    """Return a time in ISO format as date and time in the time zone of this computer."""
    return datetime.fromisoformat(moment).astimezone().strftime("%Y-%m-%d %H:%M")


def table(*rows: Sequence[str]) -> list[str]:
    """Return the lines of a table; each column is as wide as its widest cell."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
