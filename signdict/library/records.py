"""Signs, clips and vectors as rows of a library, and rows as signs and clips."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from signdict.core import types
from signdict.core.types import Clip, Embeddings, FloatArray, Sign, Source
from signdict.library import textindex

_SIGNS = """SELECT signs.id, gloss, sign_language, spoken_language, variant, concept,
    name, title, licence, attribution, version, url
    FROM signs JOIN sources ON sources.name = signs.source """

#: The tokens of one model: of the clips that are here, and of those that are elsewhere.
TOKENS = (
    "SELECT moments, tokens FROM vectors"
    " JOIN clips ON clips.id = vectors.clip JOIN signs ON signs.id = clips.sign"
    " WHERE model = ? AND source NOT IN hidden ORDER BY sign_language, clips.id",
    "SELECT moments, tokens FROM readings WHERE model = ? ORDER BY digest",
)


@dataclass(frozen=True, slots=True)
class NewClip:
    """A clip to be added. `digest` tells it from every other; translations: (language, text);
    `tracker` found its landmarks, unless they came in a file."""

    gloss: str
    sign_language: str
    source: str
    digest: str
    spoken_language: str = ""
    variant: str = ""
    concept: str = ""
    signer: str = ""
    media: Path | None = None
    start: float | None = None
    end: float | None = None
    translations: tuple[tuple[str, str], ...] = ()
    tracker: str = ""


def listed(ids: Iterable[int]) -> str:
    """Ids, also NumPy's, as one parameter for `IN (SELECT value FROM json_each(?))`."""
    return json.dumps([int(number) for number in ids])


def signs(connection: sqlite3.Connection, ids: Sequence[int]) -> list[Sign]:
    """Return the signs of these numbers with their clips, in the order of the alphabet."""
    where = (
        "WHERE signs.id IN (SELECT value FROM json_each(?))"
        " ORDER BY place, sign_language, variant, signs.id"
    )
    return _signs(connection, where, [listed(ids)])


def page(
    connection: sqlite3.Connection, languages: Sequence[str], limit: int, offset: int
) -> list[Sign]:
    """Return a page of all signs, or all of some languages, in the order of the alphabet."""
    where = (
        "WHERE (? = '[]' OR sign_language IN (SELECT value FROM json_each(?)))"
        " AND source NOT IN hidden"
        " ORDER BY place, sign_language, variant, signs.id LIMIT ? OFFSET ?"
    )
    chosen = json.dumps(list(languages))
    return _signs(connection, where, [chosen, chosen, limit, offset])


def called(
    connection: sqlite3.Connection, gloss: str, sign_language: str, variant: str
) -> list[tuple[int, str]]:
    """Return (id, source) of the signs with this gloss, in any case, language and variant."""
    return connection.execute(
        "SELECT id, source FROM signs WHERE place = ? AND sign_language = ? AND variant = ?"
        " ORDER BY gloss = ? DESC, id",
        [gloss.casefold(), sign_language, variant, gloss],
    ).fetchall()


def items(connection: sqlite3.Connection) -> list[types.SignSummary]:
    """Return every sign as a line of the catalogue, in the order of the alphabet."""
    return types.sign_summaries(
        connection.execute(
            "SELECT id, gloss, variant, sign_language, spoken_language, concept, source FROM signs"
            " WHERE source NOT IN hidden"
            " ORDER BY place, sign_language, variant, id"
        ).fetchall(),
        connection.execute("SELECT sign, id FROM clips ORDER BY id").fetchall(),
        connection.execute("SELECT * FROM translations").fetchall(),
    )


def _signs(connection: sqlite3.Connection, where: str, values: Sequence[object]) -> list[Sign]:
    rows = connection.execute(_SIGNS + where, values).fetchall()
    clips: dict[int, list[Clip]] = {row[0]: [] for row in rows}
    for number, sign, media, *rest in connection.execute(
        'SELECT id, sign, media, start, "end", signer FROM clips'
        " WHERE sign IN (SELECT value FROM json_each(?)) ORDER BY id",
        [listed(clips)],
    ):
        clips[sign].append(Clip(number, sign, Path(media) if media else None, *rest))
    return [
        Sign(
            number,
            gloss,
            sign_language,
            spoken,
            variant,
            concept,
            Source(*of),
            tuple(clips[number]),
        )
        for number, gloss, sign_language, spoken, variant, concept, *of in rows
    ]


def add(connection: sqlite3.Connection, entry: NewClip) -> int:
    """Write a clip, and its source and sign if they are new; return the clip's id."""
    connection.execute(
        "INSERT OR IGNORE INTO sources VALUES (?, '', '', '', '', '')", [entry.source]
    )
    sign = _sign_for(connection, entry)
    media = str(entry.media) if entry.media else None
    clip = _inserted(
        connection,
        'INSERT INTO clips (sign, digest, media, start, "end", signer) VALUES (?, ?, ?, ?, ?, ?)',
        [sign, entry.digest, media, entry.start, entry.end, entry.signer],
    )
    if entry.tracker:
        put_tracker(connection, clip, entry.tracker)
    return clip


def put_tracker(connection: sqlite3.Connection, clip: int, tracker: str) -> None:
    """Remember what found the landmarks of a clip."""
    connection.execute(
        "CREATE TABLE IF NOT EXISTS made_with (clip INTEGER PRIMARY KEY"
        " REFERENCES clips (id) ON DELETE CASCADE, tracker TEXT NOT NULL)"
    )
    connection.execute("INSERT OR REPLACE INTO made_with VALUES (?, ?)", [clip, tracker])


def put_vectors(
    connection: sqlite3.Connection, model: str, clips: Iterable[int], made: Embeddings
) -> None:
    """Write what one model made of clips, in place of what it made before."""
    connection.executemany(
        "INSERT OR REPLACE INTO vectors (clip, model, vector, length, tokens, moments)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        ((int(clip), model, *row) for clip, row in zip(clips, _stored(made), strict=True)),
    )
    changed(connection)


def put_readings(
    connection: sqlite3.Connection, model: str, digests: Iterable[str], made: Embeddings
) -> None:
    """Write what a model made of clips of another library, by their digests."""
    connection.executemany(
        "INSERT OR REPLACE INTO readings (digest, model, vector, length, tokens, moments)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        ((digest, model, *row) for digest, row in zip(digests, _stored(made), strict=True)),
    )
    changed(connection)


def forget(connection: sqlite3.Connection, model: str) -> None:
    """Remove every vector of a model."""
    connection.execute("DELETE FROM vectors WHERE model = ?", [model])
    connection.execute("DELETE FROM readings WHERE model = ?", [model])
    changed(connection)


def matrix(blobs: Sequence[bytes]) -> FloatArray:
    """Put stored vectors together: (n, D). Raise ValueError if they differ in size."""
    if len(set(map(len, blobs))) > 1 or len(blobs[0]) % 4:
        raise ValueError("vectors of several sizes")
    return np.frombuffer(bytearray().join(blobs), "<f4").reshape(len(blobs), -1)


def cube(rows: Sequence[tuple[int | None, bytes | None]]) -> NDArray[np.float16] | None:
    """Put stored tokens together, each with their number: (n, K, d).

    None unless every clip has some, as many and as long as those of the others.
    """
    if not rows:
        return np.zeros((0, 0, 0), np.float16)
    shapes = {(moments, len(tokens)) for moments, tokens in rows if moments and tokens}
    if len(shapes) != 1 or not all(moments and tokens for moments, tokens in rows):
        return None
    ((moments, size),) = shapes
    if size % (2 * moments):
        return None
    together = bytearray().join(tokens for _, tokens in rows if tokens)
    return np.frombuffer(together, "<f2").reshape(len(rows), moments, -1)


def _stored(made: Embeddings) -> Iterator[tuple[bytes, float, bytes | None, int | None]]:
    """Each reading as it is stored: the vector, its length, the tokens, their number."""
    if made.tokens is None:
        yield from ((*_measured(vector), None, None) for vector in made.vectors)
        return
    most = np.finfo(np.float16).max
    for vector, tokens in zip(made.vectors, made.tokens, strict=True):
        half = np.asarray(np.clip(tokens, -most, most), "<f2")
        yield *_measured(vector), half.tobytes(), len(half)


def _measured(vector: FloatArray) -> tuple[bytes, float]:
    """A model's own vector as it is stored: scaled to length 1, and the length it had."""
    array = np.asarray(vector, "<f4")
    length = float(np.linalg.norm(array))
    if length and abs(length - 1) > 1e-6:
        array = array / np.float32(length)
    return array.tobytes(), length


def changed(connection: sqlite3.Connection) -> None:
    """Tell that vectors are other than before."""
    connection.execute("UPDATE state SET generation = generation + 1")


def _sign_for(connection: sqlite3.Connection, entry: NewClip) -> int:
    """Return the sign that a clip belongs to, made if it is new, findable by all its names."""
    found = connection.execute(
        "SELECT id FROM signs WHERE source = ? AND gloss = ? AND sign_language = ? AND variant = ?",
        [entry.source, entry.gloss, entry.sign_language, entry.variant],
    ).fetchone()
    sign: int = found[0] if found else _new_sign(connection, entry)
    for language, text in entry.translations:
        row = [sign, language, text]
        new = connection.execute("INSERT OR IGNORE INTO translations VALUES (?, ?, ?)", row)
        if new.rowcount > 0:
            textindex.write(connection, sign, text, gloss=False)
    return sign


def _new_sign(connection: sqlite3.Connection, entry: NewClip) -> int:
    sign = _inserted(
        connection,
        "INSERT INTO signs (gloss, place, sign_language, spoken_language, variant, concept, source)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        [entry.gloss, entry.gloss.casefold(), entry.sign_language, entry.spoken_language,
         entry.variant, entry.concept, entry.source],
    )  # fmt: skip
    textindex.write(connection, sign, entry.gloss, gloss=True)
    return sign


def _inserted(connection: sqlite3.Connection, sql: str, values: Sequence[object]) -> int:
    number = connection.execute(sql, values).lastrowid
    assert number is not None  # noqa: S101 - SQLite numbers every row that it inserts
    return number
