"""Poses and texts into one space, as vectors. The only home of torch in use."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import get_args

import numpy as np
import safetensors.torch
import torch
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer
from torch import Tensor

from signdict.core import files
from signdict.core.errors import ModelError
from signdict.core.types import DoubleArray, Embeddings, FloatArray
from signdict.core.vectors import unit
from signdict.model import calibration, modelfiles, onednn
from signdict.model.calibration import Confidence
from signdict.model.network import NetworkConfig, SignClip, TowerConfig
from signdict.model.prompts import Prompts
from signdict.pose import features
from signdict.pose.pose import Pose, UsablePose

#: Frames that the bundled model reads at once; the published one as many as its tower has places.
WINDOW = 256
#: How much of a score frame tokens decide, unless a model says otherwise (docs/model.md).
SHARE = 0.8
_BATCH = 32
#: To lay weights out for the processor takes as long as is won on about so many windows.
_PACK_FROM = 40
_WORD = re.compile(r"\w+")
_TAG = re.compile(r"<[a-z-]+>")  # a language, where the vocabulary has it: one piece, too
_MARKS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")  # read as one piece, even when typed
#: What a configuration raises that does not describe a network, or not that of the weights.
_UNFIT = (KeyError, TypeError, ValueError, RuntimeError, AssertionError)


class SignClipEncoder:
    """A trained network with its name, its words, its calibration and its prompts."""

    def __init__(
        self,
        name: str,
        network: SignClip,
        vocabulary: Sequence[str],
        calibration: Confidence,
        prompts: Prompts | None = None,
        share: float = SHARE,
    ) -> None:
        self.name = name
        self.network = network.eval()
        self.vocabulary = tuple(vocabulary)
        self.calibration = calibration
        self.prompts = prompts or Prompts()
        self._share = share
        self._words = tokenizer(vocabulary)
        self._count = 0  # windows read so far

    @classmethod
    def open(cls, folder: Path) -> "SignClipEncoder":
        """Read a model's folder (see `modelfiles`). Raise ModelError, naming what is off."""
        config = modelfiles.config(folder)
        vocabulary = modelfiles.vocabulary(folder)
        weights = folder / modelfiles.WEIGHTS
        if modelfiles.checksum(weights) != config.get("weights"):
            told = f"The file {weights.name} of {folder.name} is damaged."
            raise ModelError(told, hint=modelfiles.HINT)
        try:
            network = _network(config["network"], weights)
            if len(vocabulary) != network.config.text.inputs:
                raise ValueError("another number of words than the text tower has")
            told = config["prompts"]
            spoken, signs = tuple(told["spoken"]), tuple(told["signs"])
            prompts = Prompts(told["template"], spoken, signs, bool(told.get("meaning")))
            sure = calibration.read(config["confidence"])
            share = float(config.get("share", SHARE))
            return cls(config["name"], network, vocabulary, sure, prompts, share)
        except _UNFIT as problem:
            told = f"The parts of {folder.name} do not fit."
            raise ModelError(told, hint=modelfiles.HINT) from problem

    def save(self, folder: Path) -> None:
        """Write the model in half precision; config.json, which names the weights, comes last.

        Raise WriteError if a file cannot be written.
        """
        folder.mkdir(parents=True, exist_ok=True)
        state = {k: v.half().contiguous() for k, v in self.network.state_dict().items()}
        files.write_atomic(folder / modelfiles.WEIGHTS, safetensors.torch.save(state))
        config = {
            "format": modelfiles.FORMAT,
            "name": self.name,
            "weights": modelfiles.checksum(folder / modelfiles.WEIGHTS),
            "confidence": asdict(self.calibration),
            "prompts": asdict(self.prompts),
            "share": self.token_share,
            "network": asdict(self.network.config),
        }
        words = "\n".join(self.vocabulary) + "\n"
        files.write_atomic(folder / modelfiles.VOCABULARY, words.encode())
        text = json.dumps(config, indent=2) + "\n"
        files.write_atomic(folder / modelfiles.CONFIG, text.encode())

    @property
    def dimensions(self) -> int:
        """The length of a vector."""
        tower = self.network.config.pose
        return tower.outputs or tower.width

    def embed_poses(self, poses: Sequence[UsablePose]) -> FloatArray:
        """Return what `raw_poses` does, each row of unit length."""
        return unit(self.raw_poses(poses))

    @property
    def token_share(self) -> float:
        """How much of a score frame tokens decide; 0 for a model that has none."""
        return self._share if self.network.config.pose.tokens else 0.0

    def raw_poses(self, poses: Sequence[UsablePose]) -> FloatArray:
        """Return the vectors (n, D) of `read_poses`."""
        return self.read_poses(poses).vectors

    def read_poses(self, poses: Sequence[UsablePose]) -> Embeddings:
        """Return what the network makes of clips, the same whatever else is in the batch.

        A clip longer than the network reads at once is read in windows that overlap by half,
        whose vectors are averaged; its tokens are taken evenly from all of them.
        """
        windows: list[FloatArray] = []
        owners: list[int] = []
        for owner, pose in enumerate(poses):
            shown = list(self._windows(pose))
            windows += shown
            owners += [owner] * len(shown)
        vectors = np.zeros((len(poses), self.dimensions), np.float32)
        whose = np.asarray(owners, np.int64)
        read = self.read_frames(windows)
        np.add.at(vectors, whose, read.vectors)
        count = np.bincount(whose, minlength=len(poses))
        means = np.asarray(vectors / count[:, None], np.float32)
        if read.tokens is None or not len(poses):
            return Embeddings(means, read.tokens)
        _, many, size = read.tokens.shape
        tokens = [_evenly(read.tokens[whose == row].reshape(-1, size), many)
                  for row in range(len(poses))]  # fmt: skip
        return Embeddings(means, np.stack(tokens))

    def raw_texts(self, prompts: Sequence[str]) -> FloatArray:
        """Return (n, D) as the network gives them for texts as they are, tags and all."""
        longest = self.network.config.text.longest
        vectors = np.zeros((len(prompts), self.dimensions), np.float32)
        pieces = [self._words.encode(prompt).ids[:longest] for prompt in prompts]
        with torch.inference_mode():
            for rows in _alike(list(map(len, pieces))):
                ids = _padded([pieces[row] for row in rows])
                vectors[rows] = self.network.text(*ids).numpy()
        return vectors

    def knows(self, text: str) -> bool:
        """Whether the model has words for a text: no word falls into letters or is unknown."""
        words = [self._words.encode(word).tokens for word in _WORD.findall(text)]
        return bool(words) and all(map(_is_read, words))

    def spells(self, text: str) -> bool:
        """Whether every word of a text is one piece: as people write it, then, not a slip."""
        words = [self._words.encode(word).tokens for word in _WORD.findall(text)]
        return bool(words) and all(len(word) == 1 and word != ["[UNK]"] for word in words)

    def confidences(self, scores: FloatArray, size: int) -> DoubleArray:
        """How sure each of the signs is that scored (n,), in a dictionary of `size` signs: (n,)."""
        return self.calibration.of(scores, size)

    def least(self, size: int) -> float:
        """Below this confidence of the first answer nothing fits well, of `size` signs."""
        return self.calibration.least(size)

    def _windows(self, pose: UsablePose) -> Iterator[FloatArray]:
        """Yield what the network is shown of each window of a pose: (frames, inputs)."""
        config = self.network.config
        if config.features not in ("signing", "signs"):
            shown, length = features.published(pose, config.features), config.pose.longest
            yield from (shown[at : at + length] for at in _starts(len(shown), length))
            return
        span = pose.signing()
        if span.stop - span.start <= WINDOW:
            yield _shown(pose, config.features)
            return
        signed = pose.cut(span.start, span.stop)
        parts = [signed.cut(at, at + WINDOW) for at in _starts(len(signed), WINDOW)]
        usable = [part for part in map(Pose.usable_or_none, parts) if part is not None]
        for part in usable or [pose]:
            yield _shown(part, config.features)

    def raw_frames(self, windows: Sequence[FloatArray]) -> FloatArray:
        """Return the vectors (n, D) of `read_frames`."""
        return self.read_frames(windows).vectors

    def read_frames(self, windows: Sequence[FloatArray]) -> Embeddings:
        """Return what the network makes of what it is shown: (T, inputs) each, as long as it reads.

        Each is read beside others of about its length, which does not change its vector.
        """
        self._count += len(windows)
        if self._count >= _PACK_FROM:
            onednn.pack(self.network.pose)
        vectors = np.zeros((len(windows), self.dimensions), np.float32)
        tokens: dict[int, FloatArray] = {}
        with torch.inference_mode():
            for rows in _alike(list(map(len, windows))):
                longest = max(len(windows[row]) for row in rows)
                shown = torch.zeros(len(rows), longest, windows[rows[0]].shape[1])
                real = torch.zeros(shown.shape[:2], dtype=torch.bool)
                for place, row in enumerate(rows):
                    shown[place, : len(windows[row])] = torch.from_numpy(windows[row])
                    real[place, : len(windows[row])] = True
                vector, spoken = self.network.pose.read(shown, real)
                vectors[rows] = vector.numpy()
                if spoken is not None:
                    tokens |= dict(zip(rows, unit(spoken.numpy()), strict=True))
        return Embeddings(
            vectors, np.stack([tokens[row] for row in sorted(tokens)]) if tokens else None
        )


def _evenly(tokens: FloatArray, many: int) -> FloatArray:
    """So many tokens, as evenly as they can be taken from those of all windows of a clip."""
    return np.asarray(tokens[np.linspace(0, len(tokens) - 1, many).round().astype(int)])


def tokenizer(vocabulary: Sequence[str]) -> Tokenizer:
    """Word pieces as BERT's. A vocabulary without capitals means that text is lower-cased."""
    pieces = {piece: number for number, piece in enumerate(vocabulary)}
    lower = not any(p.isupper() and not p.startswith("[") for p in vocabulary)
    words = Tokenizer(WordPiece(pieces, unk_token="[UNK]"))  # noqa: S106 - a word, not a secret
    words.normalizer = BertNormalizer(lowercase=lower, strip_accents=lower)
    words.pre_tokenizer = BertPreTokenizer()
    words.add_special_tokens([p for p in pieces if p in _MARKS or _TAG.fullmatch(p)])
    return words


def _network(stored: dict[str, object], weights: Path) -> SignClip:
    """Make the network of a configuration around its stored weights."""
    pose, text = stored["pose"], stored["text"]
    if not isinstance(pose, dict) or not isinstance(text, dict):
        raise TypeError("a tower's configuration is a table")
    if stored["features"] not in get_args(features.FeatureKind):
        raise ValueError("features that this version does not know")
    shown: features.FeatureKind = stored["features"]  # type: ignore[assignment]
    with torch.device("meta"):  # the weights take their place at once, not beside drawn ones
        network = SignClip(NetworkConfig(TowerConfig(**pose), TowerConfig(**text), shown))
    with safetensors.safe_open(weights, "pt") as file:
        state = {name: file.get_tensor(name).float() for name in file.keys()}  # noqa: SIM118
    network.load_state_dict(state, assign=True)
    return network


def _shown(pose: UsablePose, kind: features.FeatureKind) -> FloatArray:
    """What the bundled model is shown of a clip: (frames, inputs)."""
    part = features.signing(pose, depth=1.0 if kind == "signing" else features.DEPTH)
    numbers = features.inputs if kind == "signing" else features.numbers
    rows = numbers(part.hands[None], part.present[None], part.nose[None])
    return rows.reshape(rows.shape[1:])


def _starts(length: int, window: int) -> range:
    """Where windows begin, each half a window after the one before; the last reaches the end."""
    if length <= window:
        return range(1)
    step = max(window // 2, 1)
    return range(0, length - window + step, step)


def _alike(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Batches of rows of about one length each, so that little is padded."""
    order = sorted(range(len(lengths)), key=lambda row: lengths[row])
    return (order[at : at + _BATCH] for at in range(0, len(order), _BATCH))


def _is_read(pieces: Sequence[str]) -> bool:
    """Whether the pieces of a word are more than its letters: most of them are in longer ones."""
    bare = [piece.removeprefix("##") for piece in pieces]
    longer = sum(len(piece) for piece in bare if len(piece) > 1)
    return "[UNK]" not in bare and (len(bare) == 1 or 2 * longer > sum(map(len, bare)))


def _padded(rows: Sequence[Sequence[int]]) -> tuple[Tensor, Tensor]:
    """Return ids (B, T) and which of them are real (B, T)."""
    longest = max(map(len, rows))
    ids = torch.zeros(len(rows), longest, dtype=torch.long)
    real = torch.zeros(len(rows), longest, dtype=torch.bool)
    for row, numbers in enumerate(rows):
        ids[row, : len(numbers)] = torch.tensor(numbers, dtype=torch.long)
        real[row, : len(numbers)] = True
    return ids, real
