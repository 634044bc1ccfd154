"""A table of things in words: many rows as fast as few, chosen and opened with keys."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from signdict.gui.rowtable import RowTable

_ROLE = Qt.ItemDataRole
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
#: So many rows are measured to see how wide a column is.
_MEASURED = 60
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, what it says of a thing, and what that means. A wide one takes the room
    that the others leave."""

    name: str
    says: Callable[[Any], str]
    told: str = ""
    wide: bool = False


class _Rows(QAbstractTableModel):
    """Things, in words."""

    def __init__(self) -> None:
        super().__init__()
        self.things: Sequence[Any] = ()
        self.columns: Sequence[Column] = ()

    def show(self, things: Sequence[Any], columns: Sequence[Column]) -> None:
        """Show these."""
        self.beginResetModel()
        self.things, self.columns = things, columns
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """How many things there are."""
        return 0 if parent is not None and parent.isValid() else len(self.things)

    def columnCount(self, parent: Index | None = None) -> int:
        """How many columns there are."""
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        """What a cell says; numbers stand at the right."""
        column = self.columns[index.column()]
        if role in (_ROLE.DisplayRole, _ROLE.ToolTipRole):
            return column.says(self.things[index.row()])
        if role == _ROLE.TextAlignmentRole:
            return _aligned(column)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> Any:
        """What a column is called, and what that means."""
        if orientation == Qt.Orientation.Vertical:
            return None
        column = self.columns[section]
        if role == _ROLE.DisplayRole:
            return column.name
        if role == _ROLE.ToolTipRole:
            return column.told or column.name
        return _aligned(column) if role == _ROLE.TextAlignmentRole else None


class WordTable(RowTable):
    """Says which thing is meant and which is opened."""

    pointed = Signal(object)  # a thing; None for none
    opened = Signal(object, bool)  # a thing; whether with Shift

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        self._rows = _Rows()
        super().__init__(self._rows, parent)
        self.setAccessibleName(name)
        self.horizontalHeader().setSectionsClickable(False)
        self.horizontalHeader().setResizeContentsPrecision(_MEASURED)
        self.doubleClicked.connect(
            lambda index: self.opened.emit(self._rows.things[index.row()], False)
        )
        self.selectionModel().currentRowChanged.connect(lambda *_: self.pointed.emit(self.current))

    @property
    def things(self) -> Sequence[Any]:
        """What is shown."""
        return self._rows.things

    @property
    def current(self) -> Any:
        """The thing that is meant; None for none."""
        index = self.currentIndex()
        return self._rows.things[index.row()] if index.isValid() else None

    def show_things(self, things: Sequence[Any], columns: Sequence[Column]) -> None:
        """Show these, and mean the first."""
        self._rows.show(things, columns)
        header = self.horizontalHeader()
        for place, column in enumerate(columns):
            mode = QHeaderView.ResizeMode
            header.setSectionResizeMode(
                place, mode.Stretch if column.wide else mode.ResizeToContents
            )
        self.setCurrentIndex(self._rows.index(0, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens."""
        if event.key() in _ENTER and self.current is not None:
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.opened.emit(self.current, shift)
        else:
            super().keyPressEvent(event)


def _aligned(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignLeft if column.wide else Qt.AlignmentFlag.AlignRight
    return side | Qt.AlignmentFlag.AlignVCenter
