"""The text tower: its objective, its training run, and the files of its folder."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import safetensors.torch
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from signdict.core import files
from signdict.core.languages import languages
from signdict.model import modelfiles
from signdict.model.encoder import SignClipEncoder, tokenizer
from signdict.model.network import Tower, TowerConfig
from training.train import loop, vocabulary
from training.train.losses import contrast
from training.words import pieces
from training.words.paraphrase import Paraphrases, Text
from training.words.wordnet import WordNet
from training.words.wordspace import WordSpace, cosines

#: Spoken languages whose tags are word pieces; sign languages are those of `languages`.
SPOKEN = ("en", "de", "es", "pt", "fr", "fil", "ar-latn", "hi")
#: Sign languages of the training data without a code.
OTHERS = ("und-arabic",)
#: The file with the shape of a tower.
SHAPE = "tower.json"
_START = 0.2  # initial scale of the embedding of a piece
_BATCH = 192  # texts of similar length that are embedded at once


@dataclass(frozen=True, slots=True)
class WordsConfig:
    """All settings of a run."""

    steps: int = 3000
    meanings: int = 224  # per step, two texts each
    family: int = 4  # related meanings among them
    phrases: int = 64
    rate: float = 2e-3
    warmup: int = 150
    decay: float = 0.01
    average: float = 0.998
    temperature: float = 0.05
    mirror: float = 1.0  # weight of following the word space, relative to the contrastive loss
    sharp: float = 0.1  # temperature of the cosines of the word space
    whole: int = 28_000  # word pieces that are whole words
    parts: int = 2000
    seed: int = 1
    save_every: int = 250


def shape(words: int) -> TowerConfig:
    """Return the shape of the text tower for a vocabulary of `words` pieces."""
    return TowerConfig(
        stem="words", inputs=words, width=128, layers=2, heads=4, inner=384, longest=61,
        end_is_fixed=False, norm_first=True, epsilon=1e-5, dropout=0.0, kind=False, pools=2,
        outputs=192,
    )  # fmt: skip


class WordsObjective:
    """Draws the texts of a step and computes the loss of their vectors.

    Two texts with the same meaning attract each other, and all cosines within a batch follow those
    of the word space (`wordspace`), in which related meanings are nearer than unrelated ones.
    """

    def __init__(self, net: WordNet, config: WordsConfig, glosses: Sequence[str] = ()) -> None:
        self.config, self.space = config, WordSpace(net)
        tags = [f"<{code}>" for code in (*SPOKEN, *OTHERS, *sorted(languages()))]
        counts = pieces.frequencies(net, glosses)
        self.words = pieces.vocabulary(counts, tags, config.whole, config.parts)
        self.paraphrases = Paraphrases(self.space, tuple(tags))
        self.tokens = tokenizer(self.words)

    def batch(self, step: int) -> list[Text]:
        """Draw the texts of a step; they depend on the seed and the step alone."""
        config, draw = self.config, self.paraphrases
        rng = np.random.default_rng((config.seed, step))
        meanings = draw.meanings(rng, config.meanings, config.family)
        texts = [text for meaning in meanings for text in draw.two(rng, meaning)]
        texts += [draw.phrase(rng, meanings[n % len(meanings)]) for n in range(config.phrases)]
        return texts

    def loss(self, texts: Sequence[Text], vectors: Tensor) -> Tensor:
        """Return the loss of the vectors (N, D) of texts."""
        config, unit = self.config, functional.normalize(vectors, dim=-1)
        meaning = torch.tensor([text.meaning for text in texts])
        same = (meaning[:, None] == meaning) & (meaning >= 0)
        attraction = contrast(unit, unit, same, config.temperature)
        target = torch.from_numpy(cosines(self.space.mixed([text.parts for text in texts])))
        return attraction + config.mirror * follow(unit, target, config.temperature, config.sharp)


def follow(unit: Tensor, target: Tensor, temperature: float, sharp: float) -> Tensor:
    """Return the divergence of the cosines of unit rows from target cosines (N, N).

    Each row becomes a distribution over the other rows; the loss is their Kullback-Leibler
    divergence.
    """
    own = torch.eye(len(unit), dtype=torch.bool)
    share = (target / sharp).masked_fill(own, -1e9).softmax(dim=1)
    given = (unit @ unit.T / temperature).masked_fill(own, -1e9).log_softmax(dim=1)
    return functional.kl_div(given, share, reduction="batchmean")


class WordsRun(loop.Run):
    """A training run of the text tower."""

    config: WordsConfig

    def __init__(self, objective: WordsObjective) -> None:
        config = objective.config
        super().__init__(config)
        torch.set_num_threads(1)
        torch.manual_seed(config.seed)
        self.objective = objective
        self.net = Tower(shape(len(objective.words)))
        self._initialise()
        self.mean = loop.averaged(self.net, config.average)
        self.optimiser = torch.optim.AdamW(
            self.net.parameters(), config.rate, betas=(0.9, 0.98), weight_decay=config.decay
        )

    @property
    def written(self) -> nn.Module:
        """The average weights."""
        return self.mean.module

    def parts(self) -> Mapping[str, Any]:
        """Return the network, its average, and the optimiser."""
        return {"net": self.net, "mean": self.mean, "optimiser": self.optimiser}

    def settings(self) -> dict[str, object]:
        """Return the settings and the words."""
        return {"run": asdict(self.config), "words": self.objective.words}

    def step(self) -> float:
        """Train on one batch, which depends on the seed and the step alone; return the loss."""
        config = self.config
        left = (config.steps - self.done) / max(1, config.steps - config.warmup)
        for group in self.optimiser.param_groups:
            group["lr"] = config.rate * min((self.done + 1) / config.warmup, left)
        texts = self.objective.batch(self.done)
        torch.manual_seed(config.seed * 1_000_003 + self.done)
        self.net.train()
        with torch.autocast("cpu", torch.bfloat16):
            vectors = embed(self.net, self.objective.tokens, [text.words for text in texts])
        loss = self.objective.loss(texts, vectors.float())
        self.optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(self.net.parameters(), 1.0)
        self.optimiser.step()
        self.mean.update_parameters(self.net)
        self.done += 1
        return float(loss.detach())

    def _initialise(self) -> None:
        """Start with each word at its place in the word space, and a text near the mean of its
        words."""
        net, space = self.net, self.objective.space
        words = [space.net.stem(word) for word in self.objective.words]
        known = torch.from_numpy(space.reduced(words, net.config.width, self.config.seed))
        project, stem = net.project, net.stem
        assert isinstance(project, nn.Linear)  # noqa: S101 - see `shape`
        assert isinstance(stem, nn.Embedding)  # noqa: S101
        with torch.no_grad():
            stem.weight.normal_(std=_START / 4)
            stem.weight[:, : known.shape[1]] += _START * known.shape[1] ** 0.5 * known
            for name, part in net.layers.named_parameters():
                if name.endswith(("out_proj.weight", "linear2.weight")):
                    part.mul_(0.2)
            project.weight.mul_(0.2)
            nn.init.orthogonal_(project.weight[:, : net.config.width])


def embed(net: Tower, tokens: Tokenizer, texts: Sequence[str]) -> Tensor:
    """Return the vectors (n, D) of texts; texts of similar length are embedded together."""
    rows = [tokens.encode(text).ids[: net.config.longest] for text in texts]
    order = sorted(range(len(rows)), key=lambda row: len(rows[row]))
    batches = [order[start : start + _BATCH] for start in range(0, len(order), _BATCH)]
    vectors = torch.cat([net(*vocabulary.padded([rows[n] for n in batch])) for batch in batches])
    return vectors[torch.tensor(order).argsort()]


def save(net: Tower, words: Sequence[str], folder: Path) -> None:
    """Write a text tower in half precision, with its words and its shape. Raise WriteError."""
    folder.mkdir(parents=True, exist_ok=True)
    state = {name: part.half().contiguous() for name, part in net.state_dict().items()}
    files.write_atomic(folder / modelfiles.WEIGHTS, safetensors.torch.save(state))
    files.write_atomic(folder / modelfiles.VOCABULARY, ("\n".join(words) + "\n").encode())
    text = json.dumps(asdict(net.config), indent=2) + "\n"
    files.write_atomic(folder / SHAPE, text.encode())


def load(folder: Path) -> tuple[Tower, list[str]]:
    """Read a text tower and its words, also from the folder of a model. Raise ModelError if a file
    is missing."""
    if (folder / modelfiles.CONFIG).is_file():
        model = SignClipEncoder.open(folder)
        return model.network.text, list(model.vocabulary)
    net = Tower(TowerConfig(**json.loads(modelfiles.content(folder / SHAPE))))
    state = safetensors.torch.load(modelfiles.content(folder / modelfiles.WEIGHTS))
    net.load_state_dict({name: part.float() for name, part in state.items()})
    return net.eval(), modelfiles.vocabulary(folder)
