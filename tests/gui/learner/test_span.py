"""A place in a recording, and the marks of a part."""

import pytest

from signdict.gui.learner.filmstrip import Span, clock

LONG = Span(1000, 25.0)


def test_marks_give_the_seconds_of_a_part_with_its_last_frame():
    assert LONG.begin(25).finish(49).part == (1.0, 2.0)


def test_a_part_needs_both_marks():
    assert LONG.begin(25).part is None
    assert LONG.finish(25).part is None


def test_a_mark_on_the_wrong_side_takes_the_other_away():
    part = LONG.begin(100).finish(200)
    assert part.begin(300).part is None
    assert part.finish(50).part is None
    assert part.begin(150).part == (6.0, 8.04)


def test_one_frame_is_a_part():
    assert LONG.begin(7).finish(7).part == (7 / 25, 8 / 25)


def test_nobody_goes_beyond_the_ends():
    assert LONG.go(-5).at == 0
    assert LONG.go(5000).at == 999
    assert LONG.begin(0).finish(5000).part == (0.0, 40.0)


def test_a_short_recording_is_seen_whole():
    assert Span(100, 25.0).window(12, (0.0, 0.0)) == (0.0, 4.0)


@pytest.mark.parametrize(
    ("at", "seen"), [(0, (0, 12)), (10, (4, 16)), (39.9, (28, 40))], ids=["start", "middle", "end"]
)
def test_of_a_long_one_the_seconds_around_the_place_are_seen(at, seen):
    assert LONG.go(round(at * 25)).window(12, (0.0, 0.0)) == pytest.approx(seen, abs=0.1)


def test_what_is_seen_stands_still_while_the_place_is_well_inside():
    before = (4.0, 16.0)
    assert LONG.go(8 * 25).window(12, before) == before
    assert LONG.go(15 * 25).window(12, before) == (9.0, 21.0)
    uneven = LONG.go(751).window(12, (0.0, 0.0))
    assert LONG.go(755).window(12, uneven) == uneven


@pytest.mark.parametrize(
    ("seconds", "told"),
    [(0, "0:00.00"), (83.456, "1:23.45"), (3723.5, "1:02:03.50"), (36000, "10:00:00.00")],
)
def test_times_are_told_as_clocks_do(seconds, told):
    assert clock(seconds) == told
    assert clock(seconds, exact=False) == told[:-3]
