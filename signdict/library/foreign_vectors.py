"""Vectors of the starter's clips that the user's library stores.

The starter cannot be written. What an added model makes of its clips is therefore stored in the
user's library, by the digest of each clip.
"""

import numpy as np

from signdict.library import embeddings, records
from signdict.library.embeddings import ClipVectors, HalfTokens
from signdict.library.library import Library


class ForeignVectors:
    """The vectors of one model; `hidden` includes clips of sources that are switched off."""

    def __init__(
        self, starter: Library | None, own: Library | None, model: str, *, hidden: bool = False
    ) -> None:
        self._own, self._model = own, model
        self._clips: list[tuple[int, str, str]] = []  # id, digest, sign language
        stored = own.query(embeddings.foreign_digests, model) if starter and own else set()
        if not stored or starter is None:
            return
        needed = set(starter.without_vector(model))
        if not hidden:
            needed &= starter.query(records.visible_clip_ids)
        self._clips = [row for row in starter.digests() if row[0] in needed and row[1] in stored]

    def __len__(self) -> int:
        """Return the number of clips."""
        return len(self._clips)

    def vectors(self) -> ClipVectors:
        """Return clip ids (n,), their sign languages and their unit vectors (n, D)."""
        ids = np.array([clip for clip, _, _ in self._clips], np.int64)
        if not self._own or not len(self):
            return ids, [], np.zeros((0, 0), np.float32)
        lengths, unit = self._own.query(embeddings.foreign_vectors, self._model)
        return ids, [language for _, _, language in self._clips], unit[self._rows(lengths)]

    def tokens(self) -> HalfTokens | None:
        """Return the frame tokens (n, K, d) of the clips of `vectors`; None as in `Library`."""
        if not self._own or not len(self):
            return np.zeros((0, 0, 0), np.float16)
        tokens = self._own.query(embeddings.foreign_tokens, self._model)
        lengths, _ = self._own.query(embeddings.foreign_vectors, self._model)
        return None if tokens is None else tokens[self._rows(lengths)]

    def lengths(self) -> dict[int, float]:
        """Return the length of each clip's vector before it was scaled to 1: {clip id: length}."""
        if not self._own or not len(self):
            return {}
        lengths, _ = self._own.query(embeddings.foreign_vectors, self._model)
        return {clip: lengths[digest] for clip, digest, _ in self._clips}

    def _rows(self, lengths: dict[str, float]) -> list[int]:
        """Return the row of each clip among the stored vectors."""
        row_of = {digest: row for row, digest in enumerate(lengths)}
        return [row_of[digest] for _, digest, _ in self._clips]
