"""Matches by meaning: they are ordered, but no number is called a confidence."""

import json

import pytest

from tests.support.cli import printed, run

#: Questions that contain no gloss of the starter dictionary. Its signs for the second are all
#: wrong, and the first sign for the third, with a cosine of .89.
QUESTIONS = ("insect that makes honey", "vehicle with wings", "drunkard")


@pytest.fixture(scope="module")
def names(tmp_path_factory):
    """A home that keeps the embeddings of names, which take seconds, for all tests."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(autouse=True)
def own_home(names, monkeypatch):
    """Ask the bundled dictionary with the bundled model."""
    monkeypatch.setenv("SIGNDICT_HOME", str(names))


@pytest.mark.parametrize("text", QUESTIONS)
def test_matches_by_meaning_have_a_score_and_no_confidence(text):
    matches = printed("find", text)
    assert {match["by"] for match in matches} == {"meaning"}
    assert {match["confidence"] for match in matches} == {None}
    scores = [match["score"] for match in matches]
    assert len(scores) == 8
    assert scores == sorted(scores, reverse=True)


def test_the_right_sign_is_still_first():
    question = ("find", "insect that makes honey")
    assert printed(*question, "--language", "ase")[0]["gloss"] == "bee"
    assert {"bee", "abeille"} <= {match["gloss"] for match in printed(*question)[:5]}


def test_glosses_in_a_language_that_the_model_does_not_know_do_not_count():
    found = {match["gloss"] for match in printed("find", "a cold season of the year")}
    assert "hiver" in found  # by its translation, winter
    assert not found & {"sauf", "craie"}


@pytest.mark.parametrize("option", [(), ("--meaning",), ("--score", "dot")])
def test_no_table_shows_a_cosine_in_per_cent(option):
    done = run("find", "insect that makes honey", *option)
    assert done.exit_code == 0
    assert "%" not in done.stdout
    assert "confidence" not in done.stdout
    assert "likely" not in done.stdout


def test_a_word_that_is_found_by_its_letters_searched_by_meaning_has_no_confidence():
    assert {match["confidence"] for match in printed("find", "house", "--meaning")} == {None}
    assert printed("find", "hello")[0]["confidence"] == 1


def test_neighbours_have_no_confidence_either():
    hello = printed("find", "hello")[0]["id"]
    assert {match["confidence"] for match in printed("near", hello)} == {None}
    done = run("near", hello, "--csv")
    column = done.stdout.splitlines()[0].split(",").index("confidence")
    assert {line.split(",")[column] for line in done.stdout.splitlines()[1:]} == {""}


def test_words_before_meaning_leave_the_column_of_the_rest_empty():
    done = run("find", "bicylce", "--limit", 8)
    matches = json.loads(run("find", "bicylce", "--limit", 8, "--json").stdout)
    assert matches[0]["gloss"] == "bicycle"
    for line, match in zip(done.stdout.splitlines()[1:], matches, strict=True):
        assert ("%" in line) == (match["by"] == "words")
        assert (match["confidence"] is None) == (match["by"] == "meaning")
