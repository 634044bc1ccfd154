"""What a drawn signer shows, small and large."""

import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from signdict.gui.drawing import skeleton
from signdict.gui.drawing.motion import Motion
from signdict.gui.drawing.skeleton import mixed
from signdict.gui.theme.style import DARK, LIGHT
from signdict.pose import landmarks
from tests.support.fakes import a_pose

BOTH_HANDS = slice(landmarks.LEFT_HAND.start, landmarks.COUNT)
HEAD = slice(0, 11)


def a_signer(*missing, moved=()):
    """One frame of a signer with open hands, without the missing parts."""
    pose = a_pose(frames=1)
    points, confidence = pose.points.copy(), pose.confidence.copy()
    for hand, x in ((landmarks.LEFT_HAND, 430), (landmarks.RIGHT_HAND, 210)):
        points[0, hand] = (x, 240, 0)
        for number, chain in enumerate(landmarks.FINGERS):
            for bone, joint in enumerate(chain[1:], start=1):
                points[0, hand.start + joint, :2] = (x + 8 * (number - 2), 240 - 12 * bone)
    for point, position in {13: (400, 300), 14: (240, 300), **dict(moved)}.items():
        points[0, point, :2] = position
    points[0, landmarks.LEFT_WRIST, :2] = (430, 240)
    points[0, landmarks.RIGHT_WRIST, :2] = (210, 240)
    points[0, [7, 8, 2, 5, 9, 10], :2] = (
        (350, 120), (290, 120), (335, 110), (305, 110), (330, 145), (310, 145),
    )  # fmt: skip
    for part in missing:
        points[:, part], confidence[:, part] = 0, 0
    return Motion(replace(pose, points=points, confidence=confidence))


def drawn(motion, size, tones=LIGHT, faded=None, filled=(False, False)):
    """Draw a signer; `faded` is a part and the opacity it is left with."""
    frame = replace(motion.at(0), filled=filled)
    if faded:
        part, opacity = faded
        frame.confidence[part] = opacity
    image = QImage(size, size, QImage.Format.Format_RGB32)
    image.fill(QColor(tones.ground))
    painter = QPainter(image)
    skeleton.paint(painter, QRectF(0, 0, size, size), frame, motion.box(), tones)
    painter.end()
    return pixels(image)


def pixels(image):
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)
    return rows[..., 2::-1].astype(int)


def share(image, tone):
    """The share of an image that is close to a colour."""
    return close_to(image, tone).mean()


def close_to(image, tone):
    return np.abs(image - np.array(QColor(tone).getRgb()[:3])).max(axis=2) < 16


@pytest.mark.parametrize("tones", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("size", [120, 500])
@pytest.mark.parametrize("missing", [(), (landmarks.FACE,), (HEAD, landmarks.FACE)])
def test_both_hands_have_their_colours_with_and_without_a_face(qapp, tones, size, missing):
    picture = drawn(a_signer(*missing), size, tones)
    assert share(picture, tones.left) > 0.001
    assert share(picture, tones.right) > 0.001
    left = close_to(picture, tones.left)
    assert np.argwhere(left)[:, 1].mean() > size / 2  # the signer's left is on our right


@pytest.mark.parametrize("size", [120, 500])
def test_without_hands_only_the_arms_are_drawn(qapp, size):
    picture = drawn(a_signer(BOTH_HANDS), size)
    assert share(picture, LIGHT.left) == share(picture, LIGHT.right) == 0
    assert share(picture, LIGHT.body) > 0.02


@pytest.mark.parametrize(
    ("part", "tone"),
    [(landmarks.LEFT_HAND, LIGHT.left), (landmarks.RIGHT_HAND, LIGHT.right)],
)
def test_one_missing_hand_leaves_the_other(qapp, part, tone):
    picture = drawn(a_signer(part), 120)
    assert share(picture, tone) == 0
    assert max(share(picture, LIGHT.left), share(picture, LIGHT.right)) > 0.001


@pytest.mark.parametrize(
    "missing", [(landmarks.FACE,), (landmarks.FACE, slice(7, 11), slice(2, 3))]
)
def test_a_head_is_drawn_without_the_contour_of_a_face(qapp, missing):
    assert share(drawn(a_signer(*missing), 200), LIGHT.skin) > 0.01


def test_a_face_has_lines_that_a_plain_head_lacks(qapp):
    with_face = share(drawn(a_signer(), 500), LIGHT.ink)
    assert with_face > share(drawn(a_signer(landmarks.FACE), 500), LIGHT.ink) > 0


def test_a_face_is_drawn_without_a_nose(qapp):
    assert share(drawn(a_signer(slice(0, 1)), 200), LIGHT.ink) > 0.001


@pytest.mark.parametrize("missing", [slice(11, 13), slice(0, 33)])
def test_without_shoulders_hands_are_drawn_but_no_torso(qapp, missing):
    picture = drawn(a_signer(), 200, faded=(missing, 0))
    assert share(picture, LIGHT.left) > 0
    assert share(picture[150:, 95:105], LIGHT.ground) == 1
    assert share(drawn(a_signer(), 200)[150:, 95:105], LIGHT.ground) == 0


def test_an_arm_without_a_hand_ends_at_its_wrist(qapp):
    with_wrist = drawn(a_signer(landmarks.LEFT_HAND), 200)
    without = drawn(a_signer(landmarks.LEFT_HAND, slice(15, 16)), 200)
    assert share(with_wrist, LIGHT.body) > share(without, LIGHT.body)


def test_hips_shape_the_torso(qapp):
    low = drawn(a_signer(moved={23: (360, 330), 24: (280, 330)}), 200)
    assert not np.array_equal(low, drawn(a_signer(), 200))


def test_a_fading_part_is_fainter(qapp):
    picture = drawn(a_signer(), 200, faded=(landmarks.LEFT_HAND, 0.4))
    assert share(picture, LIGHT.left) < share(drawn(a_signer(), 200), LIGHT.left) / 4
    assert not np.array_equal(picture, drawn(a_signer(landmarks.LEFT_HAND), 200))


def test_only_arms_and_hands_are_drawn_over_a_video(qapp):
    motion, image = a_signer(), QImage(320, 240, QImage.Format.Format_RGB32)
    image.fill(QColor("#000000"))
    painter = QPainter(image)
    skeleton.overlay(painter, motion.at(0), 0.5, LIGHT)
    painter.end()
    picture = pixels(image)
    assert picture[60].max() == 0  # the head
    assert picture[105:120, 205:225].max() > 100  # the left hand


@pytest.mark.parametrize("opacity", [1.0, 0.75, 0.5, 0.25, 0.0])
def test_the_signer_keeps_a_head_while_the_face_fades(qapp, opacity):
    head = drawn(a_signer(), 200, faded=(landmarks.FACE, opacity))[:100]
    background = np.array(QColor(LIGHT.ground).getRgb()[:3])
    assert (np.abs(head - background).max(axis=2) > 8).mean() > 0.02


def test_overlapping_fingers_of_a_fading_hand_form_one_shape(qapp):
    half = mixed(QColor(LIGHT.ground), QColor(LIGHT.left), 0.5)
    assert share(drawn(a_signer(), 500, faded=(landmarks.LEFT_HAND, 0.5)), half) > 0.002


def test_two_threads_may_fill_and_draw_at_once_after_preparation():
    code = """
import sys, threading
from PySide6.QtGui import QBrush, QColor, QGuiApplication, QImage, QPainter
from signdict.gui.drawing import skeleton
app = QGuiApplication(["signdict"])
skeleton.prepare()  # without it, this crashes
sys.setswitchinterval(1e-6)
images = [QImage(9, 9, QImage.Format.Format_RGB32) for _ in range(2)]
both = threading.Barrier(2)
def fill(painter):
    painter.fillRect(images[0].rect(), QColor("#123456"))
def draw(painter):
    painter.setBrush(QBrush(QColor("#123456")))
def run(image, act):
    painter = QPainter(image)
    both.wait()
    act(painter)
    painter.end()
threads = [threading.Thread(target=run, args=pair) for pair in zip(images, (fill, draw))]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
print(images[0].pixelColor(4, 4).name())
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["#123456"]


@pytest.mark.parametrize("tones", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("size", [120, 500])
def test_a_hand_between_its_places_is_hollow_and_dashed(qapp, tones, size):
    motion = a_signer()
    whole = drawn(motion, size, tones)
    dashed = drawn(motion, size, tones, filled=(True, False))
    assert share(dashed, tones.left) < 0.2 * share(whole, tones.left)
    assert share(dashed, tones.right) == share(whole, tones.right)
    assert (dashed != drawn(a_signer(landmarks.LEFT_HAND), size, tones)).any()
