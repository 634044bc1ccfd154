"""The seam between the window and the dictionary."""

from contextlib import contextmanager
from threading import Event, current_thread

import pytest
from PySide6.QtCore import QTimer

from signdict.core.types import Progress
from signdict.gui.background import PACE, Background
from signdict.linguistics.table import FacetProgress


@pytest.fixture
def served(qtbot):
    """A background that lends a list, and a way to wait for answers."""
    background = Background(lambda: _lent(["resource"]))
    background.start()
    yield background
    background.close()


@contextmanager
def _lent(resource):
    yield resource
    resource.append("closed")


def _wait(qtbot, *boxes, count=1):
    qtbot.waitUntil(lambda: sum(map(len, boxes)) >= count)


def _none(_):
    pytest.fail("this callback must not run")


def test_an_answer_arrives_on_the_gui_thread(served, qtbot):
    said = []
    served.ask(
        lambda resource: (resource[0], current_thread().name),
        done=lambda answer: said.append((answer, current_thread().name)),
        failed=_none,
    )
    _wait(qtbot, said)
    assert said == [(("resource", "library"), "MainThread")]


def test_a_question_is_answered_between_the_steps_of_long_work(served, qtbot):
    order, asked = [], Event()

    def work(_):
        yield Progress(0, 2)
        asked.wait()
        yield Progress(1, 2)
        order.append("work")

    served.run(work, done=lambda _: None, failed=_none)
    served.ask(lambda _: order.append("question"), done=lambda _: None, failed=_none)
    asked.set()
    _wait(qtbot, order, count=2)
    assert order == ["question", "work"]


def test_progress_is_reported_step_by_step(served, qtbot):
    seen, said, shown = [], [], Event()

    def work(_):
        yield Progress(1, 2, "a")
        shown.wait()
        yield Progress(2, 2, "b")
        return "end"

    def see(report):
        seen.append((report.what, current_thread().name))
        shown.set()

    served.run(work, done=said.append, failed=_none, progress=see)
    _wait(qtbot, said)
    assert (seen, said) == ([("a", "MainThread"), ("b", "MainThread")], ["end"])


def test_a_flood_of_reports_leaves_the_window_its_turn(served, qtbot):
    seen, turns, said, enough = [], [], [], Event()

    def work(_):
        number = 0
        while not enough.is_set():
            number += 1
            yield Progress(number, 0)
        return number

    def turn():
        turns.append(len(seen))
        if turns[-1] >= 3:
            enough.set()

    timer = QTimer()
    timer.timeout.connect(turn)
    timer.start(1)
    served.run(work, done=said.append, failed=_none, progress=lambda p: seen.append(p.done))
    _wait(qtbot, said)
    timer.stop()
    assert said[0] > len(seen)
    assert seen == sorted(set(seen))
    assert seen[-1] == said[0]  # the last is told whatever the pace, and before the end


def test_reports_that_add_up_lose_nothing(served, qtbot):
    seen, said = [], []

    def work(_):
        for number in range(3):
            yield FacetProgress(number, 3, seen={number: None})

    served.run(work, done=said.append, failed=_none, progress=lambda p: seen.extend(p.seen))
    _wait(qtbot, said)
    assert seen == [0, 1, 2]


def test_work_that_is_cancelled_tells_nothing_that_waited(served, qtbot):
    said, waited = [], Event()

    def work(_):
        yield Progress(1, 2)
        waited.wait()
        yield Progress(2, 2)

    job = served.run(work, done=_none, failed=_none, progress=_none)
    job.cancel()
    waited.set()
    served.ask(lambda _: None, done=said.append, failed=_none)
    _wait(qtbot, said)
    qtbot.wait(3 * PACE)


def test_cancelled_work_cleans_up_and_stays_silent(served, qtbot):
    cleaned, said, begun = [], [], Event()

    def work(_):
        try:
            while True:
                begun.set()
                yield Progress(0, 0)
        finally:
            cleaned.append(current_thread().name)

    job = served.run(work, done=_none, failed=_none, progress=lambda _: None)
    begun.wait()
    job.cancel()
    served.ask(lambda _: None, done=said.append, failed=_none)
    _wait(qtbot, said)
    qtbot.waitUntil(lambda: cleaned == ["library"])


def test_a_cancelled_question_is_never_answered(served, qtbot):
    said = []
    served.ask(lambda _: 1, done=_none, failed=_none).cancel()
    served.ask(lambda _: 2, done=said.append, failed=_none)
    _wait(qtbot, said)
    assert said == [2]


def test_what_goes_wrong_is_delivered(served, qtbot):
    said = []
    served.ask(lambda _: 1 / 0, done=_none, failed=said.append)
    _wait(qtbot, said)
    assert isinstance(said[0], ZeroDivisionError)


def test_what_cannot_be_opened_is_told_and_answers_every_question(qtbot):
    def refuse():
        raise OSError("taken")

    background, said = Background(refuse), []
    with qtbot.waitSignal(background.broken) as told:
        background.start()
    background.ask(_none, done=_none, failed=said.append)
    _wait(qtbot, said)
    background.close()
    assert told.args == said
    assert said[0].args == ("taken",)


def test_closing_ends_work_under_way_and_drops_what_waits(qtbot):
    resource, cleaned, begun = [], [], Event()
    background = Background(lambda: _lent(resource))
    background.start()

    def work(_):
        try:
            while True:
                begun.set()
                yield Progress(0, 0)
        finally:
            cleaned.append(True)

    background.run(work, done=_none, failed=_none)
    begun.wait()
    background.run(lambda _: _none(None), done=_none, failed=_none)
    background.close()
    assert cleaned == [True]
    assert resource == ["closed"]


def test_nothing_is_told_once_it_is_closed(qtbot):
    background, reported = Background(lambda: _lent([])), Event()

    def work(_):
        yield Progress(1, 2)
        reported.set()
        yield Progress(2, 2)

    background.start()
    background.run(work, done=_none, failed=_none, progress=_none)
    background.ask(lambda _: "answer", done=_none, failed=_none)
    reported.wait()
    background.close()
    qtbot.wait(3 * PACE)


def test_closing_before_it_was_started_is_nothing_special(qtbot):
    Background(lambda: _lent([])).close()
