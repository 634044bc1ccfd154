"""What a maintainer does in the real window, with a small dictionary behind it."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QPushButton

from signdict.gui.pages import LIBRARY
from signdict.imports import Summary
from tests.gui.test_journeys import dictionary, window

__all__ = ["dictionary", "window"]
STOPPED = Summary(3, Path("clips"), "mine", "folder", "2026-01-01T00:00", 1, 1, 0, 1)


@pytest.fixture
def page(window, qtbot):
    window.go(LIBRARY)
    qtbot.waitUntil(lambda: len(window.maintainer.cards) == 2)
    return window.maintainer


def told(page):
    return page.report.toPlainText()


def press(card, text):
    buttons = card.findChildren(QPushButton)
    next(button for button in buttons if button.text() == text and not button.isHidden()).click()


def test_a_source_is_switched_off_and_says_so(page, qtbot, dictionary):
    page.cards[1].switch.click()
    qtbot.waitUntil(lambda: dictionary.care.off == {"own"})
    qtbot.waitUntil(lambda: not page.cards[1].switch.isChecked())
    assert page.cards[1].switch.accessibleName() == "Search My signs"


def test_a_preview_shows_what_would_be_read_and_why_not(page, qtbot):
    page.offer(Path("clips"))
    page.dialog.preview_wanted.emit(page.dialog.addition)
    said = "1 clips of 1 glosses would be read (ase 1); left out: 1."
    qtbot.waitUntil(lambda: page.dialog.told.text() == said)
    lines = [page.dialog.lines.item(n).text() for n in range(page.dialog.lines.count())]
    assert lines == ["c.mp4: It has no gloss.", "a (ase): a.mp4"]


def test_a_list_that_cannot_be_read_is_told_in_the_preview(page, qtbot):
    page.offer(Path("list.json"))
    page.dialog.preview_wanted.emit(page.dialog.addition)
    qtbot.waitUntil(lambda: "not WLASL" in page.dialog.told.text())


def test_an_import_that_was_stopped_is_offered_and_goes_on(page, qtbot, dictionary):
    dictionary.imports.there = [STOPPED]
    page.refresh_wanted.emit()
    qtbot.waitUntil(lambda: len(page.imports) == 1)
    press(page.imports[0], "Go on")
    qtbot.waitUntil(lambda: "Added: 1" in told(page))
    qtbot.waitUntil(lambda: page.imports == [])


def test_files_of_an_import_tell_their_state(page, qtbot, dictionary):
    dictionary.imports.there = [STOPPED]
    page.refresh_wanted.emit()
    qtbot.waitUntil(lambda: len(page.imports) == 1)
    press(page.imports[0], "Show files")
    qtbot.waitUntil(lambda: page.imports[0].files.count() == 3)
    assert page.imports[0].files.item(0).text() == "left out: c.mp4 · c.mp4 is empty."


def test_an_import_is_forgotten(page, qtbot, dictionary):
    dictionary.imports.there = [STOPPED]
    page.refresh_wanted.emit()
    qtbot.waitUntil(lambda: len(page.imports) == 1)
    press(page.imports[0], "Forget")
    qtbot.waitUntil(lambda: page.imports == [])


def test_labels_are_changed_after_they_were_shown_and_taken_back(page, qtbot):
    page.tools.buttons["relabel"].click()
    page.relabelling.sought.setText("HELLO")
    page.relabelling.preview_wanted.emit()
    qtbot.waitUntil(lambda: page.relabelling.lines.count() == 1)
    assert page.relabelling.lines.item(0).text() == "HELLO → HI (ase)"
    page.relabelling.accept()
    qtbot.waitUntil(lambda: told(page) == "Signs relabelled: 1.")
    page.tools.buttons["undo"].click()
    qtbot.waitUntil(lambda: told(page) == "Taken back: Relabelled 1 signs.")
    page.tools.buttons["undo"].click()
    qtbot.waitUntil(lambda: told(page) == "There is nothing to take back.")


def test_a_pattern_that_is_none_is_told_in_the_form(page, qtbot):
    page.relabel()
    page.relabelling.sought.setText("(")
    page.relabelling.preview_wanted.emit()
    qtbot.waitUntil(lambda: page.relabelling.told.text() == "( is no pattern.")


def test_only_clips_of_one_gloss_are_merged(page, qtbot):
    page.tools.buttons["duplicates"].click()
    qtbot.waitUntil(lambda: told(page) == "Clips that were there twice and went: 1.")


def test_a_check_tells_how_everything_is_and_a_repair_what_it_did(page, qtbot):
    page.check_wanted.emit()
    qtbot.waitUntil(lambda: "library: 2.0 MB" in told(page))
    page.tools.buttons["repair"].click()
    qtbot.waitUntil(lambda: told(page) == "Repaired: Made the index again.")


def test_a_backup_is_written_and_put_back(page, qtbot, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("copy.db", ""))
    page.tools.buttons["backup"].click()
    qtbot.waitUntil(lambda: "bytes: 7" in told(page))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("copy.db", ""))
    page.tools.buttons["restore"].click()
    qtbot.waitUntil(lambda: told(page).endswith("before.db"))


def test_an_import_that_was_not_finished_is_offered_at_the_start(window, qtbot, dictionary):
    dictionary.imports.there = [STOPPED]
    window._on_opened()
    qtbot.waitUntil(lambda: "clips" in window.banner.text)
    assert "Go on" in window.banner.text
