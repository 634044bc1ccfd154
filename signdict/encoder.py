"""Poses and texts into one space: vectors of unit length. The only home of torch in use."""

import hashlib
import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import safetensors.torch
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer
from torch import Tensor

from signdict import features
from signdict.errors import ModelError, PoseError
from signdict.network import NetworkConfig, SignClip, TowerConfig
from signdict.pose import Pose
from signdict.signs import Embeddings

FORMAT = 1
#: Frames read at once, and how far apart the windows of a longer clip begin.
WINDOW, STRIDE = 256, 128
_BATCH = 64
_WEIGHTS = "weights.safetensors"
_MARKS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")  # read as one piece, even when typed
_HINT = "Install signdict again, or choose another model."
#: What a configuration raises that does not describe a network, or not that of the weights.
_UNFIT = (KeyError, TypeError, ValueError, RuntimeError, AssertionError)


@dataclass(frozen=True, slots=True)
class Calibration:
    """How a dot product becomes a confidence: 1 / (1 + exp(-scale * (score - midpoint)))."""

    scale: float = 10.0
    midpoint: float = 0.5


class Encoder:
    """A trained network with its name, its words and its calibration."""

    def __init__(
        self, name: str, network: SignClip, vocabulary: Sequence[str], calibration: Calibration
    ) -> None:
        self.name = name
        self.network = network.eval()
        self.vocabulary = tuple(vocabulary)
        self.calibration = calibration
        self._words = tokenizer(vocabulary)

    @classmethod
    def open(cls, folder: Path) -> "Encoder":
        """Read config.json, vocab.txt and weights.safetensors. Raise ModelError if one is off."""
        config = _config(folder)
        vocabulary = (
            _content(folder / "vocab.txt").decode(errors="replace").removesuffix("\n").split("\n")
        )
        weights = _content(folder / _WEIGHTS)
        if config.get("format") != FORMAT:
            raise ModelError(
                f"The model {folder.name} is of a format that this version does not know.",
                hint="Update signdict.",
            )
        if hashlib.sha256(weights).hexdigest() != config.get("weights"):
            raise ModelError(f"The file {_WEIGHTS} of {folder.name} is damaged.", hint=_HINT)
        try:
            network = SignClip(_network_config(config["network"]))
            network.load_state_dict(safetensors.torch.load(weights))
            if len(vocabulary) != network.config.text.inputs:
                raise ValueError("another number of words than the text tower has")
            return cls(config["name"], network, vocabulary, Calibration(**config["confidence"]))
        except _UNFIT as problem:
            raise ModelError(f"The parts of {folder.name} do not fit.", hint=_HINT) from problem

    def save(self, folder: Path) -> None:
        """Write the model in half precision; config.json, which names the weights, comes last."""
        folder.mkdir(parents=True, exist_ok=True)
        state = {k: v.half().contiguous() for k, v in self.network.state_dict().items()}
        weights = safetensors.torch.save(state)
        config = {
            "format": FORMAT,
            "name": self.name,
            "weights": hashlib.sha256(weights).hexdigest(),
            "confidence": asdict(self.calibration),
            "network": asdict(self.network.config),
        }
        texts = {"vocab.txt": "\n".join(self.vocabulary) + "\n"}
        texts["config.json"] = json.dumps(config, indent=2) + "\n"
        _replace(folder / _WEIGHTS, weights)
        for name, text in texts.items():
            _replace(folder / name, text.encode())

    @property
    def dimensions(self) -> int:
        """The length of a vector."""
        tower = self.network.config.pose
        return tower.outputs or tower.width

    def embed_poses(self, poses: Sequence[Pose]) -> Embeddings:
        """Return (n, D), each row of unit length, and the same whatever else is in the batch.

        Clips longer than `WINDOW` frames are read in overlapping windows whose vectors are
        averaged. Raise PoseError if a pose shows no person or no hand.
        """
        windows: list[NDArray[np.float32]] = []
        owners: list[int] = []
        for owner, pose in enumerate(poses):
            shown = list(self._windows(pose))
            windows += shown
            owners += [owner] * len(shown)
        vectors = torch.zeros(len(poses), self.dimensions)
        if windows:
            vectors.index_add_(0, torch.tensor(owners), self._embed_windows(windows))
        return _unit(vectors)

    def embed_texts(
        self, texts: Sequence[str], sign_language: str, spoken_language: str = "en"
    ) -> Embeddings:
        """Return (n, D) for SignCLIP's prompts `<spoken> <sign> text`, each row of unit length."""
        prompts = [f"<{spoken_language}> <{sign_language}> {text}" for text in texts]
        longest = self.network.config.text.longest
        with torch.inference_mode():
            rows = [
                self.network.text(*_padded([self._words.encode(prompt).ids[:longest]]))
                for prompt in prompts
            ]
        return _unit(torch.cat(rows) if rows else torch.zeros(0, self.dimensions))

    def confidence(self, score: float) -> float:
        """How sure a match of this dot product is, between 0 and 1 (see `Calibration`)."""
        x = self.calibration.scale * (score - self.calibration.midpoint)
        return 1 / (1 + math.exp(-min(max(x, -60), 60)))

    def _windows(self, pose: Pose) -> Iterator[NDArray[np.float32]]:
        """Yield what the network is shown of each window of a pose: (frames, inputs)."""
        pose = pose.usable()
        if self.network.config.features == "signclip":
            shown = pose.features()
            yield from (shown[at : at + WINDOW] for at in _starts(len(shown)))
            return
        span = pose.signing()
        if span.stop - span.start <= WINDOW:
            yield _shown(pose)
            return
        signed = pose.cut(span.start, span.stop)
        parts = [signed.cut(at, at + WINDOW) for at in _starts(len(signed))]
        yield from map(_shown, [part for part in parts if _is_usable(part)] or [pose])

    def _embed_windows(self, windows: Sequence[NDArray[np.float32]]) -> Tensor:
        rows = []
        with torch.inference_mode():
            for at in range(0, len(windows), _BATCH):
                batch = windows[at : at + _BATCH]
                shown = torch.zeros(len(batch), max(map(len, batch)), batch[0].shape[1])
                real = torch.zeros(shown.shape[:2], dtype=torch.bool)
                for row, window in enumerate(batch):
                    shown[row, : len(window)] = torch.from_numpy(window)
                    real[row, : len(window)] = True
                rows.append(torch.nn.functional.normalize(self.network.pose(shown, real), dim=-1))
        return torch.cat(rows)


def tokenizer(vocabulary: Sequence[str]) -> Tokenizer:
    """Word pieces as BERT's. A vocabulary without capitals means that text is lower-cased."""
    pieces = {piece: number for number, piece in enumerate(vocabulary)}
    lower = not any(p.isupper() and not p.startswith("[") for p in vocabulary)
    words = Tokenizer(WordPiece(pieces, unk_token="[UNK]"))  # noqa: S106 - a word, not a secret
    words.normalizer = BertNormalizer(lowercase=lower, strip_accents=lower)
    words.pre_tokenizer = BertPreTokenizer()
    words.add_special_tokens([mark for mark in _MARKS if mark in pieces])
    return words


def _content(path: Path) -> bytes:
    """Read a file of a model. Raise ModelError, naming it."""
    try:
        return path.read_bytes()
    except OSError as problem:
        raise ModelError(
            f"The file {path.name} of the model {path.parent.name} cannot be read.", hint=_HINT
        ) from problem


def _config(folder: Path) -> dict[str, Any]:
    """Read the configuration. Raise ModelError if it is none."""
    try:
        config: object = json.loads(_content(folder / "config.json"))
    except ValueError:
        config = None
    if not isinstance(config, dict):
        raise ModelError(f"The file config.json of {folder.name} is damaged.", hint=_HINT)
    return config


def _network_config(stored: dict[str, object]) -> NetworkConfig:
    pose, text = stored["pose"], stored["text"]
    if not isinstance(pose, dict) or not isinstance(text, dict):
        raise TypeError("a tower's configuration is a table")
    shown = "signing" if stored["features"] == "signing" else "signclip"
    return NetworkConfig(TowerConfig(**pose), TowerConfig(**text), shown)  # type: ignore[arg-type]


def _shown(pose: Pose) -> NDArray[np.float32]:
    """What the bundled model is shown of a clip: (frames, inputs)."""
    part = features.signing(pose)
    rows = features.inputs(part.hands[None], part.present[None], part.nose[None])
    return rows.reshape(rows.shape[1:])


def _is_usable(pose: Pose) -> bool:
    """Whether a stretch of a long clip says anything."""
    try:
        pose.usable()
    except PoseError:
        return False
    return True


def _starts(length: int) -> range:
    """Where windows begin: the last one reaches the end."""
    return range(0, max(length - WINDOW, 0) + STRIDE, STRIDE) if length > WINDOW else range(1)


def _padded(rows: Sequence[Sequence[int]]) -> tuple[Tensor, Tensor]:
    """Return ids (B, T) and which of them are real (B, T)."""
    longest = max(map(len, rows))
    ids = torch.zeros(len(rows), longest, dtype=torch.long)
    real = torch.zeros(len(rows), longest, dtype=torch.bool)
    for row, numbers in enumerate(rows):
        ids[row, : len(numbers)] = torch.tensor(numbers, dtype=torch.long)
        real[row, : len(numbers)] = True
    return ids, real


def _unit(vectors: Tensor) -> Embeddings:
    array = torch.nn.functional.normalize(vectors, dim=-1).numpy()
    return np.ascontiguousarray(array, dtype=np.float32)


def _replace(path: Path, content: bytes) -> None:
    beside = path.with_suffix(".part")
    beside.write_bytes(content)
    beside.replace(path)
