"""The index of nearest neighbours among the vectors of all clips: a cache that can be deleted.

One file contains the vectors, sorted by sign language; a second their frame tokens, if the model
has some; from `GRAPH_FROM` rows on, a third an hnswlib graph. The rows of some languages, or few
rows, are compared exactly. Otherwise the graph proposes candidates, and these are compared exactly.
Where hnswlib is not installed, all rows are compared.
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

from signdict.core.names import encoded
from signdict.core.types import AnyArray, Embeddings, FloatArray, IntArray
from signdict.core.vectors import blend, maxsim

#: Rows and their scores, best first.
Hits: TypeAlias = tuple[IntArray, FloatArray]


@dataclass(frozen=True, slots=True, eq=False)
class VectorTable:
    """The vectors of n clips, sorted by sign language.

    `ids` (n,), `vectors` (n, D), `tokens` (n, K, d) or None, and the rows of each language.
    """

    ids: IntArray
    vectors: FloatArray
    languages: dict[str, slice]
    tokens: NDArray[np.float16] | None = None

    @classmethod
    def sorted(
        cls,
        ids: Sequence[int] | IntArray,
        languages: Sequence[str],
        vectors: FloatArray,
        tokens: AnyArray | None = None,
    ) -> "VectorTable":
        """Sort clips by language; `tokens` (n, K, d) have length 1."""
        codes, code_of = np.unique(np.asarray(languages, np.str_), return_inverse=True)
        order = np.argsort(code_of, kind="stable")
        return cls(
            np.asarray(ids, np.int64)[order],
            np.asarray(vectors, np.float32)[order],
            slices(dict(zip(codes.tolist(), np.bincount(code_of).tolist(), strict=True))),
            np.asarray(tokens, np.float16)[order] if tokens is not None and len(order) else None,
        )

    def nearest(self, query: FloatArray, limit: int, rows: IntArray | None = None) -> Hits:
        """Return the rows, among some or all, with the largest dot product; equal ones by id."""
        scores = (self.vectors if rows is None else self.vectors[rows]) @ query
        best = _largest(self.ids if rows is None else self.ids[rows], scores, limit)
        return (best if rows is None else rows[best]), scores[best]

    def nearest_in(self, query: FloatArray, limit: int, languages: Sequence[str]) -> Hits:
        """Return the same among the rows of some languages."""
        rows, scores = np.zeros(0, np.int64), np.zeros(0, np.float32)
        for code in {*languages} & {*self.languages}:
            part = self.languages[code]
            part_scores = self.vectors[part] @ query
            best = _largest(self.ids[part], part_scores, limit)
            rows = np.concatenate([rows, part.start + best])
            scores = np.concatenate([scores, part_scores[best]])
        best = _largest(self.ids[rows], scores, limit)
        return rows[best], scores[best]

    def rows_of(self, clips: Sequence[int], languages: Sequence[str] = ()) -> IntArray:
        """Return the rows of clips, in some languages or all."""
        wanted = np.isin(self.ids, np.asarray(clips, np.int64))
        if languages:
            spoken = np.zeros(len(self.ids), bool)
            for code in {*languages} & {*self.languages}:
                spoken[self.languages[code]] = True
            wanted &= spoken
        return np.flatnonzero(wanted)

    def tokens_of(self, rows: IntArray) -> FloatArray | None:
        """Return the tokens (n, K, d) of some rows, or None."""
        return None if self.tokens is None else self.tokens[rows].astype(np.float32)

    def ordered(self, tokens: FloatArray, hits: Hits, share: float) -> Hits:
        """Order hits by `blend` of their cosines and tokens (K, d); unchanged without tokens."""
        rows, cosines = hits
        if self.tokens is None:
            return hits
        scores = blend(cosines, maxsim(tokens, self.tokens, rows), share)
        best = _largest(self.ids[rows], scores, len(rows))
        return rows[best], scores[best]


def slices(counts: dict[str, int]) -> dict[str, slice]:
    """Return the rows of each language from the numbers of its rows."""
    ends = np.cumsum([0, *counts.values()]).tolist()
    return {code: slice(*ends[i : i + 2]) for i, code in enumerate(counts)}


def _largest(ids: IntArray, scores: FloatArray, limit: int) -> IntArray:
    """Return where the largest scores are, largest first; of equal ones the smaller id first."""
    rows = np.arange(len(scores))
    if len(scores) > limit:
        worst = np.partition(scores, len(scores) - limit)[len(scores) - limit]
        rows = np.flatnonzero(scores >= worst)  # more than `limit` if scores are equal
    return rows[np.lexsort((ids[rows], -scores[rows]))[:limit]]


#: The number of rows from which on a graph is faster than comparing all of them.
GRAPH_FROM = 20_000
#: The number of clips that may be added or removed before the graph is built again.
MOST_CHANGES = 1_000
#: The number of rows that the graph proposes. It is used up to a limit of half of that.
CANDIDATES = 256
_REACH = 512  # hnswlib's ef: the rows it visits for these, which determines what it misses
_NEIGHBOURS, _WIDTH = 16, 200  # hnswlib's M and ef_construction

_VECTORS, _TOKENS, _GRAPH = "vectors.bin", "tokens.bin", "graph.bin"
#: Magic number with version; checksum of all that follows; length of the header, which is JSON.
_START = struct.Struct("<8s32sI")
_MARK = b"SDINDEX2"
_SEALED = _START.size - 4  # where the part starts that the checksum covers
_ALIGNED = 64


@dataclass(frozen=True, slots=True)
class Stamp:
    """What an index was built from. It is stale if any of these differs from the library's."""

    model: str
    count: int
    generation: str


class VectorIndex:
    """Finds the clips that are most similar to a query. Create it with `open` or `build`."""

    def __init__(
        self, table: VectorTable, graph: Any = None, files: Sequence[mmap.mmap] = ()
    ) -> None:
        self._table: VectorTable | None = table
        self.graph = graph
        self._files = files

    @classmethod
    def open(cls, folder: Path, stamp: Stamp) -> "VectorIndex | None":
        """Open the index of a folder. Return None if it is missing, stale or damaged."""
        try:
            files = [_file(folder / _VECTORS)]
            header, start = _header(files[0])
            if header["stamp"] != asdict(stamp):
                raise ValueError("built from other vectors")
            library = _hnswlib() if header["graph"] or header.get("incomplete") else None
            if library and header.get("incomplete"):
                raise ValueError("built where hnswlib was not installed")
            if header["tokens"]:
                files.append(_file(folder / _TOKENS))
            graph = None
            if library and header["graph"]:
                graph = _load_graph(library, folder / _GRAPH, header)
            tokens = _tokens(files[1], header) if header["tokens"] else None
            return cls(_table(files[0], start, header, tokens), graph, files)
        except (OSError, ValueError, KeyError, TypeError, RuntimeError, struct.error):
            return None

    @classmethod
    def build(
        cls, folder: Path, stamp: Stamp, table: VectorTable, *, graph: bool | None = None
    ) -> "VectorIndex":
        """Build an index and store it; if the folder is not writable, keep it in memory.

        `graph` says whether to build a graph; None decides by the number of clips and by how many
        changed since the last graph. Close an index of this folder first. Without hnswlib no graph
        is built.
        """
        changes = _changes(folder, stamp)
        wanted = len(table.ids) >= GRAPH_FROM and not changes if graph is None else graph
        built = _build_graph(table) if wanted and len(table.ids) else None
        try:
            folder.mkdir(parents=True, exist_ok=True)
            _store(folder, stamp, table, built, None if wanted else changes)
        except OSError:
            return cls(table, built)
        return cls.open(folder, stamp) or cls(table, built)

    def search(
        self,
        query: FloatArray,
        limit: int,
        languages: Sequence[str] = (),
        clips: Sequence[int] | None = None,
    ) -> list[tuple[int, float]]:
        """Return the clips nearest to a unit vector (D,) as (id, dot product), best first.

        `clips` are the only ones that are searched; None for all.
        """
        if self._table is None or limit < 1 or not len(self._table.ids):
            return []
        query = np.asarray(query, np.float32)
        if clips is not None:
            hits = self._table.nearest(query, limit, self._table.rows_of(clips, languages))
        elif languages:
            hits = self._table.nearest_in(query, limit, languages)
        else:
            rows = self._candidates(query, CANDIDATES) if limit <= CANDIDATES // 2 else None
            hits = self._table.nearest(query, limit, rows)
        return _with_ids(self._table, hits)

    def ordered(
        self,
        query: FloatArray,
        tokens: FloatArray,
        limit: int,
        share: float,
        languages: Sequence[str] = (),
        clips: Sequence[int] | None = None,
    ) -> list[tuple[int, float]]:
        """Return the clips nearest to a unit vector (D,), ordered by tokens (K, d), best first.

        Scores are those of `vectors.blend`. Only the candidates of the graph are compared: what it
        misses has a low score. `clips` are the only ones that are searched; None for all.
        """
        if self._table is None or limit < 1 or not len(self._table.ids):
            return []
        if clips is not None:
            hits = self._table.nearest(query, limit, self._table.rows_of(clips, languages))
        elif languages:
            hits = self._table.nearest_in(query, limit, languages)
        else:
            hits = self._table.nearest(query, limit, self._candidates(query, limit))
        return _with_ids(self._table, self._table.ordered(tokens, hits, share))

    def of(self, clips: Iterable[int]) -> tuple[IntArray, Embeddings]:
        """Return the ids and embeddings of clips; those that are not in the index are skipped."""
        table = self._table
        if table is None:
            return np.zeros(0, np.int64), Embeddings(np.zeros((0, 0), np.float32))
        rows = np.flatnonzero(np.isin(table.ids, list(clips)))
        return table.ids[rows], Embeddings(table.vectors[rows], table.tokens_of(rows))

    def close(self) -> None:
        """Close the files, so that they can be replaced. Later searches find nothing."""
        self._table = self.graph = None
        for file in self._files:
            file.close()
        self._files = ()

    def _candidates(self, query: FloatArray, count: int) -> IntArray | None:
        """Return the rows that the graph proposes; None, which means all, if it has too few."""
        if self.graph is None:
            return None
        count = min(count, self.graph.get_current_count())
        self.graph.set_ef(max(_REACH, 2 * count))  # not stored in its file
        try:
            rows, _ = self.graph.knn_query(query, k=count, num_threads=1)
        except RuntimeError:
            return None
        return np.asarray(rows[0], np.int64)


def _with_ids(table: VectorTable, hits: Hits) -> list[tuple[int, float]]:
    rows, scores = hits
    return list(zip(table.ids[rows].tolist(), scores.tolist(), strict=True))


def has_graphs() -> bool:
    """Return whether hnswlib is installed; without it every search compares all rows."""
    return _hnswlib() is not None


def _hnswlib() -> Any:
    """Return the module hnswlib, which is installed only where it can be compiled, or None."""
    try:
        import hnswlib
    except ImportError:
        return None
    return hnswlib


def _build_graph(table: VectorTable) -> Any:
    hnswlib = _hnswlib()
    if hnswlib is None:
        return None
    graph = hnswlib.Index(space="ip", dim=table.vectors.shape[1])
    graph.init_index(len(table.ids), M=_NEIGHBOURS, ef_construction=_WIDTH)
    graph.add_items(table.vectors, np.arange(len(table.ids)))
    return graph


def _changes(folder: Path, stamp: Stamp) -> int:
    """Return the number of clips added or removed since the last graph; 0 to build another.

    For 100,000 clips on two busy cores an index with a graph took more than 200 s, one without 4 s
    (and each query 60 ms). So the next query finds a newly taught sign, and the graph waits.
    """
    try:
        file = _file(folder / _VECTORS)
        try:
            header, _ = _header(file)
        finally:
            file.close()
        before = Stamp(**header["stamp"])
        changes = int(header.get("changes", 0)) + max(1, abs(stamp.count - before.count))
    except (OSError, ValueError, KeyError, TypeError, struct.error):
        return 0
    few = before.count >= GRAPH_FROM and changes <= MOST_CHANGES
    return changes if few and before.model == stamp.model and before != stamp else 0


def _store(folder: Path, stamp: Stamp, table: VectorTable, graph: Any, changes: int | None) -> None:
    """Write all files next to the old ones, then replace these.

    `changes` were made since the last graph; None if a graph was wanted now.
    Not `core.files`: the three files are replaced together, the one with the checksums last.
    """
    new = [folder / f"{name}.new" for name in (_VECTORS, _TOKENS, _GRAPH)]
    try:
        if graph is not None:
            graph.save_index(encoded(new[2]))  # reports no error if the disk is full
            if new[2].stat().st_size != graph.index_file_size():
                raise OSError("the graph is incomplete")
        if table.tokens is not None:
            with new[1].open("wb") as file:
                file.write(table.tokens.data)
        header = {
            "stamp": asdict(stamp),
            "changes": changes or 0,
            "incomplete": changes is None and graph is None and len(table.ids) > 0,
            "shape": table.vectors.shape,
            "languages": {code: part.stop - part.start for code, part in table.languages.items()},
            "moments": () if table.tokens is None else table.tokens.shape[1:],
            "tokens": "" if table.tokens is None else _checksum(new[1]),
            "graph": "" if graph is None else _checksum(new[2]),
        }
        text = json.dumps(header).encode()
        text += b" " * (-(_START.size + len(text)) % _ALIGNED)
        rest = [struct.pack("<I", len(text)), text, table.ids.tobytes(), table.vectors.tobytes()]
        checksum = hashlib.sha256()
        for part in rest:
            checksum.update(part)
        with new[0].open("wb") as file:
            file.writelines([_MARK, checksum.digest(), *rest])
        if table.tokens is not None:
            new[1].replace(folder / _TOKENS)
        if graph is not None:
            new[2].replace(folder / _GRAPH)
        new[0].replace(folder / _VECTORS)  # last: it has the checksums of the others
    finally:
        for path in new:
            with suppress(OSError):
                path.unlink(missing_ok=True)


def _file(path: Path) -> mmap.mmap:
    with path.open("rb") as stored:
        return mmap.mmap(stored.fileno(), 0, access=mmap.ACCESS_READ)


def _header(file: mmap.mmap) -> tuple[dict[str, Any], int]:
    """Return the header of a file of vectors, and the offset of its rows."""
    mark, checksum, length = _START.unpack_from(file)
    if mark != _MARK or hashlib.sha256(memoryview(file)[_SEALED:]).digest() != checksum:
        raise ValueError("another version, or changed since it was written")
    start = _START.size + length
    return json.loads(file[_START.size : start]), start


def _table(
    file: mmap.mmap, start: int, header: dict[str, Any], tokens: NDArray[np.float16] | None
) -> VectorTable:
    count, width = header["shape"]
    ids = np.frombuffer(file, "<i8", count, start)
    vectors = np.frombuffer(file, "<f4", count * width, start + ids.nbytes)
    return VectorTable(ids, vectors.reshape(count, width), slices(header["languages"]), tokens)


def _tokens(file: mmap.mmap, header: dict[str, Any]) -> NDArray[np.float16]:
    """Return the tokens of the rows after checking the checksum, which takes 0.14 s of one core for
    the 200 MB of 100,000 clips."""
    if hashlib.sha256(file).hexdigest() != header["tokens"]:
        raise ValueError("other tokens, or changed since they were written")
    return np.frombuffer(file, "<f2").reshape(header["shape"][0], *header["moments"])


def _load_graph(hnswlib: Any, path: Path, header: dict[str, Any]) -> Any:
    """Load the graph; hnswlib gets no byte of it before its checksum is verified."""
    if _checksum(path) != header["graph"]:
        raise ValueError("another graph, or changed since it was written")
    graph = hnswlib.Index(space="ip", dim=header["shape"][1])
    graph.load_index(encoded(path))
    return graph


def _checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
