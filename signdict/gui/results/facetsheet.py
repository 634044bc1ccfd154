"""A sheet of choices that opens below a button: with pictures, or as a list of words."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QToolButton, QWidget

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
