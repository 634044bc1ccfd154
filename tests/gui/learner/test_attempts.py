"""The strip of attempts, with mouse and keyboard."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from signdict.gui.learner import attempts
from signdict.gui.learner.attempts import Attempts
from signdict.gui.learner.replay_dialog import ReplayDialog
from tests.support.fakes import a_pose


@pytest.fixture
def strip(qtbot):
    strip = Attempts()
    qtbot.addWidget(strip)
    strip.resize(312, 200)
    strip.show()
    return strip


@pytest.fixture
def three(strip):
    """Three attempts; the last one is current."""
    for number, kind in enumerate(("camera", "file", "part"), 1):
        strip.add(a_pose(number, frames=25), kind, "" if kind == "camera" else "talk.mp4")
    strip.mark(strip.all[2:])
    strip.tiles[0].setFocus()
    return strip


def press(strip, key, modifiers=Qt.KeyboardModifier.NoModifier):
    focused = QApplication.focusWidget()
    QTest.keyClick(focused if focused in strip.tiles else strip, key, modifiers)


def numbers(listed):
    return [attempt.number for attempt in listed]


def test_an_empty_strip_explains_itself(strip):
    assert strip.empty.isVisible()
    assert not any(button.isVisible() for button in strip.buttons.values())
    strip.add(a_pose(), "camera")
    assert not strip.empty.isVisible()
    assert all(button.isVisible() for button in strip.buttons.values())


def test_a_pose_is_not_added_twice(strip):
    pose = a_pose()
    assert strip.add(pose, "camera") is strip.add(pose, "camera")
    assert len(strip.tiles) == 1


def test_a_tile_names_number_origin_and_duration(three):
    names = [tile.accessibleName() for tile in three.tiles]
    assert names == [
        "Attempt 1, camera, 1.0 seconds",
        "Attempt 2, talk.mp4, 1.0 seconds",
        "Attempt 3, talk.mp4, 1.0 seconds, shown",
    ]
    three.tiles[1].toggle()
    assert three.tiles[1].accessibleName().endswith("selected")


def test_every_tile_plays_its_skeleton(three):
    assert all(tile.view.seconds == 1 for tile in three.tiles)


def test_a_new_skeleton_is_drawn_when_its_turn_comes(strip, qtbot):
    strip.add(a_pose(frames=25), "camera")
    view = strip.tiles[0].view
    assert view.position == 0
    qtbot.waitUntil(lambda: view.position > 0)


def test_the_current_attempt_is_marked_but_not_selected(three, qtbot):
    with qtbot.assertNotEmitted(three.changed):
        three.mark(three.all[:1])
    assert [tile.accessibleName().endswith("shown") for tile in three.tiles] == [True, False, False]


def test_arrow_keys_move_between_the_attempts(three, qtbot):
    press(three, Qt.Key.Key_Right)
    assert three.tiles[1].hasFocus()
    press(three, Qt.Key.Key_End)
    assert three.tiles[2].hasFocus()
    press(three, Qt.Key.Key_Right)
    assert three.tiles[2].hasFocus()
    press(three, Qt.Key.Key_Home)
    assert three.tiles[0].hasFocus()


def test_enter_and_a_click_open_an_attempt(three, qtbot):
    with qtbot.waitSignal(three.opened) as emitted:
        press(three, Qt.Key.Key_Return)
    assert emitted.args[0].number == 1
    with qtbot.waitSignal(three.opened) as emitted:
        qtbot.mouseClick(three.tiles[1], Qt.MouseButton.LeftButton)
    assert emitted.args[0].number == 2


def test_two_selected_attempts_are_combined(three, qtbot):
    press(three, Qt.Key.Key_Space)
    press(three, Qt.Key.Key_End)
    press(three, Qt.Key.Key_Space)
    with qtbot.waitSignal(three.combined) as emitted:
        press(three, Qt.Key.Key_A)
    assert numbers(emitted.args[0]) == [1, 3]


def test_the_focused_attempt_is_combined_with_a_selected_one(three, qtbot):
    qtbot.mouseClick(three.tiles[1], Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier)
    press(three, Qt.Key.Key_Home)
    with qtbot.waitSignal(three.combined) as emitted:
        press(three, Qt.Key.Key_A)
    assert numbers(emitted.args[0]) == [2, 1]


def test_three_attempts_can_be_combined(three, qtbot):
    for tile in three.tiles:
        tile.toggle()
    with qtbot.waitSignal(three.combined) as emitted:
        press(three, Qt.Key.Key_A)
    assert sorted(numbers(emitted.args[0])) == [1, 2, 3]


def test_combining_without_selected_attempts_says_how(three, qtbot):
    with qtbot.assertNotEmitted(three.combined), qtbot.waitSignal(three.message) as emitted:
        three.buttons["combine"].click()
    assert emitted.args == ["Select two or three attempts with Space, then press A."]


def test_the_current_attempt_counts_as_selected_without_a_selection(three, qtbot):
    assert numbers(three.selected) == [3]
    with qtbot.waitSignal(three.changed):
        three.tiles[0].toggle()
    assert numbers(three.selected) == [1]


def test_deleting_an_attempt_moves_the_focus_to_its_neighbour(three):
    press(three, Qt.Key.Key_Right)
    press(three, Qt.Key.Key_Delete)
    assert numbers(three.all) == [1, 3]
    assert three.tiles[1].hasFocus()
    press(three, Qt.Key.Key_Delete)
    press(three, Qt.Key.Key_Delete)
    assert three.all == []
    assert three.empty.isVisible()


def test_numbers_are_not_reused(three):
    press(three, Qt.Key.Key_Delete)
    assert three.add(a_pose(9), "camera").number == 4


def test_the_oldest_attempt_is_removed_with_a_message(strip):
    messages = []
    strip.message.connect(messages.append)
    for seed in range(attempts.MAX_KEPT + 2):
        strip.add(a_pose(seed), "camera")
    assert numbers(strip.all) == list(range(3, attempts.MAX_KEPT + 3))
    assert messages[0] == "Removed attempt 1 (only the last 12 are kept)."


def test_a_reused_tile_shows_only_the_new_attempt(strip):
    for seed in range(attempts.MAX_KEPT):
        strip.add(a_pose(seed, frames=25), "camera")
    oldest = strip.tiles[0]
    oldest.toggle()
    strip.mark([oldest.attempt])
    newest = strip.add(a_pose(99, frames=50), "file", "talk.mp4")
    assert strip.tiles[-1] is oldest
    assert strip.tiles[0].attempt.number == 2
    assert oldest.attempt is newest
    assert oldest.accessibleName() == "Attempt 13, talk.mp4, 2.0 seconds"
    assert oldest.view.seconds == newest.pose.seconds
    assert oldest.x() > strip.tiles[-2].x()
    assert not strip.selected


def test_a_menu_selects_its_attempt_or_none_if_it_was_removed(strip):
    for seed in range(attempts.MAX_KEPT):
        strip.add(a_pose(seed), "camera")
    select = strip.menu(strip.all[0]).actions()[1]
    select.trigger()
    assert numbers(strip.selected) == [1]
    strip.add(a_pose(99), "camera")
    select.trigger()
    assert not any(tile.selected for tile in strip.tiles)


def test_attempts_are_removed_if_they_need_too_much_memory(strip, monkeypatch):
    pose = a_pose()
    monkeypatch.setattr(attempts, "MAX_BYTES", 5 * (pose.points.nbytes + pose.confidence.nbytes))
    for seed in range(4):
        strip.add(a_pose(seed), "camera")
    assert numbers(strip.all) == [3, 4]


def test_an_attempt_is_written_only_when_the_user_saves_it(three, qtbot, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    with qtbot.assertNotEmitted(three.save_wanted):
        three.save()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("a/mine", ""))
    with qtbot.waitSignal(three.save_wanted) as emitted:
        press(three, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert emitted.args == [three.all[0].pose, Path("a/mine.pose")]


def test_an_attempt_is_replayed_in_a_dialog(three, qtbot):
    with qtbot.waitSignal(three.replayed) as emitted:
        press(three, Qt.Key.Key_R)
    dialog = ReplayDialog(emitted.args[0])
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.windowTitle() == "Attempt 1"
    assert dialog.player.view.seconds == 1
    assert not dialog.player.overlay.isVisible()


def test_the_menu_has_all_actions(three, qtbot):
    menu = three.menu(three.all[1])
    assert len(menu.actions()) == 6
    with qtbot.waitSignal(three.opened) as emitted:
        menu.actions()[0].trigger()
    assert emitted.args[0].number == 2


def test_the_menu_key_opens_the_menu(three, qtbot):
    tile = three.tiles[1]
    tile.menu_wanted.disconnect()
    point = QPointF(5, 5).toPoint()
    with qtbot.waitSignal(tile.menu_wanted):
        tile.contextMenuEvent(QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, point, point))


def test_the_current_attempt_has_a_frame(three):
    def corner(tile):
        image = tile.grab().toImage()
        return np.array([image.pixelColor(x, 1).name() for x in range(20, 50)])

    assert (corner(three.tiles[2]) != corner(three.tiles[0])).any()
