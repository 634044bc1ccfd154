"""A library: signs, clips, sources, poses, vectors and words in one SQLite file."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, astuple
from pathlib import Path
from typing import Any, Self, TypeVar

import numpy as np
from numpy.typing import NDArray
from sqlite_utils import Database

from signdict.core.errors import LibraryError
from signdict.core.types import Embeddings, FloatArray, Sign, SignSummary, Source
from signdict.library import database, health, records
from signdict.library.database import Remembered, Unchanged
from signdict.library.records import NewClip
from signdict.library.textindex import TextIndex
from signdict.pose.codec import pack, unpack
from signdict.pose.pose import Pose

__all__ = ["Library", "NewClip"]

T = TypeVar("T")
#: So many signs, and of so many clips to which sign they belong, are kept in memory.
_SIGNS_KEPT, _CLIPS_KEPT = 4_000, 50_000


class Library:
    """One file of signs. Open it with `Library.open`; the first write locks it until it closes.

    Several may read at a time. Every method raises LibraryError, in the user's words, if the file
    is damaged or cannot be written; then nothing of that call was kept.
    """

    def __init__(self, db: Database, path: Path, lock: database.Lock) -> None:
        self.path = path
        self._db = db
        self._lock = lock
        self._lexicon = TextIndex(db.conn)
        self._counts = Unchanged(db.conn, self._counted)
        self._signs = Remembered(db.conn, self._read_signs, _SIGNS_KEPT)
        self._sign_of = Remembered(db.conn, self._read_sign_of, _CLIPS_KEPT)

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False, first_id: int = 1) -> Self:
        """Open a library, made new if it is missing; its ids then begin at `first_id`.

        Raise LibraryError if it is damaged, made by a newer signdict, cannot be written, or has
        to be brought up to date while another process is writing to it.
        """
        lock = database.Lock(path)
        with database.told(path):
            db = database.connect(path, read_only=read_only)
            try:
                if database.outdated(db, path):
                    _make(db, path, lock, None if read_only else first_id)
            except BaseException:
                db.close()
                lock.free()
                raise
        return cls(db, path, lock)

    def close(self) -> None:
        """Close the file and let others write to it."""
        self._db.close()
        self._lock.free()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def _writing(self) -> Iterator[Database]:
        with database.told(self.path):
            self._lock.take()
            with self._db.atomic():
                yield self._db

    @contextmanager
    def changing(self) -> Iterator[sqlite3.Connection]:
        """Lend the file for one change, of which all is kept or, if anything is raised, nothing."""
        with self._writing() as db:
            yield db.conn

    def _rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        with database.told(self.path):
            return self._db.execute(sql, values).fetchall()

    @property
    def generation(self) -> int:
        """A number that rises with every change of vectors."""
        return int(self._rows("SELECT generation FROM state")[0][0])

    def add_clip(
        self,
        entry: NewClip,
        pose: Pose,
        model: str,
        vector: FloatArray | None,
        tokens: FloatArray | None = None,
    ) -> int:
        """Add a clip to its sign, which is made if it is new, and return the clip's id.

        `vector` (D,) and `tokens` (K, d) are what the model made of it, None if it did not.

        All of it is kept or none. A clip that is already there stays as it is.
        """
        packed = pack(pose)
        with self._writing() as db:
            same = "SELECT id FROM clips WHERE digest = ?"
            if there := db.execute(same, [entry.digest]).fetchone():
                return int(there[0])
            clip = records.add(db.conn, entry)
            db.execute("INSERT INTO poses VALUES (?, ?)", [clip, packed])
            if vector is not None:
                made = Embeddings(
                    np.asarray(vector)[None], None if tokens is None else np.asarray(tokens)[None]
                )
                records.put_vectors(db.conn, model, [clip], made)
        return clip

    def has(self, digest: str) -> bool:
        """Whether a clip of this digest is already there."""
        return bool(self._rows("SELECT 1 FROM clips WHERE digest = ?", digest))

    def put_source(self, source: Source) -> None:
        """Describe a source; what is left empty stays as it was."""
        old = self._rows("SELECT * FROM sources WHERE name = ?", source.name)
        new = [
            mine or its for mine, its in zip(astuple(source), (old or [("",) * 6])[0], strict=True)
        ]
        if not old or new != list(old[0]):
            with self._writing() as db:
                db.table("sources").upsert(asdict(Source(*new)), pk="name")

    def sources(self) -> list[tuple[Source, int]]:
        """Return every source with its number of signs, by name."""
        rows = self._rows(
            "SELECT sources.*, count(signs.id) FROM sources LEFT JOIN signs"
            " ON signs.source = sources.name GROUP BY sources.name ORDER BY sources.name"
        )
        return [(Source(*row[:-1]), row[-1]) for row in rows]

    def remove(self, source: str) -> int:
        """Remove a source with its signs, all or none, and return how many signs those were."""
        with self._writing() as db:
            gone = db.execute("SELECT count(*) FROM signs WHERE source = ?", [source]).fetchone()[0]
            db.execute("DELETE FROM sources WHERE name = ?", [source])
            records.changed(db.conn)
        return int(gone)

    def sign(self, sign_id: int) -> Sign | None:
        """Return a sign, or None if there is none of this number."""
        return self.signs([sign_id]).get(sign_id)

    def signs(self, ids: Sequence[int]) -> dict[int, Sign]:
        """Return the signs of these numbers, as far as they are there."""
        with database.told(self.path):
            return self._signs(ids)

    def called(self, gloss: str, sign_language: str, variant: str) -> list[tuple[int, str]]:
        """Return (id, source) of the signs with this gloss, in any case, language and variant."""
        with database.told(self.path):
            return records.called(self._db.conn, gloss, sign_language, variant)

    def all_signs(
        self, languages: Sequence[str] = (), limit: int = 200, offset: int = 0
    ) -> list[Sign]:
        """Return a page of signs in the order of the alphabet; no languages means all."""
        with database.told(self.path):
            return records.page(self._db.conn, languages, limit, offset)

    def sign_of_clips(self, clip_ids: Sequence[int]) -> dict[int, int]:
        """Tell to which sign each clip belongs: {clip id: sign id}."""
        with database.told(self.path):
            return self._sign_of(clip_ids)

    def digests_of(self, clip_ids: Sequence[int]) -> dict[int, str]:
        """Tell what tells each clip from every other: {clip id: digest}."""
        return dict(
            self._rows(
                "SELECT id, digest FROM clips WHERE id IN (SELECT value FROM json_each(?))",
                records.listed(clip_ids),
            )
        )

    def items(self) -> list[SignSummary]:
        """Return every sign as a line of the catalogue, in the order of the alphabet."""
        with database.told(self.path):
            return records.items(self._db.conn)

    def count(self) -> int:
        """Return the number of signs."""
        return int(self._rows("SELECT count(*) FROM signs")[0][0])

    def counts(self) -> dict[str, int]:
        """Return the number of signs of each sign language; every question asks for it."""
        with database.told(self.path):
            return dict(self._counts())

    def _read_signs(self, ids: Sequence[int]) -> dict[int, Sign]:
        return {sign.id: sign for sign in records.signs(self._db.conn, ids)}

    def _read_sign_of(self, clip_ids: Sequence[int]) -> dict[int, int]:
        return dict(
            self._db.execute(
                "SELECT id, sign FROM clips WHERE id IN (SELECT value FROM json_each(?))",
                [records.listed(clip_ids)],
            )
        )

    def _counted(self) -> dict[str, int]:
        return dict(
            self._rows(
                "SELECT sign_language, count(*) FROM signs WHERE source NOT IN hidden"
                " GROUP BY 1 ORDER BY 1"
            )
        )

    def titles(self, ids: Sequence[int]) -> list[tuple[int, str, str]]:
        """Return of signs each gloss and translation: id, spoken language, text."""
        chosen = records.listed(ids)
        return self._rows(
            "SELECT id, spoken_language, gloss FROM signs"
            " WHERE id IN (SELECT value FROM json_each(?)) UNION ALL"
            " SELECT sign, spoken_language, text FROM translations"
            " WHERE sign IN (SELECT value FROM json_each(?))",
            chosen,
            chosen,
        )

    def of_concept(self, concept: str) -> set[int]:
        """Return the ids of the signs of a concept, in any case of plain letters."""
        rows = self._rows("SELECT id FROM signs WHERE lower(concept) = lower(?)", concept)
        return {row[0] for row in rows}

    def spoken(self) -> dict[str, int]:
        """Return the number of glosses and translations of each spoken language that is told."""
        rows = self._rows(
            "SELECT spoken_language, count(*) FROM (SELECT spoken_language FROM signs UNION ALL"
            " SELECT spoken_language FROM translations) WHERE spoken_language <> '' GROUP BY 1"
        )
        return dict(rows)

    def names(self) -> list[tuple[int, str, str]]:
        """Return of each gloss and translation the sign's id, its sign language, and the text."""
        return self._rows(
            "SELECT id, sign_language, gloss FROM signs WHERE source NOT IN hidden UNION ALL"
            " SELECT sign, sign_language, text FROM translations JOIN signs ON signs.id = sign"
            " WHERE source NOT IN hidden"
        )

    def find(
        self,
        text: str,
        languages: Sequence[str] = (),
        limit: int = 8,
        spoken: Sequence[str] = (),
    ) -> list[tuple[int, float]]:
        """Find signs by gloss or translation: (sign id, score 0..1), best first.

        `languages` are sign languages, `spoken` those of the words; none means all.
        """
        with database.told(self.path):
            return self._lexicon.find(text, languages, limit, spoken)

    def named(self, words: str) -> set[int]:
        """Return the ids of the signs with a gloss or translation of just these folded words."""
        with database.told(self.path):
            return self._lexicon.called(words)

    def clip_ids(self) -> list[int]:
        """Return the ids of all clips, rising."""
        return [row[0] for row in self._rows("SELECT id FROM clips ORDER BY id")]

    def pose(self, clip_id: int) -> Pose | None:
        """Return the landmarks of a clip, or None if there are none. Raise PoseError if damaged."""
        rows = self._rows("SELECT packed FROM poses WHERE clip = ?", clip_id)
        return unpack(rows[0][0]) if rows else None

    def vectors(self, model: str) -> tuple[NDArray[np.int64], list[str], FloatArray]:
        """Return clip ids (n,), sign languages, unit vectors (n, D) by language, then id."""
        rows = self._rows(
            "SELECT clips.id, sign_language, vector FROM vectors"
            " JOIN clips ON clips.id = vectors.clip JOIN signs ON signs.id = clips.sign"
            " WHERE model = ? AND source NOT IN hidden ORDER BY sign_language, clips.id",
            model,
        )
        if not rows:
            return np.zeros(0, np.int64), [], np.zeros((0, 0), np.float32)
        ids, languages, blobs = zip(*rows, strict=True)
        return np.array(ids, np.int64), list(languages), self._matrix(blobs)

    def tokens(self, model: str, *, elsewhere: bool = False) -> NDArray[np.float16] | None:
        """Return the frame tokens (n, K, d) of the clips of `vectors`, or `readings`, in order.

        None unless each of them has some, all of one shape.
        """
        return records.cube(self._rows(records.TOKENS[elsewhere], model))

    def lengths(self, model: str) -> dict[int, float]:
        """Return how long a model's own vector of each clip was before it was scaled to 1."""
        return dict(self._rows("SELECT clip, length FROM vectors WHERE model = ?", model))

    def put_vectors(self, model: str, clips: Iterable[int], made: Embeddings) -> None:
        """Store what a model made of clips, in place of what it made before."""
        with self._writing() as db:
            records.put_vectors(db.conn, model, clips, made)

    def hide(self, sources: Iterable[str]) -> None:
        """Leave the signs of these sources out of every list, count and search from now on."""
        with database.told(self.path), self._db.atomic():
            self._db.execute("DELETE FROM hidden")
            self._db.conn.executemany("INSERT INTO hidden VALUES (?)", ((s,) for s in sources))

    def shown(self) -> set[int]:
        """Return the ids of the clips whose sources are not hidden."""
        rows = self._rows(
            "SELECT clips.id FROM clips JOIN signs ON signs.id = sign WHERE source NOT IN hidden"
        )
        return {row[0] for row in rows}

    def asked(self, question: Callable[[sqlite3.Connection], T]) -> T:
        """Answer a question about the file itself."""
        with database.told(self.path):
            return question(self._db.conn)

    def take_over(self, file: Path) -> None:
        """Put what another library's file holds in the place of everything here, all or nothing.

        Whoever has this library open goes on with what is new.
        """
        with database.told(self.path):
            self._lock.take()
            with closing(sqlite3.connect(file)) as other:
                other.backup(self._db.conn)

    def digests(self) -> list[tuple[int, str, str]]:
        """Return (id, digest, sign language) of all clips, by language, then id."""
        return self._rows(
            "SELECT clips.id, digest, sign_language FROM clips JOIN signs ON signs.id = clips.sign"
            " ORDER BY sign_language, clips.id"
        )

    def put_readings(self, model: str, digests: Iterable[str], made: Embeddings) -> None:
        """Store what a model made of another library's clips, by their digests."""
        with self._writing() as db:
            records.put_readings(db.conn, model, digests, made)

    def readings(self, model: str) -> tuple[dict[str, float], FloatArray]:
        """Return what `put_readings` stored: {digest: length} and, in its order, unit vectors."""
        rows = self._rows(
            "SELECT digest, length, vector FROM readings WHERE model = ? ORDER BY digest", model
        )
        if not rows:
            return {}, np.zeros((0, 0), np.float32)
        digests, lengths, blobs = zip(*rows, strict=True)
        return dict(zip(digests, lengths, strict=True)), self._matrix(blobs)

    def read_elsewhere(self, model: str) -> set[str]:
        """Return the digests of the other library's clips that `put_readings` stored."""
        rows = self._rows("SELECT digest FROM readings WHERE model = ?", model)
        return {row[0] for row in rows}

    def forget(self, model: str) -> None:
        """Remove every vector of a model."""
        with self._writing() as db:
            records.forget(db.conn, model)

    def _matrix(self, blobs: Sequence[bytes]) -> FloatArray:
        try:
            return records.matrix(blobs)
        except ValueError as problem:
            raise LibraryError(
                f"Some clips in {self.path} are not stored as they should be.",
                hint="See which: signdict check",
            ) from problem

    def without_vector(self, model: str) -> list[int]:
        """Return the ids of the clips that this model has not read."""
        rows = self._rows(
            "SELECT id FROM clips WHERE NOT EXISTS (SELECT 1 FROM vectors"
            " WHERE vectors.clip = clips.id AND model = ?) ORDER BY id",
            model,
        )
        return [row[0] for row in rows]

    def check(self) -> list[str]:
        """Tell in sentences what is wrong with this library; nothing, if it is sound."""
        try:
            return health.wrong(self._rows)
        except LibraryError as damage:
            return [str(damage)]


def _make(db: Database, path: Path, lock: database.Lock, first_id: int | None) -> None:
    """Bring the tables up to date; `first_id` is None where the file can only be read."""
    if first_id is None:
        raise LibraryError(
            f"The library {path} was made by an older signdict, and it cannot be written.",
            hint="Copy it to a folder that you may write to, and open it there.",
        )
    lock.take()
    database.bring_up_to_date(db, first_id)
