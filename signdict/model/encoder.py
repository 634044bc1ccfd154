"""The encoder: SignCLIP embeddings of poses and texts with torch."""

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
from signdict.core.names import is_text
from signdict.core.threads import limit_threads
from signdict.core.types import DoubleArray, Embeddings, FloatArray
from signdict.core.vectors import unit
from signdict.model import calibration, modelfiles, onednn
from signdict.model.calibration import Confidence
from signdict.model.network import NetworkConfig, SignClip, TowerConfig
from signdict.model.prompts import Prompts
from signdict.pose import features
from signdict.pose.pose import Pose, UsablePose

#: Frames that the bundled model reads at once; the published ones read `TowerConfig.longest`.
WINDOW = 256
#: Default share of frame tokens in a score (docs/model.md).
SHARE = 0.8
_BATCH = 32
#: Number of windows after which the time for packing the weights is regained.
_PACK_FROM = 40
_WORD = re.compile(r"\w+")
_TAG = re.compile(r"<[a-z-]+>")  # a language tag; one piece if the vocabulary has it
_MARKS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")  # one piece, even in the text of a user
#: Errors of a configuration that does not describe a network or does not match the weights.
_UNFIT = (KeyError, TypeError, ValueError, RuntimeError, AssertionError)


class SignClipEncoder:
    """A trained network with its name, vocabulary, calibration and prompts."""

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
        self._count = 0  # windows encoded so far

    @classmethod
    def open(cls, folder: Path) -> "SignClipEncoder":
        """Open a model's folder (see `modelfiles`). Raise ModelError if a file cannot be used.

        From then on torch computes on one thread, also in a program that imported it before
        signdict (see `limit_threads`).
        """
        limit_threads()
        config = modelfiles.config(folder)
        vocabulary = modelfiles.vocabulary(folder)
        weights = folder / modelfiles.WEIGHTS
        if modelfiles.checksum(weights) != config.get("weights"):
            message = f"The file {weights.name} of {folder.name} is damaged."
            raise ModelError(message, hint=modelfiles.HINT)
        try:
            network = _network(config["network"], weights)
            if len(vocabulary) != network.config.text.inputs:
                raise ValueError("the vocabulary does not match the text tower")
            stored = config["prompts"]
            spoken, signs = tuple(stored["spoken"]), tuple(stored["signs"])
            prompts = Prompts(stored["template"], spoken, signs, bool(stored.get("meaning")))
            confidence = calibration.read(config["confidence"])
            share = float(config.get("share", SHARE))
            return cls(config["name"], network, vocabulary, confidence, prompts, share)
        except _UNFIT as problem:
            message = f"The files of {folder.name} do not fit together."
            raise ModelError(message, hint=modelfiles.HINT) from problem

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
        """Return the embeddings (n, D) of poses, scaled to length 1."""
        return unit(self.raw_poses(poses))

    @property
    def token_share(self) -> float:
        """The share of frame tokens in a score; 0 for a model without them."""
        return self._share if self.network.config.pose.tokens else 0.0

    def raw_poses(self, poses: Sequence[UsablePose]) -> FloatArray:
        """Return the vectors (n, D) of `read_poses`."""
        return self.read_poses(poses).vectors

    def read_poses(self, poses: Sequence[UsablePose]) -> Embeddings:
        """Return the embeddings of poses, which do not depend on the rest of the batch.

        A clip that is too long for the network is split into windows that overlap by half. Their
        vectors are averaged, and its tokens are sampled evenly from those of all windows.
        """
        windows: list[FloatArray] = []
        owners: list[int] = []
        for owner, pose in enumerate(poses):
            own = list(self._windows(pose))
            windows += own
            owners += [owner] * len(own)
        vectors = np.zeros((len(poses), self.dimensions), np.float32)
        rows = np.asarray(owners, np.int64)
        parts = self.read_frames(windows)
        np.add.at(vectors, rows, parts.vectors)
        count = np.bincount(rows, minlength=len(poses))
        means = np.asarray(vectors / count[:, None], np.float32)
        if parts.tokens is None or not len(poses):
            return Embeddings(means, parts.tokens)
        _, per_clip, size = parts.tokens.shape
        tokens = [_evenly(parts.tokens[rows == row].reshape(-1, size), per_clip)
                  for row in range(len(poses))]  # fmt: skip
        return Embeddings(means, np.stack(tokens))

    def raw_texts(self, prompts: Sequence[str]) -> FloatArray:
        """Return the unscaled vectors (n, D) of prompts, with their tags."""
        longest = self.network.config.text.longest
        vectors = np.zeros((len(prompts), self.dimensions), np.float32)
        pieces = [self._words.encode(prompt).ids[:longest] for prompt in prompts]
        with torch.inference_mode():
            for rows in _batches(list(map(len, pieces))):
                ids = _padded([pieces[row] for row in rows])
                vectors[rows] = self.network.text(*ids).numpy()
        return vectors

    def knows(self, text: str) -> bool:
        """Return whether the model knows every word of a text as more than its letters."""
        words = [self._words.encode(word).tokens for word in _WORD.findall(text)]
        return bool(words) and all(map(_is_known, words))

    def spells(self, text: str) -> bool:
        """Return whether every word of a text is one piece of the vocabulary, and so not a typo."""
        words = [self._words.encode(word).tokens for word in _WORD.findall(text)]
        return bool(words) and all(len(word) == 1 and word != ["[UNK]"] for word in words)

    def confidences(self, scores: FloatArray, size: int) -> DoubleArray:
        """Return the confidence (n,) of scores (n,) in a dictionary of `size` signs."""
        return self.calibration.of(scores, size)

    def least(self, size: int) -> float:
        """Return the confidence of the best match below which no match is close."""
        return self.calibration.least(size)

    def _windows(self, pose: UsablePose) -> Iterator[FloatArray]:
        """Yield the network input of each window of a pose: (frames, inputs)."""
        config = self.network.config
        if config.features not in ("signing", "signs"):
            frames, length = features.published(pose, config.features), config.pose.longest
            yield from (frames[i : i + length] for i in _starts(len(frames), length))
            return
        span = pose.signing()
        if span.stop - span.start <= WINDOW:
            yield _bundled_input(pose, config.features, span)
            return
        signed = pose.cut(span.start, span.stop)
        parts = [signed.cut(i, i + WINDOW) for i in _starts(len(signed), WINDOW)]
        usable = [part for part in map(Pose.usable_or_none, parts) if part is not None]
        for part in usable or [pose]:
            yield _bundled_input(part, config.features)

    def raw_frames(self, windows: Sequence[FloatArray]) -> FloatArray:
        """Return the vectors (n, D) of `read_frames`."""
        return self.read_frames(windows).vectors

    def read_frames(self, windows: Sequence[FloatArray]) -> Embeddings:
        """Return the embeddings of network inputs (T, inputs) each, which are not too long.

        Inputs of similar length are batched; this does not change the results.
        """
        self._count += len(windows)
        if self._count >= _PACK_FROM:
            onednn.pack(self.network.pose)
        vectors = np.zeros((len(windows), self.dimensions), np.float32)
        tokens: dict[int, FloatArray] = {}
        with torch.inference_mode():
            for rows in _batches(list(map(len, windows))):
                longest = max(len(windows[row]) for row in rows)
                batch = torch.zeros(len(rows), longest, windows[rows[0]].shape[1])
                real = torch.zeros(batch.shape[:2], dtype=torch.bool)
                for index, row in enumerate(rows):
                    batch[index, : len(windows[row])] = torch.from_numpy(windows[row])
                    real[index, : len(windows[row])] = True
                vector, frame_tokens = self.network.pose.read(batch, real)
                vectors[rows] = vector.numpy()
                if frame_tokens is not None:
                    tokens |= dict(zip(rows, unit(frame_tokens.numpy()), strict=True))
        return Embeddings(
            vectors, np.stack([tokens[row] for row in sorted(tokens)]) if tokens else None
        )


def _evenly(tokens: FloatArray, count: int) -> FloatArray:
    """Return `count` tokens, sampled evenly."""
    return np.asarray(tokens[np.linspace(0, len(tokens) - 1, count).round().astype(int)])


def tokenizer(vocabulary: Sequence[str]) -> Tokenizer:
    """Return BERT's tokenizer; it lower-cases if the vocabulary has no capitals."""
    pieces = {piece: number for number, piece in enumerate(vocabulary)}
    lower = not any(p.isupper() and not p.startswith("[") for p in vocabulary)
    words = Tokenizer(WordPiece(pieces, unk_token="[UNK]"))  # noqa: S106 - a word, not a secret
    words.normalizer = BertNormalizer(lowercase=lower, strip_accents=lower)
    words.pre_tokenizer = BertPreTokenizer()
    words.add_special_tokens([p for p in pieces if p in _MARKS or _TAG.fullmatch(p)])
    return words


def _network(stored: dict[str, object], weights: Path) -> SignClip:
    """Return the network of a configuration with its stored weights."""
    pose, text = stored["pose"], stored["text"]
    if not isinstance(pose, dict) or not isinstance(text, dict):
        raise TypeError("the configuration of a tower must be a table")
    if stored["features"] not in get_args(features.FeatureKind):
        raise ValueError("unknown features")
    kind: features.FeatureKind = stored["features"]  # type: ignore[assignment]
    with torch.device("meta"):  # so that no random weights are created first
        network = SignClip(NetworkConfig(TowerConfig(**pose), TowerConfig(**text), kind))
    network.load_state_dict(_state(weights), assign=True)
    return network


def _state(weights: Path) -> dict[str, Tensor]:
    """Return the tensors of a file by name, in single precision."""
    if not is_text(str(weights)):  # safetensors opens only names that are UTF-8
        tensors = safetensors.torch.load(weights.read_bytes())
        return {name: tensor.float() for name, tensor in tensors.items()}
    with safetensors.safe_open(weights, "pt") as file:
        return {name: file.get_tensor(name).float() for name in file.keys()}  # noqa: SIM118


def _bundled_input(
    pose: UsablePose, kind: features.FeatureKind, span: slice | None = None
) -> FloatArray:
    """Return the input of the bundled model: (frames, inputs); `span` as in `features.signing`."""
    part = features.signing(pose, depth=1.0 if kind == "signing" else features.DEPTH, span=span)
    numbers = features.inputs if kind == "signing" else features.numbers
    rows = numbers(part.hands[None], part.present[None], part.nose[None])
    return rows.reshape(rows.shape[1:])


def _starts(length: int, window: int) -> range:
    """Return the starts of windows that overlap by half; the last one reaches the end."""
    if length <= window:
        return range(1)
    step = max(window // 2, 1)
    return range(0, length - window + step, step)


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Return batches of rows of similar length, so that little is padded."""
    order = sorted(range(len(lengths)), key=lambda row: lengths[row])
    return (order[i : i + _BATCH] for i in range(0, len(order), _BATCH))


def _is_known(pieces: Sequence[str]) -> bool:
    """Return whether most letters of a word are in pieces of several letters."""
    texts = [piece.removeprefix("##") for piece in pieces]
    longer = sum(len(text) for text in texts if len(text) > 1)
    return "[UNK]" not in texts and (len(texts) == 1 or 2 * longer > sum(map(len, texts)))


def _padded(rows: Sequence[Sequence[int]]) -> tuple[Tensor, Tensor]:
    """Return ids (B, T), and which of them are not padding (B, T)."""
    longest = max(map(len, rows))
    ids = torch.zeros(len(rows), longest, dtype=torch.long)
    real = torch.zeros(len(rows), longest, dtype=torch.bool)
    for index, row in enumerate(rows):
        ids[index, : len(row)] = torch.tensor(row, dtype=torch.long)
        real[index, : len(row)] = True
    return ids, real
