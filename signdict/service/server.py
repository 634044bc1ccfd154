"""The service: the dictionary over HTTP, for programs on the same machine.

Every address takes a JSON body with GET or POST; bodies are never logged.
"""

import asyncio
import ipaddress
import re
import socket
import sys
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from signdict.core.errors import BusyError, LibraryError, ModelError, RequestError, SignDictError
from signdict.service import openapi
from signdict.service.handlers import ANSWERS, answer
from signdict.service.openapi import BODY, PATIENCE
from signdict.service.worker import Service

_METHODS = ["GET", "POST"]
#: Seconds that questions under way may take when the service is stopped.
_GRACE = 3
#: A client that is still sending hears a refusal only once it has sent: so many bytes and seconds.
_LINGER, _LINGER_SECONDS = 4 * BODY, 10


def application(service: Service, hosts: Sequence[str], origins: Sequence[str] = ()) -> Starlette:
    """Make the ASGI application; `hosts` are the names under which it may be called."""
    schema = openapi.schema()
    routes = [Route(path, _endpoint(service, path), methods=_METHODS) for path in ANSWERS]
    routes += [
        Route("/", lambda request: HTMLResponse(openapi.page(schema, str(request.base_url)))),
        Route("/openapi.json", lambda _: JSONResponse(schema)),
    ]
    middleware = [Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts))]
    if origins:
        middleware.append(
            Middleware(
                CORSMiddleware,
                allow_origins=list(origins),
                allow_methods=_METHODS,
                allow_headers=["content-type"],
            )
        )
    handlers: dict[Any, Any] = {Exception: _apology, 404: _no_page, 405: _no_page}
    return Starlette(routes=routes, middleware=middleware, exception_handlers=handlers)


def listen(host: str, port: int) -> socket.socket:
    """Take an address; who asks has to wait for `run`. Raise RequestError if it cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        if sys.platform != "win32":  # there it would let two programs share the port
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen()
    except (OSError, UnicodeError) as refusal:
        listening.close()
        raise RequestError(
            f"The service cannot listen at {host}, port {port}.",
            hint="Another program may use the port, or the address is not one of this machine: "
            "choose another --port or --host.",
        ) from refusal
    return listening


def is_local(listening: socket.socket) -> bool:
    """Whether only programs on this machine reach an address."""
    return ipaddress.ip_address(listening.getsockname()[0]).is_loopback


def origin(text: str) -> str:
    """Return the address of web pages as browsers name it. Raise RequestError if it is none."""
    if not re.fullmatch(r"https?://[^/\s*]+/?", text, re.IGNORECASE):
        raise RequestError(
            f"{text} is not where web pages come from.", hint="Such as http://localhost:8000"
        )
    return text.rstrip("/").casefold()


def run(service: Service, listening: socket.socket, host: str, origins: Sequence[str] = ()) -> None:
    """Serve until somebody stops it; where only this machine asks, under its own names alone."""
    hosts = ["*"]
    if is_local(listening):
        # of a name such as [::1]:3030 older checks see what stands before the first colon
        hosts = ["127.0.0.1", "localhost", "[", "[::1]", host]
    config = uvicorn.Config(
        application(service, hosts, origins),
        http="h11",
        ws="none",
        lifespan="off",
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=_GRACE,
    )
    _Server(config).run(sockets=[listening])


class _Server(uvicorn.Server):
    """Tells its address once it listens."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to listen."""
        await super().startup(sockets)
        for one in sockets or []:
            host, port = one.getsockname()[:2]
            name = f"[{host}]" if ":" in host else host
            print(f"signdict serves http://{name}:{port}/  (Ctrl-C stops it)", flush=True)  # noqa: T201


class _Refusal(JSONResponse):
    """A sentence, said at once, and kept open until a client that is still sending can hear it."""

    def __init__(self, error: SignDictError, rest: AsyncGenerator[bytes, None]) -> None:
        headers = {"Retry-After": "1"} if isinstance(error, BusyError) else None
        told = {"error": error.message, "hint": error.hint}
        super().__init__(told, _status(error), headers)
        self._rest = rest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, then read on a little: else the connection would break under the sender."""
        del scope, receive
        headers = self.raw_headers
        await send({"type": "http.response.start", "status": self.status_code, "headers": headers})
        await send({"type": "http.response.body", "body": self.body, "more_body": True})
        left = _LINGER
        with suppress(ClientDisconnect, TimeoutError, asyncio.CancelledError):
            async with asyncio.timeout(_LINGER_SECONDS):
                async for chunk in self._rest:
                    left -= len(chunk)
                    if left < 0:
                        break
        await send({"type": "http.response.body", "body": b"", "more_body": False})


def _endpoint(service: Service, path: str) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        stream = request.stream()
        try:
            with service.turn():
                content = await _content(stream)
                return await service.ask(
                    lambda dictionary: JSONResponse(answer(path, service, dictionary, content))
                )
        except ClientDisconnect:
            return Response()  # which nobody is there to hear
        except asyncio.CancelledError:
            return _Refusal(
                BusyError("The service is being stopped.", hint="Ask when it runs again."), stream
            )
        except SignDictError as error:
            return _Refusal(error, stream)

    return endpoint


async def _content(stream: AsyncGenerator[bytes, None]) -> bytes:
    """Read a body, never more of it than is allowed, and never for ever."""
    content = bytearray()
    try:
        async with asyncio.timeout(PATIENCE):
            async for chunk in stream:
                content += chunk
                if len(content) > BODY:
                    raise RequestError(
                        f"The body is larger than {BODY >> 20} MiB.",
                        hint="Send fewer clips.",
                        status=413,
                    )
    except TimeoutError as late:
        raise RequestError(
            f"The body did not arrive in {PATIENCE} seconds.", hint="Send it again.", status=408
        ) from late
    return bytes(content)


def _status(error: SignDictError) -> int:
    """The HTTP status of a refusal."""
    if isinstance(error, RequestError):
        return error.status
    if isinstance(error, BusyError):
        return 503
    return 500 if isinstance(error, LibraryError | ModelError) else 400


def _no_page(request: Request, problem: Exception) -> Response:
    code = getattr(problem, "status_code", 404)
    told = f"There is no {request.url.path} here." if code == 404 else "Use GET or POST."
    return JSONResponse({"error": told, "hint": "See / for what there is."}, code)


def _apology(request: Request, problem: Exception) -> Response:
    del request, problem  # the server writes the traceback to stderr
    told = {"error": "Something went wrong in signdict.", "hint": "Its terminal says what."}
    return JSONResponse(told, 500)
