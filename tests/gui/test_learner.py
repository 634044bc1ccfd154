"""The learner's page alone."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QPushButton

from signdict.gui.learner import LearnerPage
from signdict.signs import Match
from tests.fakes import a_pose
from tests.gui.small import a_sign


@pytest.fixture
def page(qtbot, tmp_path):
    page = LearnerPage(tmp_path)
    qtbot.addWidget(page)
    page.show()
    return page


def found(*confidences):
    return [
        Match(rank, a_sign(rank, f"WORD{rank}", clips=2), sure, sure, fits=sure >= 0.2)
        for rank, sure in enumerate(confidences, start=1)
    ]


def test_the_first_start_offers_three_ways_on(page, qtbot):
    page.start.show_examples([a_pose(1), a_pose(2), a_pose(3)])
    buttons = page.start.findChildren(QPushButton)
    with qtbot.waitSignals([page.start.find_chosen, page.start.explore_chosen]):
        for button in buttons[1:]:
            button.click()
    page.results.show_start()
    assert page.results.stack.currentWidget() is page.start


def test_a_file_is_chosen_in_a_dialog(page, qtbot, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("a/sign.mp4", ""))
    with qtbot.waitSignal(page.file_given) as told:
        page.start.findChildren(QPushButton)[0].click()
    assert told.args == [Path("a/sign.mp4")]


def test_no_choice_asks_nothing(page, qtbot, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    with qtbot.assertNotEmitted(page.file_given):
        page.query.choose_file()


def test_a_recording_is_shown_and_asked_about(page, qtbot):
    pose = a_pose()
    with qtbot.waitSignal(page.pose_given) as told:
        page.open_pose(pose)
    assert told.args == [pose]
    assert "What was seen" in page.query.sentence


def test_sure_answers_and_unsure_ones_read_differently(page):
    page.show_matches(found(0.9, 0.1))
    assert page.results.heading.text() == "It may be one of these"
    page.show_matches(found(0.1, 0.05))
    assert page.results.heading.text().startswith("Nothing here fits well.")


def test_no_answer_says_what_to_try(page):
    page.show_matches([])
    assert "look in all languages" in page.results.notice.text


def test_every_clip_of_a_sign_can_be_seen(page, qtbot):
    page.show_matches(found(0.9))
    page.results.open_sign(found(0.9)[0].sign)
    detail = page.results.detail
    with qtbot.waitSignal(page.results.wanted) as told:
        detail._next.click()
    assert told.args == [[11]]
    page.results.set_pose(11, a_pose())
    assert detail.player.view.seconds > 0
    assert "Clip 2 of 2" in detail._next.text()


def test_landmarks_that_are_there_are_not_asked_for_again(page, qtbot):
    page.show_matches(found(0.9))
    page.results.set_pose(10, a_pose())
    with qtbot.assertNotEmitted(page.results.wanted):
        page.show_matches(found(0.8))
    assert page.results.grid.tiles[0].view.seconds > 0


def test_the_filter_without_a_question_asks_nothing(page, qtbot):
    page.results.show_languages({"ase": 3, "ins": 1})
    with qtbot.assertNotEmitted(page.pose_given):
        page.results.filter.choose(["ase"])
