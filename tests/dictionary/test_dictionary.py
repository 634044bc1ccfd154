import os
import subprocess
import sys
from collections import Counter

import numpy as np
import pytest

from signdict.core.errors import LanguageError, LibraryError, ModelError, PoseError, VideoError
from signdict.core.types import Source
from signdict.dictionary.dictionary import open_dictionary
from signdict.library.combined import OWN_IDS
from signdict.library.library import Library
from signdict.pose.posefile import write_pose
from tests.support.dictionaries import opened
from tests.support.fakes import PositionEncoder, a_pose
from tests.support.libraries import fill, moved, paths, with_starter
from tests.support.steps import drive, result_of

MINE = Source("mine", licence="my own")


@pytest.fixture
def dictionary(tmp_path):
    with opened(with_starter(tmp_path)) as one:
        yield one


@pytest.fixture
def both(tmp_path):
    """A starter, and a library of the user's own."""
    where = with_starter(tmp_path)
    with Library.open(where.library, first_id=OWN_IDS) as library:
        fill(library, [("hello", "ase", "", (7,)), ("cat", "bfi", "", (4, 8))], MINE)
    with opened(where) as one:
        yield one


def test_a_pose_of_the_dictionary_is_recognised_first(dictionary):
    best = dictionary.recognise(moved(4, by=9))[0]
    assert (best.rank, best.sign.gloss, best.sign.sign_language) == (1, "bye", "ase")
    assert best.score == pytest.approx(1, abs=1e-3)


@pytest.mark.parametrize("seed", [2, 3, 4, 6])
def test_a_mirrored_pose_finds_the_same_sign(dictionary, seed):
    plain = dictionary.recognise(a_pose(seed))[0]
    mirrored = dictionary.recognise(a_pose(seed).mirrored())[0]
    assert mirrored.sign == plain.sign
    assert mirrored.score == pytest.approx(plain.score, abs=1e-4)


@pytest.mark.parametrize("score", ["cosine", "dot"])
def test_a_match_says_whether_the_mirror_image_is_more_like_it(dictionary, score):
    plain = dictionary.recognise(a_pose(4), score=score)[0]
    mirrored = dictionary.recognise(a_pose(4).mirrored(), score=score)[0]
    assert (plain.sign.gloss, plain.mirrored) == ("bye", False)
    assert (mirrored.sign.gloss, mirrored.mirrored) == ("bye", True)


def test_neighbours_are_not_looked_for_in_a_mirror(dictionary):
    assert not any(match.mirrored for match in dictionary.neighbours(1))


def test_clips_of_one_sign_are_one_match(dictionary):
    found = dictionary.recognise(a_pose(1))
    assert max(Counter(match.sign.id for match in found).values()) == 1
    hello = next(m for m in found if m.sign.gloss == "hello" and len(m.sign.clips) == 2)
    assert hello.rank <= 2


def test_matches_are_numbered_in_the_order_of_their_score(dictionary):
    found = dictionary.recognise(a_pose(1))
    assert [match.rank for match in found] == [1, 2, 3, 4, 5, 6]
    assert [m.score for m in found] == sorted((m.score for m in found), reverse=True)
    assert all(0 <= match.confidence <= 1 for match in found)


def test_only_the_languages_asked_for_answer_and_no_more_than_the_limit(dictionary):
    found = dictionary.recognise(a_pose(1), languages=["INS"])
    assert {match.sign.sign_language for match in found} == {"ins"}
    assert len(dictionary.recognise(a_pose(1), limit=2)) == 2


def test_a_pose_without_a_person_is_refused_in_a_sentence(dictionary):
    empty = a_pose().cut(0, 0)
    with pytest.raises(PoseError, match="no frames"):
        dictionary.recognise(empty)


@pytest.mark.parametrize("ask", ["recognise", "find", "neighbours", "signs"])
def test_a_wrong_language_code_is_refused_with_the_right_one(dictionary, ask):
    what = {"recognise": [a_pose()], "find": ["hello"], "neighbours": [1], "signs": []}[ask]
    with pytest.raises(LanguageError, match="Italian Sign Language is ise"):
        getattr(dictionary, ask)(*what, languages=["lis"])


def test_a_word_finds_its_signs_in_every_language(dictionary):
    found = dictionary.find("héllo")
    assert [(m.sign.gloss, m.sign.sign_language, m.sign.variant) for m in found[:3]] == [
        ("hello", "ase", ""),
        ("hello", "ase", "alternative"),
        ("hello", "ins", ""),
    ]


def test_a_typing_error_finds_the_same_sign_first(dictionary):
    assert dictionary.find("helo")[0].sign == dictionary.find("hello")[0].sign


def test_words_of_both_libraries_are_one_answer_and_the_same_sign_one_match(both):
    hello = both.find("hello", languages=["ase"])[0]
    assert [clip.id >= OWN_IDS for clip in hello.sign.clips] == [False, False, True]
    assert both.find("cat")[0].sign.source == MINE
    assert both.counts() == {"ase": 4, "bfi": 1, "ins": 2, "psp": 1}


def test_neighbours_are_of_other_languages_unless_told(dictionary):
    hello = dictionary.find("hello", languages=["ase"])[0].sign
    found = dictionary.neighbours(hello.id)
    assert found[0].sign.gloss == "thank you"  # the same movement, in another language
    assert {match.sign.sign_language for match in found} == {"ins", "psp"}
    assert [match.rank for match in found] == [1, 2, 3]


def test_neighbours_in_its_own_language_leave_out_the_sign_itself(both):
    hello = both.find("hello", languages=["ase"])[0].sign
    found = both.neighbours(hello.id, languages=["ase"])
    assert [m.rank for m in found] == [1, 2]
    assert {(m.sign.gloss, m.sign.variant) for m in found} == {
        ("hello", "alternative"),
        ("bye", ""),
    }
    assert len(both.neighbours(hello.id, limit=1)) == 1


def test_neighbours_cross_from_one_library_to_the_other(both):
    cat = both.find("cat")[0].sign
    assert both.neighbours(cat.id)[0].sign.gloss == "bye"


def test_a_dictionary_of_one_language_has_no_neighbours_elsewhere(tmp_path):
    where = with_starter(tmp_path, signs=[("hello", "ase", "", (1,))])
    with opened(where) as one:
        assert one.neighbours(1) == []


def test_neighbours_of_a_sign_the_model_has_not_read_are_refused(tmp_path):
    with (
        opened(with_starter(tmp_path, model="another")) as one,
        pytest.raises(LibraryError) as told,
    ):
        one.neighbours(1)
    assert "signdict reread" in str(told.value)


@pytest.mark.parametrize("number", [99, OWN_IDS])
def test_a_sign_or_clip_that_is_not_there_is_told(dictionary, number):
    with pytest.raises(LibraryError, match=f"There is no sign {number}"):
        dictionary.sign(number)
    with pytest.raises(LibraryError, match=f"There is no clip {number}"):
        dictionary.pose(number)


def test_the_landmarks_of_a_clip_are_at_hand(both):
    for match in both.find("hello") + both.find("cat"):
        for clip in match.sign.clips:
            assert len(both.pose(clip.id)) == len(a_pose())


def test_all_signs_can_be_paged_through_in_the_order_of_the_alphabet(both):
    every = both.signs()
    assert [sign.gloss for sign in every] == sorted(sign.gloss for sign in every)
    assert [*both.signs(limit=3), *both.signs(limit=9, offset=3)] == every
    assert {sign.sign_language for sign in both.signs(languages=["ins"])} == {"ins"}


def test_sources_of_both_libraries_are_told_with_their_number_of_signs(both):
    assert [(source.name, count) for source, count in both.sources()] == [
        ("starter", 6),
        ("mine", 2),
    ]


def test_a_source_of_ones_own_can_be_removed_and_is_found_no_more(both):
    assert both.recognise(a_pose(8))[0].sign.gloss == "cat"
    assert both.remove("mine") == 2
    assert both.find("cat", languages=["bfi"]) == []
    assert both.recognise(a_pose(8))[0].sign.gloss != "cat"


@pytest.mark.parametrize(
    ("source", "told"),
    [("starter", "belongs to the starter"), ("nobody", "There is no source named nobody")],
)
def test_a_source_that_cannot_be_removed_is_told(both, source, told):
    with pytest.raises(LibraryError, match=told):
        both.remove(source)


def test_a_pose_file_is_read_and_can_be_asked_about(dictionary, tmp_path):
    write_pose(tmp_path / "sign.pose", a_pose(4))
    _, pose = drive(dictionary.read(tmp_path / "sign.pose"))
    assert dictionary.recognise(pose)[0].sign.gloss == "bye"


def test_a_file_that_is_no_video_is_refused_in_a_sentence(dictionary, tmp_path):
    (tmp_path / "notes.mp4").write_text("no video")
    with pytest.raises(VideoError, match="is not a video"):
        drive(dictionary.read(tmp_path / "notes.mp4"))
    with pytest.raises(VideoError, match="There is no file"):
        drive(dictionary.read(tmp_path / "nothing.mp4"))


def test_clips_are_added_once_and_found_at_once(dictionary, tmp_path):
    folder = tmp_path / "clips"
    folder.mkdir()
    write_pose(folder / "red_house.pose", a_pose(11))
    (folder / "broken.pose").write_bytes(b"no pose")
    steps, report = drive(dictionary.add(folder, sign_language="ase", source="mine"))
    assert (report.added, report.already, len(report.skipped)) == (1, 0, 1)
    assert steps[-1].total == 2
    assert dictionary.recognise(a_pose(11))[0].sign.gloss == "red house"
    assert dictionary.find("red house")[0].sign.id >= OWN_IDS
    _, again = drive(dictionary.add(folder, sign_language="ase", source="mine"))
    assert (again.added, again.already) == (0, 1)


def test_rows_of_a_table_that_cannot_be_used_are_in_the_report(dictionary, tmp_path):
    write_pose(tmp_path / "a.pose", a_pose(11))
    (tmp_path / "list.csv").write_text(
        "path,gloss,sign_language\na.pose,red,ase\nb.pose,blue,ase\n"
    )
    _, report = drive(dictionary.add(tmp_path / "list.csv"))
    assert report.added == 1
    assert "No such file: b.pose" in report.skipped[0].reason


def test_reading_again_makes_clips_of_another_model_searchable(tmp_path):
    where = with_starter(tmp_path)
    with Library.open(where.library, first_id=OWN_IDS) as library:
        fill(library, [("cat", "bfi", "", (8,))], MINE, model="another")
    with opened(where) as one:
        assert any("signdict reread" in sentence for sentence in one.check())
        assert result_of(one.reread()) == 1
        assert one.recognise(a_pose(8))[0].sign.gloss == "cat"
        assert one.check() == []


def test_there_is_nothing_to_read_again_where_nothing_was_added(dictionary):
    assert result_of(dictionary.reread()) == 0


def test_asking_alone_writes_nothing_but_the_index(tmp_path):
    where = with_starter(tmp_path)
    with opened(where) as one:
        one.find("hello")
        assert not where.home.exists()
        one.recognise(a_pose())
    assert [path.name for path in where.home.iterdir()] == ["index"]


def test_the_index_is_kept_and_made_again_when_damaged_or_stale(tmp_path):
    where = with_starter(tmp_path)
    with opened(where) as one:
        before = one.recognise(a_pose(4))
    for path in (where.index / PositionEncoder.name).iterdir():
        path.write_bytes(b"damaged")
    with opened(where) as one:
        assert one.recognise(a_pose(4)) == before
        kept = {
            path: path.stat().st_mtime_ns for path in (where.index / PositionEncoder.name).iterdir()
        }
    with opened(where) as one:
        assert one.recognise(a_pose(4)) == before
    assert {
        path: path.stat().st_mtime_ns for path in (where.index / PositionEncoder.name).iterdir()
    } == kept


def test_a_library_made_anew_is_not_answered_for_by_an_old_index(tmp_path):
    where = with_starter(tmp_path)
    with opened(where) as one:
        one.recognise(a_pose())
        write_pose(tmp_path / "cat.pose", a_pose(8))
        drive(one.add(tmp_path / "cat.pose", sign_language="bfi"))
        assert not where.index.exists()
        assert one.recognise(a_pose(4))[0].sign.gloss == "bye"


def test_without_a_starter_the_users_own_library_answers(tmp_path):
    where = paths(tmp_path)
    with Library.open(where.library, first_id=OWN_IDS) as library:
        fill(library, [("cat", "bfi", "", (8,))], MINE)
    with opened(where) as one:
        assert one.find("cat")[0].sign.id >= OWN_IDS
        assert one.recognise(a_pose(8))[0].sign.gloss == "cat"
        assert any("starter dictionary is missing" in sentence for sentence in one.check())
        assert any("landmark model is missing" in sentence for sentence in one.check())


def test_with_nothing_at_all_every_question_has_an_empty_answer(tmp_path):
    with opened(paths(tmp_path)) as one:
        assert one.find("hello") == []
        assert one.recognise(a_pose()) == []
        assert one.signs() == one.sources() == []


def test_a_library_that_cannot_be_read_is_told_when_it_is_opened(tmp_path):
    where = with_starter(tmp_path)
    where.home.mkdir()
    where.library.write_bytes(b"not a library" * 500)
    with pytest.raises(LibraryError):
        open_dictionary(where)


def test_a_damaged_library_is_told_without_a_starter_too(tmp_path):
    where = paths(tmp_path)
    where.home.mkdir()
    where.library.write_bytes(b"not a library" * 500)
    with pytest.raises(LibraryError):
        open_dictionary(where)


def test_where_nothing_can_be_written_one_can_still_ask(tmp_path, monkeypatch):
    where = with_starter(tmp_path)
    with Library.open(where.library, first_id=OWN_IDS) as library:
        fill(library, [("cat", "bfi", "", (8,))], MINE)
    monkeypatch.setattr(os, "access", lambda *_: False)
    with opened(where) as one:
        assert one.find("cat")[0].sign.source == MINE
        assert one.recognise(a_pose(4))[0].sign.gloss == "bye"
        with pytest.raises(LibraryError):
            one.remove("mine")
        assert one.find("cat")


def test_where_no_library_can_be_made_one_can_still_ask(tmp_path):
    where = with_starter(tmp_path)
    where.home.write_text("a file where a folder should be")
    write_pose(tmp_path / "cat.pose", a_pose(8))
    with opened(where) as one:
        assert one.find("hello")
        assert one.recognise(a_pose(4))[0].sign.gloss == "bye"
        with pytest.raises(LibraryError):
            drive(one.add(tmp_path / "cat.pose", sign_language="bfi"))
        assert one.find("hello")


def test_a_missing_model_is_told_when_it_is_first_needed(tmp_path):
    with open_dictionary(with_starter(tmp_path)) as one:
        assert one.find("hello")
        with pytest.raises(ModelError):
            one.recognise(a_pose())


def test_finding_words_loads_neither_torch_nor_the_index():
    code = (
        "import sys; from signdict.dictionary.dictionary import open_dictionary\n"
        "from signdict.core.paths import Paths; from pathlib import Path\n"
        "with open_dictionary(Paths(Path(sys.argv[1]), Path(sys.argv[1]))) as one:\n"
        "    one.find('hello')\n"
        "print(*[m for m in ('torch', 'hnswlib', 'cv2', 'mediapipe') if m in sys.modules])"
    )
    command = [sys.executable, "-c", code, "nowhere"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_the_standard_places_are_used_unless_others_are_named(monkeypatch, tmp_path):
    monkeypatch.setenv("SIGNDICT_HOME", str(tmp_path))
    with open_dictionary() as one:
        assert one.remove.__self__ is one
    assert not list(tmp_path.iterdir())


def test_scores_are_dot_products_of_unit_vectors(dictionary):
    best = dictionary.recognise(a_pose(6))[0]
    assert np.isclose(best.score, 1, atol=1e-3)
