"""An attempt beside a clip of the dictionary: in step, with what differs and the worst of it."""

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

#: From how much on a difference counts: shoulder widths, palm lengths, degrees, seconds. For the
#: first three more than half of all moments of two signers of one sign stay below (200 pairs of
#: WLASL: medians .18 and .23, .40, 43).
NOTICED: Final[dict[Part, float]] = {
    "place": 0.25, "shape": 0.5, "turned": 55.0, "missing": 0.5, "tempo": 0.25,
}  # fmt: skip
CALM: Final = 5
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
    """One thing in which an attempt differs. `hand` is the signer's own, left or right, or both.

    `amount` is how much at the worst, in `unit`s, and `severity` how many times as much as is
    noticed; `peak`, `start` and `end` are places in the row of pairs: the worst one, and the
    stretch (end exclusive); `finger` is the one in which a shape differs most.
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
        """What `amount` counts; nothing where a hand is there or is not."""
        return _UNITS[_PARTS[self.kind]]


@dataclass(frozen=True, slots=True, eq=False)
class Signals:
    """What differs at n pairs of moments: `place` (n, 2, xy), others (n, 2), `tempo` (n,).

    `missing` is -1 for an extra hand; `finger` (n, 2) is the number of the one that differs most.
    """

    place: DoubleArray
    shape: DoubleArray
    turned: DoubleArray
    missing: DoubleArray
    tempo: DoubleArray
    finger: IntArray

    @classmethod
    def of(cls, attempt: SigningMoments, clip: SigningMoments) -> "Signals":
        """Compare an attempt and a clip that are in step, pair by pair."""
        both = attempt.seen & clip.seen & (attempt.signs | clip.signs)
        angles, unlike = laid(attempt.shapes, clip.shapes)
        fingers = unlike[..., 1:].reshape(*unlike.shape[:2], 5, 4)
        lost = 1.0 * (clip.signs & ~attempt.seen) - 1.0 * (attempt.signs & ~clip.seen)
        return cls(
            _calm((attempt.palms - clip.palms) * both[..., None]),
            _calm(np.sqrt((unlike**2).mean(axis=-1)) * both),
            _calm(angles * both),
            _calm(lost),
            _calm((_share(attempt) - _share(clip)) * attempt.span),
            fingers.mean(axis=-1).argmax(axis=-1),
        )

    def apart(self) -> DoubleArray:
        """How much each hand differs in all, 1 where it is just noticed: (n, 2)."""
        parts = (
            np.linalg.norm(self.place, axis=-1) / NOTICED["place"],
            self.shape / NOTICED["shape"],
            self.turned / NOTICED["turned"],
            np.abs(self.missing) / NOTICED["missing"],
        )
        return np.asarray(np.maximum.reduce(parts))

    def differences(self, time: DoubleArray) -> Iterator[Difference]:
        """Every stretch in which something is noticed; `time` (n,) are the seconds of the pairs."""
        for hand, kind, signal in self._told():
            noticed = NOTICED[_PARTS[kind]]
            for start, end in _stretches(signal >= noticed, time):
                peak = start + _peak(signal[start:end])
                finger: FingerName = ""
                if kind == "shape":
                    finger = _FINGERS[self.finger[peak, 0 if hand == "left" else 1]]
                amount = float(signal[peak])
                yield Difference(hand, kind, amount, amount / noticed, peak, start, end, finger)

    def _told(self) -> Iterator[tuple[Hand, DifferenceKind, DoubleArray]]:
        """Everything that may be said of a hand, with how true it is of each pair."""
        hands: tuple[Hand, Hand] = ("left", "right")
        for number, hand in enumerate(hands):
            x, y = self.place[:, number, 0], self.place[:, number, 1]
            yield hand, "lower", y
            yield hand, "higher", -y
            yield hand, "further left", x
            yield hand, "further right", -x
            yield hand, "shape", self.shape[:, number]
            yield hand, "turned", self.turned[:, number]
            yield hand, "missing", self.missing[:, number]
            yield hand, "extra", -self.missing[:, number]
        yield "both", "later", self.tempo
        yield "both", "earlier", -self.tempo


def laid(shapes: DoubleArray, others: DoubleArray) -> tuple[DoubleArray, DoubleArray]:
    """Turn hands (..., 21, xyz) so that their palms lie best on those of others.

    Return the angle of the turn in degrees (...), and how far each joint still is from the other's
    (..., 21). Hands that are not there (zeros) turn by nothing.
    """
    palm, other = shapes[..., PALM, :], others[..., PALM, :]
    left, _, right = np.linalg.svd(np.swapaxes(palm, -1, -2) @ other)
    left[..., -1] *= np.sign(np.linalg.det(left @ right))[..., None]  # turned, never mirrored
    turn = left @ right
    cosine = (np.trace(turn, axis1=-2, axis2=-1) - 1) / 2
    angle = np.degrees(np.arccos(np.clip(cosine, -1, 1)))
    return angle, np.linalg.norm(shapes @ turn - others, axis=-1)


def _peak(signal: DoubleArray) -> int:
    """Where a signal is largest; the middle of those places, where it is nearly so at several."""
    places = np.flatnonzero(signal >= 0.95 * signal.max())
    return int(places[len(places) // 2])


def _share(moments: SigningMoments) -> DoubleArray:
    """How much of a clip is over at each of some moments, 0 to 1: (n,)."""
    return np.asarray((moments.seconds - moments.seconds[0]) / max(moments.span, 1e-6))


def _calm(signal: DoubleArray) -> DoubleArray:
    """The running median over `CALM` pairs, along the first axis."""
    half = CALM // 2
    wide = np.pad(signal, [(half, half)] + [(0, 0)] * (signal.ndim - 1), mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(wide, CALM, axis=0)
    return np.asarray(np.median(windows, axis=-1))


def _stretches(true: BoolArray, time: DoubleArray) -> Iterator[tuple[int, int]]:
    """Where something is true for at least `BRIEF` seconds: (start, end), end exclusive."""
    edges = np.flatnonzero(np.diff(np.pad(true, 1).astype(np.int8)))
    for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        if time[end - 1] - time[start] >= BRIEF:
            yield start, end


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

    attempt: DoubleArray
    clip: DoubleArray
    time: DoubleArray
    apart: DoubleArray
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
class AttemptComparison:
    """The clip beside which an attempt is put: its number, its landmarks, and what differs."""

    clip_id: int
    pose: Pose
    comparison: Comparison


def compare(attempt: UsablePose, clip: UsablePose, *, mirrored: bool | None = None) -> Comparison:
    """Bring an attempt and a clip into step, and tell what differs.

    `mirrored` says whether to mirror the clip; None mirrors it if that fits better.
    """
    own = dtw.moments(attempt)
    tried = (False, True) if mirrored is None else (mirrored,)
    found = [
        _compared(own, clip.mirrored() if mirror else clip, mirrored=mirror) for mirror in tried
    ]
    return min(found, key=lambda comparison: comparison.cost)


def nearest(
    attempt: Pose, clips: Iterable[tuple[int, Pose]], *, mirrored: bool | None = None
) -> AttemptComparison | None:
    """The clip, of some with their numbers, that an attempt is most like; None if there is none.

    Clips that show no hand are passed over. Raise PoseError if the attempt shows none.
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


def _compared(own: SigningMoments, clip: UsablePose, *, mirrored: bool) -> Comparison:
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


def _worst(signals: Signals, time: DoubleArray) -> tuple[Difference, ...]:
    """The worst few differences, of each hand and kind only one."""
    worst: dict[tuple[Hand, DifferenceKind], Difference] = {}
    for one in sorted(signals.differences(time), key=lambda one: -one.severity):
        worst.setdefault((one.hand, one.kind), one)
    return tuple(list(worst.values())[:WORST])
