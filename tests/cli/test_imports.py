"""The commands about imports."""

import json

import pytest

from signdict.dictionary.dictionary import open_dictionary
from signdict.pose.posefile import write_pose
from tests.support.cli import printed, run
from tests.support.fakes import a_pose


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "clips"
    folder.mkdir()
    write_pose(folder / "red_house.pose", a_pose(11))
    (folder / "broken.pose").write_bytes(b"")
    (folder / "___.pose").touch()
    return folder


def test_a_preview_lists_the_clips_and_adds_none(home, folder):
    done = run("add", folder, "--preview", "--language", "ase")
    assert done.exit_code == 0
    assert "Clips: 2, glosses: 2 (ase 2)" in done.stdout
    assert "red house (ase): " in done.stdout
    assert "Skipped: 1" in done.stdout
    assert "No licence." in done.stderr
    preview = printed("add", folder, "--preview", "--language", "ase", "--licence", "CC0")
    assert (preview["format"], preview["ready"], preview["left_out"]) == ("folder", 2, 1)
    assert preview["first"][1]["licence"] == "CC0"
    assert not home.library.exists()


def test_an_empty_preview_exits_with_1(home, folder):
    (folder / "list.csv").write_text("path,gloss\nnothing.mp4,nothing\n")
    done = run("add", folder / "list.csv", "--preview", "--language", "ase")
    assert done.exit_code == 1
    assert "Clips: 0, glosses: 0 (none)" in done.stdout


def test_imports_are_listed_reported_retried_and_removed(home, folder):
    run("add", folder, "--language", "ase", "--source", "mine")
    (job,) = printed("imports", "list")
    assert (job["added"], job["left_out"], job["waiting"], job["source"]) == (1, 2, 0, "mine")
    assert "broken.pose is empty." in run("imports", "report", 1).stdout
    write_pose(folder / "broken.pose", a_pose(12))
    assert printed("imports", "try-again", 1)["added"] == 1
    assert "mine" in run("imports", "list").stdout
    assert printed("imports", "forget", 2) == {"forgotten": 2}
    assert run("imports", "list").exit_code == 1


def test_resuming_without_an_unfinished_import_exits_with_1(home, folder):
    done = run("imports", "go-on")
    assert (done.exit_code, done.stderr) == (1, "No unfinished import.\n")
    done = run("imports", "go-on", 7)
    assert (done.exit_code, len(done.stderr.splitlines())) == (2, 1)
    assert "There is no import 7." in done.stderr


def test_go_on_resumes_the_newest_unfinished_import(home, folder):
    with open_dictionary(home) as dictionary:
        steps = dictionary.add(folder, sign_language="ase")
        while not dictionary.imports.all():
            next(steps)
        steps.close()
    assert json.loads(run("imports", "list", "--json").stdout)[0]["waiting"] == 2
    assert printed("imports", "go-on")["added"] == 1
