"""Above and below the table of all signs: its filters, and the menu of its columns."""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from signdict.gui.results import facet_words
from signdict.gui.results.facet_button import FacetButton
from signdict.gui.widgets.filters import KindFilter, LanguageFilter, MenuFilter, SourceFilter
from signdict.gui.widgets.search_field import SearchField

if TYPE_CHECKING:
    from signdict.linguistics.table import SignTable

#: Milliseconds to wait for the next key: filtering 100,000 rows costs more than a short query.
_PAUSE = 40
_SPACE = 8


class TableFilters(QWidget):
    """Words, languages, sources, kinds and facets to filter by; `views` ends the first row."""

    changed = Signal()

    def __init__(self, views: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: dict[str, dict[str, int]] = {}
        self.field = SearchField(_PAUSE)
        self.field.setPlaceholderText(self.tr("Filter the table"))
        self.field.setToolTip(self.tr("Words of the gloss, the meaning or a translation"))
        self.field.setAccessibleName(self.tr("Words to filter by"))
        self.field.asked.connect(self._on_changed)
        self.languages = LanguageFilter()
        self.menus: dict[str, MenuFilter] = {
            "sign_language": self.languages, "source": SourceFilter(), "kind": KindFilter(),
        }  # fmt: skip
        self.facets = {
            facet: FacetButton(
                facet_words.name(facet),
                {word: (value,) for value, word in facet_words.value_names(facet).items()},
                pictures=facet == "handshape",
            )
            for facet in facet_words.FACETS
        }
        self.clear_button = QPushButton(self.tr("Clear filters"))
        self.clear_button.setToolTip(self.tr("Show all signs"))
        self.clear_button.clicked.connect(self.clear)
        self._arrange(views)
        self._update_clear_button()

    @property
    def words(self) -> str:
        """The words in the field."""
        return self.field.words()

    @property
    def chosen(self) -> dict[str, tuple[str, ...]]:
        """The chosen values of each filtered column."""
        menus = {name: tuple(sorted(menu.chosen)) for name, menu in self.menus.items()}
        facets = {name: tuple(sorted(button.chosen)) for name, button in self.facets.items()}
        return {name: values for name, values in (menus | facets).items() if values}

    def show_choices(self, signs: "SignTable") -> None:
        """Offer the languages and sources of these signs, with their counts."""
        for name, menu in self.menus.items():
            self._counts[name] = signs.columns[name].counts()
            self._offer(menu, name, menu.chosen)

    def filter_by(self, words: str, chosen: Mapping[str, tuple[str, ...]]) -> None:
        """Filter by these words and values, and by nothing else."""
        self.field.replace(words)
        for name, menu in self.menus.items():
            self._offer(menu, name, chosen.get(name, ()))
            menu.blockSignals(True)
            menu.choose(sorted(chosen.get(name, ()), key=menu.name))
            menu.blockSignals(False)
        for name, button in self.facets.items():
            button.choose(set(chosen.get(name, ())))
        self._on_changed()

    def clear(self) -> None:
        """Remove all filters."""
        self.filter_by("", {})
        self.field.setFocus()

    def _offer(self, menu: MenuFilter, name: str, chosen: Iterable[str]) -> None:
        """Fill a menu with the values of all signs, and with chosen ones that no sign has."""
        menu.blockSignals(True)
        menu.show_counts({**dict.fromkeys(chosen, 0), **self._counts.get(name, {})})
        menu.blockSignals(False)

    def _on_changed(self) -> None:
        self._update_clear_button()
        self.changed.emit()

    def _update_clear_button(self) -> None:
        self.clear_button.setEnabled(bool(self.words or self.chosen))

    def _arrange(self, views: QWidget) -> None:
        first, second = QHBoxLayout(), QHBoxLayout()
        first.addWidget(self.field, 1)
        first.addWidget(self.languages.everything)
        for menu in self.menus.values():
            first.addWidget(menu)
            menu.changed.connect(lambda _: self._on_changed())
        first.addWidget(views)
        for button in self.facets.values():
            second.addWidget(button)
            button.changed.connect(self._on_changed)
        second.addStretch(1)
        second.addWidget(self.clear_button)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(_SPACE)
        for row in (first, second):
            row.setSpacing(_SPACE)
            rows.addLayout(row)


class ColumnsButton(QPushButton):
    """A menu of columns to show or hide; empty columns are not offered."""

    changed = Signal()

    def __init__(
        self,
        names: Iterable[str],
        title: Callable[[str], str],
        parent: QWidget | None = None,
    ) -> None:
        """Offer the columns of these names; `title` returns the heading of one."""
        super().__init__(parent)
        self.setText(self.tr("Columns"))
        self.setToolTip(self.tr("Choose which columns are shown"))
        menu = QMenu(self)
        self.actions_of: dict[str, QAction] = {}
        for name in names:
            action = menu.addAction(title(name))
            action.setCheckable(True)
            action.setChecked(True)
            action.triggered.connect(lambda _: self._on_changed())
            self.actions_of[name] = action
        menu.addSeparator()
        self.all_action = menu.addAction(self.tr("Show all columns"), lambda: self.hide_only(()))
        self.all_action.triggered.connect(self.changed)
        self.setMenu(menu)
        self._describe()

    @property
    def hidden(self) -> tuple[str, ...]:
        """The hidden columns."""
        return tuple(name for name, action in self.actions_of.items() if not action.isChecked())

    def hide_only(self, names: Iterable[str]) -> None:
        """Hide these columns and show all others."""
        hidden = set(names)
        for name, action in self.actions_of.items():
            action.setChecked(name not in hidden)
        self._describe()

    def offer_all_but(self, empty: Iterable[str]) -> None:
        """Leave empty columns out of the menu."""
        excluded = set(empty)
        for name, action in self.actions_of.items():
            action.setVisible(name not in excluded)

    def open_at(self, point: QPoint) -> None:
        """Open the menu at a point of the screen."""
        self.menu().popup(point)

    def _on_changed(self) -> None:
        self._describe()
        self.changed.emit()

    def _describe(self) -> None:
        hidden = ", ".join(self.actions_of[name].text() for name in self.hidden)
        self.all_action.setEnabled(bool(hidden))
        text = self.tr("Hidden: {columns}").format(columns=hidden) if hidden else ""
        self.setAccessibleDescription(text or self.tr("All columns are shown"))
