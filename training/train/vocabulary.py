"""Words as ids: a vocabulary made from the training texts, and padding."""

from collections.abc import Sequence

import torch
from torch import Tensor


def from_texts(texts: Sequence[str]) -> list[str]:
    """Return the whole words of texts, and every letter, so that any text has pieces."""
    plain = ("".join(c if c.isalnum() else " " for c in text) for text in texts)
    words = sorted({word for text in plain for word in text.split()})
    letters = [chr(code) for code in range(33, 127) if not chr(code).isupper()]
    pieces = [*letters, *(f"##{c}" for c in letters), *words]
    return ["[PAD]", "[UNK]", *dict.fromkeys(pieces)]


def padded(rows: Sequence[Sequence[int]]) -> tuple[Tensor, Tensor]:
    """Return ids (n, L), padded with 0, and a mask (n, L) that is false on padding."""
    longest = max(max(map(len, rows), default=0), 1)
    filled = [[*row] + [0] * (longest - len(row)) for row in rows]
    words = torch.tensor(filled, dtype=torch.long).reshape(len(rows), longest)
    lengths = torch.tensor([len(row) for row in rows], dtype=torch.long)
    return words, torch.arange(longest) < lengths[:, None]
