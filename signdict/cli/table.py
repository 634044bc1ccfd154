"""The command that lists all signs as a table: filtered, sorted, as a saved view has it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from signdict.cli import output
from signdict.cli.facets import narrowing, wanted
from signdict.cli.options import common, opened, tabled
from signdict.cli.output import CommandResult
from signdict.core.tables import Sheet
from signdict.linguistics.phonology.features import VALUES
from signdict.linguistics.table import COLUMNS, SignTable, TableView

if TYPE_CHECKING:
    from signdict.dictionary.dictionary import Dictionary

#: How many signs are printed for people.
_SHOWN = 40
#: What is printed for people of each.
_PRINTED = ("gloss", "variant", "sign_language", "concept", "source", *VALUES)


@click.command()
@click.argument("words", nargs=-1)
@click.option("--language", "languages", multiple=True, metavar="CODE",
              help="Only this sign language; may be given several times.")  # fmt: skip
@click.option("--source", "sources", multiple=True, metavar="NAME",
              help="Only signs of this source; may be given several times.")  # fmt: skip
@click.option("--sort", "column", type=click.Choice(COLUMNS), default=None,
              help="In the order of this column.")  # fmt: skip
@click.option("--falling", is_flag=True, help="The last first.")
@click.option("--view", "name", metavar="NAME",
              help="As a view saved in the window; other options come on top.")  # fmt: skip
@narrowing
@tabled
@common
def table(
    words: tuple[str, ...], languages: tuple[str, ...], sources: tuple[str, ...],
    column: str | None, falling: bool, name: str | None,  # noqa: FBT001 - an option
) -> CommandResult:  # fmt: skip
    r"""List all signs, or those that have WORDS in their gloss, concept or translations.

    Each with its facets: what the pose alone shows (docs/facets.md). Signs that were not looked at
    yet are looked at now, which takes a while where they are many, and is kept. CSV and JSON have
    every sign and column.

    \b
    Examples:
      signdict table house
      signdict table --language psp --facet place=chest --sort movement
      signdict table --view "At the chest" --csv > chest.csv
    """
    with opened() as dictionary:
        view = dictionary.views.find(name) if name else TableView()
        chosen = _chosen(view, languages, sources)
        view = replace(
            view,
            words=" ".join((view.words, *words)),
            chosen=chosen,
            column=column or view.column,
            falling=falling or (view.falling and column is None),
        )
        found = _looked_at(dictionary, view)
    rows = found.rows(view)
    value = found.cells(rows)
    sheet = Sheet.of(("id", *COLUMNS), value)
    if not value:
        return CommandResult(value, [], code=1, remark="No sign is like that.", sheet=sheet)
    return CommandResult(value, _lines(value), sheet=sheet)


def _chosen(
    view: TableView, languages: Iterable[str], sources: Sequence[str]
) -> dict[str, tuple[str, ...]]:
    """What the view chooses, and what is chosen on top of it."""
    from signdict.core.languages import language

    codes = tuple(language(code).code for code in languages)
    facets = {name: tuple(values) for name, values in wanted().items()}
    here = {"sign_language": codes, "source": tuple(sources), **facets}
    return {**view.chosen, **{name: values for name, values in here.items() if values}}


def _looked_at(dictionary: "Dictionary", view: TableView) -> SignTable:
    """The table, in which the facets are known of all signs that the view may show."""
    sign_table = dictionary.sign_table
    found = output.follow(sign_table.table())
    plain = {name: values for name, values in view.chosen.items() if name not in VALUES}
    rows = found.rows(replace(view, chosen=plain))
    waiting = [found.items[row] for row in rows.tolist() if not found.computed[row]]
    return (
        found.with_facets(output.follow(sign_table.compute_facets(waiting))) if waiting else found
    )


def _lines(value: Sequence[dict[str, object]]) -> list[str]:
    """The first rows for people, without columns in which nothing stands."""
    first = value[:_SHOWN]
    names = ["id", *(name for name in _PRINTED if any(row[name] for row in first))]
    rows = [tuple(str(row[name]) for name in names) for row in first]
    heads = tuple("language" if name == "sign_language" else name for name in names)
    more = len(value) - len(first)
    return output.table(heads, *rows) + [f"... and {more} more: --csv"] * bool(more)
