"""Qt without a screen, unless one was chosen."""

import os

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="session", autouse=True)
def english(qapp):
    """Speak English with its plurals, whatever the language of this machine."""
    from signdict.gui.theme import preferences

    preferences.speak("en")
