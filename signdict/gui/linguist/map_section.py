"""The map on the Explore page: colours and their legend, a lasso, the current sign."""

from collections import Counter
from functools import partial
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
from signdict.gui.linguist.sign_card import PAUSE
from signdict.gui.player.sign_view import SignView
from signdict.gui.theme.style import tones
from signdict.gui.widgets import save_dialog
from signdict.gui.widgets.filters import LanguageFilter, name_of
from signdict.gui.widgets.language_strip import LanguageStrip
from signdict.gui.widgets.notice import Notice

if TYPE_CHECKING:
    from signdict.core.types import Progress
    from signdict.linguistics.sign_map import SignMap
    from signdict.pose.pose import Pose

#: Width of the column next to the map, in pixels.
_WIDTH = 256


class MapSection(QWidget):
    """Asks for a map and for the landmarks of the current sign; shows both when they arrive."""

    asked = Signal()
    stopped = Signal()
    wanted = Signal(list)  # clip ids
    explored = Signal(int)  # the id of a sign
    saved = Signal(Path, list)  # a file, ids of signs
    drawn = Signal(Path, object, str, object)  # a file, a map, the property shown, rows
    dictionaries_requested = Signal(str)  # the code of a language without signs

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._map: SignMap | None = None  # of the chosen languages
        self._whole: SignMap | None = None
        self.map = MapView()
        self.map.pointed.connect(self._on_pointed)
        self.map.opened.connect(self._on_opened)
        self.map.selected.connect(lambda _: self._show_status())
        self.notice = Notice()
        self.notice.stopped.connect(self.stopped)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._play)
        self._make_controls()
        self._arrange()
        self.setFocusProxy(self.map)

    def _make_controls(self) -> None:
        self.filter = LanguageFilter()
        self.filter.changed.connect(lambda _: self._show_chosen())
        self.strip = LanguageStrip()
        self.strip.requested.connect(self.dictionaries_requested)
        self.colours = QComboBox()
        self.colours.setAccessibleName(self.tr("Colour by"))
        self.colours.activated.connect(lambda _: self._colour())
        self.lasso = QPushButton(self.tr("Lasso"))
        self.lasso.setCheckable(True)
        self.lasso.setToolTip(self.tr("Draw around signs to select them (or drag with Shift)"))
        self.lasso.toggled.connect(self.map.set_lasso)
        self.whole = QPushButton(self.tr("Whole map"))
        self.whole.clicked.connect(self.map.show_all)
        self.save = QPushButton(self.tr("Save as CSV…"))
        self.save.clicked.connect(self._on_save)
        self.picture = QPushButton(self.tr("Save as SVG…"))
        self.picture.setToolTip(self.tr("Save the map as a figure, in the chosen colours"))
        self.picture.clicked.connect(self._on_draw)
        self.legend = QListWidget()
        self.legend.setAccessibleName(self.tr("Legend: select a group to highlight it"))
        self.legend.setIconSize(QSize(16, 16))
        self.legend.currentRowChanged.connect(self._on_group)
        self.view = SignView()
        self.view.setFixedHeight(_WIDTH * 3 // 4)
        self.status = QLabel()
        self.status.setTextFormat(Qt.TextFormat.PlainText)
        self.status.setWordWrap(True)

    @property
    def empty(self) -> bool:
        """Whether there is no map yet."""
        return self._whole is None

    def ask(self) -> None:
        """Ask for the map."""
        self.notice.wait(
            self.tr("Laying out all signs"), self.tr("This takes a while the first time.")
        )
        self.stack.setCurrentWidget(self.notice)
        self.asked.emit()

    def show_progress(self, progress: "Progress") -> None:
        """Show how much of the map is computed."""
        self.notice.show_progress(progress)

    def show_notice(self, title: str, text: str = "") -> None:
        """Show a message in place of the map."""
        self.notice.tell(title, text)
        self.stack.setCurrentWidget(self.notice)

    def show_map(self, sign_map: "SignMap") -> None:
        """Show a map."""
        if not len(sign_map.items):
            self.show_notice(
                self.tr("The dictionary has no signs."), self.tr("Add signs on the Library page.")
            )
            return
        self._whole = sign_map
        self.filter.show_counts(Counter(item.sign_language for item in sign_map.items))
        self._show_chosen()

    def _show_chosen(self) -> None:
        """Show the signs of the chosen languages, at their places on the map of all signs."""
        if self._whole is None:
            return
        chosen, key = self.filter.chosen, self.colours.currentData()
        self._map = self._whole.of_languages(chosen) if chosen else self._whole
        text, code = self.filter.lacking()
        if not len(self._map.items):
            self.notice.offer(
                text, "", self.tr("Get dictionaries"),
                partial(self.dictionaries_requested.emit, code),
                other=(self.tr("Show all languages"), partial(self.filter.choose, [])),
                focused=False,
            )  # fmt: skip
            self.stack.setCurrentWidget(self.notice)
            return
        self.strip.show_lacking(text, code)
        self.colours.clear()
        for name in self._map.groups:
            self.colours.addItem(self._property_name(name), name)
        self.colours.setCurrentIndex(max(self.colours.findData(key), 0))
        self.map.show_map(self._map, self._map.groups[self.colours.currentData()])
        self._colour()
        self.stack.setCurrentWidget(self._shown)

    def set_pose(self, clip_id: int, pose: "Pose") -> None:
        """Play the landmarks of a clip, if its sign is still the current one."""
        if self._map and self.map.current >= 0:
            item = self._map.items[self.map.current]
            if clip_id in item.clips[:1]:
                self.view.show_pose(pose)

    def say(self, text: str) -> None:
        """Show a message below the current sign."""
        self.status.setText(text)

    def _property_name(self, key: str) -> str:
        return {
            "sign_language": self.tr("Language"),
            "source": self.tr("Source"),
            "concept": self.tr("Shared meaning"),
            "hands": self.tr("Hands"),
            "dominant": self.tr("Dominant hand"),
            "symmetry": self.tr("Symmetry"),
            "place": self.tr("Place"),
            "movement": self.tr("Movement"),
            "handshape": self.tr("Handshape"),
        }.get(key, key)

    def _colour(self) -> None:
        """Colour the map by the chosen property, and list its groups in the legend."""
        if self._map is None:
            return
        key = self.colours.currentData()
        groups = self._map.groups[key]
        self.legend.blockSignals(True)
        self.legend.clear()
        for number, (name, count) in enumerate(zip(groups.names, groups.counts, strict=True)):
            icon = QIcon(map_painting.legend_icon(number, tones(), 32, named=bool(name)))
            label = name_of(name) if key == "sign_language" and name else name
            label = label or self.tr("others")
            self.legend.addItem(QListWidgetItem(icon, f"{label}  ({count:,})"))
        self.legend.blockSignals(False)
        self.map.colour_by(groups)
        self._show_status()

    def _on_group(self, row: int) -> None:
        self.map.highlight(row if row >= 0 else None)

    def _on_pointed(self, _row: int) -> None:
        self.view.clear()
        self._pause.start()
        self._show_status()

    def _play(self) -> None:
        if self._map and self.map.current >= 0:
            clips = list(self._map.items[self.map.current].clips[:1])
            if clips:
                self.wanted.emit(clips)

    def _on_opened(self, row: int) -> None:
        if self._map:
            self.explored.emit(self._map.items[row].id)

    def _on_save(self) -> None:
        if self._map is None:
            return
        path = save_dialog.file_for(self, self.tr("Save signs"), "map.csv")
        if path:
            self.saved.emit(path, [self._map.items[row].id for row in self._rows])

    def _on_draw(self) -> None:
        if self._map is None:
            return
        path = save_dialog.file_for(self, self.tr("Save figure"), "map.svg")
        if path:
            self.drawn.emit(path, self._map, self.colours.currentData(), self._rows)

    @property
    def _rows(self) -> list[int]:
        """The selected rows, or all rows if none is selected."""
        return self.map.rows.tolist() or [*range(len(self._map.items if self._map else ()))]

    def _show_status(self) -> None:
        """Name the current sign, and count the selected ones."""
        lines = []
        if self._map and self.map.current >= 0:
            item = self._map.items[self.map.current]
            lines += [item.name, name_of(item.sign_language)]
            self.view.setAccessibleName(item.name)
        if count := len(self.map.rows):
            lines.append(self.tr("%n signs selected", "", count))
        self.status.setText("\n".join(lines) or self.tr("Point at a sign to see it move."))

    def _side(self) -> QWidget:
        column = QWidget()
        column.setFixedWidth(_WIDTH)
        side = QVBoxLayout(column)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(8)
        side.addWidget(self.view)
        side.addWidget(self.status)
        side.addWidget(self.legend, 1)
        return column

    def _arrange(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(8)
        label = QLabel(self.tr("&Colours:"))
        label.setBuddy(self.colours)
        for part in (label, self.colours, self.lasso, self.whole, self.save, self.picture):
            bar.addWidget(part)
        bar.addStretch(1)
        languages = QHBoxLayout()
        languages.setSpacing(8)
        languages.addStretch(1)
        languages.addWidget(self.filter.everything)
        languages.addWidget(self.filter)
        self._shown = QWidget()
        row = QHBoxLayout(self._shown)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addLayout(bar)
        left.addLayout(languages)
        left.addWidget(self.strip)
        left.addWidget(self.map, 1)
        row.addLayout(left, 1)
        row.addWidget(self._side())
        self.stack = QStackedWidget()
        self.stack.addWidget(self.notice)
        self.stack.addWidget(self._shown)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(self.stack)
