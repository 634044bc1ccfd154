"""From scores to how sure an answer is."""

import math
from dataclasses import dataclass

import numpy as np

from signdict.core.paths import UNSURE
from signdict.core.types import DoubleArray, FloatArray


@dataclass(frozen=True, slots=True)
class Calibration:
    """Each score by itself: 1 / (1 + exp(-scale * (score - midpoint)))."""

    scale: float = 10.0
    midpoint: float = 0.5

    @classmethod
    def among(cls, best: FloatArray) -> "Calibration":
        """Fit to how alike different signs are at their most alike: cosines (n,).

        A score that one in twenty of them reaches counts .5, their median .1. A rule of thumb for
        models without clips whose meaning is known; it asks nothing of what they were trained on.
        """
        usual, high = np.quantile(best, (0.5, 0.95))
        return cls(math.log(9) / max(float(high - usual), 1e-3), float(high))

    def of(self, scores: FloatArray, size: int) -> DoubleArray:
        """How sure scores (n,) make, whatever the `size` of the dictionary: (n,), 0 to 1."""
        del size
        x = self.scale * (np.asarray(scores, np.float64) - self.midpoint)
        return np.asarray(1 / (1 + np.exp(-np.clip(x, -60, 60))))

    def least(self, size: int) -> float:
        """Below it, nothing fits well, whatever the `size` of the dictionary."""
        del size
        return UNSURE


@dataclass(frozen=True, slots=True)
class Odds:
    """Every score among the others, and "none of these" among them:

    p_i = exp(a s_i) / (exp(a b) n^c + sum_j exp(a s_j)), for a dictionary of n signs. Fitted by
    maximum likelihood on questions with and without an answer (`training/calibrate.py`).
    """

    sharpness: float  # a
    none: float  # b, the score that "none of these" has in a dictionary of one sign
    crowd: float  # c
    line: float  # below line * n^-fades, nothing fits well
    fades: float

    def of(self, scores: FloatArray, size: int) -> DoubleArray:
        """Return the probability that each sign is what was meant: (n,), of all that scored."""
        if not len(scores):
            return np.zeros(0)
        logits = self.sharpness * np.asarray(scores, np.float64)
        nothing = self.sharpness * self.none + self.crowd * math.log(max(size, 1))
        top = max(float(logits.max()), nothing)
        shares = np.exp(logits - top)
        return np.asarray(shares / (shares.sum() + math.exp(nothing - top)))

    def least(self, size: int) -> float:
        """Below this probability of the first answer, nothing fits well in so many signs."""
        return float(self.line * max(size, 1) ** -self.fades)


Confidence = Calibration | Odds


def read(told: dict[str, float]) -> Confidence:
    """What a configuration says of it. Raise TypeError if that is neither kind."""
    return Odds(**told) if "sharpness" in told else Calibration(**told)
