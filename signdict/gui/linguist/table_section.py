"""All signs as a table on the Explore page: filters, saved views, the current sign."""

from functools import partial
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
from signdict.gui.linguist.sign_table import COLUMNS, SignTableView, empty_columns
from signdict.gui.linguist.table_filters import ColumnsButton, TableFilters
from signdict.gui.widgets import save_dialog, shortcuts
from signdict.gui.widgets.filters import name_of
from signdict.gui.widgets.language_strip import LanguageStrip
from signdict.gui.widgets.notice import Notice

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from signdict.core.types import IntArray, Progress
    from signdict.linguistics.table import FacetsBySign, SignTable, TableView
    from signdict.pose.pose import Pose

#: Interval at which new facets are written into the table, in milliseconds.
_FILL = 500


class TableSection(QWidget):
    """Asks for signs, facets, landmarks and files; shows the table when it arrives."""

    asked = Signal()
    stopped = Signal()
    facets_asked = Signal(list)  # signs whose facets are not known
    wanted = Signal(list)  # clip ids
    explored = Signal(int)  # the id of a sign
    saved = Signal(Path, object, object)  # a file, a sign table, rows
    view_saved = Signal(object, bool)  # a view, whether it replaces the one with its name
    view_renamed = Signal(str, str)
    view_deleted = Signal(str)
    dictionaries_requested = Signal(str)  # the code of a language without signs

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stale = True  # the library has changed since signs were listed
        self.sign_table: SignTable | None = None
        self.rows: IntArray | None = None
        self._column, self._falling = "gloss", False
        self._new_facets: dict[int, Mapping[str, str] | None] = {}
        self.notice, self.no_match = Notice(), Notice()
        self.notice.stopped.connect(self.stopped)
        self.views = ViewsButton()
        self.filters = TableFilters(self.views)
        self.table, self.card = SignTableView(), SignCard()
        self.strip = LanguageStrip()
        self.strip.requested.connect(self.dictionaries_requested)
        self.columns = ColumnsButton(
            [name for name in COLUMNS if name != "gloss"], self.table.signs.title
        )
        self.count, self.status = QLabel(), QLabel()
        self.facets_button = QPushButton()
        self.facets_button.setToolTip(
            self.tr("Compute hands, place, handshape and movement of all signs")
        )
        self.facets_button.clicked.connect(self._ask_for_facets)
        self.save = QPushButton(self.tr("Save as CSV…"))
        self.save.setToolTip(self.tr("Save the signs shown, in this order"))
        self.save.clicked.connect(self._on_save)
        self._fill_timer = QTimer(self, singleShot=True, interval=_FILL)
        self._fill_timer.timeout.connect(self._fill)
        self._connect()
        self._arrange()

    def ask(self) -> None:
        """Ask for all signs, unless those shown are up to date."""
        if not self.stale:
            return
        self.stale = False
        if self.sign_table is None:
            self.notice.wait(self.tr("Listing all signs"))
            self.stack.setCurrentWidget(self.notice)
        self.asked.emit()

    def refresh(self) -> None:
        """Ask for all signs again, now if the table is visible, else when it becomes visible."""
        self.stale = True
        if self.isVisible():
            self.ask()

    def show_progress(self, progress: "Progress") -> None:
        """Show how many signs are listed."""
        self.notice.show_progress(progress)

    def show_problem(self, title: str, text: str = "") -> None:
        """Show what went wrong in place of the table, and offer to try again."""
        self.sign_table, self.stale = None, True
        self.notice.offer(title, text, self.tr("Try again"), self.ask, focused=self.isVisible())
        self.stack.setCurrentWidget(self.notice)

    def show_table(self, sign_table: "SignTable") -> None:
        """Show signs with the present filters and order; ask for the facets that are missing."""
        if not sign_table.items:
            self.sign_table = None
            self.notice.tell(
                self.tr("The dictionary has no signs."), self.tr("Add signs on the Library page.")
            )
            self.stack.setCurrentWidget(self.notice)
            return
        self._new_facets.clear()
        self.sign_table = sign_table.ordered("sign_language", lambda code: name_of(code).casefold())
        self.filters.show_choices(self.sign_table)
        self.columns.offer_all_but(empty_columns(self.sign_table))
        self.stack.setCurrentWidget(self._shown)
        self._show_rows()
        self._ask_for_facets()

    def show_views(self, views: "Sequence[TableView]", name: str = "") -> None:
        """Offer saved views; `name` is that of the current one."""
        self.views.show_views(views, name)

    def show_facets(self, facets: "FacetsBySign") -> None:
        """Write the facets of some signs into the table, soon."""
        self._new_facets.update(facets)
        if not self._fill_timer.isActive():
            self._fill_timer.start()

    def finish_facets(self) -> None:
        """Filter and sort by the new facets; offer to compute those still missing."""
        self._fill()
        if {self._column, *self.filters.chosen} & self.filters.facets.keys():
            self._show_rows()
        self._offer_facets()

    def say(self, text: str) -> None:
        """Show a message below the table."""
        self.status.setText(text)

    def set_pose(self, clip_id: int, pose: "Pose") -> None:
        """Play the landmarks of a clip."""
        self.card.set_pose(clip_id, pose)

    def view(self, name: str = "") -> "TableView":
        """Return the present filters, order and columns, under a name."""
        from signdict.linguistics.table import TableView

        filters = self.filters
        return TableView(
            name, filters.words, filters.chosen, self._column, self._falling, self.columns.hidden
        )

    def apply_view(self, view: "TableView") -> None:
        """Show the table with the filters, order and columns of a view."""
        self._column, self._falling = view.column, view.falling
        self.columns.hide_only(view.hidden)
        self.filters.filter_by(view.words, view.chosen)

    def sort(self, column: str, falling: bool) -> None:  # noqa: FBT001 - a slot
        """Sort the rows by a column."""
        self._column, self._falling = column, falling
        self._show_rows()

    def _show_rows(self) -> None:
        """Filter and sort."""
        if self.sign_table is None:
            return
        view = self.view()
        self.rows = self.sign_table.rows(view)
        any_rows = bool(len(self.rows))
        self.table.mark_order(view.column, falling=view.falling)
        self.table.show_rows(self.sign_table, self.rows, view.hidden)
        self.views.compare(view)
        self.strip.show_lacking(*self.filters.languages.lacking())
        if not any_rows:
            self._show_no_match()
        self.pile.setCurrentWidget(self.table if any_rows else self.no_match)
        for part in (self.card, self.save, self.columns):
            part.setVisible(any_rows)
        self.say("")
        self._count()

    def _show_no_match(self) -> None:
        """Say that no sign matches; if the languages have no signs, that these are missing."""
        languages = self.filters.languages
        if languages.hopeless:
            text, code = languages.lacking()
            self.strip.show_lacking("", "")
            self.no_match.offer(
                text, "", self.tr("Get dictionaries"),
                partial(self.dictionaries_requested.emit, code),
                other=(self.tr("Show all languages"), partial(languages.choose, [])),
                focused=False,
            )  # fmt: skip
        else:
            self.no_match.offer(
                self.tr("No signs match."),
                self.tr("Type other words, or remove some filters."),
                self.tr("Clear filters"),
                self.filters.clear,
                focused=False,
            )

    def _count(self) -> None:
        if self.sign_table is None or self.rows is None:
            return
        shown, total = len(self.rows), len(self.sign_table.items)
        text = self.tr("%n signs", "", total)
        if shown < total:
            numbers = [QLocale().toString(number) for number in (shown, total)]
            text = self.tr("{shown} of {all} signs").format(shown=numbers[0], all=numbers[1])
        self.count.setText(text)

    def _ask_for_facets(self) -> None:
        """Ask for the facets of the signs that have none yet."""
        if self.sign_table is not None and (waiting := self.sign_table.waiting):
            self.facets_button.hide()
            self.facets_asked.emit(waiting)
        else:
            self._offer_facets()

    def _offer_facets(self) -> None:
        waiting = self.sign_table.waiting if self.sign_table else []
        self.facets_button.setText(self.tr("Compute facets of %n more signs", "", len(waiting)))
        self.facets_button.setVisible(bool(waiting))

    def _fill(self) -> None:
        self._fill_timer.stop()
        if self.sign_table is None or not self._new_facets:
            return
        self.sign_table = self.sign_table.with_facets(self._new_facets)
        self._new_facets.clear()
        self.table.signs.fill(self.sign_table)
        self._on_pointed(self.table.current)

    def _on_pointed(self, row: int) -> None:
        if self.sign_table is None or row < 0:
            self.card.clear()
        else:
            self.card.show_sign(self.sign_table, row)

    def _on_opened(self, row: int) -> None:
        if self.sign_table is not None and row >= 0:
            self.explored.emit(self.sign_table.items[row].id)

    def _on_typed(self, letters: str) -> None:
        self.filters.field.setFocus()
        self.filters.field.insert(letters)

    def _on_save(self) -> None:
        if self.sign_table is None:
            return
        if path := save_dialog.file_for(self, self.tr("Save signs"), "signs.csv"):
            self.saved.emit(path, self.sign_table, self.rows)

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
        self.views.chosen.connect(self.apply_view)
        self.views.saved.connect(
            lambda name, replace: self.view_saved.emit(self.view(name), replace)
        )
        self.views.renamed.connect(self.view_renamed)
        self.views.deleted.connect(self.view_deleted)
        shortcuts.key(self.filters.field, "Down", self.table.setFocus)

    def _arrange(self) -> None:
        self.status.setObjectName("quiet")
        self.status.setWordWrap(True)
        self.pile, self.stack = QStackedWidget(), QStackedWidget()
        self.pile.addWidget(self.table)
        self.pile.addWidget(self.no_match)
        below, row, left = QHBoxLayout(), QHBoxLayout(), QVBoxLayout()
        below.addWidget(self.count)
        below.addWidget(self.status, 1)
        below.addWidget(self.facets_button)
        below.addWidget(self.columns)
        below.addWidget(self.save)
        left.addWidget(self.pile, 1)
        left.addLayout(below)
        row.addLayout(left, 1)
        row.addWidget(self.card)
        self._shown = QWidget()
        shown = QVBoxLayout(self._shown)
        shown.addWidget(self.filters)
        shown.addWidget(self.strip)
        shown.addLayout(row, 1)
        self.stack.addWidget(self.notice)
        self.stack.addWidget(self._shown)
        column = QVBoxLayout(self)
        column.addWidget(self.stack)
        for layout in (shown, left, column):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(8)
        column.setContentsMargins(0, 8, 0, 0)
        row.setSpacing(16)
        below.setSpacing(16)
