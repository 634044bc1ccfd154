"""Reading files of torch before 1.6, such as the published weights of BERT, without executing them.

The format is a row of pickles: a magic number, a version, facts about the computer, the content,
and the keys of its storages. Then follows each storage, its count in eight bytes and its numbers.
"""

import io
import struct
from collections.abc import Iterator, Mapping
from pathlib import Path

from signdict.model.checkpoint import unpickler
from signdict.model.checkpoint.torchfile import LARGEST_PICKLE, LEGACY, Record, TorchFile, kind
from signdict.model.checkpoint.unpickler import Storage, Tensor


class LegacyTorchFile(TorchFile):
    """An open file of torch before 1.6, which contains tensors by name; it has no checksums."""

    START = LEGACY
    _table: object

    def _index(self) -> dict[str, Record]:
        """Read the pickles; return the place of each storage."""
        start = io.BytesIO(self._file.read(LARGEST_PICKLE))
        try:
            *_, self._table, keys = (unpickler.read(start) for _ in range(5))
            return dict(self._places(keys, start.tell()))
        except (ValueError, struct.error) as problem:
            raise self._damaged("its description cannot be read") from problem

    def _places(self, keys: object, position: int) -> Iterator[tuple[str, Record]]:
        """Yield the place of each storage. Raise ModelError if one of them is not described."""
        storages = _storages(self._table)
        if not isinstance(keys, list) or set(map(str, keys)) - set(storages):
            raise self._damaged("it has numbers that are no weights")
        for key in map(str, keys):
            self._file.seek(position)
            (count,) = struct.unpack("<q", self._file.read(8))
            size = count * kind(storages[key])[0].itemsize
            if not 0 <= size <= self.size - position - 8:
                raise self._damaged("it ends too early")
            yield f"data/{key}", (position + 8, size, None)
            position += 8 + size

    def _byte_order(self) -> str:
        return "<"

    def _content(self) -> object:
        return self._table


def opened(path: Path) -> TorchFile:
    """Open a torch file of either format. Raise ModelError if it is not a torch file."""
    try:
        with path.open("rb") as file:
            old = file.read(len(LEGACY)) == LEGACY
    except OSError:
        old = False
    return LegacyTorchFile(path) if old else TorchFile(path)


def _storages(content: object) -> dict[str, Storage]:
    """Return the storages of the tensors of a table, by key."""
    tensors = content.values() if isinstance(content, Mapping) else ()
    return {part.storage.record: part.storage for part in tensors if isinstance(part, Tensor)}
