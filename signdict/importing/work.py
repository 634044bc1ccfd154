"""What is to be read, and what came of it."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from signdict.importing.entries import Entry, Report, Skipped, State


class Work(Protocol):
    """A list of clips that remembers what came of each."""

    def expect(self) -> None:
        """Raise ManifestError if the folder or table of the clips is no longer there."""
        ...

    def waiting(self) -> Iterator[tuple[int, Entry]]:
        """Yield the clips that are still to be read, each with its number."""
        ...

    def note(self, number: int, state: State, reason: str = "") -> None:
        """Remember what came of a clip."""
        ...

    def report(self) -> Report:
        """Tell what came of all."""
        ...


class Listed:
    """Work that is kept in memory."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = entries
        self._states: dict[int, tuple[State, str]] = {}

    def expect(self) -> None:
        """Nothing is expected of a list that has no folder of its own."""

    def waiting(self) -> Iterator[tuple[int, Entry]]:
        """Yield the clips that are still to be read, each with its number."""
        return ((n, e) for n, e in enumerate(self._entries) if n not in self._states)

    def note(self, number: int, state: State, reason: str = "") -> None:
        """Remember what came of a clip."""
        self._states[number] = (state, reason)

    def report(self) -> Report:
        """Tell what came of all."""
        states = [state for state, _ in self._states.values()]
        skipped = [
            Skipped(self._entries[number].path, reason)
            for number, (state, reason) in sorted(self._states.items())
            if state == "left out"
        ]
        return Report(states.count("added"), states.count("already"), tuple(skipped))
