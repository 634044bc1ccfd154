"""The space of the words and meanings of WordNet: a sparse row of contexts for each.

A word is associated with its meanings, most with the usual ones, and with the meanings whose
definition contains it; the associations spread over relations and definitions. The rows are
positive pointwise mutual information of unit length, without reduction: reduced to 192 dimensions
by a singular value decomposition, they found far fewer of the glosses that people mean. So the
reduced rows are only the initial weights of a tower (`reduced`).
"""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, TypeAlias

import numpy as np
from scipy import sparse
from sklearn.utils.extmath import randomized_svd

from signdict.core.types import FloatArray
from signdict.core.vectors import unit
from training.words.wordnet import WordNet, split

SparseRows: TypeAlias = Any  # scipy.sparse.csr_array; scipy has no types

#: How much of a meaning spreads to another one, by the kind of the relation.
RELATIONS = {
    "@": 1.0, "@i": 1.0, "~": 0.3, "~i": 0.3,  # hypernyms and classes; hyponyms and instances
    "&": 1.0, "+": 1.2, "\\": 1.0, "<": 1.0,  # similar; derived from it
    "=": 0.7, "^": 0.5, "$": 0.7, "*": 0.7, ">": 0.7,  # attribute; see also; verbs: group, follows
    "#m": 0.5, "#s": 0.5, "#p": 0.7, "%m": 0.5, "%s": 0.5, "%p": 0.7,  # wholes and parts
    ";c": 0.5, ";r": 0.2, ";u": 0.1, "-c": 0.5, "-r": 0.2, "-u": 0.05,  # field of knowledge
    "!": 0.3,  # opposite
}  # fmt: skip
#: Words without a meaning of their own.
_FUNCTION_WORDS = """
a an the of or and to in for by with on as that is are be from at it which who whose used having not
one any some into its their his her etc when where something someone somebody especially usually
often other than very being has have was were can may more most such this these those him them they
you he she i
"""
FUNCTION_WORDS = frozenset(_FUNCTION_WORDS.split())


@dataclass(frozen=True, slots=True)
class WordSpaceConfig:
    """The weights of the parts."""

    sense: float = 3.0  # a word and its meaning; times the root of the meaning's frequency share
    defined: float = 0.8  # a word and a meaning whose definition contains it
    example: float = 0.15  # a word and a meaning whose examples contain it
    compound: float = 0.6  # "bee" and the meaning of "honey bee"
    glosses: float = 0.5  # words of a definition, relative to all relations
    spread: int = 2  # steps over the relations
    decay: float = 0.3  # factor per step
    smooth: float = 0.75  # exponent of context frequencies, which makes common contexts count less
    least: float = 0.003  # smaller weights become 0


class WordSpace:
    """Rows of unit length of every word, then of every meaning, in the order of WordNet."""

    def __init__(self, net: WordNet, config: WordSpaceConfig | None = None) -> None:
        self.net, self.config = net, config or WordSpaceConfig()
        self.number = {word: row for row, word in enumerate(net.words)}
        #: 1 where a word (row) occurs in the definition of a meaning (column).
        self.defined = defined = self._mentions([s.definition] for s in net.synsets)
        shown = self._mentions(s.examples for s in net.synsets)
        #: The number of definitions that contain a word, and its inverse document frequency.
        self.used = np.asarray(defined.sum(axis=1)).ravel()
        self.weight = np.log(len(net.synsets) / (1 + self.used))
        own = self._senses() + self.config.defined * defined + self.config.example * shown
        every = sparse.vstack([own, self.config.sense * sparse.eye_array(len(net.synsets))]).tocsr()
        self.rows: SparseRows = _informative(
            self._spread(every, self._related(defined)), self.config.smooth
        )

    def of_meaning(self, synset: int) -> int:
        """Return the row of a meaning."""
        return len(self.number) + synset

    def named(self, text: str) -> list[int]:
        """Return the rows of the content words of a text, and of its compounds of two words."""
        words = [self.net.stem(word) for word in split(text)]
        pairs = [" ".join(two) for two in pairwise(words)]
        known = [w for w in (*words, *pairs) if w in self.number and w not in FUNCTION_WORDS]
        return [self.number[word] for word in dict.fromkeys(known)]

    def parts(self, text: str) -> dict[int, float]:
        """Return the weights of the rows that a text combines: one for a listed word or compound,
        otherwise one per content word."""
        whole = self.net.stem(" ".join(text.lower().split()))
        if whole in self.number:
            return {self.number[whole]: 1.0}
        return {row: float(self.weight[row]) for row in self.named(text)}

    def mixed(self, texts: Sequence[Mapping[int, float]]) -> SparseRows:
        """Return the rows of texts (n, contexts), which combine the rows of their parts."""
        numbers = [number for number, parts in enumerate(texts) for _ in parts]
        rows = [row for parts in texts for row in parts]
        weights = np.array([weight for parts in texts for weight in parts.values()], np.float32)
        shape = (len(texts), self.rows.shape[0])
        return _unit_rows(sparse.csr_array((weights, (numbers, rows)), shape=shape) @ self.rows)

    def reduced(self, words: Sequence[str], size: int, seed: int) -> FloatArray:
        """Reduce the rows of words to `size` dimensions (n, size): a truncated singular value
        decomposition.

        Rows have unit length; those of words that WordNet does not list are zero.
        """
        known = [number for number, word in enumerate(words) if word in self.number]
        rows = self.rows[[self.number[words[number]] for number in known]]
        size = min(size, *(length - 1 for length in rows.shape))
        left, values, _ = randomized_svd(rows, size, n_iter=4, random_state=seed)
        vectors = np.zeros((len(words), size), np.float32)
        vectors[known] = left * np.sqrt(values)
        return unit(vectors)

    def _mentions(self, texts: Iterable[Sequence[str]]) -> SparseRows:
        """Return 1 where a word (row) occurs in the texts of a meaning (column)."""
        words: list[int] = []
        meanings: list[int] = []
        for meaning, parts in enumerate(texts):
            named = dict.fromkeys(word for part in parts for word in self.named(part))
            words += named
            meanings += [meaning] * len(named)
        return self._table(words, meanings, [1.0] * len(words))

    def _senses(self) -> SparseRows:
        """Return the weights of words (rows) for their meanings, and for those of compounds."""
        words: list[int] = []
        meanings: list[int] = []
        weights: list[float] = []
        for word, row in self.number.items():
            senses = self.net.senses[word]
            every = sum(sense.count + 1 for sense in senses)
            words += [row] * len(senses)
            meanings += [sense.synset for sense in senses]
            weights += [self.config.sense * math.sqrt((s.count + 1) / every) for s in senses]
            parts = [part for part in re.split("[ -]", word) if part != word]
            inside = [self.number[p] for p in parts if p in self.number and p not in FUNCTION_WORDS]
            words += inside
            meanings += [senses[0].synset] * len(inside)
            weights += [self.config.compound] * len(inside)
        return self._table(words, meanings, weights)

    def _related(self, defined: SparseRows) -> SparseRows:
        """Return the spread from each meaning to others, by relations and by definitions; rows
        sum to 1."""
        links = [
            (number, other, RELATIONS.get(kind, 0.0))
            for number, synset in enumerate(self.net.synsets)
            for kind, other in synset.pointers
        ]
        count = len(self.net.synsets)
        numbers, others, weights = zip(*links, strict=True)
        relations = sparse.csr_array((weights, (numbers, others)), shape=(count, count))
        usual = [
            max(self.net.senses[word], key=lambda sense: (sense.count, -sense.rank)).synset
            for word in self.number
        ]
        weight = np.clip(self.weight - 2, 0, None)
        first = self._table(list(range(len(usual))), usual, weight.tolist())
        return _shares(_shares(relations) + self.config.glosses * _shares(defined.T @ first))

    def _spread(self, rows: SparseRows, related: SparseRows) -> SparseRows:
        total, step = rows, rows
        for _ in range(self.config.spread):
            step = (self.config.decay * (step @ related)).tocsr()
            step.data[step.data < self.config.least] = 0
            step.eliminate_zeros()
            total = total + step
        return total.tocsr()

    def _table(
        self, words: Sequence[int], meanings: Sequence[int], weights: Sequence[float]
    ) -> SparseRows:
        shape = (len(self.number), len(self.net.synsets))
        return sparse.csr_array((np.asarray(weights, np.float32), (words, meanings)), shape=shape)


def content_words(text: str) -> list[str]:
    """Return the words of a text except function words, in lower case."""
    return [word for word in split(text) if word not in FUNCTION_WORDS]


def cosines(rows: SparseRows) -> FloatArray:
    """Return the cosines (n, n) of rows of unit length."""
    return np.asarray((rows @ rows.T).toarray(), np.float32)


def _informative(counts: SparseRows, smooth: float) -> SparseRows:
    """Return the positive pointwise mutual information of counts, as rows of unit length."""
    columns = np.asarray(counts.sum(axis=0)).ravel() ** smooth
    columns /= columns.sum()
    whole = np.asarray(counts.sum(axis=1)).ravel()
    table = counts.tocoo()
    row, column = table.coords
    information = np.log(table.data / (whole[row] * columns[column]))
    positive = information > 0
    entries = (information[positive].astype(np.float32), (row[positive], column[positive]))
    return _unit_rows(sparse.csr_array(entries, shape=counts.shape))


def _shares(table: SparseRows) -> SparseRows:
    """Scale rows to sum 1."""
    whole = np.maximum(np.asarray(table.sum(axis=1)).ravel(), 1e-9)
    return (sparse.diags_array(1 / whole) @ table).tocsr()


def _unit_rows(rows: SparseRows) -> SparseRows:
    """Scale sparse rows to length 1, which `signdict.core.vectors.unit` does for dense ones."""
    length = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    return (sparse.diags_array(1 / np.maximum(length, 1e-9)) @ rows).tocsr().astype(np.float32)
