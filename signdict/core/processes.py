"""Processes that work for this one: how all of them begin, and that they end with it."""

import os
import sys
from multiprocessing import parent_process
from multiprocessing.context import SpawnContext, SpawnProcess
from signal import SIG_IGN, SIGINT, signal
from threading import Thread
from typing import Final

from signdict.core.native import LOADING


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
