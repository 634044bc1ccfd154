"""A list of signs on paper: for each its key frames in a row, gloss, language, note and source."""

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
from signdict.gui.drawing.motion import Motion
from signdict.gui.theme.style import LIGHT
from signdict.lists.anki import credit
from signdict.lists.export import credits_of, named
from signdict.pose import keyframes, landmarks

if TYPE_CHECKING:
    from signdict.lists.export import ExportEntry
    from signdict.lists.signlist import SignList
    from signdict.pose.pose import Pose

#: All sizes are in points, 72 to an inch.
_DOTS = 72
_MARGIN, _GAP = 42.0, 8.0
_STILLS = 5
_HEADING, _GLOSS, _TEXT, _SMALL = 20.0, 15.0, 10.0, 7.0
_WRAP = int(Qt.TextFlag.TextWordWrap)
_LEFT, _RIGHT = int(Qt.AlignmentFlag.AlignLeft), int(Qt.AlignmentFlag.AlignRight)


def drawn(signs: "SignList", items: "Iterator[ExportEntry]") -> Iterator[bytes]:
    """Yield nothing after each sign that was drawn, and at last the PDF."""
    store = QBuffer()
    store.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(store)
    writer.setResolution(_DOTS)
    writer.setTitle(signs.name)
    writer.setCreator("signdict")
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF()
        )
    )
    painter = QPainter(writer)
    try:
        paper = _Paper(writer, painter, signs.name)
        paper.head(signs)
        for item in items:
            paper.sign(item)
            yield b""
        paper.sources(credits_of(signs))
    finally:
        painter.end()
    yield bytes(store.data().data())


class _Paper:
    """Pages being filled from top to bottom; `y` is where the next thing goes."""

    def __init__(self, writer: QPdfWriter, painter: QPainter, name: str) -> None:
        self._writer, self._painter, self._name = writer, painter, name
        self._wide = writer.width() - 2 * _MARGIN
        self._bottom = writer.height() - _MARGIN - 2 * _SMALL
        self._page, self._y = 1, _MARGIN
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._number()

    def head(self, signs: "SignList") -> None:
        """Write what the list is called, and its note."""
        self._write(signs.name, _HEADING, bold=True)
        if signs.note:
            self._write(signs.note, _TEXT)
        self._y += _GAP

    def sign(self, item: "ExportEntry") -> None:
        """Draw one sign; it is not parted by the end of a page."""
        entry = item.entry
        side = (self._wide - (_STILLS - 1) * _GAP) / _STILLS
        words = f"{item.place}  {entry.gloss}"
        where = ", ".join(filter(None, (named(entry.sign_language), entry.variant)))
        told = " · ".join(filter(None, credit(entry)))
        tall = self._height(words, _GLOSS, bold=True) + self._height(told, _SMALL)
        tall += self._height(entry.note, _TEXT) if entry.note else 0
        self._need(tall + (side if item.pose else 0) + _TEXT + 4 * _GAP)
        self._rule()
        self._write(words, _GLOSS, bold=True)
        self._write(where, _TEXT, LIGHT.quiet)
        if item.pose:
            self._stills(item.pose, side)
        if entry.note:
            self._write(entry.note, _TEXT)
        here = told if item.pose else " · ".join(filter(None, ("not on this machine", told)))
        self._write(here, _SMALL, LIGHT.quiet)
        self._y += _GAP

    def sources(self, lines: list[str]) -> None:
        """Write where the signs come from, at the end."""
        self._need(2 * _TEXT + len(lines) * 2 * _SMALL + 2 * _GAP)
        self._rule()
        self._write("Where these signs come from, and on what terms", _TEXT, bold=True)
        for line in lines:
            self._need(3 * _SMALL)
            self._write(line, _SMALL, LIGHT.quiet)

    def _stills(self, pose: "Pose", side: float) -> None:
        """Draw key frames side by side; in each, the way that the hands take to the next."""
        motion, painter = Motion(pose), self._painter
        box, moments = motion.box(), keyframes.moments(pose, _STILLS)
        self._y += _GAP / 2
        for place, seconds in enumerate(moments):
            rect = QRectF(_MARGIN + place * (side + _GAP), self._y, side, side)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(LIGHT.ground))
            painter.drawRoundedRect(rect, 6, 6)
            painter.save()
            painter.setClipRect(rect)
            inner = rect.adjusted(4, 4, -4, 0)
            skeleton.paint(painter, inner, motion.at(seconds), box, LIGHT)
            if place + 1 < len(moments):
                self._ways(motion, (seconds, moments[place + 1]), inner, box)
            painter.restore()
        self._y += side + _GAP / 2

    def _ways(
        self,
        motion: Motion,
        span: tuple[float, float],
        rect: QRectF,
        box: tuple[float, float, float, float],
    ) -> None:
        frames = np.linspace(*span, 12)
        points = [motion.at(float(seconds)) for seconds in frames]
        for hand, colour in (
            (landmarks.LEFT_HAND, LIGHT.left),
            (landmarks.RIGHT_HAND, LIGHT.right),
        ):
            knuckle = hand.start + 9
            if min(moment.confidence[knuckle] for moment in points) > 0.3:
                way = [skeleton.fitted(rect, moment.points, box)[knuckle] for moment in points]
                self._arrow([QPointF(float(x), float(y)) for x, y, _ in way], colour)

    def _arrow(self, way: list[QPointF], colour: str) -> None:
        length = sum(_long(b - a) for a, b in pairwise(way))
        if length < 10:
            return
        painter = self._painter
        path = QPainterPath(way[0])
        for point in way[1:]:
            path.lineTo(point)
        painter.setOpacity(0.9)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor("white"), 3.0, c=Qt.PenCapStyle.RoundCap))
        painter.drawPath(path)
        painter.setPen(QPen(QColor(colour).darker(130), 1.5, c=Qt.PenCapStyle.RoundCap))
        painter.drawPath(path)
        back = next((p for p in reversed(way) if _long(way[-1] - p) > 3), way[0])
        along = (way[-1] - back) / max(_long(way[-1] - back), 1e-3)
        across = QPointF(-along.y(), along.x())
        for side in (-2.5, 2.5):
            painter.drawLine(way[-1], way[-1] - along * 4.5 + across * side)
        painter.setOpacity(1)

    def _write(
        self, text: str, size: float, colour: str = LIGHT.text, *, bold: bool = False
    ) -> None:
        tall = self._height(text, size, bold=bold)
        self._painter.setPen(QColor(colour))
        self._painter.drawText(QRectF(_MARGIN, self._y, self._wide, tall), _WRAP | _LEFT, text)
        self._y += tall

    def _height(self, text: str, size: float, *, bold: bool = False) -> float:
        font = QFont(self._painter.font())
        font.setPointSizeF(size)
        font.setBold(bold)
        self._painter.setFont(font)
        room = QRectF(0, 0, self._wide, 10_000)
        return QFontMetricsF(font, self._writer).boundingRect(room, _WRAP | _LEFT, text).height()

    def _rule(self) -> None:
        self._painter.setPen(QPen(QColor(LIGHT.line), 0.5))
        self._painter.drawLine(QPointF(_MARGIN, self._y), QPointF(_MARGIN + self._wide, self._y))
        self._y += _GAP

    def _need(self, tall: float) -> None:
        """Turn the page if so much does not fit on it, unless nothing is on it yet."""
        if self._y + tall <= self._bottom or self._y <= _MARGIN:
            return
        self._writer.newPage()
        self._page += 1
        self._y = _MARGIN
        self._number()

    def _number(self) -> None:
        self._height("", _SMALL)
        self._painter.setPen(QColor(LIGHT.quiet))
        foot = QRectF(_MARGIN, self._bottom + _SMALL, self._wide, 2 * _SMALL)
        self._painter.drawText(foot, _RIGHT, str(self._page))
        if self._page > 1:
            self._painter.drawText(foot, _LEFT, self._name)


def _long(way: QPointF) -> float:
    return float(np.hypot(way.x(), way.y()))
