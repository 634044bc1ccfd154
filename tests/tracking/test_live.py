"""A tracker in a process of its own: the newest picture, what was found in it, and how it ends."""

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
def apart():
    with TrackerProcess(MODEL) as follower:
        yield follower


def settled(follower):
    """Wait until the tracker has looked at a first picture."""
    follower.put(a_frame(0))
    assert follower.take(60)


def test_what_comes_back_is_the_picture_and_what_was_found_in_it(apart):
    frame = a_frame(7)
    apart.put(frame)
    found = apart.take(60)
    assert found.frame is frame
    assert found.landmarks.seconds == frame.seconds
    assert found.landmarks.points.shape == (203, 3)
    assert found.faces == 0


def test_landmarks_are_those_of_a_tracker_in_this_process(apart, shared):
    path = shared / "data" / "videos" / "psp_kamaynikasyon" / "Hello.mp4"
    with Video(path) as video, Tracker(MODEL) as tracker:
        for _, frame in zip(range(5), video.frames(), strict=False):
            apart.put(frame)
            found, here = apart.take(60), tracker.track(frame)
            assert (found.landmarks.confidence == here.confidence).all()
            assert np.abs(found.landmarks.points - here.points).max() < 0.5
    assert found.faces == 1


def test_the_newest_picture_wins_and_no_other_is_kept(apart):
    for number in range(50):  # while the model is loaded
        apart.put(a_frame(number))
    numbers = []
    while not numbers or numbers[-1] < 49:
        numbers.append(round(25 * apart.take(60).frame.seconds))
    assert numbers == sorted(numbers)
    assert len(numbers) < 10
    assert not apart._frames


def test_pictures_may_grow_and_shrink(capfd):
    with TrackerProcess(MODEL) as apart:
        for size in ((48, 64), (120, 160), (48, 64), (240, 320)):
            frame = a_frame(len(size), *size)
            apart.put(frame)
            assert apart.take(60).frame is frame
    assert "Error" not in capfd.readouterr().err  # the process lets go of memory that is too small


def test_the_last_picture_is_looked_at_though_no_more_come(apart):
    frame = a_frame(1)
    apart.put(frame)
    apart.close()
    assert apart.take(60).frame is frame
    assert apart.take(60) is None
    assert apart.closed


def test_who_waits_for_nothing_more_is_not_kept_waiting(apart):
    settled(apart)
    apart.put(a_frame(1))
    apart.stop()
    assert apart.take(60) is None


def test_silence_is_told(apart):
    settled(apart)
    assert apart.take(0.05) is None
    assert not apart.closed


def test_a_missing_model_is_told_as_in_this_process(tmp_path):
    with (
        TrackerProcess(tmp_path / "none.task") as follower,
        pytest.raises(ModelError, match="missing") as told,
    ):
        follower.take(60)
    assert told.value.hint


def test_a_crash_of_the_tracker_ends_no_more_than_the_camera(apart):
    settled(apart)
    os.kill(apart._process.pid, signal.SIGKILL)
    apart.put(a_frame(1))
    with pytest.raises(VideoError, match="crashed"):
        apart.take(60)


def test_a_tracker_that_hangs_is_given_up(apart, monkeypatch):
    settled(apart)
    monkeypatch.setattr("signdict.tracking.live._STUCK", 0.3)
    os.kill(apart._process.pid, signal.SIGSTOP)
    apart.put(a_frame(1))
    with pytest.raises(VideoError, match="does not answer"):
        apart.take(60)


def test_nothing_is_left_behind():
    follower = TrackerProcess(MODEL)
    with follower:
        settled(follower)
        pid, memory = follower._process.pid, follower._memory.name
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    with pytest.raises(FileNotFoundError):
        SharedMemory(memory)
    follower.put(a_frame(1))  # the camera may be about to end
    assert follower.take(60) is None


def test_nothing_is_left_behind_by_a_tracker_that_died_while_it_copied():
    held, over = Event(), Event()

    def hold(lock):
        with lock:
            held.set()
            over.wait()

    follower = TrackerProcess(MODEL)
    with follower:
        settled(follower)
        memory = follower._memory.name
        holder = Thread(target=hold, args=[follower._state.get_lock()])
        holder.start()
        held.wait()
    with pytest.raises(FileNotFoundError):
        SharedMemory(memory)
    over.set()
    holder.join()


def test_a_tracker_is_not_ended_while_it_copies():
    follower = TrackerProcess(MODEL)
    follower.__enter__()
    settled(follower)
    with follower._state.get_lock():
        ending = Thread(target=follower.__exit__)
        ending.start()
        time.sleep(0.1)
        os.kill(follower._process.pid, 0)  # it is still there
    ending.join()
    assert follower._memory is None


def test_a_slow_tracker_beside_gets_only_the_newest():
    class Fake:
        def __enter__(self):
            return self

        def __exit__(self, *_):
            self.ended = True

        def track(self, frame):
            return "landmarks"

        def faces(self, frame):
            return 2

    fake = Fake()
    with InlineTracker(lambda: fake) as follower:
        follower.put(a_frame(1))
        follower.put(last := a_frame(2))
        found = follower.take(0)
        assert (found.frame, found.landmarks, found.faces) == (last, "landmarks", 1)
        assert follower.take(0) is None
    assert fake.ended


@pytest.mark.parametrize(
    ("counts", "when", "several"),
    [
        ([1, 2, 1, 1, 1], [0, 2, 2.5, 3], []),  # a hand before the face
        ([1, 2, 2, 2, 2], [0, 2, 2.5, 4.5], [2.5, 3, 3.5, 4, 4.5]),
        ([2, 2, 1, 1, 1], [0, 0.5, 2.5, 3], [0.5, 1, 1.5, 2]),
    ],
)
def test_several_faces_are_told_when_they_were_counted_twice(counts, when, several):
    class Faces:
        def track(self, frame):
            return frame

        def faces(self, frame):
            counted.append(frame.seconds)
            return next(there)

    there, counted, told = iter(counts), [], []
    eyes = FaceCounter(Faces())
    for half in range(10):
        _, faces = eyes.see(Frame(None, half / 2))
        told += [half / 2] if faces > 1 else []
    assert counted == when
    assert told == several


def test_a_slot_holds_the_newest():
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
