"""The sign that is meant in a table, moving beside it, with what is known of it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from signdict.gui.player.sign_view import SignView
from signdict.gui.results import facet_words
from signdict.gui.widgets.filters import name_of

if TYPE_CHECKING:
    from signdict.linguistics.table import SignTable
    from signdict.pose.pose import Pose

_WIDTH = 256
#: A sign plays when it has been meant for so long, in milliseconds.
_PAUSE = 80


class SignCard(QWidget):
    """Asks for the landmarks of the sign that it shows, once somebody rests on it."""

    wanted = Signal(list)  # clip ids
    explored = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clips: list[int] = []
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(lambda: self.wanted.emit(self._clips))
        self.view = SignView(alone=True)
        self.view.setFixedHeight(_WIDTH * 3 // 4)
        self.name, self.told = QLabel(), QLabel()
        self.name.setObjectName("gloss")
        for label in (self.name, self.told):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.explore = QPushButton(self.tr("What looks like it"))
        self.explore.setToolTip(self.tr("Its neighbours in all sign languages (Return)"))
        self.explore.clicked.connect(self.explored)
        self.setFixedWidth(_WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self.view, self.name, self.told, self.explore):
            column.addWidget(part)
        column.addStretch(1)
        self.clear()

    def clear(self) -> None:
        """Show no sign."""
        self._clips = []
        self._pause.stop()
        self.view.clear()
        self.view.setAccessibleName(self.tr("No sign"))
        for part in (self.name, self.told, self.explore):
            part.hide()

    def show_sign(self, listing: "SignTable", row: int) -> None:
        """Tell of the sign of a row, and ask for its landmarks unless it is shown already."""
        item = listing.items[row]
        seen = [
            facet_words.exact(name).get(listing.columns[name][row], "")
            for name in facet_words.ASKED
            if (name, listing.columns[name][row]) != ("symmetry", "none")
        ]
        source = filter(None, (item.source, listing.columns["licence"][row]))
        words = "; ".join(text for _, text in item.texts)
        lines = (name_of(item.sign_language), item.concept, words, " · ".join(filter(None, seen)))
        self.name.setText(item.name)
        self.told.setText("\n".join([*filter(None, lines), " · ".join(source)]))
        for part in (self.name, self.told, self.explore):
            part.show()
        clips = list(item.clips[:1])
        if clips != self._clips or not clips:
            self._clips = clips
            self.view.clear()
            self.view.setAccessibleName(item.name)
            self._pause.start()

    def set_pose(self, clip_id: int, pose: "Pose") -> None:
        """Play landmarks that were wanted, if they still are."""
        if clip_id in self._clips:
            self.view.show_pose(pose)
