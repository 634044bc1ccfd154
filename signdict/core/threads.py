"""How many threads torch and NumPy compute on."""

import os


def limit_threads() -> None:
    """Have torch and NumPy compute on one thread each. Call this before they are imported.

    Threads of one computation wait for each other. While another program needs a core, a question
    of 10 ms takes a second with two threads, and 10 to 20 ms with one; on an idle computer a second
    thread makes only large batches faster (docs/decisions/0023). Worker processes inherit this.
    Environment variables that are set already are kept.
    """
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(name, "1")
