"""Landmark tracking with MediaPipe Holistic: 203 landmarks per frame."""

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
from signdict.core.system_libraries import missing_library
from signdict.core.types import FloatArray, Frame
from signdict.pose import landmarks
from signdict.pose.pose import Landmarks

_HINT = "Install signdict again."
#: Score from which on a face counts. Faces are searched for in this number of squares as high as
#: the picture, because the detector misses faces smaller than about a tenth of its input.
_FACE_SCORE, _SQUARES = 0.6, 3
#: Most seconds to wait for the first frame of a stream, while the model is loaded.
_LOADING = 30.0
#: If a frame of a stream takes this many times as long as usual, the next one is submitted without
#: waiting for it, which keeps MediaPipe busy. A lower factor tracks more frames, but with a greater
#: delay (at .8 a tenth more, 40 ms later; `docs/decisions/0016-beside-the-tracker.md`).
_LATE = 2.0
#: Weight of the last frame in the running mean of the time per frame.
_NEWEST = 0.1
_terminal = Lock()


@cache
def made_by(model: Path) -> str:
    """Return what made the landmarks: the version of MediaPipe and the start of a checksum."""
    with model.open("rb") as file:
        checksum = hashlib.file_digest(file, "sha256").hexdigest()
    return f"mediapipe {version('mediapipe')}, model {checksum[:8]}"


class Tracker:
    """Tracks one person through one clip. Open a new tracker for each clip."""

    def __init__(self, model: Path) -> None:
        if not model.is_file():
            raise ModelError(f"The landmark model {model.name} is missing.", hint=_HINT)
        self._model = model
        with silenced():
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
        """Return the landmarks of the next frame, which must not be mirrored."""
        image, milliseconds = self._next(frame)
        with silenced() if self._first else nullcontext():
            result = self._graph.detect_for_video(image, milliseconds)
        self._first = False
        return to_landmarks(result, frame)

    def _load(self) -> tuple[Any, Any, Any]:
        return _graph(self._model)

    def _next(self, frame: Frame) -> tuple[Any, int]:
        """Return a frame as a MediaPipe image, and its increasing time in milliseconds."""
        self._last = max(self._last + 1, round(frame.seconds * 1000))
        self._fit(frame.image.shape)
        return self._image(self._rgb, np.ascontiguousarray(frame.image)), self._last

    def _fit(self, size: tuple[int, ...]) -> None:
        """Reload the graph if the size changes, because it keeps the size of the first frame."""
        if self._size not in (None, size):
            self._graph.close()
            with silenced():
                *_, self._graph = self._load()
            self._first = True
        self._size = size

    def faces(self, frame: Frame) -> int:
        """Return the number of faces in a frame (see `face_places`)."""
        return len(self.face_places(frame))

    def face_places(self, frame: Frame) -> list[tuple[float, float, float]]:
        """Return the faces that are at least about a seventh of the frame high: middle and width.

        The landmarker tracks one person and does not report others. This finds people who face the
        camera and are at most about twice as far away as the signer, and also faces on posters.
        """
        if self._detector is None:
            with silenced():
                self._detector = _face_detector(self._model)
        height, width = frame.image.shape[:2]
        faces: list[tuple[float, float, float]] = []
        starts = np.linspace(0, max(0, width - height), _SQUARES if width > height else 1)
        for left in starts.astype(int).tolist():
            square = np.ascontiguousarray(frame.image[:, left : left + height])
            detections = self._detector.detect(self._image(self._rgb, square)).detections
            for box in (detection.bounding_box for detection in detections):
                x, y = left + box.origin_x + box.width / 2, box.origin_y + box.height / 2
                if not any(
                    max(abs(x - other[0]), abs(y - other[1])) < max(box.width, other[2]) / 2
                    for other in faces
                ):
                    faces.append((x, y, box.width))
        return faces

    def follow(self, frames: Iterable[Frame]) -> Iterator[Landmarks]:
        """Yield the landmarks of each frame."""
        for frame in frames:
            yield self.track(frame)


class Stream(Tracker):
    """Tracks one person through the frames of a camera.

    Results arrive while the next frame is tracked, which is submitted early if the last one takes
    long; so more frames are tracked than one at a time. `on_result` is called on a thread of
    MediaPipe with the number of the frame, the frame and its landmarks.
    """

    def __init__(self, model: Path, on_result: Callable[[int, Frame, Landmarks], object]) -> None:
        self._on_result = on_result
        self._waiting: dict[int, tuple[int, Frame]] = {}  # submitted, by milliseconds
        self._changed = Condition()
        self._began, self._duration = 0.0, 0.0  # start of the last frame, mean seconds per frame
        super().__init__(model)

    def put(self, number: int, frame: Frame) -> None:
        """Submit the next frame; its number is passed on with the result."""
        image, milliseconds = self._next(frame)
        with self._changed:
            self._waiting[milliseconds] = number, frame
            self._began = max(self._began, time.monotonic())
        with silenced() if self._first else nullcontext():
            self._graph.detect_async(image, milliseconds)
            if self._first:
                with self._changed:
                    self._changed.wait_for(lambda: not self._waiting, _LOADING)
        self._first = False

    def wait(self) -> None:
        """Wait until it is time for the next frame: the last one has its result or is late."""
        with self._changed:
            self._changed.wait_for(lambda: len(self._waiting) < 2)
            left = self._began + _LATE * self._duration - time.monotonic()
            self._changed.wait_for(lambda: not self._waiting, max(left, 0))

    def _load(self) -> tuple[Any, Any, Any]:
        return _graph(self._model, self._receive)

    def _receive(self, result: Any, image: Any, milliseconds: int) -> None:
        del image
        with self._changed:
            number, frame = self._waiting[milliseconds]
            for done in [other for other in self._waiting if other <= milliseconds]:
                del self._waiting[done]
            now = time.monotonic()
            took, self._began = now - self._began, now
            self._duration += _NEWEST * (took - self._duration)
            self._changed.notify()
        self._on_result(number, frame, to_landmarks(result, frame))


def _graph(
    model: Path, on_result: Callable[[Any, Any, int], None] | None = None
) -> tuple[Any, Any, Any]:
    """Load MediaPipe; return its image class, the image format, and the landmarker.

    With `on_result`, the landmarker tracks a live stream and calls it with each result.
    """
    with importing_opencv():
        import mediapipe
        from mediapipe.tasks.python import BaseOptions, vision

    try:
        # read here: MediaPipe cannot open names that are not UTF-8, nor on Windows many others
        options = vision.HolisticLandmarkerOptions(
            base_options=BaseOptions(model_asset_buffer=model.read_bytes()),
            running_mode=vision.RunningMode.LIVE_STREAM if on_result else vision.RunningMode.VIDEO,
            result_callback=on_result,
        )
        graph = vision.HolisticLandmarker.create_from_options(options)
    except (OSError, RuntimeError, ValueError) as problem:
        if isinstance(problem, OSError) and (missing := missing_library(problem)):
            raise missing from problem
        raise ModelError(f"The landmark model {model.name} is damaged.", hint=_HINT) from problem
    return mediapipe.Image, mediapipe.ImageFormat.SRGB, graph


def _face_detector(model: Path) -> Any:
    """Return the face detector of the landmark model, which takes about 5 ms per square."""
    from mediapipe.tasks.python import BaseOptions, vision

    with zipfile.ZipFile(model) as parts:
        weights = parts.read("face_detector.tflite")
    options = vision.FaceDetectorOptions(
        base_options=BaseOptions(model_asset_buffer=weights),
        min_detection_confidence=_FACE_SCORE,
    )
    return vision.FaceDetector.create_from_options(options)


@contextmanager
def silenced() -> Iterator[None]:
    """Redirect what native code writes to standard error to the null device.

    MediaPipe logs while it loads and at its first frame, and this cannot be turned off. signdict
    writes nothing meanwhile. A lock admits one thread at a time, because two would restore each
    other's null device.
    """
    with _terminal:
        try:
            terminal = os.dup(2)
        except OSError:  # a windowed program may have none
            yield
            return
        null = os.open(os.devnull, os.O_WRONLY)
        try:
            os.dup2(null, 2)
            yield
        finally:
            os.dup2(terminal, 2)
            os.close(null)
            os.close(terminal)


def to_landmarks(result: Any, frame: Frame) -> Landmarks:
    """Convert a result of MediaPipe to landmarks in pixels of the frame."""
    height, width = frame.image.shape[:2]
    points = np.zeros((landmarks.COUNT, 3), np.float32)
    confidence = np.zeros(landmarks.COUNT, np.float32)
    if result.pose_landmarks:
        points[landmarks.BODY] = _array(result.pose_landmarks)
        confidence[landmarks.BODY] = [max(p.visibility or 0.0, 1e-4) for p in result.pose_landmarks]
    if result.face_landmarks:
        points[landmarks.FACE] = _array(result.face_landmarks[i] for i in landmarks.FACE_IDS)
        confidence[landmarks.FACE] = 1
    for part, hand in (
        (landmarks.LEFT_HAND, result.left_hand_landmarks),
        (landmarks.RIGHT_HAND, result.right_hand_landmarks),
    ):
        if hand:
            points[part] = _array(hand)
            confidence[part] = 1
    points[:, :2] *= (width, height)
    return Landmarks(points, confidence, frame.seconds)


def _array(points: Iterable[Any]) -> FloatArray:
    return np.asarray([(p.x, p.y, p.z) for p in points], np.float32)
