"""Align a text tower with the space of poses: `python -m training.words.align MODEL`.

The pose tower stays as it is, and so do the vectors of the training clips. The tower that
`training.words` taught is turned onto them as a whole, then learns which texts they belong to,
while cosines of texts stay what they were. `recall` measures what people find by meaning.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click
import numpy as np
import torch
from numpy.random import Generator
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from signdict.core.errors import ModelError
from signdict.model.encoder import SignClipEncoder, tokenizer
from signdict.model.network import SignClip, Tower
from signdict.pose import features
from training import command
from training.data import dataset
from training.evaluate.semantic import WITHIN
from training.train.losses import both_ways
from training.words import __main__
from training.words.wordnet import FOLDER, WordNet

DEVELOPMENT = Path(__file__).parent / "meanings_development.csv"


@dataclass(frozen=True, slots=True)
class AlignConfig:
    """Every number of the run."""

    steps: int = 600
    glosses: int = 192  # a step, each with up to `clips` clips
    clips: int = 3
    others: int = 256  # texts whose cosines stay as they were
    rate: float = 3e-4
    temperature: float = 0.07
    keep: float = 8.0  # what staying counts beside reaching the poses
    sharp: float = 0.05  # temperature of the cosines that stay
    seed: int = 1


class AlignObjective:
    """What the text tower is shown: texts of clips, and others that it is not to forget."""

    def __init__(
        self,
        encoder: SignClipEncoder,
        pieces: Sequence[str],
        clips: dataset.ClipArrays,
        net: WordNet,
        how: AlignConfig,
    ) -> None:
        self.how, self.texts, self.net = how, clips.texts, net
        self.tokens = tokenizer(pieces)
        self.poses = torch.from_numpy(_poses(encoder, clips))
        self._members = [np.flatnonzero(clips.labels == n) for n in range(len(clips.texts))]

    def glosses(self, rng: Generator) -> tuple[list[str], Tensor, Tensor]:
        """Draw texts, vectors (N, D) of clips, and which clip is of which text (N, M)."""
        chosen = rng.permutation(len(self.texts))[: self.how.glosses]
        rows = [rng.permutation(self._members[label])[: self.how.clips] for label in chosen]
        owner = np.repeat(np.arange(len(chosen)), [len(part) for part in rows])
        same = torch.from_numpy(owner[:, None] == np.arange(len(chosen)))
        return [self.texts[label] for label in chosen], self.poses[np.concatenate(rows)], same

    def others(self, rng: Generator, glosses: Sequence[str]) -> list[str]:
        """Draw words and definitions, beside the glosses without their tags."""
        chosen = rng.integers(len(self.net.synsets), size=self.how.others)
        synsets = [self.net.synsets[place] for place in chosen]
        texts = [one.words[0] if rng.random() < 0.5 else one.definition for one in synsets]
        return [*texts, *(text.rsplit("> ", 1)[-1] for text in glosses)]

    def means(self) -> Tensor:
        """The mean vector (M, D) of the clips of each text, of unit length."""
        return functional.normalize(
            torch.stack([self.poses[rows].mean(dim=0) for rows in self._members]), dim=-1
        )


def turned(tower: Tower, lesson: AlignObjective) -> None:
    """Turn a tower's vectors as a whole to where the poses are: cosines of texts stay."""
    last = tower.project
    if not isinstance(last, torch.nn.Linear) or last.out_features != lesson.poses.shape[1]:
        raise ModelError(
            "The words have vectors of another length than the poses.",
            hint="Train the pose tower with as many outputs as training.words has.",
        )
    with torch.inference_mode():
        texts = functional.normalize(__main__.read(tower, lesson.tokens, lesson.texts), dim=-1)
        left, _, right = torch.linalg.svd(texts.double().T @ lesson.means().double())
        turn = (left @ right).float()  # text @ turn is nearest to pose
    with torch.no_grad():
        last.weight.copy_(turn.T @ last.weight)
        last.bias.copy_(turn.T @ last.bias)


def taught(
    encoder: SignClipEncoder,
    folder: Path,
    clips: dataset.ClipArrays,
    net: WordNet,
    how: AlignConfig | None = None,
) -> SignClipEncoder:
    """A model with the same pose tower, and the words of a folder for its text tower."""
    how = how or AlignConfig()
    torch.set_num_threads(1)
    torch.manual_seed(how.seed)
    (tower, pieces), (before, _) = __main__.opened(folder), __main__.opened(folder)
    lesson = AlignObjective(encoder, pieces, clips, net, how)
    turned(tower, lesson)
    optimiser = torch.optim.AdamW(tower.parameters(), how.rate, weight_decay=0.01)
    for step in range(how.steps):
        for group in optimiser.param_groups:
            group["lr"] = how.rate * min((step + 1) / 50, (how.steps - step) / how.steps)
        loss = _loss(tower, before, lesson, np.random.default_rng((how.seed, step)))
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(tower.parameters(), 1.0)
        optimiser.step()
        if (step + 1) % 50 == 0:
            click.echo(f"step {step + 1}/{how.steps} loss {float(loss.detach()):.4f}")
    config = replace(encoder.network.config, text=tower.config)
    network = SignClip(config)
    network.pose.load_state_dict(encoder.network.pose.state_dict())
    network.text.load_state_dict(tower.state_dict())
    prompts = replace(encoder.prompts, meaning=True)
    return SignClipEncoder(
        encoder.name, network, pieces, encoder.calibration, prompts, encoder.token_share
    )


def _loss(tower: Tower, before: Tower, lesson: AlignObjective, rng: Generator) -> Tensor:
    """What it costs that texts are far from their clips, or elsewhere among texts than before."""
    how = lesson.how
    glosses, poses, same = lesson.glosses(rng)
    others = lesson.others(rng, glosses)
    tower.train()
    with torch.autocast("cpu", torch.bfloat16):
        vectors = __main__.read(tower, lesson.tokens, [*glosses, *others])
        with torch.no_grad():
            stays = __main__.read(before, lesson.tokens, others)
    unit = functional.normalize(vectors.float(), dim=-1)
    stays = functional.normalize(stays.float(), dim=-1)
    reach = both_ways(poses, unit[: len(glosses)], same, how.temperature)
    kept = __main__.follow(unit[len(glosses) :], stays @ stays.T, how.sharp, how.sharp)
    return reach + how.keep * kept


def _poses(encoder: SignClipEncoder, clips: dataset.ClipArrays) -> NDArray[np.float32]:
    """The vectors (n, D) of training clips, of unit length."""
    signs = encoder.network.config.features == "signs"
    numbers = features.numbers if signs else features.inputs
    shown = numbers(clips.hands, clips.present, clips.nose)
    vectors = encoder.raw_frames(list(shown))
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(length, 1e-12), np.float32)


def reached(encoder: SignClipEncoder, clips: dataset.ClipArrays) -> float:
    """What share of the training texts has a clip of its own among the nearest 8."""
    texts = encoder.raw_texts(clips.texts)
    near = np.argsort(-(texts @ _poses(encoder, clips).T), axis=1)[:, :WITHIN]
    return float((clips.labels[near] == np.arange(len(clips.texts))[:, None]).any(axis=1).mean())


@click.command(cls=command.Command)
@click.argument("model", type=Path)
@click.argument("landmarks", type=Path)
@click.option("--words", "folder", type=Path, default=Path("training/runs/words"),
              show_default=True, help="What training.words wrote.")  # fmt: skip
@click.option("--wordnet", type=Path, default=FOLDER, show_default=True, help="Its folder.")
@click.option("--shared", type=Path, default=Path("../shared/data"), help="Folder of the data.")
@click.option("--without", multiple=True, metavar="SOURCE", help="Leave a source out.")
def main(
    model: Path,
    landmarks: Path,
    folder: Path,
    wordnet: Path,
    shared: Path,
    without: tuple[str, ...],
) -> None:
    """Give MODEL, a folder with a trained pose tower, a text tower that knows words."""
    clips = dataset.training_clips(shared, landmarks, without)
    encoder = taught(SignClipEncoder.open(model), folder, clips, WordNet(wordnet))
    click.echo(f"a clip of its own within {WITHIN}: {reached(encoder, clips):.3f} of all texts")
    encoder.save(model)
    click.echo(f"wrote {model}")


if __name__ == "__main__":
    main()
