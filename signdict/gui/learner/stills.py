"""Frames of a recording at any time, large and as thumbnails, without reading all of it."""

from collections import OrderedDict
from collections.abc import Sequence
from threading import Condition, Thread
from typing import TYPE_CHECKING, Protocol

import numpy as np
from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter

from signdict.core.errors import SignDictError
from signdict.gui.theme.style import Tones, tones

if TYPE_CHECKING:
    from pathlib import Path

    from signdict.core.types import Frame
    from signdict.gui.drawing.motion import Motion
    from signdict.tracking.video import Filmed

#: Height of a thumbnail and of a large frame in pixels, and the number of thumbnails kept.
SMALL, LARGE = 64, 480
MAX_THUMBNAILS = 64
#: Seconds of a `.pose` file that are in memory at a time.
_CHUNK = 60.0


class StillSource(Protocol):
    """A recording whose frames can be read at any time."""

    def frame(self, seconds: float, max_height: int) -> QImage:
        """Return the frame at a time, scaled down to a maximum height in pixels."""

    def recolour(self, colours: Tones) -> None:
        """Use other colours for what is drawn."""

    def stop(self) -> None:
        """Cancel reading."""

    def close(self) -> None:
        """Free the file."""


class Stills(QObject):
    """Reads frames on a thread: the large frame requested last, then thumbnails.

    Thumbnails are kept in memory, up to a limit.
    """

    shown = Signal(QImage)  # the large frame that was requested last
    arrived = Signal()  # a thumbnail

    def __init__(self, filmed: "Filmed", fps: float) -> None:
        super().__init__()
        self._filmed, self._fps, self._tones = filmed, fps, tones()
        self._thumbnails: OrderedDict[float, QImage] = OrderedDict()
        self._requested: float | None = None
        self._missing: list[float] = []
        self._closed = False
        self._source: StillSource | None = None
        self._change = Condition()
        from signdict.gui.drawing import skeleton

        skeleton.prepare()
        Thread(target=self._run, name="stills", daemon=True).start()

    def show(self, seconds: float) -> None:
        """Request a large frame; it replaces an earlier request."""
        with self._change:
            self._requested = seconds
            self._change.notify()

    def prepare(self, times: Sequence[float]) -> None:
        """Request thumbnails; they replace earlier requests."""
        with self._change:
            self._missing = [seconds for seconds in times if seconds not in self._thumbnails]
            self._change.notify()

    def thumbnail(self, seconds: float) -> QImage | None:
        """Return the thumbnail of a time, if it exists already."""
        return self._thumbnails.get(seconds)

    def recolour(self) -> None:
        """Draw landmarks in the present colours from now on, and forget the thumbnails."""
        with self._change:
            self._tones = tones()
            if self._source:
                self._source.recolour(self._tones)
            self._thumbnails.clear()

    def close(self) -> None:
        """Stop, and free the file; can be called from any thread."""
        with self._change:
            self._closed = True
            if self._source:
                self._source.stop()
            self._change.notify()

    def _run(self) -> None:
        try:
            source = _source(self._filmed, self._fps, self._tones)
        except SignDictError:
            return  # the search for the recording reports the reason
        with self._change:
            self._source = source
        try:
            while not self._closed:
                self._read_next(source)
        finally:
            source.close()

    def _read_next(self, source: StillSource) -> None:
        with self._change:
            self._change.wait_for(
                lambda: self._closed or self._requested is not None or self._missing
            )
            seconds, self._requested = self._requested, None
            large = seconds is not None
            if not large and self._missing:
                seconds = self._missing.pop(0)
        if self._closed or seconds is None:
            return
        try:
            frame = source.frame(seconds, LARGE if large else SMALL)
        except SignDictError:
            return  # a gap in the file
        if large:
            self.shown.emit(frame)
            return
        self._thumbnails[seconds] = frame
        while len(self._thumbnails) > MAX_THUMBNAILS:
            self._thumbnails.popitem(last=False)
        self.arrived.emit()


def _source(filmed: "Filmed", fps: float, colours: Tones) -> StillSource:
    from signdict.tracking.extraction import is_pose

    return _PoseSource(filmed, colours) if is_pose(filmed) else _VideoSource(filmed, fps)


class _VideoSource:
    """The frames of a video."""

    def __init__(self, filmed: "Filmed", fps: float) -> None:
        from signdict.tracking.video import Video

        self._video = Video(filmed, fps)
        self.stop, self.close = self._video.stop, self._video.close

    def frame(self, seconds: float, max_height: int) -> QImage:
        return _scaled(self._video.at(seconds), max_height)

    def recolour(self, colours: Tones) -> None:
        """Do nothing: a video has its own colours."""


class _PoseSource:
    """The frames of a `.pose` file, drawn."""

    def __init__(self, path: "Path", colours: Tones) -> None:
        self._path, self._tones = path, colours
        self._chunk: tuple[int, Motion] | None = None
        self._box = self._at(0.0)[0].box()

    def frame(self, seconds: float, max_height: int) -> QImage:
        from signdict.gui.drawing import skeleton

        motion, offset = self._at(seconds)
        image = QImage(round(max_height * 4 / 3), max_height, QImage.Format.Format_RGB32)
        image.fill(QColor(self._tones.ground))
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(image.rect())
        skeleton.paint(painter, area, motion.at(offset), self._box, self._tones)
        painter.end()
        return image

    def recolour(self, colours: Tones) -> None:
        self._tones = colours

    def stop(self) -> None:
        """Do nothing: chunks are read without a pause."""

    def close(self) -> None:
        """Do nothing: no file stays open."""

    def _at(self, seconds: float) -> "tuple[Motion, float]":
        """Return the chunk of the file that contains a time, and the time in it."""
        from signdict.gui.drawing.motion import Motion
        from signdict.pose.posefile import read_pose

        number = int(seconds // _CHUNK)
        if self._chunk is None or self._chunk[0] != number:
            pose = read_pose(self._path, number * _CHUNK, (number + 1) * _CHUNK)
            self._chunk = (number, Motion(pose))
        return self._chunk[1], seconds - number * _CHUNK


def _scaled(frame: "Frame", max_height: int) -> QImage:
    pixels = np.ascontiguousarray(frame.image)
    height, width = pixels.shape[:2]
    image = QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888)
    if height <= max_height:
        return image.copy()  # the pixels do not outlive this call
    return image.scaledToHeight(max_height, Qt.TransformationMode.SmoothTransformation)
