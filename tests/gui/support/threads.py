"""Waiting for the background threads of widgets."""

import threading


def join(name):
    """Wait until all threads with this name have ended."""
    for thread in threading.enumerate():
        if thread.name == name:
            thread.join()
