"""The table of all signs: as fast with 100,000 rows as with ten, sorted by mouse or keyboard."""

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractTableModel, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from signdict.core.kinds import WORD, kind_of
from signdict.gui.results import facet_words
from signdict.gui.widgets import kinds
from signdict.gui.widgets.filters import short_name
from signdict.gui.widgets.tables import EDGES, ModelIndex, RowTable

if TYPE_CHECKING:
    from signdict.core.types import IntArray
    from signdict.linguistics.table import SignTable

#: The columns, with the width of each in average letters.
COLUMNS: Final = {
    "gloss": 22, "sign_language": 14, "concept": 14, "hands": 11, "place": 17, "handshape": 15,
    "movement": 11, "symmetry": 14, "dominant": 13, "translations": 24, "kind": 10,
    "source": 20, "licence": 14, "clips": 7,
}  # fmt: skip
_NAMES: Final = tuple(COLUMNS)
_ROLE = Qt.ItemDataRole
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class SignTableView(RowTable):
    """Reports the current row, the row that is opened, and the column to sort by."""

    pointed = Signal(int)  # a row of the sign table; -1 for none
    opened = Signal(int)
    sorted = Signal(str, bool)  # a column, whether descending
    typed = Signal(str)
    header_menu = Signal(QPoint)  # a point of the screen

    def __init__(self, parent: QWidget | None = None) -> None:
        self.signs = SignModel()
        super().__init__(self.signs, parent)
        self.setAccessibleName(self.tr("All signs"))
        self.setItemDelegate(_SignCell(self))
        self._set_headers()
        self.doubleClicked.connect(lambda index: self.opened.emit(self.signs.rows[index.row()]))
        self.selectionModel().currentRowChanged.connect(lambda *_: self.pointed.emit(self.current))

    @property
    def current(self) -> int:
        """The current row of the sign table; -1 for none."""
        index = self.currentIndex()
        return self.signs.rows[index.row()] if index.isValid() else -1

    @property
    def sign(self) -> int | None:
        """The id of the current sign."""
        signs = self.signs.sign_table
        return signs.items[self.current].id if signs and self.current >= 0 else None

    def show_rows(self, signs: "SignTable", rows: "IntArray", hidden: Collection[str] = ()) -> None:
        """Show rows of a sign table, without some columns.

        The current sign stays the current one if it is shown, else the first row becomes it.
        """
        sign, column = self.sign, max(self.currentIndex().column(), 0)
        self.signs.show(signs, rows)
        invisible = {*hidden, *empty_columns(signs)}
        for position, name in enumerate(_NAMES):
            self.setColumnHidden(position, name in invisible)
        if _NAMES[column] in invisible:
            column = 0  # the gloss, which is always shown
        row = -1 if sign is None else signs.row_of.get(sign, -1)
        line = self.signs.rows.index(row) if row in self.signs.rows else 0
        self.setCurrentIndex(self.signs.index(line, column))
        self.pointed.emit(self.current)

    def mark_order(self, name: str, *, falling: bool) -> None:
        """Show in the header by which column the rows are sorted."""
        header = self.horizontalHeader()
        header.blockSignals(True)
        order = Qt.SortOrder.DescendingOrder if falling else Qt.SortOrder.AscendingOrder
        header.setSortIndicator(_NAMES.index(name) if name in COLUMNS else -1, order)
        header.blockSignals(False)
        header.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter; sort by the column of the current cell with Alt and an arrow key."""
        key, alt = event.key(), event.modifiers() & Qt.KeyboardModifier.AltModifier
        if key in _ENTER and self.current >= 0:
            self.opened.emit(self.current)
        elif alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self.current >= 0:
            self.sorted.emit(_NAMES[self.currentIndex().column()], key == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Report typed letters, which filter the table."""
        if search.strip():
            self.typed.emit(search)

    def _set_headers(self) -> None:
        header = self.horizontalHeader()
        header.setFixedHeight(self.fontMetrics().height() + 2 * EDGES)
        header.setSectionsClickable(True)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(
            lambda point: self.header_menu.emit(header.mapToGlobal(point))
        )
        header.setSortIndicatorShown(True)
        letter = self.fontMetrics().averageCharWidth()
        for position, letters in enumerate(COLUMNS.values()):
            header.resizeSection(position, letters * letter + 2 * EDGES)
        header.sortIndicatorChanged.connect(
            lambda position, order: self.sorted.emit(
                _NAMES[position], order == Qt.SortOrder.DescendingOrder
            )
        )


class SignModel(QAbstractTableModel):
    """Some rows of a sign table, in words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sign_table: SignTable | None = None
        self.rows: list[int] = []
        self._words: dict[str, list[str]] = {}

    def show(self, signs: "SignTable", rows: "IntArray") -> None:
        """Show these rows of a sign table."""
        self.beginResetModel()
        self._set_table(signs)
        self.rows = rows.tolist()
        self.endResetModel()

    def fill(self, signs: "SignTable") -> None:
        """Show the same rows of the same sign table with more of its cells filled in."""
        self._set_table(signs)
        if self.rows:
            last = self.index(len(self.rows) - 1, len(COLUMNS) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def rowCount(self, parent: ModelIndex | None = None) -> int:
        """Return the number of signs shown."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: ModelIndex | None = None) -> int:
        """Return the number of columns."""
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    def data(self, index: ModelIndex, role: int = _ROLE.DisplayRole) -> Any:
        """Return the text of a cell."""
        if self.sign_table is None or role not in (_ROLE.DisplayRole, _ROLE.ToolTipRole):
            return None
        row, name = self.rows[index.row()], _NAMES[index.column()]
        if name == "gloss":
            return self.sign_table.items[row].name
        return self._words[name][self.sign_table.columns[name].codes[row]]

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> Any:
        """Return the title of a column, and as its tool tip how to sort by it."""
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == _ROLE.DisplayRole:
            return self.title(_NAMES[section])
        if role == _ROLE.ToolTipRole:
            text = self.tr("{name}: click to sort, or press Alt+Up or Alt+Down in the table")
            return text.format(name=self.title(_NAMES[section]))
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return left if role == _ROLE.TextAlignmentRole else None

    def title(self, name: str) -> str:
        """Return the title of a column."""
        own = {
            "gloss": self.tr("Gloss"),
            "sign_language": self.tr("Sign language"),
            "concept": self.tr("Meaning"),
            "translations": self.tr("Translations"),
            "kind": self.tr("Kind"),
            "source": self.tr("Source"),
            "licence": self.tr("Licence"),
            "clips": self.tr("Clips"),
        }
        return own.get(name) or facet_words.name(name)

    def _set_table(self, signs: "SignTable") -> None:
        """Translate each distinct text of a column once."""
        translate = _translations()
        self.sign_table = signs
        self._words = {
            name: [translate[name](text) if name in translate else text for text in column.texts]
            for name, column in signs.columns.items()
            if name in COLUMNS and name != "gloss"
        }


class _SignCell(QStyledItemDelegate):
    """Underlines the cell with the keyboard focus: a frame would dim its text."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: ModelIndex) -> None:
        """Set how a cell is painted."""
        super().initStyleOption(option, index)
        if option.state & QStyle.StateFlag.State_HasFocus:
            option.state &= ~QStyle.StateFlag.State_HasFocus
            option.font.setUnderline(True)


def empty_columns(signs: "SignTable") -> list[str]:
    """Return the columns without any text, except facets, which may still be filled in.

    The kind says nothing while all signs are words.
    """
    return [
        name
        for name in COLUMNS
        if (name not in facet_words.FACETS and not any(signs.columns[name].texts))
        or (name == "kind" and set(signs.columns[name].texts) <= {WORD})
    ]


def _translations() -> Mapping[str, Callable[[str], str]]:
    """Return a function for each column whose texts are translated into words."""
    functions: dict[str, Callable[[str], str]] = {
        "sign_language": short_name,
        "kind": lambda kind: kinds.names()[kind_of(kind)],
    }
    for facet in facet_words.FACETS:
        names = facet_words.value_names(facet)
        functions[facet] = lambda value, names=names: names.get(value, "")  # type: ignore[misc]
    return functions
