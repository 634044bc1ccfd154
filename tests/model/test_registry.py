"""The models of a computer: which one is in use, and that their embeddings are never mixed."""

from contextlib import closing

import numpy as np
import pytest

from signdict.core.errors import LibraryError, ModelError
from signdict.core.paths import BUNDLED_MODEL
from signdict.core.types import Source
from signdict.dictionary.dictionary import Dictionary
from signdict.library.combined import OWN_IDS, CombinedLibrary
from signdict.library.library import Library
from signdict.model.encoder import SignClipEncoder
from signdict.model.registry import Models
from tests.support.encoders import small_encoder
from tests.support.fakes import PositionEncoder, a_pose
from tests.support.libraries import fill, with_starter

MINE = Source("mine", licence="my own")


class Doubled(PositionEncoder):
    """`PositionEncoder` with vectors of twice the length and axes in another order."""

    name = "doubled"
    broken_at = None  # a clip of this number stops the reading
    seen = 0

    def raw_poses(self, poses):
        self.seen += len(poses)
        if self.broken_at is not None and self.seen > self.broken_at:
            raise KeyboardInterrupt
        return 2 * super().raw_poses(poses)[:, ::-1]


def taken(steps):
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value


@pytest.fixture
def where(tmp_path):
    """A starter, a user's library, and two models in addition to the bundled one."""
    made = with_starter(tmp_path)
    with Library.open(made.library, first_id=OWN_IDS) as library:
        fill(library, [("cat", "bfi", "", (4, 8))], MINE)
    for folder in (made.model, made.models / "doubled", made.models / "other"):
        model = small_encoder()
        model.name = folder.name
        model.save(folder)
        (folder / "README.md").write_text(f"# {folder.name}\n")
    return made


class Opened:
    """Opens fakes by name; the bundled model is `PositionEncoder`."""

    def __init__(self, where, doubled=Doubled):
        self.models, self.doubled = Models(where), doubled

    def __call__(self, name):
        named = name or self.models.chosen_name()
        return self.doubled() if named == "doubled" else PositionEncoder()


def opened(where, doubled=Doubled):
    return Dictionary(where, CombinedLibrary.open(where), Opened(where, doubled))


def test_the_bundled_model_is_in_use_by_default(where):
    models = Models(where)
    assert [model.name for model in models.all()] == [BUNDLED_MODEL, "doubled", "other"]
    assert models.chosen().bundled
    models.choose("Other")
    assert models.chosen().name == "other"
    models.choose(BUNDLED_MODEL)
    assert models.chosen().bundled


def test_an_unknown_name_raises_model_error_with_the_known_names(where):
    with pytest.raises(ModelError, match=r"No such model: nope\.") as error:
        Models(where).find("nope")
    assert "doubled" in error.value.hint


def test_a_model_is_opened_by_name(where):
    assert isinstance(Models(where).open("other"), SignClipEncoder)
    assert Models(where).open("other").name == "other"


def test_a_folder_from_training_is_copied_under_its_new_name(where, tmp_path):
    mine = tmp_path / "mine"
    small_encoder().save(mine)
    (mine / "README.md").write_text("# mine\n")
    models = Models(where)
    added = taken(models.add(mine, name="copied"))
    assert added == models.find("copied")
    opened = models.open("copied")
    assert opened.name == "copied"
    pose = [a_pose(1)]
    np.testing.assert_array_equal(
        opened.raw_poses(pose), SignClipEncoder.open(mine).raw_poses(pose)
    )


def test_a_folder_that_is_not_a_model_raises_model_error_and_leaves_nothing(where, tmp_path):
    before = sorted(where.models.iterdir())
    with pytest.raises(ModelError, match=r"config\.json"):
        taken(Models(where).add(tmp_path, name="copied"))
    small_encoder().save(tmp_path / "bare")  # without a card
    with pytest.raises(ModelError, match=r"README\.md"):
        taken(Models(where).add(tmp_path / "bare", name="copied"))
    assert sorted(where.models.iterdir()) == before


def test_a_checkpoint_without_a_vocabulary_raises_model_error(where, tmp_path):
    (tmp_path / "a.pt").write_bytes(b"x")
    with pytest.raises(ModelError, match=r"a\.pt needs its vocabulary"):
        taken(Models(where).add(tmp_path / "a.pt"))


@pytest.mark.parametrize("name", ["../up", "a/b", "é", ".hidden", "x" * 65])
def test_an_invalid_name_raises_model_error(where, tmp_path, name):
    with pytest.raises(ModelError, match="not a valid name"):
        taken(Models(where).add(tmp_path, name=name))


@pytest.mark.parametrize("name", ["other", "OTHER", BUNDLED_MODEL, "default"])
def test_an_existing_name_raises_model_error(where, tmp_path, name):
    with pytest.raises(ModelError, match="already"):
        taken(Models(where).add(tmp_path, name=name))


def test_a_missing_model_in_use_raises_model_error_with_a_hint(where):
    models = Models(where)
    models.choose("other")
    (where.models / "other" / "config.json").unlink()
    with pytest.raises(ModelError, match="The model in use, other, is missing") as error:
        models.open()
    assert f"models use {BUNDLED_MODEL}" in error.value.hint
    models.choose(BUNDLED_MODEL)
    assert models.chosen().bundled


def test_a_new_model_embeds_the_starter_and_the_library_once(where):
    with opened(where) as one:
        assert taken(one.use("doubled")) == 9
        assert one.models.chosen_name() == "doubled"
        assert one.recognise(a_pose(4))[0].sign.gloss == "bye"
        assert taken(one.use(BUNDLED_MODEL)) == 0
        assert taken(one.use("doubled")) == 0


def test_embeddings_of_another_model_are_never_searched(where):
    with opened(where) as one:
        before = one.recognise(a_pose(4))
        taken(one.use("doubled"))
        with closing(CombinedLibrary.open(where)) as combined:
            ids, _, vectors = combined.vectors("doubled")
            assert sorted(ids.tolist()) == sorted(combined.vectors("positions")[0].tolist())
        again = Doubled().raw_poses([one.pose(int(clip)) for clip in ids])
        np.testing.assert_allclose(vectors, again / 2, atol=1e-6)
        taken(one.use(BUNDLED_MODEL))
        assert one.recognise(a_pose(4)) == before


def test_stopped_embedding_resumes_and_the_old_model_answers_meanwhile(where, monkeypatch):
    monkeypatch.setattr("signdict.importing.ingest.BATCH", 2)

    class Stopped(Doubled):
        broken_at = 5

    with opened(where, Stopped) as one:
        with pytest.raises(KeyboardInterrupt):
            taken(one.use("doubled"))
        assert one.models.chosen().bundled
        assert one.recognise(a_pose(4))[0].sign.gloss == "bye"
    with opened(where) as one:
        assert 0 < taken(one.use("doubled")) < 9
        assert [row["read"] for row in one.list_models()] == [0, 9, 0]


def test_the_previous_model_is_used_again_without_embedding(where):
    with opened(where) as one:
        one.recognise(a_pose(4))
        kept = {path: path.stat().st_mtime_ns for path in (where.index / "positions").iterdir()}
        taken(one.use("doubled"))
        one.recognise(a_pose(4))
        taken(one.use(BUNDLED_MODEL))
        CombinedLibrary.open(where).close()
    assert (where.index / "doubled").is_dir()
    assert set(kept) == set((where.index / "positions").iterdir())


def test_the_dot_product_uses_unscaled_vectors(where):
    class Uneven(Doubled):
        """Returns longer vectors the further right a hand ends."""

        def raw_poses(self, poses):
            rows = PositionEncoder.raw_poses(self, poses)
            return rows * (2 + rows[:, :1])

    with opened(where, Uneven) as one:
        taken(one.use("doubled"))
        found = one.recognise(a_pose(4), score="dot")
        query = Uneven().raw_poses([a_pose(4), a_pose(4).mirrored()])
        for match in found:
            own = Uneven().raw_poses([one.pose(clip.id) for clip in match.sign.clips])
            assert match.score == pytest.approx(float((own @ query.T).max()), abs=1e-4)
        assert [m.score for m in found] == sorted((m.score for m in found), reverse=True)
        assert max(m.score for m in found) > 1


def test_removing_a_model_removes_its_embeddings(where):
    with opened(where) as one:
        taken(one.use("doubled"))
        with pytest.raises(ModelError, match="in use"):
            one.remove_model("doubled")
        taken(one.use(BUNDLED_MODEL))
        one.remove_model("doubled")
        with closing(CombinedLibrary.open(where)) as combined:
            assert (combined.count("doubled"), combined.count("positions")) == (0, 9)
        assert not (where.models / "doubled").exists()
        with pytest.raises(ModelError, match="cannot be removed"):
            one.remove_model(BUNDLED_MODEL)


def test_a_library_stores_the_vectors_of_every_model(where):
    with opened(where) as one:
        taken(one.use("doubled"))
        assert [row["read"] for row in one.list_models()] == [0, 9, 0]
        assert [row["chosen"] for row in one.list_models()] == [False, True, False]


def test_a_sign_without_embeddings_has_no_neighbours(where):
    Models(where).choose("doubled")
    with opened(where) as one, pytest.raises(LibraryError, match="not read with the present model"):
        one.neighbours(one.find("bye")[0].sign.id)


def test_a_model_is_calibrated_with_the_signs_it_embedded(where):
    before = Models(where).open("doubled").calibration
    with opened(where) as one:
        taken(one.use("doubled"))
    after = Models(where).open("doubled").calibration
    assert after != before
    assert 0.5 < after.midpoint < 1.001


def test_text_finds_signs_that_words_do_not(where):
    with opened(where) as one:
        assert one.find("hello")[0].by == "words"
        meant = one.find("greeting")
        assert {match.by for match in meant} == {"meaning"}
        assert {match.sign.sign_language for match in meant} <= {"ase", "ins"}
        assert one.find("zzzz") == []
        assert one.find("greeting", ["psp"]) == []


def test_the_card_of_a_model_is_returned(where):
    models = Models(where)
    assert models.card("other") == "# other\n"
    assert models.card() == f"# {BUNDLED_MODEL}\n"
    (where.models / "other" / "README.md").unlink()
    with pytest.raises(ModelError, match=r"README\.md of the model other"):
        models.card("other")
