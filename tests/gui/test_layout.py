"""The real window at the sizes that people have: what must be in view is."""

from itertools import combinations

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication

from signdict.core.paths import Paths
from signdict.core.types import Match
from signdict.gui.background import Background
from signdict.gui.window.window import Window
from tests.gui.support.fake_dictionary import STARTER, SmallDictionary, a_sign
from tests.support.fakes import a_pose

#: Usual, the smallest promised, and a screen of 1920 x 1080 at 200 %.
SIZES = {"1280 x 720": (1280, 720), "960 x 640": (960, 640), "200 %": (960, 540)}


class Many(SmallDictionary):
    """A dictionary that knows twenty signs, each by three clips."""

    def recognise(self, pose, languages=(), limit=8):
        signs = [a_sign(n, f"A GLOSS OF SIGN {n}", clips=3) for n in range(1, 21)]
        return [
            Match(n, sign, 0.9, 0.5 / n, "signing", mirrored=n % 2 == 0)
            for n, sign in enumerate(signs, start=1)
        ]


@pytest.fixture(params=SIZES.values(), ids=SIZES.keys())
def window(qtbot, tmp_path, request):
    made = Window(Background(Many), Paths(tmp_path, tmp_path))
    qtbot.addWidget(made)
    made.resize(*request.param)
    made.show()
    made.start()
    yield made
    made.close()


def settled():
    for _ in range(4):  # shown, laid out, bars known
        QApplication.processEvents()


def place(part, window):
    return QRect(part.mapTo(window, QPoint(0, 0)), part.size())


def test_eight_results_are_in_view_without_scrolling(window, qtbot):
    window.pages.learner.open_pose(a_pose())
    qtbot.waitUntil(lambda: "grid" in window.pages.learner.results.__dict__)
    grid = window.pages.learner.results.grid
    qtbot.waitUntil(lambda: len(grid.tiles) == 8)
    settled()
    inside = place(grid.viewport(), window)
    assert window.rect().contains(inside)
    assert all(inside.contains(place(tile, window)) for tile in grid.tiles)
    assert grid.verticalScrollBar().maximum() == 0


def test_each_of_them_tells_gloss_language_source_and_how_sure(window, qtbot):
    window.pages.learner.open_pose(a_pose())
    qtbot.waitUntil(lambda: "grid" in window.pages.learner.results.__dict__)
    grid = window.pages.learner.results.grid
    qtbot.waitUntil(lambda: len(grid.tiles) == 8)
    settled()
    for tile in grid.tiles:
        rects = [line.rect for line in (*tile.lines, tile.confidence)]
        assert all(tile.rect().contains(rect) for rect in rects)
        assert not any(a.intersects(b) for a, b in combinations(rects, 2))
        assert tile.source.shown == STARTER.title
        assert tile.confidence.rect.width() >= tile.confidence.width
        assert min(tile.view.width(), tile.view.height()) >= 92
