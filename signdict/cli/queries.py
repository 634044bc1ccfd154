"""The commands that ask the dictionary: recognise, find, concept, near, show; and reread."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from signdict.cli import output
from signdict.cli.facets import (
    chosen_kind,
    facet_option,
    filtered,
    kind_option,
    no_match_remark,
    wide_limit,
)
from signdict.cli.options import (
    common_options,
    open_dictionary,
    query_options,
    score_option,
    table_options,
)
from signdict.cli.output import CommandResult
from signdict.core.kinds import LETTER, WORD
from signdict.core.language_names import name_in
from signdict.core.languages import language
from signdict.core.names import text_of
from signdict.core.paths import ATTEMPTS
from signdict.core.rates import MAX_FPS, MIN_FPS
from signdict.search.clipsearch import Score
from signdict.tracking.video import FPS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from signdict.core.types import Sign
    from signdict.dictionary.dictionary import Dictionary

_NOTHING_TO_COMPARE = "There are no signs to compare with."
_SEVERAL_PEOPLE = "Several people are in the picture; the result may be about the wrong one."
_SECONDS = click.FloatRange(min=0)
#: A number with this many digits or more is a word: sign numbers are shorter.
_DIGITS = 18


@click.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True,
                type=click.Path(path_type=Path))  # fmt: skip
@click.option("--start", type=_SECONDS, help="Start of the part to recognise, in seconds.")
@click.option("--end", type=_SECONDS, help="End of the part to recognise, in seconds.")
@click.option("--fps", type=click.FloatRange(MIN_FPS, MAX_FPS), default=FPS, show_default=True,
              help="Frames per second, if FILE is a folder of numbered pictures.")  # fmt: skip
@click.option("--together", is_flag=True, help="Use every FILE, even if one clearly differs.")
@query_options
@kind_option
@facet_option
@score_option
def recognise(
    files: tuple[Path, ...],
    languages: tuple[str, ...],
    limit: int,
    score: "Score",
    together: bool,  # noqa: FBT001 - an option
    **part: float,
) -> CommandResult:
    r"""Find the signs that FILE shows: a video, a .pose file or a folder of numbered pictures.

    Two or three FILEs are attempts at one sign and are looked up as one. A FILE that clearly
    differs from the last one is not used. With --json, `used` lists the ones that were.

    \b
    Examples:
      signdict recognise clip.mp4 --limit 3
      signdict recognise lecture.mp4 --start 83.2 --end 84.6
      signdict recognise first.mp4 again.mp4
    """
    _check_attempts(files, part)
    with open_dictionary() as dictionary:
        poses = [output.follow(dictionary.read(file, **part)) for file in files]
        matches, elsewhere, used = dictionary.answer(
            poses, languages, wide_limit(limit), chosen_kind(), score, together=together
        )
        matches, lacking = filtered(dictionary, matches, limit), _lacking(dictionary, languages)
    column = "confidence" if score == "cosine" else "dot"
    result = output.matches(matches, no_match_remark(_NOTHING_TO_COMPARE), column)
    if len(files) > 1:
        names = [text_of(str(files[place])) for place in used]
        result = replace(result, value=[match.as_json() | {"used": names} for match in matches])
    close = not matches or any(match.fits for match in matches)
    remarks = (
        result.remark,
        _not_used(files, used),
        "" if close else "No close match.",
        _fits_better(elsewhere.sign) if elsewhere else "",
        _SEVERAL_PEOPLE * any(poses[place].people > 1 for place in used),
        lacking,
    )
    return replace(result, remark=" ".join(filter(None, remarks)))


def _check_attempts(files: "Sequence[Path]", part: "Mapping[str, float | None]") -> None:
    """Raise UsageError if there are too many files, or a part is selected of several."""
    if len(files) > ATTEMPTS:
        message = f"There are {len(files)} files; one search uses up to {ATTEMPTS} attempts."
        raise click.UsageError(message)
    if len(files) > 1 and (part["start"] is not None or part["end"] is not None):
        raise click.UsageError("--start and --end need a single FILE.")


def _not_used(files: "Sequence[Path]", used: "Sequence[int]") -> str:
    """Return a sentence about the files that clearly differ from the last one, or an empty text."""
    names = [text_of(file.name) for place, file in enumerate(files) if place not in used]
    if not names:
        return ""
    differ, were = ("differ", "were") if len(names) > 1 else ("differs", "was")
    last = text_of(files[-1].name)
    return (
        f"{' and '.join(names)} clearly {differ} from {last} and {were} not used."
        " Use every file: --together."
    )


@click.command()
@click.argument("text", nargs=-1, required=True)
@click.option(
    "--meaning",
    is_flag=True,
    help="Search by the meaning of TEXT, with the model, not by its letters.",
)
@click.option("--spoken", multiple=True, metavar="CODE",
              help="Only words of this spoken language, such as en; repeatable.")  # fmt: skip
@query_options
@kind_option
@facet_option
@score_option
def find(
    text: tuple[str, ...],
    languages: tuple[str, ...],
    limit: int,
    meaning: bool,  # noqa: FBT001 - an option
    score: "Score",
    spoken: tuple[str, ...],
) -> CommandResult:
    r"""Find the signs for TEXT. Accents, case and small typing errors do not matter.

    The exact spelling comes first. Words are also found inside glosses without blanks. A
    letter that looks alike in several languages is one result, which lists them.

    If no gloss contains the words, searches by meaning, provided the model knows the words.

    \b
    Example:
      signdict find good morning --json
    """
    words = " ".join(text)
    with open_dictionary() as dictionary:
        if meaning or score == "dot":
            matches = dictionary.mean(words, languages, wide_limit(limit), score, chosen_kind())
        else:
            matches = dictionary.find(words, languages, wide_limit(limit), spoken, chosen_kind())
        others = dictionary.elsewhere(words, languages, matches, spoken, chosen_kind())
        matches, lacking = filtered(dictionary, matches, limit), _lacking(dictionary, languages)
    by_meaning = bool(matches) and matches[0].by == "meaning"
    column = "dot" if score == "dot" else "similarity" if by_meaning else "confidence"
    result = output.matches(matches, no_match_remark(_no_sign_for(words)), column)
    nearest = f"No gloss contains {words}. These signs are nearest in meaning."
    remarks = (
        result.remark,
        nearest if by_meaning and not meaning and score != "dot" else "",
        f"{words} is in {', '.join(map(_named, others))}." if others else "",
        lacking,
    )
    return replace(result, remark=" ".join(filter(None, remarks)))


@click.command()
@click.argument("text", nargs=-1, required=True, metavar="TEXT|SIGN_ID")
@common_options
def concept(text: tuple[str, ...]) -> CommandResult:
    r"""Show one concept in all sign languages: that of TEXT, or that of the sign SIGN_ID.

    Signs belong to one concept if their list names the same concept, or else if they share a gloss
    or translation.

    \b
    Examples:
      signdict concept thank you
      signdict concept 1510 --json
    """
    words = " ".join(text)
    with open_dictionary() as dictionary:
        matches = dictionary.concept(
            int(words) if words.isdecimal() and len(words) < _DIGITS else words
        )
    return output.matches(matches, _no_sign_for(words))


def _lacking(dictionary: "Dictionary", languages: "Sequence[str]") -> str:
    """Return a sentence if some of these sign languages have no signs here, or an empty text."""
    counts = dictionary.counts()
    codes = [code for code in (language(text).code for text in languages) if not counts.get(code)]
    if not codes:
        return ""
    options = " ".join(f"--language {code}" for code in codes)
    return (
        f"There are no signs of {', '.join(map(_named, codes))} yet. Published datasets: signdict"
        f" datasets {options}"
    )


def _fits_better(sign: "Sign") -> str:
    return f"Fits better in {_named(sign.sign_language)}: {sign.gloss}."


def _named(code: str) -> str:
    """Return the name of a sign language with its code."""
    return f"{name_in(code)} ({code})"


def _no_sign_for(words: str) -> str:
    return f"No signs match {words}."


@click.command()
@click.argument("sign_id", type=int)
@table_options
@query_options
@kind_option
@facet_option
@score_option
def near(sign_id: int, languages: tuple[str, ...], limit: int, score: "Score") -> CommandResult:
    r"""List the signs of other languages that look like the sign SIGN_ID.

    \b
    Example:
      signdict near 12 --language psp
      signdict near 12 --csv > near-12.csv
    """
    with open_dictionary() as dictionary:
        matches = dictionary.neighbours(sign_id, languages, wide_limit(limit), score, chosen_kind())
        matches = filtered(dictionary, matches, limit)
    column = "similarity" if score == "cosine" else "dot"
    return output.matches(matches, no_match_remark(_NOTHING_TO_COMPARE), column)


@click.command()
@click.argument("sign_id", type=int)
@common_options
def show(sign_id: int) -> CommandResult:
    """Show the sign SIGN_ID: its clips, source, licence and attribution."""
    with open_dictionary() as dictionary:
        return output.details(dictionary.sign(sign_id))


@click.command()
@kind_option
@common_options
def languages() -> CommandResult:
    """List the sign languages with their numbers of signs, words and letters.

    With --kind, only the languages that have signs of that kind.
    """
    from signdict.core.languages import languages as offered

    with open_dictionary() as dictionary:
        words, letters = dictionary.counts(WORD), dictionary.counts(LETTER)
    kind = chosen_kind()
    of_kind = {WORD: words, LETTER: letters}.get(kind) if kind else None
    listed = [entry for entry in offered().values() if of_kind is None or entry.code in of_kind]
    result = output.languages(listed, words, letters)
    remark = "" if listed else f"There are no {kind}s in this dictionary."
    return replace(result, remark=remark, code=0 if listed else 1)


@click.command()
@common_options
def reread() -> CommandResult:
    """Compute the vectors of clips that the current model has not read."""
    with open_dictionary() as dictionary:
        count = output.follow(dictionary.reread())
    return CommandResult({"read": count}, [f"Clips read: {count}."])


COMMANDS = (recognise, find, concept, near, show, languages, reread)
