"""Words as numbers: a vocabulary of one's own, and rows of unequal length in one table."""

from collections.abc import Sequence

import torch
from torch import Tensor


def own(texts: Sequence[str]) -> list[str]:
    """Whole words of the training texts, and every letter, so that any text can be read."""
    words = sorted(
        {w for text in texts for w in "".join(c if c.isalnum() else " " for c in text).split()}
    )
    letters = [chr(c) for c in (*range(33, 127),) if not chr(c).isupper()]
    pieces = [*letters, *(f"##{c}" for c in letters), *words]
    return ["[PAD]", "[UNK]", *dict.fromkeys(pieces)]


def padded(rows: Sequence[Sequence[int]]) -> tuple[Tensor, Tensor]:
    """Return numbers (n, L), filled up with 0, and which of them are real (n, L)."""
    longest = max(max(map(len, rows), default=0), 1)
    filled = [[*row] + [0] * (longest - len(row)) for row in rows]
    words = torch.tensor(filled, dtype=torch.long).reshape(len(rows), longest)
    lengths = torch.tensor([len(row) for row in rows], dtype=torch.long)
    return words, torch.arange(longest) < lengths[:, None]
