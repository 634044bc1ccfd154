"""Clips into a library, step by step: worker processes read, the calling thread commits.

One clip is one transaction, and clips are committed in the order of the list. So work may stop at
any moment, and started again it ends with the same library as if it had never stopped.
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
from signdict.library import health, records
from signdict.library.library import Library, NewClip
from signdict.model.interface import PoseEncoder
from signdict.pose.codec import unpack
from signdict.pose.pose import usable_poses


class ImportQueue(Protocol):
    """A list of clips that remembers what came of each."""

    def expect(self) -> None:
        """Raise ManifestError if the folder or table of the clips is no longer there."""
        ...

    def waiting(self) -> Iterator[tuple[int, ClipEntry]]:
        """Yield the clips that are still to be read, each with its number."""
        ...

    def note(self, number: int, state: State, reason: str = "") -> None:
        """Remember what came of a clip."""
        ...

    def report(self) -> ImportReport:
        """Tell what came of all."""
        ...


class InMemoryQueue:
    """Work that is kept in memory."""

    def __init__(self, entries: Sequence[ClipEntry]) -> None:
        self._entries = entries
        self._states: dict[int, tuple[State, str]] = {}

    def expect(self) -> None:
        """Nothing is expected of a list that has no folder of its own."""

    def waiting(self) -> Iterator[tuple[int, ClipEntry]]:
        """Yield the clips that are still to be read, each with its number."""
        return ((n, e) for n, e in enumerate(self._entries) if n not in self._states)

    def note(self, number: int, state: State, reason: str = "") -> None:
        """Remember what came of a clip."""
        self._states[number] = (state, reason)

    def report(self) -> ImportReport:
        """Tell what came of all."""
        states = [state for state, _ in self._states.values()]
        skipped = [
            Skipped(self._entries[number].path, reason)
            for number, (state, reason) in sorted(self._states.items())
            if state == "left out"
        ]
        return ImportReport(states.count("added"), states.count("already"), tuple(skipped))


_Outcomes: TypeAlias = Generator[
    tuple[int, ClipEntry, str, ExtractionResult | str | None], None, None
]

#: Clips that are embedded and committed together when a model reads a library again.
BATCH = 32


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
    """Add the clips, `total` of them, that the library does not have yet.

    A file that cannot be read is a Skipped in the report. Raise LibraryError if the library
    cannot be written, ManifestError if the clips are gone: what was added before stays.
    """
    began, read = time.monotonic(), 0
    workers = max(1, min(workers or os.cpu_count() or 1, total))
    with closing(_outcomes(library, work, tracker, workers)) as outcomes:
        for done, (number, entry, content, outcome) in enumerate(outcomes):
            left = (time.monotonic() - began) / read * (total - done) if read else None
            yield Progress(done, total, entry.path.name, left)
            read += outcome is not None
            state, reason = _settled(library, encoder, entry, content, outcome)
            if state == "left out":
                work.expect()
            work.note(number, state, reason)
    return work.report()


def reread(
    library: Library, encoder: PoseEncoder, into: Library | None = None, what: str = "Reading again"
) -> Steps[int]:
    """Have a model read the clips that it has not read, in batches; return how many.

    What it makes of them is stored in the library itself, or, where that cannot be written, `into`
    another. Each batch is committed before the next step. A clip that it cannot read is left out.
    """
    name, kept = encoder.name, {clip: digest for clip, digest, _ in library.digests()}
    there = into.read_elsewhere(name) if into else set()
    missing = [clip for clip in library.without_vector(name) if kept[clip] not in there]
    read, began = 0, time.monotonic()
    for at in range(0, len(missing), BATCH):
        left = (time.monotonic() - began) / at * (len(missing) - at) if at else None
        yield Progress(at, len(missing), what, left)
        for clips, made in _read(library, encoder, missing[at : at + BATCH]):
            read += len(clips)
            if into:
                into.put_readings(name, [kept[clip] for clip in clips], made)
            else:
                library.put_vectors(name, clips, made)
    return read


def _read(
    library: Library, encoder: PoseEncoder, clips: Sequence[int]
) -> list[tuple[list[int], Embeddings]]:
    """A few clips and what the model makes of them: together, or one by one without those that
    it cannot read."""
    poses = {clip: library.pose(clip) for clip in clips}
    known = {clip: pose for clip, pose in poses.items() if pose is not None}
    if not known:
        return []
    try:
        return [(list(known), encoder.read_poses(usable_poses(known.values())))]
    except PoseError:
        if len(clips) == 1:
            return []
        return [part for clip in clips for part in _read(library, encoder, [clip])]


def _settled(
    library: Library,
    encoder: PoseEncoder,
    entry: ClipEntry,
    content: str,
    outcome: ExtractionResult | str | None,
) -> tuple[State, str]:
    """Write one clip, and tell what came of it, with the reason if it cannot be read."""
    if isinstance(outcome, str):
        return "left out", outcome
    if outcome is None or library.has(content):
        return "already", ""
    try:
        _commit(library, encoder, entry, content, outcome)
    except PoseError as reason:
        return "left out", str(reason)
    return "added", ""


def _commit(
    library: Library,
    encoder: PoseEncoder,
    entry: ClipEntry,
    content: str,
    outcome: ExtractionResult,
) -> None:
    """Write one clip, or raise PoseError with the reason why the model cannot read it."""
    pose = unpack(outcome.packed)  # read from what is stored, so reading again gives the same
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
    film = None if entry.path.suffix.lower() == ".pose" else entry.path.resolve()
    clip = NewClip(
        entry.gloss, entry.sign_language, entry.source, content,
        spoken_language=entry.spoken_language, variant=entry.variant, concept=entry.concept,
        signer=entry.signer, media=film,
        start=outcome.start if film else entry.start, end=outcome.end if film else entry.end,
        tracker=outcome.tracker,
    )  # fmt: skip
    tokens = None if made.tokens is None else made.tokens[0]
    library.add_clip(clip, pose, encoder.name, made.vectors[0], tokens)


def _outcomes(library: Library, work: ImportQueue, tracker: Path, workers: int) -> _Outcomes:
    """Yield each clip with its number, its digest, and its reading, or why there is none; None
    for one that the library has. Those that are read come in the order of the list."""
    readers: ExtractionPool | None = None
    asked: deque[tuple[int, ClipEntry, str, Future[ExtractionResult | str]]] = deque()
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
            readers = readers or ExtractionPool(tracker, workers)
            asked.append((number, entry, content, readers.ask(entry)))
            if len(asked) > 2 * workers:
                yield _answered(readers, *asked.popleft())
        while readers and asked:
            yield _answered(readers, *asked.popleft())
    finally:
        if readers:
            readers.close()


def _answered(
    readers: ExtractionPool,
    number: int,
    entry: ClipEntry,
    content: str,
    future: "Future[ExtractionResult | str]",
) -> tuple[int, ClipEntry, str, ExtractionResult | str]:
    return number, entry, content, readers.answer(entry, future)


def retrack(library: Library, encoder: PoseEncoder, tracker: Path, now: str) -> Steps[int]:
    """Read again every clip whose landmarks another tracker than `now` found; return how many.

    A clip that cannot be read keeps what it has. One clip is one transaction.
    """
    clips = library.asked(lambda db: health.outdated(db, now))
    if not clips:
        return 0
    read, began = 0, time.monotonic()
    workers = min(os.cpu_count() or 1, len(clips))
    with closing(ExtractionPool(tracker, workers)) as readers:
        entries = [ClipEntry(path, "", "", start=start, end=end) for _, path, start, end in clips]
        asked = [readers.ask(entry) for entry in entries[: 2 * workers]]
        for done, ((clip, path, _, _), entry) in enumerate(zip(clips, entries, strict=True)):
            left = (time.monotonic() - began) / done * (len(clips) - done) if done else None
            yield Progress(done, len(clips), path.name, left)
            outcome = readers.answer(entry, asked[done])
            if len(asked) < len(entries):
                asked.append(readers.ask(entries[len(asked)]))
            read += _replaced(library, encoder, clip, outcome)
    return read


def _replaced(
    library: Library, encoder: PoseEncoder, clip: int, outcome: ExtractionResult | str
) -> bool:
    if isinstance(outcome, str):
        return False
    try:
        made = encoder.read_poses(usable_poses([unpack(outcome.packed)]))
    except PoseError:
        return False
    with library.changing() as db:
        db.execute("UPDATE poses SET packed = ? WHERE clip = ?", [outcome.packed, clip])
        db.execute("DELETE FROM vectors WHERE clip = ?", [clip])
        records.put_vectors(db, encoder.name, [clip], made)
        records.put_tracker(db, clip, outcome.tracker)
        db.execute(
            'UPDATE clips SET start = ?, "end" = ? WHERE id = ?',
            [outcome.start, outcome.end, clip],
        )
    return True
