"""Fixtures shared by all tests."""

import sys
from pathlib import Path

import pytest

from signdict.core import paths
from signdict.core.paths import Paths
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


@pytest.fixture(scope="session")
def made_once(tmp_path_factory):
    """Paths with a small starter dictionary that is made once, for tests that do not change it."""
    return with_starter(tmp_path_factory.mktemp("starter"))


@pytest.fixture
def empty_home(made_once, tmp_path, monkeypatch):
    """Paths for commands, as `home`, with the starter dictionary of all tests."""
    monkeypatch.setenv("SIGNDICT_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(paths, "resources", lambda: made_once.resources)
    monkeypatch.setattr(Models, "open", lambda self, name=None: PositionEncoder())
    return Paths(tmp_path / "home", made_once.resources)


@pytest.fixture
def home(tmp_path, monkeypatch):
    """Paths for commands: a small starter dictionary and no library of the user."""
    home_paths = with_starter(tmp_path)
    monkeypatch.setenv("SIGNDICT_HOME", str(home_paths.home))
    monkeypatch.setattr(paths, "resources", lambda: home_paths.resources)
    monkeypatch.setattr(Models, "open", lambda self, name=None: PositionEncoder())
    return home_paths
