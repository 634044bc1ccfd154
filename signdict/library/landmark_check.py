"""Finds the clips whose landmarks have faults; the faults themselves are in `pose.faults`."""

import sqlite3
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TypeAlias

from signdict.core.errors import PoseError
from signdict.core.types import Progress, Steps
from signdict.library.library import Library
from signdict.pose.codec import unpack
from signdict.pose.faults import Fault, FaultKind, faults

#: Clips that are checked between two steps, in which other questions are answered: about 60 ms.
_BATCH = 20
_FROM = (
    "FROM clips JOIN visible_signs AS signs ON signs.id = clips.sign"
    " JOIN poses ON poses.clip = clips.id"
)
#: Clip, sign, gloss, sign language, source and packed pose.
_Row: TypeAlias = tuple[int, int, str, str, str, bytes]


@dataclass(frozen=True, slots=True)
class FaultyClip:
    """A clip whose landmarks have faults; none if they are damaged and cannot be read."""

    clip: int
    sign: int
    gloss: str
    sign_language: str
    source: str
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class LandmarkReport:
    """The clips of all sources that are on: how many each source has, and which have faults.

    `faulty` has the user's own clips first.
    """

    checked: dict[str, int]
    faulty: tuple[FaultyClip, ...]
    damaged: tuple[FaultyClip, ...]

    def problems(self) -> list[str]:
        """Return a sentence for each clip whose landmarks cannot be read."""
        return [
            f"The landmarks of clip {each.clip} ({each.gloss}, {each.source}) are damaged."
            " Import its video again, or restore the library from a backup."
            for each in self.damaged
        ]

    def faulty_by_source(self) -> Counter[str]:
        """Return the number of clips with faults, for sources that have any."""
        return Counter(each.source for each in self.faulty)

    def kinds_by_source(self) -> dict[str, Counter[FaultKind]]:
        """Return how many clips of a source have each kind of fault, for sources with faults."""
        counts: dict[str, Counter[FaultKind]] = {}
        for each in self.faulty:
            counts.setdefault(each.source, Counter()).update({fault.kind for fault in each.faults})
        return counts

    def as_json(self) -> dict[str, object]:
        """Return the fields that `--json` prints."""
        faulty, kinds = self.faulty_by_source(), self.kinds_by_source()
        return {
            "sources": [
                {
                    "source": source, "clips": count, "faulty": faulty[source],
                    "faults": dict(kinds.get(source, Counter())),
                }
                for source, count in self.checked.items()
            ],
            "clips": [asdict(each) for each in self.faulty],
        }  # fmt: skip


def checked(libraries: Sequence[Library]) -> Steps[LandmarkReport]:
    """Check the landmarks of the clips of all visible signs, those of the last library first."""
    total = sum(library.query(_count) for library in libraries)
    counts, faulty, damaged = Counter[str](), list[FaultyClip](), list[FaultyClip]()
    done, began = 0, time.monotonic()
    for library in reversed(libraries):
        last = -1
        while rows := library.query(_clips, last):
            left = (time.monotonic() - began) / done * (total - done) if done else None
            yield Progress(done, total, "Checking landmarks", left)
            for clip, sign, gloss, language, source, packed in rows:
                counts[source] += 1
                try:
                    found = faults(unpack(packed))
                except PoseError:
                    damaged.append(FaultyClip(clip, sign, gloss, language, source, ()))
                    continue
                if found:
                    faulty.append(FaultyClip(clip, sign, gloss, language, source, found))
            done, last = done + len(rows), rows[-1][0]
    return LandmarkReport(dict(sorted(counts.items())), tuple(faulty), tuple(damaged))


def _count(connection: sqlite3.Connection) -> int:
    """Return the number of clips of the visible signs that have landmarks."""
    return int(connection.execute(f"SELECT count(*) {_FROM}").fetchone()[0])


def _clips(connection: sqlite3.Connection, after: int) -> list[_Row]:
    """Return the next clips of the visible signs, in the order of their ids."""
    return connection.execute(
        "SELECT clips.id, signs.id, signs.gloss, signs.sign_language, signs.source, poses.packed"
        f" {_FROM} WHERE clips.id > ? ORDER BY clips.id LIMIT ?",
        [after, _BATCH],
    ).fetchall()
