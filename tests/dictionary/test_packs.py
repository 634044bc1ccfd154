"""Packs that are stopped, damaged while they are read, or written where no file can be."""

from itertools import islice

import pytest

from signdict.core.errors import ManifestError, WriteError
from signdict.dictionary import packs
from tests.support.dictionaries import opened
from tests.support.fakes import a_pose
from tests.support.own_library import MINE, content, put, with_own_library
from tests.support.steps import drive, result_of


@pytest.fixture
def dictionary(tmp_path):
    with opened(with_own_library(tmp_path)) as dictionary:
        yield dictionary


@pytest.fixture
def pack(dictionary, tmp_path):
    """A pack of 45 clips, more than are stored together, which are in the library, too."""
    for number in range(40):
        put(dictionary, f"sign {number}", a_pose(100 + number), f"{number}")
    drive(dictionary.packs.write(MINE.name, tmp_path / "a.signpack"))
    return tmp_path / "a.signpack"


def test_a_stopped_pack_is_completed_when_it_is_added_again(dictionary, pack):
    clips = len(content(dictionary)[2])
    dictionary.remove(MINE.name)
    steps = dictionary.add(pack)
    while not content(dictionary)[2]:
        next(steps)
    steps.close()
    partly = len(content(dictionary)[2])
    assert 0 < partly < clips
    report = result_of(dictionary.add(pack))
    assert (report.added, report.already) == (clips - partly, partly)
    assert len(content(dictionary)[2]) == clips


def test_a_pack_that_is_stopped_while_it_is_checked_adds_nothing(dictionary, pack):
    dictionary.remove(MINE.name)
    steps = dictionary.add(pack)
    list(islice(steps, 5))
    steps.close()
    assert not any(content(dictionary))


def test_a_pose_with_too_many_frames_is_not_unpacked(dictionary, pack, monkeypatch):
    dictionary.remove(MINE.name)
    monkeypatch.setattr(packs, "MAX_FRAMES", 3)
    with pytest.raises(ManifestError, match="landmarks of clip 1 are damaged"):
        drive(dictionary.add(pack))


def test_a_pack_that_is_stopped_or_cannot_be_written_leaves_no_file(dictionary, tmp_path):
    steps = dictionary.packs.write(MINE.name, tmp_path / "b.signpack")
    list(islice(steps, 2))
    steps.close()
    with pytest.raises(WriteError, match="No such folder"):
        drive(dictionary.packs.write(MINE.name, tmp_path / "none" / "b.signpack"))
    assert not [path for path in tmp_path.rglob("*") if "b.signpack" in path.name]
    assert not list(tmp_path.glob(".signdict-*"))
