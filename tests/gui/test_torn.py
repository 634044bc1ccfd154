"""A camera that is torn out and put back twenty times at random leaves nothing behind."""

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
    """One camera that is in or out; each time it is in, it lasts for another number of pictures."""

    def __init__(self):
        person = Person()
        self.script = [*rest(person), *a_sign(person), *a_sign(person)]
        self.draw, self.lenses = np.random.default_rng(7), []

    def camera_of(self, name, tracker):
        lasts = int(self.draw.integers(0, len(self.script)))
        gone = VideoError("Front stopped giving pictures.")
        self.lenses.append(Lens(self.script[:lasts], failure=gone))
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


def test_twenty_times_out_and_in_leave_no_thread_and_no_camera(page, qtbot):
    before = {thread.name for thread in threading.enumerate()}
    taken = []
    camera = page.query.camera
    camera.shutter.taken.connect(taken.append)
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
    assert taken  # what was being recorded when it was torn out was asked about
