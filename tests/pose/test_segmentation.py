"""Segmentation of real clips joined by rest, and of synthetic people."""

from itertools import chain

import numpy as np
import pytest

from signdict.core.paths import Paths
from signdict.library.library import Library
from signdict.pose.segmentation import HOLD, LONGEST, MARGIN, Segmenter, SegmentEvent
from tests.support.landmark_streams import ASIDE, HEIGHT, REST, UP, Person, a_sign, joined


def segment(frames, height=HEIGHT, segmenter=None):
    """Return the events with their seconds, and the start and end of each sign."""
    segmenter = segmenter or Segmenter()
    events, signs = [], []
    for frame in frames:
        event = segmenter.feed(frame, height)
        if event:
            events.append((event, frame.seconds))
        if event is SegmentEvent.ENDED:
            signs.append((segmenter.frames[0].seconds, segmenter.frames[-1].seconds))
    return events, signs


def names(events):
    return [event.name for event, _ in events]


@pytest.mark.parametrize("visible", [True, False])
@pytest.mark.parametrize("source", ["ase_studiogalt", "ins_meabhinav"])
def test_real_clips_joined_by_rest_are_segmented(source, visible):
    with Library.open(Paths.standard().starter, read_only=True) as library:
        signs = [s for s in library.all_signs(limit=5000) if s.source.name == source]
        selected = signs[:: max(1, len(signs) // 30)][:30]
        poses = [library.pose(sign.clips[0].id) for sign in selected]
    good = 0
    for pose in poses:
        frames, [(begins, ends)] = joined([pose], visible)
        _, segments = segment(frames, pose.height)
        # a sign that is held for seconds ends during the hold
        good += [abs(a - begins) < 0.4 and b < ends + 0.4 for a, b in segments] == [True]
    # in the other clips a hand is lowered within the sign
    assert good >= 0.88 * len(poses)


def test_a_stream_of_signs_has_one_segment_per_sign():
    with Library.open(Paths.standard().starter, read_only=True) as library:
        signs = [s for s in library.all_signs(limit=100) if s.source.name == "ase_studiogalt"]
        poses = [library.pose(sign.clips[0].id) for sign in signs[:60:3]]
    frames, spans = joined(poses)
    _, segments = segment(frames, poses[0].height)
    assert len(segments) == len(spans) == 20
    assert np.abs(np.subtract(segments, spans)).max() < 0.5


def test_a_sign_ends_soon_after_the_hand_rests():
    person = Person()
    events, [(begins, ends)] = segment([*person.hold(1), *a_sign(person), *person.hold(1)])
    assert names(events) == ["BEGAN", "PAUSED", "ENDED"]
    paused, ended = events[1][1], events[2][1]
    assert ended - paused < HOLD + 0.04
    assert 0.9 < begins < 1.4
    assert paused - 0.05 < ends <= paused + MARGIN


def test_at_a_low_frame_rate_a_sign_ends_one_frame_earlier():
    person = Person(fps=12)
    events, _ = segment([*person.hold(1), *a_sign(person), *person.hold(1)])
    assert names(events) == ["BEGAN", "PAUSED", "ENDED"]
    assert events[2][1] - events[1][1] == pytest.approx(1 / 12)


def test_one_late_frame_does_not_end_a_sign_earlier():
    person = Person()
    frames = [*person.hold(1), *a_sign(person), *person.hold(1)]
    events, _ = segment(frames)
    paused = events[1][1]
    late = [frame for frame in frames if not paused + 0.05 < frame.seconds < paused + 0.15]
    assert segment(late)[0] == events


def test_a_short_dip_does_not_end_a_sign():
    person = Person()
    frames = [
        *person.hold(1), *person.move(0.4, UP, ASIDE), *person.hold(0.12, y=1.4),
        *person.move(0.4, ASIDE, UP), *person.hold(1),
    ]  # fmt: skip
    assert names(segment(frames)[0]) == ["BEGAN", "PAUSED", "RESUMED", "PAUSED", "ENDED"]


def test_between_the_two_lines_nothing_changes():
    person = Person()
    trembling = chain(*(person.hold(0.04, y=1.09 + 0.04 * (k % 2)) for k in range(40)))
    assert segment([*person.hold(1), *trembling])[0] == []
    person = Person()
    above = chain(*(person.hold(0.04, x=0.01 * k, y=1.09 + 0.04 * (k % 2)) for k in range(40)))
    events, _ = segment([*person.hold(1), *person.hold(0.2, y=0.9), *above])
    assert names(events) == ["BEGAN"]


def test_a_twitch_is_not_a_sign():
    person = Person()
    frames = [*person.hold(1), *person.hold(0.16, y=0.8), *person.hold(1)]
    assert names(segment(frames)[0]) == ["BEGAN", "PAUSED", "DROPPED"]


def test_a_sign_may_begin_and_end_outside_the_picture():
    person = Person()
    unseen = {"hand": False, "wrist": 0.1}
    frames = [
        *person.hold(1, y=2.9, **unseen),
        *person.move(0.6, ASIDE, UP), *person.move(0.4, UP, ASIDE),
        *person.hold(1, y=2.9, **unseen),
    ]  # fmt: skip
    events, [(begins, ends)] = segment(frames)
    assert names(events) == ["BEGAN", "PAUSED", "ENDED"]
    assert (begins, ends) == pytest.approx((1, 2), abs=MARGIN + 0.05)


def test_a_hand_that_leaves_the_picture_above_and_comes_back_continues_the_sign():
    person = Person()
    frames = [
        *person.hold(1), *person.move(0.4, (0, 0.5), (0, -1.9)),
        *person.hold(0.7, y=-2.4, hand=False, wrist=0.2),
        *person.move(0.4, (0, -1.9), (0, 0.5)), *person.hold(1),
    ]  # fmt: skip
    assert names(segment(frames)[0]) == ["BEGAN", "PAUSED", "ENDED"]


def test_a_hand_that_stays_outside_ends_the_sign_where_it_was_last_seen():
    person = Person()
    frames = [
        *person.hold(1), *person.move(0.6, (0, 0.5), (0, -1.9)),
        *person.hold(2, y=-2.4, hand=False, wrist=0.2),
    ]  # fmt: skip
    events, [(_, ends)] = segment(frames)
    assert names(events) == ["BEGAN", "ENDED"]
    assert ends == pytest.approx(1.6, abs=MARGIN + 0.05)


def test_a_sign_ends_when_the_person_leaves_the_picture():
    person = Person()
    frames = [*person.hold(1), *person.move(0.6, UP, ASIDE), *person.hold(2, hand=0, body=False)]
    assert names(segment(frames)[0]) == ["BEGAN", "ENDED"]


def test_without_a_person_there_is_no_sign():
    person = Person()
    assert segment(person.move(2, UP, ASIDE, body=False))[0] == []


def test_a_held_sign_ends_without_the_hold():
    person = Person()
    frames = [*person.hold(1), *person.move(0.4, REST, UP), *person.hold(4, y=UP[1])]
    events, [(_, ends)] = segment(frames)
    assert names(events) == ["BEGAN", "ENDED"]
    assert ends < 2.7


def test_lowering_hands_after_a_hold_is_not_a_sign():
    person = Person()
    frames = [
        *person.hold(1), *person.move(0.4, REST, UP), *person.hold(4, y=UP[1]),
        *person.move(0.5, UP, REST), *person.hold(1),
    ]  # fmt: skip
    assert names(segment(frames)[0]) == ["BEGAN", "ENDED"]


def test_hands_that_rest_within_the_picture_sign_from_there():
    person, folded = Person(), (0.0, 0.9)
    frames = [
        *person.hold(1, y=0.9), *a_sign(person, folded, folded), *person.hold(1, y=0.9),
        *a_sign(person, folded, folded), *person.hold(1, y=0.9),
    ]  # fmt: skip
    events, signs = segment(frames)
    assert names(events) == ["BEGAN", "PAUSED", "ENDED"] * 2
    assert np.diff(signs, axis=1).max() < 1.7


def test_a_sign_lasts_at_most_twenty_seconds_and_the_next_begins_after_rest():
    person = Person(fps=10)
    frames = [*person.hold(1)]
    for _ in range(25):
        frames += [*person.move(0.5, UP, ASIDE), *person.move(0.5, ASIDE, UP)]
    events, [(begins, ends), _] = segment(
        [*frames, *person.hold(1), *a_sign(person), *person.hold(1)]
    )
    assert names(events) == ["BEGAN", "ENDED", "BEGAN", "PAUSED", "ENDED"]
    assert ends - begins == pytest.approx(LONGEST, abs=0.5)


def test_one_frame_per_second_is_enough():
    person = Person(fps=1)
    frames = [*person.hold(2), *person.move(4, UP, ASIDE), *person.hold(2)]
    assert names(segment(frames)[0])[:1] == ["BEGAN"]
    assert names(segment([*frames, *person.hold(2)])[0])[-1] == "ENDED"


def test_after_a_dropped_sign_the_next_begins_after_rest():
    person, segmenter = Person(), Segmenter()
    segment([*person.hold(1), *person.move(0.4, UP, ASIDE)], segmenter=segmenter)
    assert segmenter.signing
    segmenter.drop()
    assert not segmenter.signing
    events, _ = segment([*person.move(0.6, ASIDE, UP), *person.hold(1)], segmenter=segmenter)
    assert events == []
    events, _ = segment([*a_sign(person), *person.hold(1)], segmenter=segmenter)
    assert names(events)[-1] == "ENDED"


def test_the_end_of_the_stream_ends_the_sign():
    person, segmenter = Person(), Segmenter()
    assert segmenter.finish() is None
    segment([*person.hold(1), *person.move(0.6, UP, ASIDE)], segmenter=segmenter)
    assert segmenter.finish() is SegmentEvent.ENDED
    assert len(segmenter.frames) > 12
