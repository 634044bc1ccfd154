"""What a model makes of clips: a vector of each, beside what is known of it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from signdict.core.errors import LanguageError, LibraryError, ManifestError, PoseError
from signdict.core.types import FloatArray, Sign
from signdict.core.vectors import unit
from signdict.importing.entries import Skipped
from signdict.library.library import Library
from signdict.model.prompts import Prompts
from signdict.pose.pose import UsablePose, usable_poses
from training.data import manifest
from training.data.dataset import LabelledClip

_BATCH = 256
Score = Literal["cosine", "dot"]


class ClipEncoder(Protocol):
    """What is asked of an encoder here."""

    prompts: Prompts

    def raw_poses(self, poses: Sequence[UsablePose]) -> FloatArray:
        """Return the model's own vectors of poses: (n, D)."""
        ...

    def raw_texts(self, prompts: Sequence[str]) -> FloatArray:
        """Return the model's own vectors of prompts: (n, D)."""
        ...

    def knows(self, text: str) -> bool:
        """Whether the model has words for a text."""
        ...


@dataclass(frozen=True, slots=True)
class Fact:
    """What is known of a clip, without its pose."""

    gloss: str
    sign_language: str
    spoken_language: str = "en"
    source: str = ""
    signer: str = ""
    concept: str = ""
    split: str = ""


@dataclass(frozen=True, slots=True)
class LabelledEmbeddings:
    """n clips as a model read them. `left_out` counts, by reason, those that it did not read."""

    facts: tuple[Fact, ...]
    vectors: FloatArray  # (n, D), the model's own
    mirrored: FloatArray  # (n, D) of the same clips in a mirror; (0, D) if nobody asked
    left_out: Mapping[str, int]

    def __len__(self) -> int:
        """Return the number of clips."""
        return len(self.facts)

    @property
    def told(self) -> list[str]:
        """What was left out, in sentences."""
        return [
            f"Left out: {count} clip{'s' if count != 1 else ''} {why.rstrip('.')}."
            for why, count in self.left_out.items()
        ]

    def take(self, rows: NDArray[np.bool_]) -> "LabelledEmbeddings":
        """Return some of the clips: (n,)."""
        facts = tuple(fact for fact, on in zip(self.facts, rows, strict=True) if on)
        mirrored = self.mirrored[rows] if len(self.mirrored) else self.mirrored
        return LabelledEmbeddings(facts, self.vectors[rows], mirrored, self.left_out)

    def column(self, name: str) -> NDArray[np.str_]:
        """Return one of the facts of every clip: (n,)."""
        return np.array([getattr(fact, name) for fact in self.facts], np.str_)

    def classes(self) -> tuple[list[tuple[str, str]], NDArray[np.int64]]:
        """Return the classes, (sign language, gloss in small letters), and each clip's: (n,)."""
        names = [(fact.sign_language, fact.gloss.casefold()) for fact in self.facts]
        classes = sorted(set(names))
        number = {name: place for place, name in enumerate(classes)}
        return classes, np.array([number[name] for name in names], np.int64)


def read(
    encoder: ClipEncoder, clips: Iterable[LabelledClip], *, mirror: bool = False
) -> LabelledEmbeddings:
    """Read clips, a few hundred at a time, without keeping their poses.

    A clip without a gloss or without a hand is left out and counted. Raise ManifestError if
    nothing remains, or but one class.
    """
    left_out: Counter[str] = Counter()
    facts: list[Fact] = []
    plain: list[FloatArray] = []
    other: list[FloatArray] = []
    sound = _sound(clips, left_out)
    while some := list(islice(sound, _BATCH)):
        facts += [fact_of(clip) for clip in some]
        poses = usable_poses(clip.pose for clip in some)
        plain.append(encoder.raw_poses(poses))
        if mirror:
            other.append(encoder.raw_poses([pose.mirrored() for pose in poses]))
    if not facts:
        raise ManifestError(
            "Not one of these clips can be read.", hint="See what is wrong: signdict add"
        )
    if len({(fact.sign_language, fact.gloss.casefold()) for fact in facts}) < 2:
        raise ManifestError(
            f"All clips show {facts[0].gloss}, so there is nothing to tell apart.",
            hint="Add clips of other signs.",
        )
    vectors = np.concatenate(plain)
    mirrored = np.concatenate(other) if other else np.zeros((0, vectors.shape[1]), np.float32)
    return LabelledEmbeddings(tuple(facts), vectors, mirrored, dict(left_out))


def read_manifest(encoder: ClipEncoder, path: Path, *, mirror: bool = False) -> LabelledEmbeddings:
    """Read the clips of a manifest (see `corpus.clips`); rows that cannot be used are counted.

    Raise ManifestError if the table cannot be read, nothing remains of it, or but one class.
    """
    skipped: list[Skipped] = []
    found = read(encoder, manifest.clips(path, skipped), mirror=mirror)
    if not skipped:
        return found
    why = f"in rows that cannot be used, the first of them: {skipped[0].reason}"
    return replace(found, left_out={**found.left_out, why: len(skipped)})


def fact_of(clip: LabelledClip) -> Fact:
    """What is known of a clip, without its pose."""
    return Fact(
        clip.gloss.strip(), clip.sign_language, clip.spoken_language or "en", clip.source,
        clip.signer, clip.concept, clip.split,
    )  # fmt: skip


def prompts(prompts: Prompts, fact: Fact) -> str:
    """The prompt of a clip's gloss; empty if the model was not trained on one of its languages."""
    try:
        return prompts.of([fact.gloss], fact.sign_language, fact.spoken_language)[0]
    except LanguageError:
        return ""


def scaled(vectors: FloatArray, score: Score) -> FloatArray:
    """Vectors (n, D) whose dot products are the scores."""
    return unit(vectors) if score == "cosine" else vectors


def _sound(clips: Iterable[LabelledClip], left_out: Counter[str]) -> Iterator[LabelledClip]:
    for clip in clips:
        if not clip.gloss.strip():
            left_out["without a gloss"] += 1
            continue
        try:
            clip.pose.usable()
        except PoseError:
            left_out["without a person or a hand"] += 1
            continue
        yield clip


_ALL = 10**9


def read_library(place: Path, encoder: ClipEncoder, stored: str = "") -> LabelledEmbeddings:
    """Read a library, a file or the folder that holds `library.db`.

    `stored` names the model whose stored vectors are used, where every clip has one; or else the
    encoder reads the stored poses. Raise LibraryError if there is no library.
    """
    path = place / "library.db" if place.is_dir() else place
    if not path.is_file():
        raise LibraryError(
            f"There is no library at {place}.", hint="Name a folder that holds library.db."
        )
    with Library.open(path, read_only=True) as library:
        signs = {sign.id: sign for sign in library.all_signs(limit=_ALL)}
        if not signs:
            raise LibraryError(f"The library {path} is empty.", hint="Add signs to it first.")
        if stored and not library.without_vector(stored):
            return _stored(library, signs, stored)
        return read(encoder, _clips(library, signs))


def _stored(library: Library, signs: dict[int, Sign], model: str) -> LabelledEmbeddings:
    """The vectors that are there, with the lengths that they had."""
    ids, _, unit = library.vectors(model)
    lengths = library.lengths(model)
    owner = library.sign_of_clips([int(clip) for clip in ids])
    signer = {clip.id: clip.signer for sign in signs.values() for clip in sign.clips}
    facts = [
        replace(_fact(signs[owner[int(clip)]]), signer=signer[int(clip)] or "") for clip in ids
    ]
    own = unit * np.array([[lengths[int(clip)]] for clip in ids], np.float32)
    return LabelledEmbeddings(tuple(facts), own, np.zeros((0, unit.shape[1]), np.float32), {})


def _clips(library: Library, signs: dict[int, Sign]) -> Iterator[LabelledClip]:
    for sign in signs.values():
        fact = _fact(sign)
        for clip in sign.clips:
            pose = library.pose(clip.id)
            if pose is not None:
                yield LabelledClip(
                    pose, fact.gloss, fact.sign_language, fact.spoken_language, fact.source,
                    signer=clip.signer or "", concept=fact.concept,
                )  # fmt: skip


def _fact(sign: Sign) -> Fact:
    return Fact(
        sign.gloss,
        sign.sign_language,
        sign.spoken_language or "en",
        sign.source.name,
        concept=sign.concept,
    )
