"""Preferences of the user in `window.ini`: appearance, motion, language, place of the window."""

import os
from pathlib import Path

from PySide6.QtCore import (
    QCoreApplication,
    QLibraryInfo,
    QLocale,
    QSettings,
    QTranslator,
)

from signdict.core.paths import resources

APPEARANCE, MOTION, LANGUAGE = "appearance", "motion", "language"
#: The value of every preference until the user chooses: the same as the system.
SYSTEM = "system"
_SCREEN, _PLACEMENTS = "screen", "screens"


class Preferences:
    """Reads and writes without delay. `settings` is the file, for choices of other parts."""

    def __init__(self, home: Path) -> None:
        self.settings = QSettings(str(home / "window.ini"), QSettings.Format.IniFormat)

    def of(self, name: str) -> str:
        """Return what was chosen, or "system"."""
        return str(self.settings.value(name, SYSTEM))

    def choose(self, name: str, value: str) -> None:
        """Store a choice."""
        self.settings.setValue(name, value)

    @property
    def screen(self) -> str:
        """The name of the screen on which the window was last; empty on the first start."""
        return str(self.settings.value(_SCREEN, ""))

    def placement(self, screen: str) -> str:
        """Return the place and size of the window on a screen; empty if it was never there."""
        return str(self.settings.value(f"{_PLACEMENTS}/{screen}", ""))

    def keep_placement(self, screen: str, placement: str) -> None:
        """Store the screen of the window, and its place and size there."""
        self.settings.setValue(_SCREEN, screen)
        self.settings.setValue(f"{_PLACEMENTS}/{screen}", placement)


#: Environment variable that overrides the chosen language.
VARIABLE = "SIGNDICT_LANGUAGE"
_NAME, _ENGLISH = "signdict", "en"


def spoken() -> list[str]:
    """Return the codes of the languages of the window."""
    codes = {path.stem.removeprefix(f"{_NAME}_") for path in _folder().glob(f"{_NAME}_*.qm")}
    return sorted(codes | {_ENGLISH})


def speak(chosen: str = SYSTEM) -> QLocale:
    """Set the language of the window, by its code or as the system, and return its locale.

    Call this before the window is made. English is installed first, for its plurals; translators
    installed later take precedence.
    """
    code = os.environ.get(VARIABLE) or chosen
    locale = QLocale.system() if code == SYSTEM else QLocale(code)
    QLocale.setDefault(locale)
    qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    translations = ((QLocale(_ENGLISH), _NAME, _folder()), (locale, "qtbase", qt))
    for language, name, folder in (*translations, (locale, _NAME, _folder())):
        translator = QTranslator(QCoreApplication.instance())
        if translator.load(language, name, "_", str(folder)):
            QCoreApplication.installTranslator(translator)
    return locale


def _folder() -> Path:
    return resources() / "i18n"
