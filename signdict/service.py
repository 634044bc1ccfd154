"""The dictionary behind the service: one thread that owns it, and a short queue before it."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TypeVar

from signdict.dictionary import Dictionary, Reader, open_dictionary
from signdict.errors import BusyError
from signdict.settings import Places

T = TypeVar("T")

#: Requests that may wait for their turn.
QUEUE = 32
#: Models besides the one in use that are kept open.
_KEPT = 2


class Service:
    """Asks the dictionary on its own thread, one question after the other."""

    def __init__(self, places: Places) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="library")
        self._waiting = 0
        self._models: OrderedDict[str, Reader] = OrderedDict()
        self._dictionary = self._thread.submit(open_dictionary, places).result()

    def close(self) -> None:
        """Finish the question under way, and close the dictionary."""
        self._thread.submit(self._dictionary.close).result()
        self._thread.shutdown()

    async def ask(self, question: Callable[[Dictionary], T]) -> T:
        """Ask the dictionary. Raise BusyError if too many are waiting."""
        if self._waiting >= QUEUE:
            raise BusyError("Too many questions are waiting.", hint="Ask again in a moment.")
        self._waiting += 1
        try:
            ask = partial(question, self._dictionary)
            return await asyncio.get_running_loop().run_in_executor(self._thread, ask)
        finally:
            self._waiting -= 1

    def encoder(self, dictionary: Dictionary, name: str) -> Reader:
        """Return a model by its name, the one in use for "default"; on the dictionary's thread."""
        if name in ("default", ""):
            return dictionary.encoder()
        known = dictionary.models.find(name).name
        if known not in self._models:
            self._models[known] = dictionary.encoder(known)
        self._models.move_to_end(known)
        while len(self._models) > _KEPT:
            self._models.popitem(last=False)
        return self._models[known]
