import numpy as np
import pytest

from signdict.core.errors import PoseError
from signdict.pose import dtw, landmarks
from signdict.pose.comparison import BRIEF, WORST, align_palms, compare, nearest
from tests.support.fakes import a_pose
from tests.support.poses import HAND, a_signer, bent, lost, moved, paced, turned

LEFT, RIGHT = landmarks.LEFT_HAND, landmarks.RIGHT_HAND
SIGN = a_signer()
THIRD = slice(17, 34)  # the middle one of 50 frames


def only(comparison):
    """Return the only difference."""
    (difference,) = comparison.worst
    return difference


def kinds(comparison):
    return {(difference.hand, difference.kind) for difference in comparison.worst}


def when(comparison, difference):
    """Return the seconds of the attempt at which a difference starts and ends."""
    return comparison.attempt[difference.start], comparison.attempt[difference.end - 1]


def test_a_sign_does_not_differ_from_itself():
    same = compare(SIGN, SIGN, mirrored=False)
    assert same.worst == ()
    assert same.cost == 0
    assert same.apart.max() < 1e-6


def test_position_and_size_of_the_signer_do_not_matter():
    points = SIGN.points * np.float32(1.7) + np.float32([40, -30, 0])
    far = compare(type(SIGN)(points, SIGN.confidence, SIGN.fps, 1100, 800), SIGN, mirrored=False)
    assert far.worst == ()
    assert far.cost < 1e-5


@pytest.mark.parametrize(
    ("hand", "by", "side", "kind"),
    [
        (LEFT, (0, -0.3), "left", "higher"),
        (LEFT, (0, 0.3), "left", "lower"),
        (RIGHT, (0, -0.3), "right", "higher"),
        (RIGHT, (0.4, 0), "right", "further left"),
        (LEFT, (-0.4, 0), "left", "further right"),
    ],
)
def test_a_displaced_hand_is_reported_with_its_time_and_nothing_else(hand, by, side, kind):
    comparison = compare(moved(SIGN, hand, by, THIRD), SIGN, mirrored=False)
    one = only(comparison)
    assert (one.hand, one.kind, one.unit) == (side, kind, "shoulder widths")
    assert one.amount == pytest.approx(max(map(abs, by)), abs=0.06)
    start, end = when(comparison, one)
    assert start == pytest.approx(17 / 25, abs=0.13)
    assert end == pytest.approx(33 / 25, abs=0.13)
    assert start <= comparison.attempt[one.peak] <= end
    assert not comparison.throughout(one)


def test_a_constant_difference_is_reported_once_as_throughout():
    comparison = compare(moved(SIGN, LEFT, (0, -0.4)), SIGN, mirrored=False)
    one = only(comparison)
    assert (one.hand, one.kind) == ("left", "higher")
    assert comparison.throughout(one)


def test_a_rotated_hand_is_reported_in_degrees():
    one = only(compare(turned(SIGN, RIGHT, 80, THIRD), SIGN, mirrored=False))
    assert (one.hand, one.kind, one.unit) == ("right", "turned", "degrees")
    assert one.amount == pytest.approx(80, abs=1)


def test_a_different_handshape_is_reported_with_its_finger():
    attempt = SIGN
    for finger in (1, 2, 3, 4):
        attempt = bent(attempt, LEFT, finger, THIRD)
    one = only(compare(bent(attempt, LEFT, 0, THIRD), SIGN, mirrored=False))
    assert (one.hand, one.kind, one.unit) == ("left", "shape", "palm lengths")


def test_the_finger_that_differs_most_is_named():
    far = SIGN.points.copy()
    far[:, RIGHT.start + 5 : RIGHT.start + 9, 1] -= 60
    attempt = type(SIGN)(far, SIGN.confidence, SIGN.fps, SIGN.width, SIGN.height)
    comparison = compare(attempt, SIGN, mirrored=False)
    (one,) = [one for one in comparison.worst if one.kind == "shape"]
    assert (one.hand, one.finger) == ("right", "index")


def test_a_hand_that_is_not_seen_is_missing_and_an_additional_one_is_extra():
    gone = lost(SIGN, LEFT, THIRD)
    assert kinds(compare(gone, SIGN, mirrored=False)) == {("left", "missing")}
    assert kinds(compare(SIGN, gone, mirrored=False)) == {("left", "extra")}
    assert only(compare(gone, SIGN, mirrored=False)).unit == ""


def test_a_resting_hand_is_not_missing():
    down = np.tile((0.6, 1.6), (50, 1))
    one_handed = a_signer(left=down)
    assert compare(lost(one_handed, LEFT), one_handed, mirrored=False).worst == ()


def test_a_different_pace_alone_is_not_a_difference():
    slow = paced(SIGN, np.repeat(np.arange(50), 2))
    comparison = compare(slow, SIGN, mirrored=False)
    assert comparison.worst == ()
    assert comparison.seconds == pytest.approx((99 + 49) / 2 / 25, abs=0.05)


def test_an_attempt_that_waits_at_the_start_is_later_and_at_the_end_earlier():
    late = paced(SIGN, [*range(10), *[10] * 30, *range(10, 50)])
    comparison = compare(late, SIGN, mirrored=False)
    assert kinds(comparison) == {("both", "later")}
    assert only(comparison).unit == "seconds"
    assert kinds(compare(SIGN, late, mirrored=False)) == {("both", "earlier")}


def test_aligned_moments_show_the_same_in_both():
    late = paced(SIGN, [*range(10), *[10] * 30, *range(10, 50)])
    comparison = compare(late, SIGN, mirrored=False)
    attempt, clip = comparison.at(comparison.seconds)
    assert (attempt, clip) == (comparison.attempt[-1], comparison.clip[-1])
    waited = np.interp(1.6, comparison.attempt, comparison.clip)
    assert waited == pytest.approx(10 / 25, abs=0.1)
    assert (np.diff(comparison.time) > 0).all()


def test_a_mirrored_attempt_is_compared_with_the_mirrored_clip():
    comparison = compare(moved(SIGN, LEFT, (0, -0.3), THIRD), SIGN.mirrored())
    assert comparison.mirrored
    assert kinds(comparison) == {("left", "higher")}
    assert not compare(SIGN, SIGN).mirrored


def test_only_the_worst_differences_are_reported():
    comparison = compare(a_pose(3, frames=40), a_pose(8, frames=40))
    assert len(comparison.worst) == WORST
    severe = [one.severity for one in comparison.worst]
    assert severe == sorted(severe, reverse=True)
    assert len({(one.hand, one.kind) for one in comparison.worst}) == WORST


def test_a_brief_difference_is_not_reported():
    flicker = moved(SIGN, LEFT, (0, -0.5), slice(20, 22))
    assert (22 - 20) / SIGN.fps < BRIEF
    assert compare(flicker, SIGN, mirrored=False).worst == ()


def test_an_attempt_without_hands_raises_pose_error():
    with pytest.raises(PoseError, match="No hand was seen"):
        nearest(lost(lost(SIGN, LEFT), RIGHT), [(1, SIGN)])


def test_a_long_clip_is_sampled_at_a_limited_number_of_moments():
    long = paced(SIGN, np.repeat(np.arange(50), 20))
    assert len(dtw.moments(long)) == dtw.MOST
    assert len(dtw.moments(paced(SIGN, [0, 1]))) == dtw.LEAST


def test_the_cheapest_path_is_found():
    cost = np.array([[0.0, 5, 5], [5, 0, 5], [5, 0, 5], [5, 5, 0]])
    assert dtw.path(cost).tolist() == [[0, 0], [1, 1], [2, 1], [3, 2]]


def test_palms_are_aligned_by_rotation_not_reflection():
    angle, unlike = align_palms(HAND, HAND @ np.diag((1.0, -1, -1)))  # about x by 180 degrees
    assert angle == pytest.approx(180, abs=1e-3)
    assert unlike.max() < 1e-6
    nothing = np.zeros_like(HAND)
    angle, unlike = align_palms(nothing, nothing)
    assert (float(angle), float(unlike.max())) == (0, 0)


def test_a_comparison_as_json():
    value = compare(moved(SIGN, LEFT, (0, -0.3), THIRD), SIGN, mirrored=False).as_json()
    assert list(value) == ["mirrored", "cost", "worst", "path", "apart"]
    (one,) = value["worst"]
    assert (one["hand"], one["kind"], one["throughout"]) == ("left", "higher", False)
    assert 0.6 < one["attempt_seconds"] < 1.4
    assert len(value["path"]) == len(value["apart"])
