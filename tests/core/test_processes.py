"""Worker processes."""

import os
import sys
from threading import Event, Thread

import pytest

from signdict.core.processes import CONTEXT, importing_opencv, lower_priority


def _send_path(sender):
    sender.send(sys.path)


def test_a_process_never_inherits_the_path_of_a_loading_library(monkeypatch):
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
    receiver, sender = CONTEXT.Pipe(duplex=False)
    child = CONTEXT.Process(target=_send_path, args=(sender,))
    child.start()
    begun.set()
    assert receiver.poll(60)
    assert "somewhere else" not in receiver.recv()
    child.join()
    loader.join()


def _send_priority(sender):
    lower_priority()
    sender.send(os.nice(0))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no step this small")
def test_lower_priority_lowers_it_by_one_step():
    receiver, sender = CONTEXT.Pipe(duplex=False)
    child = CONTEXT.Process(target=_send_priority, args=(sender,))
    child.start()
    assert receiver.poll(60)
    assert receiver.recv() == min(os.nice(0) + 1, 19)
    child.join()
