"""A sign that is watched: it loops, steps, rests while hidden, and leaves nothing behind."""

import numpy as np
import pytest
import shiboken6
from PySide6.QtGui import QColor, QShowEvent
from PySide6.QtWidgets import QApplication, QWidget

from signdict.gui.player import sign_view as module
from signdict.gui.player.sign_view import SignView
from signdict.gui.theme.style import tones
from signdict.tracking import video
from tests.gui.support.fake_videos import Film, a_film
from tests.support.fakes import a_pose


@pytest.fixture
def now(monkeypatch):
    """The time as the view sees it; a test moves it."""
    clock = [100.0]
    monkeypatch.setattr(module.time, "monotonic", lambda: clock[0])

    def later(view, seconds):
        clock[0] += seconds
        view._tick()

    return later


@pytest.fixture
def view(qtbot, now):
    made = SignView()
    qtbot.addWidget(made)
    made.resize(200, 200)
    return made


@pytest.fixture
def filmed(view, monkeypatch, tmp_path):
    """Show a film in memory, decoded as far as it goes."""

    def show(film, pose=None, wait=True):
        monkeypatch.setattr(video, "Video", film)
        view.show_video(tmp_path / "a.mp4", pose, None, None)
        if wait:
            view._reel.wait()
        return view

    yield show
    view.clear()


def watchers():
    return SignView.clock.watchers if SignView.clock else 0


def picture(view):
    image = view.grab().toImage().convertToFormat(module.QImage.Format.Format_RGB32)
    rows = np.frombuffer(image.constBits(), np.uint8)
    return rows.reshape(image.height(), -1, 4)[..., 2::-1].astype(int)


def has(view, tone):
    wanted = np.array(QColor(tone).getRgb()[:3])
    return bool((np.abs(picture(view) - wanted).max(axis=2) < 16).any())


def test_without_a_sign_there_is_an_empty_ground(view):
    assert (view.seconds, view.position) == (0, 0)
    assert view.grab().toImage().pixelColor(100, 100) == QColor(tones().ground)
    assert view.sizeHint().width() == view.sizeHint().height()


def test_a_pose_is_seen_with_both_hands(view):
    view.show_pose(a_pose())
    assert has(view, tones().left)
    assert has(view, tones().right)


def test_a_sign_goes_on_as_time_passes(view, now, qtbot):
    view.show_pose(a_pose(frames=50))
    with qtbot.waitSignal(view.moved) as moved:
        now(view, 0.5)
    assert moved.args == [pytest.approx(0.5)]
    assert view.position == pytest.approx(0.5)


def test_a_sign_rests_at_its_end_and_begins_again(view, now):
    view.show_pose(a_pose(frames=50))
    now(view, 2.2)
    assert view.position == 2
    now(view, 0.2)
    assert view.position == 0


def test_a_slower_sign_takes_longer(view, now):
    view.show_pose(a_pose(frames=50))
    view.set_speed(0.25)
    now(view, 1.0)
    assert view.position == pytest.approx(0.25)


def test_a_stopped_sign_stands_still_and_goes_on_from_there(view, now):
    view.show_pose(a_pose(frames=50))
    now(view, 0.4)
    view.set_playing(False)
    assert not view.playing
    now(view, 5)
    assert view.position == pytest.approx(0.4)
    view.set_playing(True)
    now(view, 0.1)
    assert view.position == pytest.approx(0.5)


def test_steps_go_frame_by_frame_and_around_the_end(view):
    view.show_pose(a_pose(frames=10))
    view.step(1)
    assert not view.playing
    assert view.position == pytest.approx(1 / 25)
    view.step(-2)
    assert view.position == pytest.approx(9 / 25)
    view.step(1)
    assert view.position == 0


def test_a_step_without_a_sign_goes_nowhere(view):
    view.step(1)
    assert view.position == 0


def test_a_place_outside_the_sign_becomes_the_nearest_in_it(view):
    view.show_pose(a_pose(frames=50))
    view.seek(-1)
    assert view.position == 0
    view.seek(99)
    assert view.position == 2
    view.seek(1.5)
    assert view.position == 1.5


def test_another_sign_begins_at_its_beginning(view, now, qtbot):
    view.show_pose(a_pose(frames=50))
    now(view, 1)
    with qtbot.waitSignal(view.moved) as moved:
        view.show_pose(a_pose(1, frames=25))
    assert moved.args == [0]
    view.clear()
    assert view.seconds == 0


def test_a_mirrored_sign_is_the_other_way_round(view):
    view.show_pose(a_pose())
    plain = picture(view)
    view.set_mirrored(True)
    turned = picture(view)[:, ::-1]
    assert np.abs(plain - turned).mean() < 1
    assert np.abs(plain - turned[:, ::-1]).mean() > 1


def test_a_film_is_shown_with_the_skeleton_over_it_or_without(filmed):
    view = filmed(Film(), a_pose())
    view.seek(0.1)
    assert has(view, tones().left)
    view.set_overlay(False)
    assert not has(view, tones().left)
    assert view.seconds == pytest.approx(0.5)


def test_a_film_without_landmarks_is_shown_alone(filmed):
    view = filmed(Film())
    view.seek(0.45)
    assert view.grab().toImage().pixelColor(100, 100).red() == pytest.approx(225, abs=4)


def test_a_film_keeps_its_proportions(filmed):
    view = filmed(Film())
    assert view.grab().toImage().pixelColor(100, 10) == QColor(tones().ground)


def test_a_film_steps_at_its_own_rate_through_every_picture(filmed):
    view = filmed(Film())
    seen = []
    for _ in range(10):
        seen.append(view._reel.at(view.position).pixelColor(5, 5).red())
        view.step(1)
    assert seen == sorted(set(seen))
    assert view.position == 0


def test_until_the_first_picture_is_there_nothing_moves(filmed, now):
    film = Film()
    film.going.clear()
    view = filmed(film, wait=False)
    now(view, 1)
    assert view.position == 0
    assert not has(view, tones().left)
    film.going.set()


def test_until_a_film_is_there_its_skeleton_waits_too(filmed):
    film = Film()
    film.going.clear()
    view = filmed(film, a_pose(), wait=False)
    assert not has(view, tones().left)
    film.going.set()


def test_a_film_that_cannot_be_played_leaves_the_skeleton(view, now, tmp_path):
    view.show_video(tmp_path / "none.mp4", a_pose(frames=50, fps=10), None, None)
    view._reel.wait()
    assert has(view, tones().left)
    now(view, 0.5)
    assert view.position == pytest.approx(0.5)
    view.step(1)
    assert view.position == pytest.approx(0.6)


def test_a_real_file_plays(view, tmp_path):
    view.show_video(a_film(tmp_path / "a.mp4"), None, 0.1, 0.3)
    view._reel.wait()
    assert view.seconds == pytest.approx(0.2)


def test_a_new_sign_ends_the_film_before_it(filmed):
    film = Film(count=1000)
    film.going.clear()
    view = filmed(film, wait=False)
    reel = view._reel
    view.show_pose(a_pose())
    film.going.set()
    reel.wait()
    assert film.handed <= 1


def test_a_deleted_view_ends_its_film(filmed, qapp, monkeypatch, tmp_path):
    film = Film(count=1000)
    film.going.clear()
    monkeypatch.setattr(video, "Video", film)
    view = SignView()
    view.show_video(tmp_path / "a.mp4", None, None, None)
    reel = view._reel
    shiboken6.delete(view)
    film.going.set()
    reel.wait()
    assert film.handed <= 1


def test_all_views_share_one_clock_that_rests_when_nobody_watches(qtbot):
    views = [SignView() for _ in range(3)]
    before = watchers()
    for made in views:
        qtbot.addWidget(made)
        made.show()
        QApplication.sendEvent(made, QShowEvent())  # as a window that is no longer minimised
    assert watchers() == before + 3
    assert SignView.clock.running
    for made in views:
        made.hide()
    assert watchers() == before
    assert SignView.clock.running == bool(before)


def test_a_hidden_sign_rests_and_goes_on_from_where_it_was(view, now):
    view.show_pose(a_pose(frames=50))
    view.show()
    now(view, 0.3)
    view.hide()
    module.SignView.clock._on_timeout()
    assert view.position == pytest.approx(0.3)
    view.show()
    now(view, 0.1)
    assert view.position == pytest.approx(0.4)


def test_a_view_hidden_with_its_page_leaves_the_clock(qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    SignView(page)
    before = watchers()
    page.show()
    assert watchers() == before + 1
    page.hide()
    assert watchers() == before


@pytest.mark.parametrize("deleted", ["view", "page"])
def test_a_view_deleted_while_it_is_watched_leaves_the_clock(qtbot, deleted):
    before = watchers()
    page = QWidget()
    view = SignView(page)
    view.show_pose(a_pose())
    page.show()
    assert watchers() == before + 1
    shiboken6.delete(view if deleted == "view" else page)
    assert watchers() == before
    assert SignView.clock.running == bool(before)
    SignView.clock._on_timeout()


def test_the_clock_moves_what_is_watched(qtbot):
    view = SignView()
    qtbot.addWidget(view)
    view.show_pose(a_pose(frames=50))
    view.show()
    qtbot.waitUntil(lambda: view.position > 0.05)
