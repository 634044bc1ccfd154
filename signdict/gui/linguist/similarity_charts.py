"""The similarity of languages as charts: a matrix of numbers on colours, and a tree next to it."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QEvent, QPointF, QRectF, Qt, Signal
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
    from signdict.linguistics.similarity import Join, LanguageSimilarity, SimilarityTree

_ROLE = Qt.ItemDataRole
#: Smallest and largest size (width, height) of a cell, and the line around one, in pixels.
_LEAST, _MOST, _LINE = (84, 48), (160, 112), 2
#: The largest difference gets the full colour if it is at least this; smaller ones are noise.
_FULL_COLOUR = 0.1
#: Width of the tree, margin, and width of its lines, in pixels.
_TREE_WIDTH, _EDGE, _TREE_LINE = 136, 6, 2


class SimilarityMatrix(QTableView):
    """One row and column per language; describes the current cell in words."""

    described = Signal(str)
    laid_out = Signal()  # rows have moved

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._matrix = _Matrix(self)
        self.setModel(self._matrix)
        self.setAccessibleName(self.tr("Similarity of each pair of languages"))
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
            lambda now, _: self.described.emit(
                self._matrix.describe(now.row(), now.column()) if now.isValid() else ""
            )
        )

    @property
    def order(self) -> list[str]:
        """The languages in the order of the rows."""
        return self._matrix.order

    def show_similarity(self, similarity: "SimilarityTree") -> None:
        """Show these languages, and make the cell of the first two the current one."""
        self._matrix.show(similarity)
        self._fit()
        if len(self._matrix.order) > 1:
            self.setCurrentIndex(self._matrix.index(0, 1))

    def middle(self, row: int) -> float:
        """Return the middle of a row, in pixels from the upper edge of the widget."""
        rows = self.verticalHeader()
        above = self.horizontalHeader().height()
        return above + rows.sectionViewportPosition(row) + rows.sectionSize(row) / 2

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make cells as large as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Fit cells again, because another style changes the size of headers."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.order:
            self._fit()

    def _fit(self) -> None:
        count = max(len(self.order), 1)
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        frame = 2 * self.frameWidth() + 2
        above, left = columns.sizeHint().height() + frame, rows.sizeHint().width() + frame
        letters = self.fontMetrics()
        height = max(_LEAST[1], 3 * letters.height())
        width = max(_LEAST[0], 10 * letters.averageCharWidth())
        room = (self.width() - left) // count, (self.height() - above) // count
        columns.setDefaultSectionSize(min(max(room[0], width), max(_MOST[0], width)))
        rows.setDefaultSectionSize(min(max(room[1], height), max(_MOST[1], height)))
        self.setMinimumHeight(above + height)
        self.setMaximumSize(left + count * _MOST[0], above + count * max(_MOST[1], height))
        self.laid_out.emit()


class SimilarityTreeView(QWidget):
    """Paints branches from the leaves, at the rows of a matrix, to the root on the left."""

    def __init__(self, matrix: SimilarityMatrix, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._matrix = matrix
        self._joins: tuple[Join, ...] = ()
        self.setFixedWidth(_TREE_WIDTH)
        self.setAccessibleName(self.tr("Tree of languages"))
        matrix.laid_out.connect(self.update)
        matrix.verticalScrollBar().valueChanged.connect(lambda _: self.update())

    def show_similarity(self, similarity: "SimilarityTree") -> None:
        """Show the tree of these languages."""
        self._joins = similarity.tree
        text = self.describe()
        self.setToolTip(text)
        self.setAccessibleDescription(text)
        self.update()

    def describe(self) -> str:
        """Return the tree in words, one line per join, the nearest branches first."""
        text = self.tr("{left} + {right} at {distance}")
        return "\n".join(
            text.format(
                left=", ".join(map(name_of, join.left)),
                right=", ".join(map(name_of, join.right)),
                distance=f"{join.distance:.2f}",
            )
            for join in self._joins
        )

    def branches(self) -> list[tuple[QPointF, QPointF, QPointF, QPointF]]:
        """Return each join as a line: from one branch to the left, across, and back right."""
        lines = []
        ends: dict[tuple[str, ...], tuple[float, float]] = {
            (name,): (self._matrix.middle(row), 0.0) for row, name in enumerate(self._matrix.order)
        }
        for join in self._joins:
            (top, top_distance), (bottom, bottom_distance) = ends[join.left], ends[join.right]
            x = self._x(join.distance)
            lines.append(
                (
                    QPointF(self._x(top_distance), top), QPointF(x, top),
                    QPointF(x, bottom), QPointF(self._x(bottom_distance), bottom),
                )
            )  # fmt: skip
            ends[join.left + join.right] = ((top + bottom) / 2, join.distance)
        return lines

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the branches and the distances at which they join."""
        del event
        painter, used = QPainter(self), tones()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(used.text), _TREE_LINE))
        for join, line in zip(self._joins, self.branches(), strict=True):
            painter.drawPolyline(line)
            self._draw_distance(painter, join.distance, line)
        painter.end()

    def _draw_distance(
        self, painter: QPainter, distance: float, line: tuple[QPointF, QPointF, QPointF, QPointF]
    ) -> None:
        """Write a distance at its join, next to the branch that is a leaf, if there is one."""
        text, letters = f"{distance:.2f}", painter.fontMetrics()
        upper_leaf, lower_leaf = (line[end].x() >= self.width() for end in (0, 3))
        above = lower_leaf and not upper_leaf
        y = line[2].y() - letters.height() - _TREE_LINE if above else line[1].y() + _TREE_LINE
        box = QRectF(line[1].x() + _EDGE, y, letters.horizontalAdvance(text), letters.height())
        painter.fillRect(box, self.palette().window())
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _x(self, distance: float) -> float:
        """Return the x of a distance: 0 at the right edge, that of the root at the left."""
        largest = max((join.distance for join in self._joins), default=1.0) or 1.0
        return _EDGE + (self.width() - _EDGE) * (1 - distance / largest)


class _Matrix(QAbstractTableModel):
    """The numbers, colours and words of all cells; similar languages are next to each other."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.order: list[str] = []
        self.rows: dict[frozenset[str], LanguageSimilarity] = {}
        self.sizes: dict[str, int] = {}
        self._largest = 1.0

    def show(self, similarity: "SimilarityTree") -> None:
        """Show these languages."""
        self.beginResetModel()
        self.order, self.sizes = similarity.order, dict(similarity.sizes)
        self.rows = {frozenset((row.first, row.second)): row for row in similarity.rows}
        self._largest = max([_FULL_COLOUR, *(abs(row.difference) for row in self.rows.values())])
        self.endResetModel()

    def rowCount(self, parent: ModelIndex | None = None) -> int:
        """Return the number of languages."""
        return 0 if parent is not None and parent.isValid() else len(self.order)

    columnCount = rowCount

    def data(self, index: ModelIndex, role: int = _ROLE.DisplayRole) -> Any:
        """Return the number of a cell, its description or its colours."""
        first, second = self.order[index.row()], self.order[index.column()]
        row = self.rows.get(frozenset((first, second)))
        if role == _ROLE.DisplayRole:
            return self._number(first, second, row)
        if role in (_ROLE.ToolTipRole, _ROLE.AccessibleTextRole):
            return self.describe(index.row(), index.column())
        if role == _ROLE.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        return self._colour(row, role)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> Any:
        """Return a language: its code above the columns, its name left of the rows."""
        code = self.order[section]
        if role == _ROLE.DisplayRole:
            short = name_of(code).removesuffix(" Sign Language")
            title = self.tr("{name} ({code})").format(name=short, code=code)
            return code if orientation == Qt.Orientation.Horizontal else title
        if role in (_ROLE.ToolTipRole, _ROLE.AccessibleTextRole):
            return name_of(code)
        if role == _ROLE.TextAlignmentRole:
            across = orientation == Qt.Orientation.Horizontal
            side = Qt.AlignmentFlag.AlignHCenter if across else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def describe(self, row: int, column: int) -> str:
        """Return everything known about a cell, in words."""
        first, second = self.order[row], self.order[column]
        if first == second:
            text = self.tr("{name}: {count} meanings")
            return text.format(name=name_of(first), count=self.sizes[first])
        names = {"first": name_of(first), "second": name_of(second)}
        similarity = self.rows.get(frozenset((first, second)))
        if similarity is None:
            return self.tr("{first} and {second} share too few meanings to compare.").format(
                **names
            )
        text = self.tr(
            "{first} and {second} share {shared} meanings. Similarity of signs with the same "
            "meaning: {same}, with different meanings: {other}, difference: {difference}. "
            "Probability of such a difference by chance: {chance}."
        )
        return text.format(
            **names,
            shared=similarity.shared,
            same=f"{similarity.same:.2f}",
            other=f"{similarity.other:.2f}",
            difference=f"{similarity.difference:+.2f}",
            chance=f"{similarity.chance:.1%}",
        )

    def _number(self, first: str, second: str, row: "LanguageSimilarity | None") -> str:
        if first == second:
            return self.tr("n = {count}").format(count=self.sizes[first])
        if row is None:
            return "-"
        text = self.tr("{difference}\nn = {count}")
        return text.format(difference=f"{row.difference:+.2f}", count=row.shared)

    def _colour(self, row: "LanguageSimilarity | None", role: int) -> QColor | None:
        if role not in (_ROLE.BackgroundRole, _ROLE.ForegroundRole):
            return None
        if row is None:
            used = tones()
            return QColor(used.base if role == _ROLE.BackgroundRole else used.quiet)
        ground = style.shade(row.difference / self._largest, tones())
        return ground if role == _ROLE.BackgroundRole else style.words_on(ground)


class _MatrixCell(QStyledItemDelegate):
    """Draws a line around the current cell and dims none."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: ModelIndex) -> None:
        """Paint a cell."""
        current = bool(option.state & QStyle.StateFlag.State_HasFocus)
        option.state &= ~(QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_MouseOver)
        super().paint(painter, option, index)
        if current:
            painter.setPen(QPen(index.data(_ROLE.ForegroundRole), _LINE))
            painter.drawRect(option.rect.adjusted(_LINE, _LINE, -_LINE - 1, -_LINE - 1))
