"""What differs between two clips that are in step, hand by hand: how much, and where most.

At each pair of moments, for a hand that both clips show and that signs in one of them:

    place    the way from the dictionary's palm to the attempt's, in shoulder widths: y down the
             picture, x to the right of it, which is the signer's left
    turned   the angle, in degrees, of the rotation that best lays the five points of one palm on
             those of the other (Kabsch 1976)
    shape    root mean square distance of the 21 joints after that rotation, in palm lengths

A hand that signs in one clip and is not seen in the other is `missing`, or `extra`, by 1. `tempo`
is how much later the attempt is, in its own seconds: its length times the difference between the
shares of both clips that are over. How far hands are from the camera is not compared: neither
MediaPipe's depth nor the size of the palm is more alike in two clips of one sign than in clips of
two signs (400 pairs of WLASL).

Each of these is smoothed by a running median over `CALM` pairs. Where one is at least `NOTICED`
for `BRIEF` seconds, it is a `Difference`, told at its peak.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, get_args

import numpy as np
from numpy.typing import NDArray

from signdict.pose.dtw import PALM, Array, Moments

Hand: TypeAlias = Literal["left", "right", "both"]
Kind: TypeAlias = Literal[
    "higher", "lower", "further left", "further right", "shape", "turned", "missing", "extra",
    "later", "earlier",
]  # fmt: skip
Finger: TypeAlias = Literal["", "thumb", "index", "middle", "ring", "little"]
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
_PARTS: Final[dict[Kind, Part]] = {
    "higher": "place", "lower": "place", "further left": "place", "further right": "place",
    "shape": "shape", "turned": "turned", "missing": "missing", "extra": "missing",
    "later": "tempo", "earlier": "tempo",
}  # fmt: skip
_FINGERS: Final = get_args(Finger)[1:]


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing in which an attempt differs. `hand` is the signer's own, left or right, or both.

    `amount` is how much at the worst, in `unit`s, and `severity` how many times as much as is
    noticed; `peak`, `start` and `end` are places in the row of pairs: the worst one, and the
    stretch (end exclusive); `finger` is the one in which a shape differs most.
    """

    hand: Hand
    kind: Kind
    amount: float
    severity: float
    peak: int
    start: int
    end: int
    finger: Finger = ""

    @property
    def unit(self) -> str:
        """What `amount` counts; nothing where a hand is there or is not."""
        return _UNITS[_PARTS[self.kind]]


@dataclass(frozen=True, slots=True, eq=False)
class Signals:
    """What differs at n pairs of moments: `place` (n, 2, xy), others (n, 2), `tempo` (n,).

    `missing` is -1 for an extra hand; `finger` (n, 2) is the number of the one that differs most.
    """

    place: Array
    shape: Array
    turned: Array
    missing: Array
    tempo: Array
    finger: NDArray[np.int64]

    @classmethod
    def of(cls, attempt: Moments, clip: Moments) -> "Signals":
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

    def apart(self) -> Array:
        """How much each hand differs in all, 1 where it is just noticed: (n, 2)."""
        parts = (
            np.linalg.norm(self.place, axis=-1) / NOTICED["place"],
            self.shape / NOTICED["shape"],
            self.turned / NOTICED["turned"],
            np.abs(self.missing) / NOTICED["missing"],
        )
        return np.asarray(np.maximum.reduce(parts))

    def differences(self, time: Array) -> Iterator[Difference]:
        """Every stretch in which something is noticed; `time` (n,) are the seconds of the pairs."""
        for hand, kind, signal in self._told():
            noticed = NOTICED[_PARTS[kind]]
            for start, end in _stretches(signal >= noticed, time):
                peak = start + _peak(signal[start:end])
                finger: Finger = ""
                if kind == "shape":
                    finger = _FINGERS[self.finger[peak, 0 if hand == "left" else 1]]
                amount = float(signal[peak])
                yield Difference(hand, kind, amount, amount / noticed, peak, start, end, finger)

    def _told(self) -> Iterator[tuple[Hand, Kind, Array]]:
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


def laid(shapes: Array, others: Array) -> tuple[Array, Array]:
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


def _peak(signal: Array) -> int:
    """Where a signal is largest; the middle of those places, where it is nearly so at several."""
    places = np.flatnonzero(signal >= 0.95 * signal.max())
    return int(places[len(places) // 2])


def _share(moments: Moments) -> Array:
    """How much of a clip is over at each of some moments, 0 to 1: (n,)."""
    return np.asarray((moments.seconds - moments.seconds[0]) / max(moments.span, 1e-6))


def _calm(signal: Array) -> Array:
    """The running median over `CALM` pairs, along the first axis."""
    half = CALM // 2
    wide = np.pad(signal, [(half, half)] + [(0, 0)] * (signal.ndim - 1), mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(wide, CALM, axis=0)
    return np.asarray(np.median(windows, axis=-1))


def _stretches(true: NDArray[np.bool_], time: Array) -> Iterator[tuple[int, int]]:
    """Where something is true for at least `BRIEF` seconds: (start, end), end exclusive."""
    edges = np.flatnonzero(np.diff(np.pad(true, 1).astype(np.int8)))
    for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        if time[end - 1] - time[start] >= BRIEF:
            yield start, end
