"""Cameras: which there are, and their pictures; a file can be played in the place of one."""

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
from signdict.tracking.video import Video, opencv, red_first

#: Where this variable names videos or folders of pictures, joined as in PATH, they are played as a
#: camera, one after the other, each at its own pace; and over and over where the second is set.
PLAYED, OVER = "SIGNDICT_CAMERA", "SIGNDICT_CAMERA_LOOP"
_LINUX = Path("/sys/class/video4linux")
_ASKED_FOR = 60.0  # seconds that a person is given to allow the camera


@dataclass(frozen=True, slots=True)
class CameraName:
    """A camera of this machine, or files that are played as one.

    `number` and `backend` are how OpenCV calls it.
    """

    number: int
    name: str
    files: tuple[Path, ...] = ()
    over: bool = False
    backend: int = 0

    def __str__(self) -> str:
        return self.name


class CameraDevice:
    """A camera that is on until it is closed."""

    def __init__(self, camera: CameraName) -> None:
        """Turn it on. Raise VideoError if it may not be used, is taken, or gives no picture."""
        self._camera = camera
        self._capture: Any = None
        if camera.files:
            return
        _ask_to_use(camera)
        self._capture = opencv().VideoCapture(camera.number, camera.backend)
        there, _ = self._capture.read() if self._capture.isOpened() else (False, None)
        if not there:
            self._capture.release()
            raise VideoError(
                f"{camera.name} gives no picture.",
                hint="Another program may be using it: close that, or choose another camera.",
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
        """Yield pictures as they come. Raise VideoError if the camera goes away."""
        began = time.monotonic()
        if self._camera.files:
            for frame in _played(self._camera.files, over=self._camera.over):
                time.sleep(max(0.0, frame.seconds - (time.monotonic() - began)))
                yield frame
            return
        while True:
            there, image = self._capture.read()
            if not there:
                raise VideoError(
                    f"{self._camera.name} stopped giving pictures.",
                    hint="Plug it in again, or choose another camera.",
                )
            yield Frame(red_first(image), time.monotonic() - began)


def cameras() -> tuple[CameraName, ...]:
    """Name the cameras of this machine; none is turned on."""
    named = os.environ.get(PLAYED)
    if named:
        files = tuple(Path(file) for file in named.split(os.pathsep) if file)
        return (CameraName(-1, files[0].name, files, bool(os.environ.get(OVER))),)
    if platform.system() == "Linux":
        return _listed(_LINUX)
    return _enumerated()


def _played(files: tuple[Path, ...], *, over: bool) -> Iterator[Frame]:
    """The pictures of files in turn, with times that go on from one to the next."""
    offset = 0.0
    for _ in count() if over else range(1):
        for file in files:
            seconds = 0.0
            with Video(file) as video:
                for frame in video.frames():
                    seconds = frame.seconds
                    yield Frame(frame.image, offset + seconds)
                offset += seconds + 1 / video.shape.fps


def _listed(folder: Path) -> tuple[CameraName, ...]:
    """Read Linux's list. A camera has several devices; only the first of each gives pictures."""
    found: list[CameraName] = []
    for device in sorted(folder.glob("video*"), key=lambda d: int(d.name[5:])):
        kind = device / "index"
        try:
            if kind.exists() and kind.read_text().strip() != "0":
                continue
            name = (device / "name").read_text(encoding="utf-8", errors="replace").strip()
        except OSError:  # it was just pulled out
            continue
        found.append(CameraName(int(device.name[5:]), name or f"Camera {len(found) + 1}"))
    return tuple(found)


def _enumerated() -> tuple[CameraName, ...]:
    """Ask macOS or Windows, in the order in which OpenCV numbers them."""
    from cv2_enumerate_cameras import enumerate_cameras

    cv2 = opencv()
    system = {"Windows": cv2.CAP_DSHOW, "Darwin": cv2.CAP_AVFOUNDATION}
    backend = system.get(platform.system(), cv2.CAP_ANY)
    return tuple(
        CameraName(found.index, found.name or f"Camera {number}", backend=backend)
        for number, found in enumerate(enumerate_cameras(backend), start=1)
    )


def _ask_to_use(camera: CameraName) -> None:
    """Raise VideoError if the system does not let this program use the camera."""
    if platform.system() == "Darwin":
        _ask_macos(camera)
    device = Path(f"/dev/video{camera.number}")
    if device.exists() and not os.access(device, os.R_OK | os.W_OK):
        raise VideoError(
            f"You may not use {camera.name}.",
            hint="Have yourself added to the group video, then log in again.",
        )


def _ask_macos(camera: CameraName) -> None:
    """Have macOS ask the person; OpenCV can do so only on the main thread."""
    import AVFoundation

    os.environ["OPENCV_AVFOUNDATION_SKIP_AUTH"] = "1"
    device, kind = AVFoundation.AVCaptureDevice, AVFoundation.AVMediaTypeVideo
    unasked, _, _, allowed = range(4)
    if device.authorizationStatusForMediaType_(kind) == unasked:
        answered = Event()
        device.requestAccessForMediaType_completionHandler_(kind, lambda _: answered.set())
        answered.wait(_ASKED_FOR)
    if device.authorizationStatusForMediaType_(kind) != allowed:
        raise VideoError(
            f"signdict may not use {camera.name}.",
            hint="Allow it in System Settings, under Privacy, Camera; then try again.",
        )
