"""Fetches the list of a dataset's films, as its recipe says, and writes it as a table."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from signdict.core import files
from signdict.core.errors import FetchError, ManifestError, WriteError
from signdict.core.tables import Sheet
from signdict.core.types import Progress, Steps
from signdict.fetching.downloads import Downloads
from signdict.importing.datasets import Dataset, dataset, datasets
from signdict.importing.recipes.pattern import Pattern

if TYPE_CHECKING:
    from signdict.fetching.client import Client

#: The columns of the table. Its paths are addresses.
_COLUMNS = (
    "path", "gloss", "sign_language", "spoken_language", "translation", "variant", "signer",
    "source", "licence", "attribution", "url", "sha256", "sha1", "md5", "size",
)  # fmt: skip
#: A row of a table, by column.
Row: TypeAlias = dict[str, object]


@dataclass(slots=True)
class Listing:
    """The films of a catalogue, and how many files of it are left out, by reason."""

    rows: list[Row] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What the table `download` of a recipe says; `settings` are its keys but `kind`."""

    of: Dataset
    kind: str
    settings: Mapping[str, Any]

    @classmethod
    def called(cls, name: str) -> "Catalogue":
        """Return the catalogue of a dataset.

        Raise ManifestError if there is no such dataset, or none that can be fetched.
        """
        of = dataset(name)
        if not of.download:
            offered = ", ".join(each.name for each in datasets() if each.download)
            raise ManifestError(
                f"{of.title} has no list of films that programs may fetch.",
                hint=" ".join(
                    part
                    for part in (of.how, f"These have one: {offered}." if offered else "")
                    if part
                )
                or f"See {of.home}.",
            )
        settings = dict(of.download)
        return cls(of, str(settings.pop("kind", "")), settings)

    def text(self, key: str, default: str | None = None) -> str:
        """Return a text of the recipe. Raise ManifestError if it lacks it, or has no text there."""
        value = self.settings.get(key, default)
        if not isinstance(value, str):
            raise self.wrong(
                f"download.{key} is {'not a text' if key in self.settings else 'missing'}"
            )
        return value

    def patterns(self, key: str) -> list[Pattern]:
        """Return the patterns of names in the recipe, with a part {gloss}."""
        value = self.settings.get(key, [])
        texts = [value] if isinstance(value, str) else value
        if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
            raise self.wrong(f"download.{key} is not a pattern, nor a list of patterns")
        found = [Pattern(text, whole=True) for text in texts]
        if bad := [pattern.text for pattern in found if "gloss" not in pattern.names]:
            raise self.wrong(f"download.{key} has a pattern without {{gloss}}: {bad[0]}")
        return found

    def wrong(self, problem: str) -> ManifestError:
        """Return the error for a recipe with a problem."""
        return ManifestError(
            f"The recipe {self.of.name} is wrong: {problem}.", hint="See docs/datasets.md."
        )

    def row(self, address: str, gloss: str, **values: object) -> Row:
        """Return the row of a film, with what the dataset says about all of them."""
        of = self.of
        usual: Row = {
            "path": address, "gloss": gloss, "source": of.title, "licence": of.licence,
            "attribution": of.attribution, "url": of.home,
            "sign_language": next(iter(of.sign_languages), ""),
            "spoken_language": next(iter(of.spoken_languages), ""),
        }  # fmt: skip
        return usual | {name: value for name, value in values.items() if value}


#: What reads a catalogue: at most so many films if that is not None. The last argument is called
#: with how many there are so far.
Reader: TypeAlias = Callable[["Client", Catalogue, int | None, Callable[[int], object]], Listing]


def readers() -> dict[str, Reader]:
    """Return what reads each kind of catalogue."""
    from signdict.importing.catalogues import commons, file_lists, published_tables

    return {
        "commons": commons.listing, "files": file_lists.listing, "table": published_tables.listing,
    }  # fmt: skip


def fetch(name: str, folder: Path, limit: int | None = None) -> Steps[tuple[Path, Listing]]:
    """Fetch the list of a dataset and return the table that was written to a folder.

    `limit` is the most films that are listed. Raise ManifestError if the dataset has no list or its
    recipe is wrong, FetchError if the list cannot be had or has no film, WriteError if the table
    cannot be written.
    """
    catalogue = Catalogue.called(name)
    read = readers().get(catalogue.kind)
    if read is None:
        kinds = ", ".join(readers())
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


def glossed(names: list[Pattern], name: str) -> dict[str, str] | None:
    """Return the parts of a name by the first pattern that fits; all of it if there is no pattern.

    Return None if none fits.
    """
    if not names:
        return {"gloss": name.replace("_", " ")}
    return next((found for pattern in names if (found := pattern.match(name))), None)
