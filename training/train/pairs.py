"""How SignCLIP learns: pairs of a clip and its text, every other pair of the batch a negative."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import torch
from numpy.random import Generator
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from signdict.core.errors import ManifestError
from signdict.model.encoder import tokenizer
from signdict.model.network import NetworkConfig
from signdict.model.prompts import Prompts
from signdict.pose import features
from signdict.pose.pose import Pose
from training.augment import augment
from training.data.manifest import Stored
from training.train import losses, vocabulary
from training.train.distributed import Share
from training.train.losses import ALL
from training.train.objective import Batch, checksum, tell_apart


@dataclass(frozen=True, slots=True)
class Pairs:
    """How many clips a step shows, and what becomes of them."""

    batch: int = 448
    loss: Literal["plain", "multi-positive"] = "plain"
    distinct: bool = False  # no two clips of a gloss in one batch
    same_concept: bool = False  # clips of one concept are no negatives either
    tempo: float = 0.0  # sd of the factor by which clips are slowed down or hurried
    mirror: float = 0.0  # how often a clip is mirrored
    temperature: float = 0.07
    learn_temperature: bool = False
    shuffle: int = 42  # seed of the order in which clips are shown


class PairsObjective:
    """Draws clips of a manifest with their prompts."""

    def __init__(
        self,
        clips: Sequence[Stored],
        how: Pairs,
        network: NetworkConfig,
        words: list[str],
        prompts: Prompts,
    ) -> None:
        self.clips, self.how, self.words, self.prompts = clips, how, words, prompts
        self._network = network
        self._tokens = tokenizer(words)
        self._texts = [prompts.of([c.gloss], c.sign_language, c.spoken_language)[0] for c in clips]
        signs = [(clip.gloss.casefold(), clip.sign_language) for clip in clips]
        self._signs = _numbers(signs)
        concepts = [(clip.concept.casefold() or f"\0{sign}",) for clip, sign in
                    zip(clips, self._signs.tolist(), strict=True)]  # fmt: skip
        self._concepts = _numbers(concepts)
        self.sum = checksum(zip(self._texts, self._concepts, strict=True))
        tell_apart(self._signs)
        if how.learn_temperature and how.loss == "plain":
            raise ManifestError(
                "The plain loss has no temperature that could be learned.",
                hint="Add --set loss=multi-positive, or leave learn_temperature out.",
            )

    def batch(self, rng: Generator, step: int, share: Share = ALL) -> Batch:
        """Draw the clips of a step and read those of a process.

        Raise ManifestError if they are all of one sign.
        """
        rows = self._rows(rng, step)
        if len(set(self._signs[rows].tolist())) < 2:
            raise ManifestError(
                f"A batch of {len(rows)} clips shows a single sign, so nothing can be learned.",
                hint="Take larger batches, or more clips of other signs.",
            )
        seeds = rng.integers(1 << 62, size=len(rows))  # a clip is shown alike in any process
        clips = [
            self._shown(np.random.default_rng(seed), self.clips[row].clip().pose)
            for row, seed in zip(rows[share.own], seeds[share.own], strict=True)
        ]
        longest = max(map(len, clips), default=1)
        shown = torch.zeros(len(clips), longest, self._network.pose.inputs)
        real = torch.zeros(shown.shape[:2], dtype=torch.bool)
        for place, clip in enumerate(clips):
            shown[place, : len(clip)], real[place, : len(clip)] = torch.from_numpy(clip), True
        texts = sorted({self._texts[row] for row in rows})
        words, spelled = vocabulary.padded(
            [
                self._tokens.encode(text).ids[: self._network.text.longest]
                for text in texts[share.own]
            ]
        )
        which = torch.tensor([texts.index(self._texts[row]) for row in rows])
        groups = self._concepts if self.how.same_concept else self._signs
        one = torch.from_numpy(groups[rows])
        return Batch(shown, real, words, spelled, (which, one), (len(rows), len(texts)))

    def loss(
        self,
        batch: Batch,
        vectors: tuple[Tensor, Tensor],
        temperature: Tensor | float,
        share: Share = ALL,
    ) -> Tensor:
        """What poses (N, D) and the texts (M, D) of a batch cost; of the shared rows alone."""
        poses, texts = vectors
        which, one = batch.labels
        if self.how.loss == "plain":
            return losses.plain(poses, texts[which], share)
        poses, texts = (functional.normalize(part, dim=-1) for part in vectors)
        alike = (one[:, None] == one).to(poses.dtype)  # (N, N)
        same = alike @ functional.one_hot(which, len(texts)).to(poses.dtype) > 0  # (N, M)
        return losses.both_ways(poses, texts, same, temperature, share)

    def statistics(self, rng: Generator, most: int = 2000) -> tuple[Tensor, Tensor]:
        """Mean and standard deviation of each number of a frame over up to `most` clips."""
        rows = rng.permutation(len(self.clips))[:most]
        kind = self._network.features
        frames = np.concatenate(
            [features.published(self.clips[row].clip().pose, kind) for row in rows]
        )
        sd = frames.std(axis=0, dtype=np.float64)
        mean = frames.mean(axis=0, dtype=np.float64)
        return torch.from_numpy(mean).float(), torch.from_numpy(np.where(sd > 1e-3, sd, 1)).float()

    def _shown(self, rng: Generator, pose: Pose) -> NDArray[np.float32]:
        """Another performance of a clip, as the network is shown it: (T, inputs)."""
        longest = self._network.pose.longest
        if rng.random() < self.how.mirror:
            pose = pose.mirrored()
        if self.how.tempo:
            pose = augment.tempo(rng, pose, self.how.tempo, longest)
        return features.published(pose, self._network.features)[:longest]

    def _rows(self, rng: Generator, step: int) -> NDArray[np.int64]:
        """Which clips a step shows; all are shown once before any is shown again."""
        count = min(max(self.how.batch, 1), len(self.clips))
        if self.how.distinct:
            signs = rng.permutation(np.unique(self._signs))[: self.how.batch]
            return np.array([rng.choice(np.flatnonzero(self._signs == sign)) for sign in signs])
        each = len(self.clips) // count
        order = np.random.default_rng((self.how.shuffle, step // each)).permutation(len(self.clips))
        return order[step % each * count :][:count]


def _numbers(names: Sequence[tuple[str, ...]]) -> NDArray[np.int64]:
    """A number for each name, the same for the same: (n,)."""
    places = {name: place for place, name in enumerate(dict.fromkeys(names))}
    return np.array([places[name] for name in names], np.int64)
