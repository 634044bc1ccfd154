"""Files on the page Sign, in the real window, with a small dictionary behind it."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QImage
from PySide6.QtTest import QTest

from signdict.core.errors import PoseError
from signdict.core.paths import Paths
from signdict.gui.background import Background
from signdict.gui.learner.query import Query
from signdict.gui.window.pages import FIND, LIBRARY
from signdict.gui.window.window import Window
from signdict.pose.posefile import read_pose, write_pose
from tests.gui.support.fake_dictionary import SmallDictionary
from tests.gui.support.fake_videos import a_film
from tests.support.fakes import a_pose


@pytest.fixture
def dictionary():
    return SmallDictionary()


@pytest.fixture
def window(qtbot, tmp_path, dictionary):
    window = Window(Background(lambda: dictionary), Paths(tmp_path, tmp_path))
    qtbot.addWidget(window)
    window.painted.connect(window.start)
    with qtbot.waitSignal(window.painted):
        window.show()
    qtbot.waitUntil(lambda: len(window.pages.learner.results.filter.menu().actions()) == 5)
    yield window
    window.close()


@pytest.fixture
def page(window):
    return window.pages.learner


def notice(page):
    results = page.results
    return results.notice.text if results.stack.currentWidget() is results.notice else ""


def answered(page):
    return page.results.stack.currentWidget() is page.results.__dict__.get("grid")


def asked(dictionary, what):
    return [question[1:] for question in dictionary.asked if question[0] == what]


def dragged(window, *paths):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDragEnterEvent(
        QPointF(5, 5).toPoint(), Qt.DropAction.CopyAction, mime,
        Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    event.ignore()
    window.dragEnterEvent(event)
    return mime, event.isAccepted()


def dropped(window, *paths):
    mime, _ = dragged(window, *paths)
    event = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, mime,
        Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    window.dropEvent(event)


def test_a_short_file_is_looked_up_whole_and_kept_as_an_attempt(window, page, qtbot, dictionary):
    dropped(window, Path("sign.mp4"))
    qtbot.waitUntil(lambda: answered(page))
    assert asked(dictionary, "read") == [(Path("sign.mp4"), None, None)]
    assert [(one.kind, one.name) for one in page.attempts.all] == [("file", "sign.mp4")]
    assert page.opened.timeline.isVisible()


def test_of_a_long_file_only_the_marked_part_is_read(window, page, qtbot, dictionary):
    dropped(window, Path("long talk.mp4"))
    qtbot.waitUntil(lambda: "Mark one sign in long talk.mp4." in notice(page))
    assert "It lasts 3:00:00." in notice(page)
    assert asked(dictionary, "read") == []
    line = page.opened.timeline
    line.go(3600 * 25)
    QTest.keyClick(line.near, Qt.Key.Key_I)
    line.go(3602 * 25 - 1)
    QTest.keyClick(line.near, Qt.Key.Key_O)
    QTest.keyClick(line.near, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: answered(page))
    assert asked(dictionary, "read") == [(Path("long talk.mp4"), 3600.0, 3602.0)]
    assert [(one.kind, one.name) for one in page.attempts.all] == [
        ("part", "long talk.mp4 1:00:00.00")
    ]


def test_a_filter_chosen_while_a_part_is_awaited_asks_nothing_of_before(
    window, page, qtbot, dictionary
):
    dropped(window, Path("sign.mp4"))
    qtbot.waitUntil(lambda: answered(page))
    dropped(window, Path("long talk.mp4"))
    qtbot.waitUntil(lambda: "Mark one sign" in notice(page))
    count = len(asked(dictionary, "recognise"))
    page.results.filter.choose(["ase"])
    assert "Mark one sign" in notice(page)
    assert len(asked(dictionary, "recognise")) == count


def test_pictures_that_are_dropped_together_are_one_recording(window, page, qtbot, dictionary):
    row = [Path(f"a/shot{n}.png") for n in (10, 9, 11)]
    dropped(window, *row)
    qtbot.waitUntil(lambda: answered(page))
    assert asked(dictionary, "read") == [(tuple(row), None, None)]
    assert page.attempts.all[0].name == "shot9.png (+2)"


def test_pictures_are_read_at_the_rate_that_is_chosen(window, page, qtbot, dictionary):
    dropped(window, Path("a/1.png"), Path("a/2.png"))
    qtbot.waitUntil(lambda: answered(page))
    page.opened.timeline.transport.rate.setValue(10)
    qtbot.waitUntil(lambda: answered(page) and len(asked(dictionary, "measure")) == 2)
    assert [rate for _, rate in asked(dictionary, "measure")] == [25, 10]
    assert dictionary.rate == 10


def test_each_of_several_files_is_an_attempt_and_what_cannot_be_read_is_told(
    window, page, qtbot, dictionary
):
    names = ["one.mp4", "two.mp4", "notes.txt", "long talk.mp4", "three.mp4"]
    dropped(window, *map(Path, names))
    qtbot.waitUntil(lambda: len(page.attempts.all) == 3)
    assert [one.name for one in page.attempts.all] == ["one.mp4", "two.mp4", "three.mp4"]
    assert page.query.sentence == (
        "Nobody was seen in this clip. Use another. "
        "long talk.mp4 is longer than 8 seconds. Open it separately and select a part."
    )
    assert answered(page)
    assert len(asked(dictionary, "recognise")) == 1


def test_a_folder_of_videos_belongs_on_the_page_library(window, page, qtbot, tmp_path):
    (tmp_path / "signs").mkdir()
    dropped(window, tmp_path / "signs")
    qtbot.waitUntil(lambda: "signs is not one sign." in notice(page))
    page.results.notice.act_button.click()
    assert window.pages.currentWidget() is window.pages.maintainer
    assert window.pages.maintainer.dialog.isVisible()
    window.pages.maintainer.dialog.reject()


def test_a_table_belongs_there_too(window, page, qtbot):
    dropped(window, Path("clips.csv"))
    assert "clips.csv is not one sign." in notice(page)


def test_an_offer_leaves_with_the_next_notice(window, page, qtbot):
    dropped(window, Path("clips.csv"))
    page.show_stopped()
    assert not page.results.notice.act_button.isVisible()


def test_an_attempt_is_asked_about_again_with_the_filters_of_now(window, page, qtbot, dictionary):
    page.open_pose(a_pose(1))
    page.open_pose(a_pose(2))
    page.results.filter.choose(["psp"])
    qtbot.waitUntil(lambda: answered(page))
    page.attempts.opened.emit(page.attempts.all[0])
    qtbot.waitUntil(lambda: answered(page))
    assert asked(dictionary, "recognise")[-1] == (("psp",),)
    assert [tile.attempt.number for tile in page.attempts.tiles if tile._current] == [1]


def test_two_attempts_are_asked_about_as_one_also_when_the_filter_changes(
    window, page, qtbot, dictionary, monkeypatch
):
    given = []
    monkeypatch.setattr(
        SmallDictionary, "recognise", lambda self, pose, *_: given.append(pose) or []
    )
    page.open_pose(a_pose(1))
    page.open_pose(a_pose(2))
    page.attempts.averaged.emit(page.attempts.all)
    qtbot.waitUntil(lambda: page.query.sentence == "Attempts 1 + 2 as one.")
    page.results.filter.choose(["ase"])
    both = [attempt.pose for attempt in page.attempts.all]
    qtbot.waitUntil(lambda: given[-2:] == [both, both] or given[-1:] == [both])
    assert len(page.attempts.all) == 2


def test_an_attempt_is_saved_where_the_person_says(window, page, qtbot, tmp_path):
    page.open_pose(a_pose(1))
    page.attempts.save_wanted.emit(page.attempts.all[0].pose, tmp_path / "mine.pose")
    qtbot.waitUntil(lambda: page.query.sentence == "Saved as mine.pose.")
    assert len(read_pose(tmp_path / "mine.pose")) == 12


def test_where_it_cannot_be_saved_it_is_told(window, page, qtbot, tmp_path):
    (tmp_path / "mine.pose").mkdir()
    page.open_pose(a_pose(1))
    page.attempts.save_wanted.emit(page.attempts.all[0].pose, tmp_path / "mine.pose")
    qtbot.waitUntil(lambda: "mine.pose is a folder" in page.query.sentence)


def test_a_recording_without_hands_is_told_with_what_to_do(window, page, qtbot, dictionary):
    dictionary.problem = PoseError("No hand was seen in this clip.", hint="Keep both hands in.")
    page.open_pose(a_pose(1))
    qtbot.waitUntil(lambda: notice(page) == "No hand was seen in this clip. Keep both hands in.")


def test_several_people_in_a_file_are_told_with_what_to_do(window, page, qtbot, monkeypatch):
    page.open_pose(replace(a_pose(1), people=2))
    assert page.query.sentence.startswith("What was seen: 0.5 seconds. Several people are in")
    assert page.query.sentence.endswith("Use a video of one person.")


def test_an_attempt_is_watched_in_a_window_of_its_own(window, page, qtbot):
    page.open_pose(a_pose(1))
    page.attempts.replay()
    from signdict.gui.learner.replay_dialog import ReplayDialog

    dialog = page.findChild(ReplayDialog)
    assert dialog.isVisible()
    dialog.reject()


def test_switching_to_the_camera_lets_the_file_go(window, page, qtbot, monkeypatch):
    dropped(window, Path("sign.mp4"))
    qtbot.waitUntil(lambda: answered(page))
    monkeypatch.setattr(Query, "filming", True)
    page.query.camera_switched.emit()
    assert not page.opened.timeline.opened


def test_a_pose_file_has_its_timeline(window, page, qtbot, tmp_path):
    write_pose(tmp_path / "sign.pose", a_pose(frames=50))
    dropped(window, tmp_path / "sign.pose")
    line = page.opened.timeline
    qtbot.waitUntil(lambda: line.opened and all(line._small(p) for p in line.near.places))


@pytest.mark.parametrize("size", [(1280, 720), (960, 640), (853, 480)])
def test_timeline_and_attempts_are_whole_at_any_size_and_scrolled_where_they_must(
    window, page, qtbot, size
):
    page.open_pose(a_pose(1))
    dropped(window, Path("long talk.mp4"))
    qtbot.waitUntil(lambda: page.opened.timeline.isVisible())
    window.resize(*size)
    qtbot.waitUntil(lambda: window.height() == size[1])
    qtbot.waitUntil(lambda: page.query.height() >= page.query.minimumSizeHint().height())
    parts = [page.opened.timeline, page.opened.timeline.transport.look, page.attempts.tiles[0]]
    assert all(part.height() >= part.minimumSizeHint().height() for part in parts)
    scrolled = page.query.height() > page.height() - 32
    assert scrolled == (size[1] == 480)


def test_the_picture_at_the_place_is_seen(window, page, qtbot, tmp_path):
    film = a_film(tmp_path / "sign.mp4", 40)
    dropped(window, film)
    qtbot.waitUntil(lambda: answered(page))
    page.opened.timeline.go(35)
    query = page.query
    qtbot.waitUntil(lambda: query._stack.currentWidget() is query.__dict__.get("_preview"))
    seen = query._preview.grab().toImage()
    middle = seen.pixelColor(seen.width() // 2, seen.height() // 2)
    shown = round(35 / 25 * 20)  # the dictionary says 25 pictures a second, there are 20
    assert middle.red() == pytest.approx(shown * 250 // 40, abs=8)


def test_while_the_camera_is_on_its_picture_stays(window, page, qtbot, monkeypatch):
    before = page.query._stack.currentWidget()
    monkeypatch.setattr(Query, "filming", True)
    page.query.show_picture(QImage(4, 4, QImage.Format.Format_RGB32))
    assert page.query._stack.currentWidget() is before


@pytest.mark.parametrize(
    ("number", "paths", "told"),
    [
        (FIND, ["sign.mp4"], "Drop sign.mp4 to see what its sign means"),
        (FIND, ["a.mp4", "b.mp4"], "Drop 2 files to see what their signs mean"),
        (LIBRARY, ["mine"], "Drop mine to add it to your library"),
    ],
)
def test_what_is_dragged_shows_what_will_come_of_it(window, number, paths, told):
    window.go(number)
    _, taken = dragged(window, *map(Path, paths))
    assert taken
    assert window.drop_target.isVisible()
    assert window.drop_target.text == told
    assert window.drop_target.size() == window.pages.size()
    window.grab()
    window.resize(900, 700)
    assert window.drop_target.size() == window.pages.size()
    window.dragLeaveEvent(QDragLeaveEvent())
    assert not window.drop_target.isVisible()


def test_a_drop_takes_the_target_away(window, page, qtbot):
    dropped(window, Path("sign.mp4"))
    assert not window.drop_target.isVisible()


def test_what_is_not_a_file_of_this_machine_is_not_taken(window):
    mime = QMimeData()
    mime.setUrls([QUrl("https://example.org/sign.mp4")])
    event = QDragEnterEvent(
        QPointF(5, 5).toPoint(), Qt.DropAction.CopyAction, mime,
        Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    event.ignore()
    window.dragEnterEvent(event)
    assert not event.isAccepted()
