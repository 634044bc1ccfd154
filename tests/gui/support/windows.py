"""The real window in front of a small dictionary: empty, or with something on every page.

The fixtures are imported by `tests/gui/conftest.py`, so that every test can use them.
"""

import pytest

from signdict.core.paths import Paths
from signdict.gui.background import Background
from signdict.gui.window.pages import EXPLORE, FIND, LIBRARY, SIGN
from signdict.gui.window.window import Window
from tests.gui.support.fake_dictionary import SmallDictionary
from tests.support.fakes import a_pose

PAGES = (SIGN, FIND, EXPLORE, LIBRARY)


@pytest.fixture
def dictionary():
    return SmallDictionary()


@pytest.fixture
def window(qtbot, tmp_path, dictionary):
    """The window as it starts, once the dictionary is open."""
    window = Window(Background(lambda: dictionary), Paths(tmp_path, tmp_path))
    qtbot.addWidget(window)
    window.painted.connect(window.start)
    with qtbot.waitSignal(window.painted):
        window.show()
    qtbot.waitUntil(lambda: window.pages.learner.results.filter.menu().actions()[1:] != [])
    yield window
    window.close()


@pytest.fixture
def visited(qtbot, tmp_path):
    """The window with something on every page; Sign is open."""
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
    pages = window.pages
    for number in reversed(PAGES):
        window.go(number)
    pages.learner.open_pose(a_pose())
    pages.linguist.explore(SmallDictionary().all[5])
    for page in (pages.learner, pages.teacher):
        qtbot.waitUntil(lambda page=page: made(page.results, "grid"))
        qtbot.waitUntil(lambda page=page: page.results.grid.tiles != [])
    qtbot.waitUntil(lambda: made(pages.linguist.results, "groups"))
    pages.teacher.results.open_sign(SmallDictionary().all[5])
    results = pages.linguist.results
    results.compare_match(results.groups.rows[0][0].match)
    qtbot.waitUntil(lambda: results.comparison.pair.attempt.seconds > 0)
    qtbot.waitUntil(lambda: pages.maintainer.cards != [])
    turn(window, "Pairs")
    qtbot.waitUntil(lambda: pages.linguist.pairs.card.pair.clip.seconds > 0)
    turn(window, "Similarity")
    qtbot.waitUntil(lambda: pages.linguist.similarity.matrix.order != [])
    turn(window, "Neighbours")
    window.go(SIGN)


def made(widget, part):
    """Whether a part that is made when it is first needed was made."""
    return part in vars(widget)


def turn(window, name):
    """Open a section of the page Explore."""
    window.go(EXPLORE)
    tabs = window.pages.linguist.tabs
    tabs.setCurrentIndex([tabs.tabText(n) for n in range(tabs.count())].index(name))
