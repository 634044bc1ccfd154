"""The file of a library: created, locked, damaged, of another version, on a full disk."""

import os
import signal
import sqlite3
import stat
import subprocess
import sys
from dataclasses import replace

import pytest

from signdict.core.errors import LibraryError
from signdict.core.types import Source
from signdict.library import database
from signdict.library.library import Library, NewClip
from tests.support.fakes import a_pose
from tests.support.libraries import rows, run_script
from tests.support.paths import ROOT

HELLO = NewClip("hello", "ase", "mine", "d1")
WRITER = """
import sys
from pathlib import Path
from signdict.library.library import Library, NewClip
from tests.support.fakes import PositionEncoder, a_pose

with Library.open(Path(sys.argv[1]), first_id=1000000) as library:
    for number in range(int(sys.argv[2])):
        pose = a_pose(number)
        vector = PositionEncoder().embed_poses([pose])[0]
        entry = NewClip(f"gloss {number % 7}", "ase", "mine", f"d{number}",
                        translations=(("de", f"wort {number % 7}"),))
        library.add_clip(entry, pose, "m", vector)
        print(number, flush=True)
    if len(sys.argv) > 3:
        sys.stdin.read()
"""


def writer(path, count, *wait):
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), str(count), *wait],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.fixture
def path(tmp_path):
    return tmp_path / "new" / "library ä#%20?.db"


def filled(path):
    with Library.open(path) as library:
        library.add_clip(HELLO, a_pose(), "m", None)
    return path


def contents(path):
    """Return every row of the library at a path."""
    tables = ("sources", "signs", "clips", "poses", "vectors", "translations")
    with Library.open(path, read_only=True) as library:
        return [
            *(rows(library, f"SELECT * FROM {table} ORDER BY 1, 2") for table in tables),
            library.generation,
        ]


def test_a_missing_folder_is_created(path):
    with Library.open(path) as library:
        assert library.count() == 0
    assert path.is_file()


def test_a_library_that_is_opened_again_contains_what_was_written(path):
    with Library.open(filled(path)) as library:
        assert library.find("hello") == [(1, 1.0)]


@pytest.mark.slow
def test_a_killed_writer_leaves_complete_clips_and_can_be_resumed(path, tmp_path):
    for stop in (0, 3, 5, 11):
        with writer(path, 30) as process:
            for _ in range(stop + 1):
                process.stdout.readline()
            os.kill(process.pid, signal.SIGKILL)
        with Library.open(path) as library:
            assert library.check() == []
            assert len(library.clip_ids()) > stop
            assert library.generation == len(library.clip_ids()) == len(library.vectors("m")[0])
    for place in (path, tmp_path / "whole.db"):
        with writer(place, 30) as process:
            process.communicate()
            assert process.returncode == 0
    assert contents(path) == contents(tmp_path / "whole.db")


@pytest.mark.slow
def test_a_second_process_reads_but_cannot_write_until_the_first_one_closes(path):
    with writer(path, 1, "and wait") as first:
        first.stdout.readline()
        with Library.open(path) as second:
            assert second.count() == 1
            with pytest.raises(LibraryError, match="in use by another signdict window"):
                second.add_clip(HELLO, a_pose(), "m", None)
            with pytest.raises(LibraryError, match="Close it first"):
                second.remove("mine")
            assert second.count() == 1
            first.communicate()
            second.add_clip(replace(HELLO, digest="d9"), a_pose(), "m", None)
            assert second.count() == 2


def test_two_that_write_in_turn_see_each_others_clips(path):
    with Library.open(path) as first:
        assert not first.has("d1")
    with Library.open(path) as first, Library.open(path) as second:
        clip = second.add_clip(HELLO, a_pose(), "m", None)
        assert first.has("d1")
        with pytest.raises(LibraryError):
            first.put_source(Source("x"))
        second.close()
        assert first.add_clip(HELLO, a_pose(), "m", None) == clip


def test_a_library_of_a_newer_version_stays_unchanged(path):
    with Library.open(filled(path)) as library:
        run_script(
            library,
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
            " VALUES ('signdict', '999 later', '')",
        )
    before = path.read_bytes()
    for read_only in (False, True):
        with pytest.raises(LibraryError, match=r"another version of signdict.*Update"):
            Library.open(path, read_only=read_only)
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"not a library" * 500, b"SQLite format 3\0" + b"\xff" * 4096])
def test_a_file_that_is_not_a_library_stays_unchanged(tmp_path, content):
    path = tmp_path / "library.db"
    path.write_bytes(content)
    for read_only in (False, True):
        with pytest.raises(LibraryError, match=r"damaged.*Nothing was changed"):
            Library.open(path, read_only=read_only)
    assert path.read_bytes() == content


def test_a_database_of_another_program_stays_unchanged(tmp_path):
    path = tmp_path / "other.db"
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE theirs (x)")
    db.close()
    before = path.read_bytes()
    with pytest.raises(LibraryError, match="not a signdict library"):
        Library.open(path)
    assert path.read_bytes() == before


def test_a_damaged_page_is_reported(path):
    with Library.open(filled(path)) as library:
        ((page,),) = rows(library, "SELECT rootpage FROM sqlite_master WHERE name = 'poses'")
        ((size,),) = rows(library, "PRAGMA page_size")
    with path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xa5" * size)
    with Library.open(path) as library:
        assert "damaged" in library.check()[0]
        with pytest.raises(LibraryError, match=r"damaged.*Restore a backup"):
            library.pose(1)


def test_a_read_only_library_can_be_searched_but_not_written(path):
    filled(path)
    with Library.open(path, read_only=True) as library:
        assert library.find("hello") == [(1, 1.0)]
        with pytest.raises(LibraryError, match=r"cannot be written.*unchanged"):
            library.remove("mine")
        assert library.count() == 1


def test_an_empty_file_cannot_be_opened_read_only(tmp_path):
    path = tmp_path / "library.db"
    path.touch()
    with pytest.raises(LibraryError, match="is empty or needs an update"):
        Library.open(path, read_only=True)
    with Library.open(path) as library:
        assert library.count() == 0


def test_tables_that_another_process_created_meanwhile_stay_unchanged(path):
    db = database.connect(path, read_only=False)
    assert database.prepare(db, path)
    with Library.open(filled(path)) as library:
        database.create_tables(db, first_id=50)
        db.close()
        assert library.add_clip(replace(HELLO, digest="d2"), a_pose(), "m", None) == 2


def test_a_missing_file_is_not_created_by_reading(path):
    with pytest.raises(LibraryError, match="cannot be opened"):
        Library.open(path, read_only=True)
    assert not path.parent.exists()


def test_a_folder_in_the_place_of_the_file_is_reported(tmp_path):
    with pytest.raises(LibraryError, match="cannot be opened"):
        Library.open(tmp_path)


def test_a_file_in_the_place_of_the_folder_is_reported(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(LibraryError, match="cannot be written"):
        Library.open(tmp_path / "file" / "library.db")


@pytest.mark.skipif(getattr(os, "geteuid", lambda: 1)() == 0, reason="root writes everywhere")
def test_a_folder_that_cannot_be_written_is_reported(tmp_path):
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    with pytest.raises(LibraryError, match="cannot be"):
        Library.open(tmp_path / "library.db")
    tmp_path.chmod(stat.S_IRWXU)


def test_a_full_disk_leaves_the_library_unchanged(path):
    with Library.open(filled(path)) as library:
        ((pages,),) = rows(library, "PRAGMA page_count")
        rows(library, f"PRAGMA max_page_count = {pages}")
        large = HELLO.gloss * 100_000
        with pytest.raises(LibraryError, match=r"full.*Free some space"):
            library.add_clip(replace(HELLO, gloss=large, digest="d2"), a_pose(), "m", None)
        assert library.count() == 1
        assert library.check() == []


def test_a_lock_of_another_program_is_reported(path):
    filled(path)
    with Library.open(path) as library:
        rows(library, "PRAGMA busy_timeout = 0")
        other = sqlite3.connect(path)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LibraryError, match="Another program"):
            library.put_source(Source("x"))
        other.close()


def test_a_bug_is_not_reported_as_a_damaged_file(path):
    with (
        pytest.raises(sqlite3.OperationalError, match="no such table"),
        Library.open(path) as library,
    ):
        rows(library, "SELECT * FROM nowhere")
    with pytest.raises(KeyError), database.explain_errors(path):
        raise KeyError
