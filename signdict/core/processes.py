"""Processes that work for this one: how all of them begin, and that they end with it."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import parent_process
from multiprocessing.context import SpawnContext, SpawnProcess
from signal import SIG_IGN, SIGINT, signal
from threading import RLock, Thread
from typing import Final

#: Held while OpenCV loads, which puts its own folder first in `sys.path` until it has. A process
#: that begins just then would get that path, and find OpenCV's `typing` in place of Python's.
LOADING: Final = RLock()
_QT = ("QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_FONTDIR")


@contextmanager
def quietly_loaded() -> Iterator[None]:
    """Import OpenCV inside, or what imports it, as MediaPipe does.

    Its messages are turned off, which must happen before it loads. Its Linux wheel points Qt at
    plugins of another version: the variables are put back as they were.
    """
    os.environ.setdefault("OPENCV_LOG_LEVEL", "OFF")
    os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")
    before = {name: os.environ.get(name) for name in _QT}
    try:
        with LOADING:
            yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


class Child(SpawnProcess):
    """A process that begins with the `sys.path` of this one as it is when nothing loads."""

    def start(self) -> None:
        """Begin, once OpenCV has loaded if another thread is about that."""
        with LOADING:
            super().start()


class _Context(SpawnContext):
    Process = Child


#: What makes processes, and what these share.
CONTEXT: Final = _Context()


def serve_parent() -> None:
    """Begin a worker process: it ends with its parent, even if that is killed."""
    signal(SIGINT, SIG_IGN)  # Ctrl-C in a terminal reaches every process: the parent decides
    parent = parent_process()
    if parent is not None:

        def follow() -> None:
            parent.join()
            os._exit(1)

        Thread(target=follow, daemon=True).start()


def stand_back() -> None:
    """Leave the processor to the window where both want it: a step behind, which costs a process
    that is always busy little. Windows knows no step so small."""
    if sys.platform != "win32":
        os.nice(1)
