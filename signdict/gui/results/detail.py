"""One sign, large: the player, what is known of the sign, and where to go from it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from signdict.gui.player.player import Player
from signdict.gui.player.sign_view import SignView
from signdict.gui.theme.focus_ring import OWN
from signdict.gui.theme.style import tones
from signdict.gui.widgets import shortcuts
from signdict.gui.widgets.filters import name_of
from signdict.gui.widgets.layout import FlowLayout

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


class Detail(QWidget):
    """Shows a sign until it is closed. Each clip of the sign can be chosen."""

    closed = Signal()
    explored = Signal(object)  # the sign
    compared = Signal(object)  # the match, of the clip that is shown unless it is the first
    wanted = Signal(list)  # clip ids

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._match: Match | None = None
        self._shown: Sequence[tuple[Sign, Clip]] = ()
        self._clip = 0
        self.player = Player()
        self.title, self._where, self._facts = QLabel(), QLabel(), QLabel()
        self._mirrored = QLabel(self.tr("It matches in a mirror, as with the other hand."))
        self.title.setObjectName("title")
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self._where.setObjectName("quiet")
        self._facts.setObjectName("quiet")
        self._facts.setTextFormat(Qt.TextFormat.PlainText)
        self._facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.back = QPushButton(self.tr("Back"))
        self.back.setToolTip(self.tr("Back to the results (Esc)"))
        self.back.clicked.connect(self.closed)
        self.alike = QPushButton(self.tr("What looks like this?"))
        self.alike.clicked.connect(self._explore)
        self.compare = QPushButton(self.tr("Compare"))
        self.compare.setToolTip(self.tr("Compare with what you signed (C)"))
        self.compare.clicked.connect(self._compare)
        self.clips = ClipStrip()
        self.clips.chosen.connect(self._show_clip)
        self.clips.wanted.connect(self.wanted)
        self._arrange()
        shortcuts.key(self, "Esc", self.closed.emit)
        shortcuts.key(self, "C", self._compare)

    def _arrange(self) -> None:
        for label in (self.title, self._where, self._facts, self._mirrored):
            label.setWordWrap(True)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self.title)
        names.addWidget(self._where)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(names, 1)
        row.addWidget(FlowLayout(self.compare, self.alike), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self.player, 1)
        column.addWidget(self.clips)
        column.addWidget(self._mirrored)
        column.addWidget(self._facts)

    def show_match(self, match: "Match", pose: "Pose | None" = None) -> None:
        """Show a match by its first clip, the others to choose; without a pose, ask for it."""
        self._match = match
        self.title.setText(match.sign.gloss)
        self.setAccessibleName(f"{match.sign.gloss}, {name_of(match.sign.sign_language)}")
        self._shown = self.clips.show_clips(match)
        if self._shown:
            self._show_clip(0, pose)
        else:
            self._tell(match.sign)
            self.player.show_sign(match.sign, pose)
        self.back.setFocus()

    def _explore(self) -> None:
        if self._match:
            self.explored.emit(self._shown[self._clip][0] if self._shown else self._match.sign)

    def _compare(self) -> None:
        """Ask for a comparison with the clip that was chosen, or with whichever fits best."""
        if self._match and self._shown:
            chosen = self._one_clip() if self._clip else self._match.sign
            self.compared.emit(replace(self._match, sign=chosen))

    @property
    def sign(self) -> "Sign | None":
        """The sign that is shown."""
        return self._match.sign if self._match else None

    def set_pose(self, clip_id: int, pose: "Pose") -> None:
        """Show a pose that was asked for, if it is still the one to show."""
        self.clips.set_pose(clip_id, pose)
        if self._shown and self._shown[self._clip][1].id == clip_id:
            self.player.show_sign(self._one_clip(), pose)

    def _show_clip(self, place: int, pose: "Pose | None" = None) -> None:
        self._clip = place
        self._tell(self._one_clip())
        self.player.show_sign(self._one_clip(), pose)
        if pose is None:
            self.wanted.emit([self._shown[place][1].id])

    def _tell(self, sign: "Sign") -> None:
        name = name_of(sign.sign_language)
        self._where.setText(f"{name}, {sign.variant}" if sign.variant else name)
        self._facts.setText(self._known(sign))
        self._mirrored.setVisible(self._match is not None and self._match.mirrored)

    def _one_clip(self) -> "Sign":
        """The sign with nothing but the clip that is being shown."""
        sign, clip = self._shown[self._clip]
        return replace(sign, clips=(clip,))

    def _known(self, sign: "Sign") -> str:
        source = sign.source
        parts = [
            source.title or source.name,
            source.attribution,
            source.licence,
        ]
        return " · ".join(part for part in parts if part)
