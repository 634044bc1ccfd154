"""Changes the labels of many signs at once: by search and replace, by language, or from a table."""

import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TypeAlias

from signdict.core.cleaning import clean, limited
from signdict.core.errors import ManifestError, SignDictError
from signdict.core.kinds import kind_of
from signdict.core.languages import language
from signdict.core.tables import Table
from signdict.core.text import uncased
from signdict.core.types import Sign
from signdict.library import editing, embeddings, records
from signdict.library.editing import Label

#: New labels by the id of the sign.
RelabelPlan: TypeAlias = dict[int, Label]
#: The columns that a table must have, the parts of a label, and the columns that it may have.
REQUIRED, _PARTS = ("gloss",), (
    "gloss", "sign_language", "spoken_language", "concept", "variant", "kind",
)  # fmt: skip
OPTIONAL = ("id", "source", "sign_language", *(f"new_{part}" for part in _PARTS))


@dataclass(frozen=True, slots=True)
class RelabelRequest:
    """Which signs to change, and how: replace text in their glosses, or set languages or kind.

    `source` and `only` (a sign language) select signs; empty means all. If `pattern` is set, `find`
    is a regular expression, and `replace` may refer to its groups.
    """

    source: str = ""
    only: str = ""
    find: str = ""
    replace: str = ""
    pattern: bool = False
    sign_language: str = ""
    spoken_language: str = ""
    kind: str = ""

    @property
    def changes(self) -> bool:
        """Whether it says what to change."""
        return bool(self.find or self.sign_language or self.spoken_language or self.kind)


def planned(signs: Iterable[Sign], request: RelabelRequest) -> RelabelPlan:
    """Return the new labels of the signs that change. Raise ManifestError if a gloss is emptied."""
    code = language(request.sign_language).code if request.sign_language else ""
    only = language(request.only).code if request.only else ""
    try:
        pattern = re.compile(request.find if request.pattern else re.escape(request.find))
        new = request.replace if request.pattern else request.replace.replace("\\", r"\\")
        pattern.sub(new, "")
    except (re.error, IndexError) as problem:
        raise ManifestError(
            f"{request.find} is not a valid pattern ({problem}).",
            hint="Correct it, or search for plain text.",
        ) from problem
    plan: RelabelPlan = {}
    for sign in signs:
        if request.source not in ("", sign.source.name) or only not in ("", sign.sign_language):
            continue
        old = label_of(sign)
        text = pattern.sub(new, sign.gloss)
        gloss = limited("gloss", text) if request.find and text != sign.gloss else sign.gloss
        if not gloss:
            raise ManifestError(f"The gloss {sign.gloss} would be empty.", hint="Replace less.")
        label = replace(
            old, gloss=gloss, sign_language=code or old.sign_language,
            spoken_language=clean(request.spoken_language) or old.spoken_language,
            kind=kind_of(request.kind) if request.kind else old.kind,
        )  # fmt: skip
        if label != old:
            plan[sign.id] = label
    return plan


def label_of(sign: Sign) -> Label:
    """Return the label of a sign."""
    return Label(
        sign.gloss, sign.sign_language, sign.concept, sign.spoken_language, sign.variant, sign.kind
    )


def from_table(path: Path, signs: Iterable[Sign]) -> tuple[RelabelPlan, list[str]]:
    """Return the new labels of a CSV, and a sentence for each line that cannot be used.

    The columns `gloss`, `id`, `source` and `sign_language` select signs; the columns `new_...`
    contain the new parts. Raise ManifestError if the table as a whole cannot be used.
    """
    table = Table(path, REQUIRED, OPTIONAL)
    if not any(name.startswith("new_") for name in table.columns()):
        table.check_readable()
        raise ManifestError(
            f"{path.name} has no column that starts with new_.",
            hint="Add new_gloss, new_sign_language, new_spoken_language, new_concept, new_variant"
            " or new_kind.",
        )
    by_gloss: dict[str, list[Sign]] = {}
    for sign in signs:
        by_gloss.setdefault(uncased(sign.gloss), []).append(sign)
    plan: RelabelPlan = {}
    problems = []
    for line, row in table.rows():
        try:
            plan |= dict(_changes_of(row, by_gloss))
        except SignDictError as problem:
            problems.append(f"Line {line} of {path.name}: {problem}")
    return plan, problems


def _changes_of(
    row: Mapping[str, str], by_gloss: Mapping[str, list[Sign]]
) -> Iterator[tuple[int, Label]]:
    """Yield the signs that a row selects and changes, with their new labels."""
    number, source, code = row.get("id"), row.get("source"), row.get("sign_language") or ""
    matches = [
        sign
        for sign in by_gloss.get(uncased(row["gloss"]), [])
        if number in (None, "", str(sign.id))
        and source in (None, "", sign.source.name)
        and code.lower() in ("", sign.sign_language)
    ]
    matches = [sign for sign in matches if sign.gloss == clean(row["gloss"])] or matches
    if not matches:
        raise ManifestError(f"There is no sign {row['gloss']} that can be changed.")
    new = {part: limited(part, row.get(f"new_{part}", "")) for part in _PARTS}
    if new["sign_language"]:
        new["sign_language"] = language(new["sign_language"]).code
    if new["kind"]:
        new["kind"] = kind_of(new["kind"])
    for sign in matches:
        label = Label(**asdict(label_of(sign)) | {part: text for part, text in new.items() if text})
        if label != label_of(sign):
            yield sign.id, label


def apply(connection: sqlite3.Connection, plan: RelabelPlan) -> int:
    """Write new labels and return by how many the number of signs falls.

    Signs of one source that get the same label become one sign.
    """
    for sign in plan:  # a temporary label each, because two signs may exchange labels
        connection.execute("UPDATE signs SET variant = 'was ' || id WHERE id = ?", [sign])
    joined = sum(not _write(connection, sign, label) for sign, label in plan.items())
    embeddings.raise_generation(connection)
    return joined


def _write(connection: sqlite3.Connection, sign: int, label: Label) -> bool:
    """Give a sign its label; return False if it became part of the sign that already has it.

    Raise ManifestError if that sign is of another kind.
    """
    other = editing.sign_with_label(connection, _source_of(connection, sign), label)
    if other is not None:
        if (known := records.kind_of(connection, other)) != label.kind:
            raise records.other_kind(label.gloss, _source_of(connection, sign), known)
        connection.execute("UPDATE clips SET sign = ? WHERE sign = ?", [other, sign])
        connection.execute("DELETE FROM signs WHERE id = ?", [sign])
        return False
    editing.write_label(connection, sign, label)
    return True


def joined_with(connection: sqlite3.Connection, plan: RelabelPlan) -> set[int]:
    """Return the signs that already have one of the new labels in their source."""
    others = (
        editing.sign_with_label(connection, _source_of(connection, sign), label)
        for sign, label in plan.items()
    )
    return {sign for sign in others if sign is not None}


def _source_of(connection: sqlite3.Connection, sign: int) -> str:
    row = connection.execute("SELECT source FROM signs WHERE id = ?", [sign]).fetchone()
    return str(row[0]) if row else ""
