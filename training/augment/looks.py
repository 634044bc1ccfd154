"""What can be measured of signs, real or made up: where hands are, how far and how fast they go."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from training.augment import hands as hand
from training.augment.augment import Batch

_SHARES = (10, 50, 90)  # percentiles


def measured(batch: Batch) -> dict[str, NDArray[np.float64]]:
    """Every value of each measure, in shoulder widths; a clip or a moment counts once."""
    hands, present, nose = batch
    wrist = np.where(present[..., None], hands[..., 0, :2], np.nan).astype(np.float64)
    both = present.all(axis=2)
    apart = (wrist[:, :, 1] - wrist[:, :, 0])[both]
    strong = np.where((present[:, :, 1].sum(1) >= present[:, :, 0].sum(1))[:, None], 1, 0)
    row, frame = np.indices(strong.repeat(wrist.shape[1], axis=1).shape)
    way = wrist[row, frame, strong]  # of the hand that is seen longer
    seen = np.isfinite(way[..., 0]).sum(axis=1) > 2
    way, head = way[seen], nose[seen, :, :2]
    steps = np.linalg.norm(np.diff(way, axis=1), axis=-1)
    local = hands[present] - hands[present][:, :1]
    reach = np.nanmax(way, axis=1) - np.nanmin(way, axis=1)
    values = {
        "width of the way": reach[:, 0],
        "height of the way": reach[:, 1],
        "wrist to the side": np.abs(way[..., 0]),
        "wrist below the shoulders": way[..., 1],
        "wrist from the nose": np.linalg.norm(way - head, axis=-1),
        "step of a 31st of the clip": steps,
        "palm": hand.palm(local),
        "depth of the palm": np.abs(local[:, 9, 2]),
        "right wrist beside the left": -apart[:, 0],
        "right wrist below the left": apart[:, 1],
        "moments with one hand": (present.sum(axis=2) == 1).mean(axis=1),
        "moments with both hands": both.mean(axis=1),
    }
    return {name: value[np.isfinite(value)].ravel() for name, value in values.items()}


def table(kinds: Mapping[str, Batch]) -> str:
    """Percentiles of each measure for each kind of sign, as Markdown."""
    found = {kind: measured(batch) for kind, batch in kinds.items()}
    heads = [f"{kind}, {share} %" for kind in kinds for share in _SHARES]
    lines = ["| measure | " + " | ".join(heads) + " |", "| --- |" + " --- |" * len(heads)]
    for name in next(iter(found.values())):
        cells = [v for kind in kinds for v in np.percentile(found[kind][name], _SHARES)]
        lines.append(f"| {name} | " + " | ".join(f"{cell:.2f}" for cell in cells) + " |")
    return "\n".join(lines)
