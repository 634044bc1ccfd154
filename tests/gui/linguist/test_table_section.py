"""The table of all signs, alone and in the window: filters, order, saved views, files."""

import csv

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QFileDialog,
    QInputDialog,
    QLabel,
    QLineEdit,
    QWidget,
)

from signdict.core.errors import LibraryError
from signdict.core.paths import Paths
from signdict.core.types import SignSummary
from signdict.gui.background import Background
from signdict.gui.linguist.sign_table import COLUMNS
from signdict.gui.linguist.table_section import TableSection
from signdict.gui.results import facet_words
from signdict.gui.window.pages import EXPLORE, LIBRARY
from signdict.gui.window.window import Window
from signdict.linguistics.phonology.features import VALUES
from signdict.linguistics.table import TableView, build_table
from signdict.linguistics.views import ViewStore
from tests.gui.support.fake_dictionary import OWN, SmallDictionary, a_sign
from tests.gui.support.sizes import SIZES, cut, outside, settled, shown
from tests.support.fakes import a_pose
from tests.support.steps import result_of

ITEMS = [
    SignSummary(1, "apple", "", "psp", "en", "", "a", (11,)),
    SignSummary(2, "HOUSE", "old", "ase", "en", "building", "a", (12,), (("de", "Haus"),)),
    SignSummary(3, "Tree", "", "ins", "en", "", "b", (13,)),
    SignSummary(4, "zoo", "", "ase", "en", "", "b", ()),
]
FACETS = {1: {"place": "face", "hands": "one"}, 2: {"place": "chest", "hands": "two"}, 3: None}
TABLE = 2


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


def glosses(section):
    model = section.table.signs
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def cell(section, row, name):
    return section.table.signs.index(row, list(COLUMNS).index(name)).data()


def click_header(section, qtbot, name):
    header = section.table.horizontalHeader()
    spot = header.viewport().rect().center()
    spot.setX(header.sectionViewportPosition(list(COLUMNS).index(name)) + 20)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=spot)


def type_in(section, qtbot, words, count):
    qtbot.keyClicks(section.filters.field, words)
    qtbot.waitUntil(lambda: section.table.signs.rowCount() == count)


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


def open_table(window, qtbot):
    window.pages.linguist.tabs.setCurrentIndex(TABLE)
    section = window.pages.linguist.table
    qtbot.waitUntil(lambda: section.sign_table is not None and not section.sign_table.waiting)
    return section


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES.keys())
def test_nothing_is_cut_off(letters, window, qtbot, size):
    section = open_table(window, qtbot)
    section.table.selectRow(2)
    window.resize(*size)
    settled()
    assert window.width() <= size[0]
    assert window.height() <= size[1]
    parts = shown(section, QLabel, QAbstractButton, QComboBox, QLineEdit)
    assert len(parts) > 10
    assert [repr(part) for part in parts if cut(part) or outside(part, window)] == []


def test_a_linguist_lists_signs_and_explores_one(window, qtbot):
    section = open_table(window, qtbot)
    assert glosses(section) == ["HELLO", "HELLO", "HOUSE", "HOUSE", "TREE"]
    qtbot.waitUntil(lambda: cell(section, 0, "place") == "Chest")
    qtbot.waitUntil(lambda: section.card.view.seconds > 0)
    section.table.selectRow(2)
    qtbot.keyClick(section.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.pages.linguist.tabs.currentIndex() == 0)
    assert window.pages.linguist.sign.gloss == "HOUSE"


def test_the_rows_shown_are_saved_in_their_order(window, qtbot, monkeypatch, tmp_path):
    section = open_table(window, qtbot)
    section.filters.menus["sign_language"].choose(["ase"])
    section.sort("gloss", True)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "some"), ""))
    section.save.click()
    qtbot.waitUntil(lambda: "some.csv: 3" in section.status.text())
    text = (tmp_path / "some.csv").read_text("utf-8-sig").splitlines()
    rows = list(csv.DictReader(text))
    assert [row["gloss"] for row in rows] == ["TREE", "HOUSE", "HELLO"]
    assert rows[2]["place"] == "chest"


def test_a_saved_table_contains_no_formulas(window, qtbot, dictionary, monkeypatch, tmp_path):
    dictionary.all[9] = a_sign(9, "=1+1")
    section = open_table(window, qtbot)
    section.filters.menus["sign_language"].choose(["ase"])
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "some"), ""))
    section.save.click()
    qtbot.waitUntil(lambda: "some.csv: 4" in section.status.text())
    rows = csv.DictReader((tmp_path / "some.csv").read_text("utf-8-sig").splitlines())
    assert "'=1+1" in [row["gloss"] for row in rows]


def test_a_file_that_cannot_be_written_is_reported(window, qtbot, monkeypatch, tmp_path):
    section = open_table(window, qtbot)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "no" / "a"), ""))
    section.save.click()
    qtbot.waitUntil(lambda: "No such folder" in section.status.text())


def answer_with(monkeypatch, name):
    """Let the dialog return a name."""
    monkeypatch.setattr(QInputDialog, "getText", lambda *_, **__: (name, True))


def view_actions(section):
    return [action for action in section.views.menu().actions() if action.isCheckable()]


def view_names(section):
    return [action.text() for action in view_actions(section)]


def test_a_view_is_saved_and_opened_in_another_window(
    window, qtbot, monkeypatch, tmp_path, dictionary
):
    dictionary.views = ViewStore(tmp_path / "views.json")
    section = open_table(window, qtbot)
    type_in(section, qtbot, "hou", 2)
    section.filters.menus["sign_language"].choose(["psp"])
    section.filters.facets["hands"].choose({"one"})
    section.filters.changed.emit()
    section.sort("place", True)
    answer_with(monkeypatch, "You & me")
    section.views.save_action.trigger()
    qtbot.waitUntil(lambda: view_names(section) == ["You && me"])
    assert section.views.text() == "You && me"
    section.filters.clear()
    assert section.views.text() == "Views"
    window.close()

    again = SmallDictionary()
    again.views = ViewStore(tmp_path / "views.json")
    other = Window(Background(lambda: again), Paths(tmp_path, tmp_path))
    qtbot.addWidget(other)
    other.show()
    other.start()
    other.go(EXPLORE)
    section = open_table(other, qtbot)
    qtbot.waitUntil(lambda: view_names(section) == ["You && me"])
    view_actions(section)[0].trigger()
    assert section.view("You & me") == TableView(
        "You & me", "hou", {"sign_language": ("psp",), "hands": ("one",)}, "place", True
    )
    assert glosses(section) == ["HOUSE"]
    assert section.views.text() == "You && me"
    other.close()


def test_views_can_be_changed_renamed_and_deleted(window, qtbot, monkeypatch, dictionary):
    section = open_table(window, qtbot)
    for name in ("One", "Two"):
        answer_with(monkeypatch, name)
        section.views.save_action.trigger()
        qtbot.waitUntil(lambda name=name: name in view_names(section))
    answer_with(monkeypatch, "one")
    section.views.save_action.trigger()
    qtbot.waitUntil(lambda: "already" in section.status.text())
    answer_with(monkeypatch, "Two")
    section.sort("clips", True)
    section.views.save_action.trigger()
    qtbot.waitUntil(lambda: dictionary.views.find("Two").column == "clips")
    answer_with(monkeypatch, "Three")
    section.views.rename_action.trigger()
    qtbot.waitUntil(lambda: view_names(section) == ["One", "Three"])
    assert section.views.text() == "Three"
    assert section.views.delete_action.text() == "Delete view Three"
    section.views.delete_action.trigger()
    qtbot.waitUntil(lambda: view_names(section) == ["One"])
    assert not section.views.delete_action.isEnabled()


def test_the_table_follows_changes_of_the_library(window, qtbot, dictionary):
    section = open_table(window, qtbot)
    window.go(LIBRARY)
    dictionary.all[6] = a_sign(6, "SUN", "ase", OWN)
    window.pages.refresh()
    assert section.stale
    window.go(EXPLORE)
    qtbot.waitUntil(lambda: "SUN" in glosses(section))
    qtbot.waitUntil(lambda: not section.sign_table.waiting)


def test_a_library_that_cannot_be_read_is_reported_in_place_of_the_table(window, qtbot, dictionary):
    dictionary.problem = LibraryError("It is damaged.", hint="Restore a backup.")
    window.pages.linguist.tabs.setCurrentIndex(TABLE)
    section = window.pages.linguist.table
    qtbot.waitUntil(lambda: "damaged" in section.notice.text)
    dictionary.problem = None
    section.notice.act_button.click()
    qtbot.waitUntil(lambda: section.sign_table is not None and not section.sign_table.waiting)
