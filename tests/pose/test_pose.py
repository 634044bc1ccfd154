import pickle
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis.strategies import floats, integers
from numpy.testing import assert_allclose, assert_array_equal

from signdict.core.errors import PoseError
from signdict.pose import landmarks
from signdict.pose.pose import Landmarks, Pose, UsablePose, usable_poses
from tests.support.fakes import a_pose


def synthetic():
    """The random pose of the reference numbers of the published preprocessing, as 203 points."""
    rs = np.random.RandomState(11)
    data = rs.uniform(0, 320, (12, 1, 576, 3)).astype(np.float32)
    conf = rs.uniform(0.1, 1, (12, 1, 576)).astype(np.float32)
    conf[[0, 1, 5], :, 501:522] = 0
    conf[8:, :, 522:543] = 0
    conf[10] = 0
    chosen = [*range(33), *(33 + i for i in landmarks.FACE_IDS), *range(501, 543)]
    return Pose(data[:, 0, chosen], conf[:, 0, chosen], 25, 320, 320).checked()


def test_features_equal_those_of_signclip(shared):
    reference = np.load(shared / "oracle" / "synthetic_preprocess.npz")["zero_masked"]
    assert_allclose(synthetic().features(), reference, atol=1e-5)


def test_features_are_as_recorded():
    # mean, spread and first numbers of the reference above, so that this holds without it
    features = synthetic().features()
    assert features.shape == (12, 609)
    assert_allclose(features[10], 0)
    assert_allclose(
        [features.mean(), features.std(), features[0, 0], features[3, 100], features[11, 608]],
        GOLDEN, atol=1e-5,
    )  # fmt: skip


GOLDEN = (-0.008892, 0.399162, -0.379865, 0.081526, 0.0)


@given(scale=floats(0.1, 10), x=floats(-500, 500), y=floats(-500, 500))
def test_position_and_size_do_not_change_a_normalised_pose(scale, x, y):
    pose = a_pose()
    moved = replace(pose, points=pose.points * np.float32(scale) + np.float32((x, y, 0)))
    assert_allclose(
        moved.normalised().points[..., :2], pose.normalised().points[..., :2], atol=2e-3
    )


def test_normalised_shoulders_are_one_apart_around_the_origin():
    points = a_pose().normalised().points
    left, right = points[:, landmarks.LEFT_SHOULDER], points[:, landmarks.RIGHT_SHOULDER]
    assert_allclose(np.linalg.norm(left - right, axis=1).mean(), 1, atol=1e-5)
    assert_allclose((left + right).mean(axis=0), 0, atol=1e-5)


def test_normalising_hides_the_legs():
    assert not a_pose().normalised().points[:, landmarks.LEGS].any()


def test_mirroring_twice_returns_the_pose():
    pose = a_pose()
    assert_allclose(pose.mirrored().mirrored().points, pose.points, atol=1e-4)


def test_mirroring_exchanges_the_hands():
    pose = a_pose()
    assert_allclose(
        pose.mirrored().points[:, landmarks.LEFT_HAND, 1], pose.points[:, landmarks.RIGHT_HAND, 1]
    )


def test_every_point_has_a_mirror_partner():
    order = np.asarray(landmarks.MIRROR)
    assert sorted(order) == list(range(landmarks.COUNT))
    assert (order[order] == np.arange(landmarks.COUNT)).all()


@given(before=integers(0, 5), after=integers(0, 5))
def test_rest_at_both_ends_is_trimmed(before, after):
    pose = a_pose(frames=8)
    rest = np.repeat(pose.points[:1], before + after, axis=0)
    rest[:, landmarks.LEFT_HAND.start :, 1] = 470  # both hands far down
    points = np.concatenate([rest[:before], pose.points, rest[before:]])
    confidence = np.ones(points.shape[:2], np.float32)
    whole = replace(pose, points=points, confidence=confidence)
    assert len(whole.trimmed()) == 8
    assert len(whole.trimmed(2)) == 8 + min(2, before) + min(2, after)


def test_a_clip_without_raised_hands_is_kept_whole():
    pose = a_pose()
    points = pose.points.copy()
    points[:, landmarks.LEFT_HAND.start :, 1] = 470
    assert len(replace(pose, points=points).trimmed()) == len(pose)


def test_a_clip_without_shoulders_is_kept_whole():
    pose = a_pose()
    confidence = pose.confidence.copy()
    confidence[:, landmarks.LEFT_SHOULDER] = 0
    assert len(replace(pose, confidence=confidence).trimmed()) == len(pose)


def test_points_are_interpolated_between_frames():
    pose = a_pose(frames=3, fps=10)
    assert_allclose(pose.at(0.05).points, (pose.points[0] + pose.points[1]) / 2, atol=1e-3)
    assert_allclose(pose.at(99).points, pose.points[2])


def test_a_point_seen_in_one_neighbour_fades_where_it_is():
    pose = a_pose(frames=2, fps=10)
    confidence = pose.confidence.copy()
    confidence[1, landmarks.LEFT_HAND] = 0
    moment = replace(pose, confidence=confidence).checked().at(0.05)
    hand = landmarks.LEFT_HAND
    assert_allclose(moment.points[hand], pose.points[0, hand])
    assert_allclose(moment.confidence[hand], 0.5)


def test_points_that_are_not_finite_count_as_missing():
    pose = a_pose()
    points = pose.points.copy()
    points[2, 40] = np.nan
    checked = replace(pose, points=points).checked()
    assert not checked.seen[2, 40]
    assert not checked.points[2, 40].any()


@pytest.mark.parametrize(
    ("part", "message"),
    [
        (slice(0, 203), "Nobody was seen"),
        (slice(11, 12), "The shoulders are never"),
        (slice(161, 203), "No hand was seen"),
    ],
)
def test_an_unusable_pose_raises_pose_error(part, message):
    pose = a_pose()
    confidence = pose.confidence.copy()
    confidence[:, part] = 0
    with pytest.raises(PoseError, match=message):
        replace(pose, confidence=confidence).checked().usable()


def test_a_pose_without_frames_raises_pose_error():
    with pytest.raises(PoseError, match="no frame"):
        Pose.of([], 25, 640, 480)
    with pytest.raises(PoseError, match="no frames"):
        a_pose().cut(0, 0).usable()


def test_shoulders_in_the_same_place_raise_pose_error():
    pose = a_pose()
    points = pose.points.copy()
    points[:, landmarks.LEFT_SHOULDER] = points[:, landmarks.RIGHT_SHOULDER]
    with pytest.raises(PoseError, match="same place"):
        replace(pose, points=points).normalised()


def test_normalising_without_shoulders_raises_pose_error():
    pose = a_pose()
    with pytest.raises(PoseError, match="shoulders"):
        replace(pose, confidence=np.zeros_like(pose.confidence)).normalised()


def test_frames_are_joined_to_a_pose():
    pose = a_pose(frames=4)
    frames = [Landmarks(p, c, 0.0) for p, c in zip(pose.points, pose.confidence, strict=True)]
    joined = Pose.of(frames, 25, 640, 480)
    assert_allclose(joined.points, pose.points)
    assert joined.seconds == 4 / 25


def test_the_hand_that_moves_more_leads_and_mirroring_negates_it():
    pose = a_pose(2, frames=20)
    still = replace(pose, points=pose.points.copy())
    still.points[:, landmarks.LEFT_HAND] = pose.points[:1, landmarks.LEFT_HAND]
    assert 0 < still.leading() <= 1
    assert still.mirrored().leading() == pytest.approx(-still.leading())


def test_neither_hand_leads_if_both_move_alike():
    pose = a_pose(2)
    points = pose.points.copy()
    points[:, landmarks.RIGHT_HAND] = points[:, landmarks.LEFT_HAND]
    assert replace(pose, points=points).leading() == 0


def test_a_usable_pose_can_be_pickled():
    usable = a_pose().usable()
    copy = pickle.loads(pickle.dumps(usable))
    assert isinstance(copy, UsablePose)
    assert_array_equal(copy.points, usable.points)
    assert (copy.fps, copy.width, copy.height, copy.people) == (
        usable.fps, usable.width, usable.height, usable.people,
    )  # fmt: skip


def test_a_usable_pose_is_returned_as_it_is():
    usable = replace(a_pose(), people=2).usable()
    assert usable.people == 2
    assert usable.usable() is usable


def test_the_mirror_image_of_a_usable_pose_is_usable_and_a_part_need_not_be():
    usable = a_pose().usable()
    assert isinstance(usable.mirrored(), UsablePose)
    assert usable.mirrored().people == usable.people
    for part in (usable.cut(0, 0), usable.trimmed(), usable.checked(), usable.normalised()):
        assert type(part) is Pose


def test_a_usable_pose_cannot_be_made_unusable():
    usable = a_pose().usable()
    with pytest.raises(PoseError, match="Nobody"):
        replace(usable, confidence=np.zeros_like(usable.confidence))


def test_every_pose_is_checked():
    assert [type(pose) for pose in usable_poses([a_pose(1), a_pose(2)])] == [UsablePose] * 2
    with pytest.raises(PoseError, match="no frames"):
        usable_poses([a_pose(1), a_pose().cut(0, 0)])
    assert a_pose().cut(0, 0).usable_or_none() is None
    assert isinstance(a_pose().usable_or_none(), UsablePose)
