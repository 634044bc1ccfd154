"""MediaPipe Holistic: a picture in, 203 landmarks out. The only home of mediapipe."""

import hashlib
import os
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from functools import cache
from importlib.metadata import version
from pathlib import Path
from threading import Lock
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from signdict import landmarks
from signdict.errors import ModelError
from signdict.native import quietly_loaded
from signdict.pose import Landmarks
from signdict.signs import Frame

_HINT = "Install signdict again."
#: A face counts from this score on. Faces are looked for in squares as high as the picture, so many
#: side by side, because the detector sees no face smaller than about a tenth of what it is shown.
_FACE_SCORE, _SQUARES = 0.6, 3
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
        with _hushed():
            self._image, self._rgb, self._graph = _graph(model)
        self._last, self._first = -1, True
        self._model = model
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
        return self.told(self.look(frame), frame)

    def look(self, frame: Frame) -> Any:
        """Look at the next frame; what is seen there is `told` afterwards, by any thread."""
        moment = max(self._last + 1, round(frame.seconds * 1000))  # must rise strictly
        self._last = moment
        self._fit(frame.image.shape)
        picture = self._image(self._rgb, np.ascontiguousarray(frame.image))
        with _hushed() if self._first else nullcontext():
            found = self._graph.detect_for_video(picture, moment)
        self._first = False
        return found

    @staticmethod
    def told(found: Any, frame: Frame) -> Landmarks:
        """The landmarks of what was seen in a frame."""
        height, width = frame.image.shape[:2]
        return _landmarks(found, width, height, frame)

    def _fit(self, size: tuple[int, ...]) -> None:
        """Begin anew where pictures take another size: the graph holds on to the first."""
        if self._size not in (None, size):
            self._graph.close()
            with _hushed():
                *_, self._graph = _graph(self._model)
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


def _graph(model: Path) -> tuple[Any, Any, Any]:
    """Load MediaPipe: how it wraps a picture, the picture's format, and the landmarker."""
    with quietly_loaded():
        import mediapipe
        from mediapipe.tasks.python import BaseOptions, vision

    options = vision.HolisticLandmarkerOptions(
        base_options=BaseOptions(model_asset_path=str(model)),
        running_mode=vision.RunningMode.VIDEO,
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


def _landmarks(found: Any, width: int, height: int, frame: Frame) -> Landmarks:
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


def _array(points: Iterable[Any]) -> NDArray[np.float32]:
    return np.asarray([(p.x, p.y, p.z) for p in points], np.float32)
