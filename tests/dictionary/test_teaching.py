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
from tests.support.libraries import fill, rows, with_starter
from tests.support.steps import drive, result_of

WAVE = Label("wave", "ase")


@pytest.fixture
def where(tmp_path):
    return with_starter(tmp_path)


@pytest.fixture
def dictionary(where):
    with opened(where) as one:
        yield one


def taught(dictionary, label=WAVE, seeds=(20,), **what):
    poses = [a_pose(seed, frames=30) for seed in seeds]
    return result_of(dictionary.teaching.teach(poses, label, **what))


def test_a_taught_sign_is_found_by_the_very_next_question(dictionary):
    assert dictionary.recognise(a_pose(20, frames=30))[0].sign.gloss != "wave"
    sign = taught(dictionary)
    best = dictionary.recognise(a_pose(20, frames=30))[0]
    assert (best.sign.id, best.sign.gloss, best.sign.source) == (sign.id, "wave", TAUGHT_SOURCE)
    assert dictionary.find("wave")[0].sign == sign
    assert sign.id >= OWN_IDS


def test_three_attempts_are_three_clips_and_a_step_each(dictionary):
    poses = [a_pose(seed) for seed in (20, 21, 22)]
    steps, sign = drive(dictionary.teaching.teach(poses, WAVE))
    assert [(step.done, step.total, step.what) for step in steps] == [
        (0, 3, "wave"), (1, 3, "wave"), (2, 3, "wave"),
    ]  # fmt: skip
    assert len(sign.clips) == MAX_ATTEMPTS


def test_only_landmarks_are_kept(dictionary):
    (clip,) = taught(dictionary).clips
    assert (clip.media, clip.signer) == (None, "")
    assert len(dictionary.pose(clip.id)) == 30


def test_what_a_model_says_of_every_moment_is_kept_too(where):
    with opened(where, MomentEncoder) as dictionary:
        taught(dictionary)
        assert dictionary.recognise(a_pose(20, frames=30))[0].sign.gloss == "wave"
    with Library.open(where.library) as library:
        assert library.tokens(MomentEncoder.name).shape == (1, 5, 6)


def test_nothing_is_written_before_the_person_asks(where, dictionary):
    dictionary.recognise(a_pose(20))
    dictionary.teaching.signs()
    dictionary.teaching.suggest("wa", "ase")
    steps = dictionary.teaching.teach([a_pose(20)], WAVE)
    next(steps)
    steps.close()
    assert not where.library.exists()


def test_taught_again_it_gets_more_clips_however_it_is_spelled(dictionary):
    first = taught(dictionary)
    second = taught(dictionary, Label(" WAVE ", "ASE"), seeds=(21,))
    assert (second.id, second.gloss, len(second.clips)) == (first.id, "wave", 2)
    third = taught(dictionary, seeds=(21,))
    assert third == second


def test_another_sign_of_a_gloss_stands_apart(dictionary):
    one = taught(dictionary, apart=True)
    two, three = (taught(dictionary, seeds=(21,), apart=True) for _ in range(2))
    assert [sign.variant for sign in (one, two, three)] == ["", "2", "3"]
    assert len({one.id, two.id, three.id}) == 3


@pytest.mark.parametrize(
    ("label", "told", "kind"),
    [
        (Label("", "ase"), "The gloss is empty", ManifestError),
        (Label("   ", "ase"), "The gloss is empty", ManifestError),
        (Label("x" * (LETTERS + 1), "ase"), "longer than 100 letters", ManifestError),
        (Label("a\0b", "ase"), "cannot be shown", ManifestError),
        (Label("\ud800", "ase"), "cannot be shown", ManifestError),
        (Label("wave", "xyz"), "is not a sign-language code", LanguageError),
        (Label("wave", ""), "is not a sign-language code", LanguageError),
    ],
)
def test_a_label_that_is_not_usable_is_told(dictionary, where, label, told, kind):
    with pytest.raises(kind, match=told):
        taught(dictionary, label)
    assert not where.library.exists()


def test_attempts_that_are_not_usable_are_told(dictionary, where):
    empty = replace(a_pose(), confidence=np.zeros_like(a_pose().confidence))
    long = a_pose(1, frames=int(LONGEST * 25) + 2)
    teach = dictionary.teaching.teach
    for poses, told in (
        ([], "1 to 3 attempts, not 0"),
        ([a_pose()] * 4, "1 to 3 attempts, not 4"),
        ([a_pose(), empty], "Nobody was seen"),
        ([long], r"60 seconds long.*Mark the part"),
    ):
        with pytest.raises(PoseError, match=told):
            drive(teach(poses, WAVE))
    assert not where.library.exists()


def test_a_disk_that_fills_while_teaching_leaves_everything_as_it_was(dictionary, where):
    taught(dictionary)
    library = dictionary.session.combined.own
    rows(library, "PRAGMA wal_checkpoint(TRUNCATE)")
    pages = rows(library, "PRAGMA page_count")[0][0]
    rows(library, f"PRAGMA max_page_count = {pages}")
    before = library.generation
    long = [a_pose(seed, frames=400) for seed in (30, 31, 32)]
    with pytest.raises(LibraryError, match=r"full.*Free some space"):
        drive(dictionary.teaching.teach(long, Label("another", "ase")))
    assert [sign.gloss for sign in dictionary.teaching.signs()] == ["wave"]
    assert (library.generation, library.check()) == (before, [])
    rows(library, "PRAGMA max_page_count = 100000")
    assert len(result_of(dictionary.teaching.teach(long, Label("another", "ase"))).clips) == 3


def test_a_model_that_cannot_read_an_attempt_leaves_nothing(dictionary, where, monkeypatch):
    def refuse(self, poses):
        raise PoseError("This cannot be read.")

    monkeypatch.setattr("tests.support.fakes.PositionEncoder.read_poses", refuse)
    with pytest.raises(PoseError):
        taught(dictionary)
    assert not where.library.exists()


def test_relabelled_it_is_found_by_its_new_name_and_not_by_the_old(dictionary):
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


def test_the_capitals_of_a_gloss_can_be_changed(dictionary):
    sign = taught(dictionary)
    assert dictionary.teaching.relabel(sign.id, Label("WAVE", "ase")).gloss == "WAVE"


def test_relabelled_as_another_the_two_become_one(dictionary):
    one = taught(dictionary, seeds=(20, 21))
    two = taught(dictionary, Label("waving", "ase"), seeds=(21, 22))
    kept = dictionary.teaching.relabel(two.id, Label("Wave", "ase"))
    assert kept.id == one.id
    assert len(kept.clips) == 3  # one of the four was the same
    assert [sign.gloss for sign in dictionary.teaching.signs()] == ["wave"]
    assert dictionary.session.combined.own.check() == []


def test_forgotten_it_is_not_found_and_its_landmarks_are_wiped(dictionary, where):
    sign = taught(dictionary)
    packed = rows(dictionary.session.combined.own, "SELECT packed FROM poses")[0][0]
    dictionary.teaching.forget(sign.id)
    assert dictionary.teaching.signs() == []
    assert TAUGHT_SOURCE not in [source for source, _ in dictionary.sources()]
    assert "wave" not in [m.sign.gloss for m in dictionary.recognise(a_pose(20, frames=30))]
    dictionary.close()
    assert packed[40:200] not in where.library.read_bytes()


def test_one_clip_can_be_forgotten_and_with_the_last_the_sign_goes(dictionary):
    sign = taught(dictionary, seeds=(20, 21))
    first, second = (clip.id for clip in sign.clips)
    dictionary.teaching.forget(sign.id, first)
    assert [clip.id for clip in dictionary.sign(sign.id).clips] == [second]
    with pytest.raises(LibraryError, match=f"no clip {first}"):
        dictionary.teaching.forget(sign.id, first)
    dictionary.teaching.forget(sign.id, second)
    assert dictionary.teaching.signs() == []


def test_what_was_not_taught_stays_as_it_is(where):
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


def test_who_teaches_is_told_what_there_is_of_this_gloss(dictionary):
    taught(dictionary, Label("Hello", "ase"))
    same = dictionary.teaching.named("hello ", "ase")
    assert sorted((sign.source.name, sign.variant) for sign in same) == [
        ("starter", ""), ("starter", "alternative"), ("taught", ""),
    ]  # fmt: skip
    assert dictionary.teaching.named("hell", "ase") == []
    assert dictionary.teaching.named("hello", "psp") == []


def test_glosses_are_completed_in_the_language_that_was_chosen(dictionary):
    assert dictionary.teaching.suggest("hel", "ase") == ["hello"]
    assert dictionary.teaching.suggest("tha", "ase") == []
    assert dictionary.teaching.suggest("tha", "ins") == ["thank you"]


def test_signs_travel_in_one_file_and_come_back_only_once(dictionary, tmp_path):
    taught(dictionary, Label("wave", "ase", "greeting"), seeds=(20, 21))
    taught(dictionary, Label("nod", "ins"), seeds=(22,))
    steps, count = drive(dictionary.teaching.export(tmp_path / "mine"))
    assert (count, [step.what for step in steps]) == (2, ["nod", "wave"])
    path = tmp_path / "mine.signs"
    assert [p.name for p in tmp_path.glob("mine*")] == ["mine.signs"]
    _, same = drive(dictionary.teaching.bring(path))
    assert (same.added, same.already) == (0, 3)
    with opened(with_starter(tmp_path / "other")) as other:
        steps, done = drive(other.teaching.bring(path))
        assert (done.added, done.already) == (3, 0)
        assert [(step.done, step.total) for step in steps] == [(0, 3), (1, 3), (2, 3)]
        assert other.recognise(a_pose(20, frames=30))[0].sign.gloss == "wave"
        nod, wave = other.teaching.signs()
        assert (nod.sign_language, wave.concept, len(wave.clips)) == ("ins", "greeting", 2)
        for mine, theirs in zip(dictionary.teaching.signs()[1].clips, wave.clips, strict=True):
            one, two = dictionary.pose(mine.id), other.pose(theirs.id)
            assert np.array_equal(one.points, two.points)


def test_an_odd_frame_rate_comes_back_as_the_same_clip(dictionary, tmp_path):
    pose = replace(a_pose(20), fps=29.97)
    drive(dictionary.teaching.teach([pose], WAVE))
    drive(dictionary.teaching.export(tmp_path / "mine.signs"))
    assert result_of(dictionary.teaching.bring(tmp_path / "mine.signs")).already == 1


def test_some_signs_can_be_exported_and_without_any_it_is_told(dictionary, tmp_path):
    with pytest.raises(LibraryError, match="No sign was taught yet"):
        drive(dictionary.teaching.export(tmp_path / "mine.signs"))
    one, _ = taught(dictionary), taught(dictionary, Label("nod", "ase"), seeds=(22,))
    assert result_of(dictionary.teaching.export(tmp_path / "one.signs", [one.id])) == 1
    with pytest.raises(LibraryError, match="was not taught here"):
        drive(dictionary.teaching.export(tmp_path / "two.signs", [1]))


def test_an_export_that_is_stopped_or_cannot_be_written_leaves_the_old_file(dictionary, tmp_path):
    taught(dictionary)
    path = tmp_path / "mine.signs"
    path.write_text("old")
    steps = dictionary.teaching.export(path)
    next(steps)
    steps.close()
    assert path.read_text() == "old"
    assert [p.name for p in tmp_path.glob("mine*")] == ["mine.signs"]
    with pytest.raises(WriteError, match="There is no folder"):
        drive(dictionary.teaching.export(tmp_path / "nowhere" / "mine.signs"))


def test_a_label_is_the_same_clip_for_the_same_landmarks_alone():
    told = editing.digest(b"a", WAVE)
    assert told == editing.digest(b"a", Label("WAVE", "ase", "greeting"))
    others = (Label("wave", "ins"), Label("waves", "ase"), Label("wave", "ase", variant="2"))
    assert told not in {editing.digest(b"a", other) for other in others}
    assert told != editing.digest(b"b", WAVE)
