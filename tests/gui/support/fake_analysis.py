"""The analyses of the small dictionary, with results that are set by hand."""

from itertools import product
from threading import Event

from signdict.core.types import Progress, SignSummary
from signdict.linguistics.pairs import MinimalPair, Pair
from signdict.linguistics.similarity import LanguageSimilarity, SimilarityTree, Spread

ROWS = (
    LanguageSimilarity("ase", "ins", 5, 0.4, 0.2, 0.02),
    LanguageSimilarity("ase", "psp", 13, 0.5, 0.25, 0.001),
)
SPREADS = (
    Spread("hello", ("ase", "ins", "psp"), 7.0, 0.01),
    Spread("house", ("ase", "psp"), 4.0, 0.3),
    Spread("tree", ("ase", "psp"), 6.0, 0.9),
)


def an_item(sign):
    return SignSummary(
        sign.id, sign.gloss, sign.variant, sign.sign_language, "en", sign.concept,
        sign.source.name, tuple(clip.id for clip in sign.clips),
    )  # fmt: skip


def a_similarity(rows=ROWS, spreads=SPREADS):
    return SimilarityTree.of({"ase": 90, "ins": 50, "psp": 70}, rows, spreads)


class SmallAtlas:
    """Signs with the same gloss have the same meaning and form; all others only the same form.

    Signs with consecutive ids differ in their place.
    """

    def __init__(self, dictionary):
        self._dictionary = dictionary

    def items(self, languages=()):
        signs = self._dictionary.all.values()
        return [an_item(s) for s in signs if not languages or s.sign_language in languages]

    def pairs(self, first, second):
        yield from self._compare("pairs", first, second)
        return [
            Pair(a, b, "both" if a.gloss == b.gloss else "form", 0.5, 0.25)
            for a, b in self._combinations(first, second)
        ]

    def minimal_pairs(self, first, second):
        yield from self._compare("minimal", first, second)
        return [
            MinimalPair(a, b, "place", ("face", "chest"), 0.5)
            for a, b in self._combinations(first, second)
            if abs(a.id - b.id) == 1
        ]

    def similarity(self, least=2):
        yield from self._compare("similarity")
        return a_similarity()

    def _combinations(self, first, second):
        pairs = product(self.items([first]), self.items([second]))
        return [(a, b) for a, b in pairs if first != second or a.id < b.id]

    def _compare(self, *query):
        """Record a query; never finish while the dictionary is `endless`."""
        self._dictionary.asked.append(query)
        yield Progress(1, 4, "HELLO")
        self._dictionary._perhaps_refuse()
        while self._dictionary.endless:
            Event().wait(0.002)
            yield Progress(2, 4, "HOUSE")
