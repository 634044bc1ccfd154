"""Draws a signer from landmarks: torso, arms, face, and ten fingers."""

from functools import cache
from itertools import pairwise

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPainterPath, QPen, QPolygonF

from signdict.core.types import FloatArray
from signdict.gui.drawing.motion import Extent
from signdict.gui.theme.style import LIGHT, Tones
from signdict.pose import landmarks
from signdict.pose.pose import Landmarks

#: Signers whose shoulders are narrower than this, in pixels, are drawn with fewer strokes: the
#: details would not be visible, and many such signers move at the same time.
SMALL = 110.0
_NO_PEN, _ROUND = Qt.PenStyle.NoPen, Qt.PenCapStyle.RoundCap
_L_ELBOW, _R_ELBOW, _L_HIP, _R_HIP = 13, 14, 23, 24
_UPPER_LIP = landmarks.LIPS_OUTER[15]
_EARS, _EYES, _MOUTH = (7, 8), (2, 5), (9, 10)
#: Thickness of a finger at each of its four bones, in palm lengths.
_FINGER = (0.2, 0.17, 0.145, 0.12)
_PALM = (0, 1, 5, 9, 13, 17)
#: Thickness of limbs over a video, as a share of that without one.
_THIN = 0.5
#: Hands that are interpolated where the tracker lost them: thickness of the dashes in palm lengths,
#: and share of the hand's colour.
_DASHES, _LIGHTER = 0.08, 0.7


def paint(
    painter: QPainter,
    rect: QRectF,
    frame: Landmarks,
    box: Extent,
    tones: Tones,
) -> None:
    """Draw one frame into `rect`; `box` is the area of the picture that fills it, in pixels."""
    _SkeletonPainter(painter, tones, frame, fitted(rect, frame.points, box)).draw_signer()


@cache
def prepare() -> None:
    """Draw on this thread once; call this on the GUI thread before another thread draws.

    PySide creates the types and enums that a function of Qt accepts when it is first called. If two
    threads do so at the same time, Python crashes.
    """
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.fillRect(image.rect(), QColor(LIGHT.ground))
    rows, columns = np.divmod(np.arange(landmarks.COUNT), 16)
    points = np.stack([columns, rows, rows], axis=1).astype(np.float32)
    frame = Landmarks(points, np.ones(landmarks.COUNT, np.float32), 0.0, filled=(True, False))
    paint(painter, QRectF(image.rect()), frame, (0, 0, 16, 13), LIGHT)
    painter.end()


def overlay(painter: QPainter, frame: Landmarks, scale: float, tones: Tones) -> None:
    """Draw arms and hands over the picture in which they were detected.

    `scale` converts from its pixels to those of the painter. The strokes are thin, so that the
    hands remain visible under them.
    """
    points = frame.points * np.float32(scale)
    _SkeletonPainter(painter, tones, frame, points, _THIN).draw_arms_and_hands(0.9)


def fitted(rect: QRectF, points: FloatArray, box: Extent) -> FloatArray:
    """Return points (n, xyz) of a picture in the pixels of `rect`, which the area `box` fills."""
    left, top, right, bottom = box
    scale = min(rect.width() / (right - left), rect.height() / (bottom - top))
    middle = ((left + right) / 2, (top + bottom) / 2)
    scaled = points * np.float32(scale)
    scaled[:, 0] += rect.center().x() - middle[0] * scale
    scaled[:, 1] += rect.center().y() - middle[1] * scale
    return scaled


class _SkeletonPainter:
    """Draws one frame: `points` are in the painter's pixels; `thickness` is 1 for whole limbs."""

    def __init__(
        self,
        painter: QPainter,
        tones: Tones,
        frame: Landmarks,
        points: FloatArray,
        thickness: float = 1.0,
    ) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._painter, self._tones, self._thickness = painter, tones, thickness
        self._width = _shoulder_width(points, frame.confidence)
        self._small = self._width * painter.worldTransform().m22() < SMALL
        self._points, self._opacity = points, frame.confidence
        self._filled = frame.filled
        self._at = [QPointF(x, y) for x, y in points[:, :2].tolist()]

    def draw_signer(self) -> None:
        """Draw from back to front: torso, head, then the farther and the nearer arm."""
        shoulders = self._opacity[[landmarks.LEFT_SHOULDER, landmarks.RIGHT_SHOULDER]]
        self._painter.setOpacity(float(shoulders.min()))
        if shoulders.min() > 0:
            self._draw_torso()
        self._painter.setOpacity(1)
        self._draw_head()
        self.draw_arms_and_hands(1.0)

    def draw_arms_and_hands(self, opacity: float) -> None:
        """Draw the farther side first: z of the wrist increases with the distance."""
        sides = [
            (landmarks.LEFT_SHOULDER, _L_ELBOW, landmarks.LEFT_WRIST, landmarks.LEFT_HAND),
            (landmarks.RIGHT_SHOULDER, _R_ELBOW, landmarks.RIGHT_WRIST, landmarks.RIGHT_HAND),
        ]
        sides.sort(key=lambda side: -float(self._points[side[2], 2]))
        for shoulder, elbow, wrist, hand in sides:
            colour = QColor(self._tones.left if hand == landmarks.LEFT_HAND else self._tones.right)
            self._draw_arm(shoulder, elbow, wrist, hand, opacity)
            self._draw_hand(hand, colour, opacity)
        self._painter.setOpacity(1)

    def _draw_torso(self) -> None:
        left, right = self._at[landmarks.LEFT_SHOULDER], self._at[landmarks.RIGHT_SHOULDER]
        hips = [self._at[_L_HIP], self._at[_R_HIP]]
        down = QPointF(0, 1.6 * self._width)
        if (
            min(self._opacity[_L_HIP], self._opacity[_R_HIP]) <= 0
            or hips[0].y() < left.y() + 0.5 * self._width
        ):
            hips = [left + down, right + down]
        path = QPainterPath(right)
        up = QPointF(0, -0.06 * self._width)
        path.cubicTo(right + up, left + up, left)
        path.lineTo(hips[0])
        path.lineTo(hips[1])
        path.closeSubpath()
        chest = mixed(QColor(self._tones.ground), QColor(self._tones.body), 0.38)
        self._fill(path, chest, round_by=0.2)
        neck = (left + right) / 2
        shown = [point for point in (landmarks.NOSE, _UPPER_LIP) if self._opacity[point] > 0]
        if shown:
            head = self._at[shown[0]]
            self._draw_line(
                neck + up, neck + (head - neck) * 0.55, 0.26, _faded(self._tones.body, 0.75)
            )

    def _draw_arm(self, shoulder: int, elbow: int, wrist: int, hand: slice, opacity: float) -> None:
        visible = float(min(self._opacity[shoulder], self._opacity[elbow]))
        if visible <= 0:
            return
        end = self._at[wrist]
        if self._opacity[hand.start] > 0.5:
            end = self._at[hand.start]
        elif self._opacity[wrist] <= 0:
            return
        self._painter.setOpacity(visible * opacity)
        upper, middle, lower = (share * self._thickness for share in (0.25, 0.19, 0.12))
        for ring, tone in ((0.05, self._tones.ground), (0.0, self._tones.body)):
            self._draw_tapered(
                self._at[shoulder], self._at[elbow], upper + ring, middle + ring, tone
            )
            self._draw_tapered(self._at[elbow], end, middle + ring, lower + ring, tone)

    def _draw_hand(self, part: slice, colour: QColor, opacity: float) -> None:
        visible = float(self._opacity[part.start])
        if visible <= 0.02:
            return
        points, joints = self._points[part], self._at[part]
        lengths = np.linalg.norm(points[[5, 9, 13, 17], :2] - points[0, :2], axis=1)
        palm = max(float(lengths.max()), 0.16 * self._width)
        filled = self._filled[int(part == landmarks.RIGHT_HAND)]
        colour = mixed(QColor(self._tones.ground), colour, visible * (_LIGHTER if filled else 1))
        self._painter.setOpacity(min(3 * visible, 1) * opacity)
        if filled:
            self._draw_outline(joints, colour, palm)
            return
        self._draw_palm(joints, colour, palm)
        depth = [float(points[list(chain[1:]), 2].mean()) for chain in landmarks.FINGERS]
        for finger in sorted(range(5), key=lambda f: -depth[f]):
            self._draw_finger([joints[j] for j in landmarks.FINGERS[finger][1:]], colour, palm)

    def _draw_palm(self, joints: list[QPointF], colour: QColor, palm: float) -> None:
        shape, whole = QPolygonF([joints[j] for j in _PALM]), self._thickness == 1
        self._painter.setPen(self._pen(colour.darker(112), 0.16 * self._thickness * palm))
        self._painter.setBrush(QBrush(colour.darker(112)) if whole else Qt.BrushStyle.NoBrush)
        self._painter.drawPolygon(shape)

    def _draw_outline(self, joints: list[QPointF], colour: QColor, palm: float) -> None:
        """Draw a hand that was not found, but interpolated: its palm and fingers in dashes."""
        pen = QPen(colour, max(_DASHES * palm, 1.0), Qt.PenStyle.DashLine, Qt.PenCapStyle.FlatCap)
        self._painter.setPen(pen)
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawPolygon(QPolygonF([joints[j] for j in _PALM]))
        for finger in landmarks.FINGERS:
            self._painter.drawPolyline([joints[j] for j in finger[1:]])

    def _draw_finger(self, joints: list[QPointF], colour: QColor, palm: float) -> None:
        halo = QColor(self._tones.ground)
        for ring, tone in ((0.07, halo), (0.0, colour))[self._thickness < 1 :]:
            if self._small:
                self._painter.setPen(self._pen(tone, (_FINGER[2] * self._thickness + ring) * palm))
                self._painter.drawPolyline(joints)
                continue
            for bone, (a, b) in enumerate(pairwise(joints)):
                width = _FINGER[bone + 1] * self._thickness + ring
                self._painter.setPen(self._pen(tone, width * palm))
                self._painter.drawLine(a, b)

    def _draw_head(self) -> None:
        """Draw a face or, while it fades out, a plain head in its place; never two mouths."""
        visible = float(self._opacity[landmarks.FACE.start])
        head = float(min(self._opacity[landmarks.NOSE], 1 - visible))
        for opacity, draw in (
            (min(2 * head, 1), self._draw_plain_head),
            (2 * head - 1, self._draw_plain_face),
            (visible if head <= 0 else 2 * visible - 1, self._draw_face),
        ):
            if opacity > 0:
                self._painter.setOpacity(opacity)
                draw()
        self._painter.setOpacity(1)

    def _draw_face(self) -> None:
        ink = max(self._width * 0.016, 0.9)
        self._fill(self._curve(landmarks.FACE_OVAL), QColor(self._tones.skin))
        for brow in (landmarks.LEFT_BROW, landmarks.RIGHT_BROW):
            self._stroke(self._curve(brow, closed=False), 1.7 * ink)
        for eye in (landmarks.LEFT_EYE, landmarks.RIGHT_EYE):
            self._fill(self._curve(eye), _faded(self._tones.ground, 0.9))
            self._stroke(self._curve(eye), ink)
            middle = sum((self._at[i] for i in eye), QPointF()) / len(eye)
            height = abs(self._at[eye[4]].y() - self._at[eye[12]].y())
            self._draw_dot(middle, min(0.5 * height, 0.03 * self._width) + 0.3)
        self._draw_nose(ink)
        self._fill(self._curve(landmarks.LIPS_OUTER), _faded(self._tones.ink, 0.28))
        self._fill(self._curve(landmarks.LIPS_INNER), _faded(self._tones.ink, 0.85))
        self._stroke(self._curve(landmarks.LIPS_OUTER), 0.7 * ink)

    def _draw_nose(self, ink: float) -> None:
        if self._opacity[landmarks.NOSE] <= 0:
            return
        tip = self._at[landmarks.NOSE]
        eyes = self._at[landmarks.LEFT_EYE[8]], self._at[landmarks.RIGHT_EYE[8]]
        side = (eyes[0] - eyes[1]) * 0.28
        path = QPainterPath(tip - side)
        path.quadTo(tip + QPointF(0, 0.05 * self._width), tip + side)
        self._stroke(path, ink)

    def _draw_plain_head(self) -> None:
        """Draw a head without a contour from the few points of the body on it."""
        ears = [self._at[i] for i in _EARS if self._opacity[i] > 0]
        nose = self._at[landmarks.NOSE]
        radius = 0.3 * self._width
        if len(ears) == 2:
            radius = max(0.62 * abs(ears[0].x() - ears[1].x()), 0.22 * self._width)
        path = QPainterPath()
        path.addEllipse(nose - QPointF(0, 0.08 * radius), radius * 0.95, radius * 1.25)
        self._fill(path, QColor(self._tones.skin))

    def _draw_plain_face(self) -> None:
        for eye in _EYES:
            if self._opacity[eye] > 0:
                self._draw_dot(self._at[eye], 0.03 * self._width)
        if min(self._opacity[i] for i in _MOUTH) > 0:
            a, b = (self._at[i] for i in _MOUTH)
            self._draw_line(a, b, 0.025, QColor(self._tones.ink))

    def _draw_tapered(self, a: QPointF, b: QPointF, start: float, end: float, colour: str) -> None:
        """Draw a limb with round ends; `start` and `end` are its widths in shoulder widths."""
        if self._small:
            self._painter.setPen(self._pen(QColor(colour), (start + end) / 2 * self._width))
            self._painter.drawLine(a, b)
            return
        along = b - a
        length = max((along.x() ** 2 + along.y() ** 2) ** 0.5, 1e-3)
        across = QPointF(-along.y(), along.x()) / length
        first, last = start * self._width / 2, end * self._width / 2
        self._painter.setPen(_NO_PEN)
        self._painter.setBrush(QBrush(QColor(colour)))
        self._painter.drawPolygon(
            [a + across * first, b + across * last, b - across * last, a - across * first]
        )
        self._painter.drawEllipse(a, first, first)
        self._painter.drawEllipse(b, last, last)

    def _fill(self, path: QPainterPath, tone: QColor, *, round_by: float = 0) -> None:
        """Fill a shape; `round_by` widens it with round corners, in shoulder widths."""
        self._painter.setBrush(QBrush(tone))
        if round_by:
            pen = QPen(tone, round_by * self._width)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            self._painter.setPen(pen)
        else:
            self._painter.setPen(_NO_PEN)
        self._painter.drawPath(path)

    def _stroke(self, path: QPainterPath, width: float) -> None:
        """Draw a path in ink; `width` is in pixels."""
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.setPen(self._pen(QColor(self._tones.ink), width))
        self._painter.drawPath(path)

    def _draw_line(self, a: QPointF, b: QPointF, width: float, tone: QColor) -> None:
        """Draw a line with round ends; `width` is in shoulder widths."""
        self._painter.setPen(self._pen(tone, width * self._width))
        self._painter.drawLine(a, b)

    def _draw_dot(self, centre: QPointF, radius: float) -> None:
        """Draw a dot in ink; `radius` is in pixels."""
        self._painter.setPen(_NO_PEN)
        self._painter.setBrush(QBrush(QColor(self._tones.ink)))
        self._painter.drawEllipse(centre, radius, radius)

    @staticmethod
    def _pen(tone: QColor, width: float) -> QPen:
        """Return a pen with round ends; `width` is in pixels."""
        pen = QPen(tone, width, Qt.PenStyle.SolidLine, _ROUND)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        return pen

    def _curve(self, chain: tuple[int, ...], *, closed: bool = True) -> QPainterPath:
        """Return a path along a chain of points, without corners if they would be visible."""
        points = [self._at[i] for i in chain]
        if not self._small:
            return _smooth(points, closed=closed)
        path = QPainterPath()
        path.addPolygon(QPolygonF(points))
        if closed:
            path.closeSubpath()
        return path


def _faded(colour: str, opacity: float) -> QColor:
    """Return a colour with an opacity."""
    tone = QColor(colour)
    tone.setAlphaF(opacity)
    return tone


def _smooth(points: list[QPointF], *, closed: bool = True) -> QPainterPath:
    """Return a curve through the midpoints of the edges of a chain."""
    if not closed:
        path = QPainterPath(points[0])
        for a, b in pairwise(points[1:]):
            path.quadTo(a, (a + b) / 2)
        path.lineTo(points[-1])
        return path
    path = QPainterPath((points[-1] + points[0]) / 2)
    for a, b in zip(points, [*points[1:], points[0]], strict=True):
        path.quadTo(a, (a + b) / 2)
    return path


def mixed(first: QColor, second: QColor, share: float) -> QColor:
    """Mix two colours, `share` of the second.

    Unlike half-transparent strokes, opaque strokes in a mixed colour form one shape.
    """
    red, green, blue = (
        a + (b - a) * share
        for a, b in (
            (first.redF(), second.redF()),
            (first.greenF(), second.greenF()),
            (first.blueF(), second.blueF()),
        )
    )
    return QColor.fromRgbF(red, green, blue)


def _shoulder_width(points: FloatArray, confidence: FloatArray) -> float:
    """Return the shoulder width in pixels as if the shoulders faced the camera.

    A body that turns keeps the length of its torso; shoulders are about six tenths of that.
    """
    left, right = points[landmarks.LEFT_SHOULDER, :2], points[landmarks.RIGHT_SHOULDER, :2]
    width = float(np.linalg.norm(left - right))
    if min(confidence[_L_HIP], confidence[_R_HIP]) > 0:
        hips = (points[_L_HIP, :2] + points[_R_HIP, :2]) / 2
        width = max(width, 0.6 * float(np.linalg.norm(hips - (left + right) / 2)))
    return max(width, 1.0)
