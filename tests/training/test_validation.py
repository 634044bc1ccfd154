"""The checkpoint of the lowest validation loss: chosen, kept, resumed, and named in the card."""

import shutil

import numpy as np
import pytest
import torch
from click.testing import CliRunner

from signdict.core.errors import ManifestError, ModelError
from signdict.model.encoder import SignClipEncoder
from tests.support.fakes import a_pose
from tests.training.support import (
    log_of,
    pairs_objective,
    pairs_run,
    stopped_at,
    write_manifest,
)
from training.data.dataset import LabelledClip, to_arrays
from training.train import __main__, loop, presets, runs
from training.train.distributed import Share
from training.train.mixture import MixtureObjective
from training.train.trainer import TrainingRun

TINY = [
    part
    for tower in ("pose", "text")
    for setting in ("width=16", "layers=1", "heads=2", "inner=24")
    for part in ("--set", f"{tower}.{setting}")
]


def rows_with(*splits):
    """Rows of three signs, two of them in each of these splits in turn."""
    return [
        (f"{n}.pose", f"sign {n % 3}", "ase", "", splits[n // 6 % len(splits)])
        for n in range(6 * len(splits))
    ]


@pytest.fixture
def manifest(tmp_path):
    return write_manifest(tmp_path, rows_with("train", "valid"))


def losses_of(folder):
    return [(row["step"], row["validation_loss"]) for row in log_of(folder)]


def same(state, other):
    return all(torch.equal(a, b) for a, b in zip(state.values(), other.values(), strict=True))


def falling_and_rising(run, losses):
    """The same run with these validation losses, one per checkpoint."""
    run.validation_loss = lambda: losses[run.done - 1]
    return run


def test_the_validation_loss_is_that_of_the_validation_clips_without_variation(manifest):
    settings = {"loss": "plain", "tempo": 0.3, "mirror": 0.5, "noise": 0.1, "batch": 6}
    settings["tower"] = {"dropout": 0.5}
    run = pairs_run(manifest, validated=True, settings=settings)
    run.step()
    loss = run.validation_loss()
    assert loss == run.validation_loss()
    (batch,) = run.held.fixed()
    net = run.net.eval()
    with torch.no_grad():
        vectors = net.pose(batch.shown, batch.real), net.text(batch.words, batch.spelled)
        assert loss == pytest.approx(float(run.held.loss(batch, vectors, 0.07)), rel=1e-4)
    assert sorted(np.bincount(batch.labels[1].numpy()).tolist()) == [2, 2, 2]
    frames = sorted(len(clip.clip().pose) for clip in run.held.clips)
    assert sorted(batch.real.sum(dim=1).tolist()) == frames


@pytest.mark.parametrize(("distinct", "sizes"), [(False, [4, 4, 4]), (True, [3, 3, 3, 3])])
def test_every_validation_clip_is_in_one_batch(tmp_path, distinct, sizes):
    manifest = write_manifest(tmp_path, rows_with("valid", "valid"))
    objective, _ = pairs_objective(manifest, batch=5, distinct=distinct)
    batches = list(objective.fixed())
    assert [len(batch.shown) for batch in batches] == sizes
    assert sum(int(batch.real.sum()) for batch in batches) == sum(range(6, 18))
    if distinct:
        assert all(len(set(batch.labels[1].tolist())) == 3 for batch in batches)


def test_processes_share_the_validation_batches(tmp_path):
    manifest = write_manifest(tmp_path, rows_with("valid", "valid"))
    objective, _ = pairs_objective(manifest, batch=5)
    whole = [batch.real.sum(dim=1).tolist() for batch in objective.fixed()]
    shares = [[b.real.sum(dim=1).tolist() for b in objective.fixed(Share(n, 2))] for n in (0, 1)]
    assert shares == [whole[::2], whole[1::2]]


def test_in_chunks_the_validation_loss_is_the_same(manifest):
    whole, parts = (
        pairs_run(manifest, validated=True, chunk=chunk, precision="float64") for chunk in (0, 2)
    )
    assert parts.validation_loss() == pytest.approx(whole.validation_loss(), abs=1e-12)


def test_the_model_is_that_of_the_lowest_validation_loss(manifest, tmp_path):
    path = tmp_path / "run" / "checkpoint.pt"
    run = falling_and_rising(pairs_run(manifest, 4, save_every=1), [3.0, 1.0, 2.0, 1.0])
    loop.train(run, path)
    again = pairs_run(manifest, 4)
    for _ in range(2):
        again.step()
    assert run.best == loop.Best(2, 1.0)
    assert same(run.net.state_dict(), again.net.state_dict())
    expected = [("1", "3.000000"), ("2", "1.000000"), ("3", "2.000000"), ("4", "1.000000")]
    assert losses_of(path.parent) == expected


def test_the_average_weights_are_chosen_if_they_are_the_model(manifest, tmp_path):
    run = falling_and_rising(pairs_run(manifest, 2, save_every=1, average=0.9), [1.0, 2.0])
    loop.train(run, tmp_path / "run" / "checkpoint.pt")
    again = pairs_run(manifest, 2, average=0.9)
    again.step()
    state = run.encoder("a").network.state_dict()
    assert same(state, again.mean.module.state_dict())
    assert not same(state, run.net.state_dict())


@pytest.mark.parametrize("step", [1, 2, 3])
def test_a_resumed_run_chooses_the_same_weights(manifest, tmp_path, step):
    whole, part = (tmp_path / name / "checkpoint.pt" for name in ("whole", "part"))
    options = {"validated": True, "save_every": 1, "settings": {"loss": "plain"}}
    first = pairs_run(manifest, 4, **options)
    loop.train(first, whole)
    with pytest.raises(KeyboardInterrupt):
        loop.train(stopped_at(pairs_run(manifest, 4, **options), step), part)
    second = pairs_run(manifest, 4, **options)
    loop.train(second, part)
    assert second.best == first.best
    assert first.best.step
    assert losses_of(part.parent) == losses_of(whole.parent)
    assert same(first.net.state_dict(), second.net.state_dict())


def test_the_best_so_far_survives_a_stop_before_the_checkpoint(manifest, tmp_path):
    """best.pt was written for step 2, and the process ended before the checkpoint was."""
    path, losses = tmp_path / "run" / "checkpoint.pt", [2.0, 1.0, 3.0]
    early = tmp_path / "early.pt"
    run = stopped_at(falling_and_rising(pairs_run(manifest, 3, save_every=1), losses), 1)
    with pytest.raises(KeyboardInterrupt):
        loop.train(run, path)
    shutil.copy(path, early)
    second = falling_and_rising(pairs_run(manifest, 3, save_every=1), losses)
    loop.train(second, path)
    shutil.copy(early, path)
    again = falling_and_rising(pairs_run(manifest, 3, save_every=1), losses)
    loop.train(again, path)
    assert again.best == loop.Best(2, 1.0)
    assert same(again.net.state_dict(), second.net.state_dict())


def test_a_finished_run_chooses_the_same_weights_again(manifest, tmp_path):
    path = tmp_path / "run" / "checkpoint.pt"
    first = falling_and_rising(pairs_run(manifest, 2, save_every=1), [1.0, 2.0])
    loop.train(first, path)
    again = pairs_run(manifest, 2, save_every=1)
    loop.train(again, path)
    assert same(first.net.state_dict(), again.net.state_dict())


def test_missing_best_weights_are_one_sentence(manifest, tmp_path):
    path = tmp_path / "run" / "checkpoint.pt"
    loop.train(falling_and_rising(pairs_run(manifest, 2, save_every=1), [1.0, 2.0]), path)
    path.with_name(loop.BEST).unlink()
    with pytest.raises(ModelError, match=r"best\.pt, the weights of step 1, is missing"):
        pairs_run(manifest, 2, save_every=1).resume(path)


def test_a_loss_that_is_no_number_is_never_the_lowest(manifest, tmp_path):
    path = tmp_path / "run" / "checkpoint.pt"
    run = falling_and_rising(pairs_run(manifest, 2, save_every=1), [float("nan"), float("nan")])
    loop.train(run, path)
    assert run.best == loop.Best()
    assert not path.with_name(loop.BEST).exists()


def test_without_validation_clips_nothing_is_chosen(manifest, tmp_path):
    run = pairs_run(manifest, 2, save_every=1)
    loop.train(run, tmp_path / "run" / "checkpoint.pt")
    assert run.validation_loss() is None
    assert {row["validation_loss"] for row in log_of(tmp_path / "run")} == {""}
    assert not (tmp_path / "run" / loop.BEST).exists()


def test_a_checkpoint_from_before_validation_is_resumed(manifest, tmp_path):
    path = tmp_path / "checkpoint.pt"
    run = pairs_run(manifest, 3)
    run.step()
    run.save(path)
    state = torch.load(path, weights_only=True)
    del state["best"]
    torch.save(state, path)
    again = pairs_run(manifest, 3)
    again.resume(path)
    assert (again.done, again.best) == (1, loop.Best())


def test_a_checkpoint_of_other_validation_clips_raises_model_error(manifest, tmp_path):
    pairs_run(manifest, validated=True).save(tmp_path / "checkpoint.pt")
    lines = manifest.read_text().splitlines()
    manifest.write_text("\n".join(lines[:-1]))
    with pytest.raises(ModelError, match="another run"):
        pairs_run(manifest, validated=True).resume(tmp_path / "checkpoint.pt")


def test_the_command_chooses_a_checkpoint_and_the_card_names_it(manifest, tmp_path):
    command = ["--preset", "signclip-e4", *TINY, "--steps", "3", "--set", "batch=6",
               "--set", "save_every=1", "--set", "rate=0.01", "--set", "warmup=1",
               "--manifest", str(manifest), "--folder", str(tmp_path / "run")]  # fmt: skip
    ran = CliRunner().invoke(__main__.main, command)
    assert ran.exit_code == 0, ran.output
    assert "6 clips of 3 signs; 6 for validation; 0 reserved for testing; 0 skipped" in ran.output
    rows = log_of(tmp_path / "run")
    lowest = min(rows, key=lambda row: float(row["validation_loss"]))
    line = f"validation loss {lowest['validation_loss']} (lowest)"
    assert line in ran.output
    card = (tmp_path / "run" / "model" / "README.md").read_text()
    assert f"The weights are those of step {lowest['step']}:" in card
    assert f"loss, {lowest['validation_loss']}, over 6 clips that were not trained on." in card
    vectors = SignClipEncoder.open(tmp_path / "run" / "model").embed_poses([a_pose(0)])
    again = CliRunner().invoke(__main__.main, command)
    assert (again.exit_code, "step" in again.output) == (0, False)
    np.testing.assert_array_equal(
        SignClipEncoder.open(tmp_path / "run" / "model").embed_poses([a_pose(0)]), vectors
    )
    assert (tmp_path / "run" / "model" / "README.md").read_text() == card


@pytest.mark.parametrize("word", ["valid", "VALID", "val", "dev", "validation"])
def test_several_words_mean_validation(tmp_path, word):
    manifest = write_manifest(tmp_path, rows_with("train", word))
    materials = runs.Materials(None, manifest, None, None, tmp_path, tmp_path, None)
    setup = runs.prepare(presets.read("signclip-e4"), materials)
    assert (len(setup.objective.clips), len(setup.held.clips)) == (6, 6)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([("sign 0", "ase"), ("sign 0", "ase")], "All clips show the same sign"),
        ([("sign 0", "ase"), ("sign 1", "gsg")], "The model was not trained"),
    ],
)
def test_unusable_validation_clips_are_one_sentence(tmp_path, rows, message):
    held = [(f"v{n}.pose", *row, "", "valid") for n, row in enumerate(rows)]
    manifest = write_manifest(tmp_path, [*rows_with("train"), *held])
    materials = runs.Materials(None, manifest, None, None, tmp_path, tmp_path, None)
    with pytest.raises(ManifestError, match=f"The validation clips cannot be used: {message}"):
        runs.prepare(presets.read("signclip-e4"), materials)


def test_clips_for_measuring_do_not_choose_a_checkpoint(tmp_path):
    manifest = write_manifest(tmp_path, rows_with("train", "valid"))
    lines = manifest.read_text().splitlines()
    marked = [f"{line},{'evaluate' if line.endswith('valid') else ''}" for line in lines[1:]]
    manifest.write_text("\n".join([f"{lines[0]},use", *marked]))
    materials = runs.Materials(None, manifest, None, None, tmp_path, tmp_path, None)
    with pytest.raises(ManifestError, match=r"6\.pose, .* are marked evaluate"):
        runs.prepare(presets.read("signclip-e4"), materials)


MIXED = ("synthetic=8", "recombined=2", "real=4", "warmup=2", "save_every=1", "steps=2")


def mixture(clips, *changes):
    config = presets.read("signdict-2", [*MIXED, *changes])
    return MixtureObjective(clips, config.objective, None, config.network.pose), config


def a_mixture_of(*glosses):
    return to_arrays(
        [LabelledClip(a_pose(n), gloss, "ase", "en", "x") for n, gloss in enumerate(glosses)]
    )


def test_a_mixture_validates_the_glosses_with_two_clips():
    small = ("pose.width=16", "pose.inner=16", "pose.tokens=8", "precision=float32")
    trained, preset = mixture(a_mixture_of("a", "a", "b", "b"), *small, "coarse=false")
    held, _ = mixture(a_mixture_of("a", "b", "a", "c", "b"), *small, "coarse=false")
    (batch,) = held.fixed()
    assert np.bincount(batch.labels[0].numpy(), minlength=3).tolist() == [2, 2, 0]
    run = TrainingRun(trained, preset.with_words(len(trained.words)), preset.run, held)
    loss = run.validation_loss()
    assert loss == run.validation_loss() > 0


def test_a_mixture_needs_two_validation_clips_of_two_glosses():
    held, _ = mixture(a_mixture_of("a", "a", "b"))
    with pytest.raises(ManifestError, match="Fewer than two glosses have two validation clips"):
        held.fixed()
