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


def pairs_objective(manifest, tower=None, **settings):
    """The objective of pairs for a manifest, and a small network."""
    clips = readable(manifest, [])
    prompts = Prompts(signs=("ase", "ins"))
    words = vocabulary.from_texts(["en ase ins sign 0 1 2"])
    network = NetworkConfig(
        TowerConfig(**SMALL | (tower or {})),
        TowerConfig(stem="words", inputs=len(words), longest=61, end_is_fixed=False, **SMALL),
    )
    config = Pairs(**{"batch": 6, **settings})
    return PairsObjective(clips, config, network, words, prompts), network


def pairs_run(manifest, steps=4, settings=None, **config):
    """A run of a small network on a manifest."""
    objective, network = pairs_objective(manifest, **(settings or {"loss": "multi-positive"}))
    return TrainingRun(
        objective, network, presets.Config(steps=steps, warmup=2, average=0.0, **config)
    )
