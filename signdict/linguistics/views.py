"""Views of the table under names: one small JSON file of the user's, which is read with suspicion.

    {"format": "signdict views", "version": 1,
     "views": [{"name": "At the chest", "words": "", "chosen": {"place": ["chest"]},
                "column": "gloss", "falling": false, "hidden": ["licence"]}]}

What cannot be understood is left out. Before such a file is written anew it is put aside, so that
nothing in it is lost.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, TypeGuard

from signdict.core import files
from signdict.core.errors import ViewError, WriteError
from signdict.core.text import fold, legible
from signdict.linguistics.table import CHOOSABLE, COLUMNS, TableView

_FORMAT, _VERSION = "signdict views", 1
#: No file of views is larger, and nothing larger is read.
_LARGEST = 1_000_000
#: Columns that may be put away.
_AWAY = [name for name in COLUMNS if name != "gloss"]
_LONGEST_NAME = 200  # letters of the name of a view
_LONGEST = 1000  # letters of the words of a view, and of a value


class ViewStore:
    """Reads and writes at once, so that windows and commands share one file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def all(self) -> list[TableView]:
        """Every view, in the order of the alphabet."""
        return self._read()[0]

    def named(self, name: str) -> TableView:
        """The view of this name. Raise ViewError, naming those that there are, if none is."""
        views = self.all()
        found = [view for view in views if _same(view.name, name)]
        if found:
            return found[0]
        there = ", ".join(view.name for view in views)
        raise ViewError(
            f"There is no view {name}.",
            hint=f"There are: {there}." if there else "Save one on the page Explore.",
        )

    def keep(self, view: TableView, *, anew: bool = False) -> list[TableView]:
        """Keep a view and return all; `anew` puts it in the place of one of its name.

        Raise ViewError if it has no name, or that of another.
        """
        view = replace(view, name=_checked(view.name), words=legible(view.words)[:_LONGEST])
        views = self.all()
        others = [one for one in views if not _same(one.name, view.name)]
        if len(others) < len(views) and not anew:
            raise ViewError(
                f"There is a view {view.name} already.",
                hint="Choose another name, or delete that view first.",
            )
        return self._write([*others, view])

    def rename(self, name: str, new: str) -> list[TableView]:
        """Call a view otherwise and return all. Raise ViewError if that cannot be."""
        view = self.named(name)
        if not _same(name, new):
            self.keep(replace(view, name=new))
            return self.remove(view.name)
        return self.keep(replace(view, name=new), anew=True)

    def remove(self, name: str) -> list[TableView]:
        """Forget a view and return the others. Raise ViewError if there is none of this name."""
        gone = self.named(name)
        return self._write([one for one in self.all() if one.name != gone.name])

    def content(self) -> bytes | None:
        """The file as it is, to be kept elsewhere; None if there is none that can be read."""
        try:
            return self._path.read_bytes() if self._path.stat().st_size <= _LARGEST else None
        except OSError:
            return None

    def take_over(self, content: bytes) -> None:
        """Put what `content` returned in the place of what is here, if it can be understood.

        Raise WriteError if it cannot be written.
        """
        views, whole = _understood(content)
        if whole:
            self._write(views)

    def _read(self) -> tuple[list[TableView], bool]:
        """The views that can be understood, and whether that is all that the file holds."""
        if not self._path.exists():
            return [], True
        content = self.content()
        return ([], False) if content is None else _understood(content)

    def _write(self, views: Sequence[TableView]) -> list[TableView]:
        told = {"format": _FORMAT, "version": _VERSION, "views": [asdict(one) for one in views]}
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as refusal:
            raise WriteError(
                f"{self._path.parent} cannot be made.", hint="See that you may write there."
            ) from refusal
        if not self._read()[1]:
            self._put_aside()
        files.write_atomic(self._path, json.dumps(told, ensure_ascii=False, indent=1).encode())
        return self.all()

    def _put_aside(self) -> None:
        """Give a file that is not understood whole another name, which no file has."""
        number = 1
        while (aside := self._path.with_stem(f"{self._path.stem}-damaged-{number}")).exists():
            number += 1
        try:
            self._path.replace(aside)
        except OSError as refusal:
            raise ViewError(
                f"{self._path.name} cannot be read, nor put aside.",
                hint=f"Give {self._path} another name.",
            ) from refusal


def _understood(content: bytes) -> tuple[list[TableView], bool]:
    """The views of a file that can be understood, and whether that is all that it holds."""
    try:
        told: object = json.loads(content.decode("utf-8"))
    except (ValueError, RecursionError):
        return [], False
    rows = told.get("views") if isinstance(told, dict) else None
    known = isinstance(told, dict) and (told.get("format"), told.get("version")) == (
        _FORMAT, _VERSION,
    )  # fmt: skip
    if not known or not isinstance(rows, list):
        return [], False
    read = {_key(view.name): view for row in rows if (view := _view(row))}
    return _ordered(read.values()), len(read) == len(rows)


def _same(one: str, other: str) -> bool:
    return _key(one) == _key(other)


def _key(name: str) -> str:
    """What tells a view from every other: its name, in whatever case."""
    return " ".join(name.split()).casefold()


def _ordered(views: Iterable[TableView]) -> list[TableView]:
    return sorted(views, key=lambda view: (fold(view.name), view.name))


def _checked(name: str) -> str:
    kept = " ".join(legible(name).split())
    if not kept or len(kept) > _LONGEST_NAME:
        raise ViewError("A view has a name.", hint=f"Give it one of up to {_LONGEST_NAME} letters.")
    return kept


def _view(row: object) -> TableView | None:
    """A view as it stands in the file; None if it is none."""
    if not isinstance(row, dict):
        return None
    name, words, column = row.get("name"), row.get("words", ""), row.get("column", "gloss")
    falling, chosen = row.get("falling", False), _chosen(row.get("chosen", {}))
    if not (_is_text(name) and _is_text(words)) or chosen is None:
        return None
    if column not in COLUMNS or not isinstance(falling, bool):
        return None
    hidden = row.get("hidden", [])
    if not isinstance(hidden, list) or not all(one in _AWAY for one in hidden):
        return None
    try:
        return TableView(_checked(name), words, chosen, column, falling, tuple(hidden))
    except ViewError:
        return None


def _is_text(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and len(value) <= _LONGEST


def _chosen(told: Any) -> dict[str, tuple[str, ...]] | None:
    """The values of columns that are chosen; None if anything else stands there."""
    if not isinstance(told, dict) or not all(name in CHOOSABLE for name in told):
        return None
    lists = [value for value in told.values() if isinstance(value, list)]
    texts = [text for values in lists for text in values]
    if len(lists) < len(told) or not all(isinstance(text, str) for text in texts):
        return None
    return {name: tuple(values) for name, values in told.items()}
