"""How the bundled model learns: pseudo-signs, mixtures of real clips, and real clips.

Each step shows three kinds of signs, each only its own kind's negative. Vectors of one sign
attract, all others repel; a small term draws each real clip to its text.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.random import Generator
from torch import Tensor
from torch.nn import functional

from signdict import features
from signdict.encoder import tokenizer
from signdict.prompts import Prompts
from training import augment, data, synthesis, vocabularies
from training.gather import Share
from training.lessons import Batch, checksum, tell_apart
from training.losses import ALL, both_ways, contrast

_LONGEST = 61  # word pieces of a text


@dataclass(frozen=True, slots=True)
class Mixture:
    """How much of each kind a step shows."""

    synthetic: int = 96  # classes, two renderings each
    recombined: int = 16  # fours of classes, two renderings each
    real: int = 48  # glosses, three clips each
    avatars: float = 0.33  # share of glosses from computer figures among the real ones
    text_weight: float = 0.15
    temperature: float = 0.07
    learn_temperature: bool = False


class MixtureLesson:
    """Draws what one step is shown, and says what the vectors cost."""

    def __init__(self, clips: data.Clips, how: Mixture, words: Sequence[str] | None = None) -> None:
        self.clips, self.how = clips, how
        self.sum = checksum([clips.texts, clips.labels.tolist(), clips.sources.tolist()])
        tell_apart(clips.texts)
        members: dict[int, list[int]] = {}
        for row, label in enumerate(clips.labels):
            members.setdefault(int(label), []).append(row)
        drawn = np.isin(clips.sources, data.AVATARS)
        self._members = {label: np.array(rows) for label, rows in members.items()}
        self._avatars = [label for label, rows in members.items() if drawn[rows].all()]
        self._people = [label for label, rows in members.items() if not drawn[rows].all()]
        self.words = list(words or vocabularies.own(clips.texts))
        self._tokens = tokenizer(self.words)

    @property
    def prompts(self) -> Prompts:
        """The tags of the training texts."""
        tags = [text.split("> ", 2)[:2] for text in self.clips.texts]
        spoken, signs = ({tag[place].lstrip("<") for tag in tags} for place in (0, 1))
        return Prompts(spoken=tuple(sorted(spoken)), signs=tuple(sorted(signs)))

    def batch(self, rng: Generator, step: int, share: Share = ALL) -> Batch:
        """Draw a step's batch: three kinds of poses, and each text of the real ones once."""
        del step
        kinds = [self.pseudo(rng), self.mixed(rng), self.real(rng)]
        shown = torch.from_numpy(np.concatenate([features.inputs(*batch) for batch, _ in kinds]))
        numbers = [torch.from_numpy(labels) for _, labels in kinds]
        chosen = np.unique(numbers[-1].numpy())
        words, spelled = vocabularies.padded(
            [self._tokens.encode(self.clips.texts[int(label)]).ids[:_LONGEST] for label in chosen]
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
        """What poses (N, D) and texts (M, D) of a batch cost; of the shared rows alone."""
        poses, texts = (functional.normalize(part, dim=-1) for part in vectors)
        *numbers, chosen = batch.labels
        parts = torch.split(poses, [len(labels) for labels in numbers])
        loss = poses.new_zeros(())
        for part, number in zip(parts, numbers, strict=True):
            loss = loss + contrast(part, part, number[:, None] == number, temperature, share)
        same = numbers[-1][:, None] == chosen
        return loss + self.how.text_weight * both_ways(parts[-1], texts, same, temperature, share)

    def pseudo(self, rng: Generator) -> tuple[augment.Batch, np.ndarray]:
        """Pseudo-signs before made-up cameras."""
        *batch, labels = synthesis.batch(rng, self.how.synthetic, 2)
        return augment.camera(rng, tuple(batch)), labels  # type: ignore[arg-type]

    def mixed(self, rng: Generator) -> tuple[augment.Batch, np.ndarray]:
        """Parts of real clips put together anew."""
        clips, fours = self.clips, self.how.recombined
        batch = augment.recombine(rng, (clips.hands, clips.present, clips.nose), fours)
        batch = tuple(np.concatenate([part, part]) for part in batch)  # type: ignore[assignment]
        return augment.camera(rng, augment.performance(rng, batch)), np.tile(
            np.arange(4 * fours), 2
        )

    def real(self, rng: Generator) -> tuple[augment.Batch, np.ndarray]:
        """Real clips; a gloss with a single clip shows it in three performances."""
        figures = min(round(self.how.real * self.how.avatars), len(self._avatars))
        people = min(self.how.real - figures, len(self._people))
        chosen = [*rng.choice(self._avatars, figures, replace=False)] if figures else []
        chosen += [*rng.choice(self._people, people, replace=False)] if people else []
        rows = np.concatenate([rng.choice(self._members[int(c)], 3) for c in chosen])
        clips = self.clips
        batch = clips.hands[rows], clips.present[rows], clips.nose[rows]
        batch = augment.performance(rng, batch)
        batch = augment.mirror(batch, np.repeat(rng.random(len(chosen)) < 0.3, 3))
        return augment.camera(rng, batch, 1.3), np.repeat(chosen, 3).astype(np.int64)
