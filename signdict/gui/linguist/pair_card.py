"""The pair that is meant: both signs moving in step, what is known of them, and what differs."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLabel, QPushButton, QWidget

from signdict.gui.player.pair import PairView
from signdict.gui.results import facet_words
from signdict.gui.theme import icons
from signdict.gui.widgets import shortcuts
from signdict.gui.widgets.filters import name_of

if TYPE_CHECKING:
    from signdict.core.types import Sign, SignSummary
    from signdict.linguistics import pairs
    from signdict.linguistics.pairs import MinimalPair
    from signdict.pose.comparison import AttemptComparison
    from signdict.pose.pose import Pose

#: Pairs that differ in one facet alone: a kind beside those of `signdict.pairs`.
MINIMAL = "minimal"
#: What may differ, in the order in which people are told.
DIFFERING = ("hands", "place", "movement", "handshape")


def kinds() -> dict[str, str]:
    """What each kind of pair is called."""
    return {
        "form": QCoreApplication.translate("pairs", "Same form, other meaning"),
        "both": QCoreApplication.translate("pairs", "Same meaning and same form"),
        "meaning": QCoreApplication.translate("pairs", "Same meaning, other form"),
        MINIMAL: QCoreApplication.translate("pairs", "Minimal pairs: one facet differs"),
    }


def value(name: str, told: str) -> str:
    """What a sign is in one of the properties that may differ (see `signdict.minimal`)."""
    first, _, symmetry = told.partition(", ")
    words = [_word(name, first)]
    if symmetry:
        words.append(_symmetries().get(symmetry, symmetry))
    return ", ".join(words)


def both(name: str, values: tuple[str, str]) -> str:
    """What each of two signs is in a property."""
    said = QCoreApplication.translate("pairs", "{first} / {second}")
    first, second = (value(name, one) for one in values)
    return said.format(first=first, second=second)


def difference(name: str, values: tuple[str, str]) -> str:
    """In what two signs differ, and how."""
    said = QCoreApplication.translate("pairs", "{name}: {values}")
    return said.format(name=facet_words.name(name), values=both(name, values))


def differences(first: Mapping[str, str], second: Mapping[str, str]) -> list[str]:
    """All that differs between two signs, as far as both are known."""
    return [
        difference(name, (first[name], second[name]))
        for name in DIFFERING
        if name in first and name in second and first[name] != second[name]
    ]


def _word(name: str, told: str) -> str:
    """One value of a facet."""
    found = (word for word, values in facet_words.offered(name).items() if told in values)
    return next(found, told)


def _symmetries() -> dict[str, str]:
    return {
        "mirrored": QCoreApplication.translate("pairs", "alike"),
        "alternating": QCoreApplication.translate("pairs", "in turn"),
        "different": QCoreApplication.translate("pairs", "not alike"),
    }


_SPEEDS = (0.25, 0.5, 1.0)
_STEP = 1 / 25
#: A pair plays when it has been meant for so long, in milliseconds.
_PAUSE = 80


@dataclass(frozen=True, slots=True, eq=False)
class ComparedSigns:
    """Two signs, the landmarks of the first beside those of the second, and what is told of each
    by its facets (see `signdict.minimal`); nothing where no hand is seen."""

    first: "Sign"
    second: "Sign"
    pose: "Pose"
    beside: "AttemptComparison"
    told: tuple[Mapping[str, str], Mapping[str, str]]


class PairCard(QWidget):
    """Asks for the landmarks of the pair that it shows, once somebody rests on it."""

    wanted = Signal(int, int)  # the numbers of both signs
    explored = Signal(int)  # the number of one

    def __init__(self, within: QWidget, parent: QWidget | None = None) -> None:
        """Have the keys of the player work in another widget, the list of pairs."""
        super().__init__(parent)
        self._numbers: tuple[int, int] | None = None
        self.pair = PairView()
        self.pair.setMinimumHeight(160)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._ask)
        self.back_frame = shortcuts.button(within, "back-frame", self.tr("One frame back"), ",")
        self.play = shortcuts.button(within, "play", self.tr("Play or pause"), "Space")
        self.next_frame = shortcuts.button(within, "next-frame", self.tr("One frame on"), ".")
        self.mirror = shortcuts.button(within, "mirror", self.tr("Mirror both"), "Ctrl+M")
        self.mirror.setCheckable(True)
        self.speed = QComboBox()
        self.speed.setAccessibleName(self.tr("Speed"))
        self.speed.setToolTip(self.tr("Speed"))
        for speed in _SPEEDS:
            self.speed.addItem(self.tr("{speed} x").format(speed=f"{speed:g}"), speed)
        self.speed.setCurrentIndex(len(_SPEEDS) - 1)
        self.captions = (QLabel(), QLabel())
        self.explore = (QPushButton(), QPushButton())
        self.told = QLabel()
        self._connect()
        self._arrange()

    def show_pair(self, pair: "pairs.Pair | MinimalPair") -> None:
        """Name both signs, and ask for their landmarks."""
        self._numbers = pair.first.id, pair.second.id
        self.pair.clear()
        self.pair.name(_named(pair.second), _named(pair.first))
        keys = ("Return", "Shift+Return")
        sides = zip((pair.first, pair.second), self.captions, self.explore, keys, strict=True)
        for item, caption, explore, key in sides:
            caption.setText(item.source)
            said = self.tr("What looks like {name}, in all sign languages ({key})")
            explore.setToolTip(said.format(name=item.name, key=key))
            explore.setAccessibleName(self.tr("What looks like {name}").format(name=item.name))
        self.told.setText("")
        self._pause.start()

    def show_both(self, both: ComparedSigns) -> None:
        """Play both, and tell what is known of them and what differs, if they are still meant."""
        if (both.first.id, both.second.id) != self._numbers:
            return
        first, second = both.first, both.second
        names = (f"{s.gloss}, {name_of(s.sign_language)}" for s in (first, second))
        own, other = names
        self.pair.show_pair(both.pose, both.beside.pose, both.beside.comparison, other, own)
        for sign, told, caption in zip((first, second), both.told, self.captions, strict=True):
            seen = " · ".join(value(name, told[name]) for name in told)
            source = sign.source
            known = (source.title or source.name, source.attribution, source.licence)
            caption.setText("\n".join(filter(None, (seen, " · ".join(filter(None, known))))))
        self.told.setText(self._difference(both))

    def show_problem(self, message: str, hint: str) -> None:
        """Say why both cannot be seen side by side."""
        self.told.setText(f"{message} {hint}".strip())

    def _difference(self, both: ComparedSigns) -> str:
        found = differences(*both.told)
        lines = [self.tr("What differs: {what}").format(what="; ".join(found))] if found else []
        if not found and all(both.told):
            lines.append(self.tr("Hands, place, movement and handshape are the same."))
        if both.beside.comparison.mirrored:
            lines.append(self.tr("The second sign is shown as in a mirror, as it fits better so."))
        return "\n".join(lines)

    def _ask(self) -> None:
        if self._numbers:
            self.wanted.emit(*self._numbers)

    def _explore(self, side: int) -> None:
        if self._numbers:
            self.explored.emit(self._numbers[side])

    def _on_playing(self, playing: bool) -> None:  # noqa: FBT001 - a slot
        self.play.setIcon(icons.icon("pause" if playing else "play"))

    def _connect(self) -> None:
        self.pair.playing_changed.connect(self._on_playing)
        self.play.clicked.connect(lambda: self.pair.play(not self.pair.playing))
        self.back_frame.clicked.connect(lambda: self.pair.step(-_STEP))
        self.next_frame.clicked.connect(lambda: self.pair.step(_STEP))
        self.mirror.toggled.connect(self.pair.set_mirrored)
        self.speed.currentIndexChanged.connect(
            lambda _: setattr(self.pair, "speed", self.speed.currentData())
        )
        for side, explore in enumerate(self.explore):
            explore.setText(self.tr("What looks like this?"))
            explore.clicked.connect(partial(self._explore, side))

    def _arrange(self) -> None:
        tools = QHBoxLayout()
        tools.setSpacing(4)
        for tool in (self.back_frame, self.play, self.next_frame, self.speed, self.mirror):
            tools.addWidget(tool)
        tools.addStretch(1)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        grid.addWidget(self.pair, 0, 0, 1, 2)
        grid.addLayout(tools, 1, 0, 1, 2)
        grid.addWidget(self.told, 2, 0, 1, 2)
        for label in (*self.captions, self.told):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.told.setMinimumHeight(2 * self.fontMetrics().lineSpacing())  # or the signs jump
        for side, (caption, explore) in enumerate(zip(self.captions, self.explore, strict=True)):
            caption.setObjectName("quiet")
            caption.setMinimumHeight(4 * self.fontMetrics().lineSpacing())
            grid.addWidget(caption, 3, side)
            grid.addWidget(explore, 4, side, Qt.AlignmentFlag.AlignLeft)
            grid.setColumnStretch(side, 1)
        grid.setRowStretch(0, 1)


def _named(item: "SignSummary") -> str:
    return f"{item.name}, {name_of(item.sign_language)}"
