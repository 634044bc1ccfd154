"""One library: signs, clips, poses, vectors and words in one SQLite file."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Concatenate, ParamSpec, Self, TypeVar

import numpy as np
from sqlite_utils import Database

from signdict.core.errors import LibraryError
from signdict.core.kinds import SignKind
from signdict.core.types import Embeddings, FloatArray, Sign, Source
from signdict.library import database, embeddings, health, records, sources
from signdict.library.cache import QueryCache, RowCache
from signdict.library.embeddings import ClipVectors, HalfTokens
from signdict.library.health import Problem, ProblemKind
from signdict.library.records import NewClip
from signdict.library.textindex import TextIndex
from signdict.pose.codec import pack, unpack
from signdict.pose.pose import Pose

__all__ = ["Library", "NewClip"]

T = TypeVar("T")
P = ParamSpec("P")
#: Signs, and clips with the id of their sign, that are cached.
_CACHED_SIGNS, _CACHED_CLIPS = 4_000, 50_000


class Library:
    """One file of signs. Open it with `Library.open`; the first write locks it until it is closed.

    Several processes may read at a time. Every method raises LibraryError if the file is damaged
    or cannot be written; then the call changed nothing.
    """

    def __init__(self, db: Database, path: Path, lock: database.Lock) -> None:
        self.path = path
        self._db = db
        self._lock = lock
        self._text_index = TextIndex(db.conn)
        self._counts = QueryCache(db.conn, lambda: records.by_language_and_kind(db.conn))
        self._signs = RowCache(
            db.conn,
            lambda ids: {sign.id: sign for sign in records.signs(db.conn, ids)},
            _CACHED_SIGNS,
        )
        self._sign_of = RowCache(
            db.conn, lambda ids: records.sign_of_clips(db.conn, ids), _CACHED_CLIPS
        )

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False, first_id: int = 1) -> Self:
        """Open a library; a new one, whose ids start at `first_id`, if the file is missing.

        Raise LibraryError if it is damaged, was made by another version of signdict, cannot be
        written, or needs new tables while another process writes to it.
        """
        lock = database.Lock(path)
        with database.explain_errors(path):
            db = database.connect(path, read_only=read_only)
            try:
                if database.prepare(db, path):
                    if not read_only:
                        lock.take()
                        database.create_tables(db, first_id)
                    elif not database.read_older(db):
                        raise LibraryError(
                            f"The library {path} is empty or needs an update, and it cannot be"
                            " written.",
                            hint="Copy it to a folder that you may write to, and open it there.",
                        )
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

    def reserve(self) -> None:
        """Keep other processes from changing the library. Raise LibraryError if one does."""
        with database.explain_errors(self.path):
            self._lock.take()

    @contextmanager
    def changing(self) -> Iterator[sqlite3.Connection]:
        """Open a transaction: all of it is stored or, if anything is raised, nothing."""
        with database.explain_errors(self.path):
            self._lock.take()
            with self._db.atomic():
                yield self._db.conn

    def query(
        self,
        question: Callable[Concatenate[sqlite3.Connection, P], T],
        *values: P.args,
        **options: P.kwargs,
    ) -> T:
        """Return what a function of this package, such as `records.names`, reads from the file."""
        with database.explain_errors(self.path):
            return question(self._db.conn, *values, **options)

    @property
    def generation(self) -> int:
        """A number that rises with every change of vectors."""
        return self.query(embeddings.generation)

    def add_clip(
        self,
        entry: NewClip,
        pose: Pose,
        model: str,
        vector: FloatArray | None,
        tokens: FloatArray | None = None,
        *,
        packed: bytes | None = None,
    ) -> int:
        """Add a clip to its sign, which is created if it is new, and return the clip's id.

        `vector` (D,) and `tokens` (K, d) are what the model made of it; None if it has not read it.
        `packed` are the bytes that `pose` was unpacked from, so that it is not packed again. A clip
        that exists stays unchanged.
        """
        packed = pack(pose) if packed is None else packed
        made = None
        if vector is not None:
            made = Embeddings(
                np.asarray(vector)[None], None if tokens is None else np.asarray(tokens)[None]
            )
        with self.changing() as db:
            return records.add_clip(db, entry, packed, model, made)[0]

    def replace_pose(
        self, clip: int, packed: bytes, span: tuple[float, float], tracker: str,
        model: str, made: Embeddings,
    ) -> None:  # fmt: skip
        """Give a clip another packed pose, and store what a model made of it.

        `span` is its start and end in the video, in seconds. What other models made of the old pose
        is removed.
        """
        with self.changing() as db:
            records.replace_pose(db, clip, packed, span, tracker)
            embeddings.put_vectors(db, model, [clip], made)

    def has(self, digest: str) -> bool:
        """Return whether there is a clip with this digest."""
        return self.query(records.clip_with, digest) is not None

    def put_source(self, source: Source) -> None:
        """Store the terms of a source; fields that are empty keep their stored value."""
        if merged := self.query(sources.merged, source):
            with self.changing() as db:
                sources.put(db, merged)

    def sources(self) -> list[tuple[Source, int]]:
        """Return every source with its number of signs, by name."""
        return self.query(sources.all_sources)

    def remove(self, source: str, *, undoable: bool = False) -> int:
        """Remove a source with its signs and return how many these were."""
        with self.changing() as db:
            return sources.remove(db, source, undoable=undoable)

    def sign(self, sign_id: int) -> Sign | None:
        """Return a sign, or None if no sign has this id."""
        return self.signs([sign_id]).get(sign_id)

    def signs(self, ids: Sequence[int]) -> dict[int, Sign]:
        """Return the signs with these ids; ids without a sign are omitted."""
        with database.explain_errors(self.path):
            return self._signs(ids)

    def all_signs(
        self, languages: Sequence[str] = (), limit: int = 200, offset: int = 0
    ) -> list[Sign]:
        """Return a page of signs in alphabetical order; no languages means all."""
        return self.query(records.page, languages, limit, offset)

    def sign_of_clips(self, clip_ids: Sequence[int]) -> dict[int, int]:
        """Return the sign of each clip: {clip id: sign id}."""
        with database.explain_errors(self.path):
            return self._sign_of(clip_ids)

    def count(self) -> int:
        """Return the number of signs."""
        return self.query(records.count)

    def counts(self, kinds: Sequence[SignKind] = ()) -> dict[str, int]:
        """Return the number of signs, of some kinds or all, in each sign language.

        Every search uses it.
        """
        with database.explain_errors(self.path):
            rows = self._counts()
        counts: dict[str, int] = {}
        for language, kind, count in rows:
            if not kinds or kind in kinds:
                counts[language] = counts.get(language, 0) + count
        return counts

    def find(
        self,
        text: str,
        languages: Sequence[str] = (),
        limit: int = 8,
        spoken: Sequence[str] = (),
        kinds: Sequence[SignKind] = (),
    ) -> list[tuple[int, float]]:
        """Find signs by gloss or translation: (sign id, score from 0 to 1), best first.

        `languages` are sign languages, `spoken` those of the words, `kinds` those of the signs;
        none means all.
        """
        with database.explain_errors(self.path):
            return self._text_index.find(text, languages, limit, spoken, kinds)

    def named(self, name: str) -> set[int]:
        """Return the ids of the signs with a gloss or translation of the same folded words."""
        with database.explain_errors(self.path):
            return self._text_index.called(name)

    def clip_ids(self) -> list[int]:
        """Return the ids of all clips in ascending order."""
        return self.query(records.clip_ids)

    def digests(self) -> list[tuple[int, str, str]]:
        """Return (id, digest, sign language) of all clips, by language, then id."""
        return self.query(records.digests)

    def pose(self, clip_id: int) -> Pose | None:
        """Return the landmarks of a clip, or None if it has none. Raise PoseError if damaged."""
        packed = self.query(records.packed_pose, clip_id)
        return None if packed is None else unpack(packed)

    def vectors(self, model: str) -> ClipVectors:
        """Return clip ids (n,), sign languages, unit vectors (n, D) by language, then id."""
        return self.query(embeddings.vectors, model)

    def tokens(self, model: str) -> HalfTokens | None:
        """Return the frame tokens (n, K, d) of the clips of `vectors`, in their order.

        None unless every clip has tokens of one shape.
        """
        return self.query(embeddings.tokens, model)

    def lengths(self, model: str) -> dict[int, float]:
        """Return the length of each clip's vector before it was scaled to 1: {clip id: length}."""
        return self.query(embeddings.lengths, model)

    def without_vector(self, model: str) -> list[int]:
        """Return the ids of the clips that this model has not read."""
        return self.query(embeddings.without_vector, model)

    def put_vectors(self, model: str, clips: Iterable[int], made: Embeddings) -> None:
        """Store what a model made of clips, in place of what it made before."""
        with self.changing() as db:
            embeddings.put_vectors(db, model, clips, made)

    def put_foreign_vectors(self, model: str, digests: Iterable[str], made: Embeddings) -> None:
        """Store what a model made of another library's clips, by their digests."""
        with self.changing() as db:
            embeddings.put_foreign_vectors(db, model, digests, made)

    def forget(self, model: str) -> None:
        """Remove every vector of a model."""
        with self.changing() as db:
            embeddings.forget(db, model)

    def hide(self, sources: Iterable[str]) -> None:
        """Exclude the signs of these sources, and of no other, from lists, counts and searches."""
        with database.explain_errors(self.path), self._db.atomic():
            self._db.execute("DELETE FROM hidden")
            self._db.conn.executemany("INSERT INTO hidden VALUES (?)", ((s,) for s in sources))

    def replace_with(self, file: Path) -> None:
        """Replace everything in this library by another library's file, or nothing.

        Everyone who has this library open continues with the new content.
        """
        with database.explain_errors(self.path):
            self._lock.take()
            with closing(sqlite3.connect(file)) as other:
                other.backup(self._db.conn)

    def problems(self) -> list[Problem]:
        """Return everything that is wrong with this library."""
        try:
            return self.query(health.problems)
        except LibraryError as damage:
            return [Problem(ProblemKind.DAMAGED_FILE, str(damage))]

    def check(self) -> list[str]:
        """Return everything that is wrong with this library, in sentences."""
        return [problem.message for problem in self.problems()]
