"""An import on the page Library: under way, waiting to go on, or done with clips left out."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
)

if TYPE_CHECKING:
    from signdict.imports import FileState, Summary

#: The list of files is no taller than this, in pixels.
_TALL = 160


class ImportCard(QFrame):
    """How far an import is, what came of each file, and what can be done with it."""

    continued = Signal(int)
    tried_again = Signal(int)
    forgotten = Signal(int)
    files_wanted = Signal(int)

    def __init__(self, summary: "Summary") -> None:
        super().__init__()
        self.setObjectName("card")
        self.number = summary.number
        title = QLabel(self.tr("Import of {name}").format(name=summary.path.name))
        title.setTextFormat(Qt.TextFormat.PlainText)
        title.setObjectName("gloss")
        told = self.tr("{added} added, {already} already there, {out} left out, {waiting} waiting")
        about = QLabel(
            told.format(
                added=summary.added, already=summary.already, out=summary.left_out,
                waiting=summary.waiting,
            )
        )  # fmt: skip
        bar = QProgressBar()
        bar.setTextVisible(False)
        bar.setRange(0, max(1, summary.total))
        bar.setValue(summary.total - summary.waiting)
        bar.setAccessibleName(about.text())
        self.files = QListWidget()
        self.files.setAccessibleName(self.tr("Files of this import"))
        self.files.setMaximumHeight(_TALL)
        self.files.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 12, 12)
        for widget in (title, about, bar):
            column.addWidget(widget)
        column.addLayout(self._actions(summary))
        column.addWidget(self.files)

    def show_files(self, files: "Sequence[FileState]") -> None:
        """List files, each with what came of it."""
        words = {
            "waiting": self.tr("waiting"), "added": self.tr("added"),
            "already": self.tr("already there"), "left out": self.tr("left out"),
        }  # fmt: skip
        self.files.clear()
        for one in files:
            line = f"{words[one.state]}: {one.path.name}"
            self.files.addItem(f"{line} · {one.reason}" if one.reason else line)
        self.files.show()

    def _actions(self, summary: "Summary") -> QHBoxLayout:
        row = QHBoxLayout()
        offered = [
            (self.tr("Go on"), self.continued, summary.waiting > 0),
            (self.tr("Try these again"), self.tried_again, not summary.waiting),
            (self.tr("Show files"), self.files_wanted, True),
            (self.tr("Forget"), self.forgotten, True),
        ]
        for text, signal, there in offered:
            button = QPushButton(text)
            button.setAccessibleName(f"{text}: {summary.path.name}")
            button.clicked.connect(lambda _=False, signal=signal: signal.emit(self.number))
            button.setVisible(there)
            row.addWidget(button)
        row.addStretch(1)
        return row
