"""An import on the page Library: under way, waiting to go on, or done with clips left out."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
)

if TYPE_CHECKING:
    from signdict.core.types import Progress, Source
    from signdict.importing.jobs import FileState, Summary

#: The list of files is no taller than this, in pixels.
_TALL = 160


class ImportCard(QFrame):
    """How far an import is, what came of each file, and what can be done with it."""

    paused = Signal(int)
    continued = Signal(int)
    tried_again = Signal(int)
    forgotten = Signal(int)
    files_wanted = Signal(int)

    def __init__(self, summary: "Summary", *, running: bool = False) -> None:
        super().__init__()
        self.setObjectName("card")
        self.number, self.path, self.running = summary.number, summary.path, running
        self.buttons: list[QPushButton] = []
        title = QLabel(self.tr("Import of {name}").format(name=summary.path.name))
        title.setTextFormat(Qt.TextFormat.PlainText)
        title.setObjectName("gloss")
        self._about = QLabel(self._counts(summary))
        self._about.setWordWrap(True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, max(1, summary.total))
        self._bar.setValue(summary.total - summary.waiting)
        self._bar.setAccessibleName(self._about.text())
        self._before = summary.total - summary.waiting
        self.files = QListWidget()
        self.files.setAccessibleName(self.tr("Files of this import"))
        self.files.setMaximumHeight(_TALL)
        self.files.setWordWrap(True)
        self.files.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.files.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 12, 12)
        for widget in (title, self._about, self._bar):
            column.addWidget(widget)
        column.addLayout(self._actions(summary))
        column.addWidget(self.files)

    def show_progress(self, progress: "Progress") -> None:
        """Show how far it is; `progress` counts from where the import went on."""
        told = self.tr("{done} of {total} read")
        done = min(self._before + progress.done, self._bar.maximum())
        self._bar.setValue(done)
        self._about.setText(told.format(done=done, total=self._bar.maximum()))

    @property
    def has_focus(self) -> bool:
        """Whether the keyboard is somewhere in it."""
        return self.window().focusWidget() in (*self.buttons, self.files)

    def focus(self) -> None:
        """Give the keyboard to the first button."""
        self.show()
        next(button for button in self.buttons if not button.isHidden()).setFocus()

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

    def _counts(self, summary: "Summary") -> str:
        told = self.tr("{added} added, {already} already there, {out} left out, {waiting} waiting")
        return told.format(
            added=summary.added, already=summary.already, out=summary.left_out,
            waiting=summary.waiting,
        )  # fmt: skip

    def _actions(self, summary: "Summary") -> QHBoxLayout:
        row = QHBoxLayout()
        offered = [
            (self.tr("Pause"), self.paused, self.running),
            (self.tr("Resume"), self.continued, summary.waiting > 0 and not self.running),
            (self.tr("Try these again"), self.tried_again, not summary.waiting),
            (self.tr("Show files"), self.files_wanted, True),
            (self.tr("Forget"), self.forgotten, not self.running),
        ]
        for text, signal, there in offered:
            button = QPushButton(text)
            button.setAccessibleName(f"{text}: {summary.path.name}")
            button.clicked.connect(lambda _=False, signal=signal: signal.emit(self.number))
            button.setVisible(there)
            row.addWidget(button)
            self.buttons.append(button)
        row.addStretch(1)
        return row


#: Letters of a version that are shown: the name of a commit is longer than anyone reads.
_VERSION = 12


class SourceCard(QFrame):
    """A source: how many signs, on what terms, whom to name; a switch and a button to remove it."""

    switched = Signal(str, bool)  # the name of the source, and whether it is searched from now on

    def __init__(self, source: "Source", count: int, *, on: bool = True) -> None:
        super().__init__()
        self.setObjectName("card")
        name = source.title or source.name
        title = QLabel(name)
        title.setObjectName("title")
        facts = [self.tr("%n sign(s)", "", count), source.licence]
        facts.append(source.version[:_VERSION])
        facts.append("" if on else self.tr("not searched"))
        about = QLabel(" · ".join(fact for fact in facts if fact))
        credit = QLabel(source.attribution)
        credit.setObjectName("quiet")
        credit.setVisible(bool(source.attribution))
        self.switch = QCheckBox(self.tr("Search it"))
        self.switch.setAccessibleName(self.tr("Search {name}").format(name=name))
        self.switch.setChecked(on)
        self.switch.toggled.connect(lambda wanted: self.switched.emit(source.name, wanted))
        self.remove = QPushButton(self.tr("Remove…"))
        self.remove.setAccessibleName(self.tr("Remove {name}").format(name=name))
        words = QVBoxLayout()
        for label in (title, about, credit):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            words.addWidget(label)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 12, 12)
        row.setSpacing(16)
        row.addLayout(words, 1)
        row.addWidget(self.switch, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignTop)
