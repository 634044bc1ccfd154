"""Tests. Asserts in the modules below are explained as those in tests are."""

import pytest

pytest.register_assert_rewrite("tests.support.miniatures")
