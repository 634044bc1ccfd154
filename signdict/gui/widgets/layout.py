"""Parts of a page that are scrolled where they are higher than their place."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QWidget


class Tall(QScrollArea):
    """Scrolls up and down only: it is never less wide than what is in it needs."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inside = inside
        self.setWidget(inside)

    def minimumSizeHint(self) -> QSize:
        """Wide enough for what is in it, and for the bar beside it."""
        wide = self._inside.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        return QSize(wide, super().minimumSizeHint().height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What is in it may need another width."""
        if watched is self._inside and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)


class ScrollColumn(Tall):
    """As wide as what is in it and a gap, in which the bar stands where one is needed."""

    def __init__(self, inside: QWidget, gap: int) -> None:
        super().__init__(inside)
        self.setFixedWidth(inside.width() + gap)


_BESIDE, _BELOW = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom


class FlowLayout(QWidget):
    """Turns where its parts, with their words, need more width than there is."""

    def __init__(self, *parts: QWidget, spacing: int = 8) -> None:
        super().__init__()
        self._parts = parts
        self._row = QBoxLayout(_BESIDE, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(spacing)
        for part in parts:
            self._row.addWidget(part, 1)

    def sizeHint(self) -> QSize:
        """Side by side, all as wide as the widest."""
        wide = max(part.sizeHint().width() for part in self._parts) * len(self._parts)
        gaps = self._row.spacing() * (len(self._parts) - 1)
        return QSize(wide + gaps, self._row.sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """No wider than the widest part; as high as the way they stand."""
        wide = max(part.minimumSizeHint().width() for part in self._parts)
        return QSize(wide, self._row.minimumSize().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn, if need be."""
        super().resizeEvent(event)
        self._turn()

    def event(self, event: QEvent) -> bool:
        """Turn when a part has other words."""
        handled = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._turn()
        return handled

    def _turn(self) -> None:
        """Parts of a row are equally wide: each needs what the widest does."""
        shown = [part for part in self._parts if not part.isHidden()]
        wide = [part.minimumSizeHint().width() for part in shown]
        room = self.width() - self._row.spacing() * (len(shown) - 1)
        wanted = _BESIDE if len(shown) * max(wide, default=0) <= room else _BELOW
        if wanted != self._row.direction():
            self._row.setDirection(wanted)
