"""When Python looks for garbage."""

import gc

import pytest

from signdict.gui import background


@pytest.fixture(autouse=True)
def _as_before():
    yield
    gc.unfreeze()
    gc.enable()


def test_nothing_is_looked_for_while_something_loads():
    with background.permanent_objects():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_what_was_loaded_is_not_looked_through_again():
    with background.permanent_objects():
        loaded = [[] for _ in range(1000)]
    assert gc.get_freeze_count() > len(loaded)
    assert not any(one is loaded for one in gc.get_objects())


def test_garbage_is_looked_for_again_though_loading_failed():
    with pytest.raises(ZeroDivisionError), background.permanent_objects():
        raise ZeroDivisionError
    assert gc.isenabled()
