"""A dialog that plays one attempt in the large player."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from signdict.gui.player.player import Player
from signdict.gui.widgets.screen import room

if TYPE_CHECKING:
    from signdict.gui.learner.attempt_tile import Attempt


class ReplayDialog(QDialog):
    """Plays an attempt at any speed, frame by frame, mirrored."""

    def __init__(self, attempt: "Attempt", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Attempt {number}").format(number=attempt.number))
        self.resize(QSize(640, 640).boundedTo(room(self.screen())))
        self.player = Player()
        self.player.show_pose(attempt.pose, self.windowTitle())
        buttons = QDialogButtonBox()
        buttons.addButton(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addWidget(self.player, 1)
        column.addWidget(buttons)
        self.player.play.setFocus()
