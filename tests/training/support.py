"""Shared by the tests of training: small manifests, objectives and runs."""

import csv
from pathlib import Path

from signdict.model.network import NetworkConfig, TowerConfig
from signdict.model.prompts import Prompts
from signdict.pose.posefile import write_pose
from tests.support.fakes import a_pose
from training.data.manifest import readable
from training.train import presets, vocabulary
from training.train.pairs import Pairs, PairsObjective
from training.train.trainer import TrainingRun

COLUMNS = ("path", "gloss", "sign_language", "concept", "split")
SMALL = {"width": 16, "layers": 1, "heads": 2, "inner": 24, "dropout": 0.0}


def write_manifest(folder: Path, rows):
    """Write a manifest with these rows, and poses of different lengths."""
    for number, row in enumerate(rows):
        write_pose(folder / row[0], a_pose(number, frames=6 + number))
    with (folder / "clips.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([COLUMNS, *rows])
    return folder / "clips.csv"


def pairs_objective(manifest, tower=None, split=None, **settings):
    """The objective of pairs for the clips of a manifest (of a split), and a small network."""
    clips = [clip for clip in readable(manifest, []) if split is None or clip.split == split]
    prompts = Prompts(signs=("ase", "ins"))
    words = vocabulary.from_texts(["en ase ins sign 0 1 2"])
    network = NetworkConfig(
        TowerConfig(**SMALL | (tower or {})),
        TowerConfig(stem="words", inputs=len(words), longest=61, end_is_fixed=False, **SMALL),
    )
    config = Pairs(**{"batch": 6, **settings})
    return PairsObjective(clips, config, network, words, prompts), network


def pairs_run(manifest, steps=4, settings=None, *, validated=False, **config):
    """A run of a small network on a manifest; `validated`: on its rows train and valid."""
    settings, held = settings or {"loss": "multi-positive"}, None
    if validated:
        held, _ = pairs_objective(manifest, split="valid", **settings)
    split = "train" if validated else None
    objective, network = pairs_objective(manifest, split=split, **settings)
    config = presets.Config(**{"steps": steps, "warmup": 2, "average": 0.0, **config})
    return TrainingRun(objective, network, config, held)


def stopped_at(run, step):
    """The same run, stopped before it takes one more step."""
    real = run.step

    def one_step():
        if run.done == step:
            raise KeyboardInterrupt
        return real()

    run.step = one_step
    return run


def log_of(folder: Path):
    """The rows of a run's log."""
    with (folder / "log.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
