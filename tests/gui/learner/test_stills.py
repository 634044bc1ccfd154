"""Small and large pictures of a recording, made beside the window."""

import threading

import pytest
from PySide6.QtGui import QColor

from signdict.gui.learner.stills import KEPT, LARGE, SMALL, Stills
from signdict.pose.posefile import write_pose
from tests.gui.support.fake_videos import a_film
from tests.support.fakes import a_pose


@pytest.fixture
def stills(qtbot, tmp_path):
    """Open a recording, as often as a test likes; each is closed in the end."""
    opened = []

    def open_one(filmed, fps=20.0):
        opened.append(Stills(filmed, fps))
        return opened[-1]

    yield open_one
    for one in opened:
        one.close()
        one.wait()


def shade(picture):
    return picture.pixelColor(picture.width() // 2, picture.height() // 2).red()


def test_a_large_picture_shows_the_moment_that_was_wished_for(stills, qtbot, tmp_path):
    one = stills(a_film(tmp_path / "a.mp4", 100))
    with qtbot.waitSignal(one.shown) as early:
        one.show(0.5)
    with qtbot.waitSignal(one.shown) as late:
        one.show(4.0)
    assert shade(late.args[0]) - shade(early.args[0]) > 100


def test_small_pictures_come_for_the_places_that_are_prepared(stills, qtbot, tmp_path):
    one = stills(a_film(tmp_path / "a.mp4", 100))
    one.prepare([1.0, 3.0])
    qtbot.waitUntil(lambda: one.small(3.0) is not None)
    assert one.small(1.0).height() <= SMALL
    assert one.small(2.0) is None


def test_no_more_small_pictures_are_kept_than_so_many(stills, qtbot, tmp_path):
    one = stills(a_film(tmp_path / "a.mp4", 100))
    places = [n / 20 for n in range(KEPT + 10)]
    one.prepare(places)
    qtbot.waitUntil(lambda: one.small(places[-1]) is not None)
    assert sum(one.small(place) is not None for place in places) == KEPT


def test_a_pose_file_is_drawn(stills, qtbot, tmp_path):
    write_pose(tmp_path / "a.pose", a_pose(frames=50))
    one = stills(tmp_path / "a.pose")
    with qtbot.waitSignal(one.shown) as told:
        one.show(1.0)
    picture = told.args[0]
    assert picture.height() == LARGE
    ground = picture.pixelColor(1, 1)
    colours = {QColor(picture.pixelColor(x, 240)).name() for x in range(0, picture.width(), 4)}
    assert colours - {ground.name()}


def test_a_long_pose_file_is_read_in_parts(stills, qtbot, tmp_path):
    write_pose(tmp_path / "a.pose", a_pose(frames=250, fps=2.0))  # 125 seconds
    one = stills(tmp_path / "a.pose")
    for seconds in (100.0, 3.0):
        with qtbot.waitSignal(one.shown):
            one.show(seconds)
    assert len(one._source._parts[1]) == 120


def test_what_cannot_be_opened_gives_no_picture_and_no_noise(stills, tmp_path):
    one = stills(tmp_path / "gone.mp4")
    one.wait()
    assert one.small(0.0) is None


def test_a_gap_in_a_file_is_passed_over(stills, qtbot, tmp_path):
    write_pose(tmp_path / "a.pose", a_pose(frames=50))
    one = stills(tmp_path / "a.pose")
    one.prepare([900.0, 1.0])
    qtbot.waitUntil(lambda: one.small(1.0) is not None)
    assert one.small(900.0) is None


def test_closing_ends_the_thread(stills, tmp_path):
    one = stills(a_film(tmp_path / "a.mp4", 100))
    one.close()
    one.wait()
    assert "stills" not in [thread.name for thread in threading.enumerate()]
