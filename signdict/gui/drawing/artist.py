"""Draws signs for export without a window: the frames of a GIF and the pages of a PDF."""

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from signdict.gui.drawing import skeleton
from signdict.gui.drawing.motion import Extent, Motion
from signdict.gui.theme.style import LIGHT
from signdict.lists.animation import FPS, LONGEST, SIDE

if TYPE_CHECKING:
    from signdict.lists.export import ExportEntry
    from signdict.lists.signlist import SignList
    from signdict.pose.pose import Pose

#: Frames at rest that are kept at both ends of a sign.
_MARGIN = 4


class Artist:
    """Draws with Qt, on the thread of the dictionary in the window, and on the command line."""

    def __init__(self) -> None:
        self._app = QCoreApplication.instance() or QApplication(_arguments())
        skeleton.prepare()

    def frames(self, pose: "Pose") -> list[NDArray[np.uint8]]:
        """Return the frames (h, w, 3) of a sign at `animation.FPS`, on a light background."""
        motion = Motion(pose.trimmed(_MARGIN))
        box = motion.box()
        count = max(int(min(motion.seconds, LONGEST) * FPS), 2)
        return [_drawn(motion, number / FPS, box) for number in range(count)]

    def sheet(self, signs: "SignList", items: "Iterator[ExportEntry]") -> Iterator[bytes]:
        """Yield empty bytes after each sign that was drawn, then the whole PDF."""
        from signdict.gui.drawing.pdf import draw_list

        return draw_list(signs, items)


def _arguments() -> list[str]:
    """Return the arguments of the application. Fonts need an application but no screen."""
    is_offscreen = os.environ.get("QT_QPA_PLATFORM", "").startswith("offscreen")
    return ["signdict"] if is_offscreen else ["signdict", "-platform", "offscreen"]


def _drawn(motion: Motion, seconds: float, box: Extent) -> NDArray[np.uint8]:
    image = QImage(SIDE, SIDE, QImage.Format.Format_RGB888)
    image.fill(QColor(LIGHT.ground))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    rect = QRectF(8, 8, SIDE - 16, SIDE - 8)
    skeleton.paint(painter, rect, motion.at(seconds), box, LIGHT)
    painter.end()
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(SIDE, image.bytesPerLine())
    return rows[:, : 3 * SIDE].reshape(SIDE, SIDE, 3).copy()
