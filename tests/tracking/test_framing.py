"""Framing of single frames and of streams."""

from dataclasses import replace

import numpy as np
import pytest

from signdict.core.types import Frame
from signdict.pose import landmarks
from signdict.tracking.framing import (
    STEADY,
    FramingMonitor,
    FramingSample,
    Sight,
    assess,
    measure,
)
from tests.support.landmark_streams import HEIGHT, Person

WIDTH = 640


def a_sample(faces=1, brightness=120.0, spread=50.0, **how):
    (frame,) = Person().hold(0.04, y=0.2, **how)
    return FramingSample(frame, WIDTH, HEIGHT, faces, brightness, spread)


def placed(x=0.0, y=0.0, scale=1.0):
    """A sample of the person at another place or of another size."""
    sample = a_sample()
    points = sample.landmarks.points.copy()
    points[:, :2] = (points[:, :2] - (320, 200)) * scale + (320 + x, 200 + y)
    points[landmarks.NOSE, :2] = (320 + x, 200 + y - 60 * scale)
    return replace(sample, landmarks=replace(sample.landmarks, points=points))


@pytest.mark.parametrize(
    ("sample", "sight"),
    [
        (a_sample(), Sight.ONE_HAND),
        (a_sample(hand=False), Sight.NO_HAND),
        (a_sample(body=False), Sight.NOBODY),
        (a_sample(brightness=30), Sight.DARK),
        (a_sample(brightness=3, spread=1, body=False), Sight.BLACK),
        (a_sample(brightness=3, spread=9), Sight.DARK),
        (a_sample(faces=2), Sight.CROWD),
        (placed(), Sight.ONE_HAND),
        (placed(scale=0.5), Sight.FAR),
        (placed(scale=4.2), Sight.NEAR),
        (placed(x=290), Sight.OUT),
        (placed(x=-290), Sight.OUT),
        (placed(y=300), Sight.OUT),
        (placed(y=-160), Sight.OUT),
        (placed(scale=-1.0), Sight.UPSIDE_DOWN),
    ],
)
def test_the_worst_state_comes_first(sample, sight):
    assert assess(sample) is sight


def test_both_hands_are_distinguished_from_one():
    sample = a_sample()
    confidence = np.ones_like(sample.landmarks.confidence)
    both = replace(sample, landmarks=replace(sample.landmarks, confidence=confidence))
    assert assess(both) is Sight.BOTH_HANDS


def test_a_frame_is_measured_in_size_and_brightness():
    image = np.zeros((48, 64, 3), np.uint8)
    image[:, 32:] = 200
    sample = measure(Frame(image, 0.0), a_sample().landmarks, 1)
    assert (sample.width, sample.height, sample.brightness, sample.spread) == (64, 48, 100, 100)


def at(sample, seconds):
    return replace(sample, landmarks=replace(sample.landmarks, seconds=seconds))


def reported(*parts, fps=25):
    """Return the state after each frame of parts of (seconds, sample)."""
    monitor, states = FramingMonitor(), []
    for seconds, sample in parts:
        for _ in range(round(seconds * fps)):
            states.append(monitor.update(at(sample, len(states) / fps)))
    return states


def test_a_brief_state_is_not_reported():
    states = reported((1, a_sample()), (STEADY / 2, a_sample(hand=False)), (1, a_sample()))
    assert set(states) == {Sight.ONE_HAND}


def test_two_brief_states_in_turn_are_not_reported():
    parts = [(0.2, a_sample(hand=False)), (0.2, a_sample(body=False))] * 5
    assert set(reported((1, a_sample()), *parts)) == {Sight.ONE_HAND}


def test_a_lasting_state_is_reported():
    states = reported((1, a_sample()), (1, a_sample(hand=False)))
    assert states[24] is Sight.ONE_HAND
    assert states[-1] is Sight.NO_HAND
    assert states.index(Sight.NO_HAND) == pytest.approx(25 + 25 * STEADY, abs=1)


def test_a_low_frame_rate_is_reported_unless_the_picture_is_black():
    assert reported((10, a_sample()), fps=1)[-1] is Sight.SLOW
    assert reported((10, a_sample(brightness=0, spread=0)), fps=1)[-1] is Sight.BLACK
    assert reported((10, a_sample()), fps=12)[-1] is Sight.ONE_HAND


def test_a_normal_frame_rate_ends_the_report_of_a_low_one():
    monitor = FramingMonitor()
    times = [*range(6), *np.arange(6, 12, 0.04)]
    states = [monitor.update(at(a_sample(), seconds)) for seconds in times]
    assert states[5] is Sight.SLOW
    assert states[-1] is Sight.ONE_HAND
