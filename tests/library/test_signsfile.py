import json
import zipfile

import pytest

from signdict.core.errors import ManifestError, PoseError, WriteError
from signdict.library import signsfile
from signdict.library.editing import Label
from signdict.pose.posefile import pose_bytes
from tests.support.fakes import a_pose

WAVE = {"gloss": "wave", "sign_language": "ase", "poses": ["poses/1-1.pose"]}


def a_file(path, told=None, **files):
    """A file of signs as somebody may have made it; `told` is its list, as text or value."""
    told = {"signdict": 1, "signs": [WAVE]} if told is None else told
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("signs.json", told if isinstance(told, str | bytes) else json.dumps(told))
        archive.writestr("poses/1-1.pose", pose_bytes(a_pose()))
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def listing(**what):
    return {"signdict": 1, "signs": [{**WAVE, **what}]}


def refused(path):
    """The one sentence, and a hint, with which a file is refused."""
    with pytest.raises(ManifestError) as told, signsfile.opened(path):
        raise AssertionError("it was taken")
    return str(told.value)


def test_what_is_written_is_read(tmp_path):
    path = tmp_path / "a.signs"
    with signsfile.written(path) as file:
        file.put(Label("grüß Gott", "gsg", "greeting"), [a_pose(1), a_pose(2)])
    with signsfile.opened(path) as file:
        (entry,) = file.entries
        assert entry.label == Label("grüß Gott", "gsg", "greeting")
        assert [len(file.pose(name)) for name in entry.poses] == [12, 12]


def test_a_file_tells_neither_when_nor_where_it_was_made(tmp_path):
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        with signsfile.written(tmp_path / folder / "a.signs") as file:
            file.put(Label("wave", "ase"), [a_pose(1)])
    one, two = ((tmp_path / folder / "a.signs").read_bytes() for folder in ("one", "two"))
    assert one == two
    assert str(tmp_path).encode() not in one


@pytest.mark.parametrize(
    "name",
    ["../evil.pose", "/etc/passwd", "a/../../evil", "..\\evil.pose", "C:/evil.pose", "\\\\evil\\x"],
)
def test_a_path_that_leaves_the_folder_is_refused(tmp_path, name):
    assert "names a file outside its folder" in refused(a_file(tmp_path / "a.signs", **{name: "x"}))


@pytest.mark.parametrize(
    ("told", "why"),
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
        (listing(gloss=3), "sign 1 is not told in texts"),
        (listing(gloss=""), "The gloss is empty"),
        (listing(gloss="\ud800"), "cannot be shown"),
        (listing(gloss="x" * 101), "longer than 100"),
        (listing(sign_language="xyz"), "not a sign-language code"),
        (listing(poses=[]), "has no list of poses"),
        (listing(poses="poses/1-1.pose"), "has no list of poses"),
        (listing(poses=[1]), "has no list of poses"),
        (listing(poses=["poses/9-9.pose"]), "is not in it"),
        (listing(poses=["../evil.pose"]), "is not in it"),
        (listing(poses=["poses/1-1.pose"] * 10_001), "more than 10,000 clips"),
    ],
)
def test_a_list_that_is_not_one_is_refused_in_a_sentence(tmp_path, told, why):
    sentence = refused(a_file(tmp_path / "a.signs", told))
    assert why in sentence
    assert "a.signs" in sentence
    assert "\n" not in sentence


def test_what_is_no_such_file_is_refused(tmp_path):
    path = tmp_path / "a.signs"
    assert "cannot be opened" in refused(path)
    path.write_bytes(b"PK\x03\x04 and then nothing")
    assert "is not a file of signs" in refused(path)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("other.txt", "x")
    assert "cannot be read" in refused(path)


def test_a_file_that_was_cut_off_or_changed_is_refused(tmp_path):
    path = a_file(tmp_path / "a.signs")
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert "is not a file of signs" in refused(path)
    changed = whole.replace(b'"wave"', b'"wavy"')
    assert changed != whole
    path.write_bytes(changed)
    assert "cannot be read" in refused(path)


def test_nothing_is_read_that_is_larger_than_it_may_be(tmp_path, monkeypatch):
    path = a_file(tmp_path / "a.signs")
    monkeypatch.setattr(signsfile, "LIST_BYTES", 10)
    assert "larger than" in refused(path)
    monkeypatch.undo()
    monkeypatch.setattr(signsfile, "POSE_BYTES", 1000)
    with signsfile.opened(path) as file, pytest.raises(ManifestError, match="larger than"):
        file.pose("poses/1-1.pose")


def test_a_bomb_of_zeros_is_not_unpacked(tmp_path):
    path = tmp_path / "a.signs"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("signs.json", b" " * (signsfile.LIST_BYTES + 1))
    assert path.stat().st_size < 10_000
    assert "larger than" in refused(path)


def test_a_pose_that_is_none_is_told_with_the_file(tmp_path):
    path = tmp_path / "a.signs"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("signs.json", json.dumps({"signdict": 1, "signs": [WAVE]}))
        archive.writestr("poses/1-1.pose", b"no pose")
    with signsfile.opened(path) as file, pytest.raises(PoseError, match=r"1-1\.pose in a\.signs"):
        file.pose("poses/1-1.pose")


def test_a_disk_that_fills_while_exporting_leaves_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / "a.signs"
    path.write_text("old")

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(zipfile.ZipFile, "writestr", full)
    with pytest.raises(WriteError, match="The disk is full"), signsfile.written(path) as file:
        file.put(Label("wave", "ase"), [a_pose()])
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]
