"""The current pair of signs side by side in step, and in words: kinds of pairs, differences."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLabel, QPushButton, QWidget

from signdict.gui.linguist.sign_card import PAUSE
from signdict.gui.player.pair import PairView
from signdict.gui.results import facet_words
from signdict.gui.theme import icons
from signdict.gui.widgets import shortcuts
from signdict.gui.widgets.filters import name_of

if TYPE_CHECKING:
    from signdict.core.types import Sign, SignSummary
    from signdict.linguistics.pairs import MinimalPair, Pair
    from signdict.pose.comparison import AttemptComparison
    from signdict.pose.pose import Pose

#: Pairs that differ in one facet only: a kind in addition to those of `signdict.linguistics.pairs`.
MINIMAL = "minimal"
#: The facets that may differ, in the order in which differences are listed.
DIFFERING = ("hands", "place", "movement", "handshape")
_SPEEDS = (0.25, 0.5, 1.0)
#: One frame at 25 frames per second, in seconds.
_STEP = 1 / 25


class PairCard(QWidget):
    """Shows a pair, and asks for its landmarks once it has been shown for a short while."""

    wanted = Signal(int, int)  # the ids of both signs
    explored = Signal(int)  # the id of one of them

    def __init__(self, within: QWidget, parent: QWidget | None = None) -> None:
        """Let the player's keys work in `within`, the list of pairs."""
        super().__init__(parent)
        self._ids: tuple[int, int] | None = None
        self.pair = PairView()
        self.pair.setMinimumHeight(160)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._ask)
        self.back_frame = shortcuts.button(within, "back-frame", self.tr("One frame back"), ",")
        self.play = shortcuts.button(within, "play", self.tr("Play or pause"), "Space")
        self.next_frame = shortcuts.button(within, "next-frame", self.tr("One frame forward"), ".")
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
        self.remark = QLabel()
        self._connect()
        self._arrange()

    def show_pair(self, pair: "Pair | MinimalPair") -> None:
        """Name both signs, and ask for their landmarks soon."""
        self._ids = pair.first.id, pair.second.id
        self.pair.clear()
        self.pair.name(_title(pair.second), _title(pair.first))
        keys = ("Return", "Shift+Return")
        sides = zip((pair.first, pair.second), self.captions, self.explore, keys, strict=True)
        for item, caption, explore, key in sides:
            caption.setText(item.source)
            tip = self.tr("Show signs like {name} in all sign languages ({key})")
            explore.setToolTip(tip.format(name=item.name, key=key))
            explore.setAccessibleName(self.tr("Show signs like {name}").format(name=item.name))
        self.remark.setText("")
        self._pause.start()

    def show_both(self, compared: "ComparedSigns") -> None:
        """Play both signs and describe them, if they are still the current pair."""
        signs = compared.first, compared.second
        if (compared.first.id, compared.second.id) != self._ids:
            return
        own, other = (f"{sign.gloss}, {name_of(sign.sign_language)}" for sign in signs)
        comparison = compared.comparison
        self.pair.show_pair(compared.pose, comparison.pose, comparison.comparison, other, own)
        for sign, facets, caption in zip(signs, compared.facets, self.captions, strict=True):
            values = " · ".join(describe_value(name, facets[name]) for name in facets)
            terms = [
                " · ".join(filter(None, (source.label, source.attribution, source.licence)))
                for source in sign.sources
            ]
            caption.setText("\n".join(filter(None, (values, *terms))))
        self.remark.setText(self._remark(compared))

    def show_problem(self, message: str, hint: str) -> None:
        """Show why the signs cannot be compared."""
        self.remark.setText(f"{message} {hint}".strip())

    def _remark(self, compared: "ComparedSigns") -> str:
        different = differences(*compared.facets)
        lines = []
        if different:
            lines.append(self.tr("Differences: {what}").format(what="; ".join(different)))
        elif all(compared.facets):
            lines.append(self.tr("Hands, place, movement and handshape are the same."))
        if compared.comparison.comparison.mirrored:
            lines.append(self.tr("The second sign is shown mirrored because it fits better."))
        return "\n".join(lines)

    def _ask(self) -> None:
        if self._ids:
            self.wanted.emit(*self._ids)

    def _explore(self, side: int) -> None:
        if self._ids:
            self.explored.emit(self._ids[side])

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
        grid.addWidget(self.remark, 2, 0, 1, 2)
        for label in (*self.captions, self.remark):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.remark.setMinimumHeight(2 * self.fontMetrics().lineSpacing())  # or the signs jump
        for side, (caption, explore) in enumerate(zip(self.captions, self.explore, strict=True)):
            caption.setObjectName("quiet")
            caption.setMinimumHeight(4 * self.fontMetrics().lineSpacing())
            grid.addWidget(caption, 3, side)
            grid.addWidget(explore, 4, side, Qt.AlignmentFlag.AlignLeft)
            grid.setColumnStretch(side, 1)
        grid.setRowStretch(0, 1)


@dataclass(frozen=True, slots=True, eq=False)
class ComparedSigns:
    """Two signs, the landmarks of the first, and its comparison with the second.

    `facets` describes each sign (see `signdict.linguistics.pairs.described`); it is empty for a
    sign without visible hands.
    """

    first: "Sign"
    second: "Sign"
    pose: "Pose"
    comparison: "AttemptComparison"
    facets: tuple[Mapping[str, str], Mapping[str, str]]


def kinds() -> dict[str, str]:
    """Return the name of each kind of pair."""
    return {
        "form": QCoreApplication.translate("pairs", "Same form, different meaning"),
        "both": QCoreApplication.translate("pairs", "Same form and meaning"),
        "meaning": QCoreApplication.translate("pairs", "Same meaning, different form"),
        MINIMAL: QCoreApplication.translate("pairs", "Minimal pairs: one facet differs"),
    }


def describe_value(name: str, value: str) -> str:
    """Return a value of one of the `DIFFERING` facets in words."""
    first, _, symmetry = value.partition(", ")
    words = [_word(name, first)]
    if symmetry:
        words.append(_symmetries().get(symmetry, symmetry))
    return ", ".join(words)


def describe_values(name: str, values: tuple[str, str]) -> str:
    """Return the values of a facet of two signs in words."""
    first, second = (describe_value(name, value) for value in values)
    text = QCoreApplication.translate("pairs", "{first} / {second}")
    return text.format(first=first, second=second)


def describe_difference(name: str, values: tuple[str, str]) -> str:
    """Return a facet in which two signs differ, with the values of both, in words."""
    text = QCoreApplication.translate("pairs", "{name}: {values}")
    return text.format(name=facet_words.name(name), values=describe_values(name, values))


def differences(first: Mapping[str, str], second: Mapping[str, str]) -> list[str]:
    """Return all differences between the facets of two signs, where both are known."""
    return [
        describe_difference(name, (first[name], second[name]))
        for name in DIFFERING
        if name in first and name in second and first[name] != second[name]
    ]


def _word(name: str, value: str) -> str:
    choices = facet_words.choices(name)
    return next((word for word, values in choices.items() if value in values), value)


def _symmetries() -> dict[str, str]:
    return {
        "mirrored": QCoreApplication.translate("pairs", "mirrored"),
        "alternating": QCoreApplication.translate("pairs", "alternating"),
        "different": QCoreApplication.translate("pairs", "not symmetric"),
    }


def _title(item: "SignSummary") -> str:
    return f"{item.name}, {name_of(item.sign_language)}"
