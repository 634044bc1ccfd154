"""The starter dictionary and the user's own library, read as if they were one."""

import os
import shutil
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from signdict.core.errors import LibraryError
from signdict.core.paths import Paths
from signdict.core.types import FloatArray, Sign, SignSummary, Source, alphabetical
from signdict.library import undo
from signdict.library.library import Library
from signdict.pose.pose import Pose

#: The user's signs and clips are numbered from here, so that they never clash with the starter's.
OWN_IDS = 1_000_000


class CombinedLibrary:
    """Up to two libraries. The user's own comes into being when something is first written."""

    def __init__(
        self, starter: Library | None, own: Library | None, create: Callable[[], Library]
    ) -> None:
        self._starter = starter
        self._own = own
        self._create = create
        self.off: frozenset[str] = frozenset()
        self.look_again()

    @classmethod
    def open(cls, paths: Paths) -> Self:
        """Open what is there. Raise LibraryError if it is there and cannot be read."""
        starter = Library.open(paths.starter, read_only=True) if paths.starter.is_file() else None
        try:
            return cls(starter, _own(paths.library), lambda: _new(paths))
        except LibraryError:
            if starter:
                starter.close()
            raise

    def close(self) -> None:
        """Close both files."""
        for library in self.libraries:
            library.close()

    def look_again(self) -> None:
        """See which sources are off: the signs of these are not listed, counted or found."""
        self.off = frozenset(self._own.asked(undo.switched_off) if self._own else ())
        for library in self.libraries:
            library.hide(self.off)

    @property
    def libraries(self) -> tuple[Library, ...]:
        """The libraries that are open, the starter first."""
        return tuple(library for library in (self._starter, self._own) if library)

    @property
    def own(self) -> Library:
        """The user's library, to write to; made if there is none yet."""
        if self._own is None:
            self._own = self._create()
            self._own.hide(self.off)
        return self._own

    @property
    def mine(self) -> Library | None:
        """The user's library, if there is one."""
        return self._own

    @property
    def generation(self) -> str:
        """Changes whenever a vector of either library does, or the starter is another file."""
        parts = [str(library.generation) for library in self.libraries]
        if self._starter:
            file = self._starter.path.stat()
            parts.append(f"{file.st_size}.{file.st_mtime_ns}")
        if self.off:
            parts.append(str(zlib.crc32("\n".join(sorted(self.off)).encode())))
        return "/".join(parts)

    def home_of(self, number: int) -> Library | None:
        """The library to which a sign or clip of this number belongs."""
        return self._own if number >= OWN_IDS else self._starter

    def sign(self, sign_id: int) -> Sign:
        """Return a sign. Raise LibraryError if there is none of this number."""
        library = self.home_of(sign_id)
        sign = library.sign(sign_id) if library else None
        if sign is None:
            raise LibraryError(
                f"There is no sign {sign_id} in this dictionary.",
                hint="Use a number from the results of find or recognise.",
            )
        return sign

    def pose(self, clip_id: int) -> Pose:
        """Return the landmarks of a clip. Raise LibraryError if there are none."""
        library = self.home_of(clip_id)
        pose = library.pose(clip_id) if library else None
        if pose is None:
            raise LibraryError(f"There is no clip {clip_id} in this dictionary.")
        return pose

    def signs(self, ids: Sequence[int]) -> dict[int, Sign]:
        """Return the signs of these numbers, as far as they are there."""
        return {
            number: sign
            for library in self.libraries
            for number, sign in library.signs(
                [i for i in ids if self.home_of(i) is library]
            ).items()
        }

    def called(self, gloss: str, sign_language: str, variant: str, source: str) -> int | None:
        """The number of the sign with this name; of several, that of the source if it has one."""
        found = [
            sign
            for library in reversed(self.libraries)
            for sign in library.called(gloss, sign_language, variant)
        ]
        ids = [number for number, _ in found]
        return next((number for number, name in found if name == source), ids[0] if ids else None)

    def sign_of_clips(self, ids: Sequence[int]) -> dict[int, int]:
        """Tell to which sign each clip belongs."""
        return {
            clip: sign
            for library in self.libraries
            for clip, sign in library.sign_of_clips(
                [i for i in ids if self.home_of(i) is library]
            ).items()
        }

    def digests_of(self, ids: Sequence[int]) -> dict[int, str]:
        """Tell what tells each clip from every other, as far as they are there."""
        return {
            clip: digest
            for library in self.libraries
            for clip, digest in library.digests_of(
                [i for i in ids if self.home_of(i) is library]
            ).items()
        }

    def find(
        self, text: str, languages: Sequence[str], limit: int, spoken: Sequence[str] = ()
    ) -> dict[int, float]:
        """Find signs by words in both libraries: {sign id: score}."""
        return {
            number: score
            for library in self.libraries
            for number, score in library.find(text, languages, limit, spoken)
        }

    def named(self, words: str) -> set[int]:
        """Return the signs with a gloss or translation of just these folded words."""
        return {number for library in self.libraries for number in library.named(words)}

    def of_concept(self, concept: str) -> set[int]:
        """Return the signs of a concept that a manifest named."""
        return {number for library in self.libraries for number in library.of_concept(concept)}

    def titles(self, ids: Sequence[int]) -> list[tuple[int, str, str]]:
        """Return of signs each gloss and translation: number, spoken language, text."""
        return [
            title
            for library in self.libraries
            for title in library.titles([i for i in ids if self.home_of(i) is library])
        ]

    def spoken(self) -> dict[str, int]:
        """Return how many glosses and translations there are in each spoken language."""
        total: Counter[str] = Counter()
        for library in self.libraries:
            total.update(library.spoken())
        return dict(total)

    def names(self) -> list[tuple[int, str, str]]:
        """Return of each gloss and translation the sign's number, its language, and the text."""
        return [name for library in self.libraries for name in library.names()]

    def browse(self, languages: Sequence[str], limit: int, offset: int) -> list[Sign]:
        """Return a page of all signs in the order of the alphabet."""
        pages = [
            sign
            for library in self.libraries
            for sign in library.all_signs(languages, limit + offset, 0)
        ]
        pages.sort(key=alphabetical)
        return pages[offset : offset + limit]

    def items(self) -> list[SignSummary]:
        """Return every sign as a line of the catalogue, the starter's first."""
        return [item for library in self.libraries for item in library.items()]

    def counts(self) -> dict[str, int]:
        """Return how many signs there are of each sign language."""
        total: Counter[str] = Counter()
        for library in self.libraries:
            total.update(library.counts())
        return dict(total)

    def sources(self) -> list[tuple[Source, int]]:
        """Return every source with its number of signs."""
        return [entry for library in self.libraries for entry in library.sources()]

    def check(self) -> list[str]:
        """Tell in sentences what is wrong with the files."""
        wrong = [sentence for library in self.libraries for sentence in library.check()]
        if not self._starter:
            wrong.append("The starter dictionary is missing. Install signdict again.")
        return wrong

    def unread(self, model: str) -> list[tuple[Library, Library | None, str]]:
        """What `ingest.reread` is to look through: a library, where its vectors go, and words."""
        found: list[tuple[Library, Library | None, str]] = []
        if self._starter and self._starter.without_vector(model):
            found.append((self._starter, self.own, "Reading the starter dictionary"))
        if self._own:
            found.append((self._own, None, "Reading your library"))
        return found

    def without_vector(self, model: str) -> int:
        """Count the clips that this model has not read."""
        waiting = sum(len(library.without_vector(model)) for library in self.libraries)
        return waiting - len(self._borrowed(model, hidden=True))

    def count(self, model: str) -> int:
        """Count the clips that this model has read."""
        clips = sum(len(library.clip_ids()) for library in self.libraries)
        return clips - self.without_vector(model)

    def vectors(self, model: str) -> tuple[NDArray[np.int64], list[str], FloatArray]:
        """Return all vectors of a model: clip ids (n,), sign languages, unit vectors (n, D)."""
        parts = [library.vectors(model) for library in self.libraries]
        borrowed = self._borrowed(model)
        if borrowed and self._own:
            lengths, unit = self._own.readings(model)
            ids = np.array([clip for clip, _, _ in borrowed], np.int64)
            languages = [language for _, _, language in borrowed]
            parts.append((ids, languages, unit[_paths(borrowed, lengths)]))
        parts = [part for part in parts if len(part[0])]
        if not parts:
            return np.zeros(0, np.int64), [], np.zeros((0, 0), np.float32)
        clips, codes, vectors = zip(*parts, strict=True)
        return (
            np.concatenate(clips),
            [code for part in codes for code in part],
            np.concatenate(vectors),
        )

    def tokens(self, model: str) -> NDArray[np.float16] | None:
        """Return the frame tokens (n, K, d) of the clips of `vectors`, in their order.

        None unless each of them has some, all of one shape.
        """
        parts = [library.tokens(model) for library in self.libraries]
        borrowed = self._borrowed(model)
        if borrowed and self._own:
            lengths, _ = self._own.readings(model)
            tokens = self._own.tokens(model, elsewhere=True)
            parts.append(None if tokens is None else tokens[_paths(borrowed, lengths)])
        there = [part for part in parts if part is not None]
        some = [part for part in there if len(part)]
        if len(there) < len(parts) or len({part.shape[1:] for part in some}) != 1:
            return None
        return np.concatenate(some)

    def lengths(self, model: str) -> dict[int, float]:
        """Return how long a model's own vector of each clip is: {clip id: length}."""
        found = {k: v for library in self.libraries for k, v in library.lengths(model).items()}
        borrowed = self._borrowed(model)
        if borrowed and self._own:
            there, _ = self._own.readings(model)
            found |= {clip: there[digest] for clip, digest, _ in borrowed}
        return found

    def forget(self, model: str) -> None:
        """Remove every vector of a model from the user's library."""
        if self._own:
            self._own.forget(model)

    def _borrowed(self, model: str, *, hidden: bool = False) -> list[tuple[int, str, str]]:
        """The starter's clips whose vectors are in the user's library: id, digest, language."""
        there = self._own.read_elsewhere(model) if self._own and self._starter else set()
        if not there or not self._starter:
            return []
        bare = set(self._starter.without_vector(model))
        if not hidden:
            bare &= self._starter.shown()
        return [row for row in self._starter.digests() if row[0] in bare and row[1] in there]


def _own(path: Path) -> Library | None:
    """Open the user's library if there is one; only to be read where the disk cannot be written."""
    if not path.is_file():
        return None
    writable = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    return Library.open(path, read_only=not writable, first_id=OWN_IDS)


def _new(paths: Paths) -> Library:
    """Make the user's library. What an older one left in the cache must not answer for it."""
    shutil.rmtree(paths.index, ignore_errors=True)
    return Library.open(paths.library, first_id=OWN_IDS)


def _paths(borrowed: Sequence[tuple[int, str, str]], stored: Iterable[str]) -> list[int]:
    """Where clips stand among stored readings, by their digests."""
    place = {digest: number for number, digest in enumerate(stored)}
    return [place[digest] for _, digest, _ in borrowed]
