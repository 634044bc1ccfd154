"""Lists next to the results of the page Find, and one concept in all languages."""

import csv
import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from signdict.gui.window.pages import FIND

ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(window, qtbot):
    window.go(FIND)
    window.activateWindow()
    qtbot.waitUntil(lambda: len(window.pages.teacher.results.grid.tiles) == 5)
    return window.pages.teacher


def add(page, qtbot, *rows):
    """Add results to the list, by their row."""
    for row in rows:
        before = page.lists.entries.count()
        tile = page.results.grid.tiles[row]
        tile.setFocus()
        qtbot.keyClick(tile, Qt.Key.Key_L)
        qtbot.waitUntil(lambda n=before: page.lists.entries.count() == n + 1)


def listed(page):
    entries = page.lists.entries
    return [entries.item(row).text().split("\n")[0] for row in range(entries.count())]


def test_l_starts_a_list_and_adds_the_result_in_focus(page, qtbot):
    assert page.lists.isHidden()
    add(page, qtbot, 0, 2)
    assert (page.lists.name, listed(page)) == ("My list", ["HELLO", "HOUSE"])
    assert not page.lists.isHidden()


def test_adding_a_sign_twice_is_reported(page, qtbot):
    add(page, qtbot, 0)
    qtbot.keyClick(page.results.grid.tiles[0], Qt.Key.Key_L)
    qtbot.waitUntil(lambda: "HELLO is already in the list" in page.lists.message.text())


def test_keys_move_and_remove_signs_and_undo_changes(page, qtbot):
    add(page, qtbot, 0, 2, 4)
    entries = page.lists.entries
    entries.setFocus()
    qtbot.keyClick(entries, Qt.Key.Key_Up, ALT)
    qtbot.waitUntil(lambda: listed(page) == ["HELLO", "TREE", "HOUSE"])
    assert entries.currentRow() == 1
    qtbot.keyClick(entries, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: listed(page) == ["HELLO", "HOUSE"])
    qtbot.keyClick(entries, Qt.Key.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: listed(page) == ["HELLO", "TREE", "HOUSE"])
    qtbot.keyClick(entries, Qt.Key.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: listed(page) == ["HELLO", "HOUSE", "TREE"])


def test_a_note_is_shown_with_its_sign(page, qtbot):
    add(page, qtbot, 0)
    page.lists.note.setText("palm out")
    page.lists.note.editingFinished.emit()
    qtbot.waitUntil(lambda: page.lists.entries.item(0).text().endswith("palm out"))


def test_lists_are_made_renamed_duplicated_and_removed(page, qtbot):
    panel = page.lists
    panel.made.emit("Class")
    qtbot.waitUntil(lambda: panel.name == "Class")
    panel.renamed.emit("Class", "Monday")
    qtbot.waitUntil(lambda: panel.name == "Monday")
    panel.duplicated.emit("Monday")
    qtbot.waitUntil(lambda: panel.name == "Monday (2)")
    panel.removed.emit("Monday (2)")
    qtbot.waitUntil(lambda: panel.name == "Monday")
    panel.made.emit("")
    qtbot.waitUntil(lambda: "Enter a name" in panel.message.text())


def test_a_list_is_exported_and_imported(page, qtbot, tmp_path):
    add(page, qtbot, 0)
    path = Path(tmp_path) / "list.json"
    page.lists.exported.emit("My list", "json", path, False)
    qtbot.waitUntil(lambda: "Exported 1 signs" in page.lists.message.text())
    exported = json.loads(path.read_text(encoding="utf-8"))
    assert exported["signs"][0]["gloss"] == "HELLO"
    path.write_text(json.dumps(exported | {"signs": [{"gloss": "zebra", "sign_language": "ase"}]}))
    page.lists.imported.emit(path)
    qtbot.waitUntil(lambda: "not in this library" in page.lists.entries.item(0).text())


def test_an_exported_table_contains_no_formulas(page, qtbot, tmp_path):
    add(page, qtbot, 0)
    page.lists.noted.emit("My list", 0, "=1+1")
    path = Path(tmp_path) / "list.csv"
    page.lists.exported.emit("My list", "csv", path, False)
    qtbot.waitUntil(lambda: "Exported 1 signs" in page.lists.message.text())
    (row,) = csv.DictReader(path.read_text("utf-8-sig").splitlines())
    assert (row["gloss"], row["note"]) == ("HELLO", "'=1+1")


def test_a_failed_export_is_reported(page, qtbot, tmp_path):
    add(page, qtbot, 0)
    page.lists.exported.emit("My list", "csv", tmp_path / "none" / "a.csv", False)
    qtbot.waitUntil(lambda: "No such folder" in page.lists.message.text())


def test_a_concept_is_shown_in_all_languages_in_sync(page, qtbot):
    tile = page.results.grid.tiles[0]
    tile.setFocus()
    qtbot.keyClick(tile, Qt.Key.Key_A)
    concept = page.concept
    qtbot.waitUntil(
        lambda: len(concept.views) == 2 and all(v.seconds > 0 for v in concept.views.values())
    )
    assert "HELLO (signs: 2, languages: 2)" in concept.title.text()
    concept.next_frame.click()
    concept.seek(0.2)
    assert {round(view.position, 2) for view in concept.views.values()} == {0.2}
    concept.mirror.click()
    qtbot.keyClick(concept.back, Qt.Key.Key_Escape)
    assert page.results.isVisible()


def test_a_sign_of_a_concept_is_opened_large(page, qtbot, dictionary):
    page.concept.opened.emit(dictionary.all[2])
    assert page.results.large.id == 2


def test_one_spoken_language_can_be_chosen_if_there_are_several(page):
    page.show_spoken({"en": 3, "de": 1})
    assert page.spoken == []
    page.spoken_box.setCurrentIndex(page.spoken_box.findData("de"))
    assert page.spoken == ["de"]
    page.show_spoken({"en": 3})
    assert page.spoken_box.isHidden()
