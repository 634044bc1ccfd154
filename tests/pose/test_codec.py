"""A packed pose is small, close to the original, and safe to unpack."""

import struct
import zlib
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from signdict.core.errors import PoseError
from signdict.pose import landmarks
from signdict.pose.codec import _START, pack, unpack
from signdict.pose.pose import Pose, UsablePose


def moving(seed=0, frames=40, width=640, height=480, scale=1.0, tremble=0.3, absent=0.1):
    """A person who trembles and drifts, with a hand or the face missing in some frames."""
    random = np.random.default_rng(seed)
    points = random.uniform(0, 80, (1, 203, 3)) + random.normal(0, tremble, (frames, 203, 3))
    points += np.cumsum(random.normal(0, 1, (frames, 1, 3)), axis=0)
    points[:, landmarks.RIGHT_SHOULDER, :2] += (60, 100)
    points[:, landmarks.LEFT_SHOULDER, :2] += (180, 100)
    points *= scale
    points[..., 2] /= width
    confidence = np.ones((frames, 203))
    confidence[:, landmarks.BODY] = random.uniform(0.5, 1, (frames, 33))
    for part in (landmarks.FACE, landmarks.LEFT_HAND, landmarks.RIGHT_HAND):
        confidence[random.random(frames) < absent, part] = 0
    return Pose(
        points.astype(np.float32), confidence.astype(np.float32), 29.97, width, height
    ).checked()


def assert_same(one, two):
    assert_array_equal(one.points, two.points)
    assert_array_equal(one.confidence, two.confidence)
    assert (one.fps, one.width, one.height) == (two.fps, two.width, two.height)


def shoulder_width(pose):
    across = pose.points[:, landmarks.LEFT_SHOULDER] - pose.points[:, landmarks.RIGHT_SHOULDER]
    return float(np.median(np.linalg.norm(across[:, :2], axis=1)))


def resealed(data):
    """Changed bytes with a valid checksum."""
    body = data[_START.size :]
    return _START.pack(data[:4], zlib.crc32(body)) + body


@pytest.mark.parametrize("scale", [0.3, 1.0, 1.37, 4.0])
def test_hands_and_body_stay_within_a_two_hundred_fiftieth_of_the_shoulder_width(scale):
    pose = moving(scale=scale)
    back = unpack(pack(pose))
    step = shoulder_width(pose) / 250
    for part, share in ((slice(0, 25), 1), (slice(161, 203), 1), (landmarks.FACE, 2)):
        moved = np.abs(back.points[:, part, :2] - pose.points[:, part, :2])
        assert moved.max() <= step * share * 1.02
    deep = np.abs(back.points[..., 2] - pose.points[..., 2])[:, landmarks.LEFT_HAND] * pose.width
    assert deep.max() <= step * 4.1


def test_rate_and_size_are_exact():
    pose = replace(moving(), fps=30000 / 1001, width=853, height=479)
    back = unpack(pack(pose))
    assert (back.fps, back.width, back.height) == (30000 / 1001, 853, 479)


def test_missing_points_are_zeros_without_confidence():
    pose = moving(absent=0.5)
    back = unpack(pack(pose))
    kept = np.r_[0:25, 33:203]
    assert_array_equal(back.seen[:, kept], pose.seen[:, kept])
    assert not back.points[~back.seen].any()


def test_legs_are_dropped():
    back = unpack(pack(moving()))
    assert not back.seen[:, landmarks.LEGS].any()
    assert not back.points[:, landmarks.LEGS].any()


def test_confidence_has_fifteen_levels_and_never_becomes_zero():
    pose = moving()
    pose.confidence[:, landmarks.NOSE] = 0.001
    back = unpack(pack(pose))
    assert_allclose(back.confidence[:, 1:25], pose.confidence[:, 1:25], atol=0.5 / 15 + 1e-6)
    assert back.seen[:, landmarks.NOSE].all()


@given(
    seed=st.integers(0, 1000),
    frames=st.integers(0, 12),
    scale=st.sampled_from([0.0, 1e-20, 0.01, 0.1, 1.0, 1.4142, 3.0, 50.0, 1e30]),
    absent=st.sampled_from([0.0, 0.5, 1.0]),
    tremble=st.sampled_from([0.0, 0.3, 40.0]),
)
def test_an_unpacked_pose_packs_to_the_same_bytes(seed, frames, scale, absent, tremble):
    pose = moving(seed, frames, scale=scale, absent=absent, tremble=tremble)
    once = pack(pose)
    assert pack(unpack(once)) == once
    assert_same(unpack(once), unpack(pack(unpack(once))))


def test_an_unpacked_pose_on_even_pixels_packs_to_the_same_bytes():
    pose = moving()
    even = replace(pose, points=np.float32(np.rint(pose.points / 2) * 2))
    assert pack(unpack(pack(even))) == pack(even)


def test_a_usable_pose_stays_usable():
    pose = moving()
    assert isinstance(unpack(pack(pose.usable())).usable(), UsablePose)
    assert pack(pose.usable()) == pack(pose)


def test_a_pose_without_a_person_can_be_packed():
    pose = replace(moving(frames=5), confidence=np.zeros((5, 203), np.float32))
    back = unpack(pack(pose))
    assert len(back) == 5
    assert not back.seen.any()


def test_a_very_long_clip_without_motion_can_be_unpacked():
    nothing = np.zeros((3000, 203), np.float32)
    still = Pose(np.zeros((3000, 203, 3), np.float32), nothing, 25.0, 640, 480)
    assert_same(unpack(pack(still)), still)


def test_points_that_are_nan_count_as_missing():
    pose = moving()
    pose.points[3, 5] = np.nan
    assert not unpack(pack(pose)).seen[3, 5]


@given(cut=st.integers(0, 400))
def test_truncated_bytes_raise_pose_error(cut):
    data = pack(moving(frames=3))
    with pytest.raises(PoseError, match="stored pose is damaged"):
        unpack(data[: cut % len(data)])


@given(at=st.integers(0, 10_000), flip=st.integers(1, 255))
def test_one_changed_byte_raises_pose_error(at, flip):
    data = bytearray(pack(moving(frames=3)))
    data[at % len(data)] ^= flip
    with pytest.raises(PoseError, match="stored pose is damaged"):
        unpack(bytes(data))


@pytest.mark.parametrize("frames", [0, 2, 4, 2**32 - 1])
def test_a_wrong_size_in_the_header_raises_pose_error(frames):
    data = bytearray(pack(moving(frames=3)))
    struct.pack_into("<I", data, _START.size, frames)
    with pytest.raises(PoseError, match="stored pose is damaged"):
        unpack(resealed(bytes(data)))


@pytest.mark.parametrize("fps", [0.0, -5.0, float("nan"), float("inf")])
def test_an_invalid_rate_raises_pose_error(fps):
    with pytest.raises(PoseError, match="stored pose is damaged"):
        unpack(pack(replace(moving(frames=2), fps=fps)))


@given(noise=st.binary(max_size=200))
def test_arbitrary_bytes_raise_pose_error(noise):
    with pytest.raises(PoseError):
        unpack(noise)
    with pytest.raises(PoseError):
        unpack(resealed(b"SDP1" + bytes(4) + noise))
