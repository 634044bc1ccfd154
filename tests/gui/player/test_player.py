"""The large player and its controls, with the mouse and with the keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton

from signdict.core.types import Clip, Sign
from signdict.gui.player.player import Player
from tests.gui.support.fake_videos import a_film
from tests.support.fakes import a_pose

SIGN = Sign(1, "HOUSE", "ase", clips=(Clip(1, 1),))


@pytest.fixture
def player(qtbot):
    made = Player()
    qtbot.addWidget(made)
    made.resize(500, 560)
    made.show()
    qtbot.waitUntil(made.isVisible)
    yield made
    made.view.clear()


@pytest.fixture
def house(player):
    player.show_sign(SIGN, a_pose(frames=50))
    return player


def stopped(player):
    player.play.click()
    player.view.seek(0)
    return player


def test_a_sign_plays_as_soon_as_it_is_shown(player, qtbot):
    player.view.set_playing(False)
    with qtbot.waitSignal(player.shown) as shown:
        player.show_sign(SIGN, a_pose())
    assert shown.args == [SIGN]
    assert player.view.playing
    assert player.view.accessibleName() == "HOUSE"


def test_a_click_stops_and_starts(house, qtbot):
    qtbot.mouseClick(house.play, Qt.MouseButton.LeftButton)
    assert not house.view.playing
    qtbot.mouseClick(house.play, Qt.MouseButton.LeftButton)
    assert house.view.playing


def test_frame_by_frame_stops_the_sign(house):
    stopped(house)
    house.play.click()
    house.view.seek(0)
    house.forward.click()
    assert not house.view.playing
    at = house.view.position
    house.back.click()
    assert house.view.position == pytest.approx(at - 1 / 25, abs=1e-6)


@pytest.mark.parametrize(
    ("key", "frames"), [(Qt.Key.Key_Period, 1), (Qt.Key.Key_Comma, 49)], ids=["on", "back"]
)
def test_frames_have_keys(house, qtbot, key, frames):
    stopped(house)
    house.place.setFocus()
    qtbot.keyClick(house.place, key)
    assert house.view.position == pytest.approx(frames / 25)


def test_playing_and_mirroring_have_keys(house, qtbot):
    house.play.setFocus()
    qtbot.keyClick(house.play, Qt.Key.Key_Space)
    assert not house.view.playing
    qtbot.keyClick(house.play, Qt.Key.Key_M)
    assert house.view._mirrored
    qtbot.keyClick(house.play, Qt.Key.Key_M)
    assert not house.view._mirrored


def test_the_slider_follows_the_sign(house):
    stopped(house)
    house.view.seek(1.0)
    assert house.place.value() == 500


def test_the_slider_leads_the_sign_with_the_keyboard(house, qtbot):
    qtbot.keyClick(house.place, Qt.Key.Key_End)
    assert house.view.position == pytest.approx(2.0)
    assert not house.view.playing
    qtbot.keyClick(house.place, Qt.Key.Key_Left)
    assert house.view.position == pytest.approx(1.95)
    assert house.place.value() == 975


def test_a_dragged_slider_leads_the_sign_and_is_not_pulled_back(house):
    house.place.setSliderDown(True)
    house.place.setSliderPosition(250)
    assert house.view.position == pytest.approx(0.5)
    assert house.place.sliderPosition() == 250
    house.view.seek(1.0)
    assert house.place.sliderPosition() == 250
    house.place.setSliderDown(False)


def test_a_speed_can_be_chosen(house):
    assert house.speed.currentText() == "1 x"
    house.speed.setCurrentIndex(0)
    assert house.view._speed == 0.25


def test_a_sign_without_landmarks_or_video_is_an_empty_ground(player):
    player.show_sign(Sign(2, "TREE", "ase"), None)
    assert player.view.seconds == 0
    assert player.place.value() == 0
    player.forward.click()
    assert player.view.position == 0


def test_the_video_of_a_sign_is_played_with_its_skeleton(player, tmp_path):
    path = a_film(tmp_path / "house.mp4")
    player.show_sign(Sign(1, "HOUSE", "ase", clips=(Clip(1, 1, path),)), a_pose())
    player.view._reel.wait()
    assert player.view.seconds == pytest.approx(0.5)
    assert player.overlay.isVisible()
    player.overlay.click()
    assert not player.view._overlay


def test_a_video_that_has_gone_leaves_the_skeleton(player, tmp_path):
    gone = Clip(1, 1, tmp_path / "gone.mp4")
    player.show_sign(Sign(1, "HOUSE", "ase", clips=(gone,)), a_pose(frames=50))
    assert player.view._reel is None
    assert player.view.seconds == 2
    assert not player.overlay.isVisible()


def test_every_control_has_a_name_and_can_be_reached_with_tab(player):
    controls = [*player.findChildren(QToolButton), player.place, player.speed]
    assert len(controls) == 12
    assert all(control.accessibleName() for control in controls)
    assert all(control.focusPolicy() & Qt.FocusPolicy.TabFocus for control in controls)


def test_a_part_is_played_alone_and_all_of_it_again(player):
    player.show_sign(SIGN, a_pose(frames=50))
    player.view.seek(0.4)
    player.begin.click()
    player.view.seek(1.2)
    player.end.click()
    assert "0.40 to 1.20" in player.part.text()
    player.whole.click()
    assert player.part.text() == ""


def test_a_part_that_ends_before_it_begins_begins_anew(player):
    player.show_sign(SIGN, a_pose(frames=50))
    player.view.seek(1.2)
    player.begin.click()
    player.view.seek(0.4)
    player.end.click()
    assert player.part.text().startswith("… to 0.40")
