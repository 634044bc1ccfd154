"""The clips of a manifest: a CSV table that names `.pose` files, or shards that hold them.

Nothing is read before it is wanted, so that a manifest may be larger than memory.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from signdict.core.errors import ManifestError, PoseError, SignDictError
from signdict.core.languages import language
from signdict.core.tables import Table, clean
from signdict.importing.entries import Skipped
from signdict.pose.pose import Pose
from signdict.pose.posefile import parse_pose
from training.data import shards
from training.data.dataset import LabelledClip

REQUIRED = ("path", "gloss", "sign_language")
OPTIONAL = ("spoken_language", "source", "signer", "concept", "split", "licence", "use")


@dataclass(frozen=True, slots=True)
class Stored:
    """What is known of a clip, and where its `.pose` file lies: whole, or bytes of a shard."""

    path: Path
    gloss: str
    sign_language: str
    spoken_language: str
    source: str
    signer: str
    concept: str
    split: str
    where: str  # in the manifest: the line, or the sample
    start: int = 0
    size: int = -1
    licence: str = ""
    use: str = ""  # `evaluate`: for measuring alone

    def clip(self) -> LabelledClip:
        """Read it. Raise PoseError if that cannot be done."""
        return LabelledClip(
            self._pose(), self.gloss, self.sign_language, self.spoken_language, self.source,
            self.signer, self.concept, self.split, self.licence,
        )  # fmt: skip

    def _pose(self) -> Pose:
        try:
            with self.path.open("rb") as file:
                file.seek(self.start)
                return parse_pose(file.read(self.size), self.path.name)
        except OSError as problem:
            raise PoseError(
                f"{self.path.name} cannot be opened.", hint="Check the file."
            ) from problem


def stored(path: Path, skipped: list[Skipped] | None = None) -> Iterator[Stored]:
    """Yield what a manifest lists, in its order. `path` is a table, or shards: `clips-*.tar`.

    A row that cannot be used (no gloss, a language that is none) is passed over; `skipped` tells
    why. Raise ManifestError if the manifest itself cannot be read.
    """
    rows = _of_shards(path) if path.suffix == ".tar" else _of_table(path)
    for row, file, place in rows:
        try:
            yield _stored(row, file, place)
        except SignDictError as error:
            _pass_over(skipped, file, f"{row['line']}: {error}")


def clips(path: Path, skipped: list[Skipped] | None = None) -> Iterator[LabelledClip]:
    """Yield the clips of a manifest, one in memory at a time; what cannot be read is `skipped`."""
    for one in stored(path, skipped):
        try:
            yield one.clip()
        except PoseError as error:
            _pass_over(skipped, one.path, f"{one.where}: {error}")


def readable(path: Path, skipped: list[Skipped]) -> list[Stored]:
    """Return the clips in which a person and a hand are seen. Raise ManifestError if none is."""
    found = []
    for one in stored(path, skipped):
        try:
            one.clip().pose.usable()
        except PoseError as error:
            _pass_over(skipped, one.path, f"{one.where}: {error}")
            continue
        found.append(one)
    if not found:
        first = f" The first: {skipped[0].reason}" if skipped else ""
        raise ManifestError(f"Not one clip of {path.name} can be read.{first}", hint="Check it.")
    return found


ManifestRow = tuple[dict[str, str], Path, tuple[int, int]]


def _of_table(path: Path) -> Iterator[ManifestRow]:
    for line, row in Table(path, REQUIRED, OPTIONAL).rows():
        yield {**row, "line": f"Line {line}"}, path.parent / row["path"], (0, -1)


def _of_shards(path: Path) -> Iterator[ManifestRow]:
    for key, told, file, place in shards.samples(path):
        yield {**told, "line": f"Sample {key}"}, file, place


def _stored(row: dict[str, str], file: Path, place: tuple[int, int]) -> Stored:
    gloss = clean(row.get("gloss", ""))
    if not gloss:
        raise ManifestError("The gloss is empty.", hint="Write what the sign means.")
    code = language(row.get("sign_language", "")).code
    spoken, *others = (clean(row.get(name, "")) for name in OPTIONAL)
    source, signer, concept, split, licence, use = others
    return Stored(
        file, gloss, code, spoken or "en", source, signer, concept, split.casefold(),
        row["line"], *place, licence, use.casefold(),
    )  # fmt: skip


def _pass_over(skipped: list[Skipped] | None, path: Path, why: str) -> None:
    if skipped is not None:
        skipped.append(Skipped(path, why))
