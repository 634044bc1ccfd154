"""The starter dictionary and the user's own library, read as if they were one."""

from collections import Counter
from collections.abc import Iterable, Sequence

from signdict.core.errors import LibraryError
from signdict.core.kinds import SignKind
from signdict.core.text import uncased
from signdict.core.types import Sign, SignSummary, Source, alphabetical
from signdict.library import embeddings, records, sources
from signdict.library.embeddings import ClipVectors, HalfTokens
from signdict.library.foreign_vectors import ForeignVectors
from signdict.library.health import Problem, ProblemKind
from signdict.library.library import Library
from signdict.library.pair import OWN_IDS, LibraryPair
from signdict.pose.pose import Pose

__all__ = ["OWN_IDS", "CombinedLibrary"]


class CombinedLibrary(LibraryPair):
    """Answers every query from both libraries."""

    def sign(self, sign_id: int) -> Sign:
        """Return a sign. Raise LibraryError if no sign has this id."""
        library = self.home_of(sign_id)
        sign = library.sign(sign_id) if library else None
        if sign is None:
            raise LibraryError(
                f"There is no sign {sign_id} in this dictionary.",
                hint="Use a number from the results of find or recognise.",
            )
        return sign

    def pose(self, clip_id: int) -> Pose:
        """Return the landmarks of a clip. Raise LibraryError if it has none."""
        library = self.home_of(clip_id)
        pose = library.pose(clip_id) if library else None
        if pose is None:
            raise LibraryError(f"There is no clip {clip_id} in this dictionary.")
        return pose

    def signs(self, ids: Sequence[int]) -> dict[int, Sign]:
        """Return the signs with these ids; ids without a sign are omitted."""
        return self.by_home(ids, Library.signs)

    def sign_of_clips(self, ids: Sequence[int]) -> dict[int, int]:
        """Return the sign of each clip: {clip id: sign id}."""
        return self.by_home(ids, Library.sign_of_clips)

    def digests_of(self, ids: Sequence[int]) -> dict[int, str]:
        """Return the digest of each clip; ids without a clip are omitted."""
        return self.by_home(ids, lambda library, own: library.query(records.digests_of, own))

    def called(self, gloss: str, sign_language: str, variant: str, source: str) -> int | None:
        """Return the id of the sign with this label; of several, that of the source if possible."""
        matches = self.all(records.called, gloss, sign_language, variant)
        same = [match for match in matches if uncased(match[2]) == uncased(gloss)]
        same.sort(key=lambda match: (match[1] != source, match[0] < OWN_IDS))
        return same[0][0] if same else None

    def find(
        self, text: str, languages: Sequence[str], limit: int, spoken: Sequence[str] = (),
        kinds: Sequence[SignKind] = (),
    ) -> dict[int, float]:  # fmt: skip
        """Find signs by words in both libraries: {sign id: score}."""
        found = (library.find(text, languages, limit, spoken, kinds) for library in self.libraries)
        return dict(match for matches in found for match in matches)

    def named(self, name: str) -> set[int]:
        """Return the signs with a gloss or translation of the same folded words."""
        return {sign for library in self.libraries for sign in library.named(name)}

    def of_concept(self, concept: str) -> set[int]:
        """Return the signs of a concept."""
        return set(self.all(records.of_concept, concept))

    def titles(self, ids: Sequence[int]) -> list[tuple[int, str, str]]:
        """Return each gloss and translation of signs: sign id, spoken language, text."""
        return self.all(records.titles, ids)

    def names(self, spoken: Sequence[str] = ()) -> list[tuple[int, str, str]]:
        """Return each gloss and translation of words, in some spoken languages or all: sign id,
        sign language, text."""
        return self.all(records.names, spoken)

    def spoken(self) -> dict[str, int]:
        """Return the number of glosses and translations in each spoken language."""
        return _total(self.all(records.by_spoken_language))

    def counts(self, kinds: Sequence[SignKind] = ()) -> dict[str, int]:
        """Return the number of signs, of some kinds or all, in each sign language."""
        return _total(row for library in self.libraries for row in library.counts(kinds).items())

    def clips_of_kind(self, kind: SignKind) -> list[int]:
        """Return the ids of the clips of a kind of signs."""
        return self.all(records.clips_of_kind, kind)

    def browse(
        self, languages: Sequence[str], limit: int, offset: int, kinds: Sequence[SignKind] = ()
    ) -> list[Sign]:
        """Return a page of all signs, or those of some kinds, in alphabetical order."""
        signs = self.all(records.page, languages, limit + offset, 0, kinds)
        signs.sort(key=alphabetical)
        return signs[offset : offset + limit]

    def items(self) -> list[SignSummary]:
        """Return a summary of every sign, the starter's first."""
        return self.all(records.summaries)

    def sources(self) -> list[tuple[Source, int]]:
        """Return every source with its number of signs."""
        return self.all(sources.all_sources)

    def problems(self) -> list[Problem]:
        """Return everything that is wrong with the files."""
        found = [problem for library in self.libraries for problem in library.problems()]
        if not self._starter:
            message = "The starter dictionary is missing. Install signdict again."
            found.append(Problem(ProblemKind.MISSING_STARTER, message))
        return found

    def check(self) -> list[str]:
        """Return everything that is wrong with the files, in sentences."""
        return [problem.message for problem in self.problems()]

    def unread(self, model: str) -> list[tuple[Library, Library | None, str]]:
        """Return what `ingest.reread` has to read: a library, where its vectors go, a title."""
        work: list[tuple[Library, Library | None, str]] = []
        if self._starter and self._starter.without_vector(model):
            work.append((self._starter, self.own, "Reading the starter dictionary"))
        if self._own:
            work.append((self._own, None, "Reading your library"))
        return work

    def without_vector(self, model: str) -> int:
        """Return the number of clips that this model has not read."""
        waiting = sum(len(library.without_vector(model)) for library in self.libraries)
        return waiting - len(self._foreign(model, hidden=True))

    def count(self, model: str) -> int:
        """Return the number of clips that this model has read."""
        clips = sum(len(library.clip_ids()) for library in self.libraries)
        return clips - self.without_vector(model)

    def vectors(self, model: str) -> ClipVectors:
        """Return all vectors of a model: clip ids (n,), sign languages, unit vectors (n, D)."""
        parts = [library.vectors(model) for library in self.libraries]
        return embeddings.join_vectors([*parts, self._foreign(model).vectors()])

    def tokens(self, model: str) -> HalfTokens | None:
        """Return the frame tokens (n, K, d) of the clips of `vectors`, in their order.

        None unless every clip has tokens of one shape.
        """
        parts = [library.tokens(model) for library in self.libraries]
        return embeddings.join_tokens([*parts, self._foreign(model).tokens()])

    def lengths(self, model: str) -> dict[int, float]:
        """Return the length of each clip's vector before it was scaled to 1: {clip id: length}."""
        stored = {k: v for library in self.libraries for k, v in library.lengths(model).items()}
        return stored | self._foreign(model).lengths()

    def forget(self, model: str) -> None:
        """Remove every vector of a model from the user's library."""
        if self._own:
            self._own.forget(model)

    def _foreign(self, model: str, *, hidden: bool = False) -> ForeignVectors:
        return ForeignVectors(self._starter, self._own, model, hidden=hidden)


def _total(counts: Iterable[tuple[str, int]]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for key, count in counts:
        total[key] += count
    return dict(total)
