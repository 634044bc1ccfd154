"""Thumbnails and large frames of a recording, read on a thread."""

import threading

import pytest
from PySide6.QtGui import QColor

from signdict.gui.learner import stills as module
from signdict.gui.learner.stills import LARGE, MAX_THUMBNAILS, SMALL, Stills
from signdict.gui.theme.style import DARK, LIGHT
from signdict.pose.posefile import write_pose
from tests.gui.support.fake_videos import a_film
from tests.gui.support.threads import join
from tests.support.fakes import a_pose


@pytest.fixture
def stills(qtbot, tmp_path):
    """Open recordings that are closed at the end."""
    opened = []

    def open_recording(filmed, fps=20.0):
        opened.append(Stills(filmed, fps))
        return opened[-1]

    yield open_recording
    for recording in opened:
        recording.close()
    join("stills")


def shade(picture):
    return picture.pixelColor(picture.width() // 2, picture.height() // 2).red()


def test_a_large_frame_shows_the_requested_time(stills, qtbot, tmp_path):
    recording = stills(a_film(tmp_path / "a.mp4", 100))
    with qtbot.waitSignal(recording.shown) as early:
        recording.show(0.5)
    with qtbot.waitSignal(recording.shown) as late:
        recording.show(4.0)
    assert shade(late.args[0]) - shade(early.args[0]) > 100


def test_requested_thumbnails_arrive(stills, qtbot, tmp_path):
    recording = stills(a_film(tmp_path / "a.mp4", 100))
    recording.prepare([1.0, 3.0])
    qtbot.waitUntil(lambda: recording.thumbnail(3.0) is not None)
    assert recording.thumbnail(1.0).height() <= SMALL
    assert recording.thumbnail(2.0) is None


def test_the_number_of_thumbnails_is_limited(stills, qtbot, tmp_path):
    recording = stills(a_film(tmp_path / "a.mp4", 100))
    times = [n / 20 for n in range(MAX_THUMBNAILS + 10)]
    recording.prepare(times)
    qtbot.waitUntil(lambda: recording.thumbnail(times[-1]) is not None)
    assert sum(recording.thumbnail(seconds) is not None for seconds in times) == MAX_THUMBNAILS


def test_a_pose_file_is_drawn(stills, qtbot, tmp_path):
    write_pose(tmp_path / "a.pose", a_pose(frames=50))
    recording = stills(tmp_path / "a.pose")
    with qtbot.waitSignal(recording.shown) as shown:
        recording.show(1.0)
    picture = shown.args[0]
    assert picture.height() == LARGE
    ground = picture.pixelColor(1, 1)
    colours = {QColor(picture.pixelColor(x, 240)).name() for x in range(0, picture.width(), 4)}
    assert colours - {ground.name()}


def test_landmarks_are_drawn_again_in_the_colours_of_a_new_scheme(
    stills, qtbot, tmp_path, monkeypatch
):
    write_pose(tmp_path / "a.pose", a_pose(frames=50))
    recording = stills(tmp_path / "a.pose")
    for colours in (LIGHT, DARK):
        monkeypatch.setattr(module, "tones", lambda colours=colours: colours)
        recording.recolour()
        recording.prepare([1.0])
        qtbot.waitUntil(
            lambda colours=colours: (
                (picture := recording.thumbnail(1.0)) is not None
                and picture.pixelColor(1, 1) == QColor(colours.ground)
            )
        )


def test_a_long_pose_file_is_read_in_chunks(stills, qtbot, tmp_path):
    write_pose(tmp_path / "a.pose", a_pose(frames=250, fps=2.0))  # 125 seconds
    recording = stills(tmp_path / "a.pose")
    for seconds in (100.0, 3.0):
        with qtbot.waitSignal(recording.shown):
            recording.show(seconds)
    assert len(recording._source._chunk[1]) == 120


def test_a_missing_file_has_no_thumbnails(stills, tmp_path):
    recording = stills(tmp_path / "gone.mp4")
    join("stills")
    assert recording.thumbnail(0.0) is None


def test_a_gap_in_a_file_is_skipped(stills, qtbot, tmp_path):
    write_pose(tmp_path / "a.pose", a_pose(frames=50))
    recording = stills(tmp_path / "a.pose")
    recording.prepare([900.0, 1.0])
    qtbot.waitUntil(lambda: recording.thumbnail(1.0) is not None)
    assert recording.thumbnail(900.0) is None


def test_closing_stops_the_thread(stills, tmp_path):
    recording = stills(a_film(tmp_path / "a.mp4", 100))
    recording.close()
    join("stills")
    assert "stills" not in [thread.name for thread in threading.enumerate()]
