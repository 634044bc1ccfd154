"""The card of the first start: how to sign, find and explore, each shown by a moving sign."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from signdict.gui.widgets.layout import FlowLayout

if TYPE_CHECKING:
    from signdict.pose.pose import Pose

_TALL = 216


class StartCard(QScrollArea):
    """Three ways to begin. Leaves when the first answer comes."""

    open_chosen = Signal()
    find_chosen = Signal()
    explore_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._places: list[QVBoxLayout] = []
        cards = FlowLayout(*(self._card(*way) for way in self._ways()), spacing=16)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addStretch(1)
        column.addWidget(cards)
        column.addStretch(2)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(inside)

    def show_examples(self, poses: "Sequence[Pose]") -> None:
        """Let each way be shown by a moving sign."""
        from signdict.gui.player.sign_view import SignView

        for place, pose in zip(self._places, poses, strict=False):
            view = SignView(alone=True)
            view.setAccessibleName(self.tr("An example of a sign"))
            view.setMinimumHeight(_TALL)
            view.show_pose(pose)
            place.insertWidget(0, view, 1)
        self._places = []

    def _ways(self) -> tuple[tuple[str, str, str, SignalInstance], ...]:
        return (
            (
                self.tr("Sign"),
                self.tr("Open or drop a video of a sign, or sign into the camera."),
                self.tr("Open a file…"),
                self.open_chosen,
            ),
            (
                self.tr("Find"),
                self.tr("Type a word and see how it is signed."),
                self.tr("Type a word"),
                self.find_chosen,
            ),
            (
                self.tr("Explore"),
                self.tr("Choose a sign and see what looks like it in other languages."),
                self.tr("Choose a sign"),
                self.explore_chosen,
            ),
        )

    def _card(self, title: str, text: str, button: str, chosen: SignalInstance) -> QFrame:
        card = QFrame()
        card.setObjectName("card")
        card.setFrameShape(QFrame.Shape.StyledPanel)
        name = QLabel(title)
        name.setObjectName("title")
        about = QLabel(text)
        about.setWordWrap(True)
        act = QPushButton(button)
        act.clicked.connect(chosen)
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        for widget in (name, about):
            column.addWidget(widget)
        column.addStretch(1)
        column.addWidget(act)
        self._places.append(column)
        return card
