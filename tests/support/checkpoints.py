"""Checkpoints in the published format, with the random weights of the reference."""

import argparse
import hashlib
import zlib
from collections import OrderedDict
from dataclasses import replace

import numpy as np
import torch

from signdict.model.checkpoint import mapping
from signdict.model.checkpoint.mapping import PREFIX, Sizes

#: A small architecture with a small vocabulary.
WORDS = "".join(f"{word}\n" for word in ("[PAD]", *(f"w{n}" for n in range(99)), "[UNK]", "[CLS]",
                                        "[SEP]", "<", ">", "en", "ase", "house"))  # fmt: skip
TINY = Sizes(
    inputs=609, words=len(WORDS.split()), width=16, layers=2, heads=2, inner=24, places=512,
    vocabulary=hashlib.sha256(WORDS.encode()).hexdigest(),
)  # fmt: skip


def drawn(name, *shape):
    """Return the random weight of a published name: (shape) float32."""
    offset, scale = 0.0, 0.6 / np.sqrt(shape[-1])
    if name.endswith("LayerNorm.weight"):
        offset, scale = 1.0, 0.1
    elif name.endswith(".bias"):
        scale = 0.1
    elif name.endswith("embeddings.weight"):
        scale = 0.5
    elif name.endswith(("query.weight", "key.weight")):
        scale = 1.5 / np.sqrt(shape[-1])
    z = np.random.RandomState(zlib.crc32(name.encode())).standard_normal(shape)
    return torch.from_numpy((offset + scale * z).astype(np.float32))


def weights(sizes=TINY, *, half=False):
    """Return the content of `model`: every published name with its weight."""
    named = {name: drawn(name, *shape) for name, shape in mapping.published(sizes).items()}
    return OrderedDict(
        (PREFIX + name, weight.half().float() if half else weight) for name, weight in named.items()
    )


def content(model, **more):
    """Return the whole checkpoint, with the other objects that fairseq stores."""
    settings = argparse.Namespace(arch="mmarch", max_video_len=256, lr=[5e-05])
    return {
        "args": None,
        "cfg": {"_name": None, "common": {"seed": 1, "log_format": None}, "model": settings},
        "model": model,
        "criterion": OrderedDict(),
        "optimizer_history": [
            {"criterion_name": "MMLoss", "num_updates": 24725, "lr_scheduler_state": {"best": 1.5}}
        ],
        "task_state": OrderedDict(),
        "extra_state": {"train_iterator": {"epoch": 26, "shuffle": True}, "best": np.float64(1.1)},
        "last_optimizer_state": {"state": {0: {"step": 24725, "exp_avg": torch.zeros(3)}}},
    } | more


def write(path, model=None, **more):
    """Write a checkpoint; return its path."""
    torch.save(content(weights() if model is None else model, **more), path)
    return path


def vocabulary(folder, text=WORDS):
    """Write a vocabulary; return its path."""
    path = folder / "vocab.txt"
    path.write_bytes(text.encode())
    return path


def another(**sizes):
    """Return weights of another architecture."""
    return weights(replace(TINY, **sizes))
