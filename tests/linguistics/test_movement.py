"""The path of a hand: its signing part and its kind of movement."""

from itertools import pairwise

import numpy as np
import pytest

from signdict.linguistics.phonology import movement

FPS = 25.0


def line(*points, frames=12):
    """Return a path through points with `frames` from each to the next."""
    parts = [np.linspace(a, b, frames, endpoint=False) for a, b in pairwise(points)]
    return np.concatenate([*parts, [points[-1]]])


def turn(start, end, frames=40, wide=0.4, high=0.4):
    """Return a path around the middle from one angle to another, in degrees."""
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
def test_a_path_is_classified_by_its_shape(path, kind):
    assert movement.kind(path) == kind
    assert movement.kind(path[::-1]) == kind
    assert movement.kind(path * (-1, 1)) == kind


def test_a_tremor_is_not_a_repetition():
    draw = np.random.default_rng(0)
    assert movement.kind(draw.normal(0, 0.01, (50, 2))) == "none"


def test_the_approach_of_a_hand_is_not_its_movement():
    path = np.concatenate([line((0, 0.9), (0, 0.2), frames=3), np.full((40, 2), (0, 0.2))])
    assert movement.kind(path) == "none"


def test_the_transitions_from_and_to_rest_are_not_part_of_the_sign():
    rise = line((0, 1.2), (0, 0.2), frames=8)
    path = np.concatenate(
        [rise, line((0, 0.2), (0.6, 0.2), frames=20), np.add(rise[::-1], (0.6, 0))]
    )
    part = movement.core(path, np.ones(len(path), bool), FPS)
    assert 6 <= part.start <= 10
    assert 28 <= part.stop <= 33
    assert movement.kind(path[part]) == "straight"


def test_a_sign_that_only_touches_is_at_its_turn():
    path = line((0, 1.2), (0, -0.5), (0, 1.2), frames=10)
    part = movement.core(path, np.ones(len(path), bool), FPS)
    assert part.stop - part.start <= movement.LEAST
    assert part.start <= 10 < part.stop


def test_a_path_that_starts_high_is_all_sign():
    path = line((0, 0.5), (0, -0.5), frames=20)
    assert movement.core(path, np.ones(len(path), bool), FPS) == slice(0, 21)


def test_a_slow_low_hand_is_not_in_transition():
    path = line((0, 1.0), (0, 0.9), frames=50)
    assert movement.core(path, np.ones(len(path), bool), FPS) == slice(0, 51)
