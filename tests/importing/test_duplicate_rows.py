import random

from signdict.importing.manifest import Repeats


def test_what_came_before_is_told_with_the_number_at_which_it_came_first():
    draw = random.Random(0)
    keys = [hash(draw.random()) - 2**60 for _ in range(20_000)] + [0, -1, 1 << 12, 1 << 13]
    seen, plain = Repeats(), dict[int, int]()
    for number, key in enumerate(keys + draw.sample(keys, 5000)):
        assert seen.first(key, number) == plain.setdefault(key, number)
    assert len(seen) == len(plain)


def test_a_million_take_few_bytes_each():
    seen = Repeats()
    for number in range(100_000):
        seen.first(hash(("word", number)), number)
    held = sum(len(part) * part.itemsize for part in (seen._keys, seen._numbers))
    assert held < 48 * len(seen)
