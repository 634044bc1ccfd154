"""Which part of a map is in view, and which of its points somebody means."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float32]

#: Pixels between all that there is and the edge.
_MARGIN = 24
#: How far one can go in, as a multiple of the whole.
_CLOSEST = 400.0


@dataclass(frozen=True, slots=True)
class Lens:
    """The place (x, y) in the middle of a window of some pixels, and how many pixels a unit is."""

    wide: int
    high: int
    x: float = 0.0
    y: float = 0.0
    zoom: float = 1.0

    @property
    def scale(self) -> float:
        """Pixels a unit; at a zoom of 1 all places between -1 and 1 are in view."""
        return self.zoom * max(min(self.wide, self.high) / 2 - _MARGIN, 1.0)

    def pixels(self, places: Points) -> Points:
        """Where places (n, 2) are in the window."""
        scale = self.scale
        shift = self.wide / 2 - self.x * scale, self.high / 2 - self.y * scale
        return np.asarray(places * np.float32(scale) + np.array(shift, np.float32), np.float32)

    def resized(self, wide: int, high: int) -> "Lens":
        """The same middle in a window of another size."""
        return replace(self, wide=wide, high=high)

    def moved(self, right: float, down: float) -> "Lens":
        """The window moved over the map by so many pixels."""
        return self._at(self.x + right / self.scale, self.y + down / self.scale, self.zoom)

    def zoomed(self, factor: float, at: tuple[float, float] | None = None) -> "Lens":
        """Nearer by a factor; the place under the pixel `at` stays where it is."""
        zoom = min(max(self.zoom * factor, 1.0), _CLOSEST)
        right, down = at or (self.wide / 2, self.high / 2)
        off = right - self.wide / 2, down - self.high / 2
        nearer = replace(self, zoom=zoom)
        gain = 1 / self.scale - 1 / nearer.scale
        return self._at(self.x + off[0] * gain, self.y + off[1] * gain, zoom)

    def showing(self, place: Sequence[float]) -> "Lens":
        """Moved no further than needed for a place to be in view."""
        x, y = self.pixels(np.array([place], np.float32))[0].tolist()
        edge = 2 * _MARGIN
        right = min(x - edge, 0) + max(x - (self.wide - edge), 0)
        down = min(y - edge, 0) + max(y - (self.high - edge), 0)
        return self.moved(right, down) if right or down else self

    def _at(self, x: float, y: float, zoom: float) -> "Lens":
        return replace(self, x=min(max(x, -1.0), 1.0), y=min(max(y, -1.0), 1.0), zoom=zoom)


def nearest(at: Points, x: float, y: float, reach: float) -> int | None:
    """The point (n, 2) nearest to a place within reach, or None."""
    if not len(at):
        return None
    far = ((at - np.array([x, y], np.float32)) ** 2).sum(axis=1)
    best = int(far.argmin())
    return best if far[best] <= reach**2 else None


def towards(at: Points, start: int, right: int, down: int) -> int:
    """The next point from one in a direction: near, and not far aside; itself if there is none."""
    step = at - at[start]
    along = step @ np.array([right, down], np.float32)
    aside = np.abs(step @ np.array([down, right], np.float32))
    there = (along > 0) & (aside <= along)
    if not there.any():
        return start
    cost = np.where(there, along + 2 * aside, np.inf)
    return int(cost.argmin())


def within(at: Points, outline: Points) -> NDArray[np.bool_]:
    """Which points (n, 2) are inside an outline (k, 2) that closes by itself, even-odd: (n,)."""
    inside = np.zeros(len(at), bool)
    if len(outline) < 3:
        return inside
    low, high = outline.min(axis=0), outline.max(axis=0)
    near = np.flatnonzero(((at >= low) & (at <= high)).all(axis=1))
    x, y = at[near].astype(np.float64).T
    hits = np.zeros(len(near), bool)
    corners = outline.astype(np.float64)
    for (x1, y1), (x2, y2) in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        if y1 != y2:
            crossed = (y1 > y) != (y2 > y)
            hits ^= crossed & (x < (x2 - x1) * (y - y1) / (y2 - y1) + x1)
    inside[near] = hits
    return inside
