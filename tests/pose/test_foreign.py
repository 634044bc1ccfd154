from dataclasses import replace

import numpy as np

from signdict.pose import foreign, landmarks
from tests.support.fakes import a_pose
from tests.support.poses import HAND, a_signer

LEFT, RIGHT = landmarks.LEFT_HAND, landmarks.RIGHT_HAND


def completed(pose, hidden, frames=slice(None)):
    """Return the pose after some joints of its right hand were lost."""
    confidence = pose.confidence.copy()
    confidence[frames, [RIGHT.start + joint for joint in hidden]] = 0
    given = replace(pose, confidence=confidence).checked()
    return foreign.whole_hands(given.points, given.confidence)


def test_whole_landmarks_of_mediapipe_stay_the_same_arrays():
    pose = a_pose(frames=20)
    points, seen = pose.points, pose.seen
    assert foreign.whole_hands(points, pose.confidence)[0] is points
    assert foreign.in_pixels(points, seen, 640, 480) is points
    assert foreign.right_sides(points, pose.confidence)[0] is points
    assert foreign.picture_size(640, 480, points, seen) == (640, 480)


def test_a_joint_that_is_never_seen_lies_on_its_finger():
    pose = a_signer()
    points, confidence = completed(pose, [7])  # between joints 6 and 8 of the index
    assert (confidence[:, RIGHT] > 0).all()
    np.testing.assert_allclose(points, pose.points, atol=1e-3)


def test_a_finger_without_its_tip_is_continued():
    pose = a_signer()
    points, _ = completed(pose, [8])
    offsets = points[:, RIGHT.start + 8] - points[:, RIGHT.start + 7]
    assert np.allclose(offsets[:, 1], -9 * 0.75)


def test_a_lost_finger_is_placed_like_the_others():
    points, _ = completed(a_signer(), [17, 18, 19, 20])
    offsets = points[0, RIGHT.start + 17] - points[0, RIGHT.start]
    np.testing.assert_allclose(offsets, HAND[[1, 5, 9, 13]].mean(axis=0), atol=1e-3)


def test_a_joint_that_is_lost_for_some_frames_is_interpolated():
    pose = a_signer()
    points, confidence = completed(pose, [12], slice(10, 20))
    assert (confidence[:, RIGHT] > 0).all()
    np.testing.assert_allclose(points, pose.points, atol=1e-3)


def test_a_hand_of_a_few_joints_or_without_wrist_is_not_seen():
    for hidden in ([0], range(1, 17)):
        points, confidence = completed(a_signer(), hidden, slice(5, 9))
        assert not confidence[5:9, RIGHT].any()
        assert not points[5:9, RIGHT].any()
        assert confidence[9:, RIGHT].all()
        assert confidence[:, LEFT].all()


def test_somebody_seen_from_behind_without_a_face_keeps_left_and_right():
    pose = a_signer()
    points = pose.points * np.asarray((-1, 1, 1), np.float32) + np.asarray((640, 0, 0), np.float32)
    points[:, landmarks.NOSE, 2] = 0.3  # behind the shoulders
    behind = replace(pose, points=points).checked()
    assert foreign.right_sides(behind.points, behind.confidence)[0] is behind.points
    behind.points[:, landmarks.NOSE, 2] = -0.3
    turned = foreign.right_sides(behind.points, behind.confidence)[0]
    across = turned[:, landmarks.LEFT_SHOULDER] - turned[:, landmarks.RIGHT_SHOULDER]
    assert (across[:, 0] > 0).all()
