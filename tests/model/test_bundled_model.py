"""The bundled model and what nobody should give it: numbers or a refusal, never nonsense."""

from dataclasses import replace

import numpy as np
import pytest

from signdict.core.errors import PoseError
from signdict.core.paths import Paths
from signdict.model.encoder import SignClipEncoder
from signdict.pose import landmarks
from signdict.pose.pose import Pose
from tests.support.fakes import a_pose


@pytest.fixture(scope="module")
def bundled():
    return SignClipEncoder.open(Paths.standard().model)


def _frozen() -> Pose:
    pose = a_pose(1, frames=40)
    return replace(
        pose,
        points=np.repeat(pose.points[:1], 40, axis=0),
        confidence=np.repeat(pose.confidence[:1], 40, axis=0),
    )


def _long() -> Pose:
    pose = a_pose(2, frames=100)
    return replace(
        pose,
        points=np.tile(pose.points, (100, 1, 1)),
        confidence=np.tile(pose.confidence, (100, 1)),
    )


def _half_nan() -> Pose:
    pose = a_pose(3, frames=30)
    points = pose.points.copy()
    points[::2, landmarks.RIGHT_HAND] = np.nan
    return replace(pose, points=points).checked()


def _in_one_place() -> Pose:
    pose = a_pose(4, frames=20)
    points = pose.points.copy()
    points[:, landmarks.RIGHT_HAND] = points[:, landmarks.RIGHT_HAND.start][:, None]
    return replace(pose, points=points)


def _narrow() -> Pose:
    pose = a_pose(5, frames=20)
    points = pose.points.copy()
    points[:, landmarks.LEFT_SHOULDER] = points[:, landmarks.RIGHT_SHOULDER]
    return replace(pose, points=points)


READABLE = {
    "one frame": lambda: a_pose(0, frames=1),
    "two frames": lambda: a_pose(0, frames=2),
    "frozen": _frozen,
    "10,000 frames": _long,
    "half of a hand NaN": _half_nan,
    "all of a hand in one place": _in_one_place,
    "both shoulders in one place": _narrow,
    "far outside the picture": lambda: replace(
        a_pose(6), points=a_pose(6).points * np.float32(1e6)
    ),
}


@pytest.mark.parametrize("name", list(READABLE))
def test_an_odd_pose_gives_a_vector_without_nonsense(bundled, name):
    read = bundled.read_poses([READABLE[name](), a_pose(7)])
    assert np.isfinite(read.vectors).all()
    assert (np.linalg.norm(read.vectors, axis=1) > 0).all()
    if read.tokens is not None:
        assert np.isfinite(read.tokens).all()
        assert len(read.tokens) == 2


@pytest.mark.parametrize("missing", ["frames", "everything", "hands", "NaN"])
def test_a_pose_that_says_nothing_is_refused_in_a_sentence(bundled, missing):
    pose = a_pose(0, frames=12)
    points, confidence = pose.points.copy(), pose.confidence.copy()
    if missing == "frames":
        pose = pose.cut(0, 0)
    elif missing == "everything":
        pose = replace(pose, confidence=confidence * 0)
    elif missing == "hands":
        confidence[:, landmarks.LEFT_HAND] = confidence[:, landmarks.RIGHT_HAND] = 0
        pose = replace(pose, confidence=confidence)
    else:
        pose = replace(pose, points=points * np.nan).checked()
    with pytest.raises(PoseError) as told:
        bundled.read_poses([pose.usable()])
    assert told.value.hint


@pytest.mark.parametrize(
    "text", ["", " ", "🤟", "ありがとう", "مرحبا", "\x00", "bee " * 2500, "z" * 10_000]
)
def test_any_text_gives_a_vector_without_nonsense(bundled, text):
    vectors = bundled.raw_texts([text, "bee"])
    assert np.isfinite(vectors).all()
    assert (np.linalg.norm(vectors, axis=1) > 0).all()
