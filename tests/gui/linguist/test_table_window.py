"""The table of all signs in the window: saved views, files, changes of the library."""

import csv

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QFileDialog,
    QInputDialog,
    QLabel,
    QLineEdit,
)

from signdict.core.errors import LibraryError
from signdict.core.paths import Paths
from signdict.gui.background import Background
from signdict.gui.window.pages import EXPLORE, LIBRARY
from signdict.gui.window.window import Window
from signdict.linguistics.table import TableView
from signdict.linguistics.views import ViewStore
from tests.gui.support.fake_dictionary import OWN, SmallDictionary, a_sign
from tests.gui.support.sizes import SIZES, cut, outside, settled, shown
from tests.gui.support.table_rows import cell, glosses, type_in

TABLE = 2


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
