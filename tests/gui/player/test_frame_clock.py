"""The one timer that all moving signs follow, each in its turn."""

from collections import Counter

import pytest

from signdict.gui.player.frame_clock import FrameClock


class Watcher:
    """Tells who had its turn; `busy` if it has something to paint."""

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
    return FrameClock()


def watching(clock, turns, count, busy=True):
    """Have so many watch; they live as long as they are held."""
    watchers = [Watcher(turns, name, busy) for name in range(count)]
    return watchers, [clock.enter(watcher.tick) for watcher in watchers]


def after(clock, times):
    for _ in range(times):
        clock._on_timeout()


def test_signs_take_turns(clock, turns):
    kept = watching(clock, turns, 3)
    after(clock, 6)
    assert turns == [0, 1, 2, 0, 1, 2]
    assert clock.watchers == len(kept[0])


def test_however_signs_come_and_go_no_two_have_the_same_turn(clock, turns):
    watchers, places = watching(clock, turns, 5)
    after(clock, 3)
    places[0].leave()
    places[3].leave()
    late = [Watcher(turns, name) for name in (7, 8)]
    for watcher in late:
        clock.enter(watcher.tick)
    turns.clear()
    for _ in range(10):
        before = len(turns)
        clock._on_timeout()
        assert len(turns) == before + 1
    assert Counter(turns) == dict.fromkeys((1, 2, 4, 7, 8), 2)
    assert len(watchers) == clock.watchers


def test_who_has_nothing_to_paint_leaves_its_turn_to_the_next(clock, turns):
    watchers, _ = watching(clock, turns, 30, busy=False)
    watchers[4].busy = watchers[20].busy = True
    after(clock, 4)
    assert turns == [4, 20, 4, 20]


def test_a_sign_by_itself_always_has_its_turn(clock, turns):
    kept = watching(clock, turns, 1)
    assert clock.every == 33
    after(clock, 3)
    assert turns == [0, 0, 0]
    assert kept


def test_many_signs_have_shorter_turns_if_they_have_something_to_paint(clock, turns):
    watchers, places = watching(clock, turns, 8)
    assert clock.every == 4
    places[0].leave()
    assert clock.every == 5
    for watcher in watchers[2:]:
        watcher.busy = False
    after(clock, 10)
    assert clock.every == 33


def test_nobody_is_called_who_left_or_is_no_more(clock, turns):
    watchers, places = watching(clock, turns, 3)
    places[1].leave()
    places[1].leave()
    assert clock.watchers == 2
    del watchers[2]
    after(clock, 4)
    assert set(turns) == {0}
    for place in places:
        place.leave()
    assert not clock.running


def test_who_costs_much_has_the_next_one_wait(clock, turns):
    kept = watching(clock, turns, 1)
    clock.pay(0.0095)
    assert clock.every == 33
    clock.pay(0.0095)  # in the same turn
    assert clock.every == 60
    after(clock, 1)
    clock.pay(0.001)
    assert clock.every == 33
    clock.pay(5.0)  # somebody else kept it from painting
    assert clock.every == 60
    assert kept


def test_signs_take_less_of_the_processor_while_a_camera_is_on(clock, turns):
    kept = watching(clock, turns, 1)
    clock.pay(0.0095)
    assert clock.every == 33
    FrameClock.give_way(True)
    after(clock, 1)
    clock.pay(0.0095)
    assert clock.every == 100
    FrameClock.give_way(False)
    after(clock, 1)
    clock.pay(0.0095)
    assert clock.every == 33
    assert kept
