"""A page of pseudo-signs beside real signs, to look at: `python -m training.pictures LANDMARKS`."""

from pathlib import Path
from typing import Any, Final

import click
import numpy as np
from numpy.typing import NDArray

from signdict.features import FRAMES
from training import augment, command, data, synthesis
from training.bank import Bank

_ROWS, _MOMENTS = 7, 8
_FINGERS: Final = tuple([0, *range(1 + 4 * f, 5 + 4 * f)] for f in range(5))
_COLOURS: Final = ("#b3541e", "#1f5c99")  # left hand, right hand


@click.command(cls=command.Command)
@click.argument("landmarks", type=Path)
@click.option("--shared", type=Path, default=Path("../shared/data"), help="Folder of the data.")
@click.option("--out", type=Path, default=Path("docs/figures/pseudo-signs.png"), show_default=True)
@click.option("--seed", type=int, default=0, show_default=True)
def main(landmarks: Path, shared: Path, out: Path, seed: int) -> None:
    """Draw random pseudo-signs and, below, random real clips as training shows both."""
    with command.extra():
        from matplotlib.figure import Figure
    rng = np.random.default_rng(seed)
    clips = data.training_clips(shared, landmarks)
    *made, _ = synthesis.batch(rng, _ROWS, 1, Bank.of(clips, rng))
    rows = rng.choice(len(clips), _ROWS, replace=False)
    real = clips.hands[rows], clips.present[rows], clips.nose[rows]
    page = Figure(figsize=(2 * _MOMENTS * 0.62, 2 * _ROWS * 0.62), facecolor="white")
    axes = page.subplots(2 * _ROWS, _MOMENTS)
    for first, batch in ((0, augment.camera(rng, tuple(made))), (_ROWS, real)):  # type: ignore[arg-type]
        for row in range(_ROWS):
            _draw(axes[first + row], *(part[row] for part in batch))
    axes[0, 0].set_title("pseudo-signs", loc="left", fontsize=9)
    axes[_ROWS, 0].set_title("real signs", loc="left", fontsize=9)
    page.subplots_adjust(0.01, 0.01, 0.99, 0.97, 0.03, 0.05)
    out.parent.mkdir(parents=True, exist_ok=True)
    page.savefig(out, dpi=100)
    click.echo(f"wrote {out}")


def _draw(
    axes: NDArray[Any], hands: NDArray[np.float32], present: NDArray[np.bool_],
    nose: NDArray[np.float32],
) -> None:  # fmt: skip
    """Moments of one clip, from left to right: hands, shoulders and nose."""
    for place, frame in zip(axes, np.linspace(0, FRAMES - 1, len(axes)).astype(int), strict=True):
        place.plot((-0.5, 0.5), (0, 0), color="#888888", linewidth=1)
        place.plot(*nose[frame, :2], "o", color="#888888", markersize=3)
        for side in np.flatnonzero(present[frame]):
            for finger in _FINGERS:
                place.plot(*hands[frame, side, finger, :2].T, color=_COLOURS[side], linewidth=0.9)
        place.set(xlim=(-1.5, 1.5), ylim=(1.5, -1.4), xticks=(), yticks=(), aspect="equal")


if __name__ == "__main__":
    main()
