"""Results as moving tiles side by side: one grid, or one row of tiles per group."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QWidget

from signdict.gui.results.tile import Tile

if TYPE_CHECKING:
    from signdict.core.types import Match
    from signdict.pose.pose import Pose

#: Space between tiles, in pixels.
_GAP = 8
#: Smallest size (width, height) of a tile in pixels, unless its text needs more; the rest scrolls.
_LEAST = (112, 176)
#: Usual height of a tile under a heading, and the width that one needs at least, in pixels.
_GROUP_HEIGHT, _GROUP_WIDTH = 224, 152
#: The step (right, down) of each arrow key.
_ARROWS: dict[int, tuple[int, int]] = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
}  # fmt: skip


class Grid(QScrollArea):
    """Tiles in the number of columns that makes them largest; arrow keys move between them."""

    wanted = Signal(list)  # clip ids whose landmarks are to be shown
    opened = Signal(object)  # the match
    compared = Signal(object)  # the match

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tiles: list[Tile] = []
        self.columns = 1
        self._cells: dict[Tile, tuple[int, int]] = {}  # row and column of each
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
        """Show these results, and ask for the landmarks of the first clip of each.

        The tile of a sign that is already shown keeps moving; the other tiles are reused for other
        signs, because creating them takes visibly long while someone types.
        """
        old_tiles = {tile.match.sign.id: tile for tile in self.tiles}
        own_tiles = [old_tiles.pop(match.sign.id, None) for match in matches]
        spare = list(old_tiles.values())
        self.tiles = []
        for match, own in zip(matches, own_tiles, strict=True):
            tile = own or (spare.pop(0) if spare else None)
            if tile is None:
                tile = self._new_tile(match, sure=sure)
            else:
                tile.show_match(match, sure=sure)
            self.tiles.append(tile)
        for tile in spare:
            self._layout.removeWidget(tile)
            self._cells.pop(tile)
            tile.hide()
            tile.deleteLater()
        self._arrange()
        self.verticalScrollBar().setValue(0)
        clips = [_first_clip(tile) for tile in self.tiles if not tile.view.seconds]
        self.wanted.emit([clip for clip in clips if clip is not None])

    def _new_tile(self, match: "Match", *, sure: bool) -> Tile:
        tile = Tile(match, sure=sure)
        tile.opened.connect(self.opened)
        tile.compared.connect(self.compared)
        return tile

    def set_pose(self, clip_id: int, pose: "Pose") -> None:
        """Play the landmarks of a clip in its tile."""
        for tile in self.tiles:
            if _first_clip(tile) == clip_id:
                tile.show_pose(pose)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move between tiles with the arrow keys, which tiles ignore."""
        step = _ARROWS.get(event.key())
        current = next((n for n, tile in enumerate(self.tiles) if tile.hasFocus()), None)
        if step is None or current is None:
            super().keyPressEvent(event)
            return
        number = current + step[0] + step[1] * self.columns
        if 0 <= number < len(self.tiles):
            self.tiles[number].setFocus()
            self.ensureWidgetVisible(self.tiles[number])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Adapt the number of columns."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        count = len(self.tiles)
        if not count:
            return
        room = self.viewport().size()
        least = self.tiles[0].minimumSizeHint().expandedTo(QSize(*_LEAST))
        self.columns = best_columns(
            count, room.width(), room.height(), (least.width(), least.height())
        )
        rows = -(-count // self.columns)
        height = max(least.height(), (room.height() - _GAP * (rows - 1)) // rows)
        for number, tile in enumerate(self.tiles):
            tile.setMaximumWidth(max(height, least.width()))
            tile.setFixedHeight(
                min(height, max(round(1.7 * room.width() / self.columns), least.height()))
            )
            cell = divmod(number, self.columns)
            if self._cells.get(tile) != cell:  # a new layout is slow, and keys come fast
                self._cells[tile] = cell
                self._layout.addWidget(tile, *cell)
        layout = self._layout
        for column in range(layout.columnCount()):
            stretch = 1 if column < self.columns else 0
            if layout.columnStretch(column) != stretch:
                layout.setColumnStretch(column, stretch)
        for row in range(layout.rowCount() + 1):
            stretch = 1 if row == rows else 0
            if layout.rowStretch(row) != stretch:
                layout.setRowStretch(row, stretch)


class GroupedGrid(QScrollArea):
    """One heading and one row of tiles per group; arrow keys move between tiles and groups."""

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
        """Show these groups, and ask for the landmarks of the first clip of each sign."""
        ground = QWidget()
        layout = QGridLayout(ground)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(_GAP)
        longest = max(len(matches) for _, matches in groups)
        self.rows = []
        for row, (name, matches) in enumerate(groups):
            heading = QLabel(name)
            heading.setObjectName("title")
            layout.addWidget(heading, 2 * row, 0, 1, longest)
            self.rows.append([Tile(match) for match in matches])
            for column, tile in enumerate(self.rows[-1]):
                tile.opened.connect(self.opened)
                tile.compared.connect(self.compared)
                layout.addWidget(tile, 2 * row + 1, column)
        layout.setRowStretch(2 * len(groups), 1)
        self.setWidget(ground)
        self._fit()
        clips = map(_first_clip, self._tiles())
        self.wanted.emit([clip for clip in clips if clip is not None])

    def set_pose(self, clip_id: int, pose: "Pose") -> None:
        """Play the landmarks of a clip in its tile."""
        for tile in self._tiles():
            if _first_clip(tile) == clip_id:
                tile.show_pose(pose)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many tiles of each row as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move between tiles with the arrow keys, which tiles ignore."""
        step = _ARROWS.get(event.key())
        current = next((tile for tile in self._tiles() if tile.hasFocus()), None)
        if step and current:
            self._move(current, *step)
        else:
            super().keyPressEvent(event)

    def _move(self, tile: Tile, right: int, down: int) -> None:
        row = next(row for row, tiles in enumerate(self.rows) if tile in tiles)
        column = self.rows[row].index(tile) + right
        row = min(max(row + down, 0), len(self.rows) - 1)
        last = sum(visible.isVisible() for visible in self.rows[row]) - 1
        target = self.rows[row][min(max(column, 0), last)]
        target.setFocus()
        self.ensureWidgetVisible(target)

    def _fit(self) -> None:
        room = max(1, self.viewport().width() // _GROUP_WIDTH)
        ground = self.widget()
        height = self._tile_height()
        for tiles in self.rows:
            for column, tile in enumerate(tiles):
                tile.setVisible(column < room)
                tile.setFixedHeight(height)
        if ground and isinstance(layout := ground.layout(), QGridLayout):
            for column in range(layout.columnCount()):
                layout.setColumnStretch(column, int(column < room))

    def _tile_height(self) -> int:
        """Return the usual height of a tile, or less if all rows are in view then."""
        ground = self.widget()
        if not self.rows or ground is None:
            return _GROUP_HEIGHT
        headings = ground.findChildren(QLabel)
        taken = sum(label.sizeHint().height() + 2 * _GAP for label in headings) - _GAP
        share = (self.viewport().height() - taken) // len(self.rows)
        least = self.rows[0][0].minimumSizeHint().height()
        return share if least <= share < _GROUP_HEIGHT else _GROUP_HEIGHT

    def _tiles(self) -> list[Tile]:
        return [tile for tiles in self.rows for tile in tiles]


def best_columns(count: int, width: int, height: int, least: tuple[int, int] = _LEAST) -> int:
    """Return the number of columns that shows `count` tiles largest without scrolling.

    No tile is smaller than `least` (width, height). If they do not fit, return the number that
    fits the width, so that as little as possible needs scrolling.
    """

    def size(columns: int) -> float:
        rows = -(-count // columns)
        tile_width = (width - _GAP * (columns - 1)) / columns
        tile_height = (height - _GAP * (rows - 1)) / rows
        if tile_width < least[0]:
            return -columns
        filled = count / (rows * columns)  # smaller tiles are better than an empty corner
        return (
            filled * min(tile_width, tile_height / 1.2)
            if tile_height >= least[1]
            else columns / 1e3
        )

    return max(range(1, count + 1), key=size)


def _first_clip(tile: Tile) -> int | None:
    """Return the id of the clip that a tile shows, if its sign has one."""
    clips = tile.match.sign.clips
    return clips[0].id if clips else None
