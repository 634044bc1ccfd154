"""Page Explore: a sign and its neighbours in other languages, map, table, pairs, similarity."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from signdict.gui.results.results import ResultsView
from signdict.gui.widgets import save_dialog
from signdict.gui.widgets.filters import name_of
from signdict.gui.widgets.lazy import lazy
from signdict.gui.widgets.search_field import SearchField

if TYPE_CHECKING:
    from signdict.core.types import Match, Sign
    from signdict.gui.linguist.map_section import MapSection
    from signdict.gui.linguist.pair_section import PairSection
    from signdict.gui.linguist.similarity_section import SimilaritySection
    from signdict.gui.linguist.table_section import TableSection
    from signdict.gui.player.sign_view import SignView
    from signdict.pose.pose import Pose

#: Width of the list of signs, in pixels.
_WIDTH = 288
_SIGN = Qt.ItemDataRole.UserRole


class LinguistPage(QWidget):
    """Asks for signs to list and for neighbours of a sign; shows them grouped by language."""

    asked = Signal(str)  # words to list signs for; empty for all
    chosen = Signal(object, list)  # a sign, codes of sign languages
    saved = Signal(Path, list)  # a file, matches
    map_made = Signal(object)  # the section, the first time that it is shown
    table_made = Signal(object)
    pairs_made = Signal(object)
    similarity_made = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sign: Sign | None = None
        self._own: list[str] = []  # the sign languages that the user has chosen
        self.results = ResultsView()
        self._invite()
        self.results.filtered.connect(lambda _: self._on_filtered())
        self.results.explored.connect(self.explore)
        self.field = SearchField()
        self.field.setPlaceholderText(self.tr("Filter the list"))
        self.field.setAccessibleName(self.tr("Words to filter by"))
        self.field.asked.connect(self.ask)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Signs"))
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemActivated.connect(self._on_chosen)
        self.list.itemClicked.connect(self._on_chosen)
        self._name, self.status = QLabel(), QLabel()
        for label in (self._name, self.status):
            label.hide()
            label.setWordWrap(True)
        self.status.setObjectName("quiet")
        self.save = QPushButton(self.tr("Save as CSV…"))
        self.save.setToolTip(self.tr("Save the signs on the right as a table"))
        self.save.clicked.connect(self._on_save)
        self.results.stack.currentChanged.connect(lambda _: self._on_results_changed())
        self._on_results_changed()
        self._arrange()

    @lazy
    def map(self) -> "MapSection":
        """The map, created when it is first shown."""
        from signdict.gui.linguist.map_section import MapSection

        section = MapSection()
        section.filter.set_own(self._own)
        section.dictionaries_requested.connect(self.results.dictionaries_requested)
        _fill(self._map_tab, section)
        self.map_made.emit(section)
        return section

    @lazy
    def table(self) -> "TableSection":
        """The table of all signs, created when it is first shown."""
        from signdict.gui.linguist.table_section import TableSection

        section = TableSection()
        section.filters.languages.set_own(self._own)
        section.dictionaries_requested.connect(self.results.dictionaries_requested)
        _fill(self._table_tab, section)
        self.table_made.emit(section)
        return section

    @lazy
    def pairs(self) -> "PairSection":
        """Pairs of signs of two languages, created when they are first shown."""
        from signdict.gui.linguist.pair_section import PairSection

        section = PairSection()
        section.set_own(self._own)
        self.pairs_made.emit(section)
        _fill(self._pairs_tab, section)
        return section

    @lazy
    def similarity(self) -> "SimilaritySection":
        """The similarity of languages, created when it is first shown."""
        from signdict.gui.linguist.similarity_section import SimilaritySection

        section = SimilaritySection()
        self.similarity_made.emit(section)
        _fill(self._similarity_tab, section)
        return section

    @lazy
    def view(self) -> "SignView":
        """The chosen sign, moving."""
        from signdict.gui.player.sign_view import SignView

        view = SignView(alone=True)
        view.setFixedHeight(_WIDTH * 3 // 4)
        self._left.insertWidget(0, view)
        return view

    @property
    def sign(self) -> "Sign | None":
        """The sign whose neighbours are shown."""
        return self._sign

    def set_own(self, codes: Sequence[str]) -> None:
        """Show the sign languages that the user has chosen in every section."""
        self._own = [*codes]
        self.results.filter.set_own(codes)
        if LinguistPage.map.made(self):
            self.map.filter.set_own(codes)
        if LinguistPage.table.made(self):
            self.table.filters.languages.set_own(codes)
        if LinguistPage.pairs.made(self):
            self.pairs.set_own(codes)

    def change_all(self) -> None:
        """Show all languages in the present section, or again those of the user."""
        tab = self._stack.currentWidget()
        if tab is self._map_tab:
            self.map.filter.change_all()
        elif tab is self._table_tab:
            self.table.filters.languages.change_all()
        elif tab not in (self._pairs_tab, self._similarity_tab):
            self.results.filter.change_all()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Move the focus to the field. With a focus proxy, Tab would skip the tabs above."""
        super().focusInEvent(event)
        self.field.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Update the table if the library has changed."""
        super().showEvent(event)
        if self._stack.currentWidget() is self._table_tab:
            self.table.ask()

    def refresh(self) -> None:
        """Ask again for everything that a change of the library affects."""
        self.ask()
        if LinguistPage.table.made(self):
            self.table.refresh()
        if LinguistPage.pairs.made(self):
            self.pairs.refresh()
        if LinguistPage.similarity.made(self):
            self.similarity.refresh()

    def ask(self) -> None:
        """Ask for the list of signs."""
        self.field.settle()
        self.asked.emit(self.field.words())

    def show_signs(self, signs: "Sequence[Sign]") -> None:
        """List these signs."""
        self.list.clear()
        for sign in signs:
            name = f"{sign.gloss} {sign.variant}".strip()
            item = QListWidgetItem(f"{name}  ·  {name_of(sign.sign_language)}")
            item.setData(_SIGN, sign)
            self.list.addItem(item)
        if self._sign is None:
            self._invite()

    def explore(self, sign: "Sign") -> None:
        """Show a sign and ask for its neighbours."""
        self.tabs.setCurrentIndex(0)
        self._sign = sign
        self._name.setText(f"{sign.gloss} {sign.variant}\n{name_of(sign.sign_language)}")
        self._name.show()
        self.view.clear()
        self.view.setAccessibleName(self._name.text())
        if sign.clips:
            self.results.wanted.emit([sign.clips[0].id])
        self._compare()

    def set_pose(self, clip_id: int, pose: "Pose") -> None:
        """Show the landmarks of a clip."""
        if self._sign and self._sign.clips and self._sign.clips[0].id == clip_id:
            self.view.show_pose(pose)
        self.results.set_pose(clip_id, pose)

    def show_neighbours(self, groups: "Mapping[str, Sequence[Match]]") -> None:
        """Show the neighbours of the sign by language, the language with the nearest first."""
        filled = [matches for matches in groups.values() if matches]
        filled.sort(key=lambda matches: -matches[0].score)
        if not filled:
            self.results.show_none(
                self.tr("No similar signs."),
                self.tr("Choose other languages, or another sign."),
            )
            return
        name = self._sign.gloss if self._sign else ""
        heading = self.tr("Signs like {name}").format(name=name)
        self.results.show_groups(
            [(name_of(group[0].sign.sign_language), list(group)) for group in filled], heading
        )

    def _invite(self) -> None:
        """Say what to do first; if the list is empty because of the languages, what they lack."""
        if self.results.filter.hopeless:
            self.results.show_none("")
        else:
            self.results.show_notice(
                self.tr("Choose a sign on the left."),
                self.tr("Similar signs of other languages appear here."),
            )

    def _on_filtered(self) -> None:
        self.ask()
        self._compare()

    def say(self, text: str) -> None:
        """Show a message below the list of signs."""
        self.status.setText(text)
        self.status.setVisible(bool(text))

    def _compare(self) -> None:
        if self._sign:
            self.results.show_busy(self.tr("Comparing"))
            self.chosen.emit(self._sign, self.results.filter.chosen)

    def _on_tab(self, number: int) -> None:
        self._stack.setCurrentIndex(number)
        tab = self._stack.currentWidget()
        if tab is self._map_tab and self.map.empty:
            self.map.ask()
        elif tab is self._table_tab:
            self.table.ask()
        elif tab is self._pairs_tab:
            self.pairs.show()
        elif tab is self._similarity_tab:
            self.similarity.show()

    def _on_results_changed(self) -> None:
        """Neighbours can be saved while they are shown."""
        self.save.setEnabled(self.results.shows_groups)
        self.say("")

    def _on_save(self) -> None:
        name = f"near-{self._sign.id}.csv" if self._sign else ".csv"
        path = save_dialog.file_for(self, self.tr("Save neighbours"), name)
        if path:
            rows = self.results.groups.rows
            self.saved.emit(path, [tile.match for tiles in rows for tile in tiles])

    def _on_chosen(self, item: QListWidgetItem) -> None:
        self.explore(item.data(_SIGN))

    def _arrange(self) -> None:
        self.tabs, self._stack = QTabBar(), QStackedWidget()
        self.tabs.setDrawBase(False)
        self.tabs.setAccessibleName(self.tr("Ways to explore"))
        self._map_tab, self._table_tab, self._pairs_tab = QWidget(), QWidget(), QWidget()
        self._similarity_tab = QWidget()
        for tab, name in (
            (self._neighbours(), self.tr("Neighbours")),
            (self._map_tab, self.tr("Map")),
            (self._table_tab, self.tr("All signs")),
            (self._pairs_tab, self.tr("Pairs")),
            (self._similarity_tab, self.tr("Similarity")),
        ):
            self._stack.addWidget(tab)
            self.tabs.addTab(name)
        self.tabs.currentChanged.connect(self._on_tab)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 16)
        column.addWidget(self.tabs)
        column.addWidget(self._stack, 1)

    def _neighbours(self) -> QWidget:
        """Return the first tab: the list of signs, and the neighbours of the chosen one."""
        left = QWidget()
        left.setFixedWidth(_WIDTH)
        self._left = QVBoxLayout(left)
        self._left.setContentsMargins(0, 0, 0, 0)
        self._left.setSpacing(8)
        self._left.addWidget(self._name)
        self._left.addWidget(self.field)
        self._left.addWidget(self.list, 1)
        self._left.addWidget(self.save)
        self._left.addWidget(self.status)
        tab = QWidget()
        row = QHBoxLayout(tab)
        row.setContentsMargins(0, 8, 0, 0)
        row.setSpacing(16)
        row.addWidget(left)
        row.addWidget(self.results, 1)
        return tab


def _fill(tab: QWidget, section: QWidget) -> None:
    """Fill a tab with its section."""
    column = QVBoxLayout(tab)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(section)
