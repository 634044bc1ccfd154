"""The clips for training, and training runs of a few steps."""

import csv

import numpy as np
import pytest
import torch
from click.testing import CliRunner
from numpy.testing import assert_array_equal

from signdict.core.errors import ManifestError, ModelError
from signdict.model.encoder import SignClipEncoder, tokenizer
from signdict.pose.posefile import write_pose
from tests.support.fakes import a_pose
from training.data import dataset
from training.data.dataset import LabelledClip, to_arrays
from training.train import __main__, presets, vocabulary
from training.train.losses import contrast
from training.train.mixture import MixtureObjective, queries_and_clips
from training.train.trainer import TrainingRun

TINY = ("synthetic=8", "recombined=2", "real=4", "warmup=2", "save_every=1")


def objective(clips, *changes):
    return MixtureObjective(clips, presets.read("signdict-1", [*TINY, *changes]).objective)


def a_run(clips, *changes, steps=2):
    """A run of the preset signdict-1 with few signs."""
    tiny = presets.read("signdict-1", [*TINY, f"steps={steps}", *changes])
    mixture = MixtureObjective(clips, tiny.objective)
    return TrainingRun(mixture, tiny.with_words(len(mixture.words)), tiny.run)


def a_run_with_tokens(clips, *changes, steps=2):
    """A run of a model with frame tokens."""
    small = ("pose.width=16", "pose.inner=16", "pose.tokens=8", "precision=float32", "coarse=false")
    tiny = presets.read("signdict-2", [*TINY, *small, f"steps={steps}", *changes])
    mixture = MixtureObjective(clips, tiny.objective, None, tiny.network.pose)
    return TrainingRun(mixture, tiny.with_words(len(mixture.words)), tiny.run)


@pytest.fixture
def clips():
    rows = [(0, "good", "people"), (1, "good", "people"), (2, "bad", "people")]
    rows += [(3, "house", "ase_studiogalt"), (4, "tree", "ase_studiogalt")]
    return to_arrays(
        [LabelledClip(a_pose(n), gloss, "ase", "en", source) for n, gloss, source in rows]
    )


@pytest.fixture
def folder(tmp_path):
    """The layout of the data: three videos and four recordings, some for measuring only."""
    for kind in ("videos", "landmarks"):
        (tmp_path / "data" / kind).mkdir(parents=True)
    videos = [
        {"file": f"videos/a/{name}.mp4", "gloss": name, "spoken_language": "en",
         "sign_language": "ase", "use": use, "source": "a"}
        for name, use in (("good", "train"), ("secret", "evaluate"), ("untracked", "train"))
    ]  # fmt: skip
    _write(tmp_path / "data" / "videos" / "index.csv", videos)
    for n, name in enumerate(("good", "secret")):
        path = tmp_path / "poses" / "videos" / "a" / f"{name}.pose"
        path.parent.mkdir(parents=True, exist_ok=True)
        write_pose(path, a_pose(n))
    poses = [a_pose(n) for n in range(4)]
    points = np.concatenate([pose.points for pose in poses]) / (640, 480, 1) * 16384
    np.savez(
        tmp_path / "data" / "landmarks" / "b.npz",
        points=points.astype(np.int16),
        seen=np.concatenate([pose.confidence for pose in poses]) > 0,
        offsets=np.cumsum([0, *(len(pose.points) for pose in poses)]),
    )
    recordings = [
        {"file": "landmarks/b.npz", "clip": n, "gloss": f" {gloss} ", "spoken_language": "",
         "sign_language": "ins", "fps": "", "use": use, "source": "b"}
        for n, (gloss, use) in enumerate(
            (("Good", "train"), ("kept", "evaluate"), ("good", "train"), ("kept", "evaluate"))
        )
    ]  # fmt: skip
    _write(tmp_path / "data" / "landmarks" / "index.csv", recordings)
    return tmp_path


def _write(path, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def test_training_clips_exclude_rows_for_measuring(folder):
    clips = dataset.training_clips(folder / "data", folder / "poses")
    assert clips.texts == ("<en> <ase> good", "<en> <ins> good")
    assert clips.counts == {"a": 1, "b": 2}
    assert len(clips) == 3


def test_recordings_have_pictures_of_640_by_480(folder):
    first, second = dataset.landmark_clips(folder / "data", "evaluate")
    assert first.gloss == second.gloss == "kept"
    assert np.abs(first.pose.points[..., :2] - a_pose(1).points[..., :2]).max() < 0.1
    assert (first.pose.fps, first.spoken_language) == (25, "en")


def test_data_without_training_clips_raise_manifest_error(folder):
    for kind in ("videos", "landmarks"):
        index = folder / "data" / kind / "index.csv"
        index.write_text(index.read_text(encoding="utf-8").replace("train", "evaluate"), "utf-8")
    with pytest.raises(ManifestError):
        dataset.training_clips(folder / "data", folder / "poses")


def test_clips_without_a_hand_are_skipped():
    empty = a_pose(1)
    empty.confidence[:] = 0
    clips = to_arrays(
        [LabelledClip(a_pose(0), "a", "ase", "en", "x"), LabelledClip(empty, "b", "ase", "en", "x")]
    )
    assert clips.texts == ("<en> <ase> a",)


def test_all_clips_of_wlasl50_are_for_measuring(shared):
    with (shared / "data" / "landmarks" / "index.csv").open(encoding="utf-8", newline="") as file:
        uses = {(row["source"], row["use"]) for row in csv.DictReader(file)}
    assert {use for source, use in uses if source == "ase_wlasl50"} == {"evaluate"}


def test_the_vocabulary_of_the_texts_has_pieces_for_any_text(clips):
    tokens = tokenizer(vocabulary.from_texts(clips.texts))
    ids = tokens.encode("<en> <ase> zebra good").ids
    assert tokens.token_to_id("[UNK]") not in ids
    assert tokens.token_to_id("good") in ids


def test_a_batch_of_real_clips_shows_each_gloss_three_times(clips):
    (hands, _, _), labels = objective(clips).real(np.random.default_rng(0))
    assert len(hands) == len(labels)
    assert set(np.unique(labels, return_counts=True)[1]) == {3}


def test_avatars_are_at_most_a_third_of_the_real_glosses(clips):
    _, labels = objective(clips, "real=3").real(np.random.default_rng(0))
    avatars = [n for n, text in enumerate(clips.texts) if text.endswith(("house", "tree"))]
    assert np.isin(labels, avatars).sum() == 3


def test_real_clips_may_show_only_people_or_only_avatars():
    for source in ("people", "ase_studiogalt"):
        clips = to_arrays([LabelledClip(a_pose(n), f"{n}", "ase", "en", source) for n in range(3)])
        _, labels = objective(clips).real(np.random.default_rng(0))
        assert len(labels) > 0


def test_the_loss_is_low_if_positives_are_nearest():
    same = torch.eye(4).repeat_interleave(2, dim=0)
    labels = torch.arange(4).repeat_interleave(2)
    positive = labels[:, None] == labels
    good = contrast(same, same, positive, 0.07)
    bad = contrast(same, same, positive.roll(1, 0).roll(1, 1), 0.07)
    assert good < 0.1 < bad


def test_a_resumed_run_has_the_weights_of_an_uninterrupted_one(clips, tmp_path):
    whole = a_run(clips)
    losses = [whole.step(), whole.step()]
    first = a_run(clips)
    assert first.step() == losses[0]
    first.save(tmp_path / "runs" / "checkpoint.pt")
    second = a_run(clips)
    second.resume(tmp_path / "runs" / "checkpoint.pt")
    assert second.step() == losses[1]
    pairs = zip(whole.mean.state_dict().values(), second.mean.state_dict().values(), strict=True)
    for a, b in pairs:
        assert_array_equal(a.numpy(), b.numpy())


def test_frame_tokens_are_learned_and_resume_with_identical_results(clips, tmp_path):
    whole = a_run_with_tokens(clips)
    losses = [whole.step(), whole.step()]
    spell = whole.net.pose.spell[1]
    assert spell.weight.grad.abs().sum() > 0
    first = a_run_with_tokens(clips)
    assert first.step() == losses[0]
    first.save(tmp_path / "checkpoint.pt")
    second = a_run_with_tokens(clips)
    second.resume(tmp_path / "checkpoint.pt")
    assert second.step() == losses[1]
    blind = a_run_with_tokens(clips, "token_weight=0.0")
    assert blind.step() < losses[0]
    assert not blind.net.pose.spell[1].weight.grad.any()


def test_the_first_clip_of_each_sign_is_in_the_dictionary_of_a_batch():
    labels = torch.tensor([2, 0, 2, 0, 1, 2])
    queries, dictionary, same = queries_and_clips(torch.arange(6.0)[:, None, None], labels)
    assert queries.flatten().tolist() == [2, 3, 5]
    assert dictionary.flatten().tolist() == [0, 1, 4]
    assert same.tolist() == [[True, False, False], [False, True, False], [True, False, False]]


def test_a_source_may_be_excluded(folder):
    with_all = dataset.training_clips(folder / "data", folder / "poses")
    without = dataset.training_clips(folder / "data", folder / "poses", ["a"])
    assert set(with_all.sources) == {*without.sources, "a"}
    assert "a" not in set(without.sources)
    with pytest.raises(ManifestError, match="Unknown source: c"):
        dataset.training_clips(folder / "data", folder / "poses", ["c"])


def test_a_checkpoint_of_another_run_raises_model_error(clips, tmp_path):
    run = a_run(clips)
    run.save(tmp_path / "checkpoint.pt")
    with pytest.raises(ModelError, match="another run"):
        a_run(clips, steps=3).resume(tmp_path / "checkpoint.pt")


def test_the_command_trains_resumes_and_writes_a_model(folder):
    command = [
        *(part for change in TINY for part in ("--set", change)),
        str(folder / "poses"),
        "--shared",
        str(folder / "data"),
        "--steps",
        "2",
    ]
    command += ["--run", str(folder / "run"), "--out", str(folder / "model")]
    ran = CliRunner().invoke(__main__.main, command)
    assert ran.exit_code == 0, ran.output
    assert "step 2/2" in ran.output
    vectors = SignClipEncoder.open(folder / "model").embed_poses([a_pose(0)])
    again = CliRunner().invoke(__main__.main, command)  # all steps are done
    assert again.exit_code == 0, again.output
    assert "step" not in again.output
    assert_array_equal(SignClipEncoder.open(folder / "model").embed_poses([a_pose(0)]), vectors)
