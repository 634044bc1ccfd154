"""Draw pseudo-signs next to real signs: `python -m training.augment.preview LANDMARKS`."""

from pathlib import Path
from typing import Any, Final

import click
import numpy as np

from signdict.core.types import AnyArray, BoolArray, FloatArray
from signdict.pose.features import FRAMES
from training import command
from training.augment import augment, pseudosigns
from training.augment.hands import PostureBank
from training.data import dataset

_ROWS, _MOMENTS = 9, 8
_FINGERS: Final = tuple([0, *range(1 + 4 * f, 5 + 4 * f)] for f in range(5))
_COLOURS: Final = ("#b3541e", "#1f5c99")  # left hand, right hand


@click.command(cls=command.Command)
@click.argument("landmarks", type=Path)
@click.option("--shared", type=Path, default=Path("../shared/data"), help="Folder of the data.")
@click.option("--out", type=Path, default=Path("docs/figures/pseudo-signs.png"), show_default=True)
@click.option("--seed", type=int, default=0, show_default=True)
def main(landmarks: Path, shared: Path, out: Path, seed: int) -> None:
    """Draw random pseudo-signs next to random real clips, as training shows both."""
    with command.extra():
        from matplotlib.figure import Figure
    rng = np.random.default_rng(seed)
    clips = dataset.training_clips(shared, landmarks)
    *synthetic, _ = pseudosigns.batch(rng, _ROWS, 1, PostureBank.from_clips(clips, rng))
    rows = rng.choice(len(clips), _ROWS, replace=False)
    real = clips.hands[rows], clips.present[rows], clips.nose[rows]
    page = Figure(figsize=(2 * _MOMENTS, _ROWS), facecolor="white")
    halves: Any = page.subfigures(1, 2, wspace=0.02)
    seen = augment.camera(rng, tuple(synthetic))  # type: ignore[arg-type]
    parts = {"pseudo-signs": seen, "real signs": real}
    for half, (title, batch) in zip(halves, parts.items(), strict=True):
        axes = half.subplots(_ROWS, _MOMENTS)
        half.suptitle(title, fontsize=11)
        half.subplots_adjust(0.01, 0.01, 0.99, 0.94, 0.02, 0.02)
        for row in range(_ROWS):
            _draw(axes[row], *(part[row] for part in batch))
    out.parent.mkdir(parents=True, exist_ok=True)
    page.savefig(out, dpi=100)
    click.echo(f"wrote {out}")


def _draw(row: AnyArray, hands: FloatArray, present: BoolArray, nose: FloatArray) -> None:
    """Draw frames of one clip from left to right: hands, shoulders and nose."""
    for axes, frame in zip(row, np.linspace(0, FRAMES - 1, len(row)).astype(int), strict=True):
        axes.plot((-0.5, 0.5), (0, 0), color="#888888", linewidth=1)
        axes.plot(*nose[frame, :2], "o", color="#888888", markersize=3)
        for side in np.flatnonzero(present[frame]):
            for finger in _FINGERS:
                axes.plot(*hands[frame, side, finger, :2].T, color=_COLOURS[side], linewidth=0.9)
        axes.set(xlim=(-1.3, 1.3), ylim=(1.4, -1.2), xticks=(), yticks=(), aspect="equal")


if __name__ == "__main__":
    main()
