"""Parts side by side where there is room for that, else one below the other."""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

_BESIDE, _BELOW = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom


class Flow(QWidget):
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
