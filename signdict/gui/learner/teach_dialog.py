"""A dialog that teaches a sign from attempts, or edits a sign that was taught."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QStringListModel, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from signdict.core.languages import languages
from signdict.gui.learner.attempt_tile import Attempt, AttemptStrip, AttemptTile
from signdict.gui.widgets.form_dialog import FormDialog
from signdict.gui.widgets.kinds import KindBox
from signdict.library.editing import LONGEST, MAX_ATTEMPTS, TAUGHT_SOURCE, Label

if TYPE_CHECKING:
    from signdict.core.types import Sign

#: Milliseconds after the last keystroke before the dictionary is queried.
_PAUSE = 150


class TeachDialog(FormDialog):
    """A form for a sign; it stays open until the sign is saved or the user cancels."""

    typed = Signal(str, str)  # gloss and language code so far
    given = Signal(list, object, bool)  # poses, their Label, whether to create a separate sign
    renamed = Signal(int, object)  # id of a sign, its new Label
    my_signs_wanted = Signal()

    def __init__(self, code: str = "ase", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sign: Sign | None = None
        self.tiles: list[AttemptTile] = []
        self.setWindowTitle(self.tr("Teach a sign"))
        self.gloss = QLineEdit(maxLength=LONGEST)
        self.gloss.setPlaceholderText(self.tr("What the sign means"))
        self.concept = QLineEdit(maxLength=LONGEST)
        self.concept.setPlaceholderText(self.tr("Optional"))
        self._words = QStringListModel(self)
        self.gloss.setCompleter(_completer(self._words))
        self.language = self._make_language_box(code)
        self.kind = KindBox()
        self.same = QComboBox()
        self.same.setAccessibleName(self.tr("You already taught this gloss"))
        self.same.addItem(self.tr("Add these attempts to the existing sign"), False)
        self.same.addItem(self.tr("Create another sign with this gloss"), True)
        self.remark, self.problem = _label(), _label()
        self.problem.setObjectName("")
        self._strip = QHBoxLayout()
        self._strip.setContentsMargins(0, 0, 0, 0)
        self._attempts = AttemptStrip(self._strip)
        self._question = QLabel(
            self.tr("Which attempts show the sign? Select up to {n}.").format(n=MAX_ATTEMPTS)
        )
        self._question.setWordWrap(True)
        self._arrange()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(lambda: self.typed.emit(*self._gloss_and_code))
        self.gloss.textEdited.connect(lambda _: self._pause.start())
        self.language.currentTextChanged.connect(lambda _: self._pause.start())
        self.show_known([], [])
        self.gloss.setFocus()

    def show_attempts(self, attempts: Sequence[Attempt], selected: Sequence[Attempt]) -> None:
        """List attempts, with some of them selected."""
        for attempt in attempts:
            tile = AttemptTile(attempt)
            tile.box.setChecked(attempt in selected)
            tile.opened.connect(lambda _, tile=tile: tile.toggle())
            tile.selection_changed.connect(self._update_button)
            self._strip.addWidget(tile)
            self.tiles.append(tile)
        self._strip.addStretch(1)
        self._attempts.show_last()
        self._update_button()

    def edit(self, sign: "Sign") -> None:
        """Fill in a taught sign to be edited."""
        self._sign = sign
        self.setWindowTitle(self.tr("Edit {gloss}").format(gloss=sign.gloss))
        self.accept_button.setText(self.tr("Save"))
        self._my_signs.hide()
        self._question.hide()
        self._attempts.hide()
        self.gloss.setText(sign.gloss)
        self.concept.setText(sign.concept)
        self.kind.choose(sign.kind)
        self._form.setRowVisible(self.kind, True)
        self.language.setCurrentIndex(self.language.findData(sign.sign_language))
        self._update_button()

    def show_known(self, words: Sequence[str], signs: "Sequence[Sign]") -> None:
        """Offer completions of the gloss, and report signs with the same gloss."""
        self._words.setStringList(list(words))
        taught = any(
            sign.source.name == TAUGHT_SOURCE.name and sign != self._sign for sign in signs
        )
        sources = {source.label for sign in signs for source in sign.sources}
        sources -= {TAUGHT_SOURCE.title}
        self.same.setVisible(taught and self._sign is None)
        self.remark.setText(self._remark(sorted(sources), taught=taught))

    def show_problem(self, message: str) -> None:
        """Report why the sign was not saved; the form keeps its contents."""
        self._set_busy(busy=False)
        self.problem.setText(message)
        self.problem.show()

    @property
    def label(self) -> Label:
        """The contents of the form."""
        spoken = self._sign.spoken_language if self._sign else ""
        variant = self._sign.variant if self._sign else ""
        gloss, code = self._gloss_and_code
        kind = self.kind.currentData()
        return Label(gloss, code, self.concept.text().strip(), spoken, variant, kind)

    @property
    def selected(self) -> list[Attempt]:
        """The attempts that show the sign."""
        return [tile.attempt for tile in self.tiles if tile.selected]

    @property
    def _gloss_and_code(self) -> tuple[str, str]:
        text = self.language.currentText()
        index = self.language.findText(text, Qt.MatchFlag.MatchFixedString)
        return self.gloss.text().strip(), self.language.itemData(index) if index >= 0 else text

    def _remark(self, sources: Sequence[str], *, taught: bool) -> str:
        if self._sign is not None:
            merged = self.tr("You have another sign with this gloss. The two will be merged.")
            return merged if taught else ""
        sentences = []
        if taught:
            sentences.append(self.tr("You already taught this gloss."))
        if sources:
            where = ", ".join(sources)
            separate = self.tr("{where} has this gloss, too. Your sign is saved separately.")
            sentences.append(separate.format(where=where))
        return " ".join(sentences)

    def _save(self) -> None:
        self.problem.hide()
        self._set_busy(busy=True)
        if self._sign is not None:
            self.renamed.emit(self._sign.id, self.label)
            return
        poses = [attempt.pose for attempt in self.selected]
        separate = not self.same.isHidden() and bool(self.same.currentData())
        self.given.emit(poses, self.label, separate)

    def _set_busy(self, *, busy: bool) -> None:
        self.accept_button.setEnabled(not busy)
        if not busy:
            self._update_button()

    def _update_button(self) -> None:
        """Enable the button if between one and `MAX_ATTEMPTS` attempts are selected."""
        valid = self._sign is not None or 1 <= len(self.selected) <= MAX_ATTEMPTS
        self.accept_button.setEnabled(valid)
        self.accept_button.setToolTip("" if valid else self._question.text())

    def _make_language_box(self, code: str) -> QComboBox:
        box = QComboBox(editable=True, insertPolicy=QComboBox.InsertPolicy.NoInsert)
        for language in languages().values():
            box.addItem(f"{language.name} ({language.code})", language.code)
        box.setCurrentIndex(max(box.findData(code), 0))
        if completer := box.completer():
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
        return box

    def _make_form(self) -> QFormLayout:
        form = QFormLayout()
        form.addRow(self.tr("Gloss"), self.gloss)
        form.addRow("", self.remark)
        form.addRow("", self.same)
        form.addRow(self.tr("Sign language"), self.language)
        form.addRow(self.tr("Concept"), self.concept)
        form.addRow(self.tr("Kind"), self.kind)
        form.setRowVisible(self.kind, False)  # of a sign that is edited; a new one is a word
        return form

    def _arrange(self) -> None:
        self._form = self._make_form()
        privacy = _label()
        privacy.setText(
            self.tr(
                "Only the landmarks are saved, on this computer; no video. "
                "The next search finds the sign."
            )
        )
        buttons = QDialogButtonBox()
        self._my_signs = buttons.addButton(
            self.tr("My signs…"), QDialogButtonBox.ButtonRole.ActionRole
        )
        self._my_signs.clicked.connect(self.my_signs_wanted)
        self.accept_button = buttons.addButton(
            self.tr("Teach"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self.accept_button.setDefault(True)
        buttons.addButton(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._save)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        column.addWidget(self._question)
        column.addWidget(self._attempts)
        column.addLayout(self._form)
        column.addWidget(privacy)
        column.addWidget(self.problem)
        column.addWidget(buttons)
        self.problem.hide()
        for field in (self.gloss, self.concept, self.language, self.kind, self.same):
            field.setMinimumHeight(32)
        self.remark.setMinimumHeight(2 * self.remark.fontMetrics().lineSpacing())
        self.scroll_form(QSize(480, 0))


def _completer(words: QStringListModel) -> QCompleter:
    """Return a completer that offers all words: the dictionary has filtered them already."""
    completer = QCompleter(words, words)
    completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
    return completer


def _label() -> QLabel:
    label = QLabel(wordWrap=True)
    label.setObjectName("quiet")
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
