"""The rail on the left: buttons for the four pages, settings and help."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QLocale, QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QMenu, QToolButton, QVBoxLayout, QWidget

from signdict.gui.theme import icons
from signdict.gui.theme.preferences import APPEARANCE, LANGUAGE, MOTION, SYSTEM, spoken


class Choices(QMenu):
    """The menu of settings: sign languages, appearance, motion and language of the window.

    The present choices are checked.
    """

    chosen = Signal(str, str)  # the name of a setting, the chosen value
    languages_wanted = Signal()

    def __init__(self, present: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._present = present
        self.setToolTipsVisible(True)
        system = (SYSTEM, self.tr("Same as the system"))
        looks = (
            system,
            ("light", self.tr("Light")),
            ("dark", self.tr("Dark")),
            ("contrast", self.tr("High contrast")),
        )
        motions = (
            system,
            ("moving", self.tr("Play all signs")),
            ("still", self.tr("Play only the sign under the pointer or in focus")),
        )
        languages = ((code, _own_name(code)) for code in spoken())
        self.addSection(self.tr("Sign languages"))
        self.addAction(self.tr("Choose your sign languages…"), self.languages_wanted.emit)
        self._add(APPEARANCE, self.tr("Appearance"), looks)
        self._add(MOTION, self.tr("Motion"), motions)
        self._add(LANGUAGE, self.tr("Language"), (system, *languages))

    def _add(self, name: str, heading: str, choices: Sequence[tuple[str, str]]) -> None:
        from PySide6.QtGui import QActionGroup

        self.addSection(heading)
        group = QActionGroup(self)
        for value, text in choices:
            action = self.addAction(text)
            action.setCheckable(True)
            action.setChecked(self._present[name] == value)
            action.triggered.connect(lambda _=False, value=value: self.chosen.emit(name, value))
            group.addAction(action)


def _own_name(code: str) -> str:
    """Return the name of a language in that language."""
    name = QLocale(code).nativeLanguageName()
    return name.split("(")[0].strip().capitalize() if code != "en" else "English"


class Rail(QFrame):
    """Buttons that open pages, settings and help."""

    chosen = Signal(int)
    changed = Signal(str, str)  # the name of a setting, the chosen value
    helped = Signal()
    languages_wanted = Signal()

    def __init__(self, present: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._present = present
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
        self._settings = _button(
            self.tr("Settings"), "look", self.tr("Sign languages, appearance, motion and language")
        )
        column.addWidget(self._settings)
        help_button = _button(
            self.tr("Help"), "help", self.tr("Keyboard shortcuts and gestures (F1)")
        )
        help_button.clicked.connect(self.helped)
        column.addWidget(help_button)

    def add_menu(self) -> None:
        """Add the menu of settings, which the first frame of the window does not need."""
        choices = Choices(self._present, self)
        choices.chosen.connect(self.changed)
        choices.languages_wanted.connect(self.languages_wanted)
        self._settings.setMenu(choices)
        self._settings.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def mark(self, number: int) -> None:
        """Check the button of the open page."""
        self._group.button(number).setChecked(True)

    def _pages(self) -> tuple[tuple[str, str, str], ...]:
        return (
            (self.tr("Sign"), "sign", self.tr("Sign something and see what it means")),
            (self.tr("Find"), "find", self.tr("Type a word and see its sign")),
            (self.tr("Explore"), "explore", self.tr("Compare signs and sign languages")),
            (self.tr("Library"), "library", self.tr("Add and manage signs")),
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
