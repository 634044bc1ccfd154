"""Backups through the command line: what is restored, what is rejected, and what errors name."""

import json
import os
import shutil
import sqlite3
from contextlib import closing

import pytest

from signdict.library.library import Library
from signdict.library.pair import OWN_IDS
from tests.support.cli import printed, run
from tests.support.full_disk import fill as filled_up
from tests.support.full_disk import read_only, small_disk
from tests.support.libraries import fill
from tests.support.own_library import MINE, SIGNS

CHOOSE = "Choose a file that signdict backup wrote. Nothing was changed."
DAMAGED = f"{{}} is damaged, or it is not a backup of signdict. {CHOOSE}"

CUT_OFF = "{} is cut off. Copy it again from where it was saved. Nothing was changed."


@pytest.fixture
def mine(home):
    """A home with a library of four signs and one list."""
    with Library.open(home.library, first_id=OWN_IDS) as library:
        fill(library, SIGNS, MINE)
    assert run("lists", "make", "Monday class").exit_code == 0
    return home


@pytest.fixture
def backup(mine, tmp_path):
    """A backup of it, after which the list is replaced and the library is emptied."""
    file = tmp_path / "backup.db"
    assert run("backup", file).exit_code == 0
    assert run("lists", "rename", "Monday class", "Tuesday").exit_code == 0
    return file


def state():
    """Return what a user sees of a home: the sources with their signs, and the lists."""
    return printed("sources"), printed("lists")


def tables(file, *statements):
    """Run statements in a file of SQLite, which is created if it is missing."""
    with closing(sqlite3.connect(file)) as db:
        for statement in statements:
            db.execute(statement)
        db.commit()


def empty(file):
    file.write_bytes(b"")


def blank(file):
    file.write_bytes(bytes(8192))


def text(file):
    file.write_text("path,gloss,sign_language\n" * 999)


def without_tables(file):
    file.unlink()
    tables(file, "CREATE TABLE a (b)", "DROP TABLE a")


def of_another_program(file):
    file.unlink()
    tables(file, "CREATE TABLE notes (id INTEGER PRIMARY KEY, flds TEXT)")


def of_a_newer_version(file):
    tables(file, "UPDATE _sqlite_migrations SET name = '999 later' WHERE name = '002 kinds'")


def without_poses(file):
    tables(file, "DROP TABLE poses")


def with_other_columns(file):
    tables(file, "ALTER TABLE clips RENAME COLUMN digest TO hash")


def with_other_extra(file):
    tables(file, "ALTER TABLE kept_beside RENAME COLUMN content TO body")


def cut(share):
    def cut_file(file):
        file.write_bytes(file.read_bytes()[: int(share * file.stat().st_size)])

    return cut_file


def overwritten(file):
    content = bytearray(file.read_bytes())
    content[4096 : 3 * 4096] = os.urandom(2 * 4096)
    file.write_bytes(content)


SPOILT = {
    "empty": (empty, f"{{}} is empty. {CHOOSE}"),
    "blank": (blank, f"{{}} is not a backup of signdict. {CHOOSE}"),
    "text": (text, f"{{}} is not a backup of signdict. {CHOOSE}"),
    "without tables": (without_tables, f"{{}} is not a backup of signdict. {CHOOSE}"),
    "another program": (of_another_program, f"{{}} is not a backup of signdict. {CHOOSE}"),
    "newer": (
        of_a_newer_version,
        "{} was made by a newer version of signdict. Update signdict, then restore it. Nothing was"
        " changed.",
    ),
    "without poses": (
        without_poses, DAMAGED
    ),
    "other columns": (
        with_other_columns, DAMAGED
    ),
    "other extra": (
        with_other_extra, DAMAGED
    ),
    "cut in its header": (cut(0.0005), CUT_OFF),
    "cut in a page": (cut(0.05), CUT_OFF),
    "cut in half": (cut(0.4999), CUT_OFF),
    "cut after a page": (lambda file: os.truncate(file, 8192), DAMAGED),
    "without its last page": (lambda file: os.truncate(file, file.stat().st_size - 4096), DAMAGED),
    "cut at its end": (cut(0.99), CUT_OFF),
    "overwritten": (overwritten, "{} is damaged"),
}  # fmt: skip


@pytest.mark.parametrize("spoil", SPOILT)
def test_a_file_that_is_not_an_intact_backup_replaces_nothing(backup, mine, spoil):
    spoiled, sentence = SPOILT[spoil]
    spoiled(backup)
    before = state()
    done = run("restore", backup)
    assert done.exit_code == 2
    assert done.stderr.startswith(sentence.format(backup))
    assert done.stderr.count("\n") == 1
    assert done.stdout == ""
    assert state() == before
    assert not mine.backups.exists()
    assert not list(mine.home.glob(".restoring*"))


def test_the_collected_empty_backup_replaces_nothing(mine, shared):
    before = state()
    done = run("restore", shared / "cases" / "B01_empty_backup.db")
    assert done.exit_code == 2
    assert "B01_empty_backup.db is empty." in done.stderr
    assert state() == before


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda path: None, "No such file: {}. Check the spelling."),
        (lambda path: path.mkdir(), f"{{}} is a folder. {CHOOSE}"),
        (os.mkfifo, f"{{}} is not a file. {CHOOSE}"),
        (lambda path: path.symlink_to("gone.db"), "No such file: {}. Check the spelling."),
    ],
)
def test_what_is_not_a_file_is_not_restored(mine, tmp_path, make, sentence):
    make(tmp_path / "thing.db")
    done = run("restore", tmp_path / "thing.db")
    assert (done.exit_code, done.stderr) == (2, sentence.format(tmp_path / "thing.db") + "\n")


def test_the_library_is_not_a_backup_of_itself(mine, tmp_path):
    (tmp_path / "link.db").symlink_to(mine.library)
    for path in (mine.library, tmp_path / "link.db", mine.home / ".." / "home" / "library.db"):
        done = run("restore", path)
        assert done.exit_code == 2
        assert done.stderr == "This is the library itself. Name a backup of it.\n"
    starter = run("restore", mine.starter)
    assert starter.stderr.startswith(f"{mine.starter} is a starter dictionary")


def test_a_restored_backup_is_described_with_its_numbers(backup, mine, tmp_path):
    run("remove", "mine")
    (tmp_path / "link.db").symlink_to(backup)
    for file in (backup, tmp_path / "link.db"):
        done = run("restore", file)
        assert done.exit_code == 0
        first, lists, copy = done.stdout.splitlines()
        assert first == f"Restored {file}. Signs: 4; clips: 5."
        assert lists == "Lists: 1."
        assert copy.startswith(f"The replaced library is in {mine.backups}")
    assert printed("lists")[0]["name"] == "Monday class"
    shutil.rmtree(mine.home)
    value = printed("restore", backup)
    assert value == {"signs": 4, "clips": 5, "lists": 1, "before": None}


@pytest.mark.parametrize("spoil", ["text", "another program", "cut in half"])
def test_a_damaged_library_is_set_aside_for_a_backup(backup, mine, spoil):
    SPOILT[spoil][0](mine.library)
    damaged = mine.library.read_bytes()
    empty(backup.with_name("empty.db"))
    assert run("restore", backup.with_name("empty.db")).exit_code == 2
    assert mine.library.read_bytes() == damaged
    done = run("restore", backup)
    assert done.exit_code == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0] == f"Restored {backup}. Signs: 4; clips: 5."
    (aside,) = mine.backups.glob("damaged *.db")
    assert lines[2] == f"The damaged library is in {aside}."
    assert aside.read_bytes() == damaged
    assert printed("lists")[0]["name"] == "Monday class"


def test_a_plain_library_in_a_folder_that_cannot_be_written_is_restored(mine, tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    with Library.open(disk / "plain.db", first_id=OWN_IDS) as library:
        fill(library, SIGNS[:2], MINE)
        shutil.copy(disk / "plain.db", disk / "logged.db")
        shutil.copy(disk / "plain.db-wal", disk / "logged.db-wal")
    with read_only(disk):
        for name in ("plain.db", "logged.db"):
            done = run("restore", disk / name)
            assert done.exit_code == 0, done.stderr
            assert done.stdout.splitlines()[:2] == [
                f"Restored {disk / name}. Signs: 2; clips: 3.", "Your lists are unchanged.",
            ]  # fmt: skip


def test_a_full_disk_half_way_leaves_the_library_as_it_was(tmp_path, monkeypatch, home):
    with small_disk(tmp_path / "disk", 2_000_000) as disk:
        monkeypatch.setenv("SIGNDICT_HOME", str(disk))
        with Library.open(disk / "library.db", first_id=OWN_IDS) as library:
            fill(library, SIGNS, MINE)
        run("lists", "make", "Monday class")
        assert run("backup", tmp_path / "backup.db").exit_code == 0
        run("relabel", "--find", "cat", "--replace", "dog")
        before = state(), printed("find", "dog")
        filled_up(disk, left=40_000)
        done = run("restore", tmp_path / "backup.db")
        assert done.exit_code == 2
        assert "disk" in done.stderr
        assert (state(), printed("find", "dog")) == before


# Writing a backup


@pytest.mark.parametrize("log", [False, True])
def test_a_home_that_cannot_be_written_is_backed_up(mine, tmp_path, log):
    if log:  # as a killed process leaves it
        with Library.open(mine.library) as library:
            fill(library, [("logged", "ase", "", (21,))], MINE)
            copied = [shutil.copy(mine.home / f"library.db{end}", tmp_path) for end in ("", "-wal")]
        for file in copied:
            shutil.copy(file, mine.home)
    with read_only(mine.home):
        done = run("backup", tmp_path / "copy.db")
        assert done.exit_code == 0, done.stderr
    restored = printed("restore", tmp_path / "copy.db", "--library", tmp_path / "other")
    assert restored["signs"] == 4 + log
    assert restored["lists"] == 1


def test_lists_alone_are_backed_up_without_a_library(home, tmp_path):
    run("lists", "make", "Monday class")
    with read_only(home.home):
        assert run("backup", tmp_path / "copy.db").exit_code == 0
    assert not home.library.exists()
    restored = printed("restore", tmp_path / "copy.db", "--library", tmp_path / "other")
    assert (restored["signs"], restored["lists"]) == (0, 1)


def test_the_target_is_named_if_it_cannot_be_written(mine, tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "old.db").write_bytes(b"old")
    with read_only(folder):
        done = run("backup", folder / "old.db")
        assert done.exit_code == 2
        assert done.stderr.startswith(f"old.db cannot be written to {folder}.")
        assert (folder / "old.db").read_bytes() == b"old"
    done = run("backup", folder)
    assert done.stderr == f"{folder} is a folder. Give the name of a file.\n"
    done = run("backup", folder / "none" / "copy.db")
    assert done.stderr == (
        f"No such folder: {folder / 'none'}. Create it, or choose another folder.\n"
    )
    assert sorted(path.name for path in folder.iterdir()) == ["old.db"]


def test_the_library_is_named_if_it_cannot_be_read(mine, tmp_path):
    content = mine.library.read_bytes()
    mine.library.write_bytes(content[: len(content) // 2])
    done = run("backup", tmp_path / "copy.db")
    assert done.exit_code == 2
    assert done.stderr.startswith(f"{mine.library} is damaged")
    assert not (tmp_path / "copy.db").exists()


@pytest.mark.parametrize("name", ["library.db", "lists.db", "views.json", "library.db-wal"])
def test_a_backup_replaces_no_file_of_signdict(mine, tmp_path, name):
    before = state()
    target = mine.home / name
    (tmp_path / "link.db").symlink_to(target)
    for path in (target, tmp_path / "link.db"):
        done = run("backup", path)
        assert done.exit_code == 2
        ending = " Name another file.\n"
        own = f"{path} is a file that signdict itself uses.{ending}"
        itself = f"This is the library itself.{ending}"
        assert done.stderr == (itself if name == "library.db" else own)
    assert state() == before


def test_a_backup_of_an_emptied_library_is_a_backup(mine, tmp_path):
    run("remove", "mine")
    assert run("backup", tmp_path / "copy.db").exit_code == 0
    assert json.loads(run("restore", tmp_path / "copy.db", "--json").stdout)["signs"] == 0
