"""What a person chose for the window, kept in `window.ini`: look, motion, language, geometry."""

import os
from pathlib import Path

from PySide6.QtCore import (
    QByteArray,
    QCoreApplication,
    QLibraryInfo,
    QLocale,
    QSettings,
    QTranslator,
)

from signdict.core.paths import resources

APPEARANCE, MOTION, LANGUAGE = "appearance", "motion", "language"
#: What every choice is until somebody chooses: as the system does it.
SYSTEM = "system"
_GEOMETRY = "geometry"


class Preferences:
    """Reads at once and writes at once."""

    def __init__(self, home: Path) -> None:
        self.settings = QSettings(str(home / "window.ini"), QSettings.Format.IniFormat)

    def of(self, name: str) -> str:
        """What was chosen, "system" if nothing was."""
        return str(self.settings.value(name, SYSTEM))

    def choose(self, name: str, value: str) -> None:
        """Keep a choice."""
        self.settings.setValue(name, value)

    @property
    def geometry(self) -> QByteArray | None:
        """Where the window was, as Qt writes it; None on the first start."""
        there = self.settings.value(_GEOMETRY)
        return there if isinstance(there, QByteArray) else None

    def keep_geometry(self, geometry: QByteArray) -> None:
        """Keep where the window was."""
        self.settings.setValue(_GEOMETRY, geometry)


#: This variable overrides what was chosen.
VARIABLE = "SIGNDICT_LANGUAGE"
_NAME, _ENGLISH = "signdict", "en"


def spoken() -> list[str]:
    """Codes of the languages in which the window can speak."""
    found = {path.stem.removeprefix(f"{_NAME}_") for path in _folder().glob(f"{_NAME}_*.qm")}
    return sorted(found | {_ENGLISH})


def speak(chosen: str = SYSTEM) -> QLocale:
    """Have the window speak a language, by its code, or that of the system; return its locale.

    To be called before the window is made. English comes first, for its plurals; where what comes
    later has a text, that one counts.
    """
    code = os.environ.get(VARIABLE) or chosen
    locale = QLocale.system() if code == SYSTEM else QLocale(code)
    QLocale.setDefault(locale)
    qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    wanted = ((QLocale(_ENGLISH), _NAME, _folder()), (locale, "qtbase", qt))
    for where, name, folder in (*wanted, (locale, _NAME, _folder())):
        translator = QTranslator(QCoreApplication.instance())
        if translator.load(where, name, "_", str(folder)):
            QCoreApplication.installTranslator(translator)
    return locale


def _folder() -> Path:
    return resources() / "i18n"
