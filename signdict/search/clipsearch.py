"""Searches the clips that one model has embedded: vectors find clips, frame tokens order them."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from signdict.core.text import uncased
from signdict.core.types import Embeddings, FloatArray, IntArray
from signdict.core.vectors import blend, maxsim, unit
from signdict.library.combined import CombinedLibrary
from signdict.pose.pose import Pose
from signdict.search import ranking

if TYPE_CHECKING:
    from signdict.search.index import Stamp, VectorIndex

#: How two vectors are compared: by the cosine of their angle, or, as the authors of SignCLIP do, by
#: the dot product at the lengths that the model gave them.
Score: TypeAlias = Literal["cosine", "dot"]

#: Score penalty for the left-handed one of a query and its mirror image if tokens are compared:
#: the signers of the dictionary are mostly right-handed (docs/model.md).
LEFT = 0.03
#: The number of clips, found by their vectors, that are compared by tokens for each query.
CANDIDATES = 500


def handicaps(pose: Pose) -> tuple[float, float]:
    """Return the penalties of a query and of its mirror image; 0 if no hand leads.

    The mirror image of a pose gets the same results.
    """
    leading = pose.leading()
    return LEFT * max(-leading, 0.0), LEFT * max(leading, 0.0)


class ClipSearch:
    """Finds the clips of a library that look like a query to one model. Close it after use.

    `share` is the share of tokens in a score, 0 for a model without tokens.
    """

    def __init__(
        self, folder: Path, combined: CombinedLibrary, model: str, share: float = 0.0
    ) -> None:
        self.model = model
        self._folder = folder / model
        self._combined = combined
        self._share = share
        self._opened: tuple[str, VectorIndex] | None = None

    def close(self) -> None:
        """Close the index."""
        if self._opened:
            self._opened[1].close()
            self._opened = None

    def state(self) -> str:
        """Return whether the stored index is "ready", "outdated" or missing ("none")."""
        if not self._folder.is_dir():
            return "none"
        index = self._stored()
        if index is None:
            return "outdated"
        index.close()
        return "ready"

    def rebuild(self) -> None:
        """Delete the stored index and build it again."""
        self.close()
        shutil.rmtree(self._folder, ignore_errors=True)
        self._build()
        self.close()

    def nearest(
        self,
        queries: FloatArray,
        count: int,
        languages: Sequence[str] = (),
        clips: Sequence[int] | None = None,
    ) -> dict[int, float]:
        """Return the clips nearest to any of the queries (n, D) with their best cosines.

        `clips` are the only ones that are searched; None for all.
        """
        return ranking.best_scores(
            *(self._index.search(query, count, languages, clips) for query in unit(queries))
        )

    def similar(
        self, queries: Embeddings, count: int, languages: Sequence[str] = ()
    ) -> dict[int, float]:
        """Return the clips most similar to any of the queries with their best scores."""
        return ranking.best_scores(*self.answers(queries, count, languages))

    def answers(
        self,
        queries: Embeddings,
        count: int,
        languages: Sequence[str] = (),
        handicaps: Sequence[float] | None = None,
        clips: Sequence[int] | None = None,
        least: int = CANDIDATES,
    ) -> list[list[tuple[int, float]]]:
        """Return for each query the most similar clips with their scores.

        Vectors find the clips. Tokens, if the model has them, order these, at least `least`, by
        `vectors.blend`, less the handicap of the query. `clips` are the only ones that are
        searched; None for all.
        """
        vectors = unit(queries.vectors)
        if queries.tokens is None or not self._share:
            return [list(self._index.search(query, count, languages, clips)) for query in vectors]
        count = max(count, least)
        rows = zip(vectors, queries.tokens, handicaps or [0.0] * len(vectors), strict=True)
        return [
            [
                (clip, score - handicap)
                for clip, score in self._index.ordered(
                    vector, tokens, count, self._share, languages, clips
                )
            ]
            for vector, tokens, handicap in rows
        ]

    def dots(
        self,
        queries: FloatArray,
        count: int,
        languages: Sequence[str] = (),
        clips: Sequence[int] | None = None,
    ) -> dict[int, tuple[float, float, int]]:
        """Return the clips with the largest dot product with any of the queries (n, D).

        Each has the dot product, the cosine it comes from, and the row of the query. `clips` are
        the only ones that are searched; None for all.
        """
        ids, codes, unit = self._combined.vectors(self.model)
        chosen = np.isin(codes, languages) if languages else np.ones(len(ids), bool)
        if clips is not None:
            chosen &= np.isin(ids, np.asarray(clips, np.int64))
        if not chosen.any():
            return {}
        ids, unit = ids[chosen], unit[chosen]
        stored = self._combined.lengths(self.model)
        dots = unit @ queries.T * np.array([[stored[int(clip)]] for clip in ids])  # (clips, n)
        row = np.arange(len(ids))
        query = dots.argmax(axis=1)
        dot = dots[row, query]
        length = np.linalg.norm(queries, axis=1)[query]
        cosine = (unit @ queries.T)[row, query] / np.maximum(length, 1e-12)
        best = np.lexsort((ids, -dot))[:count]
        return {int(ids[i]): (float(dot[i]), float(cosine[i]), int(query[i])) for i in best}

    def best_of_others(self, most: int = 500) -> FloatArray:
        """Return (n,) the best score of up to `most` clips among clips of other glosses.

        This is how similar different signs are at most, which calibrates the scores.
        """
        ids, _, unit = self._combined.vectors(self.model)
        signs = self._combined.signs(list({*self._combined.sign_of_clips(ids.tolist()).values()}))
        gloss = {c.id: uncased(sign.gloss) for sign in signs.values() for c in sign.clips}
        glosses = np.array([gloss[clip] for clip in ids.tolist()])
        rows = np.linspace(0, len(ids) - 1, min(most, len(ids))).astype(int)
        if self._share:
            return self._best_by_search(ids[rows], gloss)
        scores = unit[rows] @ unit.T
        scores[glosses[rows][:, None] == glosses] = -1
        best = scores.max(axis=1, initial=-1)
        return np.asarray(best[best > -1], np.float32)

    def _best_by_search(self, clips: IntArray, gloss: dict[int, str]) -> FloatArray:
        """Return the same for a model with tokens, among what a search finds."""
        ids, embeddings = self._index.of(clips)
        best = []
        for row, clip in enumerate(ids.tolist()):
            tokens = None if embeddings.tokens is None else embeddings.tokens[[row]]
            scores = self.similar(Embeddings(embeddings.vectors[[row]], tokens), CANDIDATES)
            best += sorted(s for other, s in scores.items() if gloss[other] != gloss[clip])[-1:]
        return np.array(best, np.float32)

    @staticmethod
    def forget(folder: Path, model: str) -> None:
        """Delete what is stored for a model."""
        shutil.rmtree(folder / model, ignore_errors=True)

    def of(self, clips: set[int]) -> Embeddings:
        """Return the embeddings of clips at their own length; clips without one are skipped."""
        ids, embeddings = self._index.of(clips)
        lengths = self._combined.lengths(self.model)
        vectors = embeddings.vectors * np.array([lengths[int(clip)] for clip in ids])[:, None]
        return Embeddings(np.asarray(vectors, np.float32), embeddings.tokens)

    def each(self, clips: set[int]) -> dict[int, Embeddings]:
        """Return the embedding of each clip at unit length; clips without one are skipped."""
        ids, embeddings = self._index.of(clips)
        vectors, tokens = embeddings.vectors, embeddings.tokens
        return {
            clip: Embeddings(vectors[[row]], None if tokens is None else tokens[[row]])
            for row, clip in enumerate(ids.tolist())
        }

    def between(self, first: Embeddings, second: Embeddings) -> float:
        """Return the score of two signs: that of their two most similar clips."""
        scores = np.asarray(first.vectors @ second.vectors.T)
        if self._share and first.tokens is not None and second.tokens is not None:
            by_tokens = np.stack([maxsim(tokens, second.tokens) for tokens in first.tokens])
            scores = blend(scores, by_tokens, self._share)
        return float(scores.max())

    @property
    def _index(self) -> "VectorIndex":
        """The index over both libraries; built again after they have changed."""
        if self._opened is None or self._opened[0] != self._combined.generation:
            self.close()
            self._opened = (self._combined.generation, self._stored() or self._build())
        return self._opened[1]

    def _stored(self) -> "VectorIndex | None":
        from signdict.search.index import VectorIndex

        return VectorIndex.open(self._folder, self._stamp)

    def _build(self) -> "VectorIndex":
        from signdict.search.index import VectorIndex, VectorTable

        vectors, tokens = self._combined.vectors(self.model), self._combined.tokens(self.model)
        return VectorIndex.build(self._folder, self._stamp, VectorTable.sorted(*vectors, tokens))

    @property
    def _stamp(self) -> "Stamp":
        from signdict.search.index import Stamp

        return Stamp(self.model, self._combined.count(self.model), self._combined.generation)
