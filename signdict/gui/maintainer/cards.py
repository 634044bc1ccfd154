"""Cards of the Library page: one for each source, and one for each unfinished import."""

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

from signdict.core.names import text_of
from signdict.library.editing import TAUGHT_SOURCE

if TYPE_CHECKING:
    from signdict.core.types import Progress, Source
    from signdict.importing.jobs import FileState, Summary

#: Maximum height of the list of files, in pixels.
_FILES_HEIGHT = 160


class ImportCard(QFrame):
    """An import: its progress, its files, and buttons to pause, resume, retry and forget it."""

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
        title = QLabel(self.tr("Import of {name}").format(name=text_of(summary.path.name)))
        title.setTextFormat(Qt.TextFormat.PlainText)
        title.setObjectName("gloss")
        self._about = QLabel(self._counts(summary))
        self._about.setWordWrap(True)
        self._now = QLabel()  # the file that is read, or how much of a film has come
        self._now.setWordWrap(True)
        self._now.setTextFormat(Qt.TextFormat.PlainText)
        self._now.hide()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, max(1, summary.total))
        self._bar.setValue(summary.total - summary.waiting)
        self._bar.setAccessibleName(self._about.text())
        self._before = summary.total - summary.waiting
        self.files = QListWidget()
        self.files.setAccessibleName(self.tr("Files of this import"))
        self.files.setMaximumHeight(_FILES_HEIGHT)
        self.files.setWordWrap(True)
        self.files.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.files.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 12, 12)
        for widget in (title, self._about, self._bar, self._now):
            column.addWidget(widget)
        column.addLayout(self._actions(summary))
        column.addWidget(self.files)

    def show_progress(self, progress: "Progress") -> None:
        """Show the progress, which counts from where the import was resumed."""
        text = self.tr("{done} of {total} read")
        done = min(self._before + progress.done, self._bar.maximum())
        self._bar.setValue(done)
        self._about.setText(text.format(done=done, total=self._bar.maximum()))
        self._now.setText(progress.what)
        self._now.setVisible(bool(progress.what))

    @property
    def has_focus(self) -> bool:
        """Whether the keyboard is somewhere in it."""
        return self.window().focusWidget() in (*self.buttons, self.files)

    def focus(self) -> None:
        """Give the focus to the first button."""
        self.show()
        next(button for button in self.buttons if not button.isHidden()).setFocus()

    def show_files(self, files: "Sequence[FileState]") -> None:
        """List files, each with its state."""
        states = {
            "waiting": self.tr("waiting"), "added": self.tr("added"),
            "already": self.tr("already in the library"), "left out": self.tr("skipped"),
        }  # fmt: skip
        self.files.clear()
        for file in files:
            line = f"{states[file.state]}: {text_of(file.path.name)}"
            self.files.addItem(f"{line} · {file.reason}" if file.reason else line)
        self.files.show()

    def _counts(self, summary: "Summary") -> str:
        text = self.tr(
            "{added} added, {already} already in the library, {out} skipped, {waiting} waiting"
        )
        return text.format(
            added=summary.added, already=summary.already, out=summary.left_out,
            waiting=summary.waiting,
        )  # fmt: skip

    def _actions(self, summary: "Summary") -> QHBoxLayout:
        row = QHBoxLayout()
        actions = [
            (self.tr("Pause"), self.paused, self.running),
            (self.tr("Resume"), self.continued, summary.waiting > 0 and not self.running),
            (self.tr("Retry skipped files"), self.tried_again, not summary.waiting),
            (self.tr("Show files"), self.files_wanted, True),
            (self.tr("Dismiss"), self.forgotten, not self.running),
        ]
        for text, signal, visible in actions:
            button = QPushButton(text)
            button.setAccessibleName(f"{text}: {text_of(summary.path.name)}")
            button.clicked.connect(lambda _=False, signal=signal: signal.emit(self.number))
            button.setVisible(visible)
            row.addWidget(button)
            self.buttons.append(button)
        row.addStretch(1)
        return row


#: Number of characters of a version that are shown: the hash of a commit is long.
_VERSION = 12


class SourceCard(QFrame):
    """A source: its signs, licence and credit, a switch to search it, and buttons to pack and
    remove it."""

    switched = Signal(str, bool)  # the name of the source, whether it is searched

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
        self._add_buttons(source, count, name, on=on)
        for label in (title, about, credit):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        texts, row = QVBoxLayout(), QHBoxLayout()
        texts.addWidget(about)
        texts.addWidget(credit)
        row.setSpacing(16)
        row.addLayout(texts, 1)
        for button in (self.switch, self.pack, self.remove):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 12, 12)
        column.addWidget(title)
        column.addLayout(row)

    def _add_buttons(self, source: "Source", count: int, name: str, *, on: bool) -> None:
        self.switch = QCheckBox(self.tr("Search this source"))
        self.switch.setAccessibleName(self.tr("Search {name}").format(name=name))
        self.switch.setChecked(on)
        self.switch.toggled.connect(lambda on: self.switched.emit(source.name, on))
        self.remove = QPushButton(self.tr("Remove…"))
        self.remove.setAccessibleName(self.tr("Remove {name}").format(name=name))
        self.pack = QPushButton(self.tr("Pack to hand on…"))
        self.pack.setToolTip(self.tr("Write all its signs, with its terms, to one file"))
        self.pack.setAccessibleName(self.tr("Pack {name} to hand on").format(name=name))
        if source.name == TAUGHT_SOURCE.name or not count:  # taught signs have a file of their own
            self.pack.hide()
