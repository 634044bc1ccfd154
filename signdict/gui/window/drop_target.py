"""What is dragged over the window: which files, and a page that says what comes of them."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from signdict.gui.theme.style import tones

_INSET, _ROUND = 12, 12


def paths_of(dragged: QMimeData) -> list[Path]:
    """The files and folders of this machine that are dragged; none if something else is, too."""
    urls = dragged.urls()
    if not all(url.isLocalFile() for url in urls):
        return []
    return [Path(url.toLocalFile()) for url in urls]


class DropTarget(QWidget):
    """Lies over a page while something is dragged there, and lets events through to it."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._text = QLabel()
        self._text.setObjectName("title")
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._text.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(48, 48, 48, 48)
        column.addWidget(self._text)
        self._page = page
        page.installEventFilter(self)
        self.hide()

    @property
    def text(self) -> str:
        """What is said at the moment."""
        return self._text.text()

    def offer(self, paths: Sequence[Path], *, to_library: bool) -> None:
        """Say what comes of these files when they are dropped."""
        if to_library:
            told = self.tr("Drop {name} to add it to your library")
        elif len(paths) > 1:
            told = self.tr("Drop {count} files to see what their signs mean")
        else:
            told = self.tr("Drop {name} to see what its sign means")
        self._text.setText(told.format(name=paths[0].name, count=len(paths)))
        self._cover()
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Cover the page whatever its size."""
        if event.type() == QEvent.Type.Resize:
            self._cover()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Veil the page, and paint a broken line around it."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        veil = QColor(tones().window)
        veil.setAlphaF(0.88)
        painter.fillRect(self.rect(), veil)
        pen = QPen(QColor(tones().accent), 3, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        area = QRectF(self.rect()).adjusted(_INSET, _INSET, -_INSET, -_INSET)
        painter.drawRoundedRect(area, _ROUND, _ROUND)
        painter.end()

    def _cover(self) -> None:
        self.setGeometry(self._page.rect())
