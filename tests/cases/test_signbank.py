"""Signbanks, datasets whose files are not described, and names that are close to others."""

import pytest

from signdict.importing.datasets import dataset
from signdict.pose.posefile import write_pose
from tests.support.cli import printed, run
from tests.support.fakes import a_pose


@pytest.fixture
def films(tmp_path):
    """A folder with the film of a Signbank, as landmarks."""
    assert dataset("kata_kolok").sign_languages == ("bqy",)  # those that ship with signdict
    folder = tmp_path / "films" / "glossvideo" / "SET" / "HE"
    folder.mkdir(parents=True)
    write_pose(folder / "HELLO_THERE-3.pose", a_pose(3))
    return tmp_path / "films"


def test_any_signbank_is_read_with_its_language(films, home):
    options = ("--set", "language=asf", "--set", "spoken=en", "--set", "title=Auslan set")
    shown = printed("add", films, "--preview", "--as", "signbank", *options)
    assert (shown["source"], shown["languages"]) == ("Auslan set", {"asf": 1})
    assert shown["first"][0]["gloss"] == "HELLO THERE"
    assert shown["first"][0]["spoken_language"] == "en"


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (
            ["--as", "asl_lex"],
            "How the files of ASL-LEX lie is not known. Read them by their names with --as folder,"
            " or write a recipe.",
        ),
        (
            ["--as", "signbank", "--set", "language=xyz"],
            "The recipe signbank.toml: xyz is not a sign-language code. "
            "List all codes: signdict languages",
        ),
        (
            ["--as", "bsl"],
            "No dataset is named bsl. Did you mean bsl_signbank or bsldict? List all datasets: "
            "signdict datasets",
        ),
    ],
)
def test_what_cannot_be_read_is_one_sentence(films, home, options, sentence):
    done = run("add", films, "--preview", *options)
    assert done.exit_code == 2
    assert done.stderr.startswith(sentence)
    assert done.stderr.count("\n") == 1
