"""The facets of a pose."""

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
    """Return the path of a hand that rises from rest, is held, and goes back."""
    height = np.interp(np.arange(FRAMES), (0, 8, 51, 59), (1.05, y, y, 1.05))
    return np.stack([np.full(FRAMES, x), height], axis=1)


def waved(x, y, times=3, reach=0.3):
    """Return the path of a hand that is held and waves."""
    path = held(x, y)
    path[10:50, 0] += reach * np.sin(np.linspace(0, 2 * np.pi * times, 40))
    return path


def one_handed(path):
    """Return the facets if the right hand moves along a path and the left one hangs down."""
    return features.of(a_signer(FRAMES, left=DOWN, right=path))


def test_a_hand_that_hangs_down_is_not_used():
    facets = one_handed(held(-0.2, 0.3))
    assert (facets.hands, facets.dominant, facets.symmetry) == ("one", "right", "none")
    facets = features.of(a_signer(FRAMES, left=held(0.2, 0.3), right=BESIDE))
    assert (facets.hands, facets.dominant) == ("one", "left")


def test_the_mirror_image_shows_the_other_hand():
    pose = a_signer(FRAMES, left=DOWN, right=waved(-0.3, 0.3))
    facets, mirrored = features.of(pose), features.of(pose.mirrored())
    assert mirrored == replace(facets, dominant="left")


def test_mirrored_hands_are_symmetric():
    facets = features.of(
        a_signer(FRAMES, left=waved(0.5, 0.3) * (1, 1), right=waved(0.5, 0.3) * (-1, 1))
    )
    assert (facets.hands, facets.symmetry, facets.dominant) == ("two", "mirrored", "both")


def test_alternating_hands_are_symmetric():
    late = held(0.5, 0.3)
    early = late.copy()
    swing = 0.25 * np.sin(np.linspace(0, 6 * np.pi, 40))
    early[10:50, 1] += swing
    late[10:50, 1] -= swing
    facets = features.of(a_signer(FRAMES, left=early, right=late * (-1, 1)))
    assert (facets.symmetry, facets.dominant) == ("alternating", "both")


def test_the_moving_hand_leads_if_the_other_is_still():
    facets = features.of(a_signer(FRAMES, left=held(0.6, 0.5), right=waved(-0.5, 0.3)))
    assert (facets.hands, facets.symmetry, facets.dominant) == ("two", "different", "right")


def test_hands_with_different_shapes_are_not_symmetric():
    pose = a_signer(FRAMES, left=held(0.5, 0.3), right=held(-0.5, 0.3))
    assert features.of(pose).symmetry == "mirrored"
    for finger in range(1, 5):
        pose = bent(pose, LEFT, finger)
    assert features.of(pose).symmetry == "different"


def test_the_shape_of_an_invisible_hand_is_not_compared():
    pose = lost(a_signer(FRAMES, left=held(0.5, -0.1), right=held(-0.5, 0.3)), LEFT)
    assert features.of(pose).symmetry == "mirrored"


def test_still_hands_at_two_heights_are_not_symmetric():
    facets = features.of(a_signer(FRAMES, left=held(0.5, 0.7), right=held(-0.5, 0.1)))
    assert facets.symmetry == "different"


def test_hands_with_different_paths_are_not_symmetric():
    left = held(0.5, 0.3)
    left[10:50, 1] += 0.3 * np.sin(np.linspace(0, 6 * np.pi, 40))
    facets = features.of(a_signer(FRAMES, left=left, right=waved(-0.5, 0.3)))
    assert facets.symmetry == "different"


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
def test_the_place_is_what_is_behind_the_hand(x, y, place):
    assert one_handed(held(x, y)).place == place


def test_the_place_of_touching_hands_is_the_hand():
    facets = features.of(a_signer(FRAMES, left=held(0.1, 0.5), right=held(-0.1, 0.5)))
    assert facets.place == "hand"


def test_the_place_of_a_hand_at_the_other_arm_is_the_arm():
    pose = a_signer(FRAMES, left=DOWN * 0 + (-0.6, 0.5), right=held(0.3, 0.65))
    points, confidence = pose.points.copy(), pose.confidence.copy()
    points[:, 13, :2] = (320 + 0.7 * SHOULDERS, 200 + 0.3 * SHOULDERS)
    confidence[:, 13] = 1
    assert features.of(replace(pose, points=points, confidence=confidence)).place == "arm"


def test_a_lost_hand_is_at_the_wrist_of_the_body():
    pose = lost(a_signer(FRAMES, left=DOWN, right=held(0.0, -0.55)), RIGHT, slice(15, 45))
    facets = features.of(pose)
    assert (facets.place, facets.movement, facets.handshape) == ("face", "none", "flat")


def test_a_hand_lost_during_the_sign_has_its_shape_from_before():
    pose = lost(a_signer(FRAMES, left=DOWN, right=held(-0.2, 0.3)), RIGHT, slice(4, 56))
    assert features.of(pose).handshape == "flat"


def test_the_handshape_is_that_of_the_held_frames():
    pose = a_signer(FRAMES, left=DOWN, right=held(-0.2, 0.3))
    fist = joints_of(np.array([1.35, 1.7, 0] * 4 + [0.15, 0.75, 0.9, 0.5]))
    points = pose.points.copy()
    fist[..., 2] /= 2 * pose.width  # z is in picture widths
    points[10:50, RIGHT] = points[10:50, RIGHT][:, :1] + 30 * fist
    assert features.of(replace(pose, points=points)).handshape == "fist"


def test_a_pose_without_a_raised_hand_has_facets():
    low = np.full((FRAMES, 2), (-0.5, 1.6))
    facets = features.of(lost(a_signer(FRAMES, left=DOWN, right=low), LEFT))
    assert (facets.dominant, facets.place) == ("right", "belly")


def test_a_pose_without_hands_has_no_facets():
    pose = lost(lost(a_signer(), LEFT), RIGHT)
    with pytest.raises(PoseError, match="No hand was seen"):
        features.of(pose.usable())


def test_a_pose_of_one_frame_has_facets():
    assert features.of(a_signer(1)).movement == "none"


def test_every_facet_has_one_of_its_values():
    facets = one_handed(waved(-0.3, 0.3)).as_json()
    assert list(facets) == list(features.VALUES)
    assert all(value in features.VALUES[name] for name, value in facets.items())


WAVE = PhonologicalFeatures("one", "right", "none", "head", "repeated", "spread")
CLAP = PhonologicalFeatures("two", "both", "mirrored", "hand", "repeated", "flat")


def test_a_filter_is_parsed_from_words():
    assert features.parse_filter(["place=head", "place=face", "hands=one"]) == {
        "place": {"head", "face"},
        "hands": {"one"},
    }
    assert features.parse_filter(["symmetry=symmetric"]) == {
        "symmetry": {"mirrored", "alternating"}
    }


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("colour=red", "Unknown facet: colour. The facets are hands, dominant, symmetry, place,"),
        ("hands=three", "hands is never three. It can be one or two."),
        ("hands", "hands is never empty."),
    ],
)
def test_an_unknown_facet_is_rejected_with_the_known_ones(words, message):
    with pytest.raises(FacetError) as problem:
        features.parse_filter([words])
    assert str(problem.value).startswith(message)


def test_a_match_needs_one_clip_that_passes_the_filter():
    def match(number, *clips):
        sign = Sign(number, "x", "ase", clips=tuple(Clip(c, number) for c in clips))
        return Match(number, sign, 1.0, 1.0)

    matches = [match(1, 10), match(2, 20, 21), match(3, 30)]
    known = {10: WAVE, 20: WAVE, 21: CLAP}
    narrowed = features.narrowed(matches, known, {"hands": {"two"}, "place": {"hand", "chest"}})
    assert [m.rank for m in narrowed] == [2]
    assert (
        features.narrowed(matches, known, {}) == matches[:2]
    )  # the facets of the third are unknown
