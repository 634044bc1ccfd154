"""The Library page: sources, imports, labels, duplicates, checks and backups."""

from collections.abc import Callable, Collection, Sequence
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

from signdict.core.files import file_name
from signdict.core.names import found, to_write
from signdict.gui.maintainer.add_dialog import AddDialog
from signdict.gui.maintainer.cards import ImportCard, SourceCard
from signdict.gui.maintainer.dictionaries_dialog import DictionariesDialog
from signdict.gui.maintainer.fault_lines import fault_lines
from signdict.gui.maintainer.pack_dialog import PackDialog
from signdict.gui.maintainer.relabel_dialog import RelabelDialog
from signdict.gui.theme import icons
from signdict.gui.widgets.layout import FlowLayout
from signdict.gui.widgets.save_dialog import file_for
from signdict.library import signpack

if TYPE_CHECKING:
    from signdict.core.types import Progress, Source
    from signdict.importing.datasets import Dataset
    from signdict.importing.entries import ImportReport
    from signdict.importing.jobs import FileState, Summary
    from signdict.library.health import Health
    from signdict.library.landmark_check import LandmarkReport


class Tools(QWidget):
    """Buttons for labels, duplicates, undo, repair and backups."""

    chosen = Signal(str)  # relabel, duplicates, undo, repair, backup, restore

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.buttons: dict[str, QPushButton] = {}
        for name, text in (
            ("relabel", self.tr("Relabel…")),
            ("duplicates", self.tr("Merge duplicates")),
            ("undo", self.tr("Undo")),
            ("repair", self.tr("Repair")),
            ("backup", self.tr("Back up…")),
            ("restore", self.tr("Restore…")),
        ):
            button = QPushButton(text)
            button.clicked.connect(lambda _=False, name=name: self.chosen.emit(name))
            row.addWidget(button)
            self.buttons[name] = button
        row.addStretch(1)


_BACKUP = "signdict.db"  # the proposed name of a backup
#: Maximum height of the report, in pixels; a longer one is scrolled.
_REPORT_HEIGHT = 240


class MaintainerPage(QWidget):
    """Shows sources, imports and reports; its signals request all changes of the library."""

    add_wanted = Signal(object)  # an Addition
    preview_wanted = Signal(object)  # an Addition
    paused = Signal(int)  # the number of an import
    continued = Signal(int)
    tried_again = Signal(int)
    forgotten = Signal(int)
    files_wanted = Signal(int)
    remove_wanted = Signal(str)  # the name of a source
    switched = Signal(str, bool)  # the name of a source, whether it is searched
    undo_wanted = Signal()
    plan_wanted = Signal(dict)  # the request of a RelabelDialog
    relabel_wanted = Signal(dict)
    duplicates_wanted = Signal()
    check_wanted = Signal()
    repair_wanted = Signal()
    backup_wanted = Signal(object)  # a path
    restore_wanted = Signal(object)
    restored = Signal()  # a backup was restored, with its lists
    refresh_wanted = Signal()
    dictionaries_requested = Signal(str)  # the code of a language without signs
    list_wanted = Signal(object)  # a Dataset whose list of films is to be fetched
    datasets_wanted = Signal()  # for the DictionariesDialog
    pack_wanted = Signal(str, object)  # the name of a source, the path of the new pack

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards: list[SourceCard] = []
        self.imports: list[ImportCard] = []
        self._own: list[str] = []
        self._empty = QLabel(self.tr("No signs yet. Add a folder of videos."))
        self._empty.hide()
        self._sources = QVBoxLayout()
        self._sources.setContentsMargins(0, 0, 0, 0)
        self._sources.setSpacing(8)
        self._sources.addStretch(1)
        self.report = QPlainTextEdit()
        self.report.setReadOnly(True)
        self.report.setAccessibleName(self.tr("Report"))
        self.report.hide()
        self._languages: list[str] = []  # that the user has chosen as own
        self.get_button = self._button(
            "find", self.tr("Get dictionaries…"), lambda: self.get_dictionaries()
        )
        self.dictionaries_requested.connect(self.get_dictionaries)
        self.buttons = (
            self._button("add", self.tr("Add a folder…"), lambda: self._choose_folder()),
            self._button("add", self.tr("Add a table or pack…"), self._choose_table),
            self.get_button,
            self._button("check", self.tr("Check the dictionary"), self.check_wanted.emit),
        )
        self.tools = Tools()
        self.tools.chosen.connect(self._on_tool)
        self._arrange()
        self.setFocusProxy(self.buttons[0])

    def show_sources(
        self, sources: "Sequence[tuple[Source, int]]", off: Collection[str] = ()
    ) -> None:
        """List the sources; those in `off` are not searched."""
        for card in self.cards:
            card.deleteLater()
        self.cards = [
            SourceCard(source, count, on=source.name not in off) for source, count in sources
        ]
        self._own = [source.name for source, _ in sources]
        for row, (card, (source, count)) in enumerate(zip(self.cards, sources, strict=True)):
            card.remove.clicked.connect(partial(self.confirm_removal, source, count))
            card.switched.connect(self.switched)
            card.pack.clicked.connect(partial(self._choose_pack, source))
            self._sources.insertWidget(row, card)
        self._empty.setVisible(not sources)

    def show_imports(self, summaries: "Sequence[Summary]", running: Collection[Path] = ()) -> None:
        """List the imports that can be resumed, and those that skipped files.

        Those whose path is in `running` are under way.
        """
        focused_path = next((card.path for card in self.imports if card.has_focus), None)
        for card in self.imports:
            card.hide()  # so that the focus leaves it now, and not when it is deleted
            card.deleteLater()
        listed = [summary for summary in summaries if summary.waiting or summary.left_out]
        self.imports = [
            ImportCard(summary, running=summary.waiting > 0 and summary.path in running)
            for summary in sorted(listed, key=lambda summary: not summary.waiting)
        ]
        waiting = sum(summary.waiting > 0 for summary in summaries)
        for row, card in enumerate(self.imports):
            card.paused.connect(self.paused)
            card.continued.connect(self.continued)
            card.tried_again.connect(self.tried_again)
            card.forgotten.connect(self.forgotten)
            card.files_wanted.connect(self.files_wanted)
            if row < waiting:  # unfinished imports come first, finished ones last
                self._sources.insertWidget(row, card)
            else:
                self._sources.insertWidget(self._sources.count() - 1, card)
            if card.path == focused_path:
                card.focus()
                focused_path = None

    def path_of(self, number: int) -> Path:
        """Return the path that an import reads; it must be in view."""
        return next(card.path for card in self.imports if card.number == number)

    def show_progress(self, path: Path, progress: "Progress") -> None:
        """Show the progress of the import of a folder or table."""
        for card in self.imports:
            if card.path == path and card.running:
                card.show_progress(progress)

    def show_files(self, number: int, files: "Sequence[FileState]") -> None:
        """List the files of an import."""
        for card in self.imports:
            if card.number == number:
                card.show_files(files)

    def set_own(self, codes: Sequence[str]) -> None:
        """Show datasets of these sign languages at first, which the user has chosen."""
        self._languages = [*codes]

    def get_dictionaries(self, code: str = "") -> None:
        """Show the datasets of a sign language, or of those that the user has chosen."""
        self.dictionaries = DictionariesDialog([code] if code else self._languages, self)
        self.dictionaries.folder_wanted.connect(self._choose_folder)
        self.dictionaries.list_wanted.connect(self._get_list)
        self.dictionaries.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dictionaries.open()
        self.datasets_wanted.emit()

    def _get_list(self, dataset: "Dataset") -> None:
        self.dictionaries.accept()
        self.list_wanted.emit(dataset)

    def offer(self, path: Path, dataset: "Dataset | None" = None, language: str = "") -> None:
        """Ask for details of the clips of a folder or table, then request to add them.

        A pack is shown with its own terms. `dataset` is the one that the folder contains.
        """
        if signpack.is_pack(path):
            self.dialog: AddDialog | PackDialog = PackDialog(path, self)
        else:
            self.dialog = AddDialog(path, self, dataset=dataset, language=language)
        self.dialog.accepted.connect(lambda: self.add_wanted.emit(self.dialog.addition))
        self.dialog.preview_wanted.connect(self.preview_wanted)
        self.dialog.open()
        if self.dialog.previews_first:
            self.preview_wanted.emit(self.dialog.addition)

    def show_report(self, report: "ImportReport") -> None:
        """Report what was added, and what was skipped and why."""
        lines = [self.tr("Added: {n}").format(n=report.added)]
        if report.already:
            lines.append(self.tr("Already in the library: {n}").format(n=report.already))
        if report.skipped:
            lines += ["", self.tr("Skipped: {n}").format(n=report.left_out)]
        lines += [f"{skipped.path}: {skipped.reason}" for skipped in report.skipped]
        if report.unfetched:
            lines += ["", self.tr("Films that were not fetched, by host:")]
            lines += [f"{each.host}: {each.films} · {each.reason}" for each in report.unfetched]
        for text, taken in ((self.tr("Tiers added: {names}"), True),
                            (self.tr("Tiers skipped: {names}"), False)):  # fmt: skip
            names = [f"{t.name} ({t.annotations})" for t in report.tiers if t.taken is taken]
            lines += ["", text.format(names=", ".join(names))] if names else []
        self.show_text("\n".join(lines))

    def show_text(self, text: str) -> None:
        """Show a text in place of the report."""
        self.report.setPlainText(text)
        lines = text.count("\n") + 3
        self.report.setFixedHeight(min(_REPORT_HEIGHT, lines * self.fontMetrics().lineSpacing()))
        self.report.show()

    def show_check(
        self,
        problems: Sequence[str],
        health: "Health | None" = None,
        landmarks: "LandmarkReport | None" = None,
    ) -> None:
        """Report the problems of the dictionary, its size and state, and clips with faults."""
        lines = [*problems] or [self.tr("No problems found.")]
        if health:
            state = self.tr("{signs} signs, {clips} clips; model {model}, index {index}.")
            lines.append(
                state.format(
                    signs=health.signs, clips=health.clips, model=health.model, index=health.index
                )
            )
            if not health.graphs:
                lines.append(
                    self.tr(
                        "hnswlib is not installed, so every search compares all clips. This takes "
                        "longer in a library of over 20,000 clips. Install a C++ compiler, then: "
                        "python -m pip install hnswlib"
                    )
                )
            lines += [f"{name}: {size / 1e6:.1f} MB" for name, size in health.sizes.items() if size]
        lines += fault_lines(landmarks) if landmarks else []
        self.show_text("\n".join(lines))

    def relabel(self) -> None:
        """Ask which labels to change."""
        self.relabelling = RelabelDialog(self._own, self)
        dialog = self.relabelling
        dialog.preview_wanted.connect(lambda: self.plan_wanted.emit(dialog.request))
        dialog.accepted.connect(lambda: self.relabel_wanted.emit(dialog.request))
        dialog.open()

    def _on_tool(self, name: str) -> None:
        match name:
            case "relabel":
                self.relabel()
            case "undo":
                self.undo_wanted.emit()
            case "duplicates":
                self.duplicates_wanted.emit()
            case "repair":
                self.repair_wanted.emit()
            case "backup":
                file, _ = QFileDialog.getSaveFileName(self, self.tr("Back up"), _BACKUP)
                if file:
                    self.backup_wanted.emit(to_write(file))
            case _:
                file, _ = QFileDialog.getOpenFileName(self, self.tr("Restore"), "", "*.db")
                if file:
                    self.restore_wanted.emit(found(file))

    def confirm_removal(self, source: "Source", count: int) -> None:
        """Ask for confirmation before a source is removed."""
        box = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.Question)
        box.setText(
            self.tr("Remove {name}, with %n sign(s)?", "", count).format(
                name=source.title or source.name
            )
        )
        box.setInformativeText(self.tr("The video files are not deleted."))
        remove = box.addButton(self.tr("Remove"), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(box.addButton(self.tr("Keep"), QMessageBox.ButtonRole.RejectRole))
        remove.clicked.connect(lambda: self.remove_wanted.emit(source.name))
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()

    def _choose_folder(self, dataset: "Dataset | None" = None, language: str = "") -> None:
        """Ask for a folder, and offer to add it: as a dataset, or in a sign language."""
        title = self.tr("Add a folder of videos")
        if dataset:
            title = self.tr("The folder of {title}").format(title=dataset.title)
        name = QFileDialog.getExistingDirectory(self, title)
        if not name:
            return
        if dataset or language:
            self.dictionaries.accept()
        self.offer(found(name), dataset, language)

    def _choose_table(self) -> None:
        tables = self.tr("Tables and packs")
        name, _ = QFileDialog.getOpenFileName(
            self, self.tr("Add a table of clips, or a pack"), "",
            f"{tables} (*.csv *.tsv *.json *.eaf *{signpack.ENDING})",
        )  # fmt: skip
        if name:
            self.offer(found(name))

    def _choose_pack(self, source: "Source") -> None:
        """Ask for the file of a new pack. Without a licence nobody may use one."""
        if not source.licence:
            self.show_text(
                self.tr(
                    "{name} has no licence, so nobody may use a pack of it. State its licence "
                    "first: {command}"
                ).format(
                    name=source.label,
                    command=f'signdict sources describe "{source.name}" --licence TEXT',
                )
            )
            return
        title = self.tr("Pack {name} to hand on").format(name=source.label)
        if file := file_for(self, title, f"{file_name(source.label)}{signpack.ENDING}"):
            self.pack_wanted.emit(source.name, file)

    def _button(self, icon: str, text: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(icons.icon(icon), text)
        button.clicked.connect(act)
        return button

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.addWidget(FlowLayout(*self.buttons))
        row.addStretch(1)
        content = QWidget()
        content.setLayout(self._sources)
        scroll = QScrollArea()
        scroll.setAccessibleName(self.tr("Sources"))
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(content)
        hint = QLabel(self.tr("Drop a folder of videos, a table of clips or a pack here"))
        hint.setObjectName("dropzone")
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        hint.setMinimumHeight(96)
        self._sources.insertWidget(0, self._empty)
        self._sources.insertWidget(1, hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.tools)
        column.addWidget(scroll, 3)
        column.addWidget(self.report, 2)
