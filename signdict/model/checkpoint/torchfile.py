"""Reading files of torch tensor by tensor, without executing them.

The format is a zip archive without compression, with every name in one folder. `data.pkl` describes
the content, `data/0` and so on have the numbers of each storage, and `byteorder` their byte order.
"""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeAlias

import numpy as np

from signdict.core.errors import ModelError
from signdict.core.types import AnyArray
from signdict.model.checkpoint import unpickler
from signdict.model.checkpoint.unpickler import Storage, Tensor

#: The NumPy type code and the name of each kind of storage. bfloat16 is the upper half of float32,
#: so it is read as integers and widened.
_KINDS = {
    "FloatStorage": ("f4", "float32"),
    "HalfStorage": ("f2", "float16"),
    "BFloat16Storage": ("u2", "bfloat16"),
    "DoubleStorage": ("f8", "float64"),
    "LongStorage": ("i8", "int64"),
    "IntStorage": ("i4", "int32"),
    "ShortStorage": ("i2", "int16"),
    "CharStorage": ("i1", "int8"),
    "ByteStorage": ("u1", "uint8"),
    "BoolStorage": ("u1", "bool"),
}
_ORDERS = {b"little": "<", b"big": ">"}
LARGEST_PICKLE = 32 << 20
_CHUNK = 4 << 20
#: The start of the format before zip archives (`legacyfile`).
LEGACY = b"\x80\x02\x8a\nl\xfc\x9cF\xf9 j\xa8P\x19."
_AGAIN = "The download may be incomplete. Download it again."
_EXPECTED = "Use the checkpoint as published by SignCLIP's authors, a .pt file of about 2.6 GB."
_ZIP_PROBLEMS = (
    zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, ValueError,
    EOFError, OverflowError, IndexError, struct.error, zlib.error,
)  # fmt: skip


#: The start and the size of a part of the file, and its checksum where the format has one.
Record: TypeAlias = tuple[int, int, int | None]


class TorchFile:
    """An open torch file. `content` is its description, with tensors that are not read yet."""

    #: The first bytes of the format.
    START = b"PK\x03\x04"

    def __init__(self, path: Path) -> None:
        """Open a file and read its description. Raise ModelError if it is not a torch file."""
        _check_kind(path, self.START)
        self.name = path.name
        with self._reading():
            self._file = path.open("rb")
        try:
            with self._reading():
                self.size = path.stat().st_size
                self._records = self._index()
                self._order = self._byte_order()
                self.content = self._content()
        except BaseException:
            self._file.close()
            raise
        self._checked: set[str] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def chunks(self) -> Iterator[bytes]:
        """Yield the content of the file in chunks."""
        with self._reading():
            self._file.seek(0)
            while chunk := self._file.read(_CHUNK):
                yield chunk

    def check(self, name: str, tensor: Tensor) -> None:
        """Raise ModelError if the record of a tensor is missing, short or damaged."""
        storage = tensor.storage
        record = self._records.get(f"data/{storage.record}")
        if record is None:
            raise self._damaged(f"the numbers of {name} are missing")
        if record[1] != storage.count * kind(storage)[0].itemsize or not tensor.is_inside:
            raise self._damaged(f"the numbers of {name} have the wrong size")
        if storage.record not in self._checked:
            if record[2] is not None and self._checksum(*record[:2]) != record[2]:
                raise self._damaged(f"the numbers of {name} do not match their checksum")
            self._checked.add(storage.record)

    def rows(self, tensor: Tensor, start: int, stop: int) -> AnyArray:
        """Read some rows of a checked tensor: float16, or float32 (of bfloat16 too)."""
        stored, _ = kind(tensor.storage)
        shape = (stop - start, *tensor.shape[1:])
        first = tensor.offset + start * tensor.stride[0]
        position = self._records[f"data/{tensor.storage.record}"][0] + first * stored.itemsize
        numbers = np.empty(unpickler.span(shape, tensor.stride), f"{self._order}{stored.str[1:]}")
        with self._reading():
            self._file.seek(position)
            if self._file.readinto(numbers.data.cast("B")) != numbers.nbytes:
                raise self._damaged("it ends too early")
        if tensor.storage.kind == "BFloat16Storage":
            numbers = (numbers.astype(np.uint32) << 16).view(np.float32)
        strides = tuple(step * numbers.itemsize for step in tensor.stride)
        return np.lib.stride_tricks.as_strided(numbers, shape, strides, writeable=False)

    def _index(self) -> dict[str, Record]:
        """Return each record by its name in the folder."""
        try:
            with zipfile.ZipFile(self._file) as archive:
                entries = archive.infolist()
        except _ZIP_PROBLEMS as problem:
            message = f"{self.name} is incomplete: the directory at its end is missing."
            raise ModelError(message, hint=_AGAIN) from problem
        pickles = [e.filename for e in entries if e.filename.endswith("/data.pkl")]
        if len(pickles) != 1 or pickles[0].count("/") != 1:
            message = f"{self.name} is a zip archive, but not a checkpoint."
            raise ModelError(message, hint="If it contains the checkpoint, extract that first.")
        folder = pickles[0].removesuffix("data.pkl")
        records = [entry for entry in entries if entry.filename.startswith(folder)]
        return {entry.filename.removeprefix(folder): self._position(entry) for entry in records}

    def _position(self, entry: zipfile.ZipInfo) -> Record:
        if entry.compress_type != zipfile.ZIP_STORED or entry.flag_bits & 1:
            raise self._damaged("its parts are compressed or encrypted")
        if not 0 <= entry.header_offset <= self.size - 30:
            raise self._damaged("it ends too early")
        self._file.seek(entry.header_offset)
        magic, name, extra = struct.unpack("<4s22xHH", self._file.read(30))
        start = entry.header_offset + 30 + name + extra
        if magic != b"PK\x03\x04" or start + entry.file_size > self.size:
            raise self._damaged("it ends too early")
        return start, entry.file_size, entry.CRC

    def _byte_order(self) -> str:
        if "byteorder" not in self._records:  # missing in files of older versions of torch
            return "<"
        order = _ORDERS.get(self._small("byteorder", 16))
        if order is None:
            raise self._damaged("its byte order is unknown")
        return order

    def _content(self) -> object:
        try:
            return unpickler.read(self._small("data.pkl", LARGEST_PICKLE))
        except ValueError as problem:
            raise self._damaged("its description cannot be read") from problem

    def _small(self, record: str, max_size: int) -> bytes:
        """Read a whole record. Raise ModelError if it is larger than `max_size`."""
        start, size, checksum = self._records[record]
        if size > max_size:
            raise self._damaged(f"its part {record} is too large")
        if self._checksum(start, size) != checksum:
            raise self._damaged(f"its part {record} does not match its checksum")
        self._file.seek(start)
        return self._file.read(size)

    def _checksum(self, start: int, size: int) -> int:
        """Return the CRC-32 of a part of the file."""
        checksum = 0
        with self._reading():
            self._file.seek(start)
            while size and (chunk := self._file.read(min(size, _CHUNK))):
                checksum, size = zlib.crc32(chunk, checksum), size - len(chunk)
        return checksum

    def _damaged(self, reason: str) -> ModelError:
        return ModelError(f"{self.name} is damaged: {reason}.", hint=_AGAIN)

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """Raise ModelError in place of OSError."""
        try:
            yield
        except OSError as error:
            raise _unreadable(self.name) from error


def kind(storage: Storage) -> tuple[np.dtype[Any], str]:
    """Return the NumPy type of a storage and its name."""
    code, name = _KINDS.get(storage.kind, ("u1", storage.kind))
    return np.dtype(code), name


def _check_kind(path: Path, expected: bytes) -> None:
    """Raise ModelError, which says what the file is, unless it starts as expected."""
    if path.is_dir():
        raise ModelError(f"{path.name} is a folder, not a checkpoint.", hint=_EXPECTED)
    if not path.is_file():
        raise ModelError(f"No such file: {path}.", hint="Check the spelling.")
    try:
        with path.open("rb") as file:
            start = file.read(1024)
    except OSError as error:
        raise _unreadable(path.name) from error
    if not start.startswith(expected):
        description, hint = _describe(start)
        raise ModelError(f"{path.name} {description}.", hint=hint)


def _describe(start: bytes) -> tuple[str, str]:
    """Return what a file is by its first bytes, and a hint."""
    if not start.strip():
        return "is empty", _AGAIN
    if start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        hint = "Google Drive shows a page before a large download: choose to download anyway."
        return "is a web page, not a checkpoint", hint
    if start.startswith(LEGACY):
        return (
            "was written by a version of torch before 1.6, whose format signdict does not read",
            _EXPECTED,
        )
    if start[8:9] == b"{":
        return "is a safetensors file, not a torch checkpoint", _EXPECTED
    if start[:1] == b"\x80":
        return "is a bare pickle, which can execute code, not a checkpoint", _EXPECTED
    return "is not a checkpoint", _EXPECTED


def _unreadable(name: str) -> ModelError:
    return ModelError(
        f"{name} cannot be read.",
        hint="Check the disk and your permissions.",
    )
