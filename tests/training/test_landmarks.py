"""The command that computes landmarks of videos."""

import pytest
from click.testing import CliRunner

from signdict.pose.posefile import read_pose, write_pose
from tests.support.fakes import a_pose
from training.data import landmarks


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "videos").mkdir()
    table = "file,source\nvideos/a.mp4,made\n"
    (tmp_path / "videos" / "index.csv").write_text(table, encoding="utf-8")
    (tmp_path / "videos" / "a.mp4").write_bytes(b"no film")
    return tmp_path


def run(folder):
    command = [str(folder / "out"), "--shared", str(folder), "--workers", "1"]
    return CliRunner().invoke(landmarks.main, command)


def test_existing_pose_files_are_kept(folder):
    done = folder / "out" / "videos" / "a.pose"
    done.parent.mkdir(parents=True)
    write_pose(done, a_pose())
    ran = run(folder)
    assert ran.exit_code == 0, ran.output
    assert "1 of 1 clips exist already" in ran.output
    assert len(read_pose(done).points) == 12


def test_a_source_without_videos_is_a_usage_error(folder):
    command = [str(folder / "out"), "--shared", str(folder), "--source", "other"]
    ran = CliRunner().invoke(landmarks.main, command)
    assert ran.exit_code == 2
    assert "no video of other" in ran.output


@pytest.mark.slow
def test_the_report_names_a_file_that_is_not_a_video(folder):
    ran = run(folder)
    assert ran.exit_code == 0, ran.output
    assert "skipped videos/a.mp4" in ran.output
    assert not list((folder / "out").rglob("*.pose"))
