"""Results side by side: eight without scrolling, all of them moving."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QWidget

from signdict.gui.results.tile import Tile

if TYPE_CHECKING:
    from signdict.core.types import Match
    from signdict.pose.pose import Pose

_GAP = 8
#: A tile is not made smaller than this, or than its words need; what does not fit is scrolled to.
_LEAST = (112, 176)
_ARROWS: dict[int, tuple[int, int]] = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
}  # fmt: skip


class Grid(QScrollArea):
    """Tiles in as many columns as make them largest. Arrow keys go from tile to tile."""

    wanted = Signal(list)  # clip ids whose landmarks are to be shown
    opened = Signal(object)  # the match
    compared = Signal(object)  # the match

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tiles: list[Tile] = []
        self._columns = 1
        self._placed: dict[Tile, tuple[int, int]] = {}  # row and column of each
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self.tr("Results"))
        self._ground = QWidget()
        self._layout = QGridLayout(self._ground)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(_GAP)
        self.setWidget(self._ground)

    def show_matches(self, matches: "list[Match]", *, sure: bool = True) -> None:
        """Show these, and ask for the landmarks of the first clip of each.

        The tile of a sign that was there before goes on moving; others are used for other signs,
        for to make them anew would be seen at each key.
        """
        before = {tile.match.sign.id: tile for tile in self.tiles}
        own = [before.pop(match.sign.id, None) for match in matches]
        spare = list(before.values())
        self.tiles = []
        for match, there in zip(matches, own, strict=True):
            tile = there or (spare.pop(0) if spare else None)
            if tile is None:
                tile = self._made(match, sure=sure)
            else:
                tile.show_match(match, sure=sure)
            self.tiles.append(tile)
        for tile in spare:
            self._layout.removeWidget(tile)
            self._placed.pop(tile)
            tile.hide()
            tile.deleteLater()
        self._arrange()
        self.verticalScrollBar().setValue(0)
        still = [tile.match.sign.clips for tile in self.tiles if not tile.view.seconds]
        self.wanted.emit([clips[0].id for clips in still if clips])

    def _made(self, match: "Match", *, sure: bool) -> Tile:
        tile = Tile(match, sure=sure)
        tile.opened.connect(self.opened)
        tile.compared.connect(self.compared)
        return tile

    def set_pose(self, clip_id: int, pose: "Pose") -> None:
        """Let the tile of this clip move."""
        for tile in self.tiles:
            if tile.match.sign.clips and tile.match.sign.clips[0].id == clip_id:
                tile.show_pose(pose)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from tile to tile with the arrow keys, which tiles leave to the grid."""
        way = _ARROWS.get(event.key())
        here = next((n for n, tile in enumerate(self.tiles) if tile.hasFocus()), None)
        if way is None or here is None:
            super().keyPressEvent(event)
            return
        place = here + way[0] + way[1] * self._columns
        if 0 <= place < len(self.tiles):
            self.tiles[place].setFocus()
            self.ensureWidgetVisible(self.tiles[place])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Find the best number of columns again."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        count = len(self.tiles)
        if not count:
            return
        room = self.viewport().size()
        least = self.tiles[0].minimumSizeHint().expandedTo(QSize(*_LEAST))
        self._columns = best_columns(
            count, room.width(), room.height(), (least.width(), least.height())
        )
        rows = -(-count // self._columns)
        high = max(least.height(), (room.height() - _GAP * (rows - 1)) // rows)
        for number, tile in enumerate(self.tiles):
            tile.setMaximumWidth(max(high, least.width()))
            tile.setFixedHeight(
                min(high, max(round(1.7 * room.width() / self._columns), least.height()))
            )
            place = divmod(number, self._columns)
            if self._placed.get(tile) != place:  # to lay out anew is slow, and keys come fast
                self._placed[tile] = place
                self._layout.addWidget(tile, *place)
        layout = self._layout
        for column in range(layout.columnCount()):
            stretch = 1 if column < self._columns else 0
            if layout.columnStretch(column) != stretch:
                layout.setColumnStretch(column, stretch)
        for row in range(layout.rowCount() + 1):
            stretch = 1 if row == rows else 0
            if layout.rowStretch(row) != stretch:
                layout.setRowStretch(row, stretch)


def best_columns(count: int, width: int, height: int, least: tuple[int, int] = _LEAST) -> int:
    """Return how many columns make `count` tiles, none below `least`, largest without scrolling.

    Where that cannot be: as many as there is width for, so that there is least to scroll.
    """

    def size(columns: int) -> float:
        rows = -(-count // columns)
        wide = (width - _GAP * (columns - 1)) / columns
        high = (height - _GAP * (rows - 1)) / rows
        if wide < least[0]:
            return -columns
        filled = count / (rows * columns)  # an empty corner is worth a little size
        return filled * min(wide, high / 1.2) if high >= least[1] else columns / 1e3

    return max(range(1, count + 1), key=size)


_TALL, _WIDE = 224, 152
_WAYS: dict[int, tuple[int, int]] = {
    Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0),
}  # fmt: skip


class GroupedGrid(QScrollArea):
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
