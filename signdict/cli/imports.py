"""The commands about imports: add clips, see first what would be added, go on, try again."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from signdict.cli import output
from signdict.cli.options import common, opened
from signdict.cli.output import CommandResult

if TYPE_CHECKING:
    from signdict.importing.entries import ClipEntry
    from signdict.importing.jobs import Summary
    from signdict.importing.manifest import ImportPreview

_NUMBER = click.argument("number", type=int)


def named(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that hold for every clip of a list."""
    for option, metavar, told in (
        ("--attribution", None, "Whom to name when the clips are shown."),
        ("--licence", None, "Terms on which the clips may be used."),
        ("--source", None, "Name under which the clips can be removed again."),
        ("--spoken-language", "CODE", "Language of the glosses."),
    ):
        command = click.option(option, default="", metavar=metavar, help=told)(command)
    return click.option(
        "--language", "sign_language", default="", metavar="CODE",
        help="Sign language of all clips, where a list does not tell it.",
    )(command)  # fmt: skip


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--preview", is_flag=True, help="Only tell what would be read.")
@named
@common
def add(path: Path, preview: bool, **what: str) -> CommandResult:  # noqa: FBT001 - an option
    r"""Add the signs of PATH: a folder of videos or .pose files, one file, or a list of clips.

    A list is a CSV with the columns path, gloss and sign_language, WLASL's JSON, or a CSV of ASL
    Citizen or SignSuisse. In a folder, the file name of a clip is its gloss. May be stopped, and
    goes on with "signdict imports go-on"; only what is new is added.

    \b
    Examples:
      signdict add my_signs/ --language ase --source "my own"
      signdict add WLASL_v0.3.json --preview
      signdict add train.csv --licence "research only" --attribution "ASL Citizen"
    """
    with opened() as dictionary:
        if preview:
            return _previewed(output.follow(dictionary.preview(path, **what)))
        return output.report(output.follow(dictionary.add(path, **what)))


@click.group()
def imports() -> None:
    """See the imports under way and done; go on with one, or try again what was left out."""


@imports.command("list")
@common
def listed() -> CommandResult:
    """List the imports, the newest first, with what came of their clips."""
    with opened() as dictionary:
        return _listed(dictionary.imports.all())


@imports.command("go-on")
@click.argument("number", type=int, required=False)
@common
def go_on(number: int | None) -> CommandResult:
    r"""Go on with the import NUMBER, or with the newest one that is not finished.

    \b
    Example:
      signdict imports go-on
    """
    with opened() as dictionary:
        waiting = [one.number for one in dictionary.imports.all() if one.waiting]
        if number is None and not waiting:
            return CommandResult(None, [], code=1, remark="No import is waiting to go on.")
        chosen = waiting[0] if number is None else number
        return output.report(output.follow(dictionary.go_on(chosen)))


@imports.command("try-again")
@_NUMBER
@common
def try_again(number: int) -> CommandResult:
    r"""Read once more what the import NUMBER left out.

    \b
    Example:
      signdict imports try-again 3
    """
    with opened() as dictionary:
        return output.report(output.follow(dictionary.try_again(number)))


@imports.command()
@_NUMBER
@common
def report(number: int) -> CommandResult:
    r"""Tell again what came of the import NUMBER.

    \b
    Example:
      signdict imports report 3 --json
    """
    with opened() as dictionary, dictionary.imports.open(number) as one:
        return output.report(one.report())


@imports.command()
@_NUMBER
@common
def forget(number: int) -> CommandResult:
    """Forget the import NUMBER. What it added stays."""
    with opened() as dictionary:
        dictionary.imports.forget(number)
    return CommandResult(
        {"forgotten": number}, [f"Import {number} is forgotten; what it added stays."]
    )


def _listed(found: "Sequence[Summary]") -> CommandResult:
    rows = [
        (
            str(one.number), one.began[:16].replace("T", " "), one.source, str(one.added),
            str(one.already), str(one.left_out), str(one.waiting), str(one.path),
        )
        for one in found
    ]  # fmt: skip
    heads = ("", "began", "source", "added", "already", "left out", "waiting", "from")
    value = [{**asdict(one), "path": str(one.path)} for one in found]
    if not found:
        return CommandResult(value, [], code=1, remark="Nothing was imported yet.")
    return CommandResult(value, output.table(heads, *rows))


def _previewed(found: "ImportPreview") -> CommandResult:
    codes = ", ".join(f"{code} {count}" for code, count in found.languages.items())
    lines = [
        f"{found.usual.path.name} is read as a {found.format}, source {found.usual.source}.",
        f"Clips: {found.ready}, glosses: {found.glosses} ({codes or 'none'})",
        *(f"  {one.gloss} ({one.sign_language}): {one.path}" for one in found.first),
    ]
    if found.left_out:
        lines += [f"Left out {found.left_out}:"]
        lines += [f"  {one.path}: {one.reason}" for one in found.skipped]
        if found.left_out > len(found.skipped):
            lines += [f"  and {found.left_out - len(found.skipped)} more"]
    remark = "" if found.usual.licence else "No licence is named. Name it with --licence."
    value = {
        "format": found.format, "source": found.usual.source, "ready": found.ready,
        "left_out": found.left_out, "glosses": found.glosses, "languages": found.languages,
        "first": [_entry(one) for one in found.first],
        "skipped": [{"path": str(one.path), "reason": one.reason} for one in found.skipped],
    }  # fmt: skip
    return CommandResult(value, lines, code=0 if found.ready else 1, remark=remark)


def _entry(one: "ClipEntry") -> dict[str, object]:
    return {name: value for name, value in asdict(one).items() if value not in ("", None)} | {
        "path": str(one.path)
    }
