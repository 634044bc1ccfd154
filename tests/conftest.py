"""Fixtures shared by all tests."""

import sys
from pathlib import Path

import pytest

from signdict.core import paths
from signdict.core.system_libraries import missing_library
from signdict.model.registry import Models
from tests.support.fakes import PositionEncoder
from tests.support.libraries import with_starter
from tests.support.paths import SHARED

try:
    import cv2  # noqa: F401
    import PySide6.QtWidgets  # noqa: F401
except ImportError as problem:
    sys.exit(str(missing_library(problem) or problem))


@pytest.fixture
def shared() -> Path:
    """The folder of real clips, oracle numbers and landmarks; skips the test if it is missing."""
    if not SHARED.is_dir():
        pytest.skip("there is no folder shared/ with real clips next to the checkout")
    return SHARED


@pytest.fixture
def home(tmp_path, monkeypatch):
    """Paths for commands: a small starter dictionary and no library of the user."""
    home_paths = with_starter(tmp_path)
    monkeypatch.setenv("SIGNDICT_HOME", str(home_paths.home))
    monkeypatch.setattr(paths, "resources", lambda: home_paths.resources)
    monkeypatch.setattr(Models, "open", lambda self, name=None: PositionEncoder())
    return home_paths
