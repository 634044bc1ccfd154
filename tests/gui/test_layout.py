"""Results fit in the real window at usual sizes."""

from itertools import combinations

import pytest
from PySide6.QtCore import QPoint, QRect

from signdict.core.paths import Paths
from signdict.core.types import Match
from signdict.gui.background import Background
from signdict.gui.window.window import Window
from tests.gui.support.fake_dictionary import STARTER, SmallDictionary, a_sign
from tests.gui.support.sizes import settled
from tests.gui.support.windows import made
from tests.support.fakes import a_pose

#: A usual size, the smallest supported one, and a screen of 1920 x 1080 at 200 %.
SIZES = {"1280 x 720": (1280, 720), "960 x 640": (960, 640), "200 %": (960, 540)}


class Many(SmallDictionary):
    """A dictionary of twenty signs with three clips each."""

    def recognise(self, pose, languages=(), limit=8, kind=None):
        signs = [a_sign(n, f"A GLOSS OF SIGN {n}", clips=3) for n in range(1, 21)]
        return [
            Match(n, sign, 0.9, 0.5 / n, "signing", mirrored=n % 2 == 0)
            for n, sign in enumerate(signs, start=1)
        ]


@pytest.fixture(params=SIZES.values(), ids=SIZES.keys())
def window(qtbot, tmp_path, request):
    window = Window(Background(Many), Paths(tmp_path, tmp_path))
    qtbot.addWidget(window)
    window.resize(*request.param)
    window.show()
    window.start()
    yield window
    window.close()


def area(widget, window):
    """Return where a widget is in the window."""
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


def test_eight_results_are_in_view_without_scrolling(window, qtbot):
    window.pages.learner.open_pose(a_pose())
    qtbot.waitUntil(lambda: made(window.pages.learner.results, "grid"))
    grid = window.pages.learner.results.grid
    qtbot.waitUntil(lambda: len(grid.tiles) == 8)
    settled()

    def in_view():
        inside = area(grid.viewport(), window)
        assert window.rect().contains(inside)
        assert [n for n, t in enumerate(grid.tiles) if not inside.contains(area(t, window))] == []

    qtbot.waitUntil(in_view)
    assert grid.verticalScrollBar().maximum() == 0


def test_each_result_shows_gloss_language_source_and_confidence(window, qtbot):
    window.pages.learner.open_pose(a_pose())
    qtbot.waitUntil(lambda: made(window.pages.learner.results, "grid"))
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
