"""What the service offers, as OpenAPI 3.1 and as a page for people, made from the same words."""

import html
import json
import re
from typing import Any

from signdict import __version__
from signdict.core.paths import LIMIT

#: Limits of a request: bytes, seconds until they are here, clips, frames of a clip, texts,
#: letters of a text and of a name, languages, signs listed.
BODY, PATIENCE, POSES, FRAMES, TEXTS = 32 << 20, 60, 64, 10_000, 256
LETTERS, NAME, CODES, MOST = 1_000, 100, 100, 1_000

_JSON = "application/json"
_LIMITS = (
    f"A body has up to {BODY >> 20} MiB, a request up to {POSES} clips of up to {FRAMES:,} frames, "
    f"or {TEXTS} texts of up to {LETTERS:,} letters. Questions are answered one after the other."
)
_ERRORS = {
    "400": "Something in the request cannot be used; the sentence says what.",
    "404": "There is no such model, or no such address.",
    "408": f"The body did not arrive in {PATIENCE} seconds.",
    "413": f"The body is larger than {BODY >> 20} MiB.",
    "500": "Something went wrong in signdict.",
    "503": "Too many questions are waiting; ask again in a moment.",
}

_MODEL = {
    "type": "string",
    "maxLength": NAME,
    "default": "default",
    "description": "Name of a model, or default: the one in use.",
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
    "description": "Only these sign languages (ISO 639-3); otherwise all.",
}
_COUNT = {
    "type": "integer",
    "minimum": 1,
    "maximum": MOST,
    "default": LIMIT,
    "description": "How many signs to list.",
}
_SCORE = {
    "type": "string",
    "enum": ["cosine", "dot"],
    "default": "cosine",
    "description": "Compare by angle, or by raw dot product.",
}
_FILE = "zcxMPoAC4AGAAgQA..."
_FOUND = {
    "rank": 1, "id": 1510, "gloss": "hello", "variant": "", "sign_language": "ase",
    "spoken_language": "en", "score": 1.0, "confidence": 1.0, "source": "ase_studiogalt",
    "clips": [1510], "media": None, "by": "words", "fits": True,
    "mirrored": False,
}  # fmt: skip
_LISTED = {
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
            "Embed clips: the model's own vectors, not scaled to unit length.",
            {"pose": _or_list(_CLIP, POSES), "model_name": _MODEL},
            {"pose": [_FILE, _FILE], "model_name": "default"},
            _answer("embeddings", vectors, numbers),
        ),
        "/api/embed/text": _path(
            "Embed texts as they are: write the tags yourself, such as <en> <ase> house.",
            {"text": _or_list(_WORDS, TEXTS), "model_name": _MODEL},
            {"text": "<en> <ase> house"},
            _answer("embeddings", vectors, numbers),
        ),
        "/api/recognise": _path(
            "Which signs does a clip look like? The best first.",
            {"pose": _CLIP, "languages": _CODES, "limit": _COUNT, "score": _SCORE},
            {"pose": _FILE, "languages": ["ase"], "limit": 3},
            _answer("matches", matches, {"matches": [_FOUND | {"by": "signing"}]}),
        ),
        "/api/find": _path(
            "Which signs are there for a text? By words; where no gloss has them, by meaning too.",
            {"text": _WORDS, "languages": _CODES, "limit": _COUNT},
            {"text": "hello", "limit": 3},
            _answer("matches", matches, {"matches": [_FOUND]}),
        ),
        "/api/models": _path(
            "Which models are on this machine, and which is in use?",
            {},
            {},
            _answer("models", models, {"models": [_LISTED]}),
        ),
        "/": _file("The page that says this to people.", "text/html"),
        "/openapi.json": _file("This description, for programs.", _JSON),
    }
    for path, methods in paths.items():
        for method, operation in methods.items():
            operation["operationId"] = re.sub(r"\W", "_", f"{method} {_id(path) or 'page'}")
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "signdict",
            "version": __version__,
            "description": "Looks signs up by clips and by words. Nothing leaves this machine. "
            + _LIMITS,
        },
        "paths": paths,
        "components": {"schemas": _schemas(), "responses": _refusals()},
    }


def page(told: dict[str, Any], address: str) -> str:
    """Return a page that says the same to people, with examples for the service at `address`.

    It needs no script and no other file.
    """
    asked = {path: methods["post"] for path, methods in told["paths"].items() if "post" in methods}
    links = "".join(f'<li><a href="#{_id(path)}"><code>{path}</code></a></li>' for path in asked)
    return _PAGE.format(
        version=_safe(told["info"]["version"]),
        what=_safe(told["info"]["description"].removesuffix(_LIMITS)),
        links=links,
        parts="".join(_section(path, operation, address) for path, operation in asked.items()),
        errors=_table(_ERRORS),
        limits=_LIMITS,
    )


def _path(
    what: str, fields: dict[str, Any], example: dict[str, Any], answer: dict[str, Any]
) -> dict[str, Any]:
    """An address with GET and POST, which mean the same; its first field is needed."""
    needed = list(fields)[:1]
    body = {"type": "object", "properties": fields, "required": needed}
    operation = {
        "summary": what,
        "requestBody": {
            "required": bool(needed),
            "content": {_JSON: {"schema": body, "example": example}},
        },
        "responses": {
            "200": {"description": "The answer.", "content": {_JSON: answer}},
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


def _or_list(one: dict[str, Any], most: int) -> dict[str, Any]:
    return {"anyOf": [one, {"type": "array", "items": one, "minItems": 1, "maxItems": most}]}


def _schemas() -> dict[str, Any]:
    """The objects of answers, each with the fields of its example."""
    match = _like(_FOUND)
    match["properties"] |= {
        "clips": {"type": "array", "items": {"type": "integer"}},
        "media": {"type": ["string", "null"], "description": "The video, if there is one."},
        "by": {"type": "string", "enum": ["words", "meaning", "signing"]},
        "fits": {"type": "boolean", "description": "False where nothing fits well."},
        "mirrored": {"type": "boolean", "description": "Whether its mirror image is more alike."},
    }
    refusal = _like({"error": "What happened.", "hint": "What to do."})
    return {"Match": match, "Model": _like(_LISTED), "Refusal": refusal}


def _refusals() -> dict[str, Any]:
    content = {_JSON: {"schema": {"$ref": "#/components/schemas/Refusal"}}}
    return {code: {"description": why, "content": content} for code, why in _ERRORS.items()}


def _like(example: dict[str, Any]) -> dict[str, Any]:
    """A schema of objects with the fields of an example, as far as its values tell."""
    known = {k: {"type": _KINDS[type(v)]} for k, v in example.items() if type(v) in _KINDS}
    return {"type": "object", "properties": known, "required": list(example)}


def _section(path: str, operation: dict[str, Any], address: str) -> str:
    body = operation["requestBody"]["content"][_JSON]
    fields = body["schema"]["properties"]
    rows = _table({name: _kind(field) for name, field in fields.items()}, code=True)
    answer = operation["responses"]["200"]["content"][_JSON]["example"]
    return (
        f'<section id="{_id(path)}"><h2><code>{path}</code></h2>'
        f"<p>{_safe(operation['summary'])}</p>{rows or '<p>It needs no body.</p>'}"
        f"<pre>{_safe(_call(address.rstrip('/') + path, body['example']))}</pre>"
        f"<p>The answer:</p><pre>{_safe(json.dumps(answer))}</pre></section>"
    )


def _call(address: str, example: dict[str, Any]) -> str:
    """An example for a terminal. Clips are too long to be typed, and come out of a file."""
    if not example:
        return f"curl {address}"
    if "pose" in example:
        file = '{"pose": "%s"}'
        return f"printf '{file}' \"$(base64 < hello.pose)\" | curl {address} -d @-"
    return f"curl {address} -d '{json.dumps(example)}'"


def _kind(field: dict[str, Any]) -> str:
    """What a field may be, in words."""
    one = field["anyOf"][0] if "anyOf" in field else field
    words = [one.get("description") or f"A text of up to {one['maxLength']:,} letters."]
    if "enum" in one:
        words.append(f"One of: {', '.join(one['enum'])}.")
    if "anyOf" in field:
        words.append(f"One, or a list of up to {field['anyOf'][1]['maxItems']}.")
    if "maximum" in one:
        words.append(f"From {one['minimum']} to {one['maximum']:,}.")
    if "default" in one:
        words.append(f"Usually {one['default']}.")
    return " ".join(words)


def _table(rows: dict[str, str], *, code: bool = False) -> str:
    """Names and what they mean, or nothing if there are none."""
    form = "<code>{}</code>" if code else "{}"
    told = "".join(
        f'<tr><th scope="row">{form.format(_safe(name))}</th><td>{_safe(what)}</td></tr>'
        for name, what in rows.items()
    )
    return f"<table>{told}</table>" if told else ""


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
<p>{what}Version {version}. Every address takes a JSON body, with GET or with POST.
The same for programs: <a href="/openapi.json">openapi.json</a>.</p>
<nav aria-label="On this page"><ul>{links}
<li><a href="#errors">When something is wrong</a></li><li><a href="#limits">Limits</a></li>
</ul></nav>
{parts}
<section id="errors"><h2>When something is wrong</h2>
<p>The answer is then <code>{{"error": "what happened", "hint": "what to do"}}</code>, with one of
these codes:</p>
{errors}</section>
<section id="limits"><h2>Limits</h2><p>{limits}</p></section>
</main></body></html>
"""
