"""All signs as a table, with what belongs to it: filters, views, and the sign that is meant."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QTimer, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from signdict.gui.linguist.saved_views import ViewsButton
from signdict.gui.linguist.sign_card import SignCard
from signdict.gui.linguist.sign_table import COLUMNS, SignTableView, empty
from signdict.gui.linguist.table_filters import ColumnsButton, TableFilters
from signdict.gui.widgets import save_dialog, shortcuts
from signdict.gui.widgets.filters import name_of
from signdict.gui.widgets.notice import Notice

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from signdict.core.types import IntArray, Progress
    from signdict.linguistics.table import FacetsBySign, TableView
    from signdict.linguistics.table import SignTable as Listing
    from signdict.pose.pose import Pose

#: What was seen of signs is put into the table so often, in milliseconds.
_FILL = 500


class TableSection(QWidget):
    """Says what is wanted of the table: signs, facets, landmarks, files; shows what comes."""

    asked = Signal()
    stopped = Signal()
    looked = Signal(list)  # signs whose facets are not known
    wanted = Signal(list)  # clip ids
    explored = Signal(int)  # the number of a sign
    saved = Signal(Path, object, object)  # a file, a listing, rows
    kept = Signal(object, bool)  # a view, whether it takes the place of one of its name
    renamed = Signal(str, str)
    removed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stale = True  # the library has changed since signs were listed
        self.listing: Listing | None = None
        self.rows: IntArray | None = None
        self._column, self._falling = "gloss", False
        self._seen: dict[int, Mapping[str, str] | None] = {}
        self.notice, self.nothing = Notice(), Notice()
        self.notice.stopped.connect(self.stopped)
        self.views = ViewsButton()
        self.filters = TableFilters(self.views)
        self.table, self.card = SignTableView(), SignCard()
        self.columns = ColumnsButton(
            [name for name in COLUMNS if name != "gloss"], self.table.signs.called
        )
        self.count, self.said = QLabel(), QLabel()
        self.look = QPushButton()
        self.look.setToolTip(self.tr("See hands, place, handshape and movement of all signs"))
        self.look.clicked.connect(self._look)
        self.save = QPushButton(self.tr("Save as CSV…"))
        self.save.setToolTip(self.tr("The signs that are shown, in this order"))
        self.save.clicked.connect(self._on_save)
        self._soon = QTimer(self, singleShot=True, interval=_FILL)
        self._soon.timeout.connect(self._fill)
        self._connect()
        self._arrange()

    def ask(self) -> None:
        """Ask for all signs, if they are not those that are shown already."""
        if not self.stale:
            return
        self.stale = False
        if self.listing is None:
            self.notice.wait(self.tr("Listing all signs"))
            self.stack.setCurrentWidget(self.notice)
        self.asked.emit()

    def refresh(self) -> None:
        """Ask again for all signs, now if they are looked at, else when they will be."""
        self.stale = True
        if self.isVisible():
            self.ask()

    def show_progress(self, progress: "Progress") -> None:
        """Say how far the table is."""
        self.notice.show_progress(progress)

    def show_problem(self, title: str, text: str = "") -> None:
        """Say what went wrong in place of the table, and offer to try again."""
        self.listing, self.stale = None, True
        self.notice.offer(title, text, self.tr("Try again"), self.ask, focused=self.isVisible())
        self.stack.setCurrentWidget(self.notice)

    def show_listing(self, listing: "Listing") -> None:
        """Show the signs, as they were filtered and sorted before; have the unknown looked at."""
        if not listing.items:
            self.listing = None
            self.notice.tell(
                self.tr("There is no sign to list."), self.tr("Add signs on the page Library.")
            )
            self.stack.setCurrentWidget(self.notice)
            return
        self._seen.clear()
        self.listing = listing.ordered("sign_language", lambda code: name_of(code).casefold())
        self.filters.show_listing(self.listing)
        self.columns.offer(empty(self.listing))
        self.stack.setCurrentWidget(self._shown)
        self._show_rows()
        self._look()

    def show_views(self, views: "Sequence[TableView]", name: str = "") -> None:
        """Offer saved views; `name` is that of the one that is shown."""
        self.views.show_views(views, name)

    def show_seen(self, seen: "FacetsBySign") -> None:
        """Put what was seen of some signs into the table, soon."""
        self._seen.update(seen)
        if not self._soon.isActive():
            self._soon.start()

    def show_looked(self) -> None:
        """All signs were looked at, or somebody stopped it: filter and sort by what was seen."""
        self._fill()
        by_facet = {self._column, *self.filters.chosen} & self.filters.facets.keys()
        if by_facet:
            self._show_rows()
        self._offer_look()

    def say(self, text: str) -> None:
        """Say something below the table."""
        self.said.setText(text)

    def set_pose(self, clip_id: int, pose: "Pose") -> None:
        """Play a sign that was wanted."""
        self.card.set_pose(clip_id, pose)

    def view(self, name: str = "") -> "TableView":
        """What is shown of the table, under a name."""
        from signdict.linguistics.table import TableView

        filters = self.filters
        return TableView(
            name, filters.words, filters.chosen, self._column, self._falling, self.columns.hidden
        )

    def take(self, view: "TableView") -> None:
        """Show what a view shows."""
        self._column, self._falling = view.column, view.falling
        self.columns.put_away(view.hidden)
        self.filters.take(view.words, view.chosen)

    def sort(self, column: str, falling: bool) -> None:  # noqa: FBT001 - a slot
        """Show the rows in the order of a column."""
        self._column, self._falling = column, falling
        self._show_rows()

    def _show_rows(self) -> None:
        """Filter and sort."""
        if self.listing is None:
            return
        view = self.view()
        self.rows = self.listing.rows(view)
        self.table.mark_order(view.column, falling=view.falling)
        self.table.show_rows(self.listing, self.rows, view.hidden)
        self.views.compare(view)
        if not len(self.rows):
            self.nothing.offer(
                self.tr("No sign is like that."),
                self.tr("Type other words, or choose less."),
                self.tr("Clear filters"),
                self.filters.clear,
                focused=False,
            )
        self.pile.setCurrentWidget(self.table if len(self.rows) else self.nothing)
        for part in (self.card, self.save, self.columns):
            part.setVisible(bool(len(self.rows)))
        self.say("")
        self._count()

    def _count(self) -> None:
        if self.listing is None or self.rows is None:
            return
        shown, there = len(self.rows), len(self.listing.items)
        text = self.tr("%n signs", "", there)
        if shown < there:
            named = [QLocale().toString(number) for number in (shown, there)]
            text = self.tr("{shown} of {all} signs").format(shown=named[0], all=named[1])
        self.count.setText(text)

    def _look(self) -> None:
        """Have signs looked at of which no facets are known."""
        if self.listing is not None and (waiting := self.listing.waiting):
            self.look.hide()
            self.looked.emit(waiting)
        else:
            self._offer_look()

    def _offer_look(self) -> None:
        waiting = self.listing.waiting if self.listing else []
        self.look.setText(self.tr("Look at %n more signs", "", len(waiting)))
        self.look.setVisible(bool(waiting))

    def _fill(self) -> None:
        self._soon.stop()
        if self.listing is None or not self._seen:
            return
        self.listing = self.listing.with_facets(self._seen)
        self._seen.clear()
        self.table.signs.fill(self.listing)
        self._on_pointed(self.table.current)

    def _on_pointed(self, row: int) -> None:
        if self.listing is None or row < 0:
            self.card.clear()
        else:
            self.card.show_sign(self.listing, row)

    def _on_opened(self, row: int) -> None:
        if self.listing is not None and row >= 0:
            self.explored.emit(self.listing.items[row].id)

    def _on_typed(self, letters: str) -> None:
        self.filters.field.setFocus()
        self.filters.field.insert(letters)

    def _on_save(self) -> None:
        if self.listing is None:
            return
        if path := save_dialog.file_for(self, self.tr("Save signs"), "signs.csv"):
            self.saved.emit(path, self.listing, self.rows)

    def _connect(self) -> None:
        self.filters.changed.connect(self._show_rows)
        self.columns.changed.connect(self._show_rows)
        self.table.header_menu.connect(self.columns.open_at)
        self.table.sorted.connect(self.sort)
        self.table.pointed.connect(self._on_pointed)
        self.table.opened.connect(self._on_opened)
        self.table.typed.connect(self._on_typed)
        self.card.explored.connect(lambda: self._on_opened(self.table.current))
        self.card.wanted.connect(self.wanted)
        self.views.chosen.connect(self.take)
        self.views.kept.connect(lambda name, anew: self.kept.emit(self.view(name), anew))
        self.views.renamed.connect(self.renamed)
        self.views.removed.connect(self.removed)
        shortcuts.key(self.filters.field, "Down", self.table.setFocus)

    def _arrange(self) -> None:
        self.said.setObjectName("quiet")
        self.said.setWordWrap(True)
        self.pile, self.stack = QStackedWidget(), QStackedWidget()
        self.pile.addWidget(self.table)
        self.pile.addWidget(self.nothing)
        below, beside, left = QHBoxLayout(), QHBoxLayout(), QVBoxLayout()
        below.addWidget(self.count)
        below.addWidget(self.said, 1)
        below.addWidget(self.look)
        below.addWidget(self.columns)
        below.addWidget(self.save)
        left.addWidget(self.pile, 1)
        left.addLayout(below)
        beside.addLayout(left, 1)
        beside.addWidget(self.card)
        self._shown = QWidget()
        shown = QVBoxLayout(self._shown)
        shown.addWidget(self.filters)
        shown.addLayout(beside, 1)
        self.stack.addWidget(self.notice)
        self.stack.addWidget(self._shown)
        column = QVBoxLayout(self)
        column.addWidget(self.stack)
        for layout in (shown, left, column):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(8)
        column.setContentsMargins(0, 8, 0, 0)
        beside.setSpacing(16)
        below.setSpacing(16)
