import errno
import os

import numpy as np
import pytest

from signdict.core import files
from signdict.core.errors import WriteError


def given_up(writing_of, begin):
    with writing_of as made:
        begin(made)
        raise KeyError


def test_the_old_file_stays_until_the_new_one_is_whole(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("old")
    with pytest.raises(KeyError):
        given_up(files.atomic_path(path), lambda made: made.write_text("half"))
    assert path.read_text() == "old"
    files.write_atomic(path, b"new")
    assert [p.name for p in tmp_path.iterdir()] == ["a.csv"]
    assert path.read_text() == "new"


@pytest.mark.parametrize(("number", "why"), [
    (errno.ENOSPC, "The disk is full, so a.csv was not written"),
    (errno.EROFS, "a.csv cannot be written to"),
    (errno.EACCES, "a.csv cannot be replaced. Close it in the program that has it open"),
])  # fmt: skip
def test_what_the_disk_refuses_is_said_in_a_sentence(tmp_path, number, why):
    path = tmp_path / "a.csv"
    path.write_text("old")
    with pytest.raises(WriteError, match=why), files.atomic_path(path):
        raise OSError(number, os.strerror(number))
    assert path.read_text() == "old"


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(WriteError, match="No such folder"):
        files.write_atomic(tmp_path / "none" / "a.csv", b"")


def test_arrays_are_written_under_their_names(tmp_path):
    path = tmp_path / "a.npz"
    files.write_arrays(path, names=["a", "b"], rows=np.eye(2, dtype=np.float32))
    with np.load(path) as stored:
        assert stored["names"].tolist() == ["a", "b"]
        np.testing.assert_array_equal(stored["rows"], np.eye(2))
    assert [p.name for p in tmp_path.iterdir()] == ["a.npz"]


def test_a_full_disk_says_how_much_room_a_folder_needs(tmp_path):
    with (
        pytest.raises(WriteError, match="Free about 1 GB"),
        files.atomic_folder(tmp_path / "new", room="about 1 GB"),
    ):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_file_is_not_written_over_a_folder(tmp_path):
    with pytest.raises(WriteError, match="is a folder"):
        files.write_atomic(tmp_path, b"")


def test_a_folder_appears_whole_also_in_place_of_an_empty_one(tmp_path):
    for name in ("new", "empty"):
        path = tmp_path / name
        if name == "empty":
            path.mkdir()
        with files.atomic_folder(path) as made:
            (made / "a").write_text("a")
        assert [p.name for p in path.iterdir()] == ["a"]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["empty", "new"]


def test_a_folder_that_was_given_up_leaves_nothing(tmp_path):
    with pytest.raises(KeyError):
        given_up(files.atomic_folder(tmp_path / "new"), lambda made: (made / "a").touch())
    assert list(tmp_path.iterdir()) == []


def test_a_folder_with_something_in_it_stays_as_it_is(tmp_path):
    (tmp_path / "mine").write_text("a")
    for path, why in ((tmp_path, "is not empty"), (tmp_path / "mine", "is a file")):
        with pytest.raises(WriteError, match=why), files.atomic_folder(path):
            pass
    assert [p.name for p in tmp_path.iterdir()] == ["mine"]


@pytest.mark.parametrize(("text", "name"), [
    ('a/b\\c:d*e?f"g<h>i|j', "a b c d e f g h i j"),
    ("../../etc/passwd", "etc passwd"),
    ("what. . .", "what"),
    ("\x00\n\u202eabc", "abc"),
    ("", "sign"), ("...", "sign"),
    ("नमस्ते 🤟", "नमस्ते 🤟"),
])  # fmt: skip
def test_file_names_are_what_every_system_takes(text, name):
    assert files.file_name(text) == name


def test_long_names_are_cut_between_letters():
    assert files.file_name("x" * 300) == "x" * 60
    name = files.file_name("नमस्ते" * 40)
    assert len(name.encode()) <= 120
    assert name == name.encode().decode()
