"""From a table of clips to the best model, through the commands."""

import csv

import pytest
from click.testing import CliRunner

from signdict.pose.posefile import write_pose
from tests.support.fakes import a_pose
from training.data import splits
from training.train import __main__ as train

SMALL = [part for tower in ("pose", "text") for name in ("width=16", "layers=1", "heads=2",
         "inner=24") for part in ("--set", f"{tower}.{name}")]  # fmt: skip
COLUMNS = ("path", "gloss", "sign_language", "signer")


@pytest.fixture
def manifest(tmp_path):
    """Twelve clips of two signs by six people."""
    rows = [(f"{n}.pose", ("house", "tree")[n % 2], "gsg", f"p{n // 2}") for n in range(12)]
    for number, row in enumerate(rows):
        write_pose(tmp_path / row[0], a_pose(number, frames=8))
    with (tmp_path / "all.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([COLUMNS, *rows])
    return tmp_path / "all.csv"


def invoked(command, *arguments):
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


@pytest.mark.parametrize("preset", ["fingerclip", "signclip-e7.2"])
def test_from_a_table_to_the_best_model(manifest, tmp_path, preset):
    clips, folder = tmp_path / "clips.csv", tmp_path / "run"
    options = ("--by", "signer", "--test", "p0", "--valid", "p1", "--valid", "p2")
    done = invoked(splits.main, manifest, clips, *options)
    assert done.exit_code == 0, done.output
    assert "of the training clips, 4 are for validation, of p1, p2." in done.stdout
    done = invoked(train.main, "--preset", preset, *SMALL, "--steps", "2", "--set", "save_every=1",
                   "--set", "warmup=1", "--set", "rate=0.01",
                   "--manifest", clips, "--folder", folder)  # fmt: skip
    assert done.exit_code == 0, done.output
    assert "6 clips of 2 signs; 4 for validation; 2 reserved for testing; 0 skipped" in done.output
    names = {file.name for file in folder.iterdir()}
    assert names == {"checkpoint.pt", "best.pt", "log.csv", "model"}
    with (folder / "log.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["step"] for row in rows] == ["1", "2"]
    best = min(rows, key=lambda row: float(row["validation_loss"]))
    card = (folder / "model" / "README.md").read_text("utf-8")
    assert f"The weights are those of step {best['step']}:" in card


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--preset", "signclip-e4", "--bert", "none"), "No such folder: none."),
        (("--preset", "signclip-e4", "--set", "features=ears"), "ears is not a value of features."),
        (("--preset", "fingerclip", "--set", "rotate=yes"), "yes is not a value of rotate."),
    ],
)
def test_wrong_options_are_one_sentence(manifest, options, sentence):
    done = invoked(train.main, *options, "--manifest", manifest)
    assert done.exit_code == 2
    assert sentence in done.output
    assert "Traceback" not in done.output
