"""The page Find alone, and the language filter that pages share."""

import pytest
from PySide6.QtCore import Qt

from signdict.core.types import Clip, Match, Sign
from signdict.gui.teacher.page import TeacherPage
from signdict.gui.widgets.filters import LanguageFilter, name_of


@pytest.fixture
def page(qtbot):
    page = TeacherPage()
    qtbot.addWidget(page)
    page.show()
    return page


@pytest.fixture
def languages(qtbot):
    chooser = LanguageFilter()
    qtbot.addWidget(chooser)
    chooser.show_counts({"psp": 2, "ase": 7})
    return chooser


def test_typing_searches_once_after_a_pause(page, qtbot):
    searches = []
    page.asked.connect(lambda words, _: searches.append(words))
    qtbot.keyClicks(page.field, "  thank   you")
    qtbot.waitUntil(lambda: searches != [])
    assert searches == ["thank you"]


def test_enter_searches_at_once(page, qtbot):
    with qtbot.waitSignal(page.asked, timeout=50):
        qtbot.keyClick(page.field, Qt.Key.Key_Return)


def test_an_empty_dictionary_suggests_adding_videos(page):
    page.show_matches([])
    assert "Add a folder of videos" in page.results.notice.text


def test_a_heading_says_that_signs_were_found_by_meaning(page):
    sign = Sign(1, "brave", "ase", clips=(Clip(1, 1),))
    page.show_matches([Match(1, sign, 0.6, 0.5, "meaning")])
    assert "nearest in meaning" in page.results.heading.text()
    page.show_matches([Match(1, sign, 1.0, 1.0)])
    assert page.results.heading.text() == ""


def test_no_match_in_a_language_suggests_all_languages(page):
    page.results.show_languages({"ase": 1, "ins": 2})
    page.results.filter.choose(["ins"])
    page.show_matches([])
    assert "Search in all languages" in page.results.notice.text


def test_no_match_of_a_kind_offers_both_kinds(page, qtbot):
    page.results.show_kinds({"word": 2, "letter": 1})
    page.results.kinds.choose(["letter"])
    page.show_matches([])
    assert "Only words, or only letters, are searched now." in page.results.notice.text
    with qtbot.waitSignal(page.asked):
        page.results.notice.act_button.click()
    assert page.results.kinds.kind is None


def test_languages_are_listed_by_name_with_their_number_of_signs(languages):
    texts = [action.text() for action in languages.menu().actions()]
    assert texts[2:] == ["American Sign Language  (7)", "Philippine Sign Language  (2)"]
    assert languages.text() == "All languages"


def test_the_button_names_the_choice(languages):
    languages.choose(["ase"])
    assert languages.text() == "American Sign Language"
    languages.choose(["ase", "psp"])
    assert languages.text() == "2 languages"
    languages.choose(["ase", "psp"])
    languages.menu().actions()[0].trigger()
    assert languages.chosen == []


def test_a_language_without_signs_is_no_longer_chosen(languages, qtbot):
    languages.choose(["psp"])
    with qtbot.waitSignal(languages.changed):
        languages.show_counts({"ase": 7})
    assert languages.chosen == []


def test_several_can_be_chosen_while_the_menu_is_open(languages, qtbot):
    menu = languages.menu()
    menu.setActiveAction(menu.actions()[2])
    qtbot.keyClick(menu, Qt.Key.Key_Space)
    assert languages.chosen == ["ase"]
    menu.setActiveAction(menu.actions()[3])
    qtbot.mouseRelease(menu, Qt.MouseButton.LeftButton)
    assert languages.chosen == ["ase", "psp"]


def test_an_unknown_code_is_its_own_name():
    assert name_of("xyz") == "xyz"
