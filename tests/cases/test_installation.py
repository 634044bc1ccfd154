"""Computers without hnswlib or without system libraries."""

import sys

import pytest

from signdict.model.registry import Models
from signdict.pose.posefile import write_pose
from tests.support.cli import printed, run
from tests.support.fakes import a_pose


@pytest.fixture
def without_hnswlib(monkeypatch):
    monkeypatch.setitem(sys.modules, "hnswlib", None)  # importing it raises ImportError


@pytest.fixture
def sign(tmp_path):
    write_pose(tmp_path / "bye.pose", a_pose(4))
    return tmp_path / "bye.pose"


def test_check_reports_that_hnswlib_is_missing(home, without_hnswlib):
    done = run("check")
    assert done.stderr.startswith("hnswlib is not installed, so every search compares all clips.")
    assert printed("check", "--sizes")["graphs"] is False


def test_a_sign_is_recognised_without_hnswlib(home, without_hnswlib, sign):
    assert printed("recognise", sign)[0]["gloss"] == "bye"


@pytest.mark.parametrize(
    "reason",
    [
        "libGL.so.1: cannot open shared object file: No such file or directory",
        "DLL load failed while importing cv2: The specified module could not be found.",
    ],
)
def test_a_missing_system_library_is_one_sentence(home, monkeypatch, sign, reason):
    def fail(models, name=None):
        raise ImportError(reason)

    monkeypatch.setattr(Models, "open", fail)
    done = run("recognise", sign)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith(f"A system library is missing: {reason}. Install ")
    assert done.stderr.count("\n") == 1
