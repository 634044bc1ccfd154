"""The learner's command: an attempt compared with a sign of the dictionary."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from signdict.cli import output
from signdict.cli.options import common_options, open_dictionary
from signdict.cli.output import CommandResult

if TYPE_CHECKING:
    from signdict.pose.comparison import Comparison, Difference

_PHRASES = {
    "higher": "your {hand} hand is higher",
    "lower": "your {hand} hand is lower",
    "further left": "your {hand} hand is further left",
    "further right": "your {hand} hand is further right",
    "shape": "your {hand} hand differs, most in the {finger} finger",
    "turned": "your {hand} hand is turned differently",
    "missing": "your {hand} hand is not visible",
    "extra": "your {hand} hand is not needed",
    "later": "you are later",
    "earlier": "you are earlier",
}


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("sign_id", type=int)
@click.option(
    "--mirrored/--plain",
    default=None,
    help="Mirror the dictionary's sign, or do not; by default whichever matches better.",
)
@common_options
def compare(file: Path, sign_id: int, mirrored: bool | None) -> CommandResult:  # noqa: FBT001 - an option
    r"""Describe the differences between FILE, your video or .pose file, and the sign SIGN_ID.

    Both are aligned in time. The largest differences are listed, largest first. Times in a sign
    whose frame rate is not known are marked "about".

    \b
    Example:
      signdict compare mine.mp4 12
    """
    with open_dictionary() as dictionary:
        sign = dictionary.sign(sign_id)
        pose = output.follow(dictionary.read(file))
        attempt = dictionary.compare(pose, sign, mirrored=mirrored)
    comparison = attempt.comparison
    guessed = any(c.guessed_rate for c in sign.clips if c.id == attempt.clip_id)
    value = {
        "id": sign.id, "gloss": sign.gloss, "clip": attempt.clip_id, "guessed_rate": guessed,
        **comparison.as_json(),
    }  # fmt: skip
    lines = _table(comparison, "about " if guessed else "")
    if comparison.mirrored:
        lines.append(f"{sign.gloss} was mirrored for the comparison.")
    return CommandResult(value, lines)


def in_words(difference: "Difference", *, throughout: bool) -> str:
    """Return a difference as a phrase, such as "here your left hand is lower"."""
    phrase = _PHRASES[difference.kind].format(hand=difference.hand, finger=difference.finger)
    phrase = phrase.replace("thumb finger", "thumb")
    return f"{phrase} throughout" if throughout else f"here {phrase}"


def _table(comparison: "Comparison", about: str) -> list[str]:
    """Return the differences as a table; `about` precedes times in the sign."""
    if not comparison.worst:
        return ["No notable differences."]
    rows = [
        (
            in_words(difference, throughout=comparison.throughout(difference)),
            f"{comparison.attempt[difference.peak]:.2f} s",
            f"{about}{comparison.clip[difference.peak]:.2f} s",
            _amount(difference, about),
        )
        for difference in comparison.worst
    ]
    return output.table(("difference", "yours", "sign", "by"), *rows)


def _amount(difference: "Difference", about: str) -> str:
    if not difference.unit:
        return ""
    amount = f"{difference.amount:.2f} {difference.unit}"
    return f"{about}{amount}" if difference.unit == "seconds" else amount


COMMANDS = (compare,)
