"""Where the keyboard is: a ring round whatever has the focus, in every look."""

import shiboken6
from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QWidget

from signdict.gui.theme.style import tones

#: Widgets that paint a ring of their own have this property.
OWN = "paintsFocus"
#: Width of the line, in pixels, and how much of it lies outside; the rest is seen in any case.
_WIDE, _OUTSIDE = 3, 2
_CHANGES = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide)


class FocusRing(QWidget):
    """A line over the edge of one of its parent's parts."""

    def __init__(self, part: QWidget) -> None:
        super().__init__(part.parentWidget())
        self.part = part
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        part.installEventFilter(self)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go where the part goes."""
        if event.type() in _CHANGES:
            self._place()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line in the accent."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tones().accent), _WIDE))
        half = _WIDE / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), 6, 6)
        painter.end()

    def _place(self) -> None:
        out = _OUTSIDE
        self.setGeometry(self.part.geometry().adjusted(-out, -out, out, out))
        self.raise_()
        self.setVisible(not self.part.isHidden())


class FocusFollower(QObject):
    """Puts a ring where the focus is, as long as the application lives."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.ring: FocusRing | None = None
        app.focusChanged.connect(self._on_moved)

    def _on_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        del old
        if self.ring is not None and shiboken6.isValid(self.ring):
            self.ring.hide()
            self.ring.deleteLater()
        self.ring = FocusRing(new) if new is not None and _needs_one(new) else None


def _needs_one(widget: QWidget) -> bool:
    popup = widget.window().windowType() == Qt.WindowType.Popup
    return not (widget.isWindow() or popup or widget.property(OWN))
