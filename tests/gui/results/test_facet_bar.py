"""The bar that narrows an answer, alone, above results, and with a dictionary behind it."""

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
from tests.gui.support.fake_dictionary import ONE_HAND, TWO_HANDS, a_sign
from tests.linguistics.test_phonology import LEFT, RIGHT
from tests.support.fakes import a_pose
from tests.support.poses import a_signer, lost


def found(*numbers):
    return [Match(n, a_sign(n, f"WORD{n}", clips=2), 0.9, 0.9) for n in numbers]


def known(results):
    """Facets as the small dictionary tells them: signs with an even number are of one hand."""
    asked = []
    results.facets.asked.connect(
        lambda clips: (
            asked.append(clips)
            or results.facets.show_facets(
                clips, {c: ONE_HAND if c // 10 % 2 == 0 else TWO_HANDS for c in clips}
            )
        )
    )
    return asked


def shown(results):
    return [tile.match.rank for tile in results.grid.tiles]


@pytest.fixture
def results(qtbot):
    made = ResultsView()
    qtbot.addWidget(made)
    made.resize(800, 600)
    made.show()
    return made


@pytest.fixture
def bar(results):
    return results.facets


def take(button, *words):
    for word in words:
        next(one for one in button.sheet.choices if one.text() == word).click()


def test_the_bar_is_there_only_above_results(results):
    assert not results.facets.isVisible()
    results.show_matches(found(1))
    assert results.facets.isVisible()
    for other in (
        lambda: results.show_notice("a"),
        lambda: results.show_busy("a"),
    ):
        other()
        assert not results.facets.isVisible()
        results.show_matches(found(1))
    results.open_sign(a_sign(1, "A"))
    assert not results.facets.isVisible()
    results.close_sign()
    assert results.facets.isVisible()


def test_an_answer_is_narrowed_without_being_asked_again(results, bar):
    asked = known(results)
    results.show_matches(found(1, 2, 3, 4))
    take(bar.buttons["hands"], "One hand")
    assert asked == [[10, 11, 20, 21, 30, 31, 40, 41]]
    assert shown(results) == [2, 4]
    take(bar.buttons["hands"], "One hand")
    assert shown(results) == [1, 2, 3, 4]
    assert asked[1:] == []


def test_what_is_known_of_an_answer_is_not_asked_for_again(results, bar):
    asked = known(results)
    results.show_matches(found(1, 2))
    take(bar.buttons["hands"], "One hand")
    results.show_matches(found(2))
    assert asked == [[10, 11, 20, 21]]


def test_nobody_looks_at_facets_before_somebody_comes_near(results, bar, qtbot):
    asked = known(results)
    for numbers in ((1, 2), (2, 3), (3, 4)):
        results.show_matches(found(*numbers))
    assert asked == []
    place = QPointF(5, 5)
    QApplication.sendEvent(bar, QEnterEvent(place, place, place))
    QApplication.sendEvent(bar, QEnterEvent(place, place, place))
    assert asked == [[30, 31, 40, 41]]


def test_who_uses_the_keyboard_has_facets_as_a_sheet_opens(results, bar, qtbot):
    asked = known(results)
    results.show_matches(found(1))
    qtbot.keyClick(bar.buttons["hands"], Qt.Key.Key_Space)
    bar.buttons["hands"].sheet.close()
    assert asked == [[10, 11]]


def test_what_is_hidden_is_counted(results, bar):
    known(results)
    results.show_matches(found(1, 2, 3))
    assert not bar.count.isVisible()
    take(bar.buttons["movement"], "Circle")
    assert bar.count.isVisible()
    assert bar.count.text() == "2 of 3 fit"


def test_several_choices_of_one_facet_mean_any_of_them(results, bar):
    known(results)
    results.show_matches(found(1, 2))
    take(bar.buttons["place"], "Face", "Chest")
    assert shown(results) == [1, 2]
    assert bar.wanted == {"place": {"face", "chest"}}
    assert bar.buttons["place"].accessibleName() == "Place: Face, Chest"


def test_when_nothing_is_left_it_is_said_with_a_way_back(results, bar):
    known(results)
    results.show_matches(found(1, 2))
    take(bar.buttons["handshape"], "Fist")
    assert results.stack.currentWidget() is results.notice
    assert "Take back one of the choices" in results.notice.text
    assert bar.isVisible()
    results.notice.act_button.click()
    assert shown(results) == [1, 2]
    assert bar.wanted == {}


def test_clear_shows_everything_again(results, bar):
    known(results)
    results.show_matches(found(1, 2))
    take(bar.buttons["hands"], "Two hands")
    assert bar.clear_button.isVisible()
    bar.clear_button.click()
    assert shown(results) == [1, 2]
    assert not bar.clear_button.isVisible()


def test_what_is_chosen_holds_for_the_next_answer_as_soon_as_it_is_known(results, bar):
    results.show_matches(found(1, 2))
    bar.show_facets([10, 11, 20, 21], {10: TWO_HANDS, 20: ONE_HAND})
    take(bar.buttons["hands"], "One hand")
    assert shown(results) == [2]
    results.show_matches(found(3, 4))
    assert shown(results) == [2]  # of the new ones nothing is known yet
    bar.show_facets([30, 31, 40, 41], {30: TWO_HANDS, 40: ONE_HAND})
    assert shown(results) == [4]


def test_facets_that_come_late_do_not_close_what_was_opened_meanwhile(results, bar):
    results.show_matches(found(1, 2))
    results.open_match(found(1)[0])
    bar.show_facets([10, 11], {10: TWO_HANDS})
    assert results.stack.currentWidget() is results.detail
    bar.buttons["hands"].choose({"one"})
    results.show_matches(found(3, 4))
    results.show_busy("Comparing")
    bar.show_facets([30, 31, 40, 41], {30: TWO_HANDS, 40: ONE_HAND})
    assert results.stack.currentWidget() is results.notice


def test_signs_are_narrowed_before_they_are_arranged(results, bar):
    known(results)
    results.show_matches(found(1, 2, 3, 4), arrange=lambda kept: kept[:1])
    assert shown(results) == [1]
    take(bar.buttons["hands"], "One hand")
    assert shown(results) == [2]
    assert bar.count.text() == "2 of 4 fit"


def test_groups_are_narrowed_and_empty_ones_left_out(results, bar):
    known(results)
    results.show_groups([("A", found(1, 2)), ("B", found(3))], "alike")
    take(bar.buttons["hands"], "One hand")
    assert [[tile.match.rank for tile in row] for row in results.groups.rows] == [[2]]


def test_the_own_attempt_is_told_and_narrows_with_one_press(results, bar):
    known(results)
    results.show_matches(found(1, 2, 3))
    assert not bar.own.isVisible()
    bar.show_own(ONE_HAND)
    assert bar.own.accessibleName() == "You: One hand · Face · Index finger · Straight"
    bar.own.click()
    assert shown(results) == [2]
    assert bar.wanted == {
        "hands": {"one"}, "place": {"face"}, "handshape": {"index"}, "movement": {"straight"},
    }  # fmt: skip


def test_what_would_leave_nothing_is_not_taken_of_the_own_attempt(results, bar):
    known(results)
    results.show_matches(found(1, 2))
    bar.show_own(
        features.PhonologicalFeatures("two", "both", "alternating", "head", "circle", "claw")
    )
    bar.own.click()
    assert shown(results) == [1]
    assert bar.wanted == {"hands": {"two"}, "movement": {"circle"}}


def test_of_an_attempt_of_which_nothing_is_known_nothing_is_said(results, bar):
    results.show_matches(found(1))
    bar.show_own(ONE_HAND)
    bar.show_own(None)
    assert not bar.own.isVisible()
    bar.choose_own()
    assert bar.wanted == {}


def test_where_there_is_little_room_few_words_are_made(results, bar, qtbot):
    results.show_matches(found(1))
    bar.show_own(TWO_HANDS)
    results.resize(1200, 600)
    qtbot.waitUntil(lambda: bar.own.text().startswith("You: "))
    results.resize(300, 600)
    qtbot.waitUntil(lambda: bar.own.text() == "Like mine")
    qtbot.waitUntil(lambda: "…" in bar.buttons["handshape"].text())
    assert bar.buttons["handshape"].accessibleName() == "Handshape: any"


def test_the_sheet_is_worked_by_keys_alone(qtbot):
    button = FacetButton("Handshape", facet_words.offered("handshape"), pictures=True)
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
    qtbot.keyClick(choices[0], Qt.Key.Key_Left)  # nothing is there
    qtbot.keyClick(choices[0], Qt.Key.Key_A)  # nor a meaning
    qtbot.keyClick(choices[0], Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    assert button.chosen == {"thumb", "two"}
    assert button.isChecked()


def test_a_sheet_stays_on_the_screen(qtbot):
    ground = QWidget()
    qtbot.addWidget(ground)
    button = FacetButton("Place", facet_words.offered("place"), ground)
    screen = ground.screen().availableGeometry()
    ground.setGeometry(screen)
    button.setGeometry(screen.width() - 80, screen.height() - 40, 80, 32)
    ground.show()
    button.open_sheet()
    assert screen.contains(button.sheet.geometry())
    assert button.sheet.geometry().bottom() < button.mapToGlobal(QPoint(0, 0)).y()
    button.sheet.hide()


def test_every_value_of_a_facet_can_be_asked_for_and_has_words():
    for facet in facet_words.ASKED:
        offered = facet_words.offered(facet)
        values = [value for some in offered.values() for value in some]
        assert sorted([*values, *(["none"] if facet == "symmetry" else [])]) == sorted(
            features.VALUES[facet]
        )
        assert facet_words.name(facet)
    assert features.SYMMETRIC in facet_words.offered("symmetry").values()
    assert facet_words.words(ONE_HAND, "symmetry") == ""


@pytest.mark.parametrize("group", features.VALUES["handshape"])
def test_the_picture_of_a_group_shows_a_hand_of_that_group(group, qapp):
    assert groups(hand_icons.joints(group)[None]) == [group]
    small, large = (hand_icons.icon(group).pixmap(size, size) for size in (24, 96))
    for picture in (small, large):
        image = picture.toImage()
        assert any(
            image.pixelColor(x, y).alpha()
            for x in range(image.width())
            for y in range(image.height())
        )


def test_a_picture_is_another_for_each_group(qapp):
    def painted(group):
        image = QImage(64, 64, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        hand_icons.icon(group).paint(painter, image.rect())
        painter.end()
        return bytes(image.constBits())

    pictures = {painted(group) for group in features.VALUES["handshape"]}
    assert len(pictures) == len(features.VALUES["handshape"])


class Answering:
    """A question that is answered at once."""

    def __init__(self, dictionary=None):
        self.dictionary = dictionary

    def ask(self, work, done):
        done(work(self.dictionary))


def test_facets_that_are_asked_for_come_from_the_dictionary(qtbot):
    from tests.gui.support.fake_dictionary import SmallDictionary

    bar, question = FacetBar(), Answering(SmallDictionary())
    qtbot.addWidget(bar)
    fetching.fetch_facets(bar, question)
    answers = []
    bar.buttons["hands"].choose({"one"})
    bar.narrow(found(1, 2), answers.append)
    assert question.dictionary.asked == [("facets", (10, 11, 20, 21))]
    assert [[match.rank for match in kept] for kept in answers] == [[2]]


def test_many_clips_are_looked_at_a_few_at_a_time(qtbot):
    from tests.gui.support.fake_dictionary import SmallDictionary

    bar, question = FacetBar(), Answering(SmallDictionary())
    qtbot.addWidget(bar)
    fetching.fetch_facets(bar, question)
    bar.buttons["hands"].choose({"one"})
    answers = []
    bar.narrow(found(*range(1, 11)), answers.append)
    assert [len(clips) for _, clips in question.dictionary.asked] == [8, 8, 4]
    assert [[match.rank for match in kept] for kept in answers] == [[2, 4, 6, 8, 10]]


def test_an_attempt_is_looked_at_and_of_several_the_first(qtbot):
    bar, question = FacetBar(), Answering()
    qtbot.addWidget(bar)
    fetching.describe_attempt(bar, question, [a_pose(1), a_pose(2)])
    assert bar.own.accessibleName().startswith("You: ")
    told = bar.own.accessibleName()
    fetching.describe_attempt(bar, question, a_pose(1))
    assert bar.own.accessibleName() == told
    fetching.describe_attempt(bar, question, lost(lost(a_signer(), LEFT), RIGHT))
    bar.show()
    QApplication.processEvents()
    assert not bar.own.isVisible()
