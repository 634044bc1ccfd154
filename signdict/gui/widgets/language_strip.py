"""A line above results about languages: one without signs, or one that fits better."""

from collections.abc import Callable

from PySide6.QtCore import QMetaObject, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget


class LanguageStrip(QFrame):
    """Says what the chosen languages lack, with a button for what to do about it.

    The line about a better language takes precedence over the one about missing signs.
    """

    requested = Signal(str)  # the code of a language whose dictionaries are wanted
    all_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self._text = QLabel(wordWrap=True)
        self.button = QPushButton()
        self._connection: QMetaObject.Connection | None = None
        self._lacking, self._better = "", ""
        self._code = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 4, 4)
        row.addWidget(self._text, 1)
        row.addWidget(self.button)
        self.hide()

    @property
    def text(self) -> str:
        """The line in view, or an empty text."""
        return "" if self.isHidden() else self._text.text()

    def show_lacking(self, text: str, code: str) -> None:
        """Say that a language has no signs, or letters only; nothing if the text is empty."""
        self._lacking, self._code = text, code
        self._update()

    def show_better(self, text: str) -> None:
        """Say that another language fits better; nothing if the text is empty."""
        self._better = text
        self._update()

    def _update(self) -> None:
        text = self._better or self._lacking
        self._text.setText(text)
        self.setAccessibleName(text)
        if self._connection:
            self.button.clicked.disconnect(self._connection)
        act: Callable[[], None] = self._request
        label = self.tr("Get dictionaries")
        if self._better:
            act, label = self.all_wanted.emit, self.tr("Search all languages")
        self._connection = self.button.clicked.connect(act)
        self.button.setText(label)
        self.setVisible(bool(text))

    def _request(self) -> None:
        self.requested.emit(self._code)
