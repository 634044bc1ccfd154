"""Computes the facets of clips once and stores them in a file with one line per clip.

The file is a cache next to the index: it can be deleted, and damaged lines are computed again.
Lines are only appended, so that a crash loses at most the last one.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import astuple
from pathlib import Path
from typing import Any, cast

from signdict.core.errors import SignDictError
from signdict.library.combined import CombinedLibrary
from signdict.linguistics.phonology.features import VALUES, VERSION, PhonologicalFeatures, of

#: The value of a line for a clip that shows no hand.
_NO_HAND = "-"


class PhonologyCache:
    """Returns the facets of clips, stored or computed when they are first needed."""

    def __init__(self, folder: Path, combined: CombinedLibrary) -> None:
        self._path = folder / f"facets-{VERSION}.txt"
        self._combined = combined
        self._known: dict[str, PhonologicalFeatures | None] | None = None

    def of(self, clip_ids: Sequence[int]) -> dict[int, PhonologicalFeatures]:
        """Return the facets of clips by their ids, without the clips that show no hand."""
        digests = self._combined.digests_of(clip_ids)
        known = self._read()
        new = {d: self._compute(clip) for clip, d in digests.items() if d not in known}
        known |= new
        self._append(new.items())
        by_clip = {clip: known[digest] for clip, digest in digests.items()}
        return {clip: facets for clip in clip_ids if (facets := by_clip.get(clip))}

    def known(self, clip_ids: Sequence[int]) -> dict[int, PhonologicalFeatures | None]:
        """Return the stored facets of clips, None for no hand; nothing is computed."""
        known = self._read()
        digests = self._combined.digests_of(clip_ids)
        return {clip: known[digest] for clip, digest in digests.items() if digest in known}

    def forget(self) -> None:
        """Delete all stored facets, after the landmarks of clips changed."""
        self._known = None
        with suppress(OSError):
            self._path.unlink(missing_ok=True)

    def _compute(self, clip: int) -> PhonologicalFeatures | None:
        try:
            pose = self._combined.pose(clip).usable_or_none()
        except SignDictError:  # no pose, or a damaged one
            return None
        return of(pose) if pose else None

    def _read(self) -> dict[str, PhonologicalFeatures | None]:
        if self._known is None:
            try:
                lines = self._path.read_text(encoding="utf-8").splitlines()
            except (OSError, UnicodeDecodeError):
                lines = []
            self._known = dict(pair for line in lines if (pair := _pair(line.split())))
        return self._known

    def _append(self, new: Iterable[tuple[str, PhonologicalFeatures | None]]) -> None:
        lines = [" ".join((digest, *_words(facets))) for digest, facets in new]
        if not lines:
            return
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.open("a", encoding="utf-8") as file:
                file.write("\n".join(("", *lines, "")))  # ends a line that was cut off
        except OSError:
            return  # the disk is full or read-only: computed again next time


def _words(facets: PhonologicalFeatures | None) -> tuple[str, ...]:
    return astuple(facets) if facets else (_NO_HAND,)


def _pair(words: list[str]) -> tuple[str, PhonologicalFeatures | None] | None:
    """Return the digest and facets of a line; None if it is damaged."""
    if words[1:] == [_NO_HAND]:
        return words[0], None
    if len(words) != 1 + len(VALUES):
        return None
    digest, *values = words
    if any(value not in can for value, can in zip(values, VALUES.values(), strict=True)):
        return None
    return digest, PhonologicalFeatures(*cast("Any", values))
