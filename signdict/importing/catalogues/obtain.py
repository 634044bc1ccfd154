"""Fetches the list of a dataset's films, as its recipe says, and writes it as a table."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from signdict.core import files
from signdict.core.errors import FetchError, WriteError
from signdict.core.tables import Sheet
from signdict.core.types import Progress, Steps
from signdict.fetching.downloads import Downloads
from signdict.importing.catalogues import commons, file_lists, published_tables
from signdict.importing.catalogues.catalogue import Catalogue, Listing

if TYPE_CHECKING:
    from signdict.fetching.client import Client

#: The columns of the table. Its paths are addresses.
_COLUMNS = (
    "path", "gloss", "sign_language", "spoken_language", "translation", "variant", "signer",
    "source", "licence", "attribution", "url", "sha256", "sha1", "md5", "size",
)  # fmt: skip
#: What reads a catalogue. The third argument is the largest number of films, or None; the last one
#: is called with the number of films so far.
Reader: TypeAlias = Callable[["Client", Catalogue, int | None, Callable[[int], object]], Listing]
_READERS: dict[str, Reader] = {
    "commons": commons.listing, "files": file_lists.listing, "table": published_tables.listing,
}  # fmt: skip


def fetch(name: str, folder: Path, limit: int | None = None) -> Steps[tuple[Path, Listing]]:
    """Fetch the list of a dataset and return the table that was written to a folder.

    `limit` is the most films that are listed. Raise ManifestError if the dataset has no list or its
    recipe is wrong, FetchError if the list cannot be had or has no film, WriteError if the table
    cannot be written.
    """
    catalogue = Catalogue.called(name)
    read = _READERS.get(catalogue.kind)
    if read is None:
        kinds = ", ".join(_READERS)
        raise catalogue.wrong(f"download.kind is {catalogue.kind or 'missing'}, and not {kinds}")
    downloads, found = Downloads(), [0]
    try:
        steps = downloads.steps(
            lambda client: read(
                client, catalogue, limit, lambda count: found.__setitem__(0, count)
            ),
            catalogue.of.title,
        )
        listing = yield from _counted(steps, found)
    finally:
        downloads.close()
    if not listing.rows:
        raise FetchError(f"The list of {catalogue.of.title} has no film.", hint=_why(listing))
    path = folder / f"{files.file_name(catalogue.of.name)}.csv"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WriteError(
            f"{folder} cannot be created.", hint="Check that you have permission to write there."
        ) from error
    Sheet.of(_COLUMNS, listing.rows).write(path)
    return path, listing


def _counted(steps: Steps[Listing], found: list[int]) -> Steps[Listing]:
    """Report how many films are listed so far."""
    while True:
        try:
            step = next(steps)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]
        yield Progress(found[0], 0, step.what)


def _why(listing: Listing) -> str:
    reasons = "; ".join(f"{reason}: {count}" for reason, count in listing.left_out.most_common())
    return f"Left out: {reasons}." if reasons else "Look at its home page."
