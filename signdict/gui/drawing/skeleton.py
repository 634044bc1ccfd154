"""Landmarks drawn as a person would draw a signer: torso, face, and ten fingers."""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QPolygonF

from signdict.gui.theme.style import Tones
from signdict.pose import landmarks
from signdict.pose.pose import Landmarks

#: Signers whose shoulders are narrower than this, in pixels, are drawn with fewer strokes: what is
#: left out could not be seen, and many of them move at once.
SMALL = 110.0
_NO_PEN, _ROUND = Qt.PenStyle.NoPen, Qt.PenCapStyle.RoundCap


class Brush:
    """Draws with the colours of `tones`; `wide` is the width of the shoulders in pixels."""

    def __init__(self, painter: QPainter, tones: Tones, wide: float) -> None:
        self.painter, self.tones, self.wide = painter, tones, wide
        self.small = wide * painter.worldTransform().m22() < SMALL
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def tapered(self, a: QPointF, b: QPointF, start: float, end: float, colour: str) -> None:
        """Draw a limb with round ends, thicker at `a`; sizes in shoulder widths."""
        if self.small:
            self.painter.setPen(self.pen(QColor(colour), (start + end) / 2 * self.wide))
            self.painter.drawLine(a, b)
            return
        way = b - a
        length = max((way.x() ** 2 + way.y() ** 2) ** 0.5, 1e-3)
        across = QPointF(-way.y(), way.x()) / length
        first, last = start * self.wide / 2, end * self.wide / 2
        self.painter.setPen(_NO_PEN)
        self.painter.setBrush(QBrush(QColor(colour)))
        self.painter.drawPolygon(
            [a + across * first, b + across * last, b - across * last, a - across * first]
        )
        self.painter.drawEllipse(a, first, first)
        self.painter.drawEllipse(b, last, last)

    def fill(self, path: QPainterPath, tone: QColor, *, round_by: float = 0) -> None:
        """Fill a shape; `round_by` widens it with round corners, in shoulder widths."""
        self.painter.setBrush(QBrush(tone))
        if round_by:
            pen = QPen(tone, round_by * self.wide)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            self.painter.setPen(pen)
        else:
            self.painter.setPen(_NO_PEN)
        self.painter.drawPath(path)

    def stroke(self, path: QPainterPath, wide: float, colour: str = "") -> None:
        """Follow a path, `wide` pixels wide."""
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.setPen(self.pen(QColor(colour or self.tones.ink), wide))
        self.painter.drawPath(path)

    def line(self, a: QPointF, b: QPointF, wide: float, tone: QColor) -> None:
        """Draw a line with round ends, `wide` in shoulder widths."""
        self.painter.setPen(self.pen(tone, wide * self.wide))
        self.painter.drawLine(a, b)

    def dot(self, at: QPointF, radius: float) -> None:
        """Draw a dot of ink; `radius` in pixels."""
        self.painter.setPen(_NO_PEN)
        self.painter.setBrush(QBrush(QColor(self.tones.ink)))
        self.painter.drawEllipse(at, radius, radius)

    @staticmethod
    def pen(tone: QColor, wide: float) -> QPen:
        """A pen with round ends, `wide` pixels wide."""
        pen = QPen(tone, wide, Qt.PenStyle.SolidLine, _ROUND)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        return pen

    def curve(self, points: list[QPointF], *, closed: bool = True) -> QPainterPath:
        """A path along a chain, without corners where these could be seen."""
        if not self.small:
            return smooth(points, closed=closed)
        path = QPainterPath()
        path.addPolygon(QPolygonF(points))
        if closed:
            path.closeSubpath()
        return path


def faded(colour: str, opacity: float) -> QColor:
    """A colour that lets through what is behind it."""
    tone = QColor(colour)
    tone.setAlphaF(opacity)
    return tone


def smooth(points: list[QPointF], *, closed: bool = True) -> QPainterPath:
    """Run a curve through the middles of the chain's edges."""
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


def towards(one: QColor, other: QColor, share: float) -> QColor:
    """Mix two colours: strokes that overlap stay one shape, as half transparent ones do not."""
    red, green, blue = (
        a + (b - a) * share
        for a, b in (
            (one.redF(), other.redF()),
            (one.greenF(), other.greenF()),
            (one.blueF(), other.blueF()),
        )
    )
    return QColor.fromRgbF(red, green, blue)


Points = NDArray[np.float32]
_L_ELBOW, _R_ELBOW, _L_HIP, _R_HIP = 13, 14, 23, 24
_EARS, _EYES, _MOUTH = (7, 8), (2, 5), (9, 10)
#: Thickness of a finger at each of its four bones, in palm lengths.
_FINGER = (0.2, 0.17, 0.145, 0.12)
_PALM = (0, 1, 5, 9, 13, 17)
#: How much thinner limbs are over a picture of them.
_THIN = 0.5


def paint(
    painter: QPainter,
    rect: QRectF,
    moment: Landmarks,
    box: tuple[float, float, float, float],
    tones: Tones,
) -> None:
    """Draw one moment into `rect`; `box` is the part of the picture that fills it."""
    _SkeletonStrokes(painter, tones, moment, fitted(rect, moment.points, box)).whole()


def overlay(painter: QPainter, moment: Landmarks, scale: float, tones: Tones) -> None:
    """Draw arms and hands over the picture they were found in; `scale` is from its pixels.

    They are thin, so that the hands themselves are seen under them.
    """
    points = moment.points * np.float32(scale)
    _SkeletonStrokes(painter, tones, moment, points, _THIN).arms_and_hands(0.9)


def fitted(rect: QRectF, points: Points, box: tuple[float, float, float, float]) -> Points:
    """Return points (n, xyz) of the picture in the pixels of `rect`, which `box` fills."""
    left, top, right, bottom = box
    scale = min(rect.width() / (right - left), rect.height() / (bottom - top))
    middle = ((left + right) / 2, (top + bottom) / 2)
    out = points * np.float32(scale)
    out[:, 0] += rect.center().x() - middle[0] * scale
    out[:, 1] += rect.center().y() - middle[1] * scale
    return out


class _SkeletonStrokes(Brush):
    """One moment being drawn: points are in the painter's pixels; `thick` is 1 for whole limbs."""

    def __init__(
        self,
        painter: QPainter,
        tones: Tones,
        moment: Landmarks,
        points: Points,
        thick: float = 1.0,
    ) -> None:
        super().__init__(painter, tones, _shoulder_width(points, moment.confidence))
        self.thick = thick
        self.points, self.seen = points, moment.confidence
        self.at = [QPointF(x, y) for x, y in points[:, :2].tolist()]

    def whole(self) -> None:
        """Back to front: torso, far arm and head, then what is before them."""
        shoulders = self.seen[[landmarks.LEFT_SHOULDER, landmarks.RIGHT_SHOULDER]]
        self.painter.setOpacity(float(shoulders.min()))
        if shoulders.min() > 0:
            self._torso()
        self.painter.setOpacity(1)
        self._head()
        self.arms_and_hands(1.0)

    def arms_and_hands(self, opacity: float) -> None:
        """Draw the farther side first: z of the wrist grows away from the camera."""
        sides = [
            (landmarks.LEFT_SHOULDER, _L_ELBOW, landmarks.LEFT_WRIST, landmarks.LEFT_HAND),
            (landmarks.RIGHT_SHOULDER, _R_ELBOW, landmarks.RIGHT_WRIST, landmarks.RIGHT_HAND),
        ]
        sides.sort(key=lambda side: -float(self.points[side[2], 2]))
        for shoulder, elbow, wrist, hand in sides:
            colour = QColor(self.tones.left if hand == landmarks.LEFT_HAND else self.tones.right)
            self._arm(shoulder, elbow, wrist, hand, opacity)
            self._hand(hand, colour, opacity)
        self.painter.setOpacity(1)

    def _torso(self) -> None:
        left, right = self.at[landmarks.LEFT_SHOULDER], self.at[landmarks.RIGHT_SHOULDER]
        hips = [self.at[_L_HIP], self.at[_R_HIP]]
        fall = QPointF(0, 1.6 * self.wide)
        if (
            min(self.seen[_L_HIP], self.seen[_R_HIP]) <= 0
            or hips[0].y() < left.y() + 0.5 * self.wide
        ):
            hips = [left + fall, right + fall]
        path = QPainterPath(right)
        up = QPointF(0, -0.06 * self.wide)
        path.cubicTo(right + up, left + up, left)
        path.lineTo(hips[0])
        path.lineTo(hips[1])
        path.closeSubpath()
        chest = towards(QColor(self.tones.ground), QColor(self.tones.body), 0.38)
        self.fill(path, chest, round_by=0.2)
        neck = (left + right) / 2
        if self.seen[landmarks.NOSE] > 0:
            head = self.at[landmarks.NOSE]
            self.line(neck + up, neck + (head - neck) * 0.55, 0.26, faded(self.tones.body, 0.75))

    def _arm(self, shoulder: int, elbow: int, wrist: int, hand: slice, opacity: float) -> None:
        visible = float(min(self.seen[shoulder], self.seen[elbow]))
        if visible <= 0:
            return
        end = self.at[wrist]
        if self.seen[hand.start] > 0.5:
            end = self.at[hand.start]
        elif self.seen[wrist] <= 0:
            return
        self.painter.setOpacity(visible * opacity)
        upper, middle, lower = (thick * self.thick for thick in (0.25, 0.19, 0.12))
        for ring, tone in ((0.05, self.tones.ground), (0.0, self.tones.body)):
            self.tapered(self.at[shoulder], self.at[elbow], upper + ring, middle + ring, tone)
            self.tapered(self.at[elbow], end, middle + ring, lower + ring, tone)

    def _hand(self, part: slice, colour: QColor, opacity: float) -> None:
        visible = float(self.seen[part.start])
        if visible <= 0.02:
            return
        points, at = self.points[part], self.at[part]
        lengths = np.linalg.norm(points[[5, 9, 13, 17], :2] - points[0, :2], axis=1)
        palm = max(float(lengths.max()), 0.16 * self.wide)
        colour = towards(QColor(self.tones.ground), colour, visible)
        self.painter.setOpacity(min(3 * visible, 1) * opacity)
        self._palm(at, colour, palm)
        depth = [float(points[list(chain[1:]), 2].mean()) for chain in landmarks.FINGERS]
        for finger in sorted(range(5), key=lambda f: -depth[f]):
            self._finger([at[j] for j in landmarks.FINGERS[finger][1:]], colour, palm)

    def _palm(self, at: list[QPointF], colour: QColor, palm: float) -> None:
        shape, whole = QPolygonF([at[j] for j in _PALM]), self.thick == 1
        self.painter.setPen(self.pen(colour.darker(112), 0.16 * self.thick * palm))
        self.painter.setBrush(QBrush(colour.darker(112)) if whole else Qt.BrushStyle.NoBrush)
        self.painter.drawPolygon(shape)

    def _finger(self, joints: list[QPointF], colour: QColor, palm: float) -> None:
        halo = QColor(self.tones.ground)
        for ring, tone in ((0.07, halo), (0.0, colour))[self.thick < 1 :]:
            if self.small:
                self.painter.setPen(self.pen(tone, (_FINGER[2] * self.thick + ring) * palm))
                self.painter.drawPolyline(joints)
                continue
            for bone, (a, b) in enumerate(pairwise(joints)):
                wide = _FINGER[bone + 1] * self.thick + ring
                self.painter.setPen(self.pen(tone, wide * palm))
                self.painter.drawLine(a, b)

    def _head(self) -> None:
        """As a face fades, a head without one takes its place: never two mouths at once."""
        visible = float(self.seen[landmarks.FACE.start])
        head = float(min(self.seen[landmarks.NOSE], 1 - visible))
        for opacity, draw in (
            (min(2 * head, 1), self._plain_head),
            (2 * head - 1, self._plain_face),
            (visible if head <= 0 else 2 * visible - 1, self._face),
        ):
            if opacity > 0:
                self.painter.setOpacity(opacity)
                draw()
        self.painter.setOpacity(1)

    def _face(self) -> None:
        ink = max(self.wide * 0.016, 0.9)
        self.fill(self._curve(landmarks.FACE_OVAL), QColor(self.tones.skin))
        for brow in (landmarks.LEFT_BROW, landmarks.RIGHT_BROW):
            self.stroke(self._curve(brow, closed=False), 1.7 * ink)
        for eye in (landmarks.LEFT_EYE, landmarks.RIGHT_EYE):
            self.fill(self._curve(eye), faded(self.tones.ground, 0.9))
            self.stroke(self._curve(eye), ink)
            middle = sum((self.at[i] for i in eye), QPointF()) / len(eye)
            high = abs(self.at[eye[4]].y() - self.at[eye[12]].y())
            self.dot(middle, min(0.5 * high, 0.03 * self.wide) + 0.3)
        self._nose(ink)
        self.fill(self._curve(landmarks.LIPS_OUTER), faded(self.tones.ink, 0.28))
        self.fill(self._curve(landmarks.LIPS_INNER), faded(self.tones.ink, 0.85))
        self.stroke(self._curve(landmarks.LIPS_OUTER), 0.7 * ink)

    def _nose(self, ink: float) -> None:
        if self.seen[landmarks.NOSE] <= 0:
            return
        tip = self.at[landmarks.NOSE]
        eyes = self.at[landmarks.LEFT_EYE[8]], self.at[landmarks.RIGHT_EYE[8]]
        side = (eyes[0] - eyes[1]) * 0.28
        path = QPainterPath(tip - side)
        path.quadTo(tip + QPointF(0, 0.05 * self.wide), tip + side)
        self.stroke(path, ink)

    def _plain_head(self) -> None:
        """Draw a head without contour from the few points that the body has of it."""
        ears = [self.at[i] for i in _EARS if self.seen[i] > 0]
        nose = self.at[landmarks.NOSE]
        radius = 0.3 * self.wide
        if len(ears) == 2:
            radius = max(0.62 * abs(ears[0].x() - ears[1].x()), 0.22 * self.wide)
        path = QPainterPath()
        path.addEllipse(nose - QPointF(0, 0.08 * radius), radius * 0.95, radius * 1.25)
        self.fill(path, QColor(self.tones.skin))

    def _plain_face(self) -> None:
        for eye in _EYES:
            if self.seen[eye] > 0:
                self.dot(self.at[eye], 0.03 * self.wide)
        if min(self.seen[i] for i in _MOUTH) > 0:
            a, b = (self.at[i] for i in _MOUTH)
            self.line(a, b, 0.025, QColor(self.tones.ink))

    def _curve(self, chain: tuple[int, ...], *, closed: bool = True) -> QPainterPath:
        return self.curve([self.at[i] for i in chain], closed=closed)


def _shoulder_width(points: Points, seen: NDArray[np.float32]) -> float:
    """Return the width of the shoulders as if they faced the camera.

    A body that turns keeps the length of its torso, of which the shoulders are about six tenths.
    """
    left, right = points[landmarks.LEFT_SHOULDER, :2], points[landmarks.RIGHT_SHOULDER, :2]
    wide = float(np.linalg.norm(left - right))
    if min(seen[_L_HIP], seen[_R_HIP]) > 0:
        hips = (points[_L_HIP, :2] + points[_R_HIP, :2]) / 2
        wide = max(wide, 0.6 * float(np.linalg.norm(hips - (left + right) / 2)))
    return max(wide, 1.0)
