"""The first start asks for sign languages; every page filters by them, and says what they lack."""

import pytest
from PySide6.QtCore import Qt

from signdict.core.kinds import LETTER
from signdict.core.paths import Paths
from signdict.gui.background import Background
from signdict.gui.theme.preferences import Preferences
from signdict.gui.widgets.language_chooser import LanguageChooser
from signdict.gui.window.languages_dialog import LanguagesDialog
from signdict.gui.window.pages import EXPLORE, FIND, LIBRARY, SIGN
from signdict.gui.window.window import Window
from tests.gui.support.fake_dictionary import a_sign
from tests.gui.support.windows import made, turn
from tests.support.fakes import a_pose

NONE = "There are no signs of Kenyan Sign Language in your dictionaries yet."
KEYS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def started(qtbot, tmp_path, dictionary):
    """Return a function that starts the window as a user with these languages does."""
    windows = []

    def start(codes=None):
        if codes is not None:
            Preferences(tmp_path).choose_sign_languages(codes)
        window = Window(Background(lambda: dictionary), Paths(tmp_path, tmp_path))
        qtbot.addWidget(window)
        windows.append(window)
        window.resize(1280, 720)
        window.show()
        window.start()
        qtbot.waitUntil(lambda: len(window.pages.learner.results.filter.menu().actions()) > 3)
        return window

    yield start
    for window in windows:
        window.close()


def question(window):
    """Return the question, if it is in view."""
    current = window.pages.learner.results.stack.currentWidget()
    return current if isinstance(current, LanguageChooser) else None


def searched(window, qtbot):
    """Have the Sign page recognise something."""
    window.pages.learner.open_pose(a_pose())
    results = window.pages.learner.results
    qtbot.waitUntil(lambda: results.notice.text != "Searching" or made(results, "grid"))
    qtbot.waitUntil(lambda: results.stack.currentWidget() is not results.notice
                    or "Searching" not in results.notice.text)  # fmt: skip
    return results


def test_the_first_start_asks_and_the_answer_filters_every_page(started, qtbot, dictionary):
    window = started()
    question(window).field.setText("philippine")
    qtbot.keyClick(question(window).field, Qt.Key.Key_Return)
    question(window).use_button.click()
    assert question(window) is None
    searched(window, qtbot)
    window.go(FIND)
    qtbot.waitUntil(lambda: made(window.pages.teacher.results, "grid"))
    window.go(EXPLORE)
    qtbot.waitUntil(lambda: window.pages.linguist.list.count() == 1)
    turn(window, "All signs")
    table = window.pages.linguist.table
    qtbot.waitUntil(lambda: table.count.text() == "1 of 5 signs")
    assert ("recognise", ("psp",)) in dictionary.asked
    tiles = window.pages.teacher.results.grid.tiles
    assert [tile.match.sign.gloss for tile in tiles] == ["HOUSE"]


def test_the_answer_is_kept_and_not_asked_again(started, tmp_path):
    question(started()).answered.emit(["ase", "psp"])
    assert Preferences(tmp_path).sign_languages == ["ase", "psp"]
    window = started()
    assert question(window) is None
    assert window.pages.learner.results.filter.chosen == ["ase", "psp"]


def test_skipping_searches_all_languages_and_is_kept(started, tmp_path):
    question(started()).all_button.click()
    assert Preferences(tmp_path).asked
    window = started()
    assert question(window) is None
    results = window.pages.learner.results
    assert results.filter.text() == "All languages"
    assert results.filter.everything.isHidden()


def test_the_question_has_the_focus_and_stands_in_the_way_of_nothing(started, qtbot, tmp_path):
    window = started()
    assert window.focusWidget() is question(window).field
    searched(window, qtbot)
    assert question(window) is None
    assert window.pages.learner.results.grid.tiles
    assert not Preferences(tmp_path).asked


def test_a_code_that_is_not_known_any_more_is_left_out(started, tmp_path):
    window = started(["ase", "klingon"])
    assert window.pages.learner.results.filter.chosen == ["ase"]


def test_all_languages_are_one_click_away_and_the_choice_stays(started, qtbot, tmp_path):
    window = started(["psp"])
    results = window.pages.learner.results
    assert results.filter.everything.text() == "All languages"
    results.filter.everything.click()
    assert results.filter.text() == "All languages"
    assert results.filter.chosen == []
    assert results.filter.everything.text() == "My languages"
    assert Preferences(tmp_path).sign_languages == ["psp"]
    results.filter.everything.click()
    assert results.filter.chosen == ["psp"]


@pytest.mark.parametrize("section", ["Sign", "Find", "Neighbours", "All signs"])
def test_keys_change_between_all_languages_and_mine(started, qtbot, section):
    window = started(["psp"])
    pages = window.pages
    if section in ("Sign", "Find"):
        window.go(SIGN if section == "Sign" else FIND)
        chosen = (pages.learner if section == "Sign" else pages.teacher).results.filter
    else:
        turn(window, section)
        page = pages.linguist
        table = section == "All signs"
        chosen = page.table.filters.languages if table else page.results.filter
    assert chosen.chosen == ["psp"]
    with qtbot.waitActive(window):
        window.activateWindow()
    for expected in ([], ["psp"]):
        qtbot.keyClick(window, Qt.Key.Key_A, KEYS)
        assert chosen.chosen == expected


def test_the_choice_is_changed_in_the_settings(started, qtbot, tmp_path):
    window = started(["psp"])
    window.rail.languages_wanted.emit()
    chooser = window.findChild(LanguagesDialog).chooser
    assert chooser.chosen == ["psp"]
    assert chooser.all_button.text() == "Search all languages"
    chooser.field.setText("asl")
    qtbot.keyClick(chooser.field, Qt.Key.Key_Return)
    chooser.use_button.click()
    assert Preferences(tmp_path).sign_languages == ["psp", "ase"]
    assert window.pages.learner.results.filter.chosen == ["ase", "psp"]


def test_an_answer_in_the_settings_ends_the_question(started):
    window = started()
    window.choose_languages()
    window.findChild(LanguagesDialog).chooser.all_button.click()
    assert question(window) is None
    assert window.pages.learner.results.stack.currentWidget() is window.pages.learner.start


def test_cancelling_the_settings_changes_nothing(started, tmp_path):
    window = started(["psp"])
    window.choose_languages()
    window.findChild(LanguagesDialog).reject()
    assert Preferences(tmp_path).sign_languages == ["psp"]


@pytest.mark.parametrize("section", ["Sign", "Find", "Neighbours", "All signs"])
def test_every_page_says_that_a_language_has_no_signs(started, qtbot, section):
    window = started(["xki"])
    pages = window.pages
    if section == "Sign":
        notice = searched(window, qtbot).notice
    elif section == "Find":
        window.go(FIND)
        notice = pages.teacher.results.notice
    else:
        turn(window, section)
        page = pages.linguist
        notice = page.table.no_match if section == "All signs" else page.results.notice
    qtbot.waitUntil(lambda: notice.text == NONE)
    assert not notice.other_button.isHidden()
    asked = []
    pages.maintainer.dictionaries_requested.connect(asked.append)
    notice.act_button.click()
    assert asked == ["xki"]
    assert pages.currentWidget() is pages.page(LIBRARY)


def test_all_languages_can_be_searched_where_the_chosen_one_has_no_signs(started, qtbot):
    window = started(["xki"])
    results = searched(window, qtbot)
    results.notice.other_button.click()
    qtbot.waitUntil(lambda: made(results, "grid") and len(results.grid.tiles) > 1)


def test_a_second_language_without_signs_is_said_above_the_results(started, qtbot):
    window = started(["ase", "xki"])
    results = searched(window, qtbot)
    qtbot.waitUntil(lambda: results.strip.text == NONE)  # counted after the results
    asked = []
    window.pages.maintainer.dictionaries_requested.connect(asked.append)
    results.strip.button.click()
    assert asked == ["xki"]


def test_a_language_with_letters_only_says_so(started, qtbot, dictionary):
    sign = a_sign(6, "A", "swl")
    dictionary.all[6] = type(sign)(6, "A", "swl", source=sign.source, clips=sign.clips, kind=LETTER)
    window = started(["swl"])
    strip = window.pages.learner.results.strip
    assert strip.text == "Of Swedish Sign Language there are only letters in your dictionaries."


def test_a_better_language_is_named_and_one_click_searches_all(started, qtbot, dictionary):
    dictionary.better = (a_sign(2, "HELLO", "ins"),)
    window = started(["psp"])
    results = searched(window, qtbot)
    qtbot.waitUntil(lambda: results.strip.text != "")
    assert results.strip.text == "Fits better in Indian Sign Language: “HELLO”."
    results.strip.button.click()
    qtbot.waitUntil(lambda: len(results.grid.tiles) > 1)
    assert results.strip.text == ""


def test_another_language_that_has_the_words_is_named(started, qtbot):
    window = started(["psp"])
    window.go(FIND)
    page = window.pages.teacher
    page.search("tree")
    text = "No sign for “tree” in Philippine Sign Language. “tree” is in American Sign Language."
    qtbot.waitUntil(lambda: page.results.notice.text == text)
    page.results.notice.act_button.click()
    qtbot.waitUntil(lambda: made(page.results, "grid") and page.results.grid.tiles != [])
    assert page.results.grid.tiles[0].match.sign.gloss == "TREE"


def test_two_languages_are_compared_that_the_user_has_chosen(started, qtbot):
    window = started(["psp", "ins"])
    turn(window, "Pairs")
    choice = window.pages.linguist.pairs.choice
    qtbot.waitUntil(lambda: choice.first.count() > 1)
    assert choice.languages == ("ins", "psp")
