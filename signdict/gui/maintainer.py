"""Page: where the signs come from; add more, see what was left out, remove a source."""

from collections.abc import Sequence
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
    from signdict.ingest import Report
    from signdict.signs import Source


class MaintainerPage(QWidget):
    """Says what to add, remove or check; shows the sources and the reports."""

    add_wanted = Signal(object)  # an Addition
    remove_wanted = Signal(str)  # the name of a source
    check_wanted = Signal()
    refresh_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
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
        while self._sources.count() > 1:
            item = self._sources.takeAt(0)
            if item and (card := item.widget()):
                card.deleteLater()
        for place, (source, count) in enumerate(sources):
            self._sources.insertWidget(place, self._card(source, count))
        if not sources:
            nothing = QLabel(self.tr("There are no signs yet. Add a folder of videos."))
            nothing.setWordWrap(True)
            self._sources.insertWidget(0, nothing)

    def offer(self, path: Path) -> None:
        """Ask what the clips of a folder or table are, then ask to add them."""
        dialog = AddDialog(path, self)
        dialog.accepted.connect(lambda: self.add_wanted.emit(dialog.addition))
        dialog.open()

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
        self.report.show()

    def show_check(self, wrong: Sequence[str]) -> None:
        """Tell what is wrong with the dictionary, or that nothing is."""
        self.show_text("\n".join(wrong) or self.tr("All is sound."))

    def confirm_removal(self, source: "Source", count: int) -> None:
        """Ask once more before a source goes."""
        box = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.Question)
        box.setText(
            self.tr("Remove {count} signs of {name}?").format(
                count=count, name=source.title or source.name
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
        name, _ = QFileDialog.getOpenFileName(
            self, self.tr("Add a table of clips"), "", f"{self.tr('Tables')} (*.csv)"
        )
        if name:
            self.offer(Path(name))

    def _button(self, icon: str, text: str, act: object) -> QPushButton:
        button = QPushButton(icons.icon(icon), text)
        button.clicked.connect(act)
        return button

    def _card(self, source: "Source", count: int) -> QFrame:
        card = QFrame()
        card.setObjectName("card")
        card.setFrameShape(QFrame.Shape.StyledPanel)
        name = source.title or source.name
        title = QLabel(name)
        title.setObjectName("title")
        title.setWordWrap(True)
        facts = [self.tr("{count} signs").format(count=count), source.licence, source.version]
        about = QLabel(" · ".join(fact for fact in facts if fact))
        about.setWordWrap(True)
        credit = QLabel(source.attribution)
        credit.setWordWrap(True)
        credit.setVisible(bool(source.attribution))
        remove = QPushButton(self.tr("Remove…"))
        remove.setAccessibleName(self.tr("Remove {name}").format(name=name))
        remove.clicked.connect(lambda: self.confirm_removal(source, count))
        words = QVBoxLayout()
        for label in (title, about, credit):
            label.setTextFormat(Qt.TextFormat.PlainText)
            words.addWidget(label)
        row = QHBoxLayout(card)
        row.addLayout(words, 1)
        row.addWidget(remove, 0, Qt.AlignmentFlag.AlignTop)
        return card

    def _arrange(self) -> None:
        row = QHBoxLayout()
        for button in self.buttons:
            row.addWidget(button)
        row.addStretch(1)
        inside = QWidget()
        inside.setLayout(self._sources)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(inside)
        hint = QLabel(self.tr("Drop a folder of videos or a table of clips here"))
        hint.setObjectName("dropzone")
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        hint.setMinimumHeight(96)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(scroll, 3)
        column.addWidget(self.report, 2)
        column.addWidget(hint, 1)
