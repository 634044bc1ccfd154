"""Lists the published datasets, and which of their signs are in the libraries already."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from signdict.core.errors import ManifestError
from signdict.core.languages import languages
from signdict.core.text import fold
from signdict.importing import datasets
from signdict.importing.datasets import Dataset

if TYPE_CHECKING:  # numpy, which it imports, is not needed here
    from signdict.core.types import Source

#: Sign languages of a dataset that a table names; of more, it says how many.
FEW = 4


@dataclass(frozen=True, slots=True)
class PublishedDataset:
    """A published dataset, and its sources in the libraries with their numbers of signs."""

    dataset: Dataset
    sources: "tuple[tuple[Source, int], ...]" = ()

    @property
    def here(self) -> int:
        """The number of its signs in the libraries."""
        return sum(count for _, count in self.sources)

    @property
    def list_host(self) -> str:
        """The host that has a list of its films for programs; empty if none has."""
        from signdict.fetching.addresses import host_of  # the window starts without them
        from signdict.importing.catalogues import commons

        download = self.dataset.download or {}
        addresses = (download.get("address"), download.get("api"), commons.API)
        return host_of(str(next(filter(None, addresses)))) if download else ""

    @property
    def command(self) -> str:
        """The command that adds a folder of its files; empty if signdict cannot read them."""
        return f"signdict add FOLDER --as {self.dataset.name}" if self.dataset.has_layout else ""

    def as_json(self) -> dict[str, object]:
        """Return everything that is known, as numbers, texts and lists."""
        own = self.dataset
        return {
            "name": own.name, "title": own.title, "sign_languages": [*own.sign_languages],
            "spoken_languages": [*own.spoken_languages], "signs": own.signs,
            "signers": own.signers, "clips": own.clips, "size": own.size, "licence": own.licence,
            "licence_url": own.licence_url, "access": own.access, "home": own.home, "how": own.how,
            "note": own.note, "attribution": own.attribution,
            "documentation": [*own.documentation], "has_layout": own.has_layout,
            "can_be_fetched": own.download is not None, "command": self.command,
            "here": self.here, "sources": [source.name for source, _ in self.sources],
        }  # fmt: skip


def listed(sources: "Iterable[tuple[Source, int]]") -> list[PublishedDataset]:
    """Return all datasets by the name of their first sign language, those of several last.

    Raise ManifestError or LanguageError if a recipe is wrong, or if they are not installed.
    """
    known = datasets.datasets()
    if not known:
        raise ManifestError("The list of datasets is missing.", hint="Install signdict again.")
    owners = _Owners(known)
    here: dict[str, list[tuple[Source, int]]] = {}
    for source, count in sources:
        if name := owners.name_of(source):
            here.setdefault(name, []).append((source, count))
    return [
        PublishedDataset(each, tuple(here.get(each.name, ()))) for each in sorted(known, key=_place)
    ]


def one(name: str, sources: "Sequence[tuple[Source, int]]") -> PublishedDataset:
    """Return a dataset by its name, or by the path of a recipe.

    Raise ManifestError, which suggests similar names, if it does not exist.
    """
    dataset = datasets.dataset(name)
    known = [each for each in datasets.datasets() if each.name != dataset.name]
    owners = _Owners([dataset, *known])
    own = tuple(entry for entry in sources if owners.name_of(entry[0]) == dataset.name)
    return PublishedDataset(dataset, own)


def matching(
    published: Iterable[PublishedDataset],
    text: str = "",
    codes: Sequence[str] = (),
    name_of: Callable[[str], str] = str,
) -> list[PublishedDataset]:
    """Return the datasets of sign languages, all if there are no `codes`, that contain all words.

    Words are looked for in names, titles, licences, and names and countries of languages; `name_of`
    returns the name of a code in the language of the user. Case and accents do not matter. Those of
    the fewest languages come first if languages are chosen.
    """
    words = fold(text).split()
    found = [
        each
        for each in published
        if (not codes or {*codes} & {*each.dataset.sign_languages})
        and all(word in _text(each.dataset, codes, name_of) for word in words)
    ]
    return sorted(found, key=lambda each: len(each.dataset.sign_languages)) if codes else found


class _Owners:
    """Finds the dataset that the signs of a source come from."""

    def __init__(self, known: Sequence[Dataset]) -> None:
        self._titles = {
            fold(text): each.name for each in reversed(known) for text in (each.name, each.title)
        }
        homes = Counter(_address(each.home) for each in known)
        self._homes = {
            address: each.name
            for each in known
            if (address := _address(each.home)) and homes[address] == 1
        }

    def name_of(self, source: "Source") -> str:
        """Return the name of the dataset of a source; empty if it is of none.

        A source has the title of its dataset, unless the user named it, and its address. An address
        that several datasets share says nothing.
        """
        for text in (source.name, source.title):
            if name := self._titles.get(fold(text)):
                return name
        return self._homes.get(_address(source.url), "")


def _address(url: str) -> str:
    return url.partition("://")[2].removeprefix("www.").rstrip("/")


def _place(each: Dataset) -> tuple[bool, str, str]:
    """Return the place of a dataset: those of a few languages by the name of the first one."""
    codes = each.sign_languages
    return len(codes) > FEW, languages()[codes[0]].name if codes else "", each.title.casefold()


def _text(each: Dataset, codes: Sequence[str], name_of: Callable[[str], str]) -> str:
    """Return all words of a dataset, folded; of its languages, those that are asked for."""
    named = [languages()[code] for code in each.sign_languages if not codes or code in codes]
    names = [text for entry in named for text in (entry.code, entry.name, entry.country)]
    names += [name_of(entry.code) for entry in named]
    names += [text for entry in named for text in (entry.own_name, *entry.abbreviations)]
    return fold(" ".join((each.name, each.title, each.licence, *names)))
