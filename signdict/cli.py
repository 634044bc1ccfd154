"""The command line: each command is one call to the dictionary. No command opens the window.

Exit codes: 0 found or done, 1 nothing found or something is not sound, 2 a mistake that the user
can put right, told in one sentence on stderr, 130 stopped with Ctrl-C.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from signdict import __version__, printing
from signdict.errors import SignDictError
from signdict.printing import Told
from signdict.settings import LIMIT, UNSURE, Places

if TYPE_CHECKING:
    from signdict.dictionary import Dictionary

F = TypeVar("F", bound=Callable[..., Any])

JSON, LIBRARY = f"{__name__}.json", f"{__name__}.library"
STOPPED = 130


class Commands(click.Group):
    """The one place where an expected failure becomes a sentence and an exit code."""

    def invoke(self, ctx: click.Context) -> object:
        """Run a command."""
        printing.speak_utf8()
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
        ctx.meta[JSON if option.name == "json" else LIBRARY] = value


def _library(command: F) -> F:
    return click.option(
        "--library",
        type=click.Path(path_type=Path, file_okay=False),
        callback=_note,
        expose_value=False,
        help="Folder of your own library, instead of your data folder or SIGNDICT_HOME.",
    )(command)


def _common(command: F) -> F:
    """Give a command the options that all have."""
    told = "Print JSON, for other programs."
    return _library(
        click.option("--json", is_flag=True, callback=_note, expose_value=False, help=told)(command)
    )


def _question(command: F) -> F:
    """Give a command the options that all questions have."""
    number = click.IntRange(min=1)
    only = "Only this sign language, such as ase; may be given several times."
    many = "How many signs to list."
    command = click.option("--limit", type=number, default=LIMIT, show_default=True, help=many)(
        _common(command)
    )
    return click.option("--language", "languages", multiple=True, metavar="CODE", help=only)(
        command
    )


@click.group(cls=Commands, invoke_without_command=True)
@click.version_option(__version__, prog_name="signdict")
@_library
@click.pass_context
def main(ctx: click.Context) -> None:
    r"""Look signs up by signing, by typing, and by likeness. Nothing leaves this machine.

    Without a command the window opens.

    \b
    Examples:
      signdict find "thank you"
      signdict recognise clip.mp4 --language ase --language ins
      signdict add my_signs/ --language ase
    """
    if ctx.invoked_subcommand is None:
        from signdict.gui.app import run

        ctx.exit(run(_places()))


@main.result_callback()
@click.pass_context
def tell(ctx: click.Context, told: Told) -> None:
    """Print what a command has to tell, for people or for programs, and end with its code."""
    printing.out(told, as_json=JSON in ctx.meta)
    ctx.exit(told.code)


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@_question
def recognise(file: Path, languages: tuple[str, ...], limit: int) -> Told:
    r"""Tell what the sign in FILE, a video or a .pose file, means.

    \b
    Example:
      signdict recognise clip.mp4 --limit 3
    """
    with _opened() as dictionary:
        pose = printing.follow(dictionary.read(file))
        found = dictionary.recognise(pose, languages, limit)
    told = printing.matches(found, nothing="There is no sign to compare it with.")
    sure = any(match.confidence >= UNSURE for match in found)
    return told if sure or not found else replace(told, remark="Nothing here fits well.")


@main.command()
@click.argument("text", nargs=-1, required=True)
@_question
def find(text: tuple[str, ...], languages: tuple[str, ...], limit: int) -> Told:
    r"""Find the signs for TEXT. Accents, case and small typing errors do not matter.

    \b
    Example:
      signdict find good morning --json
    """
    words = " ".join(text)
    with _opened() as dictionary:
        found = dictionary.find(words, languages, limit)
    return printing.matches(found, nothing=f"No sign was found for {words}.")


@main.command()
@click.argument("sign_id", type=int)
@_question
def near(sign_id: int, languages: tuple[str, ...], limit: int) -> Told:
    r"""List signs that look like the sign SIGN_ID, in the other sign languages.

    \b
    Example:
      signdict near 12 --language psp
    """
    with _opened() as dictionary:
        found = dictionary.neighbours(sign_id, languages, limit)
    return printing.matches(found, nothing="There is no sign to compare it with.", alike=True)


@main.command()
@click.argument("sign_id", type=int)
@_common
def show(sign_id: int) -> Told:
    """Show all that is known of the sign SIGN_ID: clips, source, licence, attribution."""
    with _opened() as dictionary:
        return printing.details(dictionary.sign(sign_id))


@main.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--language", "sign_language", default="", metavar="CODE",
              help="Sign language of all clips, where a manifest does not tell it.")  # fmt: skip
@click.option("--spoken-language", default="", metavar="CODE", help="Language of the glosses.")
@click.option("--source", default="", help="Name under which the clips can be removed again.")
@click.option("--licence", default="", help="Terms on which the clips may be used.")
@click.option("--attribution", default="", help="Whom to name when the clips are shown.")
@_common
def add(path: Path, **what: str) -> Told:
    r"""Add the signs of PATH: a folder of videos or .pose files, or a CSV manifest.

    The file name of a clip is its gloss, unless a manifest with the columns path, gloss and
    sign_language tells more. May be stopped and started again: only what is new is added.

    \b
    Example:
      signdict add my_signs/ --language ase --source "my own"
    """
    with _opened() as dictionary:
        return printing.report(printing.follow(dictionary.add(path, **what)))


@main.command()
@click.argument("source")
@_common
def remove(source: str) -> Told:
    """Remove all signs of SOURCE from your own library. The videos themselves stay."""
    with _opened() as dictionary:
        count = dictionary.remove(source)
    return Told({"removed": count}, [f"Removed {count} signs of {source}."])


@main.command()
@_common
def sources() -> Told:
    """List where the signs come from, with licence and attribution."""
    with _opened() as dictionary:
        return printing.sources(dictionary.sources())


@main.command()
@_common
def languages() -> Told:
    """List the sign languages that can be chosen, and how many signs there are of each."""
    from signdict.languages import languages as offered

    with _opened() as dictionary:
        return printing.languages(offered().values(), dictionary.counts())


@main.command()
@_common
def reread() -> Told:
    """Read again, with the present model, every clip that it has not read yet."""
    with _opened() as dictionary:
        count = printing.follow(dictionary.reread())
    return Told({"read": count}, [f"Read {count} clips."])


@main.command()
@_common
def check() -> Told:
    """Look whether the dictionary is sound, and say what is not."""
    with _opened() as dictionary:
        found = dictionary.check()
    return Told(found, found or ["All is sound."], code=1 if found else 0)


def _places() -> Places:
    return Places.standard(click.get_current_context().meta.get(LIBRARY))


def _opened() -> "Dictionary":
    from signdict.dictionary import open_dictionary

    return open_dictionary(_places())
