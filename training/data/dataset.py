"""The clips of the data, and their arrays for training."""

import csv
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from signdict.core.errors import ManifestError, PoseError
from signdict.core.paths import Paths
from signdict.core.types import BoolArray, FloatArray, IntArray
from signdict.library.library import Library
from signdict.pose import features
from signdict.pose.pose import Pose
from signdict.pose.posefile import read_pose
from training.data import archives, held_out
from training.data.held_out import HeldOut

#: A row of a table of the data.
TableRow: TypeAlias = Mapping[str, str]
#: Sources whose signer is an avatar. They make up at most a third of the real clips of a batch.
AVATARS = ("ase_studiogalt", "ins_jigar", "ara_kalmni")
#: The source of letters, whose hands are still.
LETTERS = "fingerspelling"


@dataclass(frozen=True, slots=True)
class LabelledClip:
    """A clip with its metadata."""

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

    hands: FloatArray  # (n, T, 2, 21, 3)
    present: BoolArray  # (n, T, 2)
    nose: FloatArray  # (n, T, 3)
    labels: IntArray  # (n,) equal for the same gloss and language
    sources: NDArray[np.str_]  # (n,)
    signers: NDArray[np.str_]  # (n,) empty where they are unknown
    texts: tuple[str, ...]  # one prompt per label
    counts: dict[str, int]  # clips used of each source
    licences: dict[str, str]  # of each source, where they are known

    def __len__(self) -> int:
        """Return the number of clips."""
        return len(self.labels)


def landmark_clips(shared: Path, use: str) -> Iterator[LabelledClip]:
    """Yield the landmark sequences of `landmarks/index.csv` that are marked `use`."""
    table = read_table(shared / "landmarks" / "index.csv")
    for row, pose in archives.poses(shared, [row for row in table if row["use"] == use]):
        yield _clip(pose, row)


def video_clips(shared: Path, landmarks: Path, use: str) -> Iterator[LabelledClip]:
    """Yield the videos of `videos/index.csv` marked `use` with a `.pose` file in `landmarks`."""
    for row in read_table(shared / "videos" / "index.csv"):
        path = landmarks / Path(row["file"]).with_suffix(".pose")
        if row["use"] == use and path.is_file():
            yield _clip(read_pose(path), row)


def starter_clips(sources: Collection[str] = ()) -> Iterator[LabelledClip]:
    """Yield the clips of the starter dictionary, of some sources or all."""
    with Library.open(Paths.standard().starter, read_only=True) as library:
        for sign in library.all_signs(limit=library.count()):
            if sources and sign.source.name not in sources:
                continue
            for clip in sign.clips:
                if pose := library.pose(clip.id):
                    yield LabelledClip(
                        pose, sign.gloss, sign.sign_language, sign.spoken_language,
                        sign.source.name, clip.signer, sign.concept, licence=sign.source.licence,
                    )  # fmt: skip


def tracked(shared: Path, landmarks: Path | None, use: str = "train") -> Iterator[LabelledClip]:
    """Yield the clips of videos that are marked `use`.

    Clips of sources without a `.pose` file in `landmarks` come from the starter dictionary, which
    has clips of every mark.
    """
    table = read_table(shared / "videos" / "index.csv")
    missing = {row["source"] for row in table if row["use"] == use}
    for clip in video_clips(shared, landmarks, use) if landmarks else ():
        missing.discard(clip.source)
        yield clip
    if missing:
        yield from starter_clips(missing)


def training_clips(
    shared: Path,
    landmarks: Path | None,
    without: Sequence[str] = (),
    part: HeldOut = "reported",
) -> ClipArrays:
    """Return all clips marked `train`, except those of the sources `without` and those held out.

    Videos without a `.pose` file in `landmarks` are those of the starter dictionary, see `tracked`.
    Raise ManifestError if a source is unknown, or no clip remains.
    """
    every = [*landmark_clips(shared, "train"), *tracked(shared, landmarks)]
    sources = {clip.source for clip in every}
    if unknown := sorted({*without} - sources):
        raise ManifestError(
            f"Unknown source: {unknown[0]}.", hint=f"Sources: {', '.join(sorted(sources))}"
        )
    clips = held_out.kept([clip for clip in every if clip.source not in without], part)
    if not clips:
        raise ManifestError("There are no clips to train on.", hint="Compute landmarks first.")
    return to_arrays(clips)


def to_arrays(clips: list[LabelledClip]) -> ClipArrays:
    """Convert clips to arrays; clips that show no hand are skipped."""
    shown, usable = [], []
    for clip in clips:
        try:
            shown.append(features.signing(clip.pose.usable()))
        except PoseError:
            continue
        usable.append(clip)
    names = [f"<{c.spoken_language}> <{c.sign_language}> {c.gloss}".lower() for c in usable]
    texts = tuple(sorted(set(names)))
    number = {text: label for label, text in enumerate(texts)}
    sources = np.array([clip.source for clip in usable])
    return ClipArrays(
        np.stack([s.hands for s in shown]),
        np.stack([s.present for s in shown]),
        np.stack([s.nose for s in shown]),
        np.array([number[name] for name in names]),
        sources,
        np.array([clip.signer for clip in usable]),
        texts,
        {
            str(name): int(n)
            for name, n in zip(*np.unique(sources, return_counts=True), strict=True)
        },
        licences(usable),
    )


class Sourced(Protocol):
    """A clip with a source and a licence."""

    @property
    def source(self) -> str:
        """The name of the source."""
        ...

    @property
    def licence(self) -> str:
        """The licence; empty if it is unknown."""
        ...


def licences(clips: Sequence[Sourced]) -> dict[str, str]:
    """Return the licences of each source, separated by commas; empty if none is known."""
    by_source = {clip.source: set[str]() for clip in clips}
    for clip in clips:
        by_source[clip.source] |= {clip.licence} - {""}
    return {source: ", ".join(sorted(names)) for source, names in by_source.items()}


def read_table(path: Path) -> list[dict[str, str]]:
    """Read a table of the data. Raise ManifestError if it does not exist."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))
    except OSError as error:
        raise ManifestError(
            f"No data found at {path}.", hint="Name the folder of the data with --shared."
        ) from error


def _clip(pose: Pose, row: Mapping[str, str]) -> LabelledClip:
    return LabelledClip(
        pose, row["gloss"].strip(), row["sign_language"], row["spoken_language"] or "en",
        row["source"], row.get("signer") or "", licence=row.get("licence") or "",
    )  # fmt: skip
