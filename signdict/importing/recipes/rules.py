"""What a recipe does with the values of a clip: look up, split, replace, correct, skip."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from signdict.core.cleaning import clean
from signdict.core.errors import ManifestError
from signdict.importing.recipes.pattern import Pattern, Values
from signdict.importing.recipes.schema import RecipePlace, listed
from signdict.importing.recipes.tables import KINDS, TableLayout, table_layout

LABEL_KINDS: Final = KINDS | {"key": "text", "optional": "flag"}
PARSE_KINDS: Final = {"value": "text", "patterns": "text or texts"}
ERROR_KINDS: Final = {"where": "table", "reason": "text", "set": "table"}
_CASES: Final[Mapping[str, Callable[[str], str]]] = {"lower": str.lower, "upper": str.upper}


class KnownError(ManifestError):
    """A clip that the recipe skips, with the reason that it states."""


def key_of(text: str) -> str:
    """Return what equal values have in common: case does not matter, nor do zeros of numbers."""
    plain = clean(text).casefold()
    return plain.lstrip("0") or "0" if plain.isdecimal() else plain


@dataclass(frozen=True, slots=True)
class Labels:
    """A table in which the value `key` is looked up."""

    table: TableLayout
    key: str
    optional: bool

    @property
    def inline(self) -> list[Values]:
        """The rows that are in the recipe itself."""
        return [values for _, values in self.table.rows(None)] if self.table.inline else []

    def read(self, rows: Sequence[Values]) -> dict[str, Values]:
        """Return the rows of all files by their key; of a repeated key, the first row counts."""
        known: dict[str, Values] = {}
        for row in rows:
            if row.get(self.key):
                known.setdefault(key_of(row[self.key]), row)
        return known

    def applied(self, values: Values, known: Mapping[str, Values]) -> Values:
        """Return the values with those that were looked up.

        Raise ManifestError if the value is not found and must be.
        """
        text = values.get(self.key, "")
        row = known.get(key_of(text)) if text else None
        if row is None:
            if self.optional:
                return values
            raise ManifestError(
                f"No label for {self.key} {text or 'nothing'}.",
                hint="Check that the list of labels belongs to these files.",
            )
        return values | {name: text for name, text in row.items() if text and name != self.key}


@dataclass(frozen=True, slots=True)
class _Correction:
    """A known error: what it concerns, why, and the values that replace the wrong ones."""

    where: Mapping[str, tuple[Pattern, ...]]
    reason: str
    values: Mapping[str, str] | None

    def concerns(self, values: Values) -> bool:
        return all(
            any(pattern.match(values.get(name, "")) is not None for pattern in patterns)
            for name, patterns in self.where.items()
        )


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of a layout after its labels, in the order in which they are applied."""

    parse: tuple[tuple[str, tuple[Pattern, ...]], ...] = ()
    replace: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    case: Mapping[str, str] = field(default_factory=dict)
    map: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    errors: tuple[_Correction, ...] = ()

    def applied(self, values: Values) -> Values:
        """Return the values that a clip has. Raise KnownError if it is skipped."""
        values = dict(values)
        for name, patterns in self.parse:
            found = (pattern.match(values.get(name, "")) for pattern in patterns)
            values |= next((parts for parts in found if parts is not None), {})
        values |= {name: self._rewritten(name, text) for name, text in values.items()}
        for error in self.errors:
            if error.concerns(values):
                if error.values is None:
                    raise KnownError(error.reason)
                values |= error.values
        return values

    def _rewritten(self, name: str, text: str) -> str:
        """Return the text of a value after `replace`, `case` and `map`."""
        for old, new in self.replace.get(name, ()):
            text = text.replace(old, new)
        text = _CASES[self.case[name]](text) if name in self.case else text
        known = self.map.get(name, {})
        return known.get(text, known.get(key_of(text), text))


def labels(place: RecipePlace, tables: Any) -> tuple[Labels, ...]:
    """Return the labels that a recipe describes. Raise ManifestError if they are not valid."""
    found = []
    for table in listed(tables):
        place.checked(table, LABEL_KINDS)
        key, columns = table.get("key", ""), table_layout(place, table)
        if key not in columns.names:
            raise place.error(
                f"no column has the key {key or '(none)'}", 'Write key = "class" and its column.'
            )
        found.append(Labels(columns, key, table.get("optional", False)))
    return tuple(found)


def rules(place: RecipePlace, layout: Mapping[str, Any]) -> Rules:
    """Return the rules that a recipe describes. Raise ManifestError if they are not valid."""
    return Rules(
        tuple(_parse(place.below("parse"), each) for each in listed(layout.get("parse", []))),
        _replacements(place.below("replace"), layout.get("replace", {})),
        _cases(place.below("case"), layout.get("case", {})),
        _maps(place.below("map"), layout.get("map", {})),
        tuple(_error(place.below("errors"), each) for each in listed(layout.get("errors", []))),
    )


def _parse(place: RecipePlace, table: Any) -> tuple[str, tuple[Pattern, ...]]:
    place.checked(table, PARSE_KINDS)
    name, patterns = table.get("value", ""), listed(table.get("patterns", []))
    if not name or not patterns:
        raise place.error("it has no value or no patterns", "Name both.")
    return name, tuple(Pattern(text, whole=name != "path") for text in patterns)


def _replacements(place: RecipePlace, table: Any) -> dict[str, tuple[tuple[str, str], ...]]:
    place.checked(table, dict.fromkeys(table, "list"))
    for name, pairs in table.items():
        for pair in pairs:
            is_pair = isinstance(pair, list) and len(pair) == 2 and pair[0] != ""
            if not is_pair or not all(isinstance(text, str) for text in pair):
                raise place.error(f"{name} is not a list of pairs", 'Write it like [["_", " "]].')
    return {name: tuple((old, new) for old, new in pairs) for name, pairs in table.items()}


def _cases(place: RecipePlace, table: Any) -> dict[str, str]:
    place.checked(table, dict.fromkeys(table, "text"))
    for name, case in table.items():
        if case not in _CASES:
            raise place.error(f"{name} is {case}", f"Write {' or '.join(_CASES)}.")
    return dict(table)


def _maps(place: RecipePlace, table: Any) -> dict[str, dict[str, str]]:
    place.checked(table, dict.fromkeys(table, "table"))
    return {
        name: {
            form: text for old, text in place.below(name).texts(pairs).items()
            for form in (key_of(old), old)
        }
        for name, pairs in table.items()
    }  # fmt: skip


def _error(place: RecipePlace, table: Any) -> _Correction:
    place.checked(table, ERROR_KINDS)
    where = place.below("where").texts(table.get("where", {}), lists=True)
    reason = clean(table.get("reason", ""))
    if not where or not reason:
        raise place.error("an error has no where or no reason", "Name both.")
    values = place.below("set").texts(table["set"]) if "set" in table else None
    patterns = {
        name: tuple(Pattern(text, whole=True) for text in listed(texts))
        for name, texts in where.items()
    }
    return _Correction(patterns, reason, values)
