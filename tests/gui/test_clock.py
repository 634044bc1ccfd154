"""The one timer that all moving signs follow, each in its turn."""

from signdict.gui.clock import Clock


def test_signs_take_turns(qapp):
    clock, painted = Clock(), []
    places = [clock.enter() for _ in range(3)]
    clock.ticked.connect(lambda: painted.append([clock.is_turn_of(place) for place in places]))
    for _ in range(3):
        clock._on_timeout()
    assert [sum(turn) for turn in painted] == [1, 1, 1]
    assert [sum(turns) for turns in zip(*painted, strict=True)] == [1, 1, 1]


def test_a_sign_by_itself_always_has_its_turn(qapp):
    clock = Clock()
    place = clock.enter()
    assert clock.every == 33
    clock._on_timeout()
    assert clock.is_turn_of(place)


def test_many_signs_have_shorter_turns(qapp):
    clock = Clock()
    for _ in range(8):
        clock.enter()
    assert clock.every == 4
    clock.leave()
    assert clock.every == 5


def test_signs_that_cost_much_are_painted_less_often(qapp):
    clock = Clock()
    clock.enter()
    for _ in range(100):
        clock.pay(0.02)
    assert 55 < clock.every <= 60
    for _ in range(100):
        clock.pay(0.001)
    assert clock.every == 33


def test_signs_take_less_of_the_processor_while_a_camera_is_on(qapp):
    clock = Clock()
    clock.enter()
    for _ in range(100):
        clock.pay(0.01)
    assert clock.every == 33
    Clock.give_way(True)
    clock.pay(0.01)
    assert 95 < clock.every <= 100
    Clock.give_way(False)
    clock.pay(0.01)
    assert clock.every == 33
