"""Fixtures shared by all tests."""

from pathlib import Path

import pytest

SHARED = Path(__file__).parents[2] / "shared"


@pytest.fixture
def shared() -> Path:
    """The folder of real clips, oracle numbers and landmarks; the test skips where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("the folder shared/ with real clips is not beside this checkout")
    return SHARED
