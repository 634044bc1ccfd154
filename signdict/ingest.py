"""Clips into a library, step by step: worker processes read, the calling thread commits.

One clip is one transaction, and clips are committed in the order of the list. So work may stop at
any moment, and started again it ends with the same library as if it had never stopped.
"""

import logging
import os
import time
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from multiprocessing.synchronize import Event
from pathlib import Path
from threading import Thread
from typing import Protocol

from signdict.errors import CancelledError, PoseError, SignDictError
from signdict.library import Library, NewClip
from signdict.manifest import Entry, Skipped, digest
from signdict.packing import pack, unpack
from signdict.pose import Pose
from signdict.signs import Embeddings, Progress, Source, Steps

#: Frames of rest that are kept before and after the signing.
MARGIN = 3
#: Clips that are embedded and committed together when a model reads a library again.
BATCH = 32


class Embedder(Protocol):
    """What ingest needs of an encoder."""

    @property
    def name(self) -> str:
        """Which model made a vector."""
        ...

    def embed_poses(self, poses: Sequence[Pose]) -> Embeddings:
        """Return (n, D), each row of unit length."""
        ...


@dataclass(frozen=True, slots=True)
class Report:
    """What came of a list of clips."""

    added: int
    already: int
    skipped: tuple[Skipped, ...] = ()


def add(
    library: Library,
    encoder: Embedder,
    entries: Sequence[Entry],
    tracker: Path,
    workers: int | None = None,
) -> Steps[Report]:
    """Add the clips that the library does not have yet.

    A file that cannot be read is a Skipped in the report. Raise LibraryError if the library
    cannot be written: what was added before stays.
    """
    skipped: list[Skipped] = []
    fresh: list[tuple[Entry, str]] = []
    for number, entry in enumerate(entries):
        yield Progress(number, len(entries), f"Looking at {entry.path.name}")
        try:
            content = digest(entry)
        except SignDictError as reason:
            skipped.append(Skipped(entry.path, str(reason)))
            continue
        if not library.has(content):
            fresh.append((entry, content))
    already = len(entries) - len(fresh) - len(skipped)
    added = 0
    began = time.monotonic()
    for number, (entry, content, outcome) in enumerate(_read_all(fresh, tracker, workers)):
        left = (time.monotonic() - began) / number * (len(fresh) - number) if number else None
        yield Progress(number, len(fresh), entry.path.name, left)
        try:
            _commit(library, encoder, entry, content, outcome)
        except PoseError as reason:
            skipped.append(Skipped(entry.path, str(reason)))
        else:
            added += 1
    return Report(added, already, tuple(skipped))


def reread(library: Library, encoder: Embedder) -> Steps[int]:
    """Make the vectors of clips that this model has not read, in batches; return how many."""
    missing = library.without_vector(encoder.name)
    for at in range(0, len(missing), BATCH):
        yield Progress(at, len(missing), "Reading again")
        poses = {clip: library.pose(clip) for clip in missing[at : at + BATCH]}
        known = {clip: pose for clip, pose in poses.items() if pose is not None}
        vectors = encoder.embed_poses(list(known.values()))
        library.put_vectors(encoder.name, zip(known, vectors, strict=True))
    return len(missing)


def pose_steps(
    path: Path, tracker: Path, start: float | None = None, end: float | None = None
) -> Steps[Pose]:
    """Read a `.pose` file, or track a video with a step after each frame.

    `start` and `end` in seconds cut a part out. Raise VideoError or PoseError.
    """
    if path.suffix.lower() == ".pose":
        from signdict.posefile import read_pose

        pose = read_pose(path)
        first = round((start or 0) * pose.fps)
        return pose.cut(first, len(pose) if end is None else round(end * pose.fps)).usable()
    from signdict.tracker import Tracker
    from signdict.video import Video

    began, found = time.monotonic(), []
    with Video(path) as video, Tracker(tracker) as follower:
        for number, frame in enumerate(video.frames(), 1):
            if end is not None and frame.seconds >= end:
                break
            if start is not None and frame.seconds < start:
                continue
            found.append(follower.track(frame))
            total = max(video.shape.frames, number)
            left = (time.monotonic() - began) / number * (total - number)
            yield Progress(number, total, path.name, left)
        shape = video.shape
    return Pose.of(found, shape.fps, shape.width, shape.height).usable()


def _commit(
    library: Library, encoder: Embedder, entry: Entry, content: str, outcome: bytes | str
) -> None:
    """Write one clip, or raise PoseError with the reason why it cannot be read."""
    if isinstance(outcome, str):
        raise PoseError(outcome)
    pose = unpack(outcome)  # the vector is made from what is stored, so reading again gives it too
    vector = encoder.embed_poses([pose])[0]
    library.put_source(
        Source(
            entry.source,
            licence=entry.licence,
            attribution=entry.attribution,
            version=entry.version,
            url=entry.url,
        )
    )
    clip = NewClip(
        entry.gloss, entry.sign_language, entry.source, content,
        spoken_language=entry.spoken_language, variant=entry.variant, concept=entry.concept,
        signer=entry.signer, start=entry.start, end=entry.end,
        media=None if entry.path.suffix.lower() == ".pose" else entry.path.resolve(),
    )  # fmt: skip
    library.add_clip(clip, pose, encoder.name, vector)


def _read_all(
    fresh: Sequence[tuple[Entry, str]], tracker: Path, workers: int | None
) -> Iterator[tuple[Entry, str, bytes | str]]:
    """Yield each entry with its packed pose, or the reason why there is none, in order."""
    if not fresh:
        return
    readers = _Readers(tracker, min(workers or os.cpu_count() or 1, len(fresh)))
    waiting: deque[tuple[Entry, str, Future[bytes | str]]] = deque()
    coming = iter(fresh)
    try:
        for entry, content in coming:
            waiting.append((entry, content, readers.ask(entry)))
            if len(waiting) > 2 * readers.count:
                entry, content, future = waiting.popleft()
                yield entry, content, readers.answer(entry, future)
        while waiting:
            entry, content, future = waiting.popleft()
            yield entry, content, readers.answer(entry, future)
    finally:
        readers.close()


class _Readers:
    """Worker processes that read clips. A worker that crashes costs its clip, and no more."""

    def __init__(self, tracker: Path, count: int) -> None:
        self.count = count
        self._tracker = tracker
        self._context = get_context("spawn")
        self._stop = self._context.Event()
        self._pool = self._start(count)

    def _start(self, count: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(count, self._context, _begin, (self._stop,))

    def ask(self, entry: Entry) -> "Future[bytes | str]":
        try:
            return self._pool.submit(_read, entry, self._tracker)
        except BrokenProcessPool:
            self._pool = self._start(self.count)
            return self._pool.submit(_read, entry, self._tracker)

    def answer(self, entry: Entry, future: "Future[bytes | str]") -> bytes | str:
        """Wait for a clip. If its worker died, it may have been another's fault: try it alone."""
        try:
            return future.result()
        except BrokenProcessPool:
            with self._start(1) as alone:
                try:
                    return alone.submit(_read, entry, self._tracker).result()
                except BrokenProcessPool:
                    return f"Reading {entry.path.name} brought its reader down."

    def close(self) -> None:
        """Tell the workers to stop at the next frame, and do not wait for them."""
        self._stop.set()
        Thread(target=self._end).start()

    def _end(self) -> None:
        """Wait, in a thread of its own, so that a worker which only just begins finds the Event."""
        self._pool.shutdown(cancel_futures=True)


_stopped: Event | None = None


def _begin(stop: Event) -> None:
    """Begin a worker: it ends with its parent, even if that is killed."""
    global _stopped  # an Event cannot be pickled into each task
    _stopped = stop
    parent = parent_process()
    if parent is not None:

        def follow() -> None:
            parent.join()
            os._exit(1)

        Thread(target=follow, daemon=True).start()


def _read(entry: Entry, tracker: Path) -> bytes | str:
    """Read one clip in a worker: its packed pose, or a sentence about why that cannot be done."""
    try:
        steps = pose_steps(entry.path, tracker, entry.start, entry.end)
        while True:
            try:
                next(steps)
            except StopIteration as last:
                pose: Pose = last.value
                return pack(pose.trimmed(MARGIN))
            if _stopped is not None and _stopped.is_set():
                raise CancelledError("Reading was stopped.")
    except SignDictError as reason:
        return str(reason)
    except Exception:
        logging.getLogger(__name__).exception("reading %s", entry.path)
        return f"{entry.path.name} cannot be read. Convert it to MP4 and try again."
