"""The question which sign languages the user knows."""

import pytest
from PySide6.QtCore import QLocale, QPoint, Qt

from signdict.gui.widgets.language_chooser import LanguageChooser

COUNTS, LETTERS = {"ase": 1500, "gsg": 30, "ins": 7}, {"gsg": 30, "ins": 2}


@pytest.fixture
def chooser(qtbot, monkeypatch):
    """The question on a system in Switzerland, with its languages counted."""
    monkeypatch.setattr(QLocale, "system", lambda: QLocale("de_CH"))
    chooser = LanguageChooser()
    qtbot.addWidget(chooser)
    chooser.resize(700, 500)
    chooser.show_counts(COUNTS, LETTERS)
    chooser.show()
    chooser.answers = []
    chooser.answered.connect(chooser.answers.append)
    return chooser


def rows(chooser, count=None):
    """Return the texts of the first rows, or of all."""
    items = [chooser.list.topLevelItem(n) for n in range(chooser.list.topLevelItemCount())]
    return [[item.text(column) for column in range(3)] for item in items[:count]]


def test_languages_of_the_system_come_first_then_those_with_signs(chooser):
    assert [name for name, *_ in rows(chooser, 7)] == [
        "Swiss-German Sign Language", "Swiss-French Sign Language", "Swiss-Italian Sign Language",
        "American Sign Language", "German Sign Language", "Indian Sign Language",
        "Adamorobe Sign Language",
    ]  # fmt: skip


def test_each_language_has_both_names_and_its_numbers_of_signs(chooser):
    chooser.field.setText("german sign")
    assert ["German Sign Language", "Deutsche Gebärdensprache", "only letters (30)"] in rows(
        chooser
    )
    chooser.field.setText("ins")
    assert rows(chooser, 1)[0][::2] == ["Indian Sign Language", "5 words, 2 letters"]
    chooser.field.setText("xki")
    assert rows(chooser, 1)[0][2] == "no signs yet"


def test_a_screen_reader_says_the_whole_row(chooser):
    chooser.field.setText("dgs")
    spoken = chooser.list.topLevelItem(0).data(0, Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "German Sign Language, Deutsche Gebärdensprache, only letters (30)"


def test_several_are_chosen_with_keys_alone(chooser, qtbot):
    for typed in ("dgs", "kenya"):
        qtbot.keyClicks(chooser.field, typed)
        qtbot.keyClick(chooser.field, Qt.Key.Key_Return)
        assert chooser.field.selectedText() == typed
    assert chooser.summary.text() == "Chosen: German Sign Language, Kenyan Sign Language"
    chooser.field.clear()
    assert [name for name, *_ in rows(chooser, 2)] == [
        "German Sign Language", "Kenyan Sign Language",
    ]  # fmt: skip
    qtbot.keyClick(chooser.field, Qt.Key.Key_Return)
    assert chooser.answers == [["gsg", "xki"]]


def test_space_in_the_list_chooses_and_return_answers(chooser, qtbot):
    chooser.list.setFocus()
    qtbot.keyClick(chooser.list, Qt.Key.Key_Space)
    assert chooser.chosen == ["sgg"]
    qtbot.keyClick(chooser.list, Qt.Key.Key_Return)
    assert chooser.answers == [["sgg"]]


def test_letters_typed_in_the_list_search(chooser, qtbot):
    qtbot.keyClicks(chooser.list, "k")
    assert chooser.field.text() == "k"


@pytest.mark.parametrize("across", [8, 200])
def test_a_click_on_the_box_or_on_the_name_chooses_once(chooser, qtbot, across):
    area = chooser.list.visualItemRect(chooser.list.topLevelItem(3))
    where = QPoint(area.left() + across, area.center().y())
    qtbot.mouseClick(chooser.list.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert chooser.chosen == ["ase"]
    qtbot.mouseClick(chooser.list.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert chooser.chosen == []


def test_nothing_can_be_used_before_something_is_chosen(chooser, qtbot):
    assert not chooser.use_button.isEnabled()
    qtbot.keyClick(chooser.field, Qt.Key.Key_Return)
    assert chooser.answers == []


def test_the_question_can_be_skipped(chooser):
    assert chooser.all_button.text() == "Skip: search all languages"
    chooser.all_button.click()
    assert chooser.answers == [[]]


def test_a_name_that_no_language_has_is_said(chooser):
    chooser.field.setText("klingonisch")
    assert rows(chooser) == []
    assert chooser.summary.text() == "No sign language is called “klingonisch”."


def test_a_country_without_a_language_of_its_own_proposes_by_its_spoken_language(
    qtbot, monkeypatch
):
    monkeypatch.setattr(QLocale, "system", lambda: QLocale("de_LU"))
    chooser = LanguageChooser()
    qtbot.addWidget(chooser)
    assert rows(chooser, 1)[0][0] == "German Sign Language"
