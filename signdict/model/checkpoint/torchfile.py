"""Files that torch wrote: zip archives whose tensors are found, checked and read one by one.

The format: a zip archive, nothing compressed, every name in one folder. `data.pkl` describes the
content, `data/0` and so on are the numbers of each storage, `byteorder` says how they lie.
"""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np

from signdict.core.errors import ModelError
from signdict.core.types import AnyArray
from signdict.model.checkpoint import unpickler
from signdict.model.checkpoint.unpickler import Storage, Tensor

#: How each kind of storage lies in memory, and what people call it. Half of float32's bits make
#: bfloat16, so it is read as whole numbers and widened.
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
_LARGEST_PICKLE = 32 << 20
_CHUNK = 4 << 20
_LEGACY = b"\x80\x02\x8a\nl\xfc\x9cF\xf9 j\xa8P\x19."  # what torch wrote first before zip archives
_AGAIN = "It may not have been downloaded to the end: download it again."
_EXPECTED = "Give the checkpoint as SignCLIP's authors publish it, a .pt file of about 2.6 GB."
_ZIP_PROBLEMS = (
    zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, ValueError,
    EOFError, OverflowError, IndexError, struct.error, zlib.error,
)  # fmt: skip


class TorchFile:
    """An open file of torch's. `content` is what it describes; no number is read yet."""

    def __init__(self, path: Path) -> None:
        """Open and describe a file. Raise ModelError, saying what it is, if it is another."""
        _look_at(path)
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
        self, kind: type[BaseException] | None, what: BaseException | None, at: TracebackType | None
    ) -> None:
        self._file.close()

    def chunks(self) -> Iterator[bytes]:
        """Yield the whole file, piece by piece."""
        with self._reading():
            self._file.seek(0)
            while chunk := self._file.read(_CHUNK):
                yield chunk

    def check(self, name: str, tensor: Tensor) -> None:
        """Raise ModelError, naming the tensor, if its record is missing, short or damaged."""
        storage = tensor.storage
        place = self._records.get(f"data/{storage.record}")
        if place is None:
            raise self._damaged(f"the numbers of {name} are missing")
        if place[1] != storage.count * kind(storage)[0].itemsize or not tensor.is_inside:
            raise self._damaged(f"the numbers of {name} are not as many as promised")
        if storage.record not in self._checked:
            if self._checksum(*place[:2]) != place[2]:
                raise self._damaged(f"the numbers of {name} do not agree with their checksum")
            self._checked.add(storage.record)

    def rows(self, tensor: Tensor, start: int, stop: int) -> AnyArray:
        """Read some rows of a checked tensor: float16, or float32 (of bfloat16 too)."""
        stored, _ = kind(tensor.storage)
        shape = (stop - start, *tensor.shape[1:])
        first = tensor.offset + start * tensor.stride[0]
        place = self._records[f"data/{tensor.storage.record}"][0] + first * stored.itemsize
        numbers = np.empty(unpickler.span(shape, tensor.stride), f"{self._order}{stored.str[1:]}")
        with self._reading():
            self._file.seek(place)
            if self._file.readinto(numbers.data.cast("B")) != numbers.nbytes:
                raise self._damaged("it ends too early")
        if tensor.storage.kind == "BFloat16Storage":
            numbers = (numbers.astype(np.uint32) << 16).view(np.float32)
        strides = tuple(step * numbers.itemsize for step in tensor.stride)
        return np.lib.stride_tricks.as_strided(numbers, shape, strides, writeable=False)

    def _index(self) -> dict[str, tuple[int, int, int]]:
        """Find the records: by name inside the folder, where each begins, its size, checksum."""
        try:
            with zipfile.ZipFile(self._file) as archive:
                entries = archive.infolist()
        except _ZIP_PROBLEMS as problem:
            told = f"{self.name} is not complete: the list of its parts, at its end, is missing."
            raise ModelError(told, hint=_AGAIN) from problem
        pickles = [e.filename for e in entries if e.filename.endswith("/data.pkl")]
        if len(pickles) != 1 or pickles[0].count("/") != 1:
            told = f"{self.name} is a zip archive, but none of a checkpoint."
            raise ModelError(told, hint="If the checkpoint is inside, take it out first.")
        folder = pickles[0].removesuffix("data.pkl")
        mine = [entry for entry in entries if entry.filename.startswith(folder)]
        return {entry.filename.removeprefix(folder): self._place(entry) for entry in mine}

    def _place(self, entry: zipfile.ZipInfo) -> tuple[int, int, int]:
        if entry.compress_type != zipfile.ZIP_STORED or entry.flag_bits & 1:
            raise self._damaged("its parts are compressed or encrypted, which torch never does")
        if not 0 <= entry.header_offset <= self.size - 30:
            raise self._damaged("it ends too early")
        self._file.seek(entry.header_offset)
        mark, name, extra = struct.unpack("<4s22xHH", self._file.read(30))
        start = entry.header_offset + 30 + name + extra
        if mark != b"PK\x03\x04" or start + entry.file_size > self.size:
            raise self._damaged("it ends too early")
        return start, entry.file_size, entry.CRC

    def _byte_order(self) -> str:
        if "byteorder" not in self._records:  # files of older versions of torch say nothing
            return "<"
        order = _ORDERS.get(self._small("byteorder", 16))
        if order is None:
            raise self._damaged("its byte order is unknown")
        return order

    def _content(self) -> object:
        try:
            return unpickler.read(self._small("data.pkl", _LARGEST_PICKLE))
        except ValueError as problem:
            raise self._damaged("its description of the content cannot be read") from problem

    def _small(self, record: str, most: int) -> bytes:
        """Read a record whole, unless it is larger than it ever is."""
        start, size, checksum = self._records[record]
        if size > most:
            raise self._damaged(f"its part {record} is far too large")
        if self._checksum(start, size) != checksum:
            raise self._damaged(f"its part {record} does not agree with its checksum")
        self._file.seek(start)
        return self._file.read(size)

    def _checksum(self, start: int, size: int) -> int:
        """CRC-32 of a stretch of the file."""
        found = 0
        with self._reading():
            self._file.seek(start)
            while size and (chunk := self._file.read(min(size, _CHUNK))):
                found, size = zlib.crc32(chunk, found), size - len(chunk)
        return found

    def _damaged(self, what: str) -> ModelError:
        return ModelError(f"{self.name} is damaged: {what}.", hint=_AGAIN)

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """Say in a sentence what the disk refuses."""
        try:
            yield
        except OSError as refusal:
            raise _unreadable(self.name) from refusal


def kind(storage: Storage) -> tuple[np.dtype[Any], str]:
    """How the numbers of a storage lie in memory, and what people call it."""
    code, name = _KINDS.get(storage.kind, ("u1", storage.kind))
    return np.dtype(code), name


def _look_at(path: Path) -> None:
    """Raise ModelError, saying what a file is, unless it begins as a zip archive does."""
    if path.is_dir():
        raise ModelError(f"{path.name} is a folder, not a checkpoint.", hint=_EXPECTED)
    if not path.is_file():
        raise ModelError(f"There is no file {path}.")
    try:
        with path.open("rb") as file:
            start = file.read(1024)
    except OSError as refusal:
        raise _unreadable(path.name) from refusal
    if not start.startswith(b"PK\x03\x04"):
        what, hint = _told(start)
        raise ModelError(f"{path.name} {what}.", hint=hint)


def _told(start: bytes) -> tuple[str, str]:
    """What a file is that begins so, and what to do."""
    if not start.strip():
        return "is empty", _AGAIN
    if start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        hint = "Google Drive shows a page before it sends a large file: choose to download anyway."
        return "is a web page, not a checkpoint", hint
    if start.startswith(_LEGACY):
        return "was written by a torch older than 1.6, in a format that is not read", _EXPECTED
    if start[8:9] == b"{":
        return "is a safetensors file, not a checkpoint of torch's", _EXPECTED
    if start[:1] == b"\x80":
        return "is a bare pickle, which could run anything, not a checkpoint", _EXPECTED
    return "is not a checkpoint", _EXPECTED


def _unreadable(name: str) -> ModelError:
    return ModelError(f"{name} cannot be read.", hint="See that the disk is there and readable.")
