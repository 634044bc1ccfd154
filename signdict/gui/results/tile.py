"""One result: the moving sign, its gloss, its language, and how sure the answer is."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QCursor,
    QEnterEvent,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from signdict.core.languages import language
from signdict.gui.player.sign_view import SignView
from signdict.gui.theme.focus_ring import OWN
from signdict.gui.theme.style import Tones, tones
from signdict.gui.widgets.elided_text import ElidedText

if TYPE_CHECKING:
    from signdict.core.types import Match
    from signdict.pose.pose import Pose

#: From this confidence on, the word.
_WORDS = ((0.75, "close"), (0.4, "likely"), (0.0, "perhaps"))
#: Length of the bar and what lies between it and the word, in pixels.
_BAR, _BAR_GAP = 20, 6


class ConfidenceBar:
    """A short bar and a word, so that neither colour nor length speaks alone.

    Painted by the widget that it belongs to, at `rect`, in pixels of it.
    """

    def __init__(self, font: QFont) -> None:
        self._share, self.closer = 0.0, False
        self.word = self.number = ""
        self.rect = QRect()
        self.use(font)

    def use(self, font: QFont) -> None:
        """Write with these letters."""
        self._font, self._metrics = font, QFontMetrics(font)

    @property
    def text(self) -> str:
        """What stands beside the bar: the word, or for who looks `closer` the number."""
        return self.number if self.closer else self.word

    @property
    def name(self) -> str:
        """Word and number."""
        return f"{self.word}, {self.number}"

    @property
    def height(self) -> int:
        """How high it is, in pixels."""
        return self._metrics.height() + 2

    @property
    def width(self) -> int:
        """Room for the bar and for word or number, so that nothing moves when they change."""
        return (
            _BAR
            + _BAR_GAP
            + 1
            + max(map(self._metrics.horizontalAdvance, (self.word, self.number)))
        )

    def tell(self, share: float) -> None:
        """Be so sure, between 0 and 1."""
        word = next(word for least, word in _WORDS if share >= least)
        self._share = share
        self.word = {
            "close": QCoreApplication.translate("ConfidenceBar", "close"),
            "likely": QCoreApplication.translate("ConfidenceBar", "likely"),
            "perhaps": QCoreApplication.translate("ConfidenceBar", "perhaps"),
        }[word]
        number = QCoreApplication.translate("ConfidenceBar", "{number}%")
        self.number = number.format(number=round(100 * share))

    def paint(self, painter: QPainter, used: Tones) -> None:
        """Paint bar and word in these colours."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        bar = QRectF(self.rect.left(), self.rect.top() + self.rect.height() / 2 - 3, _BAR, 6)
        painter.setBrush(QColor(used.line))
        painter.drawRoundedRect(bar, 3, 3)
        bar.setWidth(max(6.0, _BAR * self._share))
        painter.setBrush(QColor(used.accent))
        painter.drawRoundedRect(bar, 3, 3)
        painter.setFont(self._font)
        painter.setPen(QColor(used.quiet))
        painter.drawText(
            self.rect.adjusted(_BAR + _BAR_GAP, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.text
        )


#: A sign can still be read at this size, in pixels.
_LEAST_VIEW = (100, 92)
_MARGIN, _SPACE, _GAP = 6, 2, 6
#: How much larger the gloss is written than other words.
_GLOSS = 1.5
#: What goes from tile to tile is left to whom they belong; a button would act by itself.
_PASSED_ON = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)


class Tile(QAbstractButton):
    """Opens with a click, Enter or Space; C compares it with what was signed."""

    opened = Signal(object)  # the match
    compared = Signal(object)  # the match

    def __init__(self, match: "Match", parent: QWidget | None = None, *, sure: bool = True) -> None:
        super().__init__(parent)
        self.clicked.connect(lambda: self.opened.emit(self.match))
        self._pointed, self._clip, self._sure = False, -1, sure  # of no sign yet
        self.view = SignView(self)
        self.view.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        font = self.font()
        self.gloss, self.where, self.source = (
            ElidedText(_larger(font)),
            ElidedText(font),
            ElidedText(font),
        )
        self.remarks, self.confidence = ElidedText(font, right=True), ConfidenceBar(font)
        self.setProperty(OWN, True)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.show_match(match, sure=sure)

    def show_match(self, match: "Match", *, sure: bool = True) -> None:
        """Show another result here; it moves when its landmarks are given."""
        self.match, self._sure, sign = match, sure, match.sign
        clip = sign.clips[0].id if sign.clips else -1
        if clip != self._clip:
            self.view.clear()
        self._clip = clip
        self.gloss.tell(sign.gloss)
        self.where.tell(self._place())
        self.source.tell(sign.source.title or sign.source.name)
        remarks = self._remarks()
        self.remarks.tell(" · ".join(remarks))
        self.confidence.tell(match.confidence)
        self._arrange()
        self.update()
        if self._pointed:
            self._tell(self.mapFromGlobal(QCursor.pos()))
        told = self.confidence.name if sure else ""
        spoken = (sign.gloss, self.where.whole, told, *remarks)
        self.setAccessibleName(", ".join(filter(None, spoken)))
        self.setAccessibleDescription(self.source.whole)

    def _place(self) -> str:
        """Where the sign is used; which variant it is, if it stands alone."""
        sign = self.match.sign
        variant = "" if self.match.variants else sign.variant
        return ", ".join(filter(None, (language(sign.sign_language).name, variant)))

    def _remarks(self) -> list[str]:
        """What else there is to say."""
        count = len(self.match.clips)
        mirrored = self.tr("in a mirror") if self.match.mirrored else ""
        clips = self.tr("%n clip(s)", "", count) if count > 1 else ""
        return [remark for remark in (mirrored, clips) if remark]

    @property
    def lines(self) -> tuple[ElidedText, ...]:
        """Every line of text, the gloss first."""
        return (self.gloss, self.where, self.source, self.remarks)

    def sizeHint(self) -> QSize:
        """Large enough to see fingers."""
        return QSize(200, 240)

    def minimumSizeHint(self) -> QSize:
        """Still readable, with all its lines."""
        words = sum(line.height + _SPACE for line in self.lines)
        wide, high = _LEAST_VIEW
        return QSize(wide + 2 * _MARGIN, high + words + 2 * _MARGIN)

    def show_pose(self, pose: "Pose") -> None:
        """Let the sign move."""
        self.view.show_pose(pose)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten words that do not fit; the tool tip has them whole."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Write with the letters that were chosen."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            font = self.font()
            for part in (self.where, self.source, self.remarks, self.confidence):
                part.use(font)
            self.gloss.use(_larger(font))
            self._arrange()

    def _arrange(self) -> None:
        """Give the words the room that they need, from below, and the sign what is left."""
        inner = self.rect().adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        high = self.confidence.height
        last = QRect(inner.left(), inner.bottom() + 1 - high, inner.width(), high)
        wide = min(self.confidence.width, last.width()) if self._sure else 0
        self.confidence.rect = QRect(last.topLeft(), QSize(wide, high))
        self.remarks.place(last.adjusted(wide + _GAP if wide else 0, 0, 0, 0))
        top = last.top() if self._sure or self.remarks.whole else last.bottom() + 1 + _SPACE
        for line in (self.source, self.where, self.gloss):
            top -= line.height + _SPACE
            line.place(QRect(inner.left(), top, inner.width(), line.height))
        self.view.setGeometry(inner.adjusted(0, 0, 0, top - _SPACE - inner.bottom() - 1))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell the whole of what is pointed at."""
        super().mouseMoveEvent(event)
        self._tell(event.position().toPoint())

    def _tell(self, place: QPoint) -> None:
        sure = self._sure and self.confidence.rect.contains(place)
        told = self.confidence.name if sure else ""
        for line in self.lines:
            if line.rect.contains(place):
                told = line.whole
        if told != self.toolTip():
            self.setToolTip(told)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Write the words, and show where the focus is."""
        written = event.rect().bottom() >= self.gloss.rect.top()  # not where only the sign moves
        if not written and not self.hasFocus():
            return
        painter, used = QPainter(self), tones()
        if written:
            if self._sure:  # before lines that may begin on the right
                self.confidence.paint(painter, used)
            for line in self.lines:
                line.paint(painter, used.text if line is self.gloss else used.quiet)
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(used.accent), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 10, 10)
        painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring, and the number."""
        super().focusInEvent(event)
        self._attend()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self._attend()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show the number to who points here."""
        super().enterEvent(event)
        self._pointed = True
        self._attend()

    def leaveEvent(self, event: QEvent) -> None:
        """Show the word again."""
        super().leaveEvent(event)
        self._pointed = False
        self._attend()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter, compare with C; Space is every button's own key."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() == Qt.Key.Key_C and not event.modifiers():
            self.compared.emit(self.match)
        elif event.key() in _PASSED_ON:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _attend(self) -> None:
        attended = self.hasFocus() or self._pointed
        self.confidence.closer = attended
        self.view.attend(attended)
        self.update()


def _larger(font: QFont) -> QFont:
    made = QFont(font)
    made.setPointSizeF(_GLOSS * font.pointSizeF())
    return made
