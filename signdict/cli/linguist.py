"""The commands of the linguist: what whole languages have in common, as tables and figures."""

from typing import TYPE_CHECKING

import click
import numpy as np

from signdict.cli import output
from signdict.cli.options import common, opened, tabled
from signdict.cli.output import CommandResult
from signdict.core.tables import Sheet
from signdict.core.types import SUMMARY_COLUMNS as ITEM

if TYPE_CHECKING:
    from signdict.linguistics.pairs import Pair, PairKind
    from signdict.linguistics.similarity import SimilarityTree

#: What each kind of pair is called.
_KINDS = {
    "form": "same form, other meaning",
    "both": "same meaning and same form",
    "meaning": "same meaning, other form",
}
#: How many pairs of each kind are printed for people.
_SHOWN = 20


@click.command()
@click.argument("first")
@click.argument("second")
@click.option("--kind", type=click.Choice([*_KINDS]), default=None,
              help="Only pairs of the same form, meaning, or both.")  # fmt: skip
@click.option("--limit", type=click.IntRange(min=1), default=None,
              help="At most so many of each kind; all in CSV and JSON unless told.")  # fmt: skip
@tabled
@common
def pairs(first: str, second: str, kind: "PairKind | None", limit: int | None) -> CommandResult:
    r"""Compare the sign languages FIRST and SECOND, sign by sign.

    Lists signs of the same form and another meaning (false friends), of the same meaning and form,
    and of the same meaning and another form. Two signs have the same form if each, signed to a
    dictionary of the other's language, would fit well; the same meaning if a concept, a gloss or a
    translation is the same. A language may be compared with itself.

    \b
    Examples:
      signdict pairs ase psp --kind form
      signdict pairs ins psp --csv > pairs.csv
    """
    from signdict.linguistics.pairs import PAIR_COLUMNS

    with opened() as dictionary:
        found = output.follow(dictionary.analysis.pairs(first, second))
    wanted = [pair for pair in found if kind in (None, pair.kind)]
    groups = {k: [pair for pair in wanted if pair.kind == k] for k in _KINDS}
    kept = [pair for own in groups.values() for pair in own[:limit]]
    lines = [line for k, own in groups.items() if own for line in _group(k, own, limit or _SHOWN)]
    value = [pair.as_json() for pair in kept]
    told = CommandResult(value, lines, sheet=Sheet.of(PAIR_COLUMNS, value))
    return told if kept else _nothing(told, "No two signs of these languages belong together so.")


@click.command()
@click.option("--least", type=click.IntRange(min=2), default=2, show_default=True,
              help="Concepts that so many languages have.")  # fmt: skip
@click.option("--spread", is_flag=True,
              help="How far each concept is spread over languages.")  # fmt: skip
@tabled
@common
def similarity(least: int, spread: bool) -> CommandResult:  # noqa: FBT001 - an option
    r"""Tell how alike the sign languages are, by the signs of concepts that they share.

    The difference is how much more alike two languages sign one concept than two. Beware: as far
    as each language has its own signers and cameras, these are compared as well. With --spread,
    concepts are listed by how alike all languages sign them (the iconicity score of SignCLIP).

    \b
    Examples:
      signdict similarity --out similarity.svg
      signdict similarity --spread --csv > spread.csv
    """
    with opened() as dictionary:
        found = output.follow(dictionary.analysis.similarity(least))
    told = _spread(found) if spread else _clip_search(found)
    return told if told.lines else _nothing(told, "No two languages share enough concepts.")


@click.command(name="map")
@click.option("--language", "languages", multiple=True, metavar="CODE",
              help="Only this sign language; may be given several times.")  # fmt: skip
@click.option("--colour", type=click.Choice(["language", "source"]), default="language",
              show_default=True, help="What the colours of the figure tell.")  # fmt: skip
@tabled
@common
def chart(languages: tuple[str, ...], colour: str) -> CommandResult:
    r"""Lay all signs out on a plane, so that signs that look alike lie together.

    The map is made once for each model (t-SNE, always the same) and kept until the signs change.
    Only what lies near tells something; large distances and axes have no meaning.

    \b
    Examples:
      signdict map --out map.svg
      signdict map --csv > map.csv
    """
    from signdict.core.languages import language
    from signdict.linguistics import figures

    codes = [language(code).code for code in languages]
    with opened() as dictionary:
        found = output.follow(dictionary.analysis.chart())
        items = {item.id: item for item in dictionary.analysis.items(codes)}
    rows = [
        {**items[number].as_json(), "x": round(x, 5), "y": round(y, 5)}
        for number, (x, y) in zip(found.ids.tolist(), found.places.tolist(), strict=True)
        if number in items
    ]
    groups = [str(row["sign_language" if colour == "language" else "source"]) for row in rows]
    lines = [f"{len(rows)} signs lie on the map. Have it as a file: signdict map --out map.svg"]
    told = CommandResult(
        rows,
        lines if rows else [],
        sheet=Sheet.of((*ITEM, "x", "y"), rows),
        figure=lambda: figures.language_map(
            np.array([[row["x"], row["y"]] for row in rows]), groups, title=colour
        ),
    )
    return told if rows else _nothing(told, "There is no sign to lay out.")


def _nothing(told: CommandResult, remark: str) -> CommandResult:
    return CommandResult(told.value, [], code=1, remark=remark, sheet=told.sheet)


def _group(kind: str, own: "list[Pair]", limit: int) -> list[str]:
    """The lines of one kind of pair."""
    rows = [
        (
            pair.first.name, str(pair.first.id), pair.second.name, str(pair.second.id),
            f"{pair.score:.2f}", f"{pair.sure:.0%}",
        )
        for pair in own[:limit]
    ]  # fmt: skip
    codes = own[0].first.sign_language, own[0].second.sign_language
    heads = (codes[0], "id", codes[1], "id", "alike", "sure")
    title = f"{_KINDS[kind]} ({len(own)})"
    more = [f"... and {len(own) - limit} more: --limit"] if len(own) > limit else []
    return [title, *output.table(heads, *rows), *more, ""]


def _clip_search(found: "SimilarityTree") -> CommandResult:
    from signdict.linguistics import figures
    from signdict.linguistics.similarity import LIKENESS, row_of

    rows = [
        (
            row.first, row.second, str(row.shared), f"{row.same:.2f}", f"{row.other:.2f}",
            f"{row.difference:+.2f}", f"{row.chance:.1%}",
        )
        for row in sorted(found.rows, key=lambda row: -row.difference)
    ]  # fmt: skip
    heads = ("", "", "shared", "same", "wrong pairs", "difference", "by chance")
    lines = output.table(heads, *rows) if rows else []
    lines += [
        f"{' '.join(join.left)} + {' '.join(join.right)} at {join.distance:.2f}"
        for join in found.tree
    ]
    return CommandResult(
        found.as_json(),
        lines,
        sheet=Sheet.of(LIKENESS, map(row_of, found.rows)),
        figure=lambda: figures.family(found.rows, found.order, found.tree),
    )


def _spread(found: "SimilarityTree") -> CommandResult:
    from signdict.linguistics import figures
    from signdict.linguistics.similarity import SPREAD, spread_of

    rows = [
        (one.concept, " ".join(one.languages), f"{one.score:.2f}", f"{one.chance:.1%}")
        for one in found.spreads
    ]
    value = [spread_of(one) for one in found.spreads]
    heads = ("concept", "languages", "spread", "by chance")
    return CommandResult(
        value,
        output.table(heads, *rows) if rows else [],
        sheet=Sheet.of(SPREAD, value),
        figure=lambda: figures.spread_chart(found.spreads),
    )


@click.command(name="minimal-pairs")
@click.argument("first")
@click.argument("second", required=False)
@click.option("--differs", type=click.Choice(["hands", "place", "movement", "handshape"]),
              default=None, help="Only pairs that differ in this.")  # fmt: skip
@click.option("--limit", type=click.IntRange(min=1), default=None,
              help="At most so many, most alike first; all in CSV and JSON.")  # fmt: skip
@tabled
@common
def minimal_pairs(
    first: str, second: str | None, differs: str | None, limit: int | None
) -> CommandResult:
    r"""List signs of the language FIRST, or of FIRST and SECOND, that differ in one facet alone.

    Compared are the hands (how many, alike or not), the place, the movement and the handshape, as
    the pose alone shows them; docs/facets.md says how far that can be trusted. Both signs mean
    different things, and are among those that the model finds most alike.

    \b
    Examples:
      signdict minimal-pairs psp
      signdict minimal-pairs ase ins --differs handshape --csv > pairs.csv
    """
    from signdict.linguistics.pairs import MINIMAL_COLUMNS

    with opened() as dictionary:
        found = output.follow(dictionary.analysis.minimal_pairs(first, second or first))
    kept = [pair for pair in found if differs in (None, pair.differs)]
    value = [pair.as_json() for pair in kept[:limit]]
    rows = [
        (
            pair.differs, pair.first.name, pair.values[0], str(pair.first.id),
            pair.second.name, pair.values[1], str(pair.second.id), f"{pair.score:.2f}",
        )
        for pair in kept[: limit or _SHOWN]
    ]  # fmt: skip
    sheet = Sheet.of(MINIMAL_COLUMNS, value)
    if not kept:
        return CommandResult(
            value, [], code=1, remark="No two signs differ in one facet.", sheet=sheet
        )
    lines = output.table(("differs", "", "", "id", "", "", "id", "alike"), *rows)
    more = len(kept) - len(rows)
    return CommandResult(value, lines + [f"... and {more} more: --limit"] * bool(more), sheet=sheet)
