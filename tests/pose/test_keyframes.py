from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from signdict.pose import keyframes, landmarks
from tests.support.fakes import a_pose


@given(st.integers(0, 30), st.integers(1, 40), st.integers(1, 8))
def test_moments_are_sorted_within_the_clip_and_at_most_count(seed, frames, count):
    pose = a_pose(seed, frames)
    found = keyframes.moments(pose, count)
    assert 1 <= len(found) <= count
    assert found == sorted(set(found))
    assert all(0 <= seconds < pose.seconds for seconds in found)


def a_move(still, moving):
    """A right hand that rests for some frames, then moves to the side at a constant pace."""
    pose = a_pose(1, still + moving)
    points = pose.points.copy()
    points[:, landmarks.RIGHT_HAND] = points[:1, landmarks.RIGHT_HAND]
    points[:, landmarks.LEFT_HAND] = points[:1, landmarks.LEFT_HAND]
    way = np.concatenate([np.zeros(still), np.arange(moving) * 5.0])
    points[:, landmarks.RIGHT_HAND, 0] += way[:, None]
    return replace(pose, points=points.astype(np.float32))


def test_there_are_more_moments_where_there_is_more_motion():
    found = np.array(keyframes.moments(a_move(20, 20), 5)) * 25
    assert (found < 20).sum() < (found >= 20).sum()


def test_a_hold_is_preferred_to_the_motion_around_it():
    pose = a_move(1, 30)
    points = pose.points.copy()
    points[15:19, landmarks.RIGHT_HAND] = points[15, landmarks.RIGHT_HAND]
    found = keyframes.moments(replace(pose, points=points), 3)
    assert round(found[1] * 25) in range(15, 19)


def test_hands_that_never_move_are_spread_over_time():
    assert keyframes.moments(a_move(40, 1), 4) == pytest.approx([0.2, 0.6, 1.0, 1.4], abs=0.3)
