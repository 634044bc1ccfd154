"""Runs the dictionary of the service on one thread, behind a short queue."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

from signdict.core.errors import BusyError, ModelError, RequestError
from signdict.core.paths import Paths
from signdict.dictionary.dictionary import Dictionary, open_dictionary
from signdict.model.interface import Encoder
from signdict.model.registry import Models

T = TypeVar("T")

#: The number of requests in progress: one is answered, the others wait.
QUEUE = 32
#: The number of models besides the one in use that stay open.
_OPEN_MODELS = 2


class Service:
    """Asks the dictionary on its own thread, one request after the other.

    `waiting` is the number of requests in the queue.
    """

    def __init__(self, paths: Paths) -> None:
        self.waiting = 0
        self._paths = paths
        self._registry = Models(paths)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="library")
        self._encoders: OrderedDict[str, Encoder] = OrderedDict()
        self._opened = self._state()
        self._dictionary = self._thread.submit(open_dictionary, paths).result()

    def close(self) -> None:
        """Finish the request in progress and close the dictionary."""
        self._thread.submit(lambda: self._dictionary.close()).result()
        self._thread.shutdown()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Hold a place in the queue. Raise BusyError if it is full."""
        if self.waiting >= QUEUE:
            raise BusyError("Too many requests are waiting.", hint="Try again soon.")
        self.waiting += 1
        try:
            yield
        finally:
            self.waiting -= 1

    async def ask(self, question: Callable[[Dictionary], T]) -> T:
        """Ask the dictionary on its thread."""

        def answer() -> T:
            return question(self._current())

        return await asyncio.get_running_loop().run_in_executor(self._thread, answer)

    def encoder(self, dictionary: Dictionary, name: str) -> Encoder:
        """Return the encoder of a model, the one in use for "default"; on the dictionary's thread.

        Raise RequestError if no model has this name, ModelError if its files are damaged.
        """
        if name in ("default", ""):
            return dictionary.encoder()
        try:
            known = dictionary.models.find(name).name
        except ModelError as error:
            raise RequestError(error.message, hint=error.hint, status=404) from error
        if known not in self._encoders:
            self._encoders[known] = dictionary.encoder(known)
        self._encoders.move_to_end(known)
        while len(self._encoders) > _OPEN_MODELS:
            self._encoders.popitem(last=False)
        return self._encoders[known]

    def _current(self) -> Dictionary:
        """Return the dictionary, reopened if another model is in use or a library was created."""
        state = self._state()
        if state != self._opened:
            old, self._dictionary = self._dictionary, open_dictionary(self._paths)
            self._opened = state
            old.close()
        return self._dictionary

    def _state(self) -> tuple[str, bool]:
        """Return what other programs may have changed since the dictionary was opened."""
        return self._registry.chosen_name(), self._paths.library.is_file()
