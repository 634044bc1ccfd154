"""The embeddings of clips with their metadata, from a manifest or a library."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from signdict.core.errors import LanguageError, LibraryError, ManifestError, PoseError
from signdict.core.text import uncased
from signdict.core.types import BoolArray, FloatArray, IntArray, Sign
from signdict.core.vectors import unit
from signdict.importing.entries import Skipped
from signdict.library.library import Library
from signdict.model.prompts import Prompts
from signdict.pose.pose import UsablePose, usable_poses
from signdict.search.clipsearch import Score
from training.data import manifest
from training.data.dataset import LabelledClip

_BATCH = 256
_ALL = 10**9  # more signs than any library has


class ClipEncoder(Protocol):
    """The encoder interface that evaluation uses."""

    prompts: Prompts

    def raw_poses(self, poses: Sequence[UsablePose]) -> FloatArray:
        """Return the model's own vectors of poses: (n, D)."""
        ...

    def raw_texts(self, prompts: Sequence[str]) -> FloatArray:
        """Return the model's own vectors of prompts: (n, D)."""
        ...

    def knows(self, text: str) -> bool:
        """Return whether the model has words for a text."""
        ...


@dataclass(frozen=True, slots=True)
class Fact:
    """The metadata of a clip."""

    gloss: str
    sign_language: str
    spoken_language: str = "en"
    source: str = ""
    signer: str = ""
    concept: str = ""
    split: str = ""


@dataclass(frozen=True, slots=True)
class LabelledEmbeddings:
    """The embeddings of n clips; `skipped` counts the clips without one, by reason."""

    facts: tuple[Fact, ...]
    vectors: FloatArray  # (n, D), the model's own
    mirrored: FloatArray  # (n, D) of the mirrored clips; (0, D) if they were not requested
    skipped: Mapping[str, int]

    def __len__(self) -> int:
        """Return the number of clips."""
        return len(self.facts)

    @property
    def skip_notes(self) -> list[str]:
        """The skipped clips, in sentences."""
        return [
            f"Excluded: {count} clip{'s' if count != 1 else ''} {reason.rstrip('.')}."
            for reason, count in self.skipped.items()
        ]

    def take(self, rows: BoolArray) -> "LabelledEmbeddings":
        """Return some of the clips; `rows` is (n,)."""
        facts = tuple(fact for fact, chosen in zip(self.facts, rows, strict=True) if chosen)
        mirrored = self.mirrored[rows] if len(self.mirrored) else self.mirrored
        return LabelledEmbeddings(facts, self.vectors[rows], mirrored, self.skipped)

    def column(self, name: str) -> NDArray[np.str_]:
        """Return one field of every clip: (n,)."""
        return np.array([getattr(fact, name) for fact in self.facts], np.str_)

    def classes(self) -> tuple[list[tuple[str, str]], IntArray]:
        """Return the classes, (sign language, case-folded gloss), and each clip's class (n,)."""
        names = [(fact.sign_language, uncased(fact.gloss)) for fact in self.facts]
        classes = sorted(set(names))
        number = {name: label for label, name in enumerate(classes)}
        return classes, np.array([number[name] for name in names], np.int64)


def read(
    encoder: ClipEncoder, clips: Iterable[LabelledClip], *, mirror: bool = False
) -> LabelledEmbeddings:
    """Embed clips in batches, without keeping their poses.

    Clips without a gloss or without a hand are skipped and counted. Raise ManifestError if fewer
    than two classes remain.
    """
    skipped: Counter[str] = Counter()
    facts: list[Fact] = []
    plain: list[FloatArray] = []
    mirrored: list[FloatArray] = []
    usable = _usable(clips, skipped)
    while batch := list(islice(usable, _BATCH)):
        facts += [_clip_fact(clip) for clip in batch]
        poses = usable_poses(clip.pose for clip in batch)
        plain.append(encoder.raw_poses(poses))
        if mirror:
            mirrored.append(encoder.raw_poses([pose.mirrored() for pose in poses]))
    if not facts:
        raise ManifestError(
            "None of these clips can be used.", hint="`signdict add` reports what is wrong."
        )
    if len({(fact.sign_language, uncased(fact.gloss)) for fact in facts}) < 2:
        raise ManifestError(
            f"All clips show {facts[0].gloss}, so there is nothing to distinguish.",
            hint="Add clips of other signs.",
        )
    vectors = np.concatenate(plain)
    empty = np.zeros((0, vectors.shape[1]), np.float32)
    return LabelledEmbeddings(
        tuple(facts), vectors, np.concatenate(mirrored) if mirrored else empty, dict(skipped)
    )


def read_manifest(encoder: ClipEncoder, path: Path, *, mirror: bool = False) -> LabelledEmbeddings:
    """Embed the clips of a manifest (see `manifest.clips`); unusable rows are counted.

    Raise ManifestError if the table cannot be read, or fewer than two classes remain.
    """
    rows: list[Skipped] = []
    embeddings = read(encoder, manifest.clips(path, rows), mirror=mirror)
    if not rows:
        return embeddings
    reason = f"in rows that cannot be used, the first because: {rows[0].reason}"
    return replace(embeddings, skipped={**embeddings.skipped, reason: len(rows)})


def read_library(path: Path, encoder: ClipEncoder, stored: str = "") -> LabelledEmbeddings:
    """Return the embeddings of a library: its file, or the folder with `library.db`.

    `stored` names a model whose stored vectors are used if every clip has one; otherwise the
    encoder embeds the stored poses. Raise LibraryError if there is no library.
    """
    file = path / "library.db" if path.is_dir() else path
    if not file.is_file():
        raise LibraryError(f"No library found at {path}.", hint="Name a folder with library.db.")
    with Library.open(file, read_only=True) as library:
        signs = {sign.id: sign for sign in library.all_signs(limit=_ALL)}
        if not signs:
            raise LibraryError(f"The library {file} is empty.", hint="Add signs to it first.")
        if stored and not library.without_vector(stored):
            return _stored(library, signs, stored)
        return read(encoder, _library_clips(library, signs))


def prompt(prompts: Prompts, fact: Fact) -> str:
    """Return the prompt of a clip's gloss; empty if the model does not know its languages."""
    try:
        return prompts.of([fact.gloss], fact.sign_language, fact.spoken_language)[0]
    except LanguageError:
        return ""


def scaled(vectors: FloatArray, score: Score) -> FloatArray:
    """Return vectors (n, D) whose dot products are the scores."""
    return unit(vectors) if score == "cosine" else vectors


def _usable(clips: Iterable[LabelledClip], skipped: Counter[str]) -> Iterator[LabelledClip]:
    """Yield the clips with a gloss, a person and a hand; count the others by reason."""
    for clip in clips:
        if not clip.gloss.strip():
            skipped["without a gloss"] += 1
            continue
        try:
            clip.pose.usable()
        except PoseError:
            skipped["without a person or a hand"] += 1
            continue
        yield clip


def _clip_fact(clip: LabelledClip) -> Fact:
    return Fact(
        clip.gloss.strip(), clip.sign_language, clip.spoken_language or "en", clip.source,
        clip.signer, clip.concept, clip.split,
    )  # fmt: skip


def _sign_fact(sign: Sign) -> Fact:
    return Fact(
        sign.gloss, sign.sign_language, sign.spoken_language or "en", sign.source.name,
        concept=sign.concept,
    )  # fmt: skip


def _stored(library: Library, signs: dict[int, Sign], model: str) -> LabelledEmbeddings:
    """Return the stored vectors, scaled to their original lengths."""
    ids, _, vectors = library.vectors(model)
    lengths = library.lengths(model)
    owner = library.sign_of_clips([int(clip) for clip in ids])
    signer = {clip.id: clip.signer for sign in signs.values() for clip in sign.clips}
    facts = [
        replace(_sign_fact(signs[owner[int(clip)]]), signer=signer[int(clip)] or "") for clip in ids
    ]
    original = vectors * np.array([[lengths[int(clip)]] for clip in ids], np.float32)
    empty = np.zeros((0, vectors.shape[1]), np.float32)
    return LabelledEmbeddings(tuple(facts), original, empty, {})


def _library_clips(library: Library, signs: dict[int, Sign]) -> Iterator[LabelledClip]:
    """Yield the clips of a library that have a pose."""
    for sign in signs.values():
        fact = _sign_fact(sign)
        for clip in sign.clips:
            pose = library.pose(clip.id)
            if pose is not None:
                yield LabelledClip(
                    pose, fact.gloss, fact.sign_language, fact.spoken_language, fact.source,
                    signer=clip.signer or "", concept=fact.concept,
                )  # fmt: skip
