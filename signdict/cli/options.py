"""What every command shares: options, the dictionary that is asked, refusals in one sentence."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from signdict.cli import output
from signdict.core.errors import SignDictError
from signdict.core.paths import LIMIT, Paths

if TYPE_CHECKING:
    from signdict.dictionary.dictionary import Dictionary

F = TypeVar("F", bound=Callable[..., Any])

JSON, LIBRARY = f"{__name__}.json", f"{__name__}.library"
CSV, OUT = f"{__name__}.csv", f"{__name__}.out"
STOPPED = 130


class Commands(click.Group):
    """The one place where an expected failure becomes a sentence and an exit code."""

    def invoke(self, ctx: click.Context) -> object:
        """Run a command."""
        output.speak_utf8()
        try:
            return super().invoke(ctx)
        except SignDictError as error:
            click.echo(str(error), err=True)
            ctx.exit(2)
        except KeyboardInterrupt:
            click.echo("\nStopped. What was done so far is kept.", err=True)
            ctx.exit(STOPPED)


def _note(ctx: click.Context, option: click.Parameter, value: object) -> None:
    """Keep what every command may be given where the group finds it."""
    if value:
        ctx.meta[f"{__name__}.{option.name}"] = value


def library(command: F) -> F:
    """Give a command the choice of the user's own library."""
    command.__doc__ = (command.__doc__ or "").replace(r"\b", "\b")  # click: keep these lines as is
    return click.option(
        "--library",
        type=click.Path(path_type=Path, file_okay=False),
        callback=_note,
        expose_value=False,
        help="Folder of your own library, instead of your data folder or SIGNDICT_HOME.",
    )(command)


def common(command: F) -> F:
    """Give a command the options that all have."""
    told = "Print JSON, for other programs."
    return library(
        click.option("--json", is_flag=True, callback=_note, expose_value=False, help=told)(command)
    )


def tabled(command: F) -> F:
    """Give a command that tells a table the options to have it as CSV, and in a file."""
    printed = "Print CSV, for spreadsheets."
    written = "Write a file instead; its ending says which: .csv, .json or, for a figure, .svg."
    command = click.option(
        "--out", type=click.Path(path_type=Path, dir_okay=False), callback=_note,
        expose_value=False, help=written,
    )(command)  # fmt: skip
    return click.option("--csv", is_flag=True, callback=_note, expose_value=False, help=printed)(
        command
    )


def question(command: F) -> F:
    """Give a command the options that all questions have."""
    number = click.IntRange(min=1)
    only = "Only this sign language, such as ase; may be given several times."
    many = "How many signs to list."
    command = click.option("--limit", type=number, default=LIMIT, show_default=True, help=many)(
        common(command)
    )
    return click.option("--language", "languages", multiple=True, metavar="CODE", help=only)(
        command
    )


def scored(command: F) -> F:
    """Give a command the choice of scores."""
    return click.option(
        "--score",
        type=click.Choice(["cosine", "dot"]),
        default="cosine",
        show_default=True,
        help="Compare by angle, or by raw dot product as SignCLIP's authors do.",
    )(command)


def paths() -> Paths:
    """Where the files of this command are."""
    return Paths.standard(click.get_current_context().meta.get(LIBRARY))


def opened() -> "Dictionary":
    """The dictionary that a command asks."""
    from signdict.dictionary.dictionary import open_dictionary

    return open_dictionary(paths())
