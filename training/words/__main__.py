"""Teach a small text tower what words mean: `python -m training.words` (training/README.md).

Two texts of one meaning attract; and all cosines within a batch follow those of the rows of
WordNet's space (`wordspace`), by which near meanings are nearer than far ones. Stop at any time:
the same command goes on from its last checkpoint, to the bit.
"""

import json
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import click
import numpy as np
import safetensors.torch
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional
from torch.optim import swa_utils

from signdict.core import files
from signdict.core.errors import ModelError
from signdict.core.languages import languages
from signdict.model import modelfiles
from signdict.model.encoder import tokenizer
from signdict.model.network import Tower, TowerConfig
from training import command
from training.data import dataset
from training.train import vocabulary
from training.train.losses import contrast
from training.words import pieces
from training.words.paraphrase import Paraphrases, Text
from training.words.wordnet import FOLDER, WordNet
from training.words.wordspace import Space, alike

#: Spoken languages whose tags are pieces; sign languages are in `languages`.
SPOKEN = ("en", "de", "es", "pt", "fr", "fil", "ar-latn", "hi")
#: Sign languages of the training data that have no code.
OTHERS = ("und-arabic",)
TOWER = "tower.json"
_START = 0.2  # how large the numbers of a piece are at first
_TOGETHER = 192  # texts of about one length that are read at once


@dataclass(frozen=True, slots=True)
class WordsConfig:
    """Every number of a run."""

    steps: int = 3000
    meanings: int = 224  # a step, two texts each
    family: int = 4  # of them near each other
    phrases: int = 64
    rate: float = 2e-3
    warmup: int = 150
    decay: float = 0.01
    average: float = 0.998
    temperature: float = 0.05
    mirror: float = 1.0  # what following the space counts beside attraction
    sharp: float = 0.1  # temperature of the space's cosines
    whole: int = 28_000  # words that are pieces
    parts: int = 2000
    seed: int = 1
    save_every: int = 250


def tower(words: int) -> TowerConfig:
    """The shape of the text tower for a vocabulary of so many pieces."""
    return TowerConfig(
        stem="words", inputs=words, width=128, layers=2, heads=4, inner=384, longest=61,
        end_is_fixed=False, norm_first=True, epsilon=1e-5, dropout=0.0, kind=False, pools=2,
        outputs=192,
    )  # fmt: skip


class WordsObjective:
    """Draws what a step shows, and says what the vectors cost."""

    def __init__(self, net: WordNet, how: WordsConfig, glosses: Sequence[str] = ()) -> None:
        self.how, self.space = how, Space(net)
        tags = [f"<{code}>" for code in (*SPOKEN, *OTHERS, *sorted(languages()))]
        self.words = pieces.vocabulary(pieces.usual(net, glosses), tags, how.whole, how.parts)
        self.drawn = Paraphrases(self.space, tuple(tags))
        self.tokens = tokenizer(self.words)

    def batch(self, step: int) -> list[Text]:
        """Draw the texts of a step; the same for a seed and a step."""
        rng, how = np.random.default_rng((self.how.seed, step)), self.how
        chosen = self.drawn.meanings(rng, how.meanings, how.family)
        texts = [text for meaning in chosen for text in self.drawn.two(rng, meaning)]
        texts += [self.drawn.phrase(rng, chosen[n % len(chosen)]) for n in range(how.phrases)]
        return texts

    def loss(self, texts: Sequence[Text], vectors: Tensor) -> Tensor:
        """What vectors (N, D) of texts cost."""
        unit = functional.normalize(vectors, dim=-1)
        meaning = torch.tensor([text.meaning for text in texts])
        same = (meaning[:, None] == meaning) & (meaning >= 0)
        pull = contrast(unit, unit, same, self.how.temperature)
        wanted = torch.from_numpy(alike(self.space.mixed([text.parts for text in texts])))
        return pull + self.how.mirror * follow(unit, wanted, self.how.temperature, self.how.sharp)


def read(net: Tower, tokens: Tokenizer, texts: Sequence[str]) -> Tensor:
    """The vectors (n, D) of texts, read beside others of about their length."""
    rows = [tokens.encode(text).ids[: net.config.longest] for text in texts]
    order = sorted(range(len(rows)), key=lambda row: len(rows[row]))
    parts = [order[at : at + _TOGETHER] for at in range(0, len(order), _TOGETHER)]
    vectors = torch.cat([net(*vocabulary.padded([rows[n] for n in part])) for part in parts])
    return vectors[torch.tensor(order).argsort()]


def follow(unit: Tensor, wanted: Tensor, temperature: float, sharp: float) -> Tensor:
    """How far cosines of unit rows are from wanted ones (N, N), as shares of each row."""
    own = torch.eye(len(unit), dtype=torch.bool)
    share = (wanted / sharp).masked_fill(own, -1e9).softmax(dim=1)
    given = (unit @ unit.T / temperature).masked_fill(own, -1e9).log_softmax(dim=1)
    return functional.kl_div(given, share, reduction="batchmean")


class WordsRun:
    """The state of a run."""

    def __init__(self, lesson: WordsObjective) -> None:
        how = lesson.how
        torch.set_num_threads(1)
        torch.manual_seed(how.seed)
        self.lesson = lesson
        self.net = Tower(tower(len(lesson.words)))
        self._begin()
        self.mean = swa_utils.AveragedModel(
            self.net,
            multi_avg_fn=swa_utils.get_ema_multi_avg_fn(how.average),  # type: ignore[no-untyped-call]
        )
        self.optimiser = torch.optim.AdamW(
            self.net.parameters(), how.rate, betas=(0.9, 0.98), weight_decay=how.decay
        )
        self.done = 0

    def _begin(self) -> None:
        """Begin with each word where it stands, and a text as the mean of its words, nearly."""
        net, lesson = self.net, self.lesson
        words = [lesson.space.net.stem(word) for word in lesson.words]
        known = torch.from_numpy(lesson.space.reduced(words, net.config.width, lesson.how.seed))
        project, stem = net.project, net.stem
        assert isinstance(project, nn.Linear)  # noqa: S101 - see `tower`
        assert isinstance(stem, nn.Embedding)  # noqa: S101
        with torch.no_grad():
            stem.weight.normal_(std=_START / 4)
            stem.weight[:, : known.shape[1]] += _START * known.shape[1] ** 0.5 * known
            for name, part in net.layers.named_parameters():
                if name.endswith(("out_proj.weight", "linear2.weight")):
                    part.mul_(0.2)
            project.weight.mul_(0.2)
            nn.init.orthogonal_(project.weight[:, : net.config.width])

    def step(self) -> float:
        """Learn from one batch."""
        how = self.lesson.how
        left = (how.steps - self.done) / max(1, how.steps - how.warmup)
        for group in self.optimiser.param_groups:
            group["lr"] = how.rate * min((self.done + 1) / how.warmup, left)
        texts = self.lesson.batch(self.done)
        torch.manual_seed(how.seed * 1_000_003 + self.done)
        self.net.train()
        with torch.autocast("cpu", torch.bfloat16):
            vectors = read(self.net, self.lesson.tokens, [text.words for text in texts])
        loss = self.lesson.loss(texts, vectors.float())
        self.optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(self.net.parameters(), 1.0)
        self.optimiser.step()
        self.mean.update_parameters(self.net)
        self.done += 1
        return float(loss.detach())

    def save(self, path: Path) -> None:
        """Write everything that is needed to go on."""
        parts = {name: getattr(self, name).state_dict() for name in ("net", "mean", "optimiser")}
        beside = path.with_suffix(".part")
        torch.save(parts | {"done": self.done, "told": self._told()}, beside)
        beside.replace(path)

    def resume(self, path: Path) -> None:
        """Go on from a checkpoint. Raise ModelError if it is of another run."""
        state = torch.load(path, weights_only=True)
        if state["told"] != self._told():
            raise ModelError(
                f"The checkpoint {path} is of another run.", hint="Move it away to start anew."
            )
        for name in ("net", "mean", "optimiser"):
            getattr(self, name).load_state_dict(state[name])
        self.done = state["done"]

    def _told(self) -> dict[str, object]:
        return {"how": asdict(self.lesson.how), "words": self.lesson.words}


def save(net: Tower, words: Sequence[str], folder: Path) -> None:
    """Write a text tower in half precision, with its words and its shape."""
    folder.mkdir(parents=True, exist_ok=True)
    state = {name: part.half().contiguous() for name, part in net.state_dict().items()}
    files.write_atomic(folder / modelfiles.WEIGHTS, safetensors.torch.save(state))
    files.write_atomic(folder / modelfiles.VOCABULARY, ("\n".join(words) + "\n").encode())
    files.write_atomic(folder / TOWER, (json.dumps(asdict(net.config), indent=2) + "\n").encode())


def opened(folder: Path) -> tuple[Tower, list[str]]:
    """Read what `save` wrote. Raise ModelError if it is not there."""
    shape = json.loads(modelfiles.content(folder / TOWER))
    net = Tower(TowerConfig(**shape))
    state = safetensors.torch.load(modelfiles.content(folder / modelfiles.WEIGHTS))
    net.load_state_dict({name: part.float() for name, part in state.items()})
    return net.eval(), modelfiles.vocabulary(folder)


def _glosses(shared: Path) -> list[str]:
    """The English glosses of the data that may be trained on. Raise ManifestError without them."""
    kinds = ("landmarks", "videos")
    rows = [row for kind in kinds for row in dataset.rows(shared / kind / "index.csv")]
    english = [row for row in rows if (row["spoken_language"] or "en") == "en"]
    return sorted({row["gloss"] for row in english if row["use"] == "train"})


@click.command(cls=command.Command)
@click.option("--wordnet", type=Path, default=FOLDER, show_default=True, help="Its folder.")
@click.option("--shared", type=Path, help="Folder of the data: words of its glosses are pieces.")
@click.option("--folder", type=Path, default=Path("training/runs/words"), show_default=True,
              help="Where the run keeps its state, and the tower comes.")  # fmt: skip
@click.option(
    "--steps", type=int, default=WordsConfig().steps, show_default=True, help="Of the whole run."
)
@click.option("--seed", type=int, default=WordsConfig().seed, show_default=True)
def main(wordnet: Path, shared: Path | None, folder: Path, steps: int, seed: int) -> None:
    """Teach a text tower what the words of WordNet mean."""
    how = WordsConfig(steps=steps, seed=seed)
    run = WordsRun(WordsObjective(WordNet(wordnet), how, _glosses(shared) if shared else ()))
    checkpoint = folder / "checkpoint.pt"
    folder.mkdir(parents=True, exist_ok=True)
    if checkpoint.exists():
        run.resume(checkpoint)
    began, first, losses = time.monotonic(), run.done, [0.0]
    while run.done < how.steps:
        losses.append(run.step())
        if run.done % how.save_every == 0 or run.done == how.steps:
            pace = (time.monotonic() - began) / (run.done - first)
            told = f"step {run.done}/{how.steps} loss {np.mean(losses[-how.save_every :]):.4f}"
            click.echo(f"{told} {pace:.2f} s a step")
            run.save(checkpoint)
    save(run.mean.module, run.lesson.words, folder)  # type: ignore[arg-type]
    click.echo(f"wrote {folder}")


if __name__ == "__main__":
    main()
