"""The attempts of this session: open one again, combine some, save or delete one."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from signdict.core.names import to_write
from signdict.core.paths import ATTEMPTS
from signdict.gui.learner.attempt_tile import Attempt, AttemptKind, AttemptStrip, AttemptTile
from signdict.gui.theme import icons
from signdict.gui.widgets import shortcuts

if TYPE_CHECKING:
    from signdict.pose.pose import Pose

#: Number of attempts that are kept, and their memory in bytes; the oldest are removed first.
MAX_KEPT, MAX_BYTES = 12, 64 * 2**20


class Attempts(QWidget):
    """The strip of attempts, in memory only unless the user saves one."""

    opened = Signal(object)  # the attempt to show and search for again
    replayed = Signal(object)  # the attempt to show in a player
    combined = Signal(list)  # the attempts to search for as one
    save_wanted = Signal(object, Path)  # a pose, and the file for it
    changed = Signal()  # the attempts, or which of them are selected
    message = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tiles: list[AttemptTile] = []
        self._count = 0
        self._current: Sequence[Attempt] = ()
        self.empty = QLabel(
            self.tr("Your attempts stay here until you close signdict. They are not saved.")
        )
        self.empty.setObjectName("quiet")
        self.empty.setWordWrap(True)
        self.buttons = {
            "combine": self._button(
                "average", self.tr("Look up two or three attempts as one (A)"), self.combine
            ),
            "replay": self._button("play", self.tr("Replay (R)"), self.replay),
            "save": self._button("save", self.tr("Save as .pose… (Ctrl+S)"), self.save),
            "delete": self._button("remove", self.tr("Delete (Del)"), self.delete),
        }
        self._row = QHBoxLayout()
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(4)
        self._row.addStretch(1)
        self._scroll = AttemptStrip(self._row)
        self._arrange()
        self._update()

    @property
    def all(self) -> list[Attempt]:
        """Every attempt, the oldest first."""
        return [tile.attempt for tile in self.tiles]

    @property
    def selected(self) -> list[Attempt]:
        """The selected attempts or, without a selection, the current ones."""
        return self._checked or list(self._current)

    def add(self, pose: "Pose", kind: AttemptKind, name: str = "") -> Attempt:
        """Add a pose as the newest attempt, unless it is one already; return the attempt.

        The oldest attempts are removed if there are too many.
        """
        for attempt in self.all:
            if attempt.pose is pose:
                return attempt
        self._count += 1
        attempt = Attempt(self._count, kind, pose, name)
        tile = self._make_room(attempt)
        if tile:
            tile.show_attempt(attempt)
        else:
            tile = self._make_tile(attempt)
        self.tiles.append(tile)
        self._row.insertWidget(len(self.tiles) - 1, tile, 0, Qt.AlignmentFlag.AlignTop)
        tile.show()
        self._update()
        self._scroll.show_last()
        return attempt

    def mark(self, attempts: Sequence[Attempt]) -> None:
        """Mark the attempts to which the results belong as current."""
        self._current = tuple(attempts)
        for tile in self.tiles:
            tile.mark(current=tile.attempt in self._current)

    def combine(self) -> None:
        """Search for two or three selected attempts as one, or a selected and the focused one."""
        attempts = self._checked
        if len(attempts) == 1 and (tile := self._focused) and tile.attempt not in attempts:
            attempts.append(tile.attempt)
        if 2 <= len(attempts) <= ATTEMPTS:
            self.combined.emit(attempts)
        else:
            self.message.emit(self.tr("Select two or three attempts with Space, then press A."))

    def replay(self) -> None:
        """Show an attempt in a player."""
        if targets := self._targets():
            self.replayed.emit(targets[0])

    def save(self) -> None:
        """Ask for a file in which to save an attempt."""
        targets = self._targets()
        if not targets:
            return
        attempt = targets[0]
        suggestion = self.tr("attempt {number}.pose").format(number=attempt.number)
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save the attempt"), suggestion, self.tr("Poses (*.pose)")
        )
        if name:
            path = to_write(name)
            path = path if path.suffix.lower() == ".pose" else path.with_name(f"{path.name}.pose")
            self.save_wanted.emit(attempt.pose, path)

    def delete(self) -> None:
        """Delete the selected attempts, or the focused one."""
        targets = self._targets()
        indices = [index for index, tile in enumerate(self.tiles) if tile.attempt in targets]
        for attempt in targets:
            self._remove(attempt).deleteLater()
        self._update()
        if indices and self.tiles:
            self.tiles[min(indices[0], len(self.tiles) - 1)].setFocus()

    def menu(self, attempt: Attempt) -> QMenu:
        """Return the context menu of an attempt."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Look up again"), lambda: self.opened.emit(attempt))
        menu.addAction(self.tr("Select or deselect"), lambda: self._toggle(attempt))
        for button in self.buttons.values():
            menu.addAction(button.icon(), button.accessibleName(), button.click)
        return menu

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move between the attempts, and act on the focused one."""
        if action := self._action(event):
            action()
        else:
            super().keyPressEvent(event)

    def _action(self, event: QKeyEvent) -> Callable[[], object] | None:
        """Return what a key does to the focused attempt; None if it does nothing."""
        tile = self._focused
        if not tile:
            return None
        actions: dict[int, Callable[[], object]] = {
            Qt.Key.Key_Left: lambda: self._move(-1),
            Qt.Key.Key_Right: lambda: self._move(1),
            Qt.Key.Key_Home: lambda: self._move(-MAX_KEPT),
            Qt.Key.Key_End: lambda: self._move(MAX_KEPT),
            Qt.Key.Key_Space: tile.toggle,
        }
        enter = [Qt.Key.Key_Return, Qt.Key.Key_Enter]
        actions |= dict.fromkeys(enter, lambda: self.opened.emit(tile.attempt))
        return actions.get(event.key())

    @property
    def _focused(self) -> AttemptTile | None:
        return next((tile for tile in self.tiles if tile.hasFocus()), None)

    @property
    def _checked(self) -> list[Attempt]:
        return [tile.attempt for tile in self.tiles if tile.selected]

    def _targets(self) -> list[Attempt]:
        """Return the attempts to act on: the selected, else the focused, else the current ones."""
        if self._checked or self._focused is None:
            return self._checked or [attempt for attempt in self._current if attempt in self.all]
        return [self._focused.attempt]

    def _move(self, steps: int) -> None:
        if self._focused is None:
            return
        index = min(max(self.tiles.index(self._focused) + steps, 0), len(self.tiles) - 1)
        self.tiles[index].setFocus()
        self._scroll.ensureWidgetVisible(self.tiles[index])

    def _make_tile(self, attempt: Attempt) -> AttemptTile:
        tile = AttemptTile(attempt)
        tile.opened.connect(self.opened)
        tile.selection_changed.connect(self.changed)
        tile.menu_wanted.connect(self._open_menu)
        return tile

    def _make_room(self, new: Attempt) -> AttemptTile | None:
        """Remove the oldest attempts if there would be too many; return a tile to use again."""
        free = None
        while (attempts := self.all) and (
            len(attempts) >= MAX_KEPT
            or sum(attempt.bytes for attempt in [*attempts, new]) > MAX_BYTES
        ):
            if free:
                free.deleteLater()
            free = self._remove(attempts[0])
            message = self.tr("Removed attempt {number} (only the last {most} are kept).")
            self.message.emit(message.format(number=attempts[0].number, most=MAX_KEPT))
        return free

    def _remove(self, attempt: Attempt) -> AttemptTile:
        """Remove an attempt; return its tile, which is hidden."""
        tile = next(tile for tile in self.tiles if tile.attempt is attempt)
        self.tiles.remove(tile)
        self._row.removeWidget(tile)
        tile.hide()
        self._current = tuple(other for other in self._current if other is not attempt)
        return tile

    def _update(self) -> None:
        self.empty.setVisible(not self.tiles)
        self._scroll.setVisible(bool(self.tiles))
        for button in self.buttons.values():
            button.setVisible(bool(self.tiles))
        self.changed.emit()

    def _toggle(self, attempt: Attempt) -> None:
        """Select or deselect an attempt, unless it was removed meanwhile."""
        for tile in self.tiles:
            if tile.attempt is attempt:
                tile.toggle()

    def _open_menu(self, attempt: Attempt) -> None:
        tile = next(tile for tile in self.tiles if tile.attempt is attempt)
        tile.setFocus()
        self.menu(attempt).popup(tile.mapToGlobal(QPoint(0, tile.height())))

    def _button(self, icon: str, name: str, action: Callable[[], None]) -> QToolButton:
        button = QToolButton()
        button.setIcon(icons.icon(icon))
        button.setIconSize(QSize(16, 16))
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(action)
        return button

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(0)
        head.addWidget(QLabel(self.tr("Attempts")), 1)
        for button in self.buttons.values():
            head.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.empty)
        column.addWidget(self._scroll)
        for key, name in (("A", "combine"), ("R", "replay"), ("Ctrl+S", "save"), ("Del", "delete")):
            shortcuts.key(self, key, self.buttons[name].click)
