from dataclasses import replace

import numpy as np
import pytest

from signdict.core.errors import FacetError, PoseError
from signdict.core.types import Clip, Match, Sign
from signdict.linguistics.phonology import features
from signdict.linguistics.phonology.features import PhonologicalFeatures
from signdict.pose import landmarks
from signdict.pose.synthetic_hand import joints_of
from tests.support.poses import SHOULDERS, a_signer, bent, lost

FRAMES = 60
TIME = np.linspace(0, 1, FRAMES)
RIGHT, LEFT = landmarks.RIGHT_HAND, landmarks.LEFT_HAND
DOWN = np.full((FRAMES, 2), (0.9, 2.0))
BESIDE = DOWN * (-1, 1)


def held(x, y):
    """A hand that rises from rest, stays at a place, and goes back."""
    height = np.interp(np.arange(FRAMES), (0, 8, 51, 59), (1.05, y, y, 1.05))
    return np.stack([np.full(FRAMES, x), height], axis=1)


def waved(x, y, times=3, reach=0.3):
    """A hand that is held, and goes to and fro."""
    path = held(x, y)
    path[10:50, 0] += reach * np.sin(np.linspace(0, 2 * np.pi * times, 40))
    return path


def one(path):
    """What is seen where the right hand goes this way and the left one hangs down."""
    return features.of(a_signer(FRAMES, left=DOWN, right=path))


def test_a_hand_that_hangs_down_takes_no_part():
    seen = one(held(-0.2, 0.3))
    assert (seen.hands, seen.dominant, seen.symmetry) == ("one", "right", "none")
    seen = features.of(a_signer(FRAMES, left=held(0.2, 0.3), right=BESIDE))
    assert (seen.hands, seen.dominant) == ("one", "left")


def test_the_mirror_image_shows_the_other_hand():
    pose = a_signer(FRAMES, left=DOWN, right=waved(-0.3, 0.3))
    seen, mirrored = features.of(pose), features.of(pose.mirrored())
    assert mirrored == replace(seen, dominant="left")


def test_hands_that_move_as_in_a_mirror_are_symmetric():
    seen = features.of(
        a_signer(FRAMES, left=waved(0.5, 0.3) * (1, 1), right=waved(0.5, 0.3) * (-1, 1))
    )
    assert (seen.hands, seen.symmetry, seen.dominant) == ("two", "mirrored", "both")


def test_hands_that_move_in_turn_are_symmetric_too():
    late = held(0.5, 0.3)
    early = late.copy()
    swing = 0.25 * np.sin(np.linspace(0, 6 * np.pi, 40))
    early[10:50, 1] += swing
    late[10:50, 1] -= swing
    seen = features.of(a_signer(FRAMES, left=early, right=late * (-1, 1)))
    assert (seen.symmetry, seen.dominant) == ("alternating", "both")


def test_the_hand_that_moves_leads_where_the_other_keeps_still():
    seen = features.of(a_signer(FRAMES, left=held(0.6, 0.5), right=waved(-0.5, 0.3)))
    assert (seen.hands, seen.symmetry, seen.dominant) == ("two", "different", "right")


def test_hands_of_two_shapes_are_not_symmetric():
    pose = a_signer(FRAMES, left=held(0.5, 0.3), right=held(-0.5, 0.3))
    assert features.of(pose).symmetry == "mirrored"
    for finger in range(1, 5):
        pose = bent(pose, LEFT, finger)
    assert features.of(pose).symmetry == "different"


def test_where_a_hand_is_never_seen_its_shape_is_no_difference():
    pose = lost(a_signer(FRAMES, left=held(0.5, -0.1), right=held(-0.5, 0.3)), LEFT)
    assert features.of(pose).symmetry == "mirrored"


def test_hands_that_keep_still_at_two_heights_are_not_symmetric():
    seen = features.of(a_signer(FRAMES, left=held(0.5, 0.7), right=held(-0.5, 0.1)))
    assert seen.symmetry == "different"


def test_hands_that_move_each_in_its_own_way_are_not_symmetric():
    left = held(0.5, 0.3)
    left[10:50, 1] += 0.3 * np.sin(np.linspace(0, 6 * np.pi, 40))
    seen = features.of(a_signer(FRAMES, left=left, right=waved(-0.5, 0.3)))
    assert seen.symmetry == "different"


@pytest.mark.parametrize(
    ("x", "y", "place"),
    [
        (0.0, -0.55, "face"),
        (0.0, -1.1, "head"),
        (-0.4, 0.1, "neck"),
        (-0.2, 0.7, "chest"),
        (-0.2, 1.25, "belly"),
        (-1.3, 0.2, "space"),
        (-1.3, -0.8, "space"),
    ],
)
def test_a_place_is_what_is_behind_the_hand(x, y, place):
    assert one(held(x, y)).place == place


def test_a_hand_at_the_other_one_is_there_and_not_at_the_chest():
    seen = features.of(a_signer(FRAMES, left=held(0.1, 0.5), right=held(-0.1, 0.5)))
    assert seen.place == "hand"


def test_a_hand_at_the_other_arm_is_there():
    pose = a_signer(FRAMES, left=DOWN * 0 + (-0.6, 0.5), right=held(0.3, 0.65))
    points, sure = pose.points.copy(), pose.confidence.copy()
    points[:, 13, :2] = (320 + 0.7 * SHOULDERS, 200 + 0.3 * SHOULDERS)
    sure[:, 13] = 1
    assert features.of(replace(pose, points=points, confidence=sure)).place == "arm"


def test_a_hand_that_was_lost_is_where_the_body_has_its_wrist():
    pose = lost(a_signer(FRAMES, left=DOWN, right=held(0.0, -0.55)), RIGHT, slice(15, 45))
    seen = features.of(pose)
    assert (seen.place, seen.movement, seen.handshape) == ("face", "none", "flat")


def test_a_hand_lost_in_the_midst_of_its_sign_has_the_shape_of_before():
    pose = lost(a_signer(FRAMES, left=DOWN, right=held(-0.2, 0.3)), RIGHT, slice(4, 56))
    assert features.of(pose).handshape == "flat"


def test_a_handshape_is_that_of_the_moments_in_which_the_hand_is_held():
    pose = a_signer(FRAMES, left=DOWN, right=held(-0.2, 0.3))
    fist = joints_of(np.array([1.35, 1.7, 0] * 4 + [0.15, 0.75, 0.9, 0.5]))
    points = pose.points.copy()
    fist[..., 2] /= 2 * pose.width  # z is in picture widths, and hands are flatter than they are
    points[10:50, RIGHT] = points[10:50, RIGHT][:, :1] + 30 * fist
    assert features.of(replace(pose, points=points)).handshape == "fist"


def test_a_pose_in_which_no_hand_is_ever_raised_is_read_all_the_same():
    low = np.full((FRAMES, 2), (-0.5, 1.6))
    seen = features.of(lost(a_signer(FRAMES, left=DOWN, right=low), LEFT))
    assert (seen.dominant, seen.place) == ("right", "belly")


def test_a_pose_without_hands_has_no_facets():
    pose = lost(lost(a_signer(), LEFT), RIGHT)
    with pytest.raises(PoseError, match="No hand was seen"):
        features.of(pose.usable())


def test_a_pose_of_one_frame_has_facets():
    assert features.of(a_signer(1)).movement == "none"


def test_every_value_is_one_that_can_be_asked_for():
    seen = one(waved(-0.3, 0.3)).as_json()
    assert list(seen) == list(features.VALUES)
    assert all(value in features.VALUES[name] for name, value in seen.items())


WAVE = PhonologicalFeatures("one", "right", "none", "head", "repeated", "spread")
CLAP = PhonologicalFeatures("two", "both", "mirrored", "hand", "repeated", "flat")


def test_what_is_wanted_is_read_from_words():
    assert features.wanted(["place=head", "place=face", "hands=one"]) == {
        "place": {"head", "face"},
        "hands": {"one"},
    }
    assert features.wanted(["symmetry=symmetric"]) == {"symmetry": {"mirrored", "alternating"}}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("colour=red", "There is no facet colour. There are hands, dominant, symmetry, place,"),
        ("hands=three", "hands is never three. It can be one or two."),
        ("hands", "hands is never empty."),
    ],
)
def test_what_is_no_facet_is_told_with_what_there_is(words, told):
    with pytest.raises(FacetError) as problem:
        features.wanted([words])
    assert str(problem.value).startswith(told)


def test_a_sign_stays_if_one_of_its_clips_has_all_that_is_wanted():
    def match(number, *clips):
        sign = Sign(number, "x", "ase", clips=tuple(Clip(c, number) for c in clips))
        return Match(number, sign, 1.0, 1.0)

    matches = [match(1, 10), match(2, 20, 21), match(3, 30)]
    known = {10: WAVE, 20: WAVE, 21: CLAP}
    kept = features.narrowed(matches, known, {"hands": {"two"}, "place": {"hand", "chest"}})
    assert [m.rank for m in kept] == [2]
    assert features.narrowed(matches, known, {}) == matches[:2]  # of the third nothing is known
