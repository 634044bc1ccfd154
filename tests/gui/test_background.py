"""The thread that answers questions and runs long work for the window."""

from contextlib import contextmanager
from threading import Event, current_thread

import pytest
from PySide6.QtCore import QTimer

from signdict.core.types import Progress
from signdict.gui.background import PACE, Background, Rank
from signdict.linguistics.table import FacetProgress


@pytest.fixture
def served(qtbot):
    """A background whose resource is a list."""
    background = Background(lambda: _opened(["resource"]))
    background.start()
    yield background
    background.close()


@contextmanager
def _opened(resource):
    yield resource
    resource.append("closed")


def _wait(qtbot, answers, count=1):
    qtbot.waitUntil(lambda: len(answers) >= count)


def _never(_):
    pytest.fail("this callback must not run")


def test_an_answer_arrives_on_the_gui_thread(served, qtbot):
    answers = []
    served.ask(
        lambda resource: (resource[0], current_thread().name),
        done=lambda answer: answers.append((answer, current_thread().name)),
        failed=_never,
    )
    _wait(qtbot, answers)
    assert answers == [(("resource", "library"), "MainThread")]


def test_a_question_is_answered_between_the_steps_of_long_work(served, qtbot):
    order, asked_both = [], Event()

    def work(_):
        yield Progress(0, 2)
        asked_both.wait()
        yield Progress(1, 2)
        order.append("work")

    served.run(work, done=lambda _: None, failed=_never)
    served.ask(lambda _: order.append("question"), done=lambda _: None, failed=_never)
    asked_both.set()
    _wait(qtbot, order, count=2)
    assert order == ["question", "work"]


def test_what_is_typed_comes_first_and_landmarks_come_last(served, qtbot):
    order, asked = [], Event()
    served.ask(lambda _: asked.wait(), done=lambda _: None, failed=_never)

    def ask(name, **rank):
        served.ask(lambda _: order.append(name), done=lambda _: None, failed=_never, **rank)

    ask("landmarks", rank=Rank.LATER)
    ask("more landmarks", rank=Rank.LATER)
    ask("list")
    ask("key", rank=Rank.KEY)
    ask("next key", rank=Rank.KEY)
    asked.set()
    _wait(qtbot, order, count=5)
    assert order == ["key", "next key", "list", "landmarks", "more landmarks"]


def test_landmarks_are_fetched_between_the_steps_of_long_work(served, qtbot):
    order, asked = [], Event()

    def work(_):
        asked.wait()
        yield Progress(0, 2)
        order.append("step")
        yield Progress(1, 2)
        order.append("last step")

    served.run(work, done=lambda _: None, failed=_never)
    for name in ("one", "two"):
        served.ask(
            lambda _, name=name: order.append(name),
            done=lambda _: None, failed=_never, rank=Rank.LATER,
        )  # fmt: skip
    asked.set()
    _wait(qtbot, order, count=4)
    assert order == ["one", "two", "step", "last step"]


def test_progress_is_reported_step_by_step(served, qtbot):
    reports, answers, shown = [], [], Event()

    def work(_):
        yield Progress(1, 2, "a")
        shown.wait()
        yield Progress(2, 2, "b")
        return "end"

    def show(report):
        reports.append((report.what, current_thread().name))
        shown.set()

    served.run(work, done=answers.append, failed=_never, progress=show)
    _wait(qtbot, answers)
    assert (reports, answers) == ([("a", "MainThread"), ("b", "MainThread")], ["end"])


def test_many_reports_do_not_block_the_event_loop(served, qtbot):
    reports, turns, answers, enough = [], [], [], Event()

    def work(_):
        number = 0
        while not enough.is_set():
            number += 1
            yield Progress(number, 0)
        return number

    def turn():
        turns.append(len(reports))
        if turns[-1] >= 3:
            enough.set()

    timer = QTimer()
    timer.timeout.connect(turn)
    timer.start(1)
    served.run(work, done=answers.append, failed=_never, progress=lambda p: reports.append(p.done))
    _wait(qtbot, answers)
    timer.stop()
    assert answers[0] > len(reports)
    assert reports == sorted(set(reports))
    assert reports[-1] == answers[0]  # the last report is always shown, and before the answer


def test_merged_reports_lose_nothing(served, qtbot):
    signs, answers = [], []

    def work(_):
        for number in range(3):
            yield FacetProgress(number, 3, seen={number: None})

    served.run(work, done=answers.append, failed=_never, progress=lambda p: signs.extend(p.seen))
    _wait(qtbot, answers)
    assert signs == [0, 1, 2]


def test_reports_of_cancelled_work_are_dropped(served, qtbot):
    answers, cancelled = [], Event()

    def work(_):
        yield Progress(1, 2)
        cancelled.wait()
        yield Progress(2, 2)

    job = served.run(work, done=_never, failed=_never, progress=_never)
    job.cancel()
    cancelled.set()
    served.ask(lambda _: None, done=answers.append, failed=_never)
    _wait(qtbot, answers)
    qtbot.wait(3 * PACE)


def test_cancelled_work_cleans_up_and_is_not_answered(served, qtbot):
    cleaned, answers, started = [], [], Event()

    def work(_):
        try:
            while True:
                started.set()
                yield Progress(0, 0)
        finally:
            cleaned.append(current_thread().name)

    job = served.run(work, done=_never, failed=_never, progress=lambda _: None)
    started.wait()
    job.cancel()
    served.ask(lambda _: None, done=answers.append, failed=_never)
    _wait(qtbot, answers)
    qtbot.waitUntil(lambda: cleaned == ["library"])


def test_a_cancelled_question_is_never_answered(served, qtbot):
    answers = []
    served.ask(lambda _: 1, done=_never, failed=_never).cancel()
    served.ask(lambda _: 2, done=answers.append, failed=_never)
    _wait(qtbot, answers)
    assert answers == [2]


def test_an_exception_is_delivered(served, qtbot):
    answers = []
    served.ask(lambda _: 1 / 0, done=_never, failed=answers.append)
    _wait(qtbot, answers)
    assert isinstance(answers[0], ZeroDivisionError)


def test_a_failure_to_open_is_reported_and_fails_every_question(qtbot):
    def fail():
        raise OSError("taken")

    background, answers = Background(fail), []
    with qtbot.waitSignal(background.broken) as report:
        background.start()
    background.ask(_never, done=_never, failed=answers.append)
    _wait(qtbot, answers)
    background.close()
    assert report.args == answers
    assert answers[0].args == ("taken",)


def test_closing_stops_work_and_drops_what_waits(qtbot):
    resource, cleaned, started = [], [], Event()
    background = Background(lambda: _opened(resource))
    background.start()

    def work(_):
        try:
            while True:
                started.set()
                yield Progress(0, 0)
        finally:
            cleaned.append(True)

    background.run(work, done=_never, failed=_never)
    started.wait()
    background.run(lambda _: _never(None), done=_never, failed=_never)
    background.close()
    assert cleaned == [True]
    assert resource == ["closed"]


def test_nothing_is_delivered_after_closing(qtbot):
    background, reported = Background(lambda: _opened([])), Event()

    def work(_):
        yield Progress(1, 2)
        reported.set()
        yield Progress(2, 2)

    background.start()
    background.run(work, done=_never, failed=_never, progress=_never)
    background.ask(lambda _: "answer", done=_never, failed=_never)
    reported.wait()
    background.close()
    qtbot.wait(3 * PACE)


def test_closing_before_the_start_is_allowed(qtbot):
    Background(lambda: _opened([])).close()
