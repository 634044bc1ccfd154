"""Answers requests: validates the body of each path and asks the dictionary.

Embedding follows the service of SignCLIP's authors (Jiang et al. 2024): it returns the model's own
vectors of poses and texts.
"""

import base64
import binascii
import json
from collections.abc import Callable
from typing import Any

from signdict.core.errors import PoseError, RequestError
from signdict.core.kinds import KINDS, SignKind
from signdict.core.paths import ATTEMPTS, LIMIT
from signdict.dictionary.dictionary import Dictionary
from signdict.pose.pose import UsablePose
from signdict.pose.posefile import parse_pose
from signdict.service.openapi import CODES, FRAMES, LETTERS, MOST, NAME, POSES, TEXTS
from signdict.service.worker import Service

_EXAMPLE = "See / for an example."

Body = dict[str, Any]
Handler = Callable[[Service, Dictionary, Body], Body]


def answer(path: str, service: Service, dictionary: Dictionary, content: bytes) -> Body:
    """Answer a request on the dictionary's thread.

    Raise RequestError, PoseError or LanguageError if the body is invalid.
    """
    return ANSWERS[path](service, dictionary, _object(content))


def _embed_pose(service: Service, dictionary: Dictionary, body: Body) -> Body:
    files = _texts(body, "pose", POSES)
    poses = [_pose(file, number) for number, file in enumerate(files, start=1)]
    encoder = service.encoder(dictionary, _text(body, "model_name", NAME, "default"))
    return {"embeddings": encoder.raw_poses(poses).astype(float).tolist()}


def _embed_text(service: Service, dictionary: Dictionary, body: Body) -> Body:
    texts = [_valid("`text`", text, LETTERS) for text in _texts(body, "text", TEXTS)]
    encoder = service.encoder(dictionary, _text(body, "model_name", NAME, "default"))
    return {"embeddings": encoder.raw_texts(texts).astype(float).tolist()}


def _recognise(service: Service, dictionary: Dictionary, body: Body) -> Body:
    del service
    score = _text(body, "score", NAME, "cosine")
    if score not in ("cosine", "dot"):
        raise RequestError(f"Unknown score: {score}.", hint="Use cosine or dot.")
    files = _texts(body, "pose", ATTEMPTS)
    answer = dictionary.answer(
        [_pose(file, number) for number, file in enumerate(files, start=1)],
        _languages(body),
        _limit(body),
        _kind(body),
        "dot" if score == "dot" else "cosine",
        together=_flag(body, "together"),
    )
    used = [place + 1 for place in answer.used]
    return {"matches": [match.as_json() for match in answer.matches], "used": used}


def _find(service: Service, dictionary: Dictionary, body: Body) -> Body:
    del service
    matches = dictionary.find(
        _text(body, "text", LETTERS), _languages(body), _limit(body), (), _kind(body)
    )
    return {"matches": [match.as_json() for match in matches]}


def _models(service: Service, dictionary: Dictionary, body: Body) -> Body:
    del service, body
    return {"models": dictionary.list_models()}


#: The paths that take requests.
ANSWERS: dict[str, Handler] = {
    "/api/embed/pose": _embed_pose,
    "/api/embed/text": _embed_text,
    "/api/recognise": _recognise,
    "/api/find": _find,
    "/api/models": _models,
}


def _object(content: bytes) -> Body:
    try:
        body = json.loads(content or b"{}", strict=False)  # allows line breaks in base64
    except (ValueError, RecursionError) as problem:
        raise RequestError("The body is not JSON.", hint=_EXAMPLE) from problem
    if not isinstance(body, dict):
        raise RequestError("The body is not a JSON object.", hint=_EXAMPLE)
    return body


def _text(body: Body, name: str, most: int | None = None, default: str | None = None) -> str:
    value = body.get(name, default)
    if not isinstance(value, str):
        raise RequestError(f"`{name}` is missing or not a text.", hint=_EXAMPLE)
    return value if most is None else _valid(f"`{name}`", value, most)


def _texts(body: Body, name: str, most: int) -> list[str]:
    """Return one text as a list, or a list of up to `most`."""
    value = body.get(name)
    texts: list[Any] = value if isinstance(value, list) else [value]
    if not texts or not all(isinstance(text, str) for text in texts):
        raise RequestError(
            f"`{name}` is missing, or neither a text nor a list of texts.", hint=_EXAMPLE
        )
    if len(texts) > most:
        raise RequestError(f"`{name}` has more than {most} entries.", hint="Send several requests.")
    return texts


def _valid(name: str, text: str, most: int) -> str:
    """Check the length of a text, and that it has no unpaired surrogates, which JSON allows."""
    if len(text) > most:
        raise RequestError(f"{name} is longer than {most:,} characters.", hint="Shorten it.")
    try:
        text.encode()
    except UnicodeEncodeError as problem:
        raise RequestError(
            f"{name} contains half a character, \\u{ord(text[problem.start]):x}.",
            hint="Write both surrogates, or send the text as UTF-8.",
        ) from problem
    return text


def _pose(text: str, number: int) -> UsablePose:
    """Parse a `.pose` file in base64, which may have line breaks."""
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
        raise RequestError("`languages` must be a list of codes.", hint='Example: ["ase", "ins"].')
    if len(codes) > CODES:
        raise RequestError(
            f"`languages` has more than {CODES} entries.", hint="Omit it to search all languages."
        )
    return [_valid("A language code", code, NAME) for code in codes]


def _kind(body: Body) -> SignKind | None:
    """Return the kind of signs that are wanted; None for both."""
    name = body.get("kind")
    kind = next((kind for kind in KINDS if kind == name), None)
    if name is not None and kind is None:
        raise RequestError("`kind` must be word or letter.", hint="Omit it to search both.")
    return kind


def _flag(body: Body, name: str) -> bool:
    value = body.get(name, False)
    if not isinstance(value, bool):
        raise RequestError(f"`{name}` must be true or false.", hint="Omit it for false.")
    return value


def _limit(body: Body) -> int:
    limit = body.get("limit", LIMIT)
    if type(limit) is not int or not 1 <= limit <= MOST:
        raise RequestError(
            f"`limit` must be a number from 1 to {MOST:,}.", hint=f"The default is {LIMIT}."
        )
    return limit
