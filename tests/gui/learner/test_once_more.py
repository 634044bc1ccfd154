"""The strip that asks for a sign once more, and shows which attempts the answer uses."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from signdict.core.types import Match
from signdict.gui.learner import camera_panel
from signdict.gui.learner.page import LearnerPage
from signdict.gui.window.pages import SIGN
from signdict.tracking.camera import CameraName
from tests.gui.support.fake_cameras import Lens, a_memory, a_sign, rest, switch_on
from tests.gui.support.fake_dictionary import SmallDictionary, a_file
from tests.gui.support.fake_dictionary import a_sign as a_word
from tests.support.fakes import a_pose
from tests.support.landmark_streams import Person

UNSURE, SURE, NOTHING_FITS = (0.4, 0.1), (0.6, 0.1), (0.1, 0.05)


def matches(*confidences):
    return [
        Match(n, a_word(n, f"WORD{n}"), sure, sure, "signing", fits=sure >= 0.2)
        for n, sure in enumerate(confidences, start=1)
    ]


@pytest.fixture
def page(qtbot, tmp_path):
    page = LearnerPage(tmp_path, a_memory(tmp_path))
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    page.asked = []
    page.pose_given.connect(page.asked.append)
    yield page
    page.close_camera()


def attempt(page, confidences, used=None):
    """Sign once; the answer has these confidences, and uses all attempts unless `used` says."""
    page.open_pose(a_pose(len(page.attempts.all) + 1))
    page.show_matches(matches(*confidences), None, used or range(count(page)))


def count(page):
    """Return how many attempts were last searched for."""
    asked = page.asked[-1]
    return len(asked) if isinstance(asked, list) else 1


@pytest.mark.parametrize("confidences", [UNSURE, NOTHING_FITS])
def test_an_unsure_answer_asks_for_the_sign_once_more(page, confidences):
    attempt(page, confidences)
    strip = page.once_more
    assert strip.text == ("Not sure yet. Sign it once more, and the answer will use both attempts.")
    assert strip.accessibleName() == strip.text
    assert strip.record.text() == "Use the camera"
    assert strip.file.isVisible()
    assert strip.new_sign.isVisible()
    assert not strip.anyway.isVisible()


def test_a_sure_answer_asks_nothing(page):
    attempt(page, SURE)
    assert page.once_more.text == ""
    attempt(page, SURE)
    assert count(page) == 1


def test_variants_of_a_gloss_are_sure_together(page):
    page.open_pose(a_pose())
    one, other = matches(0.3, 0.29)
    sign = replace(other.sign, gloss=one.sign.gloss, variant="two hands")
    page.show_matches([one, replace(other, sign=sign)])
    assert page.once_more.text == ""


def test_without_any_match_it_does_not_ask(page):
    page.open_pose(a_pose())
    page.show_matches([])
    assert page.once_more.text == ""


def test_the_next_recording_is_joined_and_the_answer_shows_both(page):
    attempt(page, UNSURE)
    attempt(page, SURE)
    assert count(page) == 2
    assert page.once_more.text == "The answer uses attempts 1 + 2."
    assert [chip.accessibleName() for chip in page.once_more.chips] == [
        "Remove attempt 1 from the answer", "Remove attempt 2 from the answer",
    ]  # fmt: skip
    assert all(tile.accessibleName().endswith("shown") for tile in page.attempts.tiles)
    attempt(page, SURE)
    assert count(page) == 1  # a new sign


def test_it_asks_twice_and_uses_three_attempts_at_most(page):
    attempt(page, UNSURE)
    attempt(page, UNSURE)
    assert page.once_more.text == (
        "Still not sure. Sign it once more, and the answer will use all three attempts."
    )
    attempt(page, UNSURE)
    assert count(page) == 3
    assert page.once_more.text == "The answer uses attempts 1 + 2 + 3."
    attempt(page, UNSURE)
    assert count(page) == 1


@pytest.mark.parametrize("way", ["key", "button"])
def test_a_new_sign_is_not_joined(page, way):
    attempt(page, UNSURE)
    if way == "key":
        page.results.setFocus()
        QTest.keyClick(page, Qt.Key.Key_N)
    else:
        page.once_more.new_sign.click()
    assert page.once_more.text == ""
    attempt(page, SURE)
    assert count(page) == 1


def test_an_attempt_is_removed_from_the_answer(page):
    attempt(page, UNSURE)
    attempt(page, SURE)
    page.once_more.chips[0].click()
    assert page.asked[-1] is page.attempts.all[1].pose
    page.show_matches(matches(*UNSURE))
    assert page.once_more.text == ""  # the user chose this


def test_deleting_an_attempt_removes_it_from_the_answer(page):
    attempt(page, UNSURE)
    attempt(page, SURE)
    page.attempts.tiles[1].toggle()
    page.attempts.delete()
    assert page.asked[-1] is page.attempts.all[0].pose
    assert len(page.attempts.all) == 1


def test_an_attempt_that_differs_is_reported_and_used_on_request(page):
    attempt(page, UNSURE)
    attempt(page, UNSURE, used=[1])
    strip = page.once_more
    assert strip.text == "Attempt 1 clearly differs from attempt 2 and was not used."
    shown = [tile.accessibleName().endswith("shown") for tile in page.attempts.tiles]
    assert shown == [False, True]
    assert strip.anyway.text() == "Use both anyway (B)"
    assert not strip.record.isVisible()
    QTest.keyClick(page, Qt.Key.Key_B)
    assert strip.together
    assert count(page) == 2
    page.show_matches(matches(*UNSURE), None, [0, 1])
    assert strip.text == "The answer uses attempts 1 + 2, which clearly differ."
    assert strip.anyway.text() == "Undo (B)"
    strip.anyway.click()
    assert not strip.together
    page.show_matches(matches(*UNSURE), None, [1])
    assert strip.text == "Attempt 1 clearly differs from attempt 2 and was not used."


def test_two_attempts_that_differ_from_the_third_are_named(page):
    for used in (None, None, [2]):
        attempt(page, UNSURE, used)
    assert page.once_more.text == (
        "Attempts 1 + 2 clearly differ from attempt 3 and were not used."
    )
    assert page.once_more.anyway.text() == "Use all anyway (B)"


def test_after_attempts_that_differ_the_next_one_is_a_new_sign(page):
    attempt(page, UNSURE)
    attempt(page, UNSURE, used=[1])
    attempt(page, SURE)
    assert count(page) == 1
    assert not page.once_more.together


def test_it_is_hidden_while_a_result_is_compared_or_shown_large(page):
    attempt(page, UNSURE)
    match = page.results.grid.tiles[0].match
    page.results.open_match(match)
    assert page.once_more.text == ""
    page.results.close_sign()
    assert page.once_more.text != ""
    page.results.compare_match(match)
    assert page.once_more.text == ""
    attempt(page, SURE)
    assert count(page) == 1


def test_it_is_hidden_while_the_results_are_narrowed(page):
    attempt(page, UNSURE)
    page.once_more.pause(on=True)
    assert page.once_more.text == ""
    assert not page.once_more.asking


def test_teaching_ends_it(page):
    attempt(page, UNSURE)
    page.teach()
    assert page.once_more.text == ""


def test_another_filter_keeps_the_question(page):
    page.results.show_languages({"ase": 3, "ins": 1})
    attempt(page, UNSURE)
    page.results.filter.choose(["ase"])
    page.show_matches(matches(*UNSURE))
    assert page.once_more.asking
    attempt(page, SURE)
    assert count(page) == 2


def test_an_older_attempt_that_is_opened_again_asks_nothing(page):
    attempt(page, SURE)
    attempt(page, SURE)
    page.attempts.opened.emit(page.attempts.all[0])
    page.show_matches(matches(*UNSURE))
    assert page.once_more.text == ""


def test_an_attempt_that_fails_leaves_the_question(page):
    attempt(page, UNSURE)
    page.open_pose(a_pose(99))
    page.show_problem("The shoulders are not in the picture.", "")
    assert page.once_more.asking
    attempt(page, SURE)
    assert count(page) == 2
    assert page.asked[-1][0] is page.attempts.all[0].pose


def test_with_the_camera_the_next_recording_is_joined(page, qtbot, monkeypatch):
    person = Person()
    lens = Lens([*rest(person), *a_sign(person)])
    monkeypatch.setattr("signdict.gui.learner.camera.camera_of", lambda *_: lens.camera())
    monkeypatch.setattr(camera_panel, "list_cameras", tuple)
    switch_on(page.query.camera)
    page.query.camera.show_cameras((CameraName(0, "Front"),))
    qtbot.waitUntil(lambda: len(page.attempts.all) == 1)
    page.show_matches(matches(*UNSURE))
    assert page.once_more.record.text() == "Record again (Space)"
    assert not page.once_more.file.isVisible()
    page.open_pose(a_pose(7))
    assert count(page) == 2


@pytest.fixture
def learner(window, qtbot):
    """The page Sign of the window, with a dictionary that is never sure."""
    window.go(SIGN)
    return window.pages.learner


@pytest.fixture
def never_sure(monkeypatch):
    monkeypatch.setattr(SmallDictionary, "recognise", lambda *_, **__: matches(*UNSURE))


def test_a_file_of_the_button_is_joined_and_any_other_is_not(
    learner, qtbot, tmp_path, monkeypatch, never_sure, dictionary
):
    def answered(number):
        qtbot.waitUntil(lambda: len(learner.attempts.all) == number)
        qtbot.waitUntil(lambda: learner.results.shows_all and learner.results.grid.tiles != [])

    learner.opened.open_paths([a_file(tmp_path, "one.mp4")])
    answered(1)
    qtbot.waitUntil(lambda: learner.once_more.asking)
    names = [str(a_file(tmp_path, "again.mp4"))]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: (names, ""))
    learner.once_more.file.click()
    qtbot.waitUntil(lambda: len(learner.once_more.chips) == 2)
    assert learner.once_more.asking
    learner.opened.open_paths([a_file(tmp_path, "other.mp4")])
    answered(3)
    qtbot.waitUntil(lambda: learner.once_more.text.startswith("Not sure yet."))
    assert learner.once_more.chips == []


def test_a_file_dialog_that_is_cancelled_changes_nothing(page, monkeypatch):
    attempt(page, UNSURE)
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([], ""))
    page.once_more.file.click()
    assert page.once_more.asking


def test_the_dictionary_decides_whether_attempts_differ(learner, qtbot, dictionary, never_sure):
    dictionary.differing = True
    learner.open_pose(a_pose(1))
    qtbot.waitUntil(lambda: learner.once_more.asking)
    learner.open_pose(a_pose(2))
    qtbot.waitUntil(lambda: learner.once_more.text.startswith("Attempt 1 clearly differs"))
    learner.once_more.anyway.click()
    qtbot.waitUntil(lambda: learner.once_more.text.startswith("The answer uses attempts 1 + 2,"))
