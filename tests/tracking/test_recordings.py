"""Folders and selections of pictures, read as one recording."""

import cv2
import numpy as np
import pytest

from signdict.core.errors import VideoError
from signdict.tracking.video import Video, capture_of, name_of, sequence


def a_row(folder, count=12, size=(48, 64), name="shot{n}.png", first=1):
    """Numbered pictures that change from black to white."""
    folder.mkdir(exist_ok=True)
    for n in range(count):
        shade = np.full((*size, 3), 20 * n % 256, np.uint8)
        cv2.imwrite(str(folder / name.format(n=first + n)), shade)
    return folder


def shades(video):
    return [round(float(frame.image.mean())) for frame in video.frames()]


def test_pictures_are_read_in_the_order_of_their_numbers(tmp_path):
    with Video(a_row(tmp_path / "row"), 10) as video:
        assert (video.shape.fps, video.shape.frames, video.shape.width) == (10, 12, 64)
        assert shades(video) == [20 * n for n in range(12)]


def test_times_of_pictures_follow_the_given_rate(tmp_path):
    with Video(a_row(tmp_path / "row", 3), 10) as video:
        assert [f.seconds for f in video.frames()] == pytest.approx([0, 0.1, 0.2])
    with Video(a_row(tmp_path / "row", 3)) as video:
        assert video.shape.fps == 25


def test_a_missing_number_is_skipped(tmp_path):
    row = a_row(tmp_path / "row", 5)
    (row / "shot3.png").unlink()
    with Video(row) as video:
        assert shades(video) == [0, 20, 60, 80]


def test_only_the_selected_pictures_are_read(tmp_path):
    row = a_row(tmp_path / "row")
    chosen = (row / "shot10.png", row / "shot2.png", row / "shot9.png")
    with Video(chosen) as video:
        assert shades(video) == [20, 160, 180]
    assert name_of(chosen) == "shot2.png (+2)"
    assert name_of(chosen[:1]) == "shot10.png"


def test_pictures_with_unicode_names_are_read(tmp_path):
    with Video(a_row(tmp_path / "ряд", 3, name="кадр {n}.jpg")) as video:
        assert len(shades(video)) == 3


def test_a_folder_with_more_other_files_than_pictures_is_not_a_recording(tmp_path):
    row = a_row(tmp_path / "row", 2)
    assert len(sequence(row)) == 2
    for n in range(3):
        (row / f"{n}.mp4").write_bytes(b"0")
    assert sequence(row) == ()
    with pytest.raises(VideoError, match="folder without numbered pictures"):
        Video(row)


def test_hidden_files_are_ignored(tmp_path):
    row = a_row(tmp_path / "row", 2)
    (row / ".shot0.png").write_bytes(b"0")
    assert len(sequence(row)) == 2


@pytest.mark.parametrize(("content", "why"), [(b"0" * 99, "not a picture"), (None, "cannot be")])
def test_an_unreadable_picture_is_named(tmp_path, content, why):
    row = a_row(tmp_path / "row", 3)
    chosen = sequence(row)
    if content:
        chosen[1].write_bytes(content)
    else:
        chosen[1].unlink()
    with (
        Video(chosen) as video,
        pytest.raises(VideoError, match=f"shot2.png .*{why}|{why}"),
    ):
        list(video.frames())


def test_pictures_of_different_sizes_raise_video_error(tmp_path):
    row = a_row(tmp_path / "row", 3)
    cv2.imwrite(str(row / "shot2.png"), np.zeros((40, 64, 3), np.uint8))
    with Video(row) as video, pytest.raises(VideoError, match=r"shot2.png differs in size"):
        list(video.frames())


def test_a_sequence_of_pictures_can_be_seeked(tmp_path):
    with Video(a_row(tmp_path / "row", 40), 10) as video:
        assert round(float(video.at(3.0).image.mean())) == 30 * 20 % 256
        assert round(float(video.at(0.5).image.mean())) == 100


def test_of_a_sequence_only_the_position_can_be_set(tmp_path):
    slides = capture_of(a_row(tmp_path / "row", 2))
    assert not slides.set(cv2.CAP_PROP_FPS, 5)
    assert slides.get(cv2.CAP_PROP_FPS) == 25


def test_an_empty_selection_raises_video_error():
    with pytest.raises(VideoError, match="No pictures were selected"):
        Video(())
