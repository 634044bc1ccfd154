"""The same clip twice: landmarks that are equal, or so near that they show one recording."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from signdict.library import records, textindex
from signdict.pose import landmarks
from signdict.pose.pose import Pose

#: Vectors of one recording are at least so alike; hands are then compared themselves.
ALIKE = 0.99
#: And its hands are no further apart, in shoulder widths, as a mean over the clip.
APART = 0.02
#: Clips that are compared with all others at a time.
ROWS = 512
_MOMENTS = 32
_SHOWN = np.r_[landmarks.LEFT_HAND, landmarks.RIGHT_HAND, 0, 11:17]


@dataclass(frozen=True, slots=True)
class DuplicateGroup:
    """Clips of one recording, the one that is kept first; `same`: their landmarks are equal."""

    clips: tuple[int, ...]
    same: bool


def equal(packed: Iterable[tuple[int, bytes]]) -> list[tuple[int, ...]]:
    """Clips whose landmarks are equal to the last bit, told by id."""
    found: dict[bytes, list[int]] = {}
    for clip, content in packed:
        found.setdefault(sha256(content).digest(), []).append(clip)
    return [tuple(sorted(clips)) for clips in found.values() if len(clips) > 1]


def near(
    ids: NDArray[np.int64], languages: Sequence[str], unit: NDArray[np.float32]
) -> Iterator[list[tuple[int, int]]]:
    """Pairs of clips of one language whose vectors are alike, rows by rows: ids (n,), (n, D)."""
    codes = np.asarray(languages)
    for code in dict.fromkeys(languages):
        own = np.flatnonzero(codes == code)
        for at in range(0, len(own), ROWS):
            rows = own[at : at + ROWS]
            alike = unit[rows] @ unit[own[at:]].T >= ALIKE
            one, other = np.nonzero(np.triu(alike, 1))
            yield [
                (int(ids[rows[a]]), int(ids[own[at + b]])) for a, b in zip(one, other, strict=True)
            ]


def one_recording(one: Pose, other: Pose) -> bool:
    """Whether two poses are the same recording, perhaps encoded again or cut a little otherwise."""
    longer, shorter = max(one.seconds, other.seconds), min(one.seconds, other.seconds)
    if not shorter or longer - shorter > max(0.15, 0.05 * longer):
        return False
    return _distance(one, other) <= APART


def _distance(one: Pose, other: Pose) -> float:
    """How far hands, arms and nose are apart in shoulder widths; endless if never both seen."""
    a, seen_a = _moments(one)
    b, seen_b = _moments(other)
    both = seen_a & seen_b
    if both.sum() < 0.8 * max(seen_a.sum(), seen_b.sum(), 1):
        return float("inf")
    return float(np.linalg.norm(a - b, axis=2)[both].mean())


def _moments(pose: Pose) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """Points (32, P, 2) at 32 moments, and which were seen (32, P)."""
    at = np.linspace(0, len(pose) - 1, _MOMENTS).round().astype(int)
    normal = pose.normalised()
    return normal.points[at][:, _SHOWN, :2], normal.seen[at][:, _SHOWN]


def grouped(
    same: Sequence[tuple[int, ...]], pairs: Iterable[tuple[int, int]]
) -> list[DuplicateGroup]:
    """Clips that hang together, each group in the order of ids."""
    first: dict[int, int] = {}

    def head(clip: int) -> int:
        while first.get(clip, clip) != clip:
            clip = first[clip]
        return clip

    links = [(clips[0], clip) for clips in same for clip in clips[1:]]
    for one, other in (*links, *pairs):
        low, high = sorted((head(one), head(other)))
        first[high], first[low] = low, low
    groups: dict[int, list[int]] = {}
    for clip in sorted({*first, *(c for link in links for c in link)}):
        groups.setdefault(head(clip), []).append(clip)
    equals = {frozenset(clips) for clips in same}
    return [DuplicateGroup(tuple(clips), frozenset(clips) in equals) for clips in groups.values()]


def merge(connection: sqlite3.Connection, groups: Iterable[DuplicateGroup]) -> int:
    """Keep the first clip of each group; return how many went. A sign that loses its last clip
    goes too, and the sign that is kept is found by its gloss as well."""
    gone = 0
    for group in groups:
        kept = _sign(connection, group.clips[0])
        for clip in group.clips[1:]:
            other = _sign(connection, clip)
            connection.execute("DELETE FROM clips WHERE id = ?", [clip])
            gone += 1
            if other != kept:
                _let_go(connection, other, kept)
    records.changed(connection)
    return gone


def _sign(connection: sqlite3.Connection, clip: int) -> int:
    found = connection.execute("SELECT sign FROM clips WHERE id = ?", [clip]).fetchone()
    return int(found[0])


def _let_go(connection: sqlite3.Connection, sign: int, kept: int) -> None:
    """Remove a sign without clips; another is found by its gloss from now on."""
    left = connection.execute("SELECT 1 FROM clips WHERE sign = ?", [sign]).fetchone()
    gloss, spoken, other = connection.execute(
        "SELECT one.gloss, one.spoken_language, two.gloss FROM signs AS one, signs AS two"
        " WHERE one.id = ? AND two.id = ?",
        [sign, kept],
    ).fetchone()
    if left:
        return
    connection.execute("DELETE FROM signs WHERE id = ?", [sign])
    if gloss.casefold() != other.casefold():
        row = [kept, spoken, gloss]
        new = connection.execute("INSERT OR IGNORE INTO translations VALUES (?, ?, ?)", row)
        if new.rowcount > 0:
            textindex.write(connection, kept, gloss, gloss=False)
