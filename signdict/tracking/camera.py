"""Cameras: their names and frames; files can be played in place of a camera."""

import os
import platform
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from threading import Event
from typing import Any, Self

from signdict.core.errors import VideoError
from signdict.core.types import Frame
from signdict.tracking.video import Video, opencv, to_rgb

#: Environment variables. The first lists videos or folders of pictures, separated as in PATH, that
#: are played as a camera, one after the other in real time; the second repeats them forever.
PLAYED, OVER = "SIGNDICT_CAMERA", "SIGNDICT_CAMERA_LOOP"
_LINUX = Path("/sys/class/video4linux")
_PERMISSION_TIMEOUT = 60.0  # seconds for the user to allow the camera


@dataclass(frozen=True, slots=True)
class CameraName:
    """A camera of this computer, or files that are played as one.

    `number` and `backend` identify it for OpenCV.
    """

    number: int
    name: str
    files: tuple[Path, ...] = ()
    over: bool = False
    backend: int = 0

    def __str__(self) -> str:
        return self.name


class CameraDevice:
    """An open camera."""

    def __init__(self, camera: CameraName) -> None:
        """Turn the camera on. Raise VideoError if it is not allowed or sends no picture."""
        self._camera = camera
        self._capture: Any = None
        if camera.files:
            return
        _check_permission(camera)
        self._capture = opencv().VideoCapture(camera.number, camera.backend)
        success, _ = self._capture.read() if self._capture.isOpened() else (False, None)
        if not success:
            self._capture.release()
            raise VideoError(
                f"{camera.name} sends no picture.",
                hint="Close other programs that use it, or choose another camera.",
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Turn the camera off."""
        if self._capture is not None:
            self._capture.release()

    def frames(self) -> Iterator[Frame]:
        """Yield frames as they arrive. Raise VideoError if the camera is disconnected."""
        began = time.monotonic()
        if self._camera.files:
            for frame in _play(self._camera.files, over=self._camera.over):
                time.sleep(max(0.0, frame.seconds - (time.monotonic() - began)))
                yield frame
            return
        while True:
            success, image = self._capture.read()
            if not success:
                raise VideoError(
                    f"{self._camera.name} stopped sending pictures.",
                    hint="Plug it in again, or choose another camera.",
                )
            yield Frame(to_rgb(image), time.monotonic() - began)


def cameras() -> tuple[CameraName, ...]:
    """Return the cameras of this computer without turning them on."""
    named = os.environ.get(PLAYED)
    if named:
        files = tuple(Path(file) for file in named.split(os.pathsep) if file)
        return (CameraName(-1, files[0].name, files, bool(os.environ.get(OVER))),)
    if platform.system() == "Linux":
        return _linux_cameras(_LINUX)
    return _enumerated_cameras()


def _play(files: tuple[Path, ...], *, over: bool) -> Iterator[Frame]:
    """Yield the frames of files in turn, with continuous times."""
    offset = 0.0
    for _ in count() if over else range(1):
        for file in files:
            seconds = 0.0
            with Video(file) as video:
                for frame in video.frames():
                    seconds = frame.seconds
                    yield Frame(frame.image, offset + seconds)
                offset += seconds + 1 / video.shape.fps


def _linux_cameras(folder: Path) -> tuple[CameraName, ...]:
    """Return the cameras of Linux. Of the devices of a camera, only the first has pictures."""
    names: list[CameraName] = []
    for device in sorted(folder.glob("video*"), key=lambda d: int(d.name[5:])):
        kind = device / "index"
        try:
            if kind.exists() and kind.read_text().strip() != "0":
                continue
            name = (device / "name").read_text(encoding="utf-8", errors="replace").strip()
        except OSError:  # it was just unplugged
            continue
        names.append(CameraName(int(device.name[5:]), name or f"Camera {len(names) + 1}"))
    return tuple(names)


def _enumerated_cameras() -> tuple[CameraName, ...]:
    """Return the cameras of macOS or Windows, in the order of OpenCV's numbers."""
    from cv2_enumerate_cameras import enumerate_cameras

    cv2 = opencv()
    system = {"Windows": cv2.CAP_DSHOW, "Darwin": cv2.CAP_AVFOUNDATION}
    backend = system.get(platform.system(), cv2.CAP_ANY)
    return tuple(
        CameraName(camera.index, camera.name or f"Camera {number}", backend=backend)
        for number, camera in enumerate(enumerate_cameras(backend), start=1)
    )


def _check_permission(camera: CameraName) -> None:
    """Raise VideoError if this program has no permission to use the camera."""
    if platform.system() == "Darwin":
        _ask_macos(camera)
    device = Path(f"/dev/video{camera.number}")
    if device.exists() and not os.access(device, os.R_OK | os.W_OK):
        raise VideoError(
            f"You do not have permission to use {camera.name}.",
            hint="Ask an administrator to add you to the group video, then log in again.",
        )


def _ask_macos(camera: CameraName) -> None:
    """Let macOS ask the user, because OpenCV can do so only on the main thread."""
    import AVFoundation

    os.environ["OPENCV_AVFOUNDATION_SKIP_AUTH"] = "1"
    device, kind = AVFoundation.AVCaptureDevice, AVFoundation.AVMediaTypeVideo
    not_determined, _, _, authorised = range(4)
    if device.authorizationStatusForMediaType_(kind) == not_determined:
        answered = Event()
        device.requestAccessForMediaType_completionHandler_(kind, lambda _: answered.set())
        answered.wait(_PERMISSION_TIMEOUT)
    if device.authorizationStatusForMediaType_(kind) != authorised:
        raise VideoError(
            f"signdict does not have permission to use {camera.name}.",
            hint="Allow it in System Settings under Privacy & Security, Camera; then try again.",
        )
