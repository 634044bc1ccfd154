"""The tiers of ELAN files in the dialog that adds them."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox

from signdict.gui.maintainer.add_dialog import AddDialog
from signdict.importing import manifest
from signdict.importing.entries import ImportReport, TierChoice
from tests.support.eaf_files import EafFile
from tests.support.steps import result_of

HELLO, HOUSE = (0, 1000, "HELLO"), (1000, 2000, "HOUSE")


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "talk.mp4").write_bytes(b"0")
    return tmp_path


@pytest.fixture
def opened(qtbot):
    """Return a function that opens the dialog for a file, with real previews of it."""

    def open_dialog(path):
        dialog = AddDialog(path)
        qtbot.addWidget(dialog)
        dialog.preview_wanted.connect(lambda addition: answer(dialog, addition))
        dialog.show()
        dialog.preview_wanted.emit(dialog.addition)
        return dialog

    return open_dialog


def answer(dialog, addition):
    usual = manifest.usual(addition.path, sign_language="dse", tiers=addition.tiers)
    dialog.show_preview(result_of(manifest.preview(usual)))


def rows(dialog):
    """Return the checked state and the texts of each row."""
    tiers = dialog.tiers
    items = [tiers.topLevelItem(row) for row in range(tiers.topLevelItemCount())]
    return [
        (item.checkState(0) is Qt.CheckState.Checked, *(item.text(n) for n in range(5)))
        for item in items
    ]


def lines(dialog):
    return [dialog.lines.item(row).text() for row in range(dialog.lines.count())]


def add_button(dialog):
    (box,) = dialog.findChildren(QDialogButtonBox)
    return next(button for button in box.buttons() if button.text() == "Add")


def check(dialog, row, *, on=True):
    state = Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
    dialog.tiers.topLevelItem(row).setCheckState(0, state)


def glosses_and_mouth(folder):
    eaf = EafFile()
    eaf.tier("Mouth", (0, 500, "hallo"), (600, 900, "haus"), (900, 950, "x"))
    eaf.tier("GlossR S1", HELLO, HOUSE)
    eaf.tier("GlossL S1")
    return eaf.write(folder / "talk.eaf")


def test_the_proposed_tiers_are_checked_and_come_first(folder, opened):
    dialog = opened(glosses_and_mouth(folder))
    assert rows(dialog) == [
        (True, "GlossR S1", "default-lt", "2", "S1", "right"),
        (False, "Mouth", "default-lt", "3", "", ""),
        (False, "GlossL S1", "default-lt", "0", "S1", "left"),
    ]
    assert dialog.addition.tiers == ()
    assert lines(dialog) == [
        "HELLO (dse): talk.mp4, 0 to 1 s, S1",
        "HOUSE (dse): talk.mp4, 1 to 2 s, S1",
    ]
    assert dialog.tiers.topLevelItem(2).isDisabled()
    assert dialog.source.text() == "talk"


def test_the_checked_tiers_are_previewed_and_added(folder, opened):
    dialog = opened(glosses_and_mouth(folder))
    check(dialog, 0, on=False)
    assert dialog.message.text() == "Select the tiers to add."
    assert not add_button(dialog).isEnabled()
    assert lines(dialog) == []
    check(dialog, 1)
    assert dialog.addition.tiers == ("Mouth",)
    assert dialog.message.text().startswith("Clips to add: 3;")
    assert [row[0] for row in rows(dialog)] == [False, True, False]
    assert add_button(dialog).isEnabled()


def test_if_no_tier_fits_the_user_must_choose(folder, opened):
    eaf = EafFile()
    eaf.tier("RH", HELLO, HOUSE)
    eaf.tier("LH", HELLO)
    dialog = opened(eaf.write(folder / "talk.eaf"))
    text = "No tier is clearly one of glosses. Select the tiers to add."
    assert dialog.message.text() == text
    assert not add_button(dialog).isEnabled()
    check(dialog, 0)
    check(dialog, 1)
    assert dialog.addition.tiers == ("RH", "LH")
    assert len(lines(dialog)) == 2


def test_many_tiers_and_long_names_fit_a_small_screen(folder, opened):
    eaf = EafFile()
    for number in range(40):
        name = f"Gloss of the right hand, first version {number} " + "by the annotators " * 5
        eaf.tier(name, HELLO, kind="a long linguistic type " * 3, PARTICIPANT="S" * 80)
    dialog = opened(eaf.write(folder / "talk.eaf"))
    size = dialog.sizeHint()
    assert size.width() <= 1280
    assert size.height() <= 640
    assert dialog.tiers.topLevelItem(0).toolTip(0).startswith("Gloss of the right hand")


def test_a_folder_shows_its_tiers_after_a_preview(folder, opened):
    glosses_and_mouth(folder)
    dialog = AddDialog(folder)
    assert dialog.tiers.isHidden()
    dialog = opened(folder)
    assert not dialog.tiers.isHidden()
    assert [row[1] for row in rows(dialog)] == ["GlossR S1", "Mouth", "GlossL S1"]


def test_a_report_names_the_tiers(qtbot):
    from signdict.gui.maintainer.page import MaintainerPage

    page = MaintainerPage()
    qtbot.addWidget(page)
    tiers = (TierChoice("Gloss", "t", 2, True, ""), TierChoice("Mouth", "t", 3, False, ""))
    page.show_report(ImportReport(2, 0, tiers=tiers))
    assert page.report.toPlainText() == (
        "Added: 2\n\nTiers added: Gloss (2)\n\nTiers skipped: Mouth (3)"
    )


def test_the_tiers_of_an_elan_file_are_listed_at_once(qtbot, folder):
    from signdict.gui.maintainer.page import MaintainerPage

    page = MaintainerPage()
    qtbot.addWidget(page)
    asked = []
    page.preview_wanted.connect(asked.append)
    page.offer(Path("clips"))
    page.offer(glosses_and_mouth(folder))
    assert [addition.path.name for addition in asked] == ["talk.eaf"]
