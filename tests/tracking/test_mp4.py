"""Times in the header of MP4 files."""

import struct

import pytest

from signdict.tracking.mp4 import mp4_times
from tests.support.films import box, greys, write_film


def test_other_files_have_no_times(tmp_path):
    path = tmp_path / "a.webm"
    for content in (b"", b"\x1a\x45\xdf\xa3" + bytes(20), b"GIF89a" + bytes(20)):
        path.write_bytes(content)
        assert mp4_times(path) is None
    assert mp4_times(tmp_path / "missing.mp4") is None


def test_the_times_of_a_film(tmp_path):
    made = mp4_times(write_film(tmp_path / "a.mp4", greys(4), [1.0, 0.5, 0.04, 0.04]))
    assert (made.whole, made.delay, made.seconds) == (True, 0.0, pytest.approx(1.58))
    assert made.intervals.tolist() == [1.0, 0.5, 0.04]


def test_a_film_starts_after_its_sound_and_some_frames_are_skipped(tmp_path):
    path = write_film(tmp_path / "a.mp4", greys(8), [0.04] * 8, empty=0.5, skip=0.08, sound=True)
    made = mp4_times(path)
    assert (made.delay, made.seconds) == (0.5, pytest.approx(0.24))


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_a_truncated_file_is_not_whole(tmp_path, share):
    path = write_film(tmp_path / "a.mp4", greys(40), [0.04] * 40)
    content = path.read_bytes()
    path.write_bytes(content[: round(share * len(content))])
    assert not mp4_times(path).whole


def test_long_sizes_and_times_are_read(tmp_path):
    header = struct.pack(">IQQIQ", 1 << 24, 0, 0, 600, 1 << 33)
    moov = box(b"mvhd", header + bytes(80))
    large = struct.pack(">I4sQ", 1, b"moov", len(moov) + 16) + moov
    (tmp_path / "a.mp4").write_bytes(box(b"ftyp", b"isom") + large)
    made = mp4_times(tmp_path / "a.mp4")
    assert (made.whole, made.seconds, made.intervals) == (True, 0.0, None)


@pytest.mark.parametrize("seed", range(30))
def test_a_damaged_header_raises_nothing(tmp_path, seed):
    import numpy as np

    path = write_film(tmp_path / "a.mp4", greys(4), [0.04] * 4, empty=0.5, sound=True)
    content = bytearray(path.read_bytes())
    draw = np.random.default_rng(seed)
    start = content.rindex(b"moov")
    for place in draw.integers(start, len(content), 12):
        content[place] = int(draw.integers(256))
    path.write_bytes(content)
    assert mp4_times(path) is not None
