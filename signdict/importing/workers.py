"""Worker processes that read clips: a video or `.pose` file in, a packed pose out."""

import logging
from concurrent.futures import Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from multiprocessing.synchronize import Event
from pathlib import Path
from threading import Thread
from typing import Any

from signdict.core.errors import CancelledError, SignDictError
from signdict.core.names import text_of
from signdict.core.processes import CONTEXT, serve_parent
from signdict.importing.entries import ClipEntry
from signdict.importing.recipes.recognition import landmarks_of, rate_of
from signdict.pose.codec import pack
from signdict.pose.pose import Pose
from signdict.tracking.extraction import is_pose, pose_steps

#: Frames of rest that are kept before and after the signing.
MARGIN = 3
#: How long a step of an import waits at most for a worker, in seconds: a question waits no longer.
PATIENCE = 0.02


@dataclass(frozen=True, slots=True)
class ExtractionResult:
    """A packed pose, the seconds of the file that it shows, and the tracker that found the
    landmarks; empty if they came in a file."""

    packed: bytes
    start: float
    end: float
    tracker: str = ""


class ExtractionPool:
    """Worker processes that read clips. If a worker crashes, only its clip is lost."""

    def __init__(self, tracker: Path, count: int) -> None:
        self.count = count
        self._tracker = tracker
        self._stop = CONTEXT.Event()
        self._pool = self._start(count)

    def _start(self, count: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(count, CONTEXT, _start_worker, (self._stop,))

    def submit(self, entry: ClipEntry) -> "Future[ExtractionResult | str]":
        """Start to read a clip. The result is its pose, or a sentence why it cannot be read."""
        try:
            return self._pool.submit(extract, entry, self._tracker)
        except BrokenProcessPool:
            self._pool = self._start(self.count)
            return self._pool.submit(extract, entry, self._tracker)

    def result(
        self, entry: ClipEntry, future: "Future[ExtractionResult | str]"
    ) -> ExtractionResult | str:
        """Wait for a clip. If the pool broke, another clip may be the cause: try this one alone."""
        try:
            return future.result()
        except BrokenProcessPool:
            with self._start(1) as pool:
                try:
                    return pool.submit(extract, entry, self._tracker).result()
                except BrokenProcessPool:
                    name = text_of(entry.path.name)
                    return f"{name} made the program that reads clips crash."

    @staticmethod
    def ready(future: "Future[Any]", seconds: float = PATIENCE) -> bool:
        """Return whether a clip has been read, or its film has come, after waiting for it."""
        return bool(wait([future], seconds).done)

    def close(self) -> None:
        """Tell the workers to stop at the next frame, and do not wait for them."""
        self._stop.set()
        Thread(target=self._shut_down).start()

    def _shut_down(self) -> None:
        """Wait in a thread of its own, so that a worker which is just starting finds the Event."""
        self._pool.shutdown(cancel_futures=True)


#: In a worker process, set when it is to stop. An Event cannot be sent with each task, because it
#: can only be inherited by a new process.
_stop_event: Event | None = None


def _start_worker(stop: Event) -> None:
    global _stop_event
    _stop_event = stop
    serve_parent()


def extract(entry: ClipEntry, tracker: Path) -> ExtractionResult | str:
    """Read one clip in a worker; return a sentence if it cannot be read."""
    try:
        if (pose := landmarks_of(entry)) is not None:
            return trimmed(pose.usable(), entry.start or 0.0)
        steps = pose_steps(entry.path, tracker, entry.start, entry.end, rate_of(entry))
        while True:
            try:
                next(steps)
            except StopIteration as last:
                result = trimmed(last.value, entry.start or 0.0)
                return result if is_pose(entry.path) else replace(result, tracker=_made_by(tracker))
            if _stop_event is not None and _stop_event.is_set():
                raise CancelledError("Reading was stopped.")
    except SignDictError as reason:
        return str(reason)
    except Exception:
        logging.getLogger(__name__).exception("reading %s", entry.path)
        return f"{text_of(entry.path.name)} cannot be read. Convert it to MP4 and try again."


def _made_by(tracker: Path) -> str:
    from signdict.tracking.mediapipe_tracker import made_by

    return made_by(tracker)


def trimmed(pose: Pose, start: float) -> ExtractionResult:
    """Pack the signing with some rest before and after it.

    `start` is where the clip starts in its file, in seconds.
    """
    span = pose.signing()
    first, last = max(0, span.start - MARGIN), min(len(pose), span.stop + MARGIN)
    return ExtractionResult(
        pack(pose.cut(first, last)), start + first / pose.fps, start + last / pose.fps
    )
