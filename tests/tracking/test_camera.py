"""Cameras: their names and frames, and files played in place of a camera."""

import os
import sys
from threading import Thread
from types import SimpleNamespace

import cv2
import numpy as np
import pytest

from signdict.core.errors import VideoError
from signdict.tracking import camera as webcam
from signdict.tracking.camera import CameraDevice, CameraName
from tests.gui.support.fake_videos import a_film

PICTURE = np.zeros((4, 4, 3), np.uint8)
FRONT = CameraName(0, "Front")


class Capture:
    """A stand-in for OpenCV's capture with some pictures, then none."""

    def __init__(self, pictures, opened=True):
        self.pictures, self.opened = list(pictures), opened

    def isOpened(self):  # noqa: N802 - OpenCV's name
        return self.opened

    def read(self):
        return (True, self.pictures.pop(0)) if self.pictures else (False, None)

    def release(self):
        self.opened = False


@pytest.fixture(autouse=True)
def nothing_is_played(monkeypatch):
    monkeypatch.delenv(webcam.PLAYED, raising=False)
    monkeypatch.delenv(webcam.OVER, raising=False)
    monkeypatch.setattr(webcam.platform, "system", lambda: "Linux")


def test_a_camera_sends_frames_until_it_is_disconnected(monkeypatch):
    monkeypatch.setattr(cv2, "VideoCapture", lambda *_: Capture([PICTURE] * 3))
    with CameraDevice(FRONT) as camera:
        frames = camera.frames()
        assert next(frames).image.shape == (4, 4, 3)
        assert next(frames).seconds >= 0
        with pytest.raises(VideoError, match="Front stopped"):
            next(frames)


@pytest.mark.parametrize("opened", [True, False])
def test_a_camera_in_use_raises_video_error(monkeypatch, opened):
    monkeypatch.setattr(cv2, "VideoCapture", lambda *_: Capture([], opened=opened))
    with pytest.raises(VideoError, match="Front sends no picture"):
        CameraDevice(FRONT)


def test_a_camera_without_permission_raises_video_error(monkeypatch):
    monkeypatch.setattr(webcam.Path, "exists", lambda _: True)
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(VideoError, match="group video"):
        CameraDevice(FRONT)


@pytest.fixture
def played(tmp_path, monkeypatch):
    """Play files as a camera; return the pauses in seconds."""
    waited = []
    monkeypatch.setattr(webcam.time, "sleep", waited.append)
    monkeypatch.setattr(webcam.time, "monotonic", lambda: 0.0)

    def play(*files, over=False):
        monkeypatch.setenv(webcam.PLAYED, os.pathsep.join(map(str, files)))
        if over:
            monkeypatch.setenv(webcam.OVER, "1")
        (named,) = webcam.cameras()
        return named, waited

    return play


def test_a_file_is_played_as_a_camera_in_real_time(tmp_path, played):
    named, waited = played(a_film(tmp_path / "grey.mp4"))
    assert str(named) == "grey.mp4"
    with CameraDevice(named) as camera:
        assert len(list(camera.frames())) == 10
    assert np.allclose(waited, np.arange(10) / 20)


def test_files_are_played_one_after_the_other(tmp_path, played):
    named, waited = played(a_film(tmp_path / "a.mp4"), a_film(tmp_path / "b.mp4", 5))
    with CameraDevice(named) as camera:
        assert len(list(camera.frames())) == 15
    assert np.allclose(waited, np.arange(15) / 20)


def test_a_folder_of_pictures_is_played_repeatedly(tmp_path, played):
    for number in range(3):
        cv2.imwrite(str(tmp_path / f"{number}.png"), PICTURE)
    named, _ = played(tmp_path, over=True)
    with CameraDevice(named) as camera:
        frames = camera.frames()
        times = [next(frames).seconds for _ in range(8)]
    assert np.allclose(times, np.arange(8) / 25)


def test_a_missing_file_raises_video_error_when_it_is_played(tmp_path, played):
    named, _ = played(tmp_path / "none.mp4")
    with CameraDevice(named) as camera, pytest.raises(VideoError, match="No such file"):
        next(camera.frames())


def test_linux_lists_its_cameras_by_name(tmp_path, monkeypatch):
    for number, index, name in (
        (0, "0", "Front"), (1, "1", "Front"), (10, "0", ""), (2, None, "B"), (3, "0", None),
    ):  # fmt: skip
        device = tmp_path / f"video{number}"
        device.mkdir()
        if name is not None:  # else it is just being unplugged
            (device / "name").write_text(f"{name}\n")
        if index is not None:
            (device / "index").write_text(f"{index}\n")
    monkeypatch.setattr(webcam, "_LINUX", tmp_path)
    cameras = webcam.cameras()
    assert [(c.number, c.name) for c in cameras] == [(0, "Front"), (2, "B"), (10, "Camera 3")]


@pytest.mark.parametrize(
    ("system", "backend"), [("Windows", cv2.CAP_DSHOW), ("Darwin", cv2.CAP_AVFOUNDATION)]
)
def test_macos_and_windows_list_their_cameras_by_name_and_number(monkeypatch, system, backend):
    asked = []

    def enumerate_cameras(which):
        asked.append(which)
        return [SimpleNamespace(index=1, name="Front"), SimpleNamespace(index=0, name="")]

    monkeypatch.setitem(
        sys.modules, "cv2_enumerate_cameras", SimpleNamespace(enumerate_cameras=enumerate_cameras)
    )
    monkeypatch.setattr(webcam.platform, "system", lambda: system)
    cameras = webcam.cameras()
    assert [(c.number, c.name, c.backend) for c in cameras] == [
        (1, "Front", backend),
        (0, "Camera 2", backend),
    ]
    assert asked == [backend]


class Permission:
    """A stand-in for the permission dialog of macOS, which answers on another thread."""

    def __init__(self, status, answer):
        self.status, self.answer, self.asked = status, answer, 0

    def authorizationStatusForMediaType_(self, _):  # noqa: N802 - Apple's name
        return self.status

    def requestAccessForMediaType_completionHandler_(self, _, done):  # noqa: N802
        self.asked += 1
        self.status = self.answer
        Thread(target=done, args=(self.answer == 3,)).start()


@pytest.mark.parametrize(
    ("status", "answer", "asked", "allowed"),
    [(0, 3, 1, True), (0, 2, 1, False), (2, 2, 0, False), (3, 3, 0, True)],
)
def test_macos_asks_the_user_once(monkeypatch, status, answer, asked, allowed):
    permission = Permission(status, answer)
    apple = SimpleNamespace(AVCaptureDevice=permission, AVMediaTypeVideo="vide")
    monkeypatch.setitem(sys.modules, "AVFoundation", apple)
    monkeypatch.setenv("OPENCV_AVFOUNDATION_SKIP_AUTH", "")
    monkeypatch.setattr(webcam.platform, "system", lambda: "Darwin")
    monkeypatch.setattr(cv2, "VideoCapture", lambda *_: Capture([PICTURE] * 3))
    if allowed:
        CameraDevice(FRONT).close()
    else:
        with pytest.raises(VideoError, match="signdict does not have permission to use Front"):
            CameraDevice(FRONT)
    assert permission.asked == asked
