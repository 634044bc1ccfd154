"""The service: the dictionary over HTTP, for programs on the same machine.

Embedding follows the service that SignCLIP's authors run (Jiang et al. 2024): a JSON body, with
GET or POST, brings the model's own vectors. Bodies are never logged.
"""

import base64
import binascii
import json
import socket
import sys
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from signdict import openapi
from signdict.dictionary import Dictionary
from signdict.errors import BusyError, LibraryError, ModelError, RequestError, SignDictError
from signdict.openapi import BODY, FRAMES, LETTERS, MOST, POSES, TEXTS
from signdict.pose import Pose
from signdict.posefile import parse_pose
from signdict.service import Service
from signdict.settings import LIMIT

LOCAL = ("127.0.0.1", "localhost", "::1")
_METHODS = ["GET", "POST"]

Body = dict[str, Any]
Answer = Callable[[Service, Body], Awaitable[object]]


def application(service: Service, hosts: Sequence[str], origins: Sequence[str] = ()) -> Starlette:
    """Make the ASGI application; `hosts` are the names under which it may be called."""
    answers: dict[str, Answer] = {
        "/api/embed/pose": _embed_pose,
        "/api/embed/text": _embed_text,
        "/api/recognise": _recognise,
        "/api/find": _find,
        "/api/models": _models,
    }
    schema = openapi.schema()
    page = openapi.page(schema)
    routes = [
        Route(path, _endpoint(service, answer), methods=_METHODS)
        for path, answer in answers.items()
    ]
    routes += [
        Route("/", lambda _: HTMLResponse(page)),
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


def run(service: Service, host: str, port: int, origins: Sequence[str] = ()) -> None:
    """Serve until somebody stops it. Raise RequestError if the address cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        if sys.platform != "win32":  # there it would let two programs share the port
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
    except (OSError, OverflowError) as refusal:
        listening.close()
        raise RequestError(
            f"The service cannot listen at {host}, port {port}.",
            hint="Another program may use the port: choose another --port.",
        ) from refusal
    # of a name such as [::1]:3030 the check sees what stands before the first colon
    hosts = ("127.0.0.1", "localhost", "[", "[::1]") if host in LOCAL else ("*",)
    config = uvicorn.Config(
        application(service, hosts, origins), log_level="warning", access_log=False, lifespan="off"
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


def _endpoint(service: Service, answer: Answer) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        try:
            return JSONResponse(await answer(service, await _body(request)))
        except SignDictError as error:
            headers = {"Retry-After": "1"} if isinstance(error, BusyError) else None
            told = {"error": error.message, "hint": error.hint}
            return JSONResponse(told, _status(error), headers)

    return endpoint


def _status(error: SignDictError) -> int:
    """The HTTP status of a refusal."""
    if isinstance(error, RequestError):
        return error.status
    if isinstance(error, BusyError):
        return 503
    if isinstance(error, LibraryError):
        return 500
    return 404 if isinstance(error, ModelError) else 400


async def _body(request: Request) -> Body:
    """Read a JSON object, never more of it than is allowed."""
    content = bytearray()
    async for chunk in request.stream():
        content += chunk
        if len(content) > BODY:
            raise RequestError(
                f"The body is larger than {BODY >> 20} MiB.", hint="Send fewer clips.", status=413
            )
    try:
        body = json.loads(content or b"{}")
    except (ValueError, RecursionError) as problem:
        raise RequestError("The body is not JSON.", hint="See / for an example.") from problem
    if not isinstance(body, dict):
        raise RequestError("The body is not a JSON object.", hint="See / for an example.")
    return body


async def _embed_pose(service: Service, body: Body) -> object:
    poses = [_pose(one, number) for number, one in enumerate(_several(body, "pose", POSES), 1)]
    name = _text(body, "model_name", "default")
    vectors = await service.ask(lambda d: service.encoder(d, name).raw_poses(poses))
    return {"embeddings": vectors.astype(float).tolist()}


async def _embed_text(service: Service, body: Body) -> object:
    texts = [_short(one) for one in _several(body, "text", TEXTS)]
    name = _text(body, "model_name", "default")
    vectors = await service.ask(lambda d: service.encoder(d, name).raw_texts(texts))
    return {"embeddings": vectors.astype(float).tolist()}


async def _recognise(service: Service, body: Body) -> object:
    pose = _pose(_text(body, "pose"), 1)
    score = _text(body, "score", "cosine")
    if score not in ("cosine", "dot"):
        raise RequestError(f"{score[:50]} is no score.", hint="Ask for cosine or dot.")
    languages, limit = _languages(body), _limit(body)
    found = await service.ask(
        lambda d: d.recognise(pose, languages, limit, "dot" if score == "dot" else "cosine")
    )
    return {"matches": [match.as_json() for match in found]}


async def _find(service: Service, body: Body) -> object:
    text, languages, limit = _short(_text(body, "text")), _languages(body), _limit(body)
    found = await service.ask(lambda d: d.find(text, languages, limit))
    return {"matches": [match.as_json() for match in found]}


async def _models(service: Service, body: Body) -> object:
    del body

    def listed(dictionary: Dictionary) -> list[dict[str, object]]:
        return dictionary.list_models()

    return {"models": await service.ask(listed)}


def _text(body: Body, name: str, usual: str | None = None) -> str:
    value = body.get(name, usual)
    if not isinstance(value, str):
        raise RequestError(f"{name} is missing, or no text.", hint="See / for an example.")
    return value


def _several(body: Body, name: str, most: int) -> list[str]:
    """One text, or a list of up to so many."""
    value = body.get(name)
    listed: list[Any] = value if isinstance(value, list) else [value]
    if not all(isinstance(one, str) for one in listed) or not listed:
        raise RequestError(
            f"{name} is missing, or neither a text nor a list of texts.",
            hint="See / for an example.",
        )
    if len(listed) > most:
        raise RequestError(f"{name} lists more than {most}.", hint="Ask in several requests.")
    return listed


def _short(text: str) -> str:
    if len(text) > LETTERS:
        raise RequestError(f"A text is longer than {LETTERS} letters.", hint="Shorten it.")
    return text


def _pose(text: str, number: int) -> Pose:
    """Read a `.pose` file out of base64."""
    try:
        content = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as problem:
        raise RequestError(
            f"Pose {number} is not base64.", hint="Encode the bytes of a .pose file."
        ) from problem
    pose = parse_pose(content, f"pose {number}")
    if len(pose) > FRAMES:
        raise RequestError(
            f"Pose {number} has more than {FRAMES:,} frames.", hint="Cut it into parts."
        )
    return pose.usable()


def _languages(body: Body) -> list[str]:
    codes = body.get("languages", [])
    if not isinstance(codes, list) or not all(isinstance(code, str) for code in codes):
        raise RequestError("languages is no list of codes.", hint='Such as ["ase", "ins"].')
    return codes


def _limit(body: Body) -> int:
    limit = body.get("limit", LIMIT)
    if type(limit) is not int or not 1 <= limit <= MOST:
        raise RequestError(f"limit is no number from 1 to {MOST}.", hint=f"It is usually {LIMIT}.")
    return limit


def _no_page(request: Request, problem: Exception) -> Response:
    code = getattr(problem, "status_code", 404)
    told = f"There is no {request.url.path} here." if code == 404 else "Use GET or POST."
    return JSONResponse({"error": told, "hint": "See / for what there is."}, code)


def _apology(request: Request, problem: Exception) -> Response:
    del request, problem  # the server writes the traceback to stderr
    told = {"error": "Something went wrong in signdict.", "hint": "Its terminal says what."}
    return JSONResponse(told, 500)
