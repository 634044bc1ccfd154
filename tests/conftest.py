"""Fixtures shared by all tests."""

from pathlib import Path

import pytest

from signdict.core import paths
from signdict.model.registry import Models
from tests.support.fakes import PositionEncoder
from tests.support.libraries import with_starter
from tests.support.paths import SHARED


@pytest.fixture
def shared() -> Path:
    """The folder of real clips, oracle numbers and landmarks; the test skips where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("the folder shared/ with real clips is not beside this checkout")
    return SHARED


@pytest.fixture
def home(tmp_path, monkeypatch):
    """For commands: a home without a library, beside a small starter dictionary."""
    where = with_starter(tmp_path)
    monkeypatch.setenv("SIGNDICT_HOME", str(where.home))
    monkeypatch.setattr(paths, "resources", lambda: where.resources)
    monkeypatch.setattr(Models, "open", lambda self, name=None: PositionEncoder())
    return where
