"""A checkpoint of the published size, from `models add` to answers: the authors' own numbers."""

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose

from signdict.core import paths
from signdict.dictionary.dictionary import open_dictionary
from signdict.model.checkpoint.mapping import Sizes
from signdict.model.registry import Models
from signdict.pose.posefile import write_pose
from tests.support.checkpoints import weights, write
from tests.support.cli import printed, run
from tests.support.fakes import a_pose
from tests.support.libraries import with_starter
from tests.support.paths import SHARED
from tests.support.poses import golden_pose

ORACLE = "oracle"


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A small dictionary with the oracle's checkpoint added, read and in use."""
    shared = SHARED / ORACLE
    if not shared.is_dir():
        pytest.skip("the folder shared/ with the published vocabulary is not beside this checkout")
    folder = tmp_path_factory.mktemp("published")
    where = with_starter(folder)
    bundled = paths.resources() / "models"
    (where.resources / "models").symlink_to(bundled)
    checkpoint = write(folder / "baseline_temporal_checkpoint_best.pt", weights(Sizes()))
    vocabulary = shared / "bert-base-cased-vocab.txt"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SIGNDICT_HOME", str(where.home))
        patch.setattr(paths, "resources", lambda: where.resources)
        added = run("models", "add", checkpoint, "--vocab", vocabulary, "--name", "signclip")
        assert added.exit_code == 0, added.output
        checkpoint.unlink()
        used = run("models", "use", "signclip")
        assert used.exit_code == 0, used.output
        opened = Models(where).open("signclip")  # once: it holds 800 MB
        patch.setattr(Models, "open", lambda self, name=None: opened)
        yield where, np.load(shared / "embeddings.npz"), opened


@pytest.mark.slow
@pytest.mark.timeout(300)
class TestPublished:
    def test_texts_have_the_authors_embeddings(self, home):
        _, oracle, _ = home
        told = printed("embed", "text", *oracle["prompts"], "--raw-prompt")
        assert told["model"] == "signclip"
        assert_allclose(told["embeddings"], oracle["text_embeddings"], atol=2e-5)
        composed = printed("embed", "text", "house", "sun", "--spoken", "en", "--language", "ase")
        assert_allclose(composed["embeddings"], oracle["text_embeddings"][1:3], atol=2e-5)

    def test_clips_of_256_100_and_1_frames_have_the_authors_embeddings(self, home):
        _, oracle, opened = home
        draw = np.random.RandomState(0)
        clips = [draw.standard_normal((n, 609)).astype(np.float32) for n in oracle["raw_lengths"]]
        expected = oracle["raw_pooled_video"]
        assert_allclose(opened.raw_frames(clips), expected, atol=2e-5)
        for clip, vector in zip(clips, expected, strict=True):
            assert_allclose(opened.raw_frames([clip])[0], vector, atol=2e-5)

    def test_packed_layers_give_the_same(self, home):
        _, oracle, opened = home
        clips = np.random.RandomState(0).standard_normal((256, 609)).astype(np.float32)
        for _ in range(2):
            opened.raw_frames([clips[:4]] * 32)
        assert type(opened.network.pose.layers).__name__ in ("PackedLayers", "TransformerEncoder")
        assert_allclose(opened.raw_frames([clips])[0], oracle["raw_pooled_video"][0], atol=2e-5)

    def test_a_pose_file_is_embedded_as_it_is_and_in_any_company(self, home, tmp_path):
        write_pose(tmp_path / "one.pose", golden_pose())
        write_pose(tmp_path / "other.pose", a_pose(1, frames=40))
        both = printed("embed", "pose", tmp_path / "one.pose", tmp_path / "other.pose")
        alone = printed("embed", "pose", tmp_path / "one.pose")
        assert_allclose(both["embeddings"][:1], alone["embeddings"], atol=1e-5)
        shown = torch.from_numpy(golden_pose().features())[None]
        with torch.inference_mode():
            whole = home[2].network.pose(shown, torch.ones(shown.shape[:2], dtype=torch.bool))
        assert_allclose(alone["embeddings"], whole.numpy(), atol=1e-5)

    def test_signs_are_recognised_and_found(self, home, tmp_path):
        write_pose(tmp_path / "bye.pose", a_pose(4))
        best = printed("recognise", tmp_path / "bye.pose")[0]
        assert (best["gloss"], best["rank"], best["by"]) == ("bye", 1, "signing")
        assert best["score"] == pytest.approx(1, abs=1e-4)
        assert printed("find", "hello")[0]["by"] == "words"
        meant = run("find", "courageous")
        assert meant.exit_code == 0
        assert "No gloss has the words courageous" in meant.stderr

    def test_dot_scores_are_the_authors(self, home, tmp_path):
        where, _, opened = home
        write_pose(tmp_path / "bye.pose", a_pose(4))
        found = printed("recognise", tmp_path / "bye.pose", "--score", "dot")
        with open_dictionary(where) as dictionary:
            stored = dictionary.pose(dictionary.find("bye")[0].sign.clips[0].id)
        query = opened.raw_poses([a_pose(4).trimmed(), a_pose(4).trimmed().mirrored()])
        own = opened.raw_poses([stored])
        bye = next(match for match in found if match["gloss"] == "bye")
        assert bye["score"] == pytest.approx(float((own @ query.T).max()), rel=1e-4)
        text = opened.raw_texts(["<en> <ase> house"])
        meant = printed("find", "house", "--score", "dot", "--language", "ase", "--limit", "9")
        bye = next(match for match in meant if match["gloss"] == "bye")
        assert bye["score"] == pytest.approx(float((own @ text.T).item()), rel=1e-4)

    def test_tags_that_it_was_not_trained_on_are_refused(self, home):
        done = run("embed", "text", "house", "--language", "lis")
        assert done.exit_code == 2
        assert "Italian Sign Language is ise" in done.stderr

    def test_going_back_is_at_once_and_the_card_tells_what_it_is(self, home):
        assert "(Jiang et al., EMNLP 2024)" in run("models", "card", "signclip").stdout
        names = {row["name"]: row for row in printed("models", "list")}
        assert names["signclip"]["chosen"]
        assert names["signclip"]["read"] == 7
        assert run("models", "remove", "signclip").exit_code == 2
