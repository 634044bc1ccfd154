import json
from dataclasses import replace

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose

from signdict.core.errors import ModelError, PoseError
from signdict.core.paths import Paths
from signdict.model.calibration import Calibration, Odds
from signdict.model.encoder import WINDOW, SignClipEncoder
from signdict.model.network import NetworkConfig, SignClip, TowerConfig
from signdict.pose import features, landmarks
from tests.support.fakes import a_pose

STRIDE = WINDOW // 2
WORDS = ["[PAD]", "[UNK]", "<", ">", "e", "n", "##n", "a", "##s", "##e", "hello"]


def encoder(kind="signing"):
    torch.manual_seed(3)
    small = {"width": 16, "layers": 1, "heads": 2, "inner": 32, "outputs": 12}
    stem, numbers, longest = (
        ("hands", features.WIDTH, 16) if kind == "signing" else ("frames", 609, 256)
    )
    pose = TowerConfig(stem=stem, inputs=numbers, longest=longest, pools=2, **small)
    text = TowerConfig(stem="words", inputs=len(WORDS), longest=61, end_is_fixed=False, **small)
    return SignClipEncoder("small", SignClip(NetworkConfig(pose, text, kind)), WORDS, Calibration())


@pytest.mark.parametrize("kind", ["signing", "signclip"])
def test_a_clip_has_one_vector_alone_and_in_any_batch(kind):
    poses = [a_pose(seed, frames) for seed, frames in ((1, 12), (2, 40), (3, 300), (4, 1))]
    small = encoder(kind)
    together = small.embed_poses(poses)
    alone = np.concatenate([small.embed_poses([pose]) for pose in poses])
    assert_allclose(together, alone, atol=1e-5)
    assert_allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    assert together.dtype == np.float32


def test_more_clips_than_a_batch_holds():
    poses = [a_pose(seed, 6) for seed in range(70)]
    small = encoder()
    assert_allclose(small.embed_poses(poses)[66:67], small.embed_poses(poses[66:67]), atol=1e-5)


@pytest.mark.parametrize("kind", ["signing", "signclip"])
def test_a_long_clip_is_the_mean_of_its_windows(kind):
    small, pose = encoder(kind), a_pose(frames=WINDOW + STRIDE)
    if kind == "signclip":  # normalised over the whole clip, so windows alone differ a little
        shown = torch.from_numpy(pose.features())
        windows = torch.stack([shown[:WINDOW], shown[STRIDE:]])
        with torch.inference_mode():
            each = small.network.pose(windows, torch.ones(windows.shape[:2], dtype=torch.bool))
    else:
        each = small.raw_poses([pose.cut(0, WINDOW), pose.cut(STRIDE, WINDOW + STRIDE)])
    assert_allclose(small.raw_poses([pose])[0], each.mean(0), atol=1e-5)


def test_own_vectors_are_not_of_unit_length_and_embedding_scales_them():
    small, poses = encoder(), [a_pose(1), a_pose(2)]
    raw = small.raw_poses(poses)
    length = np.linalg.norm(raw, axis=1, keepdims=True)
    assert (abs(length - 1) > 0.01).all()
    assert_allclose(small.embed_poses(poses), raw / length, atol=1e-6)


@pytest.mark.parametrize("kind", ["reduced", "right hand"])
def test_published_variants_are_shown_a_part_of_the_numbers(kind):
    small = {"width": 16, "layers": 1, "heads": 2, "inner": 32}
    shown = TowerConfig(inputs=len(features.columns(kind)), standardised=True, **small)
    words = TowerConfig(stem="words", inputs=len(WORDS), longest=9, end_is_fixed=False, **small)
    variant = SignClipEncoder(
        "part", SignClip(NetworkConfig(shown, words, kind)), WORDS, Calibration()
    )
    plain = variant.raw_poses([a_pose(1)])
    variant.network.pose.stem.mean += 1
    assert abs(variant.raw_poses([a_pose(1)]) - plain).max() > 1e-3


def test_a_reduced_frame_is_trunk_face_and_hands():
    points = features.columns("reduced")[::3] // 3
    names = [landmarks.BODY_NAMES[point] for point in points[:8]]
    parts = ("SHOULDER", "ELBOW", "WRIST", "HIP")
    assert names == [f"{side}_{part}" for part in parts for side in ("LEFT", "RIGHT")]
    assert points[8:].tolist() == list(range(33, 203))


def test_ten_thousand_frames_are_read():
    assert np.isfinite(encoder().embed_poses([a_pose(frames=10_000)])).all()


def test_a_stretch_without_hands_is_passed_over():
    pose = a_pose(frames=WINDOW + 10 * STRIDE)
    confidence = pose.confidence.copy()
    confidence[WINDOW : WINDOW + 8 * STRIDE, landmarks.LEFT_HAND.start :] = 0
    assert np.isfinite(
        encoder().embed_poses([replace(pose, confidence=confidence).checked()])
    ).all()


def test_a_pose_without_a_person_is_told():
    pose = a_pose()
    with pytest.raises(PoseError, match="Nobody"):
        encoder().embed_poses([replace(pose, confidence=np.zeros_like(pose.confidence)).usable()])


def test_nothing_has_no_vectors():
    assert encoder().embed_poses([]).shape == (0, 12)
    assert encoder().raw_texts([]).shape == (0, 12)


@pytest.mark.parametrize("text", ["hello", "", "Ωμέγα", "🙂", "a" * 10_000])
def test_any_text_has_a_vector(text):
    opened = encoder()
    vectors = opened.raw_texts(opened.prompts.of([text], "ase"))
    assert np.isfinite(vectors).all()
    assert np.linalg.norm(vectors) > 0


def test_texts_have_one_vector_alone_and_together():
    small = encoder()
    prompts = small.prompts.of(["hello", "a n e"], "ase")
    assert_allclose(small.raw_texts(prompts)[1:], small.raw_texts(prompts[1:]), atol=1e-5)


TAGGED = ["[PAD]", "[UNK]", "<en>", "<ase>", "<", ">", "e", "n", "##n", "##s", "bee", "hon", "##ey"]


def tagged():
    text = TowerConfig(stem="words", inputs=len(TAGGED), width=16, heads=2, layers=1, inner=16,
                       longest=61, end_is_fixed=False, outputs=12)  # fmt: skip
    pose = replace(encoder().network.config.pose)
    return SignClipEncoder("tagged", SignClip(NetworkConfig(pose, text)), TAGGED, Calibration())


@pytest.mark.parametrize(
    ("text", "known", "spelled"),
    [
        ("bee", True, True),
        ("bees", True, False),
        ("Honey, bee!", True, False),
        ("bee n", True, True),
        ("nnn", False, False),
        ("bee nnn", False, False),
        ("bee 🦄", True, True),
        ("bee 谢谢", False, False),
        ("🦄", False, False),
        ("!?", False, False),
        ("  ", False, False),
        ("", False, False),
        ("bee " * 2500, True, True),
        ("b" * 10_000, False, False),
    ],
)
def test_a_model_of_word_pieces_knows_words_and_no_rows_of_letters(text, known, spelled):
    assert (tagged().knows(text), tagged().spells(text)) == (known, spelled)
    assert np.isfinite(tagged().raw_texts([text])).all()


def test_a_tag_of_the_vocabulary_is_one_piece():
    opened = tagged()
    assert opened._words.encode("<en> <ase> bee").tokens == ["<en>", "<ase>", "bee"]
    assert encoder()._words.encode("<en> hello").tokens[:2] == ["<", "e"]


def test_whether_texts_are_compared_is_kept_with_the_model(tmp_path):
    saved = encoder()
    assert not saved.prompts.meaning
    saved.prompts = replace(saved.prompts, meaning=True)
    saved.save(tmp_path)
    assert SignClipEncoder.open(tmp_path).prompts.meaning


@pytest.mark.parametrize("sure", [Calibration(3, 0.2), Odds(20, 0.7, 0.4, 0.3, 0.1)])
def test_how_sure_it_is_is_kept_with_the_model(tmp_path, sure):
    saved = encoder()
    saved.calibration = sure
    saved.save(tmp_path)
    opened = SignClipEncoder.open(tmp_path)
    assert opened.calibration == sure
    assert opened.least(50) == sure.least(50)
    scores = np.array([0.8, 0.5], np.float32)
    assert_allclose(opened.confidences(scores, 50), sure.of(scores, 50))


def test_what_was_saved_opens_again(tmp_path):
    saved = encoder()
    saved.save(tmp_path / "model")
    opened = SignClipEncoder.open(tmp_path / "model")
    assert (opened.name, opened.vocabulary) == (saved.name, saved.vocabulary)
    assert opened.calibration == saved.calibration
    # weights are stored in half precision
    assert_allclose(
        opened.embed_poses([a_pose()]), saved.embed_poses([a_pose()]), atol=5e-3
    )  # fmt: skip


@pytest.mark.parametrize("name", ["config.json", "vocab.txt", "weights.safetensors"])
def test_a_missing_part_is_told(tmp_path, name):
    encoder().save(tmp_path)
    (tmp_path / name).unlink()
    with pytest.raises(ModelError, match="cannot be read"):
        SignClipEncoder.open(tmp_path)


def test_damaged_weights_are_told(tmp_path):
    encoder().save(tmp_path)
    weights = tmp_path / "weights.safetensors"
    weights.write_bytes(weights.read_bytes()[:-1])
    with pytest.raises(ModelError, match="damaged"):
        SignClipEncoder.open(tmp_path)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"format": 99}, "format"),
        ({"name": None, "network": {}}, "do not fit"),
        ({"network": {"pose": 1, "text": 2, "features": "signing"}}, "do not fit"),
        ({"confidence": {"colour": 1}}, "do not fit"),
    ],
)
def test_a_configuration_that_does_not_fit_is_told(tmp_path, change, told):
    encoder().save(tmp_path)
    path = tmp_path / "config.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | change))
    with pytest.raises(ModelError, match=told):
        SignClipEncoder.open(tmp_path)


def test_the_bundled_model_opens_and_tells_signs_apart():
    bundled = SignClipEncoder.open(Paths.standard().model)
    one, other = bundled.embed_poses([a_pose(1), a_pose(2)])
    assert bundled.dimensions == 192
    assert one @ one > one @ other
