"""The camera's two threads, and what comes of them."""

from contextlib import contextmanager
from threading import Event

import numpy as np
import pytest

from signdict.core.errors import VideoError
from signdict.gui.learner.camera import Camera, Mailbox, camera_of
from signdict.tracking.camera import CameraName
from tests.gui.support.fake_cameras import Lens, a_sign, rest
from tests.support.inline_tracker import InlineTracker
from tests.support.landmark_streams import Person


@pytest.fixture
def made(qtbot):
    """Make cameras that are stopped at the end."""
    cameras = []

    def make(lens, **how):
        camera = lens.camera(**how)
        camera.notes = []
        camera.noted.connect(camera.notes.append)
        cameras.append(camera)
        return camera

    yield make
    for camera in cameras:
        camera.stop()
        camera.wait()


def kinds(camera):
    return [note.kind for note in camera.notes]


def test_a_slow_window_sees_only_the_newest(qtbot):
    latest = Mailbox()
    with qtbot.waitSignal(latest.arrived):
        latest.put(1)
    with qtbot.assertNotEmitted(latest.arrived):
        latest.put(2)
    assert latest.take() == 2
    assert latest.take() is None


def test_landmarks_belong_to_the_picture_they_are_shown_with(made, qtbot):
    lens = Lens()
    camera = made(lens)
    views = []
    camera.latest.arrived.connect(lambda: views.append(camera.latest.take()))
    camera.start()
    qtbot.waitUntil(lambda: sum(v.landmarks is not None for v in views) > 5)
    assert all(v.landmarks.seconds == v.frame.seconds for v in views if v.landmarks)


def test_a_picture_is_shown_before_the_tracker_is_ready(made, qtbot):
    lens, ready = Lens(), Event()

    @contextmanager
    def slowly():
        ready.wait(5)
        yield lens

    camera = Camera(lens.filming, InlineTracker(slowly))
    with qtbot.waitSignal(camera.latest.arrived):
        camera.start()
    view = camera.latest.take()
    assert view.landmarks is None
    camera.stop()
    lens.look()
    ready.set()
    camera.wait()


def test_a_sign_is_noted_by_itself(made, qtbot):
    person = Person()
    camera = made(Lens([*rest(person), *a_sign(person)]))
    camera.start()
    qtbot.waitUntil(lambda: "taken" in kinds(camera))
    assert kinds(camera)[0] == "began"
    assert camera.notes[-1].pose.fps == pytest.approx(25)


def test_a_key_begins_and_ends(made, qtbot):
    lens = Lens()
    camera = made(lens)
    camera.by_itself = False
    camera.start()
    camera.begin()
    qtbot.waitUntil(lambda: lens.tracked > 10)
    camera.end()
    qtbot.waitUntil(lambda: "taken" in kinds(camera))


def test_what_is_dropped_is_never_taken(made, qtbot):
    lens = Lens()
    camera = made(lens)
    camera.begin()
    camera.start()
    qtbot.waitUntil(lambda: lens.tracked > 5)
    camera.drop()
    camera.end()
    seen = lens.tracked
    qtbot.waitUntil(lambda: lens.tracked > seen + 30)
    assert "taken" not in kinds(camera)


@pytest.mark.parametrize("how", ["torn out", "at its end"])
def test_what_was_recorded_when_a_camera_went_is_handed_over(made, qtbot, how):
    person = Person()
    script = [*rest(person), *a_sign(person)][:50]
    gone = VideoError("Front stopped giving pictures.") if how == "torn out" else None
    camera = made(Lens(script, failure=gone, ends=True))
    with qtbot.waitSignal(camera.stopped) as told:
        camera.start()
    qtbot.waitUntil(lambda: "taken" in kinds(camera))
    assert told.args == [gone]


def test_a_camera_that_was_switched_off_hands_nothing_over(made, qtbot):
    lens = Lens()
    camera = made(lens)
    camera.begin()
    camera.start()
    qtbot.waitUntil(lambda: lens.tracked > 5)
    camera.stop()
    camera.wait()
    assert "taken" not in kinds(camera)
    assert (lens.opened, lens.closed) == (1, 1)


def test_a_camera_that_falls_silent_is_given_up(made, qtbot):
    lens = Lens()
    camera = made(lens, silent=0.05)
    camera.begin()
    camera.start()
    qtbot.waitUntil(lambda: lens.tracked > 5)
    with qtbot.waitSignal(camera.stopped) as told:
        lens.going.clear()
    assert "no more pictures" in str(told.args[0])
    qtbot.waitUntil(lambda: "taken" in kinds(camera))
    lens.going.set()


def test_a_tracker_that_cannot_be_opened_frees_the_camera(made, qtbot):
    lens = Lens()

    @contextmanager
    def broken():
        lens.look()
        raise VideoError("The landmark model is missing.")
        yield

    camera = Camera(lens.filming, InlineTracker(broken))
    with qtbot.waitSignal(camera.stopped) as told:
        camera.start()
    camera.wait()
    assert "missing" in str(told.args[0])
    assert lens.opened == lens.closed


def test_two_cameras_never_hold_one_device(made, qtbot):
    lens = Lens()
    first, second = made(lens), made(lens)
    first.start()
    qtbot.waitUntil(lambda: lens.tracked > 2)
    first.stop()
    second.start(after=first)
    qtbot.waitUntil(lambda: lens.opened == 2)
    assert lens.closed == 1


def test_a_turned_picture_stands_on_its_feet(made, qtbot):
    picture = np.zeros((480, 640, 3), np.uint8)
    picture[0, 0] = 255
    camera = made(Lens(picture=picture))
    camera.turned = True
    with qtbot.waitSignal(camera.latest.arrived):
        camera.start()
    assert camera.latest.take().frame.image[-1, -1].all()


def test_more_than_one_person_is_noticed(made, qtbot):
    camera = made(Lens([*rest(Person(), 4)], faces=2))
    views = []
    camera.latest.arrived.connect(lambda: views.append(camera.latest.take()))
    camera.start()
    qtbot.waitUntil(lambda: any(v.sight and v.sight.name == "CROWD" for v in views))


def test_a_named_camera_opens_with_the_bundled_tracker(tmp_path, qtbot):
    missing = CameraName(-1, "file", (tmp_path / "missing.mp4",))
    camera = camera_of(missing, tmp_path / "none.task")
    with qtbot.waitSignal(camera.stopped) as told:
        camera.start()
    camera.wait()
    assert "missing" in str(told.args[0]) or "no file" in str(told.args[0])
