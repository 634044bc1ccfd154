"""What narrows the table of all signs: words, languages, sources and facets."""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from signdict.gui.results import facet_words
from signdict.gui.results.facet_button import FacetButton
from signdict.gui.widgets.filters import LanguageFilter, MenuFilter, SourceFilter
from signdict.gui.widgets.search_field import SearchField

if TYPE_CHECKING:
    from signdict.linguistics.table import SignTable

#: Milliseconds to wait for the next key: keys that come together are one question.
_PAUSE = 40
_SPACE = 8


class TableFilters(QWidget):
    """Says whenever something else is wanted. `beside` stands at the end of the first row."""

    changed = Signal()

    def __init__(self, beside: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: dict[str, dict[str, int]] = {}
        self.field = SearchField(_PAUSE)
        self.field.setPlaceholderText(self.tr("Type to narrow the table"))
        self.field.setToolTip(self.tr("Words of the gloss, the meaning or a translation"))
        self.field.setAccessibleName(self.tr("Words that a sign has"))
        self.field.asked.connect(self._tell)
        self.menus: dict[str, MenuFilter] = {
            "sign_language": LanguageFilter(), "source": SourceFilter(),
        }  # fmt: skip
        self.facets = {
            facet: FacetButton(
                facet_words.name(facet),
                {word: (value,) for value, word in facet_words.exact(facet).items()},
                pictures=facet == "handshape",
            )
            for facet in facet_words.FACETS
        }
        self.clear_button = QPushButton(self.tr("Clear filters"))
        self.clear_button.setToolTip(self.tr("Show all signs again"))
        self.clear_button.clicked.connect(self.clear)
        self._arrange(beside)
        self._tell_whether_any()

    @property
    def words(self) -> str:
        """The words that were typed."""
        return self.field.words()

    @property
    def chosen(self) -> dict[str, tuple[str, ...]]:
        """Of each column of which something is chosen, the values that are."""
        menus = {name: tuple(sorted(menu.chosen)) for name, menu in self.menus.items()}
        facets = {name: tuple(sorted(one.chosen)) for name, one in self.facets.items()}
        return {name: values for name, values in (menus | facets).items() if values}

    def show_listing(self, listing: "SignTable") -> None:
        """Offer the languages and sources of these signs, with their numbers."""
        for name, menu in self.menus.items():
            self._counts[name] = listing.columns[name].counts()
            self._offer(menu, name, menu.chosen)

    def take(self, words: str, chosen: Mapping[str, tuple[str, ...]]) -> None:
        """Want this and nothing else."""
        self.field.replace(words)
        for name, menu in self.menus.items():
            self._offer(menu, name, chosen.get(name, ()))
            menu.blockSignals(True)
            menu.choose(sorted(chosen.get(name, ()), key=menu.name))
            menu.blockSignals(False)
        for name, button in self.facets.items():
            button.choose(set(chosen.get(name, ())))
        self._tell()

    def clear(self) -> None:
        """Want every sign."""
        self.take("", {})
        self.field.setFocus()

    def _offer(self, menu: MenuFilter, name: str, wanted: Iterable[str]) -> None:
        """What there is, and what is wanted though no sign has it any more."""
        menu.blockSignals(True)
        menu.show_counts({**dict.fromkeys(wanted, 0), **self._counts.get(name, {})})
        menu.blockSignals(False)

    def _tell(self) -> None:
        self._tell_whether_any()
        self.changed.emit()

    def _tell_whether_any(self) -> None:
        self.clear_button.setEnabled(bool(self.words or self.chosen))

    def _arrange(self, beside: QWidget) -> None:
        first, second = QHBoxLayout(), QHBoxLayout()
        first.addWidget(self.field, 1)
        for menu in self.menus.values():
            first.addWidget(menu)
            menu.changed.connect(lambda _: self._tell())
        first.addWidget(beside)
        for button in self.facets.values():
            second.addWidget(button)
            button.changed.connect(self._tell)
        second.addStretch(1)
        second.addWidget(self.clear_button)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(_SPACE)
        for row in (first, second):
            row.setSpacing(_SPACE)
            rows.addLayout(row)


class ColumnsButton(QPushButton):
    """Says which columns are put away. Those in which nothing stands are not offered."""

    changed = Signal()

    def __init__(
        self,
        names: Iterable[str],
        called: Callable[[str], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setText(self.tr("Columns"))
        self.setToolTip(self.tr("Choose which columns are shown"))
        menu = QMenu(self)
        self.actions_of: dict[str, QAction] = {}
        for name in names:
            action = menu.addAction(called(name))
            action.setCheckable(True)
            action.setChecked(True)
            action.triggered.connect(lambda _: self._tell())
            self.actions_of[name] = action
        menu.addSeparator()
        self.all_action = menu.addAction(self.tr("Show all columns"), lambda: self.put_away(()))
        self.all_action.triggered.connect(self.changed)
        self.setMenu(menu)
        self._say()

    @property
    def hidden(self) -> tuple[str, ...]:
        """The columns that are put away."""
        return tuple(name for name, one in self.actions_of.items() if not one.isChecked())

    def put_away(self, names: Iterable[str]) -> None:
        """Put these away and show all others."""
        away = set(names)
        for name, action in self.actions_of.items():
            action.setChecked(name not in away)
        self._say()

    def offer(self, empty: Iterable[str]) -> None:
        """Leave those out of the menu in which nothing stands."""
        none = set(empty)
        for name, action in self.actions_of.items():
            action.setVisible(name not in none)

    def open_at(self, place: QPoint) -> None:
        """Open the menu at a place of the screen."""
        self.menu().popup(place)

    def _tell(self) -> None:
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        away = ", ".join(self.actions_of[name].text() for name in self.hidden)
        self.all_action.setEnabled(bool(away))
        told = self.tr("Put away: {columns}").format(columns=away) if away else ""
        self.setAccessibleDescription(told or self.tr("All are shown"))
