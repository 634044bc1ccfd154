"""One thread for each computation: in commands, training, benchmarks and programs of users."""

import os
import subprocess
import sys

import pytest

from tests.support.paths import ROOT

#: Prints the settings at the moment at which NumPy or torch, which read them, are imported.
_AT_IMPORT = """
import importlib, os, sys
class Gate:
    def find_spec(self, name, path=None, target=None):
        if name in ("numpy", "torch"):
            print(os.environ.get("OMP_NUM_THREADS"), os.environ.get("OPENBLAS_NUM_THREADS"))
            sys.stdout.flush()
            os._exit(0)
sys.meta_path.insert(0, Gate())
sys.argv = sys.argv[1:]
importlib.import_module(sys.argv[0]).main()
"""
_PROGRAM = """
import torch
torch.set_num_threads(4)
from signdict.dictionary.dictionary import open_dictionary
with open_dictionary() as dictionary:
    dictionary.encoder()
    print(torch.get_num_threads())
"""


def output(code, *words, **variables):
    """Return what a program prints that starts without settings of threads."""
    environment = {k: v for k, v in os.environ.items() if not k.endswith("_NUM_THREADS")}
    done = subprocess.run(
        [sys.executable, "-c", code, *words], capture_output=True, text=True, check=True,
        env=environment | {"PYTHONPATH": str(ROOT)} | variables, cwd=ROOT,
    )  # fmt: skip
    return done.stdout.strip()


@pytest.mark.parametrize(
    "words",
    [
        ("signdict.__main__", "languages"),
        ("signdict.__main__", "serve"),
        ("training.evaluate.__main__",),
        ("training.data.starter", "--reread"),
        ("training.train.ensemble",),
        ("benchmarks.pose",),
        ("benchmarks.words",),
    ],
    ids=" ".join,
)
def test_the_threads_are_limited_before_numpy_and_torch_are_imported(words):
    assert output(_AT_IMPORT, *words) == "1 1"
    assert output(_AT_IMPORT, *words, OMP_NUM_THREADS="3") == "3 1"


def test_a_program_that_imports_torch_first_computes_on_one_thread_too(tmp_path):
    home = {"SIGNDICT_HOME": str(tmp_path / "home")}
    assert output(_PROGRAM, **home) == "1"
    assert output(_PROGRAM, **home, OMP_NUM_THREADS="4") == "4"
