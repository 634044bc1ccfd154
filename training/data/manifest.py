"""The clips of a manifest: a CSV table that names `.pose` files, or shards that contain them.

Poses are read on demand, so a manifest may be larger than memory.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from signdict.core.cleaning import clean
from signdict.core.errors import ManifestError, PoseError, SignDictError
from signdict.core.languages import language
from signdict.core.tables import Table
from signdict.importing.entries import Skipped
from signdict.pose.pose import Pose
from signdict.pose.posefile import parse_pose
from training.data import shards
from training.data.dataset import LabelledClip

REQUIRED = ("path", "gloss", "sign_language")
OPTIONAL = ("spoken_language", "source", "signer", "concept", "split", "licence", "use")


@dataclass(frozen=True, slots=True)
class StoredClip:
    """The metadata of a clip and the place of its `.pose` file: a file, or bytes of a shard."""

    path: Path
    gloss: str
    sign_language: str
    spoken_language: str
    source: str
    signer: str
    concept: str
    split: str
    row: str  # the place in the manifest: the line, or the sample
    start: int = 0
    size: int = -1
    licence: str = ""
    use: str = ""  # `evaluate`: for measuring only

    def clip(self) -> LabelledClip:
        """Read the clip. Raise PoseError if that is impossible."""
        return LabelledClip(
            self._pose(), self.gloss, self.sign_language, self.spoken_language, self.source,
            self.signer, self.concept, self.split, self.licence,
        )  # fmt: skip

    def _pose(self) -> Pose:
        try:
            with self.path.open("rb") as file:
                file.seek(self.start)
                return parse_pose(file.read(self.size), self.path.name)
        except OSError as error:
            raise PoseError(
                f"{self.path.name} cannot be opened.", hint="Check the file."
            ) from error


def stored_clips(path: Path, skipped: list[Skipped] | None = None) -> Iterator[StoredClip]:
    """Yield the clips that a manifest lists, in order. `path` is a table or `clips-*.tar`.

    Unusable rows (no gloss, unknown language) are added to `skipped` with the reason. Raise
    ManifestError if the manifest itself cannot be read.
    """
    rows = _shard_rows(path) if path.suffix == ".tar" else _table_rows(path)
    for row, file, span in rows:
        try:
            yield _stored_clip(row, file, span)
        except SignDictError as error:
            _skip(skipped, file, f"{row['line']}: {error}")


def clips(path: Path, skipped: list[Skipped] | None = None) -> Iterator[LabelledClip]:
    """Yield the clips of a manifest, one in memory at a time; add unreadable ones to `skipped`."""
    for clip in stored_clips(path, skipped):
        try:
            yield clip.clip()
        except PoseError as error:
            _skip(skipped, clip.path, f"{clip.row}: {error}")


def readable(path: Path, skipped: list[Skipped]) -> list[StoredClip]:
    """Return the clips that show a person and a hand. Raise ManifestError if there are none."""
    usable = []
    for clip in stored_clips(path, skipped):
        try:
            clip.clip().pose.usable()
        except PoseError as error:
            _skip(skipped, clip.path, f"{clip.row}: {error}")
            continue
        usable.append(clip)
    if not usable:
        first = f" The first reason: {skipped[0].reason}" if skipped else ""
        raise ManifestError(f"No clip of {path.name} can be used.{first}", hint="Check the files.")
    return usable


#: Cells of a row, the file with the pose, and first byte and size of the pose in it.
ManifestRow: TypeAlias = tuple[dict[str, str], Path, tuple[int, int]]


def _table_rows(path: Path) -> Iterator[ManifestRow]:
    for line, row in Table(path, REQUIRED, OPTIONAL).rows():
        yield {**row, "line": f"Line {line}"}, path.parent / row["path"], (0, -1)


def _shard_rows(path: Path) -> Iterator[ManifestRow]:
    for key, facts, file, span in shards.samples(path):
        yield {**facts, "line": f"Sample {key}"}, file, span


def _stored_clip(row: dict[str, str], file: Path, span: tuple[int, int]) -> StoredClip:
    gloss = clean(row.get("gloss", ""))
    if not gloss:
        raise ManifestError("The gloss is empty.", hint="Enter the meaning of the sign.")
    code = language(row.get("sign_language", "")).code
    spoken, *others = (clean(row.get(name, "")) for name in OPTIONAL)
    source, signer, concept, split, licence, use = others
    return StoredClip(
        file, gloss, code, spoken or "en", source, signer, concept, split.casefold(),
        row["line"], *span, licence, use.casefold(),
    )  # fmt: skip


def _skip(skipped: list[Skipped] | None, path: Path, reason: str) -> None:
    if skipped is not None:
        skipped.append(Skipped(path, reason))
