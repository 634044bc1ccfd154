"""Turn scores into probabilities: `python -m training.evaluate.calibrate MODEL --held FOLDER`.

Fitted to one-shot draws of clips that the scoring model was not trained on, and that may be
trained on: models of the same kind that were trained without some sources (`protocols.HELD`) are
asked about these sources. The questions are put with the answer in the dictionary and without it,
in dictionaries of several sizes.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import click
import numpy as np
import torch
from numpy.random import Generator
from numpy.typing import NDArray

from signdict.core import files
from signdict.core.vectors import unit
from signdict.model import modelfiles
from signdict.model.calibration import Calibration, Odds
from signdict.model.encoder import SignClipEncoder
from signdict.pose import features
from training import command
from training.data.dataset import ClipArrays
from training.evaluate import protocols
from training.evaluate.draws import Answers, Drawn
from training.evaluate.methods import ModelMethod, ReadClips

#: The model of `protocols.HELD` that is asked by people: of the others an avatar asks or is asked
#: whose signing is weak.
ASKED_BY_PEOPLE = "without-galt"
#: Signs of the dictionaries that are asked.
SIZES = (10, 30, 100, 300, 1000, 3000)
#: Questions whose sign is there and that are told that nothing fits.
REFUSED = 0.1
#: So many questions without an answer are taken to be asked for each with one.
UNANSWERED = 0.05
_MOST = 400  # scores of a question that are looked at, the best
_STEPS = 200


@dataclass(frozen=True, slots=True)
class Question:
    """What was found: scores, best first; `right` is the place of the sign meant, -1 without it."""

    scores: NDArray[np.float32]
    right: int
    size: int


def questions(draw: Drawn, rng: Generator, sizes: Sequence[int] = SIZES) -> Iterator[Question]:
    """Each query of a draw, with its sign and without it, in dictionaries of several sizes.

    Every other sign is left out with the same chance; a size that a draw does not reach is its own.
    """
    columns = draw.scores.shape[1]
    for size in {min(size, columns) for size in sizes}:
        for scores, right in zip(draw.scores, draw.right, strict=True):
            others = rng.permutation(np.delete(np.arange(columns), max(int(right), 0)))[: size - 1]
            rest = np.sort(scores[others])[::-1]
            yield Question(rest[:_MOST], -1, len(rest))
            if right >= 0:
                place = int((rest >= scores[right]).sum())
                yield Question(np.insert(rest, place, scores[right])[:_MOST], place, size)


def fit(asked: Sequence[Question]) -> Odds:
    """Maximum likelihood, all sizes alike and questions without an answer rare; then the line
    below which nothing fits, which a tenth of the questions with an answer do not reach."""
    scores = torch.full((len(asked), _MOST), torch.nan, dtype=torch.float64)
    for row, question in enumerate(asked):
        scores[row, : len(question.scores)] = torch.from_numpy(question.scores.astype(np.float64))
    right = torch.tensor([q.right if q.right < _MOST else -2 for q in asked])
    size = torch.log(torch.tensor([max(q.size, 1) for q in asked], dtype=torch.float64))
    start = torch.tensor([3.0, 0.7, 0.0], dtype=torch.float64, requires_grad=True)
    empty = scores.isnan()
    scores = scores.nan_to_num()
    kept = right != -2  # its sign is not among the best: no row tells where it is
    counted = torch.where(right == -1, UNANSWERED, 1.0)
    search = torch.optim.LBFGS([start], max_iter=_STEPS, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        search.zero_grad()
        sharp = start[0].exp()
        nothing = sharp * start[1] + start[2] * size
        found = (sharp * scores).masked_fill(empty, -torch.inf)
        every = torch.cat([nothing[:, None], found], dim=1)
        each = -every.log_softmax(1)[torch.arange(len(every)), right + 1]
        cost = (each * counted)[kept].sum() / counted[kept].sum()
        cost.backward()  # type: ignore[no-untyped-call]
        return cost

    search.step(loss)  # type: ignore[no-untyped-call]
    sharp, none, crowd = start.detach().tolist()
    odds = Odds(float(np.exp(sharp)), none, crowd, 0.0, 0.0)
    return replace(odds, **_line(odds, [q for q in asked if q.right != -1]))


def _line(odds: Odds, asked: Sequence[Question]) -> dict[str, float]:
    """The power of the size of a dictionary that a tenth of the questions does not reach."""
    sizes = sorted({q.size for q in asked})
    low = [
        np.quantile([odds.of(q.scores, q.size)[0] for q in asked if q.size == size], REFUSED)
        for size in sizes
    ]
    if len(sizes) == 1:
        return {"line": float(low[0]), "fades": 0.0}
    slope, start = np.polyfit(np.log(sizes), np.log(np.maximum(low, 1e-9)), 1)
    return {"line": float(np.exp(start)), "fades": float(-slope)}


def by_rule(encoder: SignClipEncoder, clips: ClipArrays, most: int = 500) -> Calibration:
    """A rule of thumb for a model whose training clips are all that there is: how alike clips of
    different glosses are at their most alike (`Calibration.among`)."""
    rows = np.linspace(0, len(clips) - 1, min(most, len(clips))).astype(int)
    signs = encoder.network.config.features == "signs"
    shown = (features.numbers if signs else features.inputs)(
        clips.hands[rows], clips.present[rows], clips.nose[rows]
    )
    found = encoder.read_frames(list(shown))
    read = ReadClips(unit(found.vectors), found.tokens)
    scores = ModelMethod(encoder).scores(read, read, read)
    scores[clips.labels[rows][:, None] == clips.labels[rows]] = -1
    return Calibration.among(scores.max(axis=1))


def error(sure: NDArray[np.float64], right: NDArray[np.bool_], bins: int = 10) -> float:
    """Expected calibration error, mean of |p - share| over answers (n,) in bins of equal number."""
    order = np.argsort(sure, kind="stable")
    parts = [part for part in np.array_split(order, bins) if len(part)]
    gaps = [abs(sure[part].mean() - right[part].mean()) * len(part) for part in parts]
    return float(sum(gaps) / len(sure))


@click.command(cls=command.Command)
@click.argument("model", type=command.FOLDER)
@click.option("--held", "folders", type=command.FOLDER, multiple=True, required=True,
              help="A model trained without some sources: its folder's name.")  # fmt: skip
@click.option("--shared", type=Path, default=Path("../shared/data"), help="Folder of the data.")
@click.option("--landmarks", type=Path, default=None, help="What training.landmarks made.")
def main(model: Path, folders: tuple[Path, ...], shared: Path, landmarks: Path | None) -> None:
    """Fit how sure MODEL is, and write it into its configuration."""
    clips = protocols.corpus(shared, landmarks)
    rng = np.random.default_rng(0)
    asked: list[Question] = []
    for folder in folders:
        method = ModelMethod(SignClipEncoder.open(folder))
        for protocol in protocols.held(clips, folder.name):
            draws = Answers(method, clips, protocol).draws()[:4]
            found = [question for draw in draws for question in questions(draw, rng)]
            click.echo(f"{folder.name}, {protocol.name}: {len(found)} questions")
            asked += found
    odds = fit(asked)
    told = modelfiles.config(model) | {"confidence": asdict(odds)}
    files.write_atomic(model / modelfiles.CONFIG, (json.dumps(told, indent=2) + "\n").encode())
    click.echo(f"wrote {odds} into {model}")


if __name__ == "__main__":
    main()
