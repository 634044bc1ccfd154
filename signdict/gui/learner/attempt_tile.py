"""One attempt in the strip: its small moving skeleton, its number and where it comes from."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from signdict.gui.player.sign_view import SignView
from signdict.gui.theme.style import tones

if TYPE_CHECKING:
    from signdict.pose.pose import Pose

#: Where an attempt comes from.
AttemptKind = Literal["camera", "file", "part"]

_VIEW = 64


@dataclass(frozen=True, slots=True, eq=False)
class Attempt:
    """What was signed once; `name` is that of the file, for those that come from one."""

    number: int
    kind: AttemptKind
    pose: "Pose"
    name: str = ""

    @property
    def bytes(self) -> int:
        """What it takes: its landmarks, and as much again to let them move."""
        return 2 * (self.pose.points.nbytes + self.pose.confidence.nbytes)


class Box(QCheckBox):
    """A box whose edge can be seen in every look."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the box, the tick in it if it is checked, and the words beside it."""
        del event
        used, painter = tones(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = self.iconSize().height() - 2
        box = QRectF(1, (self.height() - side) / 2, side, side)
        painter.setPen(QPen(QColor(used.accent if self.isChecked() else used.quiet), 1.5))
        painter.setBrush(QColor(used.accent if self.isChecked() else used.base))
        painter.drawRoundedRect(box, 3, 3)
        if self.isChecked():
            painter.setPen(QPen(QColor(used.on_accent), 2))
            tick = ((0.22, 0.52), (0.43, 0.72), (0.8, 0.28))
            painter.drawPolyline([box.topLeft() + QPointF(x * side, y * side) for x, y in tick])
        painter.setPen(QColor(used.text))
        words = self.rect().adjusted(side + 6, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.end()


class AttemptTile(QAbstractButton):
    """Click or Enter goes back to it, Space or its box chooses it."""

    opened = Signal(object)  # the attempt
    chosen_changed = Signal()
    menu_wanted = Signal(object)  # the attempt

    def __init__(self, attempt: Attempt, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = SignView()
        self.view.setFixedSize(_VIEW, _VIEW)
        self.view.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.box = Box()
        self.box.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.box.toggled.connect(self._on_toggled)
        self._kind = QLabel()
        self._kind.setObjectName("quiet")
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.box)
        row.addStretch(1)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 4)
        column.setSpacing(0)
        column.addWidget(self.view, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addLayout(row)
        column.addWidget(self._kind)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.show_attempt(attempt)

    def show_attempt(self, attempt: Attempt) -> None:
        """Show another attempt here; it moves when it is seen."""
        self.attempt, self._current = attempt, False
        self.view.clear()
        self.box.setText(str(attempt.number))
        self._kind.setText(self._kinds()[attempt.kind])
        self.setToolTip(self._told())
        self.box.setChecked(False)
        self._name()

    def sizeHint(self) -> QSize:
        """The skeleton and two short lines."""
        return QSize(_VIEW + 8, self._column.sizeHint().height())

    @property
    def chosen(self) -> bool:
        """Whether it is chosen, for averaging or to be compared."""
        return self.box.isChecked()

    def toggle(self) -> None:
        """Choose it, or no longer."""
        self.box.toggle()

    def mark(self, *, current: bool) -> None:
        """Show whether this is the attempt that the answers belong to."""
        if current != self._current:
            self._current = current
            self._name()
            self.update()

    def showEvent(self, event: QShowEvent) -> None:
        """Let the skeleton move, drawn in its turn."""
        super().showEvent(event)
        if not self.view.seconds:
            self.view.show_pose(self.attempt.pose)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Go back to it with a click; with Ctrl choose it."""
        if event.button() != Qt.MouseButton.LeftButton or not self.rect().contains(
            event.position().toPoint()
        ):
            return
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.toggle()
        else:
            self.opened.emit(self.attempt)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave every key to whom the attempts belong: a button would act by itself."""
        event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done."""
        event.accept()
        self.menu_wanted.emit(self.attempt)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Frame the attempt whose answers are shown."""
        del event
        if not self._current:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tones().accent), 1.5))
        painter.setBrush(self.palette().color(QPalette.ColorRole.Base))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        painter.end()

    def _on_toggled(self) -> None:
        self._name()
        self.chosen_changed.emit()

    def _name(self) -> None:
        parts = [self.tr("Attempt {number}").format(number=self.attempt.number), self._told()]
        if self._current:
            parts.append(self.tr("shown"))
        if self.chosen:
            parts.append(self.tr("chosen"))
        self.setAccessibleName(", ".join(parts))

    def _told(self) -> str:
        seconds = self.tr("{n} seconds").format(n=f"{self.attempt.pose.seconds:.1f}")
        where = self.attempt.name or self._kinds()[self.attempt.kind]
        return f"{where}, {seconds}"

    def _kinds(self) -> dict[str, str]:
        return {"camera": self.tr("camera"), "file": self.tr("file"), "part": self.tr("part")}


class AttemptStrip(QScrollArea):
    """As high as its tiles; more than fit are scrolled to."""

    def __init__(self, row: QHBoxLayout) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._ground = QWidget()
        self._ground.setLayout(row)
        self.setWidget(self._ground)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave every key to whom the strip belongs: it scrolls to the tile in focus."""
        event.ignore()

    def show_last(self) -> None:
        """Scroll to the newest tile, and be as high as one."""
        self._ground.adjustSize()
        bar = self.horizontalScrollBar()
        self.setFixedHeight(self._ground.sizeHint().height() + bar.sizeHint().height())
        bar.setValue(bar.maximum())
