"""Which of several people in a recording signs: the person who moves the hands."""

from itertools import pairwise
from typing import Final

import numpy as np

from signdict.core.types import AnyArray, BoolArray, FloatArray, IntArray
from signdict.pose import landmarks
from signdict.pose.pose import REST_LINE

#: Positions of hands are averaged over this many seconds, so that noise does not count as motion:
#: the smaller a person is, the noisier.
_WINDOW: Final = 0.2
#: A step of more than this many shoulder widths is an error of the tracker.
_MAX_STEP: Final = 1.5
#: A second with a raised hand counts as this much motion, in shoulder widths, so that of people who
#: keep still the one who holds up a hand signs.
_RAISED: Final = 0.25
#: A person is the same in the next frame up to this distance, in shoulder widths.
_SAME: Final = 1.5

_LEFT, _RIGHT = landmarks.LEFT_SHOULDER, landmarks.RIGHT_SHOULDER
_HANDS: Final = (landmarks.LEFT_HAND.start, landmarks.RIGHT_HAND.start)
_BODY: Final = [landmarks.NOSE, _LEFT, _RIGHT]


def one_person(
    points: FloatArray, confidence: FloatArray, fps: float
) -> tuple[FloatArray, FloatArray]:
    """Return the landmarks of the person who signs: (frames, 203, 3) and (frames, 203).

    `points` is (frames, people, 203, 3) and `confidence` (frames, people, 203). People may change
    their places among `people` from frame to frame: they are followed by where they are.
    """
    used = np.flatnonzero((confidence > 0).any(axis=(0, 2)))
    if len(used) < 2:
        row = int(used[0]) if len(used) else 0
        return points[:, row], confidence[:, row]
    points, confidence = points[:, used], confidence[:, used]
    people = _followed(*_anchors(points, confidence > 0)).T
    scores = [_score(*_one(points, confidence, rows), fps) for rows in people]
    best = max(range(len(scores)), key=lambda person: scores[person])
    return _one(points, confidence, people[best])


def _one(
    points: FloatArray, confidence: FloatArray, rows: IntArray
) -> tuple[FloatArray, FloatArray]:
    """Return the landmarks of the person who is in row `rows[i]` of frame i, or not if it is -1."""
    frames, there = np.arange(len(points)), rows >= 0
    found, sure = points[frames, rows], confidence[frames, rows]
    return np.where(there[:, None, None], found, 0), np.where(there[:, None], sure, 0)


def _score(points: FloatArray, confidence: FloatArray, fps: float) -> tuple[bool, float, int]:
    """Return how much a person seems to sign: can be read, motion of the hands, points seen."""
    seen = confidence > 0
    both = seen[:, _LEFT] & seen[:, _RIGHT]
    hands = seen[:, list(_HANDS)].any(axis=1)
    if not (both.any() and hands.any()):
        return False, 0.0, int(seen.sum())
    left, right = points[both, _LEFT, :2], points[both, _RIGHT, :2]
    unit = max(float(np.median(np.linalg.norm(left - right, axis=1))), 1e-3)
    frames = np.arange(len(points))
    middle = np.stack(
        [np.interp(frames, np.flatnonzero(both), ((left + right) / 2)[:, a]) for a in range(2)], 1
    )
    motion = 0.0
    for wrist in _HANDS:
        place = (points[:, wrist, :2] - middle) / unit  # a person who walks does not sign
        raised = seen[:, wrist] & (place[:, 1] < REST_LINE)
        motion += _path(place, raised, fps) + _RAISED * int(raised.sum()) / fps
    return True, round(motion, 3), int(seen.sum())


def _path(place: AnyArray, known: BoolArray, fps: float) -> float:
    """Return how far a wrist (frames, xy) moves in the frames in which it is known."""
    length = max(1, round(_WINDOW * fps))
    windows = range(0, len(place), length)
    means = [
        place[start : start + length][shown].mean(axis=0) if shown.any() else None
        for start in windows
        for shown in [known[start : start + length]]
    ]
    steps = [
        np.linalg.norm(after - before)
        for before, after in pairwise(means)
        if before is not None and after is not None
    ]
    return float(np.minimum(steps, _MAX_STEP).sum()) if steps else 0.0


def _anchors(points: FloatArray, seen: BoolArray) -> tuple[FloatArray, FloatArray]:
    """Return where each person is, NaN if not seen (frames, people, xy), and the size of each."""
    anchors = np.full((*seen.shape[:2], 2), np.nan)
    units = np.full(seen.shape[:2], np.nan)
    for frame, person in zip(*np.nonzero(seen.any(axis=2)), strict=True):
        known = seen[frame, person]
        body = [index for index in _BODY if known[index]] or np.flatnonzero(known)
        anchors[frame, person] = points[frame, person, body, :2].mean(axis=0)
        if known[_LEFT] and known[_RIGHT]:
            across = points[frame, person, _LEFT, :2] - points[frame, person, _RIGHT, :2]
            units[frame, person] = np.linalg.norm(across)
    usual = np.nanmedian(units) if np.isfinite(units).any() else np.inf
    return anchors, np.where(np.isfinite(units), np.maximum(units, 0.2 * usual), usual)


def _followed(anchors: FloatArray, units: FloatArray) -> IntArray:
    """Return the row of each person in each frame, or -1: (frames, people)."""
    places: list[FloatArray] = []  # where each person was last
    rows: list[int] = []  # and in which row
    found: list[dict[int, int]] = []  # rows by person, for each frame
    for here, unit in zip(anchors, units, strict=True):
        present = np.flatnonzero(np.isfinite(here[:, 0])).tolist()
        now = _near(places, here[present], unit[present]) if places else {}
        now = {person: present[number] for person, number in now.items()}
        for row in set(present) - set(now.values()):
            lost = [n for n, last in enumerate(rows) if last == row and n not in now]
            person = lost[-1] if lost else len(rows)  # a jump in the same row is no new person
            if person == len(rows):
                rows.append(row)
                places.append(here[row])
            now[person] = row
        for person, row in now.items():
            rows[person], places[person] = row, here[row]
        found.append(now)
    index = np.full((len(found), len(rows)), -1, np.int64)
    for frame, now in enumerate(found):
        index[frame, list(now)] = list(now.values())
    return index


def _near(places: list[FloatArray], here: FloatArray, unit: FloatArray) -> dict[int, int]:
    """Return which person is now at which place in `here`, at most `_SAME` from the last one."""
    if not len(here):
        return {}
    far = np.linalg.norm(here[:, None] - np.stack(places)[None], axis=2) / unit[:, None]
    found: dict[int, int] = {}
    for pair in np.argsort(far, axis=None).tolist():  # the nearest first
        row, person = divmod(pair, len(places))
        if far[row, person] > _SAME:
            break
        if person not in found and row not in found.values():
            found[person] = row
    return found
