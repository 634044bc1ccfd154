"""Reads landmarks in tables: a row for each point, or a row for each frame; CSV and Parquet."""

import csv
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeAlias

import numpy as np

from signdict.core.errors import InstallationError, PoseError
from signdict.core.types import AnyArray, FloatArray
from signdict.importing.recipes.pattern import Pattern
from signdict.importing.recipes.schema import RecipePlace
from signdict.pose import landmarks, pointnames

#: The formats of tables.
FORMATS: Final = ("parquet", "csv")
#: Bytes of the largest table of one clip.
_LARGEST: Final = 1 << 28
_KINDS: Final = {
    **dict.fromkeys(("frame", "part", "point", "x", "y", "z", "confidence", "columns"), "text"),
    "parts": "table",
}  # fmt: skip
_PARTS: Final[Mapping[str, slice]] = {
    "body": landmarks.BODY, "face": landmarks.FACE, "left_hand": landmarks.LEFT_HAND,
    "right_hand": landmarks.RIGHT_HAND,
}  # fmt: skip
_AXES: Final = ("x", "y", "z", "confidence")

#: The columns of a table by their names.
_Columns: TypeAlias = Mapping[str, AnyArray]


@dataclass(frozen=True, slots=True)
class ColumnLayout:
    """The columns of a table of landmarks, and the parts of the body by their names there.

    `wide` is the pattern of the columns of a table with a row for each frame.
    """

    columns: Mapping[str, str]
    parts: Mapping[str, str]
    wide: Pattern | None = None

    def read(self, path: Path, form: str) -> FloatArray:
        """Return the landmarks of a file: (frames, 1, 203, xyzc), NaN where they are missing.

        Raise PoseError if it cannot be read or lacks a column, InstallationError without the
        package that reads Parquet.
        """
        if path.stat().st_size > _LARGEST:
            raise PoseError(f"{path.name} is longer than 256 MB.", hint="Split it.")
        table = _READERS[form](path)
        values = self._of_frames(table) if self.wide else self._of_points(table, path.name)
        if not len(values) or not np.isfinite(values[..., 0]).any():
            raise PoseError(
                f"{path.name} has no landmarks in the columns that its recipe names.",
                hint="Check that the recipe belongs to this file.",
            )
        return values[:, None]

    def _of_points(self, table: _Columns, name: str) -> FloatArray:
        """Return the landmarks of a table with a row for each point."""
        if missing := [c for c in self.columns.values() if c not in table]:
            raise PoseError(
                f"{name} has no column {missing[0]}.",
                hint="Check that the recipe belongs to this file.",
            )
        frames, index = np.unique(table[self.columns["frame"]], return_inverse=True)
        marks = self._marks(table[self.columns["part"]], table[self.columns["point"]])
        values = _unseen(len(frames))
        known = marks >= 0
        for number, axis in enumerate(_AXES):
            if axis in self.columns:
                cells = _numbers(table[self.columns[axis]])
                values[index[known], marks[known], number] = cells[known]
        if "confidence" not in self.columns:
            values[..., 3] = 1
        return values

    def _marks(self, parts: AnyArray, points: AnyArray) -> AnyArray:
        """Return the landmark of each row, or -1."""
        numbers = np.nan_to_num(_numbers(points), nan=-1).astype(np.int64)
        marks = np.full(len(parts), -1, np.int64)
        for name, part in self.parts.items():
            rows = np.flatnonzero(np.asarray(parts, str) == name)
            table = _numbered(part)
            inside = rows[(numbers[rows] >= 0) & (numbers[rows] < len(table))]
            marks[inside] = table[numbers[inside]]
        return marks

    def _of_frames(self, table: _Columns) -> FloatArray:
        """Return the landmarks of a table with a row for each frame."""
        values = _unseen(max((len(column) for column in table.values()), default=0))
        values[..., 3] = 1
        for name, cells in table.items():
            parts = self.wide.match(name) if self.wide else None
            part = self.parts.get(parts.get("part", "")) if parts else None
            if not parts or part is None or parts.get("axis", "").lower() not in _AXES:
                continue
            numbers, point = _numbered(part), parts.get("point", "")
            mark = int(numbers[int(point)]) if int(point or -1) in range(len(numbers)) else -1
            if mark >= 0:
                values[:, mark, _AXES.index(parts["axis"].lower())] = _numbers(cells)
        return values


def column_layout(place: RecipePlace, table: Any) -> ColumnLayout:
    """Return the columns that a recipe describes. Raise ManifestError if they are not valid."""
    place.checked(table, _KINDS)
    parts = place.below("parts").texts(table.get("parts", {name: name for name in _PARTS}))
    if unknown := [part for part in parts.values() if part not in _PARTS]:
        raise place.error(f"unknown part {unknown[0]}", f"Write {', '.join(_PARTS)}.")
    if "columns" in table:
        pattern = Pattern(table["columns"], whole=True)
        if not {"axis", "part", "point"} <= set(pattern.names):
            raise place.error(
                "columns must name axis, part and point", 'Write "{axis:x|y|z}_{part}_{point}".'
            )
        return ColumnLayout({}, parts, pattern)
    columns = {key: table[key] for key in ("frame", "part", "point", *_AXES) if key in table}
    if missing := [key for key in ("frame", "part", "point", "x", "y") if key not in columns]:
        raise place.error(f"it has no {missing[0]}", "Name the column.")
    return ColumnLayout(columns, parts)


def _unseen(frames: int) -> FloatArray:
    values = np.full((frames, landmarks.COUNT, 4), np.nan, np.float32)
    values[..., 2] = 0
    return values


def _numbered(part: str) -> AnyArray:
    """Return the landmark of each point of a part in MediaPipe's numbering, or -1."""
    where = _PARTS[part]
    if part != "face":
        return np.arange(where.start, where.stop)
    found = [pointnames.landmark(where, str(mesh)) for mesh in range(478)]
    return np.array([-1 if mark is None else mark for mark in found])


def _numbers(cells: AnyArray) -> AnyArray:
    """Return cells as numbers, NaN where they are none."""
    if cells.dtype.kind in "fiu":
        return cells.astype(np.float64)
    return np.array([_number(cell) for cell in cells], np.float64)


def _number(cell: object) -> float:
    try:
        return float(str(cell))
    except ValueError:
        return np.nan


def _csv_columns(path: Path) -> _Columns:
    """Return the columns of a CSV file. Raise PoseError if it cannot be read."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = [*csv.reader(file)]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise PoseError(f"{path.name} cannot be read as CSV.", hint="Save it again.") from error
    if not rows:
        return {}
    head, *body = rows
    full = [row for row in body if len(row) == len(head)]
    return {name.strip(): np.array([row[n] for row in full]) for n, name in enumerate(head)}


def _parquet_columns(path: Path) -> _Columns:
    """Return the columns of a Parquet file."""
    try:
        from pyarrow import ArrowInvalid
        from pyarrow.parquet import read_table
    except ImportError as error:
        raise InstallationError(
            f"{path.name} is a Parquet file, and the package that reads it is not installed.",
            hint="Install it: pip install signdict[parquet]",
        ) from error
    try:
        table = read_table(path)
    except (OSError, ArrowInvalid) as error:
        raise PoseError(
            f"{path.name} cannot be read as Parquet.", hint="Download it again."
        ) from error
    return {name: np.asarray(table[name].to_numpy()) for name in table.column_names}


_READERS: Final[Mapping[str, Callable[[Path], _Columns]]] = {
    "csv": _csv_columns, "parquet": _parquet_columns,
}  # fmt: skip
