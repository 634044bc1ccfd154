"""The page Library alone."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialogButtonBox, QFileDialog, QLabel

from signdict.gui.maintainer.add_dialog import AddDialog
from signdict.gui.maintainer.page import MaintainerPage
from signdict.importing.entries import ImportReport
from tests.gui.support.fake_dictionary import OWN, STARTER


@pytest.fixture
def page(qtbot):
    page = MaintainerPage()
    qtbot.addWidget(page)
    page.show()
    return page


def test_a_source_shows_its_signs_licence_and_credit(page):
    page.show_sources([(STARTER, 1470), (OWN, 3)])
    texts = [label.text() for label in page.cards[0].findChildren(QLabel)]
    assert texts == ["Starter dictionary", "1470 signs · CC0 · 1", "Ada and Bo"]
    assert page.cards[1].remove.accessibleName() == "Remove My signs"


def test_an_empty_library_suggests_adding_videos(page):
    page.show_sources([])
    texts = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    assert "No signs yet. Add a folder of videos." in texts


def test_a_folder_or_a_table_is_chosen_in_a_dialog(page, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "a/clips")
    page.buttons[0].click()
    assert page.dialog.addition.path == Path("a/clips")
    assert page.dialog.addition.source == "clips"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("a/clips.csv", ""))
    page.buttons[1].click()
    assert page.dialog.addition.sign_language == ""


def test_cancelling_the_choice_opens_no_dialog(page, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    page.buttons[0].click()
    page.buttons[1].click()
    assert not hasattr(page, "dialog")


def test_a_language_may_be_typed_by_code(qtbot):
    dialog = AddDialog(Path("clips"))
    qtbot.addWidget(dialog)
    dialog.language.setEditText("lis")
    assert dialog.addition.sign_language == "lis"
    dialog.findChild(QDialogButtonBox).rejected.emit()
    assert dialog.result() == 0


def test_a_report_without_problems_is_short(page):
    page.show_report(ImportReport(3, 0, ()))
    assert page.report.toPlainText() == "Added: 3"
