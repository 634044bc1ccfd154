"""What users do in the real window, in front of a small dictionary."""

from pathlib import Path
from threading import Event

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog, QMessageBox, QPushButton

from signdict.core.errors import LibraryError
from signdict.core.types import MATCH_COLUMNS
from signdict.gui.window.pages import EXPLORE, FIND, LIBRARY, SIGN
from tests.gui.support.fake_dictionary import SmallDictionary
from tests.gui.support.windows import made


def shown(results):
    """Return the glosses in view, or the message in their place."""
    current = results.stack.currentWidget()
    if current is results.notice:
        return results.notice.text
    if current is results.detail:
        return results.detail.title.text()
    return [tile.match.sign.gloss for tile in results.grid.tiles]


def drop(window, path):
    """Drop a file on the window."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, mime,
        Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    window.dragEnterEvent(event)
    window.dropEvent(event)


def test_a_learner_drops_a_video_and_sees_matches(window, qtbot, dictionary):
    window.go(FIND)
    drop(window, Path("sign.mp4"))
    results = window.pages.learner.results
    assert "Reading sign.mp4" in shown(results)
    qtbot.waitUntil(lambda: isinstance(shown(results), list))
    assert shown(results)[0] == "HELLO"
    assert window.pages.currentWidget() is window.pages.learner
    qtbot.waitUntil(lambda: results.grid.tiles[-1].view.seconds > 0)


def test_a_linguist_saves_the_neighbours_of_a_sign(window, qtbot, monkeypatch, tmp_path):
    window.explore(SmallDictionary().all[5])
    page = window.pages.linguist
    qtbot.waitUntil(lambda: page.save.isEnabled())
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "near"), ""))
    page.save.click()
    qtbot.waitUntil(lambda: "near.csv: 2" in page.status.text())
    lines = (tmp_path / "near.csv").read_text("utf-8-sig").splitlines()
    assert lines[0] == ",".join(MATCH_COLUMNS)
    assert len(lines) == 3


def test_choosing_a_language_narrows_the_matches(window, qtbot, dictionary):
    window.pages.learner.opened.open(Path("sign.mp4"))
    results = window.pages.learner.results
    qtbot.waitUntil(lambda: isinstance(shown(results), list))
    results.filter.choose(["psp"])
    qtbot.waitUntil(lambda: shown(results) == ["HOUSE"])
    assert dictionary.asked[-1] == ("recognise", ("psp",))


def test_a_clip_without_a_person_is_explained_in_place_of_matches(window, qtbot):
    window.pages.learner.opened.open(Path("notes.txt"))
    results = window.pages.learner.results
    qtbot.waitUntil(lambda: shown(results) == "Nobody was seen in this clip. Use another.")
    assert window.tasks.isHidden()


def test_reading_a_video_can_be_stopped(window, qtbot):
    window.pages.learner.opened.open(Path("sign.mp4"))
    window.pages.learner.results.stopped.emit()
    assert "Stopped." in shown(window.pages.learner.results)
    assert window.tasks.isHidden()


def test_a_result_opens_large_and_escape_goes_back(window, qtbot):
    window.pages.learner.opened.open(Path("sign.mp4"))
    results = window.pages.learner.results
    qtbot.waitUntil(lambda: isinstance(shown(results), list))
    qtbot.keyClick(results.grid.tiles[0], Qt.Key.Key_Return)
    assert shown(results) == "HELLO"
    results.detail.closed.emit()
    assert isinstance(shown(results), list)


def test_a_teacher_browses_then_types(window, qtbot, dictionary):
    window.go(FIND)
    results = window.pages.teacher.results
    qtbot.waitUntil(lambda: isinstance(shown(results), list) and len(shown(results)) == 5)
    qtbot.keyClicks(window.pages.teacher.field, "hou")
    qtbot.waitUntil(lambda: shown(results) == ["HOUSE", "HOUSE"])
    window.pages.teacher.search("zebra")
    qtbot.waitUntil(lambda: "No signs match “zebra”." in shown(results))


def test_only_the_newest_words_are_answered(window, qtbot):
    window.go(FIND)
    answers = []
    window.pages.teacher.results.stack.currentChanged.connect(
        lambda _: answers.append(shown(window.pages.teacher.results))
    )
    for words in ("t", "tr", "zebra"):
        window.pages.teacher.search(words)
    qtbot.waitUntil(lambda: "zebra" in str(shown(window.pages.teacher.results)))
    assert ["TREE"] not in answers


def test_a_linguist_goes_from_a_result_to_its_neighbours(window, qtbot, dictionary):
    window.go(FIND)
    results = window.pages.teacher.results
    qtbot.waitUntil(lambda: isinstance(shown(results), list))
    results.open_sign(dictionary.all[5])
    results.detail.similar.click()
    assert window.pages.currentWidget() is window.pages.linguist
    groups = window.pages.linguist.results
    qtbot.waitUntil(
        lambda: made(groups, "groups") and groups.stack.currentWidget() is groups.groups
    )
    languages = {tile.match.sign.sign_language for row in groups.groups.rows for tile in row}
    assert languages == {"ins", "psp"}


def test_a_linguist_selects_a_sign_in_the_list(window, qtbot, dictionary):
    window.go(EXPLORE)
    qtbot.waitUntil(lambda: window.pages.linguist.list.count() == 5)
    window.pages.linguist.field.setText("tree")
    qtbot.waitUntil(lambda: window.pages.linguist.list.count() == 1)
    window.pages.linguist.list.itemActivated.emit(window.pages.linguist.list.item(0))
    qtbot.waitUntil(lambda: any(a[:2] == ("neighbours", 5) for a in dictionary.asked))


def test_a_maintainer_drops_a_folder_and_reads_the_report(window, qtbot, dictionary, tmp_path):
    window.go(LIBRARY)
    drop(window, tmp_path / "my signs")
    dialog = window.pages.maintainer.dialog
    dialog.language.setCurrentIndex(dialog.language.findData("ins"))
    dialog.accept()
    qtbot.waitUntil(lambda: "Added: 2" in window.pages.maintainer.report.toPlainText())
    assert "c.mp4 is empty." in window.pages.maintainer.report.toPlainText()
    assert ("add", "my signs", "ins") in dictionary.asked


def test_adding_can_be_stopped_from_the_strip(window, qtbot, tmp_path):
    window.go(LIBRARY)
    window.pages.maintainer.offer(tmp_path / "mine")
    window.pages.maintainer.dialog.accept()
    window.tasks.findChild(QPushButton).click()
    assert "Stopped." in window.pages.maintainer.report.toPlainText()
    assert window.tasks.isHidden()


def test_a_failed_import_is_reported(window, qtbot, dictionary, tmp_path):
    window.go(LIBRARY)
    dictionary.problem = LibraryError("The disk is full.", hint="Make room.")
    window.pages.maintainer.offer(tmp_path / "mine.csv")
    window.pages.maintainer.dialog.accept()
    qtbot.waitUntil(lambda: "The disk is full." in window.pages.maintainer.report.toPlainText())


def test_a_source_is_removed_after_confirmation(window, qtbot, dictionary):
    window.go(LIBRARY)
    qtbot.waitUntil(lambda: len(window.pages.maintainer.cards) == 2)
    window.pages.maintainer.cards[1].remove.click()
    box = window.pages.maintainer.findChild(QMessageBox)
    next(button for button in box.buttons() if button.text() == "Remove").click()
    qtbot.waitUntil(lambda: "Signs removed: 1." in window.pages.maintainer.report.toPlainText())
    qtbot.waitUntil(lambda: len(window.pages.maintainer.cards) == 1)


def test_the_starter_dictionary_cannot_be_removed(window, qtbot):
    window.go(LIBRARY)
    window.pages.maintainer.remove_wanted.emit("starter")
    qtbot.waitUntil(lambda: "cannot be removed" in window.banner.text)


def test_a_check_without_problems_says_so(window, qtbot):
    window.go(LIBRARY)
    window.pages.maintainer.check_wanted.emit()
    qtbot.waitUntil(
        lambda: window.pages.maintainer.report.toPlainText().startswith("No problems found.")
    )


def test_pages_keep_their_state(window, qtbot):
    window.go(FIND)
    window.pages.teacher.search("house")
    window.go(SIGN)
    window.go(FIND)
    assert window.pages.teacher.words == "house"


def test_new_glosses_are_read_once_when_a_search_needs_the_meaning(window, qtbot, dictionary):
    window.go(FIND)
    qtbot.waitUntil(lambda: isinstance(shown(window.pages.teacher.results), list))
    dictionary.names = ("a", "b", "c")
    window.pages.teacher.field.setText("zzz")
    qtbot.waitUntil(lambda: not dictionary.names)
    qtbot.waitUntil(lambda: dictionary.asked.count(("find", "zzz", ())) == 2)
    qtbot.wait(300)
    assert dictionary.asked.count(("find", "zzz", ())) == 2


def test_words_are_found_while_the_model_reads_the_names_of_signs(window, qtbot, dictionary):
    dictionary.names = ("name",) * 1_000_000
    window.go(FIND)
    page = window.pages.teacher
    page.search("zebra")
    qtbot.waitUntil(lambda: "Searching by meaning" in page.results.notice.text)
    page.search("tree")
    qtbot.waitUntil(lambda: shown(page.results) == ["TREE"])
    page.search("zebra")
    qtbot.waitUntil(lambda: page.results.stack.currentWidget() is page.results.notice)
    page.results.stopped.emit()
    assert "No signs match" in page.results.notice.text
    assert dictionary.names


def test_landmarks_of_results_do_not_delay_the_next_words(window, qtbot, dictionary):
    window.go(FIND)
    page = window.pages.teacher
    qtbot.waitUntil(lambda: page.results.grid.tiles != [])
    asked, fetched = Event(), dictionary.pose
    dictionary.asked.clear()

    def fetch(clip):
        dictionary.asked.append(("pose", clip))
        assert asked.wait(60)
        return fetched(clip)

    dictionary.pose = fetch
    page.results.wanted.emit([10, 20, 30])
    qtbot.waitUntil(lambda: dictionary.asked != [])
    page.search("tree")
    asked.set()
    qtbot.waitUntil(lambda: shown(page.results) == ["TREE"])
    kinds = [kind for kind, *_ in dictionary.asked]
    assert kinds[:2] == ["pose", "find"]
