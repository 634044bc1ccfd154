"""Going through a recording, and marking a part of it."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest

from signdict.gui.learner import timeline
from signdict.gui.learner.filmstrip import Span
from signdict.gui.learner.timeline import Timeline
from tests.gui.support.fake_videos import a_film


@pytest.fixture
def line(qtbot, tmp_path):
    """The timeline of 40 seconds at 20 frames per second."""
    line = Timeline()
    qtbot.addWidget(line)
    line.resize(312, 200)
    line.open(a_film(tmp_path / "talk.mp4", 800), "talk.mp4", Span(800, 20.0))
    line.show()
    line.near.setFocus()
    yield line
    line.close_recording()


def press(line, key, modifiers=Qt.KeyboardModifier.NoModifier, times=1):
    for _ in range(times):
        QTest.keyClick(line.near, key, modifiers)


def drag(strip, start, end):
    for kind, x in (
        (QMouseEvent.Type.MouseButtonPress, start),
        (QMouseEvent.Type.MouseMove, (start + end) / 2),
        (QMouseEvent.Type.MouseMove, end),
        (QMouseEvent.Type.MouseButtonRelease, end),
    ):
        point = QPointF(x, 10)
        button = Qt.MouseButton.LeftButton
        event = QMouseEvent(kind, point, point, button, button, Qt.KeyboardModifier.NoModifier)
        {
            QMouseEvent.Type.MouseButtonPress: strip.mousePressEvent,
            QMouseEvent.Type.MouseMove: strip.mouseMoveEvent,
            QMouseEvent.Type.MouseButtonRelease: strip.mouseReleaseEvent,
        }[kind](event)


def test_arrow_keys_move_by_a_frame_and_with_shift_by_a_second(line):
    press(line, Qt.Key.Key_Right, times=3)
    assert line.span.frame == 3
    press(line, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert line.span.frame == 23
    press(line, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    press(line, Qt.Key.Key_Left)
    assert line.span.frame == 2
    press(line, Qt.Key.Key_End)
    assert line.span.frame == 799


def test_a_part_is_marked_and_searched_for_with_the_keyboard(line, qtbot):
    line.go(100)
    press(line, Qt.Key.Key_I)
    press(line, Qt.Key.Key_Right, times=19)
    press(line, Qt.Key.Key_O)
    with qtbot.waitSignal(line.part_chosen) as emitted:
        press(line, Qt.Key.Key_Return)
    assert emitted.args == [5.0, 6.0]


def test_a_part_is_marked_with_buttons(line, qtbot):
    line.go(100)
    line.transport.start.click()
    line.go(119)
    line.transport.end.click()
    with qtbot.waitSignal(line.part_chosen) as emitted:
        line.transport.search.click()
    assert emitted.args == [5.0, 6.0]


def test_messages_say_what_is_missing(line, qtbot):
    messages = []
    line.message.connect(messages.append)
    line.look_up()
    line.mark_start()
    line.go(20)
    line.mark_end()
    assert [text.split()[0] for text in messages] == ["Mark", "Go", "Press"]


def test_a_part_longer_than_a_sign_is_not_searched_for(line, qtbot):
    line.mark_start()
    press(line, Qt.Key.Key_End)
    line.mark_end()
    messages = []
    line.message.connect(messages.append)
    with qtbot.assertNotEmitted(line.part_chosen):
        line.look_up()
    assert messages == ["The part is longer than 30 seconds. Mark a single sign."]


def test_the_cursor_shows_what_can_be_dragged(line):
    line.go(100)
    line.mark_start()
    strip = line.near
    for x, shape in (
        (strip.pixel(5.0), Qt.CursorShape.SizeHorCursor),
        (strip.pixel(2.0), Qt.CursorShape.ArrowCursor),
    ):
        point, none = QPointF(x, 10), Qt.MouseButton.NoButton
        kind, modifiers = QMouseEvent.Type.MouseMove, Qt.KeyboardModifier.NoModifier
        strip.mouseMoveEvent(QMouseEvent(kind, point, point, none, none, modifiers))
        assert strip.cursor().shape() == shape


def test_playing_at_the_end_restarts(line):
    press(line, Qt.Key.Key_End)
    line.transport.play.click()
    assert line.span.frame == 0
    line.transport.play.click()
    assert not line.playing


def test_handles_are_dragged(line):
    line.go(100)
    line.mark_start()
    line.go(160)
    line.mark_end()
    strip = line.near
    start, end = strip.pixel(5.0), strip.pixel(8.05)
    drag(strip, start, strip.pixel(6.0) + 0.5)
    assert line.span.start == 120
    drag(strip, end, strip.pixel(7.0) + 0.5)
    assert line.span.end == 140
    assert line.span.part == (6.0, 7.0)


def test_the_position_is_dragged(line):
    strip = line.near
    drag(strip, strip.pixel(2.0), strip.pixel(4.0) + 0.5)
    assert line.span.frame == 80
    assert line.span.part is None


def test_the_upper_strip_covers_the_whole_recording(line):
    assert line.whole.isVisible()
    drag(line.whole, 10, line.whole.pixel(30.0) + 0.5)
    assert line.span.time == pytest.approx(30.0, abs=0.1)
    low, high = (line.near.frame(x) / 20 for x in (0, line.near.width()))
    assert low < 30 < high
    assert high - low == pytest.approx(12, abs=0.1)


def test_a_short_recording_has_one_strip(line, tmp_path):
    line.open(a_film(tmp_path / "short.mp4", 40), "short.mp4", Span(40, 20.0))
    assert not line.whole.isVisible()
    assert line.near.isVisible()


def test_the_current_frame_is_shown(line, qtbot):
    with qtbot.waitSignal(line.pictured) as emitted:
        line.go(400)
    assert emitted.args[0].height() == 48


def test_no_frame_is_shown_after_the_preview_was_stopped(line, qtbot):
    line.go(60)
    line.stop_preview()
    with qtbot.assertNotEmitted(line.pictured, wait=200):
        pass
    with qtbot.waitSignal(line.pictured):
        line.go(100)


def test_thumbnails_fill_the_strips(line, qtbot):
    times = [*line.near.times, *line.whole.times]
    qtbot.waitUntil(lambda: all(line.thumbnail(seconds) for seconds in times))
    assert len(line.near.times) <= 7
    line.grab()


def test_playing_keeps_the_original_speed_and_stops_at_the_end(line, qtbot, monkeypatch):
    now = [100.0]
    monkeypatch.setattr(timeline.time, "monotonic", lambda: now[0])
    line.transport.play.click()
    now[0] += 0.5
    qtbot.waitUntil(lambda: line.span.frame == 10)
    line.go(798)
    now[0] += 0.5
    qtbot.waitUntil(lambda: line.span.frame == 799)
    assert not line.playing


def test_a_marked_part_plays_in_a_loop(line, qtbot, monkeypatch):
    now = [100.0]
    monkeypatch.setattr(timeline.time, "monotonic", lambda: now[0])
    line.span = line.span.go(100).mark_start(100).mark_end(110).go(108)
    press(line, Qt.Key.Key_Space)
    now[0] += 0.25
    qtbot.waitUntil(lambda: line.span.frame == 100)


def test_a_hidden_timeline_pauses(line):
    line.transport.play.click()
    line.hide()
    assert not line.playing


def test_the_timeline_is_described_for_assistive_technology(line):
    line.go(100)
    assert line.near.accessibleName() == "Timeline of talk.mp4"
    assert line.near.accessibleDescription() == "0:05.00 of 0:40"
    assert line.near.value() == 100
    line.mark_start()
    line.go(119)
    line.mark_end()
    assert line.near.accessibleDescription() == "0:05.95 of 0:40, part 1.00 s"


def test_only_images_can_be_read_at_another_rate(line, qtbot, tmp_path):
    assert not line.transport.rate.isVisible()
    images = tuple(tmp_path / f"{n}.png" for n in (1, 2))
    line.open(images, "images", Span(2, 25.0))
    assert line.transport.rate.isVisible()
    assert line.transport.rate.value() == 25
    with qtbot.waitSignal(line.rate_chosen) as emitted:
        line.transport.rate.setValue(10)
    assert emitted.args == [10]
