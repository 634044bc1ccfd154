"""The dialog that asks for details of the clips to add."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from signdict.core.languages import languages
from signdict.core.names import text_of
from signdict.gui.maintainer.dataset_box import DatasetBox
from signdict.gui.maintainer.films_choice import FilmsChoice
from signdict.gui.maintainer.tier_list import TierList
from signdict.gui.widgets.form_dialog import FormDialog

if TYPE_CHECKING:
    from signdict.importing.datasets import Dataset
    from signdict.importing.entries import ClipEntry
    from signdict.importing.manifest import ImportPreview


@dataclass(frozen=True, slots=True)
class Addition:
    """A folder or table to add, and the details that all its clips share.

    `tiers` are the tiers of ELAN files that the user chose; if empty, those proposed are read.
    `recipe` is the dataset as which a folder is read; if empty, it is recognised. `weak` are the
    values that the user did not change, which those of a dataset replace.
    `download` has films fetched that are on the web, and `keep` has them stay on this computer.
    """

    path: Path
    sign_language: str = ""
    source: str = ""
    licence: str = ""
    attribution: str = ""
    tiers: tuple[str, ...] = ()
    recipe: str = ""
    weak: tuple[str, ...] = ()
    download: bool = False
    keep: bool = False


class AddDialog(FormDialog):
    """A form for a folder or table of clips, with a preview of the import.

    `dataset` is the one whose files a folder contains, `language` the code that is chosen at first.
    """

    preview_wanted = Signal(object)  # an Addition

    def __init__(
        self,
        path: Path,
        parent: QWidget | None = None,
        *,
        dataset: "Dataset | None" = None,
        language: str = "",
    ) -> None:
        super().__init__(parent)
        self._path, self.is_table = path, path.suffix.lower() in (".csv", ".tsv", ".json")
        self.is_elan = path.suffix.lower() == ".eaf"
        self.dataset = DatasetBox() if path.is_dir() else None
        self.setWindowTitle(self.tr("Add {name}").format(name=text_of(path.name)))
        self.language = self._languages()
        name = text_of(path.stem if self.is_elan else path.name)
        self.source = QLineEdit("" if self.is_table else name)
        self.licence, self.attribution = QLineEdit(), QLineEdit()
        if language and (row := self.language.findData(language)) >= 0:
            self.language.setCurrentIndex(row)
        self._first = (self.language.currentText(), self.source.text())
        hint = QLabel(self._hint())
        hint.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        column.addWidget(hint)
        column.addLayout(self._form())
        column.addLayout(self._preview(), 1)
        column.addWidget(self._answers())
        self._update_add()
        if dataset and self.dataset:
            self._choose(dataset, self.dataset)
        self.scroll_form(QSize(440, 0))

    @property
    def previews_first(self) -> bool:
        """Whether it shows a preview when it opens.

        That is to choose tiers or films on the web, or to recognise a dataset.
        """
        return self.is_elan or self.is_table or self.dataset is not None

    def show_preview(self, preview: "ImportPreview") -> None:
        """Show the number of clips that would be added, the first of them, and the skipped ones.

        The tiers of ELAN files are listed, to choose from them.
        """
        if preview.tiers:
            self.tiers.show_tiers(preview.tiers)
            self.tiers.show()
        self.films.show_films(preview.films)
        self._update_add()
        self.lines.clear()
        if preview.problem:
            self.message.setText(
                self.tr("No tier is clearly one of glosses. Select the tiers to add.")
            )
            return
        self._show_dataset(preview.dataset, recognised=preview.recognised)
        codes = ", ".join(f"{code} {count}" for code, count in preview.languages.items())
        text = self.tr("Clips to add: {ready}; glosses: {glosses} ({codes}). Skipped: {out}.")
        self.message.setText(
            text.format(
                ready=preview.ready, glosses=preview.glosses, codes=codes, out=preview.left_out
            )
        )
        self.lines.addItems(
            [f"{text_of(clip.path.name)}: {clip.reason}" for clip in preview.skipped]
        )
        self.lines.addItems(
            [f"{clip.gloss} ({clip.sign_language}): {self._place(clip)}" for clip in preview.first]
        )
        self.lines.show()
        self._stay_on_screen()

    def _choose(self, dataset: "Dataset", box: DatasetBox) -> None:
        """Choose a dataset; if its files have no layout, enter what it says about all clips."""
        box.choose(dataset.name if dataset.has_layout else "folder")
        if dataset.has_layout:
            return
        from signdict.importing.recipes.reader import dataset_values

        values = dataset_values(dataset)
        if (row := self.language.findData(values["sign_language"])) >= 0:
            self.language.setCurrentIndex(row)
        self.source.setText(dataset.title)
        self.licence.setText(values["licence"])
        self.attribution.setText(values["attribution"])

    def _show_dataset(self, dataset: "Dataset | None", *, recognised: bool) -> None:
        """Show what a dataset gives where the user entered nothing."""
        title = dataset.title if dataset else ""
        text = self.tr("Recognised as {title}.").format(title=title) if recognised else ""
        self.recognised.setText(text)
        self.recognised.setVisible(recognised)
        self.licence.setPlaceholderText(dataset.licence if dataset else "")
        self.attribution.setPlaceholderText(dataset.attribution if dataset else "")
        self.source.setPlaceholderText(title)
        if dataset and "source" in self._weak:
            self.source.clear()
        if dataset and "sign_language" in self._weak and self.language.itemData(0):
            self.language.insertItem(0, self.tr("From the dataset"), "")
            self.language.setCurrentIndex(0)

    @property
    def _weak(self) -> tuple[str, ...]:
        """The values that the user did not change."""
        now = (self.language.currentText(), self.source.text())
        pairs = zip(("sign_language", "source"), now, self._first, strict=True)
        return tuple(name for name, text, first in pairs if text == first)

    def show_problem(self, text: str) -> None:
        """Show why the preview failed."""
        self.recognised.hide()
        self.lines.clear()
        self.lines.setVisible(not self.tiers.isHidden())
        self.message.setText(text)

    def _stay_on_screen(self) -> None:
        """Move up if the dialog grew beyond the end of the screen."""
        self.grow()
        frame, screen = self.frameGeometry(), self.screen().availableGeometry()
        below = frame.bottom() - screen.bottom()
        if below > 0:
            self.move(self.x(), max(screen.top(), frame.top() - below))

    def _form(self) -> QHBoxLayout:
        """Return the fields: in one column, or in two if a list of tiers is below them."""
        forms = [QFormLayout(), QFormLayout()] if self.is_elan else [QFormLayout()] * 2
        if self.dataset:
            self.dataset.activated.connect(lambda: self.preview_wanted.emit(self.addition))
            forms[0].addRow(self.tr("Dataset"), self.dataset)
        forms[0].addRow(self.tr("Sign language"), self.language)
        forms[0].addRow(self.tr("Source name"), self.source)
        forms[1].addRow(self.tr("Licence"), self.licence)
        forms[1].addRow(self.tr("Credit"), self.attribution)
        row = QHBoxLayout()
        row.setSpacing(24)
        for form in dict.fromkeys(forms):
            row.addLayout(form, 1)
        return row

    def _hint(self) -> str:
        if self.is_table:
            return self.tr("Values in the table take precedence.")
        if self.is_elan:
            return self.tr("Each annotation of the selected tiers becomes a clip of the video.")
        return self.tr("The gloss is the name of the file, or what the dataset says.")

    def _on_chosen(self) -> None:
        self._update_add()
        if self.tiers.nothing_chosen:
            self.lines.clear()
            self.message.setText(self.tr("Select the tiers to add."))
        else:
            self.preview_wanted.emit(self.addition)

    def _on_films_chosen(self) -> None:
        self.preview_wanted.emit(self.addition)

    def _update_add(self) -> None:
        self._add.setEnabled(not self.tiers.nothing_chosen)

    def _place(self, clip: "ClipEntry") -> str:
        """Return the file of a clip, and its times in seconds if it is a part of it."""
        if clip.end is None:
            return text_of(clip.path.name)
        times = self.tr("{start} to {end} s").format(
            start=f"{clip.start or 0:.10g}", end=f"{clip.end:.10g}"
        )
        return ", ".join(part for part in (text_of(clip.path.name), times, clip.signer) if part)

    def _preview(self) -> QVBoxLayout:
        button = QPushButton(self.tr("Preview"))
        button.clicked.connect(lambda: self.preview_wanted.emit(self.addition))
        self.message, self.lines, self.tiers = QLabel(), QListWidget(), TierList()
        self.recognised = QLabel()
        self.recognised.setWordWrap(True)
        self.recognised.setTextFormat(Qt.TextFormat.PlainText)
        self.recognised.hide()
        self.films = FilmsChoice()
        self.films.chosen.connect(self._on_films_chosen)
        self.tiers.chosen.connect(self._on_chosen)
        self.message.setWordWrap(True)
        self.message.setTextFormat(Qt.TextFormat.PlainText)
        self.lines.setAccessibleName(self.tr("Clips to add, and skipped clips"))
        self.lines.setMinimumSize(440, 120)
        self.lines.setWordWrap(True)
        self.lines.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.lines.setVisible(self.is_elan)
        self.tiers.setVisible(self.is_elan)
        column = QVBoxLayout()
        for widget in (
            self.tiers, self.films, button, self.recognised, self.message, self.lines,
        ):  # fmt: skip
            column.addWidget(widget)
        return column

    def _languages(self) -> QComboBox:
        box = QComboBox()
        box.setEditable(True)
        box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        if self.is_table:
            box.addItem(self.tr("From the table"), "")
        for language in languages().values():
            box.addItem(f"{language.name} ({language.code})", language.code)
        if not self.is_table:
            box.setCurrentIndex(box.findData("ase"))
        if completer := box.completer():
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
        return box

    def _answers(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        self._add = buttons.addButton(self.tr("Add"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._add.setDefault(True)
        buttons.addButton(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons

    @property
    def addition(self) -> Addition:
        """What the user entered."""
        row = self.language.findText(self.language.currentText(), Qt.MatchFlag.MatchFixedString)
        typed = self.language.currentText().strip()
        return Addition(
            self._path,
            self.language.itemData(row) if row >= 0 else typed,
            self.source.text().strip(),
            self.licence.text().strip(),
            self.attribution.text().strip(),
            self.tiers.names,
            self.dataset.recipe if self.dataset else "",
            self._weak,
            self.films.wanted,
            self.films.kept,
        )
