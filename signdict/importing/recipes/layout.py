"""The parts of a recipe that say how the files of a dataset lie, as objects that are checked."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from signdict.core.errors import LanguageError, ManifestError
from signdict.core.languages import language
from signdict.importing.datasets import Dataset, described
from signdict.importing.entries import ENDINGS
from signdict.importing.recipes import source, tables
from signdict.importing.recipes.landmarks import LandmarkLayout, landmark_layout
from signdict.importing.recipes.pattern import Pattern
from signdict.importing.recipes.rules import Labels, Rules, labels, rules
from signdict.importing.recipes.schema import RecipePlace, listed
from signdict.importing.recipes.times import Times, Trim, times, trim

#: The values that become those of a clip; any other value has a meaning in the recipe alone.
USED: Final = (
    "gloss", "sign_language", "spoken_language", "variant", "concept", "signer", "translation",
    "hand", "url", "licence", "attribution", "version",
)  # fmt: skip
#: The formats of lists that signdict reads without a recipe.
READERS: Final = ("wlasl", "ms_asl", "asl_citizen", "signsuisse", "signmt", "elan", "table")
_KINDS: Final = {
    "files": "text or texts", "table": "table", "folders": "texts", "values": "table",
    "labels": "tables", "parse": "tables", "replace": "table", "case": "table", "map": "table",
    "times": "table", "trim": "table", "errors": "tables", "landmarks": "table",
    "pictures": "number", "reader": "text",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Layout:
    """One way in which the files of a dataset lie.

    If `pictures` is not 0, a clip is a folder of pictures, as many a second.
    """

    number: int
    files: tuple[Pattern, ...] = ()
    table: tables.TableLayout | None = None
    folders: tuple[str, ...] = ()
    values: dict[str, str] = field(default_factory=dict)
    labels: tuple[Labels, ...] = ()
    rules: Rules = field(default_factory=Rules)
    times: Times = field(default_factory=Times)
    trim: Trim = field(default_factory=Trim)
    landmarks: LandmarkLayout | None = None
    reader: str = ""
    pictures: float = 0.0

    @property
    def endings(self) -> tuple[str, ...]:
        """The endings of its files, the most wanted first."""
        return self.landmarks.endings if self.landmarks else ENDINGS

    @property
    def connecting(self) -> tuple[str, ...]:
        """The values that connect the rows of its table with its files."""
        names = self.table.names if self.table else ()
        return tuple(name for name in names if any(name in each.names for each in self.files))


@dataclass(frozen=True, slots=True)
class Recipe:
    """A dataset, the ways in which its files may lie, and the files by which it is recognised."""

    dataset: Dataset
    place: RecipePlace
    layouts: tuple[Layout, ...]
    recognise: tuple[Pattern, ...] = ()


def recipe(name: str, settings: Mapping[str, str] | None = None) -> Recipe:
    """Return a recipe by its name or by the path of its file, with parameters set.

    Raise ManifestError or LanguageError if it does not exist or is wrong.
    """
    path = source.located(name)
    return _recipe(path, source.read(path, settings))


def _recipe(path: Path, content: source.RecipeContent) -> Recipe:
    dataset = described(path, content)
    place = RecipePlace(path)
    found = listed(content.get("layout", []))
    layouts = tuple(_layout(place.below("layout"), n, table) for n, table in enumerate(found))
    if not layouts and path.parent == source.folder():
        raise ManifestError(
            f"How the files of {dataset.title} lie is not known.",
            hint="Read them by their names with --as folder, or write a recipe.",
        )
    if not layouts:
        raise place.error(
            "it does not say how the files lie", "Add [layout] with files, table or reader."
        )
    texts = content.get("recognise", [])
    return Recipe(dataset, place, layouts, tuple(_pattern(text) for text in texts))


def _pattern(text: str) -> Pattern:
    """Return a pattern of files: of films if its ending is that of a film."""
    return Pattern(text, ENDINGS) if text.lower().endswith(ENDINGS) else Pattern(text)


def _layout(place: RecipePlace, number: int, table: Any) -> Layout:
    place.checked(table, _KINDS)
    landmarks = None
    if "landmarks" in table:
        landmarks = landmark_layout(place.below("landmarks"), table["landmarks"])
    pictures = float(table.get("pictures", 0))
    if not 0 <= pictures <= 240:
        raise place.error("pictures must be frames per second up to 240", "Write it like 25.")
    endings = landmarks.endings if landmarks else () if pictures else ENDINGS
    below = place.below("table")
    rows = table.get("table")
    layout = Layout(
        number,
        tuple(Pattern(text, endings) for text in listed(table.get("files", []))),
        tables.table_layout(below, below.checked(rows, tables.KINDS)) if rows else None,
        tuple(t if t == "." else Pattern(t).text for t in table.get("folders", ())),
        place.below("values").texts(table.get("values", {})),
        labels(place.below("labels"), table.get("labels", [])),
        rules(place, table),
        times(place.below("times"), table.get("times", {})),
        trim(place.below("trim"), table.get("trim", {})),
        landmarks, table.get("reader", ""), pictures,
    )  # fmt: skip
    _check(place, layout)
    values = {name: _code(place, name, text) for name, text in layout.values.items()}
    return replace(layout, values=values)


def _check(place: RecipePlace, layout: Layout) -> None:
    """Raise ManifestError if a layout names no files, or no gloss."""
    if layout.reader and layout.reader not in READERS:
        raise place.error(f"unknown reader {layout.reader}", f"Write {', '.join(READERS)}.")
    if layout.reader:
        if not layout.table or not layout.table.files:
            raise place.error("its reader has no lists", "Name them in [layout.table] as file.")
        return
    if not layout.files and not layout.table:
        raise place.error("it names no pattern and no table", "Add files or table.")
    if not layout.files and layout.table and "path" not in layout.table.names:
        raise place.error("its table names no files", "Add files, or path to its columns.")
    if layout.files and layout.table and not layout.connecting:
        raise place.error(
            "its files and its table have no value in common", "Use one name in both, such as id."
        )
    if "gloss" not in _named(layout):
        raise place.error("nothing gives the gloss", "Name it in a pattern, a column or labels.")


def _named(layout: Layout) -> set[str]:
    """Return the values that something of a layout may give."""
    names = {name for pattern in layout.files for name in pattern.names} | {*layout.values}
    names |= {*(layout.table.names if layout.table else ())}
    names |= {name for each in layout.labels for name in each.table.names}
    return names | {n for _, patterns in layout.rules.parse for p in patterns for n in p.names}


def _code(place: RecipePlace, name: str, text: str) -> str:
    """Return a value; a sign language in the form of `resources/languages.csv`."""
    if name != "sign_language" or not text:
        return text
    try:
        return language(text).code
    except LanguageError as error:
        problem: ManifestError = place.error(error.message.rstrip("."), error.hint)
        raise LanguageError(problem.message, hint=problem.hint) from error
