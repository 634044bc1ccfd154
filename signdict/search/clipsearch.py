"""Which clips are like a query, as one model sees them: by its vectors, through an index or one by
one, and by its frame tokens, which put in order what vectors find."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from signdict.core.types import Embeddings, FloatArray
from signdict.core.vectors import maxsim, unit
from signdict.library.combined import CombinedLibrary
from signdict.pose.pose import Pose
from signdict.search import ranking

if TYPE_CHECKING:
    from signdict.search.index import Index, Stamp

#: How alike two vectors are: the cosine of their angle, or, as SignCLIP's authors score, their
#: dot product at the lengths that the model gave them.
Score: TypeAlias = Literal["cosine", "dot"]

#: What the left-handed one of a query and its mirror image gives away where tokens are compared:
#: the dictionary's signers are mostly right-handed (docs/model.md).
LEFT = 0.03
#: So many clips, found by their vectors, are compared by their tokens for each query.
CANDIDATES = 500


def handicaps(pose: Pose) -> tuple[float, float]:
    """What a query and its mirror image give away: nothing where no hand leads. Whoever signs it
    in a mirror gets the same answers."""
    leading = pose.leading()
    return LEFT * max(-leading, 0.0), LEFT * max(leading, 0.0)


class ClipSearch:
    """The clips of a shelf as one model sees them. Close it after use.

    `share` is how much of a score tokens decide, 0 for a model without.
    """

    def __init__(
        self, folder: Path, combined: CombinedLibrary, model: str, share: float = 0.0
    ) -> None:
        self._folder = folder / model
        self._combined = combined
        self._model = model
        self._share = share
        self._opened: tuple[str, Index] | None = None

    def close(self) -> None:
        """Let go of the index."""
        if self._opened:
            self._opened[1].close()
            self._opened = None

    def state(self) -> str:
        """Whether the stored index is ready, made of what was there before, or not there."""
        if not self._folder.is_dir():
            return "none"
        index = self._stored()
        if index is None:
            return "outdated"
        index.close()
        return "ready"

    def make_again(self) -> None:
        """Throw the stored index away and make another."""
        self.close()
        shutil.rmtree(self._folder, ignore_errors=True)
        self._made()
        self.close()

    def nearest(
        self, queries: FloatArray, wide: int, languages: Sequence[str] = ()
    ) -> dict[int, float]:
        """The clips nearest to any of the queries (n, D), each with its best cosine."""
        return ranking.better(
            *(self._index.search(query, wide, languages) for query in unit(queries))
        )

    def alike(
        self,
        queries: Embeddings,
        wide: int,
        languages: Sequence[str] = (),
        handicaps: Sequence[float] | None = None,
    ) -> dict[int, float]:
        """The clips most like any of the queries, each with its best score (see `answers`)."""
        return ranking.better(*self.answers(queries, wide, languages, handicaps))

    def answers(
        self,
        queries: Embeddings,
        wide: int,
        languages: Sequence[str] = (),
        handicaps: Sequence[float] | None = None,
    ) -> list[list[tuple[int, float]]]:
        """The clips most like each of the queries, with their scores.

        Vectors find them; tokens, where the model has them, put them in order. Each clip counts by
        the `share` of tokens and the rest of the cosine, less what that query is told to give away.
        """
        vectors = unit(queries.vectors)
        if queries.tokens is None or not self._share:
            return [list(self._index.search(query, wide, languages)) for query in vectors]
        wide = max(wide, CANDIDATES)
        parts = zip(vectors, queries.tokens, handicaps or [0.0] * len(vectors), strict=True)
        return [
            [
                (clip, score - less)
                for clip, score in self._index.ordered(vector, tokens, wide, self._share, languages)
            ]
            for vector, tokens, less in parts
        ]

    def dots(
        self, queries: FloatArray, wide: int, languages: Sequence[str] = ()
    ) -> dict[int, tuple[float, float, int]]:
        """The clips with the largest dot product, each with it, the cosine it comes from, and which
        of the queries (n, D) it is."""
        ids, codes, unit = self._combined.vectors(self._model)
        chosen = np.isin(codes, languages) if languages else np.ones(len(ids), bool)
        if not chosen.any():
            return {}
        ids, unit = ids[chosen], unit[chosen]
        stored = self._combined.lengths(self._model)
        dots = unit @ queries.T * np.array([[stored[int(clip)]] for clip in ids])  # (clips, n)
        row = np.arange(len(ids))
        better = dots.argmax(axis=1)
        dot = dots[row, better]
        length = np.linalg.norm(queries, axis=1)[better]
        cosine = (unit @ queries.T)[row, better] / np.maximum(length, 1e-12)
        best = np.lexsort((ids, -dot))[:wide]
        return {int(ids[at]): (float(dot[at]), float(cosine[at]), int(better[at])) for at in best}

    def best_of_others(self, most: int = 500) -> NDArray[np.float32]:
        """The best score of each of up to `most` clips among clips of other glosses: (n,).

        How alike different signs are at their most alike, which tells what a score is worth.
        """
        ids, _, unit = self._combined.vectors(self._model)
        signs = self._combined.signs(list({*self._combined.sign_of_clips(ids.tolist()).values()}))
        gloss = {c.id: sign.gloss.casefold() for sign in signs.values() for c in sign.clips}
        glosses = np.array([gloss[clip] for clip in ids.tolist()])
        asked = np.linspace(0, len(ids) - 1, min(most, len(ids))).astype(int)
        if self._share:
            return self._best_found(ids[asked], gloss)
        scores = unit[asked] @ unit.T
        scores[glosses[asked][:, None] == glosses] = -1
        best = scores.max(axis=1, initial=-1)
        return np.asarray(best[best > -1], np.float32)

    def _best_found(self, asked: NDArray[np.int64], gloss: dict[int, str]) -> NDArray[np.float32]:
        """The same where tokens have their share of a score: of what a search would find."""
        clips, made = self._index.of(asked)
        best = []
        for row, clip in enumerate(clips.tolist()):
            tokens = None if made.tokens is None else made.tokens[[row]]
            found = self.alike(Embeddings(made.vectors[[row]], tokens), CANDIDATES)
            best += sorted(s for other, s in found.items() if gloss[other] != gloss[clip])[-1:]
        return np.array(best, np.float32)

    @staticmethod
    def forget(folder: Path, model: str) -> None:
        """Throw away what is kept for a model."""
        shutil.rmtree(folder / model, ignore_errors=True)

    def of(self, clips: set[int]) -> Embeddings:
        """What the model made of some clips, those that it has read."""
        ids, found = self._index.of(clips)
        lengths = self._combined.lengths(self._model)
        own = found.vectors * np.array([lengths[int(clip)] for clip in ids])[:, None]
        return Embeddings(np.asarray(own, np.float32), found.tokens)

    def each(self, clips: set[int]) -> dict[int, Embeddings]:
        """What the model made of each of some clips, those that it has read, at unit length."""
        ids, found = self._index.of(clips)
        return {
            clip: Embeddings(
                found.vectors[[row]], None if found.tokens is None else found.tokens[[row]]
            )
            for row, clip in enumerate(ids.tolist())
        }

    def between(self, one: Embeddings, other: Embeddings) -> float:
        """How alike two signs are: the score of their two clips that are most alike."""
        scores = one.vectors @ other.vectors.T
        if self._share and one.tokens is not None and other.tokens is not None:
            by_tokens = np.stack([maxsim(tokens, other.tokens) for tokens in one.tokens])
            scores = (1 - self._share) * scores + self._share * by_tokens
        return float(scores.max())

    @property
    def _index(self) -> "Index":
        """The index over both libraries as they are now; made again when they changed."""
        if self._opened is None or self._opened[0] != self._combined.generation:
            self.close()
            self._opened = (self._combined.generation, self._stored() or self._made())
        return self._opened[1]

    def _stored(self) -> "Index | None":
        from signdict.search.index import Index

        return Index.open(self._folder, self._stamp)

    def _made(self) -> "Index":
        from signdict.search.index import Index, VectorTable

        vectors, tokens = self._combined.vectors(self._model), self._combined.tokens(self._model)
        return Index.build(self._folder, self._stamp, VectorTable.sorted(*vectors, tokens))

    @property
    def _stamp(self) -> "Stamp":
        from signdict.search.index import Stamp

        return Stamp(self._model, self._combined.count(self._model), self._combined.generation)
