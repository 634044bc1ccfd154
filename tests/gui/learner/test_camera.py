"""The threads of a camera, and what they deliver."""

from contextlib import contextmanager
from threading import Event

import numpy as np
import pytest

from signdict.core.errors import VideoError
from signdict.gui.learner.camera import Camera, LatestValue, camera_of
from signdict.tracking.camera import CameraName
from tests.gui.support.fake_cameras import Lens, a_sign, rest
from tests.support.inline_tracker import InlineTracker
from tests.support.landmark_streams import Person


@pytest.fixture
def make(qtbot):
    """Make cameras that are stopped at the end; `events` are those of their recorder."""
    cameras = []

    def make(lens, **options):
        camera = lens.camera(**options)
        camera.events = []
        camera.noted.connect(camera.events.append)
        cameras.append(camera)
        return camera

    yield make
    for camera in cameras:
        camera.stop()
        camera.wait()


def kinds(camera):
    return [event.kind for event in camera.events]


def test_only_the_latest_value_is_delivered(qtbot):
    latest = LatestValue()
    with qtbot.waitSignal(latest.arrived):
        latest.put(1)
    with qtbot.assertNotEmitted(latest.arrived):
        latest.put(2)
    assert latest.take() == 2
    assert latest.take() is None


def test_landmarks_are_shown_with_their_own_frame(make, qtbot):
    lens = Lens()
    camera = make(lens)
    views = []
    camera.latest.arrived.connect(lambda: views.append(camera.latest.take()))
    camera.start()
    qtbot.waitUntil(lambda: sum(view.landmarks is not None for view in views) > 5)
    assert all(view.landmarks.seconds == view.frame.seconds for view in views if view.landmarks)


def test_frames_are_shown_before_the_tracker_is_ready(make, qtbot):
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
    lens.film_next()
    ready.set()
    camera.wait()


def test_a_sign_is_recorded_automatically(make, qtbot):
    person = Person()
    camera = make(Lens([*rest(person), *a_sign(person)]))
    camera.start()
    qtbot.waitUntil(lambda: "taken" in kinds(camera))
    assert kinds(camera)[0] == "began"
    assert camera.events[-1].pose.fps == pytest.approx(25)


def test_a_recording_starts_and_ends_on_command(make, qtbot):
    lens = Lens()
    camera = make(lens)
    camera.automatic = False
    camera.start()
    camera.begin()
    qtbot.waitUntil(lambda: lens.tracked > 10)
    camera.end()
    qtbot.waitUntil(lambda: "taken" in kinds(camera))


def test_a_discarded_recording_is_not_delivered(make, qtbot):
    lens = Lens()
    camera = make(lens)
    camera.begin()
    camera.start()
    qtbot.waitUntil(lambda: lens.tracked > 5)
    camera.drop()
    camera.end()
    tracked = lens.tracked
    qtbot.waitUntil(lambda: lens.tracked > tracked + 30)
    assert "taken" not in kinds(camera)


@pytest.mark.parametrize("unplugged", [True, False])
def test_a_recording_is_delivered_when_the_camera_is_lost(make, qtbot, unplugged):
    person = Person()
    script = [*rest(person), *a_sign(person)][:50]
    failure = VideoError("Front stopped sending pictures.") if unplugged else None
    camera = make(Lens(script, failure=failure, ends=True))
    with qtbot.waitSignal(camera.stopped) as stopped:
        camera.start()
    qtbot.waitUntil(lambda: "taken" in kinds(camera))
    assert stopped.args == [failure]


def test_a_camera_that_is_turned_off_delivers_nothing(make, qtbot):
    lens = Lens()
    camera = make(lens)
    camera.begin()
    camera.start()
    qtbot.waitUntil(lambda: lens.tracked > 5)
    camera.stop()
    camera.wait()
    assert "taken" not in kinds(camera)
    assert (lens.opened, lens.closed) == (1, 1)


def test_a_camera_that_sends_nothing_is_lost(make, qtbot):
    lens = Lens()
    camera = make(lens, silent=0.05)
    camera.begin()
    camera.start()
    qtbot.waitUntil(lambda: lens.tracked > 5)
    with qtbot.waitSignal(camera.stopped) as stopped:
        lens.going.clear()
    assert "stopped sending pictures" in str(stopped.args[0])
    qtbot.waitUntil(lambda: "taken" in kinds(camera))
    lens.going.set()


def test_a_broken_tracker_frees_the_camera(make, qtbot):
    lens = Lens()

    @contextmanager
    def broken():
        lens.film_next()
        raise VideoError("The landmark model is missing.")
        yield

    camera = Camera(lens.filming, InlineTracker(broken))
    with qtbot.waitSignal(camera.stopped) as stopped:
        camera.start()
    camera.wait()
    assert "missing" in str(stopped.args[0])
    assert lens.opened == lens.closed


def test_two_cameras_never_use_one_device(make, qtbot):
    lens = Lens()
    first, second = make(lens), make(lens)
    first.start()
    qtbot.waitUntil(lambda: lens.tracked > 2)
    first.stop()
    second.start(after=first)
    qtbot.waitUntil(lambda: lens.opened == 2)
    assert lens.closed == 1


def test_an_image_can_be_rotated(make, qtbot):
    image = np.zeros((480, 640, 3), np.uint8)
    image[0, 0] = 255
    camera = make(Lens(image=image))
    camera.rotated = True
    with qtbot.waitSignal(camera.latest.arrived):
        camera.start()
    assert camera.latest.take().frame.image[-1, -1].all()


def test_several_people_are_detected(make, qtbot):
    camera = make(Lens([*rest(Person(), 4)], faces=2))
    views = []
    camera.latest.arrived.connect(lambda: views.append(camera.latest.take()))
    camera.start()
    qtbot.waitUntil(lambda: any(view.sight and view.sight.name == "CROWD" for view in views))


def test_a_named_camera_uses_the_bundled_tracker(tmp_path, qtbot):
    missing = CameraName(-1, "file", (tmp_path / "missing.mp4",))
    camera = camera_of(missing, tmp_path / "none.task")
    with qtbot.waitSignal(camera.stopped) as stopped:
        camera.start()
    camera.wait()
    assert "missing" in str(stopped.args[0]) or "no file" in str(stopped.args[0])
