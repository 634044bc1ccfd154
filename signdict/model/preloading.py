"""Loads the library behind torch so that other threads run meanwhile."""

import ctypes
import os
import sys
from importlib.util import find_spec
from pathlib import Path

#: The largest library of torch, which contains most of it.
_LIBRARY = "libtorch_cpu.dylib" if sys.platform == "darwin" else "libtorch_cpu.so"


def preload_torch() -> None:
    """Load torch's largest library, unless torch is loaded.

    `import torch` holds Python's lock while this library is loaded: for .3 s, or more than a second
    on a busy computer, in which the window does not react. A function called through ctypes does
    not hold the lock. If loading fails, `import torch` reports it. On Windows torch itself loads
    its libraries this way.
    """
    spec = None if sys.platform == "win32" or "torch" in sys.modules else find_spec("torch")
    if spec is None or spec.origin is None:
        return
    load = ctypes.CDLL(None).dlopen
    load.argtypes, load.restype = [ctypes.c_char_p, ctypes.c_int], ctypes.c_void_p
    load(os.fsencode(Path(spec.origin).with_name("lib") / _LIBRARY), os.RTLD_NOW)
