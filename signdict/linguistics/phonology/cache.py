"""The facets of a shelf's clips: read off their poses once, and kept in a file of one line each.

The file is a cache beside the index: it can be thrown away, and lines that cannot be read are
made again. It is only added to, so that nothing that was written is ever lost half-way.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import astuple
from pathlib import Path
from typing import Any, cast

from signdict.core.errors import SignDictError
from signdict.library.combined import CombinedLibrary
from signdict.linguistics.phonology.features import VALUES, VERSION, PhonologicalFeatures, of

#: Stands in a line where a clip shows no hand.
_NOTHING = "-"


class PhonologyCache:
    """Looks at clips when they are asked for, at each of them once."""

    def __init__(self, folder: Path, combined: CombinedLibrary) -> None:
        self._path = folder / f"facets-{VERSION}.txt"
        self._combined = combined
        self._known: dict[str, PhonologicalFeatures | None] | None = None

    def of(self, clip_ids: Sequence[int]) -> dict[int, PhonologicalFeatures]:
        """Return the facets of these clips, of those in which a hand can be seen."""
        digests = self._combined.digests_of(clip_ids)
        known = self._read()
        new = {d: self._seen(clip) for clip, d in digests.items() if d not in known}
        known |= new
        self._add(new.items())
        found = {clip: known[digest] for clip, digest in digests.items()}
        return {clip: facets for clip in clip_ids if (facets := found.get(clip))}

    def known(self, clip_ids: Sequence[int]) -> dict[int, PhonologicalFeatures | None]:
        """What is remembered of these clips, None where no hand is seen; looks at none."""
        known = self._read()
        found = self._combined.digests_of(clip_ids)
        return {clip: known[digest] for clip, digest in found.items() if digest in known}

    def forget(self) -> None:
        """Look at every clip anew: the landmarks of some are others now."""
        self._known = None
        with suppress(OSError):
            self._path.unlink(missing_ok=True)

    def _seen(self, clip: int) -> PhonologicalFeatures | None:
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

    def _add(self, new: Iterable[tuple[str, PhonologicalFeatures | None]]) -> None:
        lines = [" ".join((digest, *_words(facets))) for digest, facets in new]
        if not lines:
            return
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.open("a", encoding="utf-8") as file:
                file.write("\n".join(("", *lines, "")))  # a line that was cut off ends here
        except OSError:
            return  # a full disk or a folder that cannot be written: looked at again next time


def _words(facets: PhonologicalFeatures | None) -> tuple[str, ...]:
    return astuple(facets) if facets else (_NOTHING,)


def _pair(words: list[str]) -> tuple[str, PhonologicalFeatures | None] | None:
    """A line's digest and facets; None if it is not one that was written here."""
    if words[1:] == [_NOTHING]:
        return words[0], None
    if len(words) != 1 + len(VALUES):
        return None
    digest, *values = words
    if any(value not in can for value, can in zip(values, VALUES.values(), strict=True)):
        return None
    return digest, PhonologicalFeatures(*cast("Any", values))
