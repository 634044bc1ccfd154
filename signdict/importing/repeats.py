"""Which of very many things were there before, in some 24 bytes each."""

from array import array

_FIRST_SIZE = 1 << 12


class Repeats:
    """Remembers hashes with the number at which each came first; numbers begin at 0."""

    def __init__(self) -> None:
        self._count = 0
        self._make(_FIRST_SIZE)

    def __len__(self) -> int:
        return self._count

    def first(self, key: int, number: int) -> int:
        """The number with which this hash came first: this one, if it is new."""
        place = self._place(key)
        if there := self._numbers[place]:
            return there - 1
        self._keys[place], self._numbers[place] = key, number + 1
        self._count += 1
        if 2 * self._count > len(self._keys):
            self._grow()
        return number

    def _make(self, size: int) -> None:
        self._keys = array("q", bytes(8 * size))
        self._numbers = array("I", bytes(4 * size))  # one more than the number; 0: a free place

    def _place(self, key: int) -> int:
        """Where a hash stands, or the free place where it belongs."""
        keys, numbers = self._keys, self._numbers
        mask = len(keys) - 1
        place = key & mask
        while numbers[place] and keys[place] != key:
            place = (place + 1) & mask
        return place

    def _grow(self) -> None:
        keys, numbers = self._keys, self._numbers
        self._make(2 * len(keys))
        for key, number in zip(keys, numbers, strict=True):
            if number:
                place = self._place(key)
                self._keys[place], self._numbers[place] = key, number
