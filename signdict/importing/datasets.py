"""Describes the datasets for which signdict has a recipe: whose they are, and how to get them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeAlias, get_args

from signdict.core.cleaning import clean
from signdict.core.errors import LanguageError
from signdict.core.languages import language
from signdict.importing.recipes import source
from signdict.importing.recipes.schema import RecipePlace

Access: TypeAlias = Literal["open", "request", "purchase"]

#: The keys of a recipe that are texts, whole numbers, and lists of texts.
_TEXTS = ("title", "licence", "licence_url", "home", "how", "attribution", "note")
_NUMBERS = ("signs", "signers", "clips", "size")
_LISTS = ("sign_languages", "spoken_languages", "documentation")
_KINDS = {
    **dict.fromkeys(_TEXTS, "text"), **dict.fromkeys(_NUMBERS, "whole"),
    **dict.fromkeys(_LISTS, "texts"), "access": "text", "recognise": "texts", "layout": "tables",
    "template": "flag", "download": "table",
}  # fmt: skip
#: The keys that a recipe that ships with signdict must have.
REQUIRED = (
    "title", "sign_languages", "spoken_languages", "licence", "home", "access", "how",
    "documentation",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Dataset:
    """A published dataset, as its recipe describes it.

    `sign_languages` are codes of `resources/languages.csv`, `spoken_languages` those of its glosses
    and translations. Numbers are those published, or None; `size` is in bytes. `how` says in one
    sentence how to get it, `documentation` are the addresses from which the recipe was written.
    `has_layout` says whether its files can be added. `download` says how they can be fetched.
    """

    name: str
    title: str
    sign_languages: tuple[str, ...] = ()
    spoken_languages: tuple[str, ...] = ()
    signs: int | None = None
    signers: int | None = None
    clips: int | None = None
    size: int | None = None
    licence: str = ""
    licence_url: str = ""
    home: str = ""
    access: Access = "open"
    how: str = ""
    documentation: tuple[str, ...] = ()
    attribution: str = ""
    note: str = ""
    has_layout: bool = True
    download: Mapping[str, Any] | None = None


@cache
def datasets() -> tuple[Dataset, ...]:
    """Return the datasets that ship with signdict, in the order of their names.

    Raise ManifestError or LanguageError if a recipe is wrong.
    """
    contents = [(source.folder() / f"{name}{source.ENDING}") for name in source.names()]
    read = [(path, source.read(path)) for path in contents]
    return tuple(described(path, content) for path, content in read if not content.get("template"))


def dataset(name: str) -> Dataset:
    """Return a dataset by its name, or by the path of a recipe.

    Raise ManifestError, which suggests similar names, if it does not exist.
    """
    path = source.located(name)
    return described(path, source.read(path))


def described(path: Path, content: source.RecipeContent) -> Dataset:
    """Return what a recipe says about its dataset.

    Raise ManifestError if it has an unknown key or a wrong value, LanguageError if the code of a
    sign language is unknown.
    """
    place = RecipePlace(path)
    place.checked(content, _KINDS)
    if content.get("access", "open") not in get_args(Access):
        raise place.error(f"access is {content['access']}", f"Write {', '.join(get_args(Access))}.")
    if any(content.get(key, 0) < 0 for key in _NUMBERS):
        raise place.error("a number is negative", "Correct it, or leave it out.")
    codes = tuple(_code(path, text) for text in content.get("sign_languages", ()) if text)
    values: dict[str, Any] = {
        key: clean(value) if isinstance(value, str) else value
        for key, value in content.items()
        if key in (*_TEXTS, *_NUMBERS, "access", "download")
    }
    values |= {key: tuple(map(clean, content.get(key, ()))) for key in _LISTS[1:]}
    values |= {"title": values.get("title") or path.stem, "sign_languages": codes}
    return Dataset(path.stem, has_layout="layout" in content, **values)


def _code(path: Path, text: str) -> str:
    try:
        return language(text).code
    except LanguageError as error:
        raise LanguageError(f"The recipe {path.name}: {error.message}", hint=error.hint) from error
