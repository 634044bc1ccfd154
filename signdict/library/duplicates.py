"""Finds clips that are in a library twice, and merges them.

Two clips are duplicates if their landmarks are equal, or so close that they show one recording.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

import numpy as np

from signdict.core.text import uncased
from signdict.core.types import BoolArray, FloatArray, IntArray
from signdict.library import embeddings, records
from signdict.pose import landmarks
from signdict.pose.pose import Pose

#: The least cosine of the vectors of one recording; above it the hands themselves are compared.
ALIKE = 0.99
#: The largest mean distance of its hands over the clip, in shoulder widths.
APART = 0.02
#: Clips that are compared with all others at a time.
ROWS = 512
#: Points in time at which two clips are compared.
_SAMPLES = 32
_COMPARED = np.r_[landmarks.LEFT_HAND, landmarks.RIGHT_HAND, 0, 11:17]


@dataclass(frozen=True, slots=True)
class DuplicateGroup:
    """Clips of one recording, the one to keep first; `same`: their landmarks are equal."""

    clips: tuple[int, ...]
    same: bool


def equal(connection: sqlite3.Connection) -> list[tuple[int, ...]]:
    """Return the groups of clips whose landmarks are equal to the last bit, by id."""
    groups: dict[bytes, list[int]] = {}
    for clip, packed in records.packed_poses(connection):
        groups.setdefault(sha256(packed).digest(), []).append(clip)
    return [tuple(sorted(clips)) for clips in groups.values() if len(clips) > 1]


def near(
    ids: IntArray, languages: Sequence[str], unit: FloatArray
) -> Iterator[list[tuple[int, int]]]:
    """Yield pairs of clips of one language with similar vectors, `ROWS` clips at a time.

    `ids` is (n,), `languages` has n codes, `unit` (n, D) are vectors of length 1.
    """
    codes = np.asarray(languages)
    for code in dict.fromkeys(languages):
        same_language = np.flatnonzero(codes == code)
        for start in range(0, len(same_language), ROWS):
            rows = same_language[start : start + ROWS]
            similar = unit[rows] @ unit[same_language[start:]].T >= ALIKE
            first, second = np.nonzero(np.triu(similar, 1))
            yield [
                (int(ids[rows[a]]), int(ids[same_language[start + b]]))
                for a, b in zip(first, second, strict=True)
            ]


def one_recording(first: Pose, second: Pose) -> bool:
    """Whether two poses show one recording, perhaps encoded again or cut a little differently."""
    longer, shorter = max(first.seconds, second.seconds), min(first.seconds, second.seconds)
    if not shorter or longer - shorter > max(0.15, 0.05 * longer):
        return False
    return _distance(first, second) <= APART


def _distance(first: Pose, second: Pose) -> float:
    """Return the mean distance of hands, arms and nose in shoulder widths.

    Infinite if fewer than 80 % of the points are visible in both.
    """
    points_a, seen_a = _sampled(first)
    points_b, seen_b = _sampled(second)
    both = seen_a & seen_b
    if both.sum() < 0.8 * max(seen_a.sum(), seen_b.sum(), 1):
        return float("inf")
    return float(np.linalg.norm(points_a - points_b, axis=2)[both].mean())


def _sampled(pose: Pose) -> tuple[FloatArray, BoolArray]:
    """Return points (32, P, 2) at 32 points in time, and whether each is visible (32, P)."""
    frames = np.linspace(0, len(pose) - 1, _SAMPLES).round().astype(int)
    normal = pose.normalised()
    return normal.points[frames][:, _COMPARED, :2], normal.seen[frames][:, _COMPARED]


def grouped(
    same: Sequence[tuple[int, ...]], pairs: Iterable[tuple[int, int]]
) -> list[DuplicateGroup]:
    """Join equal clips and pairs to groups; each is in the order of ids."""
    parent: dict[int, int] = {}

    def root(clip: int) -> int:
        while parent.get(clip, clip) != clip:
            clip = parent[clip]
        return clip

    links = [(clips[0], clip) for clips in same for clip in clips[1:]]
    for first, second in (*links, *pairs):
        low, high = sorted((root(first), root(second)))
        parent[high], parent[low] = low, low
    groups: dict[int, list[int]] = {}
    for clip in sorted({*parent, *(c for link in links for c in link)}):
        groups.setdefault(root(clip), []).append(clip)
    equals = {frozenset(clips) for clips in same}
    return [DuplicateGroup(tuple(clips), frozenset(clips) in equals) for clips in groups.values()]


def merge(connection: sqlite3.Connection, groups: Iterable[DuplicateGroup]) -> int:
    """Keep the first clip of each group and return the number of removed clips.

    A sign that loses its last clip is removed too; the remaining sign is then also found by its
    gloss.
    """
    removed = 0
    for group in groups:
        sign_of = records.sign_of_clips(connection, group.clips)
        kept = sign_of[group.clips[0]]
        for clip in group.clips[1:]:
            connection.execute("DELETE FROM clips WHERE id = ?", [clip])
            removed += 1
            if sign_of[clip] != kept:
                _remove_if_empty(connection, sign_of[clip], kept)
    embeddings.raise_generation(connection)
    return removed


def _remove_if_empty(connection: sqlite3.Connection, sign: int, kept: int) -> None:
    """Remove a sign without clips; its gloss becomes a translation of the sign that is kept."""
    if connection.execute("SELECT 1 FROM clips WHERE sign = ?", [sign]).fetchone():
        return
    gloss, spoken_language, kept_gloss = connection.execute(
        "SELECT old.gloss, old.spoken_language, new.gloss FROM signs AS old, signs AS new"
        " WHERE old.id = ? AND new.id = ?",
        [sign, kept],
    ).fetchone()
    connection.execute("DELETE FROM signs WHERE id = ?", [sign])
    if uncased(gloss) != uncased(kept_gloss):
        records.add_translation(connection, kept, spoken_language, gloss)
