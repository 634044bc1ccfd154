"""Draws a list of signs as a PDF: key frames, gloss, language, note and source of each sign."""

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPageLayout,
    QPageSize,
    QPainter,
    QPainterPath,
    QPdfWriter,
    QPen,
)

from signdict.gui.drawing import skeleton
from signdict.gui.drawing.motion import Extent, Motion
from signdict.gui.theme.style import LIGHT
from signdict.lists.anki import credit
from signdict.lists.export import credits_of, named
from signdict.pose import keyframes, landmarks

if TYPE_CHECKING:
    from signdict.lists.export import ExportEntry
    from signdict.lists.signlist import SignList
    from signdict.pose.pose import Pose

#: Resolution in dots per inch; all sizes are in points, which are then dots.
_DPI = 72
_MARGIN, _GAP = 42.0, 8.0
_STILLS = 5
_HEADING, _GLOSS, _TEXT, _SMALL = 20.0, 15.0, 10.0, 7.0
_WRAP = int(Qt.TextFlag.TextWordWrap)
_MISSING = "not on this machine"
_LEFT, _RIGHT = int(Qt.AlignmentFlag.AlignLeft), int(Qt.AlignmentFlag.AlignRight)


def draw_list(signs: "SignList", items: "Iterator[ExportEntry]") -> Iterator[bytes]:
    """Yield empty bytes after each sign that was drawn, then the PDF."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_DPI)
    writer.setTitle(signs.name)
    writer.setCreator("signdict")
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF()
        )
    )
    painter = QPainter(writer)
    try:
        document = _Document(writer, painter, signs.name)
        document.write_head(signs)
        for item in items:
            document.draw_sign(item)
            yield b""
        document.write_sources(credits_of(signs))
    finally:
        painter.end()
    yield bytes(buffer.data().data())


class _Document:
    """Fills pages from top to bottom; `_y` is the top of the next item."""

    def __init__(self, writer: QPdfWriter, painter: QPainter, name: str) -> None:
        self._writer, self._painter, self._name = writer, painter, name
        self._width = writer.width() - 2 * _MARGIN
        self._bottom = writer.height() - _MARGIN - 2 * _SMALL
        self._page, self._y = 1, _MARGIN
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._write_footer()

    def write_head(self, signs: "SignList") -> None:
        """Write the name of the list and its note."""
        self._write(signs.name, _HEADING, bold=True)
        if signs.note:
            self._write(signs.note, _TEXT)
        self._y += _GAP

    def draw_sign(self, item: "ExportEntry") -> None:
        """Draw one sign; it is not split between pages."""
        entry = item.entry
        side = (self._width - (_STILLS - 1) * _GAP) / _STILLS
        title = f"{item.place}  {entry.gloss}"
        language = ", ".join(filter(None, (named(entry.sign_language), entry.variant)))
        source = " · ".join(filter(None, credit(entry)))
        height = self._height(title, _GLOSS, bold=True) + self._height(source, _SMALL)
        height += self._height(entry.note, _TEXT) if entry.note else 0
        self._make_room(height + (side if item.pose else 0) + _TEXT + 4 * _GAP)
        self._draw_rule()
        self._write(title, _GLOSS, bold=True)
        self._write(language, _TEXT, LIGHT.quiet)
        if item.pose:
            self._draw_stills(item.pose, side)
        if entry.note:
            self._write(entry.note, _TEXT)
        remark = source if item.pose else " · ".join(filter(None, (_MISSING, source)))
        self._write(remark, _SMALL, LIGHT.quiet)
        self._y += _GAP

    def write_sources(self, lines: list[str]) -> None:
        """Write the sources and licences of the signs, at the end."""
        self._make_room(2 * _TEXT + len(lines) * 2 * _SMALL + 2 * _GAP)
        self._draw_rule()
        self._write("Sources and licences", _TEXT, bold=True)
        for line in lines:
            self._make_room(3 * _SMALL)
            self._write(line, _SMALL, LIGHT.quiet)

    def _draw_stills(self, pose: "Pose", side: float) -> None:
        """Draw key frames side by side, each with the path of the hands to the next."""
        motion, painter = Motion(pose), self._painter
        box, moments = motion.box(), keyframes.moments(pose, _STILLS)
        self._y += _GAP / 2
        for number, seconds in enumerate(moments):
            rect = QRectF(_MARGIN + number * (side + _GAP), self._y, side, side)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(LIGHT.ground))
            painter.drawRoundedRect(rect, 6, 6)
            painter.save()
            painter.setClipRect(rect)
            inner = rect.adjusted(4, 4, -4, 0)
            skeleton.paint(painter, inner, motion.at(seconds), box, LIGHT)
            if number + 1 < len(moments):
                self._draw_paths(motion, (seconds, moments[number + 1]), inner, box)
            painter.restore()
        self._y += side + _GAP / 2

    def _draw_paths(
        self, motion: Motion, span: tuple[float, float], rect: QRectF, box: Extent
    ) -> None:
        frames = [motion.at(float(seconds)) for seconds in np.linspace(*span, 12)]
        for hand, colour in (
            (landmarks.LEFT_HAND, LIGHT.left),
            (landmarks.RIGHT_HAND, LIGHT.right),
        ):
            knuckle = hand.start + 9
            if min(frame.confidence[knuckle] for frame in frames) > 0.3:
                path = [skeleton.fitted(rect, frame.points, box)[knuckle] for frame in frames]
                self._draw_arrow([QPointF(float(x), float(y)) for x, y, _ in path], colour)

    def _draw_arrow(self, points: list[QPointF], colour: str) -> None:
        if sum(_length(b - a) for a, b in pairwise(points)) < 10:
            return
        painter = self._painter
        path = QPainterPath(points[0])
        for point in points[1:]:
            path.lineTo(point)
        painter.setOpacity(0.9)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor("white"), 3.0, c=Qt.PenCapStyle.RoundCap))
        painter.drawPath(path)
        painter.setPen(QPen(QColor(colour).darker(130), 1.5, c=Qt.PenCapStyle.RoundCap))
        painter.drawPath(path)
        tip = points[-1]
        back = next((point for point in reversed(points) if _length(tip - point) > 3), points[0])
        along = (tip - back) / max(_length(tip - back), 1e-3)
        across = QPointF(-along.y(), along.x())
        for side in (-2.5, 2.5):
            painter.drawLine(tip, tip - along * 4.5 + across * side)
        painter.setOpacity(1)

    def _write(
        self, text: str, size: float, colour: str = LIGHT.text, *, bold: bool = False
    ) -> None:
        height = self._height(text, size, bold=bold)
        self._painter.setPen(QColor(colour))
        self._painter.drawText(QRectF(_MARGIN, self._y, self._width, height), _WRAP | _LEFT, text)
        self._y += height

    def _height(self, text: str, size: float, *, bold: bool = False) -> float:
        """Set the font, and return the height of a text in it."""
        font = QFont(self._painter.font())
        font.setPointSizeF(size)
        font.setBold(bold)
        self._painter.setFont(font)
        room = QRectF(0, 0, self._width, 10_000)
        return QFontMetricsF(font, self._writer).boundingRect(room, _WRAP | _LEFT, text).height()

    def _draw_rule(self) -> None:
        self._painter.setPen(QPen(QColor(LIGHT.line), 0.5))
        self._painter.drawLine(QPointF(_MARGIN, self._y), QPointF(_MARGIN + self._width, self._y))
        self._y += _GAP

    def _make_room(self, height: float) -> None:
        """Start a new page if an item does not fit on this one, unless the page is empty."""
        if self._y + height <= self._bottom or self._y <= _MARGIN:
            return
        self._writer.newPage()
        self._page += 1
        self._y = _MARGIN
        self._write_footer()

    def _write_footer(self) -> None:
        self._height("", _SMALL)
        self._painter.setPen(QColor(LIGHT.quiet))
        footer = QRectF(_MARGIN, self._bottom + _SMALL, self._width, 2 * _SMALL)
        self._painter.drawText(footer, _RIGHT, str(self._page))
        if self._page > 1:
            self._painter.drawText(footer, _LEFT, self._name)


def _length(vector: QPointF) -> float:
    return float(np.hypot(vector.x(), vector.y()))
