"""Worker processes: how they start, and that they stop when this process stops."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import parent_process
from multiprocessing.context import SpawnContext, SpawnProcess
from signal import SIG_IGN, SIGINT, signal
from threading import RLock, Thread
from typing import Final

#: Held while OpenCV loads. Meanwhile OpenCV puts its own folder first in `sys.path`; a process
#: started then would inherit that path and import OpenCV's `typing` instead of Python's.
LOADING: Final = RLock()
_QT = ("QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_FONTDIR")


@contextmanager
def importing_opencv() -> Iterator[None]:
    """Import OpenCV, or a library that imports it such as MediaPipe, inside this context.

    OpenCV's messages are turned off, which must happen before it loads. Its Linux wheel points Qt
    to plugins of another version; the environment variables are restored.
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
    """A process that starts with the `sys.path` that this one has while OpenCV is not loading."""

    def start(self) -> None:
        """Start the process, after OpenCV has loaded if another thread is importing it."""
        with LOADING:
            super().start()


class _Context(SpawnContext):
    Process = Child


#: Creates worker processes, queues, pipes and events.
CONTEXT: Final = _Context()


def serve_parent() -> None:
    """Prepare a worker process to stop when its parent stops, even if that is killed."""
    signal(SIGINT, SIG_IGN)  # Ctrl-C reaches every process of a terminal; the parent decides
    parent = parent_process()
    if parent is not None:

        def wait_for_parent() -> None:
            parent.join()
            os._exit(1)

        Thread(target=wait_for_parent, daemon=True).start()


def lower_priority() -> None:
    """Lower the priority of this process by one step, so that the window is served first.

    A busy process loses little by it. Windows has no step this small, so nothing happens there.
    """
    if sys.platform != "win32":
        os.nice(1)
