"""The frames of a video in memory: complete, bounded, and freed on close."""

from itertools import pairwise

import pytest

from signdict.gui.player.reel import Reel
from signdict.tracking import video
from tests.gui.support.fake_videos import Film, a_film
from tests.gui.support.threads import join
from tests.support.films import greys, write_film


@pytest.fixture
def reel(monkeypatch, tmp_path):
    """Make a reel of a fake video, and wait until it is decoded."""
    reels = []

    def make(film, *span, wait=True):
        monkeypatch.setattr(video, "Video", film)
        reels.append(Reel(tmp_path / "a.mp4", *span))
        if wait:
            join("reel")
        return reels[-1]

    yield make
    for made in reels:
        made.close()
    join("reel")


def shade(reel, seconds):
    return reel.at(seconds).pixelColor(5, 5).red()


def test_a_video_plays_from_its_first_to_its_last_frame(qapp, tmp_path):
    reel = Reel(a_film(tmp_path / "grey.mp4"))
    join("reel")
    assert (reel.fps, reel.seconds, reel.broken) == (20, pytest.approx(0.5), False)
    shades = [shade(reel, n / 20) for n in range(10)]
    assert shades == sorted(shades)
    assert min(b - a for a, b in pairwise(shades)) > 15
    assert shade(reel, 99) == shades[-1]
    assert shade(reel, -1) == shades[0]


@pytest.mark.parametrize("fps", [20.0, 25.0, 29.97, 59.94])
def test_every_frame_is_shown_if_times_are_rounded_to_milliseconds(reel, fps):
    film = Film(fps=fps)
    frames = film.frames
    film.frames = lambda start: (type(f)(f.image, round(f.seconds, 3)) for f in frames())
    made = reel(film)
    shades = [shade(made, n / fps) for n in range(10)]
    assert shades == sorted(set(shades))


def test_only_the_requested_part_is_kept_and_starts_at_zero(reel):
    made = reel(Film(count=40, first=0.013), 0.5, 1.0)
    assert made.seconds == pytest.approx(0.5)
    assert shade(made, 0) == pytest.approx(10 * 250 / 40, abs=3)
    assert shade(made, 0.05) > shade(made, 0)


def test_a_long_video_is_cut_at_one_minute(reel):
    film = Film(count=200, fps=2.0)
    made = reel(film)
    assert made.seconds == pytest.approx(60)
    assert film.handed == 121
    assert film.closed


def test_a_large_frame_is_scaled_down(reel):
    assert reel(Film(count=1, height=1080)).at(0).height() == 480
    assert reel(Film(count=1, height=240)).at(0).height() == 240


def test_there_is_no_frame_before_the_first_is_decoded(reel):
    film = Film()
    film.going.clear()
    made = reel(film, wait=False)
    assert made.at(0) is None
    assert made.seconds == 0
    film.going.set()
    join("reel")
    assert made.at(0) is not None


def test_a_frame_without_a_time_is_not_shown_yet(reel):
    made = reel(Film(count=3))
    made._frames.append(b"")
    assert shade(made, 99) == pytest.approx(2 * 250 // 3, abs=3)


@pytest.mark.parametrize("content", [None, b"", b"no video" * 50])
def test_a_file_that_cannot_be_played_is_broken(qapp, tmp_path, content):
    path = tmp_path / "a.mp4"
    if content is not None:
        path.write_bytes(content)
    reel = Reel(path)
    join("reel")
    assert reel.broken
    assert reel.at(0) is None


def test_a_truncated_video_plays_up_to_the_damage(reel):
    made = reel(Film(count=4, breaks=True))
    assert not made.broken
    assert made.seconds == pytest.approx(0.2)


def test_a_closed_reel_stops_decoding(reel):
    film = Film(count=1000)
    film.going.clear()
    made = reel(film, wait=False)
    made.close()
    film.going.set()
    join("reel")
    assert film.handed <= 1
    assert film.closed
    assert not made.broken


def test_a_part_of_an_uneven_video_lasts_as_long(qapp, tmp_path):
    film = write_film(tmp_path / "a.mp4", greys(8), [1.0, 1.0, 1.0, *[0.04] * 5])
    reel = Reel(film, 1.5, 2.9)
    join("reel")
    assert reel.seconds == pytest.approx(1.4)
    assert (shade(reel, 0.4), shade(reel, 0.6)) == pytest.approx((31, 62), abs=3)
