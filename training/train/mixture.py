"""The objective of the bundled model: pseudo-signs, mixtures of real clips, and real clips.

Each step shows signs of these three kinds; a sign is a negative only for its own kind. Vectors of
one sign attract each other and repel all others. The same holds for the frame tokens, if the model
has them. A small term may attract each real clip to its text.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.random import Generator
from torch import Tensor
from torch.nn import functional

from signdict.core.errors import ManifestError
from signdict.core.languages import languages
from signdict.core.types import IntArray
from signdict.model.encoder import tokenizer
from signdict.model.network import TowerConfig
from signdict.model.prompts import Prompts
from signdict.pose import features
from training.augment import augment, pseudosigns, signers
from training.augment.hands import PostureBank
from training.data import dataset
from training.train import vocabulary
from training.train.distributed import Share
from training.train.losses import ALL, both_ways, contrast, late
from training.train.objective import Batch, check_several, checksum

_LONGEST = 61  # word pieces per text


@dataclass(frozen=True, slots=True)
class Mixture:
    """How many signs of each kind a step shows, and the weights of the loss."""

    synthetic: int = 96  # classes, two renderings each
    recombined: int = 16  # groups of four classes, two renderings each
    real: int = 48  # glosses, three clips each
    postures: bool = True  # pseudo-signs use postures of the real clips
    hard: float = 0.0  # share of families and groups that differ only in place, path, repetition
    avatars: float = 0.33  # share of avatars among the real glosses
    several: float = 0.0  # share of glosses by several signers; 0: drawn as all other glosses
    letters: float = -1.0  # share of manual letters; below 0: drawn as all other glosses
    text_weight: float = 0.15  # relative to the loss of the vectors
    token_weight: float = 1.0  # likewise
    coarse: bool = False  # compare tokens in bfloat16; faster on processors that support it
    temperature: float = 0.07
    learn_temperature: bool = False


class MixtureObjective:
    """Draws the batch of a step and computes the loss of its vectors."""

    def __init__(
        self,
        clips: dataset.ClipArrays,
        config: Mixture,
        words: Sequence[str] | None = None,
        pose: TowerConfig | None = None,
    ) -> None:
        self.clips, self.config = clips, config
        self._pose = pose or TowerConfig()
        self._shown = features.numbers if self._pose.stem == "signs" else features.inputs
        self.sum = checksum([clips.texts, clips.labels.tolist(), clips.sources.tolist()])
        check_several(clips.texts)
        members: dict[int, list[int]] = {}
        for row, label in enumerate(clips.labels):
            members.setdefault(int(label), []).append(row)
        self._members = {label: np.array(rows) for label, rows in members.items()}
        self._groups = _groups(clips, self._members, config)
        self.words = list(words or vocabulary.from_texts(clips.texts))
        self._pieces = tokenizer(self.words)
        self._bank = (
            PostureBank.from_clips(clips, np.random.default_rng(0)) if config.postures else None
        )

    @property
    def prompts(self) -> Prompts:
        """The language tags of the training texts. Unknown codes are dropped if any is known."""
        tags = [text.split("> ", 2)[:2] for text in self.clips.texts]
        spoken, signs = ({tag[position].lstrip("<") for tag in tags} for position in (0, 1))
        known = signs & {*languages()}
        return Prompts(spoken=tuple(sorted(spoken)), signs=tuple(sorted(known or signs)))

    def batch(self, rng: Generator, step: int, share: Share = ALL) -> Batch:
        """Draw the batch of a step: three kinds of poses, and each text of the real ones once."""
        del step
        return self._batch([self.pseudo(rng), self.mixed(rng), self.real(rng)]).share(share)

    def fixed(self, share: Share = ALL) -> Iterator[Batch]:
        """Return batches of whole glosses that have two clips or more, without any variation.

        Raise ManifestError if fewer than two glosses have.
        """
        several = [rows for rows in self._members.values() if len(rows) > 1]
        if len(several) < 2:
            raise ManifestError(
                "Fewer than two glosses have two validation clips, so nothing can be compared.",
                hint="Write valid into the column split of more clips, or of none.",
            )
        order = np.random.default_rng(0).permutation(len(several))
        parts = np.array_split(order, -(-len(order) // max(self.config.real, 2)))
        groups = [np.concatenate([several[number] for number in part]) for part in parts]
        clips = self.clips
        return (
            self._batch([((clips.hands[rows], clips.present[rows], clips.nose[rows]),
                          clips.labels[rows].astype(np.int64))])
            for rows in groups[share.own]
        )  # fmt: skip

    def _batch(self, kinds: Sequence[tuple[augment.HandBatch, np.ndarray]]) -> Batch:
        """Return a whole batch of some kinds of poses; the texts are those of the last kind."""
        shown = torch.from_numpy(np.concatenate([self._shown(*batch) for batch, _ in kinds]))
        numbers = [torch.from_numpy(labels) for _, labels in kinds]
        chosen = np.unique(numbers[-1].numpy())[: None if self.config.text_weight else 0]
        words, spelled = vocabulary.padded(
            [self._pieces.encode(self.clips.texts[int(label)]).ids[:_LONGEST] for label in chosen]
        )
        real = torch.ones(shown.shape[:2], dtype=torch.bool)
        labels = (*numbers, torch.from_numpy(chosen))
        sizes = len(shown), len(words)
        return Batch(shown, real, words, spelled, labels, sizes)

    def loss(
        self,
        batch: Batch,
        vectors: tuple[Tensor, Tensor],
        temperature: Tensor | float,
        share: Share = ALL,
    ) -> Tensor:
        """Return the loss of poses (N, D) and texts (M, D), summed over a process's share of rows.

        If the model has frame tokens, they follow the vector of a pose in its row.
        """
        poses, texts = vectors
        size = self._pose.outputs or self._pose.width
        *numbers, chosen = batch.labels
        parts = torch.split(poses, [len(labels) for labels in numbers])
        loss = poses.new_zeros(())
        for part, number in zip(parts, numbers, strict=True):
            unit = functional.normalize(part[:, :size], dim=-1)
            loss = loss + contrast(unit, unit, number[:, None] == number, temperature, share)
            if self._pose.tokens:
                tokens = part[:, size:].view(len(part), -1, self._pose.tokens)
                tokens = tokens.bfloat16() if self.config.coarse else tokens
                cost = late(*queries_and_clips(tokens, number), temperature, share)
                loss = loss + self.config.token_weight * cost
        if not self.config.text_weight:
            return loss
        unit, texts = (functional.normalize(rows, dim=-1) for rows in (unit, texts))
        same = numbers[-1][:, None] == chosen
        return loss + self.config.text_weight * both_ways(unit, texts, same, temperature, share)

    def pseudo(self, rng: Generator) -> tuple[augment.HandBatch, np.ndarray]:
        """Draw pseudo-signs, as random cameras see them, and their labels."""
        config = self.config
        *batch, labels = pseudosigns.batch(rng, config.synthetic, 2, self._bank, config.hard)
        return augment.camera(rng, tuple(batch)), labels  # type: ignore[arg-type]

    def mixed(self, rng: Generator) -> tuple[augment.HandBatch, np.ndarray]:
        """Draw recombined parts of real clips, and their labels."""
        clips, groups, hard = self.clips, self.config.recombined, self.config.hard
        batch = augment.recombine(rng, (clips.hands, clips.present, clips.nose), groups, hard)
        batch = tuple(np.concatenate([part, part]) for part in batch)  # type: ignore[assignment]
        batch = self._performed(rng, batch)
        return augment.camera(rng, batch), np.tile(np.arange(4 * groups), 2)

    def real(self, rng: Generator) -> tuple[augment.HandBatch, np.ndarray]:
        """Draw real clips and their labels; a gloss with one clip shows three performances."""
        chosen: list[int] = []
        for share, labels in self._groups:
            count = round(self.config.real * share) if share else self.config.real - len(chosen)
            chosen += [*rng.choice(labels, min(count, len(labels)), replace=False)]
        rows = np.concatenate([self._three(rng, int(label)) for label in chosen])
        clips = self.clips
        batch = clips.hands[rows], clips.present[rows], clips.nose[rows]
        batch = self._performed(rng, signers.repeat_or_skip(rng, batch))
        batch = augment.mirror(batch, np.repeat(rng.random(len(chosen)) < 0.3, 3))
        return augment.camera(rng, batch, 1.3), np.repeat(chosen, 3).astype(np.int64)

    def _three(self, rng: Generator, label: int) -> IntArray:
        """Draw three clips of a gloss, by different signers if they are known."""
        rows = self._members[label]
        names = self.clips.signers[rows]
        people = np.unique(names)
        if len(people) < 2:
            return np.asarray(rng.choice(rows, 3))
        order = rng.permutation(people)
        return np.array([rng.choice(rows[names == order[n % len(order)]]) for n in range(3)])

    def _performed(self, rng: Generator, batch: augment.HandBatch) -> augment.HandBatch:
        """Vary the performances; if there is a bank of postures, also the hands."""
        if self._bank:
            batch = signers.change_hands(rng, batch, self._bank)
        return augment.performance(rng, batch)


def _groups(
    clips: dataset.ClipArrays, members: Mapping[int, IntArray], config: Mixture
) -> list[tuple[float, list[int]]]:
    """Return groups of labels with their shares of the real glosses; the last one takes the rest.

    The share of the last group is 0.
    """

    def is_of(rows: IntArray, sources: Sequence[str]) -> bool:
        return bool(np.isin(clips.sources[rows], sources).all())

    groups: dict[str, list[int]] = {"avatars": [], "several": [], "letters": [], "": []}
    for label, rows in members.items():
        if is_of(rows, dataset.AVATARS):
            group = "avatars"
        elif config.letters >= 0 and is_of(rows, [dataset.LETTERS]):
            group = "letters"
        elif config.several and len(np.unique(clips.signers[rows])) > 1:
            group = "several"
        else:
            group = ""
        groups[group].append(label)
    shares = {"avatars": config.avatars, "several": config.several, "letters": config.letters}
    named = [(shares[name], groups[name]) for name in shares if shares[name] > 0]
    return [*((share, labels) for share, labels in named if labels), (0.0, groups[""])]


def queries_and_clips(tokens: Tensor, labels: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Split tokens (N, K, d): the first clip of each label is the dictionary, the others ask.

    Return the queries, the clips of the dictionary, and which pairs have the same label.
    """
    first = np.unique(labels.cpu().numpy(), return_index=True)[1]
    shown = torch.zeros(len(labels), dtype=torch.bool, device=labels.device)
    shown[torch.from_numpy(first)] = True
    return tokens[~shown], tokens[shown], labels[~shown][:, None] == labels[shown]
