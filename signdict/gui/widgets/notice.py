"""A quiet card in place of results: what is going on, or what to do next."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QMetaObject, Qt, Signal
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from signdict.gui.theme.style import UNIT

if TYPE_CHECKING:
    from signdict.core.types import Progress

_WIDTH = 420


class Notice(QWidget):
    """A title, a sentence, and where something is under way its progress and a way to stop it."""

    stopped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = QLabel()
        self._title.setObjectName("title")
        self._text = QLabel()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._stop = QPushButton(self.tr("Stop"))
        self._stop.clicked.connect(self.stopped)
        self._act = QPushButton()
        self._act.hide()
        self._offered: QMetaObject.Connection | None = None
        card = QWidget()
        card.setFixedWidth(_WIDTH)
        column = QVBoxLayout(card)
        column.setSpacing(16)
        for label in (self._title, self._text):
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setFixedWidth(_WIDTH - 2 * UNIT)
            column.addWidget(label)
        self._bar.setFixedWidth(_WIDTH * 2 // 3)
        column.addWidget(self._bar, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._stop, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._act, 0, Qt.AlignmentFlag.AlignHCenter)
        outside = QVBoxLayout(self)
        outside.addStretch(2)
        outside.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        outside.addStretch(3)

    @property
    def text(self) -> str:
        """Title and sentence."""
        return f"{self._title.text()} {self._text.text()}".strip()

    def tell(self, title: str, text: str = "") -> None:
        """Say something."""
        self._say(title, text, busy=False)

    def offer(
        self,
        title: str,
        text: str,
        label: str,
        act: Callable[[], object],
        *,
        focused: bool = True,
    ) -> None:
        """Say something, with a button to act on it, which has the focus unless one types."""
        self._say(title, text, busy=False)
        if self._offered:
            self._act.clicked.disconnect(self._offered)
        self._offered = self._act.clicked.connect(act)
        self._act.setText(label)
        self._act.show()
        if focused:
            self._act.setFocus()

    def wait(self, title: str, text: str = "") -> None:
        """Say that something is under way."""
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(title)
        self._say(title, text, busy=True)

    def show_progress(self, progress: "Progress") -> None:
        """Say how far it is."""
        if progress.total > 0:
            self._bar.setRange(0, progress.total)
            self._bar.setValue(min(progress.done, progress.total))

    def _say(self, title: str, text: str, *, busy: bool) -> None:
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        for label in (self._title, self._text):  # inside a centred card Qt forgets further lines
            label.setFixedHeight(max(0, label.heightForWidth(label.width())))
        self._bar.setVisible(busy)
        self._stop.setVisible(busy)
        self._act.hide()
        self.setAccessibleName(self.text)
