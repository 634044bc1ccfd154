"""The table of all signs alone, and in the window: filtered, sorted, kept as views, written."""

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
from tests.gui.test_scale import SIZES, cut, letters, outside, settled, shown  # noqa: F401 - a fixture
from tests.support.fakes import a_pose
from tests.support.steps import result_of

ITEMS = [
    SignSummary(1, "apple", "", "psp", "en", "", "a", (11,)),
    SignSummary(2, "HOUSE", "old", "ase", "en", "building", "a", (12,), (("de", "Haus"),)),
    SignSummary(3, "Tree", "", "ins", "en", "", "b", (13,)),
    SignSummary(4, "zoo", "", "ase", "en", "", "b", ()),
]
SEEN = {1: {"place": "face", "hands": "one"}, 2: {"place": "chest", "hands": "two"}, 3: None}
TABLE = 2


def a_listing(items=ITEMS, seen=SEEN):
    return result_of(build_table(items, {"a": "CC0"})).with_facets(seen)


@pytest.fixture
def section(qtbot):
    made = TableSection()
    qtbot.addWidget(made)
    made.resize(1100, 640)
    made.show()
    made.ask()
    made.show_listing(a_listing())
    return made


def glosses(section):
    model = section.table.signs
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def cell(section, row, name):
    return section.table.signs.index(row, list(COLUMNS).index(name)).data()


def click_header(section, qtbot, name):
    header = section.table.horizontalHeader()
    place = header.sectionViewportPosition(list(COLUMNS).index(name)) + 20
    spot = header.viewport().rect().center()
    spot.setX(place)
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


def test_words_say_every_value_of_every_facet():
    assert set(facet_words.FACETS) == set(VALUES)
    for facet, values in VALUES.items():
        words = facet_words.exact(facet)
        assert set(words) == set(values)
        assert len(set(words.values())) == len(values)


def test_a_click_on_a_column_sorts_and_another_turns_round(section, qtbot):
    click_header(section, qtbot, "sign_language")
    assert glosses(section) == ["HOUSE [old]", "zoo", "Tree", "apple"]  # by name, not by code
    click_header(section, qtbot, "sign_language")
    assert glosses(section) == ["apple", "Tree", "HOUSE [old]", "zoo"]
    assert section.view().falling


def test_keys_sort_by_the_column_of_the_cell(section, qtbot):
    table, alt = section.table, Qt.KeyboardModifier.AltModifier
    qtbot.keyClick(table, Qt.Key.Key_Down, alt)
    assert glosses(section) == ["zoo", "Tree", "HOUSE [old]", "apple"]
    assert section.table.sign == 1  # the sign that was meant still is
    qtbot.keyClick(table, Qt.Key.Key_Up, alt)
    assert glosses(section)[0] == "apple"
    for _ in range(3):
        qtbot.keyClick(table, Qt.Key.Key_Right)
    qtbot.keyClick(table, Qt.Key.Key_Up, alt)
    assert section.view().column == "hands"


def test_typing_narrows_the_table_also_from_its_rows(section, qtbot):
    type_in(section, qtbot, "haus", 1)
    assert section.count.text() == "1 of 4 signs"
    section.filters.clear()
    assert len(glosses(section)) == 4
    qtbot.keyClicks(section.table, "z")
    qtbot.waitUntil(lambda: glosses(section) == ["zoo"])
    assert section.filters.words == "z"


def test_languages_sources_and_facets_narrow_it(section):
    filters = section.filters
    filters.menus["source"].choose(["a"])
    assert glosses(section) == ["apple", "HOUSE [old]"]
    filters.menus["sign_language"].choose(["ase", "ins"])
    assert glosses(section) == ["HOUSE [old]"]
    filters.clear_button.click()
    place = filters.facets["place"]
    place.open_sheet()
    next(one for one in place.sheet.choices if one.text() == "Face").click()
    assert glosses(section) == ["apple"]
    place.sheet.hide()


def test_where_nothing_is_left_a_button_shows_all_again(section, qtbot):
    section.filters.field.setFocus()
    type_in(section, qtbot, "xyz", 0)
    assert section.pile.currentWidget() is section.nothing
    assert not section.save.isVisible()
    assert section.table.sign is None
    buttons = [one for one in section.nothing.findChildren(QAbstractButton) if one.isVisible()]
    assert [one.text() for one in buttons] == ["Clear filters"]
    buttons[0].click()
    assert len(glosses(section)) == 4
    assert section.pile.currentWidget() is section.table


def test_the_sign_of_the_row_moves_and_is_told(section, qtbot):
    with qtbot.waitSignal(section.wanted) as told:
        section.table.selectRow(1)
    assert told.args == [[12]]
    section.set_pose(12, a_pose())
    assert section.card.view.seconds > 0
    assert section.card.name.text() == "HOUSE [old]"
    for words in ("American Sign Language", "building", "Haus", "Chest", "a · CC0"):
        assert words in section.card.told.text()
    section.table.selectRow(2)
    section.set_pose(12, a_pose())
    assert section.card.view.seconds == 0


def test_enter_and_double_click_explore(section, qtbot):
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        with qtbot.waitSignal(section.explored) as told:
            qtbot.keyClick(section.table, key)
        assert told.args == [1]
    spot = section.table.visualRect(section.table.signs.index(2, 1)).center()
    qtbot.mouseClick(section.table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    with qtbot.waitSignal(section.explored) as told:
        qtbot.mouseDClick(section.table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert told.args == [3]
    with qtbot.waitSignal(section.explored):
        section.card.explore.click()


def test_facets_fill_in_behind(section, qtbot):
    fresh = a_listing(seen={})
    with qtbot.waitSignal(section.looked) as told:
        section.show_listing(fresh)
    assert [item.id for item in told.args[0]] == [1, 2, 3]
    section.filters.facets["place"].choose({"face"})
    section.filters.changed.emit()
    assert glosses(section) == []
    section.show_seen({1: SEEN[1]})
    section.show_seen({2: SEEN[2]})
    section.show_looked()
    assert glosses(section) == ["apple"]
    assert section.look.isVisible()
    assert section.look.text() == "Look at 1 more sign"
    with qtbot.waitSignal(section.looked) as told:
        section.look.click()
    assert [item.id for item in told.args[0]] == [3]
    section.show_seen({3: None})
    section.show_looked()
    assert not section.look.isVisible()


def test_while_facets_fill_in_rows_stay_where_they_are(section, qtbot):
    section.show_listing(a_listing(seen={}))
    section.sort("place", False)
    before = glosses(section)
    section.show_seen({2: SEEN[2]})
    qtbot.waitUntil(lambda: cell(section, before.index("HOUSE [old]"), "place") == "Chest")
    assert glosses(section) == before


def columns(section):
    table = section.table
    return [name for n, name in enumerate(COLUMNS) if not table.isColumnHidden(n)]


def test_columns_are_put_away_and_brought_back(section):
    assert section.columns.hidden == ()
    section.columns.actions_of["licence"].trigger()
    section.columns.actions_of["place"].trigger()
    assert not {"licence", "place"} & {*columns(section)}
    assert section.columns.accessibleDescription() == "Put away: Place, Licence"
    assert set(section.view().hidden) == {"licence", "place"}
    section.columns.all_action.trigger()
    assert {"licence", "place"} < {*columns(section)}
    assert not section.columns.all_action.isEnabled()


def test_the_gloss_and_what_is_empty_are_not_among_the_columns_offered(section):
    offered = {n for n, action in section.columns.actions_of.items() if action.isVisible()}
    assert "gloss" not in offered
    assert {"concept", "place"} <= offered
    without = [SignSummary(one.id, one.gloss, "", "ase", "en", "", "a", one.clips) for one in ITEMS]
    section.show_listing(a_listing(without))
    offered = {n for n, action in section.columns.actions_of.items() if action.isVisible()}
    assert "concept" not in offered
    assert "concept" not in columns(section)


def test_the_cell_that_is_meant_is_never_in_a_column_put_away(section):
    table = section.table
    table.setCurrentIndex(table.signs.index(1, list(COLUMNS).index("place")))
    section.columns.actions_of["place"].trigger()
    assert table.currentIndex().row() == 1
    assert not table.isColumnHidden(table.currentIndex().column())


def test_a_view_puts_its_columns_away(section):
    section.take(TableView("brief", hidden=("licence", "source")))
    assert not {"licence", "source"} & {*columns(section)}
    section.take(TableView("all"))
    assert {"licence", "source"} < {*columns(section)}


def test_the_header_opens_the_menu_of_columns(section, qtbot):
    header = section.table.horizontalHeader()
    header.customContextMenuRequested.emit(header.rect().center())
    menu = section.columns.menu()
    qtbot.waitUntil(menu.isVisible)
    menu.close()


def test_an_empty_dictionary_says_what_to_do(section):
    section.show_listing(a_listing([], {}))
    assert "no sign to list" in section.notice.text
    assert "page Library" in section.notice.text


def test_a_failure_is_told_and_can_be_tried_again(section, qtbot):
    section.show_problem("It cannot be read.", "Do this.")
    assert section.notice.text == "It cannot be read. Do this."
    with qtbot.waitSignal(section.asked):
        section.notice._act.click()
    assert "Listing" in section.notice.text


def test_a_view_of_what_is_gone_says_so(section):
    section.take(TableView("x", "", {"source": ("gone",)}, "clips", True))
    assert glosses(section) == []
    assert section.view().chosen == {"source": ("gone",)}
    assert section.filters.menus["source"].text() == "gone"


def test_a_hundred_thousand_rows_need_no_widgets(section):
    items = [SignSummary(n, f"sign {n}", "", "ase", "en", "", "s", ()) for n in range(100_000)]
    before = len(section.findChildren(QWidget))
    section.show_listing(a_listing(items, {}))
    section.table.scrollToBottom()
    assert section.table.grab().width() > 0
    assert len(section.findChildren(QWidget)) == before
    assert section.count.text().replace(",", "") == "100000 signs"


def test_everything_that_takes_the_keyboard_has_a_name(section):
    kept = [
        one
        for one in section.findChildren(QWidget)
        if one.focusPolicy() != Qt.FocusPolicy.NoFocus and one.isVisible()
    ]
    assert len(kept) > 10
    names = {repr(one): QAccessible.queryAccessibleInterface(one) for one in kept}
    assert [k for k, i in names.items() if not i.text(QAccessible.Text.Name).strip()] == []


@pytest.fixture
def dictionary():
    return SmallDictionary()


@pytest.fixture
def window(qtbot, tmp_path, dictionary):
    made = Window(Background(lambda: dictionary), Paths(tmp_path, tmp_path))
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show()
    made.start()
    made.go(EXPLORE)
    yield made
    made.close()


def opened(window, qtbot):
    window.linguist.tabs.setCurrentIndex(TABLE)
    section = window.linguist.table
    qtbot.waitUntil(lambda: section.listing is not None and not section.listing.waiting)
    return section


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES.keys())
def test_nothing_is_cut_off(letters, window, qtbot, size):  # noqa: F811
    section = opened(window, qtbot)
    section.table.selectRow(2)
    window.resize(*size)
    settled()
    assert window.width() <= size[0]
    assert window.height() <= size[1]
    parts = shown(section, QLabel, QAbstractButton, QComboBox, QLineEdit)
    assert len(parts) > 10
    assert [repr(one) for one in parts if cut(one) or outside(one, window)] == []


def test_the_window_lists_looks_and_explores(window, qtbot):
    section = opened(window, qtbot)
    assert glosses(section) == ["HELLO", "HELLO", "HOUSE", "HOUSE", "TREE"]
    qtbot.waitUntil(lambda: cell(section, 0, "place") == "Chest")
    qtbot.waitUntil(lambda: section.card.view.seconds > 0)
    section.table.selectRow(2)
    qtbot.keyClick(section.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.linguist.tabs.currentIndex() == 0)
    assert window.linguist._sign.gloss == "HOUSE"


def test_what_is_shown_is_written_in_its_order(window, qtbot, monkeypatch, tmp_path):
    section = opened(window, qtbot)
    section.filters.menus["sign_language"].choose(["ase"])
    section.sort("gloss", True)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "some"), ""))
    section.save.click()
    qtbot.waitUntil(lambda: "some.csv: 3" in section.said.text())
    text = (tmp_path / "some.csv").read_text("utf-8-sig").splitlines()
    rows = list(csv.DictReader(text))
    assert [row["gloss"] for row in rows] == ["TREE", "HOUSE", "HELLO"]
    assert rows[2]["place"] == "chest"


def test_a_file_that_cannot_be_written_is_a_sentence(window, qtbot, monkeypatch, tmp_path):
    section = opened(window, qtbot)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "no" / "a"), ""))
    section.save.click()
    qtbot.waitUntil(lambda: "No such folder" in section.said.text())


def named(monkeypatch, name):
    monkeypatch.setattr(QInputDialog, "getText", lambda *_, **__: (name, True))


def views_of(section):
    return [action.text() for action in section.views._names.actions()]


def test_a_view_is_saved_and_opened_in_another_window(
    window, qtbot, monkeypatch, tmp_path, dictionary
):
    dictionary.__dict__["views"] = ViewStore(tmp_path / "views.json")
    section = opened(window, qtbot)
    type_in(section, qtbot, "hou", 2)
    section.filters.menus["sign_language"].choose(["psp"])
    section.filters.facets["hands"].choose({"one"})
    section.filters.changed.emit()
    section.sort("place", True)
    named(monkeypatch, "You & me")
    section.views.save_action.trigger()
    qtbot.waitUntil(lambda: views_of(section) == ["You && me"])
    assert section.views.text() == "You && me"
    section.filters.clear()
    assert section.views.text() == "Views"
    window.close()

    again = SmallDictionary()
    again.__dict__["views"] = ViewStore(tmp_path / "views.json")
    other = Window(Background(lambda: again), Paths(tmp_path, tmp_path))
    qtbot.addWidget(other)
    other.show()
    other.start()
    other.go(EXPLORE)
    section = opened(other, qtbot)
    qtbot.waitUntil(lambda: views_of(section) == ["You && me"])
    section.views._names.actions()[0].trigger()
    assert section.view("You & me") == TableView(
        "You & me", "hou", {"sign_language": ("psp",), "hands": ("one",)}, "place", True
    )
    assert glosses(section) == ["HOUSE"]
    assert section.views.text() == "You && me"
    other.close()


def test_views_are_changed_renamed_and_deleted(window, qtbot, monkeypatch, dictionary):
    section = opened(window, qtbot)
    for name in ("One", "Two"):
        named(monkeypatch, name)
        section.views.save_action.trigger()
        qtbot.waitUntil(lambda name=name: name in views_of(section))
    named(monkeypatch, "one")
    section.views.save_action.trigger()
    qtbot.waitUntil(lambda: "already" in section.said.text())
    named(monkeypatch, "Two")
    section.sort("clips", True)
    section.views.save_action.trigger()
    qtbot.waitUntil(lambda: dictionary.views.find("Two").column == "clips")
    named(monkeypatch, "Three")
    section.views.rename_action.trigger()
    qtbot.waitUntil(lambda: views_of(section) == ["One", "Three"])
    assert section.views.text() == "Three"
    assert section.views.delete_action.text() == "Delete view Three"
    section.views.delete_action.trigger()
    qtbot.waitUntil(lambda: views_of(section) == ["One"])
    assert not section.views.delete_action.isEnabled()


def test_the_table_follows_the_library(window, qtbot, dictionary):
    section = opened(window, qtbot)
    window.go(LIBRARY)
    dictionary.all[6] = a_sign(6, "SUN", "ase", OWN)
    window.refresh()
    assert section.stale
    window.go(EXPLORE)
    qtbot.waitUntil(lambda: "SUN" in glosses(section))
    qtbot.waitUntil(lambda: not section.listing.waiting)


def test_a_library_that_cannot_be_read_is_told_in_the_table(window, qtbot, dictionary):
    dictionary.problem = LibraryError("It is damaged.", hint="Restore a backup.")
    window.linguist.tabs.setCurrentIndex(TABLE)
    section = window.linguist.table
    qtbot.waitUntil(lambda: "damaged" in section.notice.text)
    dictionary.problem = None
    section.notice._act.click()
    qtbot.waitUntil(lambda: section.listing is not None and not section.listing.waiting)
