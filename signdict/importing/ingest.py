"""Adds clips to a library: worker processes read them, the calling thread stores them.

Clips that have been read are embedded together. Each is stored in a transaction of its own, in the
order of the list. An import can therefore stop at any point; started again, it ends with the same
library as if it had never stopped.
"""

import os
import time
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import Future
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeAlias

from signdict.core.errors import ManifestError, PoseError, SignDictError
from signdict.core.types import Embeddings, Progress, Source, Steps
from signdict.fetching.addresses import name_in
from signdict.importing.entries import (
    APPROXIMATE,
    ClipEntry,
    ImportReport,
    Skipped,
    State,
    digest,
    entry_like,
)
from signdict.importing.films import UNFETCHED, Films
from signdict.importing.workers import PATIENCE, ExtractionPool, ExtractionResult
from signdict.library import embeddings, records
from signdict.library.library import Library, NewClip
from signdict.model.interface import PoseEncoder
from signdict.pose.codec import unpack
from signdict.pose.pose import Pose, usable_poses

#: Clips that are read and stored together when a model reads a library.
BATCH = 32
#: Clips that an import embeds together.
TOGETHER = 16


class ImportQueue(Protocol):
    """A list of clips that records what happened to each. `films` fetches those at addresses."""

    films: Films | None

    def expect(self) -> None:
        """Raise ManifestError if the folder or table of the clips no longer exists."""
        ...

    def waiting(self) -> Iterator[tuple[int, ClipEntry]]:
        """Yield the clips that are still to be read, each with its number."""
        ...

    def note(self, number: int, state: State, reason: str = "") -> None:
        """Record what happened to a clip."""
        ...

    def report(self) -> ImportReport:
        """Return what happened to all clips."""
        ...


class InMemoryQueue:
    """A list of clips in memory."""

    def __init__(self, entries: Sequence[ClipEntry]) -> None:
        self._entries = entries
        self.films: Films | None = None
        self._states: dict[int, tuple[State, str]] = {}

    def expect(self) -> None:
        """Do nothing: a list in memory has no folder of its own."""

    def waiting(self) -> Iterator[tuple[int, ClipEntry]]:
        """Yield the clips that are still to be read, each with its number."""
        return ((n, e) for n, e in enumerate(self._entries) if n not in self._states)

    def note(self, number: int, state: State, reason: str = "") -> None:
        """Record what happened to a clip."""
        self._states[number] = (state, reason)

    def report(self) -> ImportReport:
        """Return what happened to all clips."""
        states = [state for state, _ in self._states.values()]
        skipped = [
            Skipped(self._entries[number].path, reason)
            for number, (state, reason) in sorted(self._states.items())
            if state == "left out"
        ]
        return ImportReport(states.count("added"), states.count("already"), tuple(skipped))


#: The result of reading: a pose, a sentence why it failed, or None if the library has the clip.
_Outcome: TypeAlias = ExtractionResult | str | None


@dataclass(slots=True, eq=False)
class _Clip:
    """A clip of an import: its number, its digest, what reading it gave, and what a model made."""

    number: int
    entry: ClipEntry
    digest: str = ""
    outcome: _Outcome = None
    film: "Future[Path | str] | None" = None  # while it is fetched
    future: "Future[ExtractionResult | str] | None" = None  # of the outcome
    pose: Pose | None = None
    made: Embeddings | None = None  # one row

    @property
    def name(self) -> str:
        """The name of its file."""
        return name_in(self.entry.address) if self.entry.address else self.entry.path.name


def add(
    library: Library,
    encoder: PoseEncoder,
    entries: Sequence[ClipEntry],
    tracker: Path,
    workers: int | None = None,
) -> Steps[ImportReport]:
    """Add the clips of a list in memory; see `take`."""
    return (
        yield from take(library, encoder, InMemoryQueue(entries), len(entries), tracker, workers)
    )


def take(
    library: Library,
    encoder: PoseEncoder,
    work: ImportQueue,
    total: int,
    tracker: Path,
    workers: int | None = None,
) -> Steps[ImportReport]:
    """Add the clips that the library does not have yet; `total` clips are waiting.

    The report contains a Skipped for each file that cannot be read. Raise LibraryError if the
    library cannot be written, ManifestError if the clips no longer exist; clips that were added
    before stay.
    """
    began, read, done = time.monotonic(), 0, 0
    workers = max(1, min(workers or os.cpu_count() or 1, total))
    reader = _Reader(library, work, tracker, workers)

    def progress(name: str) -> Progress:
        left = (time.monotonic() - began) / read * (total - done) if read else None
        return Progress(done, total, name, left)

    with closing(reader.batches()) as batches:
        for batch in batches:
            if not batch:
                yield progress(reader.next_name)
            _embed(encoder, batch)
            for clip in batch:
                yield progress(clip.name)
                read, done = read + (clip.outcome is not None), done + 1
                state, reason = _store(library, encoder.name, clip)
                if state == "left out":
                    work.expect()
                work.note(clip.number, state, reason)
                if work.films and clip.entry.address:
                    work.films.release(clip.entry)
    return work.report()


def reread(
    library: Library, encoder: PoseEncoder, into: Library | None = None, what: str = "Reading again"
) -> Steps[int]:
    """Have a model read the clips that it has not read, in batches, and return how many it read.

    The results are stored in the library or, if it cannot be written, in another one, `into`. Each
    batch is stored before the next step. Clips that the model cannot read are skipped.
    """
    name, digest_of = encoder.name, {clip: digest for clip, digest, _ in library.digests()}
    stored = into.query(embeddings.foreign_digests, name) if into else set()
    missing = [clip for clip in library.without_vector(name) if digest_of[clip] not in stored]
    read, began = 0, time.monotonic()
    for start in range(0, len(missing), BATCH):
        left = (time.monotonic() - began) / start * (len(missing) - start) if start else None
        yield Progress(start, len(missing), what, left)
        for clips, made in _embedded(library, encoder, missing[start : start + BATCH]):
            read += len(clips)
            if into:
                into.put_foreign_vectors(name, [digest_of[clip] for clip in clips], made)
            else:
                library.put_vectors(name, clips, made)
    return read


def _embedded(
    library: Library, encoder: PoseEncoder, clips: Sequence[int]
) -> list[tuple[list[int], Embeddings]]:
    """Read clips together, or one by one, without those that the model cannot read."""
    poses = {clip: library.pose(clip) for clip in clips}
    known = {clip: pose for clip, pose in poses.items() if pose is not None}
    if not known:
        return []
    try:
        return [(list(known), encoder.read_poses(usable_poses(known.values())))]
    except PoseError:
        if len(clips) == 1:
            return []
        return [part for clip in clips for part in _embedded(library, encoder, [clip])]


def _embed(encoder: PoseEncoder, clips: Sequence[_Clip]) -> None:
    """Have a model read clips together, or one by one if it cannot use one of them.

    The outcome of a clip that it cannot use becomes the reason.
    """
    read = [(clip, clip.outcome) for clip in clips if isinstance(clip.outcome, ExtractionResult)]
    if not read:
        return
    poses = [unpack(result.packed) for _, result in read]  # the stored ones: reread gives the same
    try:
        made = encoder.read_poses(usable_poses(poses))
    except PoseError as reason:
        if len(read) == 1:
            read[0][0].outcome = str(reason)
            return
        for clip, _ in read:
            _embed(encoder, [clip])
        return
    for row, (clip, _) in enumerate(read):
        tokens = None if made.tokens is None else made.tokens[[row]]
        clip.pose, clip.made = poses[row], Embeddings(made.vectors[[row]], tokens)


def _store(library: Library, model: str, clip: _Clip) -> tuple[State, str]:
    """Store one clip; return what happened to it, with the reason if it cannot be read."""
    result, pose, made, entry = clip.outcome, clip.pose, clip.made, clip.entry
    if isinstance(result, str):
        return "left out", result
    if result is None or pose is None or made is None or library.has(clip.digest):
        return "already", ""
    library.put_source(
        Source(
            entry.source,
            licence=entry.licence,
            attribution=entry.attribution,
            version=entry.version,
            url=entry.url,
        )
    )
    has_video = entry.is_kept and entry.is_film
    video = entry.path.resolve() if has_video else None
    new = NewClip(
        entry.gloss, entry.sign_language, entry.source, clip.digest,
        spoken_language=entry.spoken_language, variant=entry.variant, concept=entry.concept,
        signer=entry.signer, media=video,
        start=result.start if video else entry.start, end=result.end if video else entry.end,
        tracker=result.tracker, kind=entry.kind, guessed_rate=entry.timing == APPROXIMATE,
        translations=_translations(entry),
    )  # fmt: skip
    tokens = None if made.tokens is None else made.tokens[0]
    try:
        library.add_clip(new, pose, model, made.vectors[0], tokens, packed=result.packed)
    except ManifestError as reason:  # its sign is of another kind
        return "left out", str(reason)
    return "added", ""


def _translations(entry: ClipEntry) -> tuple[tuple[str, str], ...]:
    """Return each translation of a clip's sign with its language."""
    spoken = entry.translation_language or entry.spoken_language
    texts = (text.strip() for text in entry.translation.split(";"))
    return tuple((spoken, text) for text in texts if text)


class _Reader:
    """Has the clips of a list read by worker processes, some ahead of the one to be stored next."""

    def __init__(self, library: Library, work: ImportQueue, tracker: Path, workers: int) -> None:
        self._library, self._tracker, self._workers = library, tracker, workers
        self._waiting, self._listed = work.waiting(), True
        self._films = work.films
        self._batch: list[_Clip] = []
        self._ahead: deque[_Clip] = deque()
        self._pool: ExtractionPool | None = None

    @property
    def next_name(self) -> str:
        """The name of the file that is to be stored next, or how much of it has come."""
        clip = (self._batch or self._ahead)[0]
        return self._films.state(clip.name) if self._films and clip.film else clip.name

    def batches(self) -> Generator[list[_Clip], None, None]:
        """Yield the clips in the order of the list, up to `TOGETHER` at a time.

        Of files with landmarks, a full batch is waited for: beside other programs the workers are
        often behind, and a model reads single clips at three times the cost. Clips before a slower
        file, such as a video, do not wait for it. A list is empty if more is to be read first: no
        step waits longer than `PATIENCE`, or for more than one file to be identified.
        """
        try:
            while self._listed or self._ahead or self._batch:
                self._read_ahead()
                until = time.monotonic() + PATIENCE
                while len(self._batch) < TOGETHER and self._next_is_read(until):
                    self._batch.append(self._ahead.popleft())
                if self._batch and (len(self._batch) == TOGETHER or not self._next_is_quick):
                    batch, self._batch = self._batch, []
                    yield batch
                elif self._batch or self._ahead:
                    yield []
        finally:
            if self._pool:
                self._pool.close()

    @property
    def _next_is_quick(self) -> bool:
        """Whether the next clip is soon read, so that a batch waits for it."""
        if not self._ahead:
            return self._listed
        clip = self._ahead[0]
        return clip.entry.has_landmarks and clip.film is None

    def _read_ahead(self) -> None:
        """Begin to read further clips, for a moment at most."""
        until = time.monotonic() + PATIENCE
        for clip in self._ahead:
            if clip.film and clip.film.done():
                self._take_film(clip, clip.film.result())
        while self._listed and len(self._ahead) < self._most and time.monotonic() < until:
            row = next(self._waiting, None)
            if row is None:
                self._listed = False
                return
            self._ahead.append(clip := _Clip(*row))
            try:
                clip.digest = digest(clip.entry)
            except SignDictError as reason:
                clip.outcome = str(reason)
                continue
            if self._library.has(clip.digest):
                continue
            if self._films and clip.entry.address:
                clip.film = self._films.request(clip.entry)
            else:
                self._submit(clip)

    def _submit(self, clip: _Clip) -> None:
        """Have a worker read a clip."""
        self._pool = self._pool or ExtractionPool(self._tracker, self._workers)
        clip.future = self._pool.submit(clip.entry)

    def _take_film(self, clip: _Clip, film: Path | str) -> None:
        """Have a clip read whose film has come, or note why it has not."""
        clip.film = None
        if isinstance(film, str):
            clip.outcome = f"{UNFETCHED}{film}"
        else:
            clip.entry = entry_like(clip.entry, path=film)
            self._submit(clip)

    @property
    def _most(self) -> int:
        """How many clips may be read before the first of them is stored.

        A worker reads `.pose` files faster than a model embeds them one by one. Of videos, which
        are slow, fewer are lost if a worker crashes.
        """
        quick = bool(self._ahead) and self._ahead[-1].entry.has_landmarks
        return 2 * TOGETHER if quick else 2 * self._workers + 1

    def _next_is_read(self, until: float) -> bool:
        """Return whether the next clip has its outcome, after waiting for it until then."""
        if not self._ahead:
            return False
        clip = self._ahead[0]
        if clip.film:
            if not ExtractionPool.ready(clip.film, max(0.0, until - time.monotonic())):
                return False
            self._take_film(clip, clip.film.result())
        if self._pool and clip.future:
            if not self._pool.ready(clip.future, max(0.0, until - time.monotonic())):
                return False
            clip.outcome = self._pool.result(clip.entry, clip.future)
        return True


def retrack(library: Library, encoder: PoseEncoder, tracker: Path, now: str) -> Steps[int]:
    """Read again every clip of another tracker than `now`, and return how many were read.

    A clip that cannot be read stays unchanged. Each clip is one transaction.
    """
    clips = library.query(records.clips_of_other_trackers, now)
    if not clips:
        return 0
    read, began = 0, time.monotonic()
    workers = min(os.cpu_count() or 1, len(clips))
    with closing(ExtractionPool(tracker, workers)) as pool:
        entries = [ClipEntry(path, "", "", start=start, end=end) for _, path, start, end in clips]
        submitted = [pool.submit(entry) for entry in entries[: 2 * workers]]
        for done, ((clip, path, _, _), entry) in enumerate(zip(clips, entries, strict=True)):
            left = (time.monotonic() - began) / done * (len(clips) - done) if done else None
            yield (progress := Progress(done, len(clips), path.name, left))
            while not pool.ready(submitted[done]):
                yield progress
            result = pool.result(entry, submitted[done])
            if len(submitted) < len(entries):
                submitted.append(pool.submit(entries[len(submitted)]))
            read += _replace(library, encoder, clip, result)
    return read


def _replace(
    library: Library, encoder: PoseEncoder, clip: int, result: ExtractionResult | str
) -> bool:
    """Give a clip the landmarks that were found now; return whether that was possible."""
    if isinstance(result, str):
        return False
    try:
        made = encoder.read_poses(usable_poses([unpack(result.packed)]))
    except PoseError:
        return False
    span = (result.start, result.end)
    library.replace_pose(clip, result.packed, span, result.tracker, encoder.name, made)
    return True
