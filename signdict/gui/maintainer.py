"""Page: where the signs come from; add more, see what was left out, remove a source."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from signdict.gui import icons
from signdict.gui.adding import AddDialog

if TYPE_CHECKING:
    from signdict.entries import Report
    from signdict.signs import Source

#: Letters of a version that are shown: the name of a commit is longer than anyone reads.
_VERSION = 12
#: The report is no taller than this, in pixels; what is longer is scrolled.
_TALL = 240


class SourceCard(QFrame):
    """A source: how many signs, on what terms, whom to name; and a button to remove it."""

    def __init__(self, source: "Source", count: int) -> None:
        super().__init__()
        self.setObjectName("card")
        name = source.title or source.name
        title = QLabel(name)
        title.setObjectName("title")
        facts = [self.tr("%n sign(s)", "", count), source.licence]
        facts.append(source.version[:_VERSION])
        about = QLabel(" · ".join(fact for fact in facts if fact))
        credit = QLabel(source.attribution)
        credit.setObjectName("quiet")
        credit.setVisible(bool(source.attribution))
        self.remove = QPushButton(self.tr("Remove…"))
        self.remove.setAccessibleName(self.tr("Remove {name}").format(name=name))
        words = QVBoxLayout()
        for label in (title, about, credit):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            words.addWidget(label)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 12, 12)
        row.addLayout(words, 1)
        row.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignTop)


class MaintainerPage(QWidget):
    """Says what to add, remove or check; shows the sources and the reports."""

    add_wanted = Signal(object)  # an Addition
    remove_wanted = Signal(str)  # the name of a source
    check_wanted = Signal()
    refresh_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards: list[SourceCard] = []
        self._empty = QLabel(self.tr("There are no signs yet. Add a folder of videos."))
        self._empty.hide()
        self._sources = QVBoxLayout()
        self._sources.setContentsMargins(0, 0, 0, 0)
        self._sources.setSpacing(8)
        self._sources.addStretch(1)
        self.report = QPlainTextEdit()
        self.report.setReadOnly(True)
        self.report.setAccessibleName(self.tr("Report"))
        self.report.hide()
        self.buttons = (
            self._button("add", self.tr("Add a folder…"), self._choose_folder),
            self._button("add", self.tr("Add a table (CSV)…"), self._choose_table),
            self._button("check", self.tr("Check the dictionary"), self.check_wanted.emit),
        )
        self._arrange()
        self.setFocusProxy(self.buttons[0])

    def show_sources(self, sources: "Sequence[tuple[Source, int]]") -> None:
        """List where the signs come from."""
        for card in self.cards:
            card.deleteLater()
        self.cards = [SourceCard(source, count) for source, count in sources]
        for place, (card, (source, count)) in enumerate(zip(self.cards, sources, strict=True)):
            card.remove.clicked.connect(partial(self.confirm_removal, source, count))
            self._sources.insertWidget(place, card)
        self._empty.setVisible(not sources)

    def offer(self, path: Path) -> None:
        """Ask what the clips of a folder or table are, then ask to add them."""
        self.dialog = AddDialog(path, self)
        self.dialog.accepted.connect(lambda: self.add_wanted.emit(self.dialog.addition))
        self.dialog.open()

    def show_report(self, report: "Report") -> None:
        """Tell what was added, and what was left out and why."""
        lines = [self.tr("Added: {n}").format(n=report.added)]
        if report.already:
            lines.append(self.tr("Already there: {n}").format(n=report.already))
        if report.skipped:
            lines += ["", self.tr("Left out: {n}").format(n=len(report.skipped))]
        lines += [f"{skipped.path}: {skipped.reason}" for skipped in report.skipped]
        self.show_text("\n".join(lines))

    def show_text(self, text: str) -> None:
        """Tell something in the place of the report."""
        self.report.setPlainText(text)
        lines = text.count("\n") + 3
        self.report.setFixedHeight(min(_TALL, lines * self.fontMetrics().lineSpacing()))
        self.report.show()

    def show_check(self, wrong: Sequence[str]) -> None:
        """Tell what is wrong with the dictionary, or that nothing is."""
        self.show_text("\n".join(wrong) or self.tr("All is sound."))

    def confirm_removal(self, source: "Source", count: int) -> None:
        """Ask once more before a source goes."""
        box = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.Question)
        box.setText(
            self.tr("Remove {name}, with %n sign(s)?", "", count).format(
                name=source.title or source.name
            )
        )
        box.setInformativeText(self.tr("The videos themselves stay where they are."))
        remove = box.addButton(self.tr("Remove"), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(box.addButton(self.tr("Keep"), QMessageBox.ButtonRole.RejectRole))
        remove.clicked.connect(lambda: self.remove_wanted.emit(source.name))
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()

    def _choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("Add a folder of videos"))
        if name:
            self.offer(Path(name))

    def _choose_table(self) -> None:
        tables = self.tr("Tables")
        name, _ = QFileDialog.getOpenFileName(
            self, self.tr("Add a table of clips"), "", f"{tables} (*.csv)"
        )
        if name:
            self.offer(Path(name))

    def _button(self, icon: str, text: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(icons.icon(icon), text)
        button.clicked.connect(act)
        return button

    def _arrange(self) -> None:
        row = QHBoxLayout()
        for button in self.buttons:
            row.addWidget(button)
        row.addStretch(1)
        inside = QWidget()
        inside.setLayout(self._sources)
        scroll = QScrollArea()
        scroll.setAccessibleName(self.tr("Sources"))
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(inside)
        hint = QLabel(self.tr("Drop a folder of videos or a table of clips here"))
        hint.setObjectName("dropzone")
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        hint.setMinimumHeight(128)
        self._sources.insertWidget(0, self._empty)
        self._sources.insertWidget(1, hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(scroll, 3)
        column.addWidget(self.report, 2)
