"""What every process is told that works for this one: it ends with its parent."""

import os
from multiprocessing import parent_process
from signal import SIG_IGN, SIGINT, signal
from threading import Thread


def serve_parent() -> None:
    """Begin a worker process: it ends with its parent, even if that is killed."""
    signal(SIGINT, SIG_IGN)  # Ctrl-C in a terminal reaches every process: the parent decides
    parent = parent_process()
    if parent is not None:

        def follow() -> None:
            parent.join()
            os._exit(1)

        Thread(target=follow, daemon=True).start()
