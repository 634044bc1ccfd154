"""Page: type a word, see it signed."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from signdict.gui import icons
from signdict.gui.results import Results

if TYPE_CHECKING:
    from signdict.signs import Match

#: Milliseconds to wait for the next key before asking: shorter than a pause, longer than a run.
PAUSE = 80


class TeacherPage(QWidget):
    """Says what was typed; shows the signs for it, or all signs while nothing is typed."""

    asked = Signal(str, list)  # words, codes of sign languages

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.results = Results()
        self.field = QLineEdit()
        self.field.setObjectName("search")
        self.field.setPlaceholderText(self.tr("Type a word, such as house"))
        self.field.setAccessibleName(self.tr("Word to find"))
        self.field.setClearButtonEnabled(True)
        self.field.addAction(icons.icon("find"), QLineEdit.ActionPosition.LeadingPosition)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.ask)
        self.field.textChanged.connect(lambda _: self._pause.start())
        self.field.returnPressed.connect(self.ask)
        self.results.filtered.connect(lambda _: self.ask())
        self.results.bar.insertWidget(0, self.field, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.addWidget(self.results)
        self.setFocusProxy(self.field)

    @property
    def words(self) -> str:
        """What is typed."""
        return " ".join(self.field.text().split())

    def ask(self) -> None:
        """Ask for what is typed now."""
        self._pause.stop()
        self.asked.emit(self.words, self.results.filter.chosen)

    def search(self, words: str) -> None:
        """Type something for the person."""
        self.field.setText(words)
        self.ask()

    def show_matches(self, matches: "Sequence[Match]") -> None:
        """Show the signs for the words; say what to try where there are none."""
        if matches and matches[0].by == "meaning":
            self.results.show_matches(matches, self.tr("No gloss says this; nearest by meaning"))
        elif matches:
            self.results.show_matches(matches, sure=False)
        elif self.results.filter.chosen:
            self.results.show_notice(
                self.tr("No sign was found for {words}.").format(words=self.words or "…"),
                self.tr("Look in all languages, or try a shorter or a related word."),
            )
        elif self.words:
            self.results.show_notice(
                self.tr("No sign was found for {words}.").format(words=self.words),
                self.tr("Try a shorter word, a related one, or its basic form."),
            )
        else:
            self.results.show_notice(
                self.tr("There are no signs here yet."),
                self.tr("Add a folder of videos on the page Library."),
            )
