"""When Python looks for garbage: not in the midst of loading, nor among what is loaded to stay.

To look through all objects there are takes 100 ms and more once torch is loaded, and nothing else
of this program goes on meanwhile.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


def stays() -> None:
    """What has been made so far stays: Python looks for garbage among what is made from now on."""
    gc.freeze()
    gc.enable()


@contextmanager
def lasting() -> Iterator[None]:
    """Load inside what stays."""
    gc.disable()
    try:
        yield
    finally:
        stays()
