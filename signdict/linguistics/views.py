"""Stores the named views of the table in one small JSON file, which is validated when it is read.

    {"format": "signdict views", "version": 1,
     "views": [{"name": "At the chest", "words": "", "chosen": {"place": ["chest"]},
                "column": "gloss", "falling": false, "hidden": ["licence"]}]}

Invalid entries are skipped. Before a file with such entries is overwritten it is renamed, so that
nothing in it is lost.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, TypeGuard

from signdict.core import files
from signdict.core.cleaning import clean
from signdict.core.errors import ViewError, WriteError
from signdict.core.text import fold
from signdict.linguistics.table import CHOOSABLE, COLUMNS, TableView

_FORMAT, _VERSION = "signdict views", 1
#: The size up to which a file of views is read, in bytes.
_LARGEST = 1_000_000
#: Columns that can be hidden.
_HIDEABLE = [name for name in COLUMNS if name != "gloss"]
_LONGEST_NAME = 200  # of the name of a view, in characters
_LONGEST = 1000  # of the words of a view and of a value, in characters


class ViewStore:
    """Reads and writes the file with each call, so that windows and commands share it."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def all(self) -> list[TableView]:
        """Return every view in alphabetical order."""
        return self._read()[0]

    def find(self, name: str) -> TableView:
        """Return the view of a name. Raise ViewError, with the names of all views, if none has."""
        views = self.all()
        for view in views:
            if _same(view.name, name):
                return view
        names = ", ".join(view.name for view in views)
        raise ViewError(
            f"No view is named {name}.",
            hint=f"Views: {names}." if names else "Save one on the Explore page.",
        )

    def save(self, view: TableView, *, overwrite: bool = False) -> list[TableView]:
        """Add a view, or replace the one of its name with `overwrite`; return all views.

        Raise ViewError if the name is empty, too long or that of another view.
        """
        view = replace(view, name=_checked(view.name), words=clean(view.words)[:_LONGEST])
        views = self.all()
        others = [other for other in views if not _same(other.name, view.name)]
        if len(others) < len(views) and not overwrite:
            raise ViewError(
                f"A view named {view.name} already exists.",
                hint="Choose another name, or delete that view first.",
            )
        return self._write([*others, view])

    def rename(self, name: str, new: str) -> list[TableView]:
        """Rename a view and return all views. Raise ViewError if that is not possible."""
        view = self.find(name)
        if not _same(name, new):
            self.save(replace(view, name=new))
            return self.remove(view.name)
        return self.save(replace(view, name=new), overwrite=True)

    def remove(self, name: str) -> list[TableView]:
        """Remove a view and return the others. Raise ViewError if no view has this name."""
        removed = self.find(name)
        return self._write([view for view in self.all() if view.name != removed.name])

    def content(self) -> bytes | None:
        """Return the bytes of the file for a backup; None if it cannot be read."""
        try:
            return self._path.read_bytes() if self._path.stat().st_size <= _LARGEST else None
        except OSError:
            return None

    def restore(self, content: bytes) -> None:
        """Replace all views by those of `content`, if it is valid.

        Raise WriteError if the file cannot be written.
        """
        views, valid = _parsed(content)
        if valid:
            self._write(views)

    def _read(self) -> tuple[list[TableView], bool]:
        """Return the valid views, and whether all of the file is valid."""
        if not self._path.exists():
            return [], True
        content = self.content()
        return ([], False) if content is None else _parsed(content)

    def _write(self, views: Sequence[TableView]) -> list[TableView]:
        data = {"format": _FORMAT, "version": _VERSION, "views": [asdict(view) for view in views]}
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as refusal:
            raise WriteError(
                f"The folder {self._path.parent} cannot be created.",
                hint="Check that you may write there.",
            ) from refusal
        if not self._read()[1]:
            self._set_aside()
        files.write_atomic(self._path, json.dumps(data, ensure_ascii=False, indent=1).encode())
        return self.all()

    def _set_aside(self) -> None:
        """Rename a damaged file to a name that no file has."""
        number = 1
        while (aside := self._path.with_stem(f"{self._path.stem}-damaged-{number}")).exists():
            number += 1
        try:
            self._path.replace(aside)
        except OSError as refusal:
            raise ViewError(
                f"{self._path.name} is damaged and cannot be renamed.",
                hint=f"Rename {self._path}.",
            ) from refusal


def _parsed(content: bytes) -> tuple[list[TableView], bool]:
    """Return the valid views of a file, and whether all of it is valid."""
    try:
        data: object = json.loads(content.decode("utf-8"))
    except (ValueError, RecursionError):
        return [], False
    rows = data.get("views") if isinstance(data, dict) else None
    known = isinstance(data, dict) and (data.get("format"), data.get("version")) == (
        _FORMAT, _VERSION,
    )  # fmt: skip
    if not known or not isinstance(rows, list):
        return [], False
    views = {_key(view.name): view for row in rows if (view := _view(row))}
    return _alphabetical(views.values()), len(views) == len(rows)


def _same(name: str, other: str) -> bool:
    return _key(name) == _key(other)


def _key(name: str) -> str:
    """Return what identifies a view: its name without case and extra spaces."""
    return " ".join(name.split()).casefold()


def _alphabetical(views: Iterable[TableView]) -> list[TableView]:
    return sorted(views, key=lambda view: (fold(view.name), view.name))


def _checked(name: str) -> str:
    checked = clean(name)
    if not checked or len(checked) > _LONGEST_NAME:
        raise ViewError("Enter a name.", hint=f"It has up to {_LONGEST_NAME} characters.")
    return checked


def _view(row: object) -> TableView | None:
    """Return the view of a row of the file; None if it is not valid."""
    if not isinstance(row, dict):
        return None
    name, words, column = row.get("name"), row.get("words", ""), row.get("column", "gloss")
    falling, chosen = row.get("falling", False), _chosen(row.get("chosen", {}))
    if not (_is_text(name) and _is_text(words)) or chosen is None:
        return None
    if column not in COLUMNS or not isinstance(falling, bool):
        return None
    hidden = row.get("hidden", [])
    if not isinstance(hidden, list) or not all(column in _HIDEABLE for column in hidden):
        return None
    try:
        return TableView(_checked(name), words, chosen, column, falling, tuple(hidden))
    except ViewError:
        return None


def _is_text(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and len(value) <= _LONGEST


def _chosen(data: Any) -> dict[str, tuple[str, ...]] | None:
    """Return the chosen values of columns; None if they are not valid."""
    if not isinstance(data, dict) or not all(name in CHOOSABLE for name in data):
        return None
    lists = [value for value in data.values() if isinstance(value, list)]
    texts = [text for values in lists for text in values]
    if len(lists) < len(data) or not all(isinstance(text, str) for text in texts):
        return None
    return {name: tuple(values) for name, values in data.items()}
