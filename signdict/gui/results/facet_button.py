"""A button that shows what is chosen of one facet, and opens a sheet of choices."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QSizePolicy, QToolButton, QWidget

from signdict.gui.widgets.lazy import lazy

#: Size of a picture, in pixels, and number of columns of a sheet with pictures.
_PICTURE, _COLUMNS = 48, 4
#: The step (right, down) of each arrow key.
_ARROWS: dict[int, tuple[int, int]] = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
}  # fmt: skip
#: Keys that close the sheet.
_CLOSING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)
#: Distance of the sheet from its button, and from the edge of the screen, in pixels.
_GAP, _MARGIN = 2, 8
#: Width of a button in addition to its text, and its smallest width, in pixels.
_EDGES, _LEAST = 22, 44


class FacetButton(QPushButton):
    """Reports each change that the user makes; without a choice, every value matches.

    `choices` maps each word to the values it stands for.
    """

    changed = Signal()

    def __init__(
        self,
        name: str,
        choices: Mapping[str, tuple[str, ...]],
        parent: QWidget | None = None,
        *,
        pictures: bool = False,
    ) -> None:
        super().__init__(parent)
        self._name, self._choices, self._pictures = name, choices, pictures
        self.chosen: set[str] = set()
        self._text = name
        self.setProperty("facet", True)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self.open_sheet)
        self._update_button()

    @lazy
    def sheet(self) -> "FacetSheet":
        """The sheet of choices."""
        sheet = FacetSheet(self._choices, self, pictures=self._pictures)
        sheet.changed.connect(self._on_changed)
        return sheet

    def choose(self, values: set[str]) -> None:
        """Choose exactly these values, without reporting it."""
        self.chosen = set(values)
        self._update_button()

    def sizeHint(self) -> QSize:
        """Return room for the whole text."""
        whole = self.tr("{text} ▾").format(text=self._text)
        text = self.fontMetrics().horizontalAdvance(whole)
        return QSize(text + _EDGES + _GAP, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Return room for the start of the text; the tool tip shows all of it."""
        return QSize(_LEAST, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Elide the text if there is no room for it."""
        super().resizeEvent(event)
        self._fit()

    def open_sheet(self) -> None:
        """Show the choices below the button, or above it at the lower edge of the screen."""
        self._update_button()  # the click has toggled the button
        sheet = self.sheet
        sheet.check(self.chosen)
        sheet.adjustSize()
        corner = self.mapToGlobal(QPoint(0, self.height() + _GAP))
        screen = self.screen().availableGeometry()
        corner.setX(max(screen.left(), min(corner.x(), screen.right() - _MARGIN - sheet.width())))
        if corner.y() + sheet.height() > screen.bottom():
            corner.setY(self.mapToGlobal(QPoint(0, 0)).y() - sheet.height() - _GAP)
        sheet.move(corner)
        sheet.show()
        first = next((choice for choice in sheet.choices if choice.isChecked()), sheet.choices[0])
        first.setFocus(Qt.FocusReason.PopupFocusReason)

    def _on_changed(self, values: set[str]) -> None:
        self.choose(values)
        self.changed.emit()

    def _update_button(self) -> None:
        words = [word for word, values in self._choices.items() if self.chosen & set(values)]
        self._text = words[0] if len(words) == 1 else self._name
        if len(words) > 1:
            self._text = self.tr("{name}: {count}").format(name=self._name, count=len(words))
        chosen = ", ".join(words) or self.tr("any")
        description = self.tr("{name}: {chosen}").format(name=self._name, chosen=chosen)
        self.setToolTip(description)
        self.setAccessibleName(description)
        self.setCheckable(bool(words))  # looks pressed while it filters
        self.setChecked(bool(words))
        self.updateGeometry()
        self._fit()

    def _fit(self) -> None:
        """Elide the text to the width; without room, the arrow is dropped first."""
        room, metrics = max(self.width() - _EDGES, 0), self.fontMetrics()
        text = self.tr("{text} ▾").format(text=self._text)
        if metrics.horizontalAdvance(text) > room:
            text = metrics.elidedText(self._text, Qt.TextElideMode.ElideRight, room)
        self.setText(text)


class FacetSheet(QFrame):
    """A sheet that stays open for several choices, by click or Space; Enter and Esc close it.

    `choices` maps each word to the values it stands for.
    """

    changed = Signal(set)  # the values that are checked

    def __init__(
        self, choices: Mapping[str, tuple[str, ...]], parent: QWidget, *, pictures: bool
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._values = list(choices.values())
        self._columns = _COLUMNS if pictures else 1
        self.setObjectName("sheet")
        self.setAccessibleName(parent.accessibleName())
        grid = QGridLayout(self)
        grid.setContentsMargins(8, 8, 8, 8)
        grid.setSpacing(4)
        self.choices: list[QToolButton] = []
        for number, (word, values) in enumerate(choices.items()):
            choice = self._choice(word)
            if pictures:
                _illustrate(choice, values[0])
            grid.addWidget(choice, *divmod(number, self._columns))
            self.choices.append(choice)

    @property
    def checked(self) -> set[str]:
        """The values of the checked choices."""
        pairs = zip(self.choices, self._values, strict=True)
        return {value for choice, values in pairs if choice.isChecked() for value in values}

    def check(self, wanted: set[str]) -> None:
        """Check exactly the choices with any of these values, without reporting it."""
        for choice, values in zip(self.choices, self._values, strict=True):
            choice.blockSignals(True)
            choice.setChecked(bool(wanted & set(values)))
            choice.blockSignals(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move between choices with the arrow keys; Enter checks the one in focus."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        key = event.key()
        if key in _CLOSING:
            if key != Qt.Key.Key_Escape and isinstance(watched, QToolButton):
                watched.click()
            self.hide()
            return True
        if key not in _ARROWS or watched not in self.choices:
            return super().eventFilter(watched, event)
        right, down = _ARROWS[key]
        number = self.choices.index(watched) + right + down * self._columns
        if 0 <= number < len(self.choices):
            self.choices[number].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _choice(self, word: str) -> QToolButton:
        choice = QToolButton()
        choice.setText(word)
        choice.setAccessibleName(word)
        choice.setCheckable(True)
        choice.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        choice.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        choice.installEventFilter(self)
        choice.toggled.connect(lambda _: self.changed.emit(self.checked))
        return choice


def _illustrate(choice: QToolButton, group: str) -> None:
    """Show the picture of a handshape group above the text of a choice."""
    from signdict.gui.drawing import hand_icons

    choice.setIcon(hand_icons.icon(group))
    choice.setIconSize(QSize(_PICTURE, _PICTURE))
    choice.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
