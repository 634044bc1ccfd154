"""Reduced motion: chosen by the user or the desktop; what moves then, and when."""

import sys
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QEvent, QPointF, QProcess, Qt, Signal
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication

from signdict.core.types import Match
from signdict.gui.player.player import Player
from signdict.gui.player.sign_view import SignView
from signdict.gui.results.tile import Tile
from signdict.gui.theme import reduced_motion
from tests.gui.support.fake_dictionary import a_sign
from tests.support.fakes import a_pose

ENTER = QEnterEvent(QPointF(), QPointF(), QPointF())


@pytest.fixture(autouse=True)
def restored(qapp):
    yield
    reduced_motion.set_motion("system")
    reduced_motion.hold(False)
    qapp.setProperty(reduced_motion.DESKTOP, None)


@pytest.fixture
def view(qtbot):
    view = SignView(alone=True)
    qtbot.addWidget(view)
    view.show_pose(a_pose(frames=50))
    return view


def moves(view):
    """Return whether the position changes with a tick of the clock."""
    before, view._last = view.position, view._last - 0.1
    view.tick()
    return view.position != before


@pytest.mark.parametrize(
    ("chosen", "desktop", "still"),
    [("system", False, False), ("system", True, True), ("moving", True, False),
     ("still", False, True)],
)  # fmt: skip
def test_the_choice_takes_precedence_over_the_desktop(qapp, chosen, desktop, still):
    reduced_motion.set_motion(chosen)
    qapp.setProperty(reduced_motion.DESKTOP, desktop)
    assert reduced_motion.still() == still


def test_signs_are_paused_while_the_user_signs_unless_pointed_at(view):
    reduced_motion.hold(True)
    assert not moves(view)
    view.attend(True)
    assert moves(view)
    view.attend(False)
    reduced_motion.hold(False)
    assert moves(view)


def test_a_sign_that_appears_while_the_user_signs_shows_its_middle(view):
    reduced_motion.hold(True)
    view.show_pose(a_pose(frames=50))
    assert view.position == pytest.approx(view.seconds / 2)


def test_signs_play_automatically_unless_motion_is_reduced(view):
    assert moves(view)
    reduced_motion.set_motion("still")
    assert not moves(view)


def test_a_still_sign_shows_its_middle(view):
    reduced_motion.set_motion("still")
    view.show_pose(a_pose(frames=50))
    assert view.position == 1


def test_a_still_sign_plays_under_the_pointer(view):
    reduced_motion.set_motion("still")
    view.enterEvent(ENTER)
    assert moves(view)
    view.leaveEvent(QEvent(QEvent.Type.Leave))
    assert not moves(view)
    assert view.position == 1


def test_a_still_sign_outside_a_tile_takes_the_focus_with_tab_and_plays(view, qtbot):
    view.show()
    assert view.focusPolicy() == Qt.FocusPolicy.NoFocus
    view.hide()
    reduced_motion.set_motion("still")
    view.show()
    assert view.focusPolicy() == Qt.FocusPolicy.TabFocus
    view.leaveEvent(QEvent(QEvent.Type.Leave))
    view.activateWindow()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    assert moves(view)
    view.clearFocus()
    assert not moves(view)


def test_a_result_plays_while_it_has_the_focus(qtbot):
    reduced_motion.set_motion("still")
    tile = Tile(Match(1, a_sign(1, "HOUSE"), 0.9, 0.9))
    qtbot.addWidget(tile)
    tile.show_pose(a_pose(frames=50))
    tile.show()
    tile.leaveEvent(QEvent(QEvent.Type.Leave))
    assert not moves(tile.view)
    tile.activateWindow()
    tile.setFocus()
    qtbot.waitUntil(tile.hasFocus)
    assert moves(tile.view)


def test_the_large_player_waits_for_play_if_motion_is_reduced(qtbot):
    player = Player()
    qtbot.addWidget(player)
    player.show_sign(a_sign(1, "HOUSE"), a_pose(frames=50))
    assert player.view.playing
    reduced_motion.set_motion("still")
    player.show_sign(a_sign(1, "HOUSE"), a_pose(frames=50))
    assert not player.view.playing
    player.play.click()
    assert moves(player.view)


def test_without_an_application_motion_is_not_reduced(monkeypatch):
    monkeypatch.setattr(reduced_motion.QCoreApplication, "instance", lambda: None)
    reduced_motion.set_motion("still")
    assert not reduced_motion.still()


@pytest.mark.parametrize(("factor", "still"), [("0", True), ("1", False)])
def test_kde_without_animations_reduces_motion(qapp, monkeypatch, tmp_path, factor, still):
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(reduced_motion.Path, "home", lambda: tmp_path)
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", "KDE")
    (tmp_path / ".config").mkdir()
    (tmp_path / ".config/kdeglobals").write_text(f"[KDE]\nAnimationDurationFactor={factor}\n")
    reduced_motion.follow_desktop(qapp)
    assert reduced_motion.still() == still


@pytest.mark.parametrize(("animated", "still"), [("true", False), ("false", True)])
def test_gnome_without_animations_reduces_motion(
    qapp, qtbot, monkeypatch, tmp_path, animated, still
):
    class Answer(QProcess):
        """Prints what the command of GNOME prints."""

        ended = Signal()

        def start(self, command, arguments):
            assert (command, arguments[-1]) == ("gsettings", "enable-animations")
            self.finished.connect(lambda: self.ended.emit())
            answers.append(self)
            super().start(sys.executable, ["-c", f"print('{animated}')"])

    answers = []
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr("PySide6.QtCore.QProcess", Answer)
    monkeypatch.setattr(reduced_motion.Path, "home", lambda: tmp_path)
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", "ubuntu:GNOME")
    reduced_motion.follow_desktop(qapp)
    with qtbot.waitSignal(answers[0].finished):
        pass
    qtbot.waitUntil(lambda: reduced_motion.still() == still)


def test_the_setting_of_macos_reduces_motion(qapp, monkeypatch):
    monkeypatch.setattr(sys, "platform", "darwin")
    preferences = SimpleNamespace(value=lambda name, *_: {"reduceMotion": 1}[name])
    settings = SimpleNamespace(NativeFormat=None)
    monkeypatch.setattr(
        reduced_motion,
        "QSettings",
        type("Q", (), {"Format": settings, "__new__": lambda *_: preferences}),
    )
    reduced_motion.follow_desktop(qapp)
    assert reduced_motion.still()


def test_windows_without_animations_reduces_motion(qapp, monkeypatch):
    import ctypes

    def parameters(action, size, answer, flags):
        assert action == 0x1042
        answer._obj.value = 0

    user32 = SimpleNamespace(SystemParametersInfoW=parameters)
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(user32=user32), raising=False)
    reduced_motion.follow_desktop(qapp)
    assert reduced_motion.still()
    assert QApplication.instance() is qapp
