"""A fixture that sets the language of the window for one test."""

import pytest
from PySide6.QtCore import QCoreApplication, QLocale

from signdict.gui.theme import preferences


@pytest.fixture
def speaking(monkeypatch):
    """Return a function that sets the language; restore it afterwards."""
    installed, locale = [], QLocale()
    install = QCoreApplication.installTranslator
    monkeypatch.setattr(
        QCoreApplication,
        "installTranslator",
        lambda translator: (installed.append(translator), install(translator)),
    )
    monkeypatch.delenv(preferences.VARIABLE, raising=False)
    yield preferences.speak
    for translator in installed:
        QCoreApplication.removeTranslator(translator)
    QLocale.setDefault(locale)
