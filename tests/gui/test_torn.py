"""Unplugging a camera twenty times at random leaves no thread and no open camera."""

import threading

import numpy as np
import pytest

from signdict.core.errors import VideoError
from signdict.gui.learner import camera_panel
from signdict.gui.learner.page import LearnerPage
from signdict.tracking.camera import CameraName
from tests.gui.support.fake_cameras import Lens, a_memory, a_sign, rest, switch_on
from tests.support.landmark_streams import Person

FRONT = CameraName(0, "Front")


class Socket:
    """A camera that is plugged in or not; each time it delivers another number of frames."""

    def __init__(self):
        person = Person()
        self.script = [*rest(person), *a_sign(person), *a_sign(person)]
        self.draw, self.lenses = np.random.default_rng(7), []

    def camera_of(self, name, tracker):
        frames = int(self.draw.integers(0, len(self.script)))
        unplugged = VideoError("Front stopped giving pictures.")
        self.lenses.append(Lens(self.script[:frames], failure=unplugged))
        return self.lenses[-1].camera()


@pytest.fixture
def page(qtbot, tmp_path, monkeypatch):
    socket = Socket()
    monkeypatch.setattr("signdict.gui.learner.camera.camera_of", socket.camera_of)
    monkeypatch.setattr(camera_panel, "list_cameras", lambda: ())
    page = LearnerPage(tmp_path, a_memory(tmp_path))
    page.socket = socket
    qtbot.addWidget(page)
    page.show()
    yield page
    page.close_camera()


def test_unplugging_twenty_times_leaves_no_thread_and_no_camera(page, qtbot):
    before = {thread.name for thread in threading.enumerate()}
    poses = []
    camera = page.query.camera
    camera.shutter.taken.connect(poses.append)
    switch_on(camera)
    for _ in range(20):
        camera.show_cameras((FRONT,))
        assert page.query.filming
        qtbot.waitUntil(lambda: not page.query.filming, timeout=20_000)
        camera.show_cameras(())
        assert "Front stopped giving pictures." in page.query.sentence
    page.close_camera()
    assert len(page.socket.lenses) == 20
    assert all(lens.opened == lens.closed == 1 for lens in page.socket.lenses)
    assert {thread.name for thread in threading.enumerate()} <= before
    assert poses  # an interrupted recording is looked up
