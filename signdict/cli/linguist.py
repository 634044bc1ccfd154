"""The commands of linguists: comparisons of whole languages, as tables and figures."""

from typing import TYPE_CHECKING

import click
import numpy as np

from signdict.cli import output
from signdict.cli.options import common_options, open_dictionary, table_options
from signdict.cli.output import CommandResult
from signdict.core.tables import Sheet
from signdict.core.types import SUMMARY_COLUMNS

if TYPE_CHECKING:
    from signdict.linguistics.pairs import Pair, PairKind
    from signdict.linguistics.similarity import SimilarityTree

_KINDS = {
    "form": "same form, other meaning",
    "both": "same meaning and same form",
    "meaning": "same meaning, other form",
}
#: Number of pairs of each kind in a table for people.
_SHOWN = 20
#: Number of minimal pairs in a table for people.
_MINIMAL_SHOWN = 40


@click.command()
@click.argument("first")
@click.argument("second")
@click.option("--kind", type=click.Choice([*_KINDS]), default=None,
              help="Only pairs with the same form, the same meaning, or both.")  # fmt: skip
@click.option("--limit", type=click.IntRange(min=1), default=None,
              help="Largest number of each kind; by default CSV and JSON contain all.")  # fmt: skip
@table_options
@common_options
def pairs(first: str, second: str, kind: "PairKind | None", limit: int | None) -> CommandResult:
    r"""Compare the sign languages FIRST and SECOND, sign by sign.

    Lists signs with the same form and another meaning (false friends), with the same meaning and
    form, and with the same meaning and another form. Two signs have the same form if a search for
    each in the other's language would rate the other as a close match. They have the same meaning
    if they share a concept, gloss or translation. You can compare a language with itself.

    \b
    Examples:
      signdict pairs ase psp --kind form
      signdict pairs ins psp --csv > pairs.csv
    """
    from signdict.linguistics.pairs import PAIR_COLUMNS

    with open_dictionary() as dictionary:
        every = output.follow(dictionary.analysis.pairs(first, second))
    groups = {
        name: [pair for pair in every if pair.kind == name]
        for name in _KINDS
        if kind in (None, name)
    }
    value = [pair.as_json() for group in groups.values() for pair in group[:limit]]
    lines = [
        line
        for name, group in groups.items()
        if group
        for line in _group(name, group, limit or _SHOWN)
    ]
    result = CommandResult(value, lines, sheet=Sheet.of(PAIR_COLUMNS, value))
    return result if value else _empty(result, "These languages have no such pairs.")


@click.command()
@click.option("--least", type=click.IntRange(min=2), default=2, show_default=True,
              help="Smallest number of languages that a concept is in.")  # fmt: skip
@click.option("--spread", is_flag=True,
              help="Show how similarly all languages sign each concept.")  # fmt: skip
@table_options
@common_options
def similarity(least: int, spread: bool) -> CommandResult:  # noqa: FBT001 - an option
    r"""Show how similar the sign languages are, computed from the concepts that they share.

    The difference is the mean similarity of signs of one concept minus that of signs of two
    concepts. Signers and cameras differ between the languages, and this affects the numbers too.
    With --spread, lists concepts by how similarly all languages sign them (SignCLIP's iconicity
    score).

    \b
    Examples:
      signdict similarity --out similarity.svg
      signdict similarity --spread --csv > spread.csv
    """
    with open_dictionary() as dictionary:
        tree = output.follow(dictionary.analysis.similarity(least))
    result = _spreads(tree) if spread else _languages(tree)
    return result if result.lines else _empty(result, "No two languages share enough concepts.")


@click.command(name="map")
@click.option("--language", "languages", multiple=True, metavar="CODE",
              help="Only this sign language; repeatable.")  # fmt: skip
@click.option("--colour", type=click.Choice(["language", "source"]), default="language",
              show_default=True, help="What the colours of the figure stand for.")  # fmt: skip
@table_options
@common_options
def chart(languages: tuple[str, ...], colour: str) -> CommandResult:
    r"""Place all signs on a plane, similar signs close together.

    The map is computed once per model (t-SNE, with a fixed seed) and stored until the signs change.
    Only small distances have a meaning; large distances and the axes have none.

    \b
    Examples:
      signdict map --out map.svg
      signdict map --csv > map.csv
    """
    from signdict.core.languages import language
    from signdict.linguistics import figures

    codes = [language(code).code for code in languages]
    with open_dictionary() as dictionary:
        points = output.follow(dictionary.analysis.chart())
        signs = {sign.id: sign for sign in dictionary.analysis.items(codes)}
    rows = [
        {**signs[sign_id].as_json(), "x": round(x, 5), "y": round(y, 5)}
        for sign_id, (x, y) in zip(points.ids.tolist(), points.places.tolist(), strict=True)
        if sign_id in signs
    ]
    groups = [str(row["sign_language" if colour == "language" else "source"]) for row in rows]
    lines = [f"The map has {len(rows)} signs. Write it to a file: signdict map --out map.svg"]
    result = CommandResult(
        rows,
        lines if rows else [],
        sheet=Sheet.of((*SUMMARY_COLUMNS, "x", "y"), rows),
        figure=lambda: figures.language_map(
            np.array([[row["x"], row["y"]] for row in rows]), groups, title=colour
        ),
    )
    return result if rows else _empty(result, "No signs match.")


def _empty(result: CommandResult, remark: str) -> CommandResult:
    """Return a result without rows, with a remark and exit code 1."""
    return CommandResult(result.value, [], code=1, remark=remark, sheet=result.sheet)


def _group(kind: str, group: "list[Pair]", limit: int) -> list[str]:
    """Return the lines of one kind of pair."""
    rows = [
        (
            pair.first.name, str(pair.first.id), pair.second.name, str(pair.second.id),
            f"{pair.score:.2f}", f"{pair.sure:.0%}",
        )
        for pair in group[:limit]
    ]  # fmt: skip
    codes = group[0].first.sign_language, group[0].second.sign_language
    heads = (codes[0], "id", codes[1], "id", "similarity", "confidence")
    title = f"{_KINDS[kind]} ({len(group)})"
    more = [f"... and {len(group) - limit} more: --limit"] if len(group) > limit else []
    return [title, *output.table(heads, *rows), *more, ""]


def _languages(tree: "SimilarityTree") -> CommandResult:
    from signdict.linguistics import figures
    from signdict.linguistics.similarity import LIKENESS, row_of

    rows = [
        (
            row.first, row.second, str(row.shared), f"{row.same:.2f}", f"{row.other:.2f}",
            f"{row.difference:+.2f}", f"{row.chance:.1%}",
        )
        for row in sorted(tree.rows, key=lambda row: -row.difference)
    ]  # fmt: skip
    heads = ("", "", "shared", "same", "other pairs", "difference", "p-value")
    lines = output.table(heads, *rows) if rows else []
    lines += [
        f"{' '.join(join.left)} + {' '.join(join.right)} at {join.distance:.2f}"
        for join in tree.tree
    ]
    return CommandResult(
        tree.as_json(),
        lines,
        sheet=Sheet.of(LIKENESS, map(row_of, tree.rows)),
        figure=lambda: figures.family(tree.rows, tree.order, tree.tree),
    )


def _spreads(tree: "SimilarityTree") -> CommandResult:
    from signdict.linguistics import figures
    from signdict.linguistics.similarity import SPREAD, spread_of

    rows = [
        (entry.concept, " ".join(entry.languages), f"{entry.score:.2f}", f"{entry.chance:.1%}")
        for entry in tree.spreads
    ]
    value = [spread_of(entry) for entry in tree.spreads]
    heads = ("concept", "languages", "spread", "p-value")
    return CommandResult(
        value,
        output.table(heads, *rows) if rows else [],
        sheet=Sheet.of(SPREAD, value),
        figure=lambda: figures.spread_chart(tree.spreads),
    )


@click.command(name="minimal-pairs")
@click.argument("first")
@click.argument("second", required=False)
@click.option("--differs", type=click.Choice(["hands", "place", "movement", "handshape"]),
              default=None, help="Only pairs that differ in this facet.")  # fmt: skip
@click.option("--limit", type=click.IntRange(min=1), default=None,
              help="Largest number of pairs; by default CSV and JSON contain all.")  # fmt: skip
@table_options
@common_options
def minimal_pairs(
    first: str, second: str | None, differs: str | None, limit: int | None
) -> CommandResult:
    r"""List pairs of signs of FIRST, or of FIRST and SECOND, that differ in exactly one facet.

    The facets are hands (one or two, symmetric or not), place, movement and handshape, computed
    from the landmarks; docs/facets.md says how reliable they are. The signs of a pair have
    different meanings and are among the most similar ones for the model. The most similar pair
    comes first.

    \b
    Examples:
      signdict minimal-pairs psp
      signdict minimal-pairs ase ins --differs handshape --csv > pairs.csv
    """
    from signdict.linguistics.pairs import MINIMAL_COLUMNS

    with open_dictionary() as dictionary:
        every = output.follow(dictionary.analysis.minimal_pairs(first, second or first))
    chosen = [pair for pair in every if differs in (None, pair.differs)]
    value = [pair.as_json() for pair in chosen[:limit]]
    rows = [
        (
            pair.differs, pair.first.name, pair.values[0], str(pair.first.id),
            pair.second.name, pair.values[1], str(pair.second.id), f"{pair.score:.2f}",
        )
        for pair in chosen[: limit or _MINIMAL_SHOWN]
    ]  # fmt: skip
    sheet = Sheet.of(MINIMAL_COLUMNS, value)
    if not chosen:
        remark = "No two signs differ in exactly one facet."
        return CommandResult(value, [], code=1, remark=remark, sheet=sheet)
    lines = output.table(("differs", "", "", "id", "", "", "id", "similarity"), *rows)
    more = len(chosen) - len(rows)
    return CommandResult(value, lines + [f"... and {more} more: --limit"] * bool(more), sheet=sheet)


COMMANDS = (pairs, minimal_pairs, similarity, chart)
