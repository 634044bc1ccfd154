"""Pairs of signs on the page Explore: chosen, compared, listed, seen side by side, saved."""

import csv

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from signdict.core.errors import LanguageError
from signdict.core.paths import Paths
from signdict.core.types import Progress
from signdict.gui.background import Background
from signdict.gui.linguist import pair_card
from signdict.gui.linguist.pair_section import PairSection
from signdict.gui.window.window import Window
from signdict.linguistics.pairs import (
    KINDS,
    MINIMAL_COLUMNS,
    PAIR_COLUMNS,
    PROPERTIES,
    MinimalPair,
    Pair,
)
from tests.gui.support.fake_analysis import an_item
from tests.gui.support.fake_dictionary import SmallDictionary, a_sign
from tests.gui.support.windows import turn
from tests.support.fakes import a_pose

COUNTS = {"ase": 40, "ins": 2, "psp": 9}


def a_pair(kind, score=0.5, first=1, second=2):
    one, other = a_sign(first, f"ONE {first}", "ase"), a_sign(second, f"TWO {second}", "psp")
    return Pair(an_item(one), an_item(other), kind, score, 0.25)


def a_minimal(differs, values):
    one, other = an_item(a_sign(1, "ONE")), an_item(a_sign(2, "TWO", "psp"))
    return MinimalPair(one, other, differs, values, 0.4)


@pytest.fixture
def section(qtbot):
    made = PairSection()
    qtbot.addWidget(made)
    made.resize(1000, 600)
    made.asks = []
    made.asked.connect(lambda *what: made.asks.append(what))
    made.show()
    made.show_languages(COUNTS)
    return made


@pytest.fixture
def dictionary():
    return SmallDictionary()


@pytest.fixture
def window(qtbot, tmp_path, dictionary):
    window = Window(Background(lambda: dictionary), Paths(tmp_path, tmp_path))
    qtbot.addWidget(window)
    window.resize(1280, 720)
    window.show()
    window.start()
    yield window
    window.close()


def turn_to_pairs(window):
    turn(window, "Pairs")
    return window.linguist.pairs


def listed(section):
    return [(pair.first.id, pair.second.id) for pair in section.table.things]


def cells(section, row=0):
    model = section.table.model()
    return [model.index(row, column).data() for column in range(model.columnCount())]


def choose(chooser, value):
    chooser.setCurrentIndex(chooser.findData(value))


def test_every_kind_and_facet_of_the_commands_can_be_chosen():
    assert tuple(pair_card.kinds()) == (*KINDS, pair_card.MINIMAL)
    assert pair_card.DIFFERING == PROPERTIES


def test_the_two_largest_languages_are_compared_first(section):
    assert section.asks == [("ase", "psp", False)]


def test_another_language_asks_again_and_may_be_the_same(section):
    choose(section.choice.second, "ase")
    choose(section.choice.first, "ins")
    assert section.asks[1:] == [("ase", "ase", False), ("ins", "ase", False)]
    assert "Comparing" in section.notice.text


def test_the_only_language_is_compared_with_itself(section):
    section.show_languages({"ins": 5})
    assert section.asks[-1] == ("ins", "ins", False)


def test_a_choice_outlives_a_change_of_the_library(section):
    choose(section.choice.first, "ins")
    section.show_languages({"ase": 40, "ins": 3, "psp": 50})
    assert section.asks[-1] == ("ins", "psp", False)


def test_without_a_sign_it_says_what_to_do(section):
    before = list(section.asks)
    section.show_languages({})
    assert "Add signs" in section.notice.text
    assert section.asks == before
    assert not section.choice.first.isEnabled()
    assert not section.save.isEnabled()


def test_pairs_are_listed_by_kind_without_asking_again(section):
    section.show_pairs([a_pair("form"), a_pair("meaning", 0.1, 3, 4)], minimal=False)
    assert listed(section) == [(1, 2)]
    assert cells(section) == ["ONE 1", "TWO 2", "0.50", "25%"]
    choose(section.choice.kind, "meaning")
    assert listed(section) == [(3, 4)]
    assert cells(section) == ["ONE 3", "TWO 4", "0.10"]
    assert len(section.asks) == 1
    assert section.choice.kind.itemText(0) == "Same form, other meaning  (1)"


def test_where_there_is_no_pair_of_a_kind_it_says_what_to_try(section):
    section.show_pairs([a_pair("form")], minimal=False)
    assert section.save.isEnabled()
    choose(section.choice.kind, "both")
    assert "Choose another kind" in section.notice.text
    assert section.stack.currentWidget() is section.notice
    assert not section.save.isEnabled()


def test_minimal_pairs_are_another_question_and_narrowed_by_what_differs(section):
    section.show_pairs([a_pair("form")], minimal=False)
    choose(section.choice.kind, pair_card.MINIMAL)
    assert section.asks[-1] == ("ase", "psp", True)
    found = [
        a_minimal("place", ("face", "chest")),
        a_minimal("hands", ("one", "two, mirrored")),
    ]
    section.show_pairs(found, minimal=True)
    assert section.choice.differs.isVisible()
    assert [cells(section, row)[2] for row in (0, 1)] == [
        "Place: Face / Chest", "Hands: One hand / Two hands, alike",
    ]  # fmt: skip
    choose(section.choice.differs, "hands")
    assert cells(section)[2] == "One hand / Two hands, alike"
    assert len(section.table.things) == 1


def test_pairs_of_other_languages_are_not_listed_again(section):
    section.show_pairs([a_pair("form")], minimal=False)
    choose(section.choice.kind, pair_card.MINIMAL)
    choose(section.choice.second, "ins")
    choose(section.choice.kind, "form")
    assert section.asks[-1] == ("ase", "ins", False)
    assert section.stack.currentWidget() is section.notice


def test_an_answer_of_another_kind_waits_until_it_is_chosen(section):
    choose(section.choice.kind, pair_card.MINIMAL)
    section.show_pairs([a_pair("form")], minimal=False)
    assert section.stack.currentWidget() is section.notice
    choose(section.choice.kind, "form")
    assert listed(section) == [(1, 2)]


def test_progress_is_shown_and_can_be_stopped(section, qtbot):
    section.show_progress(Progress(3, 12))
    assert (section.notice._bar.value(), section.notice._bar.maximum()) == (3, 12)
    with qtbot.waitSignal(section.stopped):
        section.notice._stop.click()
    section.show_stopped()
    assert "Stopped" in section.notice.text
    with qtbot.waitSignal(section.counted):
        section.notice._act.click()


def test_why_nothing_can_be_compared_is_said(section):
    section.show_problem("The library cannot be read.", "Restore a backup.")
    assert section.notice.text == "The library cannot be read. Restore a backup."


def test_keys_go_along_the_list_and_explore_either_sign(section, qtbot):
    section.show_pairs([a_pair("form"), a_pair("form", 0.4, 3, 4)], minimal=False)
    with qtbot.waitSignal(section.card.wanted) as told:
        qtbot.keyClick(section.table, Qt.Key.Key_Down)
    assert told.args == [3, 4]
    for modifier, number in ((Qt.KeyboardModifier.NoModifier, 3), (Qt.KeyboardModifier.ShiftModifier, 4)):  # fmt: skip  # noqa: E501
        with qtbot.waitSignal(section.explored) as told:
            qtbot.keyClick(section.table, Qt.Key.Key_Return, modifier)
        assert told.args == [number]
    with qtbot.waitSignal(section.explored) as told:
        section.card.explore[1].click()
    assert told.args == [4]


def test_keys_in_the_list_move_both_signs(section, qtbot):
    from signdict.gui.linguist.pair_card import ComparedSigns
    from signdict.pose.comparison import nearest

    section.show_pairs([a_pair("form")], minimal=False)
    pose = a_pose(1, frames=30)
    one, other = a_sign(1, "ONE"), a_sign(2, "TWO", "psp")
    told = ({"place": "face", "hands": "one"}, {"place": "chest", "hands": "one"})
    card = section.card
    card.show_both(
        ComparedSigns(one, other, pose, nearest(pose, [(20, a_pose(2, frames=30))]), told)
    )
    assert card.pair.attempt.seconds > 0
    assert card.pair.clip.seconds > 0
    assert "What differs: Place: Face / Chest" in card.told.text()
    assert "CC0" in card.captions[0].text()
    with qtbot.waitActive(section):
        section.activateWindow()
    section.table.setFocus()
    card.pair.play(True)
    qtbot.keyClick(section.table, Qt.Key.Key_Space)
    assert not card.pair.playing
    before = card.pair.time
    qtbot.keyClick(section.table, Qt.Key.Key_Period)
    assert card.pair.time == pytest.approx((before + 0.04) % card.pair._comparison.seconds)


def test_pairs_are_sorted_by_a_click_and_as_they_came_by_the_third(section, qtbot):
    pairs = [a_pair("form", *what) for what in ((0.9, 1), (0.5, 3), (0.7, 2))]
    section.show_pairs(pairs, minimal=False)
    table, header = section.table, section.table.horizontalHeader()
    table.selectRow(1)
    orders = []
    for _ in range(3):
        place = header.sectionViewportPosition(2) + 4
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place, 8))
        orders.append([pair.score for pair in table.things])
        assert table.current.score == 0.5
        assert [index.row() for index in table.selectionModel().selectedRows()] == [
            orders[-1].index(0.5)
        ]
    assert orders == [[0.5, 0.7, 0.9], [0.9, 0.7, 0.5], [0.9, 0.5, 0.7]]


def test_pairs_are_sorted_with_keys_and_saved_in_that_order(section, qtbot, monkeypatch, tmp_path):
    pairs = [a_pair("form", *what) for what in ((0.9, 1), (0.5, 3), (0.7, 2))]
    section.show_pairs(pairs, minimal=False)
    section.table.setFocus()
    qtbot.keyClick(section.table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert [pair.first.id for pair in section.table.things] == [3, 2, 1]
    qtbot.keyClick(section.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [pair.first.id for pair in section.table.things] == [1, 2, 3]
    path = tmp_path / "pairs.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(path), ""))
    with qtbot.waitSignal(section.saved) as told:
        section.save.click()
    assert [pair.first.id for pair in told.args[1]] == [1, 2, 3]


def test_what_is_listed_anew_is_in_its_own_order(section, qtbot):
    pairs = [a_pair("form", *what) for what in ((0.9, 1), (0.5, 3))]
    section.show_pairs(pairs, minimal=False)
    section.table.horizontalHeader().setSortIndicator(2, Qt.SortOrder.AscendingOrder)
    section.show_pairs(pairs, minimal=False)
    assert section.table.things == pairs
    assert section.table.horizontalHeader().sortIndicatorSection() == -1


def test_an_empty_table_is_sorted_without_harm(section):
    section.table.horizontalHeader().setSortIndicator(0, Qt.SortOrder.AscendingOrder)
    assert section.table.current is None


def test_the_pair_is_never_cut_at_its_side(section):
    section.show_pairs([a_pair("form")], minimal=False)
    for explore in section.card.explore:
        explore.setText("What looks like this sign in all other languages?")
    QApplication.processEvents()
    section.resize(section.minimumSizeHint().width(), 400)
    QApplication.processEvents()
    area = section.card.parentWidget()
    assert section.card.width() <= area.width()
    assert section.table.width() > 0


def test_signs_that_are_no_longer_meant_are_not_shown(section):
    from signdict.gui.linguist.pair_card import ComparedSigns
    from signdict.pose.comparison import nearest

    section.show_pairs([a_pair("form", first=5, second=6)], minimal=False)
    pose = a_pose(1, frames=30)
    beside = nearest(pose, [(20, pose)])
    section.card.show_both(
        ComparedSigns(a_sign(1, "ONE"), a_sign(2, "TWO"), pose, beside, ({}, {}))
    )
    assert section.card.pair.attempt.seconds == 0


def test_a_linguist_compares_two_languages_and_sees_a_pair(window, qtbot, dictionary):
    section = turn_to_pairs(window)
    qtbot.waitUntil(lambda: listed(section) != [])
    assert ("pairs", "ase", "ins") in dictionary.asked
    assert listed(section) == [(3, 2), (5, 2)]
    qtbot.waitUntil(lambda: section.card.pair.clip.seconds > 0)
    assert "Starter dictionary · Ada and Bo · CC0" in section.card.captions[1].text()
    assert window.tasks.isHidden()
    qtbot.keyClick(section.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.linguist.tabs.currentIndex() == 0)
    assert window.linguist._sign.gloss == "HOUSE"


def test_a_newer_comparison_silences_the_older(window, qtbot, dictionary):
    dictionary.endless = True
    section = turn_to_pairs(window)
    qtbot.waitUntil(lambda: section.notice._bar.value() == 2)
    choose(section.choice.second, "psp")
    qtbot.waitUntil(lambda: ("pairs", "ase", "psp") in dictionary.asked)
    dictionary.endless = False
    qtbot.waitUntil(lambda: listed(section) != [])
    assert {pair.second.sign_language for pair in section.table.things} == {"psp"}
    assert window.tasks.isHidden()


def test_a_comparison_is_stopped_and_begun_again(window, qtbot, dictionary):
    dictionary.endless = True
    section = turn_to_pairs(window)
    qtbot.waitUntil(lambda: section.notice._bar.value() == 2)
    section.notice._stop.click()
    assert "Stopped" in section.notice.text
    assert window.tasks.isHidden()
    dictionary.endless = False
    section.notice._act.click()
    qtbot.waitUntil(lambda: listed(section) != [])


def test_a_comparison_that_is_not_possible_is_explained_in_place(window, qtbot, dictionary):
    dictionary.problem = LanguageError("There is no sign of ins.", hint="Add one.")
    section = turn_to_pairs(window)
    qtbot.waitUntil(lambda: section.notice.text == "There is no sign of ins. Add one.")


def test_a_change_of_the_library_compares_again(window, qtbot, dictionary):
    section = turn_to_pairs(window)
    qtbot.waitUntil(lambda: listed(section) != [])
    dictionary.all[6] = a_sign(6, "TREE", "ins")
    window.refresh()
    qtbot.waitUntil(lambda: (5, 6) in listed(section) or (3, 6) in listed(section))


@pytest.mark.parametrize(
    ("kind", "columns"), [("form", PAIR_COLUMNS), (pair_card.MINIMAL, MINIMAL_COLUMNS)]
)
def test_pairs_are_saved_with_the_columns_of_the_command(
    window, qtbot, monkeypatch, tmp_path, kind, columns
):
    section = turn_to_pairs(window)
    choose(section.choice.kind, kind)
    qtbot.waitUntil(lambda: section.save.isEnabled())
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "some"), ""))
    section.save.click()
    qtbot.waitUntil(lambda: "some.csv" in section.said.text())
    text = (tmp_path / "some.csv").read_text("utf-8-sig")
    rows = list(csv.DictReader(text.splitlines()))
    assert tuple(rows[0]) == columns
    assert [(int(row["first_id"]), int(row["second_id"])) for row in rows] == listed(section)


def test_a_file_that_cannot_be_written_is_told(window, qtbot, monkeypatch, tmp_path):
    section = turn_to_pairs(window)
    qtbot.waitUntil(lambda: section.save.isEnabled())
    gone = str(tmp_path / "gone" / "some.csv")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (gone, ""))
    section.save.click()
    qtbot.waitUntil(lambda: "No such folder" in section.said.text())
