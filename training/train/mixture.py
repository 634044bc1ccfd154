"""How the bundled model learns: pseudo-signs, mixtures of real clips, and real clips.

Each step shows three kinds of signs, each only its own kind's negative. Vectors of one sign
attract, all others repel, and so do their frame tokens, if the model has them; a small term may
draw each real clip to its text.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.random import Generator
from torch import Tensor
from torch.nn import functional

from signdict.core.languages import languages
from signdict.model.encoder import tokenizer
from signdict.model.network import TowerConfig
from signdict.model.prompts import Prompts
from signdict.pose import features
from training.augment import augment, pseudosigns, signers
from training.augment.hands import Bank
from training.data import dataset
from training.train import vocabulary
from training.train.distributed import Share
from training.train.losses import ALL, both_ways, contrast, late
from training.train.objective import Batch, checksum, tell_apart

_LONGEST = 61  # word pieces of a text


@dataclass(frozen=True, slots=True)
class Mixture:
    """How much of each kind a step shows."""

    synthetic: int = 96  # classes, two renderings each
    recombined: int = 16  # fours of classes, two renderings each
    real: int = 48  # glosses, three clips each
    postures: bool = True  # pseudo-signs take postures from the real clips
    avatars: float = 0.33  # share of glosses from computer figures among the real ones
    text_weight: float = 0.15
    token_weight: float = 1.0  # of what frame tokens cost, beside the vectors' 1
    coarse: bool = False  # compare tokens in bfloat16, sooner where the processor has it
    temperature: float = 0.07
    learn_temperature: bool = False


class MixtureObjective:
    """Draws what one step is shown, and says what the vectors cost."""

    def __init__(
        self,
        clips: dataset.ClipArrays,
        how: Mixture,
        words: Sequence[str] | None = None,
        pose: TowerConfig | None = None,
    ) -> None:
        self.clips, self.how = clips, how
        self._pose = pose or TowerConfig()
        self._shown = features.numbers if self._pose.stem == "signs" else features.inputs
        self.sum = checksum([clips.texts, clips.labels.tolist(), clips.sources.tolist()])
        tell_apart(clips.texts)
        members: dict[int, list[int]] = {}
        for row, label in enumerate(clips.labels):
            members.setdefault(int(label), []).append(row)
        drawn = np.isin(clips.sources, dataset.AVATARS)
        self._members = {label: np.array(rows) for label, rows in members.items()}
        self._avatars = [label for label, rows in members.items() if drawn[rows].all()]
        self._people = [label for label, rows in members.items() if not drawn[rows].all()]
        self.words = list(words or vocabulary.own(clips.texts))
        self._pieces = tokenizer(self.words)
        self._bank = Bank.of(clips, np.random.default_rng(0)) if how.postures else None

    @property
    def prompts(self) -> Prompts:
        """The tags of the training texts, as far as they are codes of languages."""
        tags = [text.split("> ", 2)[:2] for text in self.clips.texts]
        spoken, signs = ({tag[place].lstrip("<") for tag in tags} for place in (0, 1))
        known = signs & {*languages()}
        return Prompts(spoken=tuple(sorted(spoken)), signs=tuple(sorted(known or signs)))

    def batch(self, rng: Generator, step: int, share: Share = ALL) -> Batch:
        """Draw a step's batch: three kinds of poses, and each text of the real ones once."""
        del step
        kinds = [self.pseudo(rng), self.mixed(rng), self.real(rng)]
        shown = torch.from_numpy(np.concatenate([self._shown(*batch) for batch, _ in kinds]))
        numbers = [torch.from_numpy(labels) for _, labels in kinds]
        chosen = np.unique(numbers[-1].numpy())[: None if self.how.text_weight else 0]
        words, spelled = vocabulary.padded(
            [self._pieces.encode(self.clips.texts[int(label)]).ids[:_LONGEST] for label in chosen]
        )
        real = torch.ones(shown.shape[:2], dtype=torch.bool)
        labels = (*numbers, torch.from_numpy(chosen))
        sizes = len(shown), len(words)
        return Batch(shown, real, words, spelled, labels, sizes).share(share)

    def loss(
        self,
        batch: Batch,
        vectors: tuple[Tensor, Tensor],
        temperature: Tensor | float,
        share: Share = ALL,
    ) -> Tensor:
        """What poses (N, D) and texts (M, D) of a batch cost; of the shared rows alone.

        Behind the vector of a pose stand its frame tokens, if the model has them.
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
                cost = late(*_apart(self._rounded(tokens), number), temperature, share)
                loss = loss + self.how.token_weight * cost
        if not self.how.text_weight:
            return loss
        unit, texts = (functional.normalize(rows, dim=-1) for rows in (unit, texts))
        same = numbers[-1][:, None] == chosen
        return loss + self.how.text_weight * both_ways(unit, texts, same, temperature, share)

    def _rounded(self, tokens: Tensor) -> Tensor:
        return tokens.bfloat16() if self.how.coarse else tokens

    def pseudo(self, rng: Generator) -> tuple[augment.HandBatch, np.ndarray]:
        """Pseudo-signs before made-up cameras."""
        *batch, labels = pseudosigns.batch(rng, self.how.synthetic, 2, self._bank)
        return augment.camera(rng, tuple(batch)), labels  # type: ignore[arg-type]

    def mixed(self, rng: Generator) -> tuple[augment.HandBatch, np.ndarray]:
        """Parts of real clips put together anew."""
        clips, fours = self.clips, self.how.recombined
        batch = augment.recombine(rng, (clips.hands, clips.present, clips.nose), fours)
        batch = tuple(np.concatenate([part, part]) for part in batch)  # type: ignore[assignment]
        batch = self._signed(rng, batch)
        return augment.camera(rng, batch), np.tile(np.arange(4 * fours), 2)

    def real(self, rng: Generator) -> tuple[augment.HandBatch, np.ndarray]:
        """Real clips; a gloss with a single clip shows it in three performances."""
        figures = min(round(self.how.real * self.how.avatars), len(self._avatars))
        people = min(self.how.real - figures, len(self._people))
        chosen = [*rng.choice(self._avatars, figures, replace=False)] if figures else []
        chosen += [*rng.choice(self._people, people, replace=False)] if people else []
        rows = np.concatenate([rng.choice(self._members[int(c)], 3) for c in chosen])
        clips = self.clips
        batch = clips.hands[rows], clips.present[rows], clips.nose[rows]
        batch = self._signed(rng, signers.again(rng, batch))
        batch = augment.mirror(batch, np.repeat(rng.random(len(chosen)) < 0.3, 3))
        return augment.camera(rng, batch, 1.3), np.repeat(chosen, 3).astype(np.int64)

    def _signed(self, rng: Generator, batch: augment.HandBatch) -> augment.HandBatch:
        """Performances by other signers; with their own hands where there is no bank of others."""
        if self._bank:
            batch = signers.other(rng, batch, self._bank)
        return augment.performance(rng, batch)


def _apart(tokens: Tensor, labels: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Queries, a dictionary that holds the first clip of each label, and which are the same."""
    first = np.unique(labels.cpu().numpy(), return_index=True)[1]
    shown = torch.zeros(len(labels), dtype=torch.bool, device=labels.device)
    shown[torch.from_numpy(first)] = True
    return tokens[~shown], tokens[shown], labels[~shown][:, None] == labels[shown]
