"""One result: the moving sign, its gloss, its language, and how sure the answer is."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from signdict.gui.confidence import Confidence
from signdict.gui.focus import OWN
from signdict.gui.style import tones
from signdict.gui.view import SignView
from signdict.languages import language

if TYPE_CHECKING:
    from signdict.pose import Pose
    from signdict.signs import Match

#: A sign can still be read at this size, in pixels.
_LEAST_VIEW = (100, 92)
_MARGIN, _SPACE = 6, 2


class Tile(QAbstractButton):
    """Opens with a click, Enter or Space; C compares it with what was signed."""

    opened = Signal(object)  # the match
    compared = Signal(object)  # the match

    def __init__(self, match: "Match", parent: QWidget | None = None, *, sure: bool = True) -> None:
        super().__init__(parent)
        self.clicked.connect(lambda: self.opened.emit(self.match))
        self._pointed, self._clip = False, -1  # of no sign yet
        self.view = SignView()
        self.view.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._gloss, self._where = _line("gloss"), _line("quiet")
        self._source, self._more = _line("quiet"), _line("quiet")
        self._more.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.confidence = Confidence()
        self._arrange()
        self.setProperty(OWN, True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.show_match(match, sure=sure)

    def show_match(self, match: "Match", *, sure: bool = True) -> None:
        """Show another result here; it moves when its landmarks are given."""
        self.match, sign = match, match.sign
        clip = sign.clips[0].id if sign.clips else -1
        if clip != self._clip:
            self.view.clear()
        self._clip = clip
        self._gloss.setToolTip(sign.gloss)
        self._where.setToolTip(self._place())
        self._source.setToolTip(sign.source.title or sign.source.name)
        self._more.setToolTip(" · ".join(self._remarks()))
        self.confidence.show_share(match.confidence)
        self.confidence.setVisible(sure)
        self._more.setVisible(sure or bool(self._more.toolTip()))
        self._shorten()
        told = self.confidence.accessibleName() if sure else ""
        spoken = (sign.gloss, self._where.toolTip(), told, *self._remarks())
        self.setAccessibleName(", ".join(filter(None, spoken)))
        self.setAccessibleDescription(self._source.toolTip())

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.confidence)
        row.addWidget(self._more, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        column.setSpacing(_SPACE)
        column.addWidget(self.view, 1)
        column.addWidget(self._gloss)
        column.addWidget(self._where)
        column.addWidget(self._source)
        column.addLayout(row)

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
    def lines(self) -> tuple[QLabel, ...]:
        """Every line of text, the gloss first."""
        return (self._gloss, self._where, self._source, self._more)

    def sizeHint(self) -> QSize:
        """Large enough to see fingers."""
        return QSize(200, 240)

    def minimumSizeHint(self) -> QSize:
        """Still readable, with all its lines."""
        words = sum(label.minimumHeight() + _SPACE for label in self.lines)
        wide, high = _LEAST_VIEW
        return QSize(wide + 2 * _MARGIN, high + words + 2 * _MARGIN)

    def show_pose(self, pose: "Pose") -> None:
        """Let the sign move."""
        self.view.show_pose(pose)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten words that do not fit; the tool tip has them whole."""
        super().resizeEvent(event)
        self._shorten()

    def _shorten(self) -> None:
        for label in self.lines:
            room = max(label.width(), 20)
            text = label.fontMetrics().elidedText(
                label.toolTip(), Qt.TextElideMode.ElideRight, room
            )
            label.setText(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show where the focus is."""
        del event
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(tones().accent), 2))
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
        else:
            super().keyPressEvent(event)

    def _attend(self) -> None:
        attended = self.hasFocus() or self._pointed
        self.confidence.look_closer(attended)
        self.view.attend(attended)
        self.update()


def _line(name: str) -> QLabel:
    """One line of text that gives way; the whole of it is its tool tip."""
    label = QLabel()
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    label.ensurePolished()  # the gloss is larger than other lines, by the style sheet
    label.setMinimumHeight(label.fontMetrics().height())
    return label
