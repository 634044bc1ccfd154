"""A message in place of results: what is going on, or what to do next."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QMetaObject, Qt, Signal
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from signdict.gui.theme.style import UNIT

if TYPE_CHECKING:
    from signdict.core.types import Progress

_WIDTH = 420


class Notice(QWidget):
    """A title and a text, with a progress bar and a button to stop, or with buttons to act."""

    stopped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = QLabel()
        self._title.setObjectName("title")
        self._text = QLabel()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.stop_button = QPushButton(self.tr("Stop"))
        self.stop_button.clicked.connect(self.stopped)
        self.act_button, self.other_button = QPushButton(), QPushButton()
        self._acts: dict[QPushButton, QMetaObject.Connection] = {}
        card = QWidget()
        card.setFixedWidth(_WIDTH)
        column = QVBoxLayout(card)
        column.setSpacing(16)
        for label in (self._title, self._text):
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setFixedWidth(_WIDTH - 2 * UNIT)
            column.addWidget(label)
        self.bar.setFixedWidth(_WIDTH * 2 // 3)
        column.addWidget(self.bar, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.stop_button, 0, Qt.AlignmentFlag.AlignHCenter)
        for button in self._buttons:
            button.hide()
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        outside = QVBoxLayout(self)
        outside.addStretch(2)
        outside.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        outside.addStretch(3)

    @property
    def text(self) -> str:
        """Title and text."""
        return f"{self._title.text()} {self._text.text()}".strip()

    def tell(self, title: str, text: str = "") -> None:
        """Show a message."""
        self._show(title, text, busy=False)

    def offer(
        self,
        title: str,
        text: str,
        label: str,
        act: Callable[[], object],
        *,
        other: tuple[str, Callable[[], object]] | None = None,
        focused: bool = True,
    ) -> None:
        """Show a message with a button that calls `act`, and that takes the focus if `focused`.

        `other` is the text and the function of a second button.
        """
        self._show(title, text, busy=False)
        for button, wanted in zip(self._buttons, ((label, act), other), strict=True):
            if wanted is None:
                continue
            if button in self._acts:
                button.clicked.disconnect(self._acts[button])
            button.setText(wanted[0])
            self._acts[button] = button.clicked.connect(wanted[1])
            button.show()
        if focused:
            self.act_button.setFocus()

    def wait(self, title: str, text: str = "") -> None:
        """Show that something is under way."""
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(title)
        self._show(title, text, busy=True)

    def show_progress(self, progress: "Progress") -> None:
        """Show its progress."""
        if progress.total > 0:
            self.bar.setRange(0, progress.total)
            self.bar.setValue(min(progress.done, progress.total))

    def _show(self, title: str, text: str, *, busy: bool) -> None:
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        for label in (
            self._title,
            self._text,
        ):  # Qt ignores lines after the first in a centred card
            label.setFixedHeight(max(0, label.heightForWidth(label.width())))
        self.bar.setVisible(busy)
        self.stop_button.setVisible(busy)
        for button in self._buttons:
            button.hide()
        self.setAccessibleName(self.text)

    @property
    def _buttons(self) -> tuple[QPushButton, QPushButton]:
        return self.act_button, self.other_button
