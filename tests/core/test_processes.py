"""Processes that work for this one."""

import os
import sys
from threading import Event, Thread

import pytest

from signdict.core.processes import CONTEXT, importing_opencv, lower_priority


def _tell(there):
    there.send(sys.path)


def test_a_process_never_begins_with_the_path_of_a_library_that_loads(monkeypatch):
    """OpenCV puts its folder first while it loads; its `typing` is not Python's."""
    loading, begun = Event(), Event()

    def load():
        with importing_opencv():
            monkeypatch.setattr(sys, "path", ["somewhere else", *sys.path])
            loading.set()
            begun.wait(0.3)
            monkeypatch.undo()

    loader = Thread(target=load)
    loader.start()
    loading.wait()
    here, there = CONTEXT.Pipe(duplex=False)
    child = CONTEXT.Process(target=_tell, args=(there,))
    child.start()
    begun.set()
    assert here.poll(60)
    assert "somewhere else" not in here.recv()
    child.join()
    loader.join()


def _tell_step(there):
    lower_priority()
    there.send(os.nice(0))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no steps so small")
def test_a_process_that_stands_back_is_a_step_behind():
    here, there = CONTEXT.Pipe(duplex=False)
    child = CONTEXT.Process(target=_tell_step, args=(there,))
    child.start()
    assert here.poll(60)
    assert here.recv() == min(os.nice(0) + 1, 19)
    child.join()
