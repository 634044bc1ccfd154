"""Build hook of hatchling: signdict depends on hnswlib where pip can compile it.

hnswlib is published as source only. As an ordinary dependency it would make the whole installation
fail on a computer without a C++ compiler. Without it, searches compare all clips
(docs/decisions/0022-installation-without-a-compiler.md).
"""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_PROBE = (
    "#include <Python.h>\n#include <vector>\nPyMODINIT_FUNC PyInit_probe() { return nullptr; }\n"
)
#: What pip does to build hnswlib, for a module of three lines.
_BUILD = """
from setuptools import Extension, setup
module = Extension("probe", ["probe.cpp"], language="c++")
setup(name="probe", py_modules=[], ext_modules=[module], script_args=["build_ext", "--inplace"])
"""


class HnswlibWhereItCompiles(BuildHookInterface):
    """Adds hnswlib to the dependencies if a C++ extension of Python can be compiled."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the dependency before the wheel, editable or not, is written."""
        del version
        if self.target_name == "wheel" and can_compile():
            build_data["dependencies"].append("hnswlib>=0.8")


def can_compile() -> bool:
    """Return whether a small C++ extension can be compiled and linked here."""
    if sys.platform == "darwin" and not _succeeds(["xcode-select", "-p"], "."):
        return False  # c++ would open a dialog that offers to install the developer tools
    with TemporaryDirectory() as folder:
        (Path(folder) / "probe.cpp").write_text(_PROBE)
        return _succeeds([sys.executable, "-c", _BUILD], folder)


def _succeeds(command: list[str], folder: str) -> bool:
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, timeout=120)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
