"""The learner's commands: an attempt beside the dictionary's sign."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from signdict.cli import output
from signdict.cli.options import common, opened
from signdict.cli.output import CommandResult

if TYPE_CHECKING:
    from signdict.pose.comparison import Comparison, Difference

_HANDS = {
    "higher": "your {hand} hand is higher",
    "lower": "your {hand} hand is lower",
    "further left": "your {hand} hand is further left",
    "further right": "your {hand} hand is further right",
    "shape": "your {hand} hand differs, most in the {finger} finger",
    "turned": "your {hand} hand is turned another way",
    "missing": "your {hand} hand is not seen",
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
    help="Look at the dictionary's sign in a mirror, or not; usually whatever fits better.",
)
@common
def compare(file: Path, sign_id: int, mirrored: bool | None) -> CommandResult:  # noqa: FBT001 - an option
    r"""Tell what differs between FILE, a video or a .pose file of yours, and the sign SIGN_ID.

    Both are brought into step; the worst few moments are told, worst first.

    \b
    Example:
      signdict compare mine.mp4 12
    """
    with opened() as dictionary:
        sign = dictionary.sign(sign_id)
        pose = output.follow(dictionary.read(file))
        found = dictionary.compare(pose, sign, mirrored=mirrored)
    comparison = found.comparison
    value = {"id": sign.id, "gloss": sign.gloss, "clip": found.clip_id, **comparison.as_json()}
    lines = _table(comparison)
    if comparison.mirrored:
        lines.append(f"{sign.gloss} was looked at in a mirror.")
    return CommandResult(value, lines)


def in_words(difference: "Difference", *, throughout: bool) -> str:
    """One difference, such as "here your left hand is lower"."""
    told = _HANDS[difference.kind].format(hand=difference.hand, finger=difference.finger)
    told = told.replace("thumb finger", "thumb")
    return f"{told} all along" if throughout else f"here {told}"


def _table(comparison: "Comparison") -> list[str]:
    if not comparison.worst:
        return ["Nothing differs that is worth telling."]
    rows = [
        (
            in_words(one, throughout=comparison.throughout(one)),
            f"{comparison.attempt[one.peak]:.2f} s",
            f"{comparison.clip[one.peak]:.2f} s",
            f"{one.amount:.2f} {one.unit}" if one.unit else "",
        )
        for one in comparison.worst
    ]
    return output.table(("what differs", "yours", "sign", "by"), *rows)
