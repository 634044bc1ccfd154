"""What a maintainer does in the real window, with a small dictionary behind it."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton

from signdict.core.errors import LibraryError
from signdict.core.types import Progress
from signdict.dictionary.backup import Restored
from signdict.gui.window.pages import FIND, LIBRARY
from signdict.importing.jobs import Summary

STOPPED = Summary(3, Path("clips"), "mine", "folder", "2026-01-01T00:00", 1, 1, 0, 1)


@pytest.fixture
def page(window, qtbot):
    window.go(LIBRARY)
    qtbot.waitUntil(lambda: len(window.pages.maintainer.cards) == 2)
    return window.pages.maintainer


def report(page):
    return page.report.toPlainText()


def press(card, text):
    buttons = card.findChildren(QPushButton)
    next(button for button in buttons if button.text() == text and not button.isHidden()).click()


def test_a_source_is_switched_off(page, qtbot, dictionary):
    page.cards[1].switch.click()
    qtbot.waitUntil(lambda: dictionary.maintenance.off == {"own"})
    qtbot.waitUntil(lambda: not page.cards[1].switch.isChecked())
    assert page.cards[1].switch.accessibleName() == "Search My signs"


def test_a_preview_shows_the_clips_to_add_and_the_skipped_ones(page, qtbot):
    page.offer(Path("clips"))
    page.dialog.preview_wanted.emit(page.dialog.addition)
    summary = "Clips to add: 1; glosses: 1 (ase 1). Skipped: 1."
    qtbot.waitUntil(lambda: page.dialog.message.text() == summary)
    lines = [page.dialog.lines.item(n).text() for n in range(page.dialog.lines.count())]
    assert lines == ["c.mp4: It has no gloss.", "a (ase): a.mp4"]


def test_a_list_that_cannot_be_read_is_reported_in_the_preview(page, qtbot):
    page.offer(Path("list.json"))
    page.dialog.preview_wanted.emit(page.dialog.addition)
    qtbot.waitUntil(lambda: "not WLASL" in page.dialog.message.text())


def test_a_stopped_import_can_be_resumed(page, qtbot, dictionary):
    dictionary.imports.there = [STOPPED]
    page.refresh_wanted.emit()
    qtbot.waitUntil(lambda: len(page.imports) == 1)
    press(page.imports[0], "Resume")
    qtbot.waitUntil(lambda: "Added: 1" in report(page))
    qtbot.waitUntil(lambda: page.imports == [])


def test_files_of_an_import_are_listed_with_their_state(page, qtbot, dictionary):
    dictionary.imports.there = [STOPPED]
    page.refresh_wanted.emit()
    qtbot.waitUntil(lambda: len(page.imports) == 1)
    press(page.imports[0], "Show files")
    qtbot.waitUntil(lambda: page.imports[0].files.count() == 3)
    assert page.imports[0].files.item(0).text() == "skipped: c.mp4 · c.mp4 is empty."


def test_an_import_can_be_forgotten(page, qtbot, dictionary):
    dictionary.imports.there = [STOPPED]
    page.refresh_wanted.emit()
    qtbot.waitUntil(lambda: len(page.imports) == 1)
    press(page.imports[0], "Dismiss")
    qtbot.waitUntil(lambda: page.imports == [])


def test_labels_are_changed_after_a_preview_and_undone(page, qtbot):
    page.tools.buttons["relabel"].click()
    assert page.relabelling.request["kind"] == ""
    page.relabelling.kind.choose("letter")
    assert page.relabelling.request["kind"] == "letter"
    page.relabelling.sought.setText("HELLO")
    page.relabelling.preview_wanted.emit()
    qtbot.waitUntil(lambda: page.relabelling.lines.count() == 1)
    assert page.relabelling.lines.item(0).text() == "HELLO → HI (ase)"
    page.relabelling.accept()
    qtbot.waitUntil(lambda: report(page) == "Signs relabelled: 1.")
    page.tools.buttons["undo"].click()
    qtbot.waitUntil(lambda: report(page) == "Undone: Relabelled 1 signs.")
    page.tools.buttons["undo"].click()
    qtbot.waitUntil(lambda: report(page) == "Nothing to undo.")


def test_an_invalid_pattern_is_reported_in_the_form(page, qtbot):
    page.relabel()
    page.relabelling.sought.setText("(")
    page.relabelling.preview_wanted.emit()
    qtbot.waitUntil(lambda: page.relabelling.message.text() == "( is no pattern.")


def test_the_language_of_the_glosses_is_changed(page, qtbot, dictionary, monkeypatch):
    requests = []
    monkeypatch.setattr(
        dictionary.maintenance, "plan", lambda request: requests.append(request) or {}
    )
    page.relabel()
    page.relabelling.spoken.setText(" de ")
    page.relabelling.preview_wanted.emit()
    qtbot.waitUntil(lambda: page.relabelling.message.text() == "0 signs would change.")
    assert requests[0].spoken_language == "de"


def test_labels_are_read_from_a_chosen_table(page, qtbot, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("new labels.csv", ""))
    page.relabel()
    form = page.relabelling
    form.from_table.click()
    qtbot.waitUntil(lambda: form.lines.count() == 2)
    assert form.message.text() == "1 sign would change. 1 line of the table cannot be used."
    lines = [form.lines.item(n).text() for n in range(2)]
    assert lines == ["Line 3: There is no sign x.", "HELLO → HI (ase, de)"]
    assert "new labels.csv" in form.read.text()
    assert not form.sought.isEnabled()
    form.accept()
    qtbot.waitUntil(lambda: report(page) == "Signs relabelled: 1.\nLine 3: There is no sign x.")


def test_a_table_that_cannot_be_read_is_reported_and_the_form_can_be_used_instead(page, qtbot):
    page.relabel()
    form = page.relabelling
    form.take_table(Path("labels.txt"))
    form.preview_wanted.emit()
    qtbot.waitUntil(lambda: form.message.text() == "labels.txt has no rows. Name the columns.")
    assert form.lines.count() == 0
    form.from_form.click()
    assert form.sought.isEnabled()
    assert form.request["table"] is None
    assert form.from_form.isHidden()


def test_choosing_no_table_leaves_the_form(page, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    page.relabel()
    page.relabelling.from_table.click()
    assert page.relabelling.request["table"] is None


class Slow:
    """An import that reads clip after clip until it is stopped."""

    def __init__(self, dictionary, path):
        self.dictionary, self.path, self.open = dictionary, path, True

    def __call__(self, *_, **__):
        try:
            yield Progress(500, 0, self.path.name)
            waiting = Summary(7, self.path, "mine", "folder", "2026-01-01T00:00", 4, 0, 0, 0)
            self.dictionary.imports.there = [waiting]
            while True:
                yield Progress(2, 4, "b.mp4")
        finally:
            self.open = False
            if self.dictionary.imports.there:  # the state is stored as it ends
                counted = Summary(7, self.path, "mine", "folder", "2026-01-01T00:00", 2, 2, 0, 0)
                self.dictionary.imports.there = [counted]


def shown_on(card):
    return [button.text() for button in card.buttons if not button.isHidden()]


def test_an_import_is_paused_and_resumed_on_its_card(page, window, qtbot, dictionary, tmp_path):
    dictionary.add = slow = Slow(dictionary, tmp_path / "clips")
    page.offer(tmp_path / "clips")
    page.dialog.accept()
    qtbot.waitUntil(lambda: [shown_on(c) for c in page.imports] == [["Pause", "Show files"]])
    (card,) = page.imports
    qtbot.waitUntil(lambda: "2 of 4 read" in [label.text() for label in card.findChildren(QLabel)])
    assert card.buttons[0].accessibleName() == "Pause: clips"
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    card.buttons[0].setFocus()
    assert card.has_focus
    qtbot.keyClick(card.buttons[0], Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "Stopped." in report(page))
    qtbot.waitUntil(lambda: not slow.open)
    qtbot.waitUntil(
        lambda: [shown_on(c) for c in page.imports] == [["Resume", "Show files", "Dismiss"]]
    )
    assert window.tasks.isHidden()
    counted = "2 added, 0 already in the library, 0 skipped, 2 waiting"
    qtbot.waitUntil(
        lambda: counted in [label.text() for label in page.imports[0].findChildren(QLabel)]
    )
    assert page.focusWidget() is page.imports[0].buttons[1]
    qtbot.keyClick(page.imports[0].buttons[1], Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "Added: 1" in report(page))


def test_a_running_import_can_only_be_paused(page, qtbot, dictionary, tmp_path):
    slow = Slow(dictionary, tmp_path / "clips")
    dictionary.go_on = slow
    waiting = Summary(7, slow.path, "mine", "folder", "2026-01-01T00:00", 4, 0, 0, 0)
    dictionary.imports.there = [waiting]
    page.refresh_wanted.emit()
    qtbot.waitUntil(lambda: len(page.imports) == 1)
    press(page.imports[0], "Resume")
    qtbot.waitUntil(lambda: shown_on(page.imports[0]) == ["Pause", "Show files"])
    page.refresh_wanted.emit()
    page.imports[0].paused.emit(7)
    qtbot.waitUntil(lambda: not slow.open)


def test_an_import_that_fails_again_can_be_resumed_later(page, qtbot, dictionary):
    def refuse(number):
        yield Progress(0, 2, "a.mp4")
        raise LibraryError("The disk is full.", hint="Free some space.")

    dictionary.go_on = refuse
    dictionary.imports.there = [STOPPED]
    page.refresh_wanted.emit()
    qtbot.waitUntil(lambda: len(page.imports) == 1)
    press(page.imports[0], "Resume")
    qtbot.waitUntil(lambda: report(page) == "The disk is full. Free some space.")
    qtbot.waitUntil(lambda: shown_on(page.imports[0])[0] == "Resume")


def test_lists_restored_from_a_backup_are_shown(window, page, qtbot, dictionary):
    window.go(FIND)
    panel = window.pages.teacher.lists
    dictionary.lists.make("Monday")
    window.pages.teacher.lists_wanted.emit()
    qtbot.waitUntil(lambda: panel.name == "Monday")

    def restore(file):
        yield Progress(0, 1)
        dictionary.lists.remove("Monday")
        dictionary.lists.make("Tuesday")
        return Restored(4, 5, 1, Path("before.db"))

    dictionary.maintenance.restore = restore
    window.go(LIBRARY)
    page.restore_wanted.emit(Path("copy.db"))
    qtbot.waitUntil(lambda: panel.name == "Tuesday")


def test_only_duplicates_with_the_same_gloss_are_merged(page, qtbot):
    page.tools.buttons["duplicates"].click()
    qtbot.waitUntil(lambda: report(page) == "Duplicate clips removed: 1.")


def test_a_check_reports_sizes_and_a_repair_what_it_did(page, qtbot):
    page.check_wanted.emit()
    qtbot.waitUntil(lambda: "library: 2.0 MB" in report(page))
    page.tools.buttons["repair"].click()
    qtbot.waitUntil(lambda: report(page) == "Repaired: Rebuilt the index.")


def test_a_check_lists_clips_whose_landmarks_have_faults(page, qtbot):
    page.check_wanted.emit()
    qtbot.waitUntil(lambda: "Clips whose landmarks" in report(page))
    head, source, clip, advice = report(page).splitlines()[-4:]
    assert head.startswith("Clips whose landmarks have faults: 1 of 5.")
    assert source == "own: 1 of 2"
    assert clip == "A (ase, own): the right hand is lost in 45% of the sign"
    assert advice.startswith("A hand that is lost for up to 5 frames is drawn in dashes.")


def without_copy(_):
    yield Progress(0, 1)
    return Restored(4, 5, None, None)


def test_a_backup_is_saved_and_restored(page, qtbot, monkeypatch, dictionary):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("copy.db", ""))
    page.tools.buttons["backup"].click()
    qtbot.waitUntil(lambda: "Bytes: 7" in report(page))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("copy.db", ""))
    page.tools.buttons["restore"].click()
    restored = "Backup restored. Signs: 4, clips: 5."
    qtbot.waitUntil(
        lambda: report(page) == f"{restored} The previous library was saved as before.db"
    )
    dictionary.maintenance.restore = without_copy
    page.tools.buttons["restore"].click()
    qtbot.waitUntil(lambda: report(page) == restored)


def test_an_unfinished_import_is_reported_at_the_start(window, qtbot, dictionary):
    dictionary.imports.there = [STOPPED]
    window.offer_unfinished()
    qtbot.waitUntil(lambda: "clips" in window.banner.text)
    assert "Resume" in window.banner.text
