"""The table that finds repeated rows of a long list."""

import random
import tracemalloc

from signdict.importing.manifest import FirstSeen


def test_a_hash_has_the_number_where_it_was_first_seen():
    draw = random.Random(0)
    keys = [hash(draw.random()) - 2**60 for _ in range(20_000)] + [0, -1, 1 << 12, 1 << 13]
    seen, expected = FirstSeen(), dict[int, int]()
    for number, key in enumerate(keys + draw.sample(keys, 5000)):
        assert seen.first(key, number) == expected.setdefault(key, number)
    assert len(seen) == len(expected)


def test_each_hash_takes_less_than_48_bytes():
    tracemalloc.start()
    seen = FirstSeen()
    for number in range(100_000):
        seen.first(hash(("word", number)), number)
    used, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert used < 48 * len(seen)
