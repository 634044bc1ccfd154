"""The rows of signs and clips: every query for them, and how they are added."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from signdict.core import types
from signdict.core.errors import ManifestError
from signdict.core.kinds import WORD, SignKind
from signdict.core.names import decoded, encoded
from signdict.core.text import uncased
from signdict.core.types import Clip, Embeddings, Sign, Source
from signdict.library import embeddings, sources

_SIGNS = (
    "SELECT signs.id, gloss, sign_language, spoken_language, variant, concept, kind,"
    " name, title, licence, attribution, version, url"
    " FROM {} AS signs JOIN sources ON sources.name = signs.source "
)
_SOME_SIGNS, _VISIBLE_SIGNS = _SIGNS.format("signs"), _SIGNS.format("visible_signs")
_IN = "IN (SELECT value FROM json_each(?))"
_BY_ALPHABET = " ORDER BY place, sign_language, variant, signs.id"


@dataclass(frozen=True, slots=True)
class NewClip:
    """A clip to be added. `digest` identifies it; `translations` are (language, text); `tracker`
    found its landmarks, unless they came in a file. With `guessed_rate`, its frame rate is not
    known."""

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
    kind: SignKind = WORD
    guessed_rate: bool = False


def signs(connection: sqlite3.Connection, ids: Sequence[int]) -> list[Sign]:
    """Return the signs with these ids and their clips, in alphabetical order."""
    where = f"WHERE signs.id {_IN}{_BY_ALPHABET}"
    return _with_clips(connection, _SOME_SIGNS + where, [_as_json(ids)])


def page(
    connection: sqlite3.Connection, languages: Sequence[str], limit: int, offset: int,
    kinds: Sequence[SignKind] = (),
) -> list[Sign]:  # fmt: skip
    """Return a page of the visible signs of some sign languages and kinds, or all, in alphabetical
    order."""
    where = (
        f"WHERE (? = '[]' OR sign_language {_IN}) AND (? = '[]' OR kind {_IN})"
        f"{_BY_ALPHABET} LIMIT ? OFFSET ?"
    )
    codes, chosen = json.dumps(list(languages)), json.dumps(list(kinds))
    values = [codes, codes, chosen, chosen, limit, offset]
    return _with_clips(connection, _VISIBLE_SIGNS + where, values)


def called(
    connection: sqlite3.Connection, gloss: str, sign_language: str, variant: str
) -> list[tuple[int, str, str]]:
    """Return (id, source, gloss) of the signs with this gloss in any case, language and variant.

    ß and ss count as the same letters here; the exact gloss comes first.
    """
    return connection.execute(
        "SELECT id, source, gloss FROM signs WHERE place = ? AND sign_language = ? AND variant = ?"
        " ORDER BY gloss = ? DESC, id",
        [gloss.casefold(), sign_language, variant, gloss],
    ).fetchall()


def sign_with(
    connection: sqlite3.Connection, source: str, gloss: str, sign_language: str, variant: str
) -> int | None:
    """Return the id of the sign of a source with exactly this gloss, language and variant."""
    row = connection.execute(
        "SELECT id FROM signs WHERE source = ? AND gloss = ? AND sign_language = ? AND variant = ?",
        [source, gloss, sign_language, variant],
    ).fetchone()
    return int(row[0]) if row else None


def summaries(connection: sqlite3.Connection) -> list[types.SignSummary]:
    """Return a summary of every visible sign, in alphabetical order."""
    return types.sign_summaries(
        connection.execute(
            "SELECT id, gloss, variant, sign_language, spoken_language, concept, source, kind"
            f" FROM visible_signs AS signs{_BY_ALPHABET}"
        ).fetchall(),
        connection.execute("SELECT sign, id FROM clips ORDER BY id").fetchall(),
        connection.execute("SELECT * FROM translations").fetchall(),
    )


def titles(connection: sqlite3.Connection, ids: Sequence[int]) -> list[tuple[int, str, str]]:
    """Return each gloss and translation of signs: id, spoken language, text."""
    chosen = _as_json(ids)
    return connection.execute(
        f"SELECT id, spoken_language, gloss FROM signs WHERE id {_IN} UNION ALL"
        f" SELECT sign, spoken_language, text FROM translations WHERE sign {_IN}",
        [chosen, chosen],
    ).fetchall()


def of_concept(connection: sqlite3.Connection, concept: str) -> list[int]:
    """Return the ids of the signs of a concept in any case."""
    same_length = "SELECT id, concept FROM signs WHERE length(concept) = length(?)"
    rows = connection.execute(same_length, [concept])
    return [sign for sign, name in rows if uncased(name) == uncased(concept)]


def names(connection: sqlite3.Connection, spoken: Sequence[str] = ()) -> list[tuple[int, str, str]]:
    """Return each gloss and translation of the visible words: sign id, sign language, text.

    With `spoken`, only those in these spoken languages, or in an unknown one. Letters have names,
    but no meaning.
    """
    chosen = json.dumps([*spoken, ""]) if spoken else "[]"
    condition = f"WHERE kind = 'word' AND (? = '[]' OR {{}}.spoken_language {_IN})"
    return connection.execute(
        f"SELECT id, sign_language, gloss FROM visible_signs AS signs {condition.format('signs')}"
        " UNION ALL SELECT sign, sign_language, text FROM translations"
        f" JOIN visible_signs AS signs ON signs.id = sign {condition.format('translations')}",
        [chosen] * 4,
    ).fetchall()


def count(connection: sqlite3.Connection) -> int:
    """Return the number of signs, also of sources that are switched off."""
    return int(connection.execute("SELECT count(*) FROM signs").fetchone()[0])


def by_language_and_kind(connection: sqlite3.Connection) -> list[tuple[str, SignKind, int]]:
    """Return each sign language and kind with its number of visible signs."""
    return connection.execute(
        "SELECT sign_language, kind, count(*) FROM visible_signs GROUP BY 1, 2 ORDER BY 1, 2"
    ).fetchall()


def clips_of_kind(connection: sqlite3.Connection, kind: SignKind) -> list[int]:
    """Return the ids of the clips of the visible signs of a kind."""
    rows = connection.execute(
        "SELECT clips.id FROM clips JOIN visible_signs AS signs ON signs.id = sign WHERE kind = ?",
        [kind],
    )
    return [clip for (clip,) in rows]


def by_spoken_language(connection: sqlite3.Connection) -> list[tuple[str, int]]:
    """Return each known spoken language with its number of glosses and translations."""
    return connection.execute(
        "SELECT spoken_language, count(*) FROM (SELECT spoken_language FROM signs UNION ALL"
        " SELECT spoken_language FROM translations) WHERE spoken_language <> '' GROUP BY 1"
    ).fetchall()


def clip_ids(connection: sqlite3.Connection) -> list[int]:
    """Return the ids of all clips in ascending order."""
    return [clip for (clip,) in connection.execute("SELECT id FROM clips ORDER BY id")]


def visible_clip_ids(connection: sqlite3.Connection) -> set[int]:
    """Return the ids of the clips of the visible signs."""
    rows = connection.execute(
        "SELECT clips.id FROM clips JOIN visible_signs AS signs ON signs.id = sign"
    )
    return {clip for (clip,) in rows}


def clip_with(connection: sqlite3.Connection, digest: str) -> int | None:
    """Return the id of the clip with this digest."""
    row = connection.execute("SELECT id FROM clips WHERE digest = ?", [digest]).fetchone()
    return int(row[0]) if row else None


def sign_of_clips(connection: sqlite3.Connection, ids: Sequence[int]) -> dict[int, int]:
    """Return the sign of each clip: {clip id: sign id}."""
    where = f"SELECT id, sign FROM clips WHERE id {_IN}"
    return dict(connection.execute(where, [_as_json(ids)]).fetchall())


def digests_of(connection: sqlite3.Connection, ids: Sequence[int]) -> dict[int, str]:
    """Return the digest of each clip: {clip id: digest}."""
    where = f"SELECT id, digest FROM clips WHERE id {_IN}"
    return dict(connection.execute(where, [_as_json(ids)]).fetchall())


def digests(connection: sqlite3.Connection) -> list[tuple[int, str, str]]:
    """Return (id, digest, sign language) of all clips, by language, then id."""
    return connection.execute(
        "SELECT clips.id, digest, sign_language FROM clips JOIN signs ON signs.id = clips.sign"
        " ORDER BY sign_language, clips.id"
    ).fetchall()


def packed_pose(connection: sqlite3.Connection, clip: int) -> bytes | None:
    """Return the packed pose of a clip."""
    row = connection.execute("SELECT packed FROM poses WHERE clip = ?", [clip]).fetchone()
    return row[0] if row else None


def packed_poses(connection: sqlite3.Connection) -> Iterable[tuple[int, bytes]]:
    """Return the packed pose of every clip: (clip id, bytes)."""
    return connection.execute("SELECT clip, packed FROM poses")


def lowest_id(connection: sqlite3.Connection) -> int | None:
    """Return the lowest id of a sign."""
    lowest: int | None = connection.execute("SELECT min(id) FROM signs").fetchone()[0]
    return lowest


def media(connection: sqlite3.Connection) -> list[Path]:
    """Return every video that clips come from."""
    rows = connection.execute(
        "SELECT DISTINCT media FROM clips WHERE media IS NOT NULL ORDER BY media"
    )
    return [decoded(path) for (path,) in rows]


def clips_by_tracker(connection: sqlite3.Connection) -> dict[str, int]:
    """Return the number of clips of each tracker; clips that came as landmarks have none."""
    return dict(connection.execute("SELECT tracker, count(*) FROM made_with GROUP BY 1 ORDER BY 1"))


def clips_of_other_trackers(
    connection: sqlite3.Connection, tracker: str
) -> list[tuple[int, Path, float, float]]:
    """Return the clips of other trackers whose video exists: id, video, start, end."""
    rows = connection.execute(
        'SELECT id, media, start, "end" FROM clips JOIN made_with ON clip = id'
        " WHERE tracker <> ? AND media IS NOT NULL ORDER BY id",
        [tracker],
    ).fetchall()
    clips = [(clip, decoded(video), *span) for clip, video, *span in rows]
    return [clip for clip in clips if clip[1].is_file()]


def add_clip(
    connection: sqlite3.Connection,
    entry: NewClip,
    packed: bytes,
    model: str = "",
    made: Embeddings | None = None,
) -> tuple[int, bool]:
    """Add a clip with what a model made of it; return its id, and whether it is new.

    A clip that exists stays unchanged.
    """
    existing = clip_with(connection, entry.digest)
    if existing is not None:
        return existing, False
    clip = add(connection, entry)
    connection.execute("INSERT INTO poses VALUES (?, ?)", [clip, packed])
    if made is not None:
        embeddings.put_vectors(connection, model, [clip], made)
    return clip, True


def add(connection: sqlite3.Connection, entry: NewClip) -> int:
    """Write a clip without its pose, and its source and sign if they are new; return its id."""
    sources.put_if_new(connection, Source(entry.source))
    sign = _sign_for(connection, entry)
    video = encoded(entry.media) if entry.media else None
    clip = _inserted(
        connection,
        'INSERT INTO clips (sign, digest, media, start, "end", signer) VALUES (?, ?, ?, ?, ?, ?)',
        [sign, entry.digest, video, entry.start, entry.end, entry.signer],
    )
    if entry.tracker:
        put_tracker(connection, clip, entry.tracker)
    if entry.guessed_rate:
        connection.execute("INSERT INTO guessed_rates VALUES (?)", [clip])
    return clip


def put_tracker(connection: sqlite3.Connection, clip: int, tracker: str) -> None:
    """Store which tracker found the landmarks of a clip."""
    connection.execute("INSERT OR REPLACE INTO made_with VALUES (?, ?)", [clip, tracker])


def replace_pose(
    connection: sqlite3.Connection,
    clip: int,
    packed: bytes,
    span: tuple[float, float],
    tracker: str,
) -> None:
    """Give a clip another packed pose, and remove what models made of the old one.

    `span` is the start and the end in its video, in seconds.
    """
    connection.execute("UPDATE poses SET packed = ? WHERE clip = ?", [packed, clip])
    connection.execute("DELETE FROM vectors WHERE clip = ?", [clip])
    connection.execute('UPDATE clips SET start = ?, "end" = ? WHERE id = ?', [*span, clip])
    put_tracker(connection, clip, tracker)


def _as_json(ids: Iterable[int]) -> str:
    """Ids, also NumPy's, as one parameter of `IN (SELECT value FROM json_each(?))`."""
    return json.dumps([int(number) for number in ids])


def _with_clips(connection: sqlite3.Connection, sql: str, values: Sequence[object]) -> list[Sign]:
    """Return the signs of a query with their clips."""
    rows = connection.execute(sql, values).fetchall()
    clips: dict[int, list[Clip]] = {row[0]: [] for row in rows}
    for number, sign, video, start, end, signer, guessed in connection.execute(
        'SELECT id, sign, media, start, "end", signer, guessed_rates.clip IS NOT NULL FROM clips'
        f" LEFT JOIN guessed_rates ON guessed_rates.clip = id WHERE sign {_IN} ORDER BY id",
        [_as_json(clips)],
    ):
        path = decoded(video) if video else None
        clips[sign].append(Clip(number, sign, path, start, end, signer, bool(guessed)))
    return [
        Sign(
            number, gloss, language, spoken, variant, concept, Source(*source),
            tuple(clips[number]), kind=kind,
        )
        for number, gloss, language, spoken, variant, concept, kind, *source in rows
    ]  # fmt: skip


def _sign_for(connection: sqlite3.Connection, entry: NewClip) -> int:
    """Return the sign of a clip, added if it is new, with the clip's translations.

    Raise ManifestError if the sign is of another kind: the letter I is not the word I.
    """
    sign = sign_with(connection, entry.source, entry.gloss, entry.sign_language, entry.variant)
    if sign is None:
        sign = _new_sign(connection, entry)
    elif (known := kind_of(connection, sign)) != entry.kind:
        raise other_kind(entry.gloss, entry.source, known)
    for language, text in entry.translations:
        add_translation(connection, sign, language, text)
    return sign


def kind_of(connection: sqlite3.Connection, sign: int) -> SignKind:
    """Return the kind of a sign."""
    kind: SignKind = connection.execute("SELECT kind FROM signs WHERE id = ?", [sign]).fetchone()[0]
    return kind


def other_kind(gloss: str, source: str, known: SignKind) -> ManifestError:
    """Return the error for a sign whose label a sign of another kind has already."""
    return ManifestError(
        f"{gloss} is a {known} in {source} already.",
        hint="Give one of them another gloss or a variant, or change its kind with signdict"
        " relabel.",
    )


def add_translation(connection: sqlite3.Connection, sign: int, language: str, text: str) -> None:
    """Add a translation to a sign unless it has it."""
    row = [sign, language, text]
    connection.execute("INSERT OR IGNORE INTO translations VALUES (?, ?, ?)", row)


def _new_sign(connection: sqlite3.Connection, entry: NewClip) -> int:
    return _inserted(
        connection,
        "INSERT INTO signs (gloss, place, sign_language, spoken_language, variant, concept, source,"
        " kind) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [entry.gloss, entry.gloss.casefold(), entry.sign_language, entry.spoken_language,
         entry.variant, entry.concept, entry.source, entry.kind],
    )  # fmt: skip


def _inserted(connection: sqlite3.Connection, sql: str, values: Sequence[object]) -> int:
    number = connection.execute(sql, values).lastrowid
    assert number is not None  # noqa: S101 - SQLite numbers every row that it inserts
    return number
