"""Groups of handshapes."""

import numpy as np
import pytest

from signdict.linguistics.phonology.handshape import groups, reach
from signdict.pose.synthetic_hand import joints_of

OUT, CURLED, CUPPED, CLAWED = (0.0, 0.05), (1.35, 1.7), (0.55, 0.75), (0.15, 1.15)
ACROSS, BESIDE, OFF = (0.15, 0.75, 0.9, 0.5), (0.35, 0.1, 0.35, 0.1), (1.1, 0.1, 0.0, -0.1)
ASIDE = (0.55, 0.0, 0.0, -0.25)
FACING = (0.7, 1.1, 0.2, 0.3)
FAN = (0.32, 0.06, -0.2, -0.46)


def hand(*fingers, thumb, fan=(0, 0, 0, 0)):
    """Return a right hand (1, 21, xyz) from the knuckle and middle joint of each finger."""
    angles = [(*finger, spread) for finger, spread in zip(fingers, fan, strict=True)]
    return joints_of(np.array([*np.ravel(angles), *thumb]))[None]


SHAPES = {
    "fist": [hand(*[CURLED] * 4, thumb=ACROSS)],
    "thumb": [hand(*[CURLED] * 4, thumb=ASIDE)],
    "flat": [hand(*[OUT] * 4, thumb=BESIDE)],
    "spread": [hand(*[OUT] * 4, thumb=OFF, fan=FAN)],
    "index": [
        hand(OUT, *[CURLED] * 3, thumb=ACROSS),
        hand(OUT, *[CURLED] * 3, thumb=OFF),  # an L
    ],
    "two": [
        hand(OUT, OUT, CURLED, CURLED, thumb=ACROSS),
        hand(OUT, OUT, CURLED, CURLED, thumb=OFF, fan=FAN),  # a three
    ],
    "little": [
        hand(CURLED, CURLED, CURLED, OUT, thumb=ACROSS),
        hand(OUT, CURLED, CURLED, OUT, thumb=OFF),  # I love you
    ],
    "pinch": [hand((0.95, 0.85), *[OUT] * 3, thumb=(0.5, 0.85, 0.25, 0.1), fan=FAN)],
    "round": [
        hand(*[CUPPED] * 4, thumb=FACING),
        hand(*[(1.2, 0.1)] * 4, thumb=(0.3, 1.3, 0, 0)),  # a flat O
    ],
    "claw": [
        hand(*[CLAWED] * 4, thumb=(1.0, 0.5, 0.3, 0.4), fan=[1.45 * angle for angle in FAN]),
        hand((0.1, 1.4), (0.1, 1.4), (0.4, 1.2), (0.4, 1.2), thumb=OFF, fan=[2 * f for f in FAN]),
    ],
    "other": [hand(OUT, OUT, OUT, CURLED, thumb=ACROSS)],
}


@pytest.mark.parametrize(("group", "made"), [(g, h) for g, made in SHAPES.items() for h in made])
def test_a_handshape_is_classified_on_either_hand_at_any_size_and_rotation(group, made):
    turn = np.array([[0, 0, 1], [0, 1, 0], [-1, 0, 0]])
    for variant in (made, 40 * made, made * (-1, 1, 1), made @ turn, made[..., [1, 0, 2]]):
        assert groups(variant) == [group]


def test_without_hands_there_are_no_groups():
    assert groups(np.zeros((0, 21, 3))) == []


def test_a_hand_with_all_points_in_one_place_is_a_fist():
    assert groups(np.zeros((1, 21, 3))) == ["fist"]


def test_a_straight_finger_reaches_its_full_length():
    assert reach(hand(*[(0, 0)] * 4, thumb=BESIDE)) == pytest.approx(1, abs=1e-5)
