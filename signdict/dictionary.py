"""The verbs: what one can ask a dictionary, and what one can tell it to do.

A dictionary is two libraries (the starter and the user's own), one index over both, and one
encoder. Each part is opened when a question first needs it: words need neither torch nor hnswlib.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, Self

from signdict import ingest, manifest, ranking, readers
from signdict.errors import LibraryError
from signdict.ingest import Report
from signdict.languages import language
from signdict.pose import Pose
from signdict.settings import LIMIT, Places
from signdict.shelf import Shelf
from signdict.signs import Embeddings, Match, Sign, Source, Steps

if TYPE_CHECKING:
    from signdict.index import Index, Stamp

#: How many clips are looked at before they vote: enough for signs with many clips.
CANDIDATES = 300


class Model(ingest.Embedder, Protocol):
    """What a dictionary wants of its encoder."""

    def confidence(self, score: float) -> float:
        """Tell how sure a score makes: 0 to 1."""
        ...


def open_dictionary(places: Places | None = None) -> "Dictionary":
    """Open the dictionary of this machine. Raise LibraryError if its library cannot be read."""
    places = places or Places.standard()
    return Dictionary(places, Shelf.open(places), lambda: _bundled(places))


class Dictionary:
    """Signs that can be asked for by signing, by words and by likeness. Close it after use."""

    def __init__(self, places: Places, shelf: Shelf, encoder: Callable[[], Model]) -> None:
        self._places = places
        self._shelf = shelf
        self._open_encoder = encoder
        self._opened: tuple[Stamp, Index] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close every file."""
        self._close_index()
        self._shelf.close()

    def recognise(
        self, pose: Pose, languages: Sequence[str] = (), limit: int = LIMIT
    ) -> list[Match]:
        """The learner's question: what does this mean?

        The pose is asked as it is and mirrored, because people sign with either hand and cameras
        mirror; each clip counts by the better of the two. Raise PoseError if it cannot be used.
        """
        codes = _codes(languages)
        pose = pose.usable().trimmed()
        queries = self._encoder.embed_poses([pose, pose.mirrored()])
        return self._alike(queries, codes, limit)

    def find(self, text: str, languages: Sequence[str] = (), limit: int = LIMIT) -> list[Match]:
        """The teacher's question: how is this signed?"""
        scores = self._shelf.find(text, _codes(languages), limit)
        return ranking.listed(scores, self._shelf.signs(list(scores)), limit, lambda score: score)

    def neighbours(
        self, sign_id: int, languages: Sequence[str] = (), limit: int = LIMIT
    ) -> list[Match]:
        """The linguist's question: what looks like this? In every other language unless told.

        Raise LibraryError if there is no such sign, or the model has not read its clips.
        """
        sign = self.sign(sign_id)
        codes = _codes(languages) or sorted(set(self.counts()) - {sign.sign_language})
        if not codes:
            return []
        ids, _, vectors = self._shelf.vectors(self._encoder.name)
        clips = {clip.id for clip in sign.clips}
        queries = vectors[[int(clip) in clips for clip in ids]]
        if not len(queries):
            raise LibraryError(
                f"The clips of {sign.gloss} were not read with the present model.",
                hint="Read them: signdict reread",
            )
        found = self._alike(queries, codes, limit + 1)
        same = ranking.identity(sign)
        others = [match for match in found if ranking.identity(match.sign) != same][:limit]
        return [
            Match(rank, match.sign, match.score, match.confidence)
            for rank, match in enumerate(others, start=1)
        ]

    def sign(self, sign_id: int) -> Sign:
        """Return a sign. Raise LibraryError if there is none of this number."""
        return self._shelf.sign(sign_id)

    def pose(self, clip_id: int) -> Pose:
        """Return the landmarks of a clip. Raise LibraryError if there are none."""
        return self._shelf.pose(clip_id)

    def signs(self, languages: Sequence[str] = (), limit: int = 200, offset: int = 0) -> list[Sign]:
        """Return a page of all signs in the order of the alphabet."""
        return self._shelf.browse(_codes(languages), limit, offset)

    def sources(self) -> list[tuple[Source, int]]:
        """Return every source with its number of signs."""
        return self._shelf.sources()

    def counts(self) -> dict[str, int]:
        """Return how many signs there are of each sign language."""
        return self._shelf.counts()

    def read(self, path: Path) -> Steps[Pose]:
        """Turn a video or a `.pose` file into a pose that can be asked about.

        Raise VideoError or PoseError, worded for the user, if that cannot be done.
        """
        return (yield from readers.pose_steps(path, self._places.tracker))

    def add(
        self,
        path: Path,
        *,
        sign_language: str = "",
        spoken_language: str = "",
        source: str = "",
        licence: str = "",
        attribution: str = "",
    ) -> Steps[Report]:
        """The maintainer's order: learn the clips of a folder, a table or one file.

        May be stopped at any step and started again: only what is new is added.
        """
        listed = manifest.entries(
            path,
            sign_language=sign_language,
            spoken_language=spoken_language,
            source=source,
            licence=licence,
            attribution=attribution,
        )
        report = yield from ingest.add(
            self._shelf.own, self._encoder, listed.entries, self._places.tracker
        )
        return replace(report, skipped=listed.skipped + report.skipped)

    def remove(self, source: str) -> int:
        """Remove a source of the user's own library; return how many signs went with it."""
        return self._shelf.remove(source)

    def reread(self) -> Steps[int]:
        """Have the present model read every clip of the user's library that it has not read yet.

        Return how many were read. Each batch is committed before the next step.
        """
        library = self._shelf.mine
        return (yield from ingest.reread(library, self._encoder)) if library else 0

    def check(self) -> list[str]:
        """Tell in sentences what is wrong with the dictionary; nothing means that all is sound."""
        wrong = self._shelf.check()
        waiting = self._shelf.without_vector(self._encoder.name)
        if waiting:
            wrong.append(
                f"{waiting} clips were not read with the present model. Read them: signdict reread"
            )
        if not self._places.tracker.is_file():
            wrong.append("The landmark model is missing. Install signdict again.")
        return wrong

    def _alike(self, queries: Embeddings, codes: Sequence[str], limit: int) -> list[Match]:
        """The signs whose clips are nearest to any of the queries."""
        wide = max(CANDIDATES, 4 * limit)
        clips = ranking.better(*(self._index.search(query, wide, codes) for query in queries))
        scores = ranking.vote(clips, self._shelf.sign_of_clips(list(clips)))
        signs = self._shelf.signs(list(scores))
        return ranking.listed(scores, signs, limit, self._encoder.confidence)

    @cached_property
    def _encoder(self) -> Model:
        return self._open_encoder()

    @property
    def _index(self) -> "Index":
        """The index over both libraries as they are now; made again when they changed."""
        from signdict.index import Index, Stamp

        model = self._encoder.name
        stamp = Stamp(model, self._shelf.count(model), self._shelf.generation)
        if self._opened is None or self._opened[0] != stamp:
            self._close_index()
            folder = self._places.index
            index = Index.open(folder, stamp)
            if index is None:
                index = Index.build(folder, stamp, *self._shelf.vectors(model))
            self._opened = (stamp, index)
        return self._opened[1]

    def _close_index(self) -> None:
        if self._opened:
            self._opened[1].close()
            self._opened = None


def _codes(languages: Sequence[str]) -> list[str]:
    """The codes as they are written here. Raise LanguageError if one is none."""
    return [language(code).code for code in languages]


def _bundled(places: Places) -> Model:
    from signdict.encoder import Encoder

    return Encoder.open(places.model)
