"""Nearest neighbours among the vectors of all clips: a cache that can be thrown away at any time.

One file holds the vectors, sorted by sign language; a second their frame tokens, where the model
gives some; from `GRAPH_FROM` rows on, a third an hnswlib graph. One language, or few rows, are
compared exactly; else the graph proposes candidates, and these are compared exactly.
"""

import hashlib
import json
import mmap
import struct
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from signdict.core.types import Embeddings, FloatArray
from signdict.core.vectors import maxsim

#: Rows, and how alike each of them is to the query, best first.
Hits: TypeAlias = tuple[NDArray[np.int64], NDArray[np.float32]]


@dataclass(frozen=True, slots=True, eq=False)
class VectorTable:
    """`ids` (n,), `vectors` (n, D), perhaps `tokens` (n, K, d), of n clips sorted by language, and
    which rows each language has."""

    ids: NDArray[np.int64]
    vectors: FloatArray
    languages: dict[str, slice]
    tokens: NDArray[np.float16] | None = None

    @classmethod
    def sorted(
        cls,
        ids: Sequence[int] | NDArray[np.int64],
        languages: Sequence[str],
        vectors: FloatArray,
        tokens: NDArray[Any] | None = None,
    ) -> "VectorTable":
        """Put clips in order, with tokens (n, K, d) of length 1, if they have some."""
        codes, place = np.unique(np.asarray(languages, np.str_), return_inverse=True)
        order = np.argsort(place, kind="stable")
        return cls(
            np.asarray(ids, np.int64)[order],
            np.asarray(vectors, np.float32)[order],
            slices(dict(zip(codes.tolist(), np.bincount(place).tolist(), strict=True))),
            np.asarray(tokens, np.float16)[order] if tokens is not None and len(order) else None,
        )

    def nearest(
        self, query: NDArray[np.float32], limit: int, rows: NDArray[np.int64] | None = None
    ) -> Hits:
        """Those of some rows, or of all, whose dot product is largest; equals by their id."""
        scores = (self.vectors if rows is None else self.vectors[rows]) @ query
        best = _largest(self.ids if rows is None else self.ids[rows], scores, limit)
        return (best if rows is None else rows[best]), scores[best]

    def nearest_in(self, query: NDArray[np.float32], limit: int, languages: Sequence[str]) -> Hits:
        """The same among the rows of some languages."""
        rows, scores = np.zeros(0, np.int64), np.zeros(0, np.float32)
        for code in {*languages} & {*self.languages}:
            part = self.languages[code]
            there = self.vectors[part] @ query
            best = _largest(self.ids[part], there, limit)
            rows = np.concatenate([rows, part.start + best])
            scores = np.concatenate([scores, there[best]])
        best = _largest(self.ids[rows], scores, limit)
        return rows[best], scores[best]

    def tokens_of(self, rows: NDArray[np.int64]) -> NDArray[np.float32] | None:
        """The tokens (n, K, d) of some rows; None if there are none."""
        return None if self.tokens is None else self.tokens[rows].astype(np.float32)

    def ordered(self, tokens: NDArray[np.float32], found: Hits, share: float) -> Hits:
        """Put what vectors found in the order of tokens (K, d), which decide a share of the score.

        Without tokens of clips nothing changes.
        """
        rows, cosines = found
        if self.tokens is None:
            return found
        by_tokens = maxsim(tokens, self.tokens, rows)
        scores = (1 - share) * cosines + share * by_tokens
        best = _largest(self.ids[rows], scores, len(rows))
        return rows[best], scores[best]


def slices(counts: dict[str, int]) -> dict[str, slice]:
    """Which rows each language has, from how many they are."""
    ends = np.cumsum([0, *counts.values()]).tolist()
    return {code: slice(*ends[i : i + 2]) for i, code in enumerate(counts)}


def _largest(ids: NDArray[np.int64], scores: NDArray[np.float32], limit: int) -> NDArray[np.int64]:
    """Where the largest scores are, largest first; of equal ones the smaller id first."""
    kept = np.arange(len(scores))
    if len(scores) > limit:
        worst = np.partition(scores, len(scores) - limit)[len(scores) - limit]
        kept = np.flatnonzero(scores >= worst)  # more than `limit` where scores are equal
    return kept[np.lexsort((ids[kept], -scores[kept]))[:limit]]


#: From how many rows on a graph is quicker than comparing with every one.
GRAPH_FROM = 20_000
#: So many clips may come or go before another graph is worth its time.
MOST_CHANGES = 1_000
#: How many rows the graph proposes. Half as many may be asked for; more are compared exactly.
CANDIDATES = 256
_REACH = 512  # hnswlib's ef: how many rows it looks at for them, which sets what it misses
_NEIGHBOURS, _WIDTH = 16, 200  # hnswlib's M and ef_construction

_VECTORS, _TOKENS, _GRAPH = "vectors.bin", "tokens.bin", "graph.bin"
#: Mark and version; checksum of all that follows; length of the description, which is JSON.
_START = struct.Struct("<8s32sI")
_MARK = b"SDINDEX2"
_SEALED = _START.size - 4  # where that begins which the checksum covers
_ALIGNED = 64


@dataclass(frozen=True, slots=True)
class Stamp:
    """What an index was made from. It is stale when any of these differs from the library's."""

    model: str
    count: int
    generation: str


class Index:
    """The clips as one model read them, and which are most like a query.

    Made by `open` or `build`.
    """

    def __init__(
        self, rows: VectorTable, graph: Any = None, files: Sequence[mmap.mmap] = ()
    ) -> None:
        self._rows: VectorTable | None = rows
        self._graph = graph
        self._files = files

    @classmethod
    def open(cls, folder: Path, stamp: Stamp) -> "Index | None":
        """The index stored in a folder, or None if it is missing, stale or damaged."""
        try:
            files = [_file(folder / _VECTORS)]
            told, start = _description(files[0])
            if told["stamp"] != asdict(stamp):
                raise ValueError("made from other vectors")
            if told["tokens"]:
                files.append(_file(folder / _TOKENS))
            graph = _loaded(folder / _GRAPH, told) if told["graph"] else None
            tokens = _spelled(files[1], told) if told["tokens"] else None
            return cls(_mapped(files[0], start, told, tokens), graph, files)
        except (OSError, ValueError, KeyError, TypeError, RuntimeError, struct.error):
            return None

    @classmethod
    def build(
        cls, folder: Path, stamp: Stamp, rows: VectorTable, *, graph: bool | None = None
    ) -> "Index":
        """Make an index and store it; where the folder cannot be written, keep it in memory.

        `graph` says whether to make one, None that their number decides, and how many changed since
        the last one. An index of this folder that is still open is to be closed before.
        """
        changes = _changes(folder, stamp)
        wanted = len(rows.ids) >= GRAPH_FROM and not changes if graph is None else graph
        made = _made(rows) if wanted and len(rows.ids) else None
        try:
            folder.mkdir(parents=True, exist_ok=True)
            _store(folder, stamp, rows, made, 0 if wanted else changes)
        except OSError:
            return cls(rows, made)
        return cls.open(folder, stamp) or cls(rows, made)

    def search(
        self, query: NDArray[np.float32], limit: int, languages: Sequence[str] = ()
    ) -> list[tuple[int, float]]:
        """The clips nearest to a unit vector (D,), best first: the id and dot product of each."""
        if self._rows is None or limit < 1 or not len(self._rows.ids):
            return []
        query = np.asarray(query, np.float32)
        if languages:
            found = self._rows.nearest_in(query, limit, languages)
        else:
            near = self._near(query, CANDIDATES) if limit <= CANDIDATES // 2 else None
            found = self._rows.nearest(query, limit, near)
        return _listed(self._rows, *found)

    def ordered(
        self,
        query: NDArray[np.float32],
        tokens: NDArray[np.float32],
        limit: int,
        share: float,
        languages: Sequence[str] = (),
    ) -> list[tuple[int, float]]:
        """So many clips that a unit vector (D,) finds, in the order of tokens (K, d), best first.

        The score of each is `(1 - share)` of the dot product and `share` of `tokens.maxsim`. The
        graph alone proposes what is compared: what it misses is far down.
        """
        if self._rows is None or limit < 1 or not len(self._rows.ids):
            return []
        if languages:
            found = self._rows.nearest_in(query, limit, languages)
        else:
            found = self._rows.nearest(query, limit, self._near(query, limit))
        return _listed(self._rows, *self._rows.ordered(tokens, found, share))

    def of(self, clips: Iterable[int]) -> tuple[NDArray[np.int64], Embeddings]:
        """What is kept of some clips, those that are there: their ids, and their readings."""
        rows = self._rows
        if rows is None:
            return np.zeros(0, np.int64), Embeddings(np.zeros((0, 0), np.float32))
        there = np.flatnonzero(np.isin(rows.ids, list(clips)))
        return rows.ids[there], Embeddings(rows.vectors[there], rows.tokens_of(there))

    def close(self) -> None:
        """Let go of the files, so that they can be replaced. Nothing is found afterwards."""
        self._rows = self._graph = None
        for file in self._files:
            file.close()
        self._files = ()

    def _near(self, query: NDArray[np.float32], many: int) -> NDArray[np.int64] | None:
        """The rows that the graph proposes; None, which is all, if there is none or it reaches too
        few."""
        if self._graph is None:
            return None
        many = min(many, self._graph.get_current_count())
        self._graph.set_ef(max(_REACH, 2 * many))  # not kept in its file
        try:
            rows, _ = self._graph.knn_query(query, k=many, num_threads=1)
        except RuntimeError:
            return None
        return np.asarray(rows[0], np.int64)


def _listed(
    rows: VectorTable, found: NDArray[np.int64], scores: NDArray[np.float32]
) -> list[tuple[int, float]]:
    return list(zip(rows.ids[found].tolist(), scores.tolist(), strict=True))


def _made(rows: VectorTable) -> Any:
    import hnswlib

    graph = hnswlib.Index(space="ip", dim=rows.vectors.shape[1])
    graph.init_index(len(rows.ids), M=_NEIGHBOURS, ef_construction=_WIDTH)
    graph.add_items(rows.vectors, np.arange(len(rows.ids)))
    return graph


def _changes(folder: Path, stamp: Stamp) -> int:
    """How many clips came or went since the last graph was made; 0 if it is time for another.

    Of 100,000 clips on two busy cores an index with a graph took more than 200 s, one without 4 s
    (and each question 60 ms): so what is taught is found by the next one, and the graph waits.
    """
    try:
        file = _file(folder / _VECTORS)
        try:
            told, _ = _description(file)
        finally:
            file.close()
        before = Stamp(**told["stamp"])
        changes = int(told.get("changes", 0)) + max(1, abs(stamp.count - before.count))
    except (OSError, ValueError, KeyError, TypeError, struct.error):
        return 0
    few = before.count >= GRAPH_FROM and changes <= MOST_CHANGES
    return changes if few and before.model == stamp.model and before != stamp else 0


def _store(folder: Path, stamp: Stamp, rows: VectorTable, graph: Any, changes: int) -> None:
    """Write all files beside the ones that are there, then put them in their place."""
    new = [folder / f"{name}.new" for name in (_VECTORS, _TOKENS, _GRAPH)]
    try:
        if graph is not None:
            graph.save_index(str(new[2]))  # says nothing when the disk is full
            if new[2].stat().st_size != graph.index_file_size():
                raise OSError("the graph was not written whole")
        if rows.tokens is not None:
            with new[1].open("wb") as file:
                file.write(rows.tokens.data)
        told = {
            "stamp": asdict(stamp),
            "changes": changes,
            "shape": rows.vectors.shape,
            "languages": {code: part.stop - part.start for code, part in rows.languages.items()},
            "moments": () if rows.tokens is None else rows.tokens.shape[1:],
            "tokens": "" if rows.tokens is None else _checksum(new[1]),
            "graph": "" if graph is None else _checksum(new[2]),
        }
        text = json.dumps(told).encode()
        text += b" " * (-(_START.size + len(text)) % _ALIGNED)
        rest = [struct.pack("<I", len(text)), text, rows.ids.tobytes(), rows.vectors.tobytes()]
        checksum = hashlib.sha256()
        for part in rest:
            checksum.update(part)
        with new[0].open("wb") as file:
            file.writelines([_MARK, checksum.digest(), *rest])
        if rows.tokens is not None:
            new[1].replace(folder / _TOKENS)
        if graph is not None:
            new[2].replace(folder / _GRAPH)
        new[0].replace(folder / _VECTORS)  # last: it knows the checksums of the others
    finally:
        for path in new:
            with suppress(OSError):
                path.unlink(missing_ok=True)


def _file(path: Path) -> mmap.mmap:
    with path.open("rb") as stored:
        return mmap.mmap(stored.fileno(), 0, access=mmap.ACCESS_READ)


def _description(file: mmap.mmap) -> tuple[dict[str, Any], int]:
    """What a file of vectors tells about itself, and where its rows start."""
    mark, checksum, length = _START.unpack_from(file)
    if mark != _MARK or hashlib.sha256(memoryview(file)[_SEALED:]).digest() != checksum:
        raise ValueError("another version, or changed since it was written")
    start = _START.size + length
    return json.loads(file[_START.size : start]), start


def _mapped(
    file: mmap.mmap, start: int, told: dict[str, Any], tokens: NDArray[np.float16] | None
) -> VectorTable:
    count, width = told["shape"]
    ids = np.frombuffer(file, "<i8", count, start)
    vectors = np.frombuffer(file, "<f4", count * width, start + ids.nbytes)
    return VectorTable(ids, vectors.reshape(count, width), slices(told["languages"]), tokens)


def _spelled(file: mmap.mmap, told: dict[str, Any]) -> NDArray[np.float16]:
    """The tokens of the rows, which are compared with their checksum before any is used: .14 s of
    one core for the 200 MB of 100,000 clips."""
    if hashlib.sha256(file).hexdigest() != told["tokens"]:
        raise ValueError("other tokens, or changed since they were written")
    return np.frombuffer(file, "<f2").reshape(told["shape"][0], *told["moments"])


def _loaded(path: Path, told: dict[str, Any]) -> Any:
    """The graph; never a byte of it is given to hnswlib before its checksum was compared."""
    if _checksum(path) != told["graph"]:
        raise ValueError("another graph, or changed since it was written")
    import hnswlib

    graph = hnswlib.Index(space="ip", dim=told["shape"][1])
    graph.load_index(str(path))
    return graph


def _checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
