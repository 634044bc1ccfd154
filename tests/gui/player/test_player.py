"""The player and its controls, with mouse and keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton

from signdict.core.types import Clip, Sign
from signdict.gui.player import sign_view
from signdict.gui.player.player import Player
from tests.gui.support.fake_videos import a_film
from tests.gui.support.threads import join
from tests.support.fakes import a_pose

SIGN = Sign(1, "HOUSE", "ase", clips=(Clip(1, 1),))


@pytest.fixture
def player(qtbot):
    player = Player()
    qtbot.addWidget(player)
    player.resize(500, 560)
    player.show()
    qtbot.waitUntil(player.isVisible)
    yield player
    player.view.clear()


@pytest.fixture
def house(player):
    player.show_sign(SIGN, a_pose(frames=50))
    return player


def pause_at_start(player):
    player.play.click()
    player.view.seek(0)


def test_a_sign_plays_when_it_is_shown(player, qtbot):
    player.view.set_playing(False)
    with qtbot.waitSignal(player.shown) as shown:
        player.show_sign(SIGN, a_pose())
    assert shown.args == [SIGN]
    assert player.view.playing
    assert player.view.accessibleName() == "HOUSE"


def test_a_click_pauses_and_plays(house, qtbot):
    qtbot.mouseClick(house.play, Qt.MouseButton.LeftButton)
    assert not house.view.playing
    qtbot.mouseClick(house.play, Qt.MouseButton.LeftButton)
    assert house.view.playing


def test_a_single_step_pauses_the_sign(house):
    house.view.seek(0)
    house.forward.click()
    assert not house.view.playing
    position = house.view.position
    house.back.click()
    assert house.view.position == pytest.approx(position - 1 / 25, abs=1e-6)


@pytest.mark.parametrize(
    ("key", "frames"), [(Qt.Key.Key_Period, 1), (Qt.Key.Key_Comma, 49)], ids=["forward", "back"]
)
def test_single_steps_have_keys(house, qtbot, key, frames):
    pause_at_start(house)
    house.slider.setFocus()
    qtbot.keyClick(house.slider, key)
    assert house.view.position == pytest.approx(frames / 25)


def test_play_and_mirror_have_keys(house, qtbot):
    house.play.setFocus()
    qtbot.keyClick(house.play, Qt.Key.Key_Space)
    assert not house.view.playing
    qtbot.keyClick(house.play, Qt.Key.Key_M)
    assert house.mirror.isChecked()
    qtbot.keyClick(house.play, Qt.Key.Key_M)
    assert not house.mirror.isChecked()


def test_the_slider_follows_the_sign(house):
    pause_at_start(house)
    house.view.seek(1.0)
    assert house.slider.value() == 500


def test_the_slider_moves_the_sign_with_the_keyboard(house, qtbot):
    qtbot.keyClick(house.slider, Qt.Key.Key_End)
    assert house.view.position == pytest.approx(2.0)
    assert not house.view.playing
    qtbot.keyClick(house.slider, Qt.Key.Key_Left)
    assert house.view.position == pytest.approx(1.95)
    assert house.slider.value() == 975


def test_a_dragged_slider_moves_the_sign_and_stays_where_it_is(house):
    house.slider.setSliderDown(True)
    house.slider.setSliderPosition(250)
    assert house.view.position == pytest.approx(0.5)
    assert house.slider.sliderPosition() == 250
    house.view.seek(1.0)
    assert house.slider.sliderPosition() == 250
    house.slider.setSliderDown(False)


def test_the_speed_can_be_chosen(player, monkeypatch):
    now = [100.0]
    monkeypatch.setattr(sign_view.time, "monotonic", lambda: now[0])
    player.show_sign(SIGN, a_pose(frames=50))
    assert player.speed.currentText() == "1 x"
    player.speed.setCurrentIndex(0)
    now[0] += 1
    player.view.tick()
    assert player.view.position == pytest.approx(0.25)


def test_a_sign_without_pose_or_video_shows_an_empty_background(player):
    player.show_sign(Sign(2, "TREE", "ase"), None)
    assert player.view.seconds == 0
    assert player.slider.value() == 0
    player.forward.click()
    assert player.view.position == 0


def test_the_video_of_a_sign_is_played_with_its_skeleton(player, tmp_path):
    path = a_film(tmp_path / "house.mp4")
    player.show_sign(Sign(1, "HOUSE", "ase", clips=(Clip(1, 1, path),)), a_pose())
    join("reel")
    assert player.view.seconds == pytest.approx(0.5)
    assert player.overlay.isVisible()
    player.overlay.click()
    assert not player.overlay.isChecked()


def test_without_its_video_file_a_sign_shows_its_skeleton(player, tmp_path):
    missing = Clip(1, 1, tmp_path / "missing.mp4")
    player.show_sign(Sign(1, "HOUSE", "ase", clips=(missing,)), a_pose(frames=50))
    assert player.view.seconds == 2
    assert not player.overlay.isVisible()


def test_every_control_has_a_name_and_can_be_reached_with_tab(player):
    controls = [*player.findChildren(QToolButton), player.slider, player.speed]
    assert len(controls) == 12
    assert all(control.accessibleName() for control in controls)
    assert all(control.focusPolicy() & Qt.FocusPolicy.TabFocus for control in controls)


def test_a_part_can_be_played_and_removed_again(player):
    player.show_sign(SIGN, a_pose(frames=50))
    player.view.seek(0.4)
    player.begin.click()
    player.view.seek(1.2)
    player.end.click()
    assert "0.40 to 1.20" in player.part.text()
    player.whole.click()
    assert player.part.text() == ""


def test_an_end_before_the_start_removes_the_start(player):
    player.show_sign(SIGN, a_pose(frames=50))
    player.view.seek(1.2)
    player.begin.click()
    player.view.seek(0.4)
    player.end.click()
    assert player.part.text().startswith("… to 0.40")
