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
    with opened(with_starter(tmp_path)) as dictionary:
        yield dictionary


@pytest.fixture
def both(tmp_path):
    """A starter and a library of the user."""
    where = with_starter(tmp_path)
    with Library.open(where.library, first_id=OWN_IDS) as library:
        fill(library, [("hello", "ase", "", (7,)), ("cat", "bfi", "", (4, 8))], MINE)
    with opened(where) as dictionary:
        yield dictionary


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
def test_a_match_says_whether_the_mirror_image_is_more_similar(dictionary, score):
    plain = dictionary.recognise(a_pose(4), score=score)[0]
    mirrored = dictionary.recognise(a_pose(4).mirrored(), score=score)[0]
    assert (plain.sign.gloss, plain.mirrored) == ("bye", False)
    assert (mirrored.sign.gloss, mirrored.mirrored) == ("bye", True)


def test_neighbours_are_not_mirrored(dictionary):
    assert not any(match.mirrored for match in dictionary.neighbours(1))


def test_clips_of_one_sign_are_one_match(dictionary):
    matches = dictionary.recognise(a_pose(1))
    assert max(Counter(match.sign.id for match in matches).values()) == 1
    hello = next(m for m in matches if m.sign.gloss == "hello" and len(m.sign.clips) == 2)
    assert hello.rank <= 2


def test_matches_are_numbered_in_the_order_of_their_score(dictionary):
    matches = dictionary.recognise(a_pose(1))
    assert [match.rank for match in matches] == [1, 2, 3, 4, 5, 6]
    assert [m.score for m in matches] == sorted((m.score for m in matches), reverse=True)
    assert all(0 <= match.confidence <= 1 for match in matches)


def test_languages_and_limit_restrict_the_matches(dictionary):
    matches = dictionary.recognise(a_pose(1), languages=["INS"])
    assert {match.sign.sign_language for match in matches} == {"ins"}
    assert len(dictionary.recognise(a_pose(1), limit=2)) == 2


def test_a_pose_without_frames_raises_pose_error(dictionary):
    empty = a_pose().cut(0, 0)
    with pytest.raises(PoseError, match="no frames"):
        dictionary.recognise(empty)


@pytest.mark.parametrize("ask", ["recognise", "find", "neighbours", "signs"])
def test_a_wrong_language_code_is_rejected_with_the_right_one(dictionary, ask):
    arguments = {"recognise": [a_pose()], "find": ["hello"], "neighbours": [1], "signs": []}[ask]
    with pytest.raises(LanguageError, match="Italian Sign Language is ise"):
        getattr(dictionary, ask)(*arguments, languages=["lis"])


def test_a_word_finds_its_signs_in_every_language(dictionary):
    matches = dictionary.find("héllo")
    assert [(m.sign.gloss, m.sign.sign_language, m.sign.variant) for m in matches[:3]] == [
        ("hello", "ase", ""),
        ("hello", "ase", "alternative"),
        ("hello", "ins", ""),
    ]


def test_a_typo_finds_the_same_sign_first(dictionary):
    assert dictionary.find("helo")[0].sign == dictionary.find("hello")[0].sign


def test_both_libraries_are_searched_and_the_same_sign_is_one_match(both):
    hello = both.find("hello", languages=["ase"])[0]
    assert [clip.id >= OWN_IDS for clip in hello.sign.clips] == [False, False, True]
    assert both.find("cat")[0].sign.source == MINE
    assert both.counts() == {"ase": 4, "bfi": 1, "ins": 2, "psp": 1}


def test_neighbours_are_of_other_languages_by_default(dictionary):
    hello = dictionary.find("hello", languages=["ase"])[0].sign
    matches = dictionary.neighbours(hello.id)
    assert matches[0].sign.gloss == "thank you"  # the same movement, in another language
    assert {match.sign.sign_language for match in matches} == {"ins", "psp"}
    assert [match.rank for match in matches] == [1, 2, 3]


def test_neighbours_in_the_same_language_exclude_the_sign(both):
    hello = both.find("hello", languages=["ase"])[0].sign
    matches = both.neighbours(hello.id, languages=["ase"])
    assert [m.rank for m in matches] == [1, 2]
    assert {(m.sign.gloss, m.sign.variant) for m in matches} == {
        ("hello", "alternative"),
        ("bye", ""),
    }
    assert len(both.neighbours(hello.id, limit=1)) == 1


def test_neighbours_can_be_in_the_other_library(both):
    cat = both.find("cat")[0].sign
    assert both.neighbours(cat.id)[0].sign.gloss == "bye"


def test_a_dictionary_with_one_language_has_no_neighbours_in_others(tmp_path):
    where = with_starter(tmp_path, signs=[("hello", "ase", "", (1,))])
    with opened(where) as dictionary:
        assert dictionary.neighbours(1) == []


def test_neighbours_of_a_sign_without_an_embedding_raise_library_error(tmp_path):
    with (
        opened(with_starter(tmp_path, model="another")) as dictionary,
        pytest.raises(LibraryError) as error,
    ):
        dictionary.neighbours(1)
    assert "signdict reread" in str(error.value)


@pytest.mark.parametrize("number", [99, OWN_IDS])
def test_an_unknown_sign_or_clip_raises_library_error(dictionary, number):
    with pytest.raises(LibraryError, match=f"There is no sign {number}"):
        dictionary.sign(number)
    with pytest.raises(LibraryError, match=f"There is no clip {number}"):
        dictionary.pose(number)


def test_clips_of_both_libraries_have_their_landmarks(both):
    for match in both.find("hello") + both.find("cat"):
        for clip in match.sign.clips:
            assert len(both.pose(clip.id)) == len(a_pose())


def test_all_signs_are_listed_in_alphabetical_pages(both):
    every = both.signs()
    assert [sign.gloss for sign in every] == sorted(sign.gloss for sign in every)
    assert [*both.signs(limit=3), *both.signs(limit=9, offset=3)] == every
    assert {sign.sign_language for sign in both.signs(languages=["ins"])} == {"ins"}


def test_sources_of_both_libraries_have_their_number_of_signs(both):
    assert [(source.name, count) for source, count in both.sources()] == [
        ("starter", 6),
        ("mine", 2),
    ]


def test_a_removed_source_is_not_found(both):
    assert both.recognise(a_pose(8))[0].sign.gloss == "cat"
    assert both.remove("mine") == 2
    assert both.find("cat", languages=["bfi"]) == []
    assert both.recognise(a_pose(8))[0].sign.gloss != "cat"


@pytest.mark.parametrize(
    ("source", "message"),
    [("starter", "belongs to the starter"), ("nobody", "There is no source named nobody")],
)
def test_a_source_that_cannot_be_removed_raises_library_error(both, source, message):
    with pytest.raises(LibraryError, match=message):
        both.remove(source)


def test_a_pose_file_is_read_and_recognised(dictionary, tmp_path):
    write_pose(tmp_path / "sign.pose", a_pose(4))
    _, pose = drive(dictionary.read(tmp_path / "sign.pose"))
    assert dictionary.recognise(pose)[0].sign.gloss == "bye"


def test_a_file_that_is_not_a_video_raises_video_error(dictionary, tmp_path):
    (tmp_path / "notes.mp4").write_text("no video")
    with pytest.raises(VideoError, match="is not a video"):
        drive(dictionary.read(tmp_path / "notes.mp4"))
    with pytest.raises(VideoError, match="No such file"):
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


def test_invalid_rows_of_a_table_are_in_the_report(dictionary, tmp_path):
    write_pose(tmp_path / "a.pose", a_pose(11))
    (tmp_path / "list.csv").write_text(
        "path,gloss,sign_language\na.pose,red,ase\nb.pose,blue,ase\n"
    )
    _, report = drive(dictionary.add(tmp_path / "list.csv"))
    assert report.added == 1
    assert "No such file: b.pose" in report.skipped[0].reason


def test_reread_makes_clips_of_another_model_searchable(tmp_path):
    where = with_starter(tmp_path)
    with Library.open(where.library, first_id=OWN_IDS) as library:
        fill(library, [("cat", "bfi", "", (8,))], MINE, model="another")
    with opened(where) as dictionary:
        assert any("signdict reread" in sentence for sentence in dictionary.check())
        assert result_of(dictionary.reread()) == 1
        assert dictionary.recognise(a_pose(8))[0].sign.gloss == "cat"
        assert dictionary.check() == []


def test_reread_does_nothing_if_every_clip_is_embedded(dictionary):
    assert result_of(dictionary.reread()) == 0


def test_searching_writes_nothing_but_the_index(tmp_path):
    where = with_starter(tmp_path)
    with opened(where) as dictionary:
        dictionary.find("hello")
        assert not where.home.exists()
        dictionary.recognise(a_pose())
    assert [path.name for path in where.home.iterdir()] == ["index"]


def test_the_index_is_stored_and_rebuilt_when_damaged_or_stale(tmp_path):
    where = with_starter(tmp_path)
    with opened(where) as dictionary:
        before = dictionary.recognise(a_pose(4))
    for path in (where.index / PositionEncoder.name).iterdir():
        path.write_bytes(b"damaged")
    with opened(where) as dictionary:
        assert dictionary.recognise(a_pose(4)) == before
        stored = {
            path: path.stat().st_mtime_ns for path in (where.index / PositionEncoder.name).iterdir()
        }
    with opened(where) as dictionary:
        assert dictionary.recognise(a_pose(4)) == before
    assert {
        path: path.stat().st_mtime_ns for path in (where.index / PositionEncoder.name).iterdir()
    } == stored


def test_an_old_index_does_not_answer_for_a_new_library(tmp_path):
    where = with_starter(tmp_path)
    with opened(where) as dictionary:
        dictionary.recognise(a_pose())
        write_pose(tmp_path / "cat.pose", a_pose(8))
        drive(dictionary.add(tmp_path / "cat.pose", sign_language="bfi"))
        assert not where.index.exists()
        assert dictionary.recognise(a_pose(4))[0].sign.gloss == "bye"


def test_without_a_starter_the_users_own_library_answers(tmp_path):
    where = paths(tmp_path)
    with Library.open(where.library, first_id=OWN_IDS) as library:
        fill(library, [("cat", "bfi", "", (8,))], MINE)
    with opened(where) as dictionary:
        assert dictionary.find("cat")[0].sign.id >= OWN_IDS
        assert dictionary.recognise(a_pose(8))[0].sign.gloss == "cat"
        assert any("starter dictionary is missing" in sentence for sentence in dictionary.check())
        assert any("landmark model is missing" in sentence for sentence in dictionary.check())


def test_an_empty_dictionary_has_empty_results(tmp_path):
    with opened(paths(tmp_path)) as dictionary:
        assert dictionary.find("hello") == []
        assert dictionary.recognise(a_pose()) == []
        assert dictionary.signs() == dictionary.sources() == []


def test_opening_a_damaged_library_raises_library_error(tmp_path):
    where = with_starter(tmp_path)
    where.home.mkdir()
    where.library.write_bytes(b"not a library" * 500)
    with pytest.raises(LibraryError):
        open_dictionary(where)


def test_opening_a_damaged_library_without_a_starter_raises_library_error(tmp_path):
    where = paths(tmp_path)
    where.home.mkdir()
    where.library.write_bytes(b"not a library" * 500)
    with pytest.raises(LibraryError):
        open_dictionary(where)


def test_a_read_only_library_can_be_searched(tmp_path, monkeypatch):
    where = with_starter(tmp_path)
    with Library.open(where.library, first_id=OWN_IDS) as library:
        fill(library, [("cat", "bfi", "", (8,))], MINE)
    monkeypatch.setattr(os, "access", lambda *_: False)
    with opened(where) as dictionary:
        assert dictionary.find("cat")[0].sign.source == MINE
        assert dictionary.recognise(a_pose(4))[0].sign.gloss == "bye"
        with pytest.raises(LibraryError):
            dictionary.remove("mine")
        assert dictionary.find("cat")


def test_without_a_writable_home_the_starter_can_be_searched(tmp_path):
    where = with_starter(tmp_path)
    where.home.write_text("a file where a folder should be")
    write_pose(tmp_path / "cat.pose", a_pose(8))
    with opened(where) as dictionary:
        assert dictionary.find("hello")
        assert dictionary.recognise(a_pose(4))[0].sign.gloss == "bye"
        with pytest.raises(LibraryError):
            drive(dictionary.add(tmp_path / "cat.pose", sign_language="bfi"))
        assert dictionary.find("hello")


def test_a_missing_model_raises_model_error_when_it_is_first_needed(tmp_path):
    with open_dictionary(with_starter(tmp_path)) as dictionary:
        assert dictionary.find("hello")
        with pytest.raises(ModelError):
            dictionary.recognise(a_pose())


def test_parts_are_built_once_and_open_no_model(tmp_path):
    with opened(with_starter(tmp_path), lambda: pytest.fail("opened")) as dictionary:
        for name in ("analysis", "sign_table", "maintenance", "teaching", "queries", "models"):
            assert getattr(dictionary, name) is getattr(dictionary, name)
        assert len(dictionary.analysis.items()) == 6


def test_finding_words_loads_neither_torch_nor_the_index():
    code = (
        "import sys; from signdict.dictionary.dictionary import open_dictionary\n"
        "from signdict.core.paths import Paths; from pathlib import Path\n"
        "with open_dictionary(Paths(Path(sys.argv[1]), Path(sys.argv[1]))) as dictionary:\n"
        "    dictionary.find('hello')\n"
        "print(*[m for m in ('torch', 'hnswlib', 'cv2', 'mediapipe') if m in sys.modules])"
    )
    command = [sys.executable, "-c", code, "nowhere"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_the_standard_paths_are_the_default(monkeypatch, tmp_path):
    monkeypatch.setenv("SIGNDICT_HOME", str(tmp_path))
    with open_dictionary() as dictionary:
        assert dictionary.remove.__self__ is dictionary
    assert not list(tmp_path.iterdir())


def test_scores_are_dot_products_of_unit_vectors(dictionary):
    best = dictionary.recognise(a_pose(6))[0]
    assert np.isclose(best.score, 1, atol=1e-3)
