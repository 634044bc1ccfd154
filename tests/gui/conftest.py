"""Qt without a screen, unless one was chosen; fixtures that many tests use."""

import gc
import os
from pathlib import Path

import pytest

#: One screen of 1920 x 1080 pixels; Qt's own has 800 x 800.
_SCREEN = Path(__file__).parent / "support" / "screen.json"

if os.environ.get("QT_QPA_PLATFORM", "offscreen") == "offscreen":
    # Qt splits its arguments at colons, also at that of a drive
    file = os.path.relpath(_SCREEN) if os.name == "nt" else _SCREEN
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={file}"

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
