import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import islice

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from signdict.core.errors import ModelError
from signdict.core.paths import Paths
from signdict.core.types import Frame
from signdict.pose import landmarks
from signdict.tracking import mediapipe_tracker
from signdict.tracking.mediapipe_tracker import Stream, Tracker
from signdict.tracking.video import Video
from tests.support.paths import ROOT

MODEL = Paths.standard().tracker
BLACK = np.zeros((48, 64, 3), np.uint8)


def tracked(path, count=12):
    with Video(path) as video, Tracker(MODEL) as follower:
        found = list(islice(follower.follow(video.frames()), count))
    return np.stack([f.points for f in found]), np.stack([f.confidence for f in found])


def test_a_frame_without_a_person_has_no_landmarks():
    with Tracker(MODEL) as follower:
        found = follower.track(Frame(BLACK, 0.5))
    assert found.seconds == 0.5
    assert not found.points.any()
    assert not found.confidence.any()


@pytest.mark.slow
def test_a_clip_has_the_same_landmarks_whatever_was_tracked_before(shared):
    videos = shared / "data" / "videos"
    first = tracked(videos / "ins_meabhinav" / "hello.mp4")
    tracked(videos / "psp_kamaynikasyon" / "Hello.mp4", 3)
    again = tracked(videos / "ins_meabhinav" / "hello.mp4")
    assert_array_equal(first[0], again[0])
    points, confidence = first
    assert confidence[:, landmarks.BODY].all()
    assert confidence[:, landmarks.FACE].all()
    assert (points[:, landmarks.NOSE, :2] > 20).all()  # in pixels


@pytest.mark.slow
def test_left_is_the_left_side_of_the_signer(shared):
    points, _ = tracked(shared / "data" / "videos" / "psp_kamaynikasyon" / "Hello.mp4", 4)
    left, right = points[-1, landmarks.LEFT_SHOULDER, 0], points[-1, landmarks.RIGHT_SHOULDER, 0]
    assert left > right  # on the right of a picture that is not mirrored


def still(path, at=10):
    with Video(path) as video:
        return next(islice(video.frames(), at, None)).image


def test_a_black_frame_has_no_face_and_a_tall_one_is_searched_completely():
    with Tracker(MODEL) as follower:
        assert follower.faces(Frame(BLACK, 0.0)) == 0
        assert follower.faces(Frame(np.zeros((64, 48, 3), np.uint8), 0.0)) == 0


@pytest.mark.slow
def test_frames_may_change_their_size(shared):
    image = still(shared / "data" / "videos" / "psp_kamaynikasyon" / "Hello.mp4")
    sizes = (image, np.ascontiguousarray(image[::2, ::2]), image)
    with Tracker(MODEL) as follower:
        found = [follower.track(Frame(sizes[n // 3], n / 10)) for n in range(9)]
    noses = [f.points[landmarks.NOSE, 0] for f in found]
    assert noses[5] == pytest.approx(noses[2] / 2, rel=0.1)
    assert noses[8] == pytest.approx(noses[2], rel=0.1)


@pytest.mark.slow
def test_people_who_face_the_camera_are_counted(shared):
    videos = shared / "data" / "videos"
    one = still(videos / "psp_kamaynikasyon" / "Hello.mp4")
    other = still(videos / "ins_meabhinav" / "hello.mp4")
    behind = np.pad(one, ((0, 0), (320, 0), (0, 0)), "edge")
    smaller = np.ascontiguousarray(other[::2, ::2])
    behind[20 : 20 + len(smaller), : smaller.shape[1]] = smaller
    with Tracker(MODEL) as follower:
        counts = [follower.faces(Frame(image, 0.0)) for image in (one, other, behind)]
    assert counts == [1, 1, 2]


def test_repeated_times_are_increased():
    with Tracker(MODEL) as follower:
        found = [follower.track(Frame(BLACK, seconds)) for seconds in (0.0, 0.0, 0.0004, 0.1)]
    assert len(found) == 4


def test_hands_and_face_have_their_indices():
    class Point:
        def __init__(self, number):
            self.x, self.y, self.z, self.visibility = number / 1000, 0.5, 0.25, None

    class Found:
        pose_landmarks = tuple(map(Point, range(33)))
        face_landmarks = tuple(map(Point, range(478)))
        left_hand_landmarks = tuple(map(Point, range(21)))
        right_hand_landmarks = ()

    found = mediapipe_tracker.to_landmarks(Found, Frame(np.zeros((10, 100, 3), np.uint8), 1.0))
    assert_allclose(found.points[landmarks.FACE, 0], np.float32(landmarks.FACE_IDS) / 10, rtol=1e-5)
    assert (found.points[landmarks.LEFT_HAND, 1:] == (5, 0.25)).all()
    assert (found.confidence[landmarks.BODY] > 0).all()
    assert not found.confidence[landmarks.RIGHT_HAND].any()


def test_a_missing_or_damaged_model_raises_model_error(tmp_path):
    with pytest.raises(ModelError, match="missing"):
        Tracker(tmp_path / "none.task")
    (tmp_path / "bad.task").write_bytes(b"no model")
    with pytest.raises(ModelError, match="damaged"):
        Tracker(tmp_path / "bad.task")


def test_native_libraries_change_neither_the_terminal_nor_qt():
    code = (
        "import os; import numpy as np; from signdict.tracking.mediapipe_tracker import Tracker\n"
        "from signdict.core.types import Frame\n"
        "from signdict.core.paths import Paths\n"
        "black = Frame(np.zeros((9, 9, 3), np.uint8), 0)\n"
        "with Tracker(Paths.standard().tracker) as t: t.track(black)\n"
        "assert 'QT_QPA_FONTDIR' not in os.environ"
    )
    environment = {k: v for k, v in os.environ.items() if not k.startswith("QT_QPA_FONTDIR")}
    environment["PYTHONPATH"] = str(ROOT)
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_two_threads_that_track_restore_the_terminal():
    def hush(_):
        for _ in range(50):
            with mediapipe_tracker.silenced():
                os.write(2, b"nobody sees this")

    before = os.fstat(2)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(hush, range(4)))
    after = os.fstat(2)
    assert (before.st_dev, before.st_ino) == (after.st_dev, after.st_ino)


def test_tracking_works_without_a_terminal(monkeypatch):
    def no_terminal(_):
        raise OSError

    monkeypatch.setattr(mediapipe_tracker.os, "dup", no_terminal)
    with Tracker(MODEL) as follower:
        assert not follower.track(Frame(BLACK, 0)).confidence.any()


def test_a_stream_returns_the_landmarks_of_a_tracker_for_every_frame(shared):
    with Video(shared / "data" / "videos" / "ins_meabhinav" / "hello.mp4") as video:
        frames = list(islice(video.frames(), 8))
    results = []
    with Stream(
        MODEL, lambda number, frame, found: results.append((number, frame, found))
    ) as stream:
        for number, frame in enumerate(frames):
            stream.put(number, frame)
            until(lambda number=number: len(results) > number)
            stream.wait()
    with Tracker(MODEL) as follower:
        for number, (frame, found) in enumerate(zip(frames, follower.follow(frames), strict=True)):
            assert results[number][:2] == (number, frame)
            assert np.array_equal(results[number][2].points, found.points)


def test_a_stream_accepts_frames_of_another_size():
    results = []
    with Stream(MODEL, lambda number, *_: results.append(number)) as stream:
        for number, size in enumerate(((48, 64), (48, 64), (96, 128), (48, 64))):
            stream.put(number, Frame(np.zeros((*size, 3), np.uint8), number / 10))
            until(lambda number=number: number in results)
    assert results == [0, 1, 2, 3]
    assert not stream._waiting


def until(done, seconds=20):
    ends = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < ends
        time.sleep(0.005)
