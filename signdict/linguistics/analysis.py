"""Compares whole sign languages: pairs of signs, similarity of languages, a map of all signs."""

from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path

import numpy as np

from signdict.core.errors import LanguageError
from signdict.core.types import (
    FloatArray,
    IntArray,
    Progress,
    SignSummary,
    Steps,
    alphabetical,
)
from signdict.core.vectors import unit
from signdict.library.combined import CombinedLibrary
from signdict.linguistics import pairs, sign_map, similarity
from signdict.linguistics.pairs import Judge, MinimalPair, Pair, minimal_pairs
from signdict.linguistics.phonology.features import PhonologicalFeatures
from signdict.linguistics.sign_map import Chart, SignMap
from signdict.linguistics.similarity import SimilarityTree

#: The number of clips whose facets are computed between two steps.
_BLOCK = 50


class LanguageAnalysis:
    """Analyses all signs of a library as one model embeds them. It keeps no file open."""

    def __init__(
        self,
        combined: CombinedLibrary,
        judge: Callable[[], Judge],
        facets: Callable[[Sequence[int]], Mapping[int, PhonologicalFeatures]],
        folder: Path,
    ) -> None:
        """`judge` is called by each analysis that needs the model; `folder` stores the maps."""
        self._combined, self._judge, self._facets = combined, judge, facets
        self._folder = folder

    def pairs(self, first: str, second: str) -> Steps[list[Pair]]:
        """Compare two sign languages, given by their codes (see `pairs.compare`).

        Raise LanguageError if one of them has no sign.
        """
        yield Progress(0, 0, "")
        firsts, seconds = self._of(first), self._of(second)
        return (yield from pairs.compare(self._judge(), firsts, seconds))

    def minimal_pairs(self, first: str, second: str) -> Steps[list[MinimalPair]]:
        """Return signs of two languages, or of one, that differ in one facet.

        See `pairs.minimal_pairs`. Raise LanguageError if a language has no sign.
        """
        firsts, seconds = self._of(first), self._of(second)
        facets = yield from self.facets({item.id: item for item in (*firsts, *seconds)}.values())
        clip_search = self._judge().clip_search
        return (yield from minimal_pairs(clip_search, firsts, seconds, facets))

    def facets(self, items: Collection[SignSummary]) -> Steps[dict[int, dict[str, str]]]:
        """Return the facets of signs by their ids, computed from the first clip of each."""
        sign_of = {item.clips[0]: item.id for item in items if item.clips}
        clips, by_sign = list(sign_of), dict[int, dict[str, str]]()
        for start in range(0, len(clips), _BLOCK):
            yield Progress(start, len(clips))
            by_clip = self._facets(clips[start : start + _BLOCK])
            by_sign |= {sign_of[clip]: facets.as_json() for clip, facets in by_clip.items()}
        return by_sign

    def similarity(self, least: int = 2) -> Steps[SimilarityTree]:
        """Return how similar the languages are, and how concepts of `least` languages spread."""
        yield Progress(0, 3, "")
        items, vectors = self.mean_vectors()
        means = similarity.signs(
            vectors,
            [item.meaning for item in items],
            [item.sign_language for item in items],
            same_length=True,
        )
        yield Progress(1, 3, "")
        spreads = similarity.iconicity(means, least)
        yield Progress(2, 3, "")
        sizes = {language: len(concepts) for language, concepts in means.items()}
        return SimilarityTree.of(sizes, similarity.compare_languages(means), spreads)

    def chart(self) -> Steps[Chart]:
        """Return the places of all embedded signs on the plane: the stored map, or a new one.

        A new map takes a while.
        """
        yield Progress(0, 0, "")
        path = self._folder / f"{self._judge().clip_search.model}.npz"
        stamp = self._combined.generation
        if stored := Chart.open(path, stamp):
            return stored
        items, vectors = self.mean_vectors()
        places = yield from sign_map.places_in_process(vectors)
        chart = Chart(np.array([item.id for item in items], np.int64), places)
        chart.save(path, stamp)
        return chart

    def sign_map(self) -> Steps[SignMap]:
        """Return the map with the groups by which its signs can be coloured."""
        chart = yield from self.chart()
        by_id = {item.id: item for item in self.items()}
        row_of = {sign: row for row, sign in enumerate(chart.ids.tolist()) if sign in by_id}
        items = [by_id[sign] for sign in row_of]
        facets = yield from self.facets(items)
        return SignMap.of(items, chart.places[list(row_of.values())], facets)

    def mean_vectors(self) -> tuple[list[SignSummary], FloatArray]:
        """Return the signs that the model has embedded, and (n, D) the mean directions of their
        clips."""
        items = self._combined.items()
        ids, _, vectors = self._combined.vectors(self._judge().clip_search.model)
        row = {clip: number for number, clip in enumerate(ids.tolist())}
        sign_of = np.full(len(ids), -1)
        for number, item in enumerate(items):
            for clip in item.clips:
                if clip in row:
                    sign_of[row[clip]] = number
        return _means(items, sign_of, vectors)

    def items(self, languages: Sequence[str] = ()) -> list[SignSummary]:
        """Return every sign, or those of some languages, in alphabetical order."""
        items = self._combined.items()
        if languages:
            items = [item for item in items if item.sign_language in languages]
        return sorted(items, key=alphabetical)

    def _of(self, code: str) -> list[SignSummary]:
        items = self.items([code])
        if not items:
            raise LanguageError(
                f"This dictionary has no signs of {code}.",
                hint="See its languages: signdict languages",
            )
        return items


def _means(
    items: Sequence[SignSummary], sign_of: IntArray, vectors: FloatArray
) -> tuple[list[SignSummary], FloatArray]:
    known = sign_of >= 0
    signs, row = np.unique(sign_of[known], return_inverse=True)
    sums = np.zeros((len(signs), vectors.shape[1]), np.float32)
    np.add.at(sums, row, vectors[known])
    return [items[number] for number in signs.tolist()], unit(sums)
