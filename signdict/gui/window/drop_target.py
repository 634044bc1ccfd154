"""Files that are dragged over the window, and a hint at what dropping them does."""

import os
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QByteArray, QEvent, QMimeData, QObject, QRectF, Qt, QUrl
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from signdict.gui.theme.style import tones

_INSET, _ROUND = 12, 12


def paths_of(dragged: QMimeData) -> list[Path]:
    """Return the local files and folders that are dragged; none if anything else is dragged too."""
    urls = dragged.urls()
    if not all(url.isLocalFile() for url in urls):
        return []
    return [_path_of(url) for url in urls]


def _path_of(url: QUrl) -> Path:
    """Return the path of a local address, also if its bytes are not UTF-8, which Qt replaces."""
    name = url.toLocalFile()
    if "\ufffd" in name and os.name == "posix":
        exact = url.path(QUrl.ComponentFormattingOption.FullyEncoded).encode()
        content = QByteArray.fromPercentEncoding(QByteArray(exact)).data()
        return Path(os.fsdecode(bytes(content)))
    return Path(name)


class DropTarget(QWidget):
    """Covers a page while files are dragged over it; events pass through."""

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
        """The hint in view."""
        return self._text.text()

    def offer(self, paths: Sequence[Path], *, to_library: bool) -> None:
        """Say what dropping these files does."""
        if to_library:
            hint = self.tr("Drop {name} to add it to your library")
        elif len(paths) > 1:
            hint = self.tr("Drop {count} files to see what their signs mean")
        else:
            hint = self.tr("Drop {name} to see what its sign means")
        from signdict.core.names import text_of

        self._text.setText(hint.format(name=text_of(paths[0].name), count=len(paths)))
        self._cover()
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the size of the page."""
        if event.type() == QEvent.Type.Resize:
            self._cover()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a veil over the page and a dashed line around it."""
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
