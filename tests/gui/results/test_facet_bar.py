"""The bar of facets that filters results: its buttons, sheets, and its questions."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QEnterEvent, QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from signdict.core.types import Match
from signdict.gui.drawing import hand_icons
from signdict.gui.results import facet_words, fetching
from signdict.gui.results.facet_bar import FacetBar
from signdict.gui.results.facet_button import FacetButton
from signdict.gui.results.results import ResultsView
from signdict.linguistics.phonology import features
from signdict.linguistics.phonology.handshape import groups
from signdict.pose import landmarks
from tests.gui.support.fake_dictionary import ONE_HAND, TWO_HANDS, SmallDictionary, a_sign
from tests.support.fakes import a_pose
from tests.support.poses import a_signer, lost


def matches(*numbers):
    return [Match(n, a_sign(n, f"WORD{n}", clips=2), 0.9, 0.9) for n in numbers]


def answer_facets(results):
    """Answer with facets: signs with an even id are one-handed. Return the clips asked for."""
    queries = []

    def answer(clips):
        queries.append(clips)
        facets = {clip: ONE_HAND if clip // 10 % 2 == 0 else TWO_HANDS for clip in clips}
        results.facets.show_facets(clips, facets)

    results.facets.asked.connect(answer)
    return queries


def shown(results):
    return [tile.match.rank for tile in results.grid.tiles]


@pytest.fixture
def results(qtbot):
    results = ResultsView()
    qtbot.addWidget(results)
    results.resize(800, 600)
    results.show()
    return results


@pytest.fixture
def bar(results):
    return results.facets


def choose(button, *words):
    for word in words:
        next(choice for choice in button.sheet.choices if choice.text() == word).click()


def test_the_bar_is_visible_only_above_results(results):
    assert not results.facets.isVisible()
    results.show_matches(matches(1))
    assert results.facets.isVisible()
    for other in (
        lambda: results.show_notice("a"),
        lambda: results.show_busy("a"),
    ):
        other()
        assert not results.facets.isVisible()
        results.show_matches(matches(1))
    results.open_sign(a_sign(1, "A"))
    assert not results.facets.isVisible()
    results.close_sign()
    assert results.facets.isVisible()


def test_results_are_filtered_without_a_new_query(results, bar):
    queries = answer_facets(results)
    results.show_matches(matches(1, 2, 3, 4))
    choose(bar.buttons["hands"], "One hand")
    assert queries == [[10, 11, 20, 21, 30, 31, 40, 41]]
    assert shown(results) == [2, 4]
    choose(bar.buttons["hands"], "One hand")
    assert shown(results) == [1, 2, 3, 4]
    assert queries[1:] == []


def test_known_facets_are_not_asked_for_again(results, bar):
    queries = answer_facets(results)
    results.show_matches(matches(1, 2))
    choose(bar.buttons["hands"], "One hand")
    results.show_matches(matches(2))
    assert queries == [[10, 11, 20, 21]]


def test_facets_are_asked_for_once_the_pointer_enters_the_bar(results, bar, qtbot):
    queries = answer_facets(results)
    for numbers in ((1, 2), (2, 3), (3, 4)):
        results.show_matches(matches(*numbers))
    assert queries == []
    point = QPointF(5, 5)
    QApplication.sendEvent(bar, QEnterEvent(point, point, point))
    QApplication.sendEvent(bar, QEnterEvent(point, point, point))
    assert queries == [[30, 31, 40, 41]]


def test_opening_a_sheet_with_the_keyboard_asks_for_facets(results, bar, qtbot):
    queries = answer_facets(results)
    results.show_matches(matches(1))
    qtbot.keyClick(bar.buttons["hands"], Qt.Key.Key_Space)
    bar.buttons["hands"].sheet.close()
    assert queries == [[10, 11]]


def test_the_number_of_matches_is_shown(results, bar):
    answer_facets(results)
    results.show_matches(matches(1, 2, 3))
    assert not bar.count.isVisible()
    choose(bar.buttons["movement"], "Circle")
    assert bar.count.isVisible()
    assert bar.count.text() == "2 of 3 match"


def test_several_values_of_one_facet_match_any_of_them(results, bar):
    answer_facets(results)
    results.show_matches(matches(1, 2))
    choose(bar.buttons["place"], "Face", "Chest")
    assert shown(results) == [1, 2]
    assert bar.chosen == {"place": {"face", "chest"}}
    assert bar.buttons["place"].accessibleName() == "Place: Face, Chest"


def test_without_matches_a_button_shows_all_signs(results, bar):
    answer_facets(results)
    results.show_matches(matches(1, 2))
    choose(bar.buttons["handshape"], "Fist")
    assert results.stack.currentWidget() is results.notice
    assert results.notice.text.startswith("No signs match.")
    assert bar.isVisible()
    results.notice.act_button.click()
    assert shown(results) == [1, 2]
    assert bar.chosen == {}


def test_clear_shows_all_results_again(results, bar):
    answer_facets(results)
    results.show_matches(matches(1, 2))
    choose(bar.buttons["hands"], "Two hands")
    assert bar.clear_button.isVisible()
    bar.clear_button.click()
    assert shown(results) == [1, 2]
    assert not bar.clear_button.isVisible()


def test_filters_apply_to_the_next_results_once_their_facets_are_known(results, bar):
    results.show_matches(matches(1, 2))
    bar.show_facets([10, 11, 20, 21], {10: TWO_HANDS, 20: ONE_HAND})
    choose(bar.buttons["hands"], "One hand")
    assert shown(results) == [2]
    results.show_matches(matches(3, 4))
    assert shown(results) == [2]  # the facets of the new ones are still unknown
    bar.show_facets([30, 31, 40, 41], {30: TWO_HANDS, 40: ONE_HAND})
    assert shown(results) == [4]


def test_late_facets_do_not_close_what_was_opened_meanwhile(results, bar):
    results.show_matches(matches(1, 2))
    results.open_match(matches(1)[0])
    bar.show_facets([10, 11], {10: TWO_HANDS})
    assert results.stack.currentWidget() is results.detail
    bar.buttons["hands"].choose({"one"})
    results.show_matches(matches(3, 4))
    results.show_busy("Comparing")
    bar.show_facets([30, 31, 40, 41], {30: TWO_HANDS, 40: ONE_HAND})
    assert results.stack.currentWidget() is results.notice


def test_results_are_filtered_before_they_are_arranged(results, bar):
    answer_facets(results)
    results.show_matches(matches(1, 2, 3, 4), arrange=lambda filtered: filtered[:1])
    assert shown(results) == [1]
    choose(bar.buttons["hands"], "One hand")
    assert shown(results) == [2]
    assert bar.count.text() == "2 of 4 match"


def test_groups_are_filtered_and_empty_ones_are_hidden(results, bar):
    answer_facets(results)
    results.show_groups([("A", matches(1, 2)), ("B", matches(3))], "alike")
    choose(bar.buttons["hands"], "One hand")
    assert [[tile.match.rank for tile in row] for row in results.groups.rows] == [[2]]


def test_the_facets_of_an_attempt_are_shown_and_filter_with_one_click(results, bar):
    answer_facets(results)
    results.show_matches(matches(1, 2, 3))
    assert not bar.own.isVisible()
    bar.show_own(ONE_HAND)
    assert bar.own.accessibleName() == "You: One hand · Face · Index finger · Straight"
    bar.own.click()
    assert shown(results) == [2]
    assert bar.chosen == {
        "hands": {"one"}, "place": {"face"}, "handshape": {"index"}, "movement": {"straight"},
    }  # fmt: skip


def test_facets_of_an_attempt_that_match_no_result_are_not_chosen(results, bar):
    answer_facets(results)
    results.show_matches(matches(1, 2))
    bar.show_own(
        features.PhonologicalFeatures("two", "both", "alternating", "head", "circle", "claw")
    )
    bar.own.click()
    assert shown(results) == [1]
    assert bar.chosen == {"hands": {"two"}, "movement": {"circle"}}


def test_an_attempt_without_facets_shows_no_button(results, bar):
    results.show_matches(matches(1))
    bar.show_own(ONE_HAND)
    bar.show_own(None)
    assert not bar.own.isVisible()
    bar.choose_own()
    assert bar.chosen == {}


def test_a_narrow_bar_shortens_its_texts(results, bar, qtbot):
    results.show_matches(matches(1))
    bar.show_own(TWO_HANDS)
    results.resize(1200, 600)
    qtbot.waitUntil(lambda: bar.own.text().startswith("You: "))
    results.resize(300, 600)
    qtbot.waitUntil(lambda: bar.own.text() == "Like mine")
    qtbot.waitUntil(lambda: "…" in bar.buttons["handshape"].text())
    assert bar.buttons["handshape"].accessibleName() == "Handshape: any"


def test_a_sheet_can_be_used_with_keys_alone(qtbot):
    button = FacetButton("Handshape", facet_words.choices("handshape"), pictures=True)
    qtbot.addWidget(button)
    button.show()
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    sheet, choices = button.sheet, button.sheet.choices
    assert sheet.isVisible()
    qtbot.keyClick(choices[0], Qt.Key.Key_Right)
    qtbot.keyClick(choices[1], Qt.Key.Key_Space)
    assert button.chosen == {"thumb"}
    qtbot.keyClick(choices[1], Qt.Key.Key_Down)
    qtbot.keyClick(choices[5], Qt.Key.Key_Return)
    assert button.chosen == {"thumb", "two"}
    assert not sheet.isVisible()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    qtbot.keyClick(choices[0], Qt.Key.Key_Left)  # no choice on the left
    qtbot.keyClick(choices[0], Qt.Key.Key_A)  # no function
    qtbot.keyClick(choices[0], Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    assert button.chosen == {"thumb", "two"}
    assert button.isChecked()


def test_a_sheet_stays_on_the_screen(qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    button = FacetButton("Place", facet_words.choices("place"), parent)
    screen = parent.screen().availableGeometry()
    parent.setGeometry(screen)
    button.setGeometry(screen.width() - 80, screen.height() - 40, 80, 32)
    parent.show()
    button.open_sheet()
    assert screen.contains(button.sheet.geometry())
    assert button.sheet.geometry().bottom() < button.mapToGlobal(QPoint(0, 0)).y()
    button.sheet.hide()


def test_every_value_of_a_facet_can_be_chosen_and_has_a_word():
    for facet in facet_words.FILTERS:
        values = [value for group in facet_words.choices(facet).values() for value in group]
        assert sorted([*values, *(["none"] if facet == "symmetry" else [])]) == sorted(
            features.VALUES[facet]
        )
        assert facet_words.name(facet)
    assert features.SYMMETRIC in facet_words.choices("symmetry").values()
    assert facet_words.describe(ONE_HAND, "symmetry") == ""


@pytest.mark.parametrize("group", features.VALUES["handshape"])
def test_the_picture_of_a_handshape_group_shows_that_handshape(group, qapp):
    assert groups(hand_icons.joints(group)[None]) == [group]
    small, large = (hand_icons.icon(group).pixmap(size, size) for size in (24, 96))
    for picture in (small, large):
        image = picture.toImage()
        assert any(
            image.pixelColor(x, y).alpha()
            for x in range(image.width())
            for y in range(image.height())
        )


def test_every_handshape_group_has_its_own_picture(qapp):
    def painted(group):
        image = QImage(64, 64, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        hand_icons.icon(group).paint(painter, image.rect())
        painter.end()
        return bytes(image.constBits())

    pictures = {painted(group) for group in features.VALUES["handshape"]}
    assert len(pictures) == len(features.VALUES["handshape"])


class ImmediateQuestion:
    """A question that is answered at once."""

    def __init__(self, dictionary=None):
        self.dictionary = dictionary

    def ask(self, work, done):
        done(work(self.dictionary))


def test_the_bar_gets_its_facets_from_the_dictionary(qtbot):
    bar, question = FacetBar(), ImmediateQuestion(SmallDictionary())
    qtbot.addWidget(bar)
    fetching.fetch_facets(bar, question)
    answers = []
    bar.buttons["hands"].choose({"one"})
    bar.filter(matches(1, 2), answers.append)
    assert question.dictionary.asked == [("facets", (10, 11, 20, 21))]
    assert [[match.rank for match in answer] for answer in answers] == [[2]]


def test_the_facets_of_many_clips_are_fetched_a_few_at_a_time(qtbot):
    bar, question = FacetBar(), ImmediateQuestion(SmallDictionary())
    qtbot.addWidget(bar)
    fetching.fetch_facets(bar, question)
    bar.buttons["hands"].choose({"one"})
    answers = []
    bar.filter(matches(*range(1, 11)), answers.append)
    assert [len(clips) for _, clips in question.dictionary.asked] == [4, 4, 4, 4, 4]
    assert [[match.rank for match in answer] for answer in answers] == [[2, 4, 6, 8, 10]]


def test_the_first_of_several_attempts_is_described(qtbot):
    bar, question = FacetBar(), ImmediateQuestion()
    qtbot.addWidget(bar)
    fetching.describe_attempt(bar, question, [a_pose(1), a_pose(2)])
    assert bar.own.accessibleName().startswith("You: ")
    description = bar.own.accessibleName()
    fetching.describe_attempt(bar, question, a_pose(1))
    assert bar.own.accessibleName() == description
    without_hands = lost(lost(a_signer(), landmarks.LEFT_HAND), landmarks.RIGHT_HAND)
    fetching.describe_attempt(bar, question, without_hands)
    bar.show()
    QApplication.processEvents()
    assert not bar.own.isVisible()


def test_facets_of_results_that_were_replaced_are_not_fetched(qtbot):
    class LaterQuestion(ImmediateQuestion):
        def ask(self, work, done):
            self.answer = lambda: done(work(self.dictionary))

    bar, question = FacetBar(), LaterQuestion(SmallDictionary())
    qtbot.addWidget(bar)
    fetching.fetch_facets(bar, question)
    bar.buttons["hands"].choose({"one"})
    bar.filter(matches(*range(1, 11)), lambda _: None)
    bar.buttons["hands"].choose(set())
    bar.filter(matches(11), lambda _: None)
    question.answer()
    question.answer()  # asks nothing more: this is the same answer again
    assert question.dictionary.asked == [("facets", (10, 11, 20, 21))] * 2
