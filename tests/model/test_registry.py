"""Models to choose from: which answers, what each read, and that none is mixed with another."""

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
from tests.model.test_modelfiles import small
from tests.support.fakes import PositionEncoder, a_pose
from tests.support.libraries import fill, with_starter
from tests.support.steps import result_of

MINE = Source("mine", licence="my own")


class Doubled(PositionEncoder):
    """Sees what `PositionEncoder` sees, in vectors twice as long and with axes in another order."""

    name = "doubled"
    broken_at = None  # a clip of this number stops the reading
    seen = 0

    def raw_poses(self, poses):
        self.seen += len(poses)
        if self.broken_at is not None and self.seen > self.broken_at:
            raise KeyboardInterrupt
        return 2 * super().raw_poses(poses)[:, ::-1]


@pytest.fixture
def where(tmp_path):
    """A starter, a library of one's own, and two models beside the bundled one."""
    made = with_starter(tmp_path)
    with Library.open(made.library, first_id=OWN_IDS) as library:
        fill(library, [("cat", "bfi", "", (4, 8))], MINE)
    for folder in (made.model, made.models / "doubled", made.models / "other"):
        model = small()
        model.name = folder.name
        model.save(folder)
        (folder / "README.md").write_text(f"# {folder.name}\n")
    return made


class Opened:
    """Opens fakes by the name of a model; the bundled one is `PositionEncoder`."""

    def __init__(self, where, doubled=Doubled):
        self.models, self.doubled = Models(where), doubled

    def __call__(self, name):
        named = name or self.models.chosen_name()
        return self.doubled() if named == "doubled" else PositionEncoder()


def opened(where, doubled=Doubled):
    return Dictionary(where, CombinedLibrary.open(where), Opened(where, doubled))


def test_the_bundled_model_is_in_use_until_another_is_chosen(where):
    models = Models(where)
    assert [model.name for model in models.all()] == [BUNDLED_MODEL, "doubled", "other"]
    assert models.chosen().bundled
    models.choose("Other")
    assert models.chosen().name == "other"
    models.choose(BUNDLED_MODEL)
    assert models.chosen().bundled


def test_an_unknown_name_is_told_with_those_there_are(where):
    with pytest.raises(ModelError, match=r"no model named nope\.") as told:
        Models(where).find("nope")
    assert "doubled" in told.value.hint


def test_a_model_opens_by_its_name(where):
    assert isinstance(Models(where).open("other"), SignClipEncoder)
    assert Models(where).open("other").name == "other"


def test_a_folder_that_training_wrote_is_copied_under_its_new_name(where, tmp_path):
    mine = tmp_path / "mine"
    small().save(mine)
    (mine / "README.md").write_text("# mine\n")
    models = Models(where)
    added = result_of(models.add(mine, name="copied"))
    assert added == models.find("copied")
    opened = models.open("copied")
    assert opened.name == "copied"
    pose = [a_pose(1)]
    np.testing.assert_array_equal(
        opened.raw_poses(pose), SignClipEncoder.open(mine).raw_poses(pose)
    )


def test_a_folder_that_is_no_model_is_told_and_nothing_stays(where, tmp_path):
    before = sorted(where.models.iterdir())
    with pytest.raises(ModelError, match=r"config\.json"):
        result_of(Models(where).add(tmp_path, name="copied"))
    small().save(tmp_path / "bare")  # without a card
    with pytest.raises(ModelError, match=r"README\.md"):
        result_of(Models(where).add(tmp_path / "bare", name="copied"))
    assert sorted(where.models.iterdir()) == before


def test_a_checkpoint_without_a_vocabulary_is_told(where, tmp_path):
    (tmp_path / "a.pt").write_bytes(b"x")
    with pytest.raises(ModelError, match=r"word pieces of a\.pt are missing"):
        result_of(Models(where).add(tmp_path / "a.pt"))


@pytest.mark.parametrize("name", ["../up", "a/b", "é", ".hidden", "x" * 65])
def test_a_name_that_names_no_folder_is_told(where, tmp_path, name):
    with pytest.raises(ModelError, match="cannot be the name"):
        result_of(Models(where).add(tmp_path, name=name))


@pytest.mark.parametrize("name", ["other", "OTHER", BUNDLED_MODEL, "default"])
def test_a_name_that_is_taken_is_told(where, tmp_path, name):
    with pytest.raises(ModelError, match="already"):
        result_of(Models(where).add(tmp_path, name=name))


def test_a_model_in_use_that_is_gone_is_told_with_what_to_do(where):
    models = Models(where)
    models.choose("other")
    (where.models / "other" / "config.json").unlink()
    with pytest.raises(ModelError, match="The model in use, other, is gone") as told:
        models.open()
    assert f"models use {BUNDLED_MODEL}" in told.value.hint
    models.choose(BUNDLED_MODEL)
    assert models.chosen().bundled


def test_to_use_a_model_it_reads_the_starter_and_the_library_once(where):
    with opened(where) as one:
        assert result_of(one.use("doubled")) == 9
        assert one.models.chosen_name() == "doubled"
        assert one.recognise(a_pose(4))[0].sign.gloss == "bye"
        assert result_of(one.use(BUNDLED_MODEL)) == 0
        assert result_of(one.use("doubled")) == 0


def test_what_another_model_read_is_never_searched(where):
    with opened(where) as one:
        before = one.recognise(a_pose(4))
        result_of(one.use("doubled"))
        ids, _, vectors = one.session.combined.vectors("doubled")
        assert sorted(ids.tolist()) == sorted(one.session.combined.vectors("positions")[0].tolist())
        again = Doubled().raw_poses([one.pose(int(clip)) for clip in ids])
        np.testing.assert_allclose(vectors, again / 2, atol=1e-6)
        result_of(one.use(BUNDLED_MODEL))
        assert one.recognise(a_pose(4)) == before


def test_reading_that_was_stopped_goes_on_and_the_old_model_answers_meanwhile(where, monkeypatch):
    monkeypatch.setattr("signdict.importing.ingest.BATCH", 2)

    class Stopped(Doubled):
        broken_at = 5

    with opened(where, Stopped) as one:
        with pytest.raises(KeyboardInterrupt):
            result_of(one.use("doubled"))
        assert one.models.chosen().bundled
        assert one.recognise(a_pose(4))[0].sign.gloss == "bye"
    with opened(where) as one:
        assert 0 < result_of(one.use("doubled")) < 9
        assert one.session.combined.without_vector("doubled") == 0


def test_going_back_needs_no_reading_and_keeps_the_index(where):
    with opened(where) as one:
        one.recognise(a_pose(4))
        kept = {path: path.stat().st_mtime_ns for path in (where.index / "positions").iterdir()}
        result_of(one.use("doubled"))
        one.recognise(a_pose(4))
        result_of(one.use(BUNDLED_MODEL))
        CombinedLibrary.open(where).close()
    assert (where.index / "doubled").is_dir()
    assert set(kept) == set((where.index / "positions").iterdir())


def test_the_dot_product_orders_by_the_models_own_vectors(where):
    class Uneven(Doubled):
        """Longer vectors the further right a hand ends."""

        def raw_poses(self, poses):
            rows = PositionEncoder.raw_poses(self, poses)
            return rows * (2 + rows[:, :1])

    with opened(where, Uneven) as one:
        result_of(one.use("doubled"))
        found = one.recognise(a_pose(4), score="dot")
        query = Uneven().raw_poses([a_pose(4), a_pose(4).mirrored()])
        for match in found:
            own = Uneven().raw_poses([one.pose(clip.id) for clip in match.sign.clips])
            assert match.score == pytest.approx(float((own @ query.T).max()), abs=1e-4)
        assert [m.score for m in found] == sorted((m.score for m in found), reverse=True)
        assert max(m.score for m in found) > 1


def test_removing_a_model_removes_what_it_read(where):
    with opened(where) as one:
        result_of(one.use("doubled"))
        with pytest.raises(ModelError, match="in use"):
            one.remove_model("doubled")
        result_of(one.use(BUNDLED_MODEL))
        one.remove_model("doubled")
        assert one.session.combined.count("doubled") == 0
        assert one.session.combined.count("positions") == 9
        assert not (where.models / "doubled").exists()
        with pytest.raises(ModelError, match="stays"):
            one.remove_model(BUNDLED_MODEL)


def test_signs_of_one_library_keep_the_vectors_of_every_model(where):
    with opened(where) as one:
        result_of(one.use("doubled"))
        assert [row["read"] for row in one.list_models()] == [0, 9, 0]
        assert [row["chosen"] for row in one.list_models()] == [False, True, False]


def test_a_sign_whose_clips_a_model_has_not_read_has_no_neighbours_yet(where):
    Models(where).choose("doubled")
    with opened(where) as one, pytest.raises(LibraryError, match="not read with the present model"):
        one.neighbours(one.find("bye")[0].sign.id)


def test_a_model_becomes_as_sure_as_the_signs_it_read_allow(where):
    before = Models(where).open("doubled").calibration
    with opened(where) as one:
        result_of(one.use("doubled"))
    after = Models(where).open("doubled").calibration
    assert after != before
    assert 0.5 < after.midpoint < 1.001


def test_text_reaches_signs_where_words_fail(where):
    with opened(where) as one:
        assert one.find("hello")[0].by == "words"
        meant = one.find("greeting")
        assert {match.by for match in meant} == {"meaning"}
        assert {match.sign.sign_language for match in meant} <= {"ase", "ins"}
        assert one.find("zzzz") == []
        assert one.find("greeting", ["psp"]) == []


def test_the_card_is_that_of_the_model_asked_for(where):
    models = Models(where)
    assert models.card("other") == "# other\n"
    assert models.card() == f"# {BUNDLED_MODEL}\n"
    (where.models / "other" / "README.md").unlink()
    with pytest.raises(ModelError, match=r"README\.md of the model other"):
        models.card("other")
