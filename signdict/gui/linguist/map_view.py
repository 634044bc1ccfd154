"""The map of the space: signs as points that one can go nearer to, move along and lasso."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
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

from signdict.gui.linguist import map_painting
from signdict.gui.linguist import map_painting as overlay
from signdict.gui.theme.style import tones

if TYPE_CHECKING:
    from signdict.linguistics.sign_map import SignGroups, SignMap

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


#: How near the pointer must be to a point, in pixels.
_REACH = 10.0
_STEP = 1.25
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}  # fmt: skip


class MapView(QWidget):
    """Draws a landscape and says what is pointed at, opened and selected, by rows of its signs.

    Drag to move, wheel or +/- to zoom, drag with Shift (or in `set_lasso`) to select; arrow keys go
    from point to point, Return opens, Ctrl+A selects what is in view, Escape selects nothing.
    """

    pointed = Signal(int)  # the row of a sign, -1 for none
    opened = Signal(int)
    selected = Signal(object)  # rows

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scene: SignMap | None = None
        self._groups: SignGroups | None = None
        self._picked: int | None = None
        self._lens = Lens(1, 1)
        self._current = -1
        self._chosen: NDArray[np.bool_] | None = None
        self._outline: list[QPointF] | None = None
        self._held: QPointF | None = None
        self._lassoing = False
        self._drawn: QImage | None = None
        self._at = np.zeros((0, 2), np.float32)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 200)
        self.setAccessibleName(self.tr("Map of signs"))

    def sizeHint(self) -> QSize:
        """Ask for room."""
        return QSize(640, 480)

    @property
    def lens(self) -> Lens:
        """What is in view."""
        return self._lens

    @property
    def current(self) -> int:
        """The row of the sign that is pointed at, -1 for none."""
        return self._current

    @property
    def rows(self) -> NDArray[np.int64]:
        """The rows of the signs that are selected."""
        return np.flatnonzero(self._chosen) if self._chosen is not None else np.zeros(0, np.int64)

    def show_landscape(self, scene: "SignMap", groups: "SignGroups") -> None:
        """Show signs at their places."""
        self._scene, self._groups, self._picked = scene, groups, None
        self._lens = Lens(self.width(), self.height())
        self._current, self._chosen = -1, None
        self._again()

    def colour_by(self, groups: "SignGroups") -> None:
        """Colour the signs by other groups."""
        self._groups, self._picked = groups, None
        self._again()

    def pick_out(self, group: int | None) -> None:
        """Show one group clearly and all others faintly, or all alike."""
        self._picked = group
        self._again()

    def set_lasso(self, on: bool) -> None:  # noqa: FBT001 - a slot
        """Select with the pointer instead of moving the map."""
        self._lassoing = on
        self.setCursor(Qt.CursorShape.CrossCursor if on else Qt.CursorShape.ArrowCursor)

    def look(self, through: Lens) -> None:
        """Show another part of the map."""
        if through != self._lens:
            self._lens = through
            self._again()

    def zoom(self, factor: float, at: tuple[float, float] | None = None) -> None:
        """Go nearer by a factor, or further away."""
        self.look(self._lens.zoomed(factor, at))

    def show_all(self) -> None:
        """Show the whole map."""
        self.look(Lens(self.width(), self.height()))

    def select(self, chosen: NDArray[np.bool_] | None) -> None:
        """Select signs (n,), or none."""
        self._chosen = chosen if chosen is not None and chosen.any() else None
        self._again()
        self.selected.emit(self.rows)

    def point_at(self, row: int) -> None:
        """Point at a sign, -1 for none."""
        if row != self._current:
            self._current = row
            self.update()
            self.pointed.emit(row)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the points, drawn before if nothing changed, and what lies over them."""
        del event
        painter = QPainter(self)
        if self._drawn is None:
            self._drawn = self._painted()
        painter.drawImage(QPoint(0, 0), self._drawn)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._scene and self._current >= 0:
            name = self._scene.items[self._current].name
            overlay.ring(painter, self._place(self._current), name, self.rect())
        if self._outline:
            overlay.lasso(painter, QPolygonF(self._outline))
        if self.hasFocus():
            overlay.focus(painter, self.rect())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the middle of the map in the middle."""
        super().resizeEvent(event)
        self._lens = self._lens.resized(self.width(), self.height())
        self._again()

    def changeEvent(self, event: QEvent) -> None:
        """Draw again in other colours."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._again()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to move or to select."""
        if event.button() == Qt.MouseButton.LeftButton:
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            if shift or self._lassoing:
                self._outline = [event.position()]
            else:
                self._held = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the map, draw the lasso, or point at a sign."""
        at = event.position()
        if self._outline is not None:
            self._outline.append(at)
            self.update()
        elif self._held is not None:
            step = self._held - at
            self._held = at
            self.look(self._lens.moved(step.x(), step.y()))
        else:
            found = nearest(self._at, at.x(), at.y(), _REACH)
            self.point_at(-1 if found is None else found)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Select what is in the lasso."""
        del event
        self._held = None
        if self._outline is not None:
            outline = np.array([(p.x(), p.y()) for p in self._outline], np.float32)
            self._outline = None
            self.select(within(self._at, outline))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the sign under the pointer."""
        del event
        self._open()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Go nearer to what is under the pointer, or away from it."""
        at = event.position()
        self.zoom(1.0015 ** event.angleDelta().y(), (at.x(), at.y()))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do with keys what the pointer can do."""
        key, control = event.key(), event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if key in _ARROWS:
            self._walk(*_ARROWS[Qt.Key(key)])
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(_STEP, self._middle())
        elif key == Qt.Key.Key_Minus:
            self.zoom(1 / _STEP, self._middle())
        elif key == Qt.Key.Key_Home:
            self.show_all()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        elif key == Qt.Key.Key_A and control:
            self.select(self._in_view())
        elif key == Qt.Key.Key_Escape and self._chosen is not None:
            self.select(None)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: object) -> None:
        """Show where the keyboard is."""
        del event
        self.update()

    focusOutEvent = focusInEvent

    def _walk(self, right: int, down: int) -> None:
        """Go to the next point in a direction; the first one is that nearest to the middle."""
        if not len(self._at):
            return
        if self._current < 0:
            middle = self.width() / 2, self.height() / 2
            found = nearest(self._at, *middle, float("inf"))
            self.point_at(found if found is not None else -1)
        else:
            self.point_at(towards(self._at, self._current, right, down))
        if self._scene and self._current >= 0:
            self.look(self._lens.showing(self._scene.places[self._current].tolist()))

    def _open(self) -> None:
        if self._current >= 0:
            self.opened.emit(self._current)

    def _middle(self) -> tuple[float, float] | None:
        if self._current < 0:
            return None
        at = self._place(self._current)
        return at.x(), at.y()

    def _place(self, row: int) -> QPointF:
        x, y = self._at[row].tolist()
        return QPointF(x, y)

    def _in_view(self) -> NDArray[np.bool_]:
        x, y = self._at[:, 0], self._at[:, 1]
        return np.asarray((x >= 0) & (x < self.width()) & (y >= 0) & (y < self.height()))

    def _again(self) -> None:
        self._drawn = None
        if self._scene:
            self._at = self._lens.pixels(self._scene.places)
        self.update()

    def _painted(self) -> QImage:
        """The points as they are now: small marks where there are many in view, else large ones."""
        ratio = self.devicePixelRatioF()
        size = round(self.width() * ratio), round(self.height() * ratio)
        named = tuple(bool(name) for name in self._groups.names) if self._groups else ()
        look = map_painting.MapStyle(named, self._picked, tones())
        member = self._groups.member if self._groups else np.zeros(0, np.int32)
        bright = self._chosen if self._chosen is not None else np.ones(len(self._at), bool)
        there = self._in_view()
        count = int(there.sum())
        radius = overlay.radius(count)
        self._pixels = np.empty(size[::-1], np.uint32)  # Qt does not keep the array alive
        at = self._at[there] * np.float32(ratio)
        map_painting.paint(self._pixels, at, member[there], bright[there], radius * ratio, look)
        form = QImage.Format.Format_RGB32
        image = QImage(self._pixels.data, *size, 4 * size[0], form)
        image.setDevicePixelRatio(ratio)
        if self._scene and count <= overlay.NAMED:
            rows = np.flatnonzero(there).tolist()
            names = [(self._place(row), self._scene.items[row].name) for row in rows]
            overlay.names(image, names, self.font())
        return image
