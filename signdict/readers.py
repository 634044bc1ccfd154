"""Worker processes that read clips: a video or `.pose` file in, a packed pose out."""

import logging
import os
import time
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from multiprocessing.synchronize import Event
from pathlib import Path
from signal import SIG_IGN, SIGINT, signal
from threading import Thread

from signdict.errors import CancelledError, SignDictError
from signdict.manifest import Entry
from signdict.packing import pack
from signdict.pose import Pose
from signdict.signs import Progress, Steps

#: Frames of rest that are kept before and after the signing.
MARGIN = 3


@dataclass(frozen=True, slots=True)
class Reading:
    """What a worker hands over: a packed pose, and which seconds of the file it shows."""

    packed: bytes
    start: float
    end: float


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


class Readers:
    """Worker processes that read clips. A worker that crashes costs its clip, and no more."""

    def __init__(self, tracker: Path, count: int) -> None:
        self.count = count
        self._tracker = tracker
        self._context = get_context("spawn")
        self._stop = self._context.Event()
        self._pool = self._start(count)

    def _start(self, count: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(count, self._context, _begin, (self._stop,))

    def ask(self, entry: Entry) -> "Future[Reading | str]":
        """Begin to read a clip: its reading, or a sentence about why there is none."""
        try:
            return self._pool.submit(_read, entry, self._tracker)
        except BrokenProcessPool:
            self._pool = self._start(self.count)
            return self._pool.submit(_read, entry, self._tracker)

    def answer(self, entry: Entry, future: "Future[Reading | str]") -> Reading | str:
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
    signal(SIGINT, SIG_IGN)  # Ctrl-C in a terminal reaches every process: the parent decides
    parent = parent_process()
    if parent is not None:

        def follow() -> None:
            parent.join()
            os._exit(1)

        Thread(target=follow, daemon=True).start()


def _read(entry: Entry, tracker: Path) -> Reading | str:
    """Read one clip in a worker, or tell in a sentence why that cannot be done."""
    try:
        steps = pose_steps(entry.path, tracker, entry.start, entry.end)
        while True:
            try:
                next(steps)
            except StopIteration as last:
                pose: Pose = last.value
                return _trimmed(pose, entry.start or 0.0)
            if _stopped is not None and _stopped.is_set():
                raise CancelledError("Reading was stopped.")
    except SignDictError as reason:
        return str(reason)
    except Exception:
        logging.getLogger(__name__).exception("reading %s", entry.path)
        return f"{entry.path.name} cannot be read. Convert it to MP4 and try again."


def _trimmed(pose: Pose, start: float) -> Reading:
    """The signing with a little rest around it; the clip began `start` seconds into its file."""
    span = pose.signing()
    first, last = max(0, span.start - MARGIN), min(len(pose), span.stop + MARGIN)
    return Reading(pack(pose.cut(first, last)), start + first / pose.fps, start + last / pose.fps)
