"""The tracker process: it tracks the newest frame, reports failures, and leaves nothing behind."""

import os
import signal
import time
from multiprocessing.shared_memory import SharedMemory
from threading import Event, Thread

import numpy as np
import pytest

from signdict.core.errors import ModelError, VideoError
from signdict.core.paths import Paths
from signdict.core.types import Frame
from signdict.tracking.live import FaceCounter, TrackerProcess
from signdict.tracking.mediapipe_tracker import Tracker
from signdict.tracking.video import Video
from tests.support.inline_tracker import InlineTracker, Slot

MODEL = Paths.standard().tracker


def a_frame(number, height=48, width=64):
    return Frame(np.full((height, width, 3), number, np.uint8), number / 25)


@pytest.fixture
def tracker_process():
    with TrackerProcess(MODEL) as process:
        yield process


def warm_up(follower):
    """Wait until the tracker has processed the first frame."""
    follower.put(a_frame(0))
    assert follower.take(60)


def test_a_tracked_frame_has_the_frame_and_its_landmarks(tracker_process):
    frame = a_frame(7)
    tracker_process.put(frame)
    tracked = tracker_process.take(60)
    assert tracked.frame is frame
    assert tracked.landmarks.seconds == frame.seconds
    assert tracked.landmarks.points.shape == (203, 3)
    assert tracked.faces == 0


def test_landmarks_equal_those_of_a_tracker_in_this_process(tracker_process, shared):
    path = shared / "data" / "videos" / "psp_kamaynikasyon" / "Hello.mp4"
    with Video(path) as video, Tracker(MODEL) as tracker:
        for _, frame in zip(range(5), video.frames(), strict=False):
            tracker_process.put(frame)
            tracked, expected = tracker_process.take(60), tracker.track(frame)
            assert (tracked.landmarks.confidence == expected.confidence).all()
            assert np.abs(tracked.landmarks.points - expected.points).max() < 0.5
    assert tracked.faces == 1


def test_only_the_newest_frame_is_tracked(tracker_process):
    for number in range(50):  # while the model is loaded
        tracker_process.put(a_frame(number))
    numbers = []
    while not numbers or numbers[-1] < 49:
        numbers.append(round(25 * tracker_process.take(60).frame.seconds))
    assert numbers == sorted(numbers)
    assert len(numbers) < 10
    assert not tracker_process._frames


def test_frames_may_change_their_size(capfd):
    with TrackerProcess(MODEL) as tracker_process:
        for size in ((48, 64), (120, 160), (48, 64), (240, 320)):
            frame = a_frame(len(size), *size)
            tracker_process.put(frame)
            assert tracker_process.take(60).frame is frame
    assert "Error" not in capfd.readouterr().err  # the process releases memory that is too small


def test_the_last_frame_is_tracked_after_close(tracker_process):
    frame = a_frame(1)
    tracker_process.put(frame)
    tracker_process.close()
    assert tracker_process.take(60).frame is frame
    assert tracker_process.take(60) is None
    assert tracker_process.closed


def test_a_stopped_tracker_returns_at_once(tracker_process):
    warm_up(tracker_process)
    tracker_process.put(a_frame(1))
    tracker_process.stop()
    assert tracker_process.take(60) is None


def test_without_a_new_frame_take_returns_none(tracker_process):
    warm_up(tracker_process)
    assert tracker_process.take(0.05) is None
    assert not tracker_process.closed


def test_a_missing_model_raises_model_error(tmp_path):
    with (
        TrackerProcess(tmp_path / "none.task") as follower,
        pytest.raises(ModelError, match="missing") as error,
    ):
        follower.take(60)
    assert error.value.hint


def test_a_crash_of_the_tracker_raises_video_error(tracker_process):
    warm_up(tracker_process)
    os.kill(tracker_process._process.pid, signal.SIGKILL)
    tracker_process.put(a_frame(1))
    with pytest.raises(VideoError, match="crashed"):
        tracker_process.take(60)


def test_a_tracker_that_hangs_raises_video_error(tracker_process, monkeypatch):
    warm_up(tracker_process)
    monkeypatch.setattr("signdict.tracking.live._STUCK", 0.3)
    os.kill(tracker_process._process.pid, signal.SIGSTOP)
    tracker_process.put(a_frame(1))
    with pytest.raises(VideoError, match="does not respond"):
        tracker_process.take(60)


def test_process_and_memory_are_released():
    follower = TrackerProcess(MODEL)
    with follower:
        warm_up(follower)
        pid, memory = follower._process.pid, follower._memory.name
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    with pytest.raises(FileNotFoundError):
        SharedMemory(memory)
    follower.put(a_frame(1))  # as a camera may while it is being closed
    assert follower.take(60) is None


def test_memory_is_released_if_the_lock_is_never_released():
    held, over = Event(), Event()

    def hold(lock):
        with lock:
            held.set()
            over.wait()

    follower = TrackerProcess(MODEL)
    with follower:
        warm_up(follower)
        memory = follower._memory.name
        holder = Thread(target=hold, args=[follower._state.get_lock()])
        holder.start()
        held.wait()
    with pytest.raises(FileNotFoundError):
        SharedMemory(memory)
    over.set()
    holder.join()


def test_a_tracker_is_not_killed_while_it_copies_a_frame():
    follower = TrackerProcess(MODEL)
    follower.__enter__()
    warm_up(follower)
    with follower._state.get_lock():
        ending = Thread(target=follower.__exit__)
        ending.start()
        time.sleep(0.1)
        os.kill(follower._process.pid, 0)  # it is still running
    ending.join()
    assert follower._memory is None


def test_an_inline_tracker_tracks_only_the_newest_frame():
    class Fake:
        def __enter__(self):
            return self

        def __exit__(self, *_):
            self.closed = True

        def track(self, frame):
            return "landmarks"

        def faces(self, frame):
            return 2

    fake = Fake()
    with InlineTracker(lambda: fake) as follower:
        follower.put(a_frame(1))
        follower.put(last := a_frame(2))
        tracked = follower.take(0)
        assert (tracked.frame, tracked.landmarks, tracked.faces) == (last, "landmarks", 1)
        assert follower.take(0) is None
    assert fake.closed


@pytest.mark.parametrize(
    ("counts", "seconds", "several"),
    [
        ([1, 2, 1, 1, 1], [0, 2, 2.5, 3], []),  # a hand before the face
        ([1, 2, 2, 2, 2], [0, 2, 2.5, 4.5], [2.5, 3, 3.5, 4, 4.5]),
        ([2, 2, 1, 1, 1], [0, 0.5, 2.5, 3], [0.5, 1, 1.5, 2]),
    ],
)
def test_several_faces_are_reported_after_two_counts(counts, seconds, several):
    class Faces:
        def track(self, frame):
            return frame

        def faces(self, frame):
            counted.append(frame.seconds)
            return next(remaining)

    remaining, counted, crowded = iter(counts), [], []
    counter = FaceCounter(Faces())
    for half in range(10):
        _, faces = counter.track(Frame(None, half / 2))
        crowded += [half / 2] if faces > 1 else []
    assert counted == seconds
    assert crowded == several


def test_a_slot_holds_the_newest_item():
    slot = Slot()
    slot.put(1)
    slot.put(2)
    assert slot.take(0) == 2
    assert slot.take(0) is None
    slot.close()
    assert slot.closed
    began = time.monotonic()
    assert slot.take(60) is None
    assert time.monotonic() - began < 30
