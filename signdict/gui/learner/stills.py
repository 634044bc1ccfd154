"""Pictures of a recording at any moment, small and large, without reading all of it."""

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

#: Lines of a small and of a large picture, and how many small ones are kept.
SMALL, LARGE = 64, 480
KEPT = 64
#: Seconds of a `.pose` file that are in memory at a time.
_PART = 60.0


class StillSource(Protocol):
    """What a recording is to those who show it."""

    def picture(self, seconds: float, lines: int) -> QImage:
        """The picture at a moment, so many lines high at most."""

    def stop(self) -> None:
        """Give up what is being read."""

    def close(self) -> None:
        """Free the file."""


class Stills(QObject):
    """Makes pictures on a thread of its own: the newest large one that is wished for, then small
    ones. Pictures stay in memory, so many at most."""

    shown = Signal(QImage)  # the large picture that was wished for last
    arrived = Signal()  # a small picture

    def __init__(self, filmed: "Filmed", fps: float) -> None:
        super().__init__()
        self._filmed, self._fps, self._tones = filmed, fps, tones()
        self._small: OrderedDict[float, QImage] = OrderedDict()
        self._wish: float | None = None
        self._places: list[float] = []
        self._closed = False
        self._source: StillSource | None = None
        self._change = Condition()
        self._thread = Thread(target=self._work, name="stills", daemon=True)
        self._thread.start()

    def show(self, seconds: float) -> None:
        """Wish for a large picture; an older wish that was not answered yet is forgotten."""
        with self._change:
            self._wish = seconds
            self._change.notify()

    def prepare(self, places: Sequence[float]) -> None:
        """Have small pictures made of these moments, and of no others any more."""
        with self._change:
            self._places = [place for place in places if place not in self._small]
            self._change.notify()

    def small(self, place: float) -> QImage | None:
        """The small picture of a moment, if it was made."""
        return self._small.get(place)

    def close(self) -> None:
        """Stop, and free the file; to be called from any thread."""
        with self._change:
            self._closed = True
            if self._source:
                self._source.stop()
            self._change.notify()

    def wait(self) -> None:
        """Wait until the file is free."""
        self._thread.join()

    def _work(self) -> None:
        try:
            source = _source(self._filmed, self._fps, self._tones)
        except SignDictError:
            return  # whoever looks the recording up tells why
        with self._change:
            self._source = source
        try:
            while not self._closed:
                self._answer(source)
        finally:
            source.close()

    def _answer(self, source: StillSource) -> None:
        with self._change:
            self._change.wait_for(lambda: self._closed or self._wish is not None or self._places)
            wish, self._wish = self._wish, None
            place = self._places.pop(0) if wish is None and self._places else None
        moment = wish if wish is not None else place
        if self._closed or moment is None:
            return
        try:
            picture = source.picture(moment, LARGE if place is None else SMALL)
        except SignDictError:
            return  # a gap in the file: its neighbours are shown
        if place is None:
            self.shown.emit(picture)
            return
        self._small[place] = picture
        while len(self._small) > KEPT:
            self._small.popitem(last=False)
        self.arrived.emit()


def _source(filmed: "Filmed", fps: float, used: Tones) -> StillSource:
    from signdict.tracking.extraction import is_pose

    return _Skeletons(filmed, used) if is_pose(filmed) else _Pictures(filmed, fps)


class _Pictures:
    """Frames of a video."""

    def __init__(self, filmed: "Filmed", fps: float) -> None:
        from signdict.tracking.video import Video

        self._video = Video(filmed, fps)
        self.stop, self.close = self._video.stop, self._video.close

    def picture(self, seconds: float, lines: int) -> QImage:
        return _picture(self._video.at(seconds), lines)


class _Skeletons:
    """Moments of a `.pose` file, drawn."""

    def __init__(self, path: "Path", used: Tones) -> None:
        self._path, self._tones = path, used
        self._parts: tuple[int, Motion] | None = None
        self._box = self._at(0.0)[0].box()

    def picture(self, seconds: float, lines: int) -> QImage:
        from signdict.gui.drawing import skeleton

        motion, moment = self._at(seconds)
        picture = QImage(round(lines * 4 / 3), lines, QImage.Format.Format_RGB32)
        picture.fill(QColor(self._tones.ground))
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(picture.rect())
        skeleton.paint(painter, area, motion.at(moment), self._box, self._tones)
        painter.end()
        return picture

    def stop(self) -> None:
        """Parts are read at once."""

    def close(self) -> None:
        """Nothing is held."""

    def _at(self, seconds: float) -> "tuple[Motion, float]":
        """The part of the file that holds a moment, and the moment in it."""
        from signdict.gui.drawing.motion import Motion
        from signdict.pose.posefile import read_pose

        number = int(seconds // _PART)
        if self._parts is None or self._parts[0] != number:
            pose = read_pose(self._path, number * _PART, (number + 1) * _PART)
            self._parts = (number, Motion(pose))
        return self._parts[1], seconds - number * _PART


def _picture(frame: "Frame", lines: int) -> QImage:
    image = np.ascontiguousarray(frame.image)
    height, width = image.shape[:2]
    picture = QImage(image.data, width, height, 3 * width, QImage.Format.Format_RGB888)
    if height <= lines:
        return picture.copy()  # the frame does not outlive this call
    return picture.scaledToHeight(lines, Qt.TransformationMode.SmoothTransformation)
