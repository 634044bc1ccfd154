"""Published dictionaries on the page Library: what exists for a language, and how to get it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from signdict.core.errors import ManifestError
from signdict.core.types import Source
from signdict.gui.maintainer.dictionaries_dialog import DictionariesDialog
from signdict.gui.window.pages import LIBRARY
from signdict.importing import published
from signdict.importing.datasets import Dataset

SOURCES = [(Source("LSA64", url="https://facundoq.github.io/datasets/lsa64/"), 5)]


@pytest.fixture
def dialog(qtbot):
    """The dialog with all datasets; five signs of one are here."""
    dialog = DictionariesDialog()
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.show_datasets(published.listed(SOURCES))
    return dialog


def names(dialog):
    return [each.dataset.name for each in dialog.table.things]


def select(dialog, name):
    dialog.table.select(lambda each: each.dataset.name == name)


def cells(dialog, name):
    select(dialog, name)
    model, row = dialog.table.model(), dialog.table.currentIndex().row()
    return [model.index(row, column).data() for column in range(model.columnCount())]


def test_the_table_shows_size_licence_access_and_what_is_here(dialog):
    assert len(names(dialog)) >= 35
    assert cells(dialog, "lsa64") == [
        "Argentine Sign Language", "LSA64", "CC BY-NC-SA 4.0", "Open access", "64", "1.9 GB", "5",
    ]  # fmt: skip
    assert (cells(dialog, "bsldict")[3], cells(dialog, "bsldict")[-1]) == ("Open access", "")
    assert cells(dialog, "autsl")[3] == "By request"


def test_datasets_are_ordered_by_language_and_those_of_many_languages_are_last(dialog):
    assert names(dialog)[0] == "asl_citizen"
    assert set(names(dialog)[-2:]) == {"spread_the_sign", "signtyp"}
    assert cells(dialog, "signsuisse")[0].startswith("Swiss-German Sign Language, Swiss-French")


def test_words_filter_by_language_country_and_name(dialog, qtbot):
    QTest.keyClicks(dialog.field, "argentina")
    qtbot.waitUntil(lambda: names(dialog)[:1] == ["lsa64"])
    dialog.field.setText("minds libras")
    qtbot.waitUntil(lambda: names(dialog) == ["minds_libras"])
    dialog.field.setText("zyzzyva")
    qtbot.waitUntil(lambda: dialog.notice.isVisible())
    assert dialog.notice.text.startswith("No dataset matches “zyzzyva”.")
    assert dialog.card.isHidden()
    dialog.notice.act_button.click()
    assert len(names(dialog)) >= 35
    assert dialog.card.isVisible()


def test_the_languages_of_the_user_are_chosen_at_first(qtbot):
    dialog = DictionariesDialog(["fsl", "xki"])
    qtbot.addWidget(dialog)
    dialog.show_datasets(published.listed([]))
    assert names(dialog)[0] == "lsf_commons"
    assert "lsa64" not in names(dialog)
    assert cells(dialog, "spread_the_sign")[0] == "French Sign Language and 40 more"
    dialog.filter.choose([])
    assert "lsa64" in names(dialog)


def test_a_language_without_datasets_says_what_to_do(qtbot):
    dialog = DictionariesDialog(["xki"])
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.show_datasets(published.listed([]))
    assert dialog.notice.text.startswith("No dataset of Kenyan Sign Language is known.")
    with qtbot.waitSignal(dialog.folder_wanted) as asked:
        dialog.notice.act_button.click()
    assert asked.args == [None, "xki"]
    dialog.notice.other_button.click()
    assert len(names(dialog)) >= 35


def test_until_the_datasets_are_listed_the_dialog_is_busy_and_can_be_closed(qtbot):
    dialog = DictionariesDialog()
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.notice.bar.isVisible()
    dialog.notice.stop_button.click()
    assert dialog.isHidden()


def test_a_wrong_recipe_is_reported(dialog):
    dialog.show_problem(ManifestError("x.toml is not valid TOML.", hint="Correct this line."))
    assert dialog.notice.text == "x.toml is not valid TOML. Correct this line."
    assert dialog.card.isHidden()


def test_the_card_says_how_to_get_a_dataset_and_copies_the_command(dialog):
    select(dialog, "lsa64")
    card = dialog.card
    assert card.title.text() == "LSA64"
    lines = card.text.text().splitlines()
    assert lines[1] == "Licence: CC BY-NC-SA 4.0"
    assert lines[2].startswith("Open access: Download")
    assert "Already here: 5 sign" in lines[-2]
    assert lines[-1] == "Command: signdict add FOLDER --as lsa64"
    card.copy_button.click()
    assert QGuiApplication.clipboard().text() == "signdict add FOLDER --as lsa64"
    assert card.copy_button.text() == "Copied"
    select(dialog, "islrtc")
    assert card.copy_button.isHidden()
    assert card.copy_button.text() == "Copy the command"


def test_the_browser_opens_only_when_its_button_is_clicked(dialog, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    select(dialog, "lsa64")
    assert opened == []
    dialog.card.page_button.click()
    assert opened == ["https://facundoq.github.io/datasets/lsa64/"]


def test_the_keyboard_goes_from_the_field_to_the_table_and_to_the_card(dialog, qtbot):
    dialog.activateWindow()
    dialog.field.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is dialog.field)
    QTest.keyClick(dialog.field, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is dialog.table
    QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is dialog.card.page_button
    assert dialog.isVisible()


def test_every_control_has_a_name(dialog):
    select(dialog, "lsa64")
    controls = [w for w in dialog.findChildren(QWidget) if w.isVisible() and w.focusPolicy()]
    named = [QAccessible.queryAccessibleInterface(w).text(QAccessible.Text.Name) for w in controls]
    assert len(controls) > 6
    assert [repr(w) for w, name in zip(controls, named, strict=True) if not name.strip()] == []


@pytest.fixture
def page(window, qtbot):
    window.go(LIBRARY)
    qtbot.waitUntil(lambda: len(window.pages.maintainer.cards) == 2)
    return window.pages.maintainer


def test_the_page_opens_the_dialog_with_the_languages_of_the_user(window, page, qtbot):
    window.use_languages(["fsl"])
    page.get_button.click()
    qtbot.waitUntil(lambda: "lsf_commons" in names(page.dictionaries))
    assert "lsa64" not in names(page.dictionaries)


def test_a_page_without_signs_of_a_language_shows_its_dictionaries(window, qtbot):
    window.pages.dictionaries_requested.emit("aed")
    page = window.pages.maintainer
    qtbot.waitUntil(lambda: "lsa64" in names(page.dictionaries))
    assert window.pages.currentWidget() is page
    assert "wlasl" not in names(page.dictionaries)


def test_a_folder_of_a_dataset_is_offered_with_its_recipe(page, qtbot, monkeypatch, tmp_path):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    page.get_dictionaries("aed")
    qtbot.waitUntil(lambda: "lsa64" in names(page.dictionaries))
    select(page.dictionaries, "lsa64")
    page.dictionaries.card.folder_button.click()
    assert page.dictionaries.isHidden()
    assert page.dialog.addition.recipe == "lsa64"


def test_a_dataset_without_layout_fills_in_its_terms(page, tmp_path):
    terms = {"licence": "CC BY 4.0", "attribution": "Eva", "has_layout": False}
    page.offer(tmp_path, Dataset("films", "Films of Eva", ("gsg",), **terms))
    addition = page.dialog.addition
    assert (addition.recipe, addition.sign_language) == ("folder", "gsg")
    assert (addition.source, addition.licence, addition.attribution) == (
        "Films of Eva", "CC BY 4.0", "Eva",
    )  # fmt: skip
    page.offer(tmp_path, Dataset("films", "Films", licence="unknown", has_layout=False))
    assert page.dialog.addition.licence == ""


def test_a_folder_of_a_language_without_datasets_is_offered_in_it(
    page, qtbot, monkeypatch, tmp_path
):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    page.get_dictionaries("xki")
    qtbot.waitUntil(lambda: "Kenyan" in page.dictionaries.notice.text)
    page.dictionaries.notice.act_button.click()
    assert page.dialog.addition.sign_language == "xki"


def test_cancelling_the_choice_of_a_folder_keeps_the_dialog(page, qtbot, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    page.get_dictionaries("aed")
    qtbot.waitUntil(lambda: "lsa64" in names(page.dictionaries))
    page.dictionaries.card.folder_button.click()
    assert page.dictionaries.isVisible()
    assert not hasattr(page, "dialog")
