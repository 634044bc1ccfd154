"""New labels for many signs at once: found and replaced, all of one language, or from a table."""

import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TypeAlias

from signdict.core.errors import ManifestError, SignDictError
from signdict.core.languages import language
from signdict.core.tables import Table, clean
from signdict.core.types import Sign
from signdict.library import records, textindex
from signdict.library.editing import Label

#: New labels by the number of the sign.
RelabelPlan: TypeAlias = dict[int, Label]
#: What a table must name, and what it may tell anew.
REQUIRED, _NEW = ("gloss",), ("gloss", "sign_language", "spoken_language", "concept", "variant")
OPTIONAL = ("id", "source", "sign_language", *(f"new_{name}" for name in _NEW))


@dataclass(frozen=True, slots=True)
class RelabelRequest:
    """What is to be changed: text found in glosses, or a value for all signs that are chosen.

    `source` and `only` (a sign language) choose; empty means all. `pattern`: `find` is a regular
    expression, and `replace` may name its groups.
    """

    source: str = ""
    only: str = ""
    find: str = ""
    replace: str = ""
    pattern: bool = False
    sign_language: str = ""
    spoken_language: str = ""


def planned(signs: Iterable[Sign], wanted: RelabelRequest) -> RelabelPlan:
    """The new labels of those signs that change. Raise ManifestError if one would be empty."""
    code = language(wanted.sign_language).code if wanted.sign_language else ""
    only = language(wanted.only).code if wanted.only else ""
    try:
        looked = re.compile(wanted.find if wanted.pattern else re.escape(wanted.find))
        new = wanted.replace if wanted.pattern else wanted.replace.replace("\\", r"\\")
        looked.sub(new, "")
    except (re.error, IndexError) as slip:
        raise ManifestError(
            f"{wanted.find} is no pattern that can be looked for ({slip}).",
            hint="Correct it, or look for plain text.",
        ) from slip
    plan: RelabelPlan = {}
    for sign in signs:
        if (wanted.source and sign.source.name != wanted.source) or only not in (
            "", sign.sign_language,
        ):  # fmt: skip
            continue
        old = of(sign)
        gloss = clean(looked.sub(new, sign.gloss)) if wanted.find else sign.gloss
        label = replace(
            old, gloss=gloss, sign_language=code or old.sign_language,
            spoken_language=wanted.spoken_language or old.spoken_language,
        )  # fmt: skip
        if not gloss:
            raise ManifestError(f"The gloss {sign.gloss} would be empty.", hint="Replace less.")
        if label != old:
            plan[sign.id] = label
    return plan


def of(sign: Sign) -> Label:
    """The label that a sign has."""
    return Label(sign.gloss, sign.sign_language, sign.concept, sign.spoken_language, sign.variant)


def from_table(path: Path, signs: Iterable[Sign]) -> tuple[RelabelPlan, list[str]]:
    """New labels from a CSV: `gloss` and perhaps `id`, `source`, `sign_language` choose, `new_...`
    tells. Return with them what is wrong with which line. Raise ManifestError about the whole."""
    table = Table(path, REQUIRED, OPTIONAL)
    if not any(name.startswith("new_") for name in table.columns()):
        table.check_readable()
        raise ManifestError(
            f"{path.name} has no column that begins with new_.",
            hint="Add new_gloss, new_sign_language, new_spoken_language, new_concept, new_variant.",
        )
    by_gloss: dict[str, list[Sign]] = {}
    for sign in signs:
        by_gloss.setdefault(sign.gloss.casefold(), []).append(sign)
    plan: RelabelPlan = {}
    wrong = []
    for line, row in table.rows():
        try:
            plan |= dict(_changed(row, by_gloss))
        except SignDictError as problem:
            wrong.append(f"Line {line} of {path.name}: {problem}")
    return plan, wrong


def _changed(
    row: Mapping[str, str], by_gloss: Mapping[str, list[Sign]]
) -> Iterator[tuple[int, Label]]:
    said = {"id": row.get("id"), "source": row.get("source"), "code": row.get("sign_language")}
    found = [
        sign
        for sign in by_gloss.get(clean(row["gloss"]).casefold(), [])
        if said["id"] in (None, "", str(sign.id))
        and said["source"] in (None, "", sign.source.name)
        and (said["code"] or "").lower() in ("", sign.sign_language)
    ]
    if not found:
        raise ManifestError(f"There is no sign {row['gloss']} to be changed.")
    told = {name: clean(row.get(f"new_{name}", "")) for name in _NEW}
    if code := told["sign_language"]:
        told["sign_language"] = language(code).code
    for sign in found:
        label = Label(**asdict(of(sign)) | {name: new for name, new in told.items() if new})
        if label != of(sign):
            yield sign.id, label


def apply(connection: sqlite3.Connection, plan: RelabelPlan) -> int:
    """Write new labels; signs of a source that get one label become one. Return how many signs
    there are less."""
    for sign in plan:  # out of each other's way: two may exchange names
        connection.execute("UPDATE signs SET variant = 'was ' || id WHERE id = ?", [sign])
    joined = sum(not _written(connection, sign, label) for sign, label in plan.items())
    records.changed(connection)
    return joined


def _written(connection: sqlite3.Connection, sign: int, label: Label) -> bool:
    """Give a sign its label; False if it became part of the sign that has it already."""
    values = [label.gloss, label.sign_language, label.variant]
    there = connection.execute(
        "SELECT other.id FROM signs AS other JOIN signs AS one ON one.source = other.source"
        " WHERE one.id = ? AND other.gloss = ? AND other.sign_language = ? AND other.variant = ?",
        [sign, *values],
    ).fetchone()
    if there:
        connection.execute("UPDATE clips SET sign = ? WHERE sign = ?", [there[0], sign])
        connection.execute("DELETE FROM signs WHERE id = ?", [sign])
        return False
    connection.execute(
        "UPDATE signs SET gloss = ?, sign_language = ?, variant = ?, place = ?,"
        " spoken_language = ?, concept = ? WHERE id = ?",
        [*values, label.gloss.casefold(), label.spoken_language, label.concept, sign],
    )
    connection.execute("DELETE FROM names WHERE sign = ? AND gloss", [sign])
    textindex.write(connection, sign, label.gloss, gloss=True)
    return True


def joined_with(connection: sqlite3.Connection, plan: RelabelPlan) -> set[int]:
    """The signs that are there already under one of the new labels of their source."""
    found: set[int] = set()
    for sign, label in plan.items():
        rows = connection.execute(
            "SELECT id FROM signs WHERE source = (SELECT source FROM signs WHERE id = ?)"
            " AND gloss = ? AND sign_language = ? AND variant = ?",
            [sign, label.gloss, label.sign_language, label.variant],
        )
        found |= {row[0] for row in rows}
    return found
