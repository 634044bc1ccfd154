"""Qt without a screen, unless one was chosen; fixtures that many tests use."""

import gc
import os

import pytest

from tests.gui.support.screens import platform

os.environ["QT_QPA_PLATFORM"] = platform()

from tests.gui.support.sizes import letters  # noqa: F401 - a fixture
from tests.gui.support.speaking import speaking  # noqa: F401 - a fixture
from tests.gui.support.windows import dictionary, visited, window  # noqa: F401 - fixtures


@pytest.fixture(scope="session", autouse=True)
def english(qapp):
    """Speak English with its plurals, whatever the language of this machine."""
    from signdict.gui.theme import preferences

    preferences.speak("en")


@pytest.fixture(scope="session")
def collector(qapp):
    """The collector of the application, without its timer: tests collect when they end."""
    from signdict.gui.background import GarbageCollector

    yield GarbageCollector()
    gc.enable()


@pytest.fixture(autouse=True)
def widgets_destroyed_on_the_gui_thread(collector):
    """Collect the widgets that this test leaves here, and not on a thread of a later test."""
    yield
    collector.collect()
