"""The Find page: search signs by words, compare a concept across languages, make lists."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QWidget,
)

from signdict.gui.results.concept_view import ConceptView
from signdict.gui.results.results import ResultsView
from signdict.gui.results.tile import Tile
from signdict.gui.teacher.list_panel import ListPanel
from signdict.gui.widgets import shortcuts
from signdict.gui.widgets.filters import name_of
from signdict.gui.widgets.search_field import SearchField

if TYPE_CHECKING:
    from signdict.core.types import Match, Sign


#: Languages that a line names.
_NAMED = 3


class TeacherPage(QWidget):
    """Shows the signs for the words that are typed, or all signs if there are none."""

    asked = Signal(str, list)  # words, codes of sign languages
    concept_wanted = Signal(object)  # a sign
    added = Signal(object)  # a sign, to the list that is shown
    spoken_wanted = Signal()
    lists_wanted = Signal()  # the lists may have changed

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.answered: str | None = None  # the words whose signs are in view
        self.results, self.concept, self.lists = ResultsView(), ConceptView(), ListPanel()
        self.field = SearchField()
        self.field.setObjectName("search")
        self.field.setPlaceholderText(self.tr("Type a word, for example house"))
        self.field.setAccessibleName(self.tr("Words to search for"))
        self.spoken_box = QComboBox()
        self.spoken_box.setAccessibleName(self.tr("Language of the words"))
        self.spoken_box.hide()
        self.panel = QPushButton(self.tr("Lists"))
        self.panel.setCheckable(True)
        self.panel.setToolTip(self.tr("Show lists of signs next to the results (Ctrl+L)"))
        self.lists.hide()
        self._connect()
        self._arrange()
        self.setFocusProxy(self.field)

    @property
    def words(self) -> str:
        """The words that are typed."""
        return self.field.words()

    @property
    def spoken(self) -> list[str]:
        """Codes of the spoken languages chosen; empty for all."""
        code = self.spoken_box.currentData()
        return [str(code)] if code else []

    @property
    def new_list(self) -> str:
        """The name of the first list."""
        return self.tr("My list")

    def ask(self) -> None:
        """Search for the words that are typed."""
        self.field.settle()
        self.asked.emit(self.words, self.results.filter.chosen)

    def search(self, words: str) -> None:
        """Search for these words."""
        self.field.setText(words)
        self.ask()

    def show_spoken(self, counts: Mapping[str, int]) -> None:
        """Offer the spoken languages of the library if there are several."""
        chosen = self.spoken_box.currentData()
        self.spoken_box.blockSignals(True)
        self.spoken_box.clear()
        self.spoken_box.addItem(self.tr("All words"), "")
        for code in sorted(counts):
            label = self.tr("{name}  ({count})").format(name=code, count=counts[code])
            self.spoken_box.addItem(label, code)
        self.spoken_box.setCurrentIndex(max(self.spoken_box.findData(chosen), 0))
        self.spoken_box.blockSignals(False)
        self.spoken_box.setVisible(len(counts) > 1)

    def show_matches(self, matches: "Sequence[Match]", others: "Sequence[str]" = ()) -> None:
        """Show the signs for the words, or suggest what to try if there are none.

        `others` are the codes of languages with these words that were not searched.
        """
        self.answered = self.words
        self._stack.setCurrentWidget(self.results)
        if matches and matches[0].by == "meaning":
            self.results.show_matches(
                matches,
                self.tr("No gloss contains these words. These signs are nearest in meaning."),
                better=self._elsewhere(others),
            )
        elif matches:
            self.results.show_matches(matches, sure=False, better=self._elsewhere(others))
        elif self.results.filter.hopeless:
            self.results.show_none("")
        elif self.results.kinds.kind:
            self.results.show_offer(
                self.tr("No signs match “{words}”.").format(words=self.words)
                if self.words
                else self.tr("No signs of this kind."),
                self.tr("Only words, or only letters, are searched now."),
                self.tr("Search words and letters"),
                lambda: self.results.kinds.choose([]),
            )
        elif others:
            self.results.show_none(self._missing(), self._elsewhere(others))
        elif self.results.filter.chosen:
            self.results.show_none(
                self._missing() if self.words else self.tr("No signs in these languages."),
                self.tr("Search in all languages, or try a shorter or related word."),
            )
        elif self.words:
            self.results.show_notice(
                self.tr("No signs match “{words}”.").format(words=self.words),
                self.tr("Try a shorter or related word, or its basic form."),
            )
        else:
            self.results.show_notice(
                self.tr("No signs yet."),
                self.tr("Add a folder of videos on the Library page."),
            )

    def _missing(self) -> str:
        """Return that the chosen languages have no sign for the words."""
        codes = self.results.filter.chosen
        if len(codes) > 1:
            return self.tr("No sign for “{words}” in your languages.").format(words=self.words)
        text = self.tr("No sign for “{words}” in {language}.")
        return text.format(words=self.words, language=name_of(codes[0]))

    def _elsewhere(self, others: "Sequence[str]") -> str:
        """Return which other languages have the words, or an empty text."""
        if not others:
            return ""
        names = ", ".join(map(name_of, others[:_NAMED]))
        more = len(others) - _NAMED
        text = self.tr("“{words}” is in {languages}.")
        if more > 0:
            text = self.tr("“{words}” is in {languages} and %n more language(s).", "", more)
        return text.format(words=self.words, languages=names)

    def show_searching(self) -> None:
        """Show that no gloss contains the words, and that they are searched by meaning."""
        self.answered = self.words
        self._stack.setCurrentWidget(self.results)
        self.results.show_busy(
            self.tr("No gloss contains these words."), self.tr("Searching by meaning.")
        )

    def show_concept(self, matches: "Sequence[Match]") -> None:
        """Show the signs of a concept in all languages."""
        self._stack.setCurrentWidget(self.concept)
        self.concept.show_concept(matches)

    def open_lists(self) -> None:
        """Show the lists next to the results."""
        self.panel.setChecked(True)

    def _add(self) -> None:
        sign = self._selected()
        if sign:
            self.open_lists()
            self.added.emit(sign)

    def _compare(self) -> None:
        sign = self._selected()
        if sign:
            self.concept_wanted.emit(sign)

    def _selected(self) -> "Sign | None":
        """Return the sign of the result in focus, or the large one."""
        focused = QApplication.focusWidget()
        if isinstance(focused, Tile):
            return focused.match.sign
        return self.results.large

    def _close_concept(self) -> None:
        self._stack.setCurrentWidget(self.results)
        self.results.setFocus()

    def _open_large(self, sign: "Sign") -> None:
        self._close_concept()
        self.results.open_sign(sign)

    def _connect(self) -> None:
        self.field.asked.connect(self.ask)
        self.results.filtered.connect(lambda _: self.ask())
        self.spoken_box.currentIndexChanged.connect(lambda _: self.ask())
        self.panel.toggled.connect(self.lists.setVisible)
        self.concept.closed.connect(self._close_concept)
        self.concept.opened.connect(self._open_large)
        self.lists.opened.connect(self._open_large)
        for key, act, where in (
            ("L", self._add, self.results),
            ("A", self._compare, self.results),
            ("Ctrl+L", self.panel.toggle, self),
            ("Ctrl+Z", self.lists.undone.emit, self),
        ):
            shortcuts.key(where, key, act)

    def _arrange(self) -> None:
        self.results.move_heading()
        self.results.bar.insertWidget(0, self.field, 2)
        self.results.bar.addWidget(self.spoken_box)
        self.results.bar.addWidget(self.panel)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.results)
        self._stack.addWidget(self.concept)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 16, 16, 16)
        row.setSpacing(16)
        row.addWidget(self._stack, 1)
        row.addWidget(self.lists)
