"""One sign, large: the player, all clips to choose from, and what is known about the sign."""

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
from signdict.gui.widgets.filters import name_of, short_name
from signdict.gui.widgets.layout import FlowLayout

if TYPE_CHECKING:
    from signdict.core.types import Clip, Match, Sign
    from signdict.pose.pose import Pose

#: Size of a clip's button, without its name, and the margin inside, in pixels.
_WIDTH, _HEIGHT, _EDGE = 104, 96, 3


class Detail(QWidget):
    """Shows a sign until it is closed; each of its clips can be chosen."""

    closed = Signal()
    explored = Signal(object)  # the sign
    compared = Signal(object)  # the match, with the shown clip only unless it is the first
    wanted = Signal(list)  # clip ids

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._match: Match | None = None
        self._clips: Sequence[tuple[Sign, Clip]] = ()
        self._current = 0  # a position in `_clips`
        self.player = Player()
        self.title, self.language, self.source = QLabel(), QLabel(), QLabel()
        self._mirrored = QLabel(self.tr("Matches when mirrored, as if signed with the other hand."))
        self.timing = QLabel(self.tr("The speed of this clip is approximate."))
        self.timing.setObjectName("quiet")
        self.title.setObjectName("title")
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.language.setObjectName("quiet")
        self.source.setObjectName("quiet")
        self.source.setTextFormat(Qt.TextFormat.PlainText)
        self.source.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.back = QPushButton(self.tr("Back"))
        self.back.setToolTip(self.tr("Back to the results (Esc)"))
        self.back.clicked.connect(self.closed)
        self.similar = QPushButton(self.tr("What looks like this?"))
        self.similar.clicked.connect(self._explore)
        self.compare = QPushButton(self.tr("Compare"))
        self.compare.setToolTip(self.tr("Compare with your attempt (C)"))
        self.compare.clicked.connect(self._compare)
        self.clips = ClipStrip()
        self.clips.chosen.connect(self._show_clip)
        self.clips.wanted.connect(self.wanted)
        self._arrange()
        shortcuts.key(self, "Esc", self.closed.emit)
        shortcuts.key(self, "C", self._compare)

    def _arrange(self) -> None:
        for label in (self.title, self.language, self.source, self._mirrored, self.timing):
            label.setWordWrap(True)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self.title)
        names.addWidget(self.language)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(names, 1)
        row.addWidget(FlowLayout(self.compare, self.similar), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self.player, 1)
        column.addWidget(self.clips)
        column.addWidget(self._mirrored)
        column.addWidget(self.timing)
        column.addWidget(self.source)

    def show_match(self, match: "Match", pose: "Pose | None" = None) -> None:
        """Show the first clip of a match, and offer the others; without a pose, ask for it."""
        self._match = match
        self.title.setText(match.sign.gloss)
        self.setAccessibleName(f"{match.sign.gloss}, {name_of(match.sign.sign_language)}")
        self._clips = self.clips.show_clips(match)
        if self._clips:
            self._show_clip(0, pose)
        else:
            self._describe(match.sign)
            self.player.show_sign(match.sign, pose)
        self.back.setFocus()

    def _explore(self) -> None:
        if self._match:
            self.explored.emit(self._clips[self._current][0] if self._clips else self._match.sign)

    def _compare(self) -> None:
        """Ask for a comparison with the chosen clip, or with the most similar one."""
        if self._match and self._clips:
            chosen = self._current_sign() if self._current else self._match.sign
            self.compared.emit(replace(self._match, sign=chosen))

    @property
    def sign(self) -> "Sign | None":
        """The sign that is shown: that of the chosen clip."""
        if self._match is None:
            return None
        return self._clips[self._current][0] if self._clips else self._match.sign

    def set_pose(self, clip_id: int, pose: "Pose") -> None:
        """Play the landmarks of a clip, large if it is the current one."""
        self.clips.set_pose(clip_id, pose)
        if self._clips and self._clips[self._current][1].id == clip_id:
            self.player.show_sign(self._current_sign(), pose)

    def _show_clip(self, number: int, pose: "Pose | None" = None) -> None:
        self._current = number
        self._describe(self._current_sign())
        self.player.show_sign(self._current_sign(), pose)
        if pose is None:
            self.wanted.emit([self._clips[number][1].id])

    def _describe(self, sign: "Sign") -> None:
        name = name_of(sign.sign_language)
        text = f"{name}, {sign.variant}" if sign.variant else name
        codes = self._match.languages if self._match and self._match.alike else ()
        others = ", ".join(short_name(code) for code in codes if code != sign.sign_language)
        if others:
            text = self.tr("{language}. The same in: {others}").format(language=text, others=others)
        self.language.setText(text)
        lines = [(each.label, each.attribution, each.licence) for each in sign.sources]
        self.source.setText("\n".join(" · ".join(filter(None, parts)) for parts in lines))
        self._mirrored.setVisible(self._match is not None and self._match.mirrored)
        self.timing.setVisible(any(clip.guessed_rate for clip in sign.clips))

    def _current_sign(self) -> "Sign":
        """Return the sign with only the current clip."""
        sign, clip = self._clips[self._current]
        return replace(sign, clips=(clip,))


class ClipStrip(QScrollArea):
    """A button for each clip of a match, its variants, and the same letter in other languages.

    It is hidden if there is only one.
    """

    chosen = Signal(int)  # the position of a clip
    wanted = Signal(list)  # clip ids

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: list[ClipButton] = []
        self._clips: list[tuple[Sign, Clip]] = []
        self._languages = False  # the clips are those of several sign languages
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self.tr("Clips"))
        self.hide()

    def show_clips(self, match: "Match") -> "Sequence[tuple[Sign, Clip]]":
        """Offer the clips of a match, choose the first, and return them with their signs."""
        self._clips = clips = [(sign, clip) for sign in match.signs for clip in sign.clips]
        self._languages = len(match.languages) > 1
        self.buttons = []
        if len(clips) > 1:
            self._fill()
            self.wanted.emit([clip.id for _, clip in clips])
        self.setVisible(len(clips) > 1)
        return clips

    def set_pose(self, clip_id: int, pose: "Pose") -> None:
        """Play the landmarks of a clip in its button."""
        for button, (_, clip) in zip(self.buttons, self._clips, strict=False):
            if clip.id == clip_id:
                button.view.show_pose(pose)

    def _fill(self) -> None:
        inside = QWidget()
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        group = QButtonGroup(inside)
        for number, (sign, _) in enumerate(self._clips):
            name = self.tr("Clip {number}").format(number=number + 1)
            if self._languages:
                name = short_name(sign.sign_language)
            button = ClipButton(f"{name}, {sign.variant}" if sign.variant else name)
            group.addButton(button, number)
            row.addWidget(button)
            self.buttons.append(button)
        row.addStretch(1)
        self.buttons[0].setChecked(True)
        group.idToggled.connect(self._on_toggled)
        self.setWidget(inside)
        bar = self.horizontalScrollBar().sizeHint().height()
        self.setFixedHeight(self.buttons[0].sizeHint().height() + bar)

    def _on_toggled(self, number: int, on: bool) -> None:  # noqa: FBT001 - a slot
        if on:
            self.ensureWidgetVisible(self.buttons[number])
            self.chosen.emit(number)


class ClipButton(QAbstractButton):
    """One clip, chosen with a click, Space or the arrow keys."""

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
        """Return room for the moving sign and its name."""
        return QSize(_WIDTH, _HEIGHT + self.fontMetrics().height() + 3 * _EDGE)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the name, and a frame if the clip is chosen, a thicker one if it has the focus."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        used, line = tones(), self.fontMetrics().height() + _EDGE
        box = self.rect().adjusted(_EDGE, self.height() - line, -_EDGE, -_EDGE)
        name = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, box.width())
        painter.setPen(QColor(used.text if self.isChecked() else used.quiet))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, name)
        if self.isChecked() or self.hasFocus():
            painter.setPen(QPen(QColor(used.accent), 3 if self.hasFocus() else 1))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), 8, 8)
        painter.end()
