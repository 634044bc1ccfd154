"""The strip of attempts."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from signdict.gui.learner import attempts as module
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
    """Three attempts; the last one is shown."""
    for number, kind in enumerate(("camera", "file", "part"), 1):
        strip.add(a_pose(number, frames=25), kind, "" if kind == "camera" else "talk.mp4")
    strip.mark(strip.all[2:])
    strip.tiles[0].setFocus()
    return strip


def press(strip, key, how=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(strip._focused or strip, key, how)


def numbers(attempts):
    return [attempt.number for attempt in attempts]


def test_before_the_first_attempt_it_says_what_will_be_here(strip):
    assert strip._empty.isVisible()
    assert not any(button.isVisible() for button in strip.buttons.values())
    strip.add(a_pose(), "camera")
    assert not strip._empty.isVisible()
    assert all(button.isVisible() for button in strip.buttons.values())


def test_a_pose_that_is_there_is_not_added_again(strip):
    pose = a_pose()
    assert strip.add(pose, "camera") is strip.add(pose, "camera")
    assert len(strip.tiles) == 1


def test_each_tells_its_number_where_it_is_from_and_how_long_it_is(three):
    names = [tile.accessibleName() for tile in three.tiles]
    assert names == [
        "Attempt 1, camera, 1.0 seconds",
        "Attempt 2, talk.mp4, 1.0 seconds",
        "Attempt 3, talk.mp4, 1.0 seconds, shown",
    ]
    three.tiles[1].toggle()
    assert three.tiles[1].accessibleName().endswith("chosen")


def test_all_of_them_move(three):
    assert all(tile.view.seconds == 1 for tile in three.tiles)


def test_a_new_one_is_drawn_in_its_turn(strip, qtbot):
    strip.add(a_pose(frames=25), "camera")
    view = strip.tiles[0].view
    assert view._waits
    qtbot.waitUntil(lambda: view.position > 0)


def test_a_mark_is_told_where_it_changes_and_chooses_nothing(three, qtbot):
    with qtbot.assertNotEmitted(three.changed):
        three.mark(three.all[:1])
    assert [tile.accessibleName().endswith("shown") for tile in three.tiles] == [True, False, False]


def test_arrows_go_from_one_to_the_next(three, qtbot):
    press(three, Qt.Key.Key_Right)
    assert three.tiles[1].hasFocus()
    press(three, Qt.Key.Key_End)
    assert three.tiles[2].hasFocus()
    press(three, Qt.Key.Key_Right)
    assert three.tiles[2].hasFocus()
    press(three, Qt.Key.Key_Home)
    assert three.tiles[0].hasFocus()


def test_enter_and_a_click_go_back_to_an_attempt(three, qtbot):
    with qtbot.waitSignal(three.opened) as told:
        press(three, Qt.Key.Key_Return)
    assert told.args[0].number == 1
    with qtbot.waitSignal(three.opened) as told:
        qtbot.mouseClick(three.tiles[1], Qt.MouseButton.LeftButton)
    assert told.args[0].number == 2


def test_two_that_are_chosen_are_averaged(three, qtbot):
    press(three, Qt.Key.Key_Space)
    press(three, Qt.Key.Key_End)
    press(three, Qt.Key.Key_Space)
    with qtbot.waitSignal(three.averaged) as told:
        press(three, Qt.Key.Key_A)
    assert numbers(told.args[0]) == [1, 3]


def test_the_one_in_focus_is_averaged_with_the_one_that_is_chosen(three, qtbot):
    qtbot.mouseClick(three.tiles[1], Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier)
    press(three, Qt.Key.Key_Home)
    with qtbot.waitSignal(three.averaged) as told:
        press(three, Qt.Key.Key_A)
    assert numbers(told.args[0]) == [2, 1]


@pytest.mark.parametrize("count", [0, 3])
def test_averaging_says_how_when_two_are_not_chosen(three, qtbot, count):
    for tile in three.tiles[:count]:
        tile.toggle()
    with qtbot.assertNotEmitted(three.averaged), qtbot.waitSignal(three.told) as told:
        three.buttons["average"].click()
    assert told.args == ["Choose two attempts with Space, then press A."]


def test_others_can_take_the_poses_that_are_chosen_or_shown(three, qtbot):
    assert three.poses() == [three.all[2].pose]
    with qtbot.waitSignal(three.changed):
        three.tiles[0].toggle()
    assert three.poses() == [three.all[0].pose]


def test_one_is_deleted_and_the_focus_stays_near(three):
    press(three, Qt.Key.Key_Right)
    press(three, Qt.Key.Key_Delete)
    assert numbers(three.all) == [1, 3]
    assert three.tiles[1].hasFocus()
    press(three, Qt.Key.Key_Delete)
    press(three, Qt.Key.Key_Delete)
    assert three.all == []
    assert three._empty.isVisible()


def test_numbers_are_not_given_twice(three):
    press(three, Qt.Key.Key_Delete)
    assert three.add(a_pose(9), "camera").number == 4


def test_the_oldest_makes_room_and_it_is_said(strip):
    said = []
    strip.told.connect(said.append)
    for seed in range(module.MOST + 2):
        strip.add(a_pose(seed), "camera")
    assert numbers(strip.all) == list(range(3, module.MOST + 3))
    assert said[0] == "Attempt 1 made room: the last 12 are kept."


def test_what_takes_the_place_of_the_oldest_is_as_if_it_were_new(strip):
    for seed in range(module.MOST):
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
    assert not strip.chosen


def test_a_menu_chooses_its_attempt_or_none_where_that_made_room(strip):
    for seed in range(module.MOST):
        strip.add(a_pose(seed), "camera")
    choose = strip.menu(strip.all[0]).actions()[1]
    choose.trigger()
    assert numbers(strip.chosen) == [1]
    strip.add(a_pose(99), "camera")
    choose.trigger()
    assert not any(tile.chosen for tile in strip.tiles)


def test_landmarks_beyond_the_memory_that_is_allowed_make_room(strip, monkeypatch):
    pose = a_pose()
    monkeypatch.setattr(module, "MEMORY", 5 * (pose.points.nbytes + pose.confidence.nbytes))
    for seed in range(4):
        strip.add(a_pose(seed), "camera")
    assert numbers(strip.all) == [3, 4]


def test_nothing_is_written_until_somebody_saves(three, qtbot, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    with qtbot.assertNotEmitted(three.save_wanted):
        three.save()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("a/mine", ""))
    with qtbot.waitSignal(three.save_wanted) as told:
        press(three, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert told.args == [three.all[0].pose, Path("a/mine.pose")]


def test_an_attempt_is_watched_closely(three, qtbot):
    with qtbot.waitSignal(three.replayed) as told:
        press(three, Qt.Key.Key_R)
    dialog = ReplayDialog(told.args[0])
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.windowTitle() == "Attempt 1"
    assert dialog.player.view.seconds == 1
    assert not dialog.player.overlay.isVisible()


def test_a_menu_offers_the_same(three, qtbot):
    menu = three.menu(three.all[1])
    assert len(menu.actions()) == 6
    with qtbot.waitSignal(three.opened) as told:
        menu.actions()[0].trigger()
    assert told.args[0].number == 2


def test_the_menu_key_asks_for_the_menu(three, qtbot):
    tile = three.tiles[1]
    tile.menu_wanted.disconnect()
    where = QPointF(5, 5).toPoint()
    with qtbot.waitSignal(tile.menu_wanted):
        tile.contextMenuEvent(QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, where, where))


def test_the_one_that_is_shown_is_framed(three):
    def corner(tile):
        image = tile.grab().toImage()
        return np.array([image.pixelColor(x, 1).name() for x in range(20, 50)])

    assert (corner(three.tiles[2]) != corner(three.tiles[0])).any()
