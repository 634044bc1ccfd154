"""The narrow rail on the left: four pages, and below them settings and help."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QLocale, QSize, Qt, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QButtonGroup, QFrame, QMenu, QToolButton, QVBoxLayout, QWidget

from signdict.gui.theme import icons
from signdict.gui.theme.preferences import APPEARANCE, LANGUAGE, MOTION, SYSTEM, spoken


class Choices(QMenu):
    """Says what was chosen. The present choice of each kind is marked."""

    chosen = Signal(str, str)  # which setting, what

    def __init__(self, present: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._present = present
        self.setToolTipsVisible(True)
        as_system = (SYSTEM, self.tr("As the system"))
        looks = (
            as_system,
            ("light", self.tr("Light")),
            ("dark", self.tr("Dark")),
            ("contrast", self.tr("High contrast")),
        )
        motions = (
            as_system,
            ("moving", self.tr("All signs move")),
            ("still", self.tr("Only the sign pointed at or in focus moves")),
        )
        languages = ((code, _own_name(code)) for code in spoken())
        self._offer(APPEARANCE, self.tr("Look"), looks)
        self._offer(MOTION, self.tr("Motion"), motions)
        self._offer(LANGUAGE, self.tr("Language of the window"), (as_system, *languages))

    def _offer(self, name: str, heading: str, offered: Sequence[tuple[str, str]]) -> None:
        self.addSection(heading)
        only_one = QActionGroup(self)
        for value, text in offered:
            action = self.addAction(text)
            action.setCheckable(True)
            action.setChecked(self._present[name] == value)
            action.triggered.connect(lambda _=False, value=value: self.chosen.emit(name, value))
            only_one.addAction(action)


def _own_name(code: str) -> str:
    name = QLocale(code).nativeLanguageName()
    return name.split("(")[0].strip().capitalize() if code != "en" else "English"


class Rail(QFrame):
    """Says which page was chosen, which settings, and that help was asked for."""

    chosen = Signal(int)
    changed = Signal(str, str)  # which setting, what was chosen
    helped = Signal()

    def __init__(self, present: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAccessibleName(self.tr("Pages"))
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        self._group = QButtonGroup(self)
        for number, (name, icon, tip) in enumerate(self._pages()):
            button = _button(name, icon, f"{tip} (Ctrl+{number + 1})")
            button.setCheckable(True)
            self._group.addButton(button, number)
            column.addWidget(button)
        self._group.idClicked.connect(self.chosen)
        column.addStretch(1)
        settings = _button(
            self.tr("Settings"), "look", self.tr("Look, motion and language of the window")
        )
        choices = Choices(present, self)
        choices.chosen.connect(self.changed)
        settings.setMenu(choices)
        settings.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        column.addWidget(settings)
        help_button = _button(self.tr("Help"), "help", self.tr("Keys and gestures (F1)"))
        help_button.clicked.connect(self.helped)
        column.addWidget(help_button)

    def mark(self, number: int) -> None:
        """Show which page is open."""
        self._group.button(number).setChecked(True)

    def _pages(self) -> tuple[tuple[str, str, str], ...]:
        return (
            (self.tr("Sign"), "sign", self.tr("Show a sign, see what it means")),
            (self.tr("Find"), "find", self.tr("Type a word, see it signed")),
            (self.tr("Explore"), "explore", self.tr("See what looks like a sign")),
            (self.tr("Library"), "library", self.tr("Where the signs come from")),
        )


def _button(name: str, icon: str, tip: str) -> QToolButton:
    button = QToolButton()
    button.setText(name)
    button.setIcon(icons.icon(icon))
    button.setIconSize(QSize(24, 24))
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
    button.setToolTip(tip)
    button.setAccessibleName(name)
    button.setAccessibleDescription(tip)
    button.setAutoRaise(True)
    button.ensurePolished()
    button.setMinimumSize(button.sizeHint().expandedTo(QSize(72, 56)))
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button
