"""Commands make no system call of the network."""

import shutil
import subprocess
import sys

import numpy as np
import pytest

from signdict.pose.posefile import write_pose
from tests.support.fakes import a_pose


def network_calls(tmp_path, *arguments):
    """Run a command under strace; return its exit code and its system calls of the network."""
    if not shutil.which("strace"):
        pytest.skip("strace is not installed")
    log = tmp_path / "calls.txt"
    command = ["strace", "-f", "-qq", "-e", "trace=%network", "-e", "signal=none", "-o", log]
    command += [sys.executable, "-c", "from signdict.cli.main import main; main()", *arguments]
    command += ["--library", tmp_path / "home"]
    done = subprocess.run([str(part) for part in command], capture_output=True, check=False)
    if b"ptrace" in done.stderr:
        pytest.skip("this machine does not allow strace")
    return done.returncode, log.read_text().splitlines()


def test_find_makes_no_network_call(tmp_path):
    code, calls = network_calls(tmp_path, "find", "hello", "--json")
    assert calls == []
    assert code in (0, 1)


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("option", [(), ("--preview",)])
def test_adding_a_list_of_addresses_makes_no_network_call_unless_asked_to(tmp_path, option):
    write_pose(tmp_path / "here.pose", a_pose())
    rows = ["path,gloss,sign_language", "https://films.example/a.mp4,a,ase", "here.pose,b,ase"]
    (tmp_path / "list.csv").write_text("\n".join(rows))
    code, calls = network_calls(tmp_path, "add", tmp_path / "list.csv", *option)
    assert calls == []
    assert code == 0


def test_the_network_calls_of_a_download_would_be_seen(tmp_path):
    (tmp_path / "list.csv").write_text(
        "path,gloss,sign_language\nhttps://nowhere.invalid/a.mp4,a,ase\n"
    )
    _, calls = network_calls(tmp_path, "add", tmp_path / "list.csv", "--download")
    assert any("socket(" in call or "connect(" in call for call in calls)


def test_datasets_that_are_not_fetched_make_no_network_call(tmp_path):
    code, calls = network_calls(tmp_path, "datasets", "get", "wlasl")
    assert calls == []
    assert code == 2


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_recognising_a_pose_makes_no_network_call(tmp_path):
    write_pose(tmp_path / "sign.pose", a_pose())
    code, calls = network_calls(tmp_path, "recognise", tmp_path / "sign.pose", "--json")
    assert calls == []
    assert code in (0, 1)


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_tracking_a_video_makes_no_network_call(tmp_path):
    import cv2

    video = tmp_path / "nobody.mp4"
    writer = cv2.VideoWriter(str(video), cv2.VideoWriter.fourcc(*"mp4v"), 25, (160, 120))
    for _ in range(3):
        writer.write(np.zeros((120, 160, 3), np.uint8))
    writer.release()
    code, calls = network_calls(tmp_path, "recognise", video)
    assert calls == []
    assert code == 2
