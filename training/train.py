"""Train the bundled model: `python -m training.train LANDMARKS` (see training/README.md).

Each step shows three kinds of signs, each only its own kind's negative: pseudo-signs, handshapes
of real clips on wrist paths of other real clips, and real clips. Vectors of one sign attract, all
others repel (supervised contrastive loss, Khosla et al. 2020); a small term draws each real clip
to its text. Stop at any time: the same command goes on from the last checkpoint.
"""

import itertools
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import click
import numpy as np
import torch
from numpy.random import Generator
from torch import Tensor, nn
from torch.nn import functional
from torch.optim import swa_utils

from signdict import features
from signdict.encoder import Calibration, Encoder, tokenizer
from signdict.network import NetworkConfig, SignClip, TowerConfig
from signdict.settings import BUNDLED_MODEL, resources
from training import augment, calibrate, data, synthesis


@dataclass(frozen=True, slots=True)
class Config:
    """Every number of a run."""

    steps: int
    synthetic: int = 96  # classes, two renderings each
    recombined: int = 16  # fours of classes, two renderings each
    real: int = 48  # glosses, three clips each
    avatars: float = 0.33  # share of glosses from computer figures among the real ones
    temperature: float = 0.07
    text_weight: float = 0.15
    rate: float = 1.5e-3
    decay: float = 0.02
    warmup: int = 60
    clip: float = 1.0
    average: float = 0.995  # of the weights, over steps
    seed: int = 1
    save_every: int = 50


def network(words: int) -> NetworkConfig:
    """Return the sizes of the bundled model, of about half a million numbers a tower."""
    shape = {
        "width": 128, "layers": 2, "heads": 4, "inner": 256, "norm_first": True, "epsilon": 1e-5,
        "outputs": 192, "end_is_fixed": False, "kind": False,
    }  # fmt: skip
    pose = TowerConfig(stem="hands", inputs=features.WIDTH, longest=16, pools=4, **shape)  # type: ignore[arg-type]
    text = TowerConfig(stem="words", inputs=words, longest=61, **shape)  # type: ignore[arg-type]
    return NetworkConfig(pose, text, "signing")


def vocabulary(texts: tuple[str, ...]) -> list[str]:
    """Whole words of the training texts, and every letter, so that any text can be read."""
    words = sorted(
        {w for text in texts for w in "".join(c if c.isalnum() else " " for c in text).split()}
    )
    letters = [chr(c) for c in (*range(33, 127),) if not chr(c).isupper()]
    pieces = [*letters, *(f"##{c}" for c in letters), *words]
    return ["[PAD]", "[UNK]", *dict.fromkeys(pieces)]


class Batches:
    """Draws what one step is shown."""

    def __init__(self, clips: data.Clips, config: Config) -> None:
        self.clips, self.config = clips, config
        members: dict[int, list[int]] = {}
        for row, label in enumerate(clips.labels):
            members.setdefault(int(label), []).append(row)
        drawn = np.isin(clips.sources, data.AVATARS)
        self._members = {label: np.array(rows) for label, rows in members.items()}
        self._avatars = [label for label, rows in members.items() if drawn[rows].all()]
        self._people = [label for label, rows in members.items() if not drawn[rows].all()]

    def pseudo(self, rng: Generator) -> tuple[augment.Batch, np.ndarray]:
        """Pseudo-signs before made-up cameras."""
        *batch, labels = synthesis.batch(rng, self.config.synthetic, 2)
        return augment.camera(rng, tuple(batch)), labels  # type: ignore[arg-type]

    def mixed(self, rng: Generator) -> tuple[augment.Batch, np.ndarray]:
        """Parts of real clips put together anew."""
        clips = self.clips
        batch = augment.recombine(
            rng, (clips.hands, clips.present, clips.nose), self.config.recombined
        )
        batch = tuple(np.concatenate([part, part]) for part in batch)  # type: ignore[assignment]
        labels = np.tile(np.arange(4 * self.config.recombined), 2)
        return augment.camera(rng, augment.performance(rng, batch)), labels

    def real(self, rng: Generator) -> tuple[augment.Batch, np.ndarray]:
        """Real clips; a gloss with a single clip shows it in three performances."""
        figures = min(round(self.config.real * self.config.avatars), len(self._avatars))
        people = min(self.config.real - figures, len(self._people))
        chosen = [*rng.choice(self._avatars, figures, replace=False)] if figures else []
        chosen += [*rng.choice(self._people, people, replace=False)] if people else []
        rows = np.concatenate([rng.choice(self._members[int(c)], 3) for c in chosen])
        clips = self.clips
        batch = clips.hands[rows], clips.present[rows], clips.nose[rows]
        batch = augment.performance(rng, batch)
        batch = augment.mirror(batch, np.repeat(rng.random(len(chosen)) < 0.3, 3))
        return augment.camera(rng, batch, 1.3), np.repeat(chosen, 3).astype(np.int64)


def contrast(a: Tensor, b: Tensor, same: Tensor, temperature: float) -> Tensor:
    """Mean of -log p(positives): rows a (N, D) against b (M, D), positives `same` (N, M)."""
    logits = a @ b.T / temperature
    if a is b:  # nothing is compared with itself
        own = torch.eye(len(a), dtype=torch.bool)
        logits, same = logits.masked_fill(own, -1e9), same & ~own
    log_p = logits - logits.logsumexp(1, keepdim=True)
    return -((log_p * same).sum(1) / same.sum(1).clamp(min=1))[same.any(1)].mean()


class Run:
    """The state of a training run: everything that a checkpoint holds."""

    def __init__(self, clips: data.Clips, config: Config) -> None:
        torch.set_num_threads(1)  # more threads on shared cores are slower
        torch.manual_seed(config.seed)
        self.config, self.clips = config, clips
        self.batches = Batches(clips, config)
        self.words = vocabulary(clips.texts)
        self.tokens = tokenizer(self.words)
        self.net = SignClip(network(len(self.words)))
        self.mean = swa_utils.AveragedModel(
            self.net,
            multi_avg_fn=swa_utils.get_ema_multi_avg_fn(config.average),  # type: ignore[no-untyped-call]
        )
        self.optimiser = torch.optim.AdamW(
            self.net.parameters(), config.rate, weight_decay=config.decay
        )
        self.schedule = torch.optim.lr_scheduler.LambdaLR(self.optimiser, self._rate)
        self.done = 0

    def _rate(self, step: int) -> float:
        if step < self.config.warmup:
            return (step + 1) / self.config.warmup
        share = (step - self.config.warmup) / max(1, self.config.steps - self.config.warmup)
        return 0.5 * (1 + float(np.cos(np.pi * min(share, 1))))

    def step(self) -> float:
        """Learn from one batch, which depends on the seed and the step alone."""
        config = self.config
        rng = np.random.default_rng((config.seed, self.done))
        torch.manual_seed(config.seed * 1_000_003 + self.done)
        self.net.train()
        kinds = [self.batches.pseudo(rng), self.batches.mixed(rng), self.batches.real(rng)]
        shown = torch.from_numpy(np.concatenate([features.inputs(*batch) for batch, _ in kinds]))
        everything = torch.ones(shown.shape[:2], dtype=torch.bool)
        vectors = functional.normalize(self.net.pose(shown, everything), dim=-1)  # (N, D)
        loss = shown.new_zeros(())
        sizes = [len(labels) for _, labels in kinds]
        parts = torch.split(vectors, sizes)
        numbers = [torch.from_numpy(labels) for _, labels in kinds]
        for part, number in zip(parts, numbers, strict=True):
            loss = loss + contrast(part, part, number[:, None] == number, config.temperature)
        loss = loss + config.text_weight * self._text_loss(parts[-1], numbers[-1])
        self.optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(self.net.parameters(), config.clip)
        self.optimiser.step()
        self.schedule.step()
        self.mean.update_parameters(self.net)
        self.done += 1
        return float(loss.detach())

    def _text_loss(self, vectors: Tensor, labels: Tensor) -> Tensor:
        """Pose to text and text to pose; clips of one gloss and language are no negatives."""
        chosen = torch.from_numpy(np.unique(labels.numpy()))
        ids = [self.tokens.encode(self.clips.texts[int(label)]).ids for label in chosen]
        longest = max(map(len, ids))
        words = torch.tensor([row + [0] * (longest - len(row)) for row in ids])
        texts = functional.normalize(self.net.text(words, words > 0), dim=-1)
        same = labels[:, None] == chosen
        return (
            contrast(vectors, texts, same, self.config.temperature)
            + contrast(texts, vectors, same.T, self.config.temperature)
        ) / 2

    def save(self, path: Path) -> None:
        """Write everything that a run needs to go on; the old checkpoint stays until then."""
        path.parent.mkdir(parents=True, exist_ok=True)
        state = {
            "config": asdict(self.config), "done": self.done, "net": self.net.state_dict(),
            "mean": self.mean.state_dict(), "optimiser": self.optimiser.state_dict(),
            "schedule": self.schedule.state_dict(), "words": self.words,
        }  # fmt: skip
        torch.save(state, path.with_suffix(".part"))
        path.with_suffix(".part").replace(path)

    def resume(self, path: Path) -> None:
        """Go on from a checkpoint of the same configuration and the same words."""
        state = torch.load(path, weights_only=True)
        if state["config"] != asdict(self.config) or state["words"] != self.words:
            raise click.ClickException(f"{path} is of another run: move it away to start anew.")
        self.net.load_state_dict(state["net"])
        self.mean.load_state_dict(state["mean"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.schedule.load_state_dict(state["schedule"])
        self.done = state["done"]

    def encoder(self, name: str) -> Encoder:
        """Return the averaged weights as an encoder, not yet calibrated."""
        net = SignClip(self.net.config)
        net.load_state_dict(self.mean.module.state_dict())
        return Encoder(name, net, self.words, Calibration())


@click.command()
@click.argument("landmarks", type=Path)
@click.option("--shared", type=Path, default=Path("../shared/data"), help="Folder of the data.")
@click.option(
    "--run", "folder", type=Path, default=Path("training/runs/first"), help="Checkpoints."
)
@click.option("--out", type=Path, default=None, help="Model folder to write; the bundled one.")
@click.option("--steps", default=1300, help="Steps of the whole run.")
def main(landmarks: Path, shared: Path, folder: Path, out: Path | None, steps: int) -> None:
    """Train on what may be trained on, and write the model."""
    clips = data.training_clips(shared, landmarks)
    click.echo(f"{len(clips)} clips of {len(clips.texts)} glosses: {clips.counts}")
    run = Run(clips, Config(steps=steps))
    checkpoint = folder / "checkpoint.pt"
    if checkpoint.exists():
        run.resume(checkpoint)
    began, first = time.monotonic(), run.done
    for _ in itertools.takewhile(lambda _: run.done < steps, itertools.count()):
        loss = run.step()
        if run.done % run.config.save_every == 0 or run.done == steps:
            pace = (time.monotonic() - began) / (run.done - first)
            click.echo(f"step {run.done}/{steps} loss {loss:.3f} {pace:.2f} s a step")
            run.save(checkpoint)
    encoder = run.encoder(BUNDLED_MODEL)
    calibrate.fit(encoder, clips)
    encoder.save(out or resources() / "models" / BUNDLED_MODEL)


if __name__ == "__main__":
    main()
