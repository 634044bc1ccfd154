"""What a widget painted last: shown again until there is something else to paint, or, of a loop,
when its moment comes round."""

import time
from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from signdict.gui.theme.style import tones

_FIT = Qt.AspectRatioMode.KeepAspectRatio
#: So many bytes of pictures are kept of one loop; as many pictures a second as have room, but never
#: more than the most. With less than the least it would be seen to jerk.
_BYTES = 6 * 2**20
_LEAST_PACE, _MOST_PACE = 8.0, 15.0


def kept_moment(widget: QWidget, position: float, seconds: float) -> float | None:
    """The moment, in seconds, of the picture that is shown at a position of a loop that lasts so
    long, where its pictures are kept; None where they would be too large or too many."""
    size, ratio = widget.size(), widget.devicePixelRatioF()
    each = 4 * size.width() * size.height() * ratio * ratio
    fitting = (_BYTES / max(each, 1.0) - 1) / max(seconds, 1e-3)
    pace = min(fitting, _MOST_PACE)
    return round(position * pace) / pace if pace >= _LEAST_PACE else None


class FrameCache:
    """The picture of a widget. Qt asks for it anew whenever something beside it changes too."""

    def __init__(self) -> None:
        self._picture = QPixmap()
        self._kept: dict[float | None, QPixmap] = {}  # by moment
        self.moment: float | None = None  # of a loop, whose pictures are kept; else None
        self._stale = True
        self._like = (QSize(), 0.0, tones())
        self.waits = False  # to be drawn anew: what is shown had another size

    @property
    def ready(self) -> bool:
        """Whether what is painted next was drawn already."""
        return self.moment in self._kept

    def renew(self, moment: float | None = None) -> None:
        """Have it painted anew the next time: drawn, if it is not of a moment that was kept."""
        self._stale, self.moment = True, moment

    def forget(self) -> None:
        """Keep no pictures of a loop any more."""
        self._kept.clear()
        self.moment = None

    def show(
        self, widget: QWidget, draw: Callable[[QPainter], None], *, patient: bool = False
    ) -> float:
        """Paint the widget; the seconds that took.

        Who is `patient` sees in another size what there is, made to fit, and has it drawn anew
        later: where many take another size, not all are to be drawn at once.
        """
        began = time.perf_counter()
        like = (widget.size(), widget.devicePixelRatioF(), tones())
        same = not self._stale and like[1:] == self._like[1:]
        self.waits = patient and same and like != self._like
        if not self.waits and not (same and like == self._like):
            if like != self._like:
                self.forget()
            self._stale, self._like = False, like
            kept = self._kept.get(self.moment)
            self._picture = self._drawn(*like[:2], draw) if kept is None else kept
            if self.moment is not None:
                self._kept[self.moment] = self._picture
        self._put(widget)
        return time.perf_counter() - began

    def _put(self, widget: QWidget) -> None:
        painter = QPainter(widget)
        if self.waits:
            painter.fillRect(widget.rect(), QColor(tones().ground))
            area = QRectF(widget.rect())
            place = QRectF(area.topLeft(), QSizeF(self._like[0]).scaled(area.size(), _FIT))
            place.moveCenter(area.center())
            painter.drawPixmap(place, self._picture, QRectF(self._picture.rect()))
        else:
            painter.drawPixmap(0, 0, self._picture)
        painter.end()

    @staticmethod
    def _drawn(size: QSize, ratio: float, draw: Callable[[QPainter], None]) -> QPixmap:
        picture = QPixmap(size * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw(painter)
        painter.end()
        return picture
