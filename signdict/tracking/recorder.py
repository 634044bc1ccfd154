"""Recording of signs from a camera's landmarks: partial poses while signing, then the whole."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

import numpy as np

from signdict.pose.pose import Landmarks, Pose
from signdict.pose.segmentation import LONGEST, Segmenter, SegmentEvent
from signdict.pose.timing import even_pose

#: Seconds between two queries with the partial sign.
EVERY = 0.5

RecorderEventKind: TypeAlias = Literal["began", "so far", "taken", "dropped", "resized"]


@dataclass(frozen=True, slots=True, eq=False)
class RecorderEvent:
    """What a frame changed. A sign that ends after a pause has the pose of its last event."""

    kind: RecorderEventKind
    pose: Pose | None = None


class Recorder:
    """Record signs from a stream of landmarks.

    If `automatic`, a recording begins when hands rise and ends when they rest. `begin` and `end`
    start and stop a manual recording at any time.
    """

    def __init__(self, *, automatic: bool = True) -> None:
        self.automatic = automatic
        self._segmenter = Segmenter()
        self._size: tuple[int, int] | None = None
        self._manual: list[Landmarks] | None = None  # the frames of a manual recording
        self._until_rest = self._ending = False
        self._reported_at = 0.0
        self._paused: Pose | None = None

    @property
    def recording(self) -> bool:
        """Whether a sign is being recorded."""
        return self._manual is not None or (self.automatic and self._segmenter.signing)

    def begin(self, *, until_rest: bool = False) -> None:
        """Begin a manual recording with the next frame.

        `until_rest`: it ends when the hands rest.
        """
        self._manual, self._until_rest, self._ending = [], until_rest, False
        self._paused = None

    def end(self) -> None:
        """End the recording with the next frame."""
        self._ending = self.recording

    def drop(self) -> None:
        """Discard the recording."""
        self._segmenter.drop()
        self._manual, self._ending, self._paused = None, False, None

    def feed(self, frame: Landmarks, width: int, height: int) -> list[RecorderEvent]:
        """Process the next frame of a picture `width` x `height`; return what it changed."""
        events = self._resize(width, height)
        frame = self._scaled(frame, width)
        event = self._segmenter.feed(frame, self._height)
        if self._manual is None:
            return events + (
                self._record_automatically(event, frame.seconds) if self.automatic else []
            )
        self._manual.append(frame)
        if len(self._manual) == 1:
            self._reported_at = frame.seconds
        return events + self._record_manually(event, frame.seconds)

    def finish(self) -> list[RecorderEvent]:
        """End the stream, and the current recording with it."""
        if self._manual:
            return self._taken(self._manual)
        if (
            self._manual is None
            and self.automatic
            and self._segmenter.finish() is SegmentEvent.ENDED
        ):
            return self._taken(self._segmenter.frames)
        return []

    def _record_automatically(
        self, event: SegmentEvent | None, seconds: float
    ) -> list[RecorderEvent]:
        match event:
            case SegmentEvent.BEGAN:
                self._reported_at = seconds
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
        return self._so_far(event, seconds, self._segmenter.frames) if self.recording else []

    def _record_manually(self, event: SegmentEvent | None, seconds: float) -> list[RecorderEvent]:
        frames = self._manual or []
        rested = self._until_rest and event is SegmentEvent.ENDED
        if self._ending or rested or seconds - frames[0].seconds > LONGEST:
            self._segmenter.drop()
            return self._taken(frames)
        return self._so_far(event, seconds, frames)

    def _so_far(
        self, event: SegmentEvent | None, seconds: float, frames: Sequence[Landmarks]
    ) -> list[RecorderEvent]:
        if event is SegmentEvent.PAUSED:
            self._paused = self._pose(frames)
            return [RecorderEvent("so far", self._paused)]
        if event is SegmentEvent.RESUMED:
            self._paused = None
        if self._paused or seconds - self._reported_at < EVERY:
            return []
        self._reported_at = seconds
        return [RecorderEvent("so far", self._pose(frames))]

    def _taken(self, frames: Sequence[Landmarks]) -> list[RecorderEvent]:
        pose = self._paused or self._pose(frames)
        self._manual, self._ending, self._paused = None, False, None
        return [RecorderEvent("taken", pose)]

    def _pose(self, frames: Sequence[Landmarks]) -> Pose:
        seconds = frames[-1].seconds - frames[0].seconds
        fps = (len(frames) - 1) / seconds if seconds > 0 else 25.0
        assert self._size is not None  # noqa: S101 - the first frame sets it
        return even_pose(frames, fps, *self._size)

    @property
    def _height(self) -> int:
        return self._size[1] if self._size else 0

    def _resize(self, width: int, height: int) -> list[RecorderEvent]:
        """Set the size; discard the recording if the aspect ratio changes."""
        if self._size is None or _ratio(self._size) == _ratio((width, height)):
            self._size = self._size or (width, height)
            return []
        was_recording = self.recording
        self._size, self._segmenter = (width, height), Segmenter()
        self._manual, self._ending, self._paused = None, False, None
        return [RecorderEvent("resized")] if was_recording else []

    def _scaled(self, frame: Landmarks, width: int) -> Landmarks:
        """Scale x and y to the size of the first frame; z is in picture widths."""
        if self._size is None or width == self._size[0]:
            return frame
        share = self._size[0] / width
        return replace(frame, points=frame.points * np.array([share, share, 1], np.float32))


def _ratio(size: tuple[int, int]) -> float:
    return round(size[0] / size[1], 1)
