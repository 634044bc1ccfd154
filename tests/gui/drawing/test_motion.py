"""Poses are smoothed for display: nothing jumps, and lost parts fade out."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from signdict.gui.drawing.motion import Motion
from signdict.pose import landmarks
from tests.support.fakes import a_pose


def without(pose, part, frames):
    """The pose without a part in some frames; missing points are stored as zeros."""
    points, confidence = pose.points.copy(), pose.confidence.copy()
    points[frames, part] = 0
    confidence[frames, part] = 0
    return replace(pose, points=points, confidence=confidence)


def sampled(motion, step=0.01):
    return [motion.at(s) for s in np.arange(0, motion.seconds, step)]


@pytest.mark.parametrize("hand", [landmarks.LEFT_HAND, landmarks.RIGHT_HAND])
def test_a_hand_lost_for_up_to_five_frames_is_drawn_on_its_way_and_marked(hand):
    pose = a_pose(frames=60)
    whole = Motion(pose)
    side = int(hand == landmarks.RIGHT_HAND)
    for length, fills in ((5, True), (6, False)):
        motion = Motion(without(pose, hand, slice(20, 20 + length)))
        assert motion.has_filled_hands is fills
        marked = [frame for frame in range(60) if motion.at(frame / pose.fps).filled[side]]
        assert marked == ([*range(20, 25)] if fills else [])
        assert not any(motion.at(frame / pose.fps).filled[1 - side] for frame in range(60))
        frame, real = motion.at(22 / pose.fps), whole.at(22 / pose.fps)
        assert bool(frame.confidence[hand].min() == 1) is fills
        if fills:  # the hands of this signer move in straight lines
            np.testing.assert_allclose(frame.points[hand], real.points[hand], atol=0.05)


def test_a_hand_lost_at_the_start_or_the_end_is_not_filled():
    for frames in (slice(0, 3), slice(27, 30)):
        motion = Motion(without(a_pose(frames=30), landmarks.LEFT_HAND, frames))
        assert not motion.has_filled_hands


def test_the_pose_itself_stays_as_it_was_recorded():
    pose = without(a_pose(frames=30), landmarks.LEFT_HAND, slice(10, 13))
    before = pose.points.copy(), pose.confidence.copy()
    Motion(pose).at(0.4)
    np.testing.assert_array_equal(pose.points, before[0])
    np.testing.assert_array_equal(pose.confidence, before[1])


PARTS = [landmarks.FACE, landmarks.LEFT_HAND, landmarks.RIGHT_HAND, slice(13, 14)]


@pytest.mark.parametrize("part", PARTS, ids=["face", "left hand", "right hand", "elbow"])
def test_a_lost_part_fades_and_does_not_jump(part):
    motion = Motion(without(a_pose(frames=60), part, slice(20, 60)))
    frames = sampled(motion)
    positions = np.stack([frame.points[part, :2] for frame in frames])
    opacity = np.stack([frame.confidence[part] for frame in frames])
    assert np.abs(np.diff(positions, axis=0)).max() < 5
    assert np.abs(np.diff(opacity, axis=0)).max() < 0.1
    assert opacity[0].min() == 1
    assert opacity[-1].max() == 0
    assert positions.min() > 1


@pytest.mark.parametrize(
    ("part", "anchor"),
    [(landmarks.FACE, landmarks.NOSE), (landmarks.LEFT_HAND, landmarks.LEFT_WRIST)],
    ids=["face and nose", "hand and wrist"],
)
def test_a_lost_part_follows_the_body_while_it_fades(part, anchor):
    pose = a_pose(frames=60)
    pose.points[:, anchor, 0] = pose.points[:, part.start, 0] = 100 + 3 * np.arange(60)
    motion = Motion(without(pose, part, slice(20, 60)))
    for frame in sampled(motion)[1:-1]:
        assert frame.points[part.start, 0] == pytest.approx(frame.points[anchor, 0], abs=0.01)


def test_a_part_lost_for_one_frame_stays_visible():
    motion = Motion(without(a_pose(frames=30), landmarks.LEFT_HAND, slice(15, 16)))
    assert min(frame.confidence[landmarks.LEFT_HAND].min() for frame in sampled(motion)) > 0.9


def test_a_part_that_was_never_detected_is_never_shown():
    motion = Motion(without(a_pose(), landmarks.FACE, slice(None)))
    assert max(frame.confidence[landmarks.FACE].max() for frame in sampled(motion)) == 0


def test_a_lost_shoulder_leaves_the_other_points_of_the_body():
    motion = Motion(without(a_pose(frames=40), landmarks.LEFT_SHOULDER, slice(10, 30)))
    frame = motion.at(20 / 25)
    assert frame.confidence[landmarks.LEFT_SHOULDER] == 0
    assert frame.confidence[landmarks.RIGHT_SHOULDER] == 1
    assert frame.points[landmarks.LEFT_SHOULDER, 0] == pytest.approx(380)


def test_times_outside_the_clip_show_its_first_or_last_frame():
    motion = Motion(a_pose(frames=10))
    assert len(motion) == 10
    assert np.array_equal(motion.at(-1).points, motion.at(0).points)
    assert np.array_equal(motion.at(99).points, motion.at(9 / 25).points)


def test_a_clip_of_one_frame_does_not_move():
    motion = Motion(a_pose(frames=1))
    assert np.array_equal(motion.at(0).points, motion.at(0.04).points)


def test_the_pose_is_not_changed():
    pose = without(a_pose(), landmarks.FACE, slice(3, 6))
    before = pose.points.copy()
    Motion(pose)
    assert np.array_equal(pose.points, before)


@given(seed=st.integers(0, 200), frames=st.integers(1, 20))
def test_hands_and_shoulders_are_inside_the_box(seed, frames):
    motion = Motion(a_pose(seed, frames))
    left, top, right, bottom = motion.box()
    hands = np.concatenate(
        [frame.points[landmarks.LEFT_HAND.start :, :2] for frame in sampled(motion, 1 / 25)]
    )
    inside = (hands >= (left - 5, top - 5)) & (hands <= (right + 5, bottom + 5))
    assert inside.mean() > 0.97
    assert left < 260 < 380 < right
    assert top < 120 < 200 < bottom


def test_without_hands_the_box_holds_head_and_chest():
    both = slice(landmarks.LEFT_HAND.start, landmarks.COUNT)
    left, top, right, bottom = Motion(without(a_pose(), both, slice(None))).box()
    assert (left, top, right, bottom) == pytest.approx((182, 38, 458, 338))


@pytest.mark.parametrize(
    ("visible", "least", "most"), [(range(50), 25, 25), (range(32, 44), 34, 42)]
)
def test_the_representative_time_is_near_the_middle_with_hands_visible(visible, least, most):
    hands = slice(landmarks.LEFT_HAND.start, landmarks.COUNT)
    lost = [frame for frame in range(50) if frame not in visible]
    pose = without(a_pose(frames=50), hands, lost) if lost else a_pose(frames=50)
    assert least <= Motion(pose).representative_time() * pose.fps <= most


def test_the_representative_time_of_a_sign_without_hands_is_its_middle():
    pose = without(a_pose(frames=50), slice(landmarks.LEFT_HAND.start, landmarks.COUNT), slice(50))
    assert Motion(pose).representative_time() == pose.seconds / 2
