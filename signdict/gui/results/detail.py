"""One sign, large: the player, what is known of the sign, and where to go from it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from signdict.gui.player.player import Player
from signdict.gui.results.clips import ClipStrip
from signdict.gui.widgets import shortcuts
from signdict.gui.widgets.filters import name_of
from signdict.gui.widgets.flow import Flow

if TYPE_CHECKING:
    from signdict.core.types import Clip, Match, Sign
    from signdict.pose.pose import Pose


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
        row.addWidget(Flow(self.compare, self.alike), 0, Qt.AlignmentFlag.AlignTop)
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
