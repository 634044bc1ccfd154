"""Animated pictures, read frame by frame."""

import cv2
import numpy as np
import pytest
from PIL import Image

from signdict.core.errors import VideoError
from signdict.tracking.animations import Animation, is_animated
from signdict.tracking.video import Video, is_picture, recordings
from tests.support.films import greys

KINDS = [
    ("a.gif", {}),
    ("a.png", {}),
    ("a.apng", {"format": "PNG"}),
    ("a.webp", {"lossless": True}),
]
LASTS = [100, 300, 40, 40, 40, 500]


def animation(path, lasts=LASTS, **options):
    pictures = [Image.fromarray(image) for image in greys(len(lasts))]
    pictures[0].save(
        path, save_all=True, append_images=pictures[1:], duration=list(lasts), loop=0, **options
    )
    return path


@pytest.mark.parametrize(("name", "options"), KINDS)
def test_frames_have_their_times(tmp_path, name, options):
    path = animation(tmp_path / name, **options)
    assert is_animated(path)
    with Video(path) as opened:
        frames = list(opened.frames())
        assert [round(frame.seconds, 3) for frame in frames] == [0.0, 0.1, 0.4, 0.44, 0.48, 0.52]
        assert [int(frame.image.mean()) for frame in frames] == [0, 41, 83, 125, 166, 208]
        assert (opened.shape.width, opened.shape.height) == (64, 48)
        assert opened.shape.seconds == pytest.approx(1.02, abs=0.021)
        asked = (0.3, 0.45, 0.0, 9.0)
        assert [round(opened.at(second).seconds, 3) for second in asked] == [0.1, 0.44, 0.0, 0.52]


def test_a_gif_frame_without_a_duration_lasts_as_in_browsers(tmp_path):
    with Video(animation(tmp_path / "a.gif", [10, 10, 20])) as opened:
        assert [round(frame.seconds, 3) for frame in opened.frames()] == [0.0, 0.1, 0.2]


def test_transparent_parts_are_white(tmp_path):
    layers = [Image.new("RGBA", (64, 48), (250, 0, 0, alpha)) for alpha in (0, 255)]
    layers[0].save(tmp_path / "a.webp", save_all=True, append_images=layers[1:], lossless=True)
    with Video(tmp_path / "a.webp") as opened:
        assert [frame.image[0, 0].tolist() for frame in opened.frames()] == [
            [255, 255, 255], [250, 0, 0]
        ]  # fmt: skip


@pytest.mark.parametrize("name", ["a.gif", "a.png", "a.webp"])
def test_a_single_picture_is_no_animation(tmp_path, name):
    Image.fromarray(greys(2)[1]).save(tmp_path / name)
    assert not is_animated(tmp_path / name)
    with Video(tmp_path / name) as opened, pytest.raises(VideoError, match="single picture"):
        list(opened.frames())


def test_an_animated_picture_is_not_one_of_a_sequence(tmp_path):
    moving, still = animation(tmp_path / "a.webp"), tmp_path / "b.webp"
    Image.fromarray(greys(1)[0]).save(still)
    assert (is_picture(moving), is_picture(still)) == (False, True)
    assert recordings([moving, still]) == [moving, still]


@pytest.mark.parametrize("name", ["a.gif", "a.png", "a.webp"])
@pytest.mark.parametrize("share", [0.1, 0.3, 0.5, 0.7, 0.9])
def test_a_truncated_animation_raises_video_error(tmp_path, name, share):
    content = animation(tmp_path / name).read_bytes()
    (tmp_path / name).write_bytes(content[: round(share * len(content))])
    with pytest.raises(VideoError, match=name):
        frames_of(tmp_path / name)


def frames_of(path):
    with Video(path) as opened:
        return list(opened.frames())


def test_other_properties_cannot_be_set(tmp_path):
    capture = Animation(animation(tmp_path / "a.gif"))
    assert not capture.set(cv2.CAP_PROP_FPS, 5)
    assert capture.get(cv2.CAP_PROP_SATURATION) == 0
    assert capture.set(cv2.CAP_PROP_POS_MSEC, 420)
    success, image = capture.read()
    assert (success, capture.get(cv2.CAP_PROP_POS_MSEC)) == (True, 400)
    assert np.asarray(image).mean() == 83
    capture.release()
