"""Small videos: one in memory that can be paused, and one written to a file."""

from threading import Event

import cv2
import numpy as np

from signdict.core.errors import VideoError
from signdict.core.types import Frame
from signdict.tracking.video import Shape


class Film:
    """A double of Video: frames from black to white, delivered while `going` is set."""

    def __init__(self, count=10, fps=20.0, height=48, first=0.0, breaks=False):
        self.count, self.height, self.first, self.breaks = count, height, first, breaks
        self.shape = Shape(64, height, fps, count)
        self.going, self.handed, self.closed = Event(), 0, False
        self.going.set()

    def __call__(self, path):
        return self

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.closed = True

    def frames(self, start=0.0):
        for number in range(self.count):
            self.going.wait(10)
            if self.first + number / self.shape.fps < start:
                continue
            shade = number * 250 // max(self.count, 1)
            image = np.full((self.height, 64, 3), shade, np.uint8)
            self.handed += 1
            yield Frame(image, self.first + number / self.shape.fps)
        if self.breaks:
            raise VideoError("The file is truncated.")


def a_film(path, count=10):
    """Write a video from black to white at 20 frames per second."""
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter_fourcc(*"mp4v"), 20, (64, 48))
    for number in range(count):
        writer.write(np.full((48, 64, 3), number * 250 // count, np.uint8))
    writer.release()
    return path
