"""One facet to choose of: a button that says what is chosen, and opens a sheet of choices."""

from collections.abc import Mapping
from functools import cached_property

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QSizePolicy, QToolButton, QWidget

_PICTURE = 48
_COLUMNS = 4
_WAYS: dict[int, tuple[int, int]] = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
}  # fmt: skip
_ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)


class FacetSheet(QFrame):
    """Stays open, so that several can be taken: with a click or Space. Enter and Esc close it.

    `offered` has for each word the values that it stands for.
    """

    changed = Signal(set)  # the values that are taken

    def __init__(
        self, offered: Mapping[str, tuple[str, ...]], parent: QWidget, *, pictures: bool
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._offered = offered
        self._columns = _COLUMNS if pictures else 1
        self.setObjectName("sheet")
        self.setAccessibleName(parent.accessibleName())
        grid = QGridLayout(self)
        grid.setContentsMargins(8, 8, 8, 8)
        grid.setSpacing(4)
        self.choices: list[QToolButton] = []
        for place, (word, values) in enumerate(offered.items()):
            choice = self._choice(word)
            if pictures:
                _illustrate(choice, values[0])
            grid.addWidget(choice, place // self._columns, place % self._columns)
            self.choices.append(choice)

    @property
    def taken(self) -> set[str]:
        """The values that stand behind what is taken."""
        pairs = zip(self.choices, self._offered.values(), strict=True)
        return {value for choice, values in pairs if choice.isChecked() for value in values}

    def take(self, wanted: set[str]) -> None:
        """Take what stands for any of these values, and nothing else; tell nobody."""
        for choice, values in zip(self.choices, self._offered.values(), strict=True):
            choice.blockSignals(True)
            choice.setChecked(bool(wanted & set(values)))
            choice.blockSignals(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go from choice to choice with the arrow keys; Enter takes the one in focus."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        key = event.key()
        if key in _ENDS:
            if key != Qt.Key.Key_Escape and isinstance(watched, QToolButton):
                watched.click()
            self.hide()
            return True
        if key not in _WAYS or watched not in self.choices:
            return super().eventFilter(watched, event)
        right, down = _WAYS[key]
        place = self.choices.index(watched) + right + down * self._columns
        if 0 <= place < len(self.choices):
            self.choices[place].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _choice(self, word: str) -> QToolButton:
        choice = QToolButton()
        choice.setText(word)
        choice.setAccessibleName(word)
        choice.setCheckable(True)
        choice.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        choice.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        choice.installEventFilter(self)
        choice.toggled.connect(lambda _: self.changed.emit(self.taken))
        return choice


def _illustrate(choice: QToolButton, group: str) -> None:
    from signdict.gui.drawing import hand_icons

    choice.setIcon(hand_icons.icon(group))
    choice.setIconSize(QSize(_PICTURE, _PICTURE))
    choice.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)


# Between the button and its sheet, and between the sheet and the edge of the screen, in pixels.
_GAP, _MARGIN = 2, 8
# What a button needs beside its text, and the least it is shrunk to, in pixels.
_EDGES, _LEAST = 22, 44


class FacetButton(QPushButton):
    """Nothing chosen means anything. Says so whenever the person changes the choice.

    `offered` has for each word the values that it stands for.
    """

    changed = Signal()

    def __init__(
        self,
        name: str,
        offered: Mapping[str, tuple[str, ...]],
        parent: QWidget | None = None,
        *,
        pictures: bool = False,
    ) -> None:
        super().__init__(parent)
        self._name, self._offered, self._pictures = name, offered, pictures
        self.chosen: set[str] = set()
        self._words = name
        self.setProperty("facet", True)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self.open_sheet)
        self._name_button()

    @cached_property
    def sheet(self) -> FacetSheet:
        """What there is to choose."""
        sheet = FacetSheet(self._offered, self, pictures=self._pictures)
        sheet.changed.connect(self._on_changed)
        return sheet

    def choose(self, wanted: set[str]) -> None:
        """Choose these values and no others; tell nobody."""
        self.chosen = set(wanted)
        self._name_button()

    def sizeHint(self) -> QSize:
        """Room for all of the text."""
        whole = self.tr("{text} ▾").format(text=self._words)
        text = self.fontMetrics().horizontalAdvance(whole)
        return QSize(text + _EDGES + _GAP, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """The beginning of the text; the tool tip has it whole."""
        return QSize(_LEAST, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten the text if there is no room for it."""
        super().resizeEvent(event)
        self._fit()

    def open_sheet(self) -> None:
        """Show what there is to choose, below the button and inside the screen."""
        self._name_button()  # a click has turned what says whether anything is chosen
        sheet = self.sheet
        sheet.take(self.chosen)
        sheet.adjustSize()
        place = self.mapToGlobal(QPoint(0, self.height() + _GAP))
        room = self.screen().availableGeometry()
        place.setX(max(room.left(), min(place.x(), room.right() - _MARGIN - sheet.width())))
        if place.y() + sheet.height() > room.bottom():
            place.setY(self.mapToGlobal(QPoint(0, 0)).y() - sheet.height() - _GAP)
        sheet.move(place)
        sheet.show()
        first = next((one for one in sheet.choices if one.isChecked()), sheet.choices[0])
        first.setFocus(Qt.FocusReason.PopupFocusReason)

    def _on_changed(self, taken: set[str]) -> None:
        self.choose(taken)
        self.changed.emit()

    def _name_button(self) -> None:
        taken = [word for word, values in self._offered.items() if self.chosen & set(values)]
        shown = taken[0] if len(taken) == 1 else self._name
        if len(taken) > 1:
            shown = self.tr("{name}: {count}").format(name=self._name, count=len(taken))
        self._words = shown
        told = ", ".join(taken) or self.tr("any")
        self.setToolTip(self.tr("{name}: {chosen}").format(name=self._name, chosen=told))
        self.setAccessibleName(self.tr("{name}: {chosen}").format(name=self._name, chosen=told))
        self.setCheckable(bool(taken))  # looks pressed while it narrows
        self.setChecked(bool(taken))
        self.updateGeometry()
        self._fit()

    def _fit(self) -> None:
        """As much of the text as there is room for; the arrow goes first."""
        room, metrics = max(self.width() - _EDGES, 0), self.fontMetrics()
        whole = self.tr("{text} ▾").format(text=self._words)
        if metrics.horizontalAdvance(whole) > room:
            whole = metrics.elidedText(self._words, Qt.TextElideMode.ElideRight, room)
        self.setText(whole)
