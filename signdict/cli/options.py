"""Options and errors that all commands share, and the dictionary that they open."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from signdict.cli import output
from signdict.core.errors import SignDictError
from signdict.core.names import text_of
from signdict.core.paths import LIMIT, Paths

if TYPE_CHECKING:
    from signdict.dictionary.dictionary import Dictionary

F = TypeVar("F", bound=Callable[..., Any])

JSON, LIBRARY = f"{__name__}.json", f"{__name__}.library"
CSV, OUT, SAFE = f"{__name__}.csv", f"{__name__}.out", f"{__name__}.safe"
#: Exit code after Ctrl-C, as in a shell: 128 plus the number of the signal.
STOPPED = 130


class Commands(click.Group):
    """A group that turns each expected error into a sentence on stderr and an exit code."""

    def main(self, *arguments: Any, **settings: Any) -> Any:
        """Run the command line and exit."""
        output.use_utf8()
        return super().main(*arguments, **settings)

    def make_context(self, *arguments: Any, **settings: Any) -> click.Context:
        """Read the arguments. This prints the version, or the help of the group."""
        with _sentences(), output.printing():
            return super().make_context(*arguments, **settings)

    def invoke(self, ctx: click.Context) -> object:
        """Run a command."""
        with _sentences():
            return super().invoke(ctx)


@contextmanager
def _sentences() -> Iterator[None]:
    """Report expected errors in one sentence, and exit."""
    try:
        yield
    except click.ClickException as mistake:
        with output.complaining():
            mistake.show()
        raise click.exceptions.Exit(mistake.exit_code) from mistake
    except SignDictError as error:
        output.say(str(error))
        raise click.exceptions.Exit(2) from error
    except ImportError as problem:
        from signdict.core.system_libraries import missing_library

        missing = missing_library(problem)
        if missing is None:
            raise
        output.say(str(missing))
        raise click.exceptions.Exit(2) from problem
    except KeyboardInterrupt as stopped:
        output.say("")
        output.say("Stopped. What was done so far is kept.")
        raise click.exceptions.Exit(STOPPED) from stopped


class _Text(click.ParamType[str]):
    """Text of the command line; bytes that are not UTF-8 are read as in file names."""

    name = "text"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the text."""
        del param, ctx
        return text_of(str(value))


def prepare(command: click.Command) -> None:
    """Have a command, and those in it, read text with `_Text` and print help as results."""
    for parameter in command.params:
        if isinstance(parameter.type, type(click.STRING)):
            parameter.type = _Text()
    option = command.get_help_option(click.Context(command))
    if option:
        option.callback = _show_help
    for inner in getattr(command, "commands", {}).values():
        prepare(inner)


def _show_help(ctx: click.Context, parameter: click.Parameter, value: object) -> None:
    del parameter
    if value and not ctx.resilient_parsing:
        with output.printing():
            click.echo(ctx.get_help(), color=ctx.color)
        ctx.exit()


def _store(ctx: click.Context, option: click.Parameter, value: object) -> None:
    """Store an option that every command has where the group finds it."""
    if value:
        ctx.meta[f"{__name__}.{option.name}"] = value


def library_option(command: F) -> F:
    """Add --library to a command."""
    command.__doc__ = (command.__doc__ or "").replace(r"\b", "\b")  # click: do not rewrap the lines
    return click.option(
        "--library",
        type=click.Path(path_type=Path, file_okay=False),
        callback=_store,
        expose_value=False,
        help="Folder of your library, instead of your data folder or SIGNDICT_HOME.",
    )(command)


def common_options(command: F) -> F:
    """Add the options that all commands have: --library and --json."""
    text = "Print JSON, for other programs."
    return library_option(
        click.option("--json", is_flag=True, callback=_store, expose_value=False, help=text)(
            command
        )
    )


def table_options(command: F) -> F:
    """Add --csv, --out and --safe to a command that prints a table."""
    command = click.option(
        "--out", type=click.Path(path_type=Path, dir_okay=False), callback=_store,
        expose_value=False,
        help="Write a file instead: .csv, .json or, if there is a figure, .svg.",
    )(command)  # fmt: skip
    text = "Print CSV, for spreadsheets."
    return click.option("--csv", is_flag=True, callback=_store, expose_value=False, help=text)(
        safe_option(command)
    )


def safe_option(command: F) -> F:
    """Add --safe to a command that writes CSV."""
    return click.option(
        "--safe", is_flag=True, callback=_store, expose_value=False,
        help="In CSV, write an apostrophe before text that a spreadsheet would compute: =1+1.",
    )(command)  # fmt: skip


def wants_safe() -> bool:
    """Return whether the running command has the option --safe."""
    return SAFE in click.get_current_context().meta


def query_options(command: F) -> F:
    """Add the options that all queries have: --language, --limit and the common ones."""
    command = click.option(
        "--limit", type=click.IntRange(min=1), default=LIMIT, show_default=True,
        help="Number of signs to list.",
    )(common_options(command))  # fmt: skip
    text = "Only this sign language, such as ase; repeatable."
    return click.option("--language", "languages", multiple=True, metavar="CODE", help=text)(
        command
    )


def score_option(command: F) -> F:
    """Add --score to a query."""
    return click.option(
        "--score",
        type=click.Choice(["cosine", "dot"]),
        default="cosine",
        show_default=True,
        help="Compare by angle, or by the raw dot product, as the authors of SignCLIP do.",
    )(command)


def chosen_paths() -> Paths:
    """Return the paths of the library that the running command uses."""
    return Paths.standard(click.get_current_context().meta.get(LIBRARY))


def open_dictionary() -> "Dictionary":
    """Open the dictionary that the running command uses. Raise LibraryError if that fails."""
    from signdict.dictionary import dictionary

    return dictionary.open_dictionary(chosen_paths())
