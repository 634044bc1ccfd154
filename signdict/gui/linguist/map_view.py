"""The map of signs: points to zoom in on, walk along and select with a lasso."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPolygonF,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from signdict.core.types import BoolArray, FloatArray, IntArray
from signdict.gui.linguist import map_painting
from signdict.gui.theme.style import tones

if TYPE_CHECKING:
    from signdict.linguistics.sign_map import SignGroups, SignMap

#: Pixels between the outermost places and the edge of the window.
_MARGIN = 24
#: The closest zoom, as a multiple of the whole map.
_CLOSEST = 400.0
#: Distance within which the pointer is at a point, in pixels.
_REACH = 10.0
#: Zoom factor of a key press.
_STEP = 1.25
#: Zoom factor of one unit of the wheel, an eighth of a degree.
_WHEEL = 1.0015
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}  # fmt: skip


class MapView(QWidget):
    """Draws signs as points; reports which row is pointed at, opened, and which are selected.

    Drag to move, wheel or +/- to zoom, drag with Shift (or in `set_lasso`) to select; arrow keys
    move from point to point, Return opens, Ctrl+A selects what is in view, Escape deselects.
    """

    pointed = Signal(int)  # the row of a sign, -1 for none
    opened = Signal(int)
    selected = Signal(object)  # rows

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._map: SignMap | None = None
        self._groups: SignGroups | None = None
        self._highlighted: int | None = None
        self._lens = Lens(1, 1)
        self._current = -1
        self._selected: BoolArray | None = None
        self._lasso: list[QPointF] | None = None
        self._grabbed: QPointF | None = None
        self._lasso_mode = False
        self._image: QImage | None = None
        self._points = np.zeros((0, 2), np.float32)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 200)
        self.setAccessibleName(self.tr("Map of signs"))

    def sizeHint(self) -> QSize:
        """Return the preferred size."""
        return QSize(640, 480)

    @property
    def lens(self) -> "Lens":
        """The part of the map in view."""
        return self._lens

    @property
    def current(self) -> int:
        """The row of the sign that is pointed at, -1 for none."""
        return self._current

    @property
    def rows(self) -> IntArray:
        """The rows of the selected signs."""
        if self._selected is None:
            return np.zeros(0, np.int64)
        return np.flatnonzero(self._selected)

    def show_map(self, sign_map: "SignMap", groups: "SignGroups") -> None:
        """Show signs at their places, coloured by groups."""
        self._map, self._groups, self._highlighted = sign_map, groups, None
        self._lens = Lens(self.width(), self.height())
        self._current, self._selected = -1, None
        self._redraw()

    def colour_by(self, groups: "SignGroups") -> None:
        """Colour the signs by other groups."""
        self._groups, self._highlighted = groups, None
        self._redraw()

    def highlight(self, group: int | None) -> None:
        """Draw one group clearly and all others faintly; None draws all the same."""
        self._highlighted = group
        self._redraw()

    def set_lasso(self, on: bool) -> None:  # noqa: FBT001 - a slot
        """Select by dragging instead of moving the map."""
        self._lasso_mode = on
        self.setCursor(Qt.CursorShape.CrossCursor if on else Qt.CursorShape.ArrowCursor)

    def show_part(self, lens: "Lens") -> None:
        """Show another part of the map."""
        if lens != self._lens:
            self._lens = lens
            self._redraw()

    def zoom(self, factor: float, pixel: tuple[float, float] | None = None) -> None:
        """Zoom by a factor; the place under `pixel` (the middle, if None) stays where it is."""
        self.show_part(self._lens.zoomed(factor, pixel))

    def show_all(self) -> None:
        """Show the whole map."""
        self.show_part(Lens(self.width(), self.height()))

    def select(self, mask: BoolArray | None) -> None:
        """Select the signs of a mask (n,); None selects none."""
        self._selected = mask if mask is not None and mask.any() else None
        self._redraw()
        self.selected.emit(self.rows)

    def point_at(self, row: int) -> None:
        """Point at a sign, -1 for none."""
        if row != self._current:
            self._current = row
            self.update()
            self.pointed.emit(row)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the points, from an image if nothing changed, and what lies over them."""
        del event
        painter = QPainter(self)
        if self._image is None:
            self._image = self._painted()
        painter.drawImage(QPoint(0, 0), self._image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._map and self._current >= 0:
            name = self._map.items[self._current].name
            map_painting.draw_ring(painter, self._point(self._current), name, self.rect())
        if self._lasso:
            map_painting.draw_lasso(painter, QPolygonF(self._lasso))
        if self.hasFocus():
            map_painting.draw_focus(painter, self.rect())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the middle of the map in the middle."""
        super().resizeEvent(event)
        self._lens = self._lens.resized(self.width(), self.height())
        self._redraw()

    def changeEvent(self, event: QEvent) -> None:
        """Redraw in the colours of another scheme."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._redraw()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Start to move or to select."""
        if event.button() == Qt.MouseButton.LeftButton:
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            if shift or self._lasso_mode:
                self._lasso = [event.position()]
            else:
                self._grabbed = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the map, extend the lasso, or point at a sign."""
        place = event.position()
        if self._lasso is not None:
            self._lasso.append(place)
            self.update()
        elif self._grabbed is not None:
            step = self._grabbed - place
            self._grabbed = place
            self.show_part(self._lens.moved(step.x(), step.y()))
        else:
            row = nearest(self._points, place.x(), place.y(), _REACH)
            self.point_at(-1 if row is None else row)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Select what is in the lasso."""
        del event
        self._grabbed = None
        if self._lasso is not None:
            outline = np.array([(corner.x(), corner.y()) for corner in self._lasso], np.float32)
            self._lasso = None
            self.select(inside(self._points, outline))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the sign under the pointer."""
        del event
        self._open()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the pointer."""
        place = event.position()
        self.zoom(_WHEEL ** event.angleDelta().y(), (place.x(), place.y()))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do with keys what the pointer can do."""
        key, control = event.key(), event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if key in _ARROWS:
            self._walk(*_ARROWS[Qt.Key(key)])
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(_STEP, self._current_pixel())
        elif key == Qt.Key.Key_Minus:
            self.zoom(1 / _STEP, self._current_pixel())
        elif key == Qt.Key.Key_Home:
            self.show_all()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        elif key == Qt.Key.Key_A and control:
            self.select(self._in_view())
        elif key == Qt.Key.Key_Escape and self._selected is not None:
            self.select(None)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: object) -> None:
        """Repaint the frame that marks the keyboard focus."""
        del event
        self.update()

    focusOutEvent = focusInEvent

    def _walk(self, right: int, down: int) -> None:
        """Point at the next sign in a direction; the first one is that nearest to the middle."""
        if not len(self._points):
            return
        if self._current < 0:
            row = nearest(self._points, self.width() / 2, self.height() / 2, float("inf"))
            self.point_at(-1 if row is None else row)
        else:
            self.point_at(next_point(self._points, self._current, right, down))
        if self._map and self._current >= 0:
            self.show_part(self._lens.showing(self._map.places[self._current].tolist()))

    def _open(self) -> None:
        if self._current >= 0:
            self.opened.emit(self._current)

    def _current_pixel(self) -> tuple[float, float] | None:
        if self._current < 0:
            return None
        point = self._point(self._current)
        return point.x(), point.y()

    def _point(self, row: int) -> QPointF:
        x, y = self._points[row].tolist()
        return QPointF(x, y)

    def _in_view(self) -> BoolArray:
        x, y = self._points[:, 0], self._points[:, 1]
        return np.asarray((x >= 0) & (x < self.width()) & (y >= 0) & (y < self.height()))

    def _redraw(self) -> None:
        self._image = None
        if self._map:
            self._points = self._lens.pixels(self._map.places)
        self.update()

    def _painted(self) -> QImage:
        """Return an image of all points; marks are smaller where many are in view."""
        ratio = self.devicePixelRatioF()
        size = round(self.width() * ratio), round(self.height() * ratio)
        named = tuple(bool(name) for name in self._groups.names) if self._groups else ()
        style = map_painting.MapStyle(named, self._highlighted, tones())
        member = self._groups.member if self._groups else np.zeros(0, np.int32)
        bright = np.ones(len(self._points), bool) if self._selected is None else self._selected
        visible = self._in_view()
        count = int(visible.sum())
        radius = map_painting.mark_radius(count)
        self._pixels = np.empty(size[::-1], np.uint32)  # Qt does not keep the array alive
        points = self._points[visible] * np.float32(ratio)
        map_painting.draw_points(
            self._pixels, points, member[visible], bright[visible], radius * ratio, style
        )
        image = QImage(self._pixels.data, *size, 4 * size[0], QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(ratio)
        if self._map and count <= map_painting.NAMED:
            rows = np.flatnonzero(visible).tolist()
            labels = [(self._point(row), self._map.items[row].name) for row in rows]
            map_painting.draw_names(image, labels, self.font())
        return image


@dataclass(frozen=True, slots=True)
class Lens:
    """The part of the map in view: a window's size in pixels, its middle (x, y) and its zoom."""

    width: int
    height: int
    x: float = 0.0
    y: float = 0.0
    zoom: float = 1.0

    @property
    def scale(self) -> float:
        """Pixels per unit of the map; at a zoom of 1 all places from -1 to 1 are in view."""
        return self.zoom * max(min(self.width, self.height) / 2 - _MARGIN, 1.0)

    def pixels(self, places: FloatArray) -> FloatArray:
        """Return the pixels (n, 2) of places (n, 2) in the window."""
        scale = self.scale
        shift = self.width / 2 - self.x * scale, self.height / 2 - self.y * scale
        return np.asarray(places * np.float32(scale) + np.array(shift, np.float32), np.float32)

    def resized(self, width: int, height: int) -> "Lens":
        """Return a window of another size with the same middle."""
        return replace(self, width=width, height=height)

    def moved(self, right: float, down: float) -> "Lens":
        """Return the window moved over the map by pixels."""
        return self._at(self.x + right / self.scale, self.y + down / self.scale, self.zoom)

    def zoomed(self, factor: float, pixel: tuple[float, float] | None = None) -> "Lens":
        """Return the window zoomed by a factor; the place under `pixel` stays where it is."""
        zoom = min(max(self.zoom * factor, 1.0), _CLOSEST)
        right, down = pixel or (self.width / 2, self.height / 2)
        off = right - self.width / 2, down - self.height / 2
        gain = 1 / self.scale - 1 / replace(self, zoom=zoom).scale
        return self._at(self.x + off[0] * gain, self.y + off[1] * gain, zoom)

    def showing(self, place: Sequence[float]) -> "Lens":
        """Return the window moved no further than needed to bring a place into view."""
        x, y = self.pixels(np.array([place], np.float32))[0].tolist()
        edge = 2 * _MARGIN
        right = min(x - edge, 0) + max(x - (self.width - edge), 0)
        down = min(y - edge, 0) + max(y - (self.height - edge), 0)
        return self.moved(right, down) if right or down else self

    def _at(self, x: float, y: float, zoom: float) -> "Lens":
        return replace(self, x=min(max(x, -1.0), 1.0), y=min(max(y, -1.0), 1.0), zoom=zoom)


def nearest(points: FloatArray, x: float, y: float, reach: float) -> int | None:
    """Return the row of the point (n, 2) nearest to a place, or None if none is within reach."""
    if not len(points):
        return None
    distances = ((points - np.array([x, y], np.float32)) ** 2).sum(axis=1)
    best = int(distances.argmin())
    return best if distances[best] <= reach**2 else None


def next_point(points: FloatArray, start: int, right: int, down: int) -> int:
    """Return the row of the next point in a direction, near and not far aside; else `start`."""
    step = points - points[start]
    along = step @ np.array([right, down], np.float32)
    aside = np.abs(step @ np.array([down, right], np.float32))
    ahead = (along > 0) & (aside <= along)
    if not ahead.any():
        return start
    cost = np.where(ahead, along + 2 * aside, np.inf)
    return int(cost.argmin())


def inside(points: FloatArray, outline: FloatArray) -> BoolArray:
    """Return which points (n, 2) are inside a closed outline (k, 2), by the even-odd rule: (n,)."""
    result = np.zeros(len(points), bool)
    if len(outline) < 3:
        return result
    low, high = outline.min(axis=0), outline.max(axis=0)
    near = np.flatnonzero(((points >= low) & (points <= high)).all(axis=1))
    x, y = points[near].astype(np.float64).T
    hits = np.zeros(len(near), bool)
    corners = outline.astype(np.float64)
    for (x1, y1), (x2, y2) in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        if y1 != y2:
            crossed = (y1 > y) != (y2 > y)
            hits ^= crossed & (x < (x2 - x1) * (y - y1) / (y2 - y1) + x1)
    result[near] = hits
    return result
