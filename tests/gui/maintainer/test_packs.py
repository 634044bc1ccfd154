"""Packs on the page Library, in the real window with a real library."""

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog, QLabel

from signdict.core.types import Source
from signdict.gui.background import Background
from signdict.gui.window.pages import LIBRARY
from signdict.gui.window.window import Window
from tests.support.dictionaries import opened
from tests.support.own_library import with_own_library


@pytest.fixture
def paths(tmp_path):
    return with_own_library(tmp_path)


@pytest.fixture
def page(qtbot, paths):
    window = Window(Background(lambda: opened(paths)), paths)
    qtbot.addWidget(window)
    window.painted.connect(window.start)
    with qtbot.waitSignal(window.painted):
        window.show()
    window.go(LIBRARY)
    page = window.pages.maintainer
    qtbot.waitUntil(lambda: len(page.cards) > 1)
    yield page
    window.close()


def card(page, name):
    return next(
        card for card in page.cards if card.pack.accessibleName().startswith(f"Pack {name}")
    )


def report(page):
    return page.report.toPlainText()


def packed(page, qtbot, monkeypatch, file, name="mine"):
    """Pack a source with its button."""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    card(page, name).pack.click()
    qtbot.waitUntil(lambda: "Packed" in report(page) or "no licence" in report(page))


def test_a_source_is_packed_and_the_pack_added_after_its_terms_were_shown(
    page, qtbot, monkeypatch, tmp_path
):
    packed(page, qtbot, monkeypatch, tmp_path / "mine")
    file = tmp_path / "mine.signpack"
    assert report(page) == f"Packed mine with 4 signs: {file}"
    page.remove_wanted.emit("mine")
    qtbot.waitUntil(lambda: "Removed" in report(page))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    page.buttons[1].click()
    dialog = page.dialog
    assert not dialog.add_button.isEnabled()
    qtbot.waitUntil(dialog.add_button.isEnabled)
    texts = [label.text() for label in dialog.findChildren(QLabel)]
    assert texts[1:] == [
        "Source", "mine", "Licence", "my own", "Glosses", "4", "Clips", "5", "Sign languages",
        "British Sign Language (4), American Sign Language (1)",
    ]  # fmt: skip
    assert dialog.lines.count() == 4
    dialog.add_button.click()
    qtbot.waitUntil(lambda: report(page) == "Added: 5")
    qtbot.waitUntil(lambda: any("mine" in each.pack.accessibleName() for each in page.cards))


def test_a_pack_can_be_dropped(page, qtbot, monkeypatch, tmp_path):
    packed(page, qtbot, monkeypatch, tmp_path / "mine.signpack")
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(tmp_path / "mine.signpack"))])
    here, copy, left = QPointF(9, 9), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    page.window().dropEvent(QDropEvent(here, copy, files, left, Qt.KeyboardModifier.NoModifier))
    qtbot.waitUntil(lambda: page.dialog.add_button.isEnabled())
    page.dialog.accept()
    qtbot.waitUntil(lambda: "Already in the library: 5" in report(page))


def test_the_starter_can_be_packed(page, qtbot, monkeypatch, tmp_path):
    packed(page, qtbot, monkeypatch, tmp_path / "starter.signpack", "A starter")
    assert report(page).startswith("Packed starter with ")
    assert (tmp_path / "starter.signpack").is_file()


def test_a_source_without_a_licence_is_not_packed(page, qtbot, monkeypatch):
    page.show_sources([(Source("clips"), 3)])
    monkeypatch.setattr(QFileDialog, "getSaveFileName", None)  # no file is asked for
    card(page, "clips").pack.click()
    assert report(page) == (
        "clips has no licence, so nobody may use a pack of it. State its licence first: "
        'signdict sources describe "clips" --licence TEXT'
    )


def test_taught_signs_and_empty_sources_have_no_pack(page):
    page.show_sources([(Source("taught"), 2), (Source("empty", licence="CC0"), 0)])
    assert all(each.pack.isHidden() for each in page.cards)


def test_a_file_that_cannot_be_written_is_reported(page, qtbot, monkeypatch, tmp_path):
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "gone" / "a.signpack"), "")
    )
    card(page, "mine").pack.click()
    qtbot.waitUntil(lambda: report(page) != "")
    folder = tmp_path / "gone"
    assert report(page) == f"No such folder: {folder}. Create it, or choose another folder."
    assert not (tmp_path / "gone").exists()


def test_a_damaged_pack_is_reported_and_cannot_be_added(page, qtbot, monkeypatch, tmp_path):
    file = tmp_path / "mine.signpack"
    packed(page, qtbot, monkeypatch, file)
    file.write_bytes(file.read_bytes()[:-200])
    page.offer(file)
    qtbot.waitUntil(lambda: page.dialog.bar.isHidden())
    assert page.dialog.message.text().startswith("mine.signpack is not a pack of signs")
    assert not page.dialog.add_button.isEnabled()
    assert page.dialog.lines.isHidden()
