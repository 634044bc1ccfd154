"""Progress on stderr, and times in tables."""

import io
import sys
import time

import pytest

from signdict.cli import output
from signdict.core.types import Progress


class Terminal(io.StringIO):
    """A stream that is a terminal."""

    def isatty(self):
        return True


def work(*steps):
    """Yield some steps and return 7."""
    yield from steps
    return 7


def test_progress_is_a_line_after_each_period_where_stderr_is_no_terminal(monkeypatch):
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)

    def slow():
        for done in (1, 2):
            yield Progress(done, 2, "a\x1b.mp4")
            while f"{done} of 2: a\\x1b.mp4\n" not in stream.getvalue():  # during the step
                time.sleep(0.001)
        return 7

    assert output.follow(slow(), every=0.002) == 7


def test_short_work_prints_no_progress(monkeypatch):
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    assert output.follow(work(Progress(1, 2, "a"), Progress(2, 2, "b"))) == 7
    assert stream.getvalue() == ""


def test_a_terminal_has_one_line_which_is_cut_and_erased(monkeypatch):
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("COLUMNS", "20")
    assert output.follow(work(Progress(1, 2, "long\x9b name" * 9))) == 7
    assert stream.getvalue() == "\r\x1b[K1 of 2: long\\x9b na\r\x1b[K"


def test_work_is_closed_if_it_fails():
    closed = []

    def failing():
        try:
            yield Progress(1, 2)
            raise ValueError("broken")
        finally:
            closed.append(True)

    with pytest.raises(ValueError, match="broken"):
        output.follow(failing())
    assert closed == [True]


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone cannot be changed here")
def test_times_are_shown_in_the_zone_of_this_computer(monkeypatch):
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    try:
        assert output.local_time("2026-11-30T21:05:59+00:00") == "2026-12-01 06:05"
    finally:
        monkeypatch.undo()
        time.tzset()
