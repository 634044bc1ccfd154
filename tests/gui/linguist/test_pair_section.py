"""Pairs of signs on the page Explore: choosing, comparing, listing, playing, saving."""

import csv

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from signdict.core.errors import LanguageError
from signdict.core.types import Progress
from signdict.gui.linguist import pair_card
from signdict.gui.linguist.pair_card import ComparedSigns
from signdict.gui.linguist.pair_section import PairSection
from signdict.linguistics.pairs import (
    KINDS,
    MINIMAL_COLUMNS,
    PAIR_COLUMNS,
    PROPERTIES,
    MinimalPair,
    Pair,
)
from signdict.pose.comparison import nearest
from tests.gui.support.fake_analysis import an_item
from tests.gui.support.fake_dictionary import a_sign
from tests.gui.support.windows import turn
from tests.support.fakes import a_pose

COUNTS = {"ase": 40, "ins": 2, "psp": 9}


def a_pair(kind, score=0.5, first=1, second=2):
    signs = a_sign(first, f"ONE {first}", "ase"), a_sign(second, f"TWO {second}", "psp")
    return Pair(*map(an_item, signs), kind, score, 0.25)


def a_minimal_pair(differs, values):
    signs = a_sign(1, "ONE"), a_sign(2, "TWO", "psp")
    return MinimalPair(*map(an_item, signs), differs, values, 0.4)


def compared(first, second, facets=({}, {})):
    """Return two signs with landmarks that are compared."""
    pose = a_pose(1, frames=30)
    return ComparedSigns(first, second, pose, nearest(pose, [(20, a_pose(2, frames=30))]), facets)


@pytest.fixture
def section(qtbot):
    section = PairSection()
    qtbot.addWidget(section)
    section.resize(1000, 600)
    section.queries = []
    section.asked.connect(lambda *query: section.queries.append(query))
    section.show()
    section.show_languages(COUNTS)
    return section


def turn_to_pairs(window):
    turn(window, "Pairs")
    return window.pages.linguist.pairs


def listed_ids(section):
    return [(pair.first.id, pair.second.id) for pair in section.table.things]


def cells(section, row=0):
    model = section.table.model()
    return [model.index(row, column).data() for column in range(model.columnCount())]


def choose(chooser, value):
    chooser.setCurrentIndex(chooser.findData(value))


def test_every_kind_and_facet_of_the_command_can_be_chosen():
    assert tuple(pair_card.kinds()) == (*KINDS, pair_card.MINIMAL)
    assert pair_card.DIFFERING == PROPERTIES


def test_the_two_largest_languages_are_compared_first(section):
    assert section.queries == [("ase", "psp", False)]


def test_choosing_a_language_compares_again_also_with_itself(section):
    choose(section.choice.second, "ase")
    choose(section.choice.first, "ins")
    assert section.queries[1:] == [("ase", "ase", False), ("ins", "ase", False)]
    assert "Comparing" in section.notice.text


def test_the_only_language_is_compared_with_itself(section):
    section.show_languages({"ins": 5})
    assert section.queries[-1] == ("ins", "ins", False)


def test_the_chosen_language_stays_after_a_change_of_the_library(section):
    choose(section.choice.first, "ins")
    section.show_languages({"ase": 40, "ins": 3, "psp": 50})
    assert section.queries[-1] == ("ins", "psp", False)


def test_an_empty_dictionary_says_what_to_do(section):
    before = list(section.queries)
    section.show_languages({})
    assert "Add signs" in section.notice.text
    assert section.queries == before
    assert not section.choice.first.isEnabled()
    assert not section.save.isEnabled()


def test_another_kind_of_pairs_is_listed_without_comparing_again(section):
    section.show_pairs([a_pair("form"), a_pair("meaning", 0.1, 3, 4)], minimal=False)
    assert listed_ids(section) == [(1, 2)]
    assert cells(section) == ["ONE 1", "TWO 2", "0.50", "25%"]
    choose(section.choice.kind, "meaning")
    assert listed_ids(section) == [(3, 4)]
    assert cells(section) == ["ONE 3", "TWO 4", "0.10"]
    assert len(section.queries) == 1
    assert section.choice.kind.itemText(0) == "Same form, different meaning  (1)"


def test_a_kind_without_pairs_says_what_to_try(section):
    section.show_pairs([a_pair("form")], minimal=False)
    assert section.save.isEnabled()
    choose(section.choice.kind, "both")
    assert "Choose another kind" in section.notice.text
    assert section.stack.currentWidget() is section.notice
    assert not section.save.isEnabled()


def test_minimal_pairs_are_compared_separately_and_filtered_by_facet(section):
    section.show_pairs([a_pair("form")], minimal=False)
    choose(section.choice.kind, pair_card.MINIMAL)
    assert section.queries[-1] == ("ase", "psp", True)
    pairs = [
        a_minimal_pair("place", ("face", "chest")),
        a_minimal_pair("hands", ("one", "two, mirrored")),
    ]
    section.show_pairs(pairs, minimal=True)
    assert section.choice.differs.isVisible()
    assert [cells(section, row)[2] for row in (0, 1)] == [
        "Place: Face / Chest", "Hands: One hand / Two hands, mirrored",
    ]  # fmt: skip
    choose(section.choice.differs, "hands")
    assert cells(section)[2] == "One hand / Two hands, mirrored"
    assert len(section.table.things) == 1


def test_pairs_of_former_languages_are_not_listed_again(section):
    section.show_pairs([a_pair("form")], minimal=False)
    choose(section.choice.kind, pair_card.MINIMAL)
    choose(section.choice.second, "ins")
    choose(section.choice.kind, "form")
    assert section.queries[-1] == ("ase", "ins", False)
    assert section.stack.currentWidget() is section.notice


def test_pairs_of_another_kind_are_listed_once_it_is_chosen(section):
    choose(section.choice.kind, pair_card.MINIMAL)
    section.show_pairs([a_pair("form")], minimal=False)
    assert section.stack.currentWidget() is section.notice
    choose(section.choice.kind, "form")
    assert listed_ids(section) == [(1, 2)]


def test_a_comparison_shows_progress_and_can_be_stopped(section, qtbot):
    section.show_progress(Progress(3, 12))
    assert (section.notice.bar.value(), section.notice.bar.maximum()) == (3, 12)
    with qtbot.waitSignal(section.stopped):
        section.notice.stop_button.click()
    section.show_stopped()
    assert "Stopped" in section.notice.text
    with qtbot.waitSignal(section.counted):
        section.notice.act_button.click()


def test_a_failed_comparison_says_why(section):
    section.show_problem("The library cannot be read.", "Restore a backup.")
    assert section.notice.text == "The library cannot be read. Restore a backup."


def test_keys_move_along_the_list_and_explore_either_sign(section, qtbot):
    section.show_pairs([a_pair("form"), a_pair("form", 0.4, 3, 4)], minimal=False)
    with qtbot.waitSignal(section.card.wanted) as wanted:
        qtbot.keyClick(section.table, Qt.Key.Key_Down)
    assert wanted.args == [3, 4]
    plain, shift = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
    for modifier, sign_id in ((plain, 3), (shift, 4)):
        with qtbot.waitSignal(section.explored) as explored:
            qtbot.keyClick(section.table, Qt.Key.Key_Return, modifier)
        assert explored.args == [sign_id]
    with qtbot.waitSignal(section.explored) as explored:
        section.card.explore[1].click()
    assert explored.args == [4]


def test_keys_in_the_list_control_the_player(section, qtbot):
    section.show_pairs([a_pair("form")], minimal=False)
    facets = ({"place": "face", "hands": "one"}, {"place": "chest", "hands": "one"})
    both = compared(a_sign(1, "ONE"), a_sign(2, "TWO", "psp"), facets)
    card = section.card
    card.show_both(both)
    assert card.pair.attempt.seconds > 0
    assert card.pair.clip.seconds > 0
    assert "Differences: Place: Face / Chest" in card.remark.text()
    assert "CC0" in card.captions[0].text()
    with qtbot.waitActive(section):
        section.activateWindow()
    section.table.setFocus()
    card.pair.play(True)
    qtbot.keyClick(section.table, Qt.Key.Key_Space)
    assert not card.pair.playing
    before = card.pair.time
    qtbot.keyClick(section.table, Qt.Key.Key_Period)
    length = both.comparison.comparison.seconds
    assert card.pair.time == pytest.approx((before + 0.04) % length)


def test_two_clicks_sort_pairs_and_a_third_restores_their_order(section, qtbot):
    pairs = [a_pair("form", *values) for values in ((0.9, 1), (0.5, 3), (0.7, 2))]
    section.show_pairs(pairs, minimal=False)
    table, header = section.table, section.table.horizontalHeader()
    table.selectRow(1)
    orders = []
    for _ in range(3):
        x = header.sectionViewportPosition(2) + 4
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, 8))
        orders.append([pair.score for pair in table.things])
        assert table.current.score == 0.5
        assert [index.row() for index in table.selectionModel().selectedRows()] == [
            orders[-1].index(0.5)
        ]
    assert orders == [[0.5, 0.7, 0.9], [0.9, 0.7, 0.5], [0.9, 0.5, 0.7]]


def test_pairs_are_sorted_with_keys_and_saved_in_that_order(section, qtbot, monkeypatch, tmp_path):
    pairs = [a_pair("form", *values) for values in ((0.9, 1), (0.5, 3), (0.7, 2))]
    section.show_pairs(pairs, minimal=False)
    section.table.setFocus()
    qtbot.keyClick(section.table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert [pair.first.id for pair in section.table.things] == [3, 2, 1]
    qtbot.keyClick(section.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [pair.first.id for pair in section.table.things] == [1, 2, 3]
    path = tmp_path / "pairs.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(path), ""))
    with qtbot.waitSignal(section.saved) as saved:
        section.save.click()
    assert [pair.first.id for pair in saved.args[1]] == [1, 2, 3]


def test_new_pairs_are_listed_in_their_own_order(section, qtbot):
    pairs = [a_pair("form", *values) for values in ((0.9, 1), (0.5, 3))]
    section.show_pairs(pairs, minimal=False)
    section.table.horizontalHeader().setSortIndicator(2, Qt.SortOrder.AscendingOrder)
    section.show_pairs(pairs, minimal=False)
    assert section.table.things == pairs
    assert section.table.horizontalHeader().sortIndicatorSection() == -1


def test_an_empty_table_can_be_sorted(section):
    section.table.horizontalHeader().setSortIndicator(0, Qt.SortOrder.AscendingOrder)
    assert section.table.current is None


def test_the_card_is_never_cut_off_at_its_side(section):
    section.show_pairs([a_pair("form")], minimal=False)
    for explore in section.card.explore:
        explore.setText("What looks like this sign in all other languages?")
    QApplication.processEvents()
    section.resize(section.minimumSizeHint().width(), 400)
    QApplication.processEvents()
    area = section.card.parentWidget()
    assert section.card.width() <= area.width()
    assert section.table.width() > 0


def test_landmarks_of_another_pair_are_ignored(section):
    section.show_pairs([a_pair("form", first=5, second=6)], minimal=False)
    section.card.show_both(compared(a_sign(1, "ONE"), a_sign(2, "TWO")))
    assert section.card.pair.attempt.seconds == 0


def test_a_linguist_compares_two_languages_and_explores_a_pair(window, qtbot, dictionary):
    section = turn_to_pairs(window)
    qtbot.waitUntil(lambda: listed_ids(section) != [])
    assert ("pairs", "ase", "ins") in dictionary.asked
    assert listed_ids(section) == [(3, 2), (5, 2)]
    qtbot.waitUntil(lambda: section.card.pair.clip.seconds > 0)
    assert "Starter dictionary · Ada and Bo · CC0" in section.card.captions[1].text()
    assert window.tasks.isHidden()
    qtbot.keyClick(section.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.pages.linguist.tabs.currentIndex() == 0)
    assert window.pages.linguist.sign.gloss == "HOUSE"


def test_a_newer_comparison_replaces_an_older_one(window, qtbot, dictionary):
    dictionary.endless = True
    section = turn_to_pairs(window)
    qtbot.waitUntil(lambda: section.notice.bar.value() == 2)
    choose(section.choice.second, "psp")
    qtbot.waitUntil(lambda: ("pairs", "ase", "psp") in dictionary.asked)
    dictionary.endless = False
    qtbot.waitUntil(lambda: listed_ids(section) != [])
    assert {pair.second.sign_language for pair in section.table.things} == {"psp"}
    assert window.tasks.isHidden()


def test_a_comparison_can_be_stopped_and_started_again(window, qtbot, dictionary):
    dictionary.endless = True
    section = turn_to_pairs(window)
    qtbot.waitUntil(lambda: section.notice.bar.value() == 2)
    section.notice.stop_button.click()
    assert "Stopped" in section.notice.text
    assert window.tasks.isHidden()
    dictionary.endless = False
    section.notice.act_button.click()
    qtbot.waitUntil(lambda: listed_ids(section) != [])


def test_an_impossible_comparison_is_explained_in_place(window, qtbot, dictionary):
    dictionary.problem = LanguageError("No signs of ins.", hint="Add one.")
    section = turn_to_pairs(window)
    qtbot.waitUntil(lambda: section.notice.text == "No signs of ins. Add one.")


def test_a_change_of_the_library_compares_again(window, qtbot, dictionary):
    section = turn_to_pairs(window)
    qtbot.waitUntil(lambda: listed_ids(section) != [])
    dictionary.all[6] = a_sign(6, "TREE", "ins")
    window.pages.refresh()
    qtbot.waitUntil(lambda: (5, 6) in listed_ids(section) or (3, 6) in listed_ids(section))


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
    qtbot.waitUntil(lambda: "some.csv" in section.status.text())
    text = (tmp_path / "some.csv").read_text("utf-8-sig")
    rows = list(csv.DictReader(text.splitlines()))
    assert tuple(rows[0]) == columns
    assert [(int(row["first_id"]), int(row["second_id"])) for row in rows] == listed_ids(section)


def test_a_file_that_cannot_be_written_is_reported(window, qtbot, monkeypatch, tmp_path):
    section = turn_to_pairs(window)
    qtbot.waitUntil(lambda: section.save.isEnabled())
    missing = str(tmp_path / "missing" / "some.csv")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (missing, ""))
    section.save.click()
    qtbot.waitUntil(lambda: "No such folder" in section.status.text())
