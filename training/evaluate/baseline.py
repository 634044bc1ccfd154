"""One-shot search on WLASL-50: a model next to dynamic time warping, on the same draws."""

from collections.abc import Callable, Sequence
from pathlib import Path

import click
import numpy as np

from signdict.core.errors import PoseError
from signdict.core.types import FloatArray, IntArray
from signdict.model.encoder import SignClipEncoder
from signdict.pose.pose import Pose, UsablePose
from training.data import dataset
from training.evaluate.fewshot import one_shot
from training.evaluate.methods import distances
from training.evaluate.metrics import KS


def compare(encoder: SignClipEncoder, shared: Path, draws: int) -> dict[str, dict[str, float]]:
    """Return the figures of the model and of the baseline, by method."""
    poses, labels, skipped = usable(list(dataset.landmark_clips(shared, "evaluate")))
    signs = len(set(labels.tolist()))
    click.echo(f"{len(poses)} clips of {signs} glosses, {skipped} without a hand")
    methods: dict[str, Callable[[], FloatArray]] = {
        "bundled": lambda: encoder_scores(encoder, poses),
        "dtw": lambda: warping_scores(poses),
    }
    return {name: one_shot(score(), labels, draws) for name, score in methods.items()}


def usable(clips: Sequence[dataset.LabelledClip]) -> tuple[list[UsablePose], IntArray, int]:
    """Return poses, their labels (n,), and the number of skipped clips that show no hand."""
    poses, names = [], []
    for clip in clips:
        try:
            poses.append(clip.pose.usable())
        except PoseError:
            continue
        names.append(clip.gloss)
    number = {name: label for label, name in enumerate(sorted(set(names)))}
    return poses, np.array([number[name] for name in names]), len(clips) - len(poses)


def encoder_scores(encoder: SignClipEncoder, poses: Sequence[UsablePose]) -> FloatArray:
    """Return the dot products of all pairs (n, n); queries also as mirror images, if better."""
    vectors = encoder.embed_poses(poses)
    mirrored = encoder.embed_poses([pose.mirrored() for pose in poses])
    best: FloatArray = np.maximum(vectors @ vectors.T, mirrored @ vectors.T)
    return best


def warping_scores(poses: Sequence[Pose]) -> FloatArray:
    """Return minus the warping costs of all pairs (n, n); queries also as mirror images, if
    better."""
    plain = distances(poses, poses)
    mirrored = distances([pose.mirrored() for pose in poses], poses)
    best: FloatArray = -np.minimum(plain, mirrored)
    return best


def table(results: dict[str, dict[str, float]]) -> str:
    """Return the figures as a Markdown table, in per cent."""
    heads = [f"R@{k}" for k in KS] + ["MRR", "sd of R@1"]
    keys = [f"r@{k}" for k in KS] + ["mrr", "r@1_sd"]
    lines = ["| method | " + " | ".join(heads) + " |", "| --- |" + " --- |" * len(heads)]
    lines += [
        f"| {name} | " + " | ".join(f"{100 * row[key]:.1f}" for key in keys) + " |"
        for name, row in results.items()
    ]
    return "\n".join(lines)
