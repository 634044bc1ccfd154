"""The clips of a result side by side, each moving; one of them is watched large."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QWidget,
)

from signdict.gui.player.sign_view import SignView
from signdict.gui.theme.focus_ring import OWN
from signdict.gui.theme.style import tones

if TYPE_CHECKING:
    from signdict.core.types import Clip, Match, Sign
    from signdict.pose.pose import Pose

_WIDE, _TALL = 104, 96
_EDGE = 3


class ClipButton(QAbstractButton):
    """One clip: chosen with a click, Space or the arrow keys."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.view = SignView()
        self.view.setMinimumSize(48, 48)
        self.view.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setText(name)
        self.setToolTip(name)
        self.setAccessibleName(name)
        self.setCheckable(True)
        self.setProperty(OWN, True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(_EDGE, _EDGE, _EDGE, self.fontMetrics().height() + 2 * _EDGE)
        row.addWidget(self.view)

    def sizeHint(self) -> QSize:
        """Room for the moving sign and the line below it."""
        return QSize(_WIDE, _TALL + self.fontMetrics().height() + 3 * _EDGE)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the name; a line round what is chosen, a thicker one round what has the focus."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        used, low = tones(), self.fontMetrics().height() + _EDGE
        words = self.rect().adjusted(_EDGE, self.height() - low, -_EDGE, -_EDGE)
        name = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, words.width()
        )
        painter.setPen(QColor(used.text if self.isChecked() else used.quiet))
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, name)
        if self.isChecked() or self.hasFocus():
            painter.setPen(QPen(QColor(used.accent), 3 if self.hasFocus() else 1))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), 8, 8)
        painter.end()


class ClipStrip(QScrollArea):
    """All clips of a match and its variants. Hidden where there is but one."""

    chosen = Signal(int)  # its place
    wanted = Signal(list)  # clip ids whose landmarks are to be shown

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: list[ClipButton] = []
        self._shown: list[tuple[Sign, Clip]] = []
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self.tr("Clips"))
        self.hide()

    def show_clips(self, match: "Match") -> "Sequence[tuple[Sign, Clip]]":
        """Offer the clips of a match, and choose its first; return them with their signs."""
        self._shown = shown = [
            (sign, clip)
            for sign in (match.sign, *(variant.sign for variant in match.variants))
            for clip in sign.clips
        ]
        self.buttons = []
        if len(shown) > 1:
            self._fill()
            self.wanted.emit([clip.id for _, clip in shown])
        self.setVisible(len(shown) > 1)
        return shown

    def set_pose(self, clip_id: int, pose: "Pose") -> None:
        """Let the button of this clip move."""
        for button, (_, clip) in zip(self.buttons, self._shown, strict=False):
            if clip.id == clip_id:
                button.view.show_pose(pose)

    def _fill(self) -> None:
        inside = QWidget()
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        group = QButtonGroup(inside)
        for place, (sign, _) in enumerate(self._shown):
            number = self.tr("Clip {number}").format(number=place + 1)
            button = ClipButton(f"{number}, {sign.variant}" if sign.variant else number)
            group.addButton(button, place)
            row.addWidget(button)
            self.buttons.append(button)
        row.addStretch(1)
        self.buttons[0].setChecked(True)
        group.idToggled.connect(self._on_toggled)
        self.setWidget(inside)
        bar = self.horizontalScrollBar().sizeHint().height()
        self.setFixedHeight(self.buttons[0].sizeHint().height() + bar)

    def _on_toggled(self, place: int, on: bool) -> None:  # noqa: FBT001 - Qt's own
        if on:
            self.ensureWidgetVisible(self.buttons[place])
            self.chosen.emit(place)
