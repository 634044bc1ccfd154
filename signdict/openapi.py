"""What the service offers, as OpenAPI 3.1 and as a page for people, made from the same words."""

import html
import json
from typing import Any

from signdict import __version__
from signdict.settings import LIMIT

#: Limits of a request: bytes, clips, frames of a clip, texts, letters of a text, signs listed.
BODY, POSES, FRAMES, TEXTS, LETTERS, MOST = 32 << 20, 64, 10_000, 256, 1_000, 1_000

_NAME = {
    "type": "string",
    "default": "default",
    "description": "Name of a model, or default: the one in use.",
}
_FILE = {"type": "string", "format": "byte", "description": "A .pose file in base64."}
_WORDS = {"type": "string", "maxLength": LETTERS}
_CODES = {
    "type": "array",
    "items": {"type": "string"},
    "description": "Only these sign languages (ISO 639-3); otherwise all.",
}
_COUNT = {"type": "integer", "minimum": 1, "maximum": MOST, "default": LIMIT}
_MATCH = {
    "rank": "integer", "id": "integer", "gloss": "string", "variant": "string",
    "sign_language": "string", "spoken_language": "string", "score": "number",
    "confidence": "number", "source": "string", "by": "string",
}  # fmt: skip
_ERRORS = {
    "400": "Something in the request cannot be used; the sentence says what.",
    "404": "There is no such model, or no such address.",
    "413": f"The body is larger than {BODY >> 20} MiB.",
    "500": "Something went wrong in signdict.",
    "503": "Too many questions are waiting; ask again in a moment.",
}


def schema() -> dict[str, Any]:
    """Return the description of the service: OpenAPI 3.1."""
    paths: dict[str, Any] = {
        "/api/embed/pose": _path(
            "Embed clips: the model's own vectors, not scaled to unit length.",
            {"pose": _or_list(_FILE, POSES), "model_name": _NAME},
            ["pose"],
            {"embeddings": _vectors()},
            {"pose": ["UEsDBAo...", "UEsDBAo..."], "model_name": "default"},
        ),
        "/api/embed/text": _path(
            "Embed texts as they are: write the tags yourself, such as <en> <ase> house.",
            {"text": _or_list(_WORDS, TEXTS), "model_name": _NAME},
            ["text"],
            {"embeddings": _vectors()},
            {"text": "<en> <ase> house"},
        ),
        "/api/recognise": _path(
            "Which signs does a clip look like? The best first.",
            {
                "pose": _FILE,
                "languages": _CODES,
                "limit": _COUNT,
                "score": {"type": "string", "enum": ["cosine", "dot"], "default": "cosine"},
            },
            ["pose"],
            {"matches": _matches()},
            {"pose": "UEsDBAo...", "languages": ["ase"], "limit": 3},
        ),
        "/api/find": _path(
            "Which signs are there for a text? By its words, or else by its meaning: see `by`.",
            {"text": _WORDS, "languages": _CODES, "limit": _COUNT},
            ["text"],
            {"matches": _matches()},
            {"text": "hello", "limit": 3},
        ),
        "/api/models": _path(
            "The models on this machine, and which is in use.",
            {},
            [],
            {"models": {"type": "array", "items": {"type": "object"}}},
            {},
        ),
    }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "signdict",
            "version": __version__,
            "description": "Looks signs up by clips and by words. Nothing leaves this machine.",
        },
        "paths": paths,
        "components": {
            "schemas": {
                "Refusal": {
                    "type": "object",
                    "properties": {"error": {"type": "string"}, "hint": {"type": "string"}},
                    "required": ["error", "hint"],
                }
            }
        },
    }


def page(told: dict[str, Any]) -> str:
    """Return a page that says the same to people; it needs no script and no other file."""
    parts = [_section(path, methods["post"]) for path, methods in told["paths"].items()]
    errors = "".join(
        f"<tr><th>{code}</th><td>{_safe(why)}</td></tr>" for code, why in _ERRORS.items()
    )
    limits = (
        f"A body has up to {BODY >> 20} MiB, a request up to {POSES} clips of up to {FRAMES:,} "
        f"frames, or {TEXTS} texts of up to {LETTERS:,} letters. Questions are answered one after "
        "the other."
    )
    return _PAGE.format(
        title="signdict: the service",
        what=_safe(told["info"]["description"]),
        version=_safe(told["info"]["version"]),
        parts="".join(parts),
        errors=errors,
        limits=limits,
    )


def _path(
    what: str,
    fields: dict[str, Any],
    required: list[str],
    answer: dict[str, Any],
    example: dict[str, Any],
) -> dict[str, Any]:
    """An address with GET and POST, which mean the same."""
    operation = {
        "summary": what,
        "requestBody": {
            "required": bool(required),
            "content": {
                "application/json": {
                    "schema": {"type": "object", "properties": fields, "required": required},
                    "example": example,
                }
            },
        },
        "responses": {
            "200": {
                "description": "The answer.",
                "content": {
                    "application/json": {"schema": {"type": "object", "properties": answer}}
                },
            },
            **{code: _refusal(why) for code, why in _ERRORS.items()},
        },
    }
    return {"get": operation, "post": operation}


def _refusal(why: str) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Refusal"}
    return {"description": why, "content": {"application/json": {"schema": schema}}}


def _or_list(one: dict[str, Any], most: int) -> dict[str, Any]:
    return {"anyOf": [one, {"type": "array", "items": one, "minItems": 1, "maxItems": most}]}


def _vectors() -> dict[str, Any]:
    return {"type": "array", "items": {"type": "array", "items": {"type": "number"}}}


def _matches() -> dict[str, Any]:
    fields: dict[str, Any] = {name: {"type": kind} for name, kind in _MATCH.items()}
    fields["clips"] = {"type": "array", "items": {"type": "integer"}}
    fields["media"] = {"type": ["string", "null"]}
    return {"type": "array", "items": {"type": "object", "properties": fields}}


def _section(path: str, operation: dict[str, Any]) -> str:
    content = operation["requestBody"]["content"]["application/json"]
    rows = "".join(
        f"<tr><th><code>{name}</code></th><td>{_kind(field)}</td></tr>"
        for name, field in content["schema"]["properties"].items()
    )
    table = f"<table>{rows}</table>" if rows else "<p>It needs no body.</p>"
    body = json.dumps(content["example"])
    call = f"curl http://127.0.0.1:3030{path}"
    call += f" -H 'content-type: application/json' -d '{body}'" if content["example"] else ""
    good = operation["responses"]["200"]["content"]["application/json"]["schema"]
    answer = next(iter(good["properties"]))
    return (
        f'<section id="{path.strip("/").replace("/", "-")}"><h2><code>{path}</code></h2>'
        f"<p>{_safe(operation['summary'])} The answer is <code>{answer}</code>.</p>{table}"
        f'<pre tabindex="0">{_safe(call)}</pre></section>'
    )


def _kind(field: dict[str, Any]) -> str:
    """What a field may be, in words."""
    one = field["anyOf"][0] if "anyOf" in field else field
    words = [one.get("description", "")]
    if "enum" in one:
        words.append(f"One of: {', '.join(one['enum'])}.")
    if "anyOf" in field:
        words.append(f"One, or a list of up to {field['anyOf'][1]['maxItems']}.")
    if "maxLength" in one:
        words.insert(0, f"A text of up to {one['maxLength']:,} letters.")
    if "maximum" in one:
        words.append(f"From {one['minimum']} to {one['maximum']:,}.")
    if "default" in one:
        words.append(f"Usually {one['default']}.")
    return _safe(" ".join(filter(None, words)))


def _safe(text: str) -> str:
    return html.escape(text, quote=False)


_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
:root {{ color-scheme: light dark; }}
body {{
  font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem;
}}
h1 {{ font-size: 1.5rem; }} h2 {{ font-size: 1.1rem; margin-top: 2.5rem; }}
code, pre {{ font-family: ui-monospace, monospace; font-size: .9em; }}
pre {{
  padding: .75rem 1rem; border: 1px solid; border-radius: 6px;
  white-space: pre-wrap; overflow-wrap: anywhere;
}}
table {{ border-collapse: collapse; }}
th, td {{ text-align: left; vertical-align: top; padding: .2rem 1rem .2rem 0; }}
th {{ font-weight: 600; white-space: nowrap; }}
</style></head><body><main>
<h1>{title}</h1>
<p>{what} Version {version}. GET and POST mean the same; both take a JSON body.
The same for programs: <a href="/openapi.json">openapi.json</a>.</p>
{parts}
<section id="errors"><h2>When something is wrong</h2>
<p>The answer is then <code>{{"error": "what happened", "hint": "what to do"}}</code>, with one of
these codes:</p>
<table>{errors}</table></section>
<section id="limits"><h2>Limits</h2><p>{limits}</p></section>
</main></body></html>
"""
