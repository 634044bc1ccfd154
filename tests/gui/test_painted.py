"""What is painted once is shown again until there is something else to paint."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from signdict.gui import skeleton, style
from signdict.gui.painted import Painted
from signdict.gui.view import SignView
from tests.fakes import a_pose


class Drawn(QWidget):
    """A widget that counts how often it draws itself, and in which colour."""

    def __init__(self):
        super().__init__()
        self.painted, self.times, self.colour = Painted(), 0, "#ff0000"
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
