"""What is kept of a camera's landmarks, and when it is asked about: so far, and whole."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

import numpy as np

from signdict.pose.pose import Landmarks, Pose
from signdict.pose.segmentation import LONGEST, Segmenter, SegmentEvent

#: While somebody signs, what was signed so far is asked about every so many seconds.
EVERY = 0.5

RecorderEventKind: TypeAlias = Literal["began", "so far", "taken", "dropped", "resized"]


@dataclass(frozen=True, slots=True, eq=False)
class RecorderEvent:
    """What has happened. The pose of a sign so far is the very one that is taken, if it ends so."""

    kind: RecorderEventKind
    pose: Pose | None = None


class Recorder:
    """Give it the landmarks of one picture after the other; it notes what becomes of them.

    A recording begins and ends by itself, as hands rise and rest, if `by_itself`; or by `begin`
    and `end` at any time.
    """

    def __init__(self, *, by_itself: bool = True) -> None:
        self.by_itself = by_itself
        self._segmenter = Segmenter()
        self._size: tuple[int, int] | None = None
        self._kept: list[Landmarks] | None = None  # by key
        self._until_rest = self._ending = False
        self._asked_at = 0.0
        self._paused: Pose | None = None

    @property
    def recording(self) -> bool:
        """Whether something is being recorded."""
        return self._kept is not None or (self.by_itself and self._segmenter.signing)

    def begin(self, *, until_rest: bool = False) -> None:
        """Keep everything from the next picture on; end by itself when hands rest, if told so."""
        self._kept, self._until_rest, self._ending = [], until_rest, False
        self._paused = None

    def end(self) -> None:
        """End what is under way with the next picture."""
        self._ending = self.recording

    def drop(self) -> None:
        """Forget what is under way."""
        self._segmenter.drop()
        self._kept, self._ending, self._paused = None, False, None

    def feed(self, found: Landmarks, width: int, height: int) -> list[RecorderEvent]:
        """Take the landmarks of the next picture, `width` x `height`."""
        notes = self._resized(width, height)
        found = self._scaled(found, width)
        turn = self._segmenter.feed(found, self._height)
        if self._kept is None:
            return notes + (self._by_itself(turn, found.seconds) if self.by_itself else [])
        self._kept.append(found)
        if len(self._kept) == 1:
            self._asked_at = found.seconds
        return notes + self._by_key(turn, found.seconds)

    def finish(self) -> list[RecorderEvent]:
        """The pictures end: hand over what there is."""
        if self._kept:
            return self._taken(self._kept)
        if self._kept is None and self.by_itself and self._segmenter.finish() is SegmentEvent.ENDED:
            return self._taken(self._segmenter.frames)
        return []

    def _by_itself(self, turn: SegmentEvent | None, seconds: float) -> list[RecorderEvent]:
        match turn:
            case SegmentEvent.BEGAN:
                self._asked_at = seconds
                return [RecorderEvent("began")]
            case SegmentEvent.ENDED:
                return self._taken(self._segmenter.frames)
            case SegmentEvent.DROPPED:
                self._paused = None
                return [RecorderEvent("dropped")]
        if self._ending:
            frames = self._segmenter.frames
            self._segmenter.drop()
            return self._taken(frames)
        return self._so_far(turn, seconds, self._segmenter.frames) if self.recording else []

    def _by_key(self, turn: SegmentEvent | None, seconds: float) -> list[RecorderEvent]:
        kept = self._kept or []
        rested = self._until_rest and turn is SegmentEvent.ENDED
        if self._ending or rested or seconds - kept[0].seconds > LONGEST:
            self._segmenter.drop()
            return self._taken(kept)
        return self._so_far(turn, seconds, kept)

    def _so_far(
        self, turn: SegmentEvent | None, seconds: float, frames: Sequence[Landmarks]
    ) -> list[RecorderEvent]:
        if turn is SegmentEvent.PAUSED:
            self._paused = self._pose(frames)
            return [RecorderEvent("so far", self._paused)]
        if turn is SegmentEvent.RESUMED:
            self._paused = None
        if self._paused or seconds - self._asked_at < EVERY:
            return []
        self._asked_at = seconds
        return [RecorderEvent("so far", self._pose(frames))]

    def _taken(self, frames: Sequence[Landmarks]) -> list[RecorderEvent]:
        pose = self._paused or self._pose(frames)
        self._kept, self._ending, self._paused = None, False, None
        return [RecorderEvent("taken", pose)]

    def _pose(self, frames: Sequence[Landmarks]) -> Pose:
        seconds = frames[-1].seconds - frames[0].seconds
        fps = (len(frames) - 1) / seconds if seconds > 0 else 25.0
        assert self._size is not None  # noqa: S101 - there is a picture, so it has a size
        return Pose.of(frames, fps, *self._size)

    @property
    def _height(self) -> int:
        return self._size[1] if self._size else 0

    def _resized(self, width: int, height: int) -> list[RecorderEvent]:
        """Begin anew where pictures take another shape: what was kept does not fit the rest."""
        if self._size is None or _ratio(self._size) == _ratio((width, height)):
            self._size = self._size or (width, height)
            return []
        was = self.recording
        self._size, self._segmenter = (width, height), Segmenter()
        self._kept, self._ending, self._paused = None, False, None
        return [RecorderEvent("resized")] if was else []

    def _scaled(self, found: Landmarks, width: int) -> Landmarks:
        """Pixels of the size that pictures had at first; depths are in widths already."""
        if self._size is None or width == self._size[0]:
            return found
        share = self._size[0] / width
        return replace(found, points=found.points * np.array([share, share, 1], np.float32))


def _ratio(size: tuple[int, int]) -> float:
    return round(size[0] / size[1], 1)
