"""Calibration: from scores to probabilities."""

import math
from dataclasses import dataclass

import numpy as np

from signdict.core.paths import UNSURE
from signdict.core.types import DoubleArray, FloatArray


@dataclass(frozen=True, slots=True)
class Calibration:
    """A logistic function of each score: 1 / (1 + exp(-scale * (score - midpoint)))."""

    scale: float = 10.0
    midpoint: float = 0.5

    @classmethod
    def among(cls, best: FloatArray) -> "Calibration":
        """Fit to the highest cosines (n,) of clips with different signs.

        Their 95th percentile becomes .5, and their median .1. This rule of thumb is for models
        without labelled clips, and independent of their training data.
        """
        median, high = np.quantile(best, (0.5, 0.95))
        return cls(math.log(9) / max(float(high - median), 1e-3), float(high))

    def of(self, scores: FloatArray, size: int) -> DoubleArray:
        """Return the confidence of scores (n,), for any `size` of the dictionary: (n,), 0 to 1."""
        del size
        x = self.scale * (np.asarray(scores, np.float64) - self.midpoint)
        return np.asarray(1 / (1 + np.exp(-np.clip(x, -60, 60))))

    def least(self, size: int) -> float:
        """Return the confidence below which no match is close, for any `size` of the dictionary."""
        del size
        return UNSURE


@dataclass(frozen=True, slots=True)
class Odds:
    """A softmax over all scores and "none of these":

    p_i = exp(a s_i) / (exp(a b) n^c + sum_j exp(a s_j)), for a dictionary of n signs. Fitted by
    maximum likelihood on queries with and without an answer (`training/evaluate/calibrate.py`).
    """

    sharpness: float  # a
    none: float  # b, the score of "none of these" in a dictionary of one sign
    crowd: float  # c
    line: float  # below line * n^-fades, no match is close
    fades: float

    def of(self, scores: FloatArray, size: int) -> DoubleArray:
        """Return the probability of each sign: (n,), given the scores of all."""
        if not len(scores):
            return np.zeros(0)
        logits = self.sharpness * np.asarray(scores, np.float64)
        none = self.sharpness * self.none + self.crowd * math.log(max(size, 1))
        top = max(float(logits.max()), none)
        shares = np.exp(logits - top)
        return np.asarray(shares / (shares.sum() + math.exp(none - top)))

    def least(self, size: int) -> float:
        """Return the probability of the best match below which no match is close."""
        return float(self.line * max(size, 1) ** -self.fades)


Confidence = Calibration | Odds


def read(fields: dict[str, float]) -> Confidence:
    """Return the calibration of a configuration. Raise TypeError if the fields are invalid."""
    return Odds(**fields) if "sharpness" in fields else Calibration(**fields)
