"""What was signed so far, side by side: go back to an attempt, average two, keep or delete one."""

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

from signdict.gui.learner.attempt_tile import Attempt, AttemptKind, AttemptStrip, AttemptTile
from signdict.gui.theme import icons
from signdict.gui.widgets import shortcuts

if TYPE_CHECKING:
    from signdict.pose.pose import Pose

#: So many attempts are kept, and so many bytes of landmarks; the oldest makes room.
MOST, MEMORY = 12, 64 * 2**20


class Attempts(QWidget):
    """Kept in memory as long as the page lives. Nothing is written unless somebody saves one."""

    opened = Signal(object)  # the attempt to go back to: play it and ask again
    replayed = Signal(object)  # the attempt to be watched closely
    averaged = Signal(list)  # the attempts to be asked about as one
    save_wanted = Signal(object, Path)  # a pose, and where it goes
    changed = Signal()  # which there are, or which are chosen
    told = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tiles: list[AttemptTile] = []
        self._count = 0
        self._current: Sequence[Attempt] = ()
        self._empty = QLabel(
            self.tr("What you sign or open stays here until you close signdict. It is not saved.")
        )
        self._empty.setObjectName("quiet")
        self._empty.setWordWrap(True)
        self.buttons = {
            "average": self._button("average", self.tr("Ask about two as one (A)"), self.average),
            "replay": self._button("play", self.tr("Watch closely (R)"), self.replay),
            "save": self._button("save", self.tr("Save as .pose… (Ctrl+S)"), self.save),
            "delete": self._button("remove", self.tr("Delete (Del)"), self.delete),
        }
        self._row = QHBoxLayout()
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(4)
        self._row.addStretch(1)
        self._scroll = AttemptStrip(self._row)
        self._arrange()
        self._show_changes()

    @property
    def all(self) -> list[Attempt]:
        """Every attempt, the oldest first."""
        return [tile.attempt for tile in self.tiles]

    @property
    def chosen(self) -> list[Attempt]:
        """The attempts that are chosen; else the one that is shown; none if there is none."""
        found = [tile.attempt for tile in self.tiles if tile.chosen]
        return found or list(self._current)

    def poses(self) -> "list[Pose]":
        """The poses of the attempts that are chosen, or of the one that is shown."""
        return [attempt.pose for attempt in self.chosen]

    def add(self, pose: "Pose", kind: AttemptKind, name: str = "") -> Attempt:
        """Keep a pose as the newest attempt, unless it is there already, and let the oldest go
        where there are too many."""
        for there in self.all:
            if there.pose is pose:
                return there
        self._count += 1
        attempt = Attempt(self._count, kind, pose, name)
        tile = self._make_room(attempt)
        if tile:
            tile.show_attempt(attempt)
        else:
            tile = self._made(attempt)
        self.tiles.append(tile)
        self._row.insertWidget(len(self.tiles) - 1, tile, 0, Qt.AlignmentFlag.AlignTop)
        tile.show()
        self._show_changes()
        self._scroll.show_last()
        return attempt

    def _made(self, attempt: Attempt) -> AttemptTile:
        tile = AttemptTile(attempt)
        tile.opened.connect(self.opened)
        tile.chosen_changed.connect(self.changed)
        tile.menu_wanted.connect(self._offer)
        return tile

    def mark(self, attempts: Sequence[Attempt]) -> None:
        """Show which attempts the answers belong to."""
        self._current = tuple(attempts)
        for tile in self.tiles:
            tile.mark(current=tile.attempt in self._current)

    def average(self) -> None:
        """Ask about two attempts as one: those chosen, or the one chosen and the one in focus."""
        picked = [tile.attempt for tile in self.tiles if tile.chosen]
        if len(picked) == 1 and (tile := self._focused) and tile.attempt not in picked:
            picked.append(tile.attempt)
        if len(picked) == 2:
            self.averaged.emit(picked)
        else:
            self.told.emit(self.tr("Choose two attempts with Space, then press A."))

    def replay(self) -> None:
        """Watch an attempt closely."""
        if picked := self._picked():
            self.replayed.emit(picked[0])

    def save(self) -> None:
        """Ask where an attempt is to be kept as a file."""
        picked = self._picked()
        if not picked:
            return
        attempt = picked[0]
        usual = self.tr("attempt {number}.pose").format(number=attempt.number)
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save the attempt"), usual, self.tr("Poses (*.pose)")
        )
        if name:
            path = Path(name)
            path = path if path.suffix.lower() == ".pose" else path.with_name(f"{path.name}.pose")
            self.save_wanted.emit(attempt.pose, path)

    def delete(self) -> None:
        """Forget the attempts that are chosen, or the one in focus."""
        gone = self._picked()
        places = [place for place, tile in enumerate(self.tiles) if tile.attempt in gone]
        for attempt in gone:
            self._taken_out(attempt).deleteLater()
        self._show_changes()
        if places and self.tiles:
            self.tiles[min(places[0], len(self.tiles) - 1)].setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move between the attempts, and act on them: they leave their keys to the strip."""
        if act := self._act(event):
            act()
        else:
            super().keyPressEvent(event)

    def _act(self, event: QKeyEvent) -> Callable[[], object] | None:
        """What a key does to the attempt in focus, if there is one."""
        tile = self._focused
        if not tile:
            return None
        acts: dict[int, Callable[[], object]] = {
            Qt.Key.Key_Left: lambda: self._move(-1),
            Qt.Key.Key_Right: lambda: self._move(1),
            Qt.Key.Key_Home: lambda: self._move(-MOST),
            Qt.Key.Key_End: lambda: self._move(MOST),
            Qt.Key.Key_Space: tile.toggle,
        }
        back = [Qt.Key.Key_Return, Qt.Key.Key_Enter]
        acts |= dict.fromkeys(back, lambda: self.opened.emit(tile.attempt))
        return acts.get(event.key())

    @property
    def _focused(self) -> AttemptTile | None:
        return next((tile for tile in self.tiles if tile.hasFocus()), None)

    def _picked(self) -> list[Attempt]:
        """What is acted on: the chosen, else the one in focus, else the one that is shown."""
        picked = [tile.attempt for tile in self.tiles if tile.chosen]
        if picked or self._focused is None:
            return picked or [one for one in self._current if one in self.all]
        return [self._focused.attempt]

    def _move(self, way: int) -> None:
        if self._focused is None:
            return
        place = min(max(self.tiles.index(self._focused) + way, 0), len(self.tiles) - 1)
        self.tiles[place].setFocus()
        self._scroll.ensureWidgetVisible(self.tiles[place])

    def _make_room(self, coming: Attempt) -> AttemptTile | None:
        """Let the oldest go where there would be too many; a tile that is free then."""
        free = None
        while (there := self.all) and (
            len(there) >= MOST or sum(a.bytes for a in [*there, coming]) > MEMORY
        ):
            if free:
                free.deleteLater()
            oldest = there[0]
            free = self._taken_out(oldest)
            told = self.tr("Attempt {number} made room: the last {most} are kept.")
            self.told.emit(told.format(number=oldest.number, most=MOST))
        return free

    def _taken_out(self, attempt: Attempt) -> AttemptTile:
        """The tile of an attempt that is forgotten, in no strip any more."""
        tile = next(tile for tile in self.tiles if tile.attempt is attempt)
        self.tiles.remove(tile)
        self._row.removeWidget(tile)
        tile.hide()
        self._current = tuple(one for one in self._current if one is not attempt)
        return tile

    def _show_changes(self) -> None:
        there = bool(self.tiles)
        self._empty.setVisible(not there)
        self._scroll.setVisible(there)
        for button in self.buttons.values():
            button.setVisible(there)
        self.changed.emit()

    def menu(self, attempt: Attempt) -> QMenu:
        """What can be done with an attempt."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Ask again"), lambda: self.opened.emit(attempt))
        menu.addAction(self.tr("Choose, or no longer"), lambda: self._toggle(attempt))
        for button in self.buttons.values():
            menu.addAction(button.icon(), button.accessibleName(), button.click)
        return menu

    def _toggle(self, attempt: Attempt) -> None:
        """Choose an attempt, or no longer, unless it made room since."""
        for tile in self.tiles:
            if tile.attempt is attempt:
                tile.toggle()

    def _offer(self, attempt: Attempt) -> None:
        tile = next(tile for tile in self.tiles if tile.attempt is attempt)
        tile.setFocus()
        self.menu(attempt).popup(tile.mapToGlobal(QPoint(0, tile.height())))

    def _button(self, icon: str, name: str, act: Callable[[], None]) -> QToolButton:
        button = QToolButton()
        button.setIcon(icons.icon(icon))
        button.setIconSize(QSize(16, 16))
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(act)
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
        column.addWidget(self._empty)
        column.addWidget(self._scroll)
        for key, name in (("A", "average"), ("R", "replay"), ("Ctrl+S", "save"), ("Del", "delete")):
            shortcuts.key(self, key, self.buttons[name].click)
