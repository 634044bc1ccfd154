"""Which recipe a folder is read by: the one that the user chose, or the one that it fits."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from signdict.core.errors import ManifestError, SignDictError
from signdict.importing.entries import ClipEntry
from signdict.importing.recipes import source
from signdict.importing.recipes.folder import FolderFiles, sample_of
from signdict.importing.recipes.layout import Layout, Recipe, recipe
from signdict.importing.recipes.rules import key_of
from signdict.pose.pose import Pose
from signdict.tracking.video import FPS

#: What the user chooses so that a folder is read without a recipe.
PLAIN: Final = "folder"
#: Share of the clips of a folder that lie as a layout without a table says, if it is recognised.
_NEARLY_ALL: Final = 0.9


@lru_cache(256)
def _cached(name: str, settings: tuple[str, ...], stamp: int) -> Recipe:  # noqa: ARG001 - part of the key
    """Return a recipe. `stamp`, when its file was changed, makes a change be read."""
    return recipe(name, dict(text.split("=", 1) for text in settings))


def _read(name: str, settings: tuple[str, ...] = ()) -> Recipe:
    return _cached(name, settings, source.located(name).stat().st_mtime_ns)


@dataclass(frozen=True, slots=True)
class ChosenRecipe:
    """A recipe, its name or the path of its file, and the parameters that were set."""

    name: str
    settings: tuple[str, ...]
    recipe: Recipe


def chosen(path: Path, name: str, settings: Sequence[str] = ()) -> ChosenRecipe | None:
    """Return the recipe that the user chose or that a folder fits; None for a plain folder.

    Raise ManifestError or LanguageError if the recipe is wrong, and ManifestError if several fit.
    """
    for text in settings:
        if not text.partition("=")[1]:
            raise ManifestError(f"{text} sets no parameter.", hint="Write it like language=asf.")
    if settings and name in ("", PLAIN):
        raise ManifestError("Only a dataset has parameters.", hint="Name it with --as.")
    if name == PLAIN:
        return None
    if name:
        file = source.located(name)
        own = file.stem if file.parent == source.folder() else str(file.resolve())
        return ChosenRecipe(own, tuple(settings), _read(own, tuple(settings)))
    fitting = recognised(path) if path.is_dir() else []
    if len(fitting) > 1:
        titles = " or ".join(each.dataset.title for each in fitting)
        names = " or ".join(f"--as {each.place.path.stem}" for each in fitting)
        raise ManifestError(f"{path.name} may be {titles}.", hint=f"Choose with {names}.")
    return ChosenRecipe(fitting[0].place.path.stem, (), fitting[0]) if fitting else None


def recognised(path: Path) -> list[Recipe]:
    """Return the recipes that a folder fits unmistakably, in the order of their names."""
    files = sample_of(path)
    fitting = []
    for name in source.names():
        with suppress(SignDictError):  # a recipe that is wrong fits nothing
            known = _read(name)
            if known.recognise and _fits(known, files):
                fitting.append(known)
    return fitting


def _fits(known: Recipe, files: FolderFiles) -> bool:
    if not all(any(True for _ in files.matches(pattern)) for pattern in known.recognise):
        return False
    return any(_lies(layout, files) for layout in known.layouts)


def _lies(layout: Layout, files: FolderFiles) -> bool:
    """Return whether the files of a folder lie as a layout says.

    Without a table, nearly all clips must fit it, and the labels that the recipe itself has must
    have the values of most of them.
    """
    if layout.table and layout.table.files:
        found = [below for pattern in layout.table.files for below, _ in files.matches(pattern)]
        return any(layout.reader or not layout.table.lacking(files.path(each)) for each in found)
    files = files.of_pictures() if layout.pictures else files
    endings = "" if layout.pictures else layout.endings
    clips = {below for below in files.paths if below.lower().endswith(endings)}
    fitting = dict(match for pattern in layout.files for match in files.matches(pattern))
    fitting = {below: values for below, values in fitting.items() if below in clips}
    if not fitting or len(fitting) < _NEARLY_ALL * len(clips):
        return False
    known = [(each.key, each.read(own)) for each in layout.labels if (own := each.inline)]
    labelled = [
        values
        for values in fitting.values()
        if all(key_of(values.get(key, "")) in labels for key, labels in known)
    ]
    return len(labelled) > len(fitting) / 2


def recipe_of(usual: ClipEntry) -> Recipe:
    """Return the recipe by which a list is read. Raise ManifestError if it no longer exists."""
    return _read(usual.recipe, usual.settings)


def landmarks_of(entry: ClipEntry) -> Pose | None:
    """Return the pose of a file of landmarks, as the recipe says which points are which.

    Return None for a film or pictures. Raise PoseError or ManifestError if it cannot be read.
    """
    landmarks = _layout_of(entry).landmarks if entry.layout >= 0 else None
    return landmarks.read(entry.path, entry.start or 0.0, entry.end) if landmarks else None


def rate_of(entry: ClipEntry) -> float:
    """Return the number of pictures a second in a folder of pictures.

    Raise ManifestError if the recipe no longer exists.
    """
    return (_layout_of(entry).pictures if entry.layout >= 0 else 0.0) or FPS


def _layout_of(entry: ClipEntry) -> Layout:
    layouts = recipe_of(entry).layouts
    if entry.layout >= len(layouts):
        raise ManifestError(f"The recipe {entry.recipe} has changed.", hint="Add the folder again.")
    return layouts[entry.layout]
