"""Questions of the controllers: the newest counts, long work can be stopped, failures sorted."""

import sys
from contextlib import contextmanager

import pytest
from PySide6.QtWidgets import QPushButton

from signdict.core.errors import SignDictError
from signdict.core.types import Progress
from signdict.gui.background import Background
from signdict.gui.questions import Questions, as_notice, as_text
from signdict.gui.widgets.task_strip import TaskStrip


@contextmanager
def _opened():
    yield "dictionary"


@pytest.fixture
def tasks(qtbot):
    strip = TaskStrip()
    qtbot.addWidget(strip)
    return strip


@pytest.fixture
def background(qtbot):
    background = Background(_opened)
    yield background
    background.close()


@pytest.fixture
def questions(background, tasks):
    return Questions(background, tasks)


def never(_):
    pytest.fail("this callback must not run")


def endless(_):
    while True:
        yield Progress(0, 0)


def test_a_new_question_cancels_the_one_before_it(questions, background, qtbot):
    question, answers = questions.new(), []
    question.ask(lambda _: 1, never)
    question.ask(lambda _: 2, answers.append)
    background.start()
    qtbot.waitUntil(lambda: answers == [2])


def test_also_leaves_what_was_asked_before(questions, background, qtbot):
    question, answers = questions.new(), []
    question.ask(lambda _: 1, answers.append)
    question.also(lambda _: 2, answers.append)
    background.start()
    qtbot.waitUntil(lambda: answers == [1, 2])


def test_cancel_silences_everything_that_was_asked(questions, background, qtbot):
    question, answers = questions.new(), []
    question.ask(lambda _: 1, never)
    question.also(lambda _: 2, never)
    question.cancel()
    questions.new().ask(lambda _: 3, answers.append)
    background.start()
    qtbot.waitUntil(lambda: answers == [3])


def test_questions_do_not_cancel_each_other(questions, background, qtbot):
    answers = []
    for number in range(3):
        questions.new().ask(lambda _, number=number: number, answers.append)
    background.start()
    qtbot.waitUntil(lambda: answers == [0, 1, 2])


def test_long_work_is_in_the_strip_until_it_is_done(questions, background, tasks, qtbot):
    question, answers = questions.new(), []

    def work(_):
        yield Progress(1, 2)
        return "done"

    question.run("Adding", work, done=answers.append)
    assert question.running
    assert not tasks.isHidden()
    background.start()
    qtbot.waitUntil(lambda: answers == ["done"])
    assert not question.running
    assert tasks.isHidden()


def test_the_button_in_the_strip_stops_long_work(questions, background, tasks, qtbot):
    question, stopped = questions.new(), []
    question.run("Adding", endless, done=never, stopped=lambda: stopped.append(True))
    background.start()
    tasks.findChild(QPushButton).click()
    assert stopped == [True]
    assert not question.running
    assert tasks.isHidden()


def test_stop_does_nothing_if_no_work_is_under_way(questions):
    question = questions.new()
    question.stop()
    assert not question.running


def test_a_problem_that_no_page_shows_is_reported(questions, background, qtbot):
    def fail(_):
        raise SignDictError("The disk is full.")

    with qtbot.waitSignal(questions.problem) as report:
        questions.new().ask(fail, never)
        background.start()
    assert report.args[0].message == "The disk is full."


def test_a_bug_goes_to_the_hook_and_the_page_says_that_there_is_no_answer(
    questions, background, qtbot, monkeypatch
):
    caught, texts = [], []
    monkeypatch.setattr(sys, "excepthook", lambda kind, *_: caught.append(kind))
    questions.new().ask(lambda _: 1 / 0, never, as_text(texts.append))
    background.start()
    qtbot.waitUntil(lambda: caught == [ZeroDivisionError])
    assert "request failed" in texts[0]


def test_a_notice_shows_the_message_and_the_hint_of_a_problem():
    notices = []
    as_notice(lambda *texts: notices.append(texts))(SignDictError("Full.", hint="Make room."))
    assert notices == [("Full.", "Make room.")]
