"""The current frame of a recording, and the marks of a part."""

import pytest

from signdict.gui.learner.filmstrip import Span, timecode

LONG = Span(1000, 25.0)


def test_a_part_includes_its_last_frame():
    assert LONG.mark_start(25).mark_end(49).part == (1.0, 2.0)


def test_a_part_needs_both_marks():
    assert LONG.mark_start(25).part is None
    assert LONG.mark_end(25).part is None


def test_a_mark_on_the_wrong_side_removes_the_other():
    part = LONG.mark_start(100).mark_end(200)
    assert part.mark_start(300).part is None
    assert part.mark_end(50).part is None
    assert part.mark_start(150).part == (6.0, 8.04)


def test_a_part_can_be_a_single_frame():
    assert LONG.mark_start(7).mark_end(7).part == (7 / 25, 8 / 25)


def test_frames_are_clamped_to_the_recording():
    assert LONG.go(-5).frame == 0
    assert LONG.go(5000).frame == 999
    assert LONG.mark_start(0).mark_end(5000).part == (0.0, 40.0)


def test_the_window_of_a_short_recording_is_all_of_it():
    assert Span(100, 25.0).window(12, (0.0, 0.0)) == (0.0, 4.0)


@pytest.mark.parametrize(
    ("seconds", "window"),
    [(0, (0, 12)), (10, (4, 16)), (39.9, (28, 40))],
    ids=["start", "middle", "end"],
)
def test_the_window_of_a_long_recording_surrounds_the_position(seconds, window):
    assert LONG.go(round(seconds * 25)).window(12, (0.0, 0.0)) == pytest.approx(window, abs=0.1)


def test_the_window_does_not_move_while_the_position_is_well_inside():
    previous = (4.0, 16.0)
    assert LONG.go(8 * 25).window(12, previous) == previous
    assert LONG.go(15 * 25).window(12, previous) == (9.0, 21.0)
    uneven = LONG.go(751).window(12, (0.0, 0.0))
    assert LONG.go(755).window(12, uneven) == uneven


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "0:00.00"), (83.456, "1:23.45"), (3723.5, "1:02:03.50"), (36000, "10:00:00.00")],
)
def test_times_are_formatted_as_timecodes(seconds, text):
    assert timecode(seconds) == text
    assert timecode(seconds, exact=False) == text[:-3]
