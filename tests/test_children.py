"""Processes that work for this one."""

import sys
from threading import Event, Thread

from signdict.children import CONTEXT
from signdict.native import quietly_loaded


def _tell(there):
    there.send(sys.path)


def test_a_process_never_begins_with_the_path_of_a_library_that_loads(monkeypatch):
    """OpenCV puts its folder first while it loads; its `typing` is not Python's."""
    loading, begun = Event(), Event()

    def load():
        with quietly_loaded():
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
