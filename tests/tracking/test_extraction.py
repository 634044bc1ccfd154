"""A part of a recording, and how long one is, before anything is tracked."""

from dataclasses import replace

import cv2
import pytest

from signdict.core.errors import VideoError
from signdict.pose.posefile import write_pose
from signdict.tracking import extraction
from tests.gui.support.fake_videos import a_film
from tests.support.fakes import a_pose
from tests.support.films import greys, write_film
from tests.support.steps import drive


class NoTracker:
    """Stands in for MediaPipe: notes when the frames were shown that it is given."""

    times = ()
    seen = iter(())

    def __init__(self, model):
        NoTracker.times = ()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def track(self, frame):
        NoTracker.times += (round(frame.seconds, 2),)
        return replace(a_pose().at(0.0), seconds=frame.seconds)

    def face_places(self, frame):
        return [(320 + 300 * number, 120, 60) for number in range(next(NoTracker.seen))]


@pytest.fixture
def tracked(monkeypatch):
    monkeypatch.setattr("signdict.tracking.mediapipe_tracker.Tracker", NoTracker)
    return NoTracker


def test_only_the_part_that_is_wanted_is_tracked(tmp_path, tracked):
    film = a_film(tmp_path / "a.mp4", 100)  # 20 a second
    seen, pose = drive(extraction.pose_steps(film, tmp_path, 2.0, 2.5))
    assert tracked.times == tuple(round(2 + n / 20, 2) for n in range(10))
    assert [(p.done, p.total) for p in seen] == [(n, 10) for n in range(1, 11)]
    assert (len(pose), pose.fps) == (10, 20)


def test_a_part_without_an_end_reaches_to_the_end(tmp_path, tracked):
    drive(extraction.pose_steps(a_film(tmp_path / "a.mp4", 100), tmp_path, 4.5))
    assert tracked.times[0] == 4.5
    assert len(tracked.times) == 10


def test_a_part_that_ends_before_it_starts_is_told(tmp_path):
    with pytest.raises(VideoError, match="ends before it starts"):
        drive(extraction.pose_steps(tmp_path / "a.mp4", tmp_path, 2.0, 2.0))


def test_a_recording_is_measured(tmp_path):
    write_pose(tmp_path / "a.pose", a_pose(frames=50))
    for path in (a_film(tmp_path / "a.mp4", 40), tmp_path / "a.pose"):
        seen, shape = drive(extraction.shape_steps(path))
        assert seen == []
        assert shape.seconds == 2


def test_a_video_that_does_not_tell_its_length_is_read_to_its_end(tmp_path, monkeypatch):
    film = a_film(tmp_path / "a.avi", 120)
    real = cv2.VideoCapture

    class Silent:
        def __init__(self, *what):
            self.real = real(*what)

        def __getattr__(self, name):
            return getattr(self.real, name)

        def get(self, what):
            return 0.0 if what == cv2.CAP_PROP_FRAME_COUNT else self.real.get(what)

    monkeypatch.setattr(cv2, "VideoCapture", Silent)
    seen, shape = drive(extraction.shape_steps(film))
    assert [p.done for p in seen] == [50, 100]
    assert shape.seconds == 6


@pytest.mark.parametrize(
    ("seen", "people"), [((1, 1, 1, 1), 1), ((0, 2, 1, 2), 2), ((1, 3, 1, 0), 1)]
)
def test_people_are_counted_in_a_few_pictures_and_one_mistake_is_forgiven(
    tmp_path, tracked, seen, people
):
    tracked.seen = iter(seen)
    film = a_film(tmp_path / "a.mp4", 100)
    _, pose = drive(extraction.pose_steps(film, tmp_path, 1.0, 3.0, face_checks=4))
    assert pose.people == people
    assert list(tracked.seen) == []


def test_an_import_counts_nobody(tmp_path, tracked):
    tracked.seen = iter((9,))
    _, pose = drive(extraction.pose_steps(a_film(tmp_path / "a.mp4", 20), tmp_path))
    assert (pose.people, list(tracked.seen)) == (1, [9])


@pytest.mark.parametrize(("start", "end"), [(None, None), (1.5, None), (0.5, 3.1)])
def test_the_pose_of_an_uneven_video_has_its_length(tmp_path, tracked, start, end):
    film = write_film(tmp_path / "a.mp4", greys(8), [1.0, 1.0, 1.0, *[0.04] * 5])
    _, pose = drive(extraction.pose_steps(film, tmp_path, start, end))
    expected = (end or 3.2) - (start or 0.0)
    assert (pose.fps, pose.seconds) == (25, pytest.approx(expected, abs=0.021))
