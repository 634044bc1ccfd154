"""Converts the times of recipes to seconds, and cuts off rest at the ends of clips."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, TypeAlias

from signdict.core.errors import ManifestError, SignDictError
from signdict.importing.recipes.schema import RecipePlace

#: Start and end in seconds; None for those of the file.
ClipSpan: TypeAlias = tuple[float | None, float | None]

TIME_KINDS: Final = {"unit": "text", "rate": "text or number", "first": "whole", "length": "flag"}
TRIM_KINDS: Final = {"start": "number", "end": "number"}
_UNITS: Final = ("seconds", "milliseconds", "frames", "clock")
_CLOCK: Final = re.compile(r"(?:(\d+):)?(\d+):(\d+(?:[.,]\d+)?)")


@dataclass(frozen=True, slots=True)
class Times:
    """How times are written: unit, frames per second or the value that has them, first frame.

    `length`: the end is a length.
    """

    unit: str = "seconds"
    rate: float | str = 0.0
    first: int = 0
    length: bool = False

    def span(self, values: Mapping[str, str]) -> ClipSpan:
        """Return the start and end in the values of a clip, in seconds.

        Raise ManifestError if they are not times, or if the clip ends before it starts.
        """
        rate = self._rate(values) if self.unit == "frames" else 1.0
        start = self._seconds(values.get("start", ""), "start", rate)
        end = self._seconds(values.get("end", ""), "end", rate)
        if end is not None and end <= 0:
            end = None
        if self.unit == "frames" and not self.length:
            start = None if start is None else max(0.0, start - self.first / rate)
            end = None if end is None else end + (1 - self.first) / rate
        elif self.unit == "frames":
            start = None if start is None else max(0.0, start - self.first / rate)
        if end is not None and self.length:
            end += start or 0.0
        if end is not None and end <= (start or 0.0):
            raise ManifestError("The clip ends before it starts.", hint="Correct its times.")
        return start or None, end

    def _rate(self, values: Mapping[str, str]) -> float:
        text = str(values.get(self.rate, "")) if isinstance(self.rate, str) else str(self.rate)
        rate = _number(text)
        if not 0 < rate < 1000:
            raise ManifestError(
                f"{text or 'Nothing'} is not a frame rate.", hint="Write it like 25."
            )
        return rate

    def _seconds(self, text: str, name: str, rate: float) -> float | None:
        """Return a time in seconds, negative for the end of the file; None if it is empty."""
        if not text:
            return None
        clock = _CLOCK.fullmatch(text) if self.unit == "clock" else None
        if clock:
            hours, minutes, seconds = clock.groups()
            return int(hours or 0) * 3600 + int(minutes) * 60 + float(seconds.replace(",", "."))
        value = _number(text)
        if math.isnan(value) or (name == "start" and value < 0):
            raise ManifestError(f"{text} is not a valid {name}.", hint="Correct it.")
        return value / {"milliseconds": 1000.0, "frames": rate}.get(self.unit, 1.0)


@dataclass(frozen=True, slots=True)
class Trim:
    """Seconds of rest at the start and the end of every clip."""

    start: float = 0.0
    end: float = 0.0

    def span(self, path: Path, span: ClipSpan) -> ClipSpan:
        """Return a span without the rest; itself if nothing would be left."""
        if not self.start and not self.end:
            return span
        first, last = span[0] or 0.0, span[1]
        if self.end and last is None:
            last = _duration(path) or None
        start = first + self.start
        end = None if last is None else last - self.end
        if end is not None and end <= start:
            return span
        return start or None, end if self.end else span[1]


def times(place: RecipePlace, table: Any) -> Times:
    """Return the times that a recipe describes. Raise ManifestError if they are not valid."""
    table = place.checked(table, TIME_KINDS)
    if table.get("unit", "seconds") not in _UNITS:
        raise place.error(f"unknown unit {table['unit']}", f"Write {', '.join(_UNITS)}.")
    if table.get("unit") == "frames" and "rate" not in table:
        raise place.error("frames need a rate", "Add the frames per second, such as rate = 25.")
    return Times(**table)


def trim(place: RecipePlace, table: Any) -> Trim:
    """Return the rest that a recipe cuts off. Raise ManifestError if it is not valid."""
    table = place.checked(table, TRIM_KINDS)
    if any(not 0 <= seconds < 3600 for seconds in table.values()):
        raise place.error("a trim must be seconds from 0", "Write it like 0.5.")
    return Trim(**{key: float(seconds) for key, seconds in table.items()})


def _number(text: str) -> float:
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        return math.nan
    return value if math.isfinite(value) else math.nan


@lru_cache(1024)
def _duration(path: Path) -> float:
    """Return how long a film or `.pose` file is in seconds; 0 if it cannot be read."""
    from signdict.tracking.extraction import shape_steps

    steps = shape_steps(path)
    try:
        while True:
            next(steps)
    except StopIteration as last:
        return float(last.value.seconds)
    except SignDictError:
        return 0.0
