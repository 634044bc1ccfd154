"""The command `facets` and the option --facet."""

import pytest

from signdict.dictionary.dictionary import Dictionary
from signdict.linguistics.phonology import features
from signdict.pose.posefile import write_pose
from tests.support.cli import printed, run
from tests.support.fakes import a_pose

pytestmark = pytest.mark.usefixtures("home")


def test_facets_of_a_sign_are_those_of_its_first_clip():
    value = printed("facets", 1)
    assert (value["id"], value["gloss"], value["clip"]) == (1, "hello", 1)
    assert {name: value[name] for name in features.VALUES} == features.of(a_pose(1)).as_json()
    lines = [line.split() for line in run("facets", 1).stdout.splitlines()]
    assert ["hands", value["hands"]] in lines
    assert ["handshape", value["handshape"]] in lines


def test_facets_of_every_clip_of_a_sign_are_printed():
    value = printed("facets", 1, "--clips")
    assert [clip["clip"] for clip in value["clips"]] == [1, 2]
    lines = run("facets", 1, "--clips").stdout.splitlines()
    assert lines[0].split() == ["clip", *features.VALUES]
    assert len(lines) == 3


def test_facets_of_a_file_are_printed(tmp_path):
    write_pose(tmp_path / "mine.pose", a_pose(4))
    value = printed("facets", tmp_path / "mine.pose")
    assert value["file"].endswith("mine.pose")
    assert value["place"] == features.of(a_pose(4)).place


@pytest.mark.parametrize("options", [(), ("--clips",)])
def test_a_sign_without_hands_exits_with_1(monkeypatch, options):
    monkeypatch.setattr(Dictionary, "facets", lambda self, clips: {})
    done = run("facets", 1, *options)
    assert (done.exit_code, done.stdout, done.stderr) == (1, "", "No hand is visible in hello.\n")


@pytest.mark.parametrize("sign", ["99", "nothing.mp4"])
def test_a_missing_sign_or_file_is_reported_in_one_sentence(sign):
    done = run("facets", sign)
    assert (done.exit_code, len(done.stderr.splitlines())) == (2, 1)


def test_queries_are_filtered_by_facets_and_language(tmp_path):
    write_pose(tmp_path / "mine.pose", a_pose(4))
    movement = printed("facets", 3)["movement"]
    for query in (["find", "hello"], ["recognise", tmp_path / "mine.pose"], ["near", 5]):
        every = printed(*query, "--language", "ase")
        filtered = printed(*query, "--language", "ase", "--facet", f"movement={movement}")
        assert {match["id"] for match in filtered} <= {match["id"] for match in every}
        for match in filtered:
            clips = printed("facets", match["id"], "--clips")["clips"]
            assert movement in {clip["movement"] for clip in clips}
        assert filtered


def test_the_limit_holds_after_filtering():
    facets = ["--facet", "hands=two", "--facet", "hands=one"]
    assert len(printed("find", "hello", *facets, "--limit", 1)) == 1


def test_no_match_with_these_facets_is_reported(monkeypatch):
    monkeypatch.setattr(Dictionary, "facets", lambda self, clips: {})
    done = run("find", "hello", "--facet", "hands=one")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == "None of the nearest signs has these facets. Remove a --facet.\n"


def test_an_unknown_facet_value_is_reported_with_the_known_ones():
    done = run("find", "hello", "--facet", "hands=three")
    assert (done.exit_code, done.stderr) == (2, "hands is never three. It can be one or two.\n")
