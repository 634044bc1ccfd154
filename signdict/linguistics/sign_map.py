"""Signs on a plane, so that what looks alike lies together: t-SNE, the same map each time.

The work is done in a process of its own, so that whoever waits can answer others meanwhile, and
stop it at any moment.
"""

from collections import Counter
from collections.abc import Generator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from signdict.core.errors import LibraryError
from signdict.core.processes import CONTEXT
from signdict.core.types import FloatArray, Progress, SignSummary, Steps
from signdict.linguistics.similarity import plane

#: How many neighbours count, roughly: what t-SNE calls perplexity.
PERPLEXITY = 30
#: Below so many signs their principal components are the map.
FEWEST = 12
_EARLY, _LATE, _AT_ONCE = 250, 500, 25
_BLOCK = 512
#: How long whoever waits sleeps at most before the next step, in seconds.
_PATIENCE = 0.05

Places = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Chart:
    """Where signs lie: their numbers `ids` (n,), and `places` (n, 2) between -1 and 1."""

    ids: NDArray[np.int64]
    places: Places

    @classmethod
    def open(cls, path: Path, stamp: str) -> "Chart | None":
        """The map of a file, or None if it is missing, damaged, or of other vectors."""
        try:
            with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
                if str(stored["stamp"]) != stamp:
                    return None
                ids, places = stored["ids"], stored["places"]
        except (OSError, ValueError, KeyError, EOFError, BadZipFile):
            return None
        sound = places.shape == (len(ids), 2) and np.isfinite(places).all()
        return cls(ids.astype(np.int64), places.astype(np.float32)) if sound else None

    def keep(self, path: Path, stamp: str) -> None:
        """Write the map into a file, whole; where that cannot be, it is made anew next time."""
        part = path.with_suffix(".part")
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            with part.open("wb") as file:
                np.savez(file, stamp=np.array(stamp), ids=self.ids, places=self.places)
            part.replace(path)
        with suppress(OSError):
            part.unlink(missing_ok=True)


def aside(vectors: FloatArray) -> Steps[Places]:
    """Make a map (n, 2) of unit vectors (n, D) in a process of its own.

    Raise LibraryError if that process is ended from outside.
    """
    here, there = CONTEXT.Pipe(duplex=False)
    worker = CONTEXT.Process(target=_work, args=(there, vectors), daemon=True)
    worker.start()
    there.close()
    try:
        told: Progress | Places = Progress(0, 0)
        while not isinstance(told, np.ndarray):
            yield told
            if here.poll(_PATIENCE):
                told = here.recv()
        return told
    except EOFError as end:
        raise LibraryError(
            "The map was not finished: its process was ended.",
            hint="Close other programs and try again.",
        ) from end
    finally:
        worker.terminate()
        worker.join()
        here.close()


def places(vectors: FloatArray) -> Steps[Places]:
    """The same in this process, in steps of a second or so."""
    if len(vectors) < FEWEST:
        yield Progress(0, 1)
        return _framed(_flat(vectors))
    count = min(3 * PERPLEXITY, len(vectors) - 1)
    total = len(vectors) + (_EARLY + _LATE) * len(vectors) // 500
    near, far = yield from _neighbours(vectors, count, total)
    return _framed((yield from _settled(vectors, near, far, total)))


def _settled(
    vectors: FloatArray, near: NDArray[np.int64], far: NDArray[np.float64], total: int
) -> Steps[NDArray[np.float64]]:
    from openTSNE import TSNEEmbedding
    from openTSNE.affinity import PerplexityBasedNN
    from openTSNE.nearest_neighbors import PrecomputedNeighbors

    alike = PerplexityBasedNN(
        perplexity=min(PERPLEXITY, near.shape[1] / 3),
        knn_index=PrecomputedNeighbors(near, far),
        random_state=0,
    )
    first = _flat(vectors)
    first *= 1e-4 / max(float(first[:, 0].std()), 1e-12)
    method = "fft" if len(vectors) > 10_000 else "bh"
    made = TSNEEmbedding(first, alike, negative_gradient_method=method, random_state=0)
    for done in range(0, _EARLY + _LATE, _AT_ONCE):
        yield Progress(len(vectors) + done * len(vectors) // 500, total)
        early = done < _EARLY
        made.optimize(
            n_iter=_AT_ONCE,
            exaggeration=12 if early else None,
            momentum=0.5 if early else 0.8,
            inplace=True,
        )
    return np.asarray(made, np.float64)


def _neighbours(
    vectors: FloatArray, count: int, total: int
) -> Steps[tuple[NDArray[np.int64], NDArray[np.float64]]]:
    """The nearest others of each row, nearest first, and how far they are: (n, count) both."""
    near = np.empty((len(vectors), count), np.int64)
    far = np.empty((len(vectors), count))
    for at in range(0, len(vectors), _BLOCK):
        yield Progress(at, total)
        rows = np.arange(at, min(at + _BLOCK, len(vectors)))
        cosines = vectors[rows] @ vectors.T
        cosines[np.arange(len(rows)), rows] = -2  # itself
        best = np.argpartition(-cosines, count - 1, axis=1)[:, :count]
        score = np.take_along_axis(cosines, best, axis=1)
        order = np.argsort(-score, axis=1, kind="stable")
        near[rows] = np.take_along_axis(best, order, axis=1)
        far[rows] = np.sqrt(np.maximum(2 - 2 * np.take_along_axis(score, order, axis=1), 0))
    return near, far


def _flat(vectors: FloatArray) -> NDArray[np.float64]:
    """Principal components (n, 2); zeros where there are fewer than two."""
    return plane(vectors)[0] if len(vectors) > 1 else np.zeros((len(vectors), 2))


def _framed(at: NDArray[np.float64]) -> Places:
    """Moved and scaled, the same both ways, so that all lies between -1 and 1."""
    if not len(at):
        return np.zeros((0, 2), np.float32)
    low, high = at.min(axis=0), at.max(axis=0)
    size = max(float((high - low).max()) / 2, 1e-12)
    return np.asarray((at - (low + high) / 2) / size, np.float32)


def _work(there: Connection, vectors: FloatArray) -> None:
    """What the process does: tell how far it is, and at last the map."""
    steps: Generator[Progress, None, Places] = places(vectors)
    while True:
        try:
            there.send(next(steps))
        except StopIteration as end:
            there.send(end.value)
            return


#: So many groups have a colour and mark of their own; all others share the last.
MOST = 10


@dataclass(frozen=True, slots=True, eq=False)
class SignGroups:
    """Signs by one of their properties: the names of groups, the largest first, how many each has,
    and to which each sign belongs (n,). The last may be "" for all that are in none of them."""

    names: tuple[str, ...]
    counts: tuple[int, ...]
    member: NDArray[np.int32]

    @classmethod
    def of(cls, values: Sequence[str], most: int = MOST) -> "SignGroups":
        """Group signs by a value each; those without one, and of rare values, are in none."""
        count = Counter(value for value in values if value)
        kept = [value for value, _ in sorted(count.items(), key=lambda c: (-c[1], c[0]))[:most]]
        place = {value: number for number, value in enumerate(kept)}
        member = np.fromiter((place.get(v, len(kept)) for v in values), np.int32, len(values))
        sizes = np.bincount(member, minlength=len(kept) + 1)
        names = (*kept, "") if sizes[-1] else tuple(kept)
        return cls(names, tuple(sizes[: len(names)].tolist()), member)


@dataclass(frozen=True, slots=True, eq=False)
class SignMap:
    """Signs `items` (n) at `places` (n, 2), and groups by what they are called after."""

    items: Sequence[SignSummary]
    places: Places
    groups: Mapping[str, SignGroups]

    @classmethod
    def of(
        cls, items: Sequence[SignSummary], places: Places, seen: Mapping[int, Mapping[str, str]]
    ) -> "SignMap":
        """Group signs by language, source and meaning, and by what is seen of them."""
        groups = {
            "sign_language": SignGroups.of([item.sign_language for item in items]),
            "source": SignGroups.of([item.source for item in items]),
            "concept": SignGroups.of(_shared(items)),
        }
        nothing: Mapping[str, str] = {}
        for name in dict.fromkeys(name for facets in seen.values() for name in facets):
            groups[name] = SignGroups.of(
                [seen.get(item.id, nothing).get(name, "") for item in items]
            )
        return cls(items, places, groups)


def _shared(items: Sequence[SignSummary]) -> list[str]:
    """What each sign means, where several languages have a sign for it; otherwise nothing."""
    languages: dict[str, set[str]] = {}
    for item in items:
        languages.setdefault(item.meaning, set()).add(item.sign_language)
    return [item.meaning if len(languages[item.meaning]) > 1 else "" for item in items]
