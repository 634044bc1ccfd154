"""Say what a sign means that is to be taught, and which attempts show it; or say it anew."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QStringListModel, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QDialog,
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
from signdict.library.editing import LONGEST, MAX_ATTEMPTS, TAUGHT_SOURCE, Label

if TYPE_CHECKING:
    from signdict.core.types import Sign

#: How long after the last letter the dictionary is asked, in milliseconds.
_PAUSE = 150


class TeachDialog(QDialog):
    """A form about a sign; it stays open until what was filled in is kept, or it is cancelled."""

    typed = Signal(str, str)  # gloss and code so far: what is there of it?
    given = Signal(list, object, bool)  # poses, their Label, whether apart from the same gloss
    renamed = Signal(int, object)  # a sign's number, its new Label
    mine_wanted = Signal()

    def __init__(self, code: str = "ase", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sign: Sign | None = None
        self.tiles: list[AttemptTile] = []
        self.setWindowTitle(self.tr("Teach a sign"))
        self.setMinimumWidth(480)
        self.gloss = QLineEdit(maxLength=LONGEST)
        self.gloss.setPlaceholderText(self.tr("What the sign means"))
        self.concept = QLineEdit(maxLength=LONGEST)
        self.concept.setPlaceholderText(self.tr("May stay empty"))
        self._words = QStringListModel(self)
        self.gloss.setCompleter(_offering(self._words))
        self.language = self._languages(code)
        self.same = QComboBox()
        self.same.setAccessibleName(self.tr("This gloss was taught before"))
        self.same.addItem(self.tr("Add these attempts to it"), False)
        self.same.addItem(self.tr("Make another sign of this gloss"), True)
        self.remark, self.problem = _sentence(), _sentence()
        self.problem.setObjectName("")
        self._strip = QHBoxLayout()
        self._strip.setContentsMargins(0, 0, 0, 0)
        self._attempts = AttemptStrip(self._strip)
        self._which = QLabel(self.tr("Which attempts show it? Up to {n}.").format(n=MAX_ATTEMPTS))
        self._arrange()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(lambda: self.typed.emit(*self._asked))
        self.gloss.textEdited.connect(lambda _: self._pause.start())
        self.language.currentTextChanged.connect(lambda _: self._pause.start())
        self.show_known([], [])
        self.gloss.setFocus()

    def show_attempts(self, attempts: Sequence[Attempt], chosen: Sequence[Attempt]) -> None:
        """Offer these attempts, and propose those that are chosen."""
        for attempt in attempts:
            tile = AttemptTile(attempt)
            tile.box.setChecked(attempt in chosen)
            tile.opened.connect(lambda _, tile=tile: tile.toggle())
            tile.chosen_changed.connect(self._show_whether)
            self._strip.addWidget(tile)
            self.tiles.append(tile)
        self._strip.addStretch(1)
        self._attempts.show_last()
        self._show_whether()

    def edit(self, sign: "Sign") -> None:
        """Show what was said of a sign, to be said anew."""
        self._sign = sign
        self.setWindowTitle(self.tr("Edit {gloss}").format(gloss=sign.gloss))
        self._accept.setText(self.tr("Save"))
        self._mine.hide()
        self._which.hide()
        self._attempts.hide()
        self.gloss.setText(sign.gloss)
        self.concept.setText(sign.concept)
        self.language.setCurrentIndex(self.language.findData(sign.sign_language))
        self._show_whether()

    def show_known(self, words: Sequence[str], same: "Sequence[Sign]") -> None:
        """Complete the gloss with these, and say where a sign of it is already."""
        self._words.setStringList(list(words))
        mine = [
            sign for sign in same if sign.source.name == TAUGHT_SOURCE.name and sign != self._sign
        ]
        others = {sign.source.title or sign.source.name for sign in same} - {TAUGHT_SOURCE.title}
        self.same.setVisible(bool(mine) and self._sign is None)
        self.remark.setText(self._known(bool(mine), sorted(others)))
        self._grow()

    def show_problem(self, message: str) -> None:
        """Say why it was not kept; nothing that was filled in is lost."""
        self._busy(False)
        self.problem.setText(message)
        self.problem.show()
        self._grow()

    @property
    def label(self) -> Label:
        """What was filled in."""
        spoken = self._sign.spoken_language if self._sign else ""
        variant = self._sign.variant if self._sign else ""
        gloss, code = self._asked
        return Label(gloss, code, self.concept.text().strip(), spoken, variant)

    @property
    def chosen(self) -> list[Attempt]:
        """The attempts that show the sign."""
        return [tile.attempt for tile in self.tiles if tile.chosen]

    @property
    def _asked(self) -> tuple[str, str]:
        text = self.language.currentText()
        place = self.language.findText(text, Qt.MatchFlag.MatchFixedString)
        return self.gloss.text().strip(), self.language.itemData(place) if place >= 0 else text

    def _known(self, mine: bool, others: Sequence[str]) -> str:  # noqa: FBT001 - told by name
        if self._sign is not None:
            return self.tr("You have a sign of this gloss: both become one.") if mine else ""
        told = []
        if mine:
            told.append(self.tr("You taught this gloss before."))
        if others:
            where = ", ".join(others)
            told.append(self.tr("{where} has it too; yours stands beside it.").format(where=where))
        return " ".join(told)

    def _keep(self) -> None:
        self.problem.hide()
        self._busy(True)
        if self._sign is not None:
            self.renamed.emit(self._sign.id, self.label)
            return
        poses = [attempt.pose for attempt in self.chosen]
        apart = not self.same.isHidden() and bool(self.same.currentData())
        self.given.emit(poses, self.label, apart)

    def _busy(self, busy: bool) -> None:  # noqa: FBT001
        self._accept.setEnabled(not busy)
        if not busy:
            self._show_whether()

    def _grow(self) -> None:
        """Make room for what is said now."""
        if layout := self.layout():
            layout.activate()
            self.resize(self.width(), max(self.height(), layout.totalHeightForWidth(self.width())))

    def _show_whether(self) -> None:
        """Offer to keep it only where one to three attempts are chosen."""
        fits = self._sign is not None or 1 <= len(self.chosen) <= MAX_ATTEMPTS
        self._accept.setEnabled(fits)
        self._accept.setToolTip("" if fits else self._which.text())

    def _languages(self, code: str) -> QComboBox:
        box = QComboBox(editable=True, insertPolicy=QComboBox.InsertPolicy.NoInsert)
        for one in languages().values():
            box.addItem(f"{one.name} ({one.code})", one.code)
        box.setCurrentIndex(max(box.findData(code), 0))
        if completer := box.completer():
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
        return box

    def _arrange(self) -> None:
        form = QFormLayout()
        form.addRow(self.tr("Gloss"), self.gloss)
        form.addRow("", self.remark)
        form.addRow("", self.same)
        form.addRow(self.tr("Sign language"), self.language)
        form.addRow(self.tr("Concept"), self.concept)
        kept = _sentence()
        kept.setText(
            self.tr(
                "Kept are the moving lines of body and hands, on this computer, and no picture. "
                "It is found from the next search on."
            )
        )
        buttons = QDialogButtonBox()
        self._mine = buttons.addButton(self.tr("My signs…"), QDialogButtonBox.ButtonRole.ActionRole)
        self._mine.clicked.connect(self.mine_wanted)
        self._accept = buttons.addButton(
            self.tr("Teach it"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self._accept.setDefault(True)
        buttons.addButton(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._keep)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        column.addWidget(self._which)
        column.addWidget(self._attempts)
        column.addLayout(form)
        column.addWidget(kept)
        column.addWidget(self.problem)
        column.addWidget(buttons)
        self.problem.hide()
        for field in (self.gloss, self.concept, self.language, self.same):
            field.setMinimumHeight(32)
        self.remark.setMinimumHeight(2 * self.remark.fontMetrics().lineSpacing())


def _offering(words: QStringListModel) -> QCompleter:
    """Offers all of these: the dictionary has chosen them."""
    completer = QCompleter(words, words)
    completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
    return completer


def _sentence() -> QLabel:
    label = QLabel(wordWrap=True)
    label.setObjectName("quiet")
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
