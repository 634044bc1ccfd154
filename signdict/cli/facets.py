"""What can be seen of a sign without annotation: the command, and the option of questions."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from signdict.cli import output
from signdict.cli.options import common, opened
from signdict.cli.output import CommandResult

if TYPE_CHECKING:
    from signdict.core.types import Match, Sign
    from signdict.dictionary.dictionary import Dictionary
    from signdict.linguistics.phonology.features import FacetFilter, PhonologicalFeatures

F = TypeVar("F", bound=Callable[..., Any])

_WANTED = f"{__name__}.wanted"
#: How many signs an answer is narrowed from, at least.
WIDE = 64


@click.command()
@click.argument("sign", metavar="ID")
@click.option("--clips", is_flag=True, help="Of every clip of the sign, not only of the first.")
@common
def facets(sign: str, clips: bool) -> CommandResult:  # noqa: FBT001 - an option
    r"""Tell what the pose alone shows of the sign ID: hands, symmetry, place, movement, handshape.

    ID is the number of a sign, or a video or .pose file. What the words mean, and how far they
    can be trusted, is in docs/facets.md.

    \b
    Examples:
      signdict facets 12
      signdict facets 12 --clips --json
      signdict facets clip.mp4
    """
    with opened() as dictionary:
        if not sign.isdecimal():
            return _of_file(dictionary, Path(sign))
        one = dictionary.sign(int(sign))
        ids = [clip.id for clip in one.clips]
        known = dictionary.facets(ids if clips else ids[:1])
    return _of_clips(one, known) if clips else _of_sign(one, known)


def _of_file(dictionary: "Dictionary", path: Path) -> CommandResult:
    from signdict.linguistics.phonology.features import of

    found = of(output.follow(dictionary.read(path))).as_json()
    return CommandResult({"file": str(path), **found}, output.table(*found.items()))


def _of_sign(sign: "Sign", known: "dict[int, PhonologicalFeatures]") -> CommandResult:
    named = {"id": sign.id, "gloss": sign.gloss}
    for clip, found in known.items():
        rows = [("gloss", sign.name), ("clip", str(clip)), *found.as_json().items()]
        return CommandResult({**named, "clip": clip, **found.as_json()}, output.table(*rows))
    return CommandResult(
        {**named, "clip": None}, [], code=1, remark=f"No hand is seen in {sign.gloss}."
    )


def _of_clips(sign: "Sign", known: "dict[int, PhonologicalFeatures]") -> CommandResult:
    from signdict.linguistics.phonology.features import VALUES

    value = [{"clip": clip, **found.as_json()} for clip, found in known.items()]
    rows = [(str(clip), *found.as_json().values()) for clip, found in known.items()]
    told = {"id": sign.id, "gloss": sign.gloss, "clips": value}
    if not known:
        return CommandResult(told, [], code=1, remark=f"No hand is seen in {sign.gloss}.")
    return CommandResult(told, output.table(("clip", *VALUES), *rows))


def narrowing(command: F) -> F:
    """Give a question the choice of facets."""
    return click.option(
        "--facet",
        "named",
        multiple=True,
        metavar="NAME=VALUE",
        callback=_note,
        expose_value=False,
        help="Only signs with this facet, such as place=chest; see facets. May be repeated.",
    )(command)


def wide(limit: int) -> int:
    """How many signs to ask for, so that enough are left."""
    return max(WIDE, 8 * limit) if wanted() else limit


def kept(dictionary: "Dictionary", found: "Sequence[Match]", limit: int) -> "list[Match]":
    """Those with the facets that are wanted, `limit` at most."""
    named = wanted()
    return dictionary.narrowed(found, named)[:limit] if named else list(found)


def nothing(otherwise: str) -> str:
    """What to say where nothing is left."""
    return "None of the nearest signs has these facets. Ask for fewer." if wanted() else otherwise


def _note(ctx: click.Context, _: click.Parameter, named: tuple[str, ...]) -> None:
    if named:
        from signdict.linguistics.phonology.features import parse_filter as read

        ctx.meta[_WANTED] = read(named)


def wanted() -> "FacetFilter":
    """The facets that a question was asked to narrow its answer by."""
    named: FacetFilter = click.get_current_context().meta.get(_WANTED, {})
    return named
