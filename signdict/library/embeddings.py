"""The rows of vectors and frame tokens: what models made of clips."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from signdict.core.errors import LibraryError
from signdict.core.types import Embeddings, FloatArray, IntArray

HalfTokens: TypeAlias = NDArray[np.float16]
#: Clip ids (n,), their sign languages, and their unit vectors (n, D).
ClipVectors: TypeAlias = tuple[IntArray, list[str], FloatArray]

_FOREIGN = " FROM foreign_vectors WHERE model = ? ORDER BY digest"
_OF_CLIPS = (
    " FROM vectors JOIN clips ON clips.id = vectors.clip"
    " JOIN visible_signs AS signs ON signs.id = clips.sign"
    " WHERE model = ? ORDER BY sign_language, clips.id"
)


def put_vectors(
    connection: sqlite3.Connection, model: str, clips: Iterable[int], made: Embeddings
) -> None:
    """Store what a model made of clips, in place of what it made before."""
    connection.executemany(
        "INSERT OR REPLACE INTO vectors (clip, model, vector, length, tokens, moments)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        ((int(clip), model, *row) for clip, row in zip(clips, _rows(made), strict=True)),
    )
    raise_generation(connection)


def put_foreign_vectors(
    connection: sqlite3.Connection, model: str, digests: Iterable[str], made: Embeddings
) -> None:
    """Store what a model made of clips of another library, by their digests."""
    connection.executemany(
        "INSERT OR REPLACE INTO foreign_vectors (digest, model, vector, length, tokens, moments)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        ((digest, model, *row) for digest, row in zip(digests, _rows(made), strict=True)),
    )
    raise_generation(connection)


def forget(connection: sqlite3.Connection, model: str) -> None:
    """Remove every vector of a model."""
    connection.execute("DELETE FROM vectors WHERE model = ?", [model])
    connection.execute("DELETE FROM foreign_vectors WHERE model = ?", [model])
    raise_generation(connection)


def raise_generation(connection: sqlite3.Connection, above: int = 0) -> None:
    """Record that vectors changed: the new generation is higher than the old one and `above`."""
    connection.execute("UPDATE state SET generation = max(generation, ?) + 1", [above])


def generation(connection: sqlite3.Connection) -> int:
    """Return a number that rises with every change of vectors."""
    return int(connection.execute("SELECT generation FROM state").fetchone()[0])


def vectors(connection: sqlite3.Connection, model: str) -> ClipVectors:
    """Return the vectors of all visible clips by sign language, then id.

    Raise LibraryError if they differ in size.
    """
    rows = connection.execute("SELECT clips.id, sign_language, vector" + _OF_CLIPS, [model])
    ids, languages, blobs = _columns(rows, 3)
    return np.array(ids, np.int64), list(languages), _matrix(blobs)


def foreign_vectors(
    connection: sqlite3.Connection, model: str
) -> tuple[dict[str, float], FloatArray]:
    """Return what `put_foreign_vectors` stored: {digest: length} and, in its order, unit vectors.

    Raise LibraryError if they differ in size.
    """
    rows = connection.execute("SELECT digest, length, vector" + _FOREIGN, [model])
    digests, lengths, blobs = _columns(rows, 3)
    return dict(zip(digests, lengths, strict=True)), _matrix(blobs)


def tokens(connection: sqlite3.Connection, model: str) -> HalfTokens | None:
    """Return the frame tokens (n, K, d) of the clips of `vectors`, in their order.

    None unless every clip has tokens of one shape.
    """
    return _cube(connection.execute("SELECT moments, tokens" + _OF_CLIPS, [model]).fetchall())


def foreign_tokens(connection: sqlite3.Connection, model: str) -> HalfTokens | None:
    """Return the frame tokens (n, K, d) of the clips of `foreign_vectors`; None as in `tokens`."""
    return _cube(connection.execute("SELECT moments, tokens" + _FOREIGN, [model]).fetchall())


def lengths(connection: sqlite3.Connection, model: str) -> dict[int, float]:
    """Return the length of each clip's vector before it was scaled to 1: {clip id: length}."""
    return dict(connection.execute("SELECT clip, length FROM vectors WHERE model = ?", [model]))


def foreign_digests(connection: sqlite3.Connection, model: str) -> set[str]:
    """Return the digests of the clips of `foreign_vectors`."""
    rows = connection.execute("SELECT digest FROM foreign_vectors WHERE model = ?", [model])
    return {digest for (digest,) in rows}


def without_vector(connection: sqlite3.Connection, model: str) -> list[int]:
    """Return the ids of the clips that a model has not read."""
    rows = connection.execute(
        "SELECT id FROM clips WHERE NOT EXISTS (SELECT 1 FROM vectors"
        " WHERE vectors.clip = clips.id AND model = ?) ORDER BY id",
        [model],
    )
    return [clip for (clip,) in rows]


def clips_by_model(connection: sqlite3.Connection) -> dict[str, int]:
    """Return the number of clips that each model has read."""
    return dict(connection.execute("SELECT model, count(*) FROM vectors GROUP BY 1 ORDER BY 1"))


def join_vectors(parts: Sequence[ClipVectors]) -> ClipVectors:
    """Join the vectors of several libraries, in their order."""
    filled = [part for part in parts if len(part[0])]
    if not filled:
        return np.zeros(0, np.int64), [], np.zeros((0, 0), np.float32)
    ids, languages, unit = zip(*filled, strict=True)
    return np.concatenate(ids), [code for part in languages for code in part], np.concatenate(unit)


def join_tokens(parts: Sequence[HalfTokens | None]) -> HalfTokens | None:
    """Join the tokens of several libraries; None unless all have some, of one shape."""
    known = [part for part in parts if part is not None]
    filled = [part for part in known if len(part)]
    if len(known) < len(parts) or len({part.shape[1:] for part in filled}) != 1:
        return None
    return np.concatenate(filled)


def _columns(rows: Iterable[tuple[Any, ...]], count: int) -> Sequence[Sequence[Any]]:
    """Turn rows into columns, also where there are no rows."""
    return list(zip(*rows, strict=True)) or [()] * count


def _matrix(blobs: Sequence[bytes]) -> FloatArray:
    """Join stored vectors: (n, D)."""
    if not blobs:
        return np.zeros((0, 0), np.float32)
    if len(set(map(len, blobs))) > 1 or len(blobs[0]) % 4:
        raise LibraryError(
            "Some clips of this library are stored incorrectly.",
            hint="See which: signdict check",
        )
    return np.frombuffer(bytearray().join(blobs), "<f4").reshape(len(blobs), -1)


def _cube(rows: Sequence[tuple[int | None, bytes | None]]) -> HalfTokens | None:
    """Join stored tokens, each with their number: (n, K, d). None unless all have one shape."""
    if not rows:
        return np.zeros((0, 0, 0), np.float16)
    shapes = {(moments, len(blob)) for moments, blob in rows if moments and blob}
    if len(shapes) != 1 or not all(moments and blob for moments, blob in rows):
        return None
    ((moments, size),) = shapes
    if size % (2 * moments):
        return None
    joined = bytearray().join(blob for _, blob in rows if blob)
    return np.frombuffer(joined, "<f2").reshape(len(rows), moments, -1)


def _rows(made: Embeddings) -> Iterator[tuple[bytes, float, bytes | None, int | None]]:
    """Each embedding as it is stored: the vector, its length, the tokens, their number."""
    if made.tokens is None:
        yield from ((*_scaled(vector), None, None) for vector in made.vectors)
        return
    largest = np.finfo(np.float16).max
    for vector, clip_tokens in zip(made.vectors, made.tokens, strict=True):
        half = np.asarray(np.clip(clip_tokens, -largest, largest), "<f2")
        yield *_scaled(vector), half.tobytes(), len(half)


def _scaled(vector: FloatArray) -> tuple[bytes, float]:
    """A model's vector scaled to length 1, and the length it had."""
    array = np.asarray(vector, "<f4")
    length = float(np.linalg.norm(array))
    if length and abs(length - 1) > 1e-6:
        array = array / np.float32(length)
    return array.tobytes(), length
