"""What a drawn moment shows, small and large."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from signdict.gui.drawing import skeleton
from signdict.gui.drawing.motion import Motion
from signdict.gui.drawing.skeleton import towards
from signdict.gui.theme.style import DARK, LIGHT
from signdict.pose import landmarks
from tests.support.fakes import a_pose

BOTH_HANDS = slice(landmarks.LEFT_HAND.start, landmarks.COUNT)
HEAD = slice(0, 11)


def moment(*lost, where=()):
    """One frame of a signer with open hands; `lost` parts are not there."""
    pose = a_pose(frames=1)
    points, seen = pose.points.copy(), pose.confidence.copy()
    for hand, x in ((landmarks.LEFT_HAND, 430), (landmarks.RIGHT_HAND, 210)):
        points[0, hand] = (x, 240, 0)
        for number, chain in enumerate(landmarks.FINGERS):
            for bone, joint in enumerate(chain[1:], start=1):
                points[0, hand.start + joint, :2] = (x + 8 * (number - 2), 240 - 12 * bone)
    for point, place in {13: (400, 300), 14: (240, 300), **dict(where)}.items():
        points[0, point, :2] = place
    points[0, landmarks.LEFT_WRIST, :2] = (430, 240)
    points[0, landmarks.RIGHT_WRIST, :2] = (210, 240)
    points[0, [7, 8, 2, 5, 9, 10], :2] = (
        (350, 120), (290, 120), (335, 110), (305, 110), (330, 145), (310, 145),
    )  # fmt: skip
    for part in lost:
        points[:, part], seen[:, part] = 0, 0
    return Motion(replace(pose, points=points, confidence=seen))


def drawn(motion, size, tones=LIGHT):
    image = QImage(size, size, QImage.Format.Format_RGB32)
    image.fill(QColor(tones.ground))
    painter = QPainter(image)
    skeleton.paint(painter, QRectF(0, 0, size, size), motion.at(0), motion.box(), tones)
    painter.end()
    return pixels(image)


def pixels(image):
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)
    return rows[..., 2::-1].astype(int)


def share(picture, tone):
    """How much of a picture is within a small distance of a colour."""
    wanted = np.array(QColor(tone).getRgb()[:3])
    return (np.abs(picture - wanted).max(axis=2) < 16).mean()


@pytest.mark.parametrize("tones", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("size", [120, 500])
@pytest.mark.parametrize("lost", [(), (landmarks.FACE,), (HEAD, landmarks.FACE)])
def test_both_hands_are_seen_in_their_tones_with_and_without_a_face(qapp, tones, size, lost):
    picture = drawn(moment(*lost), size, tones)
    assert share(picture, tones.left) > 0.001
    assert share(picture, tones.right) > 0.001
    left = np.abs(picture - np.array(QColor(tones.left).getRgb()[:3])).max(axis=2) < 16
    assert np.argwhere(left)[:, 1].mean() > size / 2  # the signer's left is on our right


@pytest.mark.parametrize("size", [120, 500])
def test_without_hands_neither_tone_is_there_but_arms_are(qapp, size):
    picture = drawn(moment(BOTH_HANDS), size)
    assert share(picture, LIGHT.left) == share(picture, LIGHT.right) == 0
    assert share(picture, LIGHT.body) > 0.02


@pytest.mark.parametrize(
    ("part", "tone"),
    [(landmarks.LEFT_HAND, LIGHT.left), (landmarks.RIGHT_HAND, LIGHT.right)],
)
def test_one_lost_hand_leaves_the_other(qapp, part, tone):
    picture = drawn(moment(part), 120)
    assert share(picture, tone) == 0
    assert max(share(picture, LIGHT.left), share(picture, LIGHT.right)) > 0.001


@pytest.mark.parametrize("lost", [(landmarks.FACE,), (landmarks.FACE, slice(7, 11), slice(2, 3))])
def test_a_head_is_seen_even_if_its_contour_was_not_found(qapp, lost):
    assert share(drawn(moment(*lost), 200), LIGHT.skin) > 0.01


def test_a_face_has_lines_that_a_head_without_contour_lacks(qapp):
    with_face = share(drawn(moment(), 500), LIGHT.ink)
    assert with_face > share(drawn(moment(landmarks.FACE), 500), LIGHT.ink) > 0


def test_a_face_is_drawn_where_the_nose_was_not_found(qapp):
    assert share(drawn(moment(slice(0, 1)), 200), LIGHT.ink) > 0.001


@pytest.mark.parametrize("lost", [slice(11, 13), slice(0, 33)])
def test_while_shoulders_are_lost_there_is_no_torso_but_hands_are(qapp, lost):
    motion = moment()
    motion._presence[:, lost] = 0
    picture = drawn(motion, 200)
    assert share(picture, LIGHT.left) > 0
    assert share(picture[150:, 95:105], LIGHT.ground) == 1
    assert share(drawn(moment(), 200)[150:, 95:105], LIGHT.ground) == 0


def test_an_arm_ends_where_its_wrist_is_if_the_hand_was_not_found(qapp):
    with_wrist = drawn(moment(landmarks.LEFT_HAND), 200)
    without = drawn(moment(landmarks.LEFT_HAND, slice(15, 16)), 200)
    assert share(with_wrist, LIGHT.body) > share(without, LIGHT.body)


def test_hips_that_were_found_shape_the_torso(qapp):
    low = drawn(moment(where={23: (360, 330), 24: (280, 330)}), 200)
    assert not np.array_equal(low, drawn(moment(), 200))


def test_a_part_that_fades_is_fainter(qapp):
    motion = moment()
    motion._presence[:, landmarks.LEFT_HAND] = 0.4
    picture = drawn(motion, 200)
    assert share(picture, LIGHT.left) < share(drawn(moment(), 200), LIGHT.left) / 4
    assert not np.array_equal(picture, drawn(moment(landmarks.LEFT_HAND), 200))


def test_over_a_film_only_arms_and_hands_are_drawn(qapp):
    motion, image = moment(), QImage(320, 240, QImage.Format.Format_RGB32)
    image.fill(QColor("#000000"))
    painter = QPainter(image)
    skeleton.overlay(painter, motion.at(0), 0.5, LIGHT)
    painter.end()
    picture = pixels(image)
    assert picture[60].max() == 0  # the head
    assert picture[105:120, 205:225].max() > 100  # the left hand


def test_a_fading_face_never_leaves_the_signer_without_a_head(qapp):
    for left in (1.0, 0.75, 0.5, 0.25, 0.0):
        motion = moment()
        motion._presence[:, landmarks.FACE] = left
        picture = drawn(motion, 200)
        head = picture[:100]
        assert (
            np.abs(head - np.array(QColor(LIGHT.ground).getRgb()[:3])).max(axis=2) > 8
        ).mean() > 0.02


def test_overlapping_fingers_of_a_fading_hand_stay_one_shape(qapp):
    motion = moment()
    motion._presence[:, landmarks.LEFT_HAND] = 0.5
    half = towards(QColor(LIGHT.ground), QColor(LIGHT.left), 0.5)
    assert share(drawn(motion, 500), half) > 0.002
