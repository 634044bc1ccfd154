"""The map with what belongs to it: colours and their legend, a lasso, the sign that is meant."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from signdict.gui.linguist import map_painting
from signdict.gui.linguist.map_view import MapView
from signdict.gui.player.sign_view import SignView
from signdict.gui.theme.style import tones
from signdict.gui.widgets import save_dialog
from signdict.gui.widgets.filters import name_of
from signdict.gui.widgets.notice import Notice

if TYPE_CHECKING:
    from signdict.core.types import Progress
    from signdict.linguistics.sign_map import SignMap
    from signdict.pose.pose import Pose

_WIDTH = 256
#: A sign plays when the pointer has rested on it for so long, in milliseconds.
_PAUSE = 80


class MapSection(QWidget):
    """Says that a map is wanted, and which sign's landmarks; shows both when they come."""

    asked = Signal()
    stopped = Signal()
    wanted = Signal(list)  # clip ids
    explored = Signal(int)  # the number of a sign
    saved = Signal(Path, list)  # a file, numbers of signs
    drawn = Signal(Path, object, str, object)  # a file, a map, what colours tell, rows

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scene: SignMap | None = None
        self.map = MapView()
        self.map.pointed.connect(self._on_pointed)
        self.map.opened.connect(self._on_opened)
        self.map.selected.connect(lambda _: self._tell())
        self.notice = Notice()
        self.notice.stopped.connect(self.stopped)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._play)
        self._choices()
        self._arrange()
        self.setFocusProxy(self.map)

    def _choices(self) -> None:
        """Make what can be chosen beside the map."""
        self.colours = QComboBox()
        self.colours.setAccessibleName(self.tr("What colours tell"))
        self.colours.activated.connect(lambda _: self._colour())
        self.lasso = QPushButton(self.tr("Lasso"))
        self.lasso.setCheckable(True)
        self.lasso.setToolTip(self.tr("Select signs by drawing round them (or drag with Shift)"))
        self.lasso.toggled.connect(self.map.set_lasso)
        self.whole = QPushButton(self.tr("Whole map"))
        self.whole.clicked.connect(self.map.show_all)
        self.save = QPushButton(self.tr("Save as CSV…"))
        self.save.clicked.connect(self._on_save)
        self.picture = QPushButton(self.tr("Save as SVG…"))
        self.picture.setToolTip(self.tr("Save the map as a figure, in the colours chosen"))
        self.picture.clicked.connect(self._on_draw)
        self.legend = QListWidget()
        self.legend.setAccessibleName(self.tr("Legend: choose a group to pick it out"))
        self.legend.setIconSize(QSize(16, 16))
        self.legend.currentRowChanged.connect(self._on_picked)
        self.view = SignView()
        self.view.setFixedHeight(_WIDTH * 3 // 4)
        self.told = QLabel()
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        self.told.setWordWrap(True)

    @property
    def empty(self) -> bool:
        """Whether there is no map yet."""
        return self._scene is None

    def ask(self) -> None:
        """Ask for the map."""
        self.notice.wait(
            self.tr("Laying out all signs"), self.tr("Only the first time takes long.")
        )
        self.stack.setCurrentWidget(self.notice)
        self.asked.emit()

    def show_progress(self, progress: "Progress") -> None:
        """Say how far the map is."""
        self.notice.show_progress(progress)

    def show_notice(self, title: str, text: str = "") -> None:
        """Say something in place of the map."""
        self.notice.tell(title, text)
        self.stack.setCurrentWidget(self.notice)

    def show_landscape(self, scene: "SignMap") -> None:
        """Show a map."""
        if not len(scene.items):
            self.show_notice(
                self.tr("There is no sign to lay out."), self.tr("Add signs on the page Library.")
            )
            return
        self._scene = scene
        self.colours.clear()
        for name in scene.groups:
            self.colours.addItem(self._named(name), name)
        self.map.show_landscape(scene, scene.groups[self.colours.currentData()])
        self._colour()
        self.stack.setCurrentWidget(self._shown)

    def set_pose(self, clip_id: int, pose: "Pose") -> None:
        """Play a sign that was wanted."""
        if self._scene and self.map.current >= 0:
            item = self._scene.items[self.map.current]
            if clip_id in item.clips[:1]:
                self.view.show_pose(pose)

    def _named(self, name: str) -> str:
        """What a property is called."""
        return {
            "sign_language": self.tr("Language"),
            "source": self.tr("Source"),
            "concept": self.tr("Meaning, where languages share it"),
            "hands": self.tr("Hands"),
            "dominant": self.tr("Leading hand"),
            "symmetry": self.tr("Symmetry"),
            "place": self.tr("Place"),
            "movement": self.tr("Movement"),
            "handshape": self.tr("Handshape"),
        }.get(name, name)

    def _colour(self) -> None:
        if self._scene is None:
            return
        key = self.colours.currentData()
        groups = self._scene.groups[key]
        self.legend.blockSignals(True)
        self.legend.clear()
        for number, (name, count) in enumerate(zip(groups.names, groups.counts, strict=True)):
            text = name_of(name) if key == "sign_language" and name else name
            icon = QIcon(map_painting.swatch(number, bool(name), tones(), 32))
            text = text or self.tr("others")
            self.legend.addItem(QListWidgetItem(icon, f"{text}  ({count:,})"))
        self.legend.blockSignals(False)
        self.map.colour_by(groups)
        self._tell()

    def _on_picked(self, row: int) -> None:
        self.map.pick_out(row if row >= 0 else None)

    def _on_pointed(self, row: int) -> None:
        self.view.clear()
        self._pause.start()
        del row
        self._tell()

    def _play(self) -> None:
        if self._scene and self.map.current >= 0:
            self.wanted.emit(list(self._scene.items[self.map.current].clips[:1]))

    def _on_opened(self, row: int) -> None:
        if self._scene:
            self.explored.emit(self._scene.items[row].id)

    def _on_save(self) -> None:
        if self._scene is None:
            return
        path = save_dialog.file_for(self, self.tr("Save signs"), "map.csv")
        if path:
            self.saved.emit(path, [self._scene.items[row].id for row in self._rows])

    def _on_draw(self) -> None:
        if self._scene is None:
            return
        path = save_dialog.file_for(self, self.tr("Save figure"), "map.svg")
        if path:
            self.drawn.emit(path, self._scene, self.colours.currentData(), self._rows)

    @property
    def _rows(self) -> list[int]:
        """Those that are selected; all, if none is."""
        return self.map.rows.tolist() or [*range(len(self._scene.items if self._scene else ()))]

    def _tell(self) -> None:
        """Say which sign is meant, and how many are selected."""
        lines = []
        if self._scene and self.map.current >= 0:
            item = self._scene.items[self.map.current]
            lines += [item.name, name_of(item.sign_language)]
            self.view.setAccessibleName(item.name)
        if count := len(self.map.rows):
            lines.append(self.tr("%n signs selected", "", count))
        self.told.setText("\n".join(lines) or self.tr("Point at a sign to see it move."))

    def _side(self) -> QWidget:
        beside = QWidget()
        beside.setFixedWidth(_WIDTH)
        side = QVBoxLayout(beside)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(8)
        side.addWidget(self.view)
        side.addWidget(self.told)
        side.addWidget(self.legend, 1)
        return beside

    def _arrange(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(8)
        colours = QLabel(self.tr("&Colours:"))
        colours.setBuddy(self.colours)
        for part in (colours, self.colours, self.lasso, self.whole, self.save, self.picture):
            bar.addWidget(part)
        bar.addStretch(1)
        self._shown = QWidget()
        row = QHBoxLayout(self._shown)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addLayout(bar)
        left.addWidget(self.map, 1)
        row.addLayout(left, 1)
        row.addWidget(self._side())
        self.stack = QStackedWidget()
        self.stack.addWidget(self.notice)
        self.stack.addWidget(self._shown)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(self.stack)
