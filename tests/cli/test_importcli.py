"""The commands about imports."""

import json

import pytest

from signdict.pose.posefile import write_pose
from tests.support.cli import printed, run
from tests.support.fakes import a_pose


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "clips"
    made.mkdir()
    write_pose(made / "red_house.pose", a_pose(11))
    (made / "broken.pose").write_bytes(b"")
    (made / "___.pose").touch()
    return made


def test_a_preview_tells_what_would_be_read_and_adds_nothing(home, folder):
    done = run("add", folder, "--preview", "--language", "ase")
    assert done.exit_code == 0
    assert "Clips: 2, glosses: 2 (ase 2)" in done.stdout
    assert "red house (ase): " in done.stdout
    assert "Left out 1:" in done.stdout
    assert "No licence is named." in done.stderr
    told = printed("add", folder, "--preview", "--language", "ase", "--licence", "CC0")
    assert (told["format"], told["ready"], told["left_out"]) == ("folder", 2, 1)
    assert told["first"][1]["licence"] == "CC0"
    assert not home.library.exists()


def test_a_preview_of_nothing_ends_with_1(home, folder):
    (folder / "list.csv").write_text("path,gloss\nnothing.mp4,nothing\n")
    done = run("add", folder / "list.csv", "--preview", "--language", "ase")
    assert done.exit_code == 1
    assert "Clips: 0, glosses: 0 (none)" in done.stdout


def test_imports_are_listed_reported_tried_again_and_forgotten(home, folder):
    run("add", folder, "--language", "ase", "--source", "mine")
    (one,) = printed("imports", "list")
    assert (one["added"], one["left_out"], one["waiting"], one["source"]) == (1, 2, 0, "mine")
    assert "broken.pose is empty." in run("imports", "report", 1).stdout
    write_pose(folder / "broken.pose", a_pose(12))
    assert printed("imports", "try-again", 1)["added"] == 1
    assert "mine" in run("imports", "list").stdout
    assert printed("imports", "forget", 2) == {"forgotten": 2}
    assert run("imports", "list").exit_code == 1


def test_there_may_be_nothing_to_go_on_with(home, folder):
    done = run("imports", "go-on")
    assert (done.exit_code, done.stderr) == (1, "No import is waiting to go on.\n")
    done = run("imports", "go-on", 7)
    assert (done.exit_code, len(done.stderr.splitlines())) == (2, 1)
    assert "There is no import 7." in done.stderr


def test_the_newest_unfinished_import_goes_on(home, folder, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr("signdict.importing.ingest.take", lambda *_: iter(()))
        run("add", folder, "--language", "ase")
    assert json.loads(run("imports", "list", "--json").stdout)[0]["waiting"] == 2
    assert printed("imports", "go-on")["added"] == 1
