"""Damaged model folders, and clips that are hard to embed."""

import json
from dataclasses import replace

import numpy as np
import pytest

from signdict.core.errors import ModelError
from signdict.model.encoder import WINDOW, SignClipEncoder, tokenizer
from signdict.pose import landmarks
from tests.support.encoders import SMALL_VOCABULARY, small_encoder
from tests.support.fakes import a_pose

HAND_POINTS = np.r_[landmarks.LEFT_HAND, landmarks.RIGHT_HAND]


@pytest.fixture
def folder(tmp_path):
    """A stored model."""
    small_encoder().save(tmp_path / "small")
    return tmp_path / "small"


@pytest.mark.parametrize("name", ["config.json", "vocab.txt", "weights.safetensors"])
def test_a_missing_file_raises_model_error_with_its_name(folder, name):
    (folder / name).unlink()
    with pytest.raises(ModelError, match=name) as error:
        SignClipEncoder.open(folder)
    assert "Install signdict again" in error.value.hint


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b'"format"'])
def test_a_damaged_configuration_raises_model_error(folder, content):
    (folder / "config.json").write_bytes(content)
    with pytest.raises(ModelError, match=r"config\.json of small is damaged"):
        SignClipEncoder.open(folder)


def test_one_changed_bit_of_the_weights_raises_model_error(folder):
    weights = (folder / "weights.safetensors").read_bytes()
    (folder / "weights.safetensors").write_bytes(weights[:-1] + bytes([weights[-1] ^ 1]))
    with pytest.raises(ModelError, match=r"weights\.safetensors of small is damaged"):
        SignClipEncoder.open(folder)


def test_a_missing_word_of_the_vocabulary_raises_model_error(folder):
    words = (folder / "vocab.txt").read_text().split()
    (folder / "vocab.txt").write_text("\n".join(words[:-1]))
    with pytest.raises(ModelError, match="do not fit"):
        SignClipEncoder.open(folder)


@pytest.mark.parametrize("pose", [{"width": 8}, {"width": 32}, {"depth": 8}, {"stem": "hands"}])
def test_sizes_that_do_not_match_the_weights_raise_model_error(folder, pose):
    config = json.loads((folder / "config.json").read_text())
    config["network"]["pose"] |= pose | {"heads": 5} if "stem" in pose else pose
    (folder / "config.json").write_text(json.dumps(config))
    with pytest.raises(ModelError, match="do not fit"):
        SignClipEncoder.open(folder)


def test_saving_again_leaves_no_other_files(folder):
    SignClipEncoder.open(folder).save(folder)
    names = sorted(path.name for path in folder.iterdir())
    assert names == ["config.json", "vocab.txt", "weights.safetensors"]


@pytest.mark.parametrize("length", [1, WINDOW, WINDOW + 1, 384, 385, 1000])
def test_windows_reach_the_end_and_are_not_empty(length):
    windows = list(small_encoder("signclip")._windows(a_pose(1, frames=length)))
    assert all(0 < len(window) <= WINDOW for window in windows)
    assert (windows[-1][-1] == a_pose(1, frames=length).features()[-1]).all()
    assert len(windows) == 1 + max(0, -(-(length - WINDOW) // 128))


def test_shoulders_seen_only_at_rest_are_enough():
    pose = a_pose(1)
    shoulders = [landmarks.LEFT_SHOULDER, landmarks.RIGHT_SHOULDER]
    pose.points[3:, shoulders], pose.confidence[3:, shoulders] = 0, 0
    pose.points[:3, HAND_POINTS, 1] = 470
    assert np.linalg.norm(small_encoder().embed_poses([pose])) == pytest.approx(1, abs=1e-5)


def test_a_long_clip_without_shoulders_and_hands_in_one_window_is_embedded():
    pose = a_pose(1, frames=600)
    shoulders = [landmarks.LEFT_SHOULDER, landmarks.RIGHT_SHOULDER]
    pose.points[10:, shoulders], pose.confidence[10:, shoulders] = 0, 0
    pose.points[:300, HAND_POINTS], pose.confidence[:300, HAND_POINTS] = 0, 0
    assert np.linalg.norm(small_encoder().embed_poses([pose])) == pytest.approx(1, abs=1e-5)


def test_rest_at_both_ends_does_not_change_the_vector():
    rest = a_pose(1, frames=30)
    rest.points[:, HAND_POINTS, 1] = 470
    parts = (rest, a_pose(1), rest)
    rested = replace(
        rest,
        points=np.concatenate([part.points for part in parts]),
        confidence=np.concatenate([part.confidence for part in parts]),
    )
    plain, same = small_encoder().embed_poses([a_pose(1), rested])
    np.testing.assert_allclose(same, plain, atol=1e-5)


@pytest.mark.parametrize("capitals", [False, True])
def test_case_and_accents_are_kept_if_the_vocabulary_has_capitals(capitals):
    words = tokenizer([*SMALL_VOCABULARY, "House", "É"] if capitals else SMALL_VOCABULARY)
    house = "House" if capitals else "house"
    assert words.encode("<en> <ase> House").tokens == ["<", "en", ">", "<", "ase", ">", house]
    assert words.encode("É").tokens == (["É"] if capitals else ["e"])
