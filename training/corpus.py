"""The clips of a manifest: a CSV table that names `.pose` files."""

from collections.abc import Iterator
from pathlib import Path

from signdict.errors import ManifestError, SignDictError
from signdict.languages import language
from signdict.manifest import Skipped
from signdict.posefile import read_pose
from signdict.table import Table, clean
from training.data import Clip

REQUIRED = ("path", "gloss", "sign_language")
OPTIONAL = ("spoken_language", "source", "signer", "concept", "split")


def clips(path: Path, skipped: list[Skipped] | None = None) -> Iterator[Clip]:
    """Yield the clips of a manifest, in its order, one in memory at a time.

    A row that cannot be used (no such file, no pose in it, no gloss, a language that is none) is
    passed over; `skipped` tells why. Raise ManifestError if the table itself cannot be read.
    """
    for line, row in Table(path, REQUIRED, OPTIONAL).rows():
        try:
            yield _clip(path.parent, row)
        except SignDictError as error:
            if skipped is not None:
                skipped.append(Skipped(path.parent / row["path"], f"Line {line}: {error}"))


def _clip(folder: Path, row: dict[str, str]) -> Clip:
    gloss = clean(row["gloss"])
    if not gloss:
        raise ManifestError("The gloss is empty.", hint="Write what the sign means.")
    code = language(row["sign_language"]).code
    spoken, source, signer, concept, split = (clean(row.get(name, "")) for name in OPTIONAL)
    pose = read_pose(folder / row["path"])
    return Clip(pose, gloss, code, spoken or "en", source, signer, concept, split.casefold())
