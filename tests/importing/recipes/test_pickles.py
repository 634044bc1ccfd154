"""Pickles of arrays are read as pickle reads them, and other objects are not."""

import collections
import functools
import pickle

import numpy as np
import pytest

from signdict.core.errors import ManifestError
from signdict.importing.recipes import pickles

VALUES = [
    {"a": np.arange(6.0).reshape(2, 3), "b": [1, "x", None, (2.5, True)]},
    np.asfortranarray(np.arange(6, dtype=np.float32).reshape(3, 2)),
    np.arange(4, dtype=">f4"),
    collections.OrderedDict(a=np.int64(1), b=np.float32(2)),
    np.array([[1, 2], [3]], dtype=object),
]


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_arrays_lists_and_numbers_are_read_in_every_protocol(tmp_path, protocol, value):
    path = tmp_path / "x.pkl"
    path.write_bytes(pickle.dumps(value, protocol))
    assert repr(pickles.read(path)) == repr(pickle.loads(path.read_bytes()))


class Calls:
    """An object whose pickle calls a function with arguments."""

    def __init__(self, function, *arguments):
        self._call = (function, arguments)

    def __reduce__(self):
        return self._call


@pytest.mark.parametrize(
    "value",
    [
        Calls(exec, "raise SystemExit"),
        Calls(getattr, [], "append"),
        Calls(functools.partial, print),
        Calls(np.load, "x.npy"),
        np.random.default_rng(1),
    ],
    ids=("exec", "getattr", "partial", "load", "generator"),
)
def test_any_other_object_is_an_error(tmp_path, value):
    path = tmp_path / "x.pkl"
    path.write_bytes(pickle.dumps(value))
    with pytest.raises(ManifestError, match=r"which is not read|not a complete pickle"):
        pickles.read(path)


def test_an_array_has_no_size_of_its_own(tmp_path):
    path = tmp_path / "x.pkl"
    reconstruct = np.empty(0).__reduce__()[0]
    path.write_bytes(pickle.dumps(Calls(reconstruct, np.ndarray, (1 << 40,), b"b")))
    with pytest.raises(ManifestError, match="not a complete pickle"):
        pickles.read(path)
