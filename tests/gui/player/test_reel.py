"""The frames of a video in memory: whole, bounded, and gone when nobody wants them."""

from itertools import pairwise

import pytest

from signdict.gui.player.reel import Reel
from signdict.tracking import video
from tests.gui.support.fake_videos import Film, a_film


@pytest.fixture
def reel(monkeypatch, tmp_path):
    """Make a reel of a film in memory and wait until it is decoded."""
    reels = []

    def make(film, *span, wait=True):
        monkeypatch.setattr(video, "Video", film)
        reels.append(Reel(tmp_path / "a.mp4", *span))
        if wait:
            reels[-1].wait()
        return reels[-1]

    yield make
    for made in reels:
        made.close()
        made.wait()


def shade(reel, seconds):
    return reel.at(seconds).pixelColor(5, 5).red()


def test_a_video_plays_without_a_gap_from_its_first_to_its_last_picture(qapp, tmp_path):
    reel = Reel(a_film(tmp_path / "grey.mp4"))
    reel.wait()
    assert (reel.fps, reel.seconds, reel.broken) == (20, pytest.approx(0.5), False)
    shades = [shade(reel, n / 20) for n in range(10)]
    assert shades == sorted(shades)
    assert min(b - a for a, b in pairwise(shades)) > 15
    assert shade(reel, 99) == shades[-1]
    assert shade(reel, -1) == shades[0]


@pytest.mark.parametrize("fps", [20.0, 25.0, 29.97, 59.94])
def test_times_in_whole_milliseconds_leave_every_picture_its_turn(reel, fps):
    film = Film(fps=fps)
    plain = film.frames
    film.frames = lambda: (type(f)(f.image, round(f.seconds, 3)) for f in plain())
    made = reel(film)
    shades = [shade(made, n / fps) for n in range(10)]
    assert shades == sorted(set(shades))


def test_only_the_wanted_span_is_kept_and_begins_at_nought(reel):
    made = reel(Film(count=40, first=0.013), 0.5, 1.0)
    assert made.seconds == pytest.approx(0.5)
    assert shade(made, 0) == pytest.approx(10 * 250 / 40, abs=3)
    assert shade(made, 0.05) > shade(made, 0)


def test_a_long_video_is_cut_at_a_minute(reel):
    film = Film(count=200, fps=2.0)
    made = reel(film)
    assert made.seconds == pytest.approx(60)
    assert film.handed == 121
    assert film.closed


def test_a_large_picture_is_kept_small(reel):
    assert reel(Film(count=1, height=1080)).at(0).height() == 480
    assert reel(Film(count=1, height=240)).at(0).height() == 240


def test_before_the_first_picture_there_is_none(reel):
    film = Film()
    film.going.clear()
    made = reel(film, wait=False)
    assert made.at(0) is None
    assert made.seconds == 0
    film.going.set()
    made.wait()
    assert made.at(0) is not None


def test_a_picture_whose_time_is_not_yet_known_is_not_asked_for(reel):
    made = reel(Film(count=3))
    made._pictures.append(b"")
    assert shade(made, 99) == pytest.approx(2 * 250 // 3, abs=3)


@pytest.mark.parametrize("content", [None, b"", b"no video" * 50])
def test_a_file_that_cannot_be_played_is_known_as_broken(qapp, tmp_path, content):
    path = tmp_path / "a.mp4"
    if content is not None:
        path.write_bytes(content)
    reel = Reel(path)
    reel.wait()
    assert reel.broken
    assert reel.at(0) is None


def test_a_video_that_breaks_off_is_played_as_far_as_it_goes(reel):
    made = reel(Film(count=4, breaks=True))
    assert not made.broken
    assert made.seconds == pytest.approx(0.2)


def test_a_reel_that_is_closed_stops_decoding(reel):
    film = Film(count=1000)
    film.going.clear()
    made = reel(film, wait=False)
    made.close()
    film.going.set()
    made.wait()
    assert film.handed <= 1
    assert film.closed
    assert not made.broken
