"""Connections to public hosts, directly or through the proxy of this computer.

A name is resolved here and the connection is made to the very address that was checked, so a name
that leads elsewhere a moment later (DNS rebinding) is of no use. TLS still checks the name.
"""

import contextlib
import socket
import ssl
import urllib.request
from collections.abc import Callable, Iterable, Iterator

import httpcore2
import httpx2

from signdict.core.errors import FetchError
from signdict.fetching.addresses import is_public, own_network

#: A function that returns the IP addresses of a host, for a port.
Resolver = Callable[[str, int], list[str]]


def resolve(host: str, port: int) -> list[str]:
    """Return the IP addresses of a host, in the order in which to try them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(place[4][0]) for place in found))


class PublicBackend(httpcore2.NetworkBackend):
    """Connects to the public addresses of hosts."""

    def __init__(
        self, resolve: Resolver = resolve, allowed: Callable[[str], bool] = is_public
    ) -> None:
        """`allowed` says whether an IP address may be connected to."""
        self._resolve, self._allowed = resolve, allowed
        self._inner = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """Connect to the first address of a host that answers.

        Raise FetchError if none of its addresses is public, or it has none.
        """
        try:
            places = self._resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise FetchError(
                f"There is no host {host}, or this computer is offline.",
                hint="Check the address and the connection.", is_down=True,
            ) from error  # fmt: skip
        public = [place for place in places if self._allowed(place)]
        if not public:
            raise own_network(host)
        failure: httpcore2.NetworkError | httpcore2.TimeoutException | None = None
        for place in public:
            try:
                return self._inner.connect_tcp(place, port, timeout, local_address, socket_options)
            except (httpcore2.NetworkError, httpcore2.TimeoutException) as error:
                failure = error
        raise failure or httpcore2.ConnectError("no address")


class Connections(httpx2.BaseTransport):
    """Sends requests on one connection for each host, through the proxy if the system has one."""

    def __init__(self, backend: httpcore2.NetworkBackend, context: ssl.SSLContext) -> None:
        self._context = context
        self._direct = httpcore2.ConnectionPool(
            ssl_context=context, network_backend=backend, max_connections=4, keepalive_expiry=15,
        )  # fmt: skip
        self._proxies: dict[str, httpcore2.ConnectionPool] = {}

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send a request and return the answer, whose body is not read yet."""
        url = httpcore2.URL(
            scheme=request.url.raw_scheme, host=request.url.raw_host, port=request.url.port,
            target=request.url.raw_path,
        )  # fmt: skip
        sent = httpcore2.Request(
            request.method, url, headers=request.headers.raw, extensions=request.extensions
        )
        answer = self._pool(request.url).handle_request(sent)
        return httpx2.Response(
            answer.status,
            headers=answer.headers,
            stream=_AnswerBody(answer),
            extensions=answer.extensions,
        )

    def close(self) -> None:
        """Close all connections."""
        for pool in (self._direct, *self._proxies.values()):
            pool.close()

    def _pool(self, url: httpx2.URL) -> httpcore2.ConnectionPool:
        proxy = proxy_for(url.host)
        if not proxy:
            return self._direct
        if proxy not in self._proxies:
            self._proxies[proxy] = _proxy_pool(proxy, self._context)
        return self._proxies[proxy]


class _AnswerBody(httpx2.SyncByteStream):
    """The body of an answer."""

    def __init__(self, answer: httpcore2.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        yield from self._answer.iter_stream()

    def close(self) -> None:
        """Close the connection, unless the body was read to its end."""
        self._answer.close()


def proxy_for(host: str) -> str:
    """Return the address of the proxy for a host: of the environment, or of the system's settings.

    Empty if no proxy is set, or the host is excepted from it (NO_PROXY).
    """
    proxies = urllib.request.getproxies()
    proxy = proxies.get("https") or proxies.get("all") or ""
    if not proxy or urllib.request.proxy_bypass(host):
        return ""
    return proxy if "://" in proxy else f"http://{proxy}"


def _proxy_pool(address: str, context: ssl.SSLContext) -> httpcore2.ConnectionPool:
    """Return connections through a proxy. Raise FetchError if it is of another kind than HTTP."""
    try:
        proxy = httpx2.Proxy(address)
    except (ValueError, httpx2.InvalidURL):
        proxy = None
    if proxy is None or proxy.url.scheme not in ("http", "https") or not proxy.url.host:
        shown = address.rpartition("@")[2]
        raise FetchError(
            f"The proxy {shown} cannot be used.",
            hint="signdict needs an HTTP proxy, such as http://proxy.example:3128.", is_down=True,
        )  # fmt: skip
    return httpcore2.HTTPProxy(
        httpcore2.URL(
            scheme=proxy.url.raw_scheme, host=proxy.url.raw_host, port=proxy.url.port, target="/"
        ),
        proxy_auth=proxy.raw_auth, ssl_context=context, proxy_ssl_context=proxy.ssl_context,
        max_connections=4, keepalive_expiry=15,
    )  # fmt: skip


class BrokenOffError(FetchError):
    """A connection broke; trying again may give the rest."""


_LATER = "Try again later."
#: What the errors of a connection mean: the first kind that fits, whether the rest of a film may
#: come if it is asked for again, and whether the host is down.
_MEANINGS: tuple[tuple[type[Exception], str, str, bool, bool], ...] = (
    (httpcore2.ConnectTimeout, "{host} does not answer.", _LATER, False, True),
    (httpcore2.TimeoutException, "{host} stopped sending.", _LATER, True, False),
    (
        httpcore2.ProxyError, "The proxy refuses to connect to {host}.", "Ask who runs it.", False,
        True,
    ),
    (httpcore2.ConnectError, "{host} cannot be connected to.", _LATER, False, True),
    (
        httpcore2.NetworkError, "The connection to {host} broke before everything had come.",
        _LATER, True, False,
    ),
    (
        httpcore2.ProtocolError, "The connection to {host} broke before everything had come.",
        _LATER, True, False,
    ),
    (httpx2.InvalidURL, "{host} is not a valid host.", "Correct the address.", False, False),
    (
        httpx2.DecodingError, "{host} sent an answer that cannot be read.", "Tell who runs it.",
        False, False,
    ),
)  # fmt: skip


@contextlib.contextmanager
def explained(host: str) -> Iterator[None]:
    """Raise FetchError, with a sentence for users, in place of the errors of a connection."""
    try:
        yield
    except tuple(kind for kind, *_ in _MEANINGS) as error:
        if _is_certificate(error):
            raise FetchError(
                f"The certificate of {host} is not valid.",
                hint="Nothing was fetched from it. Check the date of this computer.", is_down=True,
            ) from error  # fmt: skip
        _, message, hint, may_go_on, is_down = next(
            meaning for meaning in _MEANINGS if isinstance(error, meaning[0])
        )
        kind = BrokenOffError if may_go_on else FetchError
        raise kind(message.format(host=host), hint=hint, is_down=is_down) from error


def _is_certificate(error: BaseException | None) -> bool:
    """Return whether a failure to connect is about the certificate of the host."""
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return True
        error = error.__cause__ or error.__context__
    return False
