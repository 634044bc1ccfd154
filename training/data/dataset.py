"""Which clips there are, and what the model is shown of them."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from signdict.core.errors import ManifestError, PoseError
from signdict.core.paths import Paths
from signdict.library.library import Library
from signdict.pose import features
from signdict.pose.pose import Pose
from signdict.pose.posefile import read_pose

#: Sources whose signer is a computer figure: kept to a third of each batch of real clips.
AVATARS = ("ase_studiogalt", "ins_jigar", "ara_kalmni")


@dataclass(frozen=True, slots=True)
class LabelledClip:
    """A clip with what is known of it."""

    pose: Pose
    gloss: str
    sign_language: str
    spoken_language: str
    source: str
    signer: str = ""
    concept: str = ""
    split: str = ""
    licence: str = ""


@dataclass(frozen=True, slots=True)
class ClipArrays:
    """n clips as arrays (see `features.Signing`), with their labels and prompts."""

    hands: NDArray[np.float32]  # (n, T, 2, 21, 3)
    present: NDArray[np.bool_]  # (n, T, 2)
    nose: NDArray[np.float32]  # (n, T, 3)
    labels: NDArray[np.int64]  # (n,) same number: same gloss and language
    sources: NDArray[np.str_]  # (n,)
    texts: tuple[str, ...]  # one prompt a label
    counts: dict[str, int]  # clips used of each source
    licences: dict[str, str]  # of each source, as far as they are known

    def __len__(self) -> int:
        """Return the number of clips."""
        return len(self.labels)


def recorded(shared: Path, use: str) -> Iterator[LabelledClip]:
    """Yield the landmark sequences of `landmarks/index.csv` whose row is marked `use`.

    Picture sizes were not recorded; the clips come from webcams, so 640 x 480 is assumed.
    """
    kept = [r for r in rows(shared / "landmarks" / "index.csv") if r["use"] == use]
    for name in sorted({r["file"] for r in kept}):
        with np.load(shared / name) as stored:
            points, seen, offsets = (stored[k] for k in ("points", "seen", "offsets"))
        size = np.array((640, 480, 1), np.float32)
        for row in (r for r in kept if r["file"] == name):
            at = slice(*offsets[int(row["clip"]) :][:2])
            pixels = points[at].astype(np.float32) / 16384 * size
            pose = Pose(pixels, seen[at].astype(np.float32), float(row["fps"] or 25), 640, 480)
            yield _clip(pose.checked(), row)


def filmed(shared: Path, landmarks: Path, use: str) -> Iterator[LabelledClip]:
    """Yield the videos of `videos/index.csv` marked `use` whose `.pose` file is in `landmarks`."""
    for row in rows(shared / "videos" / "index.csv"):
        path = landmarks / Path(row["file"]).with_suffix(".pose")
        if row["use"] == use and path.is_file():
            yield _clip(read_pose(path), row)


def shipped() -> Iterator[LabelledClip]:
    """Yield the clips of the starter dictionary, which are those of videos."""
    with Library.open(Paths.standard().starter, read_only=True) as library:
        for sign in library.all_signs(limit=library.count()):
            for clip in sign.clips:
                if pose := library.pose(clip.id):
                    yield LabelledClip(
                        pose, sign.gloss, sign.sign_language, sign.spoken_language,
                        sign.source.name, clip.signer, sign.concept, licence=sign.source.licence,
                    )  # fmt: skip


def tracked(shared: Path, landmarks: Path | None) -> Iterator[LabelledClip]:
    """Yield the clips of videos to train on: `filmed` and, of sources without a `.pose` file in
    `landmarks`, those in the starter dictionary."""
    there = set()
    for clip in filmed(shared, landmarks, "train") if landmarks else ():
        there.add(clip.source)
        yield clip
    for clip in shipped():
        if clip.source not in there:
            yield clip


def training_clips(shared: Path, landmarks: Path, without: Sequence[str] = ()) -> ClipArrays:
    """Everything that may be trained on, but some sources. Others never get this far.

    Raise ManifestError if there is no such source, or nothing is left.
    """
    every = [*recorded(shared, "train"), *filmed(shared, landmarks, "train")]
    there = {clip.source for clip in every}
    if missing := sorted({*without} - there):
        raise ManifestError(
            f"There is no source named {missing[0]}.", hint=f"There are: {', '.join(sorted(there))}"
        )
    clips = [clip for clip in every if clip.source not in without]
    if not clips:
        raise ManifestError("There is nothing to train on.", hint="Compute landmarks first.")
    return gathered(clips)


def gathered(clips: list[LabelledClip]) -> ClipArrays:
    """Turn clips into arrays; leave out those in which no hand is seen."""
    shown, kept = [], []
    for clip in clips:
        try:
            shown.append(features.signing(clip.pose.usable()))
        except PoseError:
            continue
        kept.append(clip)
    names = [f"<{c.spoken_language}> <{c.sign_language}> {c.gloss}".lower() for c in kept]
    texts = tuple(sorted(set(names)))
    number = {text: label for label, text in enumerate(texts)}
    sources = np.array([clip.source for clip in kept])
    return ClipArrays(
        np.stack([s.hands for s in shown]),
        np.stack([s.present for s in shown]),
        np.stack([s.nose for s in shown]),
        np.array([number[name] for name in names]),
        sources,
        texts,
        {
            str(name): int(n)
            for name, n in zip(*np.unique(sources, return_counts=True), strict=True)
        },
        licences(kept),
    )


class Sourced(Protocol):
    """A clip of which its source and its licence are asked."""

    @property
    def source(self) -> str:
        """Where it comes from."""
        ...

    @property
    def licence(self) -> str:
        """What may be done with it; empty if that is not known."""
        ...


def licences(clips: Sequence[Sourced]) -> dict[str, str]:
    """Return the licences of each source, with commas; nothing where none is known."""
    told = {clip.source: set[str]() for clip in clips}
    for clip in clips:
        told[clip.source] |= {clip.licence} - {""}
    return {source: ", ".join(sorted(names)) for source, names in told.items()}


def rows(path: Path) -> list[dict[str, str]]:
    """Read a table of the data. Raise ManifestError if it is not there."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))
    except OSError as error:
        raise ManifestError(
            f"There is no data at {path}.", hint="Name its folder with --shared."
        ) from error


def _clip(pose: Pose, row: dict[str, str]) -> LabelledClip:
    return LabelledClip(
        pose, row["gloss"].strip(), row["sign_language"], row["spoken_language"] or "en",
        row["source"], row.get("signer") or "", licence=row.get("licence") or "",
    )  # fmt: skip
