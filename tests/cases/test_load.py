"""Many clips at once, and one thread for each computation, through the command line."""

import json
import os
import subprocess
import sys

import numpy as np
import pytest

from signdict.core.paths import Paths
from signdict.dictionary.dictionary import open_dictionary
from signdict.importing.ingest import TOGETHER
from signdict.model.registry import Models
from signdict.pose.pose import usable_poses
from signdict.pose.posefile import write_pose
from tests.support.cli import printed, run
from tests.support.fakes import a_pose
from tests.support.paths import ROOT

_MANY = 2 * TOGETHER + 3


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder of clips of different lengths; two cannot be used."""
    folder = tmp_path_factory.mktemp("clips")
    for number in range(_MANY):
        write_pose(folder / f"sign {number:02}.pose", a_pose(number, 12 + number % 9))
    (folder / "sign 07.pose").write_bytes(b"no pose")
    (folder / "sign 20.pose").write_bytes(b"")
    return folder


def test_clips_of_a_batch_are_added_but_for_those_that_cannot_be_used(home, folder):
    done = run("add", folder, "--language", "ase", "--source", "mine")
    assert (done.exit_code, done.stdout.splitlines()[0]) == (
        0, f"Clips added: {_MANY - 2}; already stored: 0.",
    )  # fmt: skip
    (job,) = printed("imports", "list")
    assert (job["added"], job["left_out"], job["waiting"]) == (_MANY - 2, 2, 0)
    report = run("imports", "report", 1).stdout
    assert "sign 07.pose is not a valid .pose file." in report
    assert "sign 20.pose is empty." in report
    again = run("add", folder, "--language", "ase", "--source", "mine")
    assert again.stdout.splitlines()[0] == f"Clips added: 0; already stored: {_MANY - 2}."


def test_vectors_of_a_batch_are_those_of_single_clips(tmp_path, monkeypatch, folder):
    monkeypatch.setenv("SIGNDICT_HOME", str(tmp_path))
    run("add", folder, "--language", "ase", "--source", "mine")
    encoder = Models(Paths.standard()).open()
    with open_dictionary() as dictionary:
        own = dictionary.session.combined.own
        ids, _, stored = own.vectors(encoder.name)
        tokens = own.tokens(encoder.name)
        poses = usable_poses([own.pose(int(clip)) for clip in ids])
    assert len(ids) == _MANY - 2
    for pose, vector, own_tokens in zip(poses, stored, tokens, strict=True):
        alone = encoder.read_poses([pose])
        length = np.linalg.norm(alone.vectors[0])
        np.testing.assert_allclose(vector, alone.vectors[0] / length, atol=1e-5)
        np.testing.assert_allclose(own_tokens, alone.tokens[0], atol=1e-3)  # stored as halves


def test_an_import_that_was_stopped_in_a_batch_is_resumed_in_order(home, folder):
    with open_dictionary(home) as dictionary:
        steps = dictionary.add(folder, sign_language="ase")
        next(report for report in steps if (report.done, report.total) == (5, _MANY))
        steps.close()
        names = {sign.gloss for sign in dictionary.session.combined.own.all_signs()}
    assert names == {f"sign {number:02}" for number in range(5)}
    assert printed("imports", "go-on")["added"] == _MANY - 2


_THREADS = """
import atexit, sys
from signdict.__main__ import main
def show():
    import torch
    print(torch.get_num_threads(), file=sys.stderr)
atexit.register(show)
sys.argv = ["signdict", *sys.argv[1:]]
main()
"""


@pytest.mark.parametrize(("chosen", "used"), [({}, 1), ({"OMP_NUM_THREADS": "2"}, 2)])
def test_a_command_computes_on_one_thread_unless_told_otherwise(tmp_path, chosen, used):
    write_pose(tmp_path / "sign.pose", a_pose(1))
    environment = {k: v for k, v in os.environ.items() if not k.endswith("_NUM_THREADS")}
    environment |= {"PYTHONPATH": str(ROOT), "SIGNDICT_HOME": str(tmp_path / "home"), **chosen}
    done = subprocess.run(
        [sys.executable, "-c", _THREADS, "recognise", tmp_path / "sign.pose", "--json"],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert len(json.loads(done.stdout)) > 0
    assert int(done.stderr.splitlines()[-1]) == used
