"""A frame that was painted is shown again until there is a new one."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from signdict.gui.drawing import skeleton
from signdict.gui.player import sign_view
from signdict.gui.player.frame_cache import FrameCache
from signdict.gui.player.sign_view import SignView
from signdict.gui.theme import style
from tests.support.fakes import a_pose


class Canvas(QWidget):
    """A widget that counts how often it draws."""

    def __init__(self):
        super().__init__()
        self.cache, self.count, self.colour = FrameCache(), 0, "#ff0000"
        self.rescale = False
        self.resize(40, 30)

    def draw(self, painter):
        self.count += 1
        painter.fillRect(self.rect(), QColor(self.colour))

    def paintEvent(self, event):
        self.cache.paint(self, self.draw, rescale=self.rescale)


@pytest.fixture
def canvas(qtbot):
    widget = Canvas()
    qtbot.addWidget(widget)
    return widget


def colour(widget):
    return widget.grab().toImage().pixelColor(20, 15).name()


def test_a_frame_is_drawn_once_even_if_it_is_painted_often(canvas):
    assert [colour(canvas), colour(canvas), colour(canvas)] == ["#ff0000"] * 3
    assert canvas.count == 1


def test_a_frame_is_drawn_again_once_it_is_invalid(canvas):
    colour(canvas)
    canvas.colour = "#0000ff"
    assert colour(canvas) == "#ff0000"
    canvas.cache.invalidate()
    assert colour(canvas) == "#0000ff"


def test_a_frame_is_drawn_again_in_another_size(canvas):
    colour(canvas)
    canvas.resize(QSize(80, 60))
    assert canvas.grab().toImage().pixelColor(79, 59).name() == "#ff0000"
    assert canvas.count == 2


def test_a_frame_can_be_rescaled_first_and_drawn_later(canvas):
    canvas.rescale = True
    colour(canvas)
    canvas.resize(QSize(80, 60))
    assert canvas.grab().toImage().pixelColor(79, 59).name() == "#ff0000"
    assert (canvas.count, canvas.cache.rescaled) == (1, True)
    canvas.cache.invalidate()
    colour(canvas)
    assert (canvas.count, canvas.cache.rescaled) == (2, False)


def test_a_rescaled_frame_keeps_its_proportions(canvas):
    canvas.rescale = True
    colour(canvas)
    canvas.resize(QSize(80, 30))
    image = canvas.grab().toImage()
    colours = [image.pixelColor(x, 15).name() for x in (5, 40, 75)]
    assert colours == [style.tones().ground, "#ff0000", style.tones().ground]


def test_a_frame_is_drawn_again_in_another_colour_scheme(canvas, qapp):
    style.set_scheme("light")
    colour(canvas)
    style.set_scheme("dark")
    colour(canvas)
    style.set_scheme("system")
    assert canvas.count == 2


def test_a_view_paints_its_current_position(qtbot):
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
    """Return a view that plays a loop, the frames drawn of it, and how to let time pass."""
    drawn, now = [], [0.0]
    monkeypatch.setattr(sign_view.time, "monotonic", lambda: now[0])
    monkeypatch.setattr(skeleton, "paint", lambda painter, area, frame, *_: drawn.append(frame))
    view = SignView()
    qtbot.addWidget(view)
    view.resize(size, size)
    view.show_pose(a_pose(**pose))

    def advance(seconds, step=0.02):
        for _ in range(round(seconds / step)):
            now[0] += step
            view.tick()
            view.grab()

    return view, drawn, advance


def test_every_frame_of_a_loop_is_drawn_once(qtbot, monkeypatch):
    view, drawn, advance = looping(qtbot, monkeypatch, frames=25)
    advance(view.seconds + 0.4)
    count = len(drawn)
    assert 13 <= count <= 18
    advance(3 * (view.seconds + 0.4))
    assert len(drawn) == count
    assert len({frame.seconds for frame in drawn[1:]}) == count - 1  # the first is not cached


def test_a_view_whose_frame_is_cached_leaves_its_turn_to_others(qtbot, monkeypatch):
    view, _, advance = looping(qtbot, monkeypatch, frames=25)
    view.show()
    view.seek(0.5)
    assert view.tick()
    advance(3 * (view.seconds + 0.4))
    view.seek(0.5)
    assert not view.tick()


def test_cached_frames_are_replaced_when_the_view_changes(qtbot, monkeypatch):
    view, drawn, advance = looping(qtbot, monkeypatch, frames=25)
    advance(2)
    for change in (
        lambda: view.resize(100, 100),
        lambda: view.set_mirrored(True),
        lambda: view.show_pose(a_pose(frames=25)),
    ):
        drawn.clear()
        change()
        advance(view.seconds + 0.4)
        assert len(drawn) >= 13


def test_large_long_and_slow_loops_are_not_cached(qtbot, monkeypatch):
    for large in ({"size": 600, "frames": 25}, {"frames": 2000}):
        view, drawn, advance = looping(qtbot, monkeypatch, **large)
        advance(0.5)
        view.seek(0)
        advance(0.5)
        assert len(drawn) >= 50
    view, drawn, advance = looping(qtbot, monkeypatch, frames=25)
    view.set_speed(0.5)
    advance(1)
    assert len(drawn) >= 50


@pytest.mark.parametrize("size", [60, 130, 900])
def test_a_loop_that_is_resized_before_it_is_painted_is_drawn(qtbot, monkeypatch, size):
    """In another size, frames may be cached at another rate or not at all."""
    view, drawn, advance = looping(qtbot, monkeypatch, frames=25)
    advance(0.5)
    view.tick()
    view.resize(size, size)
    drawn.clear()
    view.grab()
    assert len(drawn) == 1
    assert abs(drawn[0].seconds - view.position) < 0.05


def test_cached_frames_are_freed_when_the_view_is_hidden(qtbot, monkeypatch):
    view, drawn, advance = looping(qtbot, monkeypatch, frames=25)
    view.show()
    advance(2)
    view.hide()
    drawn.clear()
    advance(view.seconds + 0.4)
    assert len(drawn) >= 13


def test_a_cached_frame_looks_as_it_was_drawn(qtbot, monkeypatch):
    monkeypatch.setattr(sign_view.time, "monotonic", lambda: 0.0)
    view = SignView()
    qtbot.addWidget(view)
    view.resize(120, 120)
    view.show_pose(a_pose(frames=25))
    view.grab()

    def image(seconds):
        view.seek(seconds)
        view.tick()  # from the position to the nearest cached frame
        return view.grab().toImage()

    first = image(0.48)
    assert image(0.12) != first
    assert image(0.48) == first


def test_signs_that_appear_together_are_drawn_in_turn(qtbot, monkeypatch):
    """Eight skeletons in one paint would block the window."""
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
