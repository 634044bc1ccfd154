"""The timer that drives all moving signs, one after another."""

from collections import Counter

import pytest

from signdict.gui.player.frame_clock import FrameClock, frame_clock


class View:
    """Notes its turns under its name; `busy` if it has something to draw."""

    def __init__(self, turns, name, busy=True):
        self.turns, self.name, self.busy = turns, name, busy

    def tick(self):
        if self.busy:
            self.turns.append(self.name)
        return self.busy


@pytest.fixture
def turns():
    return []


@pytest.fixture
def clock(qapp):
    clock = FrameClock()
    yield clock
    clock.stop()


@pytest.fixture
def register(clock, turns):
    """Register a number of views; return them and their tickets."""

    def register(count, busy=True):
        views = [View(turns, name, busy) for name in range(count)]
        return views, [clock.enter(view.tick) for view in views]

    return register


def tick(clock, times):
    for _ in range(times):
        clock.tick()


def test_views_take_turns(clock, turns, register):
    views, _ = register(3)
    tick(clock, 6)
    assert turns == [0, 1, 2, 0, 1, 2]
    assert len(views) == 3  # the clock alone would not keep them


def test_every_view_gets_equal_turns_while_others_come_and_go(clock, turns, register):
    views, tickets = register(5)
    tick(clock, 3)
    tickets[0].leave()
    tickets[3].leave()
    late = [View(turns, name) for name in (7, 8)]
    for view in late:
        clock.enter(view.tick)
    turns.clear()
    for _ in range(10):
        before = len(turns)
        clock.tick()
        assert len(turns) == before + 1
    assert Counter(turns) == dict.fromkeys((1, 2, 4, 7, 8), 2)
    assert len(views) == 5


def test_a_view_with_nothing_to_draw_skips_its_turn(clock, turns, register):
    views, _ = register(30, busy=False)
    views[4].busy = views[20].busy = True
    tick(clock, 4)
    assert turns == [4, 20, 4, 20]


def test_a_single_view_gets_every_turn(clock, turns, register):
    views, _ = register(1)
    assert clock.interval() == 33
    tick(clock, 3)
    assert turns == [0, 0, 0]
    assert views


def test_turns_are_shorter_with_more_views_that_draw(clock, register):
    views, tickets = register(8)
    assert clock.interval() == 4
    tickets[0].leave()
    assert clock.interval() == 5
    for view in views[2:]:
        view.busy = False
    tick(clock, 10)
    assert clock.interval() == 33


def test_views_that_left_or_were_deleted_are_not_called(clock, turns, register):
    views, tickets = register(3)
    tickets[1].leave()
    tickets[1].leave()
    assert clock.isActive()
    del views[2]
    tick(clock, 4)
    assert set(turns) == {0}
    for ticket in tickets:
        ticket.leave()
    assert not clock.isActive()


def test_an_expensive_paint_delays_the_next_turn(clock, register):
    views, _ = register(1)
    clock.pay(0.0095)
    assert clock.interval() == 33
    clock.pay(0.0095)  # in the same turn
    assert clock.interval() == 60
    tick(clock, 1)
    clock.pay(0.001)
    assert clock.interval() == 33
    clock.pay(5.0)  # the paint was delayed by other work
    assert clock.interval() == 60
    assert views


def test_drawing_uses_less_of_the_processor_while_the_camera_is_on(clock, register):
    views, _ = register(1)
    clock.pay(0.0095)
    assert clock.interval() == 33
    clock.give_way(True)
    tick(clock, 1)
    clock.pay(0.0095)
    assert clock.interval() == 100
    clock.give_way(False)
    tick(clock, 1)
    clock.pay(0.0095)
    assert clock.interval() == 33
    assert views


def test_all_views_share_one_clock(qapp):
    assert frame_clock() is frame_clock()
