"""Training as SignCLIP was trained: presets, pairs, pieces of a batch, several processes."""

import csv
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

from signdict.core.errors import ManifestError, ModelError, SignDictError
from signdict.model.encoder import SignClipEncoder
from signdict.model.network import NetworkConfig, SignClip, TowerConfig
from signdict.model.prompts import Prompts
from signdict.pose import features, landmarks
from signdict.pose.posefile import write_pose
from tests.support.fakes import a_pose
from tests.support.paths import ROOT
from training.augment import augment
from training.data.manifest import Stored, readable
from training.train import __main__, distributed, presets, runs, vocabulary
from training.train import __main__ as train_command
from training.train.distributed import Share
from training.train.pairs import Pairs, PairsObjective

SMALL = {"width": 16, "layers": 1, "heads": 2, "inner": 24, "dropout": 0.0}
COLUMNS = ("path", "gloss", "sign_language", "concept", "split")


def a_table(folder, rows):
    for number, row in enumerate(rows):
        write_pose(folder / row[0], a_pose(number, frames=6 + number))
    with (folder / "clips.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([COLUMNS, *rows])
    return folder / "clips.csv"


@pytest.fixture
def manifest(tmp_path):
    rows = [(f"{n}.pose", f"sign {n % 3}", "ase" if n < 5 else "ins", "", "") for n in range(8)]
    return a_table(tmp_path, rows)


def a_lesson(manifest, tower=None, **how):
    clips = readable(manifest, [])
    prompts = Prompts(signs=("ase", "ins"))
    words = vocabulary.own(["en ase ins sign 0 1 2"])
    network = NetworkConfig(
        TowerConfig(**SMALL | (tower or {})),
        TowerConfig(stem="words", inputs=len(words), longest=61, end_is_fixed=False, **SMALL),
    )
    return PairsObjective(clips, Pairs(**{"batch": 6, **how}), network, words, prompts), network


def a_run(manifest, steps=4, how=None, **config):
    lesson, network = a_lesson(manifest, **(how or {"loss": "multi-positive"}))
    made = presets.Config(steps=steps, warmup=2, average=0.0, **config)
    return __main__.TrainingRun(lesson, network, made)


def test_every_preset_is_sound_and_has_the_published_sizes():
    sizes = {}
    widths = {"signing": features.WIDTH, "signs": features.SIGNS}
    for name in presets.names():
        made = presets.read(name)
        with torch.device("meta"):
            network = SignClip(made.with_words(28996))
        sizes[name] = sum(weight.numel() for weight in network.parameters())
        shown = made.network.features
        assert made.network.pose.inputs == (
            widths[shown] if shown in widths else len(features.columns(shown))
        )
    tables = 28996 * 768 - 2 * 768  # the pose tower's words but [CLS] and [SEP]
    places = (512 - 258 + 512 - 63) * 768  # where nobody stands
    pooler, kinds, marks = 2 * (768 * 768 + 768), 2 * 768, -2 * 768  # ours has marks for texts too
    assert 217_681_152 - tables - places - pooler - kinds - marks == sizes["signclip-e7.2"]
    assert sizes["signclip-e7.2"] - sizes["signclip-e4"] == 6 * 7_087_872


def test_clips_for_measuring_are_refused_by_name(tmp_path):
    table = a_table(tmp_path, [(f"{n}.pose", f"sign {n}", "ase", "", "train") for n in range(4)])
    marked = [f"{line},{'evaluate' if n in (1, 3) else 'train'}" for n, line in
              enumerate(table.read_text("utf-8").splitlines()[1:])]  # fmt: skip
    table.write_text("\n".join([",".join((*COLUMNS, "use")), *marked]), "utf-8")
    with pytest.raises(ManifestError, match=r"1\.pose, 3\.pose in clips\.csv are marked evaluate"):
        runs.prepared(presets.read("signclip-e4"), runs.Materials(
            None, table, None, None, tmp_path, tmp_path, None))  # fmt: skip


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("colour=1", "no setting colour"),
        ("batch=many", "no value of batch"),
        ("batch", "changes nothing"),
        ("rate=fast", "no value of rate"),
        ("rate=-1", "no value of rate"),
        ("rate=true", "no value of rate"),
        ("loss=other", "no value of loss"),
        ("precision=float16", "no value of precision"),
        ("betas=3", "no value of betas"),
        ("betas=[0.9]", "no value of betas"),
        ("pose.colour=1", "no setting colour"),
        ("pose.stem=ears", "no value of stem"),
    ],
)
def test_a_change_that_is_none_is_told(change, told):
    with pytest.raises(ManifestError, match=told):
        presets.read("signclip-e4", [change])


def test_an_unknown_preset_is_told_with_those_there_are():
    with pytest.raises(ManifestError, match="no preset e9") as problem:
        presets.read("e9")
    assert "signclip-e7.2" in problem.value.hint


def test_changes_replace_numbers_of_the_run_and_of_the_lesson():
    made = presets.read("signclip-e7.2", ["batch=8", "rate=1", "loss=multi-positive", "dropout=0"])
    assert (made.lesson.batch, made.lesson.loss, made.run.rate) == (8, "multi-positive", 1)
    assert made.with_words(9).pose.dropout == made.with_words(9).text.dropout == 0
    assert made.with_words(9).text.inputs == 9
    made = presets.read("signclip-e7.2", ["pose.layers=2", "text.width=96"])
    assert (made.network.pose.layers, made.network.text.width) == (2, 96)


def test_the_plain_loss_has_no_temperature_to_learn(manifest):
    with pytest.raises(ManifestError, match="no temperature"):
        a_lesson(manifest, learn_temperature=True)


@pytest.mark.parametrize("of", [2, 3, 9])
def test_each_process_reads_its_own_clips_of_one_batch(manifest, monkeypatch, of):
    lesson, _ = a_lesson(manifest, tempo=0.2, mirror=0.5)
    whole = lesson.batch(np.random.default_rng(3), 1)
    read = []
    monkeypatch.setattr(Stored, "clip", lambda self, real=Stored.clip: read.append(1) or real(self))
    for rank in range(of):
        share = Share(rank, of)
        read.clear()
        part = lesson.batch(np.random.default_rng(3), 1, share)
        expected = whole.share(share)
        assert len(read) == len(part.shown) == len(expected.shown)
        assert part.whole == whole.whole == (6, len(whole.words))
        for mine, all_ in zip(part.labels, whole.labels, strict=True):
            assert torch.equal(mine, all_)
        frames = part.shown.shape[1]  # a process fills up to the longest of its own
        assert torch.equal(part.shown, expected.shown[:, :frames])
        assert not expected.real[:, frames:].any()
        assert torch.equal(part.words, expected.words[:, : part.words.shape[1]])


def test_every_clip_is_shown_once_before_any_is_shown_again(manifest):
    lesson, _ = a_lesson(manifest, batch=4)
    rows = [lesson._rows(np.random.default_rng(0), step) for step in range(4)]
    assert sorted(np.concatenate(rows[:2]).tolist()) == list(range(8))
    assert sorted(np.concatenate(rows[2:]).tolist()) == list(range(8))
    assert rows[0].tolist() != rows[2].tolist()


def test_distinct_batches_hold_each_sign_once(manifest):
    lesson, _ = a_lesson(manifest, distinct=True)
    rows = lesson._rows(np.random.default_rng(0), 0)
    assert len(rows) == len(set(lesson._signs[rows].tolist())) == 6


def test_clips_of_one_concept_are_negatives_unless_told(tmp_path):
    signs = (("dog", "d"), ("hound", "d"), ("cat", ""))
    rows = [(f"{n}.pose", gloss, "ase", concept, "") for n, (gloss, concept) in enumerate(signs)]
    manifest = a_table(tmp_path, rows)
    costs = []
    for same_concept in (False, True):
        lesson, _ = a_lesson(manifest, loss="multi-positive", same_concept=same_concept, batch=3)
        batch = lesson.batch(np.random.default_rng(0), 0)
        which = batch.labels[0]
        poses = torch.eye(3)[which]
        costs.append(float(lesson.loss(batch, (poses, torch.eye(3)), 0.1)))
    assert costs[0] < 0.01 < costs[1]  # with concepts, dog is asked to be near hound as well


def test_the_same_step_draws_the_same_batch(manifest):
    lesson, _ = a_lesson(manifest, tempo=0.2, mirror=0.5)
    one, same, other = (lesson.batch(np.random.default_rng(n), 0) for n in (1, 1, 2))
    assert torch.equal(one.shown, same.shown)
    assert one.shown.shape != other.shown.shape or not torch.equal(one.shown, other.shown)


def test_a_manifest_of_one_sign_is_told(tmp_path):
    manifest = a_table(tmp_path, [(f"{n}.pose", "house", "ase", "", "") for n in range(3)])
    with pytest.raises(ManifestError, match="All clips show one sign"):
        a_lesson(manifest)


def test_a_batch_of_one_sign_is_told(manifest):
    lesson, _ = a_lesson(manifest, batch=1)
    with pytest.raises(ManifestError, match="a single sign"):
        lesson.batch(np.random.default_rng(0), 0)


def test_a_clip_is_slowed_down_or_hurried_and_gaps_are_filled():
    pose = a_pose(1, frames=20)
    pose.points[5:8, landmarks.LEFT_HAND], pose.confidence[5:8, landmarks.LEFT_HAND] = 0, 0
    pose.points[:2, landmarks.RIGHT_HAND], pose.confidence[:2, landmarks.RIGHT_HAND] = 0, 0
    lengths = set()
    for seed in range(20):
        made = augment.tempo(np.random.default_rng(seed), pose, 0.2, 256)
        lengths.add(len(made))
        assert len(made) == round(20 * made.fps / 25)
        assert made.seen[:, landmarks.LEFT_HAND.start].all()  # a gap between two sights is filled
        assert not made.seen[0, landmarks.RIGHT_HAND.start]
        first, last = made.points[[0, -1], landmarks.LEFT_HAND.start, 0]
        assert_allclose([first, last], pose.points[[0, -1], landmarks.LEFT_HAND.start, 0], atol=0.1)
    assert min(lengths) < 18 < 22 < max(lengths)


def test_a_clip_that_would_become_too_long_stays():
    pose = a_pose(1, frames=200)
    same = [augment.tempo(np.random.default_rng(n), pose, 0.4, 210) for n in range(12)]
    assert any(one is pose for one in same)
    assert all(len(one) < 210 for one in same)


def test_standardised_numbers_have_mean_0_and_deviation_1(manifest):
    lesson, _ = a_lesson(manifest)
    mean, sd = lesson.statistics(np.random.default_rng(0))
    frames = np.concatenate([features.published(c.clip().pose) for c in lesson.clips])
    assert_allclose(mean.numpy(), frames.mean(axis=0), atol=1e-4)
    moving = frames.std(axis=0) > 1e-2
    assert_allclose(((frames - mean.numpy()) / sd.numpy()).std(axis=0)[moving], 1, atol=1e-3)


@pytest.mark.parametrize("chunk", [1, 2, 4])
@pytest.mark.parametrize("loss", ["plain", "multi-positive"])
def test_pieces_of_a_batch_give_the_gradients_of_the_whole(manifest, chunk, loss):
    how = {"loss": loss, "learn_temperature": loss != "plain"}
    whole = a_run(manifest, how=how, precision="float64")
    pieces = a_run(manifest, how=how, precision="float64", chunk=chunk)
    assert pieces.step() == pytest.approx(whole.step(), abs=1e-9)
    for one, other in zip(whole.net.parameters(), pieces.net.parameters(), strict=True):
        assert_allclose(one.grad.numpy(), other.grad.numpy(), atol=1e-9)
    if loss == "multi-positive":
        assert pieces.temperature.log.grad == pytest.approx(whole.temperature.log.grad)


def test_the_second_pass_draws_the_random_numbers_of_the_first(manifest):
    lesson, network = a_lesson(manifest)
    network = replace(network, pose=replace(network.pose, dropout=0.5))
    both = __main__.TwoTowers(SignClip(network).train(), nullcontext())
    parts = list(train_command.pieces(lesson.batch(np.random.default_rng(0), 0), 2))
    seen = []

    def embed(part):
        seen.append(both(part))
        return seen[-1]

    train_command.backward(embed, parts, lambda v: v[0].sum() + v[1].sum(), lambda _: nullcontext())
    for first, second in zip(seen[: len(parts)], seen[len(parts) :], strict=True):
        assert torch.equal(first[0], second[0])


def test_pieces_with_dropout_give_the_gradients_of_keeping_everything(manifest):
    lesson, network = a_lesson(manifest, loss="multi-positive")
    towers = {
        "pose": replace(network.pose, dropout=0.5),
        "text": replace(network.text, dropout=0.5),
    }
    net = SignClip(replace(network, **towers)).double().train()
    both = __main__.TwoTowers(net, nullcontext())
    batch = lesson.batch(np.random.default_rng(0), 0).to(next(net.parameters()))
    parts = list(train_command.pieces(batch, 2))

    def loss(vectors):
        return lesson.loss(batch, vectors, 0.1)

    torch.manual_seed(5)
    kept = zip(*map(both, parts), strict=True)
    expected = loss(tuple(map(torch.cat, kept)))
    expected.backward()
    gradients = [weight.grad.clone() for weight in net.parameters()]
    net.zero_grad()
    torch.manual_seed(5)
    assert train_command.backward(both, parts, loss, lambda _: nullcontext()) == expected
    for weight, gradient in zip(net.parameters(), gradients, strict=True):
        assert_allclose(weight.grad.numpy(), gradient.numpy(), atol=1e-12)


@pytest.mark.parametrize("chunk", [0, 2])
def test_half_precision_is_about_the_same(manifest, chunk):
    exact, half = (a_run(manifest, precision=p, chunk=chunk) for p in ("float32", "bfloat16"))
    losses = [[run.step() for _ in range(3)] for run in (exact, half)]
    assert_allclose(*losses, rtol=0.05)
    assert losses[0] != losses[1]
    assert next(half.net.parameters()).dtype == torch.float32


@pytest.mark.parametrize("chunk", [0, 2])
def test_a_run_that_was_interrupted_goes_on_to_the_bit(manifest, tmp_path, chunk):
    """Six steps, or three and three: augmented, with dropout, also in pieces."""
    how = {"loss": "multi-positive", "tempo": 0.2, "learn_temperature": True}
    how["tower"] = {"dropout": 0.2}
    whole = a_run(manifest, 6, how=how, chunk=chunk)
    losses = [whole.step() for _ in range(6)]
    first = a_run(manifest, 6, how=how, chunk=chunk)
    assert [first.step() for _ in range(3)] == losses[:3]
    first.save(tmp_path / "checkpoint.pt")
    second = a_run(manifest, 6, how=how, chunk=chunk)
    second.resume(tmp_path / "checkpoint.pt")
    assert [second.step() for _ in range(3)] == losses[3:]
    for one, other in zip(whole.net.parameters(), second.net.parameters(), strict=True):
        assert torch.equal(one, other)


@pytest.mark.parametrize(
    ("how", "config"),
    [
        ({}, {"steps": 9}),
        ({"loss": "plain"}, {}),
        ({"tempo": 0.2}, {}),
        ({"tower": {"epsilon": 1e-5}}, {}),
    ],
)
def test_a_checkpoint_of_another_run_is_refused(manifest, tmp_path, how, config):
    usual = {"loss": "multi-positive"}
    a_run(manifest, how=usual).save(tmp_path / "checkpoint.pt")
    a_run(manifest, how=usual).resume(tmp_path / "checkpoint.pt")
    with pytest.raises(ModelError, match="another run"):
        a_run(manifest, how=usual | how, **config).resume(tmp_path / "checkpoint.pt")


def test_a_checkpoint_of_other_clips_is_refused(manifest, tmp_path):
    a_run(manifest).save(tmp_path / "checkpoint.pt")
    lines = manifest.read_text().splitlines()
    manifest.write_text("\n".join([lines[0], *lines[:0:-1]]))
    with pytest.raises(ModelError, match="another run"):
        a_run(manifest).resume(tmp_path / "checkpoint.pt")


@pytest.mark.parametrize("left", [0, 1, 500])
def test_a_damaged_checkpoint_is_told(manifest, tmp_path, left):
    path = tmp_path / "checkpoint.pt"
    run = a_run(manifest)
    run.save(path)
    path.write_bytes(path.read_bytes()[:left])
    with pytest.raises(ModelError, match=r"checkpoint\.pt is damaged"):
        run.resume(path)


def test_a_full_disk_leaves_the_last_checkpoint(manifest, tmp_path, monkeypatch):
    path = tmp_path / "checkpoint.pt"
    run = a_run(manifest)
    run.save(path)
    before = path.read_bytes()

    def full(state, beside):
        beside.write_bytes(b"half")
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
    made = SignClipEncoder.open(tmp_path / "run" / "model")
    assert made.prompts.signs == ("ase", "ins")
    assert float(made.network.pose.stem.mean.abs().max()) > 0.1
    assert made.embed_poses([a_pose(1)]).shape == (1, 16)
    card = tmp_path / "run" / "model" / "README.md"
    told = card.read_text()
    assert "preset `signclip-e6.1`" in told
    assert "--preset signclip-e6.1 --manifest clips.csv --set batch=4" in told
    assert "| not named | 8 | not known |" in told
    assert str(tmp_path) not in told
    card.write_text("# Mine")
    assert CliRunner().invoke(__main__.main, command).exit_code == 0
    assert card.read_text() == "# Mine"
    more = [*command, "--run", str(tmp_path / "more"), "--from", str(tmp_path / "run" / "model")]
    assert CliRunner().invoke(__main__.main, more).exit_code == 0


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (["--preset", "nothing"], "There is no preset nothing"),
        (["--preset", "signclip-e4"], "learns from a manifest"),
        ([], "Nothing to learn from is named"),
    ],
)
def test_what_is_missing_is_told_in_a_sentence(more, told):
    ran = CliRunner().invoke(__main__.main, more)
    assert ran.exit_code == 2
    assert told in ran.output


def test_clips_kept_for_measuring_are_not_learned(tmp_path, small_preset):
    rows = [(f"{n}.pose", f"s{n % 2}", "ase", "", "test" if n > 3 else "train") for n in range(6)]
    materials = runs.Materials(None, a_table(tmp_path, rows), None, None, tmp_path, tmp_path, None)
    course = runs.prepared(presets.read("signclip-e6.1"), materials)
    assert len(course.lesson.clips) == 4


def test_the_bundled_models_way_learns_a_manifest_but_what_is_kept_for_measuring(tmp_path):
    rows = [(f"{n}.pose", f"s{n % 2}", "ase", "", "test" if n > 3 else "train") for n in range(6)]
    words = tmp_path / "v.txt"
    words.write_text("[PAD]\n[UNK]\nase\n")
    manifest = a_table(tmp_path, rows)
    materials = runs.Materials(None, manifest, words, None, tmp_path, tmp_path / "run", None)
    course = runs.prepared(presets.read("signdict-1"), materials)
    assert len(course.lesson.clips) == 4
    assert course.lesson.words == ["[PAD]", "[UNK]", "ase"]
    assert (course.out, course.name) == (tmp_path / "run" / "model", "model")
    materials = replace(materials, manifest=a_table(tmp_path, rows[::2]))
    with pytest.raises(ManifestError, match="All clips show one sign"):
        runs.prepared(presets.read("signdict-1"), materials)


def test_a_card_names_the_licences_that_are_known(manifest, tmp_path, small_preset):
    lines = manifest.read_text().splitlines()
    table = [f"{lines[0]},source,licence"]
    table += [f"{line},{'ab'[n % 2]},{'CC0-1.0' if n % 2 else ''}" for n, line in
              enumerate(lines[1:])]  # fmt: skip
    manifest.write_text("\n".join(table))
    command = [*COMMAND[:3], "0", *COMMAND[4:], "--set", "epochs=1"]
    command += ["--manifest", str(manifest), "--folder", str(tmp_path / "run")]
    ran = CliRunner().invoke(__main__.main, command)
    assert ran.exit_code == 0, ran.output
    told = (tmp_path / "run" / "model" / "README.md").read_text()
    assert "| a | 4 | not known |" in told
    assert "| b | 4 | CC0-1.0 |" in told


def test_a_model_that_cannot_be_written_is_told(manifest, tmp_path, small_preset):
    (tmp_path / "out").write_text("in the way")
    command = [*COMMAND, "--manifest", str(manifest), "--folder", str(tmp_path / "run")]
    ran = CliRunner().invoke(__main__.main, [*command, "--out", str(tmp_path / "out")])
    assert ran.exit_code == 2
    assert "cannot be written" in ran.output


def test_a_vocabulary_that_is_none_is_told(manifest, tmp_path):
    (tmp_path / "v.txt").write_text("house\n")
    materials = runs.Materials(None, manifest, tmp_path / "v.txt", None, tmp_path, tmp_path, None)
    with pytest.raises(ManifestError, match=r"v\.txt is no vocabulary"):
        runs.prepared(presets.read("signclip-e4"), materials)


@pytest.mark.slow
@pytest.mark.timeout(180)
@pytest.mark.parametrize("chunk", [0, 3])
def test_two_processes_learn_what_one_learns(manifest, tmp_path, chunk):
    """Losses and gradients of three steps, by `torchrun` and by a single process."""
    script = tmp_path / "run.py"
    script.write_text(
        "import sys, json, torch\n"
        "from pathlib import Path\n"
        "from tests.training.test_signclip_training import a_run\n"
        f"run = a_run(Path({str(manifest)!r}), precision='float64', chunk={chunk}, "
        "how={'loss': 'multi-positive', 'learn_temperature': True, 'batch': 7, "
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
        for one, two_ in zip(grads, theirs, strict=True):
            assert_allclose(two_.numpy(), one.numpy(), atol=1e-8)


def test_a_single_process_has_the_whole_batch():
    assert Share.here() == Share(0, 1)
    rows = torch.arange(7)
    assert [Share(r, 3).take(rows).tolist() for r in range(3)] == [[0, 3, 6], [1, 4], [2, 5]]


def test_processes_have_a_graphics_card_each(monkeypatch):
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
