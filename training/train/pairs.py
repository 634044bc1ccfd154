"""SignCLIP's objective: pairs of a clip and its text; every other pair of a batch is a negative."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import torch
from numpy.random import Generator
from torch import Tensor
from torch.nn import functional

from signdict.core.errors import ManifestError
from signdict.core.text import uncased
from signdict.core.types import FloatArray, IntArray
from signdict.model.encoder import tokenizer
from signdict.model.network import NetworkConfig
from signdict.model.prompts import Prompts
from signdict.pose import features
from signdict.pose.pose import Pose
from training.augment import augment
from training.data.manifest import StoredClip
from training.train import losses, vocabulary
from training.train.distributed import Share
from training.train.losses import ALL
from training.train.objective import Batch, check_several, checksum


@dataclass(frozen=True, slots=True)
class Pairs:
    """How many clips a step shows, how they are varied, and the loss."""

    batch: int = 448
    loss: Literal["plain", "multi-positive"] = "plain"
    distinct: bool = False  # no two clips of a gloss in one batch
    same_concept: bool = False  # clips of one concept are not negatives either
    tempo: float = 0.0  # sd of the factor that changes the speed of clips
    mirror: float = 0.0  # probability that a clip is mirrored
    rotate: float = 0.0  # 2-D augmentation: sd of the angle in radians, of the shear,
    shear: float = 0.0  # ... and of the factor of y; published: .2 each
    stretch: float = 0.0
    noise: float = 0.0  # sd of the noise of each coordinate, in shoulder widths
    temperature: float = 0.07
    learn_temperature: bool = False
    shuffle: int = 42  # seed of the order in which clips are shown


class PairsObjective:
    """Draws clips of a manifest with their prompts, and computes the loss of their vectors."""

    def __init__(
        self,
        clips: Sequence[StoredClip],
        config: Pairs,
        network: NetworkConfig,
        words: list[str],
        prompts: Prompts,
    ) -> None:
        self.clips, self.config, self.words, self.prompts = clips, config, words, prompts
        self._network = network
        self._tokens = tokenizer(words)
        self._texts = [prompts.of([c.gloss], c.sign_language, c.spoken_language)[0] for c in clips]
        #: The sign of each clip: (n,).
        self.signs = _numbers([(uncased(clip.gloss), clip.sign_language) for clip in clips])
        concepts = [(uncased(clip.concept) or f"\0{sign}",) for clip, sign in
                    zip(clips, self.signs.tolist(), strict=True)]  # fmt: skip
        self._concepts = _numbers(concepts)
        self.sum = checksum(zip(self._texts, self._concepts, strict=True))
        check_several(self.signs)
        if config.learn_temperature and config.loss == "plain":
            raise ManifestError(
                "The plain loss has no temperature to learn.",
                hint="Add --set loss=multi-positive, or do not set learn_temperature.",
            )

    def batch(self, rng: Generator, step: int, share: Share = ALL) -> Batch:
        """Draw the clips of a step and read those of a process.

        Raise ManifestError if they all show the same sign.
        """
        rows = self.rows(rng, step)
        if len(set(self.signs[rows].tolist())) < 2:
            raise ManifestError(
                f"A batch of {len(rows)} clips shows a single sign, so nothing can be learned.",
                hint="Use larger batches, or more clips of other signs.",
            )
        seeds = rng.integers(1 << 62, size=len(rows))  # the same for a clip in any process
        clips = [
            self._shown(np.random.default_rng(seed), self.clips[row].clip().pose)
            for row, seed in zip(rows[share.own], seeds[share.own], strict=True)
        ]
        return self._batch(rows, clips, share)

    def fixed(self, share: Share = ALL) -> Iterator[Batch]:
        """Return batches of all clips without any variation, of the size that training uses."""
        order = np.random.default_rng(self.config.shuffle).permutation(len(self.clips))
        rounds, turns = [order], list[int]()
        if self.config.distinct:  # the first clip of each sign, the second of each, ...
            shown: Counter[int] = Counter()
            for sign in self.signs[order].tolist():
                shown[sign] += 1
                turns.append(shown[sign])
            rounds = [order[np.array(turns) == turn] for turn in range(1, max(turns) + 1)]
        size = max(self.config.batch, 1)
        parts = [part for rows in rounds for part in np.array_split(rows, -(-len(rows) // size))]
        return (
            self._batch(rows, [self._inputs(self.clips[row].clip().pose) for row in rows])
            for rows in parts[share.own]
        )

    def _batch(self, rows: IntArray, clips: list[FloatArray], share: Share = ALL) -> Batch:
        """Return a process's share of a batch; `clips` are the inputs of its own rows."""
        longest = max(map(len, clips), default=1)
        shown = torch.zeros(len(clips), longest, self._network.pose.inputs)
        real = torch.zeros(shown.shape[:2], dtype=torch.bool)
        for row, clip in enumerate(clips):
            shown[row, : len(clip)], real[row, : len(clip)] = torch.from_numpy(clip), True
        texts = sorted({self._texts[row] for row in rows})
        words, spelled = vocabulary.padded(
            [
                self._tokens.encode(text).ids[: self._network.text.longest]
                for text in texts[share.own]
            ]
        )
        text_of = torch.tensor([texts.index(self._texts[row]) for row in rows])
        groups = self._concepts if self.config.same_concept else self.signs
        group = torch.from_numpy(groups[rows])
        return Batch(shown, real, words, spelled, (text_of, group), (len(rows), len(texts)))

    def loss(
        self,
        batch: Batch,
        vectors: tuple[Tensor, Tensor],
        temperature: Tensor | float,
        share: Share = ALL,
    ) -> Tensor:
        """Return the loss of poses (N, D) and texts (M, D), summed over a process's share of
        rows."""
        poses, texts = vectors
        text_of, group = batch.labels
        if self.config.loss == "plain":
            return losses.plain(poses, texts[text_of], share)
        poses, texts = (functional.normalize(part, dim=-1) for part in vectors)
        same_group = (group[:, None] == group).to(poses.dtype)  # (N, N)
        same = same_group @ functional.one_hot(text_of, len(texts)).to(poses.dtype) > 0  # (N, M)
        return losses.both_ways(poses, texts, same, temperature, share)

    def statistics(self, rng: Generator, most: int = 2000) -> tuple[Tensor, Tensor]:
        """Return mean and standard deviation of each feature over up to `most` clips."""
        rows = rng.permutation(len(self.clips))[:most]
        kind = self._network.features
        frames = np.concatenate(
            [features.published(self.clips[row].clip().pose, kind) for row in rows]
        )
        sd = frames.std(axis=0, dtype=np.float64)
        mean = frames.mean(axis=0, dtype=np.float64)
        return torch.from_numpy(mean).float(), torch.from_numpy(np.where(sd > 1e-3, sd, 1)).float()

    def _shown(self, rng: Generator, pose: Pose) -> FloatArray:
        """Vary a clip; return the network's inputs (T, inputs)."""
        config = self.config
        if rng.random() < config.mirror:
            pose = pose.mirrored()
        if config.tempo:
            pose = augment.tempo(rng, pose, config.tempo, self._network.pose.longest)
        frames = self._inputs(pose)
        if config.rotate or config.shear or config.stretch:
            frames = augment.plane(rng, frames, config.rotate, config.shear, config.stretch)
        return augment.noise(rng, frames, config.noise) if config.noise else frames

    def _inputs(self, pose: Pose) -> FloatArray:
        """Return the network's inputs (T, inputs) of a clip as it is."""
        return features.published(pose, self._network.features)[: self._network.pose.longest]

    def rows(self, rng: Generator, step: int) -> IntArray:
        """Draw the clips of a step. Every clip is shown once before any is shown again."""
        count = min(max(self.config.batch, 1), len(self.clips))
        if self.config.distinct:
            signs = rng.permutation(np.unique(self.signs))[: self.config.batch]
            return np.array([rng.choice(np.flatnonzero(self.signs == sign)) for sign in signs])
        each = len(self.clips) // count
        order = np.random.default_rng((self.config.shuffle, step // each)).permutation(
            len(self.clips)
        )
        return order[step % each * count :][:count]


def _numbers(names: Sequence[tuple[str, ...]]) -> IntArray:
    """Return a number for each name (n,); equal names have equal numbers."""
    numbers = {name: number for number, name in enumerate(dict.fromkeys(names))}
    return np.array([numbers[name] for name in names], np.int64)
