"""What each address of the service makes of the body of a request, and what it refuses.

Embedding follows the service that SignCLIP's authors run (Jiang et al. 2024): poses or texts bring
the model's own vectors.
"""

import base64
import binascii
import json
from collections.abc import Callable
from typing import Any

from signdict.core.errors import PoseError, RequestError
from signdict.core.paths import LIMIT
from signdict.dictionary.dictionary import Dictionary
from signdict.pose.pose import UsablePose
from signdict.pose.posefile import parse_pose
from signdict.service.openapi import CODES, FRAMES, LETTERS, MOST, NAME, POSES, TEXTS
from signdict.service.worker import Service

_EXAMPLE = "See / for an example."

Body = dict[str, Any]
Handler = Callable[[Service, Dictionary, Body], Body]


def answer(path: str, service: Service, dictionary: Dictionary, content: bytes) -> Body:
    """Answer what an address was sent, on the dictionary's thread.

    Raise RequestError, PoseError or LanguageError, in a sentence, if it cannot be used.
    """
    return ANSWERS[path](service, dictionary, _object(content))


def _embed_pose(service: Service, dictionary: Dictionary, body: Body) -> Body:
    poses = [_pose(one, number) for number, one in enumerate(_several(body, "pose", POSES), 1)]
    encoder = service.encoder(dictionary, _text(body, "model_name", NAME, "default"))
    return {"embeddings": encoder.raw_poses(poses).astype(float).tolist()}


def _embed_text(service: Service, dictionary: Dictionary, body: Body) -> Body:
    texts = [_readable("text", one, LETTERS) for one in _several(body, "text", TEXTS)]
    encoder = service.encoder(dictionary, _text(body, "model_name", NAME, "default"))
    return {"embeddings": encoder.raw_texts(texts).astype(float).tolist()}


def _recognise(service: Service, dictionary: Dictionary, body: Body) -> Body:
    del service
    pose, score = _pose(_text(body, "pose"), 1), _text(body, "score", NAME, "cosine")
    if score not in ("cosine", "dot"):
        raise RequestError(f"{score} is no score.", hint="Ask for cosine or dot.")
    found = dictionary.recognise(
        pose, _languages(body), _limit(body), "dot" if score == "dot" else "cosine"
    )
    return {"matches": [match.as_json() for match in found]}


def _find(service: Service, dictionary: Dictionary, body: Body) -> Body:
    del service
    found = dictionary.find(_text(body, "text", LETTERS), _languages(body), _limit(body))
    return {"matches": [match.as_json() for match in found]}


def _models(service: Service, dictionary: Dictionary, body: Body) -> Body:
    del service, body
    return {"models": dictionary.list_models()}


#: Every address that takes questions.
ANSWERS: dict[str, Handler] = {
    "/api/embed/pose": _embed_pose,
    "/api/embed/text": _embed_text,
    "/api/recognise": _recognise,
    "/api/find": _find,
    "/api/models": _models,
}


def _object(content: bytes) -> Body:
    try:
        body = json.loads(content or b"{}", strict=False)  # line ends within base64 are welcome
    except (ValueError, RecursionError) as problem:
        raise RequestError("The body is not JSON.", hint=_EXAMPLE) from problem
    if not isinstance(body, dict):
        raise RequestError("The body is not a JSON object.", hint=_EXAMPLE)
    return body


def _text(body: Body, name: str, most: int | None = None, usual: str | None = None) -> str:
    value = body.get(name, usual)
    if not isinstance(value, str):
        raise RequestError(f"{name} is missing, or no text.", hint=_EXAMPLE)
    return value if most is None else _readable(name, value, most)


def _several(body: Body, name: str, most: int) -> list[str]:
    """One text, or a list of up to so many."""
    value = body.get(name)
    listed: list[Any] = value if isinstance(value, list) else [value]
    if not listed or not all(isinstance(one, str) for one in listed):
        raise RequestError(
            f"{name} is missing, or neither a text nor a list of texts.", hint=_EXAMPLE
        )
    if len(listed) > most:
        raise RequestError(f"{name} lists more than {most}.", hint="Ask in several requests.")
    return listed


def _readable(name: str, text: str, most: int) -> str:
    """A text that is not too long, and made of letters: JSON can also write halves of some."""
    if len(text) > most:
        raise RequestError(f"{name} is longer than {most:,} letters.", hint="Shorten it.")
    try:
        text.encode()
    except UnicodeEncodeError as half:
        raise RequestError(
            f"{name} holds half a letter, \\u{ord(text[half.start]):x} alone.",
            hint="Write both halves, or send the text as UTF-8.",
        ) from half
    return text


def _pose(text: str, number: int) -> UsablePose:
    """Read a `.pose` file out of base64, which may be broken into lines."""
    try:
        content = base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError) as problem:
        raise RequestError(
            f"Pose {number} is not base64.", hint="Encode the bytes of a .pose file."
        ) from problem
    pose = parse_pose(content, f"pose {number}")
    if len(pose) > FRAMES:
        raise RequestError(
            f"Pose {number} has more than {FRAMES:,} frames.", hint="Cut it into parts."
        )
    try:
        return pose.usable()
    except PoseError as error:
        raise RequestError(f"Pose {number}: {error.message}", hint=error.hint) from error


def _languages(body: Body) -> list[str]:
    codes = body.get("languages", [])
    if not isinstance(codes, list) or not all(isinstance(code, str) for code in codes):
        raise RequestError("languages is no list of codes.", hint='Such as ["ase", "ins"].')
    if len(codes) > CODES:
        raise RequestError(
            f"languages lists more than {CODES}.", hint="Leave it out to ask for all."
        )
    return [_readable("A language code", code, NAME) for code in codes]


def _limit(body: Body) -> int:
    limit = body.get("limit", LIMIT)
    if type(limit) is not int or not 1 <= limit <= MOST:
        raise RequestError(
            f"limit is no number from 1 to {MOST:,}.", hint=f"It is usually {LIMIT}."
        )
    return limit
