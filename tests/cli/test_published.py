"""A checkpoint of the published size, from `models add` to matches, with the authors' numbers."""

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose

from signdict.core import paths
from signdict.dictionary.dictionary import open_dictionary
from signdict.model.checkpoint.mapping import Sizes
from signdict.model.registry import Models
from signdict.pose.posefile import read_pose, write_pose
from tests.support.checkpoints import weights, write
from tests.support.cli import printed, run
from tests.support.fakes import a_pose
from tests.support.libraries import with_starter
from tests.support.paths import SHARED
from tests.support.poses import golden_pose

ORACLE = "oracle"


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A small dictionary that uses the oracle's checkpoint."""
    shared = SHARED / ORACLE
    if not shared.is_dir():
        pytest.skip("there is no folder shared/ with the published vocabulary next to the checkout")
    folder = tmp_path_factory.mktemp("published")
    home_paths = with_starter(folder)
    bundled = paths.resources() / "models"
    (home_paths.resources / "models").symlink_to(bundled)
    checkpoint = write(folder / "baseline_temporal_checkpoint_best.pt", weights(Sizes()))
    vocabulary = shared / "bert-base-cased-vocab.txt"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SIGNDICT_HOME", str(home_paths.home))
        patch.setattr(paths, "resources", lambda: home_paths.resources)
        added = run("models", "add", checkpoint, "--vocab", vocabulary, "--name", "signclip")
        assert added.exit_code == 0, added.output
        checkpoint.unlink()
        used = run("models", "use", "signclip")
        assert used.exit_code == 0, used.output
        encoder = Models(home_paths).open("signclip")  # once, because it takes 800 MB
        patch.setattr(Models, "open", lambda self, name=None: encoder)
        with np.load(shared / "embeddings.npz") as oracle:
            yield home_paths, dict(oracle), encoder


@pytest.mark.slow
@pytest.mark.timeout(300)
class TestPublished:
    def test_texts_have_the_authors_embeddings(self, home):
        _, oracle, _ = home
        value = printed("embed", "text", *oracle["prompts"], "--raw-prompt")
        assert value["model"] == "signclip"
        assert_allclose(value["embeddings"], oracle["text_embeddings"], atol=2e-5)
        composed = printed("embed", "text", "house", "sun", "--spoken", "en", "--language", "ase")
        assert_allclose(composed["embeddings"], oracle["text_embeddings"][1:3], atol=2e-5)

    def test_clips_of_256_100_and_1_frames_have_the_authors_embeddings(self, home):
        _, oracle, encoder = home
        draw = np.random.RandomState(0)
        clips = [draw.standard_normal((n, 609)).astype(np.float32) for n in oracle["raw_lengths"]]
        expected = oracle["raw_pooled_video"]
        assert_allclose(encoder.raw_frames(clips), expected, atol=2e-5)
        for clip, vector in zip(clips, expected, strict=True):
            assert_allclose(encoder.raw_frames([clip])[0], vector, atol=2e-5)

    def test_packed_layers_give_the_same_embeddings(self, home):
        _, oracle, encoder = home
        clips = np.random.RandomState(0).standard_normal((256, 609)).astype(np.float32)
        for _ in range(2):
            encoder.raw_frames([clips[:4]] * 32)
        assert type(encoder.network.pose.layers).__name__ in ("PackedLayers", "TransformerEncoder")
        assert_allclose(encoder.raw_frames([clips])[0], oracle["raw_pooled_video"][0], atol=2e-5)

    def test_the_embedding_of_a_file_does_not_depend_on_other_files(self, home, tmp_path):
        write_pose(tmp_path / "one.pose", golden_pose())
        write_pose(tmp_path / "other.pose", a_pose(1, frames=40))
        both = printed("embed", "pose", tmp_path / "one.pose", tmp_path / "other.pose")
        alone = printed("embed", "pose", tmp_path / "one.pose")
        assert_allclose(both["embeddings"][:1], alone["embeddings"], atol=1e-5)
        pose = read_pose(tmp_path / "one.pose")  # its depth, which is random, was converted
        features = torch.from_numpy(pose.features())[None]
        with torch.inference_mode():
            whole = home[2].network.pose(features, torch.ones(features.shape[:2], dtype=torch.bool))
        assert_allclose(alone["embeddings"], whole.numpy(), atol=1e-5)

    def test_signs_are_recognised_and_found(self, home, tmp_path):
        write_pose(tmp_path / "bye.pose", a_pose(4))
        best = printed("recognise", tmp_path / "bye.pose")[0]
        assert (best["gloss"], best["rank"], best["by"]) == ("bye", 1, "signing")
        assert best["score"] == pytest.approx(1, abs=1e-4)
        assert printed("find", "hello")[0]["by"] == "words"
        done = run("find", "courageous")
        assert done.exit_code == 0
        assert "No gloss contains courageous." in done.stderr

    def test_dot_scores_are_the_authors(self, home, tmp_path):
        home_paths, _, encoder = home
        write_pose(tmp_path / "bye.pose", a_pose(4))
        matches = printed("recognise", tmp_path / "bye.pose", "--score", "dot")
        with open_dictionary(home_paths) as dictionary:
            stored = dictionary.pose(dictionary.find("bye")[0].sign.clips[0].id)
        query = encoder.raw_poses([a_pose(4).trimmed(), a_pose(4).trimmed().mirrored()])
        vectors = encoder.raw_poses([stored])
        bye = next(match for match in matches if match["gloss"] == "bye")
        assert bye["score"] == pytest.approx(float((vectors @ query.T).max()), rel=1e-4)
        text = encoder.raw_texts(["<en> <ase> house"])
        matches = printed("find", "house", "--score", "dot", "--language", "ase", "--limit", "9")
        bye = next(match for match in matches if match["gloss"] == "bye")
        assert bye["score"] == pytest.approx(float((vectors @ text.T).item()), rel=1e-4)

    def test_unknown_tags_are_rejected(self, home):
        done = run("embed", "text", "house", "--language", "lis")
        assert done.exit_code == 2
        assert "Italian Sign Language is ise" in done.stderr

    def test_vectors_are_kept_and_the_card_names_the_paper(self, home):
        assert "(Jiang et al., EMNLP 2024)" in run("models", "card", "signclip").stdout
        names = {row["name"]: row for row in printed("models", "list")}
        assert names["signclip"]["chosen"]
        assert names["signclip"]["read"] == 7
        assert run("models", "remove", "signclip").exit_code == 2
