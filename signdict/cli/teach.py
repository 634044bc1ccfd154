"""Commands about signs that a person taught: teach, list, edit, remove, export, import."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from signdict.cli import output
from signdict.cli.options import common, library, opened
from signdict.cli.output import CommandResult

if TYPE_CHECKING:
    from signdict.core.types import Sign


@click.command()
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE..."
)
@click.option("--gloss", required=True, help="What the sign means.")
@click.option("--language", required=True, metavar="CODE", help="Its sign language, such as ase.")
@click.option("--concept", default="", help="What it is about, the same in every language.")
@click.option("--another", is_flag=True, help="Another sign of this gloss, not clips of the first.")
@common
def teach(
    files: Sequence[Path],
    gloss: str,
    language: str,
    concept: str,
    another: bool,  # noqa: FBT001 - an option
) -> CommandResult:
    r"""Teach a sign with one to three attempts: each FILE is a video or a .pose file.

    Only landmarks are kept, in your own library; the sign is found from the next search on.

    \b
    Example:
      signdict teach mine.mp4 again.mp4 --gloss "see you" --language ase
    """
    from signdict.library.editing import Label

    with opened() as dictionary:
        taught = dictionary.teaching
        poses = [output.follow(dictionary.read(file)) for file in files]
        label = Label(gloss, language, concept)
        sign = output.follow(taught.teach(poses, label, apart=another))
    clips = len(sign.clips)
    return CommandResult(_told(sign), [f"Taught {sign.name}, sign {sign.id}, clips: {clips}."])


@click.group()
@library
def taught() -> None:
    r"""The signs that you taught: list, edit, remove, export, import.

    \b
    Examples:
      signdict taught list
      signdict taught export mine.signs
    """


@taught.command(name="list")
@common
def list_() -> CommandResult:
    """List the signs that you taught."""
    with opened() as dictionary:
        signs = dictionary.teaching.signs()
    if not signs:
        return CommandResult([], [], code=1, remark="No sign was taught yet.")
    rows = [(str(s.id), s.name, s.sign_language, s.concept, str(len(s.clips))) for s in signs]
    heads = ("id", "gloss", "language", "concept", "clips")
    return CommandResult([_told(sign) for sign in signs], output.table(heads, *rows))


@taught.command()
@click.argument("sign_id", type=int)
@click.option("--gloss", help="What the sign means.")
@click.option("--language", metavar="CODE", help="Its sign language, such as ase.")
@click.option("--concept", help="What it is about.")
@common
def edit(
    sign_id: int, gloss: str | None, language: str | None, concept: str | None
) -> CommandResult:
    r"""Give the taught sign SIGN_ID another gloss, language or concept.

    \b
    Example:
      signdict taught edit 1000001 --gloss goodbye
    """
    from signdict.dictionary.teaching import label_of

    given = {"gloss": gloss, "sign_language": language, "concept": concept}
    with opened() as dictionary:
        old = label_of(dictionary.sign(sign_id))
        label = replace(old, **{name: text for name, text in given.items() if text is not None})
        sign = dictionary.teaching.relabel(sign_id, label)
    return CommandResult(_told(sign), [f"Sign {sign.id} is {sign.name}, {sign.sign_language}."])


@taught.command()
@click.argument("sign_id", type=int)
@click.option("--clip", type=int, help="Only this clip of it; see signdict show.")
@common
def remove(sign_id: int, clip: int | None) -> CommandResult:
    """Remove the taught sign SIGN_ID, and wipe its landmarks from your library."""
    with opened() as dictionary:
        sign = dictionary.sign(sign_id)
        dictionary.teaching.forget(sign_id, clip)
    what = f"Clip {clip} of {sign.gloss}" if clip is not None else sign.gloss
    return CommandResult({"removed": sign_id, "clip": clip}, [f"{what} was removed."])


@taught.command()
@click.argument("path", type=click.Path(path_type=Path, dir_okay=False))
@click.argument("sign_ids", type=int, nargs=-1)
@common
def export(path: Path, sign_ids: Sequence[int]) -> CommandResult:
    r"""Write the signs that you taught, or only those numbered SIGN_IDS, into the file PATH.

    The file holds landmarks, glosses and languages, and no picture.

    \b
    Example:
      signdict taught export mine.signs
    """
    with opened() as dictionary:
        count = output.follow(dictionary.teaching.export(path, sign_ids))
    return CommandResult({"exported": count}, [f"Exported {count} signs."])


@taught.command(name="import")
@click.argument("path", type=click.Path(path_type=Path))
@common
def import_(path: Path) -> CommandResult:
    r"""Learn the signs of the file PATH, which somebody exported. What is there already stays.

    \b
    Example:
      signdict taught import mine.signs
    """
    with opened() as dictionary:
        done = output.follow(dictionary.teaching.import_file(path))
    line = f"Clips added: {done.added}; there already: {done.already}."
    return CommandResult({"added": done.added, "already": done.already}, [line])


def _told(sign: "Sign") -> dict[str, object]:
    return {
        "id": sign.id,
        "gloss": sign.gloss,
        "variant": sign.variant,
        "sign_language": sign.sign_language,
        "concept": sign.concept,
        "clips": [clip.id for clip in sign.clips],
    }
