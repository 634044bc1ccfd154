"""Narrow an answer by what the signs look like, without asking again."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QEnterEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from signdict.gui.results import facet_words
from signdict.gui.results.facet_button import FacetButton

if TYPE_CHECKING:
    from signdict.core.types import Match
    from signdict.linguistics.phonology.features import FacetFilter, PhonologicalFeatures

_SPACE = 4
# What the row needs beside its buttons and a button beside its text, in pixels.
_GAPS, _EDGES = 6 * _SPACE, 24


class FacetBar(QWidget):
    """Asks for the facets of an answer's clips; tells which of its signs have what is chosen."""

    asked = Signal(list)  # clip ids whose facets are to be shown
    emptied = Signal()  # nothing of the answer has what is chosen

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known: dict[int, PhonologicalFeatures] = {}
        self._waiting: set[int] = set()
        self._matches: list[Match] = []
        self._show: Callable[[list[Match]], None] = lambda _: None
        self._held = False  # the answer waits until its facets are known
        self._own: PhonologicalFeatures | None = None
        self._liking = False  # what is like the own attempt is to be chosen, once facets are known
        self._asks = False  # what is waited for has been asked for
        self.buttons = {
            facet: FacetButton(
                facet_words.name(facet),
                facet_words.offered(facet),
                pictures=facet == "handshape",
            )
            for facet in facet_words.ASKED
        }
        self.own = QPushButton()
        self.own.clicked.connect(self.choose_own)
        self.count = QLabel()
        self.count.setObjectName("quiet")
        self.clear_button = QPushButton(self.tr("Clear"))
        self.clear_button.setAccessibleName(self.tr("Clear what was chosen of hands and movement"))
        self.clear_button.clicked.connect(self.clear)
        self.setAccessibleName(self.tr("Narrow down"))
        self._arrange()
        self.put_away()

    @property
    def wanted(self) -> dict[str, set[str]]:
        """Of each facet of which something is chosen, the values that are."""
        return {facet: one.chosen for facet, one in self.buttons.items() if one.chosen}

    def bring(self) -> None:
        """Show the bar, and beside the heading what is told of it."""
        self.show()
        self.count.setVisible(bool(self.wanted))
        self.clear_button.setVisible(bool(self.wanted))

    def put_away(self) -> None:
        """Hide all of it; what was chosen stays."""
        self._held = False
        for part in (self, self.count, self.clear_button):
            part.hide()

    def narrow(self, matches: "Sequence[Match]", show: "Callable[[list[Match]], None]") -> None:
        """Have `show` show what is kept of an answer, now and whenever the choice changes.

        If something is chosen, ask for what is not known of it, and the answer waits for that;
        else ask when somebody comes near: to look at all clips of an answer takes a while, which
        others need, and most answers are not narrowed.
        """
        self._matches, self._show, self._liking = list(matches), show, False
        clips = {clip.id for match in matches for clip in match.clips}
        self._known = {clip: facets for clip, facets in self._known.items() if clip in clips}
        self._waiting, self._asks = clips - self._known.keys(), False
        self._narrow()

    def show_facets(
        self, clips: "Sequence[int]", known: "Mapping[int, PhonologicalFeatures]"
    ) -> None:
        """Take the facets of some clips that were asked for; some may have none."""
        self._known |= known
        self._waiting -= set(clips)
        if self._waiting:
            return
        if self._liking:
            self.choose_own()
        elif self._held:
            self._narrow()

    def show_own(self, facets: "PhonologicalFeatures | None") -> None:
        """Show what is seen of the person's own attempt."""
        self._own = facets
        self._name_own()

    def _narrow(self) -> None:
        wanted = self.wanted
        self._held = bool(wanted and self._waiting)
        if self._held:
            self._ask()
            return
        kept = _kept(self._matches, self._known, wanted) if wanted else self._matches
        self.count.setText(
            self.tr("{kept} of {all} fit").format(kept=len(kept), all=len(self._matches))
        )
        if kept:
            self._show(kept)
        else:
            self.emptied.emit()

    def _ask(self) -> None:
        if self._waiting and not self._asks:
            self._asks = True
            self.asked.emit(sorted(self._waiting))

    def choose_own(self) -> None:
        """Choose what the own attempt has, facet after facet, as far as something is left."""
        self._liking = bool(self._waiting)
        if self._liking:
            self._ask()
        if self._own is None or self._waiting:
            return
        wanted: dict[str, set[str]] = {}
        for facet in facet_words.ASKED:
            more = wanted | {facet: {getattr(self._own, facet)}}
            if facet_words.words(self._own, facet) and _kept(self._matches, self._known, more):
                wanted = more
        self._choose(wanted)

    def clear(self) -> None:
        """Choose nothing: everything is shown."""
        self._choose({})
        self.buttons["hands"].setFocus()

    def _choose(self, wanted: Mapping[str, set[str]]) -> None:
        for facet, button in self.buttons.items():
            button.choose(wanted.get(facet, set()))
        self._narrow()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Have facets at hand by the time that one is chosen."""
        super().enterEvent(event)
        self._ask()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say in one word what there is no room to say in many."""
        super().resizeEvent(event)
        self._name_own()

    def _name_own(self) -> None:
        own = self._own
        self.own.setVisible(own is not None)
        if own is None:
            return
        words = " · ".join(filter(None, (facet_words.words(own, f) for f in facet_words.ASKED)))
        told = self.tr("You: {facets}").format(facets=words)
        room = self.width() - sum(one.sizeHint().width() for one in self.buttons.values())
        whole = self.own.fontMetrics().horizontalAdvance(told) + _EDGES <= room - _GAPS
        self.own.setText(told if whole else self.tr("Like mine"))
        self.own.setAccessibleName(told)
        self.own.setToolTip(
            self.tr("{told}. Show the signs that are like it, as far as there are any.").format(
                told=told
            )
        )

    def _arrange(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_SPACE)
        for button in self.buttons.values():
            row.addWidget(button)
            button.changed.connect(self._narrow)
            button.clicked.connect(lambda _: self._ask())
        row.addWidget(self.own)
        row.addStretch()
        self._name_own()


def _kept(
    matches: "Sequence[Match]", known: "Mapping[int, PhonologicalFeatures]", wanted: "FacetFilter"
) -> "list[Match]":
    from signdict.linguistics.phonology.features import narrowed  # NumPy comes with it

    return narrowed(matches, known, wanted)
