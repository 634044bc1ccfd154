"""The linguist's questions about whole languages: pairs, likeness, a map, the catalogue."""

from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from signdict.core.errors import LanguageError
from signdict.core.types import FloatArray, Progress, SignSummary, Steps
from signdict.core.vectors import unit
from signdict.library.combined import CombinedLibrary
from signdict.linguistics import pairs, sign_map, similarity
from signdict.linguistics.pairs import Judge, MinimalPair, Pair, minimal_pairs
from signdict.linguistics.phonology.features import PhonologicalFeatures
from signdict.linguistics.sign_map import Chart, SignMap
from signdict.linguistics.similarity import SimilarityTree
from signdict.search.clipsearch import ClipSearch

#: Clips whose facets are read between two steps.
_BLOCK = 50


class LanguageAnalysis:
    """All signs of a shelf, as one model sees them. It holds no file open of its own."""

    def __init__(
        self,
        combined: CombinedLibrary,
        judge: Judge,
        facets: Callable[[Sequence[int]], Mapping[int, PhonologicalFeatures]],
        folder: Path,
        model: str,
    ) -> None:
        self._combined, self._judge, self._facets = combined, judge, facets
        self._folder, self._model = folder, model

    @property
    def _clip_search(self) -> ClipSearch:
        return self._judge.clip_search

    def pairs(self, first: str, second: str) -> Steps[list[Pair]]:
        """Compare two sign languages, by their codes: see `pairs.compare`.

        Raise LanguageError if there is no sign of one of them.
        """
        yield Progress(0, 0, "")
        one, other = self._of(first), self._of(second)
        return (yield from pairs.compare(self._judge, one, other))

    def minimal_pairs(self, first: str, second: str) -> Steps[list[MinimalPair]]:
        """Signs of two languages, or of one, that differ in one facet: see `minimal`.

        Raise LanguageError if there is no sign of one of them.
        """
        one, other = self._of(first), self._of(second)
        seen = yield from self.seen({item.id: item for item in (*one, *other)}.values())
        return (yield from minimal_pairs(self._clip_search, one, other, seen))

    def seen(self, items: Collection[SignSummary]) -> Steps[dict[int, dict[str, str]]]:
        """The facets of signs by their numbers, of their first clip; read now if they were not."""
        first = {item.clips[0]: item.id for item in items if item.clips}
        clips, found = list(first), dict[int, dict[str, str]]()
        for at in range(0, len(clips), _BLOCK):
            yield Progress(at, len(clips))
            known = self._facets(clips[at : at + _BLOCK])
            found |= {first[clip]: facets.as_json() for clip, facets in known.items()}
        return found

    def kinship(self, least: int = 2) -> Steps[SimilarityTree]:
        """How alike the languages are, and how far concepts of `least` languages are spread."""
        yield Progress(0, 3, "")
        items, vectors = self.places()
        found = similarity.signs(
            vectors,
            [item.meaning for item in items],
            [item.sign_language for item in items],
            same_length=True,
        )
        yield Progress(1, 3, "")
        spreads = similarity.iconicity(found, least)
        yield Progress(2, 3, "")
        return SimilarityTree.of(
            {name: len(own) for name, own in found.items()}, similarity.clip_search(found), spreads
        )

    def chart(self) -> Steps[Chart]:
        """A map of all signs that the model has read: stored, or made now, which takes a while."""
        yield Progress(0, 0, "")
        path, stamp = self._folder / f"{self._model}.npz", self._combined.generation
        if stored := Chart.open(path, stamp):
            return stored
        items, vectors = self.places()
        at = yield from sign_map.aside(vectors)
        made = Chart(np.array([item.id for item in items], np.int64), at)
        made.keep(path, stamp)
        return made

    def landscape(self) -> Steps[SignMap]:
        """The map with what its signs can be coloured by."""
        chart = yield from self.chart()
        there = {item.id: item for item in self.items()}
        place = {number: row for row, number in enumerate(chart.ids.tolist()) if number in there}
        items = [there[number] for number in place]
        seen = yield from self.seen(items)
        return SignMap.of(items, chart.places[list(place.values())], seen)

    def places(self) -> tuple[list[SignSummary], FloatArray]:
        """The signs that the model has read, and the mean direction (n, D) of the clips of each."""
        items = self._combined.items()
        ids, _, vectors = self._combined.vectors(self._model)
        row = {clip: number for number, clip in enumerate(ids.tolist())}
        sign_of = np.full(len(ids), -1)
        for number, item in enumerate(items):
            for clip in item.clips:
                if clip in row:
                    sign_of[row[clip]] = number
        return _means(items, sign_of, vectors)

    def items(self, languages: Sequence[str] = ()) -> list[SignSummary]:
        """Every sign, or those of some languages, in the order of the alphabet."""
        found = [i for i in self._combined.items() if not languages or i.sign_language in languages]
        return sorted(found, key=lambda i: (i.gloss.casefold(), i.sign_language, i.variant, i.id))

    def _of(self, code: str) -> list[SignSummary]:
        found = self.items([code])
        if not found:
            raise LanguageError(
                f"There is no sign of {code} in this dictionary.",
                hint="See which languages there are: signdict languages",
            )
        return found


def _means(
    items: Sequence[SignSummary], sign_of: NDArray[np.int64], vectors: FloatArray
) -> tuple[list[SignSummary], FloatArray]:
    there = sign_of >= 0
    signs, place = np.unique(sign_of[there], return_inverse=True)
    sums = np.zeros((len(signs), vectors.shape[1]), np.float32)
    np.add.at(sums, place, vectors[there])
    return [items[number] for number in signs.tolist()], unit(sums)
