"""Assertions of the support module show their values."""

import pytest

pytest.register_assert_rewrite("tests.support.miniatures")
