"""Finds and reads the files of recipes, with their bases and parameters; see docs/datasets.md."""

import re
import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeAlias

from signdict.core.errors import ManifestError
from signdict.core.paths import resources
from signdict.core.tables import not_opened

#: A table of TOML.
RecipeContent: TypeAlias = dict[str, Any]

ENDING = ".toml"
#: Bytes of the longest recipe, bases of a recipe, and names that an error suggests.
_LONGEST, _MOST_BASES, _MOST_SUGGESTIONS = 1 << 20, 4, 3
#: Share of letters in common from which a name is suggested for another.
_SIMILAR = 0.7
_NAME = re.compile(r"[a-z0-9_]+")
_PARAMETER = re.compile(r"\$\{(\w+)\}")
_LIST = "List all datasets: signdict datasets"


def folder() -> Path:
    """Return the folder of the recipes that ship with signdict."""
    return resources() / "datasets"


def names() -> list[str]:
    """Return the names of the recipes that ship with signdict, in order."""
    return sorted(path.stem for path in folder().glob(f"*{ENDING}"))


def located(name: str) -> Path:
    """Return the file of a recipe: by its name, or by the path of a file of the user's own.

    Raise ManifestError, which suggests similar names, if it does not exist.
    """
    if name.lower().endswith(ENDING) or "/" in name or "\\" in name:
        path = Path(name).expanduser()
        if not path.is_file():
            raise not_opened(path)
        return path
    word = name.strip().lower().replace("-", "_").replace(" ", "_")
    if word in (known := names()):
        return folder() / f"{word}{ENDING}"
    plain = {known_name.replace("_", ""): known_name for known_name in known}
    if (squeezed := word.replace("_", "")) in plain:
        return folder() / f"{plain[squeezed]}{ENDING}"
    containing = [key for key in plain if squeezed and squeezed in key][:_MOST_SUGGESTIONS]
    similar = containing or get_close_matches(squeezed, plain, _MOST_SUGGESTIONS, _SIMILAR)
    close = [plain[key] for key in similar]
    raise ManifestError(
        f"No dataset is named {name}.",
        hint=f"Did you mean {' or '.join(close)}? {_LIST}" if close else f"{_LIST}.",
    )


def read(path: Path, settings: Mapping[str, str] | None = None) -> RecipeContent:
    """Return the content of a recipe, with its base merged in and its parameters replaced.

    `settings` are parameters that the user chose. Raise ManifestError if the file is not a recipe,
    or has no such parameter.
    """
    content = _merged(path, 0)
    parameters = _texts(content.pop("parameters", {}), path, "parameters")
    chosen = _texts(content.pop("set", {}), path, "set") | dict(settings or {})
    if unknown := [name for name in chosen if name not in parameters]:
        raise ManifestError(
            f"{path.name} has no parameter {unknown[0]}.",
            hint=f"Its parameters: {', '.join(parameters)}." if parameters else "It has none.",
        )
    return {key: _replaced(value, parameters | chosen, path) for key, value in content.items()}


def _merged(path: Path, depth: int) -> RecipeContent:
    content = _parsed(path)
    base = content.pop("base", None)
    if base is None:
        return content
    if not isinstance(base, str) or not _NAME.fullmatch(base) or depth >= _MOST_BASES:
        raise ManifestError(
            f"{path.name} cannot be based on {base}.", hint="Name a recipe that has no such base."
        )
    beside = path.with_name(f"{base}{ENDING}")
    found = beside if beside.is_file() and beside != path else located(base)
    below = _merged(found, depth + 1)
    below.pop("template", None)
    return _over(below, content)


def _over(below: RecipeContent, above: RecipeContent) -> RecipeContent:
    """Return two tables as one; the values of the second replace those of the first."""
    both = below | above
    for key in below.keys() & above.keys():
        if isinstance(below[key], dict) and isinstance(above[key], dict):
            both[key] = _over(below[key], above[key])
    return both


def _parsed(path: Path) -> RecipeContent:
    try:
        if path.stat().st_size > _LONGEST:
            raise ManifestError(f"{path.name} is too long for a recipe.", hint="Shorten it.")
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise not_opened(path) from error
    except (UnicodeDecodeError, RecursionError, tomllib.TOMLDecodeError) as error:
        reason = str(error) if isinstance(error, tomllib.TOMLDecodeError) else "unexpected content"
        raise ManifestError(
            f"{path.name} is not valid TOML ({reason}).", hint="Correct this line."
        ) from error


def _texts(table: Any, path: Path, key: str) -> dict[str, str]:
    if not isinstance(table, dict) or not all(isinstance(text, str) for text in table.values()):
        raise ManifestError(f"{path.name}: {key} must be a table of texts.", hint="Correct it.")
    return table


def _replaced(value: Any, parameters: Mapping[str, str], path: Path) -> Any:
    if isinstance(value, dict):
        return {
            _replaced(key, parameters, path): _replaced(each, parameters, path)
            for key, each in value.items()
        }
    if isinstance(value, list):
        return [_replaced(each, parameters, path) for each in value]
    if not isinstance(value, str) or "${" not in value:
        return value
    unknown = [name for name in _PARAMETER.findall(value) if name not in parameters]
    if unknown:
        raise ManifestError(
            f"{path.name} has no parameter {unknown[0]}.", hint="Add it to [parameters]."
        )
    return _PARAMETER.sub(lambda found: parameters[found[1]], value)
