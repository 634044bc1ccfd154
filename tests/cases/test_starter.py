"""The starter dictionary and clips of unknown rate through the command line."""

import json

import pytest

from signdict.library.pair import OWN_IDS
from signdict.pose.posefile import write_pose
from tests.support.cli import printed, run
from tests.support.fakes import a_pose


@pytest.fixture
def first_start(tmp_path, monkeypatch):
    """The dictionary as it is at first start."""
    monkeypatch.setenv("SIGNDICT_HOME", str(tmp_path / "home"))


def glosses(matches, code):
    """Return the glosses of the matches in a sign language."""
    return [match["gloss"] for match in matches if match["sign_language"] == code]


@pytest.mark.parametrize(
    ("text", "code", "gloss"),
    [
        ("bonjour", "fsl", "bonjour"),
        ("danke", "gsg", "danke"),
        ("obrigado", "bzs", "obrigado"),
        ("maison", "fsl", "maison"),
        ("house", "fsl", "maison"),
        ("hoy", "mfs", "hoy"),
        ("Monday", "ins", "Monday"),
        ("coffee", "ase", "coffee"),
    ],
)
def test_everyday_words_are_found_at_first_start(first_start, text, code, gloss):
    assert gloss in glosses(printed("find", text), code)


def test_a_word_of_another_language_is_found_among_the_signs_of_one(first_start):
    (first, *_) = printed("find", "hello", "--language", "fsl")
    assert first["gloss"] == "bonjour"
    assert first["sign_language"] == "fsl"


def test_a_match_names_its_source(first_start):
    matches = printed("find", "bonjour", "--language", "fsl")
    assert {source for match in matches for source in match["sources"]} <= {
        "fsl_jauvert", "fsl_elix",
    }  # fmt: skip


def added(tmp_path, cells, head, code=0):
    """Add one clip with cells of a table, and return what the command prints."""
    write_pose(tmp_path / "a.pose", a_pose(40))
    lines = [f"path,gloss,sign_language,{head}", f"a.pose,maison,fsl,{cells}"]
    (tmp_path / "list.csv").write_text("\n".join(lines) + "\n", "utf-8")
    done = run("add", tmp_path / "list.csv", "--json")
    assert done.exit_code == code, done.stderr
    return json.loads(done.stdout)


def own():
    """Return the signs of the user's library."""
    return [sign for sign in printed("export") if sign["id"] >= OWN_IDS]


def test_translations_have_a_language_of_their_own(home, tmp_path):
    added(tmp_path, "fr,house; home,en", "spoken_language,translation,translation_language")
    (sign,) = own()
    assert sign["translations"] == "house; home"
    assert printed("find", "home")[0]["gloss"] == "maison"
    assert printed("find", "home", "--spoken", "en")[0]["gloss"] == "maison"
    assert run("find", "home", "--spoken", "fr", "--json").exit_code == 1


@pytest.mark.parametrize(
    ("timing", "guessed", "about"),
    [("approximate", True, "about "), ("exact", False, ""), ("", False, "")],
)
def test_times_in_a_clip_of_unknown_rate_are_marked(home, tmp_path, timing, guessed, about):
    added(tmp_path, timing, "timing")
    (sign,) = own()
    mine = a_pose(41)
    write_pose(tmp_path / "mine.pose", mine)
    compared = ("compare", tmp_path / "mine.pose", sign["id"])
    assert printed(*compared)["guessed_rate"] is guessed
    first = run(*compared).stdout.splitlines()[1]
    assert (" about " in first) is bool(about)


def test_another_timing_is_one_sentence_for_its_row(home, tmp_path):
    report = added(tmp_path, "slow", "timing", code=1)
    assert report["added"] == 0
    assert [row["reason"] for row in report["skipped"]] == [
        "Line 2 of list.csv: slow is not a timing. Write exact or approximate."
    ]
