"""The application's own icons, tinted by the palette."""

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

from signdict.settings import resources

_SIZES = (16, 24, 32, 48)


def icon(name: str) -> QIcon:
    """Return the icon of `resources/icons/NAME.svg` in the colours of the present palette."""
    palette = QGuiApplication.palette()
    usual = palette.color(QPalette.ColorRole.ButtonText).name()
    faint = palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText).name()
    chosen = palette.color(QPalette.ColorRole.Accent).name()
    return _icon(name, usual, faint, chosen)


@cache
def _icon(name: str, usual: str, faint: str, chosen: str) -> QIcon:
    drawing = (resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    made = QIcon()
    for colour, mode, state in (
        (usual, QIcon.Mode.Normal, QIcon.State.Off),
        (chosen, QIcon.Mode.Normal, QIcon.State.On),
        (faint, QIcon.Mode.Disabled, QIcon.State.Off),
    ):
        for size in _SIZES:
            made.addPixmap(_drawn(drawing.replace("currentColor", colour), size), mode, state)
    return made


def _drawn(drawing: str, size: int) -> QPixmap:
    picture = QPixmap(size, size)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return picture
