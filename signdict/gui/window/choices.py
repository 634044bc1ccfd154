"""The menu of settings: look, motion, language; each choice is taken at once and kept."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QLocale, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from signdict.gui.theme.preferences import APPEARANCE, LANGUAGE, MOTION, SYSTEM
from signdict.gui.theme.translations import spoken


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
