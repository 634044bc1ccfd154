"""Layouts that adapt to the space: a column that scrolls, and a row that turns into a column."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QWidget


class VerticalScroll(QScrollArea):
    """Scrolls up and down only: it is always wide enough for its content."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._content = content
        self.setWidget(content)

    def minimumSizeHint(self) -> QSize:
        """Wide enough for the content and the scroll bar."""
        width = (
            self._content.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        )
        return QSize(width, super().minimumSizeHint().height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Adapt to the width that the content needs."""
        if watched is self._content and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)


class ScrollColumn(VerticalScroll):
    """As wide as its content and a gap, which holds the scroll bar if there is one."""

    def __init__(self, content: QWidget, gap: int) -> None:
        super().__init__(content)
        self.setFixedWidth(content.width() + gap)


_ROW, _COLUMN = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom


class FlowLayout(QWidget):
    """A row of equally wide parts that turns into a column if their texts do not fit."""

    def __init__(self, *parts: QWidget, spacing: int = 8) -> None:
        super().__init__()
        self._parts = parts
        self._row = QBoxLayout(_ROW, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(spacing)
        for part in parts:
            self._row.addWidget(part, 1)

    def sizeHint(self) -> QSize:
        """Next to each other, all as wide as the widest part."""
        width = max(part.sizeHint().width() for part in self._parts) * len(self._parts)
        gaps = self._row.spacing() * (len(self._parts) - 1)
        return QSize(width + gaps, self._row.sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """As wide as the widest part; as high as the present arrangement."""
        width = max(part.minimumSizeHint().width() for part in self._parts)
        return QSize(width, self._row.minimumSize().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn, if necessary."""
        super().resizeEvent(event)
        self._turn()

    def event(self, event: QEvent) -> bool:
        """Turn, if necessary, when the text of a part changes."""
        handled = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._turn()
        return handled

    def _turn(self) -> None:
        """Choose between row and column. In a row every part is as wide as the widest needs."""
        visible = [part for part in self._parts if not part.isHidden()]
        widths = [part.minimumSizeHint().width() for part in visible]
        space = self.width() - self._row.spacing() * (len(visible) - 1)
        fits = len(visible) * max(widths, default=0) <= space
        direction = _ROW if fits else _COLUMN
        if direction != self._row.direction():
            self._row.setDirection(direction)
