"""Icons of the application, painted in the colours of the current palette."""

from functools import cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QIconEngine, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

from signdict.core.paths import resources


def icon(name: str) -> QIcon:
    """Return the icon of `resources/icons/NAME.svg`, in the colours of the current palette."""
    return QIcon(_SvgIcon(name))


class PaintedIcon(QIconEngine):
    """Base of icons that are painted at any size: sharp on every screen, in light and dark."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def clone(self) -> QIconEngine:
        """Return a copy."""
        return type(self)(self.name)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Return an image of this size, in pixels."""
        image = QPixmap(size)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return image


class _SvgIcon(PaintedIcon):
    """An SVG file, painted in one colour."""

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Paint in the colour for this mode and state."""
        colour = _colour(mode, state)
        before = painter.opacity()
        painter.setOpacity(before * colour.alphaF())
        _renderer(self.name, colour.name()).render(painter, QRectF(rect))
        painter.setOpacity(before)


def _colour(mode: QIcon.Mode, state: QIcon.State) -> QColor:
    palette, role = QGuiApplication.palette(), QPalette.ColorRole
    if mode == QIcon.Mode.Disabled:
        return palette.color(QPalette.ColorGroup.Disabled, role.ButtonText)
    return palette.color(role.Accent if state == QIcon.State.On else role.ButtonText)


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    svg = (resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    return QSvgRenderer(QByteArray(svg.replace("currentColor", colour).encode()))
