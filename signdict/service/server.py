"""Serves the dictionary over HTTP to programs on the same machine.

Every path takes a JSON body with GET or POST. Bodies are never logged.
"""

import asyncio
import ipaddress
import json
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
#: The time that requests in progress have when the service is stopped, in seconds.
_GRACE = 3
#: A client reads an error only after it has sent its body: up to this many bytes and seconds.
_LINGER, _LINGER_SECONDS = 4 * BODY, 10


def application(service: Service, hosts: Sequence[str], origins: Sequence[str] = ()) -> Starlette:
    """Create the ASGI application; `hosts` are the allowed values of the Host header."""
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
    handlers: dict[Any, Any] = {Exception: _server_error, 404: _not_found, 405: _not_found}
    return Starlette(routes=routes, middleware=middleware, exception_handlers=handlers)


def listen(host: str, port: int) -> socket.socket:
    """Bind an address; clients wait until `run`. Raise RequestError if it is not available."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        if sys.platform != "win32":  # there it would let two programs share the port
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen()
    except (OSError, UnicodeError) as problem:
        listening.close()
        raise RequestError(
            f"The service cannot listen at {host}, port {port}.",
            hint="Another program may use the port, or the address is not one of this machine: "
            "choose another --port or --host.",
        ) from problem
    return listening


def is_local(listening: socket.socket) -> bool:
    """Return whether only programs on this machine can reach an address."""
    return ipaddress.ip_address(listening.getsockname()[0]).is_loopback


def origin(text: str) -> str:
    """Return an origin as browsers write it. Raise RequestError if it is not valid."""
    if not re.fullmatch(r"https?://[^/\s*]+/?", text, re.IGNORECASE):
        raise RequestError(f"Not a web origin: {text}.", hint="Example: http://localhost:8000")
    return text.rstrip("/").casefold()


def run(
    service: Service,
    listening: socket.socket,
    host: str,
    origins: Sequence[str],
    say: Callable[[str], None],
) -> None:
    """Serve until stopped, and say the address once requests are answered.

    A local address accepts only the names of this machine as Host.
    """
    hosts = ["*"]
    if is_local(listening):
        # older versions compare only the part of [::1]:3030 before the first colon
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
    _Server(config, say).run(sockets=[listening])


class _Server(uvicorn.Server):
    """Says its address when it listens."""

    def __init__(self, config: uvicorn.Config, say: Callable[[str], None]) -> None:
        super().__init__(config)
        self._say = say

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start to listen."""
        await super().startup(sockets)
        for listening in sockets or []:
            host, port = listening.getsockname()[:2]
            name = f"[{host}]" if ":" in host else host
            self._say(f"signdict serves http://{name}:{port}/  (Ctrl-C stops it)")


class _Json(JSONResponse):
    """JSON in UTF-8, with escapes for the bytes of file names that are not text."""

    def render(self, content: Any) -> bytes:
        """Return the body of the response."""
        text = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        return text.encode(errors="backslashreplace")


class _ErrorResponse(JSONResponse):
    """An error that is sent at once and kept open until a client that is still sending reads it."""

    def __init__(self, error: SignDictError, rest: AsyncGenerator[bytes, None]) -> None:
        headers = {"Retry-After": "1"} if isinstance(error, BusyError) else None
        super().__init__({"error": error.message, "hint": error.hint}, _status(error), headers)
        self._rest = rest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the error, then read on, so that the connection does not break for the sender."""
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
                    lambda dictionary: _Json(answer(path, service, dictionary, content))
                )
        except ClientDisconnect:
            return Response()  # the client is gone
        except asyncio.CancelledError:
            return _ErrorResponse(
                BusyError("The service is stopping.", hint="Try again when it runs."), stream
            )
        except SignDictError as error:
            return _ErrorResponse(error, stream)

    return endpoint


async def _content(stream: AsyncGenerator[bytes, None]) -> bytes:
    """Read a body, up to the limits of size and time."""
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
    """Return the HTTP status of an error."""
    if isinstance(error, RequestError):
        return error.status
    if isinstance(error, BusyError):
        return 503
    return 500 if isinstance(error, LibraryError | ModelError) else 400


def _not_found(request: Request, problem: Exception) -> Response:
    code = getattr(problem, "status_code", 404)
    message = f"No such path: {request.url.path}." if code == 404 else "Use GET or POST."
    return JSONResponse({"error": message, "hint": "See / for all paths."}, code)


def _server_error(request: Request, problem: Exception) -> Response:
    del request, problem  # the server writes the traceback to stderr
    content = {"error": "Something went wrong in signdict.", "hint": "See its terminal."}
    return JSONResponse(content, 500)
