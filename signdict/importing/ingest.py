"""Adds clips to a library: worker processes read them, the calling thread stores them.

Each clip is one transaction, and clips are stored in the order of the list. An import can therefore
stop at any point; started again, it ends with the same library as if it had never stopped.
"""

import os
import time
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import Future
from contextlib import closing
from pathlib import Path
from typing import Protocol, TypeAlias

from signdict.core.errors import PoseError, SignDictError
from signdict.core.types import Embeddings, Progress, Source, Steps
from signdict.importing.entries import ClipEntry, ImportReport, Skipped, State, digest
from signdict.importing.workers import ExtractionPool, ExtractionResult
from signdict.library import embeddings, records
from signdict.library.library import Library, NewClip
from signdict.model.interface import PoseEncoder
from signdict.pose.codec import unpack
from signdict.pose.pose import usable_poses

#: Clips that are read and stored together when a model reads a library.
BATCH = 32


class ImportQueue(Protocol):
    """A list of clips that records what happened to each."""

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
_Outcomes: TypeAlias = Generator[tuple[int, ClipEntry, str, _Outcome], None, None]


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
    began, read = time.monotonic(), 0
    workers = max(1, min(workers or os.cpu_count() or 1, total))
    with closing(_outcomes(library, work, tracker, workers)) as outcomes:
        for done, (number, entry, content, outcome) in enumerate(outcomes):
            left = (time.monotonic() - began) / read * (total - done) if read else None
            yield Progress(done, total, entry.path.name, left)
            read += outcome is not None
            state, reason = _store(library, encoder, entry, content, outcome)
            if state == "left out":
                work.expect()
            work.note(number, state, reason)
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


def _store(
    library: Library, encoder: PoseEncoder, entry: ClipEntry, content: str, outcome: _Outcome
) -> tuple[State, str]:
    """Store one clip; return what happened to it, with the reason if it cannot be read."""
    if isinstance(outcome, str):
        return "left out", outcome
    if outcome is None or library.has(content):
        return "already", ""
    try:
        _add_clip(library, encoder, entry, content, outcome)
    except PoseError as reason:
        return "left out", str(reason)
    return "added", ""


def _add_clip(
    library: Library,
    encoder: PoseEncoder,
    entry: ClipEntry,
    content: str,
    result: ExtractionResult,
) -> None:
    """Store one clip. Raise PoseError if the model cannot read it."""
    pose = unpack(result.packed)  # the stored pose, so that reading it again gives the same
    made = encoder.read_poses(usable_poses([pose]))
    library.put_source(
        Source(
            entry.source,
            licence=entry.licence,
            attribution=entry.attribution,
            version=entry.version,
            url=entry.url,
        )
    )
    video = None if entry.path.suffix.lower() == ".pose" else entry.path.resolve()
    clip = NewClip(
        entry.gloss, entry.sign_language, entry.source, content,
        spoken_language=entry.spoken_language, variant=entry.variant, concept=entry.concept,
        signer=entry.signer, media=video,
        start=result.start if video else entry.start, end=result.end if video else entry.end,
        tracker=result.tracker,
        translations=((entry.spoken_language, entry.translation),) if entry.translation else (),
    )  # fmt: skip
    tokens = None if made.tokens is None else made.tokens[0]
    library.add_clip(clip, pose, encoder.name, made.vectors[0], tokens, packed=result.packed)


def _outcomes(library: Library, work: ImportQueue, tracker: Path, workers: int) -> _Outcomes:
    """Yield each clip with its number, its digest and its outcome.

    Clips that are read come in the order of the list.
    """
    pool: ExtractionPool | None = None
    submitted: deque[tuple[int, ClipEntry, str, Future[ExtractionResult | str]]] = deque()
    try:
        for number, entry in work.waiting():
            try:
                content = digest(entry)
            except SignDictError as reason:
                yield number, entry, "", str(reason)
                continue
            if library.has(content):
                yield number, entry, content, None
                continue
            pool = pool or ExtractionPool(tracker, workers)
            submitted.append((number, entry, content, pool.submit(entry)))
            if len(submitted) > 2 * workers:
                number, entry, content, future = submitted.popleft()
                yield number, entry, content, pool.result(entry, future)
        while pool and submitted:
            number, entry, content, future = submitted.popleft()
            yield number, entry, content, pool.result(entry, future)
    finally:
        if pool:
            pool.close()


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
            yield Progress(done, len(clips), path.name, left)
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
