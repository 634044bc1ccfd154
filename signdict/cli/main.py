"""The command line: each command is one call to the dictionary. No command opens the window.

Exit codes: 0 found or done, 1 nothing found or something is not sound, 2 a mistake that the user
can put right, told in one sentence on stderr, 130 stopped with Ctrl-C.
"""

from dataclasses import replace
from pathlib import Path

import click

from signdict import __version__
from signdict.cli import output
from signdict.cli.compare import compare
from signdict.cli.export import export
from signdict.cli.facets import facets, kept, narrowing, nothing, wide
from signdict.cli.imports import add, imports
from signdict.cli.library import COMMANDS
from signdict.cli.linguist import chart, minimal_pairs, pairs, similarity
from signdict.cli.lists import lists
from signdict.cli.models import embed, models
from signdict.cli.options import (
    CSV,
    JSON,
    OUT,
    Commands,
    common,
    library,
    opened,
    paths,
    question,
    scored,
    tabled,
)
from signdict.cli.output import CommandResult
from signdict.cli.serve import serve
from signdict.cli.table import table
from signdict.cli.teach import taught, teach
from signdict.search.clipsearch import Score
from signdict.tracking.video import FPS

SECONDS = click.FloatRange(min=0)
CROWD = "Several people are in the picture; the answer may follow the wrong one."


#: No sign has a number of as many digits as this.
_DIGITS = 18


@click.group(cls=Commands, invoke_without_command=True)
@click.version_option(__version__, prog_name="signdict")
@library
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

        ctx.exit(run(paths()))


@main.result_callback()
@click.pass_context
def tell(ctx: click.Context, told: CommandResult) -> None:
    """Print what a command has to tell, for people or for programs, and end with its code."""
    if OUT in ctx.meta:
        output.write(told, ctx.meta[OUT])
        click.echo(f"Wrote {ctx.meta[OUT]}.", err=True)
    else:
        output.out(told, as_json=JSON in ctx.meta, as_csv=CSV in ctx.meta)
    ctx.exit(told.code)


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--start", type=SECONDS, help="Look only at what is shown from this second on.")
@click.option("--end", type=SECONDS, help="Look only at what is shown before this second.")
@click.option("--fps", type=click.FloatRange(1, 240), default=FPS, show_default=True,
              help="Pictures a second, where FILE is a folder of numbered pictures.")  # fmt: skip
@question
@narrowing
@scored
def recognise(
    file: Path, languages: tuple[str, ...], limit: int, score: "Score", **part: float
) -> CommandResult:
    r"""Tell what the sign in FILE means: a video, a .pose file or a folder of numbered pictures.

    \b
    Examples:
      signdict recognise clip.mp4 --limit 3
      signdict recognise lecture.mp4 --start 83.2 --end 84.6
    """
    with opened() as dictionary:
        pose = output.follow(dictionary.read(file, **part))
        found = dictionary.recognise(pose, languages, wide(limit), score)
        found = kept(dictionary, found, limit)
    column = "sure" if score == "cosine" else "dot"
    told = output.matches(found, nothing("There is no sign to compare it with."), column)
    sure = not found or any(match.fits for match in found)
    remarks = (told.remark, "" if sure else "Nothing here fits well.", CROWD * (pose.people > 1))
    return replace(told, remark=" ".join(filter(None, remarks)))


@main.command()
@click.argument("text", nargs=-1, required=True)
@click.option("--meaning", is_flag=True, help="Ask the model what fits the text, not the words.")
@click.option("--spoken", multiple=True, metavar="CODE",
              help="Only words of this spoken language, such as en.")  # fmt: skip
@question
@narrowing
@scored
def find(
    text: tuple[str, ...],
    languages: tuple[str, ...],
    limit: int,
    meaning: bool,  # noqa: FBT001 - an option
    score: "Score",
    spoken: tuple[str, ...],
) -> CommandResult:
    r"""Find the signs for TEXT. Accents, case and small typing errors do not matter.

    Where no gloss has the words, the model is asked which signs fit them, if it knows them.

    \b
    Example:
      signdict find good morning --json
    """
    words = " ".join(text)
    with opened() as dictionary:
        if meaning or score == "dot":
            found = dictionary.mean(words, languages, wide(limit), score)
        else:
            found = dictionary.find(words, languages, wide(limit), spoken)
        found = kept(dictionary, found, limit)
    by_meaning = bool(found) and found[0].by == "meaning"
    column = "dot" if score == "dot" else "alike" if by_meaning else "sure"
    told = output.matches(found, nothing(f"No sign was found for {words}."), column)
    guessed = by_meaning and not meaning and score == "cosine"
    remark = f"No gloss has the words {words}; the model finds these signs nearest to them."
    return replace(told, remark=remark) if guessed else told


@main.command()
@click.argument("text", nargs=-1, required=True, metavar="TEXT|SIGN_ID")
@common
def concept(text: tuple[str, ...]) -> CommandResult:
    r"""Show how all sign languages say the same: the concept of TEXT, or of the sign SIGN_ID.

    Signs are of one concept if a manifest says so, else if one is called what the other is.

    \b
    Examples:
      signdict concept thank you
      signdict concept 1510 --json
    """
    words = " ".join(text)
    with opened() as dictionary:
        found = dictionary.concept(
            int(words) if words.isdecimal() and len(words) < _DIGITS else words
        )
    return output.matches(found, f"No sign was found for {words}.")


@main.command()
@click.argument("sign_id", type=int)
@tabled
@question
@narrowing
@scored
def near(sign_id: int, languages: tuple[str, ...], limit: int, score: "Score") -> CommandResult:
    r"""List signs that look like the sign SIGN_ID, in the other sign languages.

    \b
    Example:
      signdict near 12 --language psp
      signdict near 12 --csv > near-12.csv
    """
    with opened() as dictionary:
        found = dictionary.neighbours(sign_id, languages, wide(limit), score)
        found = kept(dictionary, found, limit)
    column = "alike" if score == "cosine" else "dot"
    return output.matches(found, nothing("There is no sign to compare it with."), column)


@main.command()
@click.argument("sign_id", type=int)
@common
def show(sign_id: int) -> CommandResult:
    """Show all that is known of the sign SIGN_ID: clips, source, licence, attribution."""
    with opened() as dictionary:
        return output.details(dictionary.sign(sign_id))


@main.command()
@common
def languages() -> CommandResult:
    """List the sign languages that can be chosen, and how many signs there are of each."""
    from signdict.core.languages import languages as offered

    with opened() as dictionary:
        return output.languages(offered().values(), dictionary.counts())


@main.command()
@common
def reread() -> CommandResult:
    """Read again, with the present model, every clip that it has not read yet."""
    with opened() as dictionary:
        count = output.follow(dictionary.reread())
    return CommandResult({"read": count}, [f"Clips read: {count}."])


main.add_command(compare)
main.add_command(facets)
main.add_command(lists)
main.add_command(add)
main.add_command(imports)
main.add_command(chart)
main.add_command(export)
main.add_command(minimal_pairs)
main.add_command(pairs)
main.add_command(similarity)
main.add_command(table)
main.add_command(models)
for _command in COMMANDS:
    main.add_command(_command)
main.add_command(embed)
main.add_command(serve)
main.add_command(teach)
main.add_command(taught)
