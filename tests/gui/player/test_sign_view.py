"""A view loops and steps through a sign, pauses while hidden, and frees what it used."""

import numpy as np
import pytest
import shiboken6
from PySide6.QtGui import QColor, QImage, QShowEvent
from PySide6.QtWidgets import QApplication, QWidget

from signdict.gui.player import sign_view
from signdict.gui.player.frame_clock import FrameClock, frame_clock
from signdict.gui.player.sign_view import SignView
from signdict.gui.theme.style import tones
from signdict.pose import landmarks
from signdict.tracking import video
from tests.gui.support.clocks import view_count
from tests.gui.support.fake_videos import Film, a_film
from tests.gui.support.threads import join
from tests.support.fakes import a_pose
from tests.support.poses import lost


@pytest.fixture
def advance(monkeypatch):
    """Let time pass for a view."""
    time = [100.0]
    monkeypatch.setattr(sign_view.time, "monotonic", lambda: time[0])

    def advance(view, seconds):
        time[0] += seconds
        view.tick()

    return advance


@pytest.fixture
def view(qtbot, advance):
    view = SignView()
    qtbot.addWidget(view)
    view.resize(200, 200)
    return view


@pytest.fixture
def filmed(view, monkeypatch, tmp_path):
    """Show a fake video, and wait until it is decoded."""

    def show(film, pose=None, wait=True):
        monkeypatch.setattr(video, "Video", film)
        view.show_video(tmp_path / "a.mp4", pose, None, None)
        if wait:
            join("reel")
        return view

    yield show
    view.clear()


def image(view):
    grabbed = view.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    rows = np.frombuffer(grabbed.constBits(), np.uint8)
    return rows.reshape(grabbed.height(), -1, 4)[..., 2::-1].astype(int)


def has(view, tone):
    colour = np.array(QColor(tone).getRgb()[:3])
    return bool((np.abs(image(view) - colour).max(axis=2) < 16).any())


def test_without_a_sign_the_background_is_empty(view):
    assert (view.seconds, view.position) == (0, 0)
    assert view.grab().toImage().pixelColor(100, 100) == QColor(tones().ground)
    assert view.sizeHint().width() == view.sizeHint().height()


def test_a_pose_shows_both_hands(view):
    view.show_pose(a_pose())
    assert has(view, tones().left)
    assert has(view, tones().right)


def test_a_sign_plays_as_time_passes(view, advance, qtbot):
    view.show_pose(a_pose(frames=50))
    with qtbot.waitSignal(view.moved) as moved:
        advance(view, 0.5)
    assert moved.args == [pytest.approx(0.5)]
    assert view.position == pytest.approx(0.5)


def test_a_sign_pauses_at_its_end_and_restarts(view, advance):
    view.show_pose(a_pose(frames=50))
    advance(view, 2.2)
    assert view.position == 2
    advance(view, 0.2)
    assert view.position == 0


def test_a_slower_sign_takes_longer(view, advance):
    view.show_pose(a_pose(frames=50))
    view.set_speed(0.25)
    advance(view, 1.0)
    assert view.position == pytest.approx(0.25)


def test_a_paused_sign_resumes_where_it_was(view, advance):
    view.show_pose(a_pose(frames=50))
    advance(view, 0.4)
    view.set_playing(False)
    assert not view.playing
    advance(view, 5)
    assert view.position == pytest.approx(0.4)
    view.set_playing(True)
    advance(view, 0.1)
    assert view.position == pytest.approx(0.5)


def test_steps_go_frame_by_frame_and_wrap_around(view):
    view.show_pose(a_pose(frames=10))
    view.step(1)
    assert not view.playing
    assert view.position == pytest.approx(1 / 25)
    view.step(-2)
    assert view.position == pytest.approx(9 / 25)
    view.step(1)
    assert view.position == 0


def test_a_step_without_a_sign_does_nothing(view):
    view.step(1)
    assert view.position == 0


def test_a_position_outside_the_sign_is_clamped(view):
    view.show_pose(a_pose(frames=50))
    view.seek(-1)
    assert view.position == 0
    view.seek(99)
    assert view.position == 2
    view.seek(1.5)
    assert view.position == 1.5


def test_another_sign_starts_at_zero(view, advance, qtbot):
    view.show_pose(a_pose(frames=50))
    advance(view, 1)
    with qtbot.waitSignal(view.moved) as moved:
        view.show_pose(a_pose(1, frames=25))
    assert moved.args == [0]
    view.clear()
    assert view.seconds == 0


def test_a_mirrored_sign_is_flipped(view):
    view.show_pose(a_pose())
    plain = image(view)
    view.set_mirrored(True)
    turned = image(view)[:, ::-1]
    assert np.abs(plain - turned).mean() < 1
    assert np.abs(plain - turned[:, ::-1]).mean() > 1


def test_a_video_is_shown_with_or_without_its_skeleton(filmed):
    view = filmed(Film(), a_pose())
    view.seek(0.1)
    assert has(view, tones().left)
    view.set_overlay(False)
    assert not has(view, tones().left)
    assert view.seconds == pytest.approx(0.5)


def test_a_video_without_a_pose_is_shown_alone(filmed):
    view = filmed(Film())
    view.seek(0.45)
    assert view.grab().toImage().pixelColor(100, 100).red() == pytest.approx(225, abs=4)


def test_a_video_keeps_its_proportions(filmed):
    view = filmed(Film())
    assert view.grab().toImage().pixelColor(100, 10) == QColor(tones().ground)


def test_a_video_steps_through_every_frame_at_its_own_rate(filmed):
    view = filmed(Film())
    shades = []
    for _ in range(10):
        shades.append(view.grab().toImage().pixelColor(100, 100).red())
        view.step(1)
    assert shades == sorted(set(shades))
    assert view.position == 0


def test_nothing_moves_before_the_first_frame_of_a_video(filmed, advance):
    film = Film()
    film.going.clear()
    view = filmed(film, wait=False)
    advance(view, 1)
    assert view.position == 0
    assert not has(view, tones().left)
    film.going.set()


def test_the_skeleton_waits_for_the_first_frame_of_its_video(filmed):
    film = Film()
    film.going.clear()
    view = filmed(film, a_pose(), wait=False)
    assert not has(view, tones().left)
    film.going.set()


def test_a_video_that_cannot_be_played_leaves_the_skeleton(view, advance, tmp_path):
    view.show_video(tmp_path / "none.mp4", a_pose(frames=50, fps=10), None, None)
    join("reel")
    assert has(view, tones().left)
    advance(view, 0.5)
    assert view.position == pytest.approx(0.5)
    view.step(1)
    assert view.position == pytest.approx(0.6)


def test_a_real_file_plays(view, tmp_path):
    view.show_video(a_film(tmp_path / "a.mp4"), None, 0.1, 0.3)
    join("reel")
    assert view.seconds == pytest.approx(0.2)


def test_a_new_sign_stops_the_previous_video(filmed):
    film = Film(count=1000)
    film.going.clear()
    view = filmed(film, wait=False)
    view.show_pose(a_pose())
    film.going.set()
    join("reel")
    assert film.handed <= 1


def test_a_deleted_view_stops_its_video(filmed, qapp, monkeypatch, tmp_path):
    film = Film(count=1000)
    film.going.clear()
    monkeypatch.setattr(video, "Video", film)
    view = SignView()
    view.show_video(tmp_path / "a.mp4", None, None, None)
    shiboken6.delete(view)
    film.going.set()
    join("reel")
    assert film.handed <= 1


def test_visible_views_share_one_clock_that_stops_with_the_last(qtbot):
    views = [SignView() for _ in range(3)]
    before = view_count()
    for view in views:
        qtbot.addWidget(view)
        view.show()
        QApplication.sendEvent(view, QShowEvent())  # as a window that is no longer minimised
    assert view_count() == before + 3
    assert frame_clock().isActive()
    for view in views:
        view.hide()
    assert view_count() == before
    assert frame_clock().isActive() == bool(before)


def test_a_hidden_sign_pauses_and_resumes_where_it_was(qtbot, advance):
    clock = FrameClock()
    view = SignView(clock=clock)
    qtbot.addWidget(view)
    view.show_pose(a_pose(frames=50))
    view.show()
    advance(view, 0.3)
    view.hide()
    clock.tick()
    assert view.position == pytest.approx(0.3)
    view.show()
    advance(view, 0.1)
    assert view.position == pytest.approx(0.4)
    view.hide()


def test_a_view_hidden_with_its_page_leaves_the_clock(qtbot):
    clock, page = FrameClock(), QWidget()
    qtbot.addWidget(page)
    SignView(page, clock=clock)
    page.show()
    assert clock.isActive()
    page.hide()
    assert not clock.isActive()


@pytest.mark.parametrize("deleted", ["view", "page"])
def test_a_deleted_visible_view_leaves_the_clock(qtbot, deleted):
    clock, page = FrameClock(), QWidget()
    view = SignView(page, clock=clock)
    view.show_pose(a_pose())
    page.show()
    assert clock.isActive()
    shiboken6.delete(view if deleted == "view" else page)
    assert not clock.isActive()
    clock.tick()


def test_the_clock_moves_a_visible_sign(qtbot):
    view = SignView()
    qtbot.addWidget(view)
    view.show_pose(a_pose(frames=50))
    view.show()
    qtbot.waitUntil(lambda: view.position > 0.05)


def test_a_view_explains_why_a_hand_is_dashed(view):
    pose = a_pose(frames=30)
    view.show_pose(lost(pose, landmarks.LEFT_HAND, slice(10, 13)))
    text = "A hand in dashes was not found in these frames; its place is estimated."
    assert (view.toolTip(), view.accessibleDescription()) == (text, text)
    view.show_pose(pose)
    assert view.toolTip() == ""
    view.show_pose(lost(pose, landmarks.LEFT_HAND, slice(10, 13)))
    view.clear()
    assert (view.toolTip(), view.accessibleDescription()) == ("", "")
