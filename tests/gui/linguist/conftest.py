"""The window that tests of the Explore page start with."""

import pytest

from signdict.core.paths import Paths
from signdict.gui.background import Background
from signdict.gui.window.pages import EXPLORE
from signdict.gui.window.window import Window


@pytest.fixture
def window(qtbot, tmp_path, dictionary):
    """The window on the Explore page, in front of the small dictionary."""
    window = Window(Background(lambda: dictionary), Paths(tmp_path, tmp_path))
    qtbot.addWidget(window)
    window.resize(1280, 720)
    window.show()
    window.start()
    window.go(EXPLORE)
    yield window
    window.close()
