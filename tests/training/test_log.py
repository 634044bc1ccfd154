"""The log of a run: what it lists, and what it lists after a run was resumed."""

from datetime import datetime

import numpy as np
import pytest

from signdict.core.errors import ModelError
from tests.training.support import log_of, pairs_run, stopped_at, write_manifest
from training.train import loop


@pytest.fixture
def manifest(tmp_path):
    rows = [(f"{n}.pose", f"sign {n % 3}", "ase" if n < 5 else "ins", "", "") for n in range(8)]
    return write_manifest(tmp_path, rows)


def losses_of(folder):
    return [(row["step"], row["loss"]) for row in log_of(folder)]


def test_each_checkpoint_has_a_row_with_the_mean_loss_of_its_steps(manifest, tmp_path):
    run = pairs_run(manifest, 5, save_every=2)
    loop.train(run, tmp_path / "run" / "checkpoint.pt")
    again = pairs_run(manifest, 5, save_every=2)
    losses = [again.step() for _ in range(5)]
    means = [np.mean(losses[:2]), np.mean(losses[2:4]), losses[4]]
    rows = log_of(tmp_path / "run")
    assert losses_of(tmp_path / "run") == [
        (step, f"{mean:.6f}") for step, mean in zip(("2", "4", "5"), means, strict=True)
    ]
    assert {row["validation_loss"] for row in rows} == {""}
    assert all(float(row["seconds_per_step"]) > 0 for row in rows)
    times = [datetime.fromisoformat(row["time"]) for row in rows]
    assert times == sorted(times)


@pytest.mark.parametrize("step", [4, 5])  # at a checkpoint, and after one
def test_a_resumed_run_continues_its_log(manifest, tmp_path, step):
    whole, part = (tmp_path / name / "checkpoint.pt" for name in ("whole", "part"))
    loop.train(pairs_run(manifest, 6, save_every=2), whole)
    with pytest.raises(KeyboardInterrupt):
        loop.train(stopped_at(pairs_run(manifest, 6, save_every=2), step), part)
    first = log_of(part.parent)
    assert [row["step"] for row in first] == ["2", "4"]
    loop.train(pairs_run(manifest, 6, save_every=2), part)
    assert losses_of(part.parent) == losses_of(whole.parent)
    assert log_of(part.parent)[:2] == first


def test_rows_after_the_checkpoint_are_written_again(manifest, tmp_path):
    """The process ended after a row was written, and before its checkpoint was."""
    path = tmp_path / "run" / "checkpoint.pt"
    with pytest.raises(KeyboardInterrupt):
        loop.train(stopped_at(pairs_run(manifest, 6, save_every=2), 2), path)
    early = path.read_bytes()
    loop.train(pairs_run(manifest, 6, save_every=2), path)
    expected = losses_of(path.parent)
    path.write_bytes(early)
    loop.train(pairs_run(manifest, 6, save_every=2), path)
    assert losses_of(path.parent) == expected


def test_a_run_without_a_checkpoint_begins_a_new_log(manifest, tmp_path):
    path = tmp_path / "checkpoint.pt"
    loop.train(pairs_run(manifest, 2), path)
    path.unlink()
    loop.train(pairs_run(manifest, 1), path)
    assert [step for step, _ in losses_of(tmp_path)] == ["1"]


@pytest.mark.parametrize("content", ["", "a,b\n1,2\n", "step,loss\n1,2\n", "PK\3\4"])
def test_another_table_in_place_of_the_log_is_kept(manifest, tmp_path, content):
    path = tmp_path / "checkpoint.pt"
    loop.train(pairs_run(manifest, 1), path)
    (tmp_path / "log.csv").write_text(content, "utf-8")
    with pytest.raises(ModelError, match=r"log\.csv is not the log of a run"):
        loop.train(pairs_run(manifest, 1), path)
    assert (tmp_path / "log.csv").read_text("utf-8") == content


def test_a_log_that_cannot_be_written_is_reported(manifest, tmp_path):
    (tmp_path / "log.csv").mkdir()
    with pytest.raises(ModelError, match="The log cannot be written"):
        loop.train(pairs_run(manifest, 1), tmp_path / "checkpoint.pt")
