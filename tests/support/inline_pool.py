"""Reads clips in the process of the test, in place of worker processes."""

from concurrent.futures import Future

from signdict.importing import workers


class InlinePool(workers.ExtractionPool):
    """A pool whose clips are read when they are submitted."""

    def __init__(self, tracker, count):
        self._tracker = tracker

    def submit(self, entry):
        future = Future()
        future.set_result(workers.extract(entry, self._tracker))
        return future

    def close(self):
        pass
