"""A sign in the middle of a longer recording, with the real tracker, model and starter."""

from pathlib import Path

import cv2
import pytest

from signdict.core.paths import Paths
from signdict.dictionary.dictionary import open_dictionary
from signdict.tracking.video import Video
from tests.support.steps import drive

#: When "age" is signed in its clip, in seconds.
SIGNED = (1.88, 3.68)


@pytest.mark.slow
def test_a_part_of_a_longer_recording_finds_its_sign(shared, tmp_path):
    folder = shared / "data" / "videos" / "psp_kamaynikasyon"
    film, start = joined(tmp_path / "talk.avi", folder / "Address.mp4", folder / "Age.mp4")
    with open_dictionary(Paths.standard(tmp_path / "home")) as dictionary:
        _, shape = drive(dictionary.measure(film))
        assert shape.seconds > start + SIGNED[1]
        seen, pose = drive(dictionary.read(film, *(start + second for second in SIGNED)))
        assert len(seen) == len(pose) == 45
        assert dictionary.recognise(pose, ["psp"])[0].sign.gloss == "age"


def joined(path: Path, *clips: Path) -> tuple[Path, float]:
    """Write clips one after the other; return where the last one starts, in seconds."""
    writer, start, count = None, 0, 0
    for clip in clips:
        start = count
        with Video(clip) as video:
            for frame in video.frames():
                if writer is None:
                    size = (video.shape.width, video.shape.height)
                    writer = cv2.VideoWriter(
                        str(path), cv2.VideoWriter_fourcc(*"MJPG"), video.shape.fps, size
                    )
                writer.write(cv2.cvtColor(frame.image, cv2.COLOR_RGB2BGR))
                count += 1
    writer.release()
    return path, start / 25
