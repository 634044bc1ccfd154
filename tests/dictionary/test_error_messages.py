"""Every kind of export on every kind of failing disk: one sentence, and nothing is changed."""

import zipfile
from pathlib import Path

import pytest

from signdict.cli import output
from signdict.cli.output import CommandResult
from signdict.core import files
from signdict.core.errors import SignDictError
from signdict.core.tables import Sheet
from signdict.core.types import SignSummary
from signdict.importing.formats import elan_export
from signdict.importing.formats.elan_file import Annotation
from signdict.library import backup, signsfile
from signdict.library.editing import Label
from signdict.library.library import Library
from signdict.pose.posefile import write_pose
from tests.support.fakes import a_pose
from tests.support.full_disk import fill, read_only, refuse_all, small_disk
from tests.support.libraries import fill as filled
from tests.support.signlists import a_list, exported
from tests.support.steps import drive

LONG = "x" * 20_000  # larger than the rest of a full disk
ITEMS = (SignSummary(1, LONG, "", "ase", "en", "", "starter"),)


def a_list_as(kind):
    def write(path):
        exported(kind, path, a_list().noted(0, LONG[:1500]))

    return write


def signs(path):
    with signsfile.written(path) as file:
        file.put(Label("wave", "ase"), [a_pose(frames=60)])


def copied(path):
    library = Path(str(path.parents[1]) + "-own.db")
    if not library.exists():
        with Library.open(library) as own:
            filled(own)
    drive(backup.save(library, path, 1))


def command_result(path):
    rows = [{"gloss": LONG}]
    output.write(
        CommandResult(rows, [], sheet=Sheet.of(("gloss",), rows), figure=lambda: LONG), path
    )


#: Every kind of export, by the ending of its file.
EXPORTS = {
    "apkg": a_list_as("apkg"), "pdf": a_list_as("pdf"), "json": a_list_as("json"),
    "list.csv": a_list_as("csv"), "signs": signs, "db": copied,
    "pose": lambda path: write_pose(path, a_pose(frames=60)),
    "ecv": lambda path: files.write_atomic(path, elan_export.vocabulary(ITEMS)),
    "eaf": lambda path: files.write_atomic(
        path, elan_export.document({"gloss": [Annotation(0, 1, LONG)]})
    ),
    "csv": command_result, "svg": command_result, "result.json": command_result,
}  # fmt: skip


@pytest.fixture(params=EXPORTS)
def export(request):
    return EXPORTS[request.param], f"out.{request.param}"


def state(folder):
    return {path.name: path.is_dir() or path.read_bytes() for path in folder.iterdir()}


def error_of(write, path):
    """Return message and hint of an export that fails; nothing else may change."""
    before = state(path.parent)
    with pytest.raises(SignDictError) as error:
        write(path)
    assert state(path.parent) == before
    assert error.value.message.endswith(".")
    assert error.value.hint.endswith((".", "FILE"))
    return str(error.value)


def test_an_export_does_not_replace_a_folder(tmp_path, export):
    write, name = export
    path = tmp_path / "into" / name
    path.mkdir(parents=True)
    assert "is a folder. Give the name of a file." in error_of(write, path)


def test_an_export_to_a_full_disk_keeps_the_old_file(tmp_path, export):
    write, name = export
    with small_disk(tmp_path / "disk") as disk:
        path = disk / name
        path.write_bytes(b"old")
        fill(disk)
        message = error_of(write, path)
        assert message.startswith("The disk is full, so out.")
        assert "Free some space, then" in message
        (disk / "filler").unlink()
        write(path)
        assert path.read_bytes() != b"old"


def test_an_export_to_a_disk_that_fills_keeps_the_old_file(tmp_path, monkeypatch, export):
    write, name = export
    if name == "out.db":
        pytest.skip("SQLite writes its own files; tested with a small disk")
    folder = tmp_path / "into"
    folder.mkdir()
    path = folder / name
    path.write_bytes(b"old")
    if name == "out.apkg":
        pytest.skip("genanki writes its own files; tested with a small disk")
    monkeypatch.setattr(Path, "write_bytes", refuse_all)
    monkeypatch.setattr(zipfile.ZipFile, "writestr", refuse_all)
    message = error_of(write, path)
    assert message.startswith("The disk is full, so out.")
    assert "The old file was not changed." in message


def test_an_export_to_a_read_only_folder_is_reported(tmp_path, export):
    write, name = export
    for old in (False, True):
        folder = tmp_path / f"into {old}"
        folder.mkdir()
        if old:
            (folder / name).write_bytes(b"old")
        with read_only(folder):
            message = error_of(write, folder / name)
        assert "cannot be written" in message
        assert "Close it" not in message


def test_a_file_that_another_program_holds_is_not_replaced(tmp_path, monkeypatch, export):
    write, name = export
    folder = tmp_path / "into"
    folder.mkdir()
    (folder / name).write_bytes(b"old")

    def held(self, target):
        raise PermissionError(13, "The process cannot access the file", str(target))

    monkeypatch.setattr(Path, "replace", held)
    message = error_of(write, folder / name)
    assert "cannot be replaced. Close it" in message


def test_an_export_to_a_missing_folder_is_reported(tmp_path, export):
    write, name = export
    if name == "out.pose":
        pytest.skip("the folder of a .pose file is created")
    (tmp_path / "file").write_text("not a folder")
    for folder in ("none", "file"):
        with pytest.raises(SignDictError, match=r"No such folder|cannot be written"):
            write(tmp_path / folder / name)
    assert state(tmp_path) == {"file": b"not a folder"}


@pytest.mark.parametrize("fault", ["full", "fills", "file", "read-only"])
def test_the_export_of_a_folder_reports_each_failure(tmp_path, monkeypatch, fault):
    write = a_list_as("folder")
    match fault:
        case "full":
            with small_disk(tmp_path / "disk") as disk:
                fill(disk)
                assert "The disk is full, so out was not written" in error_of(write, disk / "out")
                (disk / "filler").unlink()
                write(disk / "out")
                assert (disk / "out" / "list.csv").is_file()
        case "fills":
            monkeypatch.setattr(Path, "write_bytes", refuse_all)
            (tmp_path / "into").mkdir()
            assert "The disk is full" in error_of(write, tmp_path / "into" / "out")
        case "file":
            (tmp_path / "out").write_text("mine")
            assert "is a file. Choose a new folder." in error_of(write, tmp_path / "out")
        case _:
            (tmp_path / "into").mkdir()
            with read_only(tmp_path / "into") as folder:
                assert "cannot be written" in error_of(write, folder / "out")
