"""The dictionary behind the service: one thread that owns it, and a short queue before it."""

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

#: Requests that may be under way: one is answered, the others wait for their turn.
QUEUE = 32
#: Models besides the one in use that are kept open.
_KEPT = 2


class Service:
    """Asks the dictionary on its own thread, one question after the other."""

    def __init__(self, paths: Paths) -> None:
        self._paths = paths
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="library")
        self._waiting = 0
        self._models: OrderedDict[str, Encoder] = OrderedDict()
        self._opened = self._there()
        self._dictionary = self._thread.submit(open_dictionary, paths).result()

    def close(self) -> None:
        """Finish the question under way, and close the dictionary."""
        self._thread.submit(lambda: self._dictionary.close()).result()
        self._thread.shutdown()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Hold a place in the queue. Raise BusyError if there is none."""
        if self._waiting >= QUEUE:
            raise BusyError("Too many questions are waiting.", hint="Ask again in a moment.")
        self._waiting += 1
        try:
            yield
        finally:
            self._waiting -= 1

    async def ask(self, question: Callable[[Dictionary], T]) -> T:
        """Ask the dictionary, on its thread."""

        def asked() -> T:
            return question(self._current())

        return await asyncio.get_running_loop().run_in_executor(self._thread, asked)

    def encoder(self, dictionary: Dictionary, name: str) -> Encoder:
        """Return a model by its name, the one in use for "default"; on the dictionary's thread.

        Raise RequestError if there is none of this name, ModelError if its files are not sound.
        """
        if name in ("default", ""):
            return dictionary.encoder()
        try:
            known = dictionary.models.find(name).name
        except ModelError as error:
            raise RequestError(error.message, hint=error.hint, status=404) from error
        if known not in self._models:
            self._models[known] = dictionary.encoder(known)
        self._models.move_to_end(known)
        while len(self._models) > _KEPT:
            self._models.popitem(last=False)
        return self._models[known]

    def _current(self) -> Dictionary:
        """The dictionary, opened again once another model is in use, or there is a library."""
        there = self._there()
        if there != self._opened:
            older, self._dictionary = self._dictionary, open_dictionary(self._paths)
            self._opened = there
            older.close()
        return self._dictionary

    def _there(self) -> tuple[str, bool]:
        """What other programs may have changed since the dictionary was opened."""
        return Models(self._paths).chosen_name(), self._paths.library.is_file()
