from dataclasses import replace

import numpy as np

from signdict.pose import landmarks
from signdict.pose.signer import one_person
from tests.support.poses import a_signer

SIGNER = a_signer()
SHIFT = np.asarray((400, 0, 0), np.float32)


def beside(pose):
    """Return a person at another place."""
    return replace(pose, points=np.where(pose.seen[..., None], pose.points + SHIFT, 0))


def resting(pose):
    """Return a person who keeps the hands of the first frame."""
    return replace(pose, points=np.repeat(pose.points[:1], len(pose), 0))


def chosen(*people):
    points = np.stack([person.points for person in people], 1)
    confidence = np.stack([person.confidence for person in people], 1)
    return one_person(points, confidence, 25.0)[0]


def without(pose, frames):
    """Return a pose whose person is not in the picture in some frames."""
    confidence = pose.confidence.copy()
    confidence[frames] = 0
    return replace(pose, confidence=confidence).checked()


def test_one_person_is_returned_unchanged():
    nobody = without(SIGNER, slice(None))
    assert np.array_equal(chosen(nobody, SIGNER, nobody), SIGNER.points)
    assert not chosen(nobody, nobody).any()


def test_the_person_who_moves_the_hands_signs_though_others_are_seen_for_longer():
    onlooker = resting(beside(SIGNER))
    signer = without(SIGNER, slice(0, 10))
    assert np.array_equal(chosen(onlooker, signer), signer.points)


def test_of_two_who_keep_still_the_one_with_raised_hands_signs():
    down = np.full((50, 2), (0.5, 2.0))
    idle = beside(a_signer(left=down, right=down * (-1, 1)))
    letter = resting(SIGNER)
    assert np.array_equal(chosen(idle, letter), letter.points)


def test_somebody_without_hands_or_shoulders_does_not_sign():
    still = resting(SIGNER)
    for part in (slice(landmarks.LEFT_HAND.start, landmarks.COUNT), landmarks.LEFT_SHOULDER):
        confidence = SIGNER.confidence.copy()
        confidence[:, part] = 0
        other = replace(beside(SIGNER), confidence=confidence).checked()
        assert np.array_equal(chosen(other, still), still.points)


def test_a_signer_who_is_lost_for_some_frames_and_comes_back_elsewhere_is_the_same():
    points = SIGNER.points.copy()
    points[30:] = np.where(SIGNER.seen[30:, :, None], points[30:] + SHIFT, 0)
    jumping = without(replace(SIGNER, points=points), slice(25, 30))
    onlooker = resting(beside(beside(SIGNER)))
    assert np.array_equal(chosen(onlooker, jumping), jumping.points)


def test_three_people_whose_rows_change_in_every_frame_are_followed():
    people = [SIGNER, resting(beside(SIGNER)), resting(beside(beside(SIGNER)))]
    points = np.stack([person.points for person in people], 1)
    order = np.random.default_rng(0).permuted(np.tile(np.arange(3), (50, 1)), axis=1)
    mixed = points[np.arange(50)[:, None], order]
    confidence = np.repeat(SIGNER.confidence[:, None], 3, 1)
    assert np.array_equal(one_person(mixed, confidence, 25.0)[0], SIGNER.points)
