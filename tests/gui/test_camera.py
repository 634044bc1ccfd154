"""The camera's thread and what the learner sees of it, with a camera that plays made pictures."""

from contextlib import contextmanager, nullcontext
from threading import Event

import numpy as np
import pytest
from PySide6.QtCore import Qt

from signdict.errors import VideoError
from signdict.gui.camera import LONGEST, Camera, Latest, camera_of
from signdict.gui.learner import LearnerPage
from signdict.pose import Landmarks
from signdict.video import CameraName, Frame, Shape
from tests.fakes import a_pose

SHAPE = Shape(64, 48, 25.0, 0)


class Film:
    """Yields pictures until told to end, one whenever somebody looked at the last."""

    def __init__(self, step=0.1):
        self.shape, self.step = SHAPE, step
        self.over, self.handed = Event(), 0

    def frames(self):
        while not self.over.is_set():
            image = np.full((48, 64, 3), 90, np.uint8)
            yield Frame(image, self.handed * self.step)
            self.handed += 1


class Finds:
    """Finds the hands of a made pose in every picture, or nothing at all."""

    def __init__(self, hands=2):
        self.pose, self.hands = a_pose(), hands

    def track(self, frame):
        confidence = self.pose.confidence[0].copy()
        if self.hands < 2:
            confidence[161:182] = 0
        if self.hands < 1:
            confidence[161:] = 0
        if self.hands < 0:
            confidence[:] = 0
        return Landmarks(self.pose.points[0], confidence, frame.seconds)


@pytest.fixture
def made():
    cameras = []

    def make(film=None, finds=None):
        camera = Camera(lambda: nullcontext(film or Film()), lambda: nullcontext(finds or Finds()))
        cameras.append(camera)
        return camera

    yield make
    for camera in cameras:
        camera.stop()
        camera.wait()


@pytest.fixture
def page(qtbot, tmp_path):
    page = LearnerPage(tmp_path)
    qtbot.addWidget(page)
    page.show()
    yield page
    page.close_camera()


def test_a_slow_window_sees_only_the_newest(qtbot):
    latest = Latest()
    with qtbot.waitSignal(latest.arrived):
        latest.put(1)
    with qtbot.assertNotEmitted(latest.arrived):
        latest.put(2)
    assert latest.take() == 2
    assert latest.take() is None


def test_a_recording_becomes_a_pose_with_true_times(made, qtbot):
    film = Film(step=0.1)
    camera = made(film)
    with qtbot.waitSignal(camera.taken) as told:
        camera.record(on=True)
        camera.start()
        qtbot.waitUntil(lambda: film.handed > 3)
        camera.record(on=False)
    pose = told.args[0]
    assert (pose.width, pose.height) == (64, 48)
    assert pose.fps == pytest.approx(10)


def test_a_recording_ends_by_itself(made, qtbot):
    camera = made(Film(step=LONGEST))
    with qtbot.waitSignal(camera.taken) as told:
        camera.record(on=True)
        camera.start()
    assert len(told.args[0]) == 3


def test_a_recording_is_kept_when_the_pictures_end(made, qtbot):
    film = Film()
    film.frames = lambda: iter([Frame(np.zeros((48, 64, 3), np.uint8), 0.0)])
    camera = made(film)
    with qtbot.waitSignals([camera.taken, camera.stopped]):
        camera.record(on=True)
        camera.start()


def test_a_camera_that_is_taken_is_explained(page, qtbot):
    @contextmanager
    def taken():
        raise VideoError("The camera is in use.", hint="Close the other program.")
        yield

    page.query.use(Camera(taken, lambda: nullcontext(Finds())))
    qtbot.waitUntil(lambda: "The camera is in use." in page.query.sentence)
    assert not page.query.filming


def test_pictures_that_end_are_explained(page, qtbot, made):
    film = Film()
    film.frames = lambda: iter(())
    page.query.use(made(film))
    qtbot.waitUntil(lambda: "no more pictures" in page.query.sentence)


@pytest.mark.parametrize(
    ("hands", "sentence"),
    [(2, "Both hands"), (1, "One hand"), (0, "No hand"), (-1, "Nobody")],
)
def test_what_is_seen_is_said_while_it_is_seen(page, qtbot, made, hands, sentence):
    page.query.use(made(finds=Finds(hands)))
    qtbot.waitUntil(lambda: sentence in page.query.sentence)
    assert not page.query.viewfinder.grab().isNull()


def test_one_key_begins_and_ends_a_recording(page, qtbot, made):
    film = Film()
    page.query.use(made(film))
    qtbot.waitUntil(lambda: "Both hands" in page.query.sentence)
    with qtbot.waitSignal(page.pose_given):
        qtbot.keyClick(page.query.record_button, Qt.Key.Key_Space)
        begun = film.handed
        qtbot.waitUntil(lambda: film.handed > begun + 3)
        qtbot.keyClick(page.query.record_button, Qt.Key.Key_Space)
    assert "Comparing" in page.results.notice.text


def test_without_a_camera_there_is_a_way_on(page):
    page.query.show_cameras(())
    assert page.query.sentence == "No camera was found. Open a file instead."


def test_the_button_asks_for_cameras_and_switches_off(page, qtbot, made):
    with qtbot.waitSignal(page.query.cameras_wanted):
        page.query.camera_button.click()
    page.query.use(made())
    page.query.use(made())  # another camera waits until the first is free
    page.query.camera_button.click()
    assert not page.query.filming


def test_another_page_lets_the_camera_go(page, made):
    page.query.use(made())
    page.leave()
    assert not page.query.filming


def test_cameras_are_offered_by_name(page, qtbot, monkeypatch, made):
    used = []
    monkeypatch.setattr(
        "signdict.gui.camera.camera_of", lambda name, _: used.append(name) or made()
    )
    names = (CameraName(0, "Front"), CameraName(1, "Desk"))
    page.query.show_cameras(names)
    assert [page.query._names.itemText(k) for k in range(2)] == ["Front", "Desk"]
    page.query._names.activated.emit(1)
    assert used == list(names)


def test_a_named_camera_opens_with_the_bundled_tracker(tmp_path, qtbot):
    camera = camera_of(CameraName(0, "file", tmp_path / "missing.mp4"), tmp_path / "none.task")
    with qtbot.waitSignal(camera.stopped) as told:
        camera.start()
    camera.wait()
    assert isinstance(told.args[0], VideoError)
