"""Training in SignCLIP's way: presets, pairs, chunks of a batch, several processes."""

import os
import socket
import subprocess
import sys
from contextlib import nullcontext
from dataclasses import replace

import numpy as np
import pytest
import torch
from click.testing import CliRunner
from numpy.testing import assert_allclose
from pose_format.numpy import NumPyPoseBody

from signdict.core.errors import ManifestError, ModelError, SignDictError
from signdict.model.encoder import SignClipEncoder
from signdict.model.network import SignClip
from signdict.pose import features, landmarks
from tests.support.fakes import a_pose
from tests.support.paths import ROOT
from tests.training.support import COLUMNS, pairs_objective, pairs_run, write_manifest
from training.augment import augment
from training.data.manifest import StoredClip
from training.train import __main__, chunks, distributed, presets, runs
from training.train.distributed import Share
from training.train.trainer import TwoTowers


@pytest.fixture
def manifest(tmp_path):
    rows = [(f"{n}.pose", f"sign {n % 3}", "ase" if n < 5 else "ins", "", "") for n in range(8)]
    return write_manifest(tmp_path, rows)


def test_every_preset_is_valid_and_has_the_published_sizes():
    sizes = {}
    widths = {"signing": features.WIDTH, "signs": features.SIGNS}
    for name in presets.names():
        preset = presets.read(name)
        with torch.device("meta"):
            network = SignClip(preset.with_words(28996))
        sizes[name] = sum(weight.numel() for weight in network.parameters())
        kind = preset.network.features
        width = widths[kind] if kind in widths else len(features.columns(kind))
        assert preset.network.pose.inputs == width
    tables = 28996 * 768 - 2 * 768  # the words of the pose tower except [CLS] and [SEP]
    positions = (512 - 258 + 512 - 63) * 768  # unused ones
    pooler, kinds, marks = 2 * (768 * 768 + 768), 2 * 768, -2 * 768  # ours also has marks for texts
    assert 217_681_152 - tables - positions - pooler - kinds - marks == sizes["signclip-e7.2"]
    assert sizes["signclip-e7.2"] - sizes["signclip-e4"] == 6 * 7_087_872


def test_presets_are_found_from_another_working_directory(tmp_path):
    command = "from training.train import presets; print(*presets.names())"
    ran = subprocess.run(
        [sys.executable, "-c", command], capture_output=True, text=True, check=True, cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert ran.stdout.split() == presets.names()
    assert "signdict-2" in presets.names()


def test_the_error_about_clips_for_measuring_names_them(tmp_path):
    rows = [(f"{n}.pose", f"sign {n}", "ase", "", "train") for n in range(4)]
    table = write_manifest(tmp_path, rows)
    marked = [f"{line},{'evaluate' if n in (1, 3) else 'train'}" for n, line in
              enumerate(table.read_text("utf-8").splitlines()[1:])]  # fmt: skip
    table.write_text("\n".join([",".join((*COLUMNS, "use")), *marked]), "utf-8")
    with pytest.raises(ManifestError, match=r"1\.pose, 3\.pose in clips\.csv are marked evaluate"):
        runs.prepare(presets.read("signclip-e4"), runs.Materials(
            None, table, None, None, tmp_path, tmp_path, None))  # fmt: skip


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ("colour=1", "Unknown setting: colour"),
        ("batch=many", "not a value of batch"),
        ("batch", "sets nothing"),
        ("rate=fast", "not a value of rate"),
        ("rate=-1", "not a value of rate"),
        ("rate=true", "not a value of rate"),
        ("loss=other", "not a value of loss"),
        ("precision=float16", "not a value of precision"),
        ("betas=3", "not a value of betas"),
        ("betas=[0.9]", "not a value of betas"),
        ("pose.colour=1", "Unknown setting: colour"),
        ("pose.stem=ears", "not a value of stem"),
        ("features=ears", "not a value of features"),
        ("features=1", "not a value of features"),
        ("rotate=-0.2", "not a value of rotate"),
    ],
)
def test_an_invalid_change_raises_manifest_error(change, message):
    with pytest.raises(ManifestError, match=message):
        presets.read("signclip-e4", [change])


def test_the_error_about_an_unknown_preset_lists_the_presets():
    with pytest.raises(ManifestError, match="Unknown preset: e9") as error:
        presets.read("e9")
    assert "signclip-e7.2" in error.value.hint


def test_changes_replace_settings_of_the_run_the_objective_and_the_towers():
    changes = ["batch=8", "rate=1", "loss=multi-positive", "dropout=0"]
    preset = presets.read("signclip-e7.2", changes)
    objective = preset.objective
    assert (objective.batch, objective.loss, preset.run.rate) == (8, "multi-positive", 1)
    assert preset.with_words(9).pose.dropout == preset.with_words(9).text.dropout == 0
    assert preset.with_words(9).text.inputs == 9
    preset = presets.read("fingerclip", ["features=signclip", "pose.inputs=609", "template={text}"])
    assert (preset.network.features, preset.template) == ("signclip", "{text}")
    preset = presets.read("signclip-e7.2", ["pose.layers=2", "text.width=96"])
    assert (preset.network.pose.layers, preset.network.text.width) == (2, 96)


def test_the_plain_loss_has_no_temperature_to_learn(manifest):
    with pytest.raises(ManifestError, match="no temperature"):
        pairs_objective(manifest, learn_temperature=True)


@pytest.mark.parametrize("of", [2, 3, 9])
def test_each_process_reads_only_its_own_clips_of_a_batch(manifest, monkeypatch, of):
    objective, _ = pairs_objective(manifest, tempo=0.2, mirror=0.5)
    whole = objective.batch(np.random.default_rng(3), 1)
    read = []
    real = StoredClip.clip
    monkeypatch.setattr(StoredClip, "clip", lambda self: read.append(1) or real(self))
    for rank in range(of):
        share = Share(rank, of)
        read.clear()
        part = objective.batch(np.random.default_rng(3), 1, share)
        expected = whole.share(share)
        assert len(read) == len(part.shown) == len(expected.shown)
        assert part.whole == whole.whole == (6, len(whole.words))
        for labels, of_whole in zip(part.labels, whole.labels, strict=True):
            assert torch.equal(labels, of_whole)
        frames = part.shown.shape[1]  # a process pads to its own longest clip
        assert torch.equal(part.shown, expected.shown[:, :frames])
        assert not expected.real[:, frames:].any()
        assert torch.equal(part.words, expected.words[:, : part.words.shape[1]])


def test_every_clip_is_shown_once_before_any_is_repeated(manifest):
    objective, _ = pairs_objective(manifest, batch=4)
    rows = [objective.rows(np.random.default_rng(0), step) for step in range(4)]
    assert sorted(np.concatenate(rows[:2]).tolist()) == list(range(8))
    assert sorted(np.concatenate(rows[2:]).tolist()) == list(range(8))
    assert rows[0].tolist() != rows[2].tolist()


def test_distinct_batches_contain_each_sign_once(manifest):
    objective, _ = pairs_objective(manifest, distinct=True)
    rows = objective.rows(np.random.default_rng(0), 0)
    assert len(rows) == len(set(objective.signs[rows].tolist())) == 6


def test_clips_of_one_concept_are_negatives_unless_same_concept_is_set(tmp_path):
    signs = (("dog", "d"), ("hound", "d"), ("cat", ""))
    rows = [(f"{n}.pose", gloss, "ase", concept, "") for n, (gloss, concept) in enumerate(signs)]
    manifest = write_manifest(tmp_path, rows)
    costs = []
    for same_concept in (False, True):
        settings = {"loss": "multi-positive", "same_concept": same_concept, "batch": 3}
        objective, _ = pairs_objective(manifest, **settings)
        batch = objective.batch(np.random.default_rng(0), 0)
        poses = torch.eye(3)[batch.labels[0]]
        costs.append(float(objective.loss(batch, (poses, torch.eye(3)), 0.1)))
    assert costs[0] < 0.01 < costs[1]  # with concepts, hound is also a positive of dog


def test_the_same_generator_draws_the_same_batch(manifest):
    objective, _ = pairs_objective(manifest, tempo=0.2, mirror=0.5)
    first, same, other = (objective.batch(np.random.default_rng(n), 0) for n in (1, 1, 2))
    assert torch.equal(first.shown, same.shown)
    assert first.shown.shape != other.shown.shape or not torch.equal(first.shown, other.shown)


def test_a_manifest_of_one_sign_raises_manifest_error(tmp_path):
    rows = [(f"{n}.pose", "house", "ase", "", "") for n in range(3)]
    manifest = write_manifest(tmp_path, rows)
    with pytest.raises(ManifestError, match="All clips show the same sign"):
        pairs_objective(manifest)


def test_a_batch_of_one_sign_raises_manifest_error(manifest):
    objective, _ = pairs_objective(manifest, batch=1)
    with pytest.raises(ManifestError, match="a single sign"):
        objective.batch(np.random.default_rng(0), 0)


def test_tempo_changes_the_speed_and_fills_gaps():
    pose = a_pose(1, frames=20)
    pose.points[5:8, landmarks.LEFT_HAND], pose.confidence[5:8, landmarks.LEFT_HAND] = 0, 0
    pose.points[:2, landmarks.RIGHT_HAND], pose.confidence[:2, landmarks.RIGHT_HAND] = 0, 0
    lengths = set()
    for seed in range(20):
        varied = augment.tempo(np.random.default_rng(seed), pose, 0.2, 256)
        lengths.add(len(varied))
        assert len(varied) == round(20 * varied.fps / 25)
        assert varied.seen[:, landmarks.LEFT_HAND.start].all()  # the gap is filled
        assert not varied.seen[0, landmarks.RIGHT_HAND.start]
        first, last = varied.points[[0, -1], landmarks.LEFT_HAND.start, 0]
        assert_allclose([first, last], pose.points[[0, -1], landmarks.LEFT_HAND.start, 0], atol=0.1)
    assert min(lengths) < 18 < 22 < max(lengths)


def test_tempo_does_not_change_a_clip_that_would_be_too_long():
    pose = a_pose(1, frames=200)
    varied = [augment.tempo(np.random.default_rng(n), pose, 0.4, 210) for n in range(12)]
    assert any(clip is pose for clip in varied)
    assert all(len(clip) < 210 for clip in varied)


class Drawn:
    """A generator whose draws are known."""

    def normal(self, _mean, _deviations):
        return np.array([0.2, 0.3, -0.4])


def test_the_picture_plane_is_changed_as_pose_format_does(monkeypatch):
    frames = np.arange(36, dtype=np.float32).reshape(2, 18) / 7
    frames[1, 3:6] = 0
    points = frames.reshape(2, 1, 6, 3)
    draws = iter([0.3, 0.2, -0.4])  # the shear comes first
    monkeypatch.setattr(np.random, "normal", lambda **_: np.array([next(draws)]))
    body = NumPyPoseBody(25, points, points.any(axis=-1).astype(np.float32))
    varied = augment.plane(Drawn(), frames, 0.2, 0.2, 0.2)
    assert_allclose(varied, body.augment2d().data.filled(0).reshape(2, 18), atol=1e-5)
    assert not varied[1, 3:6].any()
    assert varied.dtype == np.float32


@pytest.mark.parametrize("changed", ["rotate", "shear", "stretch"])
def test_each_part_of_the_2_d_augmentation_has_its_own_setting(changed):
    frames = np.tile(np.array([1, 0, 5, 0, 1, 6], np.float32), (2, 1))
    sizes = {"rotate": 0.0, "shear": 0.0, "stretch": 0.0, changed: 0.2}
    varied = augment.plane(np.random.default_rng(1), frames, **sizes).reshape(2, 2, 3)
    assert (varied[0] == varied[1]).all()
    assert varied[0, :, 2].tolist() == [5, 6]
    lengths = np.linalg.norm(varied[0, :, :2], axis=-1)
    right, down = varied[0, 0, :2], varied[0, 1, :2]
    kept = {
        "rotate": np.allclose(lengths, 1) and right[1],
        "shear": right[0] == 1 and right[1] and down.tolist() == [0, 1],
        "stretch": right.tolist() == [1, 0] and down[0] == 0 and down[1] != 1,
    }
    assert kept[changed]


def test_noise_leaves_missing_points_at_zero():
    frames = np.ones((400, 6), np.float32)
    frames[:, 3:] = 0
    varied = augment.noise(np.random.default_rng(1), frames, 0.01)
    assert not varied[:, 3:].any()
    assert 0.009 < varied[:, :3].std() < 0.011


@pytest.mark.parametrize(
    "settings", [{"rotate": 0.2}, {"shear": 0.2}, {"stretch": 0.2}, {"noise": 0.01}]
)
def test_clips_are_varied_when_they_are_drawn_but_not_for_validation(manifest, settings):
    plain, _ = pairs_objective(manifest)
    varied, _ = pairs_objective(manifest, **settings)
    one, other = (part.batch(np.random.default_rng(2), 0) for part in (plain, varied))
    assert one.shown.shape == other.shown.shape
    assert not torch.equal(one.shown, other.shown)
    same = zip(plain.fixed(), varied.fixed(), strict=True)
    assert all(torch.equal(a.shown, b.shown) for a, b in same)


def test_fingerclip_has_the_published_augmentation_and_lengths():
    preset = presets.read("fingerclip")
    pairs = preset.objective
    assert (pairs.rotate, pairs.shear, pairs.stretch, pairs.noise) == (0.2, 0.2, 0.2, 0)
    assert (preset.network.pose.longest, preset.network.text.longest) == (128, 93)


def test_standardised_features_have_mean_0_and_deviation_1(manifest):
    objective, _ = pairs_objective(manifest)
    mean, sd = objective.statistics(np.random.default_rng(0))
    poses = [clip.clip().pose.usable() for clip in objective.clips]
    frames = np.concatenate([features.published(pose) for pose in poses])
    assert_allclose(mean.numpy(), frames.mean(axis=0), atol=1e-4)
    moving = frames.std(axis=0) > 1e-2
    assert_allclose(((frames - mean.numpy()) / sd.numpy()).std(axis=0)[moving], 1, atol=1e-3)


@pytest.mark.parametrize("chunk", [1, 2, 4])
@pytest.mark.parametrize("loss", ["plain", "multi-positive"])
def test_chunks_of_a_batch_give_the_gradients_of_the_whole(manifest, chunk, loss):
    settings = {"loss": loss, "learn_temperature": loss != "plain"}
    whole = pairs_run(manifest, settings=settings, precision="float64")
    chunked = pairs_run(manifest, settings=settings, precision="float64", chunk=chunk)
    assert chunked.step() == pytest.approx(whole.step(), abs=1e-9)
    for weight, other in zip(whole.net.parameters(), chunked.net.parameters(), strict=True):
        assert_allclose(weight.grad.numpy(), other.grad.numpy(), atol=1e-9)
    if loss == "multi-positive":
        assert chunked.temperature.log.grad == pytest.approx(whole.temperature.log.grad)


def test_the_second_pass_draws_the_same_random_numbers_as_the_first(manifest):
    objective, network = pairs_objective(manifest)
    network = replace(network, pose=replace(network.pose, dropout=0.5))
    both = TwoTowers(SignClip(network).train(), nullcontext())
    parts = list(chunks.split(objective.batch(np.random.default_rng(0), 0), 2))
    outputs = []

    def embed(part):
        outputs.append(both(part))
        return outputs[-1]

    chunks.backward(embed, parts, lambda v: v[0].sum() + v[1].sum(), lambda _: nullcontext())
    for first, second in zip(outputs[: len(parts)], outputs[len(parts) :], strict=True):
        assert torch.equal(first[0], second[0])


def test_chunks_with_dropout_give_the_gradients_of_a_single_pass(manifest):
    objective, network = pairs_objective(manifest, loss="multi-positive")
    towers = {
        "pose": replace(network.pose, dropout=0.5),
        "text": replace(network.text, dropout=0.5),
    }
    net = SignClip(replace(network, **towers)).double().train()
    both = TwoTowers(net, nullcontext())
    batch = objective.batch(np.random.default_rng(0), 0).to(next(net.parameters()))
    parts = list(chunks.split(batch, 2))

    def loss(vectors):
        return objective.loss(batch, vectors, 0.1)

    torch.manual_seed(5)
    outputs = zip(*map(both, parts), strict=True)
    expected = loss(tuple(map(torch.cat, outputs)))
    expected.backward()
    gradients = [weight.grad.clone() for weight in net.parameters()]
    net.zero_grad()
    torch.manual_seed(5)
    assert chunks.backward(both, parts, loss, lambda _: nullcontext()) == expected
    for weight, gradient in zip(net.parameters(), gradients, strict=True):
        assert_allclose(weight.grad.numpy(), gradient.numpy(), atol=1e-12)


@pytest.mark.parametrize("chunk", [0, 2])
def test_half_precision_gives_nearly_the_same_losses(manifest, chunk):
    exact, half = (pairs_run(manifest, precision=p, chunk=chunk) for p in ("float32", "bfloat16"))
    losses = [[run.step() for _ in range(3)] for run in (exact, half)]
    assert_allclose(*losses, rtol=0.05)
    assert losses[0] != losses[1]
    assert next(half.net.parameters()).dtype == torch.float32


@pytest.mark.parametrize("chunk", [0, 2])
def test_a_resumed_run_gives_identical_results(manifest, tmp_path, chunk):
    """Six steps, or three and three: augmented, with dropout, also in chunks."""
    settings = {"loss": "multi-positive", "tempo": 0.2, "learn_temperature": True}
    settings["tower"] = {"dropout": 0.2}
    whole = pairs_run(manifest, 6, settings=settings, chunk=chunk)
    losses = [whole.step() for _ in range(6)]
    first = pairs_run(manifest, 6, settings=settings, chunk=chunk)
    assert [first.step() for _ in range(3)] == losses[:3]
    first.save(tmp_path / "checkpoint.pt")
    second = pairs_run(manifest, 6, settings=settings, chunk=chunk)
    second.resume(tmp_path / "checkpoint.pt")
    assert [second.step() for _ in range(3)] == losses[3:]
    for weight, other in zip(whole.net.parameters(), second.net.parameters(), strict=True):
        assert torch.equal(weight, other)


@pytest.mark.parametrize(
    ("changed", "config"),
    [
        ({}, {"steps": 9}),
        ({"loss": "plain"}, {}),
        ({"tempo": 0.2}, {}),
        ({"tower": {"epsilon": 1e-5}}, {}),
    ],
)
def test_a_checkpoint_of_other_settings_raises_model_error(manifest, tmp_path, changed, config):
    path, settings = tmp_path / "checkpoint.pt", {"loss": "multi-positive"}
    pairs_run(manifest, settings=settings).save(path)
    pairs_run(manifest, settings=settings).resume(path)
    with pytest.raises(ModelError, match="another run"):
        pairs_run(manifest, settings=settings | changed, **config).resume(path)


def test_a_checkpoint_of_other_clips_raises_model_error(manifest, tmp_path):
    pairs_run(manifest).save(tmp_path / "checkpoint.pt")
    lines = manifest.read_text().splitlines()
    manifest.write_text("\n".join([lines[0], *lines[:0:-1]]))
    with pytest.raises(ModelError, match="another run"):
        pairs_run(manifest).resume(tmp_path / "checkpoint.pt")


@pytest.mark.parametrize("size", [0, 1, 500])
def test_a_damaged_checkpoint_raises_model_error(manifest, tmp_path, size):
    path = tmp_path / "checkpoint.pt"
    run = pairs_run(manifest)
    run.save(path)
    path.write_bytes(path.read_bytes()[:size])
    with pytest.raises(ModelError, match=r"checkpoint\.pt is damaged"):
        run.resume(path)


def test_a_full_disk_leaves_the_last_checkpoint(manifest, tmp_path, monkeypatch):
    path = tmp_path / "checkpoint.pt"
    run = pairs_run(manifest)
    run.save(path)
    before = path.read_bytes()

    def full(state, part):
        part.write_bytes(b"half")
        raise RuntimeError("PytorchStreamWriter failed writing file")

    monkeypatch.setattr(torch, "save", full)
    with pytest.raises(ModelError, match="cannot be written"):
        run.save(path)
    assert [file.name for file in tmp_path.glob("checkpoint*")] == ["checkpoint.pt"]
    assert path.read_bytes() == before


COMMAND = (
    "--preset", "signclip-e6.1", "--steps", "3", "--set", "batch=4", "--set", "save_every=1",
    "--set", "loss=multi-positive", "--set", "dropout=0", "--set", "precision=float64",
)  # fmt: skip


@pytest.fixture
def small_preset(tmp_path, monkeypatch):
    """The preset E6.1 with towers small enough for a test."""
    folder = tmp_path / "presets"
    folder.mkdir()
    text = (presets.FOLDER / "signclip-e6.1.toml").read_text()
    size = "width = 16\nlayers = 1\nheads = 2\ninner = 24\n"
    text = text.replace("[pose]\n", f"[pose]\n{size}").replace("[text]\n", f"[text]\n{size}")
    (folder / "signclip-e6.1.toml").write_text(text)
    monkeypatch.setattr(presets, "FOLDER", folder)
    return folder


def test_the_command_trains_a_preset_on_a_manifest(manifest, tmp_path, small_preset):
    command = [*COMMAND, "--manifest", str(manifest), "--run", str(tmp_path / "run")]
    ran = CliRunner().invoke(__main__.main, command)
    assert ran.exit_code == 0, ran.output
    assert "8 clips of 6 signs" in ran.output
    assert "step 3/3" in ran.output
    encoder = SignClipEncoder.open(tmp_path / "run" / "model")
    assert encoder.prompts.signs == ("ase", "ins")
    assert float(encoder.network.pose.stem.mean.abs().max()) > 0.1
    assert encoder.embed_poses([a_pose(1).usable()]).shape == (1, 16)
    card = tmp_path / "run" / "model" / "README.md"
    text = card.read_text()
    assert "preset `signclip-e6.1`" in text
    assert "--preset signclip-e6.1 --manifest clips.csv --set batch=4" in text
    assert "| unnamed | 8 | unknown |" in text
    assert str(tmp_path) not in text
    assert CliRunner().invoke(__main__.main, command).exit_code == 0
    assert card.read_text() == text
    card.write_text("# Mine")
    assert CliRunner().invoke(__main__.main, command).exit_code == 0
    assert card.read_text() == "# Mine"
    more = [*command, "--run", str(tmp_path / "more"), "--from", str(tmp_path / "run" / "model")]
    assert CliRunner().invoke(__main__.main, more).exit_code == 0


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--preset", "nothing"], "Unknown preset: nothing"),
        (["--preset", "signclip-e4"], "needs a manifest"),
        ([], "No training data are named"),
    ],
)
def test_the_command_reports_missing_input_in_a_sentence(options, message):
    ran = CliRunner().invoke(__main__.main, options)
    assert ran.exit_code == 2
    assert message in ran.output


def test_pairs_exclude_the_test_clips_of_a_manifest(tmp_path, small_preset):
    rows = [(f"{n}.pose", f"s{n % 2}", "ase", "", "test" if n > 3 else "train") for n in range(6)]
    manifest = write_manifest(tmp_path, rows)
    materials = runs.Materials(None, manifest, None, None, tmp_path, tmp_path, None)
    setup = runs.prepare(presets.read("signclip-e6.1"), materials)
    assert len(setup.objective.clips) == 4


def test_a_mixture_excludes_the_test_clips_of_a_manifest(tmp_path):
    rows = [(f"{n}.pose", f"s{n % 2}", "ase", "", "test" if n > 3 else "train") for n in range(6)]
    words = tmp_path / "v.txt"
    words.write_text("[PAD]\n[UNK]\nase\n")
    manifest = write_manifest(tmp_path, rows)
    materials = runs.Materials(None, manifest, words, None, tmp_path, tmp_path / "run", None)
    setup = runs.prepare(presets.read("signdict-1"), materials)
    assert len(setup.objective.clips) == 4
    assert setup.objective.words == ["[PAD]", "[UNK]", "ase"]
    assert (setup.out, setup.name) == (tmp_path / "run" / "model", "model")
    materials = replace(materials, manifest=write_manifest(tmp_path, rows[::2]))
    with pytest.raises(ManifestError, match="All clips show the same sign"):
        runs.prepare(presets.read("signdict-1"), materials)


def test_a_card_names_the_known_licences(manifest, tmp_path, small_preset):
    lines = manifest.read_text().splitlines()
    table = [f"{lines[0]},source,licence"]
    table += [f"{line},{'ab'[n % 2]},{'CC0-1.0' if n % 2 else ''}" for n, line in
              enumerate(lines[1:])]  # fmt: skip
    manifest.write_text("\n".join(table))
    command = [*COMMAND[:3], "0", *COMMAND[4:], "--set", "epochs=1"]
    command += ["--manifest", str(manifest), "--folder", str(tmp_path / "run")]
    ran = CliRunner().invoke(__main__.main, command)
    assert ran.exit_code == 0, ran.output
    text = (tmp_path / "run" / "model" / "README.md").read_text()
    assert "| a | 4 | unknown |" in text
    assert "| b | 4 | CC0-1.0 |" in text


def test_the_command_reports_a_model_that_cannot_be_written(manifest, tmp_path, small_preset):
    (tmp_path / "out").write_text("in the way")
    command = [*COMMAND, "--manifest", str(manifest), "--folder", str(tmp_path / "run")]
    ran = CliRunner().invoke(__main__.main, [*command, "--out", str(tmp_path / "out")])
    assert ran.exit_code == 2
    assert "cannot be written" in ran.output


def test_a_file_that_is_not_a_vocabulary_raises_manifest_error(manifest, tmp_path):
    (tmp_path / "v.txt").write_text("house\n")
    materials = runs.Materials(None, manifest, tmp_path / "v.txt", None, tmp_path, tmp_path, None)
    with pytest.raises(ManifestError, match=r"v\.txt is not a vocabulary"):
        runs.prepare(presets.read("signclip-e4"), materials)


@pytest.mark.slow
@pytest.mark.timeout(180)
@pytest.mark.parametrize("chunk", [0, 3])
def test_two_processes_have_the_losses_and_gradients_of_one(manifest, tmp_path, chunk):
    """Three steps, with `torchrun` and in a single process."""
    script = tmp_path / "run.py"
    script.write_text(
        "import sys, json, torch\n"
        "from pathlib import Path\n"
        "from tests.training.support import pairs_run\n"
        f"run = pairs_run(Path({str(manifest)!r}), precision='float64', chunk={chunk}, "
        "settings={'loss': 'multi-positive', 'learn_temperature': True, 'batch': 7, "
        "'tempo': 0.2, 'tower': {'standardised': True}})\n"
        "losses = [run.step() for _ in range(3)]\n"
        "grads = [p.grad for p in run.net.parameters()] + [run.temperature.log.grad]\n"
        "torch.save((losses, grads), f'{sys.argv[1]}-{run.share.rank}.pt')\n"
    )
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    env = {**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    two = [sys.executable, "-m", "torch.distributed.run", "--nproc-per-node", "2",
           "--master-port", str(port), str(script), str(tmp_path / "two")]  # fmt: skip
    for command in (two, [sys.executable, str(script), str(tmp_path / "one")]):
        subprocess.run(command, check=True, env=env, cwd=ROOT, capture_output=True)
    losses, grads = torch.load(tmp_path / "one-0.pt")
    for rank in range(2):
        other, theirs = torch.load(tmp_path / f"two-{rank}.pt")
        assert_allclose(other, losses, atol=1e-9)
        for gradient, of_two in zip(grads, theirs, strict=True):
            assert_allclose(of_two.numpy(), gradient.numpy(), atol=1e-8)


def test_shares_contain_every_nth_row_and_a_single_process_all_rows():
    assert Share.here() == Share(0, 1)
    rows = torch.arange(7)
    assert [Share(r, 3).take(rows).tolist() for r in range(3)] == [[0, 3, 6], [1, 4], [2, 5]]


def test_each_process_needs_its_own_graphics_card(monkeypatch):
    placed = []
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 2)
    monkeypatch.setattr(torch.cuda, "set_device", placed.append)
    monkeypatch.setenv("LOCAL_RANK", "1")
    monkeypatch.setenv("LOCAL_WORLD_SIZE", "2")
    assert distributed.device() == torch.device("cuda:1") == placed[0]
    monkeypatch.setenv("LOCAL_WORLD_SIZE", "3")
    with pytest.raises(SignDictError, match="3 processes would share 2 graphics cards"):
        distributed.device()
