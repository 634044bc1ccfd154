"""Files on the page Sign, in the real window with a small dictionary."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QImage
from PySide6.QtTest import QTest

from signdict.core.errors import PoseError
from signdict.gui.learner.query import Query, StillPreview
from signdict.gui.results.results import ResultsView
from signdict.gui.window.pages import FIND, LIBRARY
from signdict.pose.posefile import read_pose, write_pose
from tests.gui.support.fake_dictionary import SmallDictionary
from tests.gui.support.fake_videos import a_film
from tests.support.fakes import a_pose


@pytest.fixture
def page(window, qtbot):
    qtbot.waitUntil(lambda: len(window.pages.learner.results.filter.menu().actions()) == 5)
    return window.pages.learner


def notice(page):
    results = page.results
    return results.notice.text if results.stack.currentWidget() is results.notice else ""


def answered(page):
    results = page.results
    made = ResultsView.grid.made(results)
    return made and results.stack.currentWidget() is results.grid


def asked(dictionary, name):
    return [question[1:] for question in dictionary.asked if question[0] == name]


def drag(window, *paths):
    """Drag paths over the window; return them as MIME data, and whether they are accepted."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDragEnterEvent(
        QPointF(5, 5).toPoint(), Qt.DropAction.CopyAction, mime,
        Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    event.ignore()
    window.dragEnterEvent(event)
    return mime, event.isAccepted()


def drop(window, *paths):
    mime, _ = drag(window, *paths)
    event = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, mime,
        Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    window.dropEvent(event)


def test_a_short_file_is_searched_for_and_added_to_the_attempts(window, page, qtbot, dictionary):
    drop(window, Path("sign.mp4"))
    qtbot.waitUntil(lambda: answered(page))
    assert asked(dictionary, "read") == [(Path("sign.mp4"), None, None)]
    assert [(attempt.kind, attempt.name) for attempt in page.attempts.all] == [("file", "sign.mp4")]
    assert page.opened.timeline.isVisible()


def test_only_the_marked_part_of_a_long_file_is_read(window, page, qtbot, dictionary):
    drop(window, Path("long talk.mp4"))
    qtbot.waitUntil(lambda: "Mark one sign in long talk.mp4." in notice(page))
    assert "Duration: 3:00:00." in notice(page)
    assert asked(dictionary, "read") == []
    line = page.opened.timeline
    line.go(3600 * 25)
    QTest.keyClick(line.near, Qt.Key.Key_I)
    line.go(3602 * 25 - 1)
    QTest.keyClick(line.near, Qt.Key.Key_O)
    QTest.keyClick(line.near, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: answered(page))
    assert asked(dictionary, "read") == [(Path("long talk.mp4"), 3600.0, 3602.0)]
    assert [(attempt.kind, attempt.name) for attempt in page.attempts.all] == [
        ("part", "long talk.mp4 1:00:00.00")
    ]


def test_a_filter_does_not_repeat_an_older_search_before_a_part_is_marked(
    window, page, qtbot, dictionary
):
    drop(window, Path("sign.mp4"))
    qtbot.waitUntil(lambda: answered(page))
    drop(window, Path("long talk.mp4"))
    qtbot.waitUntil(lambda: "Mark one sign" in notice(page))
    count = len(asked(dictionary, "recognise"))
    page.results.filter.choose(["ase"])
    assert "Mark one sign" in notice(page)
    assert len(asked(dictionary, "recognise")) == count


def test_images_that_are_dropped_together_are_one_recording(window, page, qtbot, dictionary):
    images = [Path(f"a/shot{n}.png") for n in (10, 9, 11)]
    drop(window, *images)
    qtbot.waitUntil(lambda: answered(page))
    assert asked(dictionary, "read") == [(tuple(images), None, None)]
    assert page.attempts.all[0].name == "shot9.png (+2)"


def test_images_are_read_at_the_chosen_frame_rate(window, page, qtbot, dictionary):
    drop(window, Path("a/1.png"), Path("a/2.png"))
    qtbot.waitUntil(lambda: answered(page))
    page.opened.timeline.transport.rate.setValue(10)
    qtbot.waitUntil(lambda: answered(page) and len(asked(dictionary, "measure")) == 2)
    assert [rate for _, rate in asked(dictionary, "measure")] == [25, 10]
    assert dictionary.rate == 10


def test_several_files_become_attempts_and_unreadable_ones_are_reported(
    window, page, qtbot, dictionary
):
    names = ["one.mp4", "two.mp4", "notes.txt", "long talk.mp4", "three.mp4"]
    drop(window, *map(Path, names))
    qtbot.waitUntil(lambda: len(page.attempts.all) == 3)
    assert [attempt.name for attempt in page.attempts.all] == ["one.mp4", "two.mp4", "three.mp4"]
    assert page.query.sentence == (
        "Nobody was seen in this clip. Use another. "
        "long talk.mp4 is longer than 8 seconds. Open it separately and select a part."
    )
    assert answered(page)
    assert len(asked(dictionary, "recognise")) == 1


def test_a_folder_of_videos_can_be_added_to_the_library(window, page, qtbot, tmp_path):
    (tmp_path / "signs").mkdir()
    drop(window, tmp_path / "signs")
    qtbot.waitUntil(lambda: "signs is not a single sign." in notice(page))
    page.results.notice.act_button.click()
    assert window.pages.currentWidget() is window.pages.maintainer
    assert window.pages.maintainer.dialog.isVisible()
    window.pages.maintainer.dialog.reject()


@pytest.mark.parametrize("name", ["clips.csv", "berne.signpack"])
def test_a_table_or_a_pack_can_be_added_to_the_library(window, page, qtbot, name):
    drop(window, Path(name))
    assert f"{name} is not a single sign." in notice(page)


def test_the_offer_disappears_with_the_next_notice(window, page, qtbot):
    drop(window, Path("clips.csv"))
    page.show_stopped()
    assert not page.results.notice.act_button.isVisible()


def test_an_attempt_is_searched_for_again_with_the_current_filters(window, page, qtbot, dictionary):
    page.open_pose(a_pose(1))
    page.open_pose(a_pose(2))
    page.results.filter.choose(["psp"])
    qtbot.waitUntil(lambda: answered(page))
    page.attempts.opened.emit(page.attempts.all[0])
    qtbot.waitUntil(lambda: answered(page))
    assert asked(dictionary, "recognise")[-1] == (("psp",),)
    assert [tile.accessibleName().endswith("shown") for tile in page.attempts.tiles] == [
        True,
        False,
    ]


def test_combined_attempts_stay_combined_when_the_filter_changes(
    window, page, qtbot, dictionary, monkeypatch
):
    given = []
    monkeypatch.setattr(
        SmallDictionary, "recognise", lambda self, pose, *_, **__: given.append(pose) or []
    )
    page.open_pose(a_pose(1))
    page.open_pose(a_pose(2))
    page.attempts.combined.emit(page.attempts.all)
    qtbot.waitUntil(lambda: page.query.sentence == "Attempts 1 + 2 combined.")
    page.results.filter.choose(["ase"])
    both = [attempt.pose for attempt in page.attempts.all]
    qtbot.waitUntil(lambda: given[-2:] == [both, both] or given[-1:] == [both])
    assert len(page.attempts.all) == 2


def test_an_attempt_is_saved_as_a_file(window, page, qtbot, tmp_path):
    page.open_pose(a_pose(1))
    page.attempts.save_wanted.emit(page.attempts.all[0].pose, tmp_path / "mine.pose")
    qtbot.waitUntil(lambda: page.query.sentence == "Saved as mine.pose.")
    assert len(read_pose(tmp_path / "mine.pose")) == 12


def test_a_failure_to_save_is_reported(window, page, qtbot, tmp_path):
    (tmp_path / "mine.pose").mkdir()
    page.open_pose(a_pose(1))
    page.attempts.save_wanted.emit(page.attempts.all[0].pose, tmp_path / "mine.pose")
    qtbot.waitUntil(lambda: "mine.pose is a folder" in page.query.sentence)


def test_a_recording_without_hands_is_reported_with_a_hint(window, page, qtbot, dictionary):
    dictionary.problem = PoseError("No hand was seen in this clip.", hint="Keep both hands in.")
    page.open_pose(a_pose(1))
    qtbot.waitUntil(lambda: notice(page) == "No hand was seen in this clip. Keep both hands in.")


def test_several_people_in_a_file_are_reported_with_a_hint(window, page, qtbot, monkeypatch):
    page.open_pose(replace(a_pose(1), people=2))
    assert page.query.sentence.startswith("Duration: 0.5 seconds. Several people are in")
    assert page.query.sentence.endswith("Use a video of one person.")


def test_an_attempt_is_replayed_in_its_own_window(window, page, qtbot):
    page.open_pose(a_pose(1))
    page.attempts.replay()
    from signdict.gui.learner.replay_dialog import ReplayDialog

    dialog = page.findChild(ReplayDialog)
    assert dialog.isVisible()
    dialog.reject()


def test_turning_the_camera_on_closes_the_file(window, page, qtbot, monkeypatch):
    drop(window, Path("sign.mp4"))
    qtbot.waitUntil(lambda: answered(page))
    monkeypatch.setattr(Query, "filming", True)
    page.query.camera.switched.emit()
    assert page.opened.timeline.isHidden()


def test_a_pose_file_has_its_timeline(window, page, qtbot, tmp_path):
    write_pose(tmp_path / "sign.pose", a_pose(frames=50))
    drop(window, tmp_path / "sign.pose")
    line = page.opened.timeline
    qtbot.waitUntil(line.isVisible)
    qtbot.waitUntil(lambda: all(line.thumbnail(seconds) for seconds in line.near.times))


@pytest.mark.parametrize("size", [(1280, 720), (960, 640), (853, 480)])
def test_timeline_and_attempts_are_never_cut_off_but_scroll_if_necessary(window, page, qtbot, size):
    page.open_pose(a_pose(1))
    drop(window, Path("long talk.mp4"))
    qtbot.waitUntil(lambda: page.opened.timeline.isVisible())
    window.resize(*size)
    qtbot.waitUntil(lambda: window.height() == size[1])
    qtbot.waitUntil(lambda: page.query.height() >= page.query.minimumSizeHint().height())
    parts = [page.opened.timeline, page.opened.timeline.transport.search, page.attempts.tiles[0]]
    qtbot.waitUntil(lambda: all(p.height() >= p.minimumSizeHint().height() for p in parts))
    scrolled = page.query.height() > page.height() - 32
    assert scrolled == (size[1] == 480)


def test_the_current_frame_is_shown(window, page, qtbot, tmp_path):
    film = a_film(tmp_path / "sign.mp4", 40)
    drop(window, film)
    qtbot.waitUntil(lambda: answered(page))
    page.opened.timeline.go(35)
    qtbot.waitUntil(lambda: page.findChild(StillPreview) is not None)
    preview = page.findChild(StillPreview)
    qtbot.waitUntil(preview.isVisible)
    image = preview.grab().toImage()
    centre = image.pixelColor(image.width() // 2, image.height() // 2)
    frame = round(35 / 25 * 20)  # the small dictionary reports 25 frames per second; there are 20
    assert centre.red() == pytest.approx(frame * 250 // 40, abs=8)


def test_frames_of_a_file_do_not_replace_the_camera_image(window, page, qtbot, monkeypatch):
    monkeypatch.setattr(Query, "filming", True)
    page.query.show_picture(QImage(4, 4, QImage.Format.Format_RGB32))
    assert page.findChild(StillPreview) is None


@pytest.mark.parametrize(
    ("number", "paths", "text"),
    [
        (FIND, ["sign.mp4"], "Drop sign.mp4 to see what its sign means"),
        (FIND, ["a.mp4", "b.mp4"], "Drop 2 files to see what their signs mean"),
        (LIBRARY, ["mine"], "Drop mine to add it to your library"),
    ],
)
def test_dragged_files_show_what_a_drop_will_do(window, number, paths, text):
    window.go(number)
    _, accepted = drag(window, *map(Path, paths))
    assert accepted
    target = window.drop_target
    assert target.isVisible()
    assert target.text == text
    assert target.size() == window.pages.size()
    window.grab()
    window.resize(900, 700)
    assert target.size() == window.pages.size()
    window.dragLeaveEvent(QDragLeaveEvent())
    assert not target.isVisible()


def test_a_drop_hides_the_target(window, page, qtbot):
    drop(window, Path("sign.mp4"))
    assert not window.drop_target.isVisible()


def test_a_url_on_the_web_is_not_accepted(window):
    mime = QMimeData()
    mime.setUrls([QUrl("https://example.org/sign.mp4")])
    event = QDragEnterEvent(
        QPointF(5, 5).toPoint(), Qt.DropAction.CopyAction, mime,
        Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    event.ignore()
    window.dragEnterEvent(event)
    assert not event.isAccepted()
