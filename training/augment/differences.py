"""Measure how signers differ: `python -m training.augment.differences`.

Pairs of clips of the same word: takes of INCLUDE from different recording sessions, which show
other signers or the same signer later; takes of one session; a clip varied twice, as training does;
and two renderings of a pseudo-sign. Only the words of INCLUDE for choosing settings are measured.
"""

from collections.abc import Callable, Mapping
from itertools import combinations
from pathlib import Path
from typing import Final, TypeAlias

import click
import numpy as np
from numpy.random import Generator

from signdict.core.types import BoolArray, DoubleArray, FloatArray, IntArray
from training import command
from training.augment import augment, pseudosigns, signers
from training.augment import hands as hand
from training.augment.augment import HandBatch
from training.augment.hands import PostureBank
from training.data import dataset, held_out
from training.data.dataset import ClipArrays

#: Values of each measure, one per pair.
Differences: TypeAlias = Mapping[str, DoubleArray]
_COPIES: Final = 8  # variations of each clip
_STILL: Final = 0.15  # a reversal of the path is at least this share of its extent
_SMALL: Final = 0.03
_MIRROR: Final = np.array((-1, 1, 1), np.float32)


def between(first: HandBatch, second: HandBatch) -> Differences:
    """Return the differences of n pairs, of the hand that moves farther in the first clip.

    Places are in shoulder widths, handshapes in palm lengths (mean over joints and moments),
    orientations in rad (median), sizes and palms as absolute logarithms of their ratios. `timing`
    is the mean distance from the diagonal of the cheapest warping of the wrists, in shares of the
    clip.
    """
    side = _leading(first)
    one, two = _one_hand(first, side), _one_hand(second, side)
    both = one[1] & two[1]
    enough = both.sum(axis=1) >= 8
    one, two, both = (
        (one[0][enough], one[1][enough]), (two[0][enough], two[1][enough]), both[enough]
    )  # fmt: skip
    places = [_mean(joints[:, :, 0, :2], seen) for joints, seen in (one, two)]
    extents = [_extent(joints[:, :, 0, :2], seen) for joints, seen in (one, two)]
    locals_ = [joints - joints[:, :, :1] for joints, _ in (one, two)]
    palms = [hand.palm(local) for local in locals_]
    sizes = [_mean(palm[..., None], both)[:, 0] for palm in palms]
    turned = [
        hand.orientation(local.reshape(-1, 21, 3)).reshape(*both.shape, 3, 3) for local in locals_
    ]
    own = [
        np.matmul(local, frame) / np.maximum(palm, _SMALL)[..., None, None]
        for local, frame, palm in zip(locals_, turned, palms, strict=True)
    ]
    shape = np.linalg.norm(own[0] - own[1], axis=-1).mean(axis=-1)
    trace = np.einsum("ntij,ntij->nt", *turned)
    angle = np.arccos(np.clip((trace - 1) / 2, -1, 1))
    big, small = (np.maximum(size, _SMALL) for size in sizes)
    moved = np.abs(places[0] - places[1])
    scale = np.abs(np.log(np.maximum(extents[0], 0.05) / np.maximum(extents[1], 0.05)))
    reversals = [_reversals(joints[:, :, 0, :2], seen) for joints, seen in (one, two)]
    return {
        "place, sideways": moved[:, 0],
        "place, up and down": moved[:, 1],
        "width of the path, log ratio": scale[:, 0],
        "height of the path, log ratio": scale[:, 1],
        "palm, log ratio": np.abs(np.log(big / small)),
        "handshape": _mean(shape[..., None], both)[:, 0],
        "orientation": np.nanmedian(np.where(both, angle, np.nan), axis=1),
        "timing": np.array([_timing(*pair) for pair in _wrists(one, two)]),
        "reversals of the path": np.abs(reversals[0] - reversals[1]).astype(np.float64),
        "moments without the hand": np.abs(_lost(one[1]) - _lost(two[1])),
    }  # fmt: skip


def _leading(batch: HandBatch) -> IntArray:
    """Return the hand that moves farther in each clip (n,)."""
    hands, present, _ = batch
    both = present[:, 1:] & present[:, :-1]
    steps = np.linalg.norm(np.diff(hands[:, :, :, 0, :2], axis=1), axis=-1) * both
    return np.asarray(steps.sum(axis=1).argmax(axis=1))


def _one_hand(batch: HandBatch, side: IntArray) -> tuple[FloatArray, BoolArray]:
    """Return one hand of each clip, as a right hand: joints (n, T, 21, 3) and presence (n, T)."""
    hands, present, _ = batch
    row = np.arange(len(side))
    joints = hands[row, :, side] * np.where(side[:, None, None, None] == 0, _MIRROR, 1)
    seen = present[row, :, side] & (hand.palm(joints - joints[:, :, :1]) > _SMALL)
    return joints, seen


def _mean(values: FloatArray, seen: BoolArray) -> DoubleArray:
    """Return the mean over the seen moments: (n, T, k) -> (n, k)."""
    weight = seen[..., None]
    return np.asarray((values * weight).sum(axis=1) / np.maximum(weight.sum(axis=1), 1))


def _extent(wrist: FloatArray, seen: BoolArray) -> DoubleArray:
    """Return the width and the height of a path: (n, T, 2) -> (n, 2)."""
    known = np.where(seen[..., None], wrist, np.nan)
    return np.asarray(np.nanmax(known, axis=1) - np.nanmin(known, axis=1), np.float64)


def _reversals(wrist: FloatArray, seen: BoolArray) -> IntArray:
    """Return how often each path turns back along its longer side: (n,)."""
    extent = _extent(wrist, seen)
    axis = extent.argmax(axis=1)
    counts = []
    for row in range(len(wrist)):
        path = wrist[row, seen[row], axis[row]]
        least = max(_STILL * extent[row].max(), 0.03)
        extreme, going, count = path[0], 0, 0
        for value in path[1:]:
            step = value - extreme
            if going * step > 0:
                extreme = value
            elif abs(step) > least:
                count += going != 0
                going, extreme = (1 if step > 0 else -1), value
        counts.append(count)
    return np.array(counts, np.int64)


def _wrists(
    one: tuple[FloatArray, BoolArray], two: tuple[FloatArray, BoolArray]
) -> list[tuple[FloatArray, FloatArray]]:
    """Return the wrist paths of each pair, from their means, where the hand is seen."""
    pairs = []
    for row in range(len(one[0])):
        paths = [joints[row, seen[row], 0, :2] for joints, seen in (one, two)]
        pairs.append(tuple(path - path.mean(axis=0) for path in paths))
    return pairs


def _timing(first: FloatArray, second: FloatArray) -> float:
    """Return the mean distance of the cheapest warping of two paths from the diagonal."""
    costs = np.linalg.norm(first[:, None] - second[None], axis=-1) + 0.02
    n, m = costs.shape
    total = np.full((n + 1, m + 1), np.inf)
    total[0, 0] = 0
    for i in range(n):
        for j in range(m):
            total[i + 1, j + 1] = costs[i, j] + min(total[i, j], total[i, j + 1], total[i + 1, j])
    i, j, away = n, m, []
    while i and j:
        away.append(abs((i - 1) / max(n - 1, 1) - (j - 1) / max(m - 1, 1)))
        steps = ((i - 1, j - 1), (i - 1, j), (i, j - 1))
        i, j = min(steps, key=lambda step: total[step])
    return float(np.mean(away))


def _lost(seen: BoolArray) -> DoubleArray:
    return np.asarray(1 - seen.mean(axis=1))


def _taken(clips: ClipArrays, rows: IntArray) -> HandBatch:
    return clips.hands[rows], clips.present[rows], clips.nose[rows]


def sessions(clips: ClipArrays, *, same: bool) -> tuple[IntArray, IntArray]:
    """Return pairs of rows of the same gloss, of the same session or of different ones."""
    rows = np.flatnonzero(clips.sources == held_out.INCLUDE)
    pairs = [
        (a, b)
        for a, b in combinations(rows, 2)
        if clips.labels[a] == clips.labels[b] and (clips.signers[a] == clips.signers[b]) == same
    ]
    first, second = np.array(pairs).T
    return first, second


def varied(rng: Generator, batch: HandBatch, bank: PostureBank) -> HandBatch:
    """Vary real clips as `MixtureObjective.real` does, without mirroring."""
    batch = signers.change_hands(rng, signers.repeat_or_skip(rng, batch), bank)
    return augment.camera(rng, augment.performance(rng, batch), 1.3)


def tabulate(columns: Mapping[str, Differences]) -> str:
    """Return the median and the 90 % point of every measure as a Markdown table."""
    lines = ["| difference: 50, 90 % | " + " | ".join(columns) + " |"]
    lines += ["| --- |" + " --- |" * len(columns)]
    for measure in next(iter(columns.values())):
        cells = [
            ", ".join(f"{value:.2f}" for value in np.nanquantile(column[measure], (0.5, 0.9)))
            for column in columns.values()
        ]
        lines.append(f"| {measure} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


@click.command(cls=command.Command)
@click.argument("landmarks", type=Path, required=False)
@click.option("--shared", type=Path, default=Path("../shared/data"), help="Folder of the data.")
def main(landmarks: Path | None, shared: Path) -> None:
    """Print how signers differ, and how much training varies clips and pseudo-signs.

    LANDMARKS has the .pose files of the videos, whose hands training mixes in.
    """
    rng = np.random.default_rng(0)
    measured = [clip for clip in dataset.landmark_clips(shared, "train") if _is_measured(clip)]
    words = held_out.words(measured, "development")
    clips = dataset.to_arrays([clip for clip in measured if clip.gloss in words])
    bank = PostureBank.from_clips(dataset.training_clips(shared, landmarks), rng)
    batch = _taken(clips, np.repeat(np.arange(len(clips)), _COPIES))
    copies: Callable[[], HandBatch] = lambda: varied(rng, batch, bank)  # noqa: E731
    *synthetic, _ = pseudosigns.batch(rng, len(batch[0]) // 2, 2, bank)
    seen = augment.camera(rng, tuple(synthetic))  # type: ignore[arg-type]
    halves = [tuple(part[place::2] for part in seen) for place in (0, 1)]
    columns = {
        "other sessions": between(*(_taken(clips, rows) for rows in sessions(clips, same=False))),
        "the same session": between(*(_taken(clips, rows) for rows in sessions(clips, same=True))),
        "varied clips": between(copies(), copies()),
        "pseudo-signs": between(*halves),  # type: ignore[arg-type]
    }
    click.echo(f"{len(clips)} takes of {len(words)} words")
    click.echo(tabulate(columns))


def _is_measured(clip: dataset.LabelledClip) -> bool:
    return clip.source == held_out.INCLUDE


if __name__ == "__main__":
    main()
