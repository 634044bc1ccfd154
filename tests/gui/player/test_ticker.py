"""The clock of views that move several signs together."""

import pytest
from PySide6.QtWidgets import QWidget

from signdict.gui.player import ticker
from signdict.gui.player.ticker import Ticker


@pytest.fixture
def clock(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    times = []
    Ticker(widget).passed.connect(times.append)
    return widget, times


def test_it_counts_while_the_widget_is_visible(clock, qtbot):
    widget, times = clock
    assert times == []
    widget.show()
    qtbot.waitUntil(lambda: len(times) > 2)
    assert all(seconds > 0 for seconds in times)
    widget.hide()
    qtbot.wait(1)
    count = len(times)
    qtbot.wait(120)
    assert len(times) == count


def test_the_time_while_hidden_does_not_count(clock, qtbot, monkeypatch):
    now = [100.0]
    monkeypatch.setattr(ticker.time, "monotonic", lambda: now[0])
    widget, times = clock
    widget.show()
    now[0] += 0.5
    qtbot.waitUntil(lambda: times != [])
    assert times[0] == 0.5
    widget.hide()
    now[0] += 60
    widget.show()
    times.clear()
    qtbot.waitUntil(lambda: times != [])
    assert times[0] == 0
