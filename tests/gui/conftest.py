"""Qt without a screen, unless one was chosen; fixtures that many tests use."""

import os

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tests.gui.support.sizes import letters  # noqa: F401 - a fixture
from tests.gui.support.windows import dictionary, visited, window  # noqa: F401 - fixtures


@pytest.fixture(scope="session", autouse=True)
def english(qapp):
    """Speak English with its plurals, whatever the language of this machine."""
    from signdict.gui.theme import preferences

    preferences.speak("en")
