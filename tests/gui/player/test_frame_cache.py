"""What is painted once is shown again until there is something else to paint."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from signdict.gui.drawing import skeleton
from signdict.gui.player import sign_view as module
from signdict.gui.player.frame_cache import FrameCache
from signdict.gui.player.sign_view import SignView
from signdict.gui.theme import style
from tests.support.fakes import a_pose


class Drawn(QWidget):
    """A widget that counts how often it draws itself, and in which colour."""

    def __init__(self):
        super().__init__()
        self.painted, self.times, self.colour = FrameCache(), 0, "#ff0000"
        self.patient = False
        self.resize(40, 30)

    def draw(self, painter):
        self.times += 1
        painter.fillRect(self.rect(), QColor(self.colour))

    def paintEvent(self, event):
        self.painted.show(self, self.draw, patient=self.patient)


@pytest.fixture
def drawn(qtbot):
    widget = Drawn()
    qtbot.addWidget(widget)
    return widget


def shown(widget):
    return widget.grab().toImage().pixelColor(20, 15).name()


def test_it_is_drawn_once_though_it_is_painted_often(drawn):
    assert [shown(drawn), shown(drawn), shown(drawn)] == ["#ff0000"] * 3
    assert drawn.times == 1


def test_it_is_drawn_anew_when_it_is_told(drawn):
    shown(drawn)
    drawn.colour = "#0000ff"
    assert shown(drawn) == "#ff0000"
    drawn.painted.renew()
    assert shown(drawn) == "#0000ff"


def test_it_is_drawn_anew_in_another_size(drawn):
    shown(drawn)
    drawn.resize(QSize(80, 60))
    assert drawn.grab().toImage().pixelColor(79, 59).name() == "#ff0000"
    assert drawn.times == 2


def test_who_is_patient_sees_what_there_is_in_another_size(drawn):
    drawn.patient = True
    shown(drawn)
    drawn.resize(QSize(80, 60))
    assert drawn.grab().toImage().pixelColor(79, 59).name() == "#ff0000"
    assert (drawn.times, drawn.painted.waits) == (1, True)
    drawn.painted.renew()
    shown(drawn)
    assert (drawn.times, drawn.painted.waits) == (2, False)


def test_what_is_made_to_fit_keeps_its_shape(drawn):
    drawn.patient = True
    shown(drawn)
    drawn.resize(QSize(80, 30))
    picture = drawn.grab().toImage()
    seen = [picture.pixelColor(x, 15).name() for x in (5, 40, 75)]
    assert seen == [style.tones().ground, "#ff0000", style.tones().ground]


def test_it_is_drawn_anew_in_other_colours(drawn, qapp):
    style.set_scheme("light")
    shown(drawn)
    style.set_scheme("dark")
    shown(drawn)
    style.set_scheme("system")
    assert drawn.times == 2


def test_a_sign_that_moves_on_is_painted_as_it_is_then(qtbot):
    view = SignView()
    qtbot.addWidget(view)
    view.resize(200, 200)
    view.set_playing(False)
    view.show_pose(a_pose(frames=20))
    view.seek(0.0)
    first = view.grab().toImage()
    assert view.grab().toImage() == first
    view.seek(view.seconds)
    assert view.grab().toImage() != first
    blank = SignView()
    qtbot.addWidget(blank)
    blank.resize(200, 200)
    view.clear()
    assert view.grab().toImage() == blank.grab().toImage()


def looping(qtbot, monkeypatch, size=120, **pose):
    """A view whose sign goes round, the moments that are drawn of it, and how to go on in time."""
    drawn, now = [], [0.0]
    monkeypatch.setattr(module.time, "monotonic", lambda: now[0])
    monkeypatch.setattr(skeleton, "paint", lambda painter, area, moment, *_: drawn.append(moment))
    view = SignView()
    qtbot.addWidget(view)
    view.resize(size, size)
    view.show_pose(a_pose(**pose))

    def after(seconds, step=0.02):
        for _ in range(round(seconds / step)):
            now[0] += step
            view._tick()
            view.grab()

    return view, drawn, after


def test_of_a_loop_every_picture_is_drawn_once(qtbot, monkeypatch):
    view, drawn, after = looping(qtbot, monkeypatch, frames=25)
    after(view.seconds + 0.4)
    once = len(drawn)
    assert 13 <= once <= 18
    after(3 * (view.seconds + 0.4))
    assert len(drawn) == once
    assert len({moment.seconds for moment in drawn[1:]}) == once - 1  # the first is of no loop


def test_what_was_drawn_before_leaves_its_turn_to_what_must_be_drawn(qtbot, monkeypatch):
    view, _, after = looping(qtbot, monkeypatch, frames=25)
    view.show()
    view._position = 0.5
    assert view._tick()
    after(3 * (view.seconds + 0.4))
    view._position = 0.5
    assert not view._tick()
    assert view._painted.ready


def test_pictures_of_a_loop_are_of_what_is_shown(qtbot, monkeypatch):
    view, drawn, after = looping(qtbot, monkeypatch, frames=25)
    after(2)
    for change in (
        lambda: view.resize(100, 100),
        lambda: view.set_mirrored(True),
        lambda: view.show_pose(a_pose(frames=25)),
    ):
        drawn.clear()
        change()
        after(view.seconds + 0.4)
        assert len(drawn) >= 13


def test_of_what_is_large_or_long_or_slow_no_picture_is_kept(qtbot, monkeypatch):
    for large in ({"size": 600, "frames": 25}, {"frames": 2000}):
        view, drawn, after = looping(qtbot, monkeypatch, **large)
        after(0.5)
        view.seek(0)
        after(0.5)
        assert len(drawn) >= 50
    view, drawn, after = looping(qtbot, monkeypatch, frames=25)
    view.set_speed(0.5)
    after(1)
    assert len(drawn) >= 50


@pytest.mark.parametrize("size", [60, 130, 900])
def test_a_loop_that_takes_another_size_before_it_is_painted_is_painted(qtbot, monkeypatch, size):
    """So many pictures a second as were kept before may not have room any more."""
    view, drawn, after = looping(qtbot, monkeypatch, frames=25)
    after(0.5)
    view._tick()
    view.resize(size, size)
    drawn.clear()
    view.grab()
    assert len(drawn) == 1
    assert abs(drawn[0].seconds - view.position) < 0.05


def test_pictures_are_let_go_of_when_nobody_looks(qtbot, monkeypatch):
    view, drawn, after = looping(qtbot, monkeypatch, frames=25)
    view.show()
    after(2)
    view.hide()
    drawn.clear()
    after(view.seconds + 0.4)
    assert len(drawn) >= 13


def test_a_picture_is_shown_as_it_was_drawn(qtbot):
    view = SignView()
    qtbot.addWidget(view)
    view.resize(120, 120)
    view.show_pose(a_pose(frames=25))
    view.grab()
    pictures = []
    for _ in range(2):
        view._painted.renew(0.48)
        pictures.append(view.grab().toImage())
        view._painted.renew(0.12)
        assert view.grab().toImage() != pictures[-1]
    assert pictures[0] == pictures[1]


def test_signs_that_come_at_once_are_drawn_in_their_turn(qtbot, monkeypatch):
    """Eight skeletons in one paint of the window would hold it up."""
    drawn = []
    monkeypatch.setattr(skeleton, "paint", lambda *_: drawn.append(1))
    views = [SignView() for _ in range(2)]
    for view in views:
        qtbot.addWidget(view)
        view.resize(200, 200)
        view.show()
        view.show_pose(a_pose(frames=20))
        view.grab()
    assert drawn == []
    qtbot.waitUntil(lambda: len(drawn) > 2)
