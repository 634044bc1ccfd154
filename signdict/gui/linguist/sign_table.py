"""The table of all signs: 100,000 rows as fast as ten, sorted by any column, also with keys."""

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from signdict.gui.results import facet_words
from signdict.gui.widgets.filters import name_of
from signdict.gui.widgets.tables import EDGES, ModelIndex, RowTable

if TYPE_CHECKING:
    from signdict.linguistics.table import Rows
    from signdict.linguistics.table import SignTable as Listing

#: What is shown of a sign, with the width of each column in letters.
COLUMNS: Final = {
    "gloss": 22, "sign_language": 14, "concept": 14, "hands": 11, "place": 17, "handshape": 15,
    "movement": 11, "symmetry": 14, "dominant": 13, "translations": 24, "source": 20,
    "licence": 14, "clips": 7,
}  # fmt: skip
_ROLE = Qt.ItemDataRole
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class SignModel(QAbstractTableModel):
    """Some rows of a listing, in words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.listing: Listing | None = None
        self.rows: list[int] = []
        self._words: dict[str, list[str]] = {}

    def show(self, listing: "Listing", rows: "Rows") -> None:
        """Show these rows of a listing."""
        self.beginResetModel()
        self._take(listing)
        self.rows = rows.tolist()
        self.endResetModel()

    def fill(self, listing: "Listing") -> None:
        """Show the same rows of a listing of which more is known."""
        self._take(listing)
        if self.rows:
            last = self.index(len(self.rows) - 1, len(COLUMNS) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def rowCount(self, parent: ModelIndex | None = None) -> int:
        """How many signs are shown."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: ModelIndex | None = None) -> int:
        """How many columns there are."""
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    def data(self, index: ModelIndex, role: int = _ROLE.DisplayRole) -> Any:
        """What a cell says."""
        if self.listing is None or role not in (_ROLE.DisplayRole, _ROLE.ToolTipRole):
            return None
        row, name = self.rows[index.row()], _NAMES[index.column()]
        if name == "gloss":
            return self.listing.items[row].name
        return self._words[name][self.listing.columns[name].codes[row]]

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> Any:
        """What a column is called."""
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == _ROLE.DisplayRole:
            return self.called(_NAMES[section])
        if role == _ROLE.ToolTipRole:
            text = self.tr("{name}: click to sort, or Alt+Up and Alt+Down in the table")
            return text.format(name=self.called(_NAMES[section]))
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return left if role == _ROLE.TextAlignmentRole else None

    def called(self, name: str) -> str:
        """What a column is called."""
        own = {
            "gloss": self.tr("Gloss"),
            "sign_language": self.tr("Sign language"),
            "concept": self.tr("Meaning"),
            "translations": self.tr("Translations"),
            "source": self.tr("Source"),
            "licence": self.tr("Licence"),
            "clips": self.tr("Clips"),
        }
        return own.get(name) or facet_words.name(name)

    def _take(self, listing: "Listing") -> None:
        """Put every text of a column into words once."""
        said = _words()
        self.listing = listing
        self._words = {
            name: [said[name](text) if name in said else text for text in column.texts]
            for name, column in listing.columns.items()
            if name in COLUMNS and name != "gloss"
        }


class _SignCell(QStyledItemDelegate):
    """Underlines the cell that has the keyboard: a frame would dim its words."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: ModelIndex) -> None:
        """Say how a cell is painted."""
        super().initStyleOption(option, index)
        if option.state & QStyle.StateFlag.State_HasFocus:
            option.state &= ~QStyle.StateFlag.State_HasFocus
            option.font.setUnderline(True)


class SignTableView(RowTable):
    """Says which sign is meant, which is wanted large, and by what to sort."""

    pointed = Signal(int)  # a row of the listing; -1 for none
    opened = Signal(int)
    sorted = Signal(str, bool)  # a column, whether falling
    typed = Signal(str)
    header_menu = Signal(QPoint)  # a place of the screen

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
        """The row of the listing that is meant; -1 for none."""
        index = self.currentIndex()
        return self.signs.rows[index.row()] if index.isValid() else -1

    @property
    def sign(self) -> int | None:
        """The number of the sign that is meant."""
        listing = self.signs.listing
        return listing.items[self.current].id if listing and self.current >= 0 else None

    def show_rows(self, listing: "Listing", rows: "Rows", hidden: Collection[str] = ()) -> None:
        """Show rows of a listing without some columns, and mean the same sign as before, or else
        the first."""
        sign, column = self.sign, max(self.currentIndex().column(), 0)
        self.signs.show(listing, rows)
        away = {*hidden, *empty(listing)}
        for place, name in enumerate(_NAMES):
            self.setColumnHidden(place, name in away)
        if _NAMES[column] in away:
            column = 0  # the gloss, which is always shown
        row = -1 if sign is None else listing.row_of.get(sign, -1)
        place = self.signs.rows.index(row) if row in self.signs.rows else 0
        self.setCurrentIndex(self.signs.index(place, column))
        self.pointed.emit(self.current)

    def mark_order(self, name: str, *, falling: bool) -> None:
        """Show by which column the rows are sorted."""
        header = self.horizontalHeader()
        header.blockSignals(True)
        order = Qt.SortOrder.DescendingOrder if falling else Qt.SortOrder.AscendingOrder
        header.setSortIndicator(_NAMES.index(name) if name in COLUMNS else -1, order)
        header.blockSignals(False)
        header.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Alt with an arrow sorts by the column of the cell."""
        key, alt = event.key(), event.modifiers() & Qt.KeyboardModifier.AltModifier
        if key in _ENTER and self.current >= 0:
            self.opened.emit(self.current)
        elif alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self.current >= 0:
            self.sorted.emit(_NAMES[self.currentIndex().column()], key == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters that are typed narrow the table."""
        if search.strip():
            self.typed.emit(search)

    def _set_headers(self) -> None:
        header = self.horizontalHeader()
        header.setFixedHeight(self.fontMetrics().height() + 2 * EDGES)
        header.setSectionsClickable(True)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(
            lambda place: self.header_menu.emit(header.mapToGlobal(place))
        )
        header.setSortIndicatorShown(True)
        letter = self.fontMetrics().averageCharWidth()
        for place, letters in enumerate(COLUMNS.values()):
            header.resizeSection(place, letters * letter + 2 * EDGES)
        header.sortIndicatorChanged.connect(
            lambda place, order: self.sorted.emit(
                _NAMES[place], order == Qt.SortOrder.DescendingOrder
            )
        )


_NAMES: Final = tuple(COLUMNS)


def empty(listing: "Listing") -> list[str]:
    """The columns in which nothing stands; what is seen of signs may still come."""
    return [
        name
        for name in COLUMNS
        if name not in facet_words.FACETS and not any(listing.columns[name].texts)
    ]


def _words() -> Mapping[str, Callable[[str], str]]:
    """How the texts of columns are said."""
    said: dict[str, Callable[[str], str]] = {
        "sign_language": lambda code: name_of(code).removesuffix(" Sign Language")
    }
    for facet in facet_words.FACETS:
        words = facet_words.exact(facet)
        said[facet] = lambda value, words=words: words.get(value, "")  # type: ignore[misc]
    return said
