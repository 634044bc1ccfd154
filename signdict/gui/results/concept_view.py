"""One concept in all sign languages: its signs side by side, played together."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from signdict.gui.player.sign_view import SignView
from signdict.gui.player.ticker import Ticker
from signdict.gui.theme import icons
from signdict.gui.theme.reduced_motion import still
from signdict.gui.widgets import shortcuts
from signdict.gui.widgets.filters import name_of, some_names

if TYPE_CHECKING:
    from signdict.core.types import Match
    from signdict.pose.pose import Pose

_SPEEDS = (0.25, 0.5, 1.0)
#: Pause before a repeat and one frame, in seconds.
_REST, _STEP = 0.4, 1 / 25
#: Signs per row, and the smallest height of a row in pixels; further rows are scrolled to.
_PER_ROW, _HEIGHT = 4, 260


class ConceptView(QWidget):
    """Plays all signs from the same time; when the longest has ended, all start again."""

    closed = Signal()
    wanted = Signal(list)  # clip ids
    opened = Signal(object)  # a sign

    def __init__(self, act: str = "", parent: QWidget | None = None) -> None:
        """Label the button below each sign `act`, or else "Enlarge"."""
        super().__init__(parent)
        self._act = act or self.tr("Enlarge")
        self.views: dict[int, SignView] = {}  # by clip
        self._seconds, self._playing = 0.0, True
        self._make_buttons()
        self.speed = QComboBox()
        self.speed.setAccessibleName(self.tr("Speed"))
        for speed in _SPEEDS:
            self.speed.addItem(self.tr("{speed} x").format(speed=f"{speed:g}"), speed)
        self.speed.setCurrentIndex(len(_SPEEDS) - 1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._ticker = Ticker(self)
        self._ticker.passed.connect(self._tick)
        self._arrange()
        shortcuts.key(self, "Esc", self.closed.emit)

    def _make_buttons(self) -> None:
        self.title = QLabel()
        self.title.setObjectName("title")
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.back = QPushButton(self.tr("Back"))
        self.back.setToolTip(self.tr("Back to the results (Esc)"))
        self.back.clicked.connect(self.closed)
        self.play = shortcuts.button(self, "pause", self.tr("Play or pause"), "Space")
        self.play.clicked.connect(lambda: self.set_playing(not self._playing))
        self.back_frame = shortcuts.button(self, "back-frame", self.tr("One frame back"), ",")
        self.back_frame.clicked.connect(lambda: self.step(-1))
        self.next_frame = shortcuts.button(self, "next-frame", self.tr("One frame forward"), ".")
        self.next_frame.clicked.connect(lambda: self.step(1))
        self.mirror = shortcuts.button(self, "mirror", self.tr("Mirror"), "M")
        self.mirror.setCheckable(True)
        self.mirror.toggled.connect(self._set_mirrored)

    @property
    def seconds(self) -> float:
        """The duration of the longest sign, in seconds."""
        return max((view.seconds for view in self.views.values()), default=0.0)

    def show_concept(self, matches: "Sequence[Match]") -> None:
        """Show the signs of a concept, at least one, and ask for their landmarks."""
        ground = QWidget()
        grid = QGridLayout(ground)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(16)
        self.views = {}
        shown = [match for match in matches if match.sign.clips]
        signs = [match.sign for match in shown]
        for number, match in enumerate(shown):
            grid.addWidget(self._cell(match), *divmod(number, _PER_ROW))
        for column in range(min(len(signs), _PER_ROW)):
            grid.setColumnStretch(column, 1)
        self._scroll.setWidget(ground)
        codes = {code for match in shown for code in match.languages}
        count = sum(len(match.signs) for match in shown)
        title = self.tr("{gloss} (signs: {count}, languages: {languages})")
        gloss = matches[0].sign.gloss
        self.title.setText(title.format(gloss=gloss, count=count, languages=len(codes)))
        self.setAccessibleName(self.title.text())
        self._seconds = 0.0
        self.set_playing(not still())
        self.wanted.emit([sign.clips[0].id for sign in signs])
        self.back.setFocus()

    def set_pose(self, clip_id: int, pose: "Pose") -> None:
        """Play the landmarks of a clip together with the others."""
        view = self.views.get(clip_id)
        if view:
            view.show_pose(pose)
            view.set_playing(False)
            view.seek(min(self._seconds, view.seconds))

    def set_playing(self, playing: bool) -> None:  # noqa: FBT001 - a slot
        """Play or pause all signs."""
        self._playing = playing
        self._ticker.restart()
        self.play.setIcon(icons.icon("pause" if playing else "play"))

    def step(self, frames: int) -> None:
        """Pause, and move by a number of frames, 25 per second; a negative one goes back."""
        self.set_playing(False)
        self.seek((self._seconds + frames * _STEP) % max(self.seconds, _STEP))

    def seek(self, seconds: float) -> None:
        """Show all signs at a time; shorter signs stay at their end."""
        self._seconds = seconds
        for view in self.views.values():
            view.seek(min(seconds, view.seconds))

    def _tick(self, passed: float) -> None:
        if self._playing:
            seconds = self._seconds + passed * float(self.speed.currentData())
            self.seek(0.0 if seconds > self.seconds + _REST else seconds)

    def _set_mirrored(self, mirrored: bool) -> None:  # noqa: FBT001 - a slot
        for view in self.views.values():
            view.set_mirrored(mirrored)

    def _cell(self, match: "Match") -> QWidget:
        sign = match.sign
        cell = QWidget()
        cell.setMinimumHeight(_HEIGHT)
        view = SignView()
        view.setAccessibleName(f"{sign.gloss}, {name_of(sign.sign_language)}")
        view.set_mirrored(self.mirror.isChecked())
        view.set_playing(False)
        # or a scroll area makes the rows higher than the window before any view shrinks
        view.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.views[sign.clips[0].id] = view
        language = _languages(match)
        parts = (sign.gloss, sign.variant, ", ".join(source.label for source in match.sources))
        details = QLabel(" · ".join(filter(None, parts)))
        details.setObjectName("quiet")
        details.setTextFormat(Qt.TextFormat.PlainText)
        details.setWordWrap(True)
        details.setAlignment(Qt.AlignmentFlag.AlignTop)
        lines = 3 * details.fontMetrics().lineSpacing()  # or the views differ in height
        details.setMinimumHeight(lines)
        button = QPushButton(self._act)
        text = self.tr("{act}: {name}")
        button.setAccessibleName(text.format(act=self._act, name=view.accessibleName()))
        button.clicked.connect(lambda: self.opened.emit(sign))
        column = QVBoxLayout(cell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(view, 1)
        for label in (language, details):
            column.addWidget(label)
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return cell

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.back)
        row.addWidget(self.title, 1)
        for widget in (self.back_frame, self.play, self.next_frame, self.speed, self.mirror):
            row.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addLayout(row)
        column.addWidget(self._scroll, 1)


def _languages(match: "Match") -> QLabel:
    """Return a label with the sign languages of a match; the tool tip names all."""
    label = QLabel(some_names(match.languages))
    label.setToolTip(", ".join(map(name_of, match.languages)) if match.alike else "")
    label.setObjectName("gloss")
    label.setWordWrap(True)
    return label
