"""Align a text tower with the space of poses: `python -m training.words.align MODEL LANDMARKS`.

The pose tower and the vectors of the training clips stay fixed. The tower of `training.words` is
first rotated onto these vectors as a whole. Then it learns the texts of the clips, while the
cosines among texts stay close to what they were.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click
import numpy as np
import torch
from numpy.random import Generator
from torch import Tensor
from torch.nn import functional

from signdict.core.errors import ModelError
from signdict.core.types import FloatArray
from signdict.core.vectors import unit
from signdict.model.encoder import SignClipEncoder, tokenizer
from signdict.model.network import SignClip, Tower
from signdict.pose import features
from training import command
from training.data import dataset
from training.evaluate.semantic import WITHIN
from training.train.losses import both_ways
from training.words import text_tower
from training.words.wordnet import FOLDER, WordNet


@dataclass(frozen=True, slots=True)
class AlignConfig:
    """All settings of the run. They were chosen on `meanings_development.csv`."""

    steps: int = 600
    glosses: int = 192  # per step, each with up to `clips` clips
    clips: int = 3
    others: int = 256  # texts whose cosines stay close to what they were
    rate: float = 3e-4
    temperature: float = 0.07
    keep: float = 8.0  # weight of keeping these cosines, relative to reaching the poses
    sharp: float = 0.05  # temperature of these cosines
    seed: int = 1


class AlignObjective:
    """Draws texts of clips, and other texts that the tower should not forget; computes the loss."""

    def __init__(
        self,
        encoder: SignClipEncoder,
        pieces: Sequence[str],
        clips: dataset.ClipArrays,
        net: WordNet,
        config: AlignConfig,
    ) -> None:
        self.config, self.texts, self.net = config, clips.texts, net
        self.tokens = tokenizer(pieces)
        self.poses = torch.from_numpy(_pose_vectors(encoder, clips))
        self._members = [np.flatnonzero(clips.labels == n) for n in range(len(clips.texts))]

    def glosses(self, rng: Generator) -> tuple[list[str], Tensor, Tensor]:
        """Draw M texts, vectors (N, D) of their clips, and which clip has which text (N, M)."""
        chosen = rng.permutation(len(self.texts))[: self.config.glosses]
        rows = [rng.permutation(self._members[label])[: self.config.clips] for label in chosen]
        owner = np.repeat(np.arange(len(chosen)), [len(part) for part in rows])
        same = torch.from_numpy(owner[:, None] == np.arange(len(chosen)))
        return [self.texts[label] for label in chosen], self.poses[np.concatenate(rows)], same

    def others(self, rng: Generator, glosses: Sequence[str]) -> list[str]:
        """Draw words and definitions; add the glosses without their tags."""
        chosen = rng.integers(len(self.net.synsets), size=self.config.others)
        synsets = [self.net.synsets[number] for number in chosen]
        texts = [synset.words[0] if rng.random() < 0.5 else synset.definition for synset in synsets]
        return [*texts, *(text.rsplit("> ", 1)[-1] for text in glosses)]

    def means(self) -> Tensor:
        """Return the mean vector of the clips of each text (M, D), of unit length."""
        return functional.normalize(
            torch.stack([self.poses[rows].mean(dim=0) for rows in self._members]), dim=-1
        )

    def loss(self, tower: Tower, before: Tower, rng: Generator) -> Tensor:
        """Return the loss of a tower: texts far from their clips, and changed cosines of texts."""
        config = self.config
        glosses, poses, same = self.glosses(rng)
        others = self.others(rng, glosses)
        tower.train()
        with torch.autocast("cpu", torch.bfloat16):
            vectors = text_tower.embed(tower, self.tokens, [*glosses, *others])
            with torch.no_grad():
                target = text_tower.embed(before, self.tokens, others)
        unit_rows = functional.normalize(vectors.float(), dim=-1)
        target = functional.normalize(target.float(), dim=-1)
        reach = both_ways(poses, unit_rows[: len(glosses)], same, config.temperature)
        kept = unit_rows[len(glosses) :]
        change = text_tower.follow(kept, target @ target.T, config.sharp, config.sharp)
        return reach + config.keep * change


def rotate(tower: Tower, objective: AlignObjective) -> None:
    """Rotate a tower's vectors towards the poses; the cosines of texts stay the same.

    Raise ModelError if the vectors of texts and poses differ in length.
    """
    last = tower.project
    if not isinstance(last, torch.nn.Linear) or last.out_features != objective.poses.shape[1]:
        raise ModelError(
            "The vectors of words and poses differ in length.",
            hint="Train the pose tower with the number of outputs that training.words uses.",
        )
    with torch.inference_mode():
        vectors = text_tower.embed(tower, objective.tokens, objective.texts)
        texts = functional.normalize(vectors, dim=-1)
        left, _, right = torch.linalg.svd(texts.double().T @ objective.means().double())
        rotation = (left @ right).float()  # texts @ rotation is nearest to the poses
    with torch.no_grad():
        last.weight.copy_(rotation.T @ last.weight)
        last.bias.copy_(rotation.T @ last.bias)


def align(
    encoder: SignClipEncoder,
    folder: Path,
    clips: dataset.ClipArrays,
    net: WordNet,
    config: AlignConfig | None = None,
) -> SignClipEncoder:
    """Return a model with the same pose tower, and the aligned text tower of a folder.

    Raise ModelError if the folder is incomplete, or the vectors differ in length.
    """
    config = config or AlignConfig()
    torch.set_num_threads(1)
    torch.manual_seed(config.seed)
    (tower, pieces), (before, _) = text_tower.load(folder), text_tower.load(folder)
    objective = AlignObjective(encoder, pieces, clips, net, config)
    rotate(tower, objective)
    optimiser = torch.optim.AdamW(tower.parameters(), config.rate, weight_decay=0.01)
    for step in range(config.steps):
        for group in optimiser.param_groups:
            group["lr"] = config.rate * min((step + 1) / 50, (config.steps - step) / config.steps)
        loss = objective.loss(tower, before, np.random.default_rng((config.seed, step)))
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(tower.parameters(), 1.0)
        optimiser.step()
        if (step + 1) % 50 == 0:
            click.echo(f"step {step + 1}/{config.steps} loss {float(loss.detach()):.4f}")
    network = SignClip(replace(encoder.network.config, text=tower.config))
    network.pose.load_state_dict(encoder.network.pose.state_dict())
    network.text.load_state_dict(tower.state_dict())
    prompts = replace(encoder.prompts, meaning=True)
    return SignClipEncoder(
        encoder.name, network, pieces, encoder.calibration, prompts, encoder.token_share
    )


def training_recall(encoder: SignClipEncoder, clips: dataset.ClipArrays) -> float:
    """Return the share of training texts with one of their clips among the nearest `WITHIN`."""
    texts = encoder.raw_texts(clips.texts)
    near = np.argsort(-(texts @ _pose_vectors(encoder, clips).T), axis=1)[:, :WITHIN]
    return float((clips.labels[near] == np.arange(len(clips.texts))[:, None]).any(axis=1).mean())


def _pose_vectors(encoder: SignClipEncoder, clips: dataset.ClipArrays) -> FloatArray:
    """Return the vectors of training clips (n, D), of unit length."""
    signs = encoder.network.config.features == "signs"
    numbers = features.numbers if signs else features.inputs
    return unit(encoder.raw_frames(list(numbers(clips.hands, clips.present, clips.nose))))


@click.command(cls=command.Command)
@click.argument("model", type=Path)
@click.argument("landmarks", type=Path)
@click.option("--words", "folder", type=Path, default=Path("training/runs/words"),
              show_default=True, help="Folder of training.words, or of a model.")  # fmt: skip
@click.option("--wordnet", type=Path, default=FOLDER, show_default=True, help="Its folder.")
@click.option("--shared", type=Path, default=Path("../shared/data"), help="Folder of the data.")
@click.option("--without", multiple=True, metavar="SOURCE", help="Exclude a source; repeatable.")
def main(
    model: Path,
    landmarks: Path,
    folder: Path,
    wordnet: Path,
    shared: Path,
    without: tuple[str, ...],
) -> None:
    """Replace the text tower of MODEL, a folder with a trained pose tower."""
    clips = dataset.training_clips(shared, landmarks, without)
    encoder = align(SignClipEncoder.open(model), folder, clips, WordNet(wordnet))
    click.echo(f"recall@{WITHIN} of the training texts: {training_recall(encoder, clips):.3f}")
    encoder.save(model)
    click.echo(f"wrote {model}")


if __name__ == "__main__":
    main()
