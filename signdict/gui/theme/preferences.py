"""Preferences of the user in `window.ini`: appearance, motion, languages, place of the window."""

import os
from collections.abc import Sequence
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
_SIGN_LANGUAGES, _ALL = "sign_languages", "all"


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
    def asked(self) -> bool:
        """Whether the user was asked for sign languages, and has answered or skipped that."""
        return bool(str(self.settings.value(_SIGN_LANGUAGES, "")))

    @property
    def sign_languages(self) -> list[str]:
        """The codes of the sign languages that the user has chosen; empty for all.

        Codes that are not known any more are left out.
        """
        from signdict.core.languages import languages

        stored = str(self.settings.value(_SIGN_LANGUAGES, "")).split()
        return [code for code in dict.fromkeys(stored) if code in languages()]

    def choose_sign_languages(self, codes: Sequence[str]) -> None:
        """Store the sign languages that the user has chosen; none means all."""
        self.settings.setValue(_SIGN_LANGUAGES, " ".join(codes) or _ALL)

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
