"""How many threads torch and NumPy compute on."""

import os
import sys

_TORCH = "OMP_NUM_THREADS"


def limit_threads() -> None:
    """Have torch and NumPy compute on one thread each. Call this before they are imported.

    Threads of one computation wait for each other. While another program needs a core, a question
    of 10 ms takes a second with two threads, and 10 to 20 ms with one; on an idle computer a second
    thread makes only large batches faster (docs/decisions/0023). Worker processes inherit this.
    Environment variables that are set already are kept. If torch is imported already, which has
    read them by then, its number of threads is set.
    """
    torch = sys.modules.get("torch")
    if torch is not None and _TORCH not in os.environ:
        torch.set_num_threads(1)
    for name in (_TORCH, "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(name, "1")
