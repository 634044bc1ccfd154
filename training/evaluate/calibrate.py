"""Convert scores to probabilities: `python -m training.evaluate.calibrate MODEL --held FOLDER`.

The calibration is fitted to one-shot draws of clips that the scoring model was not trained on, but
that are allowed for training: models of the same kind, trained without some sources
(`protocols.HELD_OUT`), answer queries of these sources. Each query is asked with and without the
right sign in the dictionary, in dictionaries of several sizes.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import click
import numpy as np
import torch
from numpy.random import Generator

from signdict.core import files
from signdict.core.types import BoolArray, DoubleArray, FloatArray
from signdict.core.vectors import unit
from signdict.model import modelfiles
from signdict.model.calibration import Calibration, Odds
from signdict.model.encoder import SignClipEncoder
from signdict.pose import features
from training import command
from training.data.dataset import ClipArrays
from training.evaluate import protocols
from training.evaluate.draws import Draw, Readings
from training.evaluate.methods import ModelMethod, ReadClips

#: The model of `protocols.HELD_OUT` whose queries come from people. In the other test, queries or
#: dictionary come from an avatar that signs poorly.
QUERIED_BY_PEOPLE = "without-galt"
#: Numbers of signs in the dictionaries.
SIZES = (10, 30, 100, 300, 1000, 3000)
#: The share of queries with an answer for which signdict reports that nothing fits.
REFUSED = 0.1
#: Queries without an answer, as assumed, for each query with one.
UNANSWERED = 0.05
_MOST = 400  # best scores of a query that count
_STEPS = 200


@dataclass(frozen=True, slots=True)
class CalibrationQuery:
    """The scores of a query, best first, and the index of the right sign, -1 without it."""

    scores: FloatArray
    right: int
    size: int  # signs in the dictionary


def queries(draw: Draw, rng: Generator, sizes: Sequence[int] = SIZES) -> Iterator[CalibrationQuery]:
    """Yield each query of a draw, with and without its sign, in dictionaries of several sizes.

    All other signs are dropped with the same probability. Sizes are limited to that of the draw.
    """
    columns = draw.scores.shape[1]
    for size in {min(size, columns) for size in sizes}:
        for scores, right in zip(draw.scores, draw.right, strict=True):
            others = rng.permutation(np.delete(np.arange(columns), max(int(right), 0)))[: size - 1]
            rest = np.sort(scores[others])[::-1]
            yield CalibrationQuery(rest[:_MOST], -1, len(rest))
            if right >= 0:
                rank = int((rest >= scores[right]).sum())
                yield CalibrationQuery(np.insert(rest, rank, scores[right])[:_MOST], rank, size)


def fit(sample: Sequence[CalibrationQuery]) -> Odds:
    """Fit by maximum likelihood; then fit the threshold of a close match.

    All sizes have the same weight, and queries without an answer a small one. A share `REFUSED` of
    the queries with an answer is below the threshold.
    """
    scores = torch.full((len(sample), _MOST), torch.nan, dtype=torch.float64)
    for row, query in enumerate(sample):
        scores[row, : len(query.scores)] = torch.from_numpy(query.scores.astype(np.float64))
    right = torch.tensor([q.right if q.right < _MOST else -2 for q in sample])
    size = torch.log(torch.tensor([max(q.size, 1) for q in sample], dtype=torch.float64))
    start = torch.tensor([3.0, 0.7, 0.0], dtype=torch.float64, requires_grad=True)
    empty = scores.isnan()
    scores = scores.nan_to_num()
    known = right != -2  # without the queries whose sign is not among the best scores
    weight = torch.where(right == -1, UNANSWERED, 1.0)
    search = torch.optim.LBFGS([start], max_iter=_STEPS, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        search.zero_grad()
        sharp = start[0].exp()
        nothing = sharp * start[1] + start[2] * size
        signs = (sharp * scores).masked_fill(empty, -torch.inf)
        every = torch.cat([nothing[:, None], signs], dim=1)
        each = -every.log_softmax(1)[torch.arange(len(every)), right + 1]
        cost = (each * weight)[known].sum() / weight[known].sum()
        cost.backward()  # type: ignore[no-untyped-call]
        return cost

    search.step(loss)  # type: ignore[no-untyped-call]
    sharp, none, crowd = start.detach().tolist()
    odds = Odds(float(np.exp(sharp)), none, crowd, 0.0, 0.0)
    return replace(odds, **_threshold(odds, [query for query in sample if query.right != -1]))


def _threshold(odds: Odds, sample: Sequence[CalibrationQuery]) -> dict[str, float]:
    """Fit the threshold as a power of the size of the dictionary."""
    sizes = sorted({query.size for query in sample})
    low = [
        np.quantile([odds.of(q.scores, q.size)[0] for q in sample if q.size == size], REFUSED)
        for size in sizes
    ]
    if len(sizes) == 1:
        return {"line": float(low[0]), "fades": 0.0}
    slope, start = np.polyfit(np.log(sizes), np.log(np.maximum(low, 1e-9)), 1)
    return {"line": float(np.exp(start)), "fades": float(-slope)}


def by_rule(encoder: SignClipEncoder, clips: ClipArrays, most: int = 500) -> Calibration:
    """Calibrate by a rule of thumb a model for which only training clips exist.

    `Calibration.among` uses the highest similarity of each clip to clips of other glosses.
    """
    rows = np.linspace(0, len(clips) - 1, min(most, len(clips))).astype(int)
    signs = encoder.network.config.features == "signs"
    shown = (features.numbers if signs else features.inputs)(
        clips.hands[rows], clips.present[rows], clips.nose[rows]
    )
    embeddings = encoder.read_frames(list(shown))
    clips_read = ReadClips(unit(embeddings.vectors), embeddings.tokens)
    scores = ModelMethod(encoder).scores(clips_read, clips_read, clips_read)
    scores[clips.labels[rows][:, None] == clips.labels[rows]] = -1
    return Calibration.among(scores.max(axis=1))


def error(confidence: DoubleArray, right: BoolArray, bins: int = 10) -> float:
    """Return the expected calibration error: the mean of |p - share| over bins of equal size."""
    order = np.argsort(confidence, kind="stable")
    parts = [part for part in np.array_split(order, bins) if len(part)]
    gaps = [abs(confidence[part].mean() - right[part].mean()) * len(part) for part in parts]
    return float(sum(gaps) / len(confidence))


@click.command(cls=command.Command)
@click.argument("model", type=command.FOLDER)
@click.option("--held", "folders", type=command.FOLDER, multiple=True, required=True,
              help="Folder of a model that was trained without some sources.")  # fmt: skip
@click.option("--shared", type=Path, default=Path("../shared/data"), help="Folder of the data.")
@click.option("--landmarks", type=Path, default=None, help="Folder of training.data.landmarks.")
def main(model: Path, folders: tuple[Path, ...], shared: Path, landmarks: Path | None) -> None:
    """Fit the confidence of MODEL, and write it to its configuration."""
    clips = protocols.corpus(shared, landmarks)
    rng = np.random.default_rng(0)
    sample: list[CalibrationQuery] = []
    for folder in folders:
        method = ModelMethod(SignClipEncoder.open(folder))
        tests = protocols.for_calibration(clips, folder.name)
        readings = Readings(method, clips, tests)
        for protocol in tests:
            draws = readings.draws(protocol)[:4]
            part = [query for draw in draws for query in queries(draw, rng)]
            click.echo(f"{folder.name}, {protocol.name}: {len(part)} queries")
            sample += part
    odds = fit(sample)
    config = modelfiles.config(model) | {"confidence": asdict(odds)}
    files.write_atomic(model / modelfiles.CONFIG, (json.dumps(config, indent=2) + "\n").encode())
    click.echo(f"wrote {odds} to {model}")


if __name__ == "__main__":
    main()
