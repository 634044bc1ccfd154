"""What is to be added: a folder, a file or a CSV table becomes a list of clips.

What makes the whole unusable is a ManifestError; what is wrong with one row is a Skipped.
"""

import hashlib
import json
import math
from dataclasses import dataclass, fields, replace
from pathlib import Path

from signdict.errors import LanguageError, ManifestError, SignDictError
from signdict.languages import language, languages
from signdict.table import EXTRA, Table, clean, not_opened

#: Endings of the files that a folder is searched for.
ENDINGS = (
    ".pose", ".mp4", ".m4v", ".mov", ".avi", ".mkv", ".webm", ".mpg", ".mpeg", ".wmv", ".flv",
    ".ogv", ".3gp", ".mts", ".m2ts",
)  # fmt: skip
_OWN = "my signs"  # the source of a single file, when none is named


@dataclass(frozen=True, slots=True)
class Entry:
    """A clip to be read: a file, or the seconds `start` to `end` of one."""

    path: Path
    gloss: str
    sign_language: str
    spoken_language: str = ""
    variant: str = ""
    concept: str = ""
    signer: str = ""
    start: float | None = None
    end: float | None = None
    source: str = ""
    licence: str = ""
    attribution: str = ""
    version: str = ""
    url: str = ""


#: The columns that a table must have, and those that it may have.
REQUIRED, OPTIONAL = ("path", "gloss", "sign_language"), tuple(f.name for f in fields(Entry))[3:]


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that is not added, and why, in one sentence."""

    path: Path
    reason: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The clips to be read, and those that cannot be."""

    entries: tuple[Entry, ...]
    skipped: tuple[Skipped, ...] = ()


def entries(
    path: Path,
    *,
    sign_language: str = "",
    spoken_language: str = "",
    source: str = "",
    licence: str = "",
    attribution: str = "",
) -> Manifest:
    """List the clips of a folder, a video, a .pose file or a CSV table.

    The named values hold where a table says nothing. Raise ManifestError if nothing can be
    added, LanguageError if `sign_language` is no code.
    """
    code = language(sign_language).code if sign_language else ""
    usual = Entry(path, "", code, spoken_language, licence=licence, attribution=attribution)
    if path.is_dir():
        return _of_folder(replace(usual, source=source or path.resolve().name or _OWN))
    if not path.is_file():
        raise ManifestError(
            f"There is no file or folder {path}.", hint="Look for a slip in its name."
        )
    if path.suffix.lower() == ".csv":
        return _of_table(replace(usual, source=source or path.stem))
    if path.suffix.lower() not in ENDINGS:
        raise ManifestError(
            f"{path.name} is neither a video nor a .pose file.",
            hint="Add a video, a .pose file, a folder of them, or a CSV table.",
        )
    return _whole([replace(usual, gloss=gloss_of(path), source=source or _OWN)], [])


def digest(entry: Entry) -> str:
    """What a clip is, in 64 letters: the bytes of its file, its span, gloss, language, variant."""
    try:
        with entry.path.open("rb") as file:
            content = hashlib.file_digest(file, "sha256")
    except OSError as error:
        raise not_opened(entry.path) from error
    content.update(json.dumps(_identity(entry)[1:]).encode())
    return content.hexdigest()


def gloss_of(path: Path) -> str:
    """The gloss that a file name tells: `thank_you.mp4` is `thank you`."""
    return clean(path.stem.replace("_", " "))


def _of_folder(usual: Entry) -> Manifest:
    root = usual.path.resolve()
    found: list[Entry] = []
    skipped: list[Skipped] = []
    for path in sorted(usual.path.rglob("*")):
        below = path.relative_to(usual.path)
        hidden = any(part.startswith(".") for part in below.parts)
        if hidden or path.suffix.lower() not in ENDINGS or not path.is_file():
            continue
        named = [part.lower() for part in below.parts[:-1] if part.lower() in languages()]
        code = named[-1] if named else usual.sign_language
        if path.resolve().is_relative_to(root):
            found.append(replace(usual, path=path, gloss=gloss_of(path), sign_language=code))
        else:
            skipped.append(Skipped(path, f"{below} is a link to a file outside the folder."))
    if not found and not skipped:
        raise ManifestError(
            f"There is no video and no .pose file in {usual.path}.",
            hint="Choose another folder, or the CSV table itself if there is one.",
        )
    return _whole(found, skipped)


def _whole(found: list[Entry], skipped: list[Skipped]) -> Manifest:
    """Put aside what has no gloss or no language; raise ManifestError if none has a language."""
    if found and not any(entry.sign_language for entry in found):
        raise ManifestError(
            "It is not said which sign language this is.",
            hint="Name it with --language, or put the files into a folder named after its code, "
            "such as ase.",
        )
    kept = []
    for entry in found:
        if not entry.sign_language:
            reason = "It is not said which sign language this is; name it with --language."
            skipped.append(Skipped(entry.path, reason))
        elif not entry.gloss:
            reason = "There is no gloss in its name; name the file after what the sign means."
            skipped.append(Skipped(entry.path, reason))
        else:
            kept.append(entry)
    return Manifest(tuple(kept), tuple(skipped))


def _of_table(usual: Entry) -> Manifest:
    table = Table(usual.path, REQUIRED[: 2 if usual.sign_language else 3], OPTIONAL)
    kept: dict[tuple[object, ...], tuple[int, Entry]] = {}
    skipped = []
    for line, row in table.rows():
        try:
            entry = _entry(usual, row)
            first, _ = kept.setdefault(_identity(entry), (line, entry))
            if first != line:
                raise ManifestError(f"This row repeats line {first}.")
        except SignDictError as error:
            path = usual.path.parent / (row["path"] or usual.path.name)
            skipped.append(Skipped(path, f"Line {line} of {usual.path.name}: {error}"))
    return Manifest(tuple(entry for _, entry in kept.values()), tuple(skipped))


def _entry(usual: Entry, row: dict[str, str]) -> Entry:
    """The clip of a row; raise ManifestError or LanguageError about what is wrong with it."""
    if row[EXTRA]:
        raise ManifestError("There are more cells than columns.", hint="Quote text with commas.")
    gloss = clean(row["gloss"])
    if not gloss:
        raise ManifestError("The gloss is empty.", hint="Write what the sign means.")
    code = row.get("sign_language") or usual.sign_language
    if not code:
        raise LanguageError("The sign language is empty.", hint="Write its code, such as ase.")
    start, end = _seconds(row, "start"), _seconds(row, "end")
    if end is not None and end <= (start or 0):
        raise ManifestError("The clip ends before it begins.", hint="Exchange start and end.")
    texts = {column: clean(row[column]) for column in OPTIONAL if row.get(column)}
    entry = replace(usual, **texts | {"start": start, "end": end})  # type: ignore[arg-type]
    path, code = _inside(usual.path.parent, row["path"]), language(code).code
    return replace(entry, path=path, gloss=gloss, sign_language=code)


def _seconds(row: dict[str, str], column: str) -> float | None:
    text = row.get(column, "")
    if not text:
        return None
    try:
        seconds = float(text.replace(",", "."))
    except ValueError:
        seconds = math.nan
    if not 0 <= seconds < math.inf:
        raise ManifestError(f"{text} is no {column} in seconds.", hint="Write it like 1.5.")
    return seconds


def _inside(root: Path, text: str) -> Path:
    """The file that a table names, which must lie in the table's own folder."""
    if not text:
        raise ManifestError("The path is empty.", hint="Name a file.")
    path = root / text.replace("\\", "/")
    try:
        inside = path.resolve().is_relative_to(root.resolve())
        there = inside and path.is_file()
    except (OSError, ValueError, RuntimeError) as error:
        raise ManifestError(f"{text!r} cannot be a path.", hint="Correct it.") from error
    if not inside:
        raise ManifestError(f"{text} is outside the table's folder.", hint="Copy it there.")
    if not there:
        raise ManifestError(f"There is no file {text}.", hint="Look for a slip in its name.")
    return path


def _identity(entry: Entry) -> tuple[object, ...]:
    return (
        entry.path.resolve(), entry.start, entry.end, entry.gloss, entry.sign_language,
        entry.variant,
    )  # fmt: skip
