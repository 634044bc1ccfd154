"""The commands about published datasets."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from signdict.cli import output
from signdict.cli.obtain import get
from signdict.cli.options import common_options, open_dictionary, table_options
from signdict.cli.output import CommandResult
from signdict.core import files
from signdict.core.languages import language, languages
from signdict.core.tables import Sheet

if TYPE_CHECKING:
    from signdict.importing.published import PublishedDataset

#: Columns of the table for spreadsheets.
_COLUMNS = (
    "name", "title", "sign_languages", "spoken_languages", "signs", "signers", "clips", "size",
    "licence", "licence_url", "access", "home", "how", "note", "attribution", "command", "here",
    "sources",
)  # fmt: skip
_ACCESS = {"open": "open", "request": "by request", "purchase": "by purchase"}
#: Letters of the longest licence in the table for people; `show` prints it whole.
_LICENCE = 28


@click.group(invoke_without_command=True)
@click.option("--language", "codes", multiple=True, metavar="CODE",
              help="Only datasets of this sign language; repeatable.")  # fmt: skip
@table_options
@common_options
@click.pass_context
def datasets(ctx: click.Context, codes: tuple[str, ...]) -> CommandResult | None:
    r"""List published datasets that can be added: size, licence, how to get them, what is here.

    Nothing is fetched: get a dataset from its address as its publisher asks, then add the folder.
    Only "signdict datasets get NAME" fetches one, if its publisher offers a list to programs.

    \b
    Examples:
      signdict datasets --language bfi
      signdict datasets show bsldict
      signdict add downloads/bsldict --as bsldict
    """
    if ctx.invoked_subcommand is not None:
        return None
    from signdict.importing import published

    wanted = [language(code) for code in codes]
    with open_dictionary() as dictionary:
        known = published.matching(dictionary.published(), "", [entry.code for entry in wanted])
    value = [each.as_json() for each in known]
    sheet = Sheet.of(_COLUMNS, map(_cells, value))
    if not known:
        names = " or ".join(entry.name for entry in wanted)
        remark = (
            f"No dataset of {names} is known. Add signs of your own: "
            f"signdict add FOLDER --language {wanted[0].code}"
        )
        return CommandResult(value, [], code=1, remark=remark, sheet=sheet)
    return CommandResult(value, _table(known, [entry.code for entry in wanted]), sheet=sheet)


@datasets.command()
@click.argument("name")
@common_options
def show(name: str) -> CommandResult:
    r"""Show everything about the dataset NAME, how to get it, and how to add it.

    NAME may also be the file of a recipe of your own.

    \b
    Examples:
      signdict datasets show lsa64
      signdict datasets show ./our_school.toml
    """
    with open_dictionary() as dictionary:
        each = dictionary.published_dataset(name)
    own = each.dataset
    named = (f"{languages()[code].name} ({code})" for code in own.sign_languages)
    rows = [
        ("dataset", own.name),
        ("title", own.title),
        ("sign languages", ", ".join(named)),
        ("spoken languages", ", ".join(own.spoken_languages)),
        ("signs", _number(own.signs)),
        ("signers", _number(own.signers)),
        ("clips", _number(own.clips)),
        ("size", files.size_text(own.size) if own.size else ""),
        ("licence", own.licence),
        ("terms", own.licence_url),
        ("home", own.home),
        ("access", _ACCESS[own.access]),
        ("how to get it", own.how),
        ("note", own.note),
        ("attribution", own.attribution),
        *(("documentation", address) for address in own.documentation),
        ("here", _sources(each)),
        ("to add it", each.command or _other_way(each)),
        ("to fetch it", f"signdict datasets get {own.name}" if own.download else ""),
    ]
    return CommandResult(each.as_json(), output.table(*(row for row in rows if row[1])))


def _table(known: "Sequence[PublishedDataset]", codes: Sequence[str]) -> list[str]:
    """Return the lines of the table for people."""
    rows = [
        (
            _languages(each.dataset.sign_languages, codes),
            each.dataset.name,
            each.dataset.title,
            _number(each.dataset.signs),
            _number(each.dataset.signers),
            files.size_text(each.dataset.size) if each.dataset.size else "",
            _shortened(each.dataset.licence),
            _ACCESS[each.dataset.access],
            _number(each.here or None),
            each.dataset.home,
        )
        for each in known
    ]
    heads = (
        "language", "name", "title", "signs", "signers", "size", "licence", "access", "here",
        "home",
    )  # fmt: skip
    every = {code for each in known for code in each.dataset.sign_languages}
    total = f"{len(known)} datasets of {len(every)} sign languages."
    advice = "More about one, and how to get it: signdict datasets show NAME"
    return [*output.table(heads, *rows), "", *([] if codes else [total]), advice]


def _languages(own: Sequence[str], wanted: Sequence[str]) -> str:
    """Return the codes of a dataset: those that are asked for first, and not all of many."""
    from signdict.importing.published import FEW

    order = sorted(own, key=lambda code: code not in wanted)
    if len(order) <= FEW:
        return ", ".join(order)
    shown = [code for code in order if code in wanted]
    more = len(order) - len(shown)
    return f"{', '.join(shown)} and {more} more" if shown else f"{more} languages"


def _number(count: int | None) -> str:
    return "" if count is None else f"{count:,}"


def _shortened(text: str) -> str:
    return text if len(text) <= _LICENCE else f"{text[: _LICENCE - 1].rstrip(' ,')}…"


def _sources(each: "PublishedDataset") -> str:
    """Return the sources of a dataset in the libraries, each with its number of signs."""
    return ", ".join(f"{source.name}: {count:,} signs" for source, count in each.sources)


def _other_way(each: "PublishedDataset") -> str:
    """Return how to add a dataset whose files no recipe reads."""
    code = each.dataset.sign_languages[0] if len(each.dataset.sign_languages) == 1 else "CODE"
    return f"signdict add FOLDER --language {code} --source {each.dataset.name}"


def _cells(row: dict[str, object]) -> dict[str, object]:
    """Return a row with the lists as texts."""
    return {
        key: "; ".join(map(str, value)) if isinstance(value, list) else value
        for key, value in row.items()
    }


datasets.add_command(get)
COMMANDS = (datasets,)
