from itertools import pairwise

import numpy as np
import pytest

from signdict.linguistics.phonology import movement

FPS = 25.0


def line(*points, frames=12):
    """A path through points, `frames` from each to the next."""
    parts = [np.linspace(a, b, frames, endpoint=False) for a, b in pairwise(points)]
    return np.concatenate([*parts, [points[-1]]])


def turn(start, end, frames=40, wide=0.4, high=0.4):
    """A path round the middle, from one angle to another in degrees."""
    angle = np.radians(np.linspace(start, end, frames))
    return np.stack([wide * np.cos(angle), high * np.sin(angle)], axis=1)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        (line((0, 0), (0.05, 0.1)), "none"),
        (line((0, 0), (0.6, 0.2)), "straight"),
        (line((0, 0), (0.6, 0), (0, 0)), "straight"),
        (turn(180, 320), "arc"),
        (turn(0, 360), "circle"),
        (turn(0, -800), "circle"),
        (turn(0, 1100, frames=90, high=0.3), "circle"),
        (turn(0, 720, high=0.05, frames=80), "repeated"),
        (line((0, 0), (0.3, 0), (0, 0), (0.3, 0)), "repeated"),
        (line((0, 0), (0.12, 0), (0, 0), (0.12, 0), (0, 0)), "repeated"),
        (line((0, 0), (0, 0)), "none"),
    ],
)
def test_a_path_is_told_by_its_shape(path, kind):
    assert movement.kind(path) == kind
    assert movement.kind(path[::-1]) == kind
    assert movement.kind(path * (-1, 1)) == kind


def test_a_tremble_is_no_repetition():
    draw = np.random.default_rng(0)
    assert movement.kind(draw.normal(0, 0.01, (50, 2))) == "none"


def test_where_a_hand_comes_from_is_not_its_movement():
    path = np.concatenate([line((0, 0.9), (0, 0.2), frames=3), np.full((40, 2), (0, 0.2))])
    assert movement.kind(path) == "none"


def test_the_way_up_from_rest_and_back_is_no_part_of_the_sign():
    rise = line((0, 1.2), (0, 0.2), frames=8)
    path = np.concatenate(
        [rise, line((0, 0.2), (0.6, 0.2), frames=20), np.add(rise[::-1], (0.6, 0))]
    )
    part = movement.core(path, np.ones(len(path), bool), FPS)
    assert 6 <= part.start <= 10
    assert 28 <= part.stop <= 33
    assert movement.kind(path[part]) == "straight"


def test_a_sign_that_only_touches_is_where_it_turns():
    path = line((0, 1.2), (0, -0.5), (0, 1.2), frames=10)
    part = movement.core(path, np.ones(len(path), bool), FPS)
    assert part.stop - part.start <= movement.LEAST
    assert part.start <= 10 < part.stop


def test_a_sign_that_begins_up_in_the_air_is_all_of_it_the_sign():
    path = line((0, 0.5), (0, -0.5), frames=20)
    assert movement.core(path, np.ones(len(path), bool), FPS) == slice(0, 21)


def test_a_slow_hand_low_down_is_not_on_its_way():
    path = line((0, 1.0), (0, 0.9), frames=50)
    assert movement.core(path, np.ones(len(path), bool), FPS) == slice(0, 51)
