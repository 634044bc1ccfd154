"""A sign is taught, edited, removed and given away from the page Sign, with a real dictionary."""

import pytest
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog

from signdict.core.errors import LibraryError
from signdict.core.types import Sign, Source
from signdict.dictionary.dictionary import Dictionary
from signdict.dictionary.teaching import Teaching
from signdict.gui.background import Background
from signdict.gui.learner.attempt_tile import Attempt
from signdict.gui.learner.my_signs_dialog import MySignsDialog
from signdict.gui.learner.teach_dialog import TeachDialog
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
def lesson(window, qtbot):
    """The dialog, opened after an attempt was signed and answered."""
    page = window.pages.learner
    page.open_pose(a_pose(20, frames=30))
    qtbot.waitUntil(lambda: "grid" in page.results.__dict__ and page.results.grid.tiles != [])
    page.lessons.open()
    (dialog,) = window.findChildren(TeachDialog)
    return dialog


def taught(window, qtbot, lesson, gloss="wave"):
    lesson.gloss.setText(gloss)
    with qtbot.waitSignal(lesson.accepted):
        lesson._accept.click()
    qtbot.waitUntil(lambda: window.pages.learner.results.grid.tiles[0].match.sign.gloss == gloss)


def mine(window, qtbot, count):
    """The list of what was taught, once it is there."""
    dialog = window.pages.learner.lessons.open_signs()
    if count:
        qtbot.waitUntil(lambda: len(dialog.signs) == count)
    else:
        qtbot.waitUntil(lambda: dialog.said.text().startswith("Nothing yet."))
    return dialog


def test_the_attempt_that_is_shown_is_proposed_in_the_language_looked_in(dialog):
    assert [attempt.number for attempt in dialog.chosen] == [4]
    assert dialog.label == Label("", "ins")


def test_one_to_three_attempts_can_be_chosen(dialog):
    one, two, three, four = dialog.tiles
    for tile, fits in ((four, False), (one, True), (two, True), (three, True), (four, False)):
        tile.toggle()
        assert dialog._accept.isEnabled() == fits


def test_what_was_filled_in_is_given(dialog, qtbot):
    dialog.gloss.setText(" see you ")
    dialog.concept.setText("parting")
    dialog.language.setEditText("American Sign Language (ase)")
    with qtbot.waitSignal(dialog.given) as told:
        dialog._accept.click()
    poses, label, apart = told.args
    assert poses == [dialog.tiles[3].attempt.pose]
    assert (label, apart) == (Label("see you", "ase", "parting"), False)
    assert not dialog._accept.isEnabled()  # until there is an answer


def test_while_one_types_the_dictionary_is_asked_once(dialog, qtbot):
    with qtbot.waitSignal(dialog.typed) as told:
        qtbot.keyClicks(dialog.gloss, "hel")
    assert told.args == ["hel", "ins"]


def test_a_gloss_that_was_taught_can_get_clips_or_another_sign(dialog, qtbot):
    assert dialog.same.isHidden()
    dialog.show_known(["wave"], [Sign(1, "wave", "ase", source=TAUGHT_SOURCE)])
    assert not dialog.same.isHidden()
    assert dialog.remark.text() == "You taught this gloss before."
    dialog.gloss.setText("wave")
    dialog.same.setCurrentIndex(1)
    with qtbot.waitSignal(dialog.given) as told:
        dialog._accept.click()
    assert told.args[2] is True


def test_a_gloss_of_another_source_is_told_with_its_name(dialog):
    dialog.show_known(["hello"], [Sign(1, "hello", "ase", source=Source("s", "A starter"))])
    assert dialog.remark.text() == "A starter has it too; yours stands beside it."
    assert dialog.same.isHidden()
    assert dialog._words.stringList() == ["hello"]


def test_a_problem_is_told_and_nothing_filled_in_is_lost(dialog):
    dialog.gloss.setText("wave")
    dialog._accept.click()
    dialog.show_problem("The disk is full.")
    assert dialog.problem.text() == "The disk is full."
    assert dialog.isVisible()
    assert dialog._accept.isEnabled()
    assert dialog.label.gloss == "wave"


def test_every_field_has_a_name(dialog):
    for field in (dialog.gloss, dialog.concept, dialog.language):
        assert dialog.layout().itemAt(2).labelForField(field).text()
    assert dialog.same.accessibleName()


def test_what_is_taught_is_found_by_the_next_search(window, qtbot, lesson):
    taught(window, qtbot, lesson)
    tile = window.pages.learner.results.grid.tiles[0]
    assert tile.match.sign.source.name == "taught"
    assert window.pages.learner.query.sentence == "wave is taught, and is found."


def test_words_come_from_the_dictionary_and_same_glosses_are_told(qtbot, lesson):
    lesson.typed.emit("hello", "ase")
    qtbot.waitUntil(lambda: lesson._words.stringList() == ["hello"])
    assert lesson.remark.text() == "A starter has it too; yours stands beside it."


def test_a_mistake_is_told_where_it_was_made(qtbot, lesson):
    lesson.gloss.setText("")
    lesson._accept.click()
    qtbot.waitUntil(
        lambda: lesson.problem.text() == "The gloss is empty. Write what the sign means."
    )
    assert lesson.isVisible()


def test_a_full_disk_is_told_and_the_dialog_stays(window, qtbot, lesson, monkeypatch):
    def full(self, poses, label, *, apart=False):
        raise LibraryError("The disk is full.", hint="Free some space.")
        yield

    monkeypatch.setattr(Teaching, "teach", full)
    lesson.gloss.setText("wave")
    lesson._accept.click()
    qtbot.waitUntil(lambda: lesson.problem.text() == "The disk is full. Free some space.")


def test_a_taught_sign_is_edited_and_removed_when_asked_twice(window, qtbot, lesson):
    taught(window, qtbot, lesson)
    dialog = mine(window, qtbot, 1)
    dialog.edit.click()
    (form,) = dialog.findChildren(TeachDialog)
    assert form.label.gloss == "wave"
    form.gloss.setText("waving")
    with qtbot.waitSignal(form.accepted):
        form._accept.click()
    qtbot.waitUntil(lambda: [sign.gloss for sign in dialog.signs] == ["waving"])
    assert dialog.said.text() == "The sign is now called waving."
    dialog.remove.click()
    assert "would be wiped" in dialog.said.text()
    assert len(dialog.signs) == 1
    dialog.remove.click()
    qtbot.waitUntil(lambda: dialog.signs == [])
    assert not dialog.remove.isEnabled()


def test_signs_are_exported_and_imported(window, qtbot, lesson, monkeypatch, tmp_path):
    taught(window, qtbot, lesson)
    dialog = mine(window, qtbot, 1)
    path = str(tmp_path / "mine.signs")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (path, ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (path, ""))
    dialog.export.click()
    qtbot.waitUntil(lambda: dialog.said.text() == "Exported 1 signs.")
    dialog.bring.click()
    qtbot.waitUntil(lambda: dialog.said.text().startswith("Imported 0 clips; 1"))


def test_a_file_that_cannot_be_used_is_told(window, qtbot, monkeypatch, tmp_path):
    (tmp_path / "bad.signs").write_text("x")
    dialog = mine(window, qtbot, 0)
    monkeypatch.setattr(
        QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "bad.signs"), "")
    )
    dialog.bring.click()
    qtbot.waitUntil(lambda: "bad.signs is not a file of signs" in dialog.said.text())


def test_t_teaches_or_without_an_attempt_shows_what_was_taught(window, qtbot):
    page = window.pages.learner
    (key,) = [s for s in page.findChildren(QShortcut) if s.key() == QKeySequence("T")]
    assert page.lessons.button.text() == "My signs…"
    key.activated.emit()
    (listed,) = window.findChildren(MySignsDialog)
    qtbot.waitUntil(lambda: listed.said.text() != "")
    listed.close()
    page.open_pose(a_pose(20, frames=30))
    assert page.lessons.button.text() == "Teach it…"
    key.activated.emit()
    assert len(window.findChildren(TeachDialog)) == 1


def test_nothing_is_written_by_opening_either(window, qtbot, tmp_path, lesson):
    lesson.typed.emit("wave", "ase")
    qtbot.waitUntil(lambda: lesson._words.stringList() == [])
    mine(window, qtbot, 0)
    assert [path.parent.name for path in tmp_path.rglob("library.db")] == ["starter"]
