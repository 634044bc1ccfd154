"""Nearest neighbours among the vectors of all clips: a cache that can be thrown away at any time.

One file holds the vectors, sorted by sign language; from `GRAPH_FROM` rows on, a second holds an
hnswlib graph over them. One language, or few rows, are compared exactly; else the graph proposes
candidates, and these are compared exactly.
"""

import hashlib
import json
import mmap
import struct
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from signdict.signs import Embeddings

#: From how many rows on a graph is quicker than comparing with every one.
GRAPH_FROM = 20_000
#: How many rows the graph proposes. Half as many may be asked for; more are compared exactly.
CANDIDATES = 256
_REACH = 512  # hnswlib's ef: how many rows it looks at for them, which sets what it misses
_NEIGHBOURS, _WIDTH = 16, 200  # hnswlib's M and ef_construction

_VECTORS, _GRAPH = "vectors.bin", "graph.bin"
#: Mark and version; checksum of all that follows; length of the description, which is JSON.
_START = struct.Struct("<8s32sI")
_MARK = b"SDINDEX1"
_SEALED = _START.size - 4  # where that begins which the checksum covers
_ALIGNED = 64


@dataclass(frozen=True, slots=True)
class Stamp:
    """What an index was made from. It is stale when any of these differs from the library's."""

    model: str
    count: int
    generation: str


@dataclass(frozen=True, slots=True, eq=False)
class _Rows:
    """`ids` (n,) and `vectors` (n, D) sorted by language, and which rows each language has."""

    ids: NDArray[np.int64]
    vectors: Embeddings
    languages: dict[str, slice]

    @classmethod
    def sorted(
        cls, ids: Sequence[int] | NDArray[np.int64], languages: Sequence[str], vectors: Embeddings
    ) -> "_Rows":
        codes, place = np.unique(np.asarray(languages, np.str_), return_inverse=True)
        order = np.argsort(place, kind="stable")
        return cls(
            np.asarray(ids, np.int64)[order],
            np.asarray(vectors, np.float32)[order],
            _slices(dict(zip(codes.tolist(), np.bincount(place).tolist(), strict=True))),
        )

    def best(
        self, query: NDArray[np.float32], limit: int, rows: NDArray[np.int64] | None = None
    ) -> list[tuple[int, float]]:
        """The clips among some rows, or all, whose dot product is largest; equals by their id."""
        ids = self.ids if rows is None else self.ids[rows]
        scores = (self.vectors if rows is None else self.vectors[rows]) @ query
        return _largest(ids, scores, limit)

    def best_in(
        self, query: NDArray[np.float32], limit: int, languages: Sequence[str]
    ) -> list[tuple[int, float]]:
        """The same among the clips of some languages."""
        parts = [self.languages[code] for code in {*languages} & {*self.languages}]
        found = [
            pair for p in parts for pair in _largest(self.ids[p], self.vectors[p] @ query, limit)
        ]
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))[:limit]


class Index:
    """The vectors of all clips, and which are nearest to a query. Made by `open` or `build`."""

    def __init__(self, rows: _Rows, graph: Any = None, file: mmap.mmap | None = None) -> None:
        self._rows: _Rows | None = rows
        self._graph = graph
        self._file = file

    @classmethod
    def open(cls, folder: Path, stamp: Stamp) -> "Index | None":
        """The index stored in a folder, or None if it is missing, stale or damaged."""
        try:
            with (folder / _VECTORS).open("rb") as stored:
                file = mmap.mmap(stored.fileno(), 0, access=mmap.ACCESS_READ)
            told, start = _description(file)
            if told["stamp"] != asdict(stamp):
                raise ValueError("made from other vectors")
            graph = _loaded(folder / _GRAPH, told) if told["graph"] else None
            return cls(_mapped(file, start, told), graph, file)
        except (OSError, ValueError, KeyError, TypeError, RuntimeError, struct.error):
            return None

    @classmethod
    def build(
        cls,
        folder: Path,
        stamp: Stamp,
        ids: Sequence[int] | NDArray[np.int64],
        languages: Sequence[str],
        vectors: Embeddings,
        *,
        graph: bool | None = None,
    ) -> "Index":
        """Make an index and store it; where the folder cannot be written, keep it in memory.

        `vectors` is (n, D), each of unit length. `graph` says whether to make one, None that
        their number decides. An index of this folder that is still open is to be closed before.
        """
        rows = _Rows.sorted(ids, languages, vectors)
        wanted = len(rows.ids) >= GRAPH_FROM if graph is None else graph
        made = _made(rows) if wanted and len(rows.ids) else None
        try:
            folder.mkdir(parents=True, exist_ok=True)
            _store(folder, stamp, rows, made)
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
            return self._rows.best_in(query, limit, languages)
        if self._graph is None or limit > CANDIDATES // 2:
            return self._rows.best(query, limit)
        return self._rows.best(query, limit, self._near(query))

    def close(self) -> None:
        """Let go of the file, so that it can be replaced. Nothing is found afterwards."""
        self._rows = self._graph = None
        if self._file is not None:
            self._file.close()
            self._file = None

    def _near(self, query: NDArray[np.float32]) -> NDArray[np.int64] | None:
        """The rows that the graph proposes; None, which is all, if it reaches too few."""
        many = min(CANDIDATES, self._graph.get_current_count())
        self._graph.set_ef(_REACH)  # not kept in its file
        try:
            rows, _ = self._graph.knn_query(query, k=many, num_threads=1)
        except RuntimeError:
            return None
        return np.asarray(rows[0], np.int64)


def _largest(
    ids: NDArray[np.int64], scores: NDArray[np.float32], limit: int
) -> list[tuple[int, float]]:
    if len(scores) > limit:
        worst = np.partition(scores, len(scores) - limit)[len(scores) - limit]
        kept = np.flatnonzero(scores >= worst)  # more than `limit` where scores are equal
        ids, scores = ids[kept], scores[kept]
    order = np.lexsort((ids, -scores))[:limit]
    return list(zip(ids[order].tolist(), scores[order].tolist(), strict=True))


def _slices(counts: dict[str, int]) -> dict[str, slice]:
    ends = np.cumsum([0, *counts.values()]).tolist()
    return {code: slice(*ends[i : i + 2]) for i, code in enumerate(counts)}


def _made(rows: _Rows) -> Any:
    import hnswlib

    graph = hnswlib.Index(space="ip", dim=rows.vectors.shape[1])
    graph.init_index(len(rows.ids), M=_NEIGHBOURS, ef_construction=_WIDTH)
    graph.add_items(rows.vectors, np.arange(len(rows.ids)))
    return graph


def _store(folder: Path, stamp: Stamp, rows: _Rows, graph: Any) -> None:
    """Write both files beside the ones that are there, then put them in their place."""
    new = [folder / f"{name}.new" for name in (_VECTORS, _GRAPH)]
    try:
        if graph is not None:
            graph.save_index(str(new[1]))  # says nothing when the disk is full
            if new[1].stat().st_size != graph.index_file_size():
                raise OSError("the graph was not written whole")
        told = {
            "stamp": asdict(stamp),
            "shape": rows.vectors.shape,
            "languages": {code: part.stop - part.start for code, part in rows.languages.items()},
            "graph": "" if graph is None else _checksum(new[1]),
        }
        text = json.dumps(told).encode()
        text += b" " * (-(_START.size + len(text)) % _ALIGNED)
        rest = [struct.pack("<I", len(text)), text, rows.ids.tobytes(), rows.vectors.tobytes()]
        checksum = hashlib.sha256()
        for part in rest:
            checksum.update(part)
        with new[0].open("wb") as file:
            file.writelines([_MARK, checksum.digest(), *rest])
        if graph is not None:
            new[1].replace(folder / _GRAPH)
        new[0].replace(folder / _VECTORS)  # last: it knows the graph's checksum
    finally:
        for path in new:
            with suppress(OSError):
                path.unlink(missing_ok=True)


def _description(file: mmap.mmap) -> tuple[dict[str, Any], int]:
    """What a file of vectors tells about itself, and where its rows start."""
    mark, checksum, length = _START.unpack_from(file)
    if mark != _MARK or hashlib.sha256(memoryview(file)[_SEALED:]).digest() != checksum:
        raise ValueError("another version, or changed since it was written")
    start = _START.size + length
    return json.loads(file[_START.size : start]), start


def _mapped(file: mmap.mmap, start: int, told: dict[str, Any]) -> _Rows:
    count, width = told["shape"]
    ids = np.frombuffer(file, "<i8", count, start)
    vectors = np.frombuffer(file, "<f4", count * width, start + ids.nbytes)
    return _Rows(ids, vectors.reshape(count, width), _slices(told["languages"]))


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
