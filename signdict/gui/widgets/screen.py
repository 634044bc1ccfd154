"""How much room a screen has for a window with its frame."""

from PySide6.QtCore import QMargins, QPoint, QRect, QSize
from PySide6.QtGui import QScreen

#: The frame that window managers add, until it is known: GNOME's title bar is the highest, 37.
FRAME = QMargins(1, 38, 1, 1)


def room(screen: QScreen, frame: QMargins = FRAME) -> QSize:
    """Return the size of the largest window, without its frame, that a screen can show whole."""
    return screen.availableGeometry().marginsRemoved(frame).size()


def fitted(rect: QRect, area: QRect, frame: QMargins = FRAME) -> QRect:
    """Return a window without its frame, moved and shrunk so that both are inside an area."""
    inner = area.marginsRemoved(frame)
    size = rect.size().boundedTo(inner.size())
    last = QPoint(inner.right() + 1 - size.width(), inner.bottom() + 1 - size.height())
    left = max(inner.left(), min(rect.left(), last.x()))
    top = max(inner.top(), min(rect.top(), last.y()))
    return QRect(QPoint(left, top), size)
