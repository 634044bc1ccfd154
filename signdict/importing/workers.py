"""Worker processes that read clips: a video or `.pose` file in, a packed pose out."""

import logging
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from multiprocessing.synchronize import Event
from pathlib import Path
from threading import Thread

from signdict.core.errors import CancelledError, SignDictError
from signdict.core.processes import CONTEXT, serve_parent
from signdict.importing.entries import ClipEntry
from signdict.pose.codec import pack
from signdict.pose.pose import Pose
from signdict.tracking.extraction import is_pose, pose_steps

#: Frames of rest that are kept before and after the signing.
MARGIN = 3


@dataclass(frozen=True, slots=True)
class ExtractionResult:
    """What a worker hands over: a packed pose, which seconds of the file it shows, and what found
    the landmarks, unless they came in a file."""

    packed: bytes
    start: float
    end: float
    tracker: str = ""


class ExtractionPool:
    """Worker processes that read clips. A worker that crashes costs its clip, and no more."""

    def __init__(self, tracker: Path, count: int) -> None:
        self.count = count
        self._tracker = tracker
        self._stop = CONTEXT.Event()
        self._pool = self._start(count)

    def _start(self, count: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(count, CONTEXT, _begin, (self._stop,))

    def ask(self, entry: ClipEntry) -> "Future[ExtractionResult | str]":
        """Begin to read a clip: its reading, or a sentence about why there is none."""
        try:
            return self._pool.submit(_read, entry, self._tracker)
        except BrokenProcessPool:
            self._pool = self._start(self.count)
            return self._pool.submit(_read, entry, self._tracker)

    def answer(
        self, entry: ClipEntry, future: "Future[ExtractionResult | str]"
    ) -> ExtractionResult | str:
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
    """Begin a worker."""
    global _stopped  # an Event cannot be pickled into each task
    _stopped = stop
    serve_parent()


def _read(entry: ClipEntry, tracker: Path) -> ExtractionResult | str:
    """Read one clip in a worker, or tell in a sentence why that cannot be done."""
    try:
        steps = pose_steps(entry.path, tracker, entry.start, entry.end)
        while True:
            try:
                next(steps)
            except StopIteration as last:
                pose: Pose = last.value
                made = _trimmed(pose, entry.start or 0.0)
                return made if is_pose(entry.path) else replace(made, tracker=_made_by(tracker))
            if _stopped is not None and _stopped.is_set():
                raise CancelledError("Reading was stopped.")
    except SignDictError as reason:
        return str(reason)
    except Exception:
        logging.getLogger(__name__).exception("reading %s", entry.path)
        return f"{entry.path.name} cannot be read. Convert it to MP4 and try again."


def _made_by(tracker: Path) -> str:
    from signdict.tracking.mediapipe_tracker import made_by

    return made_by(tracker)


def _trimmed(pose: Pose, start: float) -> ExtractionResult:
    """The signing with a little rest around it; the clip began `start` seconds into its file."""
    span = pose.signing()
    first, last = max(0, span.start - MARGIN), min(len(pose), span.stop + MARGIN)
    return ExtractionResult(
        pack(pose.cut(first, last)), start + first / pose.fps, start + last / pose.fps
    )
