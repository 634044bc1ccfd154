"""What a recipe says about the public list of a dataset, and what that list has."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from signdict.core.errors import ManifestError
from signdict.importing.datasets import Dataset, dataset, datasets
from signdict.importing.recipes.pattern import Pattern

if TYPE_CHECKING:
    pass

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


def glossed(names: list[Pattern], name: str) -> dict[str, str] | None:
    """Return the parts of a name by the first pattern that fits; all of it if there is no pattern.

    Return None if none fits.
    """
    if not names:
        return {"gloss": name.replace("_", " ")}
    return next((found for pattern in names if (found := pattern.match(name))), None)
