"""The table of all signs, alone: filters, order, columns, facets."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QWidget,
)

from signdict.core.types import SignSummary
from signdict.gui.linguist.sign_table import COLUMNS
from signdict.gui.linguist.table_section import TableSection
from signdict.gui.results import facet_words
from signdict.linguistics.phonology.features import VALUES
from signdict.linguistics.table import TableView, build_table
from tests.gui.support.table_rows import cell, click_header, glosses, type_in
from tests.support.fakes import a_pose
from tests.support.steps import result_of

ITEMS = [
    SignSummary(1, "apple", "", "psp", "en", "", "a", (11,)),
    SignSummary(2, "HOUSE", "old", "ase", "en", "building", "a", (12,), (("de", "Haus"),)),
    SignSummary(3, "Tree", "", "ins", "en", "", "b", (13,)),
    SignSummary(4, "zoo", "", "ase", "en", "", "b", ()),
]
FACETS = {1: {"place": "face", "hands": "one"}, 2: {"place": "chest", "hands": "two"}, 3: None}


def a_table(items=ITEMS, facets=FACETS):
    return result_of(build_table(items, {"a": "CC0"})).with_facets(facets)


@pytest.fixture
def section(qtbot):
    section = TableSection()
    qtbot.addWidget(section)
    section.resize(1100, 640)
    section.show()
    section.ask()
    section.show_table(a_table())
    return section


def test_every_sign_is_a_row_in_words(section):
    assert glosses(section) == ["apple", "HOUSE [old]", "Tree", "zoo"]
    assert cell(section, 0, "sign_language") == "Philippine"
    assert cell(section, 1, "place") == "Chest"
    assert cell(section, 2, "place") == ""
    assert section.count.text() == "4 signs"


def test_every_value_of_every_facet_has_a_name():
    assert set(facet_words.FACETS) == set(VALUES)
    for facet, values in VALUES.items():
        words = facet_words.value_names(facet)
        assert set(words) == set(values)
        assert len(set(words.values())) == len(values)


def test_a_click_on_a_column_sorts_and_another_reverses_the_order(section, qtbot):
    click_header(section, qtbot, "sign_language")
    assert glosses(section) == ["HOUSE [old]", "zoo", "Tree", "apple"]  # by name, not by code
    click_header(section, qtbot, "sign_language")
    assert glosses(section) == ["apple", "Tree", "HOUSE [old]", "zoo"]
    assert section.view().falling


def test_keys_sort_by_the_column_of_the_cell(section, qtbot):
    table, alt = section.table, Qt.KeyboardModifier.AltModifier
    qtbot.keyClick(table, Qt.Key.Key_Down, alt)
    assert glosses(section) == ["zoo", "Tree", "HOUSE [old]", "apple"]
    assert section.table.sign == 1  # the current sign stays the current one
    qtbot.keyClick(table, Qt.Key.Key_Up, alt)
    assert glosses(section)[0] == "apple"
    for _ in range(3):
        qtbot.keyClick(table, Qt.Key.Key_Right)
    qtbot.keyClick(table, Qt.Key.Key_Up, alt)
    assert section.view().column == "hands"


def test_typing_filters_the_table_also_from_its_rows(section, qtbot):
    type_in(section, qtbot, "haus", 1)
    assert section.count.text() == "1 of 4 signs"
    section.filters.clear()
    assert len(glosses(section)) == 4
    qtbot.keyClicks(section.table, "z")
    qtbot.waitUntil(lambda: glosses(section) == ["zoo"])
    assert section.filters.words == "z"


def test_languages_sources_and_facets_filter_the_table(section):
    filters = section.filters
    filters.menus["source"].choose(["a"])
    assert glosses(section) == ["apple", "HOUSE [old]"]
    filters.menus["sign_language"].choose(["ase", "ins"])
    assert glosses(section) == ["HOUSE [old]"]
    filters.clear_button.click()
    place = filters.facets["place"]
    place.open_sheet()
    next(choice for choice in place.sheet.choices if choice.text() == "Face").click()
    assert glosses(section) == ["apple"]
    place.sheet.hide()


def test_letters_can_be_left_out_of_the_table(section):
    kinds = section.filters.menus["kind"]
    assert kinds.isHidden()
    assert "kind" not in visible_columns(section)
    letter = SignSummary(5, "A", "", "gsg", "", "", "b", (), (), "letter")
    section.show_table(a_table([letter, *ITEMS]))
    assert not kinds.isHidden()
    assert "kind" in visible_columns(section)
    assert cell(section, 0, "kind") == "Letter of an alphabet"
    kinds.choose(["word"])
    assert glosses(section) == ["apple", "HOUSE [old]", "Tree", "zoo"]
    kinds.choose(["letter"])
    assert glosses(section) == ["A"]


def test_without_matches_a_button_clears_the_filters(section, qtbot):
    section.filters.field.setFocus()
    type_in(section, qtbot, "xyz", 0)
    assert section.pile.currentWidget() is section.no_match
    assert not section.save.isVisible()
    assert section.table.sign is None
    assert section.no_match.text.startswith("No signs match.")
    assert section.no_match.act_button.text() == "Clear filters"
    section.no_match.act_button.click()
    assert len(glosses(section)) == 4
    assert section.pile.currentWidget() is section.table


def test_the_sign_of_the_current_row_plays_and_is_described(section, qtbot):
    with qtbot.waitSignal(section.wanted) as wanted:
        section.table.selectRow(1)
    assert wanted.args == [[12]]
    section.set_pose(12, a_pose())
    assert section.card.view.seconds > 0
    assert section.card.name.text() == "HOUSE [old]"
    for words in ("American Sign Language", "building", "Haus", "Chest", "a · CC0"):
        assert words in section.card.details.text()
    section.table.selectRow(2)
    section.set_pose(12, a_pose())
    assert section.card.view.seconds == 0


def test_enter_and_double_click_explore(section, qtbot):
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        with qtbot.waitSignal(section.explored) as explored:
            qtbot.keyClick(section.table, key)
        assert explored.args == [1]
    spot = section.table.visualRect(section.table.signs.index(2, 1)).center()
    qtbot.mouseClick(section.table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    with qtbot.waitSignal(section.explored) as explored:
        qtbot.mouseDClick(section.table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert explored.args == [3]
    with qtbot.waitSignal(section.explored):
        section.card.explore.click()


def test_facets_arrive_after_the_table(section, qtbot):
    table = a_table(facets={})
    with qtbot.waitSignal(section.facets_asked) as facets_asked:
        section.show_table(table)
    assert [item.id for item in facets_asked.args[0]] == [1, 2, 3]
    section.filters.facets["place"].choose({"face"})
    section.filters.changed.emit()
    assert glosses(section) == []
    section.show_facets({1: FACETS[1]})
    section.show_facets({2: FACETS[2]})
    section.finish_facets()
    assert glosses(section) == ["apple"]
    assert section.facets_button.isVisible()
    assert section.facets_button.text().startswith("Compute facets of 1 more sign")
    with qtbot.waitSignal(section.facets_asked) as facets_asked:
        section.facets_button.click()
    assert [item.id for item in facets_asked.args[0]] == [3]
    section.show_facets({3: None})
    section.finish_facets()
    assert not section.facets_button.isVisible()


def test_rows_stay_in_place_while_facets_arrive(section, qtbot):
    section.show_table(a_table(facets={}))
    section.sort("place", False)
    before = glosses(section)
    section.show_facets({2: FACETS[2]})
    qtbot.waitUntil(lambda: cell(section, before.index("HOUSE [old]"), "place") == "Chest")
    assert glosses(section) == before


def visible_columns(section):
    table = section.table
    return [name for n, name in enumerate(COLUMNS) if not table.isColumnHidden(n)]


def test_columns_can_be_hidden_and_shown_again(section):
    assert section.columns.hidden == ()
    section.columns.actions_of["licence"].trigger()
    section.columns.actions_of["place"].trigger()
    assert not {"licence", "place"} & {*visible_columns(section)}
    assert section.columns.accessibleDescription() == "Hidden: Place, Licence"
    assert set(section.view().hidden) == {"licence", "place"}
    section.columns.all_action.trigger()
    assert {"licence", "place"} < {*visible_columns(section)}
    assert not section.columns.all_action.isEnabled()


def test_the_gloss_and_empty_columns_are_not_offered(section):
    offered = {n for n, action in section.columns.actions_of.items() if action.isVisible()}
    assert "gloss" not in offered
    assert {"concept", "place"} <= offered
    plain = [
        SignSummary(sign.id, sign.gloss, "", "ase", "en", "", "a", sign.clips) for sign in ITEMS
    ]
    section.show_table(a_table(plain))
    offered = {n for n, action in section.columns.actions_of.items() if action.isVisible()}
    assert "concept" not in offered
    assert "concept" not in visible_columns(section)


def test_the_current_cell_is_never_in_a_hidden_column(section):
    table = section.table
    table.setCurrentIndex(table.signs.index(1, list(COLUMNS).index("place")))
    section.columns.actions_of["place"].trigger()
    assert table.currentIndex().row() == 1
    assert not table.isColumnHidden(table.currentIndex().column())


def test_a_view_hides_its_columns(section):
    section.apply_view(TableView("brief", hidden=("licence", "source")))
    assert not {"licence", "source"} & {*visible_columns(section)}
    section.apply_view(TableView("all"))
    assert {"licence", "source"} < {*visible_columns(section)}


def test_the_header_opens_the_menu_of_columns(section, qtbot):
    header = section.table.horizontalHeader()
    header.customContextMenuRequested.emit(header.rect().center())
    menu = section.columns.menu()
    qtbot.waitUntil(menu.isVisible)
    menu.close()


def test_an_empty_dictionary_says_what_to_do(section):
    section.show_table(a_table([], {}))
    assert section.notice.text.startswith("The dictionary has no signs.")
    assert "Library page" in section.notice.text


def test_after_a_failure_the_user_can_try_again(section, qtbot):
    section.show_problem("It cannot be read.", "Do this.")
    assert section.notice.text == "It cannot be read. Do this."
    with qtbot.waitSignal(section.asked):
        section.notice.act_button.click()
    assert "Listing" in section.notice.text


def test_a_view_names_a_source_that_no_longer_exists(section):
    section.apply_view(TableView("x", "", {"source": ("gone",)}, "clips", True))
    assert glosses(section) == []
    assert section.view().chosen == {"source": ("gone",)}
    assert section.filters.menus["source"].text() == "gone"


def test_a_hundred_thousand_rows_need_no_widgets(section):
    items = [SignSummary(n, f"sign {n}", "", "ase", "en", "", "s", ()) for n in range(100_000)]
    before = len(section.findChildren(QWidget))
    section.show_table(a_table(items, {}))
    section.table.scrollToBottom()
    assert section.table.grab().width() > 0
    assert len(section.findChildren(QWidget)) == before
    assert section.count.text().replace(",", "") == "100000 signs"


def test_everything_that_accepts_the_keyboard_has_a_name(section):
    widgets = [
        widget
        for widget in section.findChildren(QWidget)
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isVisible()
    ]
    assert len(widgets) > 10
    interfaces = map(QAccessible.queryAccessibleInterface, widgets)
    names = [interface.text(QAccessible.Text.Name).strip() for interface in interfaces]
    nameless = [widget for widget, name in zip(widgets, names, strict=True) if not name]
    assert nameless == []
