"""Poses with an even rate from frames at any times."""

import numpy as np
import pytest

from signdict.core.errors import PoseError
from signdict.pose import landmarks
from signdict.pose.pose import Landmarks
from signdict.pose.timing import even_pose, usual_rate


def frames(times):
    """Return frames in which every point is at x = 100 times the seconds."""
    points = np.zeros((len(times), landmarks.COUNT, 3), np.float32)
    points[..., 0] = 100 * np.array(times)[:, None]
    seen = np.ones(landmarks.COUNT, np.float32)
    return [Landmarks(p, seen.copy(), float(t)) for p, t in zip(points, times, strict=True)]


def shown(pose):
    """Return the time that each frame of a pose shows; None where nothing is seen."""
    return [
        round(float(x) / 100, 3) if seen else None
        for x, seen in zip(pose.points[:, 0, 0], pose.seen[:, 0], strict=True)
    ]


@pytest.mark.parametrize("fps", [12.0, 14.0, 25.0, 29.97, 59.94, 240.0])
def test_even_frames_are_kept_as_they_are(fps):
    times = [round(n / fps, 3) for n in range(500)]  # containers round to milliseconds
    given = frames(times)
    pose = even_pose(given, fps, 640, 480, 0.0)
    assert (pose.fps, len(pose)) == (fps, 500)
    assert (pose.points == np.stack([frame.points for frame in given])).all()


def test_even_frames_have_their_own_rate_if_the_stated_one_is_wrong():
    pose = even_pose(frames([n / 12 for n in range(60)]), 25.0, 640, 480)
    assert pose.fps == pytest.approx(12)
    assert len(pose) == 60


def test_a_pause_repeats_the_last_frame():
    times = [0.0, 1.0, 2.0, *(3 + n / 25 for n in range(25))]
    pose = even_pose(frames(times), 6.9, 640, 480, 0.0)
    assert (pose.fps, len(pose)) == (pytest.approx(25), 100)
    assert shown(pose) == [*[0.0] * 25, *[1.0] * 25, *[2.0] * 25, *np.round(times[3:], 3)]


def test_a_dropped_frame_is_interpolated():
    times = [n / 25 for n in range(50) if n % 5 != 2]
    pose = even_pose(frames(times), 20.0, 640, 480)
    assert shown(pose) == [round(n / 25, 3) for n in range(50)]


def test_an_interpolated_point_that_is_not_seen_in_one_frame_has_its_place_in_the_other():
    given = frames([n / 25 for n in range(50) if n % 5 != 2])
    given[2].confidence[0] = 0  # the frame after the first gap
    pose = even_pose(given, 20.0, 640, 480)
    assert shown(pose)[1:4] == [0.04, 0.04, None]


def test_frames_of_two_rates_get_the_faster_one():
    times = [*(n / 30 for n in range(60)), *(2 + n / 15 for n in range(30))]
    pose = even_pose(frames(times), 22.5, 640, 480)
    assert pose.fps == pytest.approx(30)
    assert shown(pose) == pytest.approx([n / 30 for n in range(119)], abs=0.001)


def test_slow_uneven_frames_are_interpolated_not_repeated():
    pose = even_pose(frames([0, 0.5, 0.8, 1.6, 2.0, 2.6]), 2.0, 640, 480)
    assert 1 < pose.fps < 3
    assert shown(pose) == pytest.approx([n / pose.fps for n in range(len(pose))], abs=0.06)


def test_nothing_is_seen_before_a_late_first_frame():
    times = [0.5 + n / 25 for n in range(10)]
    pose = even_pose(frames(times), 25.0, 640, 480, 0.0)
    assert shown(pose) == [*[None] * 12, *np.round(times, 3)]  # 0.5 s are 12.5 frames


def test_the_first_frame_of_a_part_may_be_a_little_late():
    pose = even_pose(frames([0.03 + n / 25 for n in range(10)]), 25.0, 640, 480, 0.0)
    assert len(pose) == 10


def test_pauses_of_hours_raise_pose_error():
    with pytest.raises(PoseError, match="pauses for 86000 seconds"):
        even_pose(frames([0.0, 0.04, 0.08, 86000.0, 86000.04]), 25.0, 640, 480)


def test_frames_at_one_time_have_the_stated_rate():
    assert even_pose(frames([1.0, 1.0]), 25.0, 640, 480).fps == 25


def test_the_rate_of_jittering_frames_is_the_stated_one():
    intervals = 0.04 + np.random.default_rng(0).normal(0, 0.002, 200)
    assert usual_rate(intervals, 25.0) == 25
