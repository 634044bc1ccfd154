"""The tree of languages beside their matrix: a leaf for each line, nearer ones joined earlier."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from signdict.gui.theme.style import tones
from signdict.gui.widgets.filters import name_of

if TYPE_CHECKING:
    from signdict.gui.linguist.similarity_charts import KinMatrix
    from signdict.linguistics.similarity import Join, Kinship

_WIDTH, _EDGE, _TREE_LINE = 136, 6, 2


class KinTree(QWidget):
    """Paints branches from the leaves, at the lines of a matrix, to the root on the left."""

    def __init__(self, matrix: "KinMatrix", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._matrix = matrix
        self._joins: tuple[Join, ...] = ()
        self.setFixedWidth(_WIDTH)
        self.setAccessibleName(self.tr("Tree of languages"))
        matrix.laid_out.connect(self.update)
        matrix.verticalScrollBar().valueChanged.connect(lambda _: self.update())

    def show_kinship(self, kinship: "Kinship") -> None:
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
