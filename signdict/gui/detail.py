"""One sign, large: the player, what is known of the sign, and where to go from it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from signdict.gui.filters import name_of
from signdict.gui.player import Player

if TYPE_CHECKING:
    from signdict.pose import Pose
    from signdict.signs import Sign


class Detail(QWidget):
    """Shows a sign until it is closed. Each clip of the sign can be chosen."""

    closed = Signal()
    explored = Signal(object)  # the sign
    wanted = Signal(list)  # clip ids

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sign: Sign | None = None
        self._clip = 0
        self.player = Player()
        self.title, self._where, self._facts = QLabel(), QLabel(), QLabel()
        self.title.setObjectName("title")
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self._where.setObjectName("quiet")
        self._facts.setObjectName("quiet")
        self._facts.setWordWrap(True)
        self._facts.setTextFormat(Qt.TextFormat.PlainText)
        self._facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.back = QPushButton(self.tr("Back"))
        self.back.setToolTip(self.tr("Back to the results (Esc)"))
        self.back.clicked.connect(self.closed)
        self.alike = QPushButton(self.tr("What looks like this?"))
        self.alike.clicked.connect(lambda: self.explored.emit(self._sign))
        self._next = QPushButton()
        self._next.clicked.connect(self._show_next)
        self._arrange()
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.closed)

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.back)
        row.addSpacing(8)
        row.addWidget(self.title)
        row.addWidget(self._where, 1)
        row.addWidget(self._next)
        row.addWidget(self.alike)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self.player, 1)
        column.addWidget(self._facts)

    def show_sign(self, sign: "Sign", pose: "Pose | None") -> None:
        """Show a sign by its first clip; without a pose, ask for it."""
        self._sign, self._clip = sign, 0
        self.title.setText(sign.gloss)
        name = name_of(sign.sign_language)
        self._where.setText(f"{name}, {sign.variant}" if sign.variant else name)
        self._facts.setText(self._known(sign))
        self.setAccessibleName(f"{sign.gloss}, {name_of(sign.sign_language)}")
        self._show_clip(pose)
        self.back.setFocus()

    def set_pose(self, clip_id: int, pose: "Pose") -> None:
        """Show a pose that was asked for, if it is still the one to show."""
        sign = self._sign
        if sign and sign.clips and sign.clips[self._clip].id == clip_id:
            self.player.show_sign(self._one_clip(sign), pose)

    def _show_next(self) -> None:
        if self._sign:
            self._clip = (self._clip + 1) % len(self._sign.clips)
            self._show_clip(None)

    def _show_clip(self, pose: "Pose | None") -> None:
        sign = self._sign
        if sign is None:
            return
        count = len(sign.clips)
        self._next.setVisible(count > 1)
        self._next.setText(
            self.tr("Clip {number} of {count}: next").format(number=self._clip + 1, count=count)
        )
        self.player.show_sign(self._one_clip(sign), pose)
        if pose is None and sign.clips:
            self.wanted.emit([sign.clips[self._clip].id])

    def _one_clip(self, sign: "Sign") -> "Sign":
        """The sign with the clip first that is being shown."""
        from dataclasses import replace

        return replace(sign, clips=sign.clips[self._clip :] + sign.clips[: self._clip])

    def _known(self, sign: "Sign") -> str:
        source = sign.source
        parts = [
            source.title or source.name,
            source.attribution,
            source.licence,
        ]
        return " · ".join(part for part in parts if part)
