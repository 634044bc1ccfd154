"""`.signs` files: written and read, and every kind of invalid file."""

import json
import zipfile

import pytest

from signdict.core.errors import ManifestError, PoseError, WriteError
from signdict.library import signsfile
from signdict.library.editing import Label
from signdict.pose.posefile import pose_bytes
from tests.support.fakes import a_pose

WAVE = {"gloss": "wave", "sign_language": "ase", "poses": ["poses/1-1.pose"]}


def a_file(path, content=None, **files):
    """Write a file of signs; `content` is its list, as text or value."""
    content = {"signdict": 1, "signs": [WAVE]} if content is None else content
    with zipfile.ZipFile(path, "w") as archive:
        is_text = isinstance(content, str | bytes)
        archive.writestr("signs.json", content if is_text else json.dumps(content))
        archive.writestr("poses/1-1.pose", pose_bytes(a_pose()))
        for name, other in files.items():
            archive.writestr(name, other)
    return path


def listing(**what):
    return {"signdict": 1, "signs": [{**WAVE, **what}]}


def error_of(path):
    """Return the message and hint of the error that opening a file raises."""
    with pytest.raises(ManifestError) as error, signsfile.opened(path):
        raise AssertionError("the file was opened")
    return str(error.value)


def test_a_written_file_is_read(tmp_path):
    path = tmp_path / "a.signs"
    with signsfile.written(path) as file:
        file.put(Label("grüß Gott", "gsg", "greeting"), [a_pose(1), a_pose(2)])
    with signsfile.opened(path) as file:
        (entry,) = file.entries
        assert entry.label == Label("grüß Gott", "gsg", "greeting")
        assert [len(file.pose(name)) for name in entry.poses] == [12, 12]


def test_a_file_contains_neither_date_nor_folder(tmp_path):
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        with signsfile.written(tmp_path / folder / "a.signs") as file:
            file.put(Label("wave", "ase"), [a_pose(1)])
    first, second = ((tmp_path / folder / "a.signs").read_bytes() for folder in ("one", "two"))
    assert first == second
    assert str(tmp_path).encode() not in first


@pytest.mark.parametrize(
    "name",
    ["../evil.pose", "/etc/passwd", "a/../../evil", "..\\evil.pose", "C:/evil.pose", "\\\\evil\\x"],
)
def test_a_path_that_leaves_the_folder_is_rejected(tmp_path, name):
    assert "names a file outside its folder" in error_of(
        a_file(tmp_path / "a.signs", **{name: "x"})
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "is not JSON"),
        ("[" * 100_000, "is not JSON"),
        (b"\xff\xfe\x00", "is not JSON"),
        ("[]", "is not a JSON object"),
        ({"signdict": 2, "signs": [WAVE]}, "another version"),
        ({"signs": [WAVE]}, "another version"),
        ({"signdict": 1}, "should list from 1"),
        ({"signdict": 1, "signs": []}, "should list from 1"),
        ({"signdict": 1, "signs": [WAVE] * 2_001}, "should list from 1"),
        ({"signdict": 1, "signs": ["wave"]}, "sign 1 is not a JSON object"),
        (listing(gloss=3), "sign 1 has a value that is not text"),
        (listing(gloss=""), "The gloss is empty"),
        (listing(gloss="\ud800"), "gloss is empty"),
        (listing(gloss="x" * 101), "longer than 100"),
        (listing(sign_language="xyz"), "not a sign-language code"),
        (listing(poses=[]), "has no list of poses"),
        (listing(poses="poses/1-1.pose"), "has no list of poses"),
        (listing(poses=[1]), "has no list of poses"),
        (listing(poses=["poses/9-9.pose"]), "does not contain the clip"),
        (listing(poses=["../evil.pose"]), "does not contain the clip"),
        (listing(poses=["poses/1-1.pose"] * 10_001), "more than 10,000 clips"),
    ],
)
def test_an_invalid_list_is_rejected_in_a_sentence(tmp_path, content, message):
    sentence = error_of(a_file(tmp_path / "a.signs", content))
    assert message in sentence
    assert "a.signs" in sentence
    assert "\n" not in sentence


def test_a_missing_file_or_another_archive_is_rejected(tmp_path):
    path = tmp_path / "a.signs"
    assert "cannot be opened" in error_of(path)
    path.write_bytes(b"PK\x03\x04 and then nothing")
    assert "is not a file of signs" in error_of(path)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("other.txt", "x")
    assert "cannot be read" in error_of(path)


def test_a_truncated_or_changed_file_is_rejected(tmp_path):
    path = a_file(tmp_path / "a.signs")
    original = path.read_bytes()
    path.write_bytes(original[: len(original) // 2])
    assert "is not a file of signs" in error_of(path)
    changed = original.replace(b'"wave"', b'"wavy"')
    assert changed != original
    path.write_bytes(changed)
    assert "cannot be read" in error_of(path)


def test_nothing_larger_than_its_limit_is_read(tmp_path, monkeypatch):
    path = a_file(tmp_path / "a.signs")
    monkeypatch.setattr(signsfile, "LIST_BYTES", 10)
    assert "larger than" in error_of(path)
    monkeypatch.undo()
    monkeypatch.setattr(signsfile, "POSE_BYTES", 1000)
    with signsfile.opened(path) as file, pytest.raises(ManifestError, match="larger than"):
        file.pose("poses/1-1.pose")


def test_a_zip_bomb_is_not_unpacked(tmp_path):
    path = tmp_path / "a.signs"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("signs.json", b" " * (signsfile.LIST_BYTES + 1))
    assert path.stat().st_size < 10_000
    assert "larger than" in error_of(path)


def test_an_invalid_pose_is_reported_with_the_name_of_the_file(tmp_path):
    path = tmp_path / "a.signs"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("signs.json", json.dumps({"signdict": 1, "signs": [WAVE]}))
        archive.writestr("poses/1-1.pose", b"no pose")
    with signsfile.opened(path) as file, pytest.raises(PoseError, match=r"1-1\.pose in a\.signs"):
        file.pose("poses/1-1.pose")


def test_a_disk_that_fills_during_an_export_leaves_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / "a.signs"
    path.write_text("old")

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(zipfile.ZipFile, "writestr", full)
    with pytest.raises(WriteError, match="The disk is full"), signsfile.written(path) as file:
        file.put(Label("wave", "ase"), [a_pose()])
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]
