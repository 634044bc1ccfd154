"""The real window with every page visited, an answer shown, a sign opened large, and more."""

import pytest

from signdict.core.paths import Paths
from signdict.gui.background import Background
from signdict.gui.window.pages import EXPLORE, FIND, LIBRARY, SIGN
from signdict.gui.window.window import Window
from tests.gui.support.fake_dictionary import SmallDictionary
from tests.support.fakes import a_pose

PAGES = (SIGN, FIND, EXPLORE, LIBRARY)


@pytest.fixture
def visited(qtbot, tmp_path):
    """Every page with something on it; Sign is open."""
    yield from opened(qtbot, tmp_path)


def opened(qtbot, tmp_path):
    """Open the window, fill it, and close it afterwards."""
    window = Window(Background(SmallDictionary), Paths(tmp_path, tmp_path))
    qtbot.addWidget(window)
    window.resize(1280, 720)
    window.show()
    window.start()
    fill(window, qtbot)
    yield window
    window.close()


def fill(window, qtbot):
    """Visit every page, and have each show results."""
    for number in reversed(PAGES):
        window.go(number)
    window.pages.learner.open_pose(a_pose())
    window.pages.linguist.explore(SmallDictionary().all[5])
    for page in (window.pages.learner, window.pages.teacher):
        qtbot.waitUntil(lambda page=page: "grid" in page.results.__dict__)
        qtbot.waitUntil(lambda page=page: page.results.grid.tiles != [])
    qtbot.waitUntil(lambda: "groups" in window.pages.linguist.results.__dict__)
    window.pages.teacher.results.open_sign(SmallDictionary().all[5])
    results = window.pages.linguist.results
    results.compare_match(results.groups.rows[0][0].match)
    qtbot.waitUntil(lambda: results.comparison.pair.attempt.seconds > 0)
    qtbot.waitUntil(lambda: window.pages.maintainer.cards != [])
    turn(window, "Pairs")
    qtbot.waitUntil(lambda: window.pages.linguist.pairs.card.pair.clip.seconds > 0)
    turn(window, "Similarity")
    qtbot.waitUntil(lambda: window.pages.linguist.similarity.matrix.order != [])
    turn(window, "Neighbours")
    window.go(SIGN)


def turn(window, name):
    """Turn to a part of the page Explore."""
    window.go(EXPLORE)
    tabs = window.pages.linguist.tabs
    tabs.setCurrentIndex([tabs.tabText(n) for n in range(tabs.count())].index(name))
