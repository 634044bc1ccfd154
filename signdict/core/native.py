"""How big native libraries come in: without their messages, and without OpenCV's own Qt."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock
from typing import Final

#: Held while OpenCV loads, which puts its own folder first in `sys.path` until it has. A process
#: that begins just then would get that path, and find OpenCV's `typing` in place of Python's.
LOADING: Final = RLock()
_QT = ("QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_FONTDIR")


@contextmanager
def quietly_loaded() -> Iterator[None]:
    """Import OpenCV inside, or what imports it, as MediaPipe does.

    Its messages are turned off, which must happen before it loads. Its Linux wheel points Qt at
    plugins of another version: the variables are put back as they were.
    """
    os.environ.setdefault("OPENCV_LOG_LEVEL", "OFF")
    os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")
    before = {name: os.environ.get(name) for name in _QT}
    try:
        with LOADING:
            yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
