"""MediaPipe Holistic: a picture in, 203 landmarks out. The only home of mediapipe."""

import hashlib
import os
import time
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from functools import cache
from importlib.metadata import version
from pathlib import Path
from threading import Condition, Lock
from typing import Any, Self

import numpy as np

from signdict.core.errors import ModelError
from signdict.core.processes import importing_opencv
from signdict.core.types import FloatArray, Frame
from signdict.pose import landmarks
from signdict.pose.pose import Landmarks

_HINT = "Install signdict again."
#: A face counts from this score on. Faces are looked for in squares as high as the picture, so many
#: side by side, because the detector sees no face smaller than about a tenth of what it is shown.
_FACE_SCORE, _SQUARES = 0.6, 3
#: Seconds after which the first picture of a stream is waited for no more.
_LOADING = 30.0
#: A picture of a stream that takes so many times what one usually does is not waited for: the next
#: is put already, so that MediaPipe has enough to do. Sooner, more pictures are looked at, but each
#: is told later (at .8 a tenth more, 40 ms later; `docs/decisions/0016-beside-the-tracker.md`).
_LATE = 2.0
#: How much of what a picture takes is taken from the last one, for it varies.
_NEWEST = 0.1
_terminal = Lock()


@cache
def made_by(model: Path) -> str:
    """What finds landmarks here, in words: MediaPipe's version, and the start of a checksum."""
    with model.open("rb") as file:
        checksum = hashlib.file_digest(file, "sha256").hexdigest()
    return f"mediapipe {version('mediapipe')}, model {checksum[:8]}"


class Tracker:
    """Follows one person through one clip. Its state belongs to that clip: open one per clip."""

    def __init__(self, model: Path) -> None:
        if not model.is_file():
            raise ModelError(f"The landmark model {model.name} is missing.", hint=_HINT)
        self._model = model
        with _hushed():
            self._image, self._rgb, self._graph = self._load()
        self._last, self._first = -1, True
        self._size: tuple[int, ...] | None = None
        self._detector: Any = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Release MediaPipe's graph."""
        self._graph.close()
        if self._detector is not None:
            self._detector.close()

    def track(self, frame: Frame) -> Landmarks:
        """Find the landmarks of the next frame, which must be the camera's own, not mirrored."""
        picture, moment = self._next(frame)
        with _hushed() if self._first else nullcontext():
            found = self._graph.detect_for_video(picture, moment)
        self._first = False
        return _landmarks(found, frame)

    def _load(self) -> tuple[Any, Any, Any]:
        return _graph(self._model)

    def _next(self, frame: Frame) -> tuple[Any, int]:
        """A frame as MediaPipe takes it, and its moment in milliseconds, which must rise."""
        self._last = max(self._last + 1, round(frame.seconds * 1000))
        self._fit(frame.image.shape)
        return self._image(self._rgb, np.ascontiguousarray(frame.image)), self._last

    def _fit(self, size: tuple[int, ...]) -> None:
        """Begin anew where pictures take another size: the graph holds on to the first."""
        if self._size not in (None, size):
            self._graph.close()
            with _hushed():
                *_, self._graph = self._load()
            self._first = True
        self._size = size

    def faces(self, frame: Frame) -> int:
        """Count the faces in a picture that are at least about a seventh of its height.

        The landmarker follows one person and does not tell of others. This finds those who face
        the camera, at most about twice as far away as the signer; also a face on a poster.
        """
        if self._detector is None:
            with _hushed():
                self._detector = _face_detector(self._model)
        height, width = frame.image.shape[:2]
        found: list[tuple[float, float, float]] = []
        starts = np.linspace(0, max(0, width - height), _SQUARES if width > height else 1)
        for left in starts.astype(int).tolist():
            square = np.ascontiguousarray(frame.image[:, left : left + height])
            seen = self._detector.detect(self._image(self._rgb, square)).detections
            for box in (detection.bounding_box for detection in seen):
                x, y = left + box.origin_x + box.width / 2, box.origin_y + box.height / 2
                if not any(
                    max(abs(x - other[0]), abs(y - other[1])) < max(box.width, other[2]) / 2
                    for other in found
                ):
                    found.append((x, y, box.width))
        return len(found)

    def follow(self, frames: Iterable[Frame]) -> Iterator[Landmarks]:
        """Find the landmarks of each frame in turn."""
        for frame in frames:
            yield self.track(frame)


class Stream(Tracker):
    """Follows one person through what a camera sends.

    What is found is told while the next picture is looked at, which is put before where the last
    one takes long: so more pictures are looked at than one at a time. `tell` is called on a thread
    of MediaPipe's with the number, the frame and its landmarks.
    """

    def __init__(self, model: Path, tell: Callable[[int, Frame, Landmarks], object]) -> None:
        self._tell = tell
        self._waiting: dict[int, tuple[int, Frame]] = {}  # by moment: put, but not told yet
        self._changed = Condition()
        self._began, self._takes = 0.0, 0.0  # when the last one was begun, how long one takes
        super().__init__(model)

    def put(self, number: int, frame: Frame) -> None:
        """Have the next frame looked at; its number is told with what was found in it."""
        picture, moment = self._next(frame)
        with self._changed:
            self._waiting[moment] = number, frame
            self._began = max(self._began, time.monotonic())
        with _hushed() if self._first else nullcontext():
            self._graph.detect_async(picture, moment)
            if self._first:
                with self._changed:
                    self._changed.wait_for(lambda: not self._waiting, _LOADING)
        self._first = False

    def wait(self) -> None:
        """Wait until it is time for the next frame: none waits, and the last is told, or late."""
        with self._changed:
            self._changed.wait_for(lambda: len(self._waiting) < 2)
            left = self._began + _LATE * self._takes - time.monotonic()
            self._changed.wait_for(lambda: not self._waiting, max(left, 0))

    def _load(self) -> tuple[Any, Any, Any]:
        return _graph(self._model, self._on_found)

    def _on_found(self, found: Any, picture: Any, moment: int) -> None:
        del picture
        with self._changed:
            number, frame = self._waiting[moment]
            for passed in [other for other in self._waiting if other <= moment]:
                del self._waiting[passed]
            now = time.monotonic()
            took, self._began = now - self._began, now
            self._takes += _NEWEST * (took - self._takes)
            self._changed.notify()
        self._tell(number, frame, _landmarks(found, frame))


def _graph(
    model: Path, tell: Callable[[Any, Any, int], None] | None = None
) -> tuple[Any, Any, Any]:
    """Load MediaPipe: how it wraps a picture, the picture's format, and the landmarker, which
    tells what it finds if there is somebody to `tell`."""
    with importing_opencv():
        import mediapipe
        from mediapipe.tasks.python import BaseOptions, vision

    options = vision.HolisticLandmarkerOptions(
        base_options=BaseOptions(model_asset_path=str(model)),
        running_mode=vision.RunningMode.LIVE_STREAM if tell else vision.RunningMode.VIDEO,
        result_callback=tell,
    )
    try:
        graph = vision.HolisticLandmarker.create_from_options(options)
    except (RuntimeError, ValueError) as problem:
        raise ModelError(f"The landmark model {model.name} is damaged.", hint=_HINT) from problem
    return mediapipe.Image, mediapipe.ImageFormat.SRGB, graph


def _face_detector(model: Path) -> Any:
    """The face detector of the landmark model, by itself: about 5 ms a square."""
    from mediapipe.tasks.python import BaseOptions, vision

    with zipfile.ZipFile(model) as parts:
        weights = parts.read("face_detector.tflite")
    options = vision.FaceDetectorOptions(
        base_options=BaseOptions(model_asset_buffer=weights),
        min_detection_confidence=_FACE_SCORE,
    )
    return vision.FaceDetector.create_from_options(options)


@contextmanager
def _hushed() -> Iterator[None]:
    """Send what native code writes to the terminal nowhere.

    MediaPipe logs while it loads and at its first frame, and has no switch for it. Nothing of
    ours is written meanwhile. One at a time: two threads would put back each other's nowhere.
    """
    with _terminal:
        try:
            terminal = os.dup(2)
        except OSError:  # a windowed program may have none
            yield
            return
        nowhere = os.open(os.devnull, os.O_WRONLY)
        try:
            os.dup2(nowhere, 2)
            yield
        finally:
            os.dup2(terminal, 2)
            os.close(nowhere)
            os.close(terminal)


def _landmarks(found: Any, frame: Frame) -> Landmarks:
    height, width = frame.image.shape[:2]
    points = np.zeros((landmarks.COUNT, 3), np.float32)
    confidence = np.zeros(landmarks.COUNT, np.float32)
    if found.pose_landmarks:
        points[landmarks.BODY] = _array(found.pose_landmarks)
        confidence[landmarks.BODY] = [max(p.visibility or 0.0, 1e-4) for p in found.pose_landmarks]
    if found.face_landmarks:
        points[landmarks.FACE] = _array(found.face_landmarks[i] for i in landmarks.FACE_IDS)
        confidence[landmarks.FACE] = 1
    for part, hand in (
        (landmarks.LEFT_HAND, found.left_hand_landmarks),
        (landmarks.RIGHT_HAND, found.right_hand_landmarks),
    ):
        if hand:
            points[part] = _array(hand)
            confidence[part] = 1
    points[:, :2] *= (width, height)
    return Landmarks(points, confidence, frame.seconds)


def _array(points: Iterable[Any]) -> FloatArray:
    return np.asarray([(p.x, p.y, p.z) for p in points], np.float32)
