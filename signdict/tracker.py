"""MediaPipe Holistic: a picture in, 203 landmarks out. The only home of mediapipe."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
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

_FACE = np.asarray(landmarks.FACE_IDS)
_HINT = "Install signdict again."
_terminal = Lock()


class Tracker:
    """Follows one person through one clip. Its state belongs to that clip: open one per clip."""

    def __init__(self, model: Path) -> None:
        if not model.is_file():
            raise ModelError(f"The landmark model {model.name} is missing.", hint=_HINT)
        with _hushed():
            self._image, self._rgb, self._graph = _graph(model)
        self._last, self._first = -1, True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Release MediaPipe's graph."""
        self._graph.close()

    def track(self, frame: Frame) -> Landmarks:
        """Find the landmarks of the next frame, which must be the camera's own, not mirrored."""
        moment = max(self._last + 1, round(frame.seconds * 1000))  # must rise strictly
        self._last = moment
        picture = self._image(self._rgb, np.ascontiguousarray(frame.image))
        height, width = frame.image.shape[:2]
        with _hushed() if self._first else nullcontext():
            found = self._graph.detect_for_video(picture, moment)
        self._first = False
        return _landmarks(found, width, height, frame)

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
        points[landmarks.FACE] = _array(found.face_landmarks)[_FACE]
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


def _array(points: Any) -> NDArray[np.float32]:
    return np.asarray([(p.x, p.y, p.z) for p in points], np.float32)
