"""Very many points as one picture: marks are written into its memory, without a graphics card."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor

from signdict.gui.linguist import marks
from signdict.gui.theme.style import Tones


@dataclass(frozen=True, slots=True)
class Look:
    """How groups are drawn: which of them have a name, which one is picked out, the tones."""

    named: tuple[bool, ...]
    picked: int | None
    tones: Tones


def paint(
    pixels: NDArray[np.uint32],
    at: NDArray[np.float32],
    member: NDArray[np.int32],
    bright: NDArray[np.bool_],
    radius: float,
    look: Look,
) -> None:
    """Draw points (n, 2) into pixels (high, wide) by group; those not `bright` faintly, below."""
    pixels.fill(QColor(look.tones.base).rgb())
    high, wide = pixels.shape
    margin = int(np.ceil(radius * 1.25)) + 1
    x, y = (np.rint(at[:, axis]).astype(np.int64) for axis in (0, 1))
    inside = (x >= margin) & (x < wide - margin) & (y >= margin) & (y < high - margin)
    middles = y * wide + x
    layer = np.where(bright, 1, 0) * len(look.named) + member  # faint ones first, below
    layer[~inside] = -1
    order = np.argsort(layer.astype(np.int16), kind="stable")  # a radix sort
    ends = np.searchsorted(layer[order], np.arange(2 * len(look.named) + 1))
    for number, (start, end) in enumerate(pairwise(ends.tolist())):
        if end > start:
            group = number % len(look.named)
            ink = _ink(group, number < len(look.named), look)
            _stamped(pixels, middles[order[start:end]], group, radius, ink)


def _stamped(
    pixels: NDArray[np.uint32], middles: NDArray[np.int64], group: int, radius: float, ink: int
) -> None:
    wide, flat = pixels.shape[1], pixels.reshape(-1)
    for right, down in marks.stamp(group, radius).tolist():
        flat[middles + (down * wide + right)] = ink


def _ink(group: int, faint: bool, look: Look) -> int:  # noqa: FBT001
    ink = marks.colour(group, look.named[group], look.tones)
    if faint or (look.picked is not None and look.picked != group):
        ground = QColor(look.tones.base)
        red, green, blue = (
            round(0.22 * over + 0.78 * under)
            for over, under in (
                (ink.red(), ground.red()),
                (ink.green(), ground.green()),
                (ink.blue(), ground.blue()),
            )
        )
        ink = QColor(red, green, blue)
    return int(ink.rgb())
