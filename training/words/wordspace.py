"""Where words and meanings of WordNet stand: each a row of what it has to do with.

A word counts for its meanings, the usual ones most, and for those whose definition names it; all
of it spreads over relations and definitions. Positive pointwise mutual information, rows of unit
length, as they are: cut down to 192 numbers by a singular value decomposition, they found far
fewer of the glosses that people mean, so that is only where a tower begins (`reduced`).
"""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.utils.extmath import randomized_svd

from training.words.wordnet import WordNet, split

SparseRows: TypeAlias = Any  # scipy.sparse.csr_array; scipy tells mypy nothing

#: How much of a meaning goes over to another one, by the kind of the relation.
RELATIONS = {
    "@": 1.0, "@i": 1.0, "~": 0.3, "~i": 0.3,  # what it is a kind or case of; kinds and cases of it
    "&": 1.0, "+": 1.2, "\\": 1.0, "<": 1.0,  # alike; derived from it
    "=": 0.7, "^": 0.5, "$": 0.7, "*": 0.7, ">": 0.7,  # attribute; see also; verbs: group, follows
    "#m": 0.5, "#s": 0.5, "#p": 0.7, "%m": 0.5, "%s": 0.5, "%p": 0.7,  # wholes and parts
    ";c": 0.5, ";r": 0.2, ";u": 0.1, "-c": 0.5, "-r": 0.2, "-u": 0.05,  # field of knowledge
    "!": 0.3,  # opposite
}  # fmt: skip
#: Words that say how others go together.
_LITTLE = """
a an the of or and to in for by with on as that is are be from at it which who whose used having not
one any some into its their his her etc when where something someone somebody especially usually
often other than very being has have was were can may more most such this these those him them they
you he she i
"""
LITTLE = frozenset(_LITTLE.split())


@dataclass(frozen=True, slots=True)
class WordSpaceConfig:
    """How much each part counts."""

    sense: float = 3.0  # the usual meaning of a word; times the root of its share among all
    defined: float = 0.8  # a word for each meaning that its definition is made with
    example: float = 0.15  # ... or shown with
    compound: float = 0.6  # a word for what "honey bee" means
    glosses: float = 0.5  # words of a definition, beside all relations
    spread: int = 2  # steps over the relations
    decay: float = 0.3  # what is left after each
    smooth: float = 0.75  # contexts that are everywhere count less
    least: float = 0.003  # what is smaller is nothing


class Space:
    """Rows of unit length of every word, then of every meaning, in the order of WordNet."""

    def __init__(self, net: WordNet, how: WordSpaceConfig | None = None) -> None:
        self.net, self.how = net, how or WordSpaceConfig()
        self.number = {word: row for row, word in enumerate(net.words)}
        #: Which words (rows) stand in the definitions of which meanings (columns).
        self.defined = defined = self._mentions([s.definition] for s in net.synsets)
        shown = self._mentions(s.examples for s in net.synsets)
        #: How many definitions a word stands in, and what that tells.
        self.used = np.asarray(defined.sum(axis=1)).ravel()
        self.weight = np.log(len(net.synsets) / (1 + self.used))
        own = self._senses() + self.how.defined * defined + self.how.example * shown
        every = sparse.vstack([own, self.how.sense * sparse.eye_array(len(net.synsets))]).tocsr()
        self.rows: SparseRows = _informative(
            self._spread(every, self._related(defined)), self.how.smooth
        )

    def of_word(self, word: str) -> int:
        """The row of a word."""
        return self.number[word]

    def of_meaning(self, synset: int) -> int:
        """The row of a meaning."""
        return len(self.number) + synset

    def named(self, text: str) -> list[int]:
        """The rows of the words of a text that say something, compounds of two as one."""
        words = [self.net.stem(word) for word in split(text)]
        pairs = [" ".join(two) for two in pairwise(words)]
        known = [w for w in (*words, *pairs) if w in self.number and w not in LITTLE]
        return [self.number[word] for word in dict.fromkeys(known)]

    def parts(self, text: str) -> dict[int, float]:
        """Of which rows a text is made, and how much of each: a word of its own, else of all."""
        whole = self.net.stem(" ".join(text.lower().split()))
        if whole in self.number:
            return {self.number[whole]: 1.0}
        return {row: float(self.weight[row]) for row in self.named(text)}

    def mixed(self, texts: Sequence[Mapping[int, float]]) -> SparseRows:
        """The rows (n, contexts) of texts that are made of such parts."""
        places = [place for place, parts in enumerate(texts) for _ in parts]
        rows = [row for parts in texts for row in parts]
        much = np.array([share for parts in texts for share in parts.values()], np.float32)
        shape = (len(texts), self.rows.shape[0])
        return _unit(sparse.csr_array((much, (places, rows)), shape=shape) @ self.rows)

    def reduced(self, words: Sequence[str], size: int, seed: int) -> NDArray[np.float32]:
        """The rows of words in so many numbers (n, size): a truncated singular value decomposition.

        Rows are of unit length; those of words that WordNet does not have are zeros.
        """
        there = [place for place, word in enumerate(words) if word in self.number]
        rows = self.rows[[self.number[words[place]] for place in there]]
        size = min(size, *(length - 1 for length in rows.shape))
        left, values, _ = randomized_svd(rows, size, n_iter=4, random_state=seed)
        found = np.zeros((len(words), size), np.float32)
        found[there] = left * np.sqrt(values)
        length = np.linalg.norm(found, axis=1, keepdims=True)
        return np.asarray(found / np.maximum(length, 1e-9), np.float32)

    def _mentions(self, texts: Iterable[Sequence[str]]) -> SparseRows:
        """Which words (rows) stand in the texts of which meanings (columns)."""
        words: list[int] = []
        meanings: list[int] = []
        for meaning, parts in enumerate(texts):
            named = dict.fromkeys(word for part in parts for word in self.named(part))
            words += named
            meanings += [meaning] * len(named)
        return self._table(words, meanings, [1.0] * len(words))

    def _senses(self) -> SparseRows:
        """What every word means, and what compounds do that it is in."""
        words: list[int] = []
        meanings: list[int] = []
        weights: list[float] = []
        for word, row in self.number.items():
            senses = self.net.senses[word]
            every = sum(sense.count + 1 for sense in senses)
            words += [row] * len(senses)
            meanings += [sense.synset for sense in senses]
            weights += [self.how.sense * math.sqrt((s.count + 1) / every) for s in senses]
            parts = [part for part in re.split("[ -]", word) if part != word]
            inside = [self.number[p] for p in parts if p in self.number and p not in LITTLE]
            words += inside
            meanings += [senses[0].synset] * len(inside)
            weights += [self.how.compound] * len(inside)
        return self._table(words, meanings, weights)

    def _related(self, defined: SparseRows) -> SparseRows:
        """From each meaning to others (rows add up to 1): by relations, by words of definitions."""
        told = [
            (place, other, RELATIONS.get(kind, 0.0))
            for place, synset in enumerate(self.net.synsets)
            for kind, other in synset.pointers
        ]
        many = len(self.net.synsets)
        places, others, weights = zip(*told, strict=True)
        relations = sparse.csr_array((weights, (places, others)), shape=(many, many))
        usual = [
            max(self.net.senses[word], key=lambda sense: (sense.count, -sense.rank)).synset
            for word in self.number
        ]
        telling = np.clip(self.weight - 2, 0, None)
        first = self._table(list(range(len(usual))), usual, telling.tolist())
        return _shares(_shares(relations) + self.how.glosses * _shares(defined.T @ first))

    def _spread(self, rows: SparseRows, related: SparseRows) -> SparseRows:
        there, part = rows, rows
        for _ in range(self.how.spread):
            part = (self.how.decay * (part @ related)).tocsr()
            part.data[part.data < self.how.least] = 0
            part.eliminate_zeros()
            there = there + part
        return there.tocsr()

    def _table(
        self, words: Sequence[int], meanings: Sequence[int], what: Sequence[float]
    ) -> SparseRows:
        shape = (len(self.number), len(self.net.synsets))
        return sparse.csr_array((np.asarray(what, np.float32), (words, meanings)), shape=shape)


def alike(rows: SparseRows) -> NDArray[np.float32]:
    """Cosines (n, n) of rows of unit length."""
    return np.asarray((rows @ rows.T).toarray(), np.float32)


def _informative(counts: SparseRows, smooth: float) -> SparseRows:
    """How much more often than by chance, as a logarithm, where that is more; unit rows."""
    columns = np.asarray(counts.sum(axis=0)).ravel() ** smooth
    columns /= columns.sum()
    whole = np.asarray(counts.sum(axis=1)).ravel()
    table = counts.tocoo()
    row, column = table.coords
    told = np.log(table.data / (whole[row] * columns[column]))
    there = told > 0
    kept = (told[there].astype(np.float32), (row[there], column[there]))
    return _unit(sparse.csr_array(kept, shape=counts.shape))


def _shares(table: SparseRows) -> SparseRows:
    whole = np.maximum(np.asarray(table.sum(axis=1)).ravel(), 1e-9)
    return (sparse.diags_array(1 / whole) @ table).tocsr()


def _unit(rows: SparseRows) -> SparseRows:
    length = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    return (sparse.diags_array(1 / np.maximum(length, 1e-9)) @ rows).tocsr().astype(np.float32)
