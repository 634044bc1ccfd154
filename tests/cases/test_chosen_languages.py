"""An answer in some languages says when another one fits better, through the command line."""

import json

import pytest

from signdict.pose.posefile import write_pose
from tests.support.cli import printed, run
from tests.support.fakes import a_pose

#: The seed of "good morning" in the small dictionary, which only psp has.
MORNING = 6
FITS = "Fits better in Philippine Sign Language (psp): good morning."


@pytest.fixture
def clip(tmp_path):
    write_pose(tmp_path / "morning.pose", a_pose(MORNING))
    return tmp_path / "morning.pose"


def test_a_sign_of_another_language_is_named(home, clip):
    done = run("recognise", clip, "--language", "ase")
    assert done.exit_code == 0
    assert done.stderr.splitlines()[-1].endswith(FITS)
    assert "good morning" not in done.stdout


def test_json_lists_only_the_languages_that_were_asked_for(home, clip):
    done = run("recognise", clip, "--language", "ase", "--json")
    assert {match["sign_language"] for match in json.loads(done.stdout)} == {"ase"}
    assert FITS in done.stderr


@pytest.mark.parametrize(
    "options", [[], ["--language", "psp"], ["--language", "ase", "--language", "psp"]]
)
def test_nothing_is_named_where_the_best_sign_was_searched(home, clip, options):
    done = run("recognise", clip, *options)
    assert "good morning" in done.stdout
    assert "Fits better" not in done.stderr


def test_a_language_without_signs_still_says_what_fits(home, clip):
    done = run("recognise", clip, "--language", "xki")
    assert done.exit_code == 1
    assert f"{FITS} There are no signs of Kenyan Sign Language (xki) yet." in done.stderr


def test_commands_search_all_languages_unless_some_are_named(home):
    home.home.mkdir(exist_ok=True)
    (home.home / "window.ini").write_text("[General]\nsign_languages=psp\n")
    assert {match["sign_language"] for match in printed("find", "hello")} == {"ase", "ins"}


def test_words_of_another_language_are_named(home):
    done = run("find", "good", "morning", "--language", "ase", "--language", "ins")
    assert "good morning is in Philippine Sign Language (psp)." in done.stderr


def test_words_of_several_languages_are_named_the_one_with_most_signs_first(home):
    done = run("find", "hello", "--language", "psp")
    assert "hello is in American Sign Language (ase), Indian Sign Language (ins)." in done.stderr


@pytest.mark.parametrize(
    "arguments", [["hello"], ["hello", "--language", "ase"], ["zebra", "--language", "ase"]]
)
def test_nothing_is_named_for_words_that_were_found_or_are_nowhere(home, arguments):
    assert " is in " not in run("find", *arguments).stderr


def test_words_are_no_letters(home):
    done = run("find", "hello", "--language", "psp", "--kind", "letter")
    assert done.stderr == "No signs match hello.\n"


def test_words_in_a_spoken_language_are_named_only_if_they_are_of_it(home):
    french = run("find", "hello", "--language", "psp", "--spoken", "fr")
    english = run("find", "hello", "--language", "psp", "--spoken", "en")
    assert " is in " not in french.stderr
    assert "hello is in American Sign Language (ase)" in english.stderr


def test_a_language_without_signs_is_named_with_what_exists(home, tmp_path):
    done = run("find", "hello", "--language", "xki")
    assert done.exit_code == 1
    assert done.stderr.strip() == (
        "No signs match hello. hello is in American Sign Language (ase), Indian Sign Language"
        " (ins). There are no signs of Kenyan Sign Language (xki) yet. Published datasets: signdict"
        " datasets --language xki"
    )
