"""Which signs mean what a text says: texts compared with texts, by a model that can.

The model's vectors of all glosses and translations are kept beside its index, by the text that
they are of, in a file that can be thrown away at any time.
"""

import io
import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from signdict.core import files
from signdict.core.errors import WriteError
from signdict.core.fuzzy import LIKE, WORDS
from signdict.core.text import fold
from signdict.core.types import FloatArray, Match, Progress, Steps
from signdict.model.interface import TextEncoder

_FILE = "texts.npz"
#: A gloss that is less like what was typed is not what somebody slipped at.
_SLIP = 0.4
#: A gloss that is as like as this is what somebody meant who typed what is no word.
_SLIPPED = 0.45
#: Signs have fewer names than this on the average, which is what is looked at to find enough.
_NAMES = 4
#: Texts that are read in one step, which takes about 10 ms; they are kept after so many steps,
#: because to keep 100,000 takes half a second.
_STEP, _KEPT_EVERY = 32, 1000
#: What reading a file raises that is not what was written.
_DAMAGED = (OSError, ValueError, KeyError, TypeError, IndexError, EOFError, BadZipFile)
#: Two readings of one text by one model differ by less: by whatever else is in the batch.
_SAME = 1e-3


class Named(Protocol):
    """Signs with their glosses and translations."""

    @property
    def generation(self) -> str:
        """Changes whenever signs do."""
        ...

    def names(self) -> list[tuple[int, str, str]]:
        """Return the number of a sign, its sign language, and a text it is known by."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class _Names:
    """Everything that signs are known by: each with its sign, language and row of `vectors`.

    `texts` are what these rows are of; those that are `unread` yet are nothing but zeros.
    """

    generation: str
    signs: NDArray[np.int64]
    languages: NDArray[np.str_]
    rows: NDArray[np.int64]
    texts: list[str]
    vectors: FloatArray
    unread: list[int]


class SemanticSearch:
    """The texts of a shelf as one model reads them."""

    def __init__(self, folder: Path, combined: Named, reader: TextEncoder) -> None:
        """`folder` is where the model's index is."""
        self._file = folder / _FILE
        self._combined, self._reader = combined, reader
        self._read: _Names | None = None

    def nearest(
        self, text: str, wide: int, languages: Sequence[str] = (), *, patient: bool = True
    ) -> dict[int, float]:
        """Up to `wide` signs known by what is nearest to a text, each with its best cosine.

        Names that were not read yet are read before, if one is `patient`, and else left out but
        for a few (see `learn`).
        """
        names = self._names()
        if patient:
            for _ in self.learn():
                pass
        else:
            self._read_some(names)
        chosen = (
            np.isin(names.languages, languages) if languages else np.ones(len(names.signs), bool)
        )
        query = _unit(self._reader.raw_texts([_plain(text)]))[0]
        if not chosen.any() or not query.any():
            return {}
        scores = np.where(chosen, (names.vectors @ query)[names.rows], -np.inf)
        best: dict[int, float] = {}
        for place in _first(scores, _NAMES * wide):
            if len(best) == wide or scores[place] <= 0:
                break
            best.setdefault(int(names.signs[place]), float(scores[place]))
        return best

    @property
    def unread(self) -> int:
        """How many names were not read yet."""
        return len(self._names().unread)

    def learn(self) -> Steps[None]:
        """Read what was not read yet, and keep it, so that all of it counts in answers."""
        names = self._names()
        total, there = len(names.texts), len(names.unread)
        try:
            while names is self._read and names.unread:  # or else the shelf has changed
                yield Progress(total - len(names.unread), total)
                self._read_some(names)
                if len(names.unread) // _STEP % _KEPT_EVERY == 0:
                    self._keep(names)
        finally:
            if len(names.unread) < there:
                self._keep(names)

    def _names(self) -> _Names:
        """The names as they are now; asked for again when the shelf changed."""
        generation = self._combined.generation
        if self._read is None or self._read.generation != generation:
            told = self._combined.names()
            signs, languages, named = zip(*told, strict=True) if told else ((), (), ())
            texts, rows = _distinct([_plain(text) for text in named])
            kept, there = self._kept()
            wide = self._reader.raw_texts([""]).shape[1]
            # column after column: all of them times a query takes half as long
            vectors: FloatArray = np.zeros((len(texts), wide), np.float32, order="F")
            old = [row for row, text in enumerate(texts) if text in kept]
            if old:
                vectors[old] = there[[kept[texts[row]] for row in old]]
            self._read = _Names(
                generation,
                np.array(signs, np.int64),
                np.array(languages, np.str_),
                rows,
                texts,
                vectors,
                [row for row, text in enumerate(texts) if text not in kept],
            )
        return self._read

    def _read_some(self, names: _Names) -> None:
        """Read a few of the names that were not read yet."""
        rows = names.unread[:_STEP]
        if rows:
            names.vectors[rows] = _read(self._reader, [names.texts[row] for row in rows])
            del names.unread[:_STEP]

    def _kept(self) -> tuple[dict[str, int], FloatArray]:
        """What the file holds, rows by text; nothing if another model wrote it or it is damaged."""
        with suppress(*_DAMAGED):
            file = io.BytesIO(self._file.read_bytes())  # numpy leaves a damaged one open
            with np.load(file, allow_pickle=False) as stored:
                texts, vectors = json.loads(stored["texts"].tobytes()), stored["vectors"]
            known = int(vectors.any(axis=1).argmax())  # one that says something, if any does
            again = _read(self._reader, [texts[known]])
            whole = vectors.shape == (len(texts), again.shape[1]) and np.isfinite(vectors).all()
            if whole and np.abs(again[0] - vectors[known]).max() < _SAME:
                return {text: row for row, text in enumerate(texts)}, vectors
        return {}, np.zeros((0, 0), np.float32)

    def _keep(self, names: _Names) -> None:
        """Write the file; where that cannot be done, the texts are read again next time."""
        read = np.setdiff1d(np.arange(len(names.texts)), names.unread)
        told = json.dumps([names.texts[row] for row in read.tolist()]).encode()
        with suppress(OSError, WriteError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            files.write_arrays(
                self._file, texts=np.frombuffer(told, np.uint8), vectors=names.vectors[read]
            )


def is_said(text: str, matches: Sequence[Match]) -> bool:
    """Whether some of the signs found by words begin with a text, or have all words of it."""
    asked = set(fold(text).split())
    return any(
        match.score >= WORDS or asked <= {*fold(match.sign.gloss).split()} for match in matches
    )


def is_slip(matches: Sequence[Match]) -> bool:
    """Whether what was found by words differs from what was typed by a slip or two."""
    return bool(matches) and matches[0].score >= _SLIPPED


def as_typed(matches: Sequence[Match], *, spelled: bool) -> list[Match]:
    """Of signs found by words those of which a word begins with the text, or that may be meant.

    `spelled`: the text is written as the model knows its words, so nothing else is meant.
    """
    least = LIKE if spelled else _SLIP
    return [match for match in matches if match.score >= least]


def _first(scores: NDArray[np.float32], many: int) -> NDArray[np.int64]:
    """The places of the highest scores, best first; equal ones as they come."""
    places = np.arange(len(scores))
    if len(scores) > many:
        places = np.sort(np.argpartition(-scores, many)[:many])
    return places[np.argsort(-scores[places], kind="stable")]


def _distinct(texts: Sequence[str]) -> tuple[list[str], NDArray[np.int64]]:
    """Each text once, and which of them every one is."""
    row = {text: place for place, text in enumerate(dict.fromkeys(texts))}
    return list(row), np.array([row[text] for text in texts], np.int64)


def _read(reader: TextEncoder, texts: Sequence[str]) -> FloatArray:
    """Unit vectors (n, D); zeros for a text that says nothing to the model."""
    vectors = _unit(reader.raw_texts(texts))
    vectors[[place for place, text in enumerate(texts) if not reader.knows(text)]] = 0
    return vectors


def _unit(vectors: FloatArray) -> FloatArray:
    """Rows of length 1; of zeros where a row is nothing, or no numbers."""
    sound = np.where(np.isfinite(vectors).all(axis=1, keepdims=True), vectors, 0)
    length = np.linalg.norm(sound, axis=1, keepdims=True)
    return np.asarray(sound / np.maximum(length, 1e-12), np.float32)


def _plain(text: str) -> str:
    """A text without line breaks and halves of letters, as a model is to read it."""
    return " ".join(text.encode("utf-8", "ignore").decode().split())
