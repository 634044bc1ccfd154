"""Garbage collection: on the GUI thread only, and not around what start-up and the models load."""

import gc
import threading
from threading import Thread

import pytest
from PySide6.QtCore import QObject

from signdict.gui import background
from signdict.gui.background import COLLECTED_EVERY, GarbageCollector


@pytest.fixture(autouse=True)
def restored():
    yield
    gc.unfreeze()


class Cycle(QObject):
    """Part of a reference cycle; records the thread that destroys it."""

    def __init__(self, ends):
        super().__init__()
        self.itself, self._ends = self, ends

    def __del__(self):
        self._ends.append(threading.current_thread())


def work(results):
    """Make objects that stay alive; their number makes Python collect if it may."""
    results.append([[] for _ in range(200_000)])


def test_a_widget_is_collected_on_the_gui_thread_while_another_thread_allocates(qtbot):
    collector, ends, results = GarbageCollector(), [], []
    collector.start()
    Cycle(ends)
    thread = Thread(target=work, args=(results,))
    thread.start()
    thread.join()
    assert ends == []
    qtbot.waitUntil(lambda: ends != [], timeout=20 * COLLECTED_EVERY)
    assert ends == [threading.main_thread()]


def test_nothing_is_collected_before_the_window_is_painted():
    ends, results = [], []
    collector = GarbageCollector()
    Cycle(ends)
    work(results)
    assert ends == []
    collector.collect()
    assert len(ends) == 1


def test_no_collection_runs_while_models_load():
    ends, results = [], []
    collector = GarbageCollector()
    Cycle(ends)
    with background.permanent_objects():
        work(results)
        collector.collect()
        assert ends == []


def test_loaded_objects_are_not_scanned_again():
    with background.permanent_objects():
        loaded = [[] for _ in range(1000)]
    assert gc.get_freeze_count() > len(loaded)
    assert not any(tracked is loaded for tracked in gc.get_objects())


def test_garbage_is_collected_again_after_loading_failed():
    ends, results = [], []
    with pytest.raises(ZeroDivisionError), background.permanent_objects():
        raise ZeroDivisionError
    Cycle(ends)
    work(results)
    GarbageCollector().collect()
    assert len(ends) == 1
