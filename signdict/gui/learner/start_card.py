"""The cards before the first search: how to sign, find and explore, each with an example."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from signdict.gui.widgets.layout import FlowLayout

if TYPE_CHECKING:
    from signdict.pose.pose import Pose

_EXAMPLE_HEIGHT = 216  # in pixels


class StartCard(QScrollArea):
    """Three ways to start, shown until the first results arrive."""

    open_chosen = Signal()
    find_chosen = Signal()
    explore_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns: list[QVBoxLayout] = []
        cards = FlowLayout(*(self._card(*task) for task in self._tasks()), spacing=16)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.addStretch(1)
        column.addWidget(cards)
        column.addStretch(2)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(content)

    def show_examples(self, poses: "Sequence[Pose]") -> None:
        """Add a moving sign to each card."""
        from signdict.gui.player.sign_view import SignView

        for column, pose in zip(self._columns, poses, strict=False):
            view = SignView(alone=True)
            view.setAccessibleName(self.tr("Example of a sign"))
            view.setMinimumHeight(_EXAMPLE_HEIGHT)
            view.show_pose(pose)
            column.insertWidget(0, view, 1)
        self._columns = []

    def _tasks(self) -> tuple[tuple[str, str, str, SignalInstance], ...]:
        return (
            (
                self.tr("Sign"),
                self.tr("Open or drop a video of a sign, or sign in front of the camera."),
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
                self.tr("Choose a sign and see similar signs in other languages."),
                self.tr("Choose a sign"),
                self.explore_chosen,
            ),
        )

    def _card(self, title: str, text: str, button: str, chosen: SignalInstance) -> QFrame:
        card = QFrame()
        card.setObjectName("card")
        card.setFrameShape(QFrame.Shape.StyledPanel)
        heading = QLabel(title)
        heading.setObjectName("title")
        description = QLabel(text)
        description.setWordWrap(True)
        action = QPushButton(button)
        action.clicked.connect(chosen)
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        for widget in (heading, description):
            column.addWidget(widget)
        column.addStretch(1)
        column.addWidget(action)
        self._columns.append(column)
        return card
