"""An attempt beside a clip of the dictionary: in step, with what differs and the worst of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np

from signdict.core.errors import PoseError
from signdict.pose import dtw
from signdict.pose.differences import Difference, Hand, Kind, Signals
from signdict.pose.dtw import Array, Moments
from signdict.pose.pose import Pose

#: How many differences are told at most.
WORST: Final = 4
#: What covers so much of a sign is told of all of it, not of a moment.
THROUGHOUT: Final = 0.8


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """An attempt and a clip in step, at n pairs of moments.

    `attempt` and `clip` (n,) are the seconds in both; `time` (n,) is a common time that runs from 0
    at their mean pace. `apart` (n, 2) is how much each hand differs, left then right, 1 where it
    is just noticed; `worst` is told worst first. `mirrored`: the clip is seen in a mirror. `cost`
    is that of the mean pair, see `warping`.
    """

    attempt: Array
    clip: Array
    time: Array
    apart: Array
    worst: tuple[Difference, ...]
    mirrored: bool
    cost: float

    @property
    def seconds(self) -> float:
        """How long the common time lasts."""
        return float(self.time[-1])

    def at(self, time: float) -> tuple[float, float]:
        """The seconds in the attempt and in the clip at a common time."""
        attempt, clip = (np.interp(time, self.time, one) for one in (self.attempt, self.clip))
        return float(attempt), float(clip)

    def throughout(self, difference: Difference) -> bool:
        """Whether nearly all of the sign differs so, not a part of it."""
        covered = self.time[difference.end - 1] - self.time[difference.start]
        return bool(covered >= THROUGHOUT * self.seconds)

    def as_json(self) -> dict[str, object]:
        """Return the fields that `--json` prints."""
        return {
            "mirrored": self.mirrored,
            "cost": round(self.cost, 4),
            "worst": [self._told(one) for one in self.worst],
            "path": np.stack([self.attempt, self.clip], axis=1).round(3).tolist(),
            "apart": self.apart.round(3).tolist(),
        }

    def _told(self, one: Difference) -> dict[str, object]:
        return {
            "hand": one.hand,
            "kind": one.kind,
            "amount": round(one.amount, 3),
            "unit": one.unit,
            "finger": one.finger,
            "attempt_seconds": round(float(self.attempt[one.peak]), 3),
            "clip_seconds": round(float(self.clip[one.peak]), 3),
            "throughout": self.throughout(one),
            "severity": round(one.severity, 3),
        }


@dataclass(frozen=True, slots=True, eq=False)
class Beside:
    """The clip beside which an attempt is put: its number, its landmarks, and what differs."""

    clip_id: int
    pose: Pose
    comparison: Comparison


def compare(attempt: Pose, clip: Pose, *, mirrored: bool | None = None) -> Comparison:
    """Bring an attempt and a clip into step, and tell what differs.

    `mirrored` says whether to look at the clip in a mirror; None: if that fits better. Raise
    PoseError if one of them shows no hand.
    """
    own = dtw.moments(attempt)
    tried = (False, True) if mirrored is None else (mirrored,)
    found = [
        _compared(own, clip.mirrored() if mirror else clip, mirrored=mirror) for mirror in tried
    ]
    return min(found, key=lambda comparison: comparison.cost)


def nearest(
    attempt: Pose, clips: Iterable[tuple[int, Pose]], *, mirrored: bool | None = None
) -> Beside | None:
    """The clip, of some with their numbers, that an attempt is most like; None if there is none.

    Clips that show no hand are passed over. Raise PoseError if the attempt shows none.
    """
    attempt.usable()
    best: Beside | None = None
    for number, clip in clips:
        try:
            found = compare(attempt, clip, mirrored=mirrored)
        except PoseError:
            continue
        if best is None or found.cost < best.comparison.cost:
            best = Beside(number, clip, found)
    return best


def _compared(own: Moments, clip: Pose, *, mirrored: bool) -> Comparison:
    other = dtw.moments(clip)
    costs = dtw.costs(own, other)
    way = dtw.path(costs)
    one, two = own.taken(way[:, 0]), other.taken(way[:, 1])
    time = (one.seconds - one.seconds[0] + two.seconds - two.seconds[0]) / 2
    signals = Signals.of(one, two)
    return Comparison(
        one.seconds,
        two.seconds,
        time,
        signals.apart(),
        _worst(signals, time),
        mirrored,
        float(costs[way[:, 0], way[:, 1]].mean()),
    )


def _worst(signals: Signals, time: Array) -> tuple[Difference, ...]:
    """The worst few differences, of each hand and kind only one."""
    worst: dict[tuple[Hand, Kind], Difference] = {}
    for one in sorted(signals.differences(time), key=lambda one: -one.severity):
        worst.setdefault((one.hand, one.kind), one)
    return tuple(list(worst.values())[:WORST])
