"""Page: a sign, and what looks like it in each of the other languages."""

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

_WIDTH = 288
_SIGN = Qt.ItemDataRole.UserRole


class LinguistPage(QWidget):
    """Says which signs to list and which to compare; shows neighbours grouped by language."""

    asked = Signal(str)  # words to list signs for; empty for all
    chosen = Signal(object, list)  # a sign, codes of sign languages
    saved = Signal(Path, list)  # a file, matches
    mapped = Signal(object)  # a section for the map, which was just made
    tabled = Signal(object)  # a section for the table, which was just made
    paired = Signal(object)  # a section for pairs, which was just made
    likened = Signal(object)  # a section for the likeness of languages, which was just made

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sign: Sign | None = None
        self.results = ResultsView()
        self.results.show_notice(
            self.tr("Choose a sign on the left."),
            self.tr("The signs that look like it appear here, language by language."),
        )
        self.results.filtered.connect(lambda _: self._compare())
        self.results.explored.connect(self.explore)
        self.field = SearchField()
        self.field.setPlaceholderText(self.tr("Type to narrow the list"))
        self.field.setAccessibleName(self.tr("Signs to list"))
        self.field.asked.connect(self.ask)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Signs"))
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemActivated.connect(self._on_picked)
        self.list.itemClicked.connect(self._on_picked)
        self._name, self.said = QLabel(), QLabel()
        for label in (self._name, self.said):
            label.hide()
            label.setWordWrap(True)
        self.said.setObjectName("quiet")
        self._offer_table()
        self._arrange()

    @lazy
    def map(self) -> "MapSection":
        """The map, made when it is first looked at."""
        from signdict.gui.linguist.map_section import MapSection

        section = MapSection()
        _put(section, self._far)
        self.mapped.emit(section)
        return section

    @lazy
    def table(self) -> "TableSection":
        """The table of all signs, made when it is first looked at."""
        from signdict.gui.linguist.table_section import TableSection

        section = TableSection()
        column = QVBoxLayout(self._all)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(section)
        self.tabled.emit(section)
        return section

    @lazy
    def pairs(self) -> "PairSection":
        """Pairs of signs of two languages, made when they are first looked at."""
        from signdict.gui.linguist.pair_section import PairSection

        section = PairSection()
        self.paired.emit(section)
        _put(section, self._two)
        return section

    @lazy
    def similarity(self) -> "SimilaritySection":
        """How alike languages are, made when it is first looked at."""
        from signdict.gui.linguist.similarity_section import SimilaritySection

        section = SimilaritySection()
        self.likened.emit(section)
        _put(section, self._kin)
        return section

    @lazy
    def view(self) -> "SignView":
        """The chosen sign, moving."""
        from signdict.gui.player.sign_view import SignView

        view = SignView(alone=True)
        view.setFixedHeight(_WIDTH * 3 // 4)
        self._left.insertWidget(0, view)
        return view

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Let the keyboard be where one types. A proxy would keep Tab from the tabs above."""
        super().focusInEvent(event)
        self.field.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """See that the table is that of the library as it is now."""
        super().showEvent(event)
        if self._parts.currentWidget() is self._all:
            self.table.ask()

    def refresh(self) -> None:
        """Ask again for what a change of the library changes."""
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

    def explore(self, sign: "Sign") -> None:
        """Compare this sign with the others."""
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
        """Show landmarks that were wanted."""
        if self._sign and self._sign.clips and self._sign.clips[0].id == clip_id:
            self.view.show_pose(pose)
        self.results.set_pose(clip_id, pose)

    def show_neighbours(self, groups: "Mapping[str, Sequence[Match]]") -> None:
        """Show what looks like the sign, one group a language, nearest language first."""
        filled = [matches for matches in groups.values() if matches]
        filled.sort(key=lambda matches: -matches[0].score)
        if not filled:
            self.results.show_notice(
                self.tr("Nothing looks like this sign."),
                self.tr("Choose other languages, or another sign."),
            )
            return
        name = self._sign.gloss if self._sign else ""
        heading = self.tr("What looks like {name}").format(name=name)
        self.results.show_groups(
            [(name_of(group[0].sign.sign_language), list(group)) for group in filled], heading
        )

    def _compare(self) -> None:
        if self._sign:
            self.results.show_busy(self.tr("Comparing"))
            self.chosen.emit(self._sign, self.results.filter.chosen)

    def _on_tab(self, number: int) -> None:
        self._parts.setCurrentIndex(number)
        if self._parts.currentWidget() is self._far and self.map.empty:
            self.map.ask()
        if self._parts.currentWidget() is self._all:
            self.table.ask()
        if self._parts.currentWidget() is self._two:
            self.pairs.show()
        if self._parts.currentWidget() is self._kin:
            self.similarity.show()

    def say(self, text: str) -> None:
        """Say something below the list of signs."""
        self.said.setText(text)
        self.said.setVisible(bool(text))

    def _offer_table(self) -> None:
        self.save = QPushButton(self.tr("Save as CSV…"))
        self.save.setToolTip(self.tr("Save the signs on the right as a table"))
        self.save.clicked.connect(self._on_save)
        self.results.stack.currentChanged.connect(lambda _: self._on_turned())
        self._on_turned()

    def _on_turned(self) -> None:
        """Neighbours can be saved while they are shown."""
        self.save.setEnabled(self.results.shows_groups)
        self.say("")

    def _on_save(self) -> None:
        name = f"near-{self._sign.id}.csv" if self._sign else ".csv"
        path = save_dialog.file_for(self, self.tr("Save neighbours"), name)
        if path:
            rows = self.results.groups.rows
            self.saved.emit(path, [tile.match for tiles in rows for tile in tiles])

    def _on_picked(self, item: QListWidgetItem) -> None:
        self.explore(item.data(_SIGN))

    def _arrange(self) -> None:
        self.tabs, self._parts = QTabBar(), QStackedWidget()
        self.tabs.setDrawBase(False)
        self.tabs.setAccessibleName(self.tr("Ways to explore"))
        self._near, self._far, self._all, self._two, self._kin = (QWidget() for _ in range(5))
        for part, name in (
            (self._near, self.tr("Neighbours")),
            (self._far, self.tr("Map")),
            (self._all, self.tr("All signs")),
            (self._two, self.tr("Pairs")),
            (self._kin, self.tr("Similarity")),
        ):
            self._parts.addWidget(part)
            self.tabs.addTab(name)
        self.tabs.currentChanged.connect(self._on_tab)
        self._left = QVBoxLayout()
        self._left.setSpacing(8)
        self._left.addWidget(self._name)
        self._left.addWidget(self.field)
        self._left.addWidget(self.list, 1)
        self._left.addWidget(self.save)
        self._left.addWidget(self.said)
        left = QWidget()
        left.setFixedWidth(_WIDTH)
        left.setLayout(self._left)
        self._left.setContentsMargins(0, 0, 0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 16)
        column.addWidget(self.tabs)
        column.addWidget(self._parts, 1)
        row = QHBoxLayout(self._near)
        row.setContentsMargins(0, 8, 0, 0)
        row.setSpacing(16)
        row.addWidget(left)
        row.addWidget(self.results, 1)


def _put(section: QWidget, part: QWidget) -> None:
    """Fill a part of the page."""
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(section)
