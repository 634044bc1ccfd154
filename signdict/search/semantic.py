"""Finds signs by the meaning of a text: a model compares it with glosses and translations.

The embeddings of all names are stored next to the model's index, by text, in a file that can be
deleted at any time.
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
from signdict.core.types import FloatArray, IntArray, Match, Progress, Steps
from signdict.core.vectors import unit
from signdict.model.interface import TextEncoder

_FILE = "texts.npz"
#: Below this score a gloss does not explain what was typed as a typo.
_TYPO_FROM = 0.4
#: From this score on a gloss is what the user meant, if the typed text is no word.
_CERTAIN_TYPO = 0.45
#: Signs have fewer names than this on average. This many times the limit is looked at.
_NAMES = 4
#: The number of texts that are embedded in one step, which takes about 10 ms, and the number of
#: steps after which they are stored: to store 100,000 takes half a second.
_STEP, _STEPS_PER_SAVE = 32, 1000
#: What reading a damaged file raises.
_DAMAGED = (OSError, ValueError, KeyError, TypeError, IndexError, EOFError, BadZipFile)
#: Two embeddings of one text by one model differ by less; other texts in the batch change them.
_SAME = 1e-3


class Named(Protocol):
    """Signs with their glosses and translations."""

    @property
    def generation(self) -> str:
        """A value that changes whenever the signs change."""
        ...

    def names(self, spoken: Sequence[str] = ()) -> list[tuple[int, str, str]]:
        """Return the sign's id, its sign language and the text of each name.

        With `spoken`, only names in these spoken languages, or in an unknown one.
        """
        ...


@dataclass(frozen=True, slots=True, eq=False)
class _NameTable:
    """The names of all signs: each with its sign, its language and its row of `vectors`.

    `texts` are those of the rows. The rows in `unread` are not embedded yet and are zero.
    """

    generation: str
    signs: IntArray
    languages: NDArray[np.str_]
    rows: IntArray
    texts: list[str]
    vectors: FloatArray
    unread: list[int]


class SemanticSearch:
    """Searches the names of a library with one model."""

    def __init__(self, folder: Path, combined: Named, encoder: TextEncoder) -> None:
        """`folder` is that of the model's index."""
        self._file = folder / _FILE
        self._combined, self._encoder = combined, encoder
        self._names: _NameTable | None = None

    def nearest(
        self, text: str, count: int, languages: Sequence[str] = (), *, patient: bool = True
    ) -> dict[int, float]:
        """Return up to `count` signs whose names are nearest to a text, with their best cosines.

        With `patient` all names are embedded first. Otherwise only a few more, and names that are
        not embedded or were added since `open` or `learn` are skipped.
        """
        names = self._current() if patient or self._names is None else self._names
        if patient:
            for _ in self.learn():
                pass
        else:
            self._embed_some(names)
        chosen = (
            np.isin(names.languages, languages) if languages else np.ones(len(names.signs), bool)
        )
        query = unit(_finite(self._encoder.raw_texts([_plain(text)])))[0]
        if not chosen.any() or not query.any():
            return {}
        scores = np.where(chosen, (names.vectors @ query)[names.rows], -np.inf)
        best: dict[int, float] = {}
        for row in _highest(scores, _NAMES * count):
            if len(best) == count or scores[row] <= 0:
                break
            best.setdefault(int(names.signs[row]), float(scores[row]))
        return best

    @property
    def opened(self) -> bool:
        """Whether the names have been read."""
        return self._names is not None

    @property
    def unread(self) -> int:
        """The number of names that are not embedded yet; after signs have changed, at least 1."""
        names = self._names
        return len(names.unread) if names and self._is_current(names) else 1

    def open(self) -> None:
        """Read the names of all signs, and the embeddings that are stored."""
        self._current()

    def learn(self) -> Steps[None]:
        """Embed and store the names that are not embedded yet."""
        names = self._current()
        total, waiting = len(names.texts), len(names.unread)
        try:
            while names is self._names and self._is_current(names) and names.unread:
                yield Progress(total - len(names.unread), total)
                self._embed_some(names)
                if len(names.unread) // _STEP % _STEPS_PER_SAVE == 0:
                    self._save(names)
        finally:
            if len(names.unread) < waiting:
                self._save(names)

    def _is_current(self, names: _NameTable) -> bool:
        """Return whether the library has not changed since its names were read."""
        return names.generation == self._combined.generation

    def _current(self) -> _NameTable:
        """Return the names as they are now; read again after the library has changed."""
        generation = self._combined.generation
        if self._names is None or not self._is_current(self._names):
            names = self._combined.names(self._encoder.prompts.spoken)
            signs, languages, named = zip(*names, strict=True) if names else ((), (), ())
            texts, rows = _distinct([_plain(text) for text in named])
            stored_row, stored = self._load()
            width = self._encoder.raw_texts([""]).shape[1]
            # column after column: all of them times a query takes half as long
            vectors: FloatArray = np.zeros((len(texts), width), np.float32, order="F")
            known = [row for row, text in enumerate(texts) if text in stored_row]
            if known:
                vectors[known] = stored[[stored_row[texts[row]] for row in known]]
            self._names = _NameTable(
                generation,
                np.array(signs, np.int64),
                np.array(languages, np.str_),
                rows,
                texts,
                vectors,
                [row for row, text in enumerate(texts) if text not in stored_row],
            )
        return self._names

    def _embed_some(self, names: _NameTable) -> None:
        """Embed a few of the names that are not embedded yet."""
        rows = names.unread[:_STEP]
        if rows:
            names.vectors[rows] = _embed(self._encoder, [names.texts[row] for row in rows])
            del names.unread[:_STEP]

    def _load(self) -> tuple[dict[str, int], FloatArray]:
        """Return the rows of the file by text, and its vectors.

        Both are empty if the file is damaged or another model wrote it.
        """
        with suppress(*_DAMAGED):
            file = io.BytesIO(self._file.read_bytes())  # numpy leaves a damaged one open
            with np.load(file, allow_pickle=False) as stored:
                texts, vectors = json.loads(stored["texts"].tobytes()), stored["vectors"]
            known = int(vectors.any(axis=1).argmax())  # a text that the model knows, if any
            again = _embed(self._encoder, [texts[known]])
            valid = vectors.shape == (len(texts), again.shape[1]) and np.isfinite(vectors).all()
            if valid and np.abs(again[0] - vectors[known]).max() < _SAME:
                return {text: row for row, text in enumerate(texts)}, vectors
        return {}, np.zeros((0, 0), np.float32)

    def _save(self, names: _NameTable) -> None:
        """Write the file; if that fails, the texts are embedded again next time."""
        rows = np.setdiff1d(np.arange(len(names.texts)), names.unread)
        texts = json.dumps([names.texts[row] for row in rows.tolist()]).encode()
        with suppress(OSError, WriteError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            files.write_arrays(
                self._file, texts=np.frombuffer(texts, np.uint8), vectors=names.vectors[rows]
            )


def is_exact(text: str, matches: Sequence[Match]) -> bool:
    """Return whether a sign found by words starts with a text, or has all words of it."""
    words = set(fold(text).split())
    return any(
        match.score >= WORDS or words <= {*fold(match.sign.gloss).split()} for match in matches
    )


def is_typo(matches: Sequence[Match]) -> bool:
    """Return whether the best sign found by words differs by a typo or two."""
    return bool(matches) and matches[0].score >= _CERTAIN_TYPO


def plausible(matches: Sequence[Match], *, spelled: bool) -> list[Match]:
    """Return the signs found by words that the user may have meant.

    With `spelled` the model knows the text as a word, so only signs with a word that starts with
    it are returned.
    """
    least = LIKE if spelled else _TYPO_FROM
    return [match for match in matches if match.score >= least]


def _highest(scores: FloatArray, count: int) -> IntArray:
    """Return the rows of the highest scores, best first; equal ones in their order."""
    rows = np.arange(len(scores))
    if len(scores) > count:
        rows = np.sort(np.argpartition(-scores, count)[:count])
    return rows[np.argsort(-scores[rows], kind="stable")]


def _distinct(texts: Sequence[str]) -> tuple[list[str], IntArray]:
    """Return the distinct texts, and the row of each text among them."""
    row_of = {text: row for row, text in enumerate(dict.fromkeys(texts))}
    return list(row_of), np.array([row_of[text] for text in texts], np.int64)


def _embed(encoder: TextEncoder, texts: Sequence[str]) -> FloatArray:
    """Return unit vectors (n, D); zeros for a text that the model does not know."""
    vectors = unit(_finite(encoder.raw_texts(texts)))
    vectors[[row for row, text in enumerate(texts) if not encoder.knows(text)]] = 0
    return vectors


def _finite(vectors: FloatArray) -> FloatArray:
    """Replace rows that contain NaN or infinity by zeros."""
    return np.where(np.isfinite(vectors).all(axis=1, keepdims=True), vectors, np.float32(0))


def _plain(text: str) -> str:
    """Return a text without line breaks and unpaired surrogates, as a model reads it."""
    return " ".join(text.encode("utf-8", "ignore").decode().split())
