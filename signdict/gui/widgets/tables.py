"""Tables whose rows are selected whole; they are fast with any number of rows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

#: The index types that Qt hands to the methods of a model.
ModelIndex = QModelIndex | QPersistentModelIndex
#: Space above and below the text of a row, in pixels.
EDGES = 6


class RowTable(QTableView):
    """A table that looks and behaves like every list of the application; it shows any model."""

    def __init__(self, model: QAbstractItemModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        model.setParent(self)
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(self.fontMetrics().height() + 2 * EDGES)
        columns.setHighlightSections(False)
        columns.setAccessibleName(self.tr("Columns"))


_ROLE = Qt.ItemDataRole
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ORDERS = {
    Qt.Key.Key_Up: Qt.SortOrder.AscendingOrder,
    Qt.Key.Key_Down: Qt.SortOrder.DescendingOrder,
}
#: Number of rows that are measured to fit a column.
_MEASURED = 60


@dataclass(frozen=True, slots=True)
class TextColumn:
    """A column: its name, the function that returns the text of a thing, and its tool tip.

    A wide column takes the space that the others leave. The texts of wide and `left` columns start
    at the left. Things are sorted by their `rank`, or else by their text.
    """

    name: str
    says: Callable[[Any], str]
    tip: str = ""
    wide: bool = False
    left: bool = False
    rank: Callable[[Any], Any] | None = None

    def sort_key(self, thing: Any) -> Any:
        """Return the value that a thing is sorted by."""
        return self.rank(thing) if self.rank else self.says(thing).casefold()


class _Rows(QAbstractTableModel):
    """Shows things as text."""

    def __init__(self) -> None:
        super().__init__()
        self.things: Sequence[Any] = ()
        self.columns: Sequence[TextColumn] = ()

    def show(self, things: Sequence[Any], columns: Sequence[TextColumn]) -> None:
        """Show these things in these columns."""
        self.beginResetModel()
        self.things, self.columns = things, columns
        self.endResetModel()

    def sort_things(self, given: Sequence[Any], column: int, *, falling: bool) -> None:
        """Sort things by a column; if there is no such column, keep the given order."""
        key = self.columns[column].sort_key if 0 <= column < len(self.columns) else None
        things = sorted(given, key=key, reverse=falling) if key else given
        self.layoutAboutToBeChanged.emit()
        self.things = things
        self.layoutChanged.emit()

    def rowCount(self, parent: ModelIndex | None = None) -> int:
        """Return the number of things."""
        return 0 if parent is not None and parent.isValid() else len(self.things)

    def columnCount(self, parent: ModelIndex | None = None) -> int:
        """Return the number of columns."""
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def data(self, index: ModelIndex, role: int = _ROLE.DisplayRole) -> Any:
        """Return the text or the alignment of a cell."""
        column = self.columns[index.column()]
        if role in (_ROLE.DisplayRole, _ROLE.ToolTipRole):
            return column.says(self.things[index.row()])
        if role == _ROLE.TextAlignmentRole:
            return _aligned(column)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> Any:
        """Return the name, the tool tip or the alignment of a column."""
        if orientation == Qt.Orientation.Vertical:
            return None
        column = self.columns[section]
        if role == _ROLE.DisplayRole:
            return column.name
        if role == _ROLE.ToolTipRole:
            how = self.tr("Click to sort, or Alt+Up and Alt+Down in the table")
            return f"{column.tip or column.name}\n{how}"
        return _aligned(column) if role == _ROLE.TextAlignmentRole else None


class WordTable(RowTable):
    """Shows things as text; signals which one is current and which one is opened."""

    pointed = Signal(object)  # the current thing, or None
    opened = Signal(object, bool)  # a thing; whether with Shift

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        self._rows = _Rows()
        self._given: Sequence[Any] = ()
        super().__init__(self._rows, parent)
        self.setAccessibleName(name)
        self._set_header()
        self.doubleClicked.connect(
            lambda index: self.opened.emit(self._rows.things[index.row()], False)
        )
        self.selectionModel().currentRowChanged.connect(lambda *_: self.pointed.emit(self.current))

    @property
    def things(self) -> Sequence[Any]:
        """The things in view, in their order."""
        return self._rows.things

    @property
    def current(self) -> Any:
        """The thing of the current row, or None."""
        index = self.currentIndex()
        return self._rows.things[index.row()] if index.isValid() else None

    def show_things(self, things: Sequence[Any], columns: Sequence[TextColumn]) -> None:
        """Show things in the given order, and select the first."""
        self._given = things
        self._rows.show(things, columns)
        header = self.horizontalHeader()
        header.blockSignals(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.blockSignals(False)
        for number, column in enumerate(columns):
            mode = QHeaderView.ResizeMode
            header.setSectionResizeMode(
                number, mode.Stretch if column.wide else mode.ResizeToContents
            )
        self.setCurrentIndex(self._rows.index(0, 0))

    def select(self, wanted: Callable[[Any], bool]) -> None:
        """Select the first thing that is wanted, if there is one."""
        rows = (row for row, thing in enumerate(self.things) if wanted(thing))
        if (row := next(rows, None)) is not None:
            self.setCurrentIndex(self._rows.index(row, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter; sort by the column of the cell with Alt and an arrow."""
        key, held = event.key(), event.modifiers()
        if key in _ENTER and self.current is not None:
            self.opened.emit(self.current, bool(held & Qt.KeyboardModifier.ShiftModifier))
        elif held & Qt.KeyboardModifier.AltModifier and key in _ORDERS:
            column = max(self.currentIndex().column(), 0)
            self.horizontalHeader().setSortIndicator(column, _ORDERS[Qt.Key(key)])
        else:
            super().keyPressEvent(event)

    def _sort(self, by: int, order: Qt.SortOrder) -> None:
        """Sort by a column, and keep the current thing."""
        current, column = self.current, max(self.currentIndex().column(), 0)
        self._rows.sort_things(self._given, by, falling=order == Qt.SortOrder.DescendingOrder)
        if current is not None:
            row = next(row for row, thing in enumerate(self.things) if thing is current)
            self.setCurrentIndex(self._rows.index(row, column))

    def _set_header(self) -> None:
        header = self.horizontalHeader()
        header.setResizeContentsPrecision(_MEASURED)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setSortIndicatorClearable(True)  # the third click restores the given order
        header.sortIndicatorChanged.connect(self._sort)


def _aligned(column: TextColumn) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignLeft if column.wide or column.left else Qt.AlignmentFlag.AlignRight
    return side | Qt.AlignmentFlag.AlignVCenter
