"""Describes the service as OpenAPI 3.1 and as a web page, from the same texts."""

import html
import json
import re
from typing import Any

from signdict import __version__
from signdict.core.kinds import KINDS
from signdict.core.paths import ATTEMPTS, LIMIT

#: Limits of a request: bytes, seconds until they arrive, clips, frames of a clip, texts, characters
#: of a text and of a name, languages, signs in a result.
BODY, PATIENCE, POSES, FRAMES, TEXTS = 32 << 20, 60, 64, 10_000, 256
LETTERS, NAME, CODES, MOST = 1_000, 100, 100, 1_000

_JSON = "application/json"
_LIMITS = (
    f"A body has up to {BODY >> 20} MiB, a request up to {POSES} clips of up to {FRAMES:,} frames, "
    f"or {TEXTS} texts of up to {LETTERS:,} characters. Requests are answered one after the other."
)
_ERRORS = {
    "400": "The request is invalid; the error says why.",
    "404": "No such model, or no such path.",
    "408": f"The body did not arrive in {PATIENCE} seconds.",
    "413": f"The body is larger than {BODY >> 20} MiB.",
    "500": "Something went wrong in signdict.",
    "503": "Too many requests are waiting; try again soon.",
}

_MODEL = {
    "type": "string",
    "maxLength": NAME,
    "default": "default",
    "description": "The name of a model, or default for the one in use.",
}
_CLIP = {
    "type": "string",
    "contentEncoding": "base64",
    "description": f"A .pose file of up to {FRAMES:,} frames, in base64.",
}
_WORDS = {"type": "string", "maxLength": LETTERS}
_CODES = {
    "type": "array",
    "items": {"type": "string", "maxLength": NAME},
    "maxItems": CODES,
    "description": "Search only these sign languages (ISO 639-3); by default all.",
}
_COUNT = {
    "type": "integer",
    "minimum": 1,
    "maximum": MOST,
    "default": LIMIT,
    "description": "The number of signs in the result.",
}
_SCORE = {
    "type": "string",
    "enum": ["cosine", "dot"],
    "default": "cosine",
    "description": "Compare by cosine, or by dot product.",
}
_TOGETHER = {
    "type": "boolean",
    "default": False,
    "description": "Use every clip, even if one clearly differs.",
}
_KIND = {
    "type": "string",
    "enum": [*KINDS],
    "description": "Search only words, or only letters of manual alphabets; by default both.",
}
_FILE = "zcxMPoAC4AGAAgQA..."
_MATCH = {
    "rank": 1, "id": 1510, "gloss": "hello", "variant": "", "kind": "word", "sign_language": "ase",
    "languages": ["ase"], "spoken_language": "en", "score": 1.0, "confidence": 1.0,
    "source": "ase_studiogalt", "sources": ["ase_studiogalt"],
    "clips": [1510], "media": None, "by": "words", "fits": True,
    "mirrored": False, "alike": [],
}  # fmt: skip
_ALIKE = {
    "id": 2710, "gloss": "A", "variant": "", "sign_language": "gsg", "source": "fingerspelling",
}  # fmt: skip
_MODEL_ROW = {
    "name": "signdict-2", "chosen": True, "bundled": True, "dimensions": 192,
    "sign_languages": 6, "read": 1649,
}  # fmt: skip
_KINDS = {bool: "boolean", int: "integer", float: "number", str: "string"}


def schema() -> dict[str, Any]:
    """Return the description of the service: OpenAPI 3.1."""
    vectors = {"type": "array", "items": {"type": "array", "items": {"type": "number"}}}
    numbers = {"embeddings": [[0.5422, 1.3899, -0.7035]]}
    matches = {"type": "array", "items": {"$ref": "#/components/schemas/Match"}}
    models = {"type": "array", "items": {"$ref": "#/components/schemas/Model"}}
    paths: dict[str, Any] = {
        "/api/embed/pose": _path(
            "Embed clips as the model's own vectors, not scaled to unit length.",
            {"pose": _or_list(_CLIP, POSES), "model_name": _MODEL},
            {"pose": [_FILE, _FILE], "model_name": "default"},
            _answer("embeddings", vectors, numbers),
        ),
        "/api/embed/text": _path(
            "Embed texts unchanged: include the tags, such as <en> <ase> house.",
            {"text": _or_list(_WORDS, TEXTS), "model_name": _MODEL},
            {"text": "<en> <ase> house"},
            _answer("embeddings", vectors, numbers),
        ),
        "/api/recognise": _path(
            "Return the signs that a clip looks like, best first. Several clips are attempts at "
            "one sign; those that clearly differ from the last are not used.",
            {
                "pose": _or_list(_CLIP, ATTEMPTS),
                "together": _TOGETHER,
                "languages": _CODES,
                "limit": _COUNT,
                "score": _SCORE,
                "kind": _KIND,
            },
            {"pose": _FILE, "languages": ["ase"], "limit": 3},
            _recognition(matches),
        ),
        "/api/find": _path(
            "Return the signs for a text, by words; if no gloss contains them, also by meaning.",
            {"text": _WORDS, "languages": _CODES, "limit": _COUNT, "kind": _KIND},
            {"text": "hello", "limit": 3},
            _answer("matches", matches, {"matches": [_MATCH]}),
        ),
        "/api/models": _path(
            "Return the models on this machine and which is in use.",
            {},
            {},
            _answer("models", models, {"models": [_MODEL_ROW]}),
        ),
        "/": _file("This description as a web page.", "text/html"),
        "/openapi.json": _file("This description as OpenAPI.", _JSON),
    }
    for path, methods in paths.items():
        for method, operation in methods.items():
            operation["operationId"] = re.sub(r"\W", "_", f"{method} {_id(path) or 'page'}")
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "signdict",
            "version": __version__,
            "description": "Finds signs by clips and by words. Nothing leaves this machine. "
            + _LIMITS,
        },
        "paths": paths,
        "components": {"schemas": _schemas(), "responses": _error_responses()},
    }


def page(schema: dict[str, Any], address: str) -> str:
    """Return the description as a web page, with examples for the service at `address`.

    It needs no script and no other file.
    """
    operations = {
        path: methods["post"] for path, methods in schema["paths"].items() if "post" in methods
    }
    links = "".join(
        f'<li><a href="#{_id(path)}"><code>{path}</code></a></li>' for path in operations
    )
    return _PAGE.format(
        version=_safe(schema["info"]["version"]),
        what=_safe(schema["info"]["description"].removesuffix(_LIMITS)),
        links=links,
        parts="".join(_section(path, operation, address) for path, operation in operations.items()),
        errors=_table(_ERRORS),
        limits=_LIMITS,
    )


def _path(
    what: str, fields: dict[str, Any], example: dict[str, Any], answer: dict[str, Any]
) -> dict[str, Any]:
    """Describe a path with GET and POST, which do the same; its first field is required."""
    required = list(fields)[:1]
    body = {"type": "object", "properties": fields, "required": required}
    operation = {
        "summary": what,
        "requestBody": {
            "required": bool(required),
            "content": {_JSON: {"schema": body, "example": example}},
        },
        "responses": {
            "200": {"description": "The result.", "content": {_JSON: answer}},
            **{code: {"$ref": f"#/components/responses/{code}"} for code in _ERRORS},
        },
    }
    return {"get": operation, "post": dict(operation)}


def _file(what: str, kind: str) -> dict[str, Any]:
    answer = {"description": what, "content": {kind: {}}}
    return {"get": {"summary": what, "responses": {"200": answer}}}


def _answer(name: str, values: dict[str, Any], example: dict[str, Any]) -> dict[str, Any]:
    fields = {"type": "object", "properties": {name: values}, "required": [name]}
    return {"schema": fields, "example": example}


def _recognition(matches: dict[str, Any]) -> dict[str, Any]:
    """Describe the matches of clips, and the numbers of the clips that they are for."""
    example = {"matches": [_MATCH | {"by": "signing"}], "used": [1]}
    used = {
        "type": "array",
        "items": {"type": "integer"},
        "description": "The numbers, from 1, of the clips that the result is for.",
    }
    answer = _answer("matches", matches, example)
    answer["schema"]["properties"]["used"] = used
    answer["schema"]["required"].append("used")
    return answer


def _or_list(item: dict[str, Any], most: int) -> dict[str, Any]:
    return {"anyOf": [item, {"type": "array", "items": item, "minItems": 1, "maxItems": most}]}


def _schemas() -> dict[str, Any]:
    """Return the schemas of the objects in responses, with the fields of their examples."""
    match = _like(_MATCH)
    match["properties"] |= {
        "clips": {"type": "array", "items": {"type": "integer"}},
        "sources": {
            "type": "array",
            "items": {"type": "string"},
            "description": "All sources, if the same sign of several was merged.",
        },
        "kind": {"type": "string", "enum": [*KINDS]},
        "languages": {
            "type": "array",
            "items": {"type": "string"},
            "description": "The sign languages of this sign and of the letters like it.",
        },
        "alike": {
            "type": "array",
            "items": _like(_ALIKE),
            "description": "The same letter in the same form in other languages.",
        },
        "confidence": {
            "type": ["number", "null"],
            "description": "By signing the probability of the sign, by words how well they agree; "
            "null by meaning, whose score is no probability.",
        },
        "media": {"type": ["string", "null"], "description": "The path of the video, or null."},
        "by": {"type": "string", "enum": ["words", "meaning", "signing"]},
        "fits": {"type": "boolean", "description": "Whether the match is close."},
        "mirrored": {
            "type": "boolean",
            "description": "Whether the mirror image of the clip is more similar.",
        },
    }
    error = _like({"error": "What happened.", "hint": "What to do."})
    return {"Match": match, "Model": _like(_MODEL_ROW), "Refusal": error}


def _error_responses() -> dict[str, Any]:
    content = {_JSON: {"schema": {"$ref": "#/components/schemas/Refusal"}}}
    return {code: {"description": why, "content": content} for code, why in _ERRORS.items()}


def _like(example: dict[str, Any]) -> dict[str, Any]:
    """Return a schema of objects with the fields of an example, typed by its simple values."""
    known = {k: {"type": _KINDS[type(v)]} for k, v in example.items() if type(v) in _KINDS}
    return {"type": "object", "properties": known, "required": list(example)}


def _section(path: str, operation: dict[str, Any], address: str) -> str:
    body = operation["requestBody"]["content"][_JSON]
    fields = body["schema"]["properties"]
    rows = _table({name: _kind(field) for name, field in fields.items()}, code=True)
    answer = operation["responses"]["200"]["content"][_JSON]["example"]
    return (
        f'<section id="{_id(path)}"><h2><code>{path}</code></h2>'
        f"<p>{_safe(operation['summary'])}</p>{rows or '<p>No body is needed.</p>'}"
        f"<pre>{_safe(_call(address.rstrip('/') + path, body['example']))}</pre>"
        f"<p>The response:</p><pre>{_safe(json.dumps(answer))}</pre></section>"
    )


def _call(address: str, example: dict[str, Any]) -> str:
    """Return an example for a terminal. A clip is too long to type and is read from a file."""
    if not example:
        return f"curl {address}"
    if "pose" in example:
        file = '{"pose": "%s"}'
        return f"printf '{file}' \"$(base64 < hello.pose)\" | curl {address} -d @-"
    return f"curl {address} -d '{json.dumps(example)}'"


def _kind(field: dict[str, Any]) -> str:
    """Return a description of a field."""
    item = field["anyOf"][0] if "anyOf" in field else field
    words = [item.get("description") or f"A text of up to {item['maxLength']:,} characters."]
    if "enum" in item:
        words.append(f"One of: {', '.join(item['enum'])}.")
    if "anyOf" in field:
        words.append(f"One, or a list of up to {field['anyOf'][1]['maxItems']}.")
    if "maximum" in item:
        words.append(f"From {item['minimum']} to {item['maximum']:,}.")
    if "default" in item:
        usual = item["default"]
        words.append(f"Usually {json.dumps(usual) if isinstance(usual, bool) else usual}.")
    return " ".join(words)


def _table(rows: dict[str, str], *, code: bool = False) -> str:
    """Return a table of names and their descriptions, or "" without rows."""
    form = "<code>{}</code>" if code else "{}"
    cells = "".join(
        f'<tr><th scope="row">{form.format(_safe(name))}</th><td>{_safe(what)}</td></tr>'
        for name, what in rows.items()
    )
    return f"<table>{cells}</table>" if cells else ""


def _id(path: str) -> str:
    return path.strip("/").replace("/", "-")


def _safe(text: str) -> str:
    return html.escape(text, quote=False)


_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>signdict: the service</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
:root {{ color-scheme: light dark; }}
body {{
  font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem;
}}
h1 {{ font-size: 1.5rem; }} h2 {{ font-size: 1.15rem; margin-top: 3rem; }}
code, pre {{ font-family: ui-monospace, monospace; font-size: .9em; }}
pre {{
  padding: .75rem 1rem; border: 1px solid; border-radius: 6px;
  white-space: pre-wrap; overflow-wrap: anywhere;
}}
table {{ border-collapse: collapse; }}
th, td {{ text-align: left; vertical-align: top; padding: .2rem 1rem .2rem 0; }}
th {{ font-weight: 600; white-space: nowrap; }}
</style></head><body><main>
<h1>signdict: the service</h1>
<p>{what}Version {version}. Every path takes a JSON body with GET or POST.
For programs: <a href="/openapi.json">openapi.json</a>.</p>
<nav aria-label="On this page"><ul>{links}
<li><a href="#errors">Errors</a></li><li><a href="#limits">Limits</a></li>
</ul></nav>
{parts}
<section id="errors"><h2>Errors</h2>
<p>An error is <code>{{"error": "what happened", "hint": "what to do"}}</code> with one of these
status codes:</p>
{errors}</section>
<section id="limits"><h2>Limits</h2><p>{limits}</p></section>
</main></body></html>
"""
