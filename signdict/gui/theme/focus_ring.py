"""A ring around the widget that has the keyboard focus, in every colour scheme."""

import shiboken6
from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QWidget

from signdict.gui.theme.style import tones

#: Property of widgets that paint a focus ring themselves.
OWN = "paintsFocus"
#: Width of the line, in pixels, and how much of it is outside the widget.
_WIDTH, _OUTSIDE = 3, 2
_CHANGES = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide)


class FocusRing(QWidget):
    """A line over the edge of a widget, in the same parent."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget.parentWidget())
        self.widget = widget
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        widget.installEventFilter(self)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the widget."""
        if event.type() in _CHANGES and shiboken6.isValid(self.widget):  # hidden as it is deleted
            self._place()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line in the accent."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tones().accent), _WIDTH))
        half = _WIDTH / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), 6, 6)
        painter.end()

    def _place(self) -> None:
        margin = _OUTSIDE
        outside = self.widget.geometry().adjusted(-margin, -margin, margin, margin)
        self.setGeometry(outside)
        self.raise_()
        self.setVisible(not self.widget.isHidden())


class FocusFollower(QObject):
    """Shows the ring around the widget in focus, for the whole application."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.ring: FocusRing | None = None
        app.focusChanged.connect(self._on_moved)

    def _on_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        del old
        if self.ring is not None and shiboken6.isValid(self.ring):
            self.ring.hide()
            self.ring.deleteLater()
        self.ring = FocusRing(new) if new is not None and _needs_ring(new) else None


def _needs_ring(widget: QWidget) -> bool:
    popup = widget.window().windowType() == Qt.WindowType.Popup
    return not (widget.isWindow() or popup or widget.property(OWN))
