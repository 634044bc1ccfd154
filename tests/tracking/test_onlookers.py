"""Who signs in a video of several people."""

from dataclasses import replace

import numpy as np
import pytest

from signdict.pose import landmarks
from signdict.tracking import extraction
from tests.gui.support.fake_videos import a_film
from tests.support.poses import a_signer
from tests.support.steps import drive

SIGNER = a_signer()


def at(pose, x):
    """Return a person of half the size whose shoulders are around `x`."""
    points = pose.points / 2 + np.asarray((x - 160, 0, 0), np.float32)
    return replace(pose, points=np.where(pose.seen[..., None], points, 0))


STILL = replace(SIGNER, points=np.repeat(SIGNER.points[:1], len(SIGNER), 0))


class OneOfTwo:
    """Replaces MediaPipe: tracks the person on the left unless that person is covered."""

    people = (STILL, SIGNER)
    faces = ((80, 60, 30), (240, 60, 30))

    def __init__(self, model):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def track(self, frame):
        covered = (frame.image[:, :100] == 128).all()
        x = 240 if covered else 80
        return at(self.people[int(covered)], x).at(frame.seconds)

    def face_places(self, frame):
        return list(self.faces)


@pytest.fixture
def tracker(monkeypatch):
    monkeypatch.setattr("signdict.tracking.mediapipe_tracker.Tracker", OneOfTwo)
    return OneOfTwo


def read(tmp_path):
    film = a_film(tmp_path / "a.mp4", 40)
    return drive(extraction.pose_steps(film, tmp_path, face_checks=4))


def shoulders(pose):
    return float(pose.points[:, [landmarks.LEFT_SHOULDER, landmarks.RIGHT_SHOULDER], 0].mean())


def test_the_person_who_moves_the_hands_is_returned_though_the_tracker_follows_another(
    tmp_path, tracker
):
    seen, pose = read(tmp_path)
    assert (shoulders(pose), pose.people, len(pose)) == (240, 2, 40)
    assert len(seen) == 80  # each frame twice


def test_the_tracked_person_is_returned_who_signs_next_to_an_onlooker(
    tmp_path, tracker, monkeypatch
):
    monkeypatch.setattr(OneOfTwo, "people", (SIGNER, STILL))
    _, pose = read(tmp_path)
    assert (shoulders(pose), pose.people) == (80, 2)


def test_a_face_at_the_face_of_the_tracked_person_is_nobody_else(tmp_path, tracker, monkeypatch):
    monkeypatch.setattr(OneOfTwo, "faces", ((80, 60, 30), (110, 60, 30)))
    seen, pose = read(tmp_path)
    assert (shoulders(pose), len(seen)) == (80, 40)
