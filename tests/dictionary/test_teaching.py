"""Signs that the user teaches."""

from dataclasses import replace

import numpy as np
import pytest

from signdict.core.errors import LanguageError, LibraryError, ManifestError, PoseError, WriteError
from signdict.core.types import Source
from signdict.dictionary.teaching import LONGEST
from signdict.library import editing
from signdict.library.combined import OWN_IDS
from signdict.library.editing import LONGEST as LETTERS
from signdict.library.editing import MAX_ATTEMPTS, TAUGHT_SOURCE, Label
from signdict.library.library import Library
from tests.support.dictionaries import opened
from tests.support.fakes import MomentEncoder, a_pose
from tests.support.libraries import fill, with_starter
from tests.support.steps import drive, result_of

WAVE = Label("wave", "ase")


@pytest.fixture
def where(tmp_path):
    return with_starter(tmp_path)


@pytest.fixture
def dictionary(where):
    with opened(where) as dictionary:
        yield dictionary


def sql(library, statement):
    return library.query(lambda db: db.execute(statement).fetchall())


def taught(dictionary, label=WAVE, seeds=(20,), **what):
    poses = [a_pose(seed, frames=30) for seed in seeds]
    return result_of(dictionary.teaching.teach(poses, label, **what))


def test_the_next_query_finds_a_taught_sign(dictionary):
    assert dictionary.recognise(a_pose(20, frames=30))[0].sign.gloss != "wave"
    sign = taught(dictionary)
    best = dictionary.recognise(a_pose(20, frames=30))[0]
    assert (best.sign.id, best.sign.gloss, best.sign.source) == (sign.id, "wave", TAUGHT_SOURCE)
    assert dictionary.find("wave")[0].sign == sign
    assert sign.id >= OWN_IDS


def test_three_attempts_become_three_clips_with_a_step_each(dictionary):
    poses = [a_pose(seed) for seed in (20, 21, 22)]
    steps, sign = drive(dictionary.teaching.teach(poses, WAVE))
    assert [(step.done, step.total, step.what) for step in steps] == [
        (0, 3, "wave"), (1, 3, "wave"), (2, 3, "wave"),
    ]  # fmt: skip
    assert len(sign.clips) == MAX_ATTEMPTS


def test_only_landmarks_are_stored(dictionary):
    (clip,) = taught(dictionary).clips
    assert (clip.media, clip.signer) == (None, "")
    assert len(dictionary.pose(clip.id)) == 30


def test_the_tokens_of_a_model_are_stored_too(where):
    with opened(where, MomentEncoder) as dictionary:
        taught(dictionary)
        assert dictionary.recognise(a_pose(20, frames=30))[0].sign.gloss == "wave"
    with Library.open(where.library) as library:
        assert library.tokens(MomentEncoder.name).shape == (1, 5, 6)


def test_nothing_is_written_before_the_user_teaches(where, dictionary):
    dictionary.recognise(a_pose(20))
    dictionary.teaching.signs()
    dictionary.teaching.suggest("wa", "ase")
    steps = dictionary.teaching.teach([a_pose(20)], WAVE)
    next(steps)
    steps.close()
    assert not where.library.exists()


def test_teaching_a_sign_again_adds_clips_in_any_spelling(dictionary):
    first = taught(dictionary)
    second = taught(dictionary, Label(" WAVE ", "ASE"), seeds=(21,))
    assert (second.id, second.gloss, len(second.clips)) == (first.id, "wave", 2)
    third = taught(dictionary, seeds=(21,))
    assert third == second


def test_a_gloss_with_other_letters_is_another_sign(dictionary):
    penance, fines = (taught(dictionary, Label(gloss, "gsg")) for gloss in ("Buße", "Busse"))
    assert (penance.gloss, fines.gloss) == ("Buße", "Busse")
    assert [match.sign.id for match in dictionary.find("Busse")[:2]] == [fines.id, penance.id]
    assert [match.sign.id for match in dictionary.find("Buße")[:2]] == [penance.id, fines.id]


def test_another_sign_of_a_gloss_gets_a_variant(dictionary):
    one = taught(dictionary, apart=True)
    two, three = (taught(dictionary, seeds=(21,), apart=True) for _ in range(2))
    assert [sign.variant for sign in (one, two, three)] == ["", "2", "3"]
    assert len({one.id, two.id, three.id}) == 3


@pytest.mark.parametrize(
    ("label", "message", "kind"),
    [
        (Label("", "ase"), "The gloss is empty", ManifestError),
        (Label("   ", "ase"), "The gloss is empty", ManifestError),
        (Label("x" * (LETTERS + 1), "ase"), "longer than 100 letters", ManifestError),
        (Label("\0\u200b", "ase"), "gloss is empty", ManifestError),
        (Label("\ud800", "ase"), "gloss is empty", ManifestError),
        (Label("wave", "xyz"), "is not a sign-language code", LanguageError),
        (Label("wave", ""), "is not a sign-language code", LanguageError),
    ],
)
def test_an_invalid_label_raises_an_error(dictionary, where, label, message, kind):
    with pytest.raises(kind, match=message):
        taught(dictionary, label)
    assert not where.library.exists()


def test_unusable_attempts_raise_pose_error(dictionary, where):
    empty = replace(a_pose(), confidence=np.zeros_like(a_pose().confidence))
    long = a_pose(1, frames=int(LONGEST * 25) + 2)
    teach = dictionary.teaching.teach
    for poses, message in (
        ([], "1 to 3 attempts, not 0"),
        ([a_pose()] * 4, "1 to 3 attempts, not 4"),
        ([a_pose(), empty], "Nobody was seen"),
        ([long], r"60 seconds long.*Mark the part"),
    ):
        with pytest.raises(PoseError, match=message):
            drive(teach(poses, WAVE))
    assert not where.library.exists()


def test_a_disk_that_fills_while_teaching_changes_nothing(dictionary, where):
    taught(dictionary)
    library = dictionary.session.combined.own
    sql(library, "PRAGMA wal_checkpoint(TRUNCATE)")
    pages = sql(library, "PRAGMA page_count")[0][0]
    sql(library, f"PRAGMA max_page_count = {pages}")
    before = library.generation
    long = [a_pose(seed, frames=400) for seed in (30, 31, 32)]
    with pytest.raises(LibraryError, match=r"full.*Free some space"):
        drive(dictionary.teaching.teach(long, Label("another", "ase")))
    assert [sign.gloss for sign in dictionary.teaching.signs()] == ["wave"]
    assert (library.generation, library.check()) == (before, [])
    sql(library, "PRAGMA max_page_count = 100000")
    assert len(result_of(dictionary.teaching.teach(long, Label("another", "ase"))).clips) == 3


def test_an_attempt_that_the_model_rejects_changes_nothing(dictionary, where, monkeypatch):
    def refuse(self, poses):
        raise PoseError("This cannot be read.")

    monkeypatch.setattr("tests.support.fakes.PositionEncoder.read_poses", refuse)
    with pytest.raises(PoseError):
        taught(dictionary)
    assert not where.library.exists()


def test_a_relabelled_sign_is_found_by_its_new_name_only(dictionary):
    sign = taught(dictionary)
    new = dictionary.teaching.relabel(sign.id, Label("good night", "ins", "greeting"))
    assert (new.id, new.gloss, new.sign_language, new.concept) == (
        sign.id, "good night", "ins", "greeting",
    )  # fmt: skip
    assert dictionary.find("good night")[0].sign == new
    assert "wave" not in [match.sign.gloss for match in dictionary.find("wave")]
    best = dictionary.recognise(a_pose(20, frames=30), ["ins"])[0]
    assert best.sign.id == sign.id
    assert taught(dictionary).id != sign.id  # the old name is free again


def test_the_case_of_a_gloss_can_be_changed(dictionary):
    sign = taught(dictionary)
    assert dictionary.teaching.relabel(sign.id, Label("WAVE", "ase")).gloss == "WAVE"


def test_two_signs_with_the_same_label_become_one(dictionary):
    one = taught(dictionary, seeds=(20, 21))
    two = taught(dictionary, Label("waving", "ase"), seeds=(21, 22))
    joined = dictionary.teaching.relabel(two.id, Label("Wave", "ase"))
    assert joined.id == one.id
    assert len(joined.clips) == 3  # one of the four was the same
    assert [sign.gloss for sign in dictionary.teaching.signs()] == ["wave"]
    assert dictionary.session.combined.own.check() == []


def test_a_forgotten_sign_is_not_found_and_its_landmarks_are_wiped(dictionary, where):
    sign = taught(dictionary)
    packed = sql(dictionary.session.combined.own, "SELECT packed FROM poses")[0][0]
    dictionary.teaching.forget(sign.id)
    assert dictionary.teaching.signs() == []
    assert TAUGHT_SOURCE not in [source for source, _ in dictionary.sources()]
    assert "wave" not in [m.sign.gloss for m in dictionary.recognise(a_pose(20, frames=30))]
    dictionary.close()
    assert packed[40:200] not in where.library.read_bytes()


def test_a_sign_is_removed_with_its_last_clip(dictionary):
    sign = taught(dictionary, seeds=(20, 21))
    first, second = (clip.id for clip in sign.clips)
    dictionary.teaching.forget(sign.id, first)
    assert [clip.id for clip in dictionary.sign(sign.id).clips] == [second]
    with pytest.raises(LibraryError, match=f"no clip {first}"):
        dictionary.teaching.forget(sign.id, first)
    dictionary.teaching.forget(sign.id, second)
    assert dictionary.teaching.signs() == []


def test_a_sign_that_was_not_taught_cannot_be_changed(where):
    with Library.open(where.library, first_id=OWN_IDS) as library:
        fill(library, [("cat", "bfi", "", (8,))], Source("mine"))
    with opened(where) as dictionary:
        (cat,) = [match.sign for match in dictionary.find("cat")][:1]
        for number in (1, cat.id):
            with pytest.raises(LibraryError, match="was not taught here"):
                dictionary.teaching.forget(number)
            with pytest.raises(LibraryError, match="was not taught here"):
                dictionary.teaching.relabel(number, WAVE)
        assert dictionary.teaching.signs() == []
        taught(dictionary)
        assert [sign.gloss for sign in dictionary.teaching.signs()] == ["wave"]


def test_signs_with_the_same_gloss_are_found(dictionary):
    taught(dictionary, Label("Hello", "ase"))
    same = dictionary.teaching.with_gloss("hello ", "ase")
    assert sorted((sign.source.name, sign.variant) for sign in same) == [
        ("starter", ""), ("starter", "alternative"), ("taught", ""),
    ]  # fmt: skip
    assert dictionary.teaching.with_gloss("hell", "ase") == []
    assert dictionary.teaching.with_gloss("hello", "psp") == []


def test_glosses_of_the_chosen_language_are_suggested(dictionary):
    assert dictionary.teaching.suggest("hel", "ase") == ["hello"]
    assert dictionary.teaching.suggest("tha", "ase") == []
    assert dictionary.teaching.suggest("tha", "ins") == ["thank you"]


def test_exported_signs_are_imported_once(dictionary, tmp_path):
    taught(dictionary, Label("wave", "ase", "greeting"), seeds=(20, 21))
    taught(dictionary, Label("nod", "ins"), seeds=(22,))
    steps, count = drive(dictionary.teaching.export(tmp_path / "mine"))
    assert (count, [step.what for step in steps]) == (2, ["nod", "wave"])
    path = tmp_path / "mine.signs"
    assert [p.name for p in tmp_path.glob("mine*")] == ["mine.signs"]
    _, same = drive(dictionary.teaching.import_file(path))
    assert (same.added, same.already) == (0, 3)
    with opened(with_starter(tmp_path / "other")) as other:
        steps, done = drive(other.teaching.import_file(path))
        assert (done.added, done.already) == (3, 0)
        assert [(step.done, step.total) for step in steps] == [(0, 3), (1, 3), (2, 3)]
        assert other.recognise(a_pose(20, frames=30))[0].sign.gloss == "wave"
        nod, wave = other.teaching.signs()
        assert (nod.sign_language, wave.concept, len(wave.clips)) == ("ins", "greeting", 2)
        for mine, theirs in zip(dictionary.teaching.signs()[1].clips, wave.clips, strict=True):
            one, two = dictionary.pose(mine.id), other.pose(theirs.id)
            assert np.array_equal(one.points, two.points)


def test_a_clip_with_an_odd_frame_rate_is_recognised_as_the_same(dictionary, tmp_path):
    pose = replace(a_pose(20), fps=29.97)
    drive(dictionary.teaching.teach([pose], WAVE))
    drive(dictionary.teaching.export(tmp_path / "mine.signs"))
    assert result_of(dictionary.teaching.import_file(tmp_path / "mine.signs")).already == 1


def test_some_signs_can_be_exported_and_none_raises_an_error(dictionary, tmp_path):
    with pytest.raises(LibraryError, match="No sign was taught yet"):
        drive(dictionary.teaching.export(tmp_path / "mine.signs"))
    one, _ = taught(dictionary), taught(dictionary, Label("nod", "ase"), seeds=(22,))
    assert result_of(dictionary.teaching.export(tmp_path / "one.signs", [one.id])) == 1
    with pytest.raises(LibraryError, match="was not taught here"):
        drive(dictionary.teaching.export(tmp_path / "two.signs", [1]))


def test_an_export_that_is_stopped_or_fails_keeps_the_old_file(dictionary, tmp_path):
    taught(dictionary)
    path = tmp_path / "mine.signs"
    path.write_text("old")
    steps = dictionary.teaching.export(path)
    next(steps)
    steps.close()
    assert path.read_text() == "old"
    assert [p.name for p in tmp_path.glob("mine*")] == ["mine.signs"]
    with pytest.raises(WriteError, match="No such folder"):
        drive(dictionary.teaching.export(tmp_path / "nowhere" / "mine.signs"))


def test_the_digest_of_a_clip_depends_on_landmarks_gloss_language_and_variant():
    digest = editing.digest(b"a", WAVE)
    assert digest == editing.digest(b"a", Label("WAVE", "ase", "greeting"))
    others = (Label("wave", "ins"), Label("waves", "ase"), Label("wave", "ase", variant="2"))
    assert digest not in {editing.digest(b"a", other) for other in others}
    assert digest != editing.digest(b"b", WAVE)
