"""Clips into a library, step by step: worker processes read, the calling thread commits.

One clip is one transaction, and clips are committed in the order of the list. So work may stop at
any moment, and started again it ends with the same library as if it had never stopped.
"""

import os
import time
from collections import deque
from collections.abc import Generator, Sequence
from concurrent.futures import Future
from contextlib import closing
from pathlib import Path
from typing import Protocol, TypeAlias

from signdict.core.errors import PoseError, SignDictError
from signdict.core.types import Progress, Readings, Source, Steps
from signdict.importing.entries import Entry, Report, State, digest
from signdict.importing.work import Listed, Work
from signdict.importing.workers import Readers, Reading
from signdict.library.library import Library, NewClip
from signdict.pose.codec import unpack
from signdict.pose.pose import Pose

_Outcomes: TypeAlias = Generator[tuple[int, Entry, str, Reading | str | None], None, None]

#: Clips that are embedded and committed together when a model reads a library again.
BATCH = 32


class Embedder(Protocol):
    """What ingest needs of an encoder."""

    @property
    def name(self) -> str:
        """Which model read a clip."""
        ...

    def read_poses(self, poses: Sequence[Pose]) -> Readings:
        """Return what the model makes of poses. Raise PoseError if one cannot be read."""
        ...


def add(
    library: Library,
    encoder: Embedder,
    entries: Sequence[Entry],
    tracker: Path,
    workers: int | None = None,
) -> Steps[Report]:
    """Add the clips of a list in memory; see `take`."""
    return (yield from take(library, encoder, Listed(entries), len(entries), tracker, workers))


def take(
    library: Library,
    encoder: Embedder,
    work: Work,
    total: int,
    tracker: Path,
    workers: int | None = None,
) -> Steps[Report]:
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
    library: Library, encoder: Embedder, into: Library | None = None, what: str = "Reading again"
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
    library: Library, encoder: Embedder, clips: Sequence[int]
) -> list[tuple[list[int], Readings]]:
    """A few clips and what the model makes of them: together, or one by one without those that
    it cannot read."""
    poses = {clip: library.pose(clip) for clip in clips}
    known = {clip: pose for clip, pose in poses.items() if pose is not None}
    if not known:
        return []
    try:
        return [(list(known), encoder.read_poses(list(known.values())))]
    except PoseError:
        if len(clips) == 1:
            return []
        return [part for clip in clips for part in _read(library, encoder, [clip])]


def _settled(
    library: Library, encoder: Embedder, entry: Entry, content: str, outcome: Reading | str | None
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
    library: Library, encoder: Embedder, entry: Entry, content: str, outcome: Reading
) -> None:
    """Write one clip, or raise PoseError with the reason why the model cannot read it."""
    pose = unpack(outcome.packed)  # read from what is stored, so reading again gives the same
    made = encoder.read_poses([pose])
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


def _outcomes(library: Library, work: Work, tracker: Path, workers: int) -> _Outcomes:
    """Yield each clip with its number, its digest, and its reading, or why there is none; None
    for one that the library has. Those that are read come in the order of the list."""
    readers: Readers | None = None
    asked: deque[tuple[int, Entry, str, Future[Reading | str]]] = deque()
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
            readers = readers or Readers(tracker, workers)
            asked.append((number, entry, content, readers.ask(entry)))
            if len(asked) > 2 * workers:
                yield _answered(readers, *asked.popleft())
        while readers and asked:
            yield _answered(readers, *asked.popleft())
    finally:
        if readers:
            readers.close()


def _answered(
    readers: Readers, number: int, entry: Entry, content: str, future: "Future[Reading | str]"
) -> tuple[int, Entry, str, Reading | str]:
    return number, entry, content, readers.answer(entry, future)
