from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis.strategies import floats
from numpy.testing import assert_allclose, assert_array_equal

from signdict.core.errors import PoseError
from signdict.pose import features, landmarks
from tests.support.fakes import a_pose


def shown(pose):
    s = features.signing(pose)
    return features.inputs(s.hands[None], s.present[None], s.nose[None])[0]


def test_every_sign_has_the_same_number_of_frames_and_numbers():
    assert shown(a_pose(frames=7)).shape == (features.FRAMES, features.WIDTH)
    assert shown(a_pose(frames=90)).shape == (features.FRAMES, features.WIDTH)


@given(scale=floats(0.3, 3), x=floats(-200, 200), y=floats(-200, 200))
def test_position_and_size_of_the_signer_do_not_change_the_features(scale, x, y):
    pose = a_pose()
    moved = pose.points * np.float32(scale) + np.float32((x, y, 0))
    other = replace(pose, points=moved)
    assert_allclose(shown(other), shown(pose), atol=2e-3)


def test_a_single_left_hand_has_the_features_of_a_mirrored_right_hand():
    pose = a_pose()
    confidence = pose.confidence.copy()
    confidence[:, landmarks.RIGHT_HAND] = 0
    left = replace(pose, confidence=confidence).checked()
    a, b = shown(left), shown(left.mirrored())
    assert_allclose(a[:, features.LEFT_SHAPE], b[:, features.RIGHT_SHAPE], atol=1e-4)


def test_a_gap_of_three_frames_is_interpolated_and_one_of_four_is_not():
    pose = a_pose(frames=32)
    for lost, expected in ((3, True), (4, False)):
        confidence = pose.confidence.copy()
        confidence[10 : 10 + lost, landmarks.RIGHT_HAND] = 0
        found = features.signing(replace(pose, confidence=confidence).checked())
        assert found.present[11, 1] == expected


def test_missing_hands_are_zeros():
    pose = a_pose()
    confidence = pose.confidence.copy()
    confidence[:, landmarks.LEFT_HAND] = 0
    numbers = shown(replace(pose, confidence=confidence).checked())
    assert not numbers[:, features.LEFT_SHAPE].any()


def test_a_missing_nose_gets_a_default_place():
    pose = a_pose()
    confidence = pose.confidence.copy()
    confidence[:, landmarks.NOSE] = 0
    confidence[:, landmarks.FACE] = 0
    assert_allclose(
        features.signing(replace(pose, confidence=confidence).checked()).nose[:, :2],
        np.tile((0, -0.9), (features.FRAMES, 1)), atol=1e-6,
    )  # fmt: skip


def test_a_pose_without_hands_raises_pose_error():
    pose = a_pose()
    confidence = pose.confidence.copy()
    confidence[:, landmarks.LEFT_HAND.start :] = 0
    with pytest.raises(PoseError, match="No hand was seen"):
        features.signing(replace(pose, confidence=confidence).usable())


def test_a_span_that_is_known_is_not_looked_for_again():
    pose = a_pose(frames=40)
    known, found = features.signing(pose, span=pose.signing()), features.signing(pose)
    for name in ("hands", "present", "nose"):
        assert_array_equal(getattr(known, name), getattr(found, name))
    part = features.signing(pose, span=slice(5, 20))
    assert not np.allclose(part.hands, found.hands)


def test_numbers_add_the_places_of_hands_and_fingertips():
    s = features.signing(a_pose(frames=40))
    few = features.inputs(s.hands[None], s.present[None], s.nose[None])[0]
    many = features.numbers(s.hands[None], s.present[None], s.nose[None])[0]
    assert many.shape == (features.FRAMES, features.SIGNS)
    assert_array_equal(many[:, : features.WIDTH], few)
    mask = s.present[..., None]
    middle = (s.hands[:, :, 9, :2] * mask).reshape(-1, 4)
    assert_allclose(many[:, features.WIDTH : features.WIDTH + 4], middle, atol=1e-6)
    both = s.present.all(axis=1)
    way = s.hands[:, 1, 8, :2] - s.hands[:, 0, 8, :2]  # between the tips of the index fingers
    assert_allclose(many[both, -4:-2], way[both], atol=1e-6)
    assert not many[~s.present.any(axis=1), features.WIDTH :].any()


def test_a_nose_that_the_body_lacks_is_taken_from_the_face():
    pose = a_pose()
    corners = landmarks.LEFT_EYE[8], landmarks.RIGHT_EYE[8], landmarks.LIPS_OUTER[15]
    pose.points[:, corners, :2] = ((340, 100), (300, 100), (320, 170))
    confidence = pose.confidence.copy()
    confidence[:, landmarks.NOSE] = 0
    found = features.signing(replace(pose, confidence=confidence).checked().usable())
    assert_allclose(found.nose[:, :2] * 120 + (320, 200), np.tile((320, 114), (32, 1)), atol=1e-2)
