"""The command `facets`, and the options --facet and --kind of queries."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from signdict.cli import output
from signdict.cli.options import common_options, open_dictionary
from signdict.cli.output import CommandResult
from signdict.core.kinds import KINDS

if TYPE_CHECKING:
    from signdict.core.kinds import SignKind
    from signdict.core.types import Match, Sign
    from signdict.dictionary.dictionary import Dictionary
    from signdict.linguistics.phonology.features import FacetFilter, PhonologicalFeatures

F = TypeVar("F", bound=Callable[..., Any])

_FILTER, _KIND = f"{__name__}.filter", f"{__name__}.kind"
#: The smallest number of matches that --facet filters.
WIDE = 64


@click.command()
@click.argument("sign", metavar="ID")
@click.option("--clips", is_flag=True, help="Show every clip of the sign, not only the first.")
@common_options
def facets(sign: str, clips: bool) -> CommandResult:  # noqa: FBT001 - an option
    r"""Show the facets of the sign ID: hands, symmetry, place, movement and handshape.

    They are computed from the landmarks alone. ID is the number of a sign, or a video or .pose
    file. docs/facets.md defines the facets and says how reliable they are.

    \b
    Examples:
      signdict facets 12
      signdict facets 12 --clips --json
      signdict facets clip.mp4
    """
    with open_dictionary() as dictionary:
        if not sign.isdecimal():
            return _of_file(dictionary, Path(sign))
        entry = dictionary.sign(int(sign))
        clip_ids = [clip.id for clip in entry.clips]
        features = dictionary.facets(clip_ids if clips else clip_ids[:1])
    return _of_clips(entry, features) if clips else _of_sign(entry, features)


def _of_file(dictionary: "Dictionary", path: Path) -> CommandResult:
    from signdict.linguistics.phonology.features import of

    values = of(output.follow(dictionary.read(path))).as_json()
    return CommandResult({"file": str(path), **values}, output.table(*values.items()))


def _of_sign(sign: "Sign", features: "dict[int, PhonologicalFeatures]") -> CommandResult:
    value = {"id": sign.id, "gloss": sign.gloss}
    for clip, facets_of_clip in features.items():
        values = facets_of_clip.as_json()
        rows = [("gloss", sign.name), ("clip", str(clip)), *values.items()]
        return CommandResult({**value, "clip": clip, **values}, output.table(*rows))
    return CommandResult({**value, "clip": None}, [], code=1, remark=_no_hand(sign))


def _of_clips(sign: "Sign", features: "dict[int, PhonologicalFeatures]") -> CommandResult:
    from signdict.linguistics.phonology.features import VALUES

    clips = [{"clip": clip, **values.as_json()} for clip, values in features.items()]
    rows = [(str(clip), *values.as_json().values()) for clip, values in features.items()]
    value = {"id": sign.id, "gloss": sign.gloss, "clips": clips}
    if not features:
        return CommandResult(value, [], code=1, remark=_no_hand(sign))
    return CommandResult(value, output.table(("clip", *VALUES), *rows))


def _no_hand(sign: "Sign") -> str:
    return f"No hand is visible in {sign.gloss}."


def facet_option(command: F) -> F:
    """Add --facet to a query."""
    return click.option(
        "--facet",
        "facets",
        multiple=True,
        metavar="NAME=VALUE",
        callback=_store,
        expose_value=False,
        help="Only signs with this facet, such as place=chest; see facets. Repeatable.",
    )(command)


def kind_option(command: F) -> F:
    """Add --kind to a command that lists signs."""
    return click.option(
        "--kind",
        type=click.Choice(KINDS),
        default=None,
        callback=_store_kind,
        expose_value=False,
        help="Only words, or only letters of manual alphabets.",
    )(command)


def chosen_kind() -> "SignKind | None":
    """Return the kind given with --kind; None for both."""
    kind: SignKind | None = click.get_current_context().meta.get(_KIND)
    return kind


def _store_kind(ctx: click.Context, _: click.Parameter, kind: "SignKind | None") -> None:
    ctx.meta[_KIND] = kind


def wide_limit(limit: int) -> int:
    """Return how many matches to query, so that enough remain after filtering by facets."""
    return max(WIDE, 8 * limit) if facet_filter() else limit


def filtered(dictionary: "Dictionary", matches: "Sequence[Match]", limit: int) -> "list[Match]":
    """Return the first `limit` matches that have the facets given with --facet."""
    chosen = facet_filter()
    return dictionary.narrowed(matches, chosen)[:limit] if chosen else list(matches)


def no_match_remark(otherwise: str) -> str:
    """Return the remark for an empty result: about --facet if it was given, else `otherwise`."""
    if not facet_filter():
        return otherwise
    return "None of the nearest signs has these facets. Remove a --facet."


def _store(ctx: click.Context, _: click.Parameter, named: tuple[str, ...]) -> None:
    if named:
        from signdict.linguistics.phonology.features import parse_filter

        ctx.meta[_FILTER] = parse_filter(named)


def facet_filter() -> "FacetFilter":
    """Return the facets given with --facet."""
    chosen: FacetFilter = click.get_current_context().meta.get(_FILTER, {})
    return chosen


COMMANDS = (facets,)
