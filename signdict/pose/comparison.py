"""Comparison of an attempt with a clip: alignment by time warping and the worst differences."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, get_args

import numpy as np

from signdict.core.types import BoolArray, DoubleArray, IntArray
from signdict.pose import dtw
from signdict.pose.dtw import PALM, SigningMoments
from signdict.pose.pose import Pose, UsablePose

Hand: TypeAlias = Literal["left", "right", "both"]
DifferenceKind: TypeAlias = Literal[
    "higher", "lower", "further left", "further right", "shape", "turned", "missing", "extra",
    "later", "earlier",
]  # fmt: skip
FingerName: TypeAlias = Literal["", "thumb", "index", "middle", "ring", "little"]
Part: TypeAlias = Literal["place", "shape", "turned", "missing", "tempo"]

#: Thresholds above which a difference counts: shoulder widths, palm lengths, degrees, seconds. For
#: the first three, more than half of all moments of two signers of one sign are below (200 pairs
#: of WLASL: medians .18 and .23, .40, 43).
NOTICED: Final[dict[Part, float]] = {
    "place": 0.25, "shape": 0.5, "turned": 55.0, "missing": 0.5, "tempo": 0.25,
}  # fmt: skip
#: Pairs of moments in the running median that smooths the signals.
CALM: Final = 5
#: Seconds that a difference lasts at least.
BRIEF: Final = 0.15

_UNITS: Final[dict[Part, str]] = {
    "place": "shoulder widths", "shape": "palm lengths", "turned": "degrees", "missing": "",
    "tempo": "seconds",
}  # fmt: skip
_PARTS: Final[dict[DifferenceKind, Part]] = {
    "higher": "place", "lower": "place", "further left": "place", "further right": "place",
    "shape": "shape", "turned": "turned", "missing": "missing", "extra": "missing",
    "later": "tempo", "earlier": "tempo",
}  # fmt: skip
_FINGERS: Final = get_args(FingerName)[1:]


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference between an attempt and a clip. `hand` is the signer's left or right, or both.

    `amount` is its maximum in `unit`s, and `severity` that maximum divided by the threshold in
    `NOTICED`. `peak`, `start` and `end` are indices of pairs of moments: the maximum, and the
    interval (end exclusive). `finger` is the one in which a handshape differs most.
    """

    hand: Hand
    kind: DifferenceKind
    amount: float
    severity: float
    peak: int
    start: int
    end: int
    finger: FingerName = ""

    @property
    def unit(self) -> str:
        """The unit of `amount`; empty for a missing or an extra hand."""
        return _UNITS[_PARTS[self.kind]]


@dataclass(frozen=True, slots=True, eq=False)
class Signals:
    """Differences at n pairs of moments: `place` (n, 2, xy), others (n, 2), `tempo` (n,).

    `missing` is 1 for a missing hand and -1 for an extra one; `finger` (n, 2) is the number of the
    finger that differs most.
    """

    place: DoubleArray
    shape: DoubleArray
    turned: DoubleArray
    missing: DoubleArray
    tempo: DoubleArray
    finger: IntArray

    @classmethod
    def of(cls, attempt: SigningMoments, clip: SigningMoments) -> "Signals":
        """Compare an attempt and a clip that are aligned, pair by pair."""
        both = attempt.seen & clip.seen & (attempt.signs | clip.signs)
        angles, distances = align_palms(attempt.shapes, clip.shapes)
        fingers = distances[..., 1:].reshape(*distances.shape[:2], 5, 4)
        missing = 1.0 * (clip.signs & ~attempt.seen) - 1.0 * (attempt.signs & ~clip.seen)
        return cls(
            _smooth((attempt.palms - clip.palms) * both[..., None]),
            _smooth(np.sqrt((distances**2).mean(axis=-1)) * both),
            _smooth(angles * both),
            _smooth(missing),
            _smooth((_elapsed(attempt) - _elapsed(clip)) * attempt.span),
            fingers.mean(axis=-1).argmax(axis=-1),
        )

    def combined(self) -> DoubleArray:
        """Return the largest difference of each hand, in units of its threshold: (n, 2)."""
        parts = (
            np.linalg.norm(self.place, axis=-1) / NOTICED["place"],
            self.shape / NOTICED["shape"],
            self.turned / NOTICED["turned"],
            np.abs(self.missing) / NOTICED["missing"],
        )
        return np.asarray(np.maximum.reduce(parts))

    def differences(self, time: DoubleArray) -> Iterator[Difference]:
        """Yield every interval above a threshold; `time` (n,) are the seconds of the pairs."""
        for hand, kind, signal in self._by_kind():
            threshold = NOTICED[_PARTS[kind]]
            for start, end in _intervals(signal >= threshold, time):
                peak = start + _peak(signal[start:end])
                finger: FingerName = ""
                if kind == "shape":
                    finger = _FINGERS[self.finger[peak, 0 if hand == "left" else 1]]
                amount = float(signal[peak])
                yield Difference(hand, kind, amount, amount / threshold, peak, start, end, finger)

    def _by_kind(self) -> Iterator[tuple[Hand, DifferenceKind, DoubleArray]]:
        """Yield each kind of difference of a hand with its signal (n,)."""
        hands: tuple[Hand, Hand] = ("left", "right")
        for side, hand in enumerate(hands):
            x, y = self.place[:, side, 0], self.place[:, side, 1]
            yield hand, "lower", y
            yield hand, "higher", -y
            yield hand, "further left", x
            yield hand, "further right", -x
            yield hand, "shape", self.shape[:, side]
            yield hand, "turned", self.turned[:, side]
            yield hand, "missing", self.missing[:, side]
            yield hand, "extra", -self.missing[:, side]
        yield "both", "later", self.tempo
        yield "both", "earlier", -self.tempo


def align_palms(shapes: DoubleArray, others: DoubleArray) -> tuple[DoubleArray, DoubleArray]:
    """Rotate hands (..., 21, xyz) so that their palms fit those of others best (Kabsch).

    Return the angle of the rotation in degrees (...), and the remaining distance of each joint
    (..., 21). Missing hands (zeros) are not rotated.
    """
    palm, other = shapes[..., PALM, :], others[..., PALM, :]
    left, _, right = np.linalg.svd(np.swapaxes(palm, -1, -2) @ other)
    left[..., -1] *= np.sign(np.linalg.det(left @ right))[..., None]  # a rotation, not a reflection
    turn = left @ right
    cosine = (np.trace(turn, axis1=-2, axis2=-1) - 1) / 2
    angle = np.degrees(np.arccos(np.clip(cosine, -1, 1)))
    return angle, np.linalg.norm(shapes @ turn - others, axis=-1)


def _peak(signal: DoubleArray) -> int:
    """Return the index of the maximum; of several near it, the middle one."""
    indices = np.flatnonzero(signal >= 0.95 * signal.max())
    return int(indices[len(indices) // 2])


def _elapsed(moments: SigningMoments) -> DoubleArray:
    """Return the share of a clip that has passed at each moment, 0 to 1: (n,)."""
    return np.asarray((moments.seconds - moments.seconds[0]) / max(moments.span, 1e-6))


def _smooth(signal: DoubleArray) -> DoubleArray:
    """Return the running median over `CALM` pairs, along the first axis."""
    half = CALM // 2
    padded = np.pad(signal, [(half, half)] + [(0, 0)] * (signal.ndim - 1), mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(padded, CALM, axis=0)
    return np.asarray(np.median(windows, axis=-1))


def _intervals(mask: BoolArray, time: DoubleArray) -> Iterator[tuple[int, int]]:
    """Yield the intervals of at least `BRIEF` seconds in a mask: (start, end), end exclusive."""
    edges = np.flatnonzero(np.diff(np.pad(mask, 1).astype(np.int8)))
    for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        if time[end - 1] - time[start] >= BRIEF:
            yield start, end


#: Maximum number of differences in a comparison.
WORST: Final = 4
#: Share of a sign from which on a difference is said to last throughout.
THROUGHOUT: Final = 0.8


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """An attempt and a clip, aligned at n pairs of moments.

    `attempt` and `clip` (n,) are the seconds in both; `time` (n,) is a common time from 0 at their
    mean pace. `apart` (n, 2) is the difference of each hand, left then right, in units of its
    threshold; `worst` is sorted, worst first. `mirrored`: the clip was mirrored. `cost` is the mean
    cost of a pair, see `dtw`.
    """

    attempt: DoubleArray
    clip: DoubleArray
    time: DoubleArray
    apart: DoubleArray
    worst: tuple[Difference, ...]
    mirrored: bool
    cost: float

    @property
    def seconds(self) -> float:
        """The duration of the common time."""
        return float(self.time[-1])

    def at(self, time: float) -> tuple[float, float]:
        """Return the seconds in the attempt and in the clip at a common time."""
        attempt, clip = (np.interp(time, self.time, own) for own in (self.attempt, self.clip))
        return float(attempt), float(clip)

    def throughout(self, difference: Difference) -> bool:
        """Return whether a difference lasts for nearly all of the sign."""
        covered = self.time[difference.end - 1] - self.time[difference.start]
        return bool(covered >= THROUGHOUT * self.seconds)

    def as_json(self) -> dict[str, object]:
        """Return the fields that `--json` prints."""
        return {
            "mirrored": self.mirrored,
            "cost": round(self.cost, 4),
            "worst": [self._fields(difference) for difference in self.worst],
            "path": np.stack([self.attempt, self.clip], axis=1).round(3).tolist(),
            "apart": self.apart.round(3).tolist(),
        }

    def _fields(self, difference: Difference) -> dict[str, object]:
        return {
            "hand": difference.hand,
            "kind": difference.kind,
            "amount": round(difference.amount, 3),
            "unit": difference.unit,
            "finger": difference.finger,
            "attempt_seconds": round(float(self.attempt[difference.peak]), 3),
            "clip_seconds": round(float(self.clip[difference.peak]), 3),
            "throughout": self.throughout(difference),
            "severity": round(difference.severity, 3),
        }


@dataclass(frozen=True, slots=True, eq=False)
class AttemptComparison:
    """A clip that an attempt is compared with: its id, its pose and the comparison."""

    clip_id: int
    pose: Pose
    comparison: Comparison


def compare(attempt: UsablePose, clip: UsablePose, *, mirrored: bool | None = None) -> Comparison:
    """Align an attempt and a clip and find the differences.

    `mirrored` says whether to mirror the clip; None mirrors it if that fits better.
    """
    moments = dtw.moments(attempt)
    options = (False, True) if mirrored is None else (mirrored,)
    comparisons = [
        _compare(moments, clip.mirrored() if mirror else clip, mirrored=mirror)
        for mirror in options
    ]
    return min(comparisons, key=lambda comparison: comparison.cost)


def nearest(
    attempt: Pose, clips: Iterable[tuple[int, Pose]], *, mirrored: bool | None = None
) -> AttemptComparison | None:
    """Return the clip that an attempt is most similar to, or None if there is no usable clip.

    `clips` are (id, pose); clips that are not usable are skipped. Raise PoseError if the attempt is
    not usable.
    """
    usable_attempt = attempt.usable()
    best: AttemptComparison | None = None
    for clip_id, clip in clips:
        if (usable_clip := clip.usable_or_none()) is None:
            continue
        comparison = compare(usable_attempt, usable_clip, mirrored=mirrored)
        if best is None or comparison.cost < best.comparison.cost:
            best = AttemptComparison(clip_id, clip, comparison)
    return best


def _compare(attempt: SigningMoments, clip: UsablePose, *, mirrored: bool) -> Comparison:
    other = dtw.moments(clip)
    costs = dtw.costs(attempt, other)
    path = dtw.path(costs)
    one, two = attempt.select(path[:, 0]), other.select(path[:, 1])
    time = (one.seconds - one.seconds[0] + two.seconds - two.seconds[0]) / 2
    signals = Signals.of(one, two)
    return Comparison(
        one.seconds,
        two.seconds,
        time,
        signals.combined(),
        _worst(signals, time),
        mirrored,
        float(costs[path[:, 0], path[:, 1]].mean()),
    )


def _worst(signals: Signals, time: DoubleArray) -> tuple[Difference, ...]:
    """Return the worst `WORST` differences, at most one of each hand and kind."""
    worst: dict[tuple[Hand, DifferenceKind], Difference] = {}
    for difference in sorted(signals.differences(time), key=lambda each: -each.severity):
        worst.setdefault((difference.hand, difference.kind), difference)
    return tuple(list(worst.values())[:WORST])
