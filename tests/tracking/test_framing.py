"""What a camera and its tracker see now."""

from dataclasses import replace

import numpy as np
import pytest

from signdict.core.types import Frame
from signdict.pose import landmarks
from signdict.tracking.framing import STEADY, FramingMonitor, FramingSample, Sight, judged, look
from tests.support.landmark_streams import HEIGHT, Person

WIDTH = 640


def seen(faces=1, brightness=120.0, spread=50.0, **how):
    (found,) = Person().hold(0.04, y=0.2, **how)
    return FramingSample(found, WIDTH, HEIGHT, faces, brightness, spread)


def placed(x=0.0, y=0.0, scale=1.0):
    """The person elsewhere in the picture, or of another size."""
    shown = seen()
    points = shown.found.points.copy()
    points[:, :2] = (points[:, :2] - (320, 200)) * scale + (320 + x, 200 + y)
    points[landmarks.NOSE, :2] = (320 + x, 200 + y - 60 * scale)
    return replace(shown, found=replace(shown.found, points=points))


@pytest.mark.parametrize(
    ("shown", "sight"),
    [
        (seen(), Sight.ONE_HAND),
        (seen(hand=False), Sight.NO_HAND),
        (seen(body=False), Sight.NOBODY),
        (seen(brightness=30), Sight.DARK),
        (seen(brightness=3, spread=1, body=False), Sight.BLACK),
        (seen(brightness=3, spread=9), Sight.DARK),
        (seen(faces=2), Sight.CROWD),
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
def test_the_worst_of_what_is_seen_comes_first(shown, sight):
    assert judged(shown) is sight


def test_both_hands_are_told_from_one():
    shown = seen()
    confidence = np.ones_like(shown.found.confidence)
    assert judged(replace(shown, found=replace(shown.found, confidence=confidence))) is (
        Sight.BOTH_HANDS
    )


def test_a_picture_is_measured_in_brightness_and_size():
    image = np.zeros((48, 64, 3), np.uint8)
    image[:, 32:] = 200
    shown = look(Frame(image, 0.0), seen().found, 1)
    assert (shown.width, shown.height, shown.brightness, shown.spread) == (64, 48, 100, 100)


def told(*parts, fps=25):
    """What is said picture after picture of parts of (seconds, look)."""
    watch, said, at = FramingMonitor(), [], 0
    for seconds, shown in parts:
        for _ in range(round(seconds * fps)):
            said.append(watch.see(replace(shown, found=replace(shown.found, seconds=at / fps))))
            at += 1
    return said


def test_what_lasts_a_moment_is_not_said():
    said = told((1, seen()), (STEADY / 2, seen(hand=False)), (1, seen()))
    assert set(said) == {Sight.ONE_HAND}


def test_two_passing_sights_are_not_one_that_lasts():
    parts = [(0.2, seen(hand=False)), (0.2, seen(body=False))] * 5
    assert set(told((1, seen()), *parts)) == {Sight.ONE_HAND}


def test_what_lasts_is_said():
    said = told((1, seen()), (1, seen(hand=False)))
    assert said[24] is Sight.ONE_HAND
    assert said[-1] is Sight.NO_HAND
    assert said.index(Sight.NO_HAND) == pytest.approx(25 + 25 * STEADY, abs=1)


def test_few_pictures_a_second_are_said_whatever_they_show():
    assert told((10, seen()), fps=1)[-1] is Sight.SLOW
    assert told((10, seen(brightness=0, spread=0)), fps=1)[-1] is Sight.BLACK
    assert told((10, seen()), fps=12)[-1] is Sight.ONE_HAND


def test_pictures_that_come_fast_again_are_no_longer_slow():
    watch = FramingMonitor()
    times = [*range(6), *np.arange(6, 12, 0.04)]
    said = [watch.see(replace(s := seen(), found=replace(s.found, seconds=t))) for t in times]
    assert said[5] is Sight.SLOW
    assert said[-1] is Sight.ONE_HAND
