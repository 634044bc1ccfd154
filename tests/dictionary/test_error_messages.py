"""Whatever is written for others: where the disk says no, one sentence, and all is as it was."""

import zipfile
from pathlib import Path

import pytest

from signdict.cli import output
from signdict.cli.output import CommandResult
from signdict.core import files
from signdict.core.errors import SignDictError
from signdict.core.tables import Sheet
from signdict.core.types import SignSummary
from signdict.importing.formats import elan
from signdict.importing.formats.elan import Annotation
from signdict.library import backup, signsfile
from signdict.library.editing import Label
from signdict.library.library import Library
from signdict.pose.posefile import write_pose
from tests.lists.test_export import exported
from tests.support.fakes import a_pose
from tests.support.full_disk import fill, read_only, refuse_all, small_disk
from tests.support.libraries import fill as filled
from tests.support.steps import drive

LONG = "x" * 20_000  # larger than what a full disk may have left
ITEMS = (SignSummary(1, LONG, "", "ase", "en", "", "starter"),)


def a_list_as(kind):
    from tests.support.signlists import a_list

    def write(path):
        exported(kind, path, a_list().noted(0, LONG[:1500]))

    return write


def signs(path):
    with signsfile.written(path) as file:
        file.put(Label("wave", "ase"), [a_pose(frames=60)])


def copied(path):
    library = Path(str(path.parents[1]) + "-own.db")
    if not library.exists():
        with Library.open(library) as one:
            filled(one)
    drive(backup.save(library, path))


def told(path):
    rows = [{"gloss": LONG}]
    output.write(
        CommandResult(rows, [], sheet=Sheet.of(("gloss",), rows), figure=lambda: LONG), path
    )


#: Every way in which something leaves, by the ending of its file.
WAYS = {
    "apkg": a_list_as("apkg"), "pdf": a_list_as("pdf"), "json": a_list_as("json"),
    "list.csv": a_list_as("csv"), "signs": signs, "db": copied,
    "pose": lambda path: write_pose(path, a_pose(frames=60)),
    "ecv": lambda path: files.write_atomic(path, elan.vocabulary(ITEMS)),
    "eaf": lambda path: files.write_atomic(
        path, elan.document({"gloss": [Annotation(0, 1, LONG)]})
    ),
    "csv": told, "svg": told, "told.json": told,
}  # fmt: skip


@pytest.fixture(params=WAYS)
def way(request):
    return WAYS[request.param], f"out.{request.param}"


def state(folder):
    return {path.name: path.is_dir() or path.read_bytes() for path in folder.iterdir()}


def refused(write, path):
    """The sentence and the hint with which something is not written; nothing else changes."""
    before = state(path.parent)
    with pytest.raises(SignDictError) as refusal:
        write(path)
    assert state(path.parent) == before
    assert refusal.value.message.endswith(".")
    assert refusal.value.hint.endswith((".", "FILE"))
    return str(refusal.value)


def test_over_a_folder(tmp_path, way):
    write, name = way
    path = tmp_path / "into" / name
    path.mkdir(parents=True)
    assert "is a folder. Give the name of a file." in refused(write, path)


def test_on_a_full_disk(tmp_path, way):
    write, name = way
    with small_disk(tmp_path / "disk") as disk:
        path = disk / name
        path.write_bytes(b"old")
        fill(disk)
        said = refused(write, path)
        assert said.startswith("The disk is full, so out.")
        assert "Free some space, then" in said
        (disk / "filler").unlink()
        write(path)
        assert path.read_bytes() != b"old"


def test_on_a_disk_that_fills_up_meanwhile(tmp_path, monkeypatch, way):
    write, name = way
    if name == "out.db":
        pytest.skip("SQLite writes by itself: see the small disk")
    folder = tmp_path / "into"
    folder.mkdir()
    path = folder / name
    path.write_bytes(b"old")
    if name == "out.apkg":
        pytest.skip("genanki writes by itself: see the small disk")
    monkeypatch.setattr(Path, "write_bytes", refuse_all)
    monkeypatch.setattr(zipfile.ZipFile, "writestr", refuse_all)
    said = refused(write, path)
    assert said.startswith("The disk is full, so out.")
    assert "The old file was not changed." in said


def test_into_a_folder_that_cannot_be_written(tmp_path, way):
    write, name = way
    for old in (False, True):
        folder = tmp_path / f"into {old}"
        folder.mkdir()
        if old:
            (folder / name).write_bytes(b"old")
        with read_only(folder):
            said = refused(write, folder / name)
        assert "cannot be written" in said
        assert "Close it" not in said


def test_over_a_file_that_another_program_holds(tmp_path, monkeypatch, way):
    write, name = way
    folder = tmp_path / "into"
    folder.mkdir()
    (folder / name).write_bytes(b"old")

    def held(self, target):
        raise PermissionError(13, "The process cannot access the file", str(target))

    monkeypatch.setattr(Path, "replace", held)
    said = refused(write, folder / name)
    assert "cannot be replaced. Close it" in said or "out.db cannot be written" in said


def test_into_a_folder_that_is_not_there(tmp_path, way):
    write, name = way
    if name == "out.pose":
        pytest.skip("a .pose file makes its folder")
    (tmp_path / "file").write_text("no folder")
    for folder in ("none", "file"):
        with pytest.raises(SignDictError, match=r"No such folder|cannot be written"):
            write(tmp_path / folder / name)
    assert state(tmp_path) == {"file": b"no folder"}


@pytest.mark.parametrize("fault", ["full", "fills", "file", "read-only"])
def test_a_folder_of_clips(tmp_path, monkeypatch, fault):
    write = a_list_as("folder")
    match fault:
        case "full":
            with small_disk(tmp_path / "disk") as disk:
                fill(disk)
                assert "The disk is full, so out was not written" in refused(write, disk / "out")
                (disk / "filler").unlink()
                write(disk / "out")
                assert (disk / "out" / "list.csv").is_file()
        case "fills":
            monkeypatch.setattr(Path, "write_bytes", refuse_all)
            (tmp_path / "into").mkdir()
            assert "The disk is full" in refused(write, tmp_path / "into" / "out")
        case "file":
            (tmp_path / "out").write_text("mine")
            assert "is a file. Choose a new folder." in refused(write, tmp_path / "out")
        case _:
            (tmp_path / "into").mkdir()
            with read_only(tmp_path / "into") as folder:
                assert "cannot be written" in refused(write, folder / "out")
