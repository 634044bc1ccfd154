"""Signs are taught, edited, removed and exported on the page Sign, with a real dictionary."""

import pytest
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QFormLayout

from signdict.core.errors import LibraryError
from signdict.core.types import Sign, Source
from signdict.dictionary.dictionary import Dictionary
from signdict.dictionary.teaching import Teaching
from signdict.gui.background import Background
from signdict.gui.learner.attempt_tile import Attempt
from signdict.gui.learner.my_signs_dialog import MySignsDialog
from signdict.gui.learner.teach_dialog import TeachDialog
from signdict.gui.results.results import ResultsView
from signdict.gui.window.pages import SIGN
from signdict.gui.window.window import Window
from signdict.library.combined import CombinedLibrary
from signdict.library.editing import TAUGHT_SOURCE, Label
from tests.support.fakes import PositionEncoder, a_pose
from tests.support.libraries import with_starter


def attempts(*seeds):
    return [Attempt(n, "camera", a_pose(seed, frames=30)) for n, seed in enumerate(seeds, start=1)]


@pytest.fixture
def dialog(qtbot):
    dialog = TeachDialog("ins")
    qtbot.addWidget(dialog)
    offered = attempts(20, 21, 22, 23)
    dialog.show_attempts(offered, offered[-1:])
    dialog.show()
    return dialog


@pytest.fixture
def window(qtbot, tmp_path):
    where = with_starter(tmp_path)
    window = Window(
        Background(
            lambda: Dictionary(where, CombinedLibrary.open(where), lambda _: PositionEncoder())
        ),
        where,
    )
    qtbot.addWidget(window)
    window.show()
    window.start()
    window.go(SIGN)
    yield window
    window.close()


@pytest.fixture
def teach_dialog(window, qtbot):
    """The dialog, opened after a search."""
    page = window.pages.learner
    page.open_pose(a_pose(20, frames=30))
    qtbot.waitUntil(lambda: ResultsView.grid.made(page.results) and page.results.grid.tiles != [])
    page.teach()
    (dialog,) = window.findChildren(TeachDialog)
    return dialog


def teach(window, qtbot, teach_dialog, gloss="wave"):
    teach_dialog.gloss.setText(gloss)
    with qtbot.waitSignal(teach_dialog.accepted):
        teach_dialog.accept_button.click()
    qtbot.waitUntil(lambda: window.pages.learner.results.grid.tiles[0].match.sign.gloss == gloss)


def completions(dialog):
    return dialog.gloss.completer().model().stringList()


def my_signs(window, qtbot, count):
    """Open the list of taught signs, and wait until it is filled."""
    dialog = window.pages.learner.open_my_signs()
    if count:
        qtbot.waitUntil(lambda: len(dialog.signs) == count)
    else:
        qtbot.waitUntil(lambda: dialog.message.text().startswith("No signs yet."))
    return dialog


def test_the_current_attempt_and_the_language_of_the_search_are_preselected(dialog):
    assert [attempt.number for attempt in dialog.selected] == [4]
    assert dialog.label == Label("", "ins")


def test_one_to_three_attempts_can_be_selected(dialog):
    one, two, three, four = dialog.tiles
    for tile, valid in ((four, False), (one, True), (two, True), (three, True), (four, False)):
        tile.toggle()
        assert dialog.accept_button.isEnabled() == valid


def test_the_contents_of_the_form_are_emitted(dialog, qtbot):
    dialog.gloss.setText(" see you ")
    dialog.concept.setText("parting")
    dialog.language.setEditText("American Sign Language (ase)")
    with qtbot.waitSignal(dialog.given) as emitted:
        dialog.accept_button.click()
    poses, label, separate = emitted.args
    assert poses == [dialog.tiles[3].attempt.pose]
    assert (label, separate) == (Label("see you", "ase", "parting"), False)
    assert not dialog.accept_button.isEnabled()  # until the sign is saved


def test_the_kind_of_a_sign_is_changed_while_it_is_edited(dialog, qtbot):
    assert dialog.kind.isHidden()
    assert dialog.label.kind == "word"
    dialog.edit(Sign(1, "A", "ase", source=TAUGHT_SOURCE, kind="letter"))
    assert not dialog.kind.isHidden()
    assert dialog.label == Label("A", "ase", kind="letter")
    dialog.kind.choose("word")
    assert dialog.label.kind == "word"


def test_the_dictionary_is_queried_once_while_the_user_types(dialog, qtbot):
    with qtbot.waitSignal(dialog.typed) as emitted:
        qtbot.keyClicks(dialog.gloss, "hel")
    assert emitted.args == ["hel", "ins"]


def test_attempts_can_extend_a_taught_sign_or_create_another(dialog, qtbot):
    assert dialog.same.isHidden()
    dialog.show_known(["wave"], [Sign(1, "wave", "ase", source=TAUGHT_SOURCE)])
    assert not dialog.same.isHidden()
    assert dialog.remark.text() == "You already taught this gloss."
    dialog.gloss.setText("wave")
    dialog.same.setCurrentIndex(1)
    with qtbot.waitSignal(dialog.given) as emitted:
        dialog.accept_button.click()
    assert emitted.args[2] is True


def test_a_gloss_of_another_source_is_reported_with_its_title(dialog):
    dialog.show_known(["hello"], [Sign(1, "hello", "ase", source=Source("s", "A starter"))])
    assert dialog.remark.text() == "A starter has this gloss, too. Your sign is saved separately."
    assert dialog.same.isHidden()
    assert completions(dialog) == ["hello"]


def test_a_problem_is_reported_and_the_form_keeps_its_contents(dialog):
    dialog.gloss.setText("wave")
    dialog.accept_button.click()
    dialog.show_problem("The disk is full.")
    assert dialog.problem.text() == "The disk is full."
    assert dialog.isVisible()
    assert dialog.accept_button.isEnabled()
    assert dialog.label.gloss == "wave"


def test_every_field_has_a_label(dialog):
    for field in (dialog.gloss, dialog.concept, dialog.language):
        assert dialog.findChild(QFormLayout).labelForField(field).text()
    assert dialog.same.accessibleName()


def test_a_taught_sign_is_found_by_the_next_search(window, qtbot, teach_dialog):
    teach(window, qtbot, teach_dialog)
    tile = window.pages.learner.results.grid.tiles[0]
    assert tile.match.sign.source.name == "taught"
    assert window.pages.learner.query.sentence == "Saved wave. Searches now find it."


def test_completions_and_equal_glosses_come_from_the_dictionary(qtbot, teach_dialog):
    teach_dialog.typed.emit("hello", "ase")
    qtbot.waitUntil(lambda: completions(teach_dialog) == ["hello"])
    assert (
        teach_dialog.remark.text()
        == "A starter has this gloss, too. Your sign is saved separately."
    )


def test_an_invalid_form_is_reported_in_the_dialog(qtbot, teach_dialog):
    teach_dialog.gloss.setText("")
    teach_dialog.accept_button.click()
    qtbot.waitUntil(
        lambda: teach_dialog.problem.text() == "The gloss is empty. Write what the sign means."
    )
    assert teach_dialog.isVisible()


def test_a_full_disk_is_reported_in_the_dialog(window, qtbot, teach_dialog, monkeypatch):
    def full(self, poses, label, *, apart=False):
        raise LibraryError("The disk is full.", hint="Free some space.")
        yield

    monkeypatch.setattr(Teaching, "teach", full)
    teach_dialog.gloss.setText("wave")
    teach_dialog.accept_button.click()
    qtbot.waitUntil(lambda: teach_dialog.problem.text() == "The disk is full. Free some space.")


def test_a_taught_sign_is_edited_and_removed_after_confirmation(window, qtbot, teach_dialog):
    teach(window, qtbot, teach_dialog)
    dialog = my_signs(window, qtbot, 1)
    dialog.edit.click()
    (form,) = dialog.findChildren(TeachDialog)
    assert form.label.gloss == "wave"
    form.gloss.setText("waving")
    with qtbot.waitSignal(form.accepted):
        form.accept_button.click()
    qtbot.waitUntil(lambda: [sign.gloss for sign in dialog.signs] == ["waving"])
    assert dialog.message.text() == "The sign is now called waving."
    dialog.remove.click()
    assert "will be removed permanently" in dialog.message.text()
    assert len(dialog.signs) == 1
    dialog.remove.click()
    qtbot.waitUntil(lambda: dialog.signs == [])
    assert not dialog.remove.isEnabled()


def test_signs_are_exported_and_imported(window, qtbot, teach_dialog, monkeypatch, tmp_path):
    teach(window, qtbot, teach_dialog)
    dialog = my_signs(window, qtbot, 1)
    path = str(tmp_path / "mine.signs")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (path, ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (path, ""))
    dialog.export.click()
    qtbot.waitUntil(lambda: dialog.message.text() == "Exported 1 signs.")
    dialog.import_button.click()
    qtbot.waitUntil(lambda: dialog.message.text().startswith("Imported 0 clips; 1"))


def test_an_invalid_file_is_reported(window, qtbot, monkeypatch, tmp_path):
    (tmp_path / "bad.signs").write_text("x")
    dialog = my_signs(window, qtbot, 0)
    monkeypatch.setattr(
        QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "bad.signs"), "")
    )
    dialog.import_button.click()
    qtbot.waitUntil(lambda: "bad.signs is not a file of signs" in dialog.message.text())


def test_t_opens_the_teach_dialog_or_without_an_attempt_the_list(window, qtbot):
    page = window.pages.learner
    (key,) = [s for s in page.findChildren(QShortcut) if s.key() == QKeySequence("T")]
    assert page.teach_button.text() == "My signs…"
    key.activated.emit()
    (dialog,) = window.findChildren(MySignsDialog)
    qtbot.waitUntil(lambda: dialog.message.text() != "")
    dialog.close()
    page.open_pose(a_pose(20, frames=30))
    assert page.teach_button.text() == "Teach this sign…"
    key.activated.emit()
    assert len(window.findChildren(TeachDialog)) == 1


def test_opening_the_dialogs_writes_nothing(window, qtbot, tmp_path, teach_dialog):
    teach_dialog.typed.emit("wave", "ase")
    qtbot.waitUntil(lambda: completions(teach_dialog) == [])
    my_signs(window, qtbot, 0)
    assert [path.parent.name for path in tmp_path.rglob("library.db")] == ["starter"]
