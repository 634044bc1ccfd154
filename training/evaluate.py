"""One-shot search: one random clip per gloss is the dictionary, the other clips are queries.

`python -m training.evaluate` compares the bundled model with the baseline on the same draws of
`ase_wlasl50`, whose signers, clips and labels no model here was trained on.
"""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import click
import numpy as np
from numpy.typing import NDArray

from signdict.encoder import Encoder
from signdict.errors import PoseError
from signdict.pose import Pose
from signdict.settings import Places
from training import baseline, data

Scores = NDArray[np.float32]
RANKS = (1, 5, 8, 10)


def scores_of_encoder(encoder: Encoder, poses: Sequence[Pose]) -> Scores:
    """Dot product of each pose, or of its mirror image if that is higher, with each: (n, n)."""
    vectors = encoder.embed_poses(poses)
    mirrored = encoder.embed_poses([pose.mirrored() for pose in poses])
    best: Scores = np.maximum(vectors @ vectors.T, mirrored @ vectors.T)
    return best


def scores_of_baseline(poses: Sequence[Pose]) -> Scores:
    """Minus the smaller warping cost of each pose and of its mirror image to each: (n, n)."""
    plain = baseline.distances(poses, poses)
    mirrored = baseline.distances([pose.mirrored() for pose in poses], poses)
    best: Scores = -np.minimum(plain, mirrored)
    return best


def one_shot(
    scores: Scores, labels: NDArray[np.int64], draws: int = 20, seed: int = 0
) -> dict[str, float]:
    """Mean recall@k and mean reciprocal rank over `draws` seeded draws of the dictionary."""
    rng = np.random.default_rng(seed)
    ranks = []
    for _ in range(draws):
        gallery = np.array([rng.choice(np.flatnonzero(labels == label)) for label in set(labels)])
        queries = np.setdiff1d(np.arange(len(labels)), gallery)
        found = scores[np.ix_(queries, gallery)]
        right = labels[queries][:, None] == labels[gallery][None]
        own = np.where(right, found, -np.inf).max(axis=1, keepdims=True)
        ranks.append(1 + (~right & (found >= own)).sum(axis=1))
    place = np.stack([np.asarray(r, np.float64) for r in ranks])  # (draws, queries)
    result = {f"r@{k}": float((place <= k).mean()) for k in RANKS}
    result["mrr"] = float((1 / place).mean())
    result["r@1_sd"] = float((place <= 1).mean(axis=1).std())
    return result


def usable(clips: Sequence[data.Clip]) -> tuple[list[Pose], NDArray[np.int64], int]:
    """Return poses, labels and how many clips show no hand and were left out."""
    poses, names = [], []
    for clip in clips:
        try:
            poses.append(clip.pose.usable())
        except PoseError:
            continue
        names.append(clip.gloss)
    number = {name: label for label, name in enumerate(sorted(set(names)))}
    return poses, np.array([number[name] for name in names]), len(clips) - len(poses)


def table(results: dict[str, dict[str, float]]) -> str:
    """Return the figures as a Markdown table, in per cent."""
    heads = [f"R@{k}" for k in RANKS] + ["MRR", "sd of R@1"]
    keys = [f"r@{k}" for k in RANKS] + ["mrr", "r@1_sd"]
    lines = ["| method | " + " | ".join(heads) + " |", "| --- |" + " --- |" * len(heads)]
    lines += [
        f"| {name} | " + " | ".join(f"{100 * row[key]:.1f}" for key in keys) + " |"
        for name, row in results.items()
    ]
    return "\n".join(lines)


@click.command()
@click.option("--shared", type=Path, default=Path("../shared/data"), help="Folder of the data.")
@click.option("--model", type=Path, default=None, help="Folder of a model; the bundled one.")
@click.option("--draws", default=20, help="Draws of the dictionary.")
@click.option("--json", "as_json", is_flag=True, help="End with one JSON object.")
def main(shared: Path, model: Path | None, draws: int, as_json: bool) -> None:  # noqa: FBT001
    """Compare the bundled model with dynamic time warping on WLASL-50 one-shot."""
    poses, labels, left_out = usable(list(data.recorded(shared, "evaluate")))
    click.echo(
        f"{len(poses)} clips of {len(set(labels.tolist()))} glosses, {left_out} without a hand"
    )
    encoder = Encoder.open(model or Places.standard().model)
    methods: dict[str, Callable[[], Scores]] = {
        "bundled": lambda: scores_of_encoder(encoder, poses),
        "dtw": lambda: scores_of_baseline(poses),
    }
    results = {name: one_shot(score(), labels, draws) for name, score in methods.items()}
    click.echo(table(results))
    if as_json:
        click.echo(json.dumps({"wlasl50": results}))


if __name__ == "__main__":
    main()
