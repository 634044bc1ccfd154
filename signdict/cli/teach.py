"""The commands about taught signs: teach, list, edit, remove, export, import."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from signdict.cli import output
from signdict.cli.options import common_options, library_option, open_dictionary
from signdict.cli.output import CommandResult
from signdict.core.kinds import KINDS

if TYPE_CHECKING:
    from signdict.core.kinds import SignKind
    from signdict.core.types import Sign


@click.command()
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE..."
)
@click.option("--gloss", required=True, help="Gloss of the sign.")
@click.option("--language", required=True, metavar="CODE", help="Its sign language, such as ase.")
@click.option("--concept", default="", help="Its concept, the same in every language.")
@click.option(
    "--another",
    is_flag=True,
    help="Make another sign with this gloss; do not add clips to the first.",
)
@common_options
def teach(
    files: Sequence[Path],
    gloss: str,
    language: str,
    concept: str,
    another: bool,  # noqa: FBT001 - an option
) -> CommandResult:
    r"""Teach a sign with one to three attempts: each FILE is a video or a .pose file.

    Only the landmarks are saved, in your library. The next search finds the sign.

    \b
    Example:
      signdict teach mine.mp4 again.mp4 --gloss "see you" --language ase
    """
    from signdict.library.editing import Label

    with open_dictionary() as dictionary:
        poses = [output.follow(dictionary.read(file)) for file in files]
        label = Label(gloss, language, concept)
        sign = output.follow(dictionary.teaching.teach(poses, label, apart=another))
    line = f"Taught {sign.name}, sign {sign.id}, clips: {len(sign.clips)}."
    return CommandResult(_as_json(sign), [line])


@click.group()
@library_option
def taught() -> None:
    r"""Manage the signs that you taught.

    \b
    Examples:
      signdict taught list
      signdict taught export mine.signs
    """


@taught.command(name="list")
@common_options
def list_() -> CommandResult:
    """List the signs that you taught."""
    with open_dictionary() as dictionary:
        signs = dictionary.teaching.signs()
    if not signs:
        return CommandResult([], [], code=1, remark="No taught signs yet.")
    rows = [(str(s.id), s.name, s.sign_language, s.concept, str(len(s.clips))) for s in signs]
    heads = ("id", "gloss", "language", "concept", "clips")
    return CommandResult([_as_json(sign) for sign in signs], output.table(heads, *rows))


@taught.command()
@click.argument("sign_id", type=int)
@click.option("--gloss", help="New gloss.")
@click.option("--language", metavar="CODE", help="New sign language, such as ase.")
@click.option("--concept", help="New concept.")
@click.option("--kind", type=click.Choice(KINDS), default=None, help="New kind: word or letter.")
@common_options
def edit(
    sign_id: int,
    gloss: str | None,
    language: str | None,
    concept: str | None,
    kind: "SignKind | None",
) -> CommandResult:
    r"""Change the gloss, language, concept or kind of the taught sign SIGN_ID.

    \b
    Example:
      signdict taught edit 1000001 --gloss goodbye
    """
    from signdict.library.relabel import label_of

    given: dict[str, Any] = {
        "gloss": gloss, "sign_language": language, "concept": concept, "kind": kind,
    }  # fmt: skip
    with open_dictionary() as dictionary:
        old = label_of(dictionary.sign(sign_id))
        label = replace(old, **{name: text for name, text in given.items() if text is not None})
        sign = dictionary.teaching.relabel(sign_id, label)
    line = f"Sign {sign.id} is now {sign.name}, {sign.sign_language}."
    return CommandResult(_as_json(sign), [line])


@taught.command()
@click.argument("sign_id", type=int)
@click.option("--clip", type=int, help="Remove only this clip; see signdict show.")
@common_options
def remove(sign_id: int, clip: int | None) -> CommandResult:
    """Remove the taught sign SIGN_ID and erase its landmarks from your library."""
    with open_dictionary() as dictionary:
        sign = dictionary.sign(sign_id)
        dictionary.teaching.forget(sign_id, clip)
    name = f"clip {clip} of {sign.gloss}" if clip is not None else sign.gloss
    return CommandResult({"removed": sign_id, "clip": clip}, [f"Removed {name}."])


@taught.command()
@click.argument("path", type=click.Path(path_type=Path, dir_okay=False))
@click.argument("sign_ids", type=int, nargs=-1)
@common_options
def export(path: Path, sign_ids: Sequence[int]) -> CommandResult:
    r"""Write the signs that you taught, or only SIGN_IDS, to the file PATH.

    The file contains landmarks, glosses and languages, but no video.

    \b
    Example:
      signdict taught export mine.signs
    """
    with open_dictionary() as dictionary:
        count = output.follow(dictionary.teaching.export(path, sign_ids))
    return CommandResult({"exported": count}, [f"Exported {count} signs."])


@taught.command(name="import")
@click.argument("path", type=click.Path(path_type=Path))
@common_options
def import_(path: Path) -> CommandResult:
    r"""Import the signs of the file PATH. Existing signs are not replaced.

    \b
    Example:
      signdict taught import mine.signs
    """
    with open_dictionary() as dictionary:
        done = output.follow(dictionary.teaching.import_file(path))
    line = f"Clips added: {done.added}; already stored: {done.already}."
    return CommandResult({"added": done.added, "already": done.already}, [line])


def _as_json(sign: "Sign") -> dict[str, object]:
    return {
        "id": sign.id,
        "gloss": sign.gloss,
        "variant": sign.variant,
        "sign_language": sign.sign_language,
        "concept": sign.concept,
        "kind": sign.kind,
        "clips": [clip.id for clip in sign.clips],
    }


COMMANDS = (teach, taught)
