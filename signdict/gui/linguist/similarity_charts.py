"""How alike each two languages are, as a table of numbers on colours."""

from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QPointF,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from signdict.gui.theme import style
from signdict.gui.theme.style import tones
from signdict.gui.widgets.filters import name_of
from signdict.gui.widgets.tables import ModelIndex

if TYPE_CHECKING:
    from signdict.linguistics.similarity import Join, LanguageLikeness, SimilarityTree

_ROLE = Qt.ItemDataRole
#: How wide and how high a cell is at least, and where there is room; the line round one.
_LEAST, _MOST, _LINE = (84, 48), (160, 112), 2


class _Matrix(QAbstractTableModel):
    """A line and a column for each language, alike ones beside each other."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.order: list[str] = []
        self.rows: dict[frozenset[str], LanguageLikeness] = {}
        self.sizes: dict[str, int] = {}
        self._most = 1.0

    def show(self, kinship: "SimilarityTree") -> None:
        """Show these languages."""
        self.beginResetModel()
        self.order, self.sizes = kinship.order, dict(kinship.sizes)
        self.rows = {frozenset((row.first, row.second)): row for row in kinship.clip_search}
        found = [abs(row.difference) for row in kinship.clip_search]
        self._most = max(0.1, float(np.max(found))) if found else 1.0
        self.endResetModel()

    def rowCount(self, parent: ModelIndex | None = None) -> int:
        """How many languages there are."""
        return 0 if parent is not None and parent.isValid() else len(self.order)

    columnCount = rowCount

    def data(self, index: ModelIndex, role: int = _ROLE.DisplayRole) -> Any:
        """The number of a cell, and its colours."""
        one, other = self.order[index.row()], self.order[index.column()]
        row = self.rows.get(frozenset((one, other)))
        if role == _ROLE.DisplayRole:
            return self._short(one, other, row)
        if role in (_ROLE.ToolTipRole, _ROLE.AccessibleTextRole):
            return self.told(index.row(), index.column())
        if role == _ROLE.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        return self._colour(row, role)

    def _colour(self, row: "LanguageLikeness | None", role: int) -> QColor | None:
        if role not in (_ROLE.BackgroundRole, _ROLE.ForegroundRole):
            return None
        if row is None:
            used = tones()
            return QColor(used.base if role == _ROLE.BackgroundRole else used.quiet)
        ground = style.shade(row.difference / self._most, tones())
        return ground if role == _ROLE.BackgroundRole else style.words_on(ground)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> Any:
        """A language by its code above, by its name at the left."""
        code = self.order[section]
        if role == _ROLE.DisplayRole:
            short = name_of(code).removesuffix(" Sign Language")
            named = self.tr("{name} ({code})").format(name=short, code=code)
            return code if orientation == Qt.Orientation.Horizontal else named
        if role in (_ROLE.ToolTipRole, _ROLE.AccessibleTextRole):
            return name_of(code)
        if role == _ROLE.TextAlignmentRole:
            across = orientation == Qt.Orientation.Horizontal
            side = Qt.AlignmentFlag.AlignHCenter if across else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def told(self, row: int, column: int) -> str:
        """All that is known of a cell, in words."""
        one, other = self.order[row], self.order[column]
        if one == other:
            said = self.tr("{name}: {count} meanings")
            return said.format(name=name_of(one), count=self.sizes[one])
        names = {"first": name_of(one), "second": name_of(other)}
        known = self.rows.get(frozenset((one, other)))
        if known is None:
            return self.tr("{first} and {second} share too few meanings to tell.").format(**names)
        said = self.tr(
            "{first} and {second}: they share {shared} meanings. Signs of one meaning are alike "
            "by {same}, signs of two by {other}: a difference of {difference}. By chance as much: "
            "{chance}."
        )
        return said.format(
            **names,
            shared=known.shared,
            same=f"{known.same:.2f}",
            other=f"{known.other:.2f}",
            difference=f"{known.difference:+.2f}",
            chance=f"{known.chance:.1%}",
        )

    def _short(self, one: str, other: str, row: "LanguageLikeness | None") -> str:
        if one == other:
            return self.tr("n = {count}").format(count=self.sizes[one])
        if row is None:
            return "-"
        said = self.tr("{difference}\nn = {count}")
        return said.format(difference=f"{row.difference:+.2f}", count=row.shared)


class _MatrixCell(QStyledItemDelegate):
    """Draws a line round the cell that is meant, which is told below; none is dimmed by it."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: ModelIndex) -> None:
        """Paint a cell."""
        meant = bool(option.state & QStyle.StateFlag.State_HasFocus)
        option.state &= ~(QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_MouseOver)
        super().paint(painter, option, index)
        if meant:
            painter.setPen(QPen(index.data(_ROLE.ForegroundRole), _LINE))
            painter.drawRect(option.rect.adjusted(_LINE, _LINE, -_LINE - 1, -_LINE - 1))


class SimilarityMatrix(QTableView):
    """Says what the cell that is meant tells."""

    told = Signal(str)
    laid_out = Signal()  # lines stand elsewhere

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._matrix = _Matrix(self)
        self.setModel(self._matrix)
        self.setAccessibleName(self.tr("How alike languages are, two by two"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setItemDelegate(_MatrixCell(self))
        for header in (self.verticalHeader(), self.horizontalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setHighlightSections(False)
            header.setSectionsClickable(False)
        self.verticalHeader().setAccessibleName(self.tr("Languages"))
        self.horizontalHeader().setAccessibleName(self.tr("Languages"))
        self.selectionModel().currentChanged.connect(
            lambda now, _: self.told.emit(
                self._matrix.told(now.row(), now.column()) if now.isValid() else ""
            )
        )

    def show_kinship(self, kinship: "SimilarityTree") -> None:
        """Show these languages, and mean the first two."""
        self._matrix.show(kinship)
        self._fit()
        if len(self._matrix.order) > 1:
            self.setCurrentIndex(self._matrix.index(0, 1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let cells be as large as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """In another look headers are of another size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.order:
            self._fit()

    def _fit(self) -> None:
        count = max(len(self.order), 1)
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        around = 2 * self.frameWidth() + 2
        above, beside = columns.sizeHint().height() + around, rows.sizeHint().width() + around
        letters = self.fontMetrics()
        tall = max(_LEAST[1], 3 * letters.height())
        wide = max(_LEAST[0], 10 * letters.averageCharWidth())
        room = (self.width() - beside) // count, (self.height() - above) // count
        columns.setDefaultSectionSize(min(max(room[0], wide), max(_MOST[0], wide)))
        rows.setDefaultSectionSize(min(max(room[1], tall), max(_MOST[1], tall)))
        self.setMinimumHeight(above + tall)
        self.setMaximumSize(beside + count * _MOST[0], above + count * max(_MOST[1], tall))
        self.laid_out.emit()

    @property
    def order(self) -> list[str]:
        """The languages as their lines stand."""
        return self._matrix.order

    def middle(self, row: int) -> float:
        """Where the middle of a line is, in pixels from the upper edge of the table."""
        rows = self.verticalHeader()
        above = self.horizontalHeader().height()
        return above + rows.sectionViewportPosition(row) + rows.sectionSize(row) / 2


_WIDTH, _EDGE, _TREE_LINE = 136, 6, 2


class SimilarityTreeView(QWidget):
    """Paints branches from the leaves, at the lines of a matrix, to the root on the left."""

    def __init__(self, matrix: "SimilarityMatrix", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._matrix = matrix
        self._joins: tuple[Join, ...] = ()
        self.setFixedWidth(_WIDTH)
        self.setAccessibleName(self.tr("Tree of languages"))
        matrix.laid_out.connect(self.update)
        matrix.verticalScrollBar().valueChanged.connect(lambda _: self.update())

    def show_kinship(self, kinship: "SimilarityTree") -> None:
        """Show how these languages belong together."""
        self._joins = kinship.tree
        told = self.told()
        self.setToolTip(told)
        self.setAccessibleDescription(told)
        self.update()

    def told(self) -> str:
        """The tree in words, the nearest branches first."""
        said = self.tr("{left} + {right} at {distance}")
        return "\n".join(
            said.format(
                left=", ".join(map(name_of, join.left)),
                right=", ".join(map(name_of, join.right)),
                distance=f"{join.distance:.2f}",
            )
            for join in self._joins
        )

    def branches(self) -> list[tuple[QPointF, QPointF, QPointF, QPointF]]:
        """Each join as the line it is drawn as: from one branch left, across, and back right."""
        found = []
        ends: dict[tuple[str, ...], tuple[float, float]] = {
            (name,): (self._matrix.middle(at), 0.0) for at, name in enumerate(self._matrix.order)
        }
        for join in self._joins:
            (up, near), (down, far) = ends[join.left], ends[join.right]
            at = self._x(join.distance)
            found.append(
                (
                    QPointF(self._x(near), up), QPointF(at, up),
                    QPointF(at, down), QPointF(self._x(far), down),
                )
            )  # fmt: skip
            ends[join.left + join.right] = ((up + down) / 2, join.distance)
        return found

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint branches, and at what distance they join."""
        del event
        painter, used = QPainter(self), tones()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(used.text), _TREE_LINE))
        for join, line in zip(self._joins, self.branches(), strict=True):
            painter.drawPolyline(line)
            self._number(painter, join.distance, line)
        painter.end()

    def _number(
        self, painter: QPainter, distance: float, line: tuple[QPointF, QPointF, QPointF, QPointF]
    ) -> None:
        """Write a distance where a join is, beside the branch that is a leaf if one is."""
        text, letters = f"{distance:.2f}", painter.fontMetrics()
        upper, lower = line[0].x() >= self.width(), line[3].x() >= self.width()
        above = lower and not upper
        y = line[2].y() - letters.height() - _TREE_LINE if above else line[1].y() + _TREE_LINE
        place = QRectF(line[1].x() + _EDGE, y, letters.horizontalAdvance(text), letters.height())
        painter.fillRect(place, self.palette().window())
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)

    def _x(self, distance: float) -> float:
        """Where a distance is: 0 at the right edge, the root at the left."""
        most = max((join.distance for join in self._joins), default=1.0) or 1.0
        return _EDGE + (self.width() - _EDGE) * (1 - distance / most)
