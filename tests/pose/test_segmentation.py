"""When a sign begins and ends: real clips joined by idle time, and made-up people."""

from itertools import chain

import numpy as np
import pytest

from signdict.core.paths import Paths
from signdict.library.library import Library
from signdict.pose.segmentation import HOLD, LONGEST, MARGIN, Segmenter, SegmentEvent
from tests.support.landmark_streams import ASIDE, HEIGHT, REST, UP, Person, a_sign, joined


def turns(frames, height=HEIGHT, segmenter=None):
    """What happened when, and from when to when each sign lasted."""
    segmenter = segmenter or Segmenter()
    happened, signs = [], []
    for found in frames:
        turn = segmenter.feed(found, height)
        if turn:
            happened.append((turn, found.seconds))
        if turn is SegmentEvent.ENDED:
            signs.append((segmenter.frames[0].seconds, segmenter.frames[-1].seconds))
    return happened, signs


def names(happened):
    return [turn.name for turn, _ in happened]


@pytest.mark.parametrize("visible", [True, False])
@pytest.mark.parametrize("source", ["ase_studiogalt", "ins_meabhinav"])
def test_real_clips_joined_by_idle_time_are_found_one_by_one(source, visible):
    with Library.open(Paths.standard().starter, read_only=True) as library:
        signs = [s for s in library.all_signs(limit=5000) if s.source.name == source]
        chosen = signs[:: max(1, len(signs) // 30)][:30]
        poses = [library.pose(sign.clips[0].id) for sign in chosen]
    good = 0
    for pose in poses:
        frames, [(begins, ends)] = joined([pose], visible)
        _, found = turns(frames, pose.height)
        # a sign that is held for seconds ends while it is held
        good += [abs(a - begins) < 0.4 and b < ends + 0.4 for a, b in found] == [True]
    # others take a hand down and sign once more
    assert good >= 0.88 * len(poses)


def test_a_stream_of_many_signs_has_as_many_segments():
    with Library.open(Paths.standard().starter, read_only=True) as library:
        signs = [s for s in library.all_signs(limit=100) if s.source.name == "ase_studiogalt"]
        poses = [library.pose(sign.clips[0].id) for sign in signs[:60:3]]
    frames, spans = joined(poses)
    _, found = turns(frames, poses[0].height)
    assert len(found) == len(spans) == 20
    assert np.abs(np.subtract(found, spans)).max() < 0.5


def test_a_sign_is_over_soon_after_the_hand_rests():
    person = Person()
    happened, [(begins, ends)] = turns([*person.hold(1), *a_sign(person), *person.hold(1)])
    assert names(happened) == ["BEGAN", "PAUSED", "ENDED"]
    paused, ended = happened[1][1], happened[2][1]
    assert ended - paused < HOLD + 0.04
    assert 0.9 < begins < 1.4
    assert paused - 0.05 < ends <= paused + MARGIN


def test_where_pictures_are_few_a_sign_is_over_a_picture_sooner():
    person = Person(fps=12)
    happened, _ = turns([*person.hold(1), *a_sign(person), *person.hold(1)])
    assert names(happened) == ["BEGAN", "PAUSED", "ENDED"]
    assert happened[2][1] - happened[1][1] == pytest.approx(1 / 12)


def test_one_late_picture_does_not_end_a_sign_sooner():
    person = Person()
    frames = [*person.hold(1), *a_sign(person), *person.hold(1)]
    happened, _ = turns(frames)
    paused = happened[1][1]
    late = [found for found in frames if not paused + 0.05 < found.seconds < paused + 0.15]
    assert turns(late)[0] == happened


def test_a_short_dip_does_not_end_a_sign():
    person = Person()
    frames = [
        *person.hold(1), *person.move(0.4, UP, ASIDE), *person.hold(0.12, y=1.4),
        *person.move(0.4, ASIDE, UP), *person.hold(1),
    ]  # fmt: skip
    assert names(turns(frames)[0]) == ["BEGAN", "PAUSED", "RESUMED", "PAUSED", "ENDED"]


def test_between_the_two_lines_nothing_changes():
    person = Person()
    trembling = chain(*(person.hold(0.04, y=1.09 + 0.04 * (k % 2)) for k in range(40)))
    assert turns([*person.hold(1), *trembling])[0] == []
    person = Person()
    above = chain(*(person.hold(0.04, x=0.01 * k, y=1.09 + 0.04 * (k % 2)) for k in range(40)))
    happened, _ = turns([*person.hold(1), *person.hold(0.2, y=0.9), *above])
    assert names(happened) == ["BEGAN"]


def test_a_twitch_is_no_sign():
    person = Person()
    frames = [*person.hold(1), *person.hold(0.16, y=0.8), *person.hold(1)]
    assert names(turns(frames)[0]) == ["BEGAN", "PAUSED", "DROPPED"]


def test_a_sign_that_begins_and_ends_outside_the_picture():
    person = Person()
    unseen = {"hand": False, "wrist": 0.1}
    frames = [
        *person.hold(1, y=2.9, **unseen),
        *person.move(0.6, ASIDE, UP), *person.move(0.4, UP, ASIDE),
        *person.hold(1, y=2.9, **unseen),
    ]  # fmt: skip
    happened, [(begins, ends)] = turns(frames)
    assert names(happened) == ["BEGAN", "PAUSED", "ENDED"]
    assert (begins, ends) == pytest.approx((1, 2), abs=MARGIN + 0.05)


def test_a_hand_above_the_picture_comes_back_within_the_sign():
    person = Person()
    frames = [
        *person.hold(1), *person.move(0.4, (0, 0.5), (0, -1.9)),
        *person.hold(0.7, y=-2.4, hand=False, wrist=0.2),
        *person.move(0.4, (0, -1.9), (0, 0.5)), *person.hold(1),
    ]  # fmt: skip
    assert names(turns(frames)[0]) == ["BEGAN", "PAUSED", "ENDED"]


def test_a_hand_that_stays_outside_ends_the_sign_where_it_was_last_seen():
    person = Person()
    frames = [
        *person.hold(1), *person.move(0.6, (0, 0.5), (0, -1.9)),
        *person.hold(2, y=-2.4, hand=False, wrist=0.2),
    ]  # fmt: skip
    happened, [(_, ends)] = turns(frames)
    assert names(happened) == ["BEGAN", "ENDED"]
    assert ends == pytest.approx(1.6, abs=MARGIN + 0.05)


def test_who_leaves_the_picture_has_ended_the_sign():
    person = Person()
    frames = [*person.hold(1), *person.move(0.6, UP, ASIDE), *person.hold(2, hand=0, body=False)]
    assert names(turns(frames)[0]) == ["BEGAN", "ENDED"]


def test_nobody_in_view_signs_nothing():
    person = Person()
    assert turns(person.move(2, UP, ASIDE, body=False))[0] == []


def test_a_sign_that_is_held_ends_without_its_idle_end():
    person = Person()
    frames = [*person.hold(1), *person.move(0.4, REST, UP), *person.hold(4, y=UP[1])]
    happened, [(_, ends)] = turns(frames)
    assert names(happened) == ["BEGAN", "ENDED"]
    assert ends < 2.7


def test_hands_that_are_taken_down_after_they_were_held_are_no_sign():
    person = Person()
    frames = [
        *person.hold(1), *person.move(0.4, REST, UP), *person.hold(4, y=UP[1]),
        *person.move(0.5, UP, REST), *person.hold(1),
    ]  # fmt: skip
    assert names(turns(frames)[0]) == ["BEGAN", "ENDED"]


def test_hands_that_rest_up_in_the_picture_sign_from_there_and_back():
    person, folded = Person(), (0.0, 0.9)
    frames = [
        *person.hold(1, y=0.9), *a_sign(person, folded, folded), *person.hold(1, y=0.9),
        *a_sign(person, folded, folded), *person.hold(1, y=0.9),
    ]  # fmt: skip
    happened, signs = turns(frames)
    assert names(happened) == ["BEGAN", "PAUSED", "ENDED"] * 2
    assert np.diff(signs, axis=1).max() < 1.7


def test_a_sign_lasts_twenty_seconds_at_most_and_none_begins_before_rest():
    person = Person(fps=10)
    frames = [*person.hold(1)]
    for _ in range(25):
        frames += [*person.move(0.5, UP, ASIDE), *person.move(0.5, ASIDE, UP)]
    happened, [(begins, ends), _] = turns(
        [*frames, *person.hold(1), *a_sign(person), *person.hold(1)]
    )
    assert names(happened) == ["BEGAN", "ENDED", "BEGAN", "PAUSED", "ENDED"]
    assert ends - begins == pytest.approx(LONGEST, abs=0.5)


def test_one_picture_a_second_is_enough_to_begin_and_end():
    person = Person(fps=1)
    frames = [*person.hold(2), *person.move(4, UP, ASIDE), *person.hold(2)]
    assert names(turns(frames)[0])[:1] == ["BEGAN"]
    assert names(turns([*frames, *person.hold(2)])[0])[-1] == "ENDED"


def test_a_sign_that_is_dropped_is_forgotten_until_hands_rest():
    person, segmenter = Person(), Segmenter()
    turns([*person.hold(1), *person.move(0.4, UP, ASIDE)], segmenter=segmenter)
    assert segmenter.signing
    segmenter.drop()
    assert not segmenter.signing
    happened, _ = turns([*person.move(0.6, ASIDE, UP), *person.hold(1)], segmenter=segmenter)
    assert happened == []
    happened, _ = turns([*a_sign(person), *person.hold(1)], segmenter=segmenter)
    assert names(happened)[-1] == "ENDED"


def test_pictures_that_end_end_the_sign():
    person, segmenter = Person(), Segmenter()
    assert segmenter.finish() is None
    turns([*person.hold(1), *person.move(0.6, UP, ASIDE)], segmenter=segmenter)
    assert segmenter.finish() is SegmentEvent.ENDED
    assert len(segmenter.frames) > 12
