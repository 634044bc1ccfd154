"""Imports, teaching and lists on a full disk: everything stays, and work can be resumed."""

from itertools import islice

import pytest

from signdict.core.errors import SignDictError
from signdict.library.editing import Label
from signdict.pose.posefile import write_pose
from tests.support.dictionaries import opened
from tests.support.fakes import a_pose
from tests.support.full_disk import fill, small_disk
from tests.support.libraries import with_starter
from tests.support.signlists import a_list
from tests.support.steps import changes, drive, result_of

_SIZE = 3_000_000


@pytest.fixture
def dictionary(tmp_path):
    """Open a dictionary on a small disk of its own."""
    with small_disk(tmp_path / "disk", _SIZE) as disk, opened(with_starter(disk)) as dictionary:
        yield dictionary


@pytest.fixture
def folder(tmp_path):
    """Write clips to a folder on another disk."""
    made = tmp_path / "clips"
    for number in range(6):
        write_pose(made / f"sign {number}.pose", a_pose(number, 60))
    return made


def disk_of(dictionary):
    return dictionary.session.paths.home.parent


def test_an_import_that_a_full_disk_stopped_can_be_resumed(dictionary, folder):
    steps = dictionary.add(folder, sign_language="ase", source="mine")
    list(islice(changes(steps), 4))  # the list, and some clips
    filler = fill(disk_of(dictionary))
    with pytest.raises(SignDictError, match=r"is full\. Free some space"):
        drive(steps)
    glosses = [sign.gloss for sign in dictionary.maintenance.signs()]
    assert 0 < len(glosses) < 6
    assert dictionary.check() == []
    (summary,) = dictionary.imports.all()
    assert summary.waiting
    filler.unlink()
    report = result_of(dictionary.go_on(summary.number))
    assert report.added + report.already >= 6 - len(glosses)
    assert len(dictionary.maintenance.signs()) == 6


def test_an_import_that_cannot_be_listed_leaves_nothing(dictionary, folder):
    filler = fill(disk_of(dictionary))
    with pytest.raises(SignDictError, match=r"full|cannot be written|cannot be opened"):
        drive(dictionary.add(folder, sign_language="ase"))
    assert dictionary.imports.all() == []
    filler.unlink()
    assert result_of(dictionary.add(folder, sign_language="ase")).added == 6


def test_a_sign_taught_on_a_full_disk_is_stored_completely_or_not_at_all(dictionary):
    drive(dictionary.teaching.teach([a_pose(1)], Label("wave", "ase")))
    filler = fill(disk_of(dictionary))
    with pytest.raises(SignDictError, match=r"is full\. Free some space"):
        drive(dictionary.teaching.teach([a_pose(2, 400)] * 2, Label("nod", "ase")))
    assert [sign.gloss for sign in dictionary.teaching.signs()] == ["wave"]
    assert dictionary.check() == []
    filler.unlink()
    drive(dictionary.teaching.teach([a_pose(2, 400)], Label("nod", "ase")))
    assert [sign.gloss for sign in dictionary.teaching.signs()] == ["nod", "wave"]


def test_lists_on_a_full_disk_stay_unchanged(dictionary):
    dictionary.lists.keep(a_list())
    filler = fill(disk_of(dictionary))
    long = a_list("Long").described("x" * 900)
    with pytest.raises(SignDictError, match=r"is full\. Free some space"):
        dictionary.lists.keep(long)
    assert "Monday class" in [outline.name for outline in dictionary.lists.outlines()]
    filler.unlink()
    dictionary.lists.keep(long)
