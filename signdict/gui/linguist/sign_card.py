"""The card of the current sign next to the table: it moves, with what is known about it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from signdict.gui.player.sign_view import SignView
from signdict.gui.results import facet_words
from signdict.gui.widgets.filters import name_of

if TYPE_CHECKING:
    from signdict.linguistics.table import SignTable
    from signdict.pose.pose import Pose

#: A sign plays once it has been the current one for this long, in milliseconds.
PAUSE = 80
#: Width of the card, in pixels.
_WIDTH = 256


class SignCard(QWidget):
    """Shows a sign, and asks for its landmarks once it has been shown for a short while."""

    wanted = Signal(list)  # clip ids
    explored = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clips: list[int] = []
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._ask)
        self.view = SignView(alone=True)
        self.view.setFixedHeight(_WIDTH * 3 // 4)
        self.name, self.details = QLabel(), QLabel()
        self.name.setObjectName("gloss")
        for label in (self.name, self.details):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.explore = QPushButton(self.tr("What looks like this?"))
        self.explore.setToolTip(self.tr("Show similar signs in all sign languages (Return)"))
        self.explore.clicked.connect(self.explored)
        self.setFixedWidth(_WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self.view, self.name, self.details, self.explore):
            column.addWidget(part)
        column.addStretch(1)
        self.clear()

    def clear(self) -> None:
        """Show no sign."""
        self._clips = []
        self._pause.stop()
        self.view.clear()
        self.view.setAccessibleName(self.tr("No sign"))
        for part in (self.name, self.details, self.explore):
            part.hide()

    def show_sign(self, signs: "SignTable", row: int) -> None:
        """Describe the sign of a row, and ask for its landmarks unless it is shown already."""
        item = signs.items[row]
        facets = [
            facet_words.value_names(name).get(signs.columns[name][row], "")
            for name in facet_words.FILTERS
            if (name, signs.columns[name][row]) != ("symmetry", "none")
        ]
        source = filter(None, (item.source, signs.columns["licence"][row]))
        words = "; ".join(text for _, text in item.texts)
        lines = (name_of(item.sign_language), item.concept, words, " · ".join(filter(None, facets)))
        self.name.setText(item.name)
        self.details.setText("\n".join([*filter(None, lines), " · ".join(source)]))
        for part in (self.name, self.details, self.explore):
            part.show()
        clips = list(item.clips[:1])
        if clips != self._clips or not clips:
            self._clips = clips
            self.view.clear()
            self.view.setAccessibleName(item.name)
            self._pause.start()

    def _ask(self) -> None:
        if self._clips:
            self.wanted.emit(self._clips)

    def set_pose(self, clip_id: int, pose: "Pose") -> None:
        """Play the landmarks of a clip, if its sign is still shown."""
        if clip_id in self._clips:
            self.view.show_pose(pose)
