"""The commands about models, with small ones of our own."""

import numpy as np
import pytest

from signdict.core import paths
from signdict.model.registry import Models
from signdict.pose.posefile import write_pose
from tests.model.test_modelfiles import small
from tests.support.checkpoints import TINY, vocabulary, write
from tests.support.cli import printed, run
from tests.support.fakes import a_pose
from tests.support.libraries import with_starter


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A small dictionary whose bundled model is a small network."""
    where = with_starter(tmp_path)
    monkeypatch.setenv("SIGNDICT_HOME", str(where.home))
    monkeypatch.setattr(paths, "resources", lambda: where.resources)
    made = small()
    made.name = where.model.name
    made.save(where.model)
    (where.model / "README.md").write_text("# The bundled one\n")
    return where


@pytest.fixture
def another(home, tmp_path):
    """A folder as training writes it, added."""
    made = small("signclip")
    made.name = "another"
    made.save(tmp_path / "another")
    (tmp_path / "another" / "README.md").write_text("# Another\n")
    assert printed("models", "add", tmp_path / "another")["name"] == "another"
    return Models(home).open("another")


def test_a_model_is_added_listed_used_and_removed(another):
    rows = printed("models", "list")
    assert [(row["name"], row["chosen"], row["read"]) for row in rows] == [
        ("signdict-2", True, 0), ("another", False, 0),
    ]  # fmt: skip
    assert "in use" in run("models", "list").stdout
    assert printed("models", "use", "another") == {"model": "another", "read": 7}
    assert run("models", "remove", "another").exit_code == 2
    assert "answers from now on" in run("models", "use", "signdict-2").stdout
    assert printed("models", "remove", "another") == {"removed": "another"}
    assert [row["name"] for row in printed("models", "list")] == ["signdict-2"]


def test_a_checkpoint_that_is_none_is_told_in_a_sentence(home, tmp_path):
    path = write(tmp_path / "a.pt")
    words = vocabulary(tmp_path)
    done = run("models", "add", path, "--vocab", words)
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    assert f"{TINY.words} words" in done.stderr or "vocabulary" in done.stderr
    assert "word pieces of a.pt are missing" in run("models", "add", path).stderr
    assert not list(home.models.glob("*"))


def test_the_card_is_that_of_the_model_in_use_unless_another_is_named(another):
    assert run("models", "card").stdout == "# The bundled one\n"
    assert printed("models", "card", "another") == {"model": "another", "card": "# Another\n"}


def test_poses_are_embedded_by_the_model_asked_for(another, tmp_path):
    files = [tmp_path / f"{n}.pose" for n in range(2)]
    for number, file in enumerate(files):
        write_pose(file, a_pose(number))
    told = printed("embed", "pose", *files, "--model", "another")
    assert told["model"] == "another"
    expected = another.raw_poses([a_pose(0), a_pose(1)])
    np.testing.assert_allclose(told["embeddings"], expected, atol=1e-4)
    assert printed("embed", "pose", files[0])["model"] == "signdict-2"
    lines = run("embed", "pose", *files).stdout.splitlines()
    assert [len(line.split()) for line in lines] == [12, 12]


def test_texts_are_composed_or_taken_as_they_are(another):
    composed = printed("embed", "text", "house", "--language", "ase", "--model", "another")
    raw = printed("embed", "text", "<en> <ase> house", "--raw-prompt", "--model", "another")
    assert composed == raw
    wrong = run("embed", "text", "house", "--language", "dgs", "--model", "another")
    assert (wrong.exit_code, "German Sign Language is gsg" in wrong.stderr) == (2, True)
    assert "not trained on text" in run("embed", "text", "Haus", "--spoken", "de").stderr


def test_vectors_go_into_a_file(another, tmp_path):
    out = tmp_path / "out.npz"
    told = printed("embed", "text", "a", "b", "--npz", out, "--model", "another")
    assert told == {"model": "another", "file": str(out), "shape": [2, 12]}
    with np.load(out) as stored:
        assert str(stored["model"]) == "another"
        assert stored["inputs"].tolist() == ["<en> <ase> a", "<en> <ase> b"]
        np.testing.assert_array_equal(
            stored["embeddings"], another.raw_texts(stored["inputs"].tolist())
        )
    assert not list(tmp_path.glob("*.part"))


def test_a_file_that_cannot_be_written_is_told(another, tmp_path):
    done = run("embed", "text", "a", "--npz", tmp_path / "none" / "out.npz")
    assert (done.exit_code, "No such folder" in done.stderr) == (2, True)


@pytest.mark.parametrize("name", ["none.pose", "broken.pose"])
def test_a_pose_that_cannot_be_read_is_told(home, tmp_path, name):
    (tmp_path / "broken.pose").write_bytes(b"x")
    done = run("embed", "pose", tmp_path / name)
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
