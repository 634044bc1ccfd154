"""Attempts as tiles in a strip: a small moving skeleton, a number, and the origin."""

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

#: Origin of an attempt.
AttemptKind = Literal["camera", "file", "part"]

_VIEW = 64  # side of the skeleton, in pixels


@dataclass(frozen=True, slots=True, eq=False)
class Attempt:
    """One recording of a sign; `name` is that of its file, if it comes from one."""

    number: int
    kind: AttemptKind
    pose: "Pose"
    name: str = ""

    @property
    def bytes(self) -> int:
        """Memory for the landmarks, and for their smoothed copy that is played."""
        return 2 * (self.pose.points.nbytes + self.pose.confidence.nbytes)


class AttemptTile(QAbstractButton):
    """An attempt; a click opens it, its check box selects it."""

    opened = Signal(object)  # the attempt
    selection_changed = Signal()
    menu_wanted = Signal(object)  # the attempt

    def __init__(self, attempt: Attempt, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = SignView()
        self.view.setFixedSize(_VIEW, _VIEW)
        self.view.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.box = _CheckBox()
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
        """Show another attempt; its skeleton moves once the tile is visible."""
        self.attempt, self._current = attempt, False
        self.view.clear()
        self.box.setText(str(attempt.number))
        self._kind.setText(self._kinds()[attempt.kind])
        self.setToolTip(self._description())
        self.box.setChecked(False)
        self._update_name()

    def sizeHint(self) -> QSize:
        """Return the size of the skeleton and two lines of text."""
        return QSize(_VIEW + 8, self._column.sizeHint().height())

    @property
    def selected(self) -> bool:
        """Whether the attempt is selected, to be combined with others or compared."""
        return self.box.isChecked()

    def toggle(self) -> None:
        """Select or deselect the attempt."""
        self.box.toggle()

    def mark(self, *, current: bool) -> None:
        """Show whether the results belong to this attempt."""
        if current != self._current:
            self._current = current
            self._update_name()
            self.update()

    def showEvent(self, event: QShowEvent) -> None:
        """Play the skeleton, drawn when its turn comes."""
        super().showEvent(event)
        if not self.view.seconds:
            self.view.show_pose(self.attempt.pose)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the attempt; with Ctrl, select it."""
        if event.button() != Qt.MouseButton.LeftButton or not self.rect().contains(
            event.position().toPoint()
        ):
            return
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.toggle()
        else:
            self.opened.emit(self.attempt)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave all keys to the parent, which handles them for all attempts."""
        event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Request the context menu."""
        event.accept()
        self.menu_wanted.emit(self.attempt)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a frame around the attempt whose results are shown."""
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
        self._update_name()
        self.selection_changed.emit()

    def _update_name(self) -> None:
        parts = [
            self.tr("Attempt {number}").format(number=self.attempt.number),
            self._description(),
        ]
        if self._current:
            parts.append(self.tr("shown"))
        if self.selected:
            parts.append(self.tr("selected"))
        self.setAccessibleName(", ".join(parts))

    def _description(self) -> str:
        seconds = self.tr("{n} seconds").format(n=f"{self.attempt.pose.seconds:.1f}")
        origin = self.attempt.name or self._kinds()[self.attempt.kind]
        return f"{origin}, {seconds}"

    def _kinds(self) -> dict[str, str]:
        return {"camera": self.tr("camera"), "file": self.tr("file"), "part": self.tr("part")}


class AttemptStrip(QScrollArea):
    """A row of tiles that scrolls horizontally."""

    def __init__(self, row: QHBoxLayout) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._content = QWidget()
        self._content.setLayout(row)
        self.setWidget(self._content)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave all keys to the parent, which scrolls to the focused tile."""
        event.ignore()

    def show_last(self) -> None:
        """Scroll to the newest tile, and adjust the height to the tiles."""
        self._content.adjustSize()
        bar = self.horizontalScrollBar()
        self.setFixedHeight(self._content.sizeHint().height() + bar.sizeHint().height())
        bar.setValue(bar.maximum())


class _CheckBox(QCheckBox):
    """A check box whose edge is visible in every theme."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the box, its check mark, and its text."""
        del event
        colours, painter = tones(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = self.iconSize().height() - 2
        box = QRectF(1, (self.height() - side) / 2, side, side)
        painter.setPen(QPen(QColor(colours.accent if self.isChecked() else colours.quiet), 1.5))
        painter.setBrush(QColor(colours.accent if self.isChecked() else colours.base))
        painter.drawRoundedRect(box, 3, 3)
        if self.isChecked():
            painter.setPen(QPen(QColor(colours.on_accent), 2))
            tick = ((0.22, 0.52), (0.43, 0.72), (0.8, 0.28))
            painter.drawPolyline([box.topLeft() + QPointF(x * side, y * side) for x, y in tick])
        painter.setPen(QColor(colours.text))
        label = self.rect().adjusted(side + 6, 0, 0, 0)
        painter.drawText(label, Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.end()
