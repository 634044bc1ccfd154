"""Places signs on a plane so that similar signs are close: t-SNE, with the same map each time.

The map is computed in a process of its own, so that the caller can answer others meanwhile and stop
it at any time.
"""

from collections import Counter
from collections.abc import Collection, Generator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from signdict.core import files
from signdict.core.errors import LibraryError, WriteError
from signdict.core.processes import CONTEXT
from signdict.core.types import DoubleArray, FloatArray, IntArray, Progress, SignSummary, Steps
from signdict.linguistics.similarity import plane

#: The effective number of neighbours, which t-SNE calls perplexity.
PERPLEXITY = 30
#: Below this number of signs their principal components are the map.
FEWEST = 12
#: Iterations with and without early exaggeration, and between two reports of progress.
_EARLY, _LATE, _AT_ONCE = 250, 500, 25
#: The number of rows that are compared with all others at a time.
_BLOCK = 512
#: How long the caller sleeps at most before its next step, in seconds.
_PATIENCE = 0.05


@dataclass(frozen=True, slots=True, eq=False)
class Chart:
    """The places of signs: their `ids` (n,), and `places` (n, 2) between -1 and 1."""

    ids: IntArray
    places: FloatArray

    @classmethod
    def open(cls, path: Path, stamp: str) -> "Chart | None":
        """Read a map. Return None if it is missing, damaged, or made of other vectors."""
        try:
            with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
                if str(stored["stamp"]) != stamp:
                    return None
                ids, places = stored["ids"], stored["places"]
        except (OSError, ValueError, KeyError, EOFError, BadZipFile):
            return None
        valid = places.shape == (len(ids), 2) and np.isfinite(places).all()
        return cls(ids.astype(np.int64), places.astype(np.float32)) if valid else None

    def save(self, path: Path, stamp: str) -> None:
        """Write the map; if that is not possible, it is computed again next time."""
        with suppress(OSError, WriteError):
            path.parent.mkdir(parents=True, exist_ok=True)
            with files.atomic_path(path) as new, new.open("wb") as file:
                np.savez(file, stamp=np.array(stamp), ids=self.ids, places=self.places)


def places_in_process(vectors: FloatArray) -> Steps[FloatArray]:
    """Compute the places (n, 2) of unit vectors (n, D) in a process of its own.

    Raise LibraryError if that process is ended from outside.
    """
    receiver, sender = CONTEXT.Pipe(duplex=False)
    worker = CONTEXT.Process(target=_work, args=(sender, vectors), daemon=True)
    worker.start()
    sender.close()
    try:
        message: Progress | FloatArray = Progress(0, 0)
        while not isinstance(message, np.ndarray):
            yield message
            if receiver.poll(_PATIENCE):
                message = receiver.recv()
        return message
    except EOFError as end:
        raise LibraryError(
            "The map was not finished: its process was ended.",
            hint="Close other programs and try again.",
        ) from end
    finally:
        worker.terminate()
        worker.join()
        receiver.close()


def places(vectors: FloatArray) -> Steps[FloatArray]:
    """Compute the same in this process, in steps of about a second."""
    if len(vectors) < FEWEST:
        yield Progress(0, 1)
        return _scaled(_flat(vectors))
    count = min(3 * PERPLEXITY, len(vectors) - 1)
    total = len(vectors) + (_EARLY + _LATE) * len(vectors) // 500
    neighbours, distances = yield from _neighbours(vectors, count, total)
    return _scaled((yield from _optimised(vectors, neighbours, distances, total)))


def _optimised(
    vectors: FloatArray, neighbours: IntArray, distances: DoubleArray, total: int
) -> Steps[DoubleArray]:
    from openTSNE import TSNEEmbedding
    from openTSNE.affinity import PerplexityBasedNN
    from openTSNE.nearest_neighbors import PrecomputedNeighbors

    affinities = PerplexityBasedNN(
        perplexity=min(PERPLEXITY, neighbours.shape[1] / 3),
        knn_index=PrecomputedNeighbors(neighbours, distances),
        random_state=0,
    )
    start = _flat(vectors)
    start *= 1e-4 / max(float(start[:, 0].std()), 1e-12)
    method = "fft" if len(vectors) > 10_000 else "bh"
    embedding = TSNEEmbedding(start, affinities, negative_gradient_method=method, random_state=0)
    for done in range(0, _EARLY + _LATE, _AT_ONCE):
        yield Progress(len(vectors) + done * len(vectors) // 500, total)
        early = done < _EARLY
        embedding.optimize(
            n_iter=_AT_ONCE,
            exaggeration=12 if early else None,
            momentum=0.5 if early else 0.8,
            inplace=True,
        )
    return np.asarray(embedding, np.float64)


def _neighbours(vectors: FloatArray, count: int, total: int) -> Steps[tuple[IntArray, DoubleArray]]:
    """Return the nearest other rows of each row and their distances: both (n, count)."""
    neighbours = np.empty((len(vectors), count), np.int64)
    distances = np.empty((len(vectors), count))
    for start in range(0, len(vectors), _BLOCK):
        yield Progress(start, total)
        rows = np.arange(start, min(start + _BLOCK, len(vectors)))
        cosines = vectors[rows] @ vectors.T
        cosines[np.arange(len(rows)), rows] = -2  # itself
        best = np.argpartition(-cosines, count - 1, axis=1)[:, :count]
        score = np.take_along_axis(cosines, best, axis=1)
        order = np.argsort(-score, axis=1, kind="stable")
        neighbours[rows] = np.take_along_axis(best, order, axis=1)
        nearest = np.take_along_axis(score, order, axis=1)
        distances[rows] = np.sqrt(np.maximum(2 - 2 * nearest, 0))
    return neighbours, distances


def _flat(vectors: FloatArray) -> DoubleArray:
    """Return two principal components (n, 2); zeros for fewer than two vectors."""
    return plane(vectors)[0] if len(vectors) > 1 else np.zeros((len(vectors), 2))


def _scaled(points: DoubleArray) -> FloatArray:
    """Move and scale points so that all lie between -1 and 1, without distorting them."""
    if not len(points):
        return np.zeros((0, 2), np.float32)
    low, high = points.min(axis=0), points.max(axis=0)
    size = max(float((high - low).max()) / 2, 1e-12)
    return np.asarray((points - (low + high) / 2) / size, np.float32)


def _work(sender: Connection, vectors: FloatArray) -> None:
    """Run in the process: send progress, and finally the map."""
    steps: Generator[Progress, None, FloatArray] = places(vectors)
    while True:
        try:
            sender.send(next(steps))
        except StopIteration as end:
            sender.send(end.value)
            return


#: The number of groups with a colour and mark of their own; all others share the last.
MOST = 10


@dataclass(frozen=True, slots=True, eq=False)
class SignGroups:
    """Signs grouped by one of their properties.

    `names` are those of the groups, the largest first, `counts` their sizes, and `member` (n,) the
    group of each sign. The last name is "" if some signs are in no group.
    """

    names: tuple[str, ...]
    counts: tuple[int, ...]
    member: NDArray[np.int32]

    @classmethod
    def of(cls, values: Sequence[str], most: int = MOST) -> "SignGroups":
        """Group signs by a value each; signs without one, or with a rare one, are in no group."""
        count = Counter(value for value in values if value)
        names = [value for value, _ in sorted(count.items(), key=lambda c: (-c[1], c[0]))[:most]]
        number = {name: group for group, name in enumerate(names)}
        member = np.fromiter((number.get(v, len(names)) for v in values), np.int32, len(values))
        sizes = np.bincount(member, minlength=len(names) + 1)
        groups = (*names, "") if sizes[-1] else tuple(names)
        return cls(groups, tuple(sizes[: len(groups)].tolist()), member)

    def of_rows(self, rows: IntArray) -> "SignGroups":
        """Return the groups of some of the signs."""
        return SignGroups.of([self.names[group] for group in self.member[rows]])


@dataclass(frozen=True, slots=True, eq=False)
class SignMap:
    """Signs `items` (n) at `places` (n, 2), and their `groups` by the name of a property."""

    items: Sequence[SignSummary]
    places: FloatArray
    groups: Mapping[str, SignGroups]

    def of_languages(self, codes: Collection[str]) -> "SignMap":
        """Return the signs of some sign languages, at the same places."""
        rows = np.array(
            [row for row, item in enumerate(self.items) if item.sign_language in codes], np.int64
        )
        groups = {name: whole.of_rows(rows) for name, whole in self.groups.items()}
        return SignMap([self.items[row] for row in rows], self.places[rows], groups)

    @classmethod
    def of(
        cls,
        items: Sequence[SignSummary],
        places: FloatArray,
        facets: Mapping[int, Mapping[str, str]],
    ) -> "SignMap":
        """Group signs by language, source, meaning and facets; `facets` is by the sign's id."""
        groups = {
            "sign_language": SignGroups.of([item.sign_language for item in items]),
            "source": SignGroups.of([item.source for item in items]),
            "concept": SignGroups.of(_shared_meanings(items)),
        }
        unknown: Mapping[str, str] = {}
        for name in dict.fromkeys(name for of_sign in facets.values() for name in of_sign):
            groups[name] = SignGroups.of(
                [facets.get(item.id, unknown).get(name, "") for item in items]
            )
        return cls(items, places, groups)


def _shared_meanings(items: Sequence[SignSummary]) -> list[str]:
    """Return the meaning of each sign if several languages have it, otherwise ""."""
    languages: dict[str, set[str]] = {}
    for item in items:
        languages.setdefault(item.meaning, set()).add(item.sign_language)
    return [item.meaning if len(languages[item.meaning]) > 1 else "" for item in items]
