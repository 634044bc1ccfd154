"""One result as a tile: the moving sign, its gloss and language, and the confidence."""

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

from signdict.gui.player.sign_view import SignView
from signdict.gui.theme.focus_ring import OWN
from signdict.gui.theme.style import Tones, tones
from signdict.gui.widgets.elided_text import ElidedText
from signdict.gui.widgets.filters import some_names

if TYPE_CHECKING:
    from signdict.core.types import Match
    from signdict.pose.pose import Pose

#: Smallest size (width, height) of a moving sign that can still be read, in pixels.
_LEAST_VIEW = (100, 92)
_MARGIN, _SPACE, _GAP = 6, 2, 6
#: Size of the gloss relative to other text.
_GLOSS = 1.5
#: Keys that the tile ignores, because they move between tiles.
_IGNORED = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)
#: The word for each confidence, from the given value up.
_WORDS = ((0.75, "close"), (0.4, "likely"), (0.0, "perhaps"))
#: Length of the bar, and its distance from the word, in pixels.
_BAR, _BAR_GAP = 20, 6


class Tile(QAbstractButton):
    """A result; a click, Enter or Space opens it, C compares it with the attempt."""

    opened = Signal(object)  # the match
    compared = Signal(object)  # the match

    def __init__(self, match: "Match", parent: QWidget | None = None, *, sure: bool = True) -> None:
        super().__init__(parent)
        self.clicked.connect(lambda: self.opened.emit(self.match))
        self._hovered, self._clip, self._sure = False, -1, sure
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
        """Show another result; `sure` shows its confidence, if it has one.

        The result moves once it has landmarks.
        """
        self.match, sign = match, match.sign
        self._sure = sure and match.confidence is not None
        clip = sign.clips[0].id if sign.clips else -1
        if clip != self._clip:
            self.view.clear()
        self._clip = clip
        self.gloss.tell(sign.gloss)
        self.where.tell(self._language())
        self.source.tell(", ".join(source.label for source in match.sources))
        remarks = self._remarks()
        self.remarks.tell(" · ".join(remarks))
        self.confidence.set_confidence(match.confidence or 0.0)
        self._arrange()
        self.update()
        if self._hovered:
            self._update_tool_tip(self.mapFromGlobal(QCursor.pos()))
        confidence = self.confidence.name if self._sure else ""
        parts = (sign.gloss, self.where.whole, confidence, *remarks)
        self.setAccessibleName(", ".join(filter(None, parts)))
        self.setAccessibleDescription(self.source.whole)

    def _language(self) -> str:
        """Return the sign languages, and the variant of a sign that is shown without others."""
        match = self.match
        variant = "" if match.variants or match.alike else match.sign.variant
        return ", ".join(filter(None, (some_names(match.languages), variant)))

    def _remarks(self) -> list[str]:
        """Return whether the mirror image matched, and the number of clips."""
        count = len(self.match.clips)
        mirrored = self.tr("mirrored") if self.match.mirrored else ""
        clips = self.tr("%n clip(s)", "", count) if count > 1 else ""
        return [remark for remark in (mirrored, clips) if remark]

    @property
    def lines(self) -> tuple[ElidedText, ...]:
        """All lines of text, the gloss first."""
        return (self.gloss, self.where, self.source, self.remarks)

    def sizeHint(self) -> QSize:
        """Return a size at which fingers can be seen."""
        return QSize(200, 240)

    def minimumSizeHint(self) -> QSize:
        """Return the smallest readable size, with all lines."""
        text = sum(line.height + _SPACE for line in self.lines)
        width, height = _LEAST_VIEW
        return QSize(width + 2 * _MARGIN, height + text + 2 * _MARGIN)

    def show_pose(self, pose: "Pose") -> None:
        """Play landmarks of the sign."""
        self.view.show_pose(pose)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Elide text that does not fit; the tool tip shows it in full."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Use another font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            font = self.font()
            for part in (self.where, self.source, self.remarks, self.confidence):
                part.use(font)
            self.gloss.use(_larger(font))
            self._arrange()

    def _arrange(self) -> None:
        """Give the text the room that it needs, from the bottom, and the sign the rest."""
        inner = self.rect().adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        height = self.confidence.height
        last = QRect(inner.left(), inner.bottom() + 1 - height, inner.width(), height)
        width = min(self.confidence.width, last.width()) if self._sure else 0
        self.confidence.rect = QRect(last.topLeft(), QSize(width, height))
        self.remarks.place(last.adjusted(width + _GAP if width else 0, 0, 0, 0))
        top = last.top() if self._sure or self.remarks.whole else last.bottom() + 1 + _SPACE
        for line in (self.source, self.where, self.gloss):
            top -= line.height + _SPACE
            line.place(QRect(inner.left(), top, inner.width(), line.height))
        self.view.setGeometry(inner.adjusted(0, 0, 0, top - _SPACE - inner.bottom() - 1))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show in the tool tip the full text under the pointer."""
        super().mouseMoveEvent(event)
        self._update_tool_tip(event.position().toPoint())

    def _update_tool_tip(self, point: QPoint) -> None:
        on_bar = self._sure and self.confidence.rect.contains(point)
        text = self.confidence.name if on_bar else ""
        for line in self.lines:
            if line.rect.contains(point):
                text = line.whole
        if text != self.toolTip():
            self.setToolTip(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the text, and a ring if the tile has the focus."""
        text = event.rect().bottom() >= self.gloss.rect.top()  # often only the sign moves
        if not text and not self.hasFocus():
            return
        painter, used = QPainter(self), tones()
        if text:
            if self._sure:  # before lines that may start on the right
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
        """Show the ring, and the confidence as a number."""
        super().focusInEvent(event)
        self._attend()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the ring."""
        super().focusOutEvent(event)
        self._attend()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show the confidence as a number."""
        super().enterEvent(event)
        self._hovered = True
        self._attend()

    def leaveEvent(self, event: QEvent) -> None:
        """Show the confidence as a word again."""
        super().leaveEvent(event)
        self._hovered = False
        self._attend()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter, compare with C; Space works as for every button."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() == Qt.Key.Key_C and not event.modifiers():
            self.compared.emit(self.match)
        elif event.key() in _IGNORED:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _attend(self) -> None:
        """Show more while the tile has the focus or the pointer."""
        attended = self.hasFocus() or self._hovered
        self.confidence.exact = attended
        self.view.attend(attended)
        self.update()


class ConfidenceBar:
    """A short bar and a word, so that a confidence does not depend on colour or length alone.

    The tile paints it at `rect`, in its own pixels.
    """

    def __init__(self, font: QFont) -> None:
        self._confidence, self.exact = 0.0, False
        self.word = self.number = ""
        self.rect = QRect()
        self.use(font)

    def use(self, font: QFont) -> None:
        """Use another font."""
        self._font, self._metrics = font, QFontMetrics(font)

    @property
    def text(self) -> str:
        """The text next to the bar: the word, or the number if `exact`."""
        return self.number if self.exact else self.word

    @property
    def name(self) -> str:
        """The word and the number."""
        return f"{self.word}, {self.number}"

    @property
    def height(self) -> int:
        """Its height, in pixels."""
        return self._metrics.height() + 2

    @property
    def width(self) -> int:
        """Its width in pixels, enough for word and number, so that nothing moves between them."""
        text = max(map(self._metrics.horizontalAdvance, (self.word, self.number)))
        return _BAR + _BAR_GAP + 1 + text

    def set_confidence(self, confidence: float) -> None:
        """Show a confidence between 0 and 1."""
        word = next(word for least, word in _WORDS if confidence >= least)
        self._confidence = confidence
        self.word = {
            "close": QCoreApplication.translate("ConfidenceBar", "close"),
            "likely": QCoreApplication.translate("ConfidenceBar", "likely"),
            "perhaps": QCoreApplication.translate("ConfidenceBar", "perhaps"),
        }[word]
        number = QCoreApplication.translate("ConfidenceBar", "{number}%")
        self.number = number.format(number=round(100 * confidence))

    def paint(self, painter: QPainter, used: Tones) -> None:
        """Paint the bar and the text in the colours of a scheme."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        bar = QRectF(self.rect.left(), self.rect.top() + self.rect.height() / 2 - 3, _BAR, 6)
        painter.setBrush(QColor(used.line))
        painter.drawRoundedRect(bar, 3, 3)
        bar.setWidth(max(6.0, _BAR * self._confidence))
        painter.setBrush(QColor(used.accent))
        painter.drawRoundedRect(bar, 3, 3)
        painter.setFont(self._font)
        painter.setPen(QColor(used.quiet))
        painter.drawText(
            self.rect.adjusted(_BAR + _BAR_GAP, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.text
        )


def _larger(font: QFont) -> QFont:
    larger = QFont(font)
    larger.setPointSizeF(_GLOSS * font.pointSizeF())
    return larger
