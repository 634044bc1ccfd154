"""The command `table`: all signs as a table, filtered and sorted, or as a saved view."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from signdict.cli import output
from signdict.cli.facets import chosen_kind, facet_filter, facet_option, kind_option
from signdict.cli.options import common_options, open_dictionary, table_options
from signdict.cli.output import CommandResult
from signdict.core.tables import Sheet
from signdict.linguistics.phonology.features import VALUES
from signdict.linguistics.table import COLUMNS, SignTable, TableView

if TYPE_CHECKING:
    from signdict.dictionary.dictionary import Dictionary

#: Number of signs in a table for people.
SHOWN = 40
#: Columns of a table for people.
_PRINTED = ("gloss", "variant", "sign_language", "concept", "source", *VALUES)


@click.command()
@click.argument("words", nargs=-1)
@click.option("--language", "languages", multiple=True, metavar="CODE",
              help="Only this sign language; repeatable.")  # fmt: skip
@click.option("--source", "sources", multiple=True, metavar="NAME",
              help="Only signs of this source; repeatable.")  # fmt: skip
@click.option("--sort", "column", type=click.Choice(COLUMNS), default=None,
              help="Sort by this column.")  # fmt: skip
@click.option("--falling", is_flag=True, help="Sort in descending order.")
@click.option("--view", "name", metavar="NAME",
              help="Start from a view saved in the window; other options add to it.")  # fmt: skip
@kind_option
@facet_option
@table_options
@common_options
def table(
    words: tuple[str, ...], languages: tuple[str, ...], sources: tuple[str, ...],
    column: str | None, falling: bool, name: str | None,  # noqa: FBT001 - an option
) -> CommandResult:  # fmt: skip
    r"""List all signs, or those that have WORDS in their gloss, concept or translations.

    The table contains their facets, computed from the landmarks (docs/facets.md). Facets are
    computed when they are first needed, which takes a while for many signs, and then stored. CSV
    and JSON contain every sign and column.

    \b
    Examples:
      signdict table house
      signdict table --language psp --facet place=chest --sort movement
      signdict table --view "At the chest" --csv > chest.csv
    """
    with open_dictionary() as dictionary:
        view = dictionary.views.find(name) if name else TableView()
        view = replace(
            view,
            words=" ".join((view.words, *words)),
            chosen=_chosen(view, languages, sources),
            column=column or view.column,
            falling=falling or (view.falling and column is None),
        )
        signs = _with_facets(dictionary, view)
    value = signs.cells(signs.rows(view))
    sheet = Sheet.of(("id", *COLUMNS), value)
    if not value:
        return CommandResult(value, [], code=1, remark="No signs match.", sheet=sheet)
    return CommandResult(value, _lines(value), sheet=sheet)


def _chosen(
    view: TableView, languages: Iterable[str], sources: Sequence[str]
) -> dict[str, tuple[str, ...]]:
    """Return the filters of the view, replaced by those of the options."""
    from signdict.core.languages import language

    codes = tuple(language(code).code for code in languages)
    facets = {name: tuple(values) for name, values in facet_filter().items()}
    kind = chosen_kind()
    kinds = (kind,) if kind else ()
    given = {"sign_language": codes, "source": tuple(sources), "kind": kinds, **facets}
    return {**view.chosen, **{name: values for name, values in given.items() if values}}


def _with_facets(dictionary: "Dictionary", view: TableView) -> SignTable:
    """Return the table with the facets of all signs that the view may show."""
    service = dictionary.sign_table
    signs = output.follow(service.table())
    plain = {name: values for name, values in view.chosen.items() if name not in VALUES}
    rows = signs.rows(replace(view, chosen=plain))
    waiting = [signs.items[row] for row in rows.tolist() if not signs.computed[row]]
    if not waiting:
        return signs
    return signs.with_facets(output.follow(service.compute_facets(waiting)))


def _lines(value: Sequence[dict[str, object]]) -> list[str]:
    """Return the first rows for people, without empty columns."""
    first = value[:SHOWN]
    names = ["id", *(name for name in _PRINTED if any(row[name] for row in first))]
    rows = [tuple(str(row[name]) for name in names) for row in first]
    heads = tuple("language" if name == "sign_language" else name for name in names)
    more = len(value) - len(first)
    return output.table(heads, *rows) + [f"... and {more} more: --csv"] * bool(more)


COMMANDS = (table,)
