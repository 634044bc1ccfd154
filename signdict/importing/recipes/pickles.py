"""Reads pickles of numbers, texts, lists, dictionaries and arrays; any other object is an error.

A pickle is a program: `pickle.load` calls every function that it names. Here it can name only the
five functions that rebuild arrays (https://docs.python.org/3/library/pickle.html, "Restricting
globals"), and the one that takes a shape takes only that of an empty array.
"""

import io
import pickle
from collections import OrderedDict
from pathlib import Path
from typing import Any

import numpy as np

from signdict.core.errors import ManifestError
from signdict.core.tables import not_opened

#: Bytes of the longest pickle.
_LONGEST = 1 << 28
_MULTIARRAY = ("numpy.core.multiarray", "numpy._core.multiarray")
_HINT = "Ask the publisher for another format, such as .npy or JSON."


def read(path: Path) -> Any:
    """Return the content of a pickle. Raise ManifestError if it has any other object."""
    try:
        if path.stat().st_size > _LONGEST:
            raise ManifestError(f"{path.name} is longer than 256 MB.", hint="Split it.")
        content = path.read_bytes()
    except OSError as error:
        raise not_opened(path) from error
    try:
        return _Unpickler(io.BytesIO(content), encoding="latin1").load()
    except _UnsafeError as error:
        raise ManifestError(
            f"{path.name} is a pickle with an object {error}, which is not read.", hint=_HINT
        ) from error
    except Exception as error:  # a damaged pickle raises anything
        raise ManifestError(f"{path.name} is not a complete pickle.", hint=_HINT) from error


class _UnsafeError(Exception):
    """A pickle names something that is not allowed."""


def _empty_array(kind: object, shape: object, code: object) -> Any:
    """Return the empty array that NumPy's pickles fill afterwards."""
    if kind is not np.ndarray or shape != (0,) or code not in (b"b", "b"):
        raise pickle.UnpicklingError("an array that is not empty")
    return np.ndarray((0,), np.int8)


def _from_buffer(buffer: Any, dtype: Any, shape: Any, order: Any) -> Any:
    """Return an array of a buffer, as pickles of protocol 5 have them."""
    if np.dtype(dtype).hasobject:
        raise pickle.UnpicklingError("an array of objects in a buffer")
    return np.frombuffer(buffer, dtype).reshape(shape, order=order)


def _scalar(dtype: Any, content: Any = b"") -> Any:
    """Return a number of NumPy."""
    if not isinstance(dtype, np.dtype) or dtype.hasobject:
        raise pickle.UnpicklingError("a number that is none")
    return np.frombuffer(content, dtype)[0]


def _encoded(text: str, encoding: str) -> bytes:
    """Return bytes, which old protocols store as text in Latin-1."""
    if encoding not in ("latin1", "latin-1"):
        raise pickle.UnpicklingError("bytes in another encoding")
    return text.encode("latin1")


_ALLOWED: dict[tuple[str, str], Any] = {
    ("numpy", "ndarray"): np.ndarray,
    ("numpy", "dtype"): np.dtype,
    ("collections", "OrderedDict"): OrderedDict,
    ("_codecs", "encode"): _encoded,
    **{(module, "_reconstruct"): _empty_array for module in _MULTIARRAY},
    **{(module, "scalar"): _scalar for module in _MULTIARRAY},
    ("numpy.core.numeric", "_frombuffer"): _from_buffer,
    ("numpy._core.numeric", "_frombuffer"): _from_buffer,
}


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        """Return an allowed function or type. Raise _UnsafeError for every other name."""
        if (module, name) not in _ALLOWED:
            raise _UnsafeError(f"{module}.{name}"[:99])
        return _ALLOWED[module, name]

    def persistent_load(self, _: Any) -> Any:
        """Raise _UnsafeError: the object is outside the file."""
        raise _UnsafeError("outside the file")
