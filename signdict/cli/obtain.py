"""The command that fetches a published dataset."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from signdict.cli import output
from signdict.cli.imports import download_options, ordered
from signdict.cli.options import common_options, open_dictionary
from signdict.cli.output import CommandResult

if TYPE_CHECKING:
    from signdict.importing.catalogues.catalogue import Listing
    from signdict.importing.entries import ImportReport


@click.command()
@click.argument("name")
@click.option(
    "--limit", type=click.IntRange(min=1), default=None, help="Fetch at most this many films."
)
@download_options
@common_options
def get(
    name: str, *, limit: int | None, keep: bool, keep_in: Path | None, megabytes: int
) -> CommandResult:
    r"""Fetch the dataset NAME, if its publisher offers a list of its films to programs.

    The films are fetched one after another, and each is deleted when its landmarks are stored,
    unless you keep them. Only films under free licences are taken from Wikimedia Commons. You can
    stop, and resume with "signdict imports go-on"; films that are stored are not fetched again.

    \b
    Examples:
      signdict datasets get lsf_commons --limit 20
      signdict datasets get pk_hfad --keep
      signdict datasets get ./our_school.toml
    """
    order = ordered(keep=keep, keep_in=keep_in, megabytes=megabytes)
    with open_dictionary() as dictionary:
        return _obtained(*output.follow(dictionary.get(name, order, limit)))


def _obtained(report: "ImportReport", listing: "Listing") -> CommandResult:
    """Return the result of an import, and which files of the list were not taken."""
    result = output.report(report)
    lines = [f"Films in the list: {len(listing.rows)}.", *result.lines]
    value = {"listed": len(listing.rows), "not_taken": dict(listing.left_out.most_common())}
    if listing.left_out:
        lines.append(f"Files of the list that were not taken: {listing.left_out.total()}")
        lines += [f"  {count} with {why}" for why, count in listing.left_out.most_common()]
    shown = result.value if isinstance(result.value, dict) else {}
    return CommandResult(value | shown, lines, code=result.code)
