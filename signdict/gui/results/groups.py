"""Results under headings, a row of moving signs each."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QWidget

from signdict.gui.results.tile import Tile

if TYPE_CHECKING:
    from signdict.core.types import Match
    from signdict.pose.pose import Pose

_TALL, _WIDE = 224, 152
_WAYS: dict[int, tuple[int, int]] = {
    Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0),
}  # fmt: skip


class Groups(QScrollArea):
    """One row a group. Arrow keys go from tile to tile and from group to group."""

    wanted = Signal(list)  # clip ids whose landmarks are to be shown
    opened = Signal(object)  # the match
    compared = Signal(object)  # the match

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[list[Tile]] = []
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self.tr("Results"))

    def show_groups(self, groups: "Sequence[tuple[str, Sequence[Match]]]") -> None:
        """Show these, and ask for the landmarks of the first clip of each sign."""
        ground = QWidget()
        layout = QGridLayout(ground)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        wide = max(len(matches) for _, matches in groups)
        self.rows = []
        for row, (name, matches) in enumerate(groups):
            heading = QLabel(name)
            heading.setObjectName("title")
            layout.addWidget(heading, 2 * row, 0, 1, wide)
            self.rows.append([Tile(match) for match in matches])
            for column, tile in enumerate(self.rows[-1]):
                tile.setFixedHeight(_TALL)
                tile.opened.connect(self.opened)
                tile.compared.connect(self.compared)
                layout.addWidget(tile, 2 * row + 1, column)
        layout.setRowStretch(2 * len(groups), 1)
        self.setWidget(ground)
        self._fit()
        self.wanted.emit([tile.match.sign.clips[0].id for tile in self._tiles() if _clips(tile)])

    def set_pose(self, clip_id: int, pose: "Pose") -> None:
        """Let the tile of this clip move."""
        for tile in self._tiles():
            if _clips(tile) and tile.match.sign.clips[0].id == clip_id:
                tile.show_pose(pose)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many of each row as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from tile to tile with the arrow keys, which tiles leave to the page."""
        way = _WAYS.get(event.key())
        here = next((tile for tile in self._tiles() if tile.hasFocus()), None)
        if way and here:
            self._go(here, *way)
        else:
            super().keyPressEvent(event)

    def _go(self, tile: Tile, down: int, right: int) -> None:
        row = next(row for row, tiles in enumerate(self.rows) if tile in tiles)
        column = self.rows[row].index(tile) + right
        row = min(max(row + down, 0), len(self.rows) - 1)
        last = sum(t.isVisible() for t in self.rows[row]) - 1
        there = self.rows[row][min(max(column, 0), last)]
        there.setFocus()
        self.ensureWidgetVisible(there)

    def _fit(self) -> None:
        room = max(1, self.viewport().width() // _WIDE)
        for tiles in self.rows:
            for column, tile in enumerate(tiles):
                tile.setVisible(column < room)
        ground = self.widget()
        if ground and isinstance(layout := ground.layout(), QGridLayout):
            for column in range(layout.columnCount()):
                layout.setColumnStretch(column, int(column < room))

    def _tiles(self) -> list[Tile]:
        return [tile for tiles in self.rows for tile in tiles]


def _clips(tile: Tile) -> bool:
    return bool(tile.match.sign.clips)
