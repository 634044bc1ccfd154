"""Checks the tables of a recipe: their keys, and the kinds of the values."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from signdict.core.errors import ManifestError

#: What a value must be, and what an error says about it.
_KINDS: Final[Mapping[str, tuple[Callable[[Any], bool], str]]] = {
    "text": (lambda value: isinstance(value, str), "a text in quotation marks"),
    "whole": (lambda value: type(value) is int, "a whole number"),
    "number": (lambda value: type(value) in (int, float), "a number"),
    "flag": (lambda value: isinstance(value, bool), "true or false"),
    "texts": (lambda value: _is_list(value, str), 'a list of texts such as ["a", "b"]'),
    "text or texts": (
        lambda value: isinstance(value, str) or _is_list(value, str), "a text or a list of texts",
    ),
    "text or number": (
        lambda value: isinstance(value, str) or type(value) in (int, float), "a text or a number",
    ),
    "table": (lambda value: isinstance(value, dict), "a table"),
    "tables": (lambda value: isinstance(value, dict) or _is_list(value, dict), "tables"),
    "list": (lambda value: isinstance(value, list), "a list"),
    "size": (
        lambda value: _is_list(value, int) and len(value) == 2 and min(value) > 0,
        "a width and a height such as [1920, 1080]",
    ),
    "whole numbers": (lambda value: _is_list(value, int), "a list of whole numbers"),
    "text or list": (lambda value: isinstance(value, str | list), "a text or a list"),
}  # fmt: skip


def _is_list(value: Any, kind: type) -> bool:
    return isinstance(value, list) and all(isinstance(each, kind) for each in value)


@dataclass(frozen=True, slots=True)
class RecipePlace:
    """A table of a recipe: its file, and its name there; empty for the recipe itself."""

    path: Path
    name: str = ""

    def below(self, name: str) -> "RecipePlace":
        """Return a table of this table."""
        return RecipePlace(self.path, f"{self.name}.{name}" if self.name else name)

    def error(self, problem: str, hint: str) -> ManifestError:
        """Return the error for a problem of this table."""
        where = f", [{self.name}]" if self.name else ""
        return ManifestError(f"The recipe {self.path.name}{where}: {problem}.", hint=hint)

    def checked(self, table: Any, kinds: Mapping[str, str]) -> dict[str, Any]:
        """Return a table. Raise ManifestError if it has an unknown key or a wrong value."""
        if not isinstance(table, dict):
            raise self.error("it is not a table", f"It can have the keys {', '.join(kinds)}.")
        for key, value in table.items():
            if key not in kinds:
                raise self.error(f"unknown key {key}", f"It can have the keys {', '.join(kinds)}.")
            fits, needed = _KINDS[kinds[key]]
            if not fits(value):
                raise self.error(f"{key} must be {needed}", "Correct it.")
        return table

    def texts(self, table: Any, *, lists: bool = False) -> dict[str, Any]:
        """Return a table of texts or numbers, as texts; with `lists`, also of lists of them."""
        if not isinstance(table, dict):
            raise self.error("it is not a table", 'Write it like { gloss = "text" }.')
        return {key: self._text(key, value, lists=lists) for key, value in table.items()}

    def _text(self, key: str, value: Any, *, lists: bool) -> Any:
        if lists and isinstance(value, list):
            return [self._text(key, each, lists=False) for each in value]
        if not isinstance(value, str) and type(value) not in (int, float):
            raise self.error(f"{key} must be a text or a number", "Correct it.")
        return str(value)


def listed(value: Any) -> list[Any]:
    """Return a value as a list: itself, or a list of it alone."""
    return value if isinstance(value, list) else [value]
