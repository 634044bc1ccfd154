"""A thread that fetches, one film after another, while the dictionary does something else."""

from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import wait as wait_for
from contextlib import ExitStack
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any, TypeVar

from signdict.core.errors import CancelledError, FetchError
from signdict.core.types import Progress, Steps
from signdict.fetching import films
from signdict.fetching.films import Film, Received

if TYPE_CHECKING:
    from signdict.fetching.client import Client

T = TypeVar("T")
#: How long one step waits for what is fetched, in seconds: a question waits no longer.
PATIENCE = 0.02


class Downloads:
    """Fetches what is asked for, in this order, in a thread of its own. Close it after use."""

    def __init__(self) -> None:
        self._asked: SimpleQueue[tuple[Future[Any], Callable[[Client], Any]] | None] = SimpleQueue()
        self._client: Client | None = None
        self._is_closed = False
        self._thread = Thread(target=self._run, name="download", daemon=True)
        self.received: Received | None = None  # of the film that is being fetched

    def film(
        self, film: Film, folder: Path, endings: tuple[str, ...], most: int
    ) -> "Future[Path | str]":
        """Fetch a film; the result is its file, or a sentence why it cannot be had.

        The future fails with WriteError if the disk is full, and if the downloads are closed.
        """

        def work(client: "Client") -> Path | str:
            try:
                return films.fetch(client, film, folder, endings, most, self._show)
            except FetchError as reason:
                return str(reason)

        return self._add(work)

    def steps(self, work: "Callable[[Client], T]", what: str) -> Steps[T]:
        """Have the thread do something, and return its result."""
        future = self._add(work)
        while not future.done():
            yield Progress(0, 0, what)
            wait_for([future], PATIENCE)
        return future.result()

    def close(self) -> None:
        """Stop, and do not wait for hosts that do not answer."""
        self._is_closed = True
        if self._client:
            self._client.stop()
        self._asked.put(None)

    def _add(self, work: "Callable[[Client], T]") -> "Future[T]":
        future: Future[T] = Future()
        self._asked.put((future, work))
        if not self._thread.is_alive():
            self._thread.start()
        return future

    def _show(self, received: Received) -> None:
        self.received = received

    def _run(self) -> None:
        with ExitStack() as open_:
            while (asked := self._asked.get()) is not None:
                future, work = asked
                try:
                    self._client = self._client or open_.enter_context(_client())
                    if self._is_closed:
                        raise CancelledError("Fetching was stopped.")
                    future.set_result(work(self._client))
                except BaseException as failure:  # noqa: BLE001 - the one who asked gets it
                    future.set_exception(failure)
                self.received = None


def _client() -> "Client":
    """Return a client. Raise FetchError if the certificates of this computer cannot be read."""
    from signdict.fetching import client

    try:
        return client.Client()
    except (OSError, ValueError) as error:  # ssl.SSLError is an OSError
        raise FetchError(
            "The certificates of this computer cannot be read.",
            hint="Correct the variables SSL_CERT_FILE and SSL_CERT_DIR, if they are set.",
        ) from error
