"""Hands that were lost and palms that turn over, in signers whose faults are known exactly."""

from dataclasses import replace

import numpy as np
import pytest

from signdict.pose import landmarks
from signdict.pose.faults import Fault, faults, hidden
from signdict.pose.pose import Pose
from tests.support.poses import a_signer, lost

FRAMES = 60
HANDS = {"left": landmarks.LEFT_HAND, "right": landmarks.RIGHT_HAND}
WRISTS = {"left": landmarks.LEFT_WRIST, "right": landmarks.RIGHT_WRIST}
UP = np.tile((0.4, 0.3), (FRAMES, 1))
DOWN = np.tile((0.4, 1.6), (FRAMES, 1))


def a_pair(frames=FRAMES, fps=25.0):
    """Return a signer who holds both hands before the chest, the palms to the camera."""
    way = np.tile((0.4, 0.3), (frames, 1))
    return a_signer(frames, fps, left=way, right=way * (-1, 1))


def one_handed(side="right"):
    """Return a signer whose other hand hangs beside the body."""
    if side == "right":
        return a_signer(FRAMES, left=DOWN, right=UP * (-1, 1))
    return a_signer(FRAMES, left=UP, right=DOWN * (-1, 1))


def without_wrists(pose, side):
    """Return the pose without a wrist of the body."""
    confidence = pose.confidence.copy()
    confidence[:, WRISTS[side]] = 0
    return replace(pose, confidence=confidence).checked()


def turned_over(pose, side, frames):
    """Return the pose with a palm turned over in some frames: mirrored about its own length."""
    points = pose.points.copy()
    hand = HANDS[side]
    wrist = points[:, hand.start, 0].copy()
    points[frames, hand, 0] = 2 * wrist[frames, None] - points[frames, hand, 0]
    return replace(pose, points=points)


def found(pose):
    return [(fault.kind, fault.hand, round(fault.amount, 2)) for fault in faults(pose)]


@pytest.mark.parametrize("pose", [a_signer(), a_pair(), one_handed(), one_handed("left")])
def test_a_whole_sign_has_no_faults(pose):
    assert found(pose) == []
    assert not hidden(pose)


@pytest.mark.parametrize("side", HANDS)
def test_a_hand_lost_in_over_30_per_cent_of_the_sign_is_a_fault(side):
    assert found(lost(a_pair(), HANDS[side], slice(20, 38))) == []
    assert found(lost(a_pair(), HANDS[side], slice(20, 39))) == [("hand lost", side, 0.32)]


@pytest.mark.parametrize("side", HANDS)
def test_a_hand_that_is_seen_before_and_after_needs_no_wrist_of_the_body(side):
    pose = without_wrists(lost(a_pair(), HANDS[side], slice(15, 45)), side)
    assert found(pose) == [("hand lost", side, 0.5)]


@pytest.mark.parametrize("side", HANDS)
def test_a_hand_that_is_never_found_is_lost_while_its_wrist_is_raised(side):
    assert found(lost(a_pair(), HANDS[side])) == [("hand lost", side, 1.0)]
    assert found(without_wrists(lost(a_pair(), HANDS[side]), side)) == []


@pytest.mark.parametrize("side", HANDS)
def test_a_hand_that_hangs_down_is_not_lost(side):
    other = {"left": "right", "right": "left"}[side]
    assert found(lost(one_handed(side), HANDS[other])) == []


def test_a_wrist_that_was_only_guessed_counts_as_no_evidence():
    pose = lost(a_pair(), landmarks.LEFT_HAND)
    confidence = pose.confidence.copy()
    confidence[:, landmarks.LEFT_WRIST] = 0.3
    assert found(replace(pose, confidence=confidence)) == []


def test_rest_before_and_after_the_sign_is_not_counted():
    way = np.concatenate([DOWN[:40], UP[:20], DOWN[:40]])
    pose = a_signer(100, left=way, right=way * (-1, 1))
    gap = slice(45, 55)
    assert found(lost(pose, landmarks.LEFT_HAND, gap)) == [("hand lost", "left", 0.5)]


def test_frames_without_any_hand_are_a_fault_of_their_own():
    both = slice(landmarks.LEFT_HAND.start, landmarks.RIGHT_HAND.stop)
    assert found(lost(a_pair(), both, slice(20, 50))) == [
        ("no hands", "both", 0.5),
        ("hand lost", "left", 0.5),
        ("hand lost", "right", 0.5),
    ]


def test_a_pause_between_two_signs_is_no_fault():
    way = np.concatenate([UP[:20], DOWN[:60], UP[:20]])
    pose = a_signer(100, left=way, right=way * (-1, 1))
    both = slice(landmarks.LEFT_HAND.start, landmarks.RIGHT_HAND.stop)
    assert found(lost(pose, both, slice(20, 80))) == []


@pytest.mark.parametrize("side", HANDS)
def test_a_palm_that_turns_over_again_and_again_is_a_fault(side):
    pose = turned_over(a_pair(), side, [10, 20, 30, 40])
    assert found(pose) == [("palms turn", side, round(8 / 59 * 1000, 2))]


def test_a_palm_that_turns_over_once_or_slowly_is_none():
    assert found(turned_over(a_pair(), "right", slice(30, None))) == []
    long = turned_over(a_pair(200), "right", [20, 60, 100, 140])
    assert found(long) == []  # 40 turns in 1,000


def test_palms_are_not_judged_at_fewer_than_12_frames_per_second():
    pose = turned_over(a_pair(fps=8.0), "left", slice(0, None, 2))
    assert found(pose) == []
    assert found(replace(pose, fps=12.0)) == [("palms turn", "left", 1000.0)]


def test_a_turn_between_frames_without_the_hand_is_not_counted():
    pose = turned_over(a_pair(), "right", slice(30, None))
    assert found(lost(pose, landmarks.RIGHT_HAND, slice(28, 32))) == []


def test_a_clip_that_no_model_can_read_shows_no_hands():
    nobody = Pose(np.zeros((5, 203, 3), np.float32), np.zeros((5, 203), np.float32), 25.0, 64, 48)
    assert faults(nobody) == (Fault("no hands", "both", 1.0),)
    assert hidden(nobody)


def test_a_sign_is_hidden_if_its_only_hand_is_lost_in_most_frames():
    assert not hidden(lost(one_handed(), landmarks.RIGHT_HAND, slice(20, 50)))
    assert hidden(lost(one_handed(), landmarks.RIGHT_HAND, slice(20, 51)))


def test_a_sign_of_two_hands_is_hidden_only_without_both():
    both = slice(landmarks.LEFT_HAND.start, landmarks.RIGHT_HAND.stop)
    assert not hidden(lost(a_pair(), landmarks.RIGHT_HAND))
    assert not hidden(lost(a_pair(), both, slice(10, 40)))
    assert hidden(lost(a_pair(), both, slice(10, 41)))
