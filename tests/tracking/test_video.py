import os
import struct
import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest

from signdict.core.errors import VideoError
from signdict.tracking.video import Video
from tests.support.films import greys, write_film
from tests.support.paths import ROOT


@pytest.fixture
def clip(tmp_path):
    """Ten pictures at 20 a second that turn from black to white."""
    path = tmp_path / "grey.mp4"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter_fourcc(*"mp4v"), 20, (64, 48))
    for shade in range(0, 250, 25):
        writer.write(np.full((48, 64, 3), (0, 0, shade), np.uint8))
    writer.release()
    return path


def test_frames_are_in_order_with_their_times_and_rgb(clip):
    with Video(clip) as opened:
        frames = list(opened.frames())
        assert (opened.shape.width, opened.shape.height, opened.shape.fps) == (64, 48, 20)
    assert [round(f.seconds, 3) for f in frames] == [round(n / 20, 3) for n in range(10)]
    red = [f.image[..., 0].mean() for f in frames]
    assert red == sorted(red)
    assert frames[-1].image[..., 2].mean() < 30


@pytest.mark.parametrize(
    ("content", "message"),
    [(None, "No such file"), (b"", "is empty"), (b"no video" * 50, "not a video")],
)
def test_a_file_that_is_not_a_video_raises_video_error(tmp_path, content, message):
    path = tmp_path / "a.mp4"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(VideoError, match=message):
        Video(path)


def with_index_first(path, wanted):
    """Make a longer AVI, whose frames follow its header, and truncate it."""
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter_fourcc(*"MJPG"), 20, (64, 48))
    draw = np.random.default_rng(0)
    for _ in range(40):
        writer.write(draw.integers(0, 255, (48, 64, 3), dtype=np.uint8))
    writer.release()
    content = path.read_bytes()
    path.write_bytes(content[: round(wanted * len(content))])
    return path


def test_a_truncated_video_raises_video_error(tmp_path):
    path = with_index_first(tmp_path / "a.avi", 0.4)
    with Video(path) as opened, pytest.raises(VideoError, match="ends unexpectedly"):
        list(opened.frames())


def test_a_colon_in_a_file_name_is_not_a_protocol(clip, monkeypatch):
    clip.rename(clip.with_name("12:30.mp4"))
    monkeypatch.chdir(clip.parent)
    with Video(Path("12:30.mp4")) as opened:
        assert opened.shape.frames == 10


def test_a_single_picture_raises_video_error(tmp_path):
    cv2.imwrite(str(tmp_path / "a.png"), np.zeros((48, 64, 3), np.uint8))
    with Video(tmp_path / "a.png") as opened, pytest.raises(VideoError, match="single picture"):
        list(opened.frames())


def test_a_rotated_video_has_the_displayed_shape(clip):
    content = bytearray(clip.read_bytes())
    upright = struct.pack(">9i", 65536, 0, 0, 0, 65536, 0, 0, 0, 1 << 30)
    turned = struct.pack(">9i", 0, 65536, 0, -65536, 0, 0, 48 << 16, 0, 1 << 30)
    at = content.index(upright, content.index(b"tkhd"))
    content[at : at + len(turned)] = turned
    clip.write_bytes(content)
    with Video(clip) as opened:
        assert (opened.shape.width, opened.shape.height) == (48, 64)
        assert next(opened.frames()).image.shape == (64, 48, 3)


#: The boxes around the description of the pictures of an MP4, from the outermost, each with the
#: number of bytes before the boxes inside it.
AROUND = (
    ("moov", 0),
    ("trak", 0),
    ("mdia", 0),
    ("minf", 0),
    ("stbl", 0),
    ("stsd", 8),
    ("mp4v", 78),
)


def with_pixels(path, width, height):
    """Give the pixels of an MP4, whose index is at its end, a width and a height."""
    content, place = bytearray(path.read_bytes()), 0
    box = struct.pack(">I4sII", 16, b"pasp", width, height)
    for name, before in AROUND:
        while content[place + 4 : place + 8] != name.encode():
            place += struct.unpack(">I", content[place : place + 4])[0]
        size = struct.unpack(">I", content[place : place + 4])[0]
        content[place : place + 4] = struct.pack(">I", size + len(box))
        place += 8 + before
    content[place:place] = box
    path.write_bytes(content)


@pytest.mark.parametrize(
    ("pixels", "width"),
    [((4, 3), 85), ((2, 3), 43), ((1, 1), 64), ((1000, 1001), 64), ((0, 1), 64), ((1000, 1), 64)],
)
def test_frames_are_as_wide_as_they_are_displayed(clip, pixels, width):
    with_pixels(clip, *pixels)
    with Video(clip) as opened:
        assert (opened.shape.width, opened.shape.height) == (width, 48)
        assert {frame.image.shape for frame in opened.frames()} == {(48, width, 3)}
        assert opened.at(0.2).image.shape == (48, width, 3)


class Capture:
    """A stand-in for OpenCV's capture with given frames, times and rate."""

    def __init__(self, pictures, times=(), fps=0.0, opened=True, count=0.0):
        self.pictures, self.times, self.fps, self.opened = list(pictures), list(times), fps, opened
        self.count = count

    def isOpened(self):  # noqa: N802 - OpenCV's name
        return self.opened

    def read(self):
        return (True, self.pictures.pop(0)) if self.pictures else (False, None)

    def get(self, what):
        if what == cv2.CAP_PROP_POS_MSEC:
            return self.times.pop(0) if self.times else 0.0
        return {cv2.CAP_PROP_FPS: self.fps, cv2.CAP_PROP_FRAME_COUNT: self.count}.get(what, 0.0)

    def release(self):
        self.opened = False


PICTURE = np.zeros((4, 4, 3), np.uint8)


@pytest.fixture
def stand_in(tmp_path):
    """A file without a header, for captures that are stand-ins."""
    path = tmp_path / "film.mkv"
    path.write_bytes(b"film")
    return path


def test_frames_of_a_container_without_times_are_counted(stand_in, monkeypatch):
    monkeypatch.setattr(cv2, "VideoCapture", lambda *_: Capture([PICTURE] * 3))
    with Video(stand_in) as opened:
        assert [f.seconds for f in opened.frames()] == [0.0, 0.04, 0.08]


def test_a_container_that_stores_its_clock_as_the_rate_is_read_completely(stand_in, monkeypatch):
    times = [0.0, 33.0, 67.0, 100.0]
    monkeypatch.setattr(
        cv2, "VideoCapture", lambda *_: Capture([PICTURE] * 4, times, fps=1000.0, count=133)
    )
    with Video(stand_in) as opened:
        assert (opened.shape.fps, opened.shape.frames) == (25, 3)
        assert [f.seconds for f in opened.frames()] == [0.0, 0.033, 0.067, 0.1]


def test_a_file_without_frames_raises_video_error(stand_in, monkeypatch):
    monkeypatch.setattr(cv2, "VideoCapture", lambda *_: Capture([]))
    with Video(stand_in) as opened, pytest.raises(VideoError, match="no readable frames"):
        list(opened.frames())


@pytest.mark.parametrize("before", [None, "mine"])
def test_opencv_changes_neither_qt_nor_the_terminal(tmp_path, before):
    (tmp_path / "a.mp4").write_bytes(b"\x00\x00\x00\x18ftypmp42" + b"\x00" * 500)
    code = (
        "import os; from pathlib import Path; from signdict.tracking.video import Video\n"
        "from signdict.core.errors import VideoError\n"
        "try: Video(Path('a.mp4'))\n"
        "except VideoError: print(os.environ.get('QT_QPA_FONTDIR'))"
    )
    environment = {k: v for k, v in os.environ.items() if not k.startswith("QT_")}
    environment["PYTHONPATH"] = str(ROOT)
    if before:
        environment["QT_QPA_FONTDIR"] = before
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True
    )
    assert (done.stdout.strip(), done.stderr) == (str(before), "")


@pytest.fixture
def long_clip(tmp_path):
    """Sixty seconds with 20 frames each; the brightness encodes the second."""
    path = tmp_path / "long.mp4"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter_fourcc(*"mp4v"), 20, (64, 48))
    for n in range(1200):
        writer.write(np.full((48, 64, 3), 4 * (n // 20), np.uint8))
    writer.release()
    return path


def test_reading_from_a_time_equals_reading_everything(long_clip):
    with Video(long_clip) as opened:
        whole = [(f.seconds, f.image.mean()) for f in opened.frames() if 40 <= f.seconds < 41.5]
    with Video(long_clip) as opened:
        part = []
        for frame in opened.frames(40):
            if frame.seconds >= 41.5:
                break
            part.append((frame.seconds, frame.image.mean()))
    assert part == whole
    assert len(part) == 30


def test_reading_from_a_time_does_not_decode_earlier_frames(long_clip, monkeypatch):
    class Counting(Capture):
        def __init__(self, real):
            self.real, self.count = real, 0

        def __getattr__(self, name):
            return getattr(self.real, name)

        def read(self):
            self.count += 1
            return self.real.read()

        def get(self, what):
            return self.real.get(what)

    with Video(long_clip) as opened:
        opened._capture = counting = Counting(opened._capture)
        next(opened.frames(50))
        assert counting.count < 10


def test_frames_are_read_in_any_order(long_clip):
    with Video(long_clip) as opened:
        frames = [opened.at(second) for second in (30.0, 30.05, 2.0, 59.95, 200.0, 0.0, 0.2)]
    times = [30.0, 30.05, 2.0, 59.95, 59.95, 0.0, 0.2]
    assert [frame.seconds for frame in frames] == pytest.approx(times)
    with Video(long_clip) as opened:
        whole = {round(frame.seconds, 2): frame.image.mean() for frame in opened.frames()}
    assert [frame.image.mean() for frame in frames] == [whole[second] for second in times]


def test_a_part_beyond_the_end_raises_video_error(long_clip):
    with Video(long_clip) as opened, pytest.raises(VideoError, match=r"ends before second 60\.5"):
        next(opened.frames(60.5))


def test_a_container_without_seeking_is_read_from_the_start(stand_in, monkeypatch):
    monkeypatch.setattr(cv2, "VideoCapture", lambda *_: Capture([PICTURE] * 50, count=50, fps=25))
    Capture.set = lambda self, what, value: True
    with Video(stand_in) as opened:
        assert opened.at(1.0).seconds == pytest.approx(1.0)
        assert opened.at(1.8).seconds == pytest.approx(1.8)
    del Capture.set


def test_reading_can_be_stopped(long_clip):
    with Video(long_clip) as opened:
        frames = opened.frames()
        next(frames)
        opened.stop()
        with pytest.raises(VideoError):
            next(frames)


#: A screen recording: three frames in three seconds, then five at 25 per second.
UNEVEN = [1.0, 1.0, 1.0, 0.04, 0.04, 0.04, 0.04, 0.04]
STARTS = [0.0, 1.0, 2.0, 3.0, 3.04, 3.08, 3.12, 3.16]


@pytest.fixture
def uneven(tmp_path):
    return write_film(tmp_path / "uneven.mp4", greys(8), UNEVEN)


def times(video, start=0.0):
    return [round(frame.seconds, 3) for frame in video.frames(start)]


def test_uneven_frames_have_their_times_and_the_length_is_true(uneven):
    with Video(uneven) as opened:
        assert times(opened) == STARTS
        assert (opened.shape.fps, opened.shape.seconds) == (25, pytest.approx(3.2))


@pytest.mark.parametrize(
    ("start", "expected"),
    [(1.0, STARTS[1:]), (1.5, [1.5, *STARTS[2:]]), (2.99, STARTS[3:]), (3.1, STARTS[6:])],
)
def test_a_part_of_an_uneven_video_begins_with_what_is_shown_then(uneven, start, expected):
    with Video(uneven) as opened:
        frames = list(opened.frames(start))
    with Video(uneven) as opened:
        whole = list(opened.frames())
    assert [round(frame.seconds, 3) for frame in frames] == expected
    shown = max(n for n, seconds in enumerate(STARTS) if seconds <= max(start, expected[0]))
    assert (frames[0].image == whole[shown].image).all()


def test_a_frame_is_shown_until_the_next_one(uneven):
    with Video(uneven) as opened:
        asked = (0.5, 0.9, 1.5, 2.9, 3.0, 3.05, 3.2, 0.0, 2.5)
        assert [round(opened.at(seconds).seconds, 3) for seconds in asked] == [
            0.0, 0.0, 1.0, 2.0, 3.0, 3.04, 3.16, 0.0, 2.0
        ]  # fmt: skip


def test_times_of_an_mp4_count_from_the_start_of_its_sound(tmp_path):
    path = write_film(tmp_path / "late.mp4", greys(8), [0.04] * 8, empty=0.5, sound=True)
    with Video(path) as opened:
        assert times(opened) == [round(0.5 + 0.04 * n, 3) for n in range(8)]
        assert opened.shape.seconds == pytest.approx(0.82, abs=0.021)
        assert [round(opened.at(second).seconds, 3) for second in (0.0, 0.59)] == [0.5, 0.58]


def test_times_of_an_mp4_without_sound_count_from_its_first_frame(tmp_path):
    path = write_film(tmp_path / "late.mp4", greys(8), [0.04] * 8, empty=6.0)
    with Video(path) as opened:
        assert times(opened)[:2] == [0.0, 0.04]
        assert opened.shape.frames == 8


def test_a_video_whose_first_frames_are_not_shown_is_not_cut_off(tmp_path):
    path = write_film(tmp_path / "cut.mp4", greys(48), [0.04] * 48, skip=0.96)
    with Video(path) as opened:
        assert times(opened) == [round(0.04 * n, 3) for n in range(24)]
        assert opened.shape.frames == 24


def test_a_video_whose_last_frame_stays_is_not_cut_off(tmp_path):
    path = write_film(tmp_path / "stays.mp4", greys(10), [*[0.04] * 9, 20.0])
    with Video(path) as opened:
        assert len(times(opened)) == 10
        assert opened.shape.seconds == pytest.approx(20.36)


class Offset(Capture):
    """A stand-in for a Matroska file whose first frame is number 125 of another one."""

    def get(self, what):
        return 125.0 if what == cv2.CAP_PROP_PTS else super().get(what)


def test_a_matroska_file_that_was_cut_from_another_is_not_cut_off(tmp_path, monkeypatch):
    path = tmp_path / "part.mkv"
    path.write_bytes(b"\x1a\x45\xdf\xa3")
    stamps = [40.0 * n for n in range(25)]
    monkeypatch.setattr(
        cv2, "VideoCapture", lambda *_: Offset([PICTURE] * 25, stamps, fps=25.0, count=150)
    )
    with Video(path) as opened:
        assert (opened.shape.frames, len(times(opened))) == (25, 25)


@pytest.mark.parametrize(
    ("stamps", "expected"),
    [
        ([0, 40, 40, 80, 120], [0.0, 0.04, 0.041, 0.08, 0.12]),  # two frames with one time
        ([0, 40, 30, 80, 120], [0.0, 0.04, 0.041, 0.08, 0.12]),  # frames in the wrong order
        ([80, 120, 160, 0, 0], [0.0, 0.04, 0.08, 0.12, 0.16]),  # AVI with B-frames
        ([0, 40, 5000, 40, 80], [0.0, 0.04, 5.0, 9.96, 10.0]),  # two joined files
    ],
)
def test_wrong_times_of_single_frames_do_not_spread(stand_in, monkeypatch, stamps, expected):
    monkeypatch.setattr(
        cv2, "VideoCapture",
        lambda *_: Capture([PICTURE] * 5, [float(s) for s in stamps], fps=25.0, count=5),
    )  # fmt: skip
    with Video(stand_in) as opened:
        assert times(opened) == expected
