"""The question which sign languages the user knows: a list with a search field and check boxes."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QLocale, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from signdict.core import language_names
from signdict.core.languages import Language, languages
from signdict.gui.widgets import shortcuts
from signdict.gui.widgets.filters import name_of
from signdict.gui.widgets.layout import FlowLayout
from signdict.gui.widgets.search_field import SearchField
from signdict.gui.widgets.tables import EDGES

#: Languages of the system that propose sign languages.
_SYSTEM = 2
_NAME, _OWN, _SIGNS = range(3)
_CODE = Qt.ItemDataRole.UserRole
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
#: Smallest height of the list, in pixels.
_LEAST = 96


class LanguageChooser(QWidget):
    """Asks which sign languages the user knows; several can be chosen, or the question skipped.

    Proposals from the languages of the system come first, then languages with signs.
    """

    answered = Signal(list)  # codes; empty for all languages

    def __init__(self, chosen: Sequence[str] | None = None, parent: QWidget | None = None) -> None:
        """Check the languages that were chosen before; None if the user was never asked."""
        super().__init__(parent)
        skip, everything = self.tr("Skip: search all languages"), self.tr("Search all languages")
        self.all_button = QPushButton(skip if chosen is None else everything)
        chosen = chosen or ()
        self._chosen = [*chosen]
        self._proposed = [entry.code for entry in language_names.proposed(_places())]
        self._counts: Mapping[str, int] | None = None
        self._letters: Mapping[str, int] = {}
        self._pressed: Qt.CheckState | None = None
        self.field = SearchField()
        self.field.setPlaceholderText(self.tr("Name, country or abbreviation"))
        self.field.setAccessibleName(self.tr("Search for a sign language"))
        self.field.setAccessibleDescription(
            self.tr("Return chooses the first language found; Down goes to the list.")
        )
        self.list = _LanguageList()
        self.list.setAccessibleName(self.tr("Sign languages"))
        self.list.setHeaderLabels(
            [self.tr("Sign language"), self.tr("In its own language"), self.tr("Signs")]
        )
        self.summary = QLabel(wordWrap=True)
        self.use_button = QPushButton(self.tr("Use these languages"))
        self._connect()
        self._arrange()
        self._fill()
        self._summarise()

    @property
    def chosen(self) -> list[str]:
        """The codes of the chosen languages, in the order of the choice."""
        return [*self._chosen]

    def show_counts(self, counts: Mapping[str, int], letters: Mapping[str, int]) -> None:
        """Show the number of signs of each language, and how many of those are letters."""
        self._counts, self._letters = counts, letters
        self._fill()

    def _fill(self) -> None:
        """List the languages that match what is typed."""
        text, current = self.field.words(), self.list.current
        found = language_names.matching(text, self._counts or ())
        if not text:
            first = [*self._chosen, *self._proposed]
            found.sort(key=partial(self._order, first))
        self.list.blockSignals(True)
        self.list.clear()
        for entry in found:
            self.list.addTopLevelItem(self._item(entry.code))
        self.list.blockSignals(False)
        codes = [entry.code for entry in found]
        row = codes.index(current) if current in codes and self.list.hasFocus() else 0
        if (item := self.list.topLevelItem(row)) is not None:
            self.list.setCurrentItem(item)
        if text and not found:
            none = self.tr("No sign language is called “{words}”.")
            self.summary.setText(none.format(words=text))
        else:
            self._summarise()

    def _order(self, first: Sequence[str], entry: Language) -> tuple[int, bool, str]:
        """Return the place of a language: chosen and proposed ones, those with signs, others."""
        code = entry.code
        place = first.index(code) if code in first else len(first)
        return place, not (self._counts or {}).get(code), name_of(code).casefold()

    def _item(self, code: str) -> QTreeWidgetItem:
        name, own, signs = name_of(code), language_names.own_name(code), self._signs(code)
        item = QTreeWidgetItem([name, own if own != name else "", signs])
        item.setData(_NAME, _CODE, code)
        texts = [text for text in (item.text(column) for column in range(3)) if text]
        item.setData(_NAME, Qt.ItemDataRole.AccessibleTextRole, ", ".join(texts))
        for column in (_NAME, _OWN, _SIGNS):  # narrow columns elide their texts
            country = f"{languages()[code].country} ({code})"
            item.setToolTip(column, "\n".join(filter(None, (name, own, country))))
        item.setSizeHint(_NAME, QSize(0, self.fontMetrics().height() + 2 * EDGES))
        checked = Qt.CheckState.Checked if code in self._chosen else Qt.CheckState.Unchecked
        item.setCheckState(_NAME, checked)
        return item

    def _signs(self, code: str) -> str:
        """Return how many words and letters a language has."""
        if self._counts is None:
            return ""
        letters = min(self._letters.get(code, 0), self._counts.get(code, 0))
        words = self._counts.get(code, 0) - letters
        if not words and not letters:
            return self.tr("no signs yet")
        if not words:
            text = self.tr("only letters ({n})")
            return text.format(n=letters)
        numbers = [self.tr("%n words", "", words)]
        numbers += [self.tr("%n letters", "", letters)] if letters else []
        return ", ".join(numbers)

    def _on_return(self) -> None:
        """Choose the first language found; without text, or once more, use the chosen ones."""
        item = self.list.currentItem() or self.list.topLevelItem(0)
        is_chosen = item is not None and item.checkState(_NAME) == Qt.CheckState.Checked
        if not self.field.words() or is_chosen:
            self._use()
        elif item is not None:
            self._toggle(item)
            self.field.selectAll()

    def _toggle(self, item: QTreeWidgetItem) -> None:
        on = item.checkState(_NAME) == Qt.CheckState.Unchecked
        item.setCheckState(_NAME, Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    def _on_changed(self, item: QTreeWidgetItem) -> None:
        code = str(item.data(_NAME, _CODE))
        self._chosen = [chosen for chosen in self._chosen if chosen != code]
        if item.checkState(_NAME) == Qt.CheckState.Checked:
            self._chosen.append(code)
        self._summarise()

    def _on_pressed(self, item: QTreeWidgetItem) -> None:
        self._pressed = item.checkState(_NAME)

    def _on_clicked(self, item: QTreeWidgetItem) -> None:
        """Choose with a click anywhere in the row; Qt itself reacts to the box only."""
        if item.checkState(_NAME) == self._pressed:
            self._toggle(item)

    def _on_typed(self, letters: str) -> None:
        self.field.setFocus()
        self.field.insert(letters)

    def _summarise(self) -> None:
        names = ", ".join(map(name_of, self._chosen))
        text = self.tr("Chosen: {names}").format(names=names)
        self.summary.setText(text if names else self.tr("Choose one or several."))
        self.use_button.setEnabled(bool(names))

    def _use(self) -> None:
        if self._chosen:
            self.answered.emit(self.chosen)

    def _connect(self) -> None:
        self.field.textChanged.connect(lambda _: self._fill())
        self.field.returnPressed.connect(self._on_return)
        shortcuts.key(self.field, "Down", self.list.setFocus)
        self.list.itemChanged.connect(lambda item, _: self._on_changed(item))
        self.list.itemPressed.connect(lambda item, _: self._on_pressed(item))
        self.list.itemClicked.connect(lambda item, _: self._on_clicked(item))
        self.list.typed.connect(self._on_typed)
        self.list.entered_key.connect(self._use)
        self.use_button.clicked.connect(self._use)
        self.all_button.clicked.connect(lambda: self.answered.emit([]))

    def _arrange(self) -> None:
        title = QLabel(self.tr("Which sign languages do you use?"), wordWrap=True)
        title.setObjectName("title")
        text = QLabel(
            self.tr(
                "Searches look in these languages: among fewer signs the right one is found more "
                "often. All languages stay one click away, and you can change your choice in "
                "Settings."
            ),
            wordWrap=True,
        )
        text.setObjectName("quiet")
        self.use_button.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (title, text, self.field):
            column.addWidget(part)
        column.addWidget(self.list, 1)
        column.addWidget(self.summary)
        column.addWidget(FlowLayout(self.use_button, self.all_button))
        self.setFocusProxy(self.field)


class _LanguageList(QTreeWidget):
    """Languages in three columns. Letters that are typed are meant for the search field."""

    typed = Signal(str)
    entered_key = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setColumnCount(3)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setAlternatingRowColors(True)
        self.setMinimumHeight(_LEAST)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(_SIGNS, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionsClickable(False)

    @property
    def current(self) -> str:
        """The code of the current language, or an empty text."""
        item = self.currentItem()
        return str(item.data(_NAME, _CODE)) if item else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Confirm with Return; pass letters on."""
        text = event.text()
        if event.key() in _ENTER:
            self.entered_key.emit()
        elif text.strip() and text.isprintable():
            self.typed.emit(text)
        else:
            super().keyPressEvent(event)


def _places() -> list[tuple[str, str]]:
    """Return the spoken language and the country, in English, of the languages of the system."""
    system = QLocale.system()
    names = [system.name(), *system.uiLanguages()][: _SYSTEM + 1]
    locales = [QLocale(name) for name in dict.fromkeys(name.replace("_", "-") for name in names)]
    places = [_place(locale, locale.territory()) for locale in locales]
    if not language_names.proposed(places):  # a country without a language of its own
        places = [_place(locale, QLocale(locale.language()).territory()) for locale in locales]
    return places


def _place(locale: QLocale, territory: QLocale.Country) -> tuple[str, str]:
    return QLocale.languageToCode(locale.language()), QLocale.territoryToString(territory)
