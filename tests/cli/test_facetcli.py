import pytest

from signdict.dictionary.dictionary import Dictionary
from signdict.linguistics.phonology import features
from signdict.pose.posefile import write_pose
from tests.support.cli import printed, run
from tests.support.fakes import a_pose

pytestmark = pytest.mark.usefixtures("home")


def test_the_facets_of_a_sign_are_those_of_its_first_clip():
    value = printed("facets", 1)
    assert (value["id"], value["gloss"], value["clip"]) == (1, "hello", 1)
    assert {name: value[name] for name in features.VALUES} == features.of(a_pose(1)).as_json()
    lines = [line.split() for line in run("facets", 1).stdout.splitlines()]
    assert ["hands", value["hands"]] in lines
    assert ["handshape", value["handshape"]] in lines


def test_every_clip_of_a_sign_can_be_told():
    value = printed("facets", 1, "--clips")
    assert [clip["clip"] for clip in value["clips"]] == [1, 2]
    lines = run("facets", 1, "--clips").stdout.splitlines()
    assert lines[0].split() == ["clip", *features.VALUES]
    assert len(lines) == 3


def test_the_facets_of_a_file_are_told_too(tmp_path):
    write_pose(tmp_path / "mine.pose", a_pose(4))
    value = printed("facets", tmp_path / "mine.pose")
    assert value["file"].endswith("mine.pose")
    assert value["place"] == features.of(a_pose(4)).place


@pytest.mark.parametrize("how", [(), ("--clips",)])
def test_a_sign_without_hands_ends_with_1(monkeypatch, how):
    monkeypatch.setattr(Dictionary, "facets", lambda self, clips: {})
    done = run("facets", 1, *how)
    assert (done.exit_code, done.stdout, done.stderr) == (1, "", "No hand is seen in hello.\n")


@pytest.mark.parametrize("what", ["99", "nothing.mp4"])
def test_what_is_not_there_is_told_in_a_sentence(what):
    done = run("facets", what)
    assert (done.exit_code, len(done.stderr.splitlines())) == (2, 1)


def test_questions_are_narrowed_by_facets_and_by_language(tmp_path):
    write_pose(tmp_path / "mine.pose", a_pose(4))
    movement = printed("facets", 3)["movement"]
    for question in (["find", "hello"], ["recognise", tmp_path / "mine.pose"], ["near", 5]):
        every = printed(*question, "--language", "ase")
        kept = printed(*question, "--language", "ase", "--facet", f"movement={movement}")
        assert {match["id"] for match in kept} <= {match["id"] for match in every}
        for match in kept:
            clips = printed("facets", match["id"], "--clips")["clips"]
            assert movement in {clip["movement"] for clip in clips}
        assert kept


def test_a_limit_counts_what_is_left():
    kept = printed("find", "hello", "--facet", "hands=two", "--facet", "hands=one", "--limit", 1)
    assert len(kept) == 1


def test_when_nothing_is_left_it_is_said(monkeypatch):
    monkeypatch.setattr(Dictionary, "facets", lambda self, clips: {})
    done = run("find", "hello", "--facet", "hands=one")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == "None of the nearest signs has these facets. Ask for fewer.\n"


def test_what_is_no_facet_is_told_with_what_there_is():
    done = run("find", "hello", "--facet", "hands=three")
    assert (done.exit_code, done.stderr) == (2, "hands is never three. It can be one or two.\n")
