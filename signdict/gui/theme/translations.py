"""The language of the window: texts of `resources/i18n`, English where one is missing."""

import os
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from signdict.core.paths import resources
from signdict.gui.theme.preferences import SYSTEM

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
