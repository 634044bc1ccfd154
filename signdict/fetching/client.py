"""Requests to hosts that share one computer with everybody else: one at a time, with pauses."""

import json
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from importlib.metadata import PackageNotFoundError, metadata
from threading import Event
from typing import Any, Self

import httpcore2
import httpx2

from signdict import __version__
from signdict.core.errors import CancelledError, FetchError
from signdict.fetching.addresses import checked, host_of
from signdict.fetching.connections import BrokenOffError, Connections, PublicBackend, explained

#: Answers that say where else the film is, and those that ask to come back later.
_MOVED, _LATER = (301, 302, 303, 307, 308), (429, 503)
#: How often a host may ask to wait, or fail, before its films are left out.
_TRIES = 3
#: The longest list of a catalogue, in bytes; that of all files of Wikimedia's has 500 a page.
_LONGEST_LIST = 64 << 20


@dataclass(frozen=True, slots=True)
class Manners:
    """How patient and how polite a client is; all but `redirects` in seconds.

    `connect` and `read` limit the wait for a connection and for the next bytes, `whole` that for a
    whole film; after `slow` seconds it must come at `slowest` bytes a second. `pause` is between
    two requests to a host, and `patience` how long it may ask to wait.
    """

    connect: float = 20.0
    read: float = 30.0
    whole: float = 1800.0
    slow: float = 60.0
    slowest: float = 2000.0
    pause: float = 1.0
    patience: float = 120.0
    redirects: int = 5


class Client:
    """Fetches what public hosts offer by https. Use it in one thread; any thread may `stop` it."""

    def __init__(
        self,
        *,
        backend: httpcore2.NetworkBackend | None = None,
        context: ssl.SSLContext | None = None,
        manners: Manners = Manners(),
    ) -> None:
        """Tests connect to hosts of their own; `backend` and `context` are then theirs."""
        self.manners = manners
        self._stopped = Event()
        self._free: dict[str, float] = {}  # when a host may be asked again
        self._down: dict[str, FetchError] = {}
        timeouts = httpx2.Timeout(manners.read, connect=manners.connect)
        self._http = httpx2.Client(
            transport=Connections(
                backend or PublicBackend(), context or httpx2.create_ssl_context()
            ),
            timeout=timeouts, trust_env=False, headers={"User-Agent": user_agent()},
        )  # fmt: skip

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def stop(self) -> None:
        """Stop at the next moment: the running request raises CancelledError."""
        self._stopped.set()

    def check_stopped(self) -> None:
        """Raise CancelledError if the client was stopped."""
        if self._stopped.is_set():
            raise CancelledError("Fetching was stopped.")

    @contextmanager
    def answer(
        self, address: str, headers: Mapping[str, str] | None = None
    ) -> Iterator[httpx2.Response]:
        """Yield the successful answer of a host, whose body can be read in this context.

        Raise FetchError if it has none, BrokenOffError if the connection breaks, CancelledError if
        the client is stopped.
        """
        response = self._followed(checked(address), headers or {})
        try:
            with explained(response.request.url.host):
                yield response
        finally:
            response.close()

    def read_json(self, address: str, parameters: Mapping[str, str] | None = None) -> Any:
        """Return the answer of a host that is JSON. Raise FetchError if it is not."""
        return json.loads(self.text(address, parameters, "JSON", json.loads))

    def text(
        self,
        address: str,
        parameters: Mapping[str, str] | None = None,
        what: str = "text",
        check: Callable[[str], object] = str,
    ) -> str:
        """Return an answer that is text in UTF-8; `check` raises ValueError unless it is `what`.

        Raise FetchError if it is not, or longer than any list.
        """
        host = host_of(checked(address))
        with explained(host):
            url = str(httpx2.URL(address).copy_merge_params(dict(parameters or {})))
        for left in reversed(range(_TRIES)):
            try:
                content = self._content(url, host)
                text = content.decode("utf-8-sig")
                check(text)
                return text
            except BrokenOffError:
                if not left:
                    raise
            except (ValueError, RecursionError) as error:
                raise FetchError(
                    f"{host} answered with something else than {what}.",
                    hint="The catalogue may have moved. Look at its home page.",
                ) from error
        raise AssertionError("unreachable")

    def _content(self, url: str, host: str) -> bytes:
        parts, length = [], 0
        with self.answer(url) as response:
            for part in response.iter_bytes():
                self.check_stopped()
                length += len(part)
                if length > _LONGEST_LIST:
                    raise FetchError(f"The list of {host} is too long.", hint="Tell us about it.")
                parts.append(part)
        return b"".join(parts)

    def _followed(self, address: str, headers: Mapping[str, str]) -> httpx2.Response:
        """Return the answer of the last host to which an address leads."""
        for _ in range(self.manners.redirects + 1):
            response = self._asked(address, headers)
            if response.status_code not in _MOVED:
                return response
            response.close()
            address = self._next(response)
        raise FetchError(
            f"{host_of(address)} redirects without end.", hint="Correct the address of the film."
        )

    @staticmethod
    def _next(response: httpx2.Response) -> str:
        """Return where an answer redirects to. Raise FetchError if that may not be fetched."""
        host = response.request.url.host
        try:
            there = str(response.request.url.join(response.headers.get("Location", "")))
            return checked(there)
        except (FetchError, httpx2.InvalidURL) as error:
            reason = error.message if isinstance(error, FetchError) else "It is not an address."
            raise FetchError(
                f"{host} redirects to an address that is not fetched. {reason}",
                hint="Correct the address of the film.",
            ) from error

    def _asked(self, address: str, headers: Mapping[str, str]) -> httpx2.Response:
        """Return the answer of one host, after as many waits as it asks for, within limits."""
        host = host_of(address)
        if host in self._down:
            raise self._down[host]
        for tried in range(1, _TRIES + 1):
            try:
                response = self._sent(address, host, headers)
            except FetchError as error:
                if error.is_down and tried == 1:
                    continue  # a moment later it may be back
                raise self._noted(host, error) from error
            status = response.status_code
            if status < 400:
                return response
            seconds = _asked_to_wait(response, tried)
            response.close()
            if status not in _LATER and status < 500:
                raise _refusal(host, status)
            if tried == _TRIES or seconds > self.manners.patience:
                raise self._noted(host, _refusal(host, status, seconds))
            self._free[host] = time.monotonic() + seconds
        raise AssertionError("unreachable")

    def _noted(self, host: str, error: FetchError) -> FetchError:
        """Return an error, which is that of every later request if the host is down."""
        if error.is_down:
            self._down[host] = error
        return error

    def _sent(self, address: str, host: str, headers: Mapping[str, str]) -> httpx2.Response:
        """Send one request, when the host may be asked again."""
        self.wait(self._free.get(host, 0.0) - time.monotonic())
        try:
            with explained(host):
                request = self._http.build_request("GET", address, headers=dict(headers))
                return self._http.send(request, stream=True)
        finally:
            self._http.cookies.clear()
            self._free[host] = time.monotonic() + self.manners.pause

    def wait(self, seconds: float) -> None:
        """Wait. Raise CancelledError as soon as the client is stopped."""
        if seconds > 0:
            self._stopped.wait(seconds)
        self.check_stopped()


def user_agent() -> str:
    """Return who asks, with a contact if the installed package names one.

    That is what Wikimedia wants to know (https://www.mediawiki.org/wiki/Wikimedia_APIs/Access_policy).
    """
    contact = "a dictionary of sign languages"
    with suppress(PackageNotFoundError):
        named = metadata("signdict").get_all("Project-URL") or []
        contact = "; ".join([*(text.partition(", ")[2] for text in named[:1]), contact])
    return f"signdict/{__version__} ({contact}) httpx2/{httpx2.__version__}"


def _asked_to_wait(response: httpx2.Response, tried: int) -> float:
    """Return the seconds after which an answer asks to come back; some if it does not say."""
    text = response.headers.get("Retry-After", "").strip()
    if text.isdecimal():
        return float(text[:9])
    try:
        until = parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return 2.0 * tried
    return max(0.0, (until.astimezone(UTC) - datetime.now(UTC)).total_seconds())


def _refusal(host: str, status: int, seconds: float = 0.0) -> FetchError:
    """Return the error for an answer that is no success."""
    if status in (404, 410):
        return FetchError(
            f"{host} has nothing at this address ({status}).", hint="Correct the address."
        )
    if status in (401, 403, 451):
        return FetchError(
            f"{host} does not let signdict fetch this ({status}).",
            hint="Fetch it with a browser, if you may, and add the file.",
        )
    if status in _LATER:
        wait = f"{seconds / 60:.0f} minutes" if seconds >= 90 else f"{seconds:.0f} seconds"
        return FetchError(
            f"{host} asks to come back later ({status}).",
            hint=f"Try again in {wait}." if seconds >= 1 else "Try again later.", is_down=True,
        )  # fmt: skip
    if status == 416:
        return BrokenOffError(f"{host} cannot continue this film.", hint="Try again later.")
    if status >= 500:
        return FetchError(f"{host} failed ({status}).", hint="Try again later.")
    return FetchError(f"{host} refused the request ({status}).", hint="Correct the address.")
