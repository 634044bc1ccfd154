"""Backups of the library, lists, views and the chosen model; a failed restore changes nothing."""

import os
import shutil
import sqlite3
from contextlib import closing
from itertools import islice

import pytest

from signdict.core.errors import LibraryError, ListError, WriteError
from signdict.library.library import Library
from signdict.library.relabel import RelabelRequest
from signdict.linguistics.table import TableView
from signdict.linguistics.views import ViewStore
from signdict.lists.store import ListStore
from signdict.model.registry import Models
from tests.support.dictionaries import opened
from tests.support.fakes import a_pose
from tests.support.full_disk import fill as filled_up
from tests.support.full_disk import small_disk
from tests.support.libraries import with_starter
from tests.support.own_library import content, put, sources_of, with_own_library
from tests.support.signlists import a_list
from tests.support.steps import drive, result_of


@pytest.fixture
def where(tmp_path):
    return with_own_library(tmp_path)


@pytest.fixture
def dictionary(where):
    with opened(where) as dictionary:
        dictionary.lists.keep(a_list())
        yield dictionary


def names(dictionary):
    return [outline.name for outline in dictionary.lists.outlines()]


def without_lists(file):
    """Turn a backup into a plain copy of a library."""
    with closing(sqlite3.connect(file)) as db:
        db.execute("DROP TABLE kept_beside")
        db.commit()
    return file


def test_a_backup_is_restored_and_keeps_a_copy_of_the_content_before(where, tmp_path):
    copy = tmp_path / "copy.db"
    with opened(where) as dictionary:
        size = result_of(dictionary.maintenance.back_up(copy))
        assert copy.stat().st_size == size
        before = content(dictionary)
        dictionary.maintenance.relabel(
            dictionary.maintenance.plan(RelabelRequest(find="cat", replace="dog"))
        )
        dictionary.recognise(a_pose(8))
        kept = result_of(dictionary.maintenance.restore(copy)).before
        assert content(dictionary) == before
        assert dictionary.recognise(a_pose(8))[0].sign.gloss == "cat"
        drive(dictionary.maintenance.restore(kept))
        assert sources_of(dictionary, "dog")[:1] == ["mine"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy.db", "home", "resources"]
    assert not list(where.home.glob(".restoring*"))


def test_a_backup_is_consistent_though_clips_are_added_meanwhile(dictionary, tmp_path):
    steps = dictionary.maintenance.back_up(tmp_path / "copy.db")
    next(steps)
    put(dictionary, "new", a_pose(30), "new")
    drive(steps)
    with Library.open(tmp_path / "copy.db") as copy:
        assert copy.check() == []


def test_a_stopped_backup_leaves_nothing(dictionary, tmp_path):
    steps = dictionary.maintenance.back_up(tmp_path / "copy.db")
    list(islice(steps, 1))
    steps.close()
    assert not list(tmp_path.glob("*copy.db*"))


def test_a_backup_is_restored_into_a_new_home(where, tmp_path):
    with opened(where) as dictionary:
        drive(dictionary.maintenance.back_up(tmp_path / "copy.db"))
    shutil.rmtree(where.home)
    with opened(where) as dictionary:
        assert result_of(dictionary.maintenance.restore(tmp_path / "copy.db")).before is None
        assert sources_of(dictionary, "cat")[0] == "mine"


def test_an_invalid_backup_replaces_nothing(dictionary, where, tmp_path):
    before = content(dictionary)
    text = tmp_path / "text.db"
    text.write_text("not a library, but long enough to be read" * 50)
    cut = tmp_path / "cut.db"
    drive(dictionary.maintenance.back_up(cut))
    cut.write_bytes(cut.read_bytes()[: cut.stat().st_size // 2])
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as db:
        db.execute("CREATE TABLE notes (text)")
    for file in (text, cut, other, where.starter, tmp_path / "gone.db"):
        with pytest.raises(LibraryError) as error:
            drive(dictionary.maintenance.restore(file))
        assert file.name in str(error.value)
        assert content(dictionary) == before
    assert not list(where.home.glob(".restoring*"))


def test_a_backup_with_another_page_size_is_restored(dictionary, tmp_path):
    copy = tmp_path / "copy.db"
    drive(dictionary.maintenance.back_up(copy))
    with closing(sqlite3.connect(copy)) as db:
        db.execute("PRAGMA page_size = 16384")
        db.execute("VACUUM")
    before = content(dictionary)
    drive(dictionary.maintenance.restore(copy))
    assert content(dictionary) == before


def test_a_backup_cannot_replace_the_library_or_be_written_without_a_folder(
    dictionary, where, tmp_path
):
    with pytest.raises(LibraryError, match="library itself"):
        drive(dictionary.maintenance.back_up(where.library))
    with pytest.raises(WriteError, match="No such folder"):
        drive(dictionary.maintenance.back_up(tmp_path / "none" / "copy.db"))


def test_lists_are_restored_with_their_changes(dictionary, tmp_path):
    copy = tmp_path / "copy.db"
    dictionary.lists.change("Monday class", lambda signs: signs.noted(0, "wave"), "note")
    drive(dictionary.maintenance.back_up(copy))
    dictionary.lists.remove("Monday class")
    dictionary.lists.make("Tuesday")
    before = result_of(dictionary.maintenance.restore(copy)).before
    assert names(dictionary) == ["Monday class"]
    assert dictionary.lists.open("Monday class").entries[0].note == "wave"
    assert dictionary.lists.undo()[0] == "note"
    drive(dictionary.maintenance.restore(before))
    assert names(dictionary) == ["Tuesday"]


def test_library_and_lists_are_restored_into_a_new_home(where, dictionary, tmp_path):
    drive(dictionary.maintenance.back_up(tmp_path / "copy.db"))
    before = content(dictionary)
    dictionary.close()
    shutil.rmtree(where.home)
    with opened(where) as restored:
        assert result_of(restored.maintenance.restore(tmp_path / "copy.db")).before is None
        assert names(restored) == ["Monday class"]
        assert content(restored) == before
        assert sources_of(restored, "cat")[0] == "mine"


def test_a_plain_copy_of_a_library_leaves_the_lists_unchanged(dictionary, tmp_path):
    copy = tmp_path / "old.db"
    drive(dictionary.maintenance.back_up(copy))
    dictionary.remove("mine")
    drive(dictionary.maintenance.restore(without_lists(copy)))
    assert names(dictionary) == ["Monday class"]
    assert sources_of(dictionary, "cat")[0] == "mine"


def test_lists_are_backed_up_without_a_library(tmp_path):
    with opened(with_starter(tmp_path)) as dictionary:
        with pytest.raises(LibraryError, match="no library of your own yet, and no list"):
            drive(dictionary.maintenance.back_up(tmp_path / "copy.db"))
        dictionary.lists.keep(a_list())
        drive(dictionary.maintenance.back_up(tmp_path / "copy.db"))
        dictionary.lists.remove("Monday class")
        drive(dictionary.maintenance.restore(tmp_path / "copy.db"))
        assert names(dictionary) == ["Monday class"]


def test_lists_may_be_changed_by_another_program_during_a_restore(dictionary, where, tmp_path):
    drive(dictionary.maintenance.back_up(tmp_path / "copy.db"))
    other = ListStore(where.lists)
    for step in dictionary.maintenance.restore(tmp_path / "copy.db"):
        assert step is not None
        other.keep(a_list("Tuesday"))
    assert [outline.name for outline in other.outlines()] == ["Monday class"]
    other.make("Wednesday")
    assert names(dictionary) == ["Monday class", "Wednesday"]


def test_a_stopped_restore_changes_nothing(dictionary, where, tmp_path):
    drive(dictionary.maintenance.back_up(tmp_path / "copy.db"))
    dictionary.lists.make("Tuesday")
    dictionary.remove("mine")
    before = content(dictionary), names(dictionary)
    old, new = where.home / ".restoring-old", where.home / ".restoring-new"
    for left in (old, new):
        left.mkdir()
        (left / "library.db").write_bytes(b"of a process that was killed")
    os.utime(old, (0, 0))
    for steps in range(1, 4):
        restore = dictionary.maintenance.restore(tmp_path / "copy.db")
        assert len(list(islice(restore, steps))) == steps
        restore.close()
        assert (content(dictionary), names(dictionary)) == before
        assert list(where.home.glob(".restoring*")) == [new]


def with_lists(file, content):
    with closing(sqlite3.connect(file)) as db:
        db.execute("UPDATE kept_beside SET content = ? WHERE name = 'lists'", [content])
        db.commit()
    return file


@pytest.mark.parametrize("how", ["no database", "cut", "other tables", "a bad list"])
def test_damaged_lists_replace_nothing(dictionary, where, tmp_path, how):
    copy = tmp_path / "copy.db"
    drive(dictionary.maintenance.back_up(copy))
    bad = tmp_path / "bad.db"
    shutil.copy(where.lists, bad)
    with closing(sqlite3.connect(bad)) as db:
        if how == "other tables":
            db.execute("DROP TABLE lists")
        db.execute("UPDATE lists SET body = '{}'") if how == "a bad list" else None
        db.commit()
    content_of = {"no database": b"text" * 999, "cut": where.lists.read_bytes()[:5000]}
    with_lists(copy, content_of.get(how, bad.read_bytes()))
    dictionary.lists.make("Tuesday")
    dictionary.remove("mine")
    before = content(dictionary), names(dictionary)
    with pytest.raises(ListError, match=r"copy\.db"):
        drive(dictionary.maintenance.restore(copy))
    assert (content(dictionary), names(dictionary)) == before


def test_the_lists_stay_if_the_library_cannot_be_replaced(dictionary, tmp_path, monkeypatch):
    drive(dictionary.maintenance.back_up(tmp_path / "copy.db"))
    dictionary.lists.make("Tuesday")

    def fail(self, file):
        raise LibraryError("The disk is full.")

    monkeypatch.setattr(Library, "replace_with", fail)
    with pytest.raises(LibraryError, match="disk is full"):
        drive(dictionary.maintenance.restore(tmp_path / "copy.db"))
    assert names(dictionary) == ["Monday class", "Tuesday"]


def test_a_full_disk_during_a_restore_changes_nothing(tmp_path):
    with small_disk(tmp_path / "disk", 4_000_000) as disk:
        where = with_own_library(disk)
        with opened(where) as dictionary:
            dictionary.lists.keep(a_list())
            drive(dictionary.maintenance.back_up(tmp_path / "copy.db"))
            dictionary.lists.make("Tuesday")
            dictionary.remove("mine")
            before = content(dictionary), names(dictionary)
            filler = filled_up(disk)
            with pytest.raises(LibraryError, match=r"full|cannot be written"):
                drive(dictionary.maintenance.restore(tmp_path / "copy.db"))
            assert (content(dictionary), names(dictionary)) == before
            assert not list(where.home.glob(".*"))
            filler.unlink()
            drive(dictionary.maintenance.restore(tmp_path / "copy.db"))
            assert names(dictionary) == ["Monday class"]


def test_the_chosen_model_is_restored_if_it_exists(dictionary, where, tmp_path):
    models, added = Models(where), where.models / "mine"
    added.mkdir(parents=True)
    (added / "config.json").write_text("{}")
    models.choose("mine")
    drive(dictionary.maintenance.back_up(tmp_path / "copy.db"))
    for gone in (False, True):
        (where.models / "chosen").unlink()
        if gone:
            shutil.rmtree(added)
        drive(dictionary.maintenance.restore(tmp_path / "copy.db"))
        assert models.chosen_name() == ("signdict-2" if gone else "mine")


def test_saved_views_are_restored_and_the_earlier_views_are_in_the_copy(
    dictionary, where, tmp_path
):
    views, copy = ViewStore(where.views), tmp_path / "copy.db"
    views.save(TableView("At the chest", chosen={"place": ("chest",)}))
    drive(dictionary.maintenance.back_up(copy))
    views.remove("At the chest")
    views.save(TableView("Round", words="ball"))
    before = result_of(dictionary.maintenance.restore(copy)).before
    assert views.all() == [TableView("At the chest", chosen={"place": ("chest",)})]
    drive(dictionary.maintenance.restore(before))
    assert [view.name for view in views.all()] == ["Round"]


@pytest.mark.parametrize("content", [b"", b"{}", b'{"views": [1]}', b"\xff"])
def test_invalid_views_replace_nothing(tmp_path, content):
    views = ViewStore(tmp_path / "views.json")
    views.save(TableView("Round", words="ball"))
    views.restore(content)
    assert [view.name for view in views.all()] == ["Round"]


def test_a_backup_can_be_opened_as_a_library(dictionary, tmp_path):
    drive(dictionary.maintenance.back_up(tmp_path / "copy.db"))
    with Library.open(tmp_path / "copy.db") as copy:
        assert copy.check() == []
        assert copy.count() == 4
