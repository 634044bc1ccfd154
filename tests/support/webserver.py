"""Hosts of the web in this process: films and lists by https, and every way in which they fail."""

import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from signdict.fetching import client
from signdict.fetching.client import Client, Manners
from signdict.fetching.connections import PublicBackend

#: The certificate of the hosts below with its key, made for these tests, and who signed it. The
#: hosts are films.example, *.films.example, other.example, and those that have catalogues.
_WEB = Path(__file__).parent / "web"
QUICK = Manners(connect=5, read=5, pause=0, patience=3)


@dataclass
class Answer:
    """What a host answers: headers are added to the length of the body."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    sent: int | None = None  # bytes that are sent before the connection breaks
    wait: float = 0.0  # before each piece of the body
    pieces: int = 1


@dataclass(frozen=True)
class Request:
    """What a host was asked, when, and with which headers."""

    host: str
    path: str
    headers: dict[str, str]
    moment: float


class Web:
    """Answers for all hosts; `pages` has an answer, a list of answers, or a function for each."""

    def __init__(self) -> None:
        self.pages: dict[str, Answer | list[Answer] | Callable[[Request], Answer]] = {}
        self.requests: list[Request] = []
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(_WEB / "host.pem")
        self._server = _Server(("127.0.0.1", 0), _handler(self))
        self._server.socket = context.wrap_socket(
            self._server.socket, server_side=True, do_handshake_on_connect=False
        )
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()

    def __enter__(self) -> "Web":
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def port(self) -> int:
        """The port of this computer at which all hosts answer."""
        return self._server.server_address[1]

    @property
    def asked(self) -> list[str]:
        """The addresses that were asked for, in order."""
        return [f"https://{r.host}{r.path}" for r in self.requests]

    def client(self, manners: Manners = QUICK, backend: PublicBackend | None = None) -> Client:
        """Return a client for which all names lead to these hosts."""
        context = ssl.create_default_context(cafile=_WEB / "authority.pem")
        return Client(backend=backend or LocalHosts(self.port), context=context, manners=manners)

    def serve_all(self, monkeypatch, manners: Manners = QUICK) -> None:
        """Have everything that is fetched in this process come from these hosts."""
        made = self.client
        monkeypatch.setattr(client, "Client", lambda: made(manners))

    def answer(self, request: Request) -> Answer:
        """Return the next answer of a page: the last of several is repeated."""
        page = self.pages.get(f"https://{request.host}{urlsplit(request.path).path}")
        if page is None:
            return Answer(b"nothing", 404, {"Content-Type": "text/html"})
        if isinstance(page, list):
            return page.pop(0) if len(page) > 1 else page[0]
        return page if isinstance(page, Answer) else page(request)


class LocalHosts(PublicBackend):
    """Connects to one port of this computer, whatever the host."""

    def __init__(self, port: int) -> None:
        super().__init__(lambda host, port: ["127.0.0.1"], lambda address: True)
        self._port = port

    def connect_tcp(self, host, port, *rest, **named):
        """Connect to the hosts of a test."""
        return super().connect_tcp(host, self._port, *rest, **named)


def ranged(content: bytes, request: Request, kind: str = "video/mp4") -> Answer:
    """Return a film, or the rest of it that was asked for, as RFC 9110 describes."""
    headers = {"Content-Type": kind, "ETag": '"one"', "Accept-Ranges": "bytes"}
    given = request.headers.get("range", "")
    if given and request.headers.get("if-range") == '"one"':
        start = int(given.removeprefix("bytes=").rstrip("-"))
        if start >= len(content):
            return Answer(b"", 416, {"Content-Range": f"bytes */{len(content)}"})
        headers["Content-Range"] = f"bytes {start}-{len(content) - 1}/{len(content)}"
        return Answer(content[start:], 206, headers)
    return Answer(content, 200, headers)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request, client_address) -> None:
        """Say nothing: clients break connections on purpose."""


def _handler(web: Web) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: object) -> None:
            """Print nothing."""

        def do_GET(self) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            host = headers.get("host", "").partition(":")[0]
            request = Request(host, self.path, headers, time.monotonic())
            web.requests.append(request)
            answer = web.answer(request)
            self.send_response(answer.status)
            given = {"content-length": str(len(answer.body)), "Content-Type": "video/mp4"}
            named = {name.lower() for name in answer.headers}
            for name, value in given.items():
                if name.lower() not in named:
                    self.send_header(name, value)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.end_headers()
            body = answer.body[: answer.sent]
            size = -(-len(body) // answer.pieces) or 1
            for start in range(0, len(body) or 1, size):
                time.sleep(answer.wait)
                self.wfile.write(body[start : start + size])
            if answer.sent is not None:
                self.close_connection = True

    return Handler


def hosts_of_another_process(port: int) -> None:
    """Have everything that is fetched in this process come from the hosts of another one."""
    context = ssl.create_default_context(cafile=_WEB / "authority.pem")
    client.Client = lambda: Client(backend=LocalHosts(port), context=context, manners=QUICK)
