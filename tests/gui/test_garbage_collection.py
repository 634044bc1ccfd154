"""Garbage collection around what start-up and the models load."""

import gc

import pytest

from signdict.gui import background


@pytest.fixture(autouse=True)
def restored():
    yield
    gc.unfreeze()
    gc.enable()


def test_no_collection_runs_while_models_load():
    with background.permanent_objects():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_loaded_objects_are_not_scanned_again():
    with background.permanent_objects():
        loaded = [[] for _ in range(1000)]
    assert gc.get_freeze_count() > len(loaded)
    assert not any(tracked is loaded for tracked in gc.get_objects())


def test_collection_is_enabled_again_after_loading_failed():
    with pytest.raises(ZeroDivisionError), background.permanent_objects():
        raise ZeroDivisionError
    assert gc.isenabled()
